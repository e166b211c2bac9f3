"""A project on every engine that keeps an index on disk; a place on a server for another."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from proxy import Proxy, proxy_to
from samples import write_corpus
from servers import clear, new_address, url

from searchkit import Library
from searchkit.engines import ENGINES
from searchkit.engines.address import Address

# A shell ignores Ctrl-C for what it starts in the background, and so would all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def user_config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A user's configuration of the tests' own; the developer's is neither read nor written."""
    home = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
        yield home / ".config" / "searchkit"


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


@pytest.fixture
def address() -> Iterator[Address]:
    """Where nothing is yet; what the test leaves there is removed."""
    made = new_address()
    yield made
    clear(made)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with proxy_to(url()) as made:
        yield made
