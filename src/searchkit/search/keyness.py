"""The words and pairs of words that tell some articles from the others, by log-likelihood."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any, TypeAlias

from searchkit.analysis import FUNCTION_WORDS, Analyzer, Document, tokenize
from searchkit.binding import Bound
from searchkit.engines import Deadline, Engine, SearchOptions
from searchkit.errors import InvalidArgument
from searchkit.matching.highlights import Highlights
from searchkit.query import And, Leaf, MatchAll, Phrase, Query, Term
from searchkit.quick_dataclass import dataclass
from searchkit.schema import TEXT
from searchkit.search.request import SearchRequest

#: Articles that are read for the words in them, spread evenly over all that match.
MAX_READ = 500
#: Words, and pairs, that are counted in all articles; the others are told by fewer of those read.
MAX_CANDIDATES = 200
MAX_LIMIT = 100
MAX_WITHIN = 50
#: A word of fewer articles is chance.
MIN_ARTICLES = 2

# One word, or two that stand side by side.
_Words: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRequest:
    """What is asked: the terms of the articles of a search, `against` those of another.

    Without another, against all articles that do not match. With `within`, the words so near to
    a match, against the rest of the same articles. Raises `SettingsError`.
    """

    search: SearchRequest
    against: SearchRequest | None = None
    within: int | None = None
    limit: int = 20

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MAX_LIMIT:
            raise InvalidArgument(f"limit is a number from 1 to {MAX_LIMIT}")
        if self.within is not None and not 1 <= self.within <= MAX_WITHIN:
            raise InvalidArgument(f"within is a number from 1 to {MAX_WITHIN}")
        if self.within is not None and self.against is not None:
            raise InvalidArgument("within and against cannot be used together")


@dataclass(frozen=True, slots=True)
class TellingTerm:
    """A word or a pair of words with its log-likelihood.

    `here` and `there` are the articles that have it on either side or, near a match, how often it
    stands near one and elsewhere.
    """

    text: str
    score: float
    here: int
    there: int


@dataclass(frozen=True, slots=True)
class TermList:
    """The terms that tell one side from the other, the most telling first.

    `here` and `there` count the articles of both sides or, near a match, their words.
    """

    here: int
    there: int
    terms: tuple[TellingTerm, ...]
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The list, ready for JSON."""
        return {
            "here": self.here,
            "there": self.there,
            "terms": [asdict(term) for term in self.terms],
            "notes": list(self.notes),
        }


class Keyness:
    """Answers from one engine until a deadline; `bind` gives the query of a request."""

    def __init__(
        self,
        engine: Engine,
        analyzer: Analyzer,
        bind: Callable[[SearchRequest], Bound],
        deadline: Deadline,
    ) -> None:
        self._engine = engine
        self._analyzer = analyzer
        self._bind = bind
        self._deadline = deadline

    def terms(self, request: TermRequest) -> TermList:
        """Raises `QueryError` and `SearchTooSlow`."""
        bound = self._bind(request.search)
        ids = self._engine.ids(bound.query, deadline=self._deadline)
        notes = list(bound.notes)
        if len(ids) > MAX_READ:
            notes.append(f"the words are those of {MAX_READ} of the {len(ids):,} articles")
        documents = list(self._documents(ids))
        asked = frozenset(tokenize(request.search.text))
        if request.within is not None:
            return _near(bound.query, documents, request, asked, tuple(notes))
        other = self._bind(request.against).query if request.against else None
        # An engine that is asked for its size may count every term for it.
        everything, *others = self._totals([MatchAll(), *([other] if other else [])])
        there = others[0] if others else everything - len(ids)
        candidates = self._candidates(documents, asked, everything)
        rows = self._rows(candidates, bound.query, other, (len(ids), there))
        return TermList(len(ids), there, _best(rows, request.limit), tuple(notes))

    def _documents(self, ids: Sequence[str]) -> Iterator[Document]:
        step = max(1.0, len(ids) / MAX_READ)
        chosen = [ids[int(number * step)] for number in range(min(len(ids), MAX_READ))]
        for record in self._engine.fetch(chosen):
            self._deadline.check()
            yield self._analyzer.document(record)

    def _candidates(
        self, documents: Iterable[Document], asked: frozenset[str], articles: int
    ) -> list[_Words]:
        """The words, and the pairs, that stand in most of these articles for what they are."""
        counts: Counter[_Words] = Counter()
        for document in documents:
            self._deadline.check()
            counts.update(_words_of(document, asked))
        common = list(islice(_common(counts, 1), 5 * MAX_CANDIDATES))
        self._engine.look_up(Term(TEXT.exact, word) for (word,), _ in common)
        single = {
            words: count * math.log(articles / max(1, self._engine.doc_freq(TEXT.exact, words[0])))
            for words, count in common
        }
        chosen = sorted(single, key=lambda words: (-single[words], words))[:MAX_CANDIDATES]
        return [*chosen, *(words for words, _ in islice(_common(counts, 2), MAX_CANDIDATES))]

    def _rows(
        self,
        candidates: Sequence[_Words],
        query: Query,
        other: Query | None,
        totals: tuple[int, int],
    ) -> Iterator[TellingTerm]:
        leaves = list(map(_leaf, candidates))
        here_of = self._totals([And((query, leaf)) for leaf in leaves])
        there_of = self._totals([And((other, leaf)) if other else leaf for leaf in leaves])
        for words, here, found in zip(candidates, here_of, there_of, strict=True):
            there = found if other else found - here
            yield TellingTerm(" ".join(words), log_likelihood(here, there, *totals), here, there)

    def _totals(self, queries: Iterable[Query]) -> list[int]:
        options = SearchOptions(limit=0, deadline=self._deadline)
        answers = self._engine.search_all([(query, options) for query in queries])
        return [matches.total for matches in answers]


