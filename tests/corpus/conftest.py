"""A corpus of one file, for tests about what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from searchkit.article import Article
from searchkit.corpus import Corpus, SourceFile

ReadOne = Callable[..., Article]


@pytest.fixture
def read_one(tmp_path: Path) -> ReadOne:
    """Writes text or bytes to a file of a corpus and gives the one article that it holds."""

    def read(content: str | bytes, name: str = "note.txt") -> Article:
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
        corpus = Corpus(tmp_path)
        (file,) = corpus.files()
        assert isinstance(file, SourceFile)
        try:
            (article,), failed = corpus.articles(file, corpus.load(file))
        finally:
            corpus.close()
        assert not failed
        return article

    return read
