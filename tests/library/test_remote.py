"""A project whose index is on servers: from other machines, in parts, rebuilt and cut off."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from proxy import Answer, Proxy, Request, busy, changed, garbage, gone, proxy_to
from samples import ARTICLES, FISH, HARBOUR, write_corpus
from servers import new_address, url

from searchkit import Library
from searchkit.cli import main
from searchkit.engines import open_indices
from searchkit.engines.address import Address
from searchkit.engines.opensearch import bulk
from searchkit.errors import IndexMissing, IndexUnavailable, SearchkitError, SettingsError
from searchkit.library import runs
from searchkit.web import create_app


@pytest.fixture
def address() -> Iterator[Address]:
    """Where nothing is yet; what the test leaves there is removed."""
    made = new_address()
    yield made
    with closing(open_indices(made)) as indices:
        indices.remove(f"{made.index}-*")


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with proxy_to(url()) as made:
        yield made


def project(home: Path, address: Address, **more: str) -> Path:
    """A project without articles, whose index is at the address."""
    (home / "corpus").mkdir(parents=True, exist_ok=True)
    written = {"url": address.urls[0], "index": address.index, **more}
    lines = [f'{name} = "{value}"\n' for name, value in written.items()]
    (home / "searchkit.toml").write_text("".join(lines) + "replicas = 0\nsearch_seconds = 60\n")
    return home


def ids(home: Path) -> set[str]:
    with Library.open(home) as library:
        return {hit.article.id for hit in library.hits("")}


def update(home: Path, **options: bool) -> tuple[int, int, int]:
    """Articles added and removed, and files that failed."""
    with Library.open(home) as library:
        report = library.update(**options)
        return report.added, report.removed, len(report.failed)


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


def test_folders_that_are_parts_of_one_index_leave_each_other_alone(
    tmp_path: Path, address: Address
) -> None:
    east = write_corpus(project(tmp_path / "east", address, part="east"), {"a.txt": FISH})
    west = write_corpus(project(tmp_path / "west", address, part="west"), {"b.txt": HARBOUR})
    assert (update(east), update(west)) == ((1, 0, 0), (1, 0, 0))
    assert ids(east) == ids(west) == {"a.txt", "b.txt"}
    (west / "corpus" / "b.txt").rename(west / "corpus" / "c.txt")
    update(west)
    with Library.open(east) as library:
        assert library.rebuild().added == 1
        assert library.check(deep=True).differing == ()
    assert ids(west) == {"a.txt", "c.txt"}
    assert update(west) == (0, 0, 0)


def test_an_id_that_another_part_has_is_refused_and_told(tmp_path: Path, address: Address) -> None:
    east = write_corpus(project(tmp_path / "east", address, part="east"), {"a.txt": FISH})
    west = write_corpus(
        project(tmp_path / "west", address, part="west"), {"a.txt": HARBOUR, "b.txt": HARBOUR}
    )
    update(east)
    for again in (False, True):
        with Library.open(west) as library:
            report = library.rebuild() if again else library.update()
            assert [one.path for one in report.failed] == ["a.txt"]
            assert "another part" in report.failed[0].reason
            assert library.search("cod").hits[0].article.id == "a.txt"
            assert library.status().articles == 2


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


# What can go wrong on the way.


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
        assert message in page.text
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
    monkeypatch.setattr(bulk, "MOST_CHANGES", 1)
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
        if "_bulk" in request.path:
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
    monkeypatch.setattr(bulk, "MOST_CHANGES", 1)
    monkeypatch.setattr(bulk, "MOST_UNDER_WAY", 1)
    monkeypatch.setattr(bulk, "PATIENCE", 0.0)
    monkeypatch.setattr(runs, "BATCH", 10)
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
        engine = library._index.open(None).engine
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
        assert told in create_app(library).test_client().get("/?q=cod").text


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


def test_what_must_be_whole_is_refused_from_a_part_of_the_index(
    tmp_path: Path, address: Address, proxy: Proxy, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    proxy.fault = lost
    for command in (["query", "cod", "--csv"], ["index"], ["rebuild"], ["check"], ["status"]):
        assert main(["--home", str(home), *command]) == 4, command
        assert "did not answer" in capsys.readouterr().err


def test_credentials_are_sent_and_never_shown(
    tmp_path: Path,
    address: Address,
    proxy: Proxy,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home = project(tmp_path, replace(address, urls=(proxy.url,)), credentials="key")
    write_corpus(home)
    (home / "key").write_text("ada:s3cret\n")
    (home / "key").chmod(0o600)
    for command in (["index"], ["query", "cod"], ["status"], ["status", "--json"], ["check"]):
        assert main(["--home", str(home), *command]) == 0
    proxy.fault = lambda *_: Answer(401, b'{"error": "no"}')
    assert main(["--home", str(home), "query", "cod"]) == 4
    shown = capsys.readouterr()
    assert "does not let this user in" in shown.err
    assert "s3cret" not in shown.out + shown.err + repr(Library.open(home).settings)
    sent = {one.headers.get("authorization") for one in proxy.requests}
    assert sent == {"Basic YWRhOnMzY3JldA=="}


def test_a_server_without_encryption_is_no_safe_one(
    tmp_path: Path, proxy: Proxy, capsys: pytest.CaptureFixture[str]
) -> None:
    home = project(tmp_path, Address((proxy.url.replace("http:", "https:"),)))
    assert main(["--home", str(home), "query", "cod"]) == 4
    assert "no safe connection" in capsys.readouterr().err
    assert not proxy.requests


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


def test_stories_that_nobody_looks_for_on_servers_are_refused_and_not_said_to_be_none(
    tmp_path: Path, address: Address, capsys: pytest.CaptureFixture[str]
) -> None:
    home = str(write_corpus(project(tmp_path, address)))
    assert main(["--home", home, "index"]) == 0
    for command in (["stories"], ["story", "harbour.md"], ["query", "strike", "--group", "story"]):
        capsys.readouterr()
        assert main(["--home", home, *command]) == 2
        out, err = capsys.readouterr()
        assert (out, "does not tell which articles are one story" in err) == ("", True)
    with Library.open(home) as library:
        client = create_app(library).test_client()
        assert client.get("/?q=strike").status_code == 200
        for page in ("/stories", "/?q=strike&group=story"):
            response = client.get(page)
            assert response.status_code < 500
            assert "does not tell which articles are one story" in response.text
