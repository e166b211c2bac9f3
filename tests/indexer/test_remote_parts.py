"""Several folders in one index, and several machines at one folder: nothing is lost unsaid."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from proxy import Answer, Proxy, Request, changed, proxy_to
from samples import FISH, HARBOUR, write_corpus
from servers import ask, ids, project, update, url

from searchkit import Library
from searchkit.cli import main
from searchkit.engines.address import Address
from searchkit.engines.opensearch import OpenSearchEngine, bulk
from searchkit.engines.opensearch.layout import STATE
from searchkit.errors import (
    CorpusMissing,
    IndexOutdated,
    IndexOvertaken,
    IndexUnusable,
    SettingsError,
)
from searchkit.web import create_app

pytestmark = pytest.mark.slow

SAME = {"index.html": FISH, "a.txt": FISH}


def parted(tmp_path: Path, address: Address, *parts: str) -> list[Path]:
    """A project for each part, with files of the same names."""
    homes = []
    for part in parts:
        home = project(tmp_path / (part or "none"), address, **({"part": part} if part else {}))
        homes.append(write_corpus(home, {"a.txt": f"{part} {FISH}", "b.txt": f"{part} {HARBOUR}"}))
    return homes


def records(home: Path, number: int, word: str) -> None:
    rows = ({"id": f"r{one}", "title": f"{word} {one}", "text": FISH} for one in range(number))
    (home / "corpus" / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_two_folders_may_have_files_of_the_same_name(tmp_path: Path, address: Address) -> None:
    east, west = parted(tmp_path, address, "east", "west")
    assert (update(east), update(west)) == ((2, 0, 0), (2, 0, 0))
    assert ids(east) == {"east:a.txt", "east:b.txt", "west:a.txt", "west:b.txt"}
    for home in (east, west, east):
        with Library.open(home) as library:
            assert library.rebuild().failed == ()
            assert library.check(deep=True).differing == ()
            assert library.check(deep=True).damaged == ()
        assert len(ids(east)) == 4
    assert (update(east), update(west)) == ((0, 0, 0), (0, 0, 0))


def test_an_index_without_parts_and_one_with_a_part_share_it(
    tmp_path: Path, address: Address
) -> None:
    none, east = parted(tmp_path, address, "", "east")
    update(none)
    update(east)
    assert ids(none) == {"a.txt", "b.txt", "east:a.txt", "east:b.txt"}
    (none / "corpus" / "a.txt").unlink()
    assert update(none) == (0, 1, 0)
    assert ids(none) == {"b.txt", "east:a.txt", "east:b.txt"}


def test_a_file_that_is_named_as_an_article_of_a_part_is_shown_is_refused_and_told(
    tmp_path: Path, address: Address
) -> None:
    none, east = parted(tmp_path, address, "", "east")
    update(east)
    (none / "corpus" / "east:a.txt").write_text(HARBOUR)
    for again in (False, True):
        with Library.open(none) as library:
            report = library.rebuild() if again else library.update()
        failed = [one.path for one in report.failed]
        assert failed == (["east:a.txt"] if not again else failed)
        assert len(failed) == 1
    with Library.open(none) as library:
        assert library.status().articles == 4
        assert "east" in library.article("east:a.txt").article.title


def test_what_a_part_shows_is_opened_marked_and_corrected_by_that(
    tmp_path: Path, address: Address, capsys: pytest.CaptureFixture[str]
) -> None:
    east, west = parted(tmp_path, address, "east", "west")
    update(east)
    update(west)
    with Library.open(east) as library:
        for article_id in ("east:a.txt", "west:a.txt"):
            part = article_id.partition(":")[0]
            article = library.article(article_id, "cod").article
            assert article.id == article_id
            assert article.body.startswith(part) or part in article.title
            assert library.similar(article_id)
            page = create_app(library).test_client().get(f"/article/{article_id}")
            assert page.status_code == 200
        # As its own folder names it.
        assert library.article("a.txt").article.id == "east:a.txt"
        page = create_app(library).test_client().get("/?q=cod").text
        assert "/article/east%3Aa.txt" in page or "/article/east:a.txt" in page
        assert library.compare("east:a.txt", "west:a.txt")
        library.edit("east:a.txt", {"source": "The Eastern"})
        library.edit("a.txt", {"agency": "EA"})
        with pytest.raises(CorpusMissing):
            library.edit("west:a.txt", {"source": "The Eastern"})
        library.update()
        assert library.article("east:a.txt").article.source == "The Eastern"
        assert library.article("east:a.txt").article.agency == "EA"
        assert library.article("west:a.txt").article.source != "The Eastern"
    capsys.readouterr()
    assert main(["--home", str(east), "query", "cod", "--paths"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert sorted(listed) == [
        str(east / "corpus" / "a.txt"),
        str(east / "corpus" / "west:a.txt"),
    ]


def test_what_failed_in_a_part_is_told_with_the_part(tmp_path: Path, address: Address) -> None:
    east, west = parted(tmp_path, address, "east", "west")
    for home in (east, west):
        update(home)
    (east / "corpus" / "a.txt").write_bytes(b"")
    assert update(east)[2] == 1
    with Library.open(west) as library:
        assert [one.path for one in library.status().failed] == ["east:a.txt"]
        stale = {hit.article.id: hit.stale for hit in library.hits("cod")}
        assert stale == {"east:a.txt": True, "west:a.txt": False}


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    start = threading.Barrier(len(calls))

    def call(one: Callable[[], Any]) -> Any:
        start.wait()
        return one()

    with ThreadPoolExecutor(len(calls)) as threads:
        return [one.result() for one in [threads.submit(call, one) for one in calls]]


@pytest.mark.parametrize("there", [False, True])
def test_parts_that_are_indexed_at_once_lose_nothing(
    tmp_path: Path, address: Address, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    monkeypatch.setattr(bulk, "MAX_CHANGES", 6)
    homes = parted(tmp_path, address, "east", "west", "north")
    if there:
        update(homes[0])
    for home in homes:
        records(home, 60, home.name)
    reports = at_once(*(lambda home=home: update(home) for home in homes))
    assert all(failed == 0 for _, _, failed in reports)
    expected = {f"{home.name}:r.jsonl#r{one}" for home in homes for one in range(60)}
    expected |= {f"{home.name}:{one}.txt" for home in homes for one in "ab"}
    assert ids(homes[0]) == expected
    for home in homes:
        assert update(home) == (0, 0, 0)
        with Library.open(home) as library:
            assert library.check(deep=True).differing == ()


def test_a_rebuild_during_which_another_part_changed_does_not_take_its_place(
    tmp_path: Path, address: Address
) -> None:
    east, west = parted(tmp_path, address, "east", "west")
    update(east)
    update(west)
    records(west, 3, "later")

    def indexed(*_: int) -> None:
        update(west)

    with Library.open(east) as library, pytest.raises(IndexOvertaken, match="another machine"):
        library.rebuild(progress=indexed)
    assert {f"west:r.jsonl#r{one}" for one in range(3)} < ids(east)
    with Library.open(east) as library:
        assert library.status().generation == 1
        assert library.rebuild().added == 2
    assert {f"west:r.jsonl#r{one}" for one in range(3)} < ids(east)


def test_of_two_rebuilds_of_a_part_the_one_that_began_last_stays(
    tmp_path: Path, address: Address
) -> None:
    (home,) = parted(tmp_path, address, "east")
    update(home)
    other = project(tmp_path / "other", address, part="east")
    write_corpus(other, {"a.txt": FISH, "b.txt": HARBOUR, "c.txt": HARBOUR})

    def meanwhile(*_: int) -> None:
        with Library.open(other) as library:
            library.rebuild(allow_shrink=True)

    with Library.open(home) as library, pytest.raises(IndexUnusable):
        library.rebuild(progress=meanwhile)
    assert ids(home) == {f"east:{one}.txt" for one in "abc"}


def test_a_first_index_that_another_part_swept_away_is_overtaken(
    tmp_path: Path, address: Address
) -> None:
    east, west = parted(tmp_path, address, "east", "west")
    records(east, 3, "east")
    swept = []
    note = OpenSearchEngine.note

    def noted(engine: OpenSearchEngine, runs: Any) -> None:
        # All of it is written, and the record of the run is not.
        if not swept:
            swept.append(engine.index)
            update(west)
        note(engine, runs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(OpenSearchEngine, "note", noted)
        assert update(east)[0] == 5
    assert swept == [f"{address.index}-000001"]
    assert {f"east:r.jsonl#r{number}" for number in range(3)} < ids(west)


def during_the_first_changes(proxy: Proxy, call: Callable[[], Any]) -> None:
    """Have something happen after the corpus was compared, and before anything is written."""

    def fault(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        if "_bulk" in request.path:
            proxy.fault = lambda _, forwarded: forwarded()
            call()
        return forwarded()

    proxy.fault = fault


def test_two_machines_at_the_same_part_overwrite_nothing_of_each_other(
    tmp_path: Path, address: Address, proxy: Proxy
) -> None:
    far = replace(address, urls=(proxy.url,))
    one = write_corpus(project(tmp_path / "one", far), {"a.txt": FISH, "b.txt": FISH})
    two = write_corpus(project(tmp_path / "two", address), {"a.txt": FISH, "b.txt": FISH})
    update(one)
    (one / "corpus" / "a.txt").write_text(FISH + "one")
    (one / "corpus" / "new.txt").write_text(FISH + "one")
    (one / "corpus" / "same.txt").write_text(FISH)
    (one / "corpus" / "b.txt").unlink()
    for name in ("a.txt", "b.txt", "new.txt"):
        (two / "corpus" / name).write_text(FISH + "two")
    (two / "corpus" / "same.txt").write_text(FISH)
    during_the_first_changes(proxy, lambda: update(two, allow_shrink=True))
    with Library.open(one) as library:
        report = library.update(allow_shrink=True)
        assert sorted(failure.path for failure in report.failed) == ["a.txt", "b.txt", "new.txt"]
        assert all("meanwhile" in failure.reason for failure in report.failed)
        for name in ("a.txt", "b.txt", "new.txt"):
            assert library.article(name).article.body.endswith("two")
    # The next run compares again, and this machine's corpus counts.
    assert update(one, allow_shrink=True) == (0, 1, 0)
    with Library.open(one) as library:
        assert library.check(deep=True).differing == ()


@pytest.mark.parametrize("answer", [None, 502, 503])
def test_changes_whose_answer_was_lost_are_not_taken_for_those_of_others(
    tmp_path: Path,
    address: Address,
    proxy: Proxy,
    monkeypatch: pytest.MonkeyPatch,
    answer: int | None,
) -> None:
    monkeypatch.setattr(bulk, "_FIRST_PAUSE", 0.001)
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    (home / "corpus" / "new.txt").write_text(FISH)
    (home / "corpus" / "harbour.md").write_text(HARBOUR + "more")
    (home / "corpus" / "rewrite.txt").unlink()
    lost = []

    def lose(request: Request, forwarded: Callable[[], Answer]) -> Answer | None:
        found = forwarded()
        if "_bulk" in request.path and not lost:
            lost.append(found)
            return None if answer is None else Answer(answer, b"")
        return found

    proxy.fault = lose
    with Library.open(home) as library:
        report = library.update()
    assert lost
    assert (report.added, report.changed, report.removed, report.failed) == (1, 1, 1, ())
    with Library.open(home) as library:
        assert library.check(deep=True).differing == ()


def test_a_change_that_the_server_says_others_forestalled_is_told(
    tmp_path: Path, address: Address, capsys: pytest.CaptureFixture[str]
) -> None:
    with proxy_to(url()) as proxy:
        home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
        update(home)
        (home / "corpus" / "harbour.md").write_text(HARBOUR + "more")

        def forestalled(request: Request, forwarded: Callable[[], Answer]) -> Answer:
            if "_bulk" not in request.path:
                return forwarded()
            error = {"type": "version_conflict_engine_exception", "reason": "required seqNo [3]"}
            item = {"index": {"_id": "x", "status": 409, "error": error}}
            return Answer(200, json.dumps({"errors": True, "items": [item]}).encode())

        proxy.fault = forestalled
        assert main(["--home", str(home), "index"]) == 3
        assert "harbour.md: another machine or part" in capsys.readouterr().err
        proxy.fault = lambda request, forwarded: changed(forwarded(), lambda _: None)
        assert main(["--home", str(home), "index"]) == 0


@pytest.mark.parametrize("field", ["analysis", "schema"])
def test_an_index_of_an_earlier_version_is_refused_and_parts_are_given_up_only_if_asked_for(
    tmp_path: Path, address: Address, field: str
) -> None:
    east, west = parted(tmp_path, address, "east", "west")
    update(east)
    update(west)
    make_earlier(address, field)
    for home in (east, west):
        with Library.open(home) as library:
            for ask in (library.status, library.update, library.check, partial(library.search, "")):
                with pytest.raises(IndexOutdated, match="searchkit rebuild"):
                    ask()
    with Library.open(east) as library:
        with pytest.raises(SettingsError, match=r"other folders .*/west/corpus.*--allow-shrink"):
            library.rebuild()
        assert library.rebuild(allow_shrink=True).added == 2
    assert ids(east) == {"east:a.txt", "east:b.txt"}
    assert update(west) == (2, 0, 0)
    assert len(ids(east)) == 4


def test_another_folder_does_not_take_the_place_of_one_of_an_earlier_version_unasked(
    tmp_path: Path, address: Address
) -> None:
    one = write_corpus(project(tmp_path / "one", address))
    other = write_corpus(project(tmp_path / "other", address), {"new.txt": FISH})
    update(one)
    make_earlier(address, "analysis")
    with Library.open(other) as library, pytest.raises(SettingsError, match="name a part"):
        library.rebuild()
    with Library.open(one) as library:
        library.rebuild()
    assert "new.txt" not in ids(one)


def make_earlier(address: Address, field: str) -> None:
    """Let an index be of another version, which keeps more, and tells stories in its way."""
    document = f"/{address.index}-000001/_doc/state"
    kept = ask("GET", document)["_source"]
    kept[STATE] |= {field: "earlier", "more": [1], "stories": {"of": "another kind"}}
    ask("PUT", f"{document}?refresh=true", kept)
