"""A project on every engine that keeps an index on disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import write_corpus

from searchkit import Library
from searchkit.engines import ENGINES


@pytest.fixture(params=ENGINES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with `ARTICLES` in its corpus and no index."""
    (tmp_path / "searchkit.toml").write_text(f'engine = "{request.param}"\n')
    return write_corpus(tmp_path)


@pytest.fixture
def indexed(project: Path) -> Library:
    """The library of the project, with an index."""
    library = Library.open(project)
    library.update()
    return library
