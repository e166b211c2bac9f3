"""Runs broken off by a kill, a power cut or a full disk; `make torture` tries every point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from torture.breaking import full_disk, kills, power_cuts, spread
from torture.scenarios import SCENARIOS, scenario
from torture.tracer import is_possible
from torture.workplace import workplace

from searchkit.engines import ENGINES

pytestmark = pytest.mark.skipif(not is_possible(), reason="processes cannot be traced here")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with workplace() as made:
        yield made


def test_the_points_that_are_tried_are_distinct_and_include_the_last() -> None:
    assert spread(5, None) == spread(5, 9) == [1, 2, 3, 4, 5]
    chosen = spread(100, 14)
    assert len(set(chosen)) == 14
    assert (chosen[0], chosen[-7:]) == (1, [94, 95, 96, 97, 98, 99, 100])


@pytest.mark.parametrize("name", SCENARIOS)
@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_that_is_broken_off_leaves_the_old_state_or_the_new(
    folder: Path, engine: str, name: str
) -> None:
    broken = scenario(folder, engine, name)
    command = ["rebuild" if name == "rebuild" else "index"]
    results = (kills(broken, 14), power_cuts(broken, 14), full_disk(broken, command, 8))
    assert [failure for result in results for failure in result.failures] == []
    assert [result.points for result in results] == [14, 30, 8]
