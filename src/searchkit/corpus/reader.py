"""What a reader of one file format promises, and what it hands over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that the document declares of itself.

    `evidence` is the exact characters that declare it.
    """

    value: object
    evidence: str


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of one article and what its document declares, before any inference.

    `declared` has keys of `article.METADATA`. Its values are strings; the authors may also be a
    tuple of names, and the date a `PartialDate`. `method` names the place they are from. `record`
    tells the articles of one file apart.
    """

    text: str
    declared: Mapping[str, Stated] = field(default_factory=dict)
    method: str = ""
    encoding: str = "utf-8"
    record: str | None = None
    warnings: tuple[str, ...] = ()


class Reader(Protocol):
    """Reads one file format; `suffixes` are in lower case and with their dot."""

    name: ClassVar[str]
    suffixes: ClassVar[frozenset[str]]

    def read(self, data: bytes) -> Iterator[Draft]:
        """The articles in the bytes of one file; raises `ArticleUnreadable`."""
        ...
