"""Every exception that searchkit raises on purpose, in one tree.

SearchkitError
├── SettingsError          a setting or a folder that cannot be used
│   ├── ControlFileUnusable  a file in the corpus that steers the whole index
│   ├── CorpusMissing      no readable corpus folder
│   ├── NotOffered         a question that an index of this kind does not answer
│   └── PasswordMissing    others may read only with a password, and none is set
├── QueryError             a query that cannot be understood, with its place
├── SearchTooSlow          a search that was stopped at its time limit
├── ArticleUnreadable      one file that gave no article, with the reason
├── ArticleNotFound        an id that no article of the index has
├── CorpusShrunk           most articles are gone; deleting them needs a word from the user
├── IndexUnusable          the index cannot answer; each says what to run
│   ├── IndexMissing
│   ├── IndexOutdated      made by another version
│   ├── IndexDamaged
│   ├── IndexUnavailable    the server of the index does not answer, or not as it should
│   │   └── IndexOvertaken  another machine has changed it meanwhile
│   └── IndexBlocked        its server answers, but refuses what is asked until somebody helps
├── IndexLocked            another process is writing
└── EngineUnavailable      an optional search library is not installed
"""

from __future__ import annotations

import re

# What a terminal or a browser would not show as one column.
_LINE_BREAK = re.compile(r"[\t\v\f\r\n\x1c-\x1e\x85\u2028\u2029]")

REBUILD = "run: searchkit rebuild"


class SearchkitError(Exception):
    """The root of the tree; `str()` of any of them is a sentence for the user."""


class SettingsError(SearchkitError):
    """A setting, an option or a folder that cannot be used."""


class ControlFileUnusable(SettingsError):
    """A file in the corpus that steers the whole index, named by its path there."""


class PasswordMissing(SettingsError):
    """Others may read only with a password, and none is set."""

    def __init__(self) -> None:
        super().__init__("no password is set; run: searchkit password")


class CorpusMissing(SettingsError):
    """There is no readable corpus folder."""


class NotOffered(SettingsError):
    """An index of this kind does not answer such a question."""


class QueryError(SearchkitError):
    """A query that cannot be understood.

    `start` and `end` are code point offsets into `query`; `hint` says what would work.
    """

    def __init__(self, message: str, query: str, start: int, end: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.query = query
        self.start = start
        self.end = max(end, start + 1)
        self.hint = hint

    def caret_lines(self) -> list[str]:
        """The query and, under it, carets below the place that failed."""
        line = _LINE_BREAK.sub(" ", self.query)
        return [line, " " * self.start + "^" * (self.end - self.start)]

    def __str__(self) -> str:
        lines = [self.message, *(f"  {line}" for line in self.caret_lines())]
        if self.hint:
            lines.append(self.hint)
        return "\n".join(lines)


class SearchTooSlow(SearchkitError):
    """A search was stopped at its time limit; nothing of its answer is shown."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the search took longer than {seconds:g} s and was stopped; "
            "ask for rarer words, or raise search_seconds in searchkit.toml"
        )


class ArticleUnreadable(SearchkitError):
    """One file that gave no article; the others are not affected."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ArticleNotFound(SearchkitError):
    """No article of the index has this id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"no article {article_id!r} in the index")
        self.article_id = article_id


class CorpusShrunk(SearchkitError):
    """Over half of the articles are gone from the corpus; none was deleted from the index."""

    def __init__(self, gone: int, known: int) -> None:
        super().__init__(
            f"{gone} of {known} articles are gone from the corpus; "
            "if that is meant, run again with --allow-shrink"
        )


class IndexUnusable(SearchkitError):
    """The index cannot answer."""


class IndexMissing(IndexUnusable):
    """There is no index yet."""

    def __init__(self, path: object) -> None:
        super().__init__(f"no index in {path}; run: searchkit index")


class IndexOutdated(IndexUnusable):
    """The index was made by another version, engine or analysis."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the index does not fit this version ({what}); {REBUILD}")


class IndexDamaged(IndexUnusable):
    """The files of the index do not hold together."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the index is damaged ({what}); {REBUILD}")


class IndexUnavailable(IndexUnusable):
    """The server of the index does not answer, refuses, or answers what is no answer."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the index does not answer ({what}); nothing is lost: try again later")
        self.what = what


class IndexOvertaken(IndexUnavailable):
    """Another machine has rebuilt the index, or changed it, while this one was at it."""

    def __init__(self) -> None:
        super().__init__("another machine has rebuilt or changed it meanwhile")


class IndexBlocked(IndexUnusable):
    """The server of the index refuses what is asked until somebody helps: its disk is full, say."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the server blocks the index: {what}")


class IndexLocked(SearchkitError):
    """Another process is writing the index."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"the index is being written by {holder}; wait for it with --wait")


class EngineUnavailable(SearchkitError):
    """An optional search library is not installed."""
