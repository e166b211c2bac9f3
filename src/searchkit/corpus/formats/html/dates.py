"""The dates in the metadata of web pages, which programs wrote."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from searchkit.article import PartialDate
from searchkit.corpus.formats.html.page import Page, text_of
from searchkit.corpus.formats.moments import read_stamp
from searchkit.corpus.plain.dates import read_date_line
from searchkit.corpus.reader import Stated

_IN_ADDRESS = re.compile(r"/(\d{4})[-/](\d\d?)[-/](\d\d?)(?=[-/]|$)")
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:publish(?:ed)?|pub-?date|date|posted|dateline)(?:$|[\s_-])", re.I
)
_MAX_LINE_LENGTH = 80


def plain_date(page: Page) -> Iterator[Stated]:
    """The day in the address of the article or in markup for dates, if htmldate finds the same.

    Nothing if the page shows several days, or any that can be read in two ways.
    """
    plain = dict(_plain_days(page))
    if len(plain) != 1 or "" in plain:
        return
    import htmldate

    ((day, evidence),) = plain.items()
    tree = copy.deepcopy(page.tree)
    url = next((tag.value for tag in page.addresses()), None)
    if htmldate.find_date(tree, extensive_search=False, original_date=True, url=url) == day:
        yield Stated("date", PartialDate.parse(day), "htmldate", evidence)


def _plain_days(page: Page) -> Iterator[tuple[str, str]]:
    """Days that are plainly dates of the article, and the characters; no day if they have two."""
    for tag in page.addresses():
        for found in _IN_ADDRESS.finditer(tag.value):
            date = read_stamp("-".join(found.groups()))
            if isinstance(date, PartialDate):
                yield date.isoformat(), found[0].strip("/")
    for element in page.tree.iter("p", "div", "span", "td", "time"):
        if not _MARKED.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            continue
        line = text_of(element)
        if len(line) <= _MAX_LINE_LENGTH and (reading := read_date_line(line)):
            date = reading.date
            yield ("" if date is None or date.day is None else date.isoformat()), line
