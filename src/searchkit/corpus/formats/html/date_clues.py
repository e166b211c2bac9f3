"""What a page shows of the date of its article without declaring it: times, lines, its address."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from functools import cached_property

from lxml.html import HtmlElement

from searchkit import quick_re as re
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

_MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified",
    "lastmod", "dcterms.modified", "dc.date.modified", "article:modified_date",
)  # fmt: skip
_UPDATED = re.compile(
    r"updat|modif|edited|editiert|expire|aktualisiert|geändert|änderung|\bstand\b|mis à jour"
    r"|maj\b|actualiz|aggiornat|atualiz|bijgewerkt|обновлен|изменен|оновлен|更新|güncel|zaktualiz|aktualiz"
    r"|oppdatert|opdateret",
    re.IGNORECASE,
)
#: Words of pages that many people write, for the last change of any kind.
_EDITED = re.compile(r"edited|modif|geändert|änderung|revision", re.IGNORECASE)
_MARKED = re.compile(r"publish|pubdate|entry-date|post-date|posted|dateline", re.IGNORECASE)
#: Labels of the day of publication that pages have besides those of all texts.
_POSTED = re.compile(
    r"(?:erschienen|erstellt|geschrieben|eingestellt|online (?:seit|since)|written|submitted"
    r"|created|mis en ligne|inserito|scritto|creado|criado|geplaatst|skrevet|skriven|napisano"
    r"|добавлено)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?<!\s)\s++[|·•–—/(]\s*|(?<!\s)\s++-\s+")
#: What stands behind a date that opens a paragraph.
_OPENS = re.compile(r"\)|\.?\s*[:–—|„“”«»\"-]|\.\s")
_IN_ADDRESS = re.compile(
    r"[/-]((?:19|20)\d\d)(?P<mark>[-/])(\d\d?)(?P=mark)(\d\d?)(?=[-/_.]|$)"
    r"|/((?:19|20)\d\d)(\d\d)(\d\d)(?=[-/_.]|$)"
)
_MAX_OWN_LINE = 60
_MAX_FIRST_LINES = 4
#: Characters of a line in which a page may show a date.
_MAX_DATED = 400
#: Characters before a date that opens a paragraph: at most the name of a place.
_MAX_PLACE = 25
#: Words besides a date, with a full stop behind them: a sentence about another day.
_MIN_SENTENCE = 6


class Clues:
    """What a page shows of the date of its article without declaring it."""

    def __init__(self, page: Page, around: Surroundings) -> None:
        self._page = page
        self._around = around
        self._language = page.language()
        times = list(self._times())
        #: The dates of `<time>` elements that are marked as that of publication.
        self.marked = [date for date, marked in times if marked]
        self._unmarked = [date for date, marked in times if not marked]

    def _times(self) -> Iterator[tuple[Stated, bool]]:
        """The dates of the article's `<time>` elements, and whether they mark the publication."""
        for time in self._page.tree.iter("time"):
            stamp = time.get("datetime") or ""
            value = read_stamp(stamp)
            if value is None or _is_in_link(time):
                continue
            near = self._around.is_near(time) or self._around.is_headline(time)
            if self._around.is_elsewhere(time, in_list=near) or _is_of_change(time):
                continue
            marked = time.get("pubdate") is not None or bool(_MARKED.search(_names(time)))
            if not (marked or near):
                continue
            shown = dates_in(text_of(time), self._language)
            if len(shown) == 1 and _is_other_day(shown[0][0], value):
                day, evidence = shown[0]
                yield Stated("date", day, "date line", evidence, inferred=True), False
            else:
                # A name of a class is a hint; only the attributes are made for the date.
                sure = time.get("pubdate") is not None or time.get("itemprop") == "datePublished"
                yield Stated("date", value, "time element", stamp, inferred=not sure), marked

    @cached_property
    def changes(self) -> set[str]:
        """The days on which the article was last changed, as stated."""
        updated = [
            Stated("date", read_stamp(time.get("datetime") or ""), "time element", "")
            for time in self._page.tree.iter("time")
            if _is_of_change(time)
        ]
        return set(map(day_of, [*stated_changes(self._page), *updated]))

    @cached_property
    def addressed(self) -> list[Stated]:
        """The days in the addresses of the article."""
        return list(_addressed(self._page))

    @cached_property
    def _near(self) -> list[Line]:
        return [
            line
            for line in (*self._around.below, *self._around.above)
            if len(line.text) <= MAX_LINE_LENGTH
            and not self._around.is_elsewhere(line.element, in_list=True)
        ]

    @cached_property
    def lines(self) -> list[Stated]:
        """The dates that lines around the headline show, but for those of changes."""
        return [date for line in self._near for date in _dates_of(line.text, self._language)]

    @cached_property
    def changed_lines(self) -> list[Stated]:
        """The dates of changes that lines around the headline show."""
        return [
            date
            for line in self._near
            for date in _dates_of(line.text, self._language, of_changes=True)
        ]

    @cached_property
    def shown(self) -> list[Stated]:
        """The date that the page shows around its headline, if it is one day."""
        if len(_days(self._unmarked)) == 1:
            return self._unmarked[:1]
        return self._agreed(self.lines)

    @property
    def said(self) -> list[Stated]:
        """The date that the page shows or says in words to be that of publication."""
        return self.shown or self._labelled()

    def _agreed(self, dates: list[Stated]) -> list[Stated]:
        if len(_days(dates)) == 1:
            return dates[:1]
        labelled = [date for date in dates if has_label(date.evidence)]
        return labelled[:1] if len(_days(labelled)) == 1 else []

    def concluded(self) -> list[Stated]:
        """The date of publication, by the clue that counts for most; empty if there is none."""
        if len(_days(self._unmarked)) == 1:
            return self._unmarked[:1]
        return (
            self.addressed
            or self._agreed(self.lines)
            or self._right_below()
            or self._labelled()
            or self._opening()
            or self._on_page()
        )[:1]

    def _right_below(self) -> list[Stated]:
        """The first of several dates, if it stands in one of the first lines below the headline."""
        first = {line.text for line in self._around.below[:_MAX_FIRST_LINES]}
        return [date for date in self.lines[:1] if any(date.evidence in line for line in first)]

    def _labelled(self) -> list[Stated]:
        """The day that a line anywhere on the page says to be that of publication."""
        dates = [
            date
            for line in self._around.all
            if len(line.text) <= MAX_LINE_LENGTH and not self._around.is_elsewhere(line.element)
            for date in _dates_of(line.text, self._language, labelled=True)
        ]
        return dates[:1] if len(_days(dates)) == 1 else []

    def _opening(self) -> list[Stated]:
        """The day with which one of the first paragraphs begins, perhaps behind a place."""
        for line in self._around.below:
            for date, evidence in dates_in(line.text[:MAX_LINE_LENGTH], self._language)[:1]:
                place, shown, rest = line.text.partition(evidence)
                is_first = len(place) <= _MAX_PLACE and (not place or place.rstrip()[-1:] in ",(")
                if shown and is_first and _OPENS.match(rest):
                    return [Stated("date", date, "date line", evidence, inferred=True)]
        return []

    def _on_page(self) -> list[Stated]:
        """The only day to which a line is given anywhere, or else what htmldate finds."""
        own: list[Stated] = []
        for line in self._around.all:
            if len(line.text) > _MAX_OWN_LINE or self._around.is_elsewhere(line.element):
                continue
            for date, evidence in dates_in(line.text, self._language):
                if 2 * len(evidence) >= len(line.text) and not _UPDATED.search(line.text):
                    own.append(Stated("date", date, "date line", evidence, inferred=True))
        if len(days := _days(own)) == 1:
            return own[:1]
        # Below a headline that is found, htmldate tells the right one of several.
        if self._around.headline is None and (days or self._has_several_times()):
            return []
        if self._is_doubtful():
            return []
        day = _day_of_htmldate(self._page)
        # The first of a month that nothing shows stands for a day that is not known.
        if day is None or day in self.changes or (day not in days and days):
            return []
        if day.endswith("-01") or self._is_unlike_the_page(day):
            return []
        return [Stated("date", PartialDate.parse(day), "htmldate", day, inferred=True)]

    def _is_unlike_the_page(self, day: str) -> bool:
        """Tell if a page has several other days, or this one only as that of the last change."""
        texts = [line.text for line in self._around.all if len(line.text) <= _MAX_DATED]
        dates = [(text, date) for text in texts for date, _ in dates_in(text, self._language)]
        own = [text for text, date in dates if date.isoformat() == day]
        if own:
            return all(map(_EDITED.search, own))
        return len({date for _, date in dates}) > 1

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


