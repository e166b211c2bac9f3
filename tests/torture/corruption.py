"""Random damage to the files of an index: is it found, and does any command tell a wrong answer?"""

from __future__ import annotations

import contextlib
import io
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from torture.workplace import remove

from searchkit.cli import main

COMMANDS = (
    ["query", "strike harbour", "--any", "--json"],
    ["query", '"Petra Vance"', "--json"],
    ["query", "*", "--facets"],
    ["kwic", "union"],
    ["show", "harbour.md", "--query", "dock", "--json"],
)


def _flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if not data:
        _lengthen(path, chance)
        return
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _truncate(path: Path, chance: random.Random) -> None:
    size = path.stat().st_size
    if not size:
        _lengthen(path, chance)
        return
    with path.open("r+b") as file:
        file.truncate(chance.randrange(size))


def _remove(path: Path, _: random.Random) -> None:
    path.unlink()


def _lengthen(path: Path, chance: random.Random) -> None:
    with path.open("ab") as file:
        file.write(chance.randbytes(1 + chance.randrange(100)))


def _scribble(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    at = chance.randrange(len(data) or 1)
    piece = chance.randbytes(64)
    if data[at : at + 64] == piece[: len(data) - at]:
        return
    path.write_bytes(data[:at] + piece + data[at + 64 :])


def _add(path: Path, chance: random.Random) -> None:
    path.with_name(f"{path.name}.{chance.randrange(1000)}").write_bytes(chance.randbytes(20))


DAMAGES: tuple[Callable[[Path, random.Random], None], ...] = (
    _flip, _flip, _flip, _truncate, _remove, _lengthen, _scribble, _add,
)  # fmt: skip


def run(home: Path, arguments: list[str]) -> tuple[int, str, str]:
    """The exit status of a command and what it wrote."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["--home", str(home), *arguments])
    return status, out.getvalue(), err.getvalue()


def corruptions(home: Path, count: int, seed: int) -> Iterator[str]:
    """Damage the index of a project `count` times, each time anew; each sentence is a failure."""
    sound = home.parent / f"{home.name}-undamaged"
    shutil.copytree(home / "index", sound)
    expected = [run(home, command)[:2] for command in COMMANDS]
    assert run(home, ["check"])[0] == 0
    run(home, ["rebuild"])
    # Scores count articles that are deleted, until they are merged away; here there are none.
    anew = [run(home, command)[:2] for command in COMMANDS]
    for number in range(count):
        chance = random.Random(seed * 100_003 + number)
        remove(home / "index")
        shutil.copytree(sound, home / "index")
        files = sorted(path for path in (home / "index").rglob("*") if path.is_file())
        path = chance.choice([one for one in files if not one.name.endswith(("LOCK", ".lock"))])
        damage = chance.choice(DAMAGES)
        damage(path, chance)
        what = f"{number}: {damage.__name__} {path.relative_to(home)}"
        status, _, err = run(home, ["check"])
        if status != 4 or "Traceback" in err:
            yield f"{what}: check ended with {status}"
        # Without it there is no index, and a query builds one.
        gone = not (home / "index" / "CURRENT").exists()
        for command, answer in zip(COMMANDS, anew if gone else expected, strict=True):
            status, out, err = run(home, command)
            if "Traceback" in err or ((status, out) != answer and status != 4):
                yield f"{what}: {command[0]} ended with {status}"
        if damage is not _add and (run(home, ["rebuild"])[0] or run(home, ["check"])[0]):
            yield f"{what}: rebuild does not repair it"
