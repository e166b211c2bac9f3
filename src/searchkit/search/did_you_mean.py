"""Help while searching: what may be misspelt and, without hits, what would find some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from searchkit.binding import Bound
from searchkit.errors import SearchTooSlow
from searchkit.results import Relaxed, Spelling
from searchkit.search.query_relaxation import Count, missing, relaxed, runnable
from searchkit.search.spelling import Speller
from searchkit.syntax import Node


@dataclass(frozen=True, slots=True)
class SearchHelp:
    """The fields of `Results` that tell what else to ask for."""

    missing: tuple[str, ...] = ()
    spelling: Spelling | None = None
    relaxed: tuple[Relaxed, ...] = ()
    suggestion: str | None = None


def search_help(
    tree: Node,
    widened: Callable[[], Node],
    understood: Callable[[Node], Bound],
    speller: Speller,
    count: Count,
    *,
    hits: bool,
) -> SearchHelp:
    """The help for a query, which has `hits` or none; `widened` joins its words by OR."""
    found = SearchHelp()
    try:
        if hits:
            return replace(found, spelling=speller.spelling(tree, understood, count, hits=True))
        found = replace(found, missing=missing(understood(tree), count))
        found = replace(found, spelling=speller.spelling(tree, understood, count, hits=False))
        found = replace(found, relaxed=relaxed(tree, understood, count))
        wider = widened()
        if wider != tree and count(understood(wider).query):
            found = replace(found, suggestion=runnable(wider))
    except SearchTooSlow:
        # The query itself was answered in time; what is known by now helps too.
        pass
    return found
