"""No name in an index, and nothing that stands in the place of one of its files, leads outside."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from crafting import generation, outside, parts, reseal, seal, with_parts
from samples import write_corpus
from torture.corruption import run

from searchkit import Library
from searchkit.engines import ENGINES
from searchkit.index.generation import digest

pytestmark = pytest.mark.slow

COMMANDS = (
    ["query", "strike"], ["show", "harbour.md"], ["status"], ["stories"], ["check"],
    ["check", "--deep"], ["index", "--dry-run"], ["index"], ["rebuild"], ["query", "strike"],
)  # fmt: skip

#: Those that open an index in unlike ways.
UNLIKE = (["query", "strike"], ["check", "--deep"], ["index"], ["rebuild"])

NAMES = (
    "../novel.draft", "../novel.draft abc", "../../novel", "/etc/passwd", "..", ".", "", "/",
    "whoosh/../../../novel.draft/meta.json", "./run.json", "run.json/", "run.json\0", "run.json\n",
    "\u0661\u0661\u0661\u0661\u0661\u0661 " + "0" * 32, "000001/../../novel.draft", "~/novel",
    "../corpus/harbour.md", "../../home/corpus", "whoosh", "tantivy", "opensearch", "memory",
    "../../../../../../../../etc/passwd", "..\\novel.draft", "%2e%2e/novel", "x" * 5_000,
    "000000002", "999999999 " + "0" * 32, "-1", "CON", "manifest.json", "LOCK", "\ud800",
)  # fmt: skip


def _project(folder: Path, engine: str) -> Path:
    home = folder / "home"
    home.mkdir(parents=True)
    (home / "searchkit.toml").write_text(f'engine = "{engine}"\n')
    write_corpus(home)
    for name in ("novel.draft", "novel.draft abc", "999999"):
        novel = folder / name
        (novel / "whoosh").mkdir(parents=True)
        for file in ("meta.json", "manifest.json", "run.json", "whoosh/MAIN_1.toc", "novel.txt"):
            (novel / file).write_text("Chapter one.")
    with Library.open(home) as library:
        library.update()
        (home / "corpus" / "more.txt").write_text("More\n\nThe strike of others.")
        library.update()
    return home


@pytest.fixture(scope="module", params=ENGINES)
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _project(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture
def home(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound.parent, tmp_path / "all", symlinks=True)
    return tmp_path / "all" / "home"


def harmless(home: Path, *arguments: str) -> int:
    """The exit status of a command that leaves all outside of the index as it is."""
    before = outside(home)
    status, _, err = run(home, list(arguments))
    assert "Traceback" not in err, (arguments, err)
    assert outside(home) == before, arguments
    return status


def test_the_draft_beside_an_index_is_left_alone(home: Path) -> None:
    def leads_out(manifest: dict[str, Any]) -> None:
        manifest["before"] = "../novel.draft abc"

    reseal(home, leads_out)
    assert [harmless(home, *one) for one in COMMANDS] == [4, 4, 4, 4, 4, 4, 4, 4, 0, 0]


@pytest.mark.parametrize("value", [None, False, 0, [], {}])
def test_a_generation_before_that_is_no_text_is_damage(home: Path, value: object) -> None:
    def no_text(manifest: dict[str, Any]) -> None:
        manifest["before"] = value

    reseal(home, no_text)
    assert [harmless(home, *one) for one in (["query", "cod"], ["index"], ["rebuild"])] == [4, 4, 0]


def _of_manifest(home: Path, chance: random.Random) -> None:
    def change(manifest: dict[str, Any]) -> None:
        name, files = chance.choice(NAMES), manifest["files"]
        match chance.choice(["file", "file", "stamp", "value", "value", "new"]):
            case "file":
                files[name] = files.pop(chance.choice(sorted(files)))
            case "new":
                files[name] = [0, digest(b"")]
            case "stamp":
                files[chance.choice(sorted(files))] = chance.choice([[name, name], name, 7, [-1]])
            case _:
                manifest[chance.choice(sorted(manifest))] = chance.choice([name, [name], 7, None])

    reseal(home, change)


def _of_current(home: Path, chance: random.Random) -> None:
    name = chance.choice(NAMES).encode("utf-8", "surrogatepass")
    seal_of = digest((generation(home) / "manifest.json").read_bytes())
    text = chance.choice([name, name + b" " + seal_of.encode() + b"\n", name + b"\n"])
    (home / "index" / "CURRENT").write_bytes(text)


def _put(value: Any, name: str, chance: random.Random) -> Any:
    """The value with a name somewhere in it."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(sorted(value))
        if chance.random() < 0.3:
            return {**value, name: value[key]}
        return {**value, key: _put(value[key], name, chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        return [*value[:at], _put(value[at], name, chance), *value[at + 1 :]]
    return name


def _of_lists(home: Path, chance: random.Random) -> None:
    """The lists of segments and files that the engines keep, and those of this program."""
    folder = generation(home)
    names = ("whoosh/segments.json", "tantivy/meta.json", "tantivy/.managed.json", "seen.json",
             "run.json", "families.json", "stories.json")  # fmt: skip
    path = chance.choice([folder / name for name in names if (folder / name).exists()])
    value = _put(json.loads(path.read_bytes()), chance.choice(NAMES), chance)
    path.write_text(json.dumps(value))
    reseal(home)


def _of_directory(home: Path, chance: random.Random) -> None:
    """The names in a segment of Whoosh's."""
    for path in (generation(home) / "whoosh").glob("*.seg"):
        files = parts(path)
        files[chance.choice(NAMES)] = files.pop(chance.choice(sorted(files)))
        with_parts(path, files)
    reseal(home)


def _of_records(home: Path, chance: random.Random) -> None:
    """The ids and paths in stored records."""
    for path in (generation(home) / "whoosh").glob("*.seg"):
        files = parts(path)
        files["_stored.col"] = _with_other_records(files["_stored.col"], chance)
        with_parts(path, files)
    reseal(home)


def _with_other_records(column: bytes, chance: random.Random) -> bytes:
    # One record only, of which the others are copies: its length is that of every row.
    id_size, digest_size = (int.from_bytes(column[at : at + 4]) for at in (0, 4))
    head = 8 + id_size + digest_size
    packed = zlib.decompressobj()
    text = packed.decompress(column[head:])[4:].decode()
    value, end = json.JSONDecoder().raw_decode(text)
    value = _put(value, chance.choice(NAMES), chance)
    data = (json.dumps(value) + text[end:]).encode("utf-8", "surrogatepass")
    record = zlib.compress(zlib.crc32(data).to_bytes(4) + data, 9)
    size = len(column) - len(packed.unused_data) - head
    return column[:head] + record[:size].ljust(size, b"\0") + packed.unused_data


KINDS = (_of_manifest, _of_manifest, _of_current, _of_lists, _of_lists, _of_directory, _of_records)


@pytest.mark.parametrize("seed", range(6))
def test_random_names_lead_nowhere(home: Path, sound: Path, seed: int) -> None:
    """A hundred and eighty edits, half of them with each engine, and a command after each."""
    for number in range(15):
        chance = random.Random(1_000 * seed + number)
        # Tantivy's threads may come late to the folder that was open; removing it would fail then.
        (home / "index").rename(home.parent.parent / f"past-{number}")
        shutil.copytree(sound / "index", home / "index", symlinks=True)
        chance.choice(KINDS)(home, chance)
        arguments = chance.choice(COMMANDS)
        status = harmless(home, *arguments)
        # A number of articles that is made up can be one of which most are gone.
        assert status in (0, 1, 3, 4), (number, arguments)


SPECIAL = ("CURRENT", "LOCK", "PROGRESS", "searchkit-index",
           ".searchkit-0123456789abcdef.new", "GENERATION/manifest.json", "GENERATION/run.json",
           "GENERATION/seen.json", "GENERATION/records.sqlite", "GENERATION/ENGINE",
           "GENERATION/ENGINE/LIST", "GENERATION/ENGINE/LOCK", "GENERATION", "000009",
           "000009.draft", "000009.draft/ENGINE")  # fmt: skip


def _link(path: Path, target: Path) -> None:
    path.symlink_to(target)


def _dangling(path: Path, target: Path) -> None:
    path.symlink_to(target.parent / "not-there-yet")


def _hard_link(path: Path, target: Path) -> None:
    path.hardlink_to(target if target.is_file() else target / "novel.txt")


def _fifo(path: Path, _: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("name", SPECIAL)
@pytest.mark.parametrize("stand_in", [_link, _dangling, _hard_link, _fifo])
def test_what_stands_in_the_place_of_a_file_is_not_followed(
    home: Path, name: str, stand_in: Callable[[Path, Path], None]
) -> None:
    folder = generation(home)
    engine = "whoosh" if (folder / "whoosh").is_dir() else "tantivy"
    locks = {"whoosh": "MAIN_WRITELOCK", "tantivy": ".tantivy-meta.lock"}
    lists = {"whoosh": "segments.json", "tantivy": "meta.json"}
    name = name.replace("ENGINE/LOCK", f"ENGINE/{locks[engine]}")
    name = name.replace("LIST", lists[engine]).replace("ENGINE", engine)
    path = home / "index" / name.replace("GENERATION", folder.name)
    path.parent.mkdir(exist_ok=True)
    was_folder = path.is_dir()
    if was_folder:
        path.rename(home.parent / "moved")
    else:
        path.unlink(missing_ok=True)
    target = home.parent / ("moved" if was_folder else "novel.draft/novel.txt")
    if name.startswith("000009"):
        target = home.parent / "novel.draft"
    if stand_in is _hard_link and not target.is_file():
        stand_in = _link
    stand_in(path, target)
    for arguments in UNLIKE:
        assert harmless(home, *arguments) in (0, 1, 3, 4), arguments
    assert harmless(home, "query", "strike") == 0


def test_a_folder_of_others_that_has_a_file_of_that_name_is_no_index(home: Path) -> None:
    shutil.rmtree(home / "index")
    (home / "index").mkdir()
    (home / "index" / "CURRENT").write_text("MANIFEST-000004\n")
    (home / "index" / "000005.ldb").write_text("data of a store that others keep")
    before = {one.name: one.read_bytes() for one in (home / "index").iterdir()}
    for arguments in (["index"], ["rebuild"]):
        assert harmless(home, *arguments) == 2
        assert {one.name: one.read_bytes() for one in (home / "index").iterdir()} == before


def test_folders_within_folders_without_end_do_not_stop_a_run(home: Path) -> None:
    here = Path.cwd()
    for start in ("000009.draft", f"{generation(home).name}/whoosh"):
        folder = home / "index" / start
        folder.mkdir(exist_ok=True, parents=True)
        try:
            os.chdir(folder)
            for _ in range(1_500):
                Path("whoosh").mkdir(exist_ok=True)
                os.chdir("whoosh")
        finally:
            os.chdir(here)
    found = [run(home, list(arguments)) for arguments in COMMANDS]
    # Too deep for Python to remove.
    subprocess.run(["rm", "-rf", str(home / "index")], check=True)
    assert {status for status, _, _ in found} <= {0, 1, 3, 4}
    assert not any("Traceback" in err for _, _, err in found)


@pytest.mark.parametrize("name", ["manifest.json", "run.json", "families.json"])
def test_what_is_nested_without_end_is_damage(home: Path, name: str) -> None:
    nested = b'{"files": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    if name == "manifest.json":
        seal(home, nested)
    else:
        (generation(home) / name).write_bytes(nested)
        reseal(home)
    statuses = [harmless(home, *one) for one in COMMANDS]
    assert 4 in statuses[:-2]
    assert statuses[-2:] == [0, 0]
