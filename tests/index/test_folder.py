"""The index folder: who may write to it, what is whose, and what killed runs leave."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchkit import Library
from searchkit.errors import IndexDamaged, IndexLocked, SettingsError
from searchkit.index.folder import IndexFolder
from searchkit.index.generation import remove

STRAY = ".searchkit-0123456789abcdef.new"


def names(home: Path) -> set[str]:
    return {path.name for path in (home / "index").iterdir()}


def add(home: Path, name: str = "new.txt") -> None:
    (home / "corpus" / name).write_text(f"News\n\nA lighthouse called {name}.")


def test_the_folder_is_for_its_owner_alone(library: Library, project: Path) -> None:
    assert stat.S_IMODE((project / "index").stat().st_mode) == 0o700
    for path in (project / "index").rglob("*"):
        if path.is_dir():
            assert stat.S_IMODE(path.stat().st_mode) & 0o022 == 0


@pytest.mark.slow
@pytest.mark.parametrize("mode", [0o700, 0o755, 0o750, 0o711])
def test_an_empty_folder_that_the_user_made_keeps_its_mode(project: Path, mode: int) -> None:
    (project / "index").mkdir()
    (project / "index").chmod(mode)
    Library.open(project).update()
    assert stat.S_IMODE((project / "index").stat().st_mode) == mode
    Library.open(project).rebuild()
    assert stat.S_IMODE((project / "index").stat().st_mode) == mode


@pytest.mark.parametrize("mode", [0o777, 0o757, 0o1777])
def test_an_empty_folder_that_others_may_write_to_is_refused_and_left(
    project: Path, mode: int
) -> None:
    (project / "index").mkdir()
    (project / "index").chmod(mode)
    (project / "index" / ".gitignore").write_text("*\n")
    for use in (Library.update, Library.rebuild):
        with pytest.raises(SettingsError, match="chmod 700"):
            use(Library.open(project))
    assert stat.S_IMODE((project / "index").stat().st_mode) == mode
    assert names(project) == {".gitignore"}


def test_the_folder_that_searchkit_comes_with_is_closed_to_others(project: Path) -> None:
    (project / "index").mkdir()
    shipped = Path(__file__).resolve().parents[2] / "index" / ".gitignore"
    shutil.copy(shipped, project / "index")
    # As a clone makes it for a user whose files are writable for a group.
    (project / "index").chmod(0o775)
    Library.open(project).update()
    assert stat.S_IMODE((project / "index").stat().st_mode) == 0o700
    assert (project / "index" / ".gitignore").read_bytes() == shipped.read_bytes()


@pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
def test_an_index_that_others_may_write_to_is_refused(
    library: Library, project: Path, mode: int
) -> None:
    library.close()
    (project / "index").chmod(mode)
    for use in (lambda one: one.search("strike"), Library.update, Library.rebuild):
        with pytest.raises(SettingsError, match="chmod 700"):
            use(Library.open(project))


def test_an_index_of_somebody_else_is_refused(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.close()
    monkeypatch.setattr(os, "geteuid", lambda: (project / "index").stat().st_uid + 1)
    for use in (lambda one: one.search("strike"), Library.update, Library.rebuild):
        with pytest.raises(SettingsError, match="another user"):
            use(Library.open(project))


@pytest.mark.parametrize("name", ["CURRENT", "LOCK", "searchkit-index"])
def test_a_folder_in_the_place_of_a_file_is_refused_by_name(
    library: Library, project: Path, name: str
) -> None:
    path = project / "index" / name
    path.unlink(missing_ok=True)
    (path / "kept").mkdir(parents=True)
    with pytest.raises(SettingsError, match=f"{name} is a folder in the place of a file"):
        library.rebuild()
    assert (path / "kept").is_dir()


def test_the_lock_says_who_holds_it_and_since_when(library: Library, project: Path) -> None:
    with IndexFolder(project / "index").locked(), pytest.raises(IndexLocked) as caught:
        library.update()
    assert re.search(
        rf"process {os.getpid()}, since \d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", str(caught.value)
    )
    library.update()


HOLDS = """
import sys, time
from pathlib import Path
from searchkit.index.folder import IndexFolder
from searchkit.index.generation import remove
with IndexFolder(Path(sys.argv[1])).locked():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.mark.slow
def test_the_lock_ends_with_the_process_that_held_it(library: Library, project: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(project / "index")], stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(IndexLocked, match=f"process {holder.pid}, since"):
            library.update()
        holder.kill()
        holder.wait()
        add(project)
        assert library.update(wait=True).added == 1


@pytest.mark.slow
def test_what_killed_runs_left_goes_and_what_is_foreign_stays(
    library: Library, project: Path
) -> None:
    index = project / "index"
    stray = index / "000009.draft"
    (stray / "whoosh" / "MAIN.tmp").mkdir(parents=True)
    for name in (
        "run.json",
        "whoosh/MAIN_abc.seg",
        "whoosh/_MAIN_3.toc.17",
        "whoosh/MAIN.tmp/x.run",
    ):
        (stray / name).write_text("x")
    (index / STRAY).write_text("0000")
    shutil.copytree(index / "000001", index / "000001.draft")
    foreign = {
        "202411/report.txt", "202412/manifest.json", "000001/notes.txt", "000001/whoosh/notes.txt",
        "000008.draft/notes.txt", "letter.doc", "mine/000001/manifest.json",
    }  # fmt: skip
    for name in foreign:
        (index / name).parent.mkdir(parents=True, exist_ok=True)
        (index / name).write_text("mine")
    (index / "000002").symlink_to(project / "corpus")
    (project / "corpus" / "manifest.json").write_text("{}")
    (index / "000010.draft").symlink_to(project / "corpus")
    for number in range(3):
        add(project, f"n{number}.txt")
        library.update()
    library.rebuild()
    assert not stray.exists()
    assert not (index / STRAY).exists()
    for name in foreign:
        path = index / name
        # The folder of a generation that went is called a draft then.
        assert path.is_file() or (index / name.replace("000001/", "000001.draft/")).is_file(), name
    assert (project / "corpus" / "manifest.json").exists()


