"""A project whose index is on servers: from other machines, in parts, rebuilt."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import ARTICLES, FISH, HARBOUR, write_corpus
from servers import ids, project, update

from searchkit import Library
from searchkit.cli import main
from searchkit.engines.address import Address
from searchkit.engines.opensearch import engine
from searchkit.engines.opensearch.bulk import Bulk
from searchkit.errors import IndexMissing, SettingsError
from searchkit.indexer import indexing_run as indexing
from searchkit.indexer.read_ahead import ReadAhead
from searchkit.web import create_app


@pytest.mark.slow
def test_a_machine_that_knows_only_the_address_searches_shows_and_serves(
    tmp_path: Path,
    address: Address,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    update(write_corpus(project(tmp_path / "one", address)))
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.chdir(other)
    monkeypatch.setenv("SEARCHKIT_OPENSEARCH_URL", address.urls[0])
    monkeypatch.setenv("SEARCHKIT_OPENSEARCH_INDEX", address.index)
    assert main(["query", "harbour", "strike", "--paths"]) == 0
    assert "harbour.md" in capsys.readouterr().out
    assert main(["show", "old/fish.txt"]) == 0
    assert "Quotas for Cod Fall Again" in capsys.readouterr().out
    assert main(["status"]) == 0
    assert "articles    4" in capsys.readouterr().out
    with Library.open() as library:
        page = create_app(library).test_client().get("/?q=cod")
        assert page.status_code == 200
        assert "Fishermen may land" in page.text
    assert list(other.iterdir()) == []


@pytest.mark.slow
def test_an_update_follows_the_corpus_and_reads_only_what_changed(
    tmp_path: Path, address: Address
) -> None:
    home = write_corpus(project(tmp_path, address))
    for path in (home / "corpus").rglob("*.*"):
        os.utime(path, ns=(1, 1))
    assert update(home) == (4, 0, 0)
    (home / "corpus" / "monitor.txt").unlink()
    (home / "corpus" / "new.txt").write_text("A new quay\n\nIt opens in May, the port says.\n")
    # With the size and time that it had, it is not read again.
    path = home / "corpus" / "harbour.md"
    path.write_text(HARBOUR.replace("Dock", "Port"))
    os.utime(path, ns=(1, 1))
    assert update(home) == (1, 1, 0)
    assert ids(home) == {"harbour.md", "rewrite.txt", "old/fish.txt", "new.txt"}
    with Library.open(home) as library:
        assert library.search('"dock workers"').total == 2
        library.update(verify=True)
        assert library.search('"dock workers"').total == 1
        assert library.update().changes == 0


def test_a_dry_run_writes_nothing_to_the_servers(tmp_path: Path, address: Address) -> None:
    home = write_corpus(project(tmp_path, address))
    assert update(home, dry=True) == (4, 0, 0)
    with Library.open(home) as library, pytest.raises(IndexMissing):
        library.search("harbour")


@pytest.mark.slow
def test_readers_see_the_old_index_until_a_rebuild_has_ended(
    tmp_path: Path, address: Address
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    (home / "corpus" / "old" / "fish.txt").write_text(FISH.replace("cod", "herring"))
    with Library.open(home) as reader, Library.open(home) as writer:
        seen = []
        writer.rebuild(progress=lambda *_: seen.append(reader.search("herring").total))
        assert set(seen) == {0}
        assert reader.search("herring").total == 1


@pytest.mark.slow
def test_a_rebuild_that_fails_leaves_the_index_as_it_was_and_nothing_beside_it(
    tmp_path: Path, address: Address
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with Library.open(home) as library:
        before = library.revision
        with pytest.raises(KeyboardInterrupt):
            library.rebuild(progress=interrupt)
        assert library.revision == before
        assert library.rebuild().added == 4
        assert library.status().generation == 2


@pytest.mark.slow
def test_folders_that_are_parts_of_one_index_leave_each_other_alone(
    tmp_path: Path, address: Address
) -> None:
    east = write_corpus(project(tmp_path / "east", address, part="east"), {"a.txt": FISH})
    west = write_corpus(project(tmp_path / "west", address, part="west"), {"b.txt": HARBOUR})
    assert (update(east), update(west)) == ((1, 0, 0), (1, 0, 0))
    assert ids(east) == ids(west) == {"east:a.txt", "west:b.txt"}
    (west / "corpus" / "b.txt").rename(west / "corpus" / "c.txt")
    update(west)
    with Library.open(east) as library:
        assert library.rebuild().added == 1
        assert library.check(deep=True).differing == ()
    assert ids(west) == {"east:a.txt", "west:c.txt"}
    assert update(west) == (0, 0, 0)


@pytest.mark.slow
def test_another_folder_does_not_take_the_place_of_a_part_unasked(
    tmp_path: Path, address: Address
) -> None:
    one = write_corpus(project(tmp_path / "one", address))
    other = write_corpus(project(tmp_path / "other", address), {"new.txt": FISH})
    update(one)
    with pytest.raises(SettingsError, match="name a part"):
        update(other)
    with Library.open(other) as library, pytest.raises(SettingsError, match="name a part"):
        library.rebuild()
    assert ids(one) == set(ARTICLES)
    update(other, allow_shrink=True)
    assert ids(other) == {"new.txt"}


def test_an_engine_of_a_disk_cannot_be_asked_for_where_the_index_is_on_servers(
    tmp_path: Path, address: Address
) -> None:
    home = write_corpus(project(tmp_path / "remote", address))
    with Library.open(home) as library:
        with pytest.raises(SettingsError, match="must be known to every command"):
            library.rebuild(engine="tantivy")
        assert library.rebuild(engine="opensearch").added == 4
    local = write_corpus(tmp_path / "local")
    with Library.open(local) as library, pytest.raises(SettingsError, match="url of a server"):
        library.rebuild(engine="opensearch")


@pytest.mark.slow
@pytest.mark.parametrize("again", [False, True])
def test_index_memory_bounds_what_a_run_reads_ahead_and_what_it_has_on_the_way(
    tmp_path: Path, address: Address, monkeypatch: pytest.MonkeyPatch, again: bool
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    with (home / "searchkit.toml").open("a") as settings:
        settings.write("index_memory = 300000000\n")
    bounds = []

    class Bounded(Bulk):
        def __init__(self, *arguments: Any) -> None:
            bounds.append(arguments[-1])
            super().__init__(*arguments)

    def ahead(*arguments: Any) -> Iterator[Any]:
        bounds.append(arguments[-1] * indexing._PART_AHEAD)
        return read_ahead(*arguments)

    read_ahead = ReadAhead.ahead
    monkeypatch.setattr(ReadAhead, "ahead", ahead)
    monkeypatch.setattr(engine, "Bulk", Bounded)
    (home / "corpus" / "new.txt").write_text(FISH)
    with Library.open(home) as library:
        (library.rebuild if again else library.update)()
    assert bounds == [300_000_000] * 2
