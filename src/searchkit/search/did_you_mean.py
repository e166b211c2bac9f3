"""Did you mean: the spelling of a query and, without hits, other queries that have some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from searchkit.binding import Bound
from searchkit.errors import SearchTooSlow
from searchkit.other_queries import Relaxed, Spelling
from searchkit.quick_dataclass import dataclass
from searchkit.search.query_relaxation import (
    Count,
    missing_parts,
    query_text,
    relaxed_queries,
)
from searchkit.search.spelling import Speller
from searchkit.syntax import And, Node, Or, fields


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
        wider = _in_the_same_fields(widened())
        if wider != tree and (total := count(bind(wider).query)):
            answer = replace(answer, suggestion=query_text(wider), suggestion_total=total)
    except SearchTooSlow:
        # The query itself was answered in time; what is known by now helps too.
        pass
    return answer


def _in_the_same_fields(wider: Node) -> Node:
    """The query with the values of fields beside its words: who names a source wants that one."""
    values: dict[str, list[Node]] = {}
    words: list[Node] = []
    for part in wider.children if isinstance(wider, And) else (wider,):
        others: list[Node] = []
        for one in part.children if isinstance(part, Or) else ():
            field = getattr(one, "field", None)
            if field is None or fields.is_text(field):
                others.append(one)
            else:
                values.setdefault(field, []).append(one)
        if isinstance(part, Or) and others:
            words.append(others[0] if len(others) == 1 else Or(tuple(others)))
        elif not isinstance(part, Or):
            words.append(part)
    if not values or not words:
        return wider
    narrow = (rows[0] if len(rows) == 1 else Or(tuple(rows)) for rows in values.values())
    return And((*narrow, *words))
