"""Runs broken off by a kill, a power cut or a full disk; `make torture` tries every point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from torture.breaking import full_disk, kills, power_cuts, spread
from torture.living import command_kills, readers_beside_a_writer, small_updates
from torture.scenarios import scenario
from torture.tracer import is_possible
from torture.workplace import workplace

from searchkit.engines import ENGINES

pytestmark = pytest.mark.slow

traced = pytest.mark.skipif(not is_possible(), reason="processes cannot be traced here")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with workplace() as made:
        yield made


def test_the_points_that_are_tried_are_distinct_and_include_the_last() -> None:
    assert spread(5, None) == spread(5, 9) == [1, 2, 3, 4, 5]
    chosen = spread(100, 14)
    assert len(set(chosen)) == 14
    assert (chosen[0], chosen[-7:]) == (1, [94, 95, 96, 97, 98, 99, 100])


@traced
@pytest.mark.parametrize("name", ["update", "delete", "rebuild"])
@pytest.mark.parametrize("engine", ENGINES)
def test_a_run_that_is_broken_off_leaves_the_old_state_or_the_new(
    folder: Path, engine: str, name: str
) -> None:
    broken = scenario(folder, engine, name)
    command = ["rebuild" if name == "rebuild" else "index"]
    results = (kills(broken, 6), power_cuts(broken, 6), full_disk(broken, command, 3))
    assert [failure for result in results for failure in result.failures] == []
    # Threads of an engine make the number of operations differ a little from run to run.
    assert all(result.points >= least for result, least in zip(results, (6, 8, 3), strict=True))


@pytest.mark.parametrize("engine", ENGINES)
def test_the_command_can_be_killed_at_any_time(folder: Path, engine: str) -> None:
    broken = scenario(folder, engine, "update", home="killed")
    assert command_kills(broken, 2).failures == []


@pytest.mark.parametrize("engine", ENGINES)
def test_readers_beside_a_writer_see_no_error_and_no_mixed_answer(
    folder: Path, engine: str
) -> None:
    result = readers_beside_a_writer(folder, engine, readers=2, seconds=0, commits=15)
    assert result.failures == []
    assert int(result.measured.split()[0].replace(",", "")) > 0


@pytest.mark.parametrize("engine", ENGINES)
def test_many_small_updates_leave_a_small_index_and_no_open_files(
    folder: Path, engine: str
) -> None:
    assert small_updates(folder, engine, 40).failures == []
