"""BM25 as Lucene computes it, and where a score comes from.

score = weight · idf · tf / (tf + k1 · (1 - b + b · length / mean length)), where tf is the number
of occurrences in the text and length the number of its terms, the title counted twice, and
idf = ln(1 + (N - n + ½) / (n + ½)) for n of N articles. A phrase counts as one term whose idf is
the sum of those of its terms, and so does a `Near`; a group in one is as rare as its commonest
operand. What a wildcard or fuzzy word stands for is one term that n articles have any form of: that
a form is rare makes no hit better. The scores of several terms add up. docs/ranking.md tells which
terms a query has.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Protocol

from searchkit.analysis import Document
from searchkit.leaf_text import leaf_text
from searchkit.matching.match import frequency, match
from searchkit.query import (
    And,
    AtLeast,
    Boolean,
    Boost,
    DateRange,
    Disjunction,
    Filtered,
    First,
    Ids,
    Leaf,
    MatchAll,
    Near,
    Not,
    NotNear,
    NumberRange,
    Operand,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
    Within,
)
from searchkit.quick_dataclass import dataclass
from searchkit.results import Explanation
from searchkit.schema import SCORED_STREAMS


@dataclass(frozen=True, slots=True)
class Ranking:
    """The parameters of BM25: `k1` bends the count of a word, `b` is how much a long text loses."""

    k1: float = 1.2
    b: float = 0.75

    def norm(self, length: float, mean_length: float) -> float:
        """The number that occurrences in a field of that length are weighed against."""
        return self.k1 * (1 - self.b + self.b * length / mean_length if mean_length else 1.0)


#: What the engines rank with unless the project says otherwise.
DEFAULT_RANKING = Ranking()


def idf(articles: int, doc_freq: int) -> float:
    """The inverse document frequency of a term that so many of all articles have."""
    return math.log(1 + (articles - doc_freq + 0.5) / (doc_freq + 0.5))


def rarity(leaf: Operand, articles: int, doc_freq: Callable[[Term | Synonyms], int]) -> float:
    """The idf of a leaf; `doc_freq` counts the articles that have the term, or one of the terms."""
    match leaf:
        case Term() | Synonyms():
            return idf(articles, doc_freq(leaf))
        case Phrase(stream, terms):
            return sum(idf(articles, doc_freq(Term(stream, term))) for term in terms)
        case Disjunction(operands):
            return min(rarity(operand, articles, doc_freq) for operand in operands)
        case Near(left, right) | Within(left, right):
            return rarity(left, articles, doc_freq) + rarity(right, articles, doc_freq)
        case NotNear(operand) | First(operand):
            return rarity(operand, articles, doc_freq)


class Statistics(Protocol):
    """All that the score of one article depends on, besides its text."""

    @property
    def articles(self) -> int:
        """The number of articles."""

    def doc_freq(self, leaf: Term | Synonyms) -> int:
        """The number of articles that have the term, or one of the terms."""

    @property
    def length(self) -> float:
        """The length of the scored text of the article, in the precision of the engine."""

    @property
    def mean_length(self) -> float:
        """The mean length of the scored text."""


def explanations(
    query: Query, document: Document, *, statistics: Statistics, ranking: Ranking
) -> Iterator[Explanation]:
    """The parts of an article's score, one for each leaf of the query."""
    for leaf, weight in scoring_leaves(query, document):
        yield _explanation(leaf, document, statistics=statistics, ranking=ranking, weight=weight)


def scoring_leaves(
    query: Query, document: Document, weight: float = 1.0
) -> Iterator[tuple[Leaf, float]]:
    """The leaves that add to the score of an article, and what each is multiplied by."""
    # A branch that does not match adds nothing, whatever stands below it.
    if match(query, document) is None:
        return
    match query:
        case And(children) | Or(children):
            for child in children:
                yield from scoring_leaves(child, document, weight)
        case AtLeast(_, child):
            yield from scoring_leaves(child, document, weight)
        case Boost(child, factor):
            yield from scoring_leaves(child, document, factor * weight)
        case Boolean(must, should):
            yield from scoring_leaves(must, document, weight)
            yield from scoring_leaves(should, document, weight)
        case Filtered(_, scored):
            yield from scoring_leaves(scored, document, weight)
        case Not() | DateRange() | NumberRange() | MatchAll() | Ids():
            return
        case leaf:
            if leaf.stream in SCORED_STREAMS:
                yield leaf, weight


def _explanation(
    leaf: Leaf, document: Document, *, statistics: Statistics, ranking: Ranking, weight: float
) -> Explanation:
    inverse_doc_freq = rarity(leaf, statistics.articles, statistics.doc_freq)
    count = frequency(leaf, document)
    length, mean_length = statistics.length, statistics.mean_length
    score = weight * bm25(inverse_doc_freq, count, ranking.norm(length, mean_length))
    return Explanation(
        leaf.stream, leaf_text(leaf), weight, inverse_doc_freq, count, length, mean_length, score
    )


def bm25(inverse_doc_freq: float, occurrences: float, norm: float) -> float:
    """The score of one term in one article, by `Ranking.norm` of its length."""
    return inverse_doc_freq * occurrences / (occurrences + norm)
