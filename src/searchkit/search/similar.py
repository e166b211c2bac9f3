"""More like this: the interesting terms of an article as a query of weighted terms."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence

from searchkit import query as q
from searchkit.analysis import FUNCTION_WORDS, FUNCTION_WORDS_OF, Document, Record
from searchkit.deadline import Deadline, watched
from searchkit.engines import Engine, Match, SearchOptions
from searchkit.engines.ranking import idf
from searchkit.quick_dataclass import dataclass
from searchkit.results import Hit, Similar, SimilarHit
from searchkit.schema import TEXT, TEXT_FIELDS
from searchkit.search.hit_builder import HitBuilder
from searchkit.search.leads import leads
from searchkit.search.snapshot import Snapshot
from searchkit.search.surface_forms import bare, most_common

#: Terms of the query: fewer cover one side of the article, more are about nothing.
MAX_TERMS = 25
#: Terms of a long article that are looked up, the most frequent ones.
MAX_LOOKED_UP = 1_000

#: A word of a name counts so many times as much as another.
NAME_WEIGHT = 1.5

#: A word that a greater share of many articles has tells nothing about one.
MAX_SHARE = 0.1
MANY = 100

_STREAM = TEXT.name
# They stand in news about anything, and are rare enough in a small folder to look like its subject.
_IN_ANY_NEWS = frozenset(
    """
    according added ago again already although always among another asked away back came come
    day days early even ever every far few first former get go going got just know known last late
    later least less like made make many may mean monday month months mr mrs ms much must near need
    never new next now often once one part people per place put said same saw say saying says second
    see seen since still sunday take taken tell than then thing things think third three thursday
    time times today told tomorrow too took tuesday two use used very want way wednesday week weeks
    well went whether will without year years yesterday yet friday saturday
    """.split()
)


@dataclass(frozen=True, slots=True)
class _InterestingTerm:
    """A term that shows what an article is about; `word` is the form that the article has."""

    stem: str
    word: str
    weight: float


def similar(
    record: Record, snapshot: Snapshot, limit: int, deadline: Deadline, *, snippets: bool = True
) -> Similar:
    """The articles most like that of a record, best first; see `Searcher.similar`."""
    article, engine = record.article, snapshot.engine
    # A long article tells by its beginning what it is about.
    terms = _interesting_terms(snapshot.analyzer.document(next(leads(record))), engine)
    if not terms:
        return Similar(article, (), 0, engine.name, ())
    query = _similar_query(terms)
    # The article itself has all of the terms, and so it is one of the matches.
    matches = engine.search(query, SearchOptions(limit=limit + 1, deadline=deadline))
    others = [match for match in matches.page if match.record.article.id != article.id][:limit]
    if snippets:
        hits = HitBuilder(snapshot, query).hits(others, 1)
        similar_hits = [SimilarHit(hit, _shared_terms(hit, terms)) for hit in hits]
    else:
        similar_hits = [
            _unmarked(rank, match, terms, snapshot) for rank, match in enumerate(others, start=1)
        ]
    return Similar(
        article,
        tuple(term.word for term in terms),
        matches.total - 1,
        engine.name,
        tuple(similar_hits),
    )


def _interesting_terms(document: Document, engine: Engine) -> tuple[_InterestingTerm, ...]:
    """Terms that the article has often and few others have, but at least one, best first.

    They are ordered by (1 + ln tf) · idf, and weigh 1 + ln tf, `NAME_WEIGHT` times as much in a
    name: the score of the engine has the idf.
    """
    body = document.body
    # In a folder of a few articles, idf cannot show that such a word tells nothing.
    code = (document.article.language or "en").partition("-")[0]
    telling_nothing = FUNCTION_WORDS | _IN_ANY_NEWS | FUNCTION_WORDS_OF.get(code, frozenset())
    counts = Counter(
        stem
        for term, stem in zip(watched(body.exact), body.stems, strict=True)
        if term not in telling_nothing
    )
    counts.pop("", None)
    articles = engine.search(q.MatchAll(), SearchOptions(limit=0)).total
    rows = []
    frequent = sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:MAX_LOOKED_UP]
    engine.look_up(q.Term(_STREAM, stem) for stem, _ in frequent)
    of_names = _stems_of_names(document)
    for stem, count in frequent:
        doc_freq = engine.doc_freq(_STREAM, stem)
        if doc_freq > 1 and (articles < MANY or doc_freq <= MAX_SHARE * articles):
            weight = (1 + math.log(count)) * (NAME_WEIGHT if stem in of_names else 1)
            rows.append((-weight * idf(articles, doc_freq), stem, weight))
    chosen = sorted(rows)[:MAX_TERMS]
    words = _words(document, {stem for _, stem, _ in chosen})
    return tuple(_InterestingTerm(stem, words[stem], weight) for _, stem, weight in chosen)


def _stems_of_names(document: Document) -> frozenset[str]:
    """The stems of the words of names in an article."""
    # Its patterns and lists of words take long to load.
    from searchkit.names import names_in

    body = document.body
    spans = sorted(span for name in names_in(document.article) for span in name.spans)
    starts = [start for start, _ in spans]
    found = set()
    for stem, (start, end) in zip(watched(body.stems), body.offsets, strict=True):
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= spans[at][1]:
            found.add(stem)
    return frozenset(found)


def _similar_query(terms: Sequence[_InterestingTerm]) -> q.Query:
    """A query for any of the terms."""
    children = tuple(q.Boost(q.Term(_STREAM, term.stem), term.weight) for term in terms)
    return q.Or(children) if len(children) > 1 else children[0]


def _shared_terms(hit: Hit, terms: Sequence[_InterestingTerm]) -> tuple[str, ...]:
    """The terms that a hit shares, the most interesting first."""
    stems = {matched.text for matched in hit.matched_terms}
    return tuple(term.word for term in terms if term.stem in stems)


def _unmarked(
    rank: int, match: Match, terms: Sequence[_InterestingTerm], snapshot: Snapshot
) -> SimilarHit:
    """A hit whose text is not looked at but for the terms that it shares."""
    record, shared = match.record, tuple[str, ...]()
    article, added = record.article, record.day_added
    for lead in leads(record):
        streams = snapshot.analyzer.document(lead).streams
        stems = {stem for field in TEXT_FIELDS for stem in streams[field.name]}
        shared = tuple(term.word for term in terms if term.stem in stems)
        if shared:
            break
    stale = snapshot.is_stale(article)
    return SimilarHit(Hit(rank, match.score, article, (), (), (), stale, added=added), shared)


def _words(document: Document, stems: set[str]) -> dict[str, str]:
    """The commonest form of each of these stems in the article."""
    surfaces: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for stem, (start, end) in zip(watched(document.body.stems), document.body.offsets, strict=True):
        if stem in stems:
            surfaces[stem][bare(document.body.text[start:end])] += 1
    return {stem: most_common(counts) or stem for stem, counts in surfaces.items()}
