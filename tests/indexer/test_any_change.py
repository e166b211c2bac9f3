"""Whatever happens to a folder, an index that follows it ends where a rebuild does."""

from __future__ import annotations

import pytest
from torture.machine import follow

from searchkit.engines import ENGINES

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("engine", ENGINES)
def test_incremental_always_equals_rebuild(engine: str) -> None:
    follow(engine, 6, 10, derandomize=True)
