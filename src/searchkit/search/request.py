"""A search request: the query and its options, as the user gave them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import Literal, get_args

from searchkit.analysis import tokenize
from searchkit.engines import Order
from searchkit.errors import QueryError, SettingsError
from searchkit.quick_dataclass import dataclass
from searchkit.schema import DEFAULT_FACETS, FACETS, is_facet
from searchkit.syntax import (
    MatchAll,
    Node,
    Operator,
    ParsedQuery,
    Phrase,
    filtered,
    parse,
    parse_dates,
    parse_query,
    unquoted,
)

#: What there can be one hit of: an article, a story, or a story if its first article is a hit.
Group = Literal["article", "story", "new"]

_CHOICES = {
    "sort": get_args(Order),
    "operator": get_args(Operator),
    "group": get_args(Group),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A search as the shell, the page and Python ask for it; validated and parsed when it is made.

    A blank `text` asks for everything. `operator` joins words side by side. `since` and `until`
    are dates as in the query language, `filters` further queries that must match too, `facets`
    names of `schema.FACETS` or of further fields. With `explain`, each hit has the explanation of
    its score, with `roles` what it is to its story. `group` by "story" gives one hit of each story
    with the others under it, by "new" only such hits as were the first of their story.

    Without `variants`, words stand only for themselves, whatever `variants.txt` says.
    Relative dates count from `today`. `parsed` is the text alone, with what else it could mean;
    `tree` is what text and filters mean together, None if they ask for nothing in particular.

    Raises `QueryError` and `SettingsError`.
    """

    text: str = ""
    limit: int = 10
    page: int = 1
    sort: Order = "relevance"
    operator: Operator = "and"
    source: str | None = None
    since: str | None = None
    until: str | None = None
    filters: Sequence[str] = ()
    facets: Sequence[str] = DEFAULT_FACETS
    explain: bool = False
    roles: bool = False
    group: Group = "article"
    variants: bool = True
    today: dt.date = field(default_factory=dt.date.today, compare=False)
    parsed: ParsedQuery = field(init=False, repr=False, compare=False)
    tree: Node | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A fraction would look like a damaged index where it is counted with.
        if not all(isinstance(count, int) and count >= 1 for count in (self.limit, self.page)):
            raise SettingsError("limit and page count from 1")
        for name, choices in _CHOICES.items():
            if getattr(self, name) not in choices:
                raise SettingsError(f"{name} must be one of {', '.join(choices)}")
        if unknown := [name for name in self.facets if not is_facet(name)]:
            raise SettingsError(
                f"no facet {min(unknown)!r}",
                advice=f"facets are {', '.join(FACETS)}, and further fields of articles",
            )
        object.__setattr__(self, "filters", tuple(self.filters))
        object.__setattr__(self, "facets", tuple(self.facets))
        parsed = parse_query(self.text, operator=self.operator, today=self.today, further=True)
        object.__setattr__(self, "parsed", parsed)
        object.__setattr__(self, "tree", self._tree())

    @property
    def is_blank(self) -> bool:
        """True if nothing in particular is asked for."""
        return self.tree is None

    @property
    def offset(self) -> int:
        """The number of hits before those of the page."""
        return (self.page - 1) * self.limit

    def _tree(self) -> Node | None:
        tree = self.parsed.tree
        filters = tuple(self._filters())
        if not filters:
            return tree
        return filtered(tree or MatchAll(), *filters)

    def _filters(self) -> Iterator[Node]:
        if self.source:
            if not any(tokenize(self.source)):
                # Left out, it would silently ask for all sources.
                raise QueryError("no source is called so", self.source, 0, len(self.source))
            yield Phrase(unquoted(self.source), "source")
        for name, date in (("since", self.since), ("until", self.until)):
            if date:
                yield parse_dates(name, date, today=self.today)
        for text in self.filters:
            if (node := parse(text, today=self.today, further=True)) is not None:
                yield node
