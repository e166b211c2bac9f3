"""Every test with `engine` runs on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchkit.engines import ENGINES, Engine, MemoryEngine, open_engine


def new_engine(name: str, folder: Path) -> Engine:
    return MemoryEngine() if name == "memory" else open_engine(name, folder, create=True)


@pytest.fixture(params=["memory", *ENGINES])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made = new_engine(request.param, tmp_path / "index")
    yield made
    made.close()
