"""Kikuzo, Yomidasu and Integrum: web pages with a small table of fields above each text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from searchkit import quick_re as re
from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.layout import date_at_start
from searchkit.corpus.exports.page_lines import lines_of
from searchkit.corpus.exports.reading import finished
from searchkit.corpus.reader import ParsedDocument, Unread
from searchkit.quick_dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Pieces of text in an element of fields, characters of what is read of it, and cells of a table.
MAX_PIECES, MAX_LENGTH, MAX_CELLS = 100, 1_000, 12

_BLANK = re.compile(r"\s+")
_DIGITS = re.compile(r"0*(\d{1,6})")
_INTEGRUM_LABEL = re.compile(r"\^([А-Я]{2}):")
_ASAHI, _YOMIURI = "朝日新聞", "読売新聞"
#: Magazines that Kikuzo holds beside the paper, and names in the place of the edition.
_ASAHI_MAGAZINES = ("週刊朝日", "AERA", "ＡＥＲＡ")


def is_service(source: str) -> bool:
    """Tell if the source of a page has the sign of one of these services."""
    return any(service.sign in source for service in _SERVICES)


def read_articles(
    tree: _Element, source: str, encoding: str, warnings: tuple[str, ...]
) -> list[ParsedDocument | Unread] | None:
    """The articles of a page with this source; None if it has no table of fields."""
    for service in _SERVICES:
        if service.sign in source and (drafts := list(_drafts(tree, service))):
            return finished(drafts, encoding, warnings)
    return None


@dataclass(frozen=True, slots=True)
class _Service:
    """Where a service keeps what it knows of an article, and its text.

    `sign` stands in the source of each of its pages. `fields`, `title` and `text` are the tags and
    classes of the elements. `take` reads the cells of the fields, and tells if they are some.
    """

    name: str
    sign: str
    fields: tuple[str, str]
    title: tuple[str, str]
    text: tuple[str, str]
    take: Callable[[_Element, ArticleDraft], bool]


def _drafts(tree: _Element, service: _Service) -> Iterator[ArticleDraft]:
    """The articles in their order: fields, then the title and all texts up to the next fields."""
    from lxml.etree import iterwalk

    drafts: list[ArticleDraft] = []
    texts: list[str] = []
    around: _Element | None = None
    tags = {service.fields[0], service.title[0], service.text[0]} - {""}
    for event, element in iterwalk(tree, events=("start", "end"), tag=sorted(tags)):
        # What stands within a text is a part of it, whatever it is called.
        if around is not None:
            if event == "end" and element is around:
                texts += _paragraphs(element)
                around = None
            continue
        if event == "end":
            continue
        if _is(element, service.fields):
            draft = ArticleDraft(service.name)
            if service.take(element, draft):
                yield from _with_text(drafts, texts)
                drafts, texts = [draft], []
        elif drafts and _is(element, service.title) and not drafts[0].has("title"):
            drafts[0].state("title", _one_line(element), "title")
        elif drafts and _is(element, service.text):
            around = element
    yield from _with_text(drafts, texts)


def _with_text(drafts: Sequence[ArticleDraft], texts: Sequence[str]) -> Iterator[ArticleDraft]:
    for draft in drafts:
        draft.text = "\n\n".join(texts)
        yield draft


def _is(element: _Element, tag_and_class: tuple[str, str]) -> bool:
    tag, name = tag_and_class
    return element.tag == tag and (not name or name in (element.get("class") or "").split())


def _one_line(element: _Element) -> str:
    """The text of a small element; elements nested in themselves are not read to their end."""
    pieces = islice(element.itertext(), MAX_PIECES)
    return _BLANK.sub(" ", "".join(piece[:MAX_LENGTH] for piece in pieces))[:MAX_LENGTH].strip()


def _paragraphs(element: _Element) -> list[str]:
    """The paragraphs of a text; one that keeps its lines is left to the metadata step."""
    if element.tag == "pre":
        return ["".join(element.itertext()).strip("\n")]
    return [line for line in lines_of(element).split("\n") if line.strip()]


def _cells(element: _Element, tag: str) -> list[str]:
    return [_one_line(cell) for cell in islice(element.iter(tag), MAX_CELLS)]


def _take_kikuzo(table: _Element, draft: ArticleDraft) -> bool:
    """Take `00001 | 1985年01月01日 | 朝刊 | １総 | 001 | 00733文字`."""
    cells = _cells(table, "td")
    if len(cells) < 6 or not _take_date(cells[1], draft):
        return False
    magazine = next((name for name in _ASAHI_MAGAZINES if name in cells[2]), "")
    draft.state("source", magazine or _ASAHI, "fields", cells[2] if magazine else _ASAHI)
    _add(draft, edition=cells[2], section=cells[3], pages=cells[4], length=cells[5])
    return True


def _take_yomidasu(table: _Element, draft: ArticleDraft) -> bool:
    """Take `1 | 2009.01.13 | headline | 東京夕刊 | 夕二面 | 02頁 | 152字`."""
    cells = _cells(table, "th")
    if len(cells) < 7 or not _take_date(cells[1], draft):
        return False
    draft.state("source", _YOMIURI, "fields", _YOMIURI)
    draft.state("title", cells[2], "fields")
    _add(draft, edition=cells[3], section=cells[4], pages=cells[5], length=cells[6])
    return True


def _take_integrum(cell: _Element, draft: ArticleDraft) -> bool:
    """Take `^ИС: paper ^РБ: section ^НР: page ^ДТ: 09.02.1994 ^АВ: author ^ЗГ: headline`."""
    if not (cell.text or "").lstrip().startswith("^"):
        return False
    _, *parts = _INTEGRUM_LABEL.split(_one_line(cell))
    values = dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=False))
    if "ИС" not in values or "ЗГ" not in values:
        return False
    draft.state("source", values["ИС"], "ИС")
    draft.state("title", values["ЗГ"], "ЗГ")
    # The day comes first in every date of the service, which the text of one may not tell.
    _take_date("-".join(reversed(values.get("ДТ", "").split("."))), draft)
    draft.state_authors(values.get("АВ", ""), "АВ")
    draft.add("section", values.get("РБ", ""))
    draft.add("pages", values.get("НР", ""))
    return True


def _take_date(text: str, draft: ArticleDraft) -> bool:
    """Take the date of publication; nothing that begins with none."""
    dated = date_at_start(text)
    if dated is not None:
        draft.state_date(dated[0], "fields", dated[1])
    return dated is not None


def _add(draft: ArticleDraft, *, edition: str, section: str, pages: str, length: str) -> None:
    """Take what a Japanese service says of the place of an article; the length in letters."""
    draft.add("edition", edition)
    draft.add("section", section)
    for name, text in (("pages", pages), ("letters", length)):
        number = _DIGITS.match(text)
        draft.add(name, number[1] if number else text)


_SERVICES: Sequence[_Service] = (
    _Service(
        "Kikuzo",
        "topic-detail",
        fields=("table", "topic-list"),
        title=("span", "font002"),
        text=("div", "detail001"),
        take=_take_kikuzo,
    ),
    _Service(
        "Yomidasu",
        "heiseiDetailArea",
        fields=("table", "contentsTable"),
        title=("", ""),
        text=("p", "mb10"),
        take=_take_yomidasu,
    ),
    _Service(
        "Integrum",
        "^ИС:",
        fields=("td", ""),
        title=("", ""),
        text=("pre", ""),
        take=_take_integrum,
    ),
)
