"""The dates of publication that a web page states, or from which it can be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from searchkit.article import PartialDate
from searchkit.corpus.formats.html.date_clues import Clues, day_of, stated_changes
from searchkit.corpus.formats.html.page import Page, Tag
from searchkit.corpus.formats.html.surroundings import Surroundings
from searchkit.corpus.formats.moments import read_stamp
from searchkit.corpus.reader import Stated

_METAS = (
    "article:published_time", "article:published", "og:article:published_time",
    "og:published_time", "article:publish_time", "article:pubdate", "parsely-pub-date",
    "datepublished", "rnews:datepublished", "citation_publication_date", "citation_online_date",
    "dc.date.issued", "dcterms.issued", "dcterms.available", "prism.publicationdate",
    "publication_date", "publication-date", "publish-date", "publishdate", "publish_date",
    "published_time", "published-date", "published_date", "published_at", "publishtime",
    "published", "pubdate", "pub_date", "article_date_original", "article.published", "displaydate",
    "original-publish-date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "sailthru.date", "bt:pubdate", "ptime", "releasedate",
)  # fmt: skip
# They do not say of what they are the date; some programs write that of the last change.
_VAGUE_METAS = ("dc.date", "dcterms.date", "citation_date", "date")
_VAGUE = frozenset(f"meta {name}" for name in _VAGUE_METAS)
#: The hours in UTC that are of the same day nearly everywhere where a page can have been written.
_DAYTIME = range(8, 21)
#: The hours in UTC at which a day begins, by language. A stamp to that hour stands for a day.
_MIDNIGHTS = {
    **dict.fromkeys("de fr it es nl pl cs sk hu sl hr sr sv no nb da sq mt ca".split(), (22, 23)),
    **dict.fromkeys("uk ro bg el fi et lv lt".split(), (21, 22)),
    **dict.fromkeys("ru tr be ar".split(), (21,)),
    **dict.fromkeys("ja ko".split(), (15,)),
    "zh": (16,),
}
#: Days; a text that was changed so much later may be another one.
_LONG = 365
_NONE = -1_000_000


def stated_dates(page: Page, around: Surroundings) -> list[Stated]:
    """The dates of publication, the best first.

    What is made to state it is declared. A date that only stands in the place where articles have
    theirs is inferred, and so is that of the address, and a declared one that something else on
    the page contradicts.
    """
    dates = [
        Stated("date", value, tag.method, evidence, tag.method in _VAGUE)
        for tag, evidence in _declaring_tags(page)
        if (value := read_stamp(tag.value)) is not None
    ]
    changes = stated_changes(page)
    dates = _by_first_publication(dates, changes)
    clues = Clues(page, around)
    dates += clues.marked
    if not any(isinstance(date.value, PartialDate) for date in dates):
        return [*clues.said, *dates] if dates else clues.concluded()
    dates = _in_local_days(dates, page.language())
    dates = _where_it_was_published(dates, clues, changes)
    return _with_doubt(dates, clues, changes, is_live=page.linked.is_live())


def _where_it_was_published(
    dates: list[Stated], clues: Clues, changes: list[Stated]
) -> list[Stated]:
    """The dates, first what the address or the page itself shows against the best of them.

    A stamp in UTC may be of the day before or after. The day in the address was minted when the
    article was. A day that readers see, and one of the places states, is better than that of
    another place.
    """
    best = _best(dates)
    shown = clues.shown
    if _is_utc(best.value):
        rivals = [date for date in dates if not _is_utc(date.value)]
        for date in (*shown, *rivals, *clues.addressed):
            if _days_between(date, best) in (-1, 0, 1):
                local = [other for other in (*rivals, best) if day_of(other) == day_of(date)]
                first = (local or [date])[0]
                return [first, *(other for other in dates if other is not first)]
    if shown and _days_between(shown[0], best) not in (0, _NONE):
        changed = [change.value for change in changes]
        same = [
            date
            for date in dates
            if day_of(date) == day_of(shown[0])
            and date.value not in changed
            and not (_is_day(date) and day_of(date) in clues.changes)
        ]
        if same or best.method in _VAGUE:
            first = replace((same or shown)[0], inferred=True)
            return [first, *(other for other in dates if other not in same)]
    for date in clues.addressed:
        if _days_between(best, date) > 1:
            return [date, *dates]
    return [*dates, *shown]


def _with_doubt(
    dates: list[Stated], clues: Clues, changes: list[Stated], *, is_live: bool
) -> list[Stated]:
    """The dates, the best of them no more than inferred where the page contradicts it."""
    best = dates[0]
    shown = {*map(day_of, clues.shown), *map(day_of, clues.changed_lines)}
    is_other = any(_days_between(date, best) not in (0, _NONE) for date in dates)
    is_early = any(_days_between(best, change) > 0 for change in changes)
    is_late = any(_days_between(change, best) > _LONG for change in changes)
    is_unseen = bool(shown) and day_of(best) not in shown
    doubts = (
        is_live,
        is_other,
        is_early,
        is_late,
        is_unseen,
        _is_last_change(dates, clues, changes),
    )
    if any(doubts) or _is_of_unsure_day(best, shown, clues):
        return [replace(best, inferred=True), *dates[1:]]
    return dates


def _is_last_change(dates: list[Stated], clues: Clues, changes: list[Stated]) -> bool:
    """Tell if the best date is the moment of the last change, and nothing else is of its day."""
    best = dates[0]
    if not isinstance(best.value, PartialDate) or best.value.time is None:
        return False
    if best.value not in [change.value for change in changes]:
        return False
    others = [date for date in dates if date.method != best.method]
    return bool(clues.changed_lines) or day_of(best) not in map(
        day_of, [*others, *clues.shown, *clues.addressed]
    )


def _is_of_unsure_day(best: Stated, shown: set[str], clues: Clues) -> bool:
    """Tell if a stamp in UTC may be of another day where the page was written."""
    value = best.value
    if not isinstance(value, PartialDate) or value.time is None or not _is_utc(value):
        return False
    if {day_of(best)} & {*shown, *map(day_of, clues.addressed)}:
        return False
    return value.time.hour not in _DAYTIME


def _best(dates: list[Stated]) -> Stated:
    return next(date for date in dates if isinstance(date.value, PartialDate))


def _in_local_days(dates: list[Stated], language: str) -> list[Stated]:
    """The dates; a stamp in UTC of the moment when a day begins where the page was written is that
    day's."""
    hours = _MIDNIGHTS.get(language[:2].lower(), ())
    local = []
    for date in dates:
        value = date.value
        if isinstance(value, PartialDate) and value.time is not None and _is_utc(value):
            time = value.time
            if time.hour in hours and not (time.minute or time.second or time.microsecond):
                day = value.first_day + dt.timedelta(days=1)
                date = replace(date, value=PartialDate(day.year, day.month, day.day), inferred=True)
        local.append(date)
    return local


