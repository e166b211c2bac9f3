"""A project on every engine that keeps an index on disk; a place on a server for another."""

from __future__ import annotations

import gc
import shutil
import signal
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType

import pytest
from flask import Flask
from hypothesis import settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from proxy import Proxy, proxy_to
from samples import write_corpus
from servers import clear, new_address, url

from searchkit import Library
from searchkit.engines import ENGINES
from searchkit.engines.address import Address

# A shell ignores Ctrl-C for what it starts in the background, and so would all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


class TemplateCode(BytecodeCache):
    """The code of templates, compiled once for the hundreds of apps of a process."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._compiled[bucket.key, bucket.checksum] = bucket.code


Flask.jinja_options = {"bytecode_cache": TemplateCode()}


# How long an example takes depends on what else the machine does. What is tried depends on the test
# alone, so that a failure comes from a change; `make fuzz` tries what nobody tried before.
settings.register_profile("searchkit", deadline=None, derandomize=True)
settings.load_profile("searchkit")


@pytest.fixture(scope="session", autouse=True)
def user_config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A user's configuration of the tests' own; the developer's is neither read nor written.

    No search is stopped because the machine does other things too.
    """
    home = tmp_path_factory.mktemp("user")
    folder = home / ".config" / "searchkit"
    folder.mkdir(parents=True, mode=0o700)
    (folder / "config.toml").write_text("search_seconds = 120\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
        yield folder


@pytest.fixture(params=ENGINES)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder with `ARTICLES` in its corpus and no index."""
    (tmp_path / "searchkit.toml").write_text(f'engine = "{request.param}"\n')
    return write_corpus(tmp_path)


@pytest.fixture(scope="session")
def indexed_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A project with `ARTICLES` and an index on an engine, made once; to be copied."""

    @cache
    def build(engine: str) -> Path:
        home = write_corpus(tmp_path_factory.mktemp(f"indexed-{engine}"))
        (home / "searchkit.toml").write_text(f'engine = "{engine}"\n')
        with Library.open(home) as library:
            library.update()
        return home

    return build


@pytest.fixture
def library(project: Path, indexed_project: Callable[[str], Path]) -> Iterator[Library]:
    """The library of the project, with an index."""
    with Library.open(project) as opened:
        # With the times of its files, by which a run tells what has changed.
        shutil.copytree(indexed_project(opened.settings.engine), project, dirs_exist_ok=True)
        yield opened


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


def pytest_collection_finish() -> None:
    """Leave what was collected out of every later run of the garbage collector.

    There are thousands of tests, and nothing of them goes before the end.
    """
    gc.collect()
    gc.freeze()
