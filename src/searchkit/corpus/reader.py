"""The interface of a reader of one file format, and what it hands over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

from searchkit.article import METADATA, Removed
from searchkit.quick_dataclass import dataclass

#: How the record begins that tells why there is nothing behind another one.
BEHIND = "behind "

#: The kind of an inset that goes above the text.
STANDFIRST = "standfirst"
#: That of what stands below a picture.
CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that the document declares for one field of `article.METADATA`.

    Any other field is a `ValueError`.
    `value` is a string; the authors may also be a tuple of names, and the date a `PartialDate`.
    `method` names the place that declares it, `evidence` is the exact characters there. A value
    that the reader concludes, rather than reads in a place made for it, is `inferred`. One that the
    properties of a file hold is `weak`: they may be of its template or its user, and what the text
    itself says above its prose is better.
    """

    field: str
    value: object
    method: str
    evidence: str
    inferred: bool = False
    weak: bool = False

    def __post_init__(self) -> None:
        if self.field not in METADATA:
            raise ValueError(f"there is no field {self.field!r}; fields are {', '.join(METADATA)}")


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The text of one article and what its document declares, before any inference.

    `declared` has for each field the best first. `record` tells the articles of one file apart.
    `prepared` says that the text is the article alone: a reader of its format has already left out
    what surrounds it, into `removed`. `fields` are names and values of whatever else the document
    declares of the article, such as its section; a name may come more than once. `insets` are texts
    of the article that are set apart from it, each with its kind: a standfirst, which goes above
    the text, and captions and embedded posts, which go below it. `plain_fields` are the names of
    fields whose values are text, even where they look like numbers or dates.
    """

    text: str
    declared: tuple[Stated, ...] = ()
    encoding: str = "utf-8"
    record: str | None = None
    warnings: tuple[str, ...] = ()
    prepared: bool = False
    removed: tuple[Removed, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    insets: tuple[tuple[str, str], ...] = ()
    plain_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """One record of a file that gave no article, and why; its neighbours are not affected."""

    record: str
    reason: str


class Reader(Protocol):
    """Reads one file format; `suffixes` are in lower case and with their dot.

    Files are parsed in a process of its own, bounded in time and memory. A reader that is not
    `isolated` reads small files at once: it takes linear time, and nothing that it reads swells. A
    reader's module imports its heavy libraries when it reads. One that sets `many_records` is
    not asked first whether a large file has more than a batch of them.
    """

    name: ClassVar[str]
    suffixes: ClassVar[frozenset[str]]
    isolated: ClassVar[bool]

    def recognises(self, head: bytes) -> bool:
        """Tell if the first 4,096 bytes of a file are plainly this format, whatever its name."""
        ...

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        """The articles in the bytes of one file; raises `ArticleUnreadable`."""
        ...
