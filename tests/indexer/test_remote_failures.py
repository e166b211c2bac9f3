"""A project whose index is on servers: what can go wrong on the way, and what comes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from proxy import Answer, Proxy, Request, busy, changed, garbage, gone, proxy_to
from samples import ARTICLES, FISH, write_corpus
from servers import ids, project, update, url
from story_texts import CUT, WIRE

from searchkit import Library
from searchkit.cli import main
from searchkit.deadline import NO_DEADLINE, Deadline
from searchkit.engines.address import Address
from searchkit.engines.opensearch import bulk, server
from searchkit.errors import IndexUnavailable, NotOffered, SearchkitError, SearchTooSlow
from searchkit.indexer import remote_writer
from searchkit.web import create_app

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        pytest.param(busy, "too busy", id="too-busy"),
        pytest.param(garbage, "never would", id="garbage"),
        pytest.param(gone, "cannot be reached", id="hangs-up"),
    ],
)
def test_a_server_in_trouble_is_told_of_clearly_and_nothing_is_lost(
    tmp_path: Path,
    address: Address,
    proxy: Proxy,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    fault: object,
    message: str,
) -> None:
    monkeypatch.setattr(bulk, "PATIENCE", 0.0)
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    with Library.open(home) as library:
        client = create_app(library).test_client()
        assert client.get("/?q=cod").status_code == 200
        sound, proxy.fault = proxy.fault, fault  # type: ignore[assignment]
        page = client.get("/?q=cod")
        assert page.status_code == 503
        # Which servers there are is for the log alone.
        assert "try again later" in page.text
        assert message in caplog.text
    (home / "corpus" / "new.txt").write_text(FISH)
    for command in (["query", "cod"], ["show", "old/fish.txt"], ["index"], ["rebuild"], ["status"]):
        assert main(["--home", str(home), *command]) == 4, command
        assert message in capsys.readouterr().err
    proxy.fault = sound
    assert ids(home) == set(ARTICLES)
    assert update(home) == (1, 0, 0)


def test_a_slow_server_is_given_up_after_the_time_that_a_search_may_take(
    tmp_path: Path, address: Address, proxy: Proxy, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    settings = home / "searchkit.toml"
    settings.write_text(settings.read_text().replace("search_seconds = 60", "search_seconds = 0.1"))
    done = threading.Event()

    def slow(request: Request, forwarded: Callable[[], Answer]) -> Answer | None:
        if "_search" in request.path:
            done.wait()
        return forwarded()

    proxy.fault = slow
    try:
        assert main(["--home", str(home), "query", "cod"]) == 4
        assert "took more than" in capsys.readouterr().err
    finally:
        done.set()


def test_a_server_that_is_not_there_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with proxy_to(url()) as stopped:
        pass
    home = write_corpus(project(tmp_path, Address((stopped.url,))))
    for command in (["query", "cod"], ["index"], ["status"], ["check"]):
        assert main(["--home", str(home), *command]) == 4
        assert "cannot be reached" in capsys.readouterr().err


def test_changes_that_a_busy_server_refuses_are_sent_again(
    tmp_path: Path, address: Address, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MAX_CHANGES", 1)
    monkeypatch.setattr(bulk, "_FIRST_PAUSE", 0.001)
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    sent = 0

    def refuse_some(item: dict[str, dict[str, object]]) -> None:
        ((action, _),) = item.items()
        error = {"type": "es_rejected_execution_exception", "reason": "queue full"}
        item[action] = {"status": 429, "error": error}

    def often_busy(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        nonlocal sent
        if not request.path.startswith(f"/{address.index}") or "_bulk" not in request.path:
            return forwarded()
        sent += 1
        if sent % 3 == 0:
            return busy(request, forwarded)
        if sent % 3 == 1:
            return changed(forwarded(), lambda body: [refuse_some(one) for one in body["items"]])
        return forwarded()

    proxy.fault = often_busy
    assert update(home) == (4, 0, 0)
    assert sent > 4
    assert ids(home) == set(ARTICLES)


def test_an_article_that_the_server_refuses_is_listed_and_costs_no_other(
    tmp_path: Path, address: Address, proxy: Proxy, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))

    def refuse_first(body: dict[str, list[dict[str, object]]]) -> None:
        error = {"type": "illegal_argument_exception", "reason": "immense term"}
        body["items"][0] = {"index": {"status": 400, "error": error}}

    def picky(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        # The articles come before what is kept of stories.
        if "_bulk" in request.path and sum("_bulk" in one.path for one in proxy.requests) == 1:
            return changed(forwarded(), refuse_first)
        return forwarded()

    proxy.fault = picky
    assert main(["--home", str(home), "index"]) == 3
    assert "harbour.md: the server refused it: immense term" in capsys.readouterr().err
    with Library.open(home) as library:
        assert [one.path for one in library.status().failed] == ["harbour.md"]


def test_an_update_that_is_cut_off_leaves_whole_articles_and_the_next_completes_it(
    tmp_path: Path, address: Address, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MAX_CHANGES", 1)
    monkeypatch.setattr(bulk, "MAX_UNDER_WAY", 1)
    monkeypatch.setattr(bulk, "PATIENCE", 0.0)
    monkeypatch.setattr(remote_writer, "BATCH", 10)
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    for number in range(6):
        (home / "corpus" / f"{number}.txt").write_text(FISH.replace("cod", f"cod {number}"))
    sent = 0

    def cut_off(request: Request, forwarded: Callable[[], Answer]) -> Answer | None:
        nonlocal sent
        sent += "_bulk" in request.path
        return forwarded() if sent <= 3 else None

    sound, proxy.fault = proxy.fault, cut_off
    with pytest.raises(IndexUnavailable):
        update(home)
    proxy.fault = sound
    with Library.open(home) as library:
        engine = library._index.open().engine
        assert not engine.atomic
        assert len(dict(engine.digests())) == 4 + 3
        engine.close()
        assert all(hit.article.body for hit in library.hits("cod"))
        assert library.update().added == 3
        assert library.check(deep=True).differing == ()
        assert library.check(deep=True).damaged == ()


def lost(request: Request, forwarded: Callable[[], Answer]) -> Answer:
    """Of three parts of the index, one does not answer."""
    if "_search" not in request.path or request.path.endswith("point_in_time"):
        return forwarded()
    return changed(
        forwarded(), lambda body: body.update(_shards={"total": 3, "successful": 2, "failed": 1})
    )


def test_an_answer_of_a_part_of_the_index_says_so_everywhere(
    tmp_path: Path, address: Address, proxy: Proxy, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    proxy.fault = lost
    told = "1 of 3 parts of the index did not answer"
    for form in ([], ["--json"], ["--count"], ["--csv", "-n", "5"]):
        assert main(["--home", str(home), "query", "cod", *form]) == 0
        assert told in capsys.readouterr().err
    with Library.open(home) as library:
        assert library.search("cod", explain=True).partial
        assert library.search("cod").to_dict()["notes"] == [told]
        assert library.search("zebra").missing == ()
        client = create_app(library).test_client()
        assert told in client.get("/?q=cod").text
        (hit, *_) = library.search("cod").hits
        assert client.get(f"/article/{hit.id}?q=cod").status_code == 200


def test_counts_of_a_part_of_the_index_say_so(
    tmp_path: Path, address: Address, proxy: Proxy, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    told = "1 of 3 parts of the index did not answer"
    with Library.open(home) as library:
        proxy.fault = lost
        table = library.counts("cod", by="year")
        assert table.partial
        assert table.notes == (told,)
        assert told in library.names().notes
        proxy.fault = lambda _, forwarded: forwarded()
        # What is told of all articles is kept, but not what a part of them told.
        assert told not in library.names().notes
    proxy.fault = lost
    assert main(["--home", str(home), "counts", "cod", "--by", "year"]) == 0
    assert told in capsys.readouterr().err


def test_a_part_of_the_index_that_has_fewer_articles_than_a_word_had_ranks_all_the_same(
    tmp_path: Path, address: Address, proxy: Proxy
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)

    def few(body: dict[str, dict[str, dict[str, int]]]) -> None:
        body["hits"]["total"]["value"] = min(1, body["hits"]["total"]["value"])

    def fewer(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        found = lost(request, forwarded)
        return changed(found, few) if "_search" in request.path else found

    with Library.open(home) as library:
        assert library.search("un* OR th*").total == 4
        proxy.fault = fewer
        assert library.search("un* OR th*").partial


def test_what_is_left_of_the_index_answers_where_its_state_is_what_is_lost(
    tmp_path: Path, address: Address, proxy: Proxy
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)

    def without_state(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        if "/_doc/" in request.path:
            return Answer(503, b'{"error": {"type": "no_shard_available"}, "status": 503}')
        return lost(request, forwarded)

    with Library.open(home) as before, Library.open(home) as after:
        assert not before.search("cod").partial
        proxy.fault = without_state
        for library in (before, after):
            assert library.search("cod").partial
            assert library.search("cod").total == 1
        with pytest.raises(IndexUnavailable):
            before.update()


def test_what_is_left_of_the_index_answers_where_what_tells_stories_is_lost(
    tmp_path: Path, address: Address, proxy: Proxy
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    write_corpus(home, {"wire.txt": f"Port Strike\n\n{WIRE}", "cut.txt": f"Docks\n\n{CUT}"})
    update(home)

    def without_stories(body: dict[str, Any]) -> None:
        for document in body["docs"]:
            if document["_id"].startswith("families"):
                document["error"] = {"type": "no_shard_available"}

    def lost_stories(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        found = forwarded()
        return changed(found, without_stories) if "_mget" in request.path else found

    with Library.open(home) as library:
        assert library.search("").counts.stories == 5
    proxy.fault = lost_stories
    told = "the part of the index that tells stories did not answer"
    with Library.open(home) as library:
        found = library.search("")
        assert (found.total, found.counts.stories, found.partial) == (6, None, True)
        assert found.notes == (told,)
        assert create_app(library).test_client().get("/?q=cod").status_code == 200
        with pytest.raises(NotOffered, match=told):
            library.stories()


def test_what_must_be_whole_is_refused_from_a_part_of_the_index(
    tmp_path: Path, address: Address, proxy: Proxy, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    proxy.fault = lost
    whole = "query cod --csv|kwic cod|terms cod|similar old/fish.txt|suggest ha|quotes|name Chatham"
    for command in (
        *whole.split("|"),
        "index",
        "rebuild",
        "check",
        "status",
        "record zebra --report",
    ):
        assert main(["--home", str(home), *command.split()]) == 4, command
        assert "did not answer" in capsys.readouterr().err


def test_no_error_of_the_client_library_escapes(
    tmp_path: Path, address: Address, proxy: Proxy
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    bodies = (b"", b"null", b"[]", b"{}", b'{"hits": 3}', b"\xff\xfe", b'"text"', b'{"docs": 1}')
    with Library.open(home) as library:
        calls = (
            lambda: library.search("cod (dock NEAR/9 (strike OR union))", facets=["source"]),
            lambda: list(library.hits("h*")),
            lambda: library.article("old/fish.txt"),
            lambda: library.suggest("har"),
            library.status,
            library.update,
            library.rebuild,
            lambda: library.check(deep=True),
        )
        for status in (200, 404, 500):
            for body in bodies:
                proxy.fault = lambda *_, status=status, body=body: Answer(status, body)
                for call in calls:
                    library.close()
                    with pytest.raises(SearchkitError):
                        call()
                # The state is read well, and what comes after is not.
                proxy.fault = lambda request, forwarded, status=status, body=body: (
                    forwarded() if "/_doc/" in request.path else Answer(status, body)
                )
                for call in calls[:-2]:
                    library.close()
                    with pytest.raises(SearchkitError):
                        call()


class Nearly(Deadline):
    """A deadline of which little is left."""

    @property
    def left(self) -> float:
        return 0.02


@pytest.mark.parametrize(
    ("deadline", "error"),
    [
        pytest.param(Nearly(10.0), SearchTooSlow, id="what-came-before-took-the-time"),
        pytest.param(Nearly(0.03), IndexUnavailable, id="it-had-the-time"),
        pytest.param(NO_DEADLINE, IndexUnavailable, id="it-had-all-the-time-in-the-world"),
    ],
)
def test_a_server_that_was_left_no_time_is_not_taken_for_dead(
    address: Address,
    proxy: Proxy,
    monkeypatch: pytest.MonkeyPatch,
    deadline: Deadline,
    error: type[SearchkitError],
) -> None:
    monkeypatch.setattr(server, "GRACE", 0.01)
    monkeypatch.setattr(server, "PATIENCE", 0.05)
    ended = threading.Event()

    def silent(*_: object) -> None:
        ended.wait(60)

    proxy.fault = silent
    with closing(server.Server(replace(address, urls=(proxy.url,)))) as asked:
        with pytest.raises(error):
            asked.search("/x/_search", {}, deadline)
        ended.set()
