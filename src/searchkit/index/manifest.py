"""The manifest of a generation: who made it, and which files it consists of.

Nothing in an index folder is believed because it is there: every name is matched against the
pattern that is written, so that none leads out of the folder.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any, NamedTuple

from searchkit import quick_re as re
from searchkit.analysis import FINGERPRINT
from searchkit.engines import ENGINES
from searchkit.errors import IndexOutdated
from searchkit.quick_dataclass import dataclass
from searchkit.schema import SCHEMA_VERSION

MANIFEST = "manifest.json"
#: The largest number of a generation.
MAX_GENERATION = 999_999_999
#: A draft is called as the generation that it becomes, and so.
DRAFT = ".draft"

GENERATION = re.compile(rf"([0-9]{{6,9}})({re.escape(DRAFT)})?")
#: A generation and the digest of its manifest.
SEALED = re.compile(r"([0-9]{6,9}) ([0-9a-f]{32})")

_DIGEST = re.compile(r"[0-9a-f]{32}")
_BESIDE = r"(run|seen|families|stories)\.json|records\.sqlite|shingles-[0-9]{1,15}\.bin"
_OF_ENGINE = {
    "whoosh": r"segments\.json|MAIN_[0-9a-z]{16}\.seg",
    "tantivy": r"meta\.json|\.managed\.json|[0-9a-f]{32}(\.[0-9]{1,20})?\.[a-z]{1,16}",
}
_FILES = {engine: re.compile(rf"{_BESIDE}|{engine}/({_OF_ENGINE[engine]})") for engine in ENGINES}


class Stamp(NamedTuple):
    """A file when it was sealed: its size in bytes and its digest."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The origin of a generation, and the files of which it consists.

    `created` is ISO 8601 in UTC and stays through updates. `files` are by their path in the
    generation. `before` names the generation that answered before this one.
    """

    engine: str
    generation: int
    created: str
    articles: int
    files: Mapping[str, Stamp] = field(default_factory=dict)
    before: str = ""
    schema: int = SCHEMA_VERSION
    analysis: str = FINGERPRINT

    @classmethod
    def parse(cls, data: bytes) -> Manifest:
        """The manifest that was written so. Raises `ValueError` or `TypeError` for other bytes."""
        values = parsed_json(data)
        files = {path: Stamp(*stamp) for path, stamp in values.pop("files").items()}
        manifest = cls(files=files, **values)
        manifest._verify()
        return manifest

    def check(self) -> None:
        """Raise `IndexOutdated` if this version cannot read the generation as it was meant."""
        if self.schema != SCHEMA_VERSION:
            raise IndexOutdated(f"schema {self.schema}, not {SCHEMA_VERSION}")
        if self.analysis != FINGERPRINT:
            raise IndexOutdated("other analysis")

    def _verify(self) -> None:
        numbers = (self.generation, self.articles, self.schema)
        if not all(type(number) is int and number >= 0 for number in numbers):
            raise ValueError("a number in the manifest is none")
        if not isinstance(self.analysis, str):
            raise TypeError("the manifest names no analysis")
        if not (self.before == "" or SEALED.fullmatch(self.before)):
            raise ValueError("the generation before has a name that no generation has")
        if self.schema != SCHEMA_VERSION or self.analysis != FINGERPRINT:
            # Another version has other files; none of them is looked at.
            return
        if dt.datetime.fromisoformat(self.created).tzinfo is None:
            raise ValueError("the manifest has no time")
        if self.engine not in _FILES:
            raise ValueError("the manifest names no engine")
        for path, stamp in self.files.items():
            if not _FILES[self.engine].fullmatch(path):
                raise ValueError("a file has a name that no file of an index has")
            if type(stamp.size) is not int or not _DIGEST.fullmatch(stamp.digest):
                raise ValueError("a file has no size and digest")


def belongs(engine: str, path: str) -> bool:
    """Tell if a file of a generation of this engine can have a path."""
    return _FILES[engine].fullmatch(path) is not None


def parsed_json(data: str | bytes) -> Any:
    """A value of JSON. Raises `ValueError`, also for one that is nested too deeply."""
    try:
        return json.loads(data)
    except RecursionError:
        raise ValueError("nested too deeply") from None
