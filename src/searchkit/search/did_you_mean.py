"""Help while searching: what may be misspelt and, without hits, what would find some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from searchkit.binding import Bound
from searchkit.errors import SearchTooSlow
from searchkit.results import Relaxed, Spelling
from searchkit.search.query_relaxation import (
    Count,
    missing_parts,
    query_text,
    relaxed_queries,
)
from searchkit.search.spelling import Speller
from searchkit.syntax import Node


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """The fields of `Results` that say what else to search for."""

    missing: tuple[str, ...] = ()
    spelling: Spelling | None = None
    relaxed: tuple[Relaxed, ...] = ()
    suggestion: str | None = None


def did_you_mean(
    tree: Node,
    widened: Callable[[], Node],
    bind: Callable[[Node], Bound],
    speller: Speller,
    count: Count,
    *,
    has_hits: bool,
) -> DidYouMean:
    """The help for a query; `widened` is the query with its loose words joined by OR."""
    help_ = DidYouMean()
    try:
        if has_hits:
            return replace(help_, spelling=speller.spelling(tree, bind, count, has_hits=True))
        help_ = replace(help_, missing=missing_parts(bind(tree), count))
        help_ = replace(help_, spelling=speller.spelling(tree, bind, count, has_hits=False))
        help_ = replace(help_, relaxed=relaxed_queries(tree, bind, count))
        wider = widened()
        if wider != tree and count(bind(wider).query):
            help_ = replace(help_, suggestion=query_text(wider))
    except SearchTooSlow:
        # The query itself was answered in time; what is known by now helps too.
        pass
    return help_
