"""Quote search: the quotations of articles, each clustered with those that are the same.

The index finds the articles that could have the same quotation by its words side by side, so that
no list of quotations has to be kept in step.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import TypeAlias

from searchkit.analysis import Analyzer, tokenize
from searchkit.article import Article
from searchkit.binding import Bound
from searchkit.engines import Deadline, Engine, Match, Order
from searchkit.matching.highlights import Highlights
from searchkit.query import And, Phrase, Query, Term, any_of
from searchkit.quick_dataclass import dataclass
from searchkit.results import SpeakerCount
from searchkit.schema import TEXT
from searchkit.search.quote_speakers import speaker_counts
from searchkit.stories.quote_clusters import (
    Key,
    QuoteCluster,
    QuoteMention,
    is_same_quote,
    quote_cluster,
    quote_mentions,
)

#: Shingles of a quotation that are looked up in the index, spread over all of it.
MAX_KEYS = 128
#: Articles that are read for one quotation, and of those that a query finds.
MAX_CANDIDATES = 500
MAX_SEARCHED = 200
#: Shorter ones of which nobody plainly said a word are names and irony more often than speech.
MIN_TOLD_WORDS = 4


#: A quotation, and what it is sorted by: whether the query marks nothing in it, and whether it is
#: a mere fragment.
QuoteRow: TypeAlias = tuple[tuple[bool, bool], QuoteMention]


def distinct_quotes(mentions: Iterable[QuoteMention]) -> list[QuoteMention]:
    """A mention of each quotation: the first, or one that has several of the others in it."""
    distinct: dict[int, QuoteMention] = {}
    numbers_by_key: dict[Key, list[int]] = {}
    for number, mention in enumerate(mentions):
        keys = list(mention.keys())
        near = sorted({one for key in keys for one in numbers_by_key.get(key, ())})
        same = [one for one in near if one in distinct and is_same_quote(distinct[one], mention)]
        is_fullest = all(len(distinct[one].terms) < len(mention.terms) for one in same)
        if same and (len(same) == 1 or not is_fullest):
            continue
        for one in same[1:]:
            del distinct[one]
        place = same[0] if same else number
        distinct[place] = mention
        for key in keys:
            numbers_by_key.setdefault(key, []).append(place)
    return list(distinct.values())


def sorted_mentions(rows: Iterable[QuoteRow]) -> list[QuoteMention]:
    """The mentions of rows: first those in which the query marks something, last mere fragments."""
    return [mention for _, mention in sorted(rows, key=itemgetter(0))]


def is_said_by(mention: QuoteMention, name: str) -> bool:
    """Tell whether the speaker's name has all words of a name."""
    speaker = mention.speaker
    return speaker is not None and set(tokenize(name)) <= set(tokenize(speaker.name))


def narrowed(query: Query, speaker: str | None) -> Query:
    """The query for those of its articles alone that quote somebody of that name.

    Of the others none need be read: there may be thousands before the first that counts.
    """
    words = dict.fromkeys(tokenize(speaker or ""))
    return And((query, *(Term("speaker", word) for word in words))) if words else query


@dataclass(frozen=True, slots=True)
class QuoteSearch:
    """Finds quotations in the articles of an engine."""

    engine: Engine
    analyzer: Analyzer

    def found(
        self, bound: Bound, order: Order, speaker: str | None, deadline: Deadline
    ) -> tuple[list[QuoteMention], tuple[str, ...]]:
        """The distinct quotations of what a query finds, those first that it marks.

        Notes tell how many articles were read if not all of them were. Raises `SearchTooSlow`.
        """
        matches = self.engine.scan(narrowed(bound.query, speaker), order)
        searched = list(islice(deadline.watch(matches), MAX_SEARCHED + 1))
        rows: list[QuoteRow] = []
        read = 0
        for hit in searched[:MAX_SEARCHED]:
            # A part of the answer is worth more than none, and half of the time makes a page of it.
            if deadline.is_half_over:
                break
            rows.extend(self.rows(hit, bound.query, speaker))
            read += 1
        notes = bound.notes
        if read < len(searched):
            notes = (*notes, f"only the first {read} articles that match were read; CSV has more")
        distinct = distinct_quotes(deadline.watch(sorted_mentions(rows)))
        if distinct and self._marked(bound.query, searched[0]):
            with_words = {id(mention) for (is_plain, _), mention in rows if not is_plain}
            notes = (*notes, *_with_words_note(distinct, with_words))
        return distinct, notes

    def _marked(self, query: Query, hit: Match) -> Sequence[tuple[int, int]]:
        """What a query marks in an article; nothing if it has no words."""
        highlights = Highlights.of(query, self.analyzer.document(hit.record))
        return [*highlights.title_marks, *highlights.body_marks] if highlights else ()

    def rows(self, hit: Match, query: Query, speaker: str | None) -> Iterator[QuoteRow]:
        """The quotations of an article, each with what it is sorted by."""
        document = self.analyzer.document(hit.record)
        highlights = Highlights.of(query, document)
        marked = highlights.body_marks if highlights else ()
        for mention in self.mentions_in(document.article):
            if speaker is None or is_said_by(mention, speaker):
                is_marked = any(
                    mention.start < end and start < mention.end for start, end in marked
                )
                is_fragment = not mention.speaker and len(mention.terms) < MIN_TOLD_WORDS
                yield (not is_marked, is_fragment), mention

    def speakers(self, mentions: Iterable[QuoteMention]) -> tuple[SpeakerCount, ...]:
        """The speakers of quotations, as far as they are named."""
        return speaker_counts(mention.speaker.name for mention in mentions if mention.speaker)

    def mentions_in(self, article: Article) -> Iterator[QuoteMention]:
        """The quotations of an article."""
        return quote_mentions(article, self.analyzer.quoted)

    def cluster(self, seed: QuoteMention, deadline: Deadline) -> QuoteCluster:
        """A quotation with all that are the same. Raises `SearchTooSlow`."""
        query = _candidates_query(seed)
        ids = self.engine.ids(query, deadline=deadline) if query else []
        ids = sorted({seed.article.id, *ids[:MAX_CANDIDATES]})
        records = self.engine.fetch(ids)
        others = (mention for record in records for mention in self.mentions_in(record.article))
        return quote_cluster(seed, deadline.watch(others))


def _with_words_note(distinct: Sequence[QuoteMention], with_words: Collection[int]) -> list[str]:
    """How many quotations have words of the query in them, if not all have."""
    count = sum(id(mention) in with_words for mention in distinct)
    if count == len(distinct):
        return []
    if not count:
        return [
            "no quotation has the words of the query; these are quoted in the articles that match"
        ]
    verb = "quotation has" if count == 1 else "quotations have"
    return [f"{count:,} {verb} words of the query; the others are quoted in the same articles"]


def _candidates_query(seed: QuoteMention) -> Query | None:
    """A query for every article that could have the same quotation."""
    queries: list[Query] = [Phrase(TEXT.name, shingle) for shingle in _spread(seed.shingles())]
    if seed.surname:
        pairs = [Phrase(TEXT.name, pair) for pair in _spread(seed.pairs())]
        if pairs:
            queries.append(And((Term("speaker", seed.surname), any_of(pairs))))
    return any_of(queries) if queries else None


def _spread(keys: Iterable[Key]) -> list[Key]:
    ordered = sorted(keys)
    step = -(-len(ordered) // MAX_KEYS) or 1
    return ordered[::step]
