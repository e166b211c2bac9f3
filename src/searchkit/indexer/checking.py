"""Checks of an index against its digests, and against the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import fields, replace
from itertools import chain, islice

from searchkit.analysis import Analyzer, Record
from searchkit.article import Article, Failure
from searchkit.corpus import Corpus, SourceFile
from searchkit.engines import IndexReader, open_engine
from searchkit.errors import ArticleUnreadable, IndexDamaged
from searchkit.index.folder import MARKER, IndexFolder
from searchkit.index.generation import FOREIGN, Generation
from searchkit.indexer.content_digest import ContentDigest
from searchkit.reports import CheckReport, Progress
from searchkit.schema import SCHEMA, SCORED_STREAMS, STREAMS

_ALL = 1 << 31
# Engines may keep the terms of a body with those of the whole text only.
_BODY = SCHEMA["body"]
_COUNTED = (*SCORED_STREAMS, *(name for name in STREAMS if name not in (_BODY.name, _BODY.exact)))
# So many articles are fetched at a time.
_TOGETHER = 20


def check(
    folder: IndexFolder, corpus: Corpus | None = None, progress: Progress | None = None
) -> CheckReport:
    """Compare every file of the index with its digest and, with a corpus, every article with it.

    Writes nothing. Raises `IndexMissing`, `IndexOutdated`, and `IndexDamaged` if what would be
    compared cannot even be told.
    """
    while True:
        stamp = folder.stamp()
        try:
            generation = folder.named()
            generation.manifest.check()
            damaged = [] if stamp != folder.stamp() else list(_damage(folder, generation))
        except IndexDamaged:
            if stamp == folder.stamp():
                raise
            continue
        if stamp == folder.stamp():
            break
        # Another generation answers by now.
    manifest = generation.manifest
    report = CheckReport(
        manifest.generation,
        len(manifest.files),
        generation.size(),
        tuple(damaged),
        frozenset(file.path for file in damaged if file.reason == FOREIGN),
    )
    if corpus is None or damaged:
        return report
    with closing(open_engine(manifest.engine, generation.engine_folder)) as engine:
        return compared(report, corpus, engine, progress)


def compared(
    report: CheckReport,
    corpus: Corpus,
    engine: IndexReader,
    progress: Progress | None,
    *,
    counted: bool = True,
) -> CheckReport:
    """The report with what comparing every article tells; if `counted`, also of all terms."""
    comparison = _Comparison(corpus, engine)
    differing = tuple(comparison.differing(progress))
    miscounted = comparison.miscounted() if counted else ()
    return replace(
        report,
        damaged=(*report.damaged, *comparison.wrong, *miscounted),
        articles=comparison.articles,
        differing=differing,
    )


def _damage(folder: IndexFolder, generation: Generation) -> Iterator[Failure]:
    """Everything in the index folder that is not as it was committed."""
    if not folder.is_marked:
        yield Failure(MARKER, "missing, or its content was changed")
    for name in sorted(folder.foreign()):
        yield Failure(name, FOREIGN)
    kept = [generation]
    name, _, seal = generation.manifest.before.partition(" ")
    if name:
        try:
            kept.append(folder.sealed(name, seal))
        except IndexDamaged:
            yield Failure(name, "the generation before has no sound manifest")
    for checked in kept:
        for path, reason in checked.differences(whole=True):
            yield Failure(f"{checked.folder.name}/{path}", reason)
        for path in checked.extra():
            yield Failure(f"{checked.folder.name}/{path}", FOREIGN)


class _Comparison:
    """The articles of an index against those that its corpus gives now.

    `wrong` is what no change of the corpus explains.
    """

    def __init__(self, corpus: Corpus, engine: IndexReader) -> None:
        self._corpus = corpus
        self._engine = engine
        self._known = dict(engine.digests())
        self._analyzer = Analyzer()
        self.articles = len(self._known)
        self.wrong: list[Failure] = []

    def differing(self, progress: Progress | None) -> Iterator[Failure]:
        """The articles that are not in the index as the corpus has them now."""
        files = list(self._corpus.files())
        unread = {file.path for file in files if isinstance(file, Failure)}
        left = set(self._known)
        try:
            for done, file in enumerate(files, start=1):
                if isinstance(file, SourceFile):
                    yield from self._compared(file, left, unread)
                if progress is not None:
                    progress(done, len(files), len(unread))
        finally:
            self._corpus.close()
        for article_id in sorted(left):
            if not any(_is_below(article_id, path) for path in unread):
                yield Failure(article_id, "not in the corpus any more")

    def _compared(self, file: SourceFile, left: set[str], unread: set[str]) -> Iterator[Failure]:
        try:
            data = self._corpus.load(file)
            content = ContentDigest.of_data(data, self._corpus.said_of(file))
            entries = list(chain.from_iterable(self._corpus.entries(file, data)))
        except ArticleUnreadable:
            unread.add(file.article_path)
            return
        same: dict[str, Article] = {}
        failed = 0
        for entry in entries:
            if isinstance(entry, Failure) or isinstance(article := entry.read(), Failure):
                unread.add(entry.path if isinstance(entry, Failure) else entry.id)
                failed += 1
                continue
            left.discard(article.id)
            if article.id not in self._known:
                yield Failure(article.id, "not in the index")
            elif self._known[article.id] != content.of_entry(entry):
                yield Failure(article.id, "changed since it was indexed")
            else:
                same[article.id] = article
        if failed == len(entries):
            unread.add(file.article_path)
        self._same(same)

    def _same(self, articles: Mapping[str, Article]) -> None:
        """Of the same content, the index must have the same articles."""
        for record in self._fetched(articles):
            article = articles[record.article.id]
            names = [
                field.name
                for field in fields(Article)
                if getattr(record.article, field.name) != getattr(article, field.name)
            ]
            if names:
                self.wrong.append(Failure(article.id, f"other {', '.join(names)} in the index"))

    def miscounted(self) -> Iterator[Failure]:
        """The streams in which terms are not in as many articles as the stored ones have them."""
        counts: dict[str, Counter[str]] = {stream: Counter() for stream in _COUNTED}
        for record in self._fetched(self._known):
            document = self._analyzer.document(record)
            for stream, counted in counts.items():
                counted.update(document.terms(stream))
        for stream, counted in counts.items():
            if dict(self._engine.term_dictionary(stream, "", _ALL)) != counted:
                yield Failure(stream, "terms of it are in other articles than they should be")

    def _fetched(self, ids: Iterable[str]) -> Iterator[Record]:
        left = iter(ids)
        while batch := list(islice(left, _TOGETHER)):
            yield from self._engine.fetch(batch)


def _is_below(article_id: str, path: str) -> bool:
    return article_id == path or article_id.startswith((f"{path}/", f"{path}#"))
