"""Servers that others use too: what searchkit did not make is neither changed nor read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from proxy import Proxy, refused
from samples import ARTICLES, FISH, write_corpus
from servers import ask, clear, ids, new_address, project, update

from searchkit import Library
from searchkit.cli import main
from searchkit.engines.address import Address
from searchkit.errors import IndexOvertaken, SettingsError

Run = Callable[..., tuple[int, str, str]]

COMMANDS = (
    *(["query", "cod"], ["index"], ["rebuild"], ["check"], ["check", "--deep"], ["status"]),
    *(["show", "old/fish.txt"], ["index", "--dry-run"], ["query", "*", "--jsonl"], ["kwic", "cod"]),
)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    capsys.readouterr()

    def run_(home: Path, *arguments: str) -> tuple[int, str, str]:
        status = main(["--home", str(home), *arguments])
        return status, *capsys.readouterr()

    return run_


class Others:
    """Indices that others have on the server, all removed in the end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._made: list[tuple[str, str]] = []

    def index(self, name: str, body: Any = None) -> str:
        ask("PUT", f"/{name}", body or {})
        self._made.append(("DELETE", f"/{name}"))
        ask("PUT", f"/{name}/_doc/1?refresh=true", {"text": "cod, of others"})
        return name

    def template(self, name: str, body: Any) -> None:
        ask("PUT", f"/_index_template/{name}", body)
        self._made.append(("DELETE", f"/_index_template/{name}"))

    def clear(self) -> None:
        for method, path in reversed(self._made):
            with suppress(HTTPError):
                ask(method, path)


def seen(*names: str) -> dict[str, Any]:
    """All that there is to be seen of some indices."""
    found = {}
    for name in names:
        whole = ask("GET", f"/{name}")
        closed = any(
            one["settings"]["index"].get("verified_before_close") for one in whole.values()
        )
        count = None if closed else ask("GET", f"/{name}/_count")["count"]
        found[name] = (whole, count)
    return found


@pytest.fixture
def others(address: Address) -> Iterator[Others]:
    made = Others(address.index)
    yield made
    made.clear()


def numbered(others: Others) -> list[str]:
    return [others.index(f"{others.name}-000001")]


def hidden(others: Others) -> list[str]:
    settings = {"settings": {"index": {"hidden": True}}}
    return [others.index(f"{others.name}-000001", settings)]


def named(others: Others) -> list[str]:
    return [others.index(others.name)]


def aliased(others: Others) -> list[str]:
    return [others.index(f"wires-{others.name}", {"aliases": {others.name: {}}})]


def aliased_with_a_number(others: Others) -> list[str]:
    return [others.index(f"{others.name}-000001", {"aliases": {others.name: {}}})]


def aliased_with_a_filter(others: Others) -> list[str]:
    alias = {"filter": {"match_all": {}}, "routing": "1"}
    return [others.index(f"wires-{others.name}", {"aliases": {others.name: alias}})]


def several(others: Others) -> list[str]:
    alias = {"aliases": {others.name: {}}}
    return [others.index(f"{one}-{others.name}", alias) for one in ("first", "second")]


def closed(others: Others) -> list[str]:
    names = aliased(others)
    ask("POST", f"/{names[0]}/_close")
    return names


def registered(others: Others) -> list[str]:
    return [others.index(f"wires-{others.name}", {"aliases": {f"{others.name}.made": {}}})]


def written_to(others: Others) -> list[str]:
    alias = {"aliases": {f"{others.name}-000001.writing": {}}}
    return [others.index(f"wires-{others.name}", alias)]


FOREIGN = [
    *(numbered, hidden, named, aliased, aliased_with_a_number, aliased_with_a_filter),
    *(several, closed, registered, written_to),
]


@pytest.mark.slow
@pytest.mark.parametrize("make", FOREIGN, ids=lambda make: make.__name__)
def test_what_others_have_under_the_name_is_refused_and_stays_as_it_is(
    tmp_path: Path, address: Address, others: Others, run: Run, make: Callable[[Others], list[str]]
) -> None:
    names = make(others)
    before = seen(*names)
    home = write_corpus(project(tmp_path, address))
    for command in COMMANDS:
        status, out, err = run(home, *command)
        builds = command[0] in ("index", "rebuild") and "--dry-run" not in command
        if builds:
            assert status == 2, (command, err)
            assert "nothing was changed; choose another name" in err
        elif command != ["index", "--dry-run"]:
            assert status in (2, 4), (command, err)
        assert "of others" not in out
        assert seen(*names) == before, command
    if make not in (registered, written_to):
        assert others.name not in indices() - set(names)


