"""The dates of publication that a web page states, or from which it can be told."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from lxml.html import HtmlElement

from searchkit.article import PartialDate
from searchkit.corpus.formats.html.page import Page, Tag, text_of
from searchkit.corpus.formats.html.surroundings import (
    MAX_LINE_LENGTH,
    Line,
    Surroundings,
    without_comments,
)
from searchkit.corpus.formats.moments import read_stamp
from searchkit.corpus.plain.dates import dates_in, has_label, read_date_line
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
_MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified",
    "lastmod", "dcterms.modified", "dc.date.modified", "article:modified_date",
)  # fmt: skip
_UPDATED = re.compile(
    r"updat|modif|edited|expire|aktualisiert|geändert|\bstand\b|mis à jour|maj\b|actualiz|aggiornat"
    r"|atualiz|bijgewerkt|обновлен|изменен|оновлен|更新|güncel|zaktualiz|aktualiz|oppdatert|opdateret",
    re.IGNORECASE,
)
_MARKED = re.compile(r"publish|pubdate|entry-date|post-date|posted|dateline", re.IGNORECASE)
_PARTS = re.compile(r"(?<!\s)\s++[|·•–—/]\s+|(?<!\s)\s++-\s+")
_IN_ADDRESS = re.compile(
    r"[/-]((?:19|20)\d\d)(?P<mark>[-/])(\d\d?)(?P=mark)(\d\d?)(?=[-/_.]|$)"
    r"|/((?:19|20)\d\d)(\d\d)(\d\d)(?=[-/_.]|$)"
)
_MAX_OWN_LINE = 60
_MAX_FIRST_LINES = 4
_NONE = -1_000_000


def stated_dates(page: Page, around: Surroundings) -> list[Stated]:
    """The dates of publication, the best first.

    What is made to state it is declared. A date that only stands in the place where articles have
    theirs is inferred, and so is that of the address.
    """
    found = [
        Stated("date", value, tag.method, evidence, tag.method in _VAGUE)
        for tag, evidence in _declaring_tags(page)
        if (value := read_stamp(tag.value)) is not None
    ]
    found = _by_first_publication(found, page)
    times = list(_times(page, around))
    found += [each for each, marked in times if marked]
    clues = _Clues(page, around, [each for each, marked in times if not marked])
    if not any(isinstance(each.value, PartialDate) for each in found):
        return found or list(clues.concluded())
    return _where_it_was_published(found, clues)


def _where_it_was_published(found: list[Stated], clues: _Clues) -> list[Stated]:
    """The dates, first what the address or the page itself shows against the best of them.

    A stamp in UTC may be of the day before or after. The day in the address was minted when the
    article was. A day that readers see, and one of the places states, is better than that of
    another place. Where they contradict each other, the best of them is no more than inferred.
    """
    best = next(each for each in found if isinstance(each.value, PartialDate))
    if _is_utc(best.value):
        rivals = [each for each in found if not _is_utc(each.value)]
        for each in (*rivals, *clues.addressed, *clues.agreed_lines):
            if _days_between(each, best) in (-1, 0, 1):
                return [each, *(other for other in found if other is not each)]
    for each in clues.addressed:
        if _days_between(best, each) > 1:
            return [each, *found]
    shown = clues.agreed_lines
    if shown and _days_between(shown[0], best) not in (0, _NONE):
        if _day(shown[0]) not in clues.changes and _day(shown[0]) in map(_day, found):
            return [*shown, *found]
        others = [each for each in found if each is not best]
        return [replace(best, inferred=True), *shown, *others]
    if any(abs(_days_between(each, best)) > 1 for each in found if each.value):
        return [replace(best, inferred=True), *(each for each in found if each is not best)]
    return found


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


def _by_first_publication(found: list[Stated], page: Page) -> list[Stated]:
    """The dates in their order, but one that is also the last change after an earlier one."""
    changes = {each.value for each in _changes(page)}
    days = [each.value.first_day for each in found if isinstance(each.value, PartialDate)]

    def rank(stated: Stated) -> int:
        if not isinstance(stated.value, PartialDate):
            return 2
        return 1 if stated.value.first_day > min(days) and stated.value in changes else 0

    return sorted(found, key=rank)


def _changes(page: Page) -> list[Stated]:
    tags = list(page.stated(_MODIFIED_METAS))
    for node in page.linked.articles:
        said = page.linked.strings(node, "dateModified")
        tags += [Tag(each.text, "JSON-LD dateModified") for each in said]
    return [Stated("date", read_stamp(tag.value), tag.method, tag.value) for tag in tags]


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


def _times(page: Page, around: Surroundings) -> Iterator[tuple[Stated, bool]]:
    """The dates of `<time>` elements of the article, and whether they are marked as publication."""
    for time in page.tree.iter("time"):
        stamp = time.get("datetime") or ""
        value = read_stamp(stamp)
        if value is None or _is_in_link(time):
            continue
        near = around.is_near(time)
        if around.is_elsewhere(time, in_list=near):
            continue
        about = " ".join((time.get("class") or "", time.get("itemprop") or "", text_of(time)))
        above = time.getparent()
        names = f"{about} {above.get('class') or ''}" if above is not None else about
        if _UPDATED.search(names) or _UPDATED.search(_label_before(time)):
            continue
        marked = time.get("pubdate") is not None or bool(_MARKED.search(names))
        if marked or near:
            yield Stated("date", value, "time element", stamp, inferred=not marked), marked


def _label_before(time: HtmlElement) -> str:
    """The words that stand right before an element, such as `Updated:`."""
    before = time.getprevious()
    parent = time.getparent()
    words = before.tail if before is not None else (parent.text if parent is not None else "")
    if not (words or "").strip() and before is not None:
        words = text_of(before)
    return (words or "")[-40:]


def _is_in_link(element: HtmlElement) -> bool:
    """Tell if an element stands with other words in a link: a teaser of another page."""
    link = next(element.iterancestors("a"), None)
    if link is None:
        return False
    return len(text_of(link)) > len(text_of(element)) + 12


class _Clues:
    """What a page shows of the date of its article without declaring it."""

    def __init__(self, page: Page, around: Surroundings, times: Sequence[Stated]) -> None:
        self._page = page
        self._around = around
        self._times = times
        self._language = page.language()

    @cached_property
    def changes(self) -> set[str]:
        """The days on which the article was last changed, as stated."""
        updated = [
            Stated("date", read_stamp(time.get("datetime") or ""), "time element", "")
            for time in self._page.tree.iter("time")
            if _UPDATED.search(f"{time.get('class') or ''} {_label_before(time)}")
        ]
        return set(map(_day, [*_changes(self._page), *updated]))

    @cached_property
    def addressed(self) -> list[Stated]:
        """The days in the addresses of the article."""
        return list(_addressed(self._page))

    @cached_property
    def lines(self) -> list[Stated]:
        """The dates that lines around the headline show, but for those of changes."""
        lines = [
            line
            for line in (*self._around.below, *self._around.above)
            if len(line.text) <= MAX_LINE_LENGTH
            and not self._around.is_elsewhere(line.element, in_list=True)
        ]
        return [each for line in lines for each in _dates_of(line, self._language)]

    @property
    def agreed_lines(self) -> list[Stated]:
        """The date that lines around the headline show, if it is one."""
        return self.lines[:1] if len(set(map(_day, self.lines))) == 1 else []

    def concluded(self) -> Iterator[Stated]:
        """The date of publication, by the clue that counts for most."""
        if len(set(map(_day, self._times))) == 1:
            yield self._times[0]
            return
        labelled = [each for each in self.lines if has_label(each.evidence)]
        agreed = labelled if len(set(map(_day, labelled))) == 1 else []
        yield from (
            self.addressed or self.agreed_lines or agreed or self._right_below() or self._on_page()
        )[:1]

    def _right_below(self) -> list[Stated]:
        """The first of several dates, if it stands in one of the first lines below the headline."""
        first = {line.text for line in self._around.below[:_MAX_FIRST_LINES]}
        return [each for each in self.lines[:1] if any(each.evidence in line for line in first)]

    def _on_page(self) -> list[Stated]:
        """The only day to which a line is given anywhere, or else what htmldate finds."""
        own: list[Stated] = []
        for line in self._around.all:
            if len(line.text) > _MAX_OWN_LINE or self._around.is_elsewhere(line.element):
                continue
            for date, evidence in dates_in(line.text, self._language):
                if 2 * len(evidence) >= len(line.text) and not _UPDATED.search(line.text):
                    own.append(Stated("date", date, "date line", evidence, inferred=True))
        if len(days := set(map(_day, own))) == 1:
            return own[:1]
        # Below a headline that is found, htmldate tells the right one of several.
        if self._around.headline is None and (days or self._has_several_times()):
            return []
        if self._is_doubtful():
            return []
        found = _day_of_htmldate(self._page)
        # The first of a month that nothing shows stands for a day that is not known.
        if found is None or found in self.changes:
            return []
        if found not in days and (days or found.endswith("-01")):
            return []
        return [Stated("date", PartialDate.parse(found), "htmldate", found, inferred=True)]

    def _is_doubtful(self) -> bool:
        """Tell if a line of its own is a date that can be read in two ways."""
        lines = (line.text for line in self._around.all if len(line.text) <= _MAX_OWN_LINE)
        readings = (read_date_line(text) for text in lines)
        return any(reading is not None and reading.date is None for reading in readings)

    def _has_several_times(self) -> bool:
        stamps = {
            read_stamp(time.get("datetime") or "")
            for time in self._page.tree.iter("time")
            if not self._around.is_elsewhere(time)
        }
        return len(stamps - {None}) > 1


def _dates_of(line: Line, language: str) -> Iterator[Stated]:
    for part in _PARTS.split(line.text):
        if _UPDATED.search(part):
            continue
        for date, evidence in dates_in(part, language):
            yield Stated("date", date, "date line", evidence, inferred=True)


def _addressed(page: Page) -> Iterator[Stated]:
    """The day in an address of the article."""
    for tag in page.addresses():
        for found in _IN_ADDRESS.finditer(tag.value):
            parts = [part for part in found.groups() if part and part.isdigit()]
            date = read_stamp("-".join(parts))
            if isinstance(date, PartialDate):
                yield Stated("date", date, "address", found[0].strip("/"), inferred=True)


def _day_of_htmldate(page: Page) -> str | None:
    """The day that htmldate finds, which looks further and knows more languages.

    None if it finds another one when it is asked for the last change.
    """
    import htmldate

    bare = without_comments(page.tree)
    url = next((tag.value for tag in page.addresses()), None)
    found = {
        htmldate.find_date(
            copy.deepcopy(bare), extensive_search=True, original_date=original, url=url
        )
        for original in (True, False)
    }
    return found.pop() if len(found) == 1 else None


def _day(stated: Stated) -> str:
    value = stated.value
    if not isinstance(value, PartialDate):
        return ""
    return PartialDate(value.year, value.month, value.day).isoformat()
