"""The query string of a URL → validated values, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeAlias, TypeVar, get_args
from urllib.parse import parse_qs, parse_qsl, quote, quote_plus

from searchkit import (
    Group,
    InvalidArgument,
    NameKind,
    Operator,
    Order,
    StoryOrder,
    filters,
    is_facet,
)
from searchkit import quick_re as re

MAX_PAGE = 100_000
PAGE_SIZE = 10
MAX_LIMIT = 100
#: In characters; more of a value of a facet is not looked for.
MAX_WITHIN = 100

#: The word for a range of a histogram of which nothing is picked yet.
PICKING = "pick"

_ORDERS: Mapping[str, Order] = {order: order for order in get_args(Order)}
_NAME_KINDS: Mapping[str, NameKind] = {kind: kind for kind in get_args(NameKind)}
_STORY_ORDERS: Mapping[str, StoryOrder] = {order: order for order in get_args(StoryOrder)}
_GROUPS: Mapping[str, Group] = {group: group for group in get_args(Group)}
_OPERATORS: Mapping[str, Operator] = {"": "and", "0": "and", "1": "or"}
_NUMBER = re.compile(r"0*([1-9][0-9]*)")
# No more digits than the largest article has places.
_OFFSET = re.compile(r"[0-9]{1,9}")
_PERIOD = re.compile(r"[0-9]{4}(?:-[0-9]{2}|\.\.[0-9]{4})?")
_MAX_QUOTED = 40

_Value = TypeVar("_Value")

#: The values of each name of a query string, in order.
Arguments: TypeAlias = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class SearchParams:
    """The state of the page, all of which is in its URL. Empty texts stand for nothing given.

    `page_group` is how a page groups its results where its address says nothing of it; feeds,
    exports and JSON have every article.
    """

    q: str = ""
    page: int = 1
    sort: Order = "relevance"
    operator: Operator = "and"
    source: str = ""
    since: str = ""
    until: str = ""
    filters: tuple[str, ...] = ()
    group: Group = "article"
    page_group: Group = "article"

    @property
    def is_filtered(self) -> bool:
        return bool(self.source or self.since or self.until or self.filters)

    @property
    def is_blank(self) -> bool:
        """Check whether there is nothing to search for, so that the form alone is shown."""
        return not self.q and not self.is_filtered

    @property
    def href(self) -> str:
        """The address of these results, as short as it can be."""
        return f"/{self._query_string(self.page_group)}"

    @property
    def feed_href(self) -> str:
        """The address of these results as a feed, which has its own order and one page."""
        group: Group = "new" if self.group == "new" else "article"
        return f"/feed{replace(self, page=1, sort='relevance', group=group)._query_string()}"

    @property
    def new_stories_href(self) -> str:
        """The address of a feed without what others had printed before."""
        return replace(self, group="new").feed_href

    def export_href(self, name: str) -> str:
        """The address of all of these results in a format."""
        group: Group = "article" if self.group == self.page_group else self.group
        return f"/export{replace(self, page=1, group=group)._query_string(format=name)}"

    def list_href(self, name: str) -> str:
        """The address of a file with what these results hold, such as `quotes.csv`."""
        return f"/{name}{replace(self, page=1, group='article')._query_string()}"

    def values_href(self, name: str, within: str = "", part: int = 1) -> str:
        """The address of all values of a facet that have a text in them."""
        more = {"facet": name, "within": within, "part": str(part) if part > 1 else ""}
        return f"/values{replace(self, page=1)._query_string(self.page_group, **more)}"

    def filtered(self, *given: str) -> SearchParams:
        """The same search from its first page, with these filters."""
        return replace(self, page=1, filters=given)

    def instead(self, query: str) -> SearchParams:
        """Another query without the filters, in the same order and grouping."""
        return SearchParams(q=query, sort=self.sort, group=self.group, page_group=self.page_group)

    def article_href(self, article_id: str) -> str:
        """The address of an article, with the way back to these results in it."""
        return f"/article/{quote(article_id, safe='/')}{self._query_string(self.page_group)}"

    def cite_href(self, article_id: str, sentence: int | None = None) -> str:
        """The address of how to cite an article, or the sentence of it with that number."""
        more = {"sentence": str(sentence)} if sentence is not None else {}
        return f"/cite/{quote(article_id, safe='/')}{self._query_string(self.page_group, **more)}"

    @property
    def fields(self) -> Sequence[tuple[str, str]]:
        """The names and values of the address of these results, for a form that keeps them."""
        return parse_qsl(replace(self, page=1).href.removeprefix("/?"))

    def _query_string(self, usual_group: Group = "article", **more: str) -> str:
        values: dict[str, str | Sequence[str]] = {
            "q": self.q,
            "any": "1" if self.operator == "or" else "",
            "source": self.source,
            "since": self.since,
            "until": self.until,
            "filter": self.filters,
            "sort": self.sort if self.sort != "relevance" else "",
            "group": self.group if self.group != usual_group else "",
            "page": str(self.page) if self.page > 1 else "",
            **more,
        }
        text = "&".join(
            f"{name}={_escaped(text)}"
            for name, value in values.items()
            for text in ([value] if isinstance(value, str) else value)
            if text
        )
        return f"?{text}" if text else ""


@dataclass(frozen=True, slots=True)
class FacetSearch:
    """A text that the values of the facet with that name are to have in them."""

    name: str = ""
    text: str = ""


@lru_cache(maxsize=1_000)
def _escaped(text: str) -> str:
    # A page has dozens of links, and most of what they say is the same.
    return quote_plus(text, safe=":")


def arguments(query_string: bytes) -> Arguments:
    """The values of each name; what is no UTF-8 is replaced.

    >>> arguments(b"q=%ff&filter=date:2016&filter=-date:inferred")
    {'q': ['\ufffd'], 'filter': ['date:2016', '-date:inferred']}
    """
    text = query_string.decode("utf-8", "replace")
    return parse_qs(text, keep_blank_values=True, errors="replace")


def as_typed(given: Arguments) -> SearchParams:
    """The texts of a query string whatever they are worth, to fill in the form again."""
    query = _first(given, "q")
    return SearchParams(
        # As typed to the last space, so that the place of an error is a place in it.
        q=query if query.strip() else "",
        source=_text(given, "source"),
        since=_text(given, "since"),
        until=_text(given, "until"),
    )


def read_search(given: Arguments, page_group: Group = "article") -> SearchParams:
    """The search that a query string asks for; unknown names are ignored.

    A page groups by `page_group` unless its address says otherwise.

    Raises `InvalidArgument` for a page, an order, a switch or a filter that is none. The query and
    the dates are judged by the library.
    """
    page = _number(given, "page", 1)
    if page > MAX_PAGE:
        raise InvalidArgument(f"page must be a whole number from 1 to {MAX_PAGE}")
    return replace(
        as_typed(given),
        page=page,
        sort=_one_of(given, "sort", _ORDERS, "relevance"),
        operator=_one_of(given, "any", _OPERATORS, "and"),
        group=_one_of(given, "group", _GROUPS, page_group),
        page_group=page_group,
        filters=filters.checked([text.replace("\0", "") for text in given.get("filter", ())]),
    )


def read_facet_search(given: Arguments) -> FacetSearch:
    """The facet that is searched in, and for what."""
    return FacetSearch(_exact(given, "facet"), _text(given, "within")[:MAX_WITHIN])


def read_facet(given: Arguments) -> FacetSearch:
    """The facet whose values are listed, and a text in them. Raises `InvalidArgument`."""
    wanted = read_facet_search(given)
    if not is_facet(wanted.name):
        raise InvalidArgument("facet must be source, author, month or another field of articles")
    return wanted


def read_part(given: Arguments) -> int:
    """The page of a list of values. Raises `InvalidArgument`."""
    return min(_number(given, "part", 1), MAX_PAGE)


def read_picked(given: Arguments) -> str:
    """The period that a range begins with, or `PICKING`; empty if none is to be picked."""
    text = _exact(given, "range")
    return text if _PERIOD.fullmatch(text) else PICKING * bool(text)


def read_limit(given: Arguments) -> int:
    """The number of hits on a page of JSON, at most 100. Raises `InvalidArgument`."""
    return min(_number(given, "limit", PAGE_SIZE), MAX_LIMIT)


def read_format(given: Arguments, formats: Mapping[str, object]) -> str:
    """The name of a format. Raises `InvalidArgument`."""
    names = {name: name for name in formats}
    if name := _one_of(given, "format", names, ""):
        return name
    raise InvalidArgument(f"format must be one of {', '.join(names)}")


def read_columns(given: Arguments) -> str:
    """The list of columns of a table; empty for the usual ones."""
    return _text(given, "columns")


def read_sentence(given: Arguments) -> int | None:
    """The number of a sentence, from 1; None if none is named. Raises `InvalidArgument`."""
    return _number(given, "sentence", 1) if _text(given, "sentence") else None


def read_speaker(given: Arguments) -> str | None:
    """The name of who is to have said it; None if nobody is named."""
    return _text(given, "speaker") or None


def read_offset(given: Arguments) -> int:
    """The offset in an article at which a quotation begins. Raises `InvalidArgument`."""
    text = _text(given, "at")
    if not _OFFSET.fullmatch(text):
        raise InvalidArgument("at must be the offset in the article at which the quotation begins")
    return int(text)


def read_story_order(given: Arguments) -> StoryOrder:
    """The order of a list of stories. Raises `InvalidArgument`."""
    return _one_of(given, "sort", _STORY_ORDERS, "largest")


def read_name_kind(given: Arguments) -> NameKind | None:
    """The kind of names that are listed; None for all. Raises `InvalidArgument`."""
    return _one_of(given, "kind", {"": None, **_NAME_KINDS}, None)


def read_names_within(given: Arguments) -> str:
    """The text that the names that are listed contain; empty for all."""
    return _text(given, "within")[:MAX_WITHIN]


def read_pair(given: Arguments) -> tuple[str, str]:
    """The ids of two articles to compare. Raises `InvalidArgument`."""
    left, right = (next(iter(given.get(side, ())), "") for side in ("left", "right"))
    if not left or not right:
        raise InvalidArgument("left and right must be the ids of the articles to compare")
    return left, right


def _first(given: Arguments, name: str) -> str:
    return next(iter(given.get(name, ())), "").replace("\0", "")


def _text(given: Arguments, name: str) -> str:
    return _first(given, name).strip()


def _exact(given: Arguments, name: str) -> str:
    return next(iter(given.get(name, ())), "")


def _number(given: Arguments, name: str, default: int) -> int:
    text = _exact(given, name)
    if not text:
        return default
    number = _NUMBER.fullmatch(text)
    if number is None:
        raise InvalidArgument(f"{name} must be a whole number from 1, not {_quoted(text)}")
    # Python refuses to read thousands of digits; more than ten mean the same here anyway.
    return int(number[1][:10])


def _one_of(given: Arguments, name: str, choices: Mapping[str, _Value], default: _Value) -> _Value:
    text = _exact(given, name)
    if not text:
        return default
    if text not in choices:
        names = ", ".join(filter(None, choices))
        raise InvalidArgument(f"{name} must be one of {names}, not {_quoted(text)}")
    return choices[text]


def _quoted(text: str) -> str:
    return f"“{text[:_MAX_QUOTED]}…”" if len(text) > _MAX_QUOTED else f"“{text}”"
