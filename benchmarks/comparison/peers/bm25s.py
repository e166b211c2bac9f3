"""bm25s: scores in memory, for words joined by OR; it has neither snippets nor facets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from comparison.articles import Item, read_corpus
from comparison.peers.base import HITS, Found
from comparison.peers.installed import version_of
from comparison.questions import Question

_IDS = "ids.json"


class Bm25s:
    """Title and body as one text of stems. An article cannot be replaced."""

    name = "bm25s"
    kinds: Sequence[str] = ("word", "rare word", "three with OR")
    shows = False
    updates = False

    def version(self) -> str | None:
        return version_of("bm25s") if version_of("PyStemmer") else None

    def build(self, corpus: Path, index: Path) -> None:
        import bm25s

        items = list(read_corpus(corpus))
        ranking = bm25s.BM25()
        terms = _terms([f"{item.title}\n{item.body}" for item in items], as_numbers=True)
        ranking.index(terms, show_progress=False)
        ranking.save(str(index), show_progress=False)
        (index / _IDS).write_text(json.dumps([item.id for item in items]))

    def open(self, index: Path) -> _Opened:
        return _Opened(index)


class _Opened:
    def __init__(self, folder: Path) -> None:
        import bm25s

        self._ranking = bm25s.BM25.load(str(folder), show_progress=False)
        self._ids: list[str] = json.loads((folder / _IDS).read_text())

    def find(self, question: Question) -> Found:
        terms = _terms([" ".join(question.words)], as_numbers=False)
        total = int((self._ranking.get_scores(terms[0]) > 0).sum())
        found, scores = self._ranking.retrieve(
            terms, k=min(HITS, len(self._ids)), show_progress=False
        )
        pairs = zip(found[0], scores[0], strict=True)
        return Found(total, tuple(self._ids[number] for number, score in pairs if score > 0))

    def show(self, question: Question) -> None:
        raise NotImplementedError

    def replace(self, items: Sequence[Item]) -> None:
        raise NotImplementedError

    def close(self) -> None:
        pass


def _terms(texts: list[str], *, as_numbers: bool) -> Any:
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    return bm25s.tokenize(
        texts, stopwords=None, stemmer=stemmer, return_ids=as_numbers, show_progress=False
    )
