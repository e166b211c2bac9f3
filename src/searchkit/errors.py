"""Every exception that searchkit raises on purpose, in one tree.

SearchkitError
├── SettingsError          a setting or a folder that cannot be used
│   ├── ControlFileUnusable  a file of the corpus or the project that steers searches
│   ├── CorpusMissing      no readable corpus folder
│   ├── EditConflict       somebody else has changed what is said of the article
│   ├── NotOffered         a question that an index of this kind does not answer
│   ├── PasswordMissing    others may read only with a password, and none is set
│   └── InvalidArgument    a value that a client sent and that is not valid
├── QueryError             a query that cannot be understood, with its place
├── SearchTooSlow          a search that was stopped at its time limit
├── ArticleUnreadable      one file that gave no article, with the reason
├── ArticleNotFound        an id that no article of the index has
├── NameNotFound           a name that no article of the index has
├── CorpusShrunk           most articles are gone; deleting them must be allowed by the user
├── IndexUnusable          the index cannot answer
│   ├── IndexMissing
│   ├── IndexOutdated      made by another version
│   ├── IndexDamaged
│   ├── IndexUnavailable   the server of the index does not answer, or not as it should
│   │   └── IndexOvertaken another machine has changed it meanwhile
│   └── IndexBlocked       its server answers, but refuses until somebody helps
├── IndexLocked            another process is writing
└── EngineUnavailable      an optional search library is not installed

Each has a `kind`, which decides the exit status of the shell and the status of an HTTP answer, and
says what would mend it: a command to run, or `advice` in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from searchkit import quick_re as re

#: Names that a message tells, and characters of one.
MAX_OTHERS = 8
MAX_SHOWN = 100

#: `damaged` are all reasons why there is an index and it cannot answer, `refused` is a request that
#: can never be answered as it stands.
Kind = Literal[
    "settings", "refused", "password", "query", "timeout", "file", "not found", "corpus", "missing",
    "damaged", "unavailable", "locked", "engine", "control file",
]  # fmt: skip

# Characters that a terminal or a browser would not show as one column.
_LINE_BREAK = re.compile(r"[\t\v\f\r\n\x1c-\x1e\x85\u2028\u2029]")

REBUILD = "searchkit rebuild"


class SearchkitError(Exception):
    """The root of the tree; `str()` of any of them is a sentence for the user.

    `message` says what is wrong, `advice` what mends it; `command` is the command to run, if one
    does. `summary` is the message for a stranger: no path, no host, no word of a library.
    """

    kind: ClassVar[Kind] = "settings"
    summary: ClassVar[str] = ""

    def __init__(self, message: str, *, command: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.command = command
        self.advice = advice or (f"run: {command}" if command else "")

    def __str__(self) -> str:
        return f"{self.message}; {self.advice}" if self.advice else self.message


class SettingsError(SearchkitError):
    """A setting, an option or a folder that cannot be used."""


class ControlFileUnusable(SettingsError):
    """A file of the corpus or the project that steers searches, named by its path there."""

    kind: ClassVar[Kind] = "control file"


class InvalidArgument(SettingsError):
    """A value that a client sent and that is not valid; the message is for the client."""

    kind: ClassVar[Kind] = "refused"


class PasswordMissing(SettingsError):
    """Others may read only with a password, and none is set."""

    kind: ClassVar[Kind] = "password"
    summary: ClassVar[str] = "nobody can read until a password is set"

    def __init__(self) -> None:
        super().__init__("no password is set", command="searchkit password")


class CorpusMissing(SettingsError):
    """There is no readable corpus folder."""

    @classmethod
    def at(cls, path: object) -> CorpusMissing:
        """The error of a path at which there is no folder."""
        return cls(
            f"there is no corpus folder {path}",
            advice="create it, or name the project folder with --home",
        )


class EditConflict(SettingsError):
    """What is said of an article is not what it was when the change of it was begun."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"{article_id} was changed by somebody else meanwhile")


class NotOffered(SettingsError):
    """An index of this kind does not answer such a question."""

    kind: ClassVar[Kind] = "refused"


class QueryError(SearchkitError):
    """A query that cannot be understood.

    `start` and `end` are code point offsets into `query`; `advice` says what would work.
    """

    kind: ClassVar[Kind] = "query"

    def __init__(self, message: str, query: str, start: int, end: int, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.query = query
        self.start = start
        self.end = max(end, start + 1)

    def caret_lines(self) -> list[str]:
        """The query and, under it, carets below the place that failed."""
        line = _LINE_BREAK.sub(" ", self.query)
        return [line, " " * self.start + "^" * (self.end - self.start)]

    def __str__(self) -> str:
        lines = [self.message, *(f"  {line}" for line in self.caret_lines())]
        if self.advice:
            lines.append(self.advice)
        return "\n".join(lines)


class SearchTooSlow(SearchkitError):
    """A search was stopped at its time limit; nothing of its answer is shown."""

    kind: ClassVar[Kind] = "timeout"

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the search took longer than {seconds:g} s and was stopped",
            advice="use rarer words, or raise search_seconds in searchkit.toml",
        )


