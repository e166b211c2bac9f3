"""An article: its text, its metadata, and where each piece of metadata comes from."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from searchkit import quick_re as re
from searchkit.quick_dataclass import dataclass

Status = Literal["declared", "inferred", "unknown"]
Precision = Literal["year", "month", "day", "time"]

#: The fields of an article that carry a provenance.
METADATA = ("title", "source", "authors", "date", "agency", "url", "language")

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that was also found, and not taken."""

    value: str
    method: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """The way in which a value came to be known.

    `declared`: the document states it in a place made for it. `inferred`: read from the running
    text. `unknown`: no value. `method` names the rule, `evidence` quotes the exact characters.
    `rivals` are other values that were found, best first.
    """

    status: Status
    method: str = ""
    evidence: str = ""
    rivals: tuple[Candidate, ...] = ()


UNKNOWN = Provenance("unknown")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that is known to the year, the month, the day or the time; never more than that.

    Raises `ValueError` for a date that no calendar has.

    >>> PartialDate(2016, 2).isoformat(), PartialDate(2016, 2).precision
    ('2016-02', 'month')
    """

    year: int
    month: int | None = None
    day: int | None = None
    time: dt.time | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        if self.time is not None and self.day is None:
            raise ValueError("a time needs a day")
        _day(self.year, self.month, self.day)

    @property
    def precision(self) -> Precision:
        if self.time is not None:
            return "time"
        if self.day is not None:
            return "day"
        return "month" if self.month is not None else "year"

    @property
    def first_day(self) -> dt.date:
        """The first day of the period."""
        return _day(self.year, self.month, self.day)

    @property
    def last_day(self) -> dt.date:
        """The last day of the period."""
        month = 12 if self.month is None else self.month
        if self.day is not None:
            return dt.date(self.year, month, self.day)
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """`2016`, `2016-02`, `2016-02-20` or `2016-02-20T08:30:00+00:00`."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        if self.time is not None:
            text += f"T{self.time.isoformat()}"
        return text

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """The date that `isoformat` wrote, or a user typed; `ValueError` if it is none.

        >>> PartialDate.parse("2016-2-20").isoformat()
        '2016-02-20'
        """
        day, mark, clock = text.strip().replace(" ", "T", 1).partition("T")
        match = _ISO_DATE.fullmatch(day)
        if match is None:
            raise ValueError(f"not a date: {text!r}")
        parts = [None if part is None else int(part) for part in match.groups()]
        time = dt.time.fromisoformat(clock) if mark else None
        return cls(int(match[1]), parts[1], parts[2], time)


def _day(year: int, month: int | None, day: int | None) -> dt.date:
    return dt.date(year, 1 if month is None else month, 1 if day is None else day)


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of the saved text that is no part of the article, and what it was taken for."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Inset:
    """A passage of the body, from `start` to `end`, that is set apart from the running text.

    `kind` is what it is: a standfirst, a caption, an embedded post.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class ModelName:
    """A name from `start` to `end` of the body that a model of the user's has found.

    `kind` is person, organisation, place or other.
    """

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Article:
    """One saved article.

    `id` is its path inside the corpus (with `#record` for one of several in a file), `path` the
    file. `body` is the text that is searched and shown; `removed` is what was left out of it.
    `agency` is the news agency that the text credits. `provenance` has an entry for each of
    `METADATA`; `fields` are the values of whatever else its document declares, such as `section`.
    `passages` are where the body changes its language: offsets, ascending from 0, each
    with the language from there on; empty if all of it is in `language`. `insets` are the passages
    of the body that are no running text, ascending; each is a paragraph or several. `plain_fields`
    are those of `fields` whose values are text, even where they look like numbers or dates.
    `model_names` are the names in the body by a model of the user's, ascending; None without one.
    """

    id: str
    path: str
    body: str
    title: str
    source: str | None = None
    authors: tuple[str, ...] = ()
    date: PartialDate | None = None
    agency: str | None = None
    url: str | None = None
    language: str | None = None
    encoding: str = "utf-8"
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    passages: tuple[tuple[int, str], ...] = ()
    insets: tuple[Inset, ...] = ()
    plain_fields: tuple[str, ...] = ()
    model_names: tuple[ModelName, ...] | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that it is written in, that of the article first."""
        first = (self.language,) if self.language else ()
        return tuple(dict.fromkeys((*first, *(language for _, language in self.passages))))

    def language_at(self, offset: int) -> str | None:
        """The language of the body at an offset."""
        code = self.language
        for start, language in self.passages:
            if start > offset:
                break
            code = language
        return code

    def came_from(self, name: str) -> Provenance:
        """The provenance of the metadata field `name`."""
        return self.provenance.get(name, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, folder or record that gave nothing, and why.

    `path` is as articles carry it, and for a record of a file the id that its article would have.
    """

    path: str
    reason: str
