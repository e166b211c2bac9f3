"""A crafted index runs nothing, in none of the places where Whoosh has, or had, a pickle."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from crafting import bomb, generation, parts, reseal, with_parts
from samples import write_corpus
from torture.corruption import run
from whoosh import fields
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.index import create_in

from searchkit import Library
from searchkit.errors import IndexDamaged, IndexUnusable
from searchkit.index.manifest import SCHEMA_VERSION

pytestmark = pytest.mark.slow

READING = (
    ["query", "strike"], ["query", "*", "--facets", "--explain"], ["query", "strikke"],
    ["query", "str*", "--group", "story"], ["kwic", "union"], ["similar", "harbour.md"],
    ["suggest", "har"],
    ["show", "harbour.md"], ["status"], ["status", "--json"], ["stories"], ["story", "harbour.md"],
    ["compare", "harbour.md", "monitor.txt"], ["quotes", "useless"], ["check"], ["check", "--deep"],
    ["index", "--dry-run"], ["edit", "harbour.md", "--source", "Herald"],
)  # fmt: skip


def segment(home: Path) -> Path:
    (found,) = (generation(home) / "whoosh").glob("*.seg")
    return found


def _filled(data: bytes, code: bytes) -> bytes:
    """As many bytes, which are this pickle again and again."""
    return (code * (len(data) // len(code) + 1))[: len(data)]


def _list_of_segments(home: Path, code: bytes) -> None:
    (generation(home) / "whoosh" / "segments.json").write_bytes(code)


def _directory_of_a_segment(home: Path, code: bytes) -> None:
    data = segment(home).read_bytes()
    segment(home).write_bytes(data[: int.from_bytes(data[:8])] + code)


def _whooshs_directory(home: Path, code: bytes) -> None:
    """Offset and length of a pickled directory, as Whoosh has them at the start."""
    segment(home).write_bytes(struct.pack("!qi", 12, len(code)) + code + code)


def _head_of_the_terms(home: Path, code: bytes) -> None:
    files = parts(segment(home))
    at = files["trm"].index(b'[{"')
    files["trm"] = files["trm"][:at] + code + files["trm"][at + len(code) :]
    with_parts(segment(home), files)


def _postings_of_a_term(home: Path, code: bytes) -> None:
    """In the row of the term, as Whoosh keeps those of rare ones."""
    files = parts(segment(home))
    row = W3TermInfo(weight=1, df=1, maxweight=1, minid=0, maxid=0)
    row.set_inlined([0], [1.0], [b""])
    inlined = row.to_bytes()[: W3TermInfo._struct.size] + code
    files["trm"] = files["trm"][:21] + inlined + files["trm"][21 + len(inlined) :]
    with_parts(segment(home), files)


def _blocks(home: Path, code: bytes) -> None:
    files = parts(segment(home))
    block = struct.pack("!IIB", len(code), 1, 1) + code
    files["pst"] = _filled(files["pst"], block)
    with_parts(segment(home), files)


def _whooshs_blocks(home: Path, code: bytes) -> None:
    files = parts(segment(home))
    files["pst"] = _filled(files["pst"], b"W3Bl" + struct.pack("!i", -len(code)) + code)
    with_parts(segment(home), files)


def _stored_values(home: Path, code: bytes) -> None:
    files = parts(segment(home))
    files["_stored.col"] = code + files["_stored.col"][len(code) :]
    with_parts(segment(home), files)


def _every_column(home: Path, code: bytes) -> None:
    files = parts(segment(home))
    columns = {end: _filled(data, code) for end, data in files.items() if end.endswith(".col")}
    with_parts(segment(home), files | columns)


def _every_file_of_a_segment(home: Path, code: bytes) -> None:
    files = parts(segment(home))
    with_parts(segment(home), {end: _filled(data, code) for end, data in files.items()})


def _whooshs_own_index(home: Path, code: bytes, *, schema: int = SCHEMA_VERSION) -> None:
    """An index as Whoosh writes it, with code in the list of segments and in the schema."""
    folder = generation(home) / "whoosh"
    shutil.rmtree(folder)
    folder.mkdir()
    with create_in(
        str(folder), fields.Schema(id=fields.ID(stored=True)), "MAIN"
    ).writer() as writer:
        writer.add_document(id="harbour.md")
    (listed,) = folder.glob("*.toc")
    head = listed.read_bytes()[:14]
    listed.write_bytes(head + bytes([len(code)]) + code + struct.pack("!ii", 1, 0) + code)

    def names_them(manifest: dict[str, object]) -> None:
        manifest["schema"] = schema
        manifest["files"] = {f"whoosh/{one.name}": [one.stat().st_size, "0" * 32]
                             for one in folder.iterdir()}  # fmt: skip

    reseal(home, names_them)


def _whooshs_index_of_an_older_version(home: Path, code: bytes) -> None:
    _whooshs_own_index(home, code, schema=SCHEMA_VERSION - 1)


def _whooshs_list_beside_ours(home: Path, code: bytes) -> None:
    (generation(home) / "whoosh" / "_MAIN_9.toc").write_bytes(code)


def _kept(name: str) -> Callable[[Path, bytes], None]:
    def craft(home: Path, code: bytes) -> None:
        (generation(home) / name).write_bytes(code)

    craft.__name__ = f"_{name}"
    return craft


#: Every pickle of Whoosh, and every other file of a generation.
PLACES = (
    _list_of_segments, _directory_of_a_segment, _whooshs_directory, _head_of_the_terms,
    _postings_of_a_term, _blocks, _whooshs_blocks, _stored_values, _every_column,
    _every_file_of_a_segment, _whooshs_own_index, _whooshs_index_of_an_older_version,
    _whooshs_list_beside_ours,
    *map(_kept, ("run.json", "seen.json", "families.json", "stories.json",
                 "records.sqlite", "shingles-0.bin", "manifest.json")),
)  # fmt: skip
_SEALED_ALREADY = (_whooshs_own_index, _whooshs_index_of_an_older_version)

_classes: list[object] = []
sys.addaudithook(
    lambda event, what: _classes.append(what) if event == "pickle.find_class" else None
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    (home / "searchkit.toml").write_text('engine = "whoosh"\n')
    write_corpus(home)
    # So that there is a story.
    shutil.copyfile(home / "corpus" / "harbour.md", home / "corpus" / "twin.md")
    with Library.open(home) as library:
        library.update()
    return home


def craft(home: Path, place: Callable[[Path, bytes], None]) -> Path:
    """Put code in a place of an index; the folder that it makes if it is run."""
    marker = home.parent / "ran"
    place(home, bomb(marker))
    if place not in _SEALED_ALREADY and place.__name__ != "_manifest.json":
        reseal(home)
    return marker


@pytest.mark.parametrize("place", PLACES, ids=lambda one: one.__name__.strip("_"))
def test_no_command_runs_what_is_in_an_index(
    home: Path, place: Callable[[Path, bytes], None]
) -> None:
    marker = craft(home, place)
    _classes.clear()
    damaged = []
    for arguments in (*READING, ["index"]):
        status, _, err = run(home, arguments)
        assert "Traceback" not in err, arguments
        assert status in (0, 1, 3, 4), (arguments, err)
        assert status != 4 or "run: searchkit rebuild" in err or arguments[0] == "check", err
        damaged.append(status == 4)
    with Library.open(home) as library, suppress(IndexUnusable):
        list(library.hits("*"))
        library.update(verify=True)
    # Where nobody looks is no place to run anything either.
    assert any(damaged) or place is _whooshs_list_beside_ours
    assert run(home, ["rebuild"])[0] == 0
    assert run(home, ["check", "--deep"])[0] == 0
    assert run(home, ["query", "strike"])[0] == 0
    assert _classes == []
    assert not marker.exists()


def test_the_code_of_these_tests_would_run(tmp_path: Path) -> None:
    _classes.clear()
    pickle.loads(bomb(tmp_path / "ran"))
    assert (tmp_path / "ran").is_dir()
    assert len(_classes) == 1


def test_nothing_of_a_sound_index_is_unpickled(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a pickle is read")

    for name in ("columns.loads", "codec.whoosh3.loads", "filedb.structfile.load_pickle"):
        monkeypatch.setattr(f"whoosh.{name}", refuse)
    (home / "corpus" / "new.txt").write_text("News\n\nThe strike again.")
    (home / "corpus" / "notes.txt").unlink(missing_ok=True)
    for arguments in (*READING, ["index"], ["query", "strike"], ["rebuild"], ["check", "--deep"]):
        assert run(home, arguments)[0] in (0, 1), arguments


def test_holes_in_the_records_take_no_room_in_a_copy(home: Path) -> None:
    size = 100_000_000
    os.truncate(generation(home) / "records.sqlite", size)
    reseal(home)
    (home / "corpus" / "new.txt").write_text("News\n\nThe strike again.")
    assert run(home, ["index"])[0] == 0
    copy = (generation(home) / "records.sqlite").stat()
    assert copy.st_size == size
    assert copy.st_blocks * 512 < size / 10


@pytest.fixture
def served(home: Path) -> Iterator[Callable[[], str]]:
    """Starts the page on a project in a process of its own; its address."""
    started: list[subprocess.Popen[str]] = []

    def serve() -> str:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        arguments = ("--home", str(home), "serve", "--port", str(port), "--watch")
        server = subprocess.Popen(
            [sys.executable, "-m", "searchkit", *arguments], stderr=subprocess.PIPE, text=True
        )
        started.append(server)
        assert server.stderr is not None
        for line in server.stderr:
            if "serving" in line:
                return f"http://127.0.0.1:{port}"
        raise AssertionError("it does not serve")

    yield serve
    for server in started:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)


@pytest.mark.parametrize("place", [_list_of_segments, _blocks, _stored_values, _whooshs_own_index])
def test_the_page_runs_nothing_either(
    home: Path, served: Callable[[], str], place: Callable[[Path, bytes], None]
) -> None:
    marker = craft(home, place)
    address = served()
    for path in ("/", "/?q=strike", "/article/harbour.md", "/stories", "/api/search?q=strike"):
        try:
            status = urllib.request.urlopen(address + path, timeout=30).status
        except urllib.error.HTTPError as error:
            status = error.code
        assert status in (200, 404, 503), path
    assert not marker.exists()


def test_the_command_that_watches_runs_nothing_and_tells_what_to_do(home: Path) -> None:
    marker = craft(home, _list_of_segments)
    watching = subprocess.Popen(
        [sys.executable, "-m", "searchkit", "--home", str(home), "watch"],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert watching.stderr is not None
    assert any("run: searchkit rebuild" in line for line in watching.stderr)
    watching.send_signal(signal.SIGTERM)
    watching.communicate(timeout=60)
    assert not marker.exists()


def test_what_is_crafted_is_said_to_be_damaged(home: Path) -> None:
    craft(home, _list_of_segments)
    assert json.loads(run(home, ["query", "strike", "--json"])[1] or "{}") == {}
    with Library.open(home) as library, pytest.raises(IndexDamaged, match="run: searchkit rebuild"):
        library.search("strike")


@pytest.mark.parametrize("column", [
    "article.id", "article.text", "text.digest", "link.shared", "sqlite_schema.name",
])  # fmt: skip
def test_bytes_that_are_no_text_in_the_records_are_damage(home: Path, column: str) -> None:
    """Python tells of them by an error that has no code of SQLite's, or by one that is not its."""
    table, _, name = column.partition(".")
    with closing(sqlite3.connect(generation(home) / "records.sqlite")) as database, database:
        # One more where there is none: each row is read by some run.
        database.execute("INSERT INTO link VALUES ('0', '1', '[]')")
        database.execute("PRAGMA writable_schema = ON")
        database.execute(f"UPDATE OR REPLACE {table} SET {name} = CAST(x'ff00' AS TEXT)")
    reseal(home)
    (home / "corpus" / "new.txt").write_text("News\n\nThe strike again.")
    (home / "corpus" / "twin.md").unlink()
    status, _, err = run(home, ["index"])
    assert (status, "run: searchkit rebuild" in err) == (4, True), err
    assert run(home, ["query", "strike"])[0] == 0
    assert run(home, ["rebuild"])[0] == 0
