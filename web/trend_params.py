"""The query string of a page of trends → validated values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

from searchkit import CountRequest, InvalidArgument, SearchRequest, filters
from searchkit.web.params import Arguments, SearchParams, read_search

#: Queries of one page; more lines could not be told apart.
MAX_QUERIES = 8
#: Values across a page, each of which is searched for.
MAX_ACROSS = 12
#: Values down a page.
MAX_ROWS = 200
#: Characters of all queries, about what an address holds.
MAX_LENGTH = 4_000

_MAX_NAME = 40


@dataclass(frozen=True, slots=True)
class TrendParams:
    """What is counted: queries by a field, `across` a second one if it is named.

    `search` has the filters, which hold for all queries.
    """

    queries: tuple[str, ...] = ()
    by: str = "month"
    across: str = ""
    share: bool = False
    search: SearchParams = SearchParams()  # noqa: RUF009 - frozen

    @property
    def is_blank(self) -> bool:
        """Check whether there is nothing to count, so that the form alone is shown."""
        return not self.queries

    def href(self, suffix: str = "") -> str:
        """The address of this page, or of the same as a file."""
        values: list[tuple[str, str]] = [("q", query) for query in self.queries]
        values += [
            ("by", "" if self.by == "month" else self.by),
            ("across", self.across),
            ("share", "1" if self.share else ""),
            ("any", "1" if self.search.operator == "or" else ""),
            ("source", self.search.source),
            ("since", self.search.since),
            ("until", self.search.until),
        ]
        values += [("filter", text) for text in self.search.filters]
        query = "&".join(f"{name}={quote_plus(text, safe=':')}" for name, text in values if text)
        return f"/trends{suffix}" + (f"?{query}" if query else "")

    def request(self) -> CountRequest:
        """What the library is asked. Raises `QueryError` and `SettingsError`."""
        searches = tuple(
            (
                query,
                SearchRequest(
                    text=query,
                    operator=self.search.operator,
                    source=self.search.source or None,
                    since=self.search.since or None,
                    until=self.search.until or None,
                    filters=filters.queries(self.search.filters),
                ),
            )
            for query in self.queries
        )
        by = (self.by, self.across) if self.across else (self.by,)
        limit = MAX_ACROSS if self.across else MAX_ROWS
        return CountRequest(searches=searches, by=by, share=self.share, limit=limit)


def trends_href(params: SearchParams, by: str) -> str:
    """The address of the counts of a search by a field."""
    search = SearchParams(
        operator=params.operator,
        source=params.source,
        since=params.since,
        until=params.until,
        filters=params.filters,
    )
    return TrendParams((params.q or "*",), by, search=search).href()


def read_trends(given: Arguments) -> TrendParams:
    """The trends that a query string asks for. Raises `InvalidArgument`."""
    texts = [text.replace("\0", "") for text in given.get("q", ())]
    queries = tuple(dict.fromkeys(text for text in texts if text.strip()))
    if len(texts) > MAX_QUERIES:
        raise InvalidArgument(f"a page of trends has {MAX_QUERIES} queries at most")
    if sum(map(len, queries)) > MAX_LENGTH:
        raise InvalidArgument(f"the queries have more than {MAX_LENGTH:,} characters")
    kept: Mapping[str, object] = {
        name: values for name, values in given.items() if name not in ("q", "page", "sort", "group")
    }
    return TrendParams(
        queries,
        _name(given, "by") or "month",
        _name(given, "across"),
        _is_on(given, "share"),
        read_search(kept),  # type: ignore[arg-type]
    )


def _is_on(given: Arguments, name: str) -> bool:
    text = next(iter(given.get(name, ())), "")
    if text not in ("", "0", "1"):
        raise InvalidArgument(f"{name} must be 0 or 1")
    return text == "1"


def _name(given: Arguments, name: str) -> str:
    return next(iter(given.get(name, ())), "").strip().lower()[:_MAX_NAME]
