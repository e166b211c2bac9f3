"""`make torture`: every way in which an index can be broken, in full; prints what came of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from torture.breaking import full_disk, kills, power_cuts
from torture.corruption import corruptions
from torture.living import command_kills, readers_beside_a_writer, small_updates
from torture.machine import follow
from torture.scenarios import SCENARIOS, Result, scenario
from torture.tracer import is_possible
from torture.workplace import workplace

from searchkit.engines import ENGINES


def _results(folder: Path, engine: str) -> Iterator[Result]:
    for name in SCENARIOS:
        broken = scenario(folder, engine, name)
        if is_possible():
            yield kills(broken)
            yield power_cuts(broken)
            yield full_disk(broken, ["rebuild" if name == "rebuild" else "index"])
        yield command_kills(broken, 100 // len(SCENARIOS))
    damaged = scenario(folder, engine, "update", home="damaged")
    # Without CURRENT a query builds an index anew, of the corpus as it is then.
    damaged.act()
    result = Result(f"random damage, {engine}", 300)
    result.failures += corruptions(damaged.home, 300, seed=1)
    yield result
    yield _followed(engine, 200)
    yield small_updates(folder, engine, 2_000)
    yield readers_beside_a_writer(folder, engine, readers=4, seconds=60, commits=200)


def _followed(engine: str, examples: int) -> Result:
    result = Result(f"incremental equals rebuild, {engine}", examples)
    try:
        follow(engine, examples, 20)
    except Exception as error:  # whatever Hypothesis found
        result.failures.append(f"{error}: {getattr(error, '__notes__', '')}")
    return result


def main(engines: list[str]) -> int:
    """Run all for these engines, or for every one; 1 if anything failed."""
    failed = False
    if not is_possible():
        print("processes cannot be traced here: kills at each operation, power cuts and full disks")
        print("are left out; they need Linux on x86-64 and the right to trace")
    for engine in engines or ENGINES:
        with workplace() as folder:
            started = time.monotonic()
            for result in _results(folder, engine):
                print(f"{result}  ({time.monotonic() - started:.0f} s)", flush=True)
                failed |= bool(result.failures)
                started = time.monotonic()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