def _is_day(stated: Stated) -> bool:
    return isinstance(stated.value, PartialDate) and stated.value.time is None


def _is_utc(value: object) -> bool:
    if not isinstance(value, PartialDate) or value.time is None:
        return False
    return value.time.utcoffset() == dt.timedelta()


def _days_between(later: Stated, earlier: Stated) -> int:
    """The days from one date to another; many if one is none."""
    a, b = later.value, earlier.value
    if isinstance(a, PartialDate) and isinstance(b, PartialDate) and a.day and b.day:
        return (a.first_day - b.first_day).days
    return _NONE


def _by_first_publication(dates: list[Stated], changes: list[Stated]) -> list[Stated]:
    """The dates in their order, but one that is also the last change after an earlier one."""
    changed = {change.value for change in changes}
    days = [date.value.first_day for date in dates if isinstance(date.value, PartialDate)]

    def rank(stated: Stated) -> int:
        if not isinstance(stated.value, PartialDate):
            return 2
        return 1 if stated.value.first_day > min(days) and stated.value in changed else 0

    return sorted(dates, key=rank)


def _declaring_tags(page: Page) -> Iterator[tuple[Tag, str]]:
    linked = page.linked
    for node in linked.articles:
        for said in linked.strings(node, "datePublished"):
            yield Tag(said.text, "JSON-LD datePublished"), said.evidence
    for tag in (*page.stated(_METAS[:3]), *page.items("datePublished")):
        yield tag, tag.value
    for tag in page.stated(_METAS[3:]):
        yield tag, tag.value
    for node in linked.articles:
        for said in linked.strings(node, "dateCreated"):
            yield Tag(said.text, "JSON-LD dateCreated"), said.evidence
    for node in linked.pages:
        for said in linked.strings(node, "datePublished"):
            yield Tag(said.text, "JSON-LD datePublished of the page"), said.evidence
    for tag in page.stated(_VAGUE_METAS):
        yield tag, tag.value
