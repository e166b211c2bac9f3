"""The engine over an index on OpenSearch servers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from typing import ClassVar

from searchkit.analysis import Analyzer, Document, Record
from searchkit.article import Failure
from searchkit.deadline import applied_deadline
from searchkit.engines.address import Address
from searchkit.engines.base import (
    DEFAULT_MEMORY,
    DEFAULT_OPTIONS,
    NO_DEADLINE,
    Deadline,
    Match,
    Matches,
    Order,
    SearchOptions,
)
from searchkit.engines.opensearch.bulk import Bulk, version_of
from searchkit.engines.opensearch.changes import Changes, changes_of
from searchkit.engines.opensearch.compiling import Compiler
from searchkit.engines.opensearch.explaining import explanations
from searchkit.engines.opensearch.faceting import large_facets
from searchkit.engines.opensearch.holding import servers_status
from searchkit.engines.opensearch.indices import Indices, writing
from searchkit.engines.opensearch.layout import (
    DIGEST,
    ID,
    LENGTH,
    PART,
    RECORD,
    record_of,
    shown_id,
    shown_record,
    stored_id,
)
from searchkit.engines.opensearch.own_part import OwnPart
from searchkit.engines.opensearch.pages import Pages
from searchkit.engines.opensearch.question import Question
from searchkit.engines.opensearch.reading import IN_ORDER, NOT_STORED, PAGE, Json, Reading
from searchkit.engines.opensearch.server import AnswerTooLarge, Server, understood
from searchkit.engines.opensearch.state import Runs, State, committed
from searchkit.engines.opensearch.story_index import StoryIndex
from searchkit.engines.opensearch.term_dictionary import EVERY, TermDictionary, surface_forms
from searchkit.engines.opensearch.versions import Version, Versions
from searchkit.engines.ranking import DEFAULT_RANKING, Ranking
from searchkit.errors import IndexUnavailable
from searchkit.query import And, Ids, Query, Synonyms, Term
from searchkit.reports import ServersStatus
from searchkit.results import Explanation

# So many records come in one answer.
_RECORDS = 200


class OpenSearchEngine:
    """An index at an address; with `create`, a new one that answers to the name once `published`.

    What a commit could not write is in `refused`; `memory` is what a run may take that writes, in
    bytes. Threads may share it.
    """

    name: ClassVar[str] = "opensearch"
    atomic: ClassVar[bool] = False

    def __init__(
        self,
        address: Address,
        *,
        create: bool = False,
        ranking: Ranking = DEFAULT_RANKING,
        memory: int = DEFAULT_MEMORY,
    ) -> None:
        address.check()
        self._memory = memory
        self._server = Server(address)
        self._indices = Indices(self._server)
        self._part = address.part
        self._analyzer = Analyzer()
        self._fresh = create
        self._large: Set[str] | None = None
        # Of every own article as `digests` told of it; None if it was not asked.
        self._versions: Versions | None = None
        self.refused: list[Failure] = []
        if create:
            index = self._indices.create(ranking)
            self.state, self.state_version = self._indices.state(index)
        else:
            self.state, self.state_version = self._indices.current()
            self.state.check()
        self._forget()

    @property
    def index(self) -> str:
        """The index itself, whatever answers to its name."""
        return self.state_version.name

    @contextmanager
    def writer(self) -> Iterator[Changes]:
        bulk = Bulk(self._server, writing(self.index), self._memory)
        try:
            with changes_of(bulk, self._part, self._versions_of, fresh=self._fresh) as changes:
                yield changes
                changes.send()
            self.refused = bulk.finish()
        except BaseException:
            bulk.stop()
            raise
        finally:
            if self._versions is not None:
                self._versions.change(bulk.versions)
        self._fresh = False
        self._indices.refresh(self.index)
        self.state_version = self._indices.change(self.index, committed)
        self._forget()

    def search(self, query: Query, options: SearchOptions = DEFAULT_OPTIONS) -> Matches:
        return self.search_all([(query, options)])[0]

    def search_all(self, searches: Sequence[tuple[Query, SearchOptions]]) -> list[Matches]:
        if not searches:
            return []
        reading = self._tolerant(min((options.deadline for _, options in searches), key=_left))
        with_facets = any(options.facets for _, options in searches)
        large = self._large_facets(reading) if with_facets else frozenset()
        compiler = self._compiler(reading)
        questions = [
            Question(reading, compiler.query(query), options, large) for query, options in searches
        ]
        answers = iter(reading.search_all([one for each in questions for one in each.requests]))
        with understood(self._server.address):
            return [
                each.matches(list(islice(answers, len(each.requests))), self._match)
                for each in questions
            ]

    def _large_facets(self, reading: Reading) -> Set[str]:
        large = self._large
        if large is None:
            large = large_facets(reading)
            self._large = large if reading.is_whole else None
        return large

    def scan(self, query: Query, order: Order = "relevance") -> Iterator[Match]:
        reading = self._reading()
        compiled = self._compiler(reading).query(query)
        hits = Pages(reading, order).scan(compiled, size=_RECORDS)
        return map(self._match, hits)

    def ids(self, query: Query, *, deadline: Deadline = NO_DEADLINE) -> list[str]:
        reading = Reading(self._server, self.index, deadline)
        compiled = self._compiler(reading).query(query, scored=False)
        hits = reading.walk(compiled, size=PAGE, sort=IN_ORDER, docvalue_fields=[ID], **NOT_STORED)
        with understood(self._server.address):
            return sorted(hit["fields"][ID][0] for hit in hits)

    def members(self, query: Query, options: SearchOptions) -> list[str]:
        reading = self._tolerant(options.deadline)
        these = And((query, Ids(frozenset(options.members))))
        compiled = self._compiler(reading).query(these)
        with understood(self._server.address):
            return list(Pages(reading, options.order).ids(compiled))

    def explain(self, query: Query, document: Document) -> list[Explanation]:
        return self.explain_all(query, [document])[0]

    def explain_all(self, query: Query, documents: Sequence[Document]) -> list[list[Explanation]]:
        reading = self._tolerant()
        with understood(self._server.address):
            return explanations(
                query,
                documents,
                reading=reading,
                compiler=self._compiler(reading),
                term_dictionary=self._term_dictionary,
                mean_length=self._mean_length(),
                scale=self.state.scale,
            )

    def fetch(self, ids: Sequence[str]) -> list[Record]:
        records = []
        for start in range(0, len(ids), _RECORDS):
            records += self._records(ids[start : start + _RECORDS])
        return records

    def _records(self, ids: Sequence[str]) -> list[Record]:
        try:
            stored = self._named(ids, {"realtime": "false"})
        except AnswerTooLarge:
            if len(ids) == 1:
                raise
            middle = len(ids) // 2
            return self._records(ids[:middle]) + self._records(ids[middle:])
        with understood(self._server.address):
            return [self._shown(document) for document in stored if document["found"]]

    def own(self) -> OwnPart:
        """The articles of the own part, by the ids that their folder gives them."""
        return OwnPart(self, shown_id(self._part, ""))

    @property
    def story_index(self) -> StoryIndex:
        """The stories of the index, of all parts."""
        return StoryIndex(self._server, self._indices, self.index, self._memory)

    def digests(self) -> Iterator[tuple[str, str]]:
        """As `Engine.digests`, of the own part and with the ids that its folder gives.

        A commit that was cut off is told of as well. Of what changes after that, nothing is
        changed by this engine.
        """
        self._indices.refresh(self.index)
        hits = self._reading().walk(
            {"term": {PART: self._part}},
            size=PAGE,
            sort=IN_ORDER,
            docvalue_fields=[ID, DIGEST],
            seq_no_primary_term=True,
            **NOT_STORED,
        )
        versions = Versions()
        prefix = shown_id(self._part, "")
        for hit in hits:
            with understood(self._server.address):
                fields = hit["fields"]
                if DIGEST not in fields:
                    # Others have put it there; a rebuild leaves it behind.
                    continue
                article_id = str(fields[ID][0]).removeprefix(prefix)
                row = article_id, str(fields[DIGEST][0])
                versions.add(article_id, version_of(hit))
            yield row
        self._versions = versions

    def others(self) -> Iterator[tuple[str, Record]]:
        """The articles of other parts, each with its part and the id that its folder gives it."""
        others = {"bool": {"must": [EVERY], "must_not": [{"term": {PART: self._part}}]}}
        hits = self._reading().walk(others, size=_RECORDS, sort=IN_ORDER, _source=[PART, RECORD])
        for hit in hits:
            if RECORD in hit["_source"]:
                with understood(self._server.address):
                    yield hit["_source"][PART], record_of(hit["_source"])

    def term_dictionary(self, stream: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        with understood(self._server.address):
            return self._term_dictionary.rows(stream, prefix, limit)

    def terms(self, stream: str, prefix: str) -> list[str]:
        with understood(self._server.address):
            return [term for term, _ in self._term_dictionary.rows(stream, prefix)]

    def doc_freq(self, stream: str, term: str) -> int:
        with understood(self._server.address):
            return self._term_dictionary.doc_freq(Term(stream, term))

    def look_up(self, terms: Iterable[Term | Synonyms]) -> None:
        with understood(self._server.address):
            self._term_dictionary.look_up(terms)

    def size(self) -> tuple[int, int]:
        with understood(self._server.address):
            reading = self._reading()
            return reading.count(EVERY), surface_forms(reading)

    def bytes(self) -> int:
        """The size of the index on the disks of the servers, without its copies."""
        return self._indices.size(self.index)

    def servers(self) -> ServersStatus:
        """How the servers hold the index."""
        return servers_status(self._server, self.index, self.state.runs)

    def version(self) -> str:
        """The product that the server is, with its version."""
        return self._indices.version()

    @property
    def number(self) -> int:
        """The number of indices of this name that there have been."""
        return int(self.index.rpartition("-")[2])

    def answers(self) -> bool:
        """Tell if this index is the one that answers to the name."""
        version = self._indices.state_version()
        return version is not None and version.name == self.index

    def note(self, runs: Runs) -> None:
        """Keep the records of runs over some parts."""

        def noted(state: State) -> State:
            return replace(state, runs={**state.runs, **runs})

        self.state_version = self._indices.change(self.index, noted)

    def publish(self, others: Runs) -> None:
        """Let this index answer to the name from now on; see `Indices.publish`."""
        self._indices.publish(self.index, others)

    def sweep(self) -> None:
        """Remove what this index, which was published, has put out of use."""
        self._indices.sweep(self.index)

    def discard(self) -> None:
        """Remove this index, which was never published."""
        self._indices.discard(self.index)

    def close(self) -> None:
        self._server.close()

    def _named(self, ids: Sequence[str], options: Mapping[str, str]) -> Sequence[Json]:
        """The documents that the server has under these ids, or that it has none."""
        body = {"ids": [stored_id(article_id) for article_id in ids]}
        answer = self._server.ask("POST", f"/{self.index}/_mget", body, options)
        with understood(self._server.address):
            if any("error" in document for document in answer["docs"]):
                raise IndexUnavailable("a part of the index did not answer")
            documents: Sequence[Json] = answer["docs"]
        return documents

    def _versions_of(self, ids: Sequence[str]) -> Mapping[str, Version | None]:
        """The versions that these articles of the own part have, as far as they are there."""
        if self._versions is not None:
            return {article_id: self._versions.get(article_id) for article_id in ids}
        shown = [shown_id(self._part, article_id) for article_id in ids]
        stored = self._named(shown, {"_source_includes": PART})
        with understood(self._server.address):
            return {
                article_id: version_of(document) if document["found"] else None
                for article_id, document in zip(ids, stored, strict=True)
            }

    def _reading(self) -> Reading:
        return Reading(self._server, self.index)

    def _tolerant(self, deadline: Deadline | None = None) -> Reading:
        """For what a search asks, of which a part may be enough."""
        return Reading(self._server, self.index, deadline or applied_deadline(), part=True)

    def _forget(self) -> None:
        """Forget what was read of the index before a commit."""
        self._term_dictionary = TermDictionary(self._tolerant)
        self._mean: float | None = None
        self._large = None

    def _compiler(self, reading: Reading) -> Compiler:
        return Compiler(
            reading,
            self._term_dictionary,
            analyzer=self._analyzer,
            mean_length=self._mean_length,
            ranking=self.state.ranking,
            scale=self.state.scale,
        )

    def _mean_length(self) -> float:
        mean = self._mean
        if mean is None:
            reading = self._tolerant()
            asked = {LENGTH: {"avg": {"field": LENGTH}}}
            answer = reading.search({"query": EVERY, "size": 0, "aggs": asked})
            with understood(self._server.address):
                mean = float(answer["aggregations"][LENGTH]["value"] or 0.0)
            self._mean = mean if reading.is_whole else None
        return mean

    def _match(self, hit: Json) -> Match:
        return Match(self._shown(hit), (hit["_score"] or 0.0) / self.state.scale)

    def _shown(self, hit: Json) -> Record:
        with understood(self._server.address):
            return shown_record(hit["_source"], self._part)


def _left(deadline: Deadline) -> float:
    return deadline.left
