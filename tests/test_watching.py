"""An index that follows its folder: what is read, what is believed, and what it costs."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from states import rebuilt, state

from searchkit import Library, watching
from searchkit.corpus import Corpus
from searchkit.errors import CorpusMissing, CorpusShrunk, SettingsError
from searchkit.indexer import generation_builder


def ids(library: Library, query: str = "*") -> set[str]:
    return {hit.id for hit in library.search(query, limit=100).hits}


@pytest.mark.slow
def test_a_renamed_file_is_moved_and_not_read_again(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "corpus" / "new").mkdir()
    (project / "corpus" / "harbour.md").rename(project / "corpus" / "new" / "port.md")

    def parses(*_: object) -> None:
        raise AssertionError("it was parsed")

    with monkeypatch.context() as patched:
        patched.setattr(Corpus, "entries", parses)
        report = library.update()
    assert (report.moved, report.added, report.changed, report.removed) == (1, 0, 0, 0)
    assert report.unchanged == 3
    assert ids(library, '"useless cargo"') == {"new/port.md"}
    assert ids(library, "path:port") == {"new/port.md"}
    assert state(project) == rebuilt(project)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "content"),
    [
        pytest.param("plain.txt", "story.txt", "\N{BULLET}\n\nword", id="title-from-the-name"),
        pytest.param("a.txt", "a.md", "---\ntitle: T\n---\nword here", id="another-reader"),
        pytest.param("a.jsonl", "b.jsonl", '{"text": "word"}\n{"text": "two"}\n', id="records"),
        pytest.param("a.jsonl", "b.jsonl", '{"text": "word"}\n{"text"\n', id="a-broken-record"),
        pytest.param("a#b.txt", "c.txt", "Title\n\nword here", id="a-name-like-a-record"),
    ],
)
def test_a_moved_article_is_as_a_rebuild_would_have_it(
    library: Library, project: Path, old: str, new: str, content: str
) -> None:
    corpus = project / "corpus"
    (corpus / old).write_text(content)
    library.update()
    (corpus / old).rename(corpus / new)
    report = library.update()
    assert report.moved >= 1
    assert (report.added, report.removed) == (0, 0)
    assert [one.path for one in report.failed] == [one.path for one in library.rebuild().failed]
    assert state(project) == rebuilt(project)


@pytest.mark.slow
def test_a_file_moved_away_from_its_correction_or_with_it_ends_as_a_rebuild_has_it(
    library: Library, project: Path
) -> None:
    corpus = project / "corpus"
    library.edit("harbour.md", {"date": "2001"})
    library.update()
    (corpus / "harbour.md").rename(corpus / "port.md")
    library.update()
    assert state(project) == rebuilt(project)
    assert ids(library, "date:2001") == set()
    (corpus / "harbour.md.meta.toml").rename(corpus / "port.md.meta.toml")
    library.update()
    (corpus / "port.md").rename(corpus / "pier.md")
    (corpus / "port.md.meta.toml").rename(corpus / "pier.md.meta.toml")
    assert library.update().moved == 1
    assert ids(library, "date:2001") == {"pier.md"}
    assert state(project) == rebuilt(project)


@pytest.mark.slow
def test_two_files_that_change_places_are_changed_and_a_copy_is_added(
    library: Library, project: Path
) -> None:
    corpus = project / "corpus"
    (corpus / "harbour.md").rename(corpus / "swap")
    (corpus / "rewrite.txt").rename(corpus / "harbour.md")
    (corpus / "swap").rename(corpus / "rewrite.txt")
    (corpus / "copy.txt").write_bytes((corpus / "monitor.txt").read_bytes())
    report = library.update()
    assert (report.moved, report.changed, report.added, report.removed) == (0, 2, 1, 0)
    assert state(project) == rebuilt(project)


def test_renaming_every_file_is_no_loss(library: Library, project: Path) -> None:
    (project / "corpus").rename(project / "moved")
    (project / "corpus").mkdir()
    (project / "moved").rename(project / "corpus" / "moved")
    report = library.update()
    assert (report.moved, report.removed) == (4, 0)
    assert len(ids(library)) == 4


def test_a_corpus_that_lost_most_articles_stops_a_rebuild_too(
    library: Library, project: Path
) -> None:
    for name in ("rewrite.txt", "monitor.txt", "harbour.md"):
        (project / "corpus" / name).unlink()
    with pytest.raises(CorpusShrunk, match="3 of 4"):
        library.rebuild()
    assert len(ids(library)) == 4
    library.rebuild(allow_shrink=True)
    assert ids(library) == {"old/fish.txt"}


def test_a_damaged_index_is_not_rebuilt_from_a_corpus_that_lost_most_articles(
    library: Library, project: Path
) -> None:
    library.close()
    engine_file = max(
        (project / "index" / "000001").rglob("*.*"), key=lambda one: one.stat().st_size
    )
    engine_file.write_bytes(b"junk")
    for name in ("rewrite.txt", "monitor.txt", "harbour.md"):
        (project / "corpus" / name).unlink()
    with pytest.raises(CorpusShrunk, match="3 of 4"):
        library.rebuild()
    library.rebuild(allow_shrink=True)
    assert ids(library) == {"old/fish.txt"}


def test_what_cannot_be_read_at_a_rebuild_stays_as_it_was_and_says_so(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "corpus" / "harbour.md").write_bytes(b"")
    entries = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("old"):
            raise PermissionError(13, "Permission denied")
        return entries(path)

    monkeypatch.setattr("searchkit.corpus.files.os.scandir", scandir)
    report = library.rebuild()
    assert {one.path: one.reason for one in report.failed} == {
        "harbour.md": "no text",
        "old": "permission denied",
    }
    assert (report.added, report.unchanged) == (2, 2)
    stale = {hit.id: hit.stale for hit in library.search("*").hits}
    assert stale == {
        "harbour.md": True,
        "old/fish.txt": True,
        "monitor.txt": False,
        "rewrite.txt": False,
    }
    monkeypatch.undo()
    assert library.update().unchanged == 4


@pytest.mark.slow
def test_a_large_update_commits_in_batches_and_a_killed_one_goes_on_there(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation_builder, "BATCH", 3)
    for number in range(8):
        (project / "corpus" / f"n{number}.txt").write_text(f"News {number}\n\nLighthouse.")
    rows = "".join(f'{{"text": "Row {number}, lighthouse."}}\n' for number in range(5))
    (project / "corpus" / "m.jsonl").write_text(rows)

    def killed(done: int, total: int, failed: int) -> None:
        if done == 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.update(progress=killed)
    # A file is never split, and what was not committed is not there.
    assert ids(library, "lighthouse") == {
        *(f"m.jsonl#{number}" for number in range(1, 6)), "n0.txt", "n1.txt", "n2.txt",
    }  # fmt: skip
    report = library.update()
    assert (report.added, report.unchanged) == (5, 12)
    assert state(project) == rebuilt(project)


@pytest.mark.slow
def test_an_update_of_many_commits_outlives_the_generation_that_it_began_with(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation_builder, "BATCH", 2)
    for number in range(10):
        (project / "corpus" / f"a{number}.txt").write_text(f"News {number}\n\nLighthouse.")
    # The last of the files is one that was there before, and its articles are those of the index.
    (project / "corpus" / "harbour.md").rename(project / "corpus" / "zz.md")
    report = library.update()
    assert (report.added, report.moved, report.unchanged) == (10, 1, 3)
    assert ids(library, '"useless cargo"') == {"zz.md"}
    assert library.status().updated != ""
    assert state(project) == rebuilt(project)


def test_a_rebuild_is_one_commit_whatever_its_size(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generation_builder, "BATCH", 1)
    before = library.status().generation
    seen = []
    library.rebuild(progress=lambda *_: seen.append(Library.open(project).status().generation))
    assert set(seen) == {before}
    assert library.status().generation == before + 1


def test_a_dry_run_needs_no_folder_that_can_be_written(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "corpus" / "harbour.md").rename(project / "corpus" / "port.md")

    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    before = {path: path.stat().st_mtime_ns for path in (project / "index").rglob("*")}
    for name in ("mkdir", "write_text", "rename", "replace", "unlink", "hardlink_to", "touch"):
        monkeypatch.setattr(Path, name, refuses)
    report = library.update(dry=True)
    assert (report.moved, report.unchanged) == (1, 3)
    assert {path: path.stat().st_mtime_ns for path in (project / "index").rglob("*")} == before


def test_a_dry_run_of_a_new_project_makes_no_index(project: Path) -> None:
    assert Library.open(project).update(dry=True).added == 4
    assert not (project / "index").exists()


def test_without_a_corpus_nothing_is_made(project: Path) -> None:
    (project / "corpus").rename(project / "elsewhere")
    for write in (Library.open(project).update, Library.open(project).rebuild):
        with pytest.raises(CorpusMissing):
            write()
    assert not (project / "index").exists()


IGNORE = """\
# drafts are not news
drafts/
*.txt
!monitor.txt
/harbour.md
"""


@pytest.mark.slow
def test_what_the_ignore_file_covers_is_left_out_and_taken_out(
    library: Library, project: Path
) -> None:
    corpus = project / "corpus"
    (corpus / "drafts").mkdir()
    (corpus / "drafts" / "idea.md").write_text("Idea\n\nA draft.")
    (corpus / "old" / "harbour.md").write_text("Old\n\nAnother harbour.")
    (corpus / "link.md").symlink_to("drafts/idea.md")
    (corpus / ".searchkitignore").write_text(IGNORE)
    report = library.update(allow_shrink=True)
    assert ids(library) == {"monitor.txt", "old/harbour.md"}
    assert report.removed == 3
    assert [(one.path, one.reason) for one in report.failed] == [
        ("link.md", "symbolic link to a file that is left out")
    ]
    assert state(project) == rebuilt(project)
    (corpus / ".searchkitignore").unlink()
    (corpus / "link.md").unlink()
    assert library.update().added == 4


@pytest.mark.parametrize("content", ["!\n", None], ids=["no-pattern", "folder"])
def test_an_ignore_file_that_cannot_be_understood_stops_the_run(
    library: Library, project: Path, content: str | None
) -> None:
    ignore = project / "corpus" / ".searchkitignore"
    ignore.mkdir() if content is None else ignore.write_text(content)
    with pytest.raises(SettingsError, match="searchkitignore"):
        library.update()
    assert len(ids(library)) == 4


def test_a_file_that_grows_is_waited_for_until_it_has_stopped(tmp_path: Path) -> None:
    path = tmp_path / "slow.txt"
    path.touch()
    parts = [*(f"Part {number}\n\n" for number in range(8)), "lastword"]

    class Growing(threading.Event):
        """Lets the file grow while it is waited for."""

        def wait(self, timeout: float | None = None) -> bool:
            assert timeout == watching.QUIET
            if parts:
                with path.open("a") as file:
                    file.write(parts.pop(0))
            return False

    watching._wait_until_written([str(path), str(tmp_path / "gone.txt")], Growing())
    assert path.read_text().endswith("lastword")


def test_a_file_that_grows_without_end_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "endless.txt"
    path.touch()
    now = 0.0

    class Growing(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            nonlocal now
            now += timeout or 0.0
            with path.open("a") as file:
                file.write("more")
            return False

    monkeypatch.setattr(watching, "time", SimpleNamespace(monotonic=lambda: now))
    watching._wait_until_written([str(path)], Growing())
    assert now == watching.PATIENCE