def stated_changes(page: Page) -> list[Stated]:
    """The times of the last change that the page declares."""
    tags = list(page.stated(_MODIFIED_METAS))
    for node in page.linked.articles:
        said = page.linked.strings(node, "dateModified")
        tags += [Tag(entry.text, "JSON-LD dateModified") for entry in said]
    return [Stated("date", read_stamp(tag.value), tag.method, tag.value) for tag in tags]


def day_of(stated: Stated) -> str:
    """The day of a date, `2016-02-20`; empty if the value is none."""
    value = stated.value
    if not isinstance(value, PartialDate):
        return ""
    return PartialDate(value.year, value.month, value.day).isoformat()


def _days(dates: Iterable[Stated]) -> set[str]:
    return set(map(day_of, dates))


def _is_other_day(shown: PartialDate, value: PartialDate | str) -> bool:
    """Tell if a page shows another day than a stamp is of, by more than a time zone."""
    if not isinstance(value, PartialDate) or value.day is None:
        return False
    return abs((shown.first_day - value.first_day).days) > 1


def _names(time: HtmlElement) -> str:
    """What an element and the one around it are called, and the words in it."""
    above = time.getparent()
    own = (time.get("class") or "", time.get("itemprop") or "", text_of(time))
    return " ".join((*own, (above.get("class") or "") if above is not None else ""))