class ArticleUnreadable(SearchkitError):
    """One file that gave no article; the others are not affected."""

    kind: ClassVar[Kind] = "file"

    @property
    def reason(self) -> str:
        return self.message


class ArticleNotFound(SearchkitError):
    """No article of the index has this id."""

    kind: ClassVar[Kind] = "not found"
    summary: ClassVar[str] = "no article in the index has this address"

    def __init__(self, article_id: str, advice: str = "") -> None:
        super().__init__(
            f"no article {article_id!r} in the index",
            advice=advice or "an article's id is the path that searchkit query prints",
        )
        self.article_id = article_id


class NameNotFound(SearchkitError):
    """No article of the index has this name."""

    kind: ClassVar[Kind] = "not found"
    summary: ClassVar[str] = "no article in the index has this name"

    def __init__(self, name: str, others: Sequence[str] = ()) -> None:
        near = ", ".join(others[:MAX_OTHERS])
        super().__init__(
            f"no article has the name {name[:MAX_SHOWN]!r}",
            advice=f"several names have it: {near}"
            if others
            else "searchkit names lists the names that articles have",
        )


class CorpusShrunk(SearchkitError):
    """Over half of the articles are gone from the corpus; none was deleted from the index."""

    kind: ClassVar[Kind] = "corpus"

    def __init__(self, gone: int, known: int) -> None:
        super().__init__(
            f"{gone} of {known} articles are gone from the corpus",
            advice="if that is right, run again with --allow-shrink",
        )


class IndexUnusable(SearchkitError):
    """The index cannot answer."""

    kind: ClassVar[Kind] = "damaged"
    summary: ClassVar[str] = "the index cannot be used"

    def __init__(
        self, message: str, *, command: str = "searchkit status", advice: str = ""
    ) -> None:
        super().__init__(message, command=command, advice=advice)


class IndexMissing(IndexUnusable):
    """There is no index yet."""

    kind: ClassVar[Kind] = "missing"
    summary: ClassVar[str] = "there is no index yet"

    def __init__(self, path: object) -> None:
        super().__init__(f"no index in {path}", command="searchkit index")


class IndexOutdated(IndexUnusable):
    """The index was made by another version, engine or analysis."""

    summary: ClassVar[str] = "the index was made by another version or engine"

    def __init__(self, cause: str) -> None:
        super().__init__(f"the index does not fit this version ({cause})", command=REBUILD)


class IndexDamaged(IndexUnusable):
    """The files of the index do not hold together."""

    summary: ClassVar[str] = "the index is damaged"

    def __init__(self, cause: str) -> None:
        super().__init__(f"the index is damaged ({cause})", command=REBUILD)


class IndexUnavailable(IndexUnusable):
    """The server of the index does not answer, refuses, or answers what is no answer."""

    kind: ClassVar[Kind] = "unavailable"
    summary: ClassVar[str] = "the server of the index does not answer; try again later"

    def __init__(self, cause: str, *, advice: str = "nothing is lost: try again later") -> None:
        super().__init__(f"the index does not answer ({cause})", command="", advice=advice)
        self.cause = cause


class IndexOvertaken(IndexUnavailable):
    """Another machine has rebuilt the index, or changed it, while this one was at it."""

    def __init__(self) -> None:
        super().__init__("another machine has rebuilt or changed it meanwhile")


class IndexBlocked(IndexUnusable):
    """The server of the index refuses until somebody helps: its disk is full, say."""

    def __init__(self, cause: str, *, advice: str = "") -> None:
        super().__init__(f"the server blocks the index: {cause}", command="", advice=advice)


class IndexLocked(SearchkitError):
    """Another process is writing the index."""

    kind: ClassVar[Kind] = "locked"
    summary: ClassVar[str] = "the index is being written; try again in a moment"

    def __init__(self, holder: str) -> None:
        super().__init__(
            f"the index is being written by {holder}", advice="wait for it with --wait"
        )


class EngineUnavailable(SearchkitError):
    """An optional search library is not installed."""

    kind: ClassVar[Kind] = "engine"
    summary: ClassVar[str] = "the search library of this index is not installed"
