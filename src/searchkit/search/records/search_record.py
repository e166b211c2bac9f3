"""The record of a search: what was asked, how it was read, where, and all that it found."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version

from searchkit.analysis import FINGERPRINT, Record
from searchkit.article import Article, Failure
from searchkit.engines import Engine
from searchkit.quick_dataclass import dataclass
from searchkit.search.request import SearchRequest
from searchkit.search.searcher import Searcher
from searchkit.stories.story import Counts

#: Hits of one record, and failed files that it names.
MAX_HITS = 1_000_000
MAX_FAILURES = 1_000


@dataclass(frozen=True, slots=True)
class RecordedHit:
    """A hit by its id, the digest of its content, and the date that it had; empty if undated."""

    id: str
    digest: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Searched:
    """What was searched: the number of articles, a digest of all of them, files that failed.

    `failures` has the first of them as `path: reason`.
    """

    articles: int
    digest: str
    failed: int = 0
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRecord:
    """A search and its outcome at one moment.

    `made` is that moment in ISO 8601, `parsed` the query as it was understood, with `notes`.
    `analysis` tells the rules by which words were made terms. `hits` are all, in their order.
    """

    request: SearchRequest
    parsed: str
    notes: tuple[str, ...]
    made: str
    program: str
    analysis: str
    engine: str
    searched: Searched
    counts: Counts
    hits: tuple[RecordedHit, ...]


def make_record(searcher: Searcher, request: SearchRequest) -> SearchRecord:
    """The record of a request, of one state of the index. Raises what a search raises."""
    row = searcher.counts(request)
    snapshot = searcher.snapshot
    return SearchRecord(
        request=request,
        parsed=row.parsed,
        notes=row.notes,
        made=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        program=f"searchkit {version('searchkit')}",
        analysis=FINGERPRINT,
        engine=snapshot.engine.name,
        searched=_searched(snapshot.engine, snapshot.facts.run.failed),
        counts=row.counts,
        hits=tuple(map(recorded, searcher.records(request))),
    )


def recorded(record: Record) -> RecordedHit:
    """A stored article as a record keeps it."""
    article = record.article
    date = article.date.isoformat() if article.date else ""
    return RecordedHit(writable(article.id), _content_digest(article), date)


def _content_digest(article: Article) -> str:
    """A digest of the text and of all that is known of it, but for the date and its place.

    That of the file would change for all the articles of an export if one of them does.
    """
    known = (
        article.title, article.source, article.authors, article.agency, article.url,
        article.language, sorted(article.fields.items()),
        sorted((name, came.status) for name, came in article.provenance.items()),
    )  # fmt: skip
    whole = hashlib.blake2b(json.dumps(known).encode(), digest_size=16)
    whole.update(article.body.encode("utf-8", "surrogatepass"))
    return whole.hexdigest()


def writable(text: str) -> str:
    """A text that can be written as UTF-8: what cannot, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode()


def _searched(engine: Engine, failed: Iterable[Failure]) -> Searched:
    whole = hashlib.blake2b(digest_size=16)
    count = 0
    for article_id, digest in sorted(engine.digests()):
        whole.update(f"{writable(article_id)}\0{digest}\0".encode())
        count += 1
    failures = sorted(writable(f"{failure.path}: {failure.reason}") for failure in failed)
    return Searched(count, whole.hexdigest(), len(failures), tuple(failures[:MAX_FAILURES]))
