"""What a user asks for, as it was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from searchkit.analysis import tokenize
from searchkit.engines import Order
from searchkit.errors import QueryError
from searchkit.schema import DEFAULT_FACETS
from searchkit.syntax import MatchAll, Node, Phrase, Span, filtered, parse, parse_dates, unquoted

#: What there can be one hit of: an article, a story, or a story if its first article is a hit.
Group = Literal["article", "story", "new"]


@dataclass(frozen=True, slots=True)
class Request:
    """What a user asks for; `since` and `until` as typed. A blank text asks for everything.

    `filters` are further queries, each of which must match too. With `explain`, each hit tells what
    adds up to its score. `group` says of what there is one hit each.
    """

    text: str
    limit: int = 10
    page: int = 1
    sort: Order = "relevance"
    any: bool = False
    source: str | None = None
    since: str | None = None
    until: str | None = None
    filters: tuple[str, ...] = ()
    facets: tuple[str, ...] = DEFAULT_FACETS
    explain: bool = False
    group: Group = "article"

    def tree(self) -> Node:
        """What the text and the filters mean together. Raises `QueryError`."""
        tree = parse(self.text, operator="or" if self.any else "and") or MatchAll()
        filters: list[Node] = []
        if self.source:
            if not any(tokenize(self.source)):
                # Left out, it would silently ask for all sources.
                raise QueryError("no source is called so", self.source, 0, len(self.source))
            filters.append(Phrase(unquoted(self.source), "source"))
        for name, date in (("since", self.since), ("until", self.until)):
            if date:
                filters.append(parse_dates(name, date, date, Span(0, len(date))))
        filters += [node for text in self.filters if (node := parse(text)) is not None]
        return filtered(tree, *filters)
