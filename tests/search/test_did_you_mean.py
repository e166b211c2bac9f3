"""Help takes no more time than a search has."""

from __future__ import annotations

from searchkit.analysis import Analyzer
from searchkit.binding import Bound, bind
from searchkit.engines import MemoryEngine
from searchkit.errors import SearchTooSlow
from searchkit.query import Query
from searchkit.search.did_you_mean import DidYouMean, did_you_mean
from searchkit.search.spelling import Speller
from searchkit.syntax import Node, parse


def test_when_the_time_is_over_what_is_known_by_then_is_the_help() -> None:
    analyzer = Analyzer()
    tree, wider = parse("cod ferry"), parse("cod OR ferry")
    assert tree is not None
    assert wider is not None

    def understood(node: Node) -> Bound:
        return bind(node, str(node), analyzer, lambda *_: ())

    left = iter([0, 0])

    def count(query: Query) -> int:
        for articles in left:
            return articles
        raise SearchTooSlow(2.0)

    speller = Speller(MemoryEngine(), analyzer)
    found = did_you_mean(tree, lambda: wider, understood, speller, count, has_hits=False)
    assert found == DidYouMean(missing=("cod", "ferry"))
