"""`check`: every damage is found, and nothing that is sound is called damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from torture.corruption import corruptions, run

from searchkit import Library
from searchkit.errors import IndexDamaged, IndexMissing
from searchkit.index.folder import IndexFolder


@pytest.mark.slow
def test_a_sound_index_has_no_finding_through_all_that_writes(
    library: Library, project: Path
) -> None:
    assert run(project, ["check", "--deep"])[0] == 0
    (project / "corpus" / "harbour.md").rename(project / "corpus" / "port.md")
    (project / "corpus" / "monitor.txt").unlink()
    (project / "corpus" / "old" / "fish.txt").write_text("")
    (project / "corpus" / "rows.jsonl").write_text('{"text": "Row one."}\n{"text": "Row two."}\n')
    library.update()
    report = library.check(deep=True)
    assert (report.damaged, report.differing, report.articles) == ((), (), 5)
    library.rebuild()
    report = library.check(deep=True)
    assert (report.damaged, report.differing, report.articles) == ((), (), 5)
    assert report.size == library.status().size


def test_a_deep_check_tells_what_changed_in_the_corpus(library: Library, project: Path) -> None:
    (project / "corpus" / "harbour.md").write_text("Other\n\nText.")
    (project / "corpus" / "monitor.txt").unlink()
    (project / "corpus" / "new.txt").write_text("New\n\nText.")
    status, out, err = run(project, ["check", "--deep"])
    assert status == 1
    assert out.splitlines()[:-1] == [
        "harbour.md: changed since it was indexed",
        "new.txt: not in the index",
        "monitor.txt: not in the corpus any more",
    ]
    assert "searchkit index" in err


def test_a_deep_check_finds_an_article_that_is_not_what_its_file_gives(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from searchkit.corpus import metadata

    def another(*arguments: object, **options: object) -> object:
        from dataclasses import replace

        return replace(made(*arguments, **options), source="Another")

    made = metadata.to_article
    monkeypatch.setattr(metadata, "to_article", another)
    status, out, _ = run(project, ["check", "--deep"])
    assert status == 4
    assert "harbour.md: other source in the index" in out


def test_a_check_needs_no_lock_and_writes_nothing(library: Library, project: Path) -> None:
    with IndexFolder(project / "index").locked():
        before = {path: path.stat().st_mtime_ns for path in (project / "index").rglob("*")}
        assert library.check(deep=True).damaged == ()
        assert {path: path.stat().st_mtime_ns for path in (project / "index").rglob("*")} == before


def test_a_check_without_an_index_says_so(project: Path) -> None:
    with pytest.raises(IndexMissing):
        Library.open(project).check()


def test_a_large_index_is_opened_without_being_read_whole(
    library: Library, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = IndexFolder(project / "index").current()
    path = max(generation.engine_folder.iterdir(), key=lambda one: one.stat().st_size)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamaged):
        IndexFolder(project / "index").current()
    monkeypatch.setattr("searchkit.index.generation.ALWAYS_READ", 1000)
    IndexFolder(project / "index").current()
    assert [one.reason for one in library.check().damaged] == ["its content was changed"]


@pytest.mark.slow
def test_every_random_damage_is_found_and_none_gives_a_wrong_answer(
    library: Library, project: Path
) -> None:
    os.utime(project / "corpus" / "harbour.md", (1_000_000_000, 1_000_000_000))
    (project / "corpus" / "sixth.txt").write_text("Lighthouse\n\nA keeper retires.")
    library.update()
    library.close()
    assert list(corruptions(project, 15, seed=1)) == []