@pytest.mark.slow
def test_each_commit_is_a_generation_and_one_before_it_stays(
    library: Library, project: Path
) -> None:
    generations = [library.status().generation]
    for number in range(4):
        add(project, f"n{number}.txt")
        library.update()
        generations.append(library.status().generation)
    assert generations == [1, 2, 3, 4, 5]
    assert {name for name in names(project) if name.isdigit()} == {"000004", "000005"}
    assert library.search("lighthouse").total == 4


def test_an_update_shares_the_files_that_it_does_not_change(
    library: Library, project: Path
) -> None:
    before = {
        path.stat().st_ino for path in (project / "index" / "000001").rglob("*") if path.is_file()
    }
    add(project)
    library.update()
    after = {
        path.stat().st_ino for path in (project / "index" / "000002").rglob("*") if path.is_file()
    }
    assert before & after


def test_an_update_without_hard_links_copies(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuses)
    add(project)
    assert library.update().added == 1
    assert library.search("lighthouse OR strike").total == 3


@pytest.mark.slow
def test_every_file_that_an_engine_writes_is_known_as_its_own(
    library: Library, project: Path
) -> None:
    add(project)
    library.update()
    library.rebuild()
    library.rebuild()
    assert {name for name in names(project) if name[0].isdigit()} == {"000003", "000004"}


def test_damage_in_a_file_that_was_merged_does_not_pass_into_the_next_generation(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As for an index that is too large to be read whole whenever it is opened.
    monkeypatch.setattr("searchkit.index.generation.ALWAYS_READ", 0)
    folder = IndexFolder(project / "index")
    base = folder.current()
    merged = max(base.engine_folder.iterdir(), key=lambda one: one.stat().st_size)
    data = bytearray(merged.read_bytes())
    data[len(data) // 3] ^= 1
    merged.write_bytes(data)
    with folder.locked():
        draft = folder.begin(base.manifest.engine, folder.current())
        (draft.engine_folder / merged.name).unlink()
        with pytest.raises(IndexDamaged, match="content was changed"):
            folder.switch(draft, created="", articles=4, before=base)
    assert folder.current() == base


@pytest.mark.slow
def test_readers_go_on_while_generations_pass(library: Library, project: Path) -> None:
    reader = Library.open(project)
    hits = reader.hits("*")
    first = next(hits).id
    for number in range(4):
        add(project, f"n{number}.txt")
        library.update()
    assert len({first, *(hit.id for hit in hits)}) == 4
    assert reader.search("lighthouse").total == 4


@pytest.mark.slow
def test_a_reader_that_meets_a_vanished_generation_opens_the_next(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Library.open(project)
    current = IndexFolder.current
    passed = []

    def slow(folder: IndexFolder) -> object:
        if not passed:
            passed.append(True)
            for number in range(3):
                add(project, f"n{number}.txt")
                library.update()
            raise IndexDamaged("generation 000001: No such file or directory")
        return current(folder)

    with monkeypatch.context() as patched:
        patched.setattr(reader._folder, "current", lambda: slow(reader._folder), raising=False)
        assert reader.search("lighthouse").total == 3


def test_a_draft_goes_though_threads_of_its_engine_still_write_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / "000002.draft"
    (draft / "tantivy").mkdir(parents=True)
    (draft / "tantivy" / "meta.json").touch()
    late = [f"{number:032x}.store" for number in range(5)]
    scandir = os.scandir

    def written_meanwhile(folder: Path) -> Iterator[os.DirEntry[str]]:
        entries = list(scandir(folder))
        if Path(folder).name == "tantivy" and late:
            (draft / "tantivy" / late.pop()).touch()
        return iter(entries)

    monkeypatch.setattr(os, "scandir", written_meanwhile)
    remove(draft)
    assert not late
    assert not draft.exists()


def test_what_is_not_of_our_making_keeps_a_draft(tmp_path: Path) -> None:
    draft = tmp_path / "000002.draft"
    (draft / "tantivy").mkdir(parents=True)
    # Earlier versions kept stems in `lexicon.json`.
    for name in ("tantivy/notes.txt", "tantivy/meta.json", "run.json", "lexicon.json"):
        (draft / name).touch()
    remove(draft)
    assert [path.name for path in draft.rglob("*")] == ["tantivy", "notes.txt"]


def test_no_two_drafts_of_one_process_have_the_same_path(library: Library, project: Path) -> None:
    folder = IndexFolder(project / "index")
    with folder.locked():
        first = folder.begin("whoosh", None)
        remove(first.folder)
        assert folder.begin("whoosh", None).folder != first.folder