def indices() -> set[str]:
    return {one["index"] for one in ask("GET", "/_cat/indices?format=json&expand_wildcards=all")}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("more", "is_read"),
    [
        pytest.param({"filter": {"match_all": {}}}, False, id="filter"),
        pytest.param({"routing": "1"}, False, id="routing"),
        pytest.param({"is_write_index": True}, False, id="write-index"),
        pytest.param({"is_hidden": True}, False, id="hidden"),
    ],
)
def test_the_own_alias_that_others_have_changed_is_refused(
    tmp_path: Path, address: Address, run: Run, more: dict[str, Any], is_read: bool
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    added = {"add": {"index": f"{address.index}-000001", "alias": address.index, **more}}
    ask("POST", "/_aliases", {"actions": [added]})
    before = seen(f"{address.index}-000001")
    for command in COMMANDS:
        status, _, err = run(home, *command)
        assert status == 2, (command, err)
        assert "is an alias with" in err
        assert seen(f"{address.index}-000001") == before


@pytest.mark.slow
def test_the_own_alias_that_others_share_is_refused(
    tmp_path: Path, address: Address, others: Others, run: Run
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    names = [*aliased(others), f"{address.index}-000001"]
    before = seen(*names)
    for command in COMMANDS:
        status, _, err = run(home, *command)
        assert status == 2, (command, err)
        assert "is an alias of several indices" in err
        assert seen(*names) == before


@pytest.mark.slow
def test_a_copy_of_the_own_index_is_none(
    tmp_path: Path, address: Address, others: Others, run: Run
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    own = f"{address.index}-000001"
    made = ask("GET", f"/{own}")[own]
    body = {
        "mappings": {**made["mappings"], "dynamic": True},
        "settings": {"similarity": made["settings"]["index"]["similarity"]},
    }
    copy = others.index(f"{address.index}-000002", body)
    before = seen(copy)
    status, _, err = run(home, "rebuild")
    assert (status, "a copy of" in err) == (2, True)
    # What answers is searched and updated all the same.
    (home / "corpus" / "new.txt").write_text(FISH)
    assert run(home, "index")[0] == run(home, "check", "--deep")[0] == 0
    assert seen(copy) == before
    # Neither is one that took the name over.
    moved = [
        {"remove": {"index": own, "alias": address.index}},
        {"add": {"index": copy, "alias": address.index}},
    ]
    ask("POST", "/_aliases", {"actions": moved})
    before = seen(copy, own)
    for command in COMMANDS:
        status, _, err = run(home, *command)
        assert (status, "a copy of" in err) == (2, True), command
        assert seen(copy, own) == before


@pytest.mark.slow
def test_an_index_of_another_name_of_searchkits_is_not_the_own(
    tmp_path: Path, address: Address, run: Run
) -> None:
    other = new_address()
    update(write_corpus(project(tmp_path / "other", other)))
    alias = {"add": {"index": f"{other.index}-000001", "alias": address.index}}
    ask("POST", "/_aliases", {"actions": [alias]})
    home = write_corpus(project(tmp_path / "home", address))
    before = seen(other.index)
    try:
        for command in COMMANDS:
            assert run(home, *command)[0] == 2, command
            assert seen(other.index) == before
    finally:
        clear(other)


@pytest.mark.slow
@pytest.mark.parametrize("number", ["{}-000001-old", "{}-0000001", "{}2-000001", "x{}-000001"])
def test_names_that_only_look_alike_are_left_alone(
    tmp_path: Path, address: Address, others: Others, run: Run, number: str
) -> None:
    name = others.index(number.format(address.index))
    before = seen(name)
    home = write_corpus(project(tmp_path, address))
    for command in (["index"], ["rebuild"], ["rebuild"], ["rebuild"], *COMMANDS):
        assert run(home, *command)[0] == 0, command
        assert seen(name) == before


@pytest.mark.slow
def test_foreign_indices_beside_the_own_outlive_every_rebuild(
    tmp_path: Path, address: Address, others: Others, run: Run
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    names = [others.index(f"{address.index}-{one}") for one in ("000009", "wires", "000003")]
    before = seen(*names)
    for command in COMMANDS:
        assert run(home, *command)[0] == 0
        assert seen(*names) == before
    # The next would have the number of one of others.
    for _ in range(2):
        assert run(home, "rebuild")[0] == 2
        assert seen(*names) == before
    assert run(home, "query", "cod")[0] == 0


@pytest.mark.parametrize(
    "made",
    [
        pytest.param({"aliases": {"all-news": {}}}, id="alias"),
        pytest.param({"mappings": {"_meta": {"searchkit": {"format": 0}}}}, id="mark"),
    ],
)
def test_what_a_template_of_others_makes_of_an_index_is_not_hidden(
    tmp_path: Path, address: Address, others: Others, run: Run, made: dict[str, Any]
) -> None:
    pattern = {"index_patterns": [f"{address.index}-*"], "priority": 900}
    others.template(address.index, {**pattern, "template": made})
    home = write_corpus(project(tmp_path, address))
    status, _, err = run(home, "index")
    if "aliases" in made:
        assert (status, "index template" in err) == (2, True)
        assert not any(one.startswith(address.index) for one in indices())
    else:
        # What is asked for goes before what a template says.
        assert status == 0


def test_a_template_that_makes_streams_of_such_names_is_told_of(
    tmp_path: Path, address: Address, others: Others, run: Run
) -> None:
    pattern = {"index_patterns": [f"{address.index}-*"], "data_stream": {}, "priority": 901}
    others.template(address.index, pattern)
    status, _, err = run(write_corpus(project(tmp_path, address)), "index")
    assert (status, "refused to create the index" in err, "template" in err) == (2, True, True)


@pytest.mark.slow
def test_a_mapping_that_may_not_be_read_stops_everything(
    tmp_path: Path, address: Address, proxy: Proxy, run: Run
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    proxy.requests.clear()
    proxy.fault = lambda request, forwarded: (
        refused(403, "security_exception", "no permissions for [indices:admin/get]")
        if request.method == "GET" and "filter_path" in request.path
        else forwarded()
    )
    for command in COMMANDS:
        status, _, err = run(home, *command)
        assert (status, "no permissions for [indices:admin/get]" in err) == (4, True)
    assert {one.method for one in proxy.requests} == {"GET"}


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_on_servers_a_search_builds_nothing_and_says_what_does(
    tmp_path: Path, address: Address, run: Run, command: list[str]
) -> None:
    home = write_corpus(project(tmp_path, address))
    if command[0] in ("index", "rebuild"):
        return
    status, out, err = run(home, *command)
    assert (status, out) == (4, "")
    assert "run: searchkit index" in err
    assert not any(one.startswith(address.index) for one in indices())


@pytest.mark.slow
def test_no_request_names_indices_by_a_pattern(
    tmp_path: Path, address: Address, proxy: Proxy, run: Run
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    for command in (["index"], *COMMANDS, ["rebuild"], ["rebuild"]):
        assert run(home, *command)[0] == 0
    for request in proxy.requests:
        path = request.path.partition("?")[0]
        assert path in ("/", "/_aliases", "/_search", "/_search/point_in_time") or path.startswith(
            f"/{address.index}"
        )
        assert "*" not in path
        assert "%2A" not in path
        assert "," not in path


@pytest.mark.slow
def test_leftovers_of_killed_rebuilds_are_swept_and_nothing_else_is(
    tmp_path: Path, address: Address, others: Others, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    monkeypatch.setattr("searchkit.engines.opensearch.OpenSearchEngine.discard", print)

    def interrupt(*_: int) -> None:
        raise KeyboardInterrupt

    with Library.open(home) as library, pytest.raises(KeyboardInterrupt):
        library.rebuild(progress=interrupt)
    left = f"{address.index}-000002"
    assert left in indices()
    with Library.open(home) as library:
        library.rebuild()
        own = {one for one in indices() if one.startswith(f"{address.index}-")}
        assert own == {f"{address.index}-000001", f"{address.index}-000003"}


@pytest.mark.slow
def test_a_name_that_others_take_while_a_rebuild_runs_stays_theirs(
    tmp_path: Path, address: Address, others: Others
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    own = f"{address.index}-000001"

    def taken(*_: int) -> None:
        with suppress(HTTPError):
            ask("DELETE", f"/{own}")
            others.index(own, {"aliases": {address.index: {}}})

    with Library.open(home) as library, pytest.raises(SettingsError, match="did not make"):
        library.rebuild(progress=taken)
    assert ask("GET", f"/{address.index}/_doc/1")["found"]
    assert {one for one in indices() if one.startswith(address.index)} == {own}


@pytest.mark.slow
def test_an_alias_that_moved_between_look_and_move_is_not_moved_back(
    tmp_path: Path, address: Address, proxy: Proxy, others: Others
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    own = f"{address.index}-000001"
    foreign = others.index(f"wires-{address.index}")

    def first(request: Any, forwarded: Any) -> Any:
        if request.path.startswith("/_aliases"):
            proxy.fault = lambda _, forwarded: forwarded()
            moved = [
                {"remove": {"index": own, "alias": address.index}},
                {"add": {"index": foreign, "alias": address.index}},
            ]
            ask("POST", "/_aliases", {"actions": moved})
        return forwarded()

    proxy.fault = first
    with Library.open(home) as library, pytest.raises(IndexOvertaken):
        library.rebuild()
    assert list(ask("GET", f"/{address.index}")) == [foreign]
    assert f"{address.index}-000002" not in indices()


@pytest.mark.slow
def test_an_index_without_the_alias_for_changes_takes_none(
    tmp_path: Path, address: Address, run: Run
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    own = f"{address.index}-000001"
    removed = {"remove": {"index": own, "alias": f"{own}.writing"}}
    ask("POST", "/_aliases", {"actions": [removed]})
    (home / "corpus" / "new.txt").write_text(FISH)
    assert run(home, "index")[0] == 4
    assert ids(home) == set(ARTICLES)
    assert run(home, "rebuild")[0] == 0
    assert ids(home) == {*ARTICLES, "new.txt"}


@pytest.mark.parametrize("name", ["./index", "index/", "/srv/index", "Index", "news.2024", "a*"])
def test_a_path_is_no_name_of_an_index(tmp_path: Path, run: Run, name: str) -> None:
    home = project(tmp_path, Address(("http://127.0.0.1:9",), name))
    for command in (["query", "cod"], ["index"]):
        status, _, err = run(home, *command)
        assert status == 2
        assert json.dumps(name).strip('"') in err
        assert "on servers, the setting index is a name there" in err
