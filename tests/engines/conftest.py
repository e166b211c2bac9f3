"""Every test with `engine` runs on every engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from differential import opened

from searchkit.engines import ENGINES, REMOTE, Engine


@pytest.fixture(params=["memory", *ENGINES, REMOTE])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with opened(request.param, tmp_path / "index") as made:
        yield made
