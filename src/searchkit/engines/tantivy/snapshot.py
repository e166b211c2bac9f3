"""One commit of an index: its articles, facets and terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from typing import Any

from tantivy import DocAddress, Schema, Searcher
from tantivy import Document as StoredDocument
from tantivy import Query as TantivyQuery

from searchkit.analysis import Document, Record, decode
from searchkit.engines.base import NO_DEADLINE, Deadline, Match, Matches, Order, SearchOptions
from searchkit.engines.ranking import rarity, scoring_leaves
from searchkit.engines.tantivy.by_places import SCALE
from searchkit.engines.tantivy.clauses import all_of, count, everything, unscored
from searchkit.engines.tantivy.compiling import Compiler
from searchkit.engines.tantivy.faceting import NOBODY, Faceting, Members
from searchkit.engines.tantivy.paging import Pages, ScoredDoc, TopDocs
from searchkit.engines.tantivy.storage import (
    BODY_STREAMS,
    ID,
    LAYOUTS,
    ONLY_TITLE,
    RECORD,
    START,
    STATE,
    id_and_digest,
    length_field,
    number,
)
from searchkit.engines.tantivy.stored_positions import StoredTerms
from searchkit.leaf_text import leaf_text
from searchkit.matching.match import frequency
from searchkit.query import And, Ids, Leaf, Query, Term, scores
from searchkit.results import Explanation
from searchkit.schema import TEXT, TEXT_FIELDS, TITLE_WEIGHT

# The beginnings of terms whose terms are remembered, and how many there may be of each.
_MAX_KNOWN = 2_000
_FEW_TERMS = 50


class Snapshot:
    """Stays as it is, whatever is committed. Threads may share it."""

    def __init__(self, searcher: Searcher, schema: Schema) -> None:
        self._searcher = searcher
        self._schema = schema
        self._pages = Pages(searcher, schema)
        self._stored_terms = StoredTerms(searcher)
        self._faceting = Faceting(searcher, schema)
        self._known_terms: dict[tuple[str, str], list[str]] = {}
        self._known = NOBODY

    def search(self, query: Query, options: SearchOptions) -> Matches:
        """See `Engine.search`."""
        deadline, members = options.deadline, options.members
        compiler = self._compiler(deadline)
        compiled = compiler.query(query)
        page = self._page(query, compiled, options)
        deadline.check()
        # What counts is found faster without a score.
        counted = compiler.query(query, scored=False) if members or options.facets else compiled
        known = self._known_of(members) if members else NOBODY
        hits = self._faceting.members(counted, page.total, known) if members else members
        deadline.check()
        return Matches(
            page.total,
            tuple(self._match(hit) for hit in page.hits),
            self._faceting.values(
                counted, options.facets, known=known, hits=hits, deadline=deadline
            ),
            hits,
        )

    def scan(self, query: Query, order: Order) -> Iterator[Match]:
        """See `Engine.scan`."""
        compiled = self._compiler().query(query)
        if order == "relevance" and not scores(query):
            addresses = self._pages.addresses(self._pages.ids(compiled))
            return (Match(self._record(address), 0.0) for address in addresses)
        return map(self._match, self._pages.scan(compiled, order))

    def ids(self, query: Query, deadline: Deadline) -> list[str]:
        """See `Engine.ids`."""
        return self._pages.ids(self._compiler(deadline).query(query, scored=False))

    def members(self, query: Query, options: SearchOptions) -> list[str]:
        """See `Engine.members`."""
        these = And((query, Ids(frozenset(options.members))))
        compiled = self._compiler(options.deadline).query(these)
        ids = {number(article_id): article_id for article_id in options.members}
        return self._pages.known(compiled, options.order, ids)

    def explain(self, query: Query, document: Document) -> list[Explanation]:
        """See `Engine.explain`."""
        return [
            self._explanation(*scored_leaf, document)
            for scored_leaf in scoring_leaves(query, document)
        ]

    @property
    def articles(self) -> int:
        """The number of articles."""
        return self._searcher.num_docs

    def has(self, article_id: str) -> bool:
        """Tell if there is, or was until lately, an article of this id."""
        return self._searcher.doc_freq(ID, article_id) > 0

    def fetch(self, ids: Iterable[str]) -> list[Record]:
        """See `Engine.fetch`."""
        return [self._record(address) for address in self._pages.addresses(ids)]

    def digests(self) -> Iterator[tuple[str, str]]:
        """The id and the content digest of every article."""
        return (id_and_digest(state) for state, _ in self._live(STATE, ""))

    def term_dictionary(self, stream: str, prefix: str) -> list[tuple[str, int]]:
        """The terms of a stream that start so, in order, with the articles that have each."""
        layout = LAYOUTS[stream]
        rows = self._live(layout.field, layout.mark + prefix)
        return sorted((layout.term(token), freq) for token, freq in rows if layout.has(token))

    def terms(self, stream: str, prefix: str) -> list[str]:
        """The terms of a stream that start so, in order, also those of deleted articles."""
        key = stream, prefix
        terms = self._known_terms.get(key)
        if terms is None:
            terms = self._read_terms(stream, prefix)
            # All there are is what a wildcard in front asks for. Of others, each query asks anew.
            if not prefix or len(terms) <= _FEW_TERMS:
                if len(self._known_terms) >= _MAX_KNOWN:
                    self._known_terms.clear()
                self._known_terms[key] = terms
        return terms

    def doc_freq(self, stream: str, term: str) -> int:
        """The number of articles that have a term."""
        if self._is_whole:
            layout = LAYOUTS[stream]
            token = layout.mark + term
            freq = self._searcher.doc_freq(layout.field, token) if term else 0
            if freq and stream in BODY_STREAMS:
                freq -= self._searcher.doc_freq(ONLY_TITLE, token)
            return freq
        return count(self._searcher, self._compiler().query(Term(stream, term), scored=False))

    def _read_terms(self, stream: str, prefix: str) -> list[str]:
        layout = LAYOUTS[stream]
        rows = self._searcher.terms_with_prefix(layout.field, layout.mark + prefix)
        return sorted(layout.term(token) for token, _ in rows if layout.has(token))

    def _compiler(self, deadline: Deadline = NO_DEADLINE) -> Compiler:
        return Compiler(
            self._searcher,
            self._schema,
            terms=self._stored_terms,
            mean_length=lambda: self._mean_length,
            deadline=deadline,
        )

    def _page(self, query: Query, compiled: TantivyQuery, options: SearchOptions) -> TopDocs:
        offset, limit, order = options.offset, options.limit, options.order
        if limit < 1 or offset >= self.articles:
            return TopDocs(count(self._searcher, compiled), [])
        limit = min(limit, self.articles - offset)
        if order != "relevance":
            return self._pages.by_day(compiled, offset=offset, limit=limit, order=order)
        if scores(query):
            return self._pages.by_score(compiled, offset, limit)
        return self._pages.by_id(compiled, offset, limit)

    def _explanation(self, leaf: Leaf, weight: float, document: Document) -> Explanation:
        """Tantivy's score of a leaf: a further variant adds less than an occurrence does."""
        this = TantivyQuery.term_query(self._schema, ID, document.article.id, "basic")
        hit_query = all_of(self._compiler().query(leaf), unscored(this))
        hits = self._searcher.search(hit_query, limit=1).hits
        return Explanation(
            stream=leaf.stream,
            text=leaf_text(leaf),
            weight=weight,
            idf=rarity(leaf, self.articles, self._compiler().doc_freq),
            occurrences=frequency(leaf, document),
            length=document.length(leaf.stream),
            mean_length=self._mean_length,
            score=sum(weight * score / SCALE for score, _ in hits),
        )

    def _match(self, hit: ScoredDoc) -> Match:
        document = hit.document or self._searcher.doc(hit.address)
        return Match(_record(document), hit.score)

    def _record(self, address: DocAddress) -> Record:
        return _record(self._searcher.doc(address))

    def _known_of(self, ids: Set[str]) -> Members:
        known = self._known
        if known.ids is not ids:
            known = self._known = Members(ids)
        return known

    def _live(self, field: str, prefix: str) -> list[tuple[str, int]]:
        """The terms of a field that start so, with how many articles have each."""
        rows = self._searcher.terms_with_prefix(field, prefix, everything())
        return [row for row in rows if row[1]]

    @cached_property
    def _is_whole(self) -> bool:
        """True if no article was deleted that the terms still count: every text has its start."""
        return self._searcher.doc_freq(TEXT.name, START) == self.articles

    @cached_property
    def _mean_length(self) -> float:
        aggregations = {
            field.name: {"avg": {"field": length_field(field.name)}} for field in TEXT_FIELDS
        }
        answer: Any = self._searcher.aggregate(everything(), aggregations)
        title, body = (answer[field.name]["value"] or 0.0 for field in TEXT_FIELDS)
        return float(TITLE_WEIGHT * title + body)


def _record(document: StoredDocument) -> Record:
    data: Any = document.get_first(RECORD)
    record = decode(data)
    if record.article.id != document.get_first(ID):
        raise ValueError("a stored record is of another article")
    return record