def _is_of_change(time: HtmlElement) -> bool:
    """Tell if a time is that of the last change; one marked as both is of the first version."""
    if _UPDATED.search(_label_before(time)) or _UPDATED.search(text_of(time)):
        return True
    return bool(_UPDATED.search(_names(time))) and not _MARKED.search(time.get("class") or "")


def _label_before(time: HtmlElement) -> str:
    """The words that stand right before an element, such as `Updated:`."""
    before = time.getprevious()
    parent = time.getparent()
    words = before.tail if before is not None else (parent.text if parent is not None else "")
    if not (words or "").strip() and before is not None and before.tag != "time":
        words = text_of(before)
    return (words or "")[-40:]


def _is_in_link(element: HtmlElement) -> bool:
    """Tell if an element stands with other words in a link: a teaser of another page."""
    link = next(element.iterancestors("a"), None)
    if link is None:
        return False
    times = sum(len(text_of(time)) for time in link.iter("time"))
    return len(text_of(link)) > times + 12


def _dates_of(
    text: str, language: str, *, labelled: bool = False, of_changes: bool = False
) -> Iterator[Stated]:
    """The dates in a line, of publication or of changes; none of what a sentence tells."""
    for part in _PARTS.split(text):
        if bool(_UPDATED.search(part)) is not of_changes:
            continue
        is_label = has_label(part) or bool(_POSTED.match(part))
        if labelled and not is_label:
            continue
        for date, evidence in dates_in(part, language):
            if is_label or not _is_in_sentence(part, evidence):
                yield Stated("date", date, "date line", evidence, inferred=True)


def _is_in_sentence(text: str, evidence: str) -> bool:
    """Tell if a date stands within a whole sentence, which may be about any day."""
    before, _, behind = text.partition(evidence)
    others = len(before.split()) + len(behind.split())
    return bool(before.strip()) and behind.rstrip()[-1:] in ".!?" and others >= _MIN_SENTENCE


def _addressed(page: Page) -> Iterator[Stated]:
    """The day in an address of the article."""
    for tag in page.addresses():
        for match in _IN_ADDRESS.finditer(tag.value):
            parts = [part for part in match.groups() if part and part.isdigit()]
            date = read_stamp("-".join(parts))
            if isinstance(date, PartialDate):
                yield Stated("date", date, "address", match[0].strip("/"), inferred=True)


def _day_of_htmldate(page: Page) -> str | None:
    """The day that htmldate finds, which looks further and knows more languages.

    None if it finds another one when it is asked for the last change.
    """
    import htmldate

    bare = without_comments(page.tree)
    url = next((tag.value for tag in page.addresses()), None)
    days = {
        htmldate.find_date(
            copy.deepcopy(bare), extensive_search=True, original_date=original, url=url
        )
        for original in (True, False)
    }
    return days.pop() if len(days) == 1 else None
