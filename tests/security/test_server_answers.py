"""What a server answers is not trusted: it has bounds, leads nowhere, and prints nothing raw."""

from __future__ import annotations

import gzip
import json
import random
import re
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from proxy import Answer, Proxy, Request, changed, refused
from samples import FISH, write_corpus
from servers import ask, project, update

from searchkit import Library
from searchkit.cli import main
from searchkit.engines import open_indices
from searchkit.engines.address import Address
from searchkit.engines.opensearch import bulk, connection, server
from searchkit.errors import SearchkitError

pytestmark = pytest.mark.slow

#: Bytes that an answer may have in these tests.
BOUND = 100_000
ROOT = json.dumps({"version": {"number": "2.19.6", "distribution": "opensearch"}}).encode()

#: Sends an answer piece by piece.
Sends = Callable[[Callable[[bytes], object]], object]


def head(*headers: str, status: str = "200 OK") -> bytes:
    lines = (f"HTTP/1.1 {status}", "content-type: application/json", *headers, "", "")
    return "\r\n".join(lines).encode()


def whole(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    return head(f"content-length: {len(body)}", *headers, status=status) + body


def for_ever(send: Callable[[bytes], object], start: bytes, piece: bytes) -> None:
    send(start)
    while True:
        send(piece)


def bomb(times: int) -> bytes:
    body = b'"' + b"x" * 20_000_000 + b'"'
    for _ in range(times):
        body = gzip.compress(body)
    return body


class Crafted:
    """A server whose answers are sent as they are given; `sent` counts their bytes."""

    def __init__(self) -> None:
        self.send: Sends = lambda send: send(whole(b"{}"))
        self.first = whole(ROOT)
        self.sent = 0
        self.paths: list[str] = []
        self.url = ""


@contextmanager
def crafted_server() -> Iterator[Crafted]:
    made = Crafted()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            connection: socket.socket = self.request
            with suppress(OSError), connection.makefile("rb") as incoming:
                while line := incoming.readline():
                    made.paths.append(line.split()[1].decode())
                    length = 0
                    while (header := incoming.readline()).strip():
                        if header.lower().startswith(b"content-length:"):
                            length = int(header.split()[1])
                    incoming.read(length)
                    if made.paths[-1] == "/" and made.first:
                        connection.sendall(made.first)
                    else:
                        made.send(lambda piece: self._sent(connection, piece))

        def _sent(self, connection: socket.socket, piece: bytes) -> None:
            connection.sendall(piece)
            made.sent += len(piece)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Handler) as listening:
        made.url = f"http://127.0.0.1:{listening.server_address[1]}"
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield made
        finally:
            listening.shutdown()
            thread.join()


@pytest.fixture
def crafted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Crafted]:
    monkeypatch.setattr(connection, "MAX_ANSWER", BOUND)
    monkeypatch.setattr(server, "PATIENCE", 0.5)
    with crafted_server() as made:
        yield made


