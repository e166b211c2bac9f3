"""Did you mean: the spelling of a query and, without hits, other queries that have some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from searchkit.binding import Bound
from searchkit.errors import SearchTooSlow
from searchkit.other_queries import Relaxed, Spelling
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
    suggestion_total: int = 0


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
    answer = DidYouMean()
    try:
        if has_hits:
            return replace(answer, spelling=speller.spelling(tree, bind, count, has_hits=True))
        answer = replace(answer, missing=missing_parts(bind(tree), count))
        answer = replace(answer, spelling=speller.spelling(tree, bind, count, has_hits=False))
        answer = replace(answer, relaxed=relaxed_queries(tree, bind, count))
        wider = widened()
        if wider != tree and (total := count(bind(wider).query)):
            answer = replace(answer, suggestion=query_text(wider), suggestion_total=total)
    except SearchTooSlow:
        # The query itself was answered in time; what is known by now helps too.
        pass
    return answer
