"""The families of an index on servers: told anew after a run, by one of all who write to it.

A pass compares the texts of all articles with those that the last pass knew. It fetches only the
texts that share shingles with one that came or went, and compares the new pairs by the same code as
everywhere. What it has found counts in one step; until then the stories are those of the last pass.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from searchkit.analysis import Analyzer, Record
from searchkit.analysis.fingerprints import digest_of, with_title
from searchkit.engines.opensearch import OpenSearchEngine
from searchkit.engines.opensearch.bulk import Change
from searchkit.engines.opensearch.state import State
from searchkit.engines.opensearch.story_documents import Copy, Kind, NewDocuments, StoryDocuments
from searchkit.engines.opensearch.story_index import PassGivenUp
from searchkit.errors import IndexDamaged, IndexUnavailable
from searchkit.index.story_files import (
    families_as_json,
    link_as_json,
    link_from_json,
    stories_as_json,
)
from searchkit.indexer.families import MAX_WAITING, MAX_WAITING_SHINGLES
from searchkit.indexer.fetched_shingles import FetchedShingles
from searchkit.indexer.linking import compared
from searchkit.indexer.shingle_spool import ShingleSpool
from searchkit.reports import now
from searchkit.stories.candidates import Pair, change
from searchkit.stories.families import Family, families
from searchkit.stories.links import Link

#: A pass is begun so often, if other machines change what it reads.
MAX_TRIES = 20
#: Letters of JSON in a document of those that readers read.
MAX_PART = 2_000_000
# So many records are analysed at a time, of articles that another machine has written.
_RECORDS = 200


class RemoteFamilies:
    """Tells the stories of an index; `spool` has the shingles of texts that this run has written.

    `holder` names this run among all that write to the index; `before` was the last one of the same
    project, which has ended.
    """

    def __init__(
        self, engine: OpenSearchEngine, spool: ShingleSpool, holder: str, before: str = ""
    ) -> None:
        self._engine = engine
        self._index = engine.story_index
        self._spool = spool
        self._holder = holder
        self._before = before

    def tell(self) -> None:
        """See to it that the stories are those of all articles that are there now.

        Waits while another machine is at it. Raises `IndexUnusable`.
        """
        wanted = self._index.state().commits
        lease = self._index.lease(self._holder, self._before)
        for _ in range(MAX_TRIES):
            state = self._index.state()
            if _covers(state, wanted):
                return
            number = lease.acquire(
                state.last_pass + 1, lambda: _covers(self._index.state(), wanted)
            )
            if number is None:
                return
            with lease.renewed():
                try:
                    self._pass(number)
                except PassGivenUp:
                    continue
        raise IndexUnavailable("other machines keep changing it: its stories are out of date")

    def _pass(self, number: int) -> None:
        state, as_of = self._index.begin(number), now()
        documents = self._index.documents(state.stories)
        self._index.refresh()
        documents.clean(number)
        _Pass(self._engine, documents, self._spool, number).run(state, as_of)


def _covers(state: State, commits: int) -> bool:
    return state.stories is not None and state.stories.commits >= commits


class _Pass:
    """One pass: reads what there is, and keeps what it finds under its number."""

    def __init__(
        self, engine: OpenSearchEngine, documents: StoryDocuments, spool: ShingleSpool, number: int
    ) -> None:
        self._engine = engine
        self._documents = documents
        self._spool = spool
        self._number = number
        self._new = NewDocuments(number)
        self._copies: defaultdict[str, list[Copy]] = defaultdict(list)
        self._outdated: set[str] = set()

    def run(self, state: State, as_of: str) -> None:
        for copy in self._documents.articles():
            self._copies[copy.stats.digest].append(copy)
        known = set(self._documents.texts())
        added = sorted(self._copies.keys() - known)
        removed = known - self._copies.keys()
        unlinked = self._take_up(added, removed)
        links = self._links(unlinked, removed)
        parts = self._put_results(self._families(links), links)
        outdated = sorted(self._outdated)
        self._documents.put(self._new.outdated(outdated))
        self._engine.story_index.tell(self._number, as_of=as_of, commits=state.commits, **parts)
        self._documents.remove(outdated)

    def _take_up(self, added: Sequence[str], removed: Collection[str]) -> list[Pair]:
        """The pairs that are to be compared; those that are none any more are out of date."""
        documents = self._documents
        index = FetchedShingles(documents.texts_with, documents.all_shingles)
        candidates: set[Pair] = set()
        forgotten: set[Pair] = set()
        leaving = dict(documents.shingles_of(removed)) if removed else {}
        for batch in self._batches(added):
            index.look_up_texts([*batch.values(), *leaving.values()])
            pairs = change(index, batch, index.numbers(leaving))
            documents.put(self._new.text(digest, batch[digest]) for digest in batch)
            candidates = (candidates - pairs.others) | pairs.candidates
            forgotten = (forgotten | pairs.others) - pairs.candidates
            leaving = {}
        self._outdated.update(documents.names_of(removed))
        self._outdated.update(name for _, name in documents.compared_with(removed))
        self._outdated.update(name for _, name in documents.compared(forgotten))
        unknown = candidates - {pair for pair, _ in documents.compared(candidates)}
        return sorted(unknown)

    def _batches(self, added: Sequence[str]) -> Iterator[dict[str, Sequence[int]]]:
        """The shingles of texts, some texts at a time; at least once, if with none."""
        batch: dict[str, Sequence[int]] = {}
        waiting = 0
        for digest, shingles in self._shingles(added):
            batch[digest] = shingles
            waiting += len(shingles)
            if len(batch) >= MAX_WAITING or waiting >= MAX_WAITING_SHINGLES:
                yield batch
                batch, waiting = {}, 0
        yield batch

    def _shingles(self, digests: Sequence[str]) -> Iterator[tuple[str, array[int]]]:
        """The shingles of new texts, those of other machines from their articles."""
        analyzer = Analyzer()
        for begin in range(0, len(digests), _RECORDS):
            batch = digests[begin : begin + _RECORDS]
            here = {digest: self._spool.get(digest) for digest in batch}
            elsewhere = [digest for digest, shingles in here.items() if shingles is None]
            for record in self._fetched(sorted(map(self._article_with, elsewhere))):
                fingerprint = analyzer.document(record).fingerprint
                here[fingerprint.digest] = fingerprint.shingles
            for digest in batch:
                shingles = here[digest]
                if shingles is None:
                    raise PassGivenUp
                yield digest, shingles

    def _links(self, unknown: Sequence[Pair], removed: Collection[str]) -> dict[Pair, Link]:
        """What every two texts share, those compared now included, which are kept."""
        links: dict[Pair, Link] = {}
        outdated = self._outdated
        for pair, name, shared in self._documents.links():
            if name not in outdated:
                with _sound():
                    links[pair] = link_from_json(shared)

        def kept() -> Iterator[Change]:
            for pair, shared in compared(unknown, self._article_with, self._fetched):
                if shared is not None:
                    links[pair] = shared
                yield self._new.link(pair, shared and link_as_json(shared))

        self._documents.put(kept())
        return dict(sorted(links.items()))

    def _families(self, links: Mapping[Pair, Link]) -> tuple[Family, ...]:
        texts = {text for pair in links for text in pair}
        texts.update(text for text, copies in self._copies.items() if len(copies) > 1)
        self._stats = {copy.id: copy.stats for text in texts for copy in self._copies[text]}
        with _sound():
            return families(self._stats, links)

    def _put_results(
        self, found: Sequence[Family], links: Mapping[Pair, Link]
    ) -> Mapping[str, int]:
        """Keep what readers see; the number of documents of each kind."""
        days = {article_id: stats.day for article_id, stats in self._stats.items()}
        results: Mapping[Kind, Iterable[tuple[str, Any]]] = {
            "families": families_as_json(found).items(),
            "stories": stories_as_json(found, days).items(),
        }
        counts: dict[str, int] = {}
        for kind, rows in results.items():
            parts = list(_parts(rows))
            self._documents.put(
                self._new.result(kind, number, part) for number, part in enumerate(parts)
            )
            counts[kind] = len(parts)
        return counts

    def _article_with(self, text: str) -> str:
        return self._copies[text][0].id

    def _fetched(self, ids: Sequence[str]) -> list[Record]:
        """The records of articles. Raises `PassGivenUp` if one is not what it was."""
        records = self._engine.fetch(ids)
        if len(records) != len(ids) or not all(map(self._is_as_read, records)):
            raise PassGivenUp
        return records

    def _is_as_read(self, record: Record) -> bool:
        """Tell if an article still has the text by which it was fetched."""
        article = record.article
        return any(
            any(copy.id == article.id for copy in self._copies.get(digest_of(text), ()))
            for text in (article.body, with_title(article))
        )


@contextmanager
def _sound() -> Iterator[None]:
    """Report what anybody may have put into the documents as damage."""
    try:
        yield
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise IndexDamaged(f"what two texts share: {error}") from error


def _parts(rows: Iterable[tuple[str, Any]]) -> Iterator[dict[str, Any]]:
    """Rows in parts of about so many letters."""
    part: dict[str, Any] = {}
    size = 0
    for key, value in rows:
        part[key] = value
        size += len(key) + len(json.dumps(value))
        if size > MAX_PART:
            yield part
            part, size = {}, 0
    if part:
        yield part