def _leaf(words: _Words) -> Leaf:
    return Term(TEXT.exact, words[0]) if len(words) == 1 else Phrase(TEXT.exact, words)


def log_likelihood(here: int, there: int, all_here: int, all_there: int) -> float:
    """Dunning's G², negative for what is rarer here than there.

    >>> round(log_likelihood(10, 5, 100, 100), 3), log_likelihood(5, 5, 100, 100)
    (1.834, 0.0)
    """
    total = all_here + all_there
    if not total:
        return 0.0
    score = 0.0
    for have, side in ((here, all_here), (there, all_there)):
        for observed, all_such in ((have, here + there), (side - have, total - here - there)):
            if observed > 0:
                score += observed * math.log(observed * total / (side * all_such))
    is_rarer = here * all_there < there * all_here
    return round((-2 if is_rarer else 2) * max(0.0, score), 6)


def _words_of(document: Document, asked: frozenset[str]) -> set[_Words]:
    """The words and pairs of an article, without those that were asked for."""
    found: set[_Words] = set()
    for text in (document.title.exact, document.body.exact):
        before = ""
        for word in text:
            tells = bool(word) and word not in FUNCTION_WORDS and word not in asked
            tells = tells and not word.isdigit() and len(word) > 1
            if tells:
                found.add((word,))
                if before:
                    found.add((before, word))
            before = word if tells else ""
    return found


def _common(counts: Counter[_Words], length: int) -> Iterator[tuple[_Words, int]]:
    rows = (row for row in counts.items() if len(row[0]) == length and row[1] >= MIN_ARTICLES)
    return iter(sorted(rows, key=lambda row: (-row[1], row[0])))


def _near(
    query: Query,
    documents: Iterable[Document],
    request: TermRequest,
    asked: frozenset[str],
    notes: tuple[str, ...],
) -> TermList:
    """The collocates: words near the matches, against the rest of the same articles."""
    near: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    within = request.within or 1
    for document in documents:
        highlights = None if isinstance(query, MatchAll) else Highlights.of(query, document)
        words, offsets = document.body.exact, document.body.offsets
        marks = highlights.body_marks if highlights else ()
        places, matched = set[int](), set[int]()
        for start, end in marks:
            first, after = (bisect_left(offsets, (at, at)) for at in (start, end))
            matched.update(range(first, after))
            places.update(range(max(0, first - within), first))
            places.update(range(after, min(len(words), after + within)))
        near.update(words[at] for at in places - matched)
        everywhere.update(word for at, word in enumerate(words) if at not in matched)
    here = near.total()
    there = everywhere.total() - here
    rows = [
        TellingTerm(
            word, log_likelihood(count, everywhere[word] - count, here, there), count,
            everywhere[word] - count,
        )
        for word, count in near.items()
        if word and count >= MIN_ARTICLES and word not in FUNCTION_WORDS and word not in asked
    ]  # fmt: skip
    return TermList(here, there, _best(rows, request.limit), notes)


def _best(rows: Iterable[TellingTerm], limit: int) -> tuple[TellingTerm, ...]:
    telling = (row for row in rows if row.score > 0 and row.here >= MIN_ARTICLES)
    return tuple(sorted(telling, key=lambda row: (-row.score, row.text))[:limit])
