"""Stamps of the files of a corpus: what a run keeps of each, so that the next need not read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from searchkit.quick_dataclass import dataclass

#: The time of a file that may have changed again and kept its time: only its content tells.
UNSETTLED = -1


@dataclass(frozen=True, slots=True)
class FileStamp:
    """A file as a run read it: its size in bytes, its time and its digest.

    `articles` is a digest of its articles and of what is said of them, empty if it is not known. It
    follows from the content of the file and from that alone, so that a stamp stays true of them,
    whatever became of the run.
    """

    size: int
    mtime_ns: int
    digest: str
    articles: str = ""

    def with_articles(self, articles: str) -> FileStamp:
        """The stamp of the same file, of which these articles are known."""
        return replace(self, articles=articles)


#: The stamp of each file, by its path in the corpus.
FileStamps = Mapping[str, FileStamp]


def is_corrected(articles: str) -> bool:
    """Tell if `FileStamp.articles` tells that something was said of an article of the file.

    Of a file of another name nothing of it is said.
    """
    return bool(articles.partition(" ")[2])


def stamps_to_json(stamps: FileStamps) -> dict[str, list[Any]]:
    """The stamps, ready for JSON."""
    return {
        path: [stamp.size, stamp.mtime_ns, stamp.digest, stamp.articles]
        for path, stamp in stamps.items()
    }


def stamps_from_json(values: Any) -> dict[str, FileStamp]:
    """The stamps that were written so. Raises `ValueError`, `TypeError` or `AttributeError`.

    >>> stamps_from_json({"a.txt": [12, 1456012800000000000, "00ff", ""]})
    {'a.txt': FileStamp(size=12, mtime_ns=1456012800000000000, digest='00ff', articles='')}
    """
    return {path: _stamp(*values) for path, values in values.items()}


def _stamp(size: object, mtime_ns: object, digest: object, articles: object) -> FileStamp:
    if not (type(size) is type(mtime_ns) is int and type(digest) is type(articles) is str):
        raise TypeError("a value of a file stamp has another type")
    return FileStamp(size, mtime_ns, digest, articles)