ENDLESS: dict[str, Sends] = {
    "body": lambda send: for_ever(send, head("content-length: 99999999999"), b" " * 9_999),
    "body-without-length": lambda send: for_ever(send, head("connection: close"), b"[" * 9_999),
    "chunks": lambda send: for_ever(
        send, head("transfer-encoding: chunked"), b"2710\r\n" + b"[" * 10_000 + b"\r\n"
    ),
    "length-of-a-chunk": lambda send: for_ever(
        send, head("transfer-encoding: chunked"), b"0" * 9_999
    ),
    "header": lambda send: for_ever(send, b"HTTP/1.1 200 OK\r\nx: ", b"y" * 9_999),
    "headers": lambda send: for_ever(send, b"HTTP/1.1 200 OK\r\n", b"x: y\r\n" * 999),
    "continue": lambda send: for_ever(send, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 999),
    "status-line": lambda send: for_ever(send, b"HTTP/1.1 200 ", b"O" * 9_999),
    "packed": lambda send: for_ever(
        send, head("connection: close", "content-encoding: gzip"), gzip.compress(b" " * 9_999)
    ),
}
LARGE: dict[str, bytes] = {
    "gzip-bomb": whole(bomb(1), "content-encoding: gzip"),
    "gzip-in-gzip": whole(bomb(2), "content-encoding: gzip, gzip"),
    "gzip-in-gzip-in-gzip": whole(bomb(3), "content-encoding: gzip,gzip,gzip"),
    "deflate-that-is-none": whole(b"{}", "content-encoding: deflate"),
    "brotli": whole(b"{}", "content-encoding: br"),
    "zstd": whole(b"{}", "content-encoding: zstd"),
    "cut-off-gzip": whole(bomb(1)[:50], "content-encoding: gzip"),
}
ODD: dict[str, bytes] = {
    "nested": b"[" * 90_000,
    "nested-objects": b'{"a":' * 18_000,
    "many-digits": b'{"version": {"number": ' + b"9" * 50_000 + b"}}",
    "infinite": b'{"_seq_no": 1e999, "_primary_term": Infinity, "_index": NaN}',
    "surrogates": b'{"\\ud800": "\\udfff"}',
    "other-bytes": b"\xff\xfe{\x00}\x00",
    "text": b'"' + b"\x1b[31m" + b'"',
    "true": b"true",
    "list": b"[[], [], []]",
    "null": b"null",
    "nothing": b"",
}


def commands(tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]) -> str:
    home = write_corpus(project(tmp_path, Address((url,))))
    capsys.readouterr()
    for command in (["query", "cod"], ["status"], ["index"], ["rebuild"], ["check"]):
        assert main(["--home", str(home), *command]) in (2, 4), command
    out, err = capsys.readouterr()
    assert out == ""
    assert "\x1b" not in err
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize("kind", ENDLESS)
def test_an_answer_without_end_is_given_up(
    tmp_path: Path, crafted: Crafted, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    crafted.send = ENDLESS[kind]
    commands(tmp_path, crafted.url, capsys)
    # Five commands, and what lay ready on the way.
    assert crafted.sent < 400 * BOUND


@pytest.mark.parametrize("kind", ENDLESS)
def test_an_answer_that_only_trickles_is_given_up_in_time(
    tmp_path: Path, crafted: Crafted, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    idle = threading.Event()

    def slowly(send: Callable[[bytes], object]) -> None:
        def trickle(piece: bytes) -> None:
            for start in range(0, len(piece), 10):
                send(piece[start : start + 10])
                idle.wait(0.02)

        ENDLESS[kind](trickle)

    crafted.send = slowly
    home = write_corpus(project(tmp_path, Address((crafted.url,))))
    assert main(["--home", str(home), "query", "cod"]) == 4
    # Some have a bound of their own that is reached first.
    assert re.search("took more than|got more than 100 headers", capsys.readouterr().err)


@pytest.mark.parametrize("kind", LARGE)
def test_what_unpacks_to_more_than_the_bound_is_no_answer(
    tmp_path: Path, crafted: Crafted, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    crafted.send = lambda send: send(LARGE[kind])
    message = commands(tmp_path, crafted.url, capsys)
    assert re.search("never would|sent more than", message)


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found", "429 X", "500 X", "301 X"])
@pytest.mark.parametrize("kind", ODD)
def test_an_odd_answer_is_told_of_and_no_more(
    tmp_path: Path, crafted: Crafted, capsys: pytest.CaptureFixture[str], kind: str, status: str
) -> None:
    for first in (whole(ROOT), b""):
        crafted.first = first
        crafted.send = lambda send: send(whole(ODD[kind], status=status))
        commands(tmp_path, crafted.url, capsys)


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 T", "308 P"])
def test_no_redirect_is_followed(
    tmp_path: Path, crafted: Crafted, capsys: pytest.CaptureFixture[str], status: str
) -> None:
    with crafted_server() as other:
        there = whole(b"", f"location: {other.url}/stolen", status=status)
        crafted.send = lambda send: send(there)
        for first in (whole(ROOT), b""):
            crafted.first = first
            commands(tmp_path, crafted.url, capsys)
        assert not other.paths


def test_proxies_of_the_environment_are_not_asked(
    tmp_path: Path, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    with crafted_server() as other:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, other.url)
        update(write_corpus(project(tmp_path, address)))
        assert not other.paths


def test_nothing_that_a_server_says_is_printed_raw(
    tmp_path: Path, crafted: Crafted, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "\x1b]0;owned\x07\x9b31m\u202eevil\r\n"
    error = {"error": {"type": said, "reason": said * 100_000}, "status": 400}
    warning = 'warning: 299 x "\x1b[2J\x1b]0;owned"'
    for body in (json.dumps(error).encode()[:BOUND], json.dumps({"error": said}).encode()):
        for status in ("400 X", "403 X", "404 X", "429 X", "500 X"):
            crafted.send = lambda send, body=body, status=status: send(
                whole(body, warning, status=status)
            )
            err = commands(tmp_path, crafted.url, capsys)
            assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(err)
            assert max(map(len, err.splitlines())) < 2_000
    crafted.send = lambda send: send(whole(b"{}", warning))
    commands(tmp_path, crafted.url, capsys)


def test_an_index_is_asked_for_by_no_name_that_a_server_gives(
    tmp_path: Path, address: Address, proxy: Proxy
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    for name in ("../_all", "*", "_all", "wires", "a,b", f"{address.index}-000001/../*"):

        def renamed(request: Request, forwarded: Callable[[], Answer], name: str = name) -> Answer:
            def rename(body: Any) -> None:
                if "_index" in body:
                    body["_index"] = name
                if "filter_path" in request.path and len(body) == 1:
                    body[name] = body.pop(next(iter(body)))

            return changed(forwarded(), rename)

        proxy.fault = renamed
        proxy.requests.clear()
        for command in (["query", "cod"], ["index"], ["rebuild"], ["check"]):
            assert main(["--home", str(home), *command]) in (2, 4), command
        for request in proxy.requests:
            assert request.path == "/" or request.path.startswith(f"/{address.index}")
            assert request.method == "GET"


@pytest.mark.parametrize(
    "damage",
    [
        {"created": 7},
        {"created": "yesterday"},
        {"k1": "x"},
        {"b": float("nan")},
        {"scale": 0},
        {"scale": float("inf")},
        {"commits": "x"},
        {"runs": 3},
        {"runs": {"": 3}},
        {"runs": {"": {"articles": "x", "updated": None}}},
        {"runs": {"": {"articles": 1, "updated": None, "failed": [3], "ignored": {}}}},
        {"other": 1},
        {"ranking": {}},
    ],
    ids=str,
)
def test_a_state_that_searchkit_never_wrote_is_refused(
    tmp_path: Path, address: Address, proxy: Proxy, damage: dict[str, Any]
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)

    def damaged(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        found = forwarded()
        if "/_doc/state" not in request.path or "_source" in request.path:
            return found
        return changed(found, lambda body: body["_source"]["state"].update(damage))

    proxy.fault = damaged
    for command in (["query", "cod"], ["status"], ["index"], ["rebuild"]):
        assert main(["--home", str(home), *command]) == 4


def test_a_record_that_unpacks_to_more_than_any_has_is_damaged(
    tmp_path: Path, address: Address, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    monkeypatch.setattr("searchkit.engines.packing.MAX_RECORD", 100)
    for command in (["query", "cod"], ["show", "old/fish.txt"], ["query", "*", "--jsonl"]):
        assert main(["--home", str(home), *command]) == 4


@pytest.mark.parametrize("order", ["same", "back-and-forth", "more-than-asked"])
def test_pages_that_do_not_advance_end(
    tmp_path: Path,
    address: Address,
    proxy: Proxy,
    monkeypatch: pytest.MonkeyPatch,
    order: str,
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    for name in ("reading", "engine", "term_dictionary", "pages"):
        monkeypatch.setattr(f"searchkit.engines.opensearch.{name}.PAGE", 2)
    pages: list[Answer] = []

    def repeated(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        if "_search" not in request.path or request.path.endswith("point_in_time"):
            return forwarded()
        pages.append(forwarded())
        if order == "more-than-asked":
            return changed(pages[-1], lambda body: body["hits"]["hits"].extend(hits_of(body)))
        return pages[0] if order == "same" else pages[len(pages) % 2]

    proxy.fault = repeated
    with Library.open(home) as library, pytest.raises(SearchkitError):
        library.update()
    assert len(pages) < 10


def hits_of(body: Any) -> list[Any]:
    return list(body["hits"]["hits"])


# What a server refuses is told at once, as what it is.

FLOOD = (
    "index [x] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, "
    "index has read-only-allow-delete block];"
)
BLOCK = "cluster_block_exception"
BREAKER = "circuit_breaking_exception"
TOO_LARGE = "[parent] Data too large, data for [<http_request>] would be [8337839048/7.7gb]"


@pytest.mark.parametrize(
    ("status", "error", "message"),
    [
        pytest.param(429, (BLOCK, FLOOD), "its disk is full", id="flood-stage"),
        pytest.param(
            403, (BLOCK, "[FORBIDDEN/12/index read-only]"), "disk is full", id="old-flood"
        ),
        pytest.param(403, (BLOCK, "[FORBIDDEN/8/index write (api)]"), "FORBIDDEN/8", id="write"),
        pytest.param(403, (BLOCK, "[FORBIDDEN/5/index read-only (api)]"), "read-only", id="index"),
        pytest.param(
            403, (BLOCK, "[FORBIDDEN/6/cluster read-only (api)]"), "cluster", id="cluster"
        ),
        pytest.param(
            403, (BLOCK, "[FORBIDDEN/10/cluster create-index blocked (api)]"), "full", id="create"
        ),
        pytest.param(400, ("index_closed_exception", "closed"), "it is closed", id="closed"),
        pytest.param(429, (BREAKER, TOO_LARGE, "PERMANENT"), "too little memory", id="memory"),
        pytest.param(
            403, ("security_exception", "no permissions for [x]"), "no permissions", id="user"
        ),
    ],
)
@pytest.mark.parametrize("whole_request", [False, True], ids=["items", "request"])
def test_what_a_server_refuses_is_told_at_once_as_what_it_is(
    tmp_path: Path,
    address: Address,
    proxy: Proxy,
    capsys: pytest.CaptureFixture[str],
    status: int,
    error: tuple[str, ...],
    message: str,
    whole_request: bool,
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    (home / "corpus" / "new.txt").write_text(FISH)
    more = {"durability": error[2]} if error[2:] else {}
    answer = refused(status, error[0], error[1], **more)

    def refuse(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        if "_bulk" not in request.path:
            return forwarded()
        if whole_request:
            return answer
        item = {"create": {"_id": "x", "status": status, **json.loads(answer.body)}}
        item["create"]["status"] = status
        return Answer(200, json.dumps({"errors": True, "items": [item]}).encode())

    proxy.fault = refuse
    proxy.requests.clear()
    assert main(["--home", str(home), "index"]) == 4
    err = capsys.readouterr().err
    assert message in err
    assert "too busy" not in err
    assert sum("_bulk" in one.path for one in proxy.requests) == 1


@pytest.mark.parametrize("whole_request", [False, True], ids=["items", "request"])
def test_a_lack_of_memory_that_passes_is_waited_for_shortly(
    tmp_path: Path,
    address: Address,
    proxy: Proxy,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    whole_request: bool,
) -> None:
    monkeypatch.setattr(bulk, "_FIRST_PAUSE", 0.001)
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    answer = refused(429, BREAKER, TOO_LARGE, durability="TRANSIENT")
    left = 3

    def short(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        nonlocal left
        if "_bulk" not in request.path or not left:
            return forwarded()
        left -= 1
        if whole_request:
            return answer
        item = {"create": {"_id": "x", **json.loads(answer.body)}}
        return Answer(200, json.dumps({"errors": True, "items": [item]}).encode())

    proxy.fault = short
    (home / "corpus" / "new.txt").write_text(FISH)
    assert main(["--home", str(home), "index"]) == 0
    monkeypatch.setattr(bulk, "MEMORY_PATIENCE", 0.0)
    left = 3
    (home / "corpus" / "new.txt").write_text(FISH + "more")
    assert main(["--home", str(home), "index"]) == 4
    assert "too little memory" in capsys.readouterr().err


def test_a_real_block_of_the_server_is_told_at_once(
    tmp_path: Path, address: Address, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    (home / "corpus" / "new.txt").write_text(FISH)
    settings = f"/{address.index}-000001/_settings"
    for block, message in (("read_only_allow_delete", "disk is full"), ("write", "FORBIDDEN/8")):
        ask("PUT", settings, {f"index.blocks.{block}": True})
        assert main(["--home", str(home), "index"]) == 4
        assert message in capsys.readouterr().err
        assert main(["--home", str(home), "query", "cod"]) == 0
        ask("PUT", settings, {f"index.blocks.{block}": False})
    assert main(["--home", str(home), "index"]) == 0


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ({"number": "2.18.0", "distribution": "opensearch"}, "OpenSearch 2.18.0"),
        ({"number": "2.9.0", "distribution": "opensearch"}, "OpenSearch 2.9.0"),
        ({"number": "1.3.20", "distribution": "opensearch"}, "OpenSearch 1.3.20"),
        ({"number": "8.13.0", "build_flavor": "default"}, "Elasticsearch 8.13.0"),
        ({"number": "7.10.2", "build_flavor": "oss"}, "Elasticsearch 7.10.2"),
        ({"number": "3.1.0", "distribution": "other"}, "other 3.1.0"),
    ],
    ids=str,
)
def test_a_server_that_is_none_or_too_old_is_refused_before_any_work(
    tmp_path: Path,
    crafted: Crafted,
    capsys: pytest.CaptureFixture[str],
    version: dict[str, str],
    message: str,
) -> None:
    crafted.first = whole(json.dumps({"version": version}).encode())
    err = commands(tmp_path, crafted.url, capsys)
    assert err.count(f"says that it is {message}; the engine opensearch needs OpenSearch 2.19") == 5
    assert set(crafted.paths) == {"/"}


@pytest.mark.parametrize(
    ("number", "distribution"),
    [
        *(
            (number, "opensearch")
            for number in ("2.19.0", "2.19.6-SNAPSHOT", "3.0.0-beta1", "10.0.0")
        ),
        *((number, None) for number in ("8.15.0", "8.19.2-SNAPSHOT", "9.0.0")),
    ],
)
def test_a_server_that_is_new_enough_is_asked(
    tmp_path: Path, crafted: Crafted, number: str, distribution: str | None
) -> None:
    version = {"number": number, **({"distribution": distribution} if distribution else {})}
    crafted.first = whole(json.dumps({"version": version}).encode())
    home = write_corpus(project(tmp_path, Address((crafted.url,))))
    main(["--home", str(home), "query", "cod"])
    assert len(crafted.paths) > 1


def test_large_articles_are_asked_for_in_fewer_at_a_time(
    tmp_path: Path, address: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = project(tmp_path, address)
    dice = random.Random(7)
    texts = {
        f"{one:02}.txt": " ".join(f"{dice.getrandbits(64):x}" for _ in range(200)) + " cod"
        for one in range(12)
    }
    write_corpus(home, texts)
    update(home)
    monkeypatch.setattr(connection, "MAX_ANSWER", 12_000)
    with Library.open(home) as library:
        assert len(list(library.hits("cod", sort="newest"))) == 12
        with closing(library._index.open().engine) as engine:
            assert [one.article.id for one in engine.fetch(sorted(texts))] == sorted(texts)


@pytest.mark.parametrize(
    ("cause", "message"),
    [
        ({"type": BREAKER, "reason": TOO_LARGE, "durability": "PERMANENT"}, "too little memory"),
        ({"type": BREAKER, "reason": TOO_LARGE, "durability": "TRANSIENT"}, "too little memory"),
        ({"type": BLOCK, "reason": "[FORBIDDEN/7/index read (api)]"}, "FORBIDDEN/7"),
        ({"type": "es_rejected_execution_exception", "reason": "queue"}, "too busy"),
        ({"type": "too_many_nested_clauses", "reason": "limit 8"}, "nothing is lost, but"),
    ],
)
def test_what_a_search_is_refused_for_is_told(
    tmp_path: Path,
    address: Address,
    proxy: Proxy,
    capsys: pytest.CaptureFixture[str],
    cause: dict[str, str],
    message: str,
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    update(home)
    error = {"type": "search_phase_execution_exception", "reason": "all shards failed"}
    body = json.dumps({"error": {**error, "root_cause": [cause]}, "status": 429}).encode()
    proxy.fault = lambda request, forwarded: (
        Answer(429, body) if "_search" in request.path else forwarded()
    )
    assert main(["--home", str(home), "query", "cod"]) == 4
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        pytest.param(
            Answer(404, b"<html>nginx</html>", "text/html"), "url may lack a path", id="no-path"
        ),
        pytest.param(
            Answer(503, b"<h1>503</h1>", "text/html"), "a proxy in front of it", id="page"
        ),
        pytest.param(refused(401, "security_exception", "token expired"), "rights", id="expired"),
    ],
)
def test_what_answers_in_the_place_of_a_server_is_told_with_what_may_help(
    tmp_path: Path,
    address: Address,
    proxy: Proxy,
    capsys: pytest.CaptureFixture[str],
    answer: Answer,
    message: str,
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))
    proxy.fault = lambda *_: answer
    assert main(["--home", str(home), "query", "cod"]) in (2, 4)
    err = capsys.readouterr().err
    assert message in err
    assert "<" not in err


def test_a_document_that_others_have_put_into_the_index_is_told_of(
    tmp_path: Path, address: Address, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(project(tmp_path, address))
    update(home)
    ask("POST", f"/{address.index}/_doc?refresh=true", {"id": "7", "part": ""})
    assert main(["--home", str(home), "query", "*"]) == 4
    assert "was not written by searchkit" in capsys.readouterr().err
    (home / "corpus" / "new.txt").write_text(FISH)
    assert main(["--home", str(home), "index"]) == 0
    assert main(["--home", str(home), "rebuild"]) == 0
    assert main(["--home", str(home), "query", "*"]) == 0


def test_an_index_that_no_node_takes_is_told_of_and_removed(
    tmp_path: Path, address: Address, proxy: Proxy, capsys: pytest.CaptureFixture[str]
) -> None:
    home = write_corpus(project(tmp_path, replace(address, urls=(proxy.url,))))

    def unplaced(request: Request, forwarded: Callable[[], Answer]) -> Answer:
        answer = forwarded()
        if request.method == "PUT" and "_doc" not in request.path:
            return changed(answer, lambda body: body.update(shards_acknowledged=False))
        return answer

    proxy.fault = unplaced
    assert main(["--home", str(home), "index"]) == 4
    assert "no node accepts a new one" in capsys.readouterr().err
    with closing(open_indices(address)) as indices:
        assert indices.all() == []
