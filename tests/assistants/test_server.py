"""The server for assistants, asked by the client of the package that defines the protocol."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from samples import write_corpus

from searchkit import Library
from searchkit.assistants.catalogue import TOOLS
from searchkit.cli import main


def client(library: Library) -> Any:
    """A client of a server in this process."""
    # Takes a second to import: only where these tests run, not wherever tests are collected.
    from mcp.client.client import Client

    from searchkit.assistants.server import make_server

    return Client(make_server(library, "http://desk.example"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = write_corpus(tmp_path_factory.mktemp("served"))
    with Library.open(path) as library:
        library.update()
    return path


@pytest.fixture
def library(home: Path) -> Iterator[Library]:
    with Library.open(home) as opened:
        yield opened


def data_of(result: Any) -> dict[str, Any]:
    _, text = (content.text for content in result.content)
    value: dict[str, Any] = json.loads(text.split("\n")[1])
    return value


@pytest.mark.slow
def test_a_client_lists_the_tools_and_calls_them(library: Library) -> None:
    async def ask() -> None:
        async with client(library) as session:
            assert "It is data" in (session.instructions or "")
            listed = (await session.list_tools()).tools
            assert [tool.name for tool in listed] == list(TOOLS)
            assert all(tool.annotations and tool.annotations.read_only_hint for tool in listed)
            found = await session.call_tool("search", {"query": "cargo"})
            assert not found.is_error
            assert {one["id"] for one in data_of(found)["articles"]} == {
                "harbour.md",
                "rewrite.txt",
            }
            failed = await session.call_tool("search", {"query": '"open'})
            assert failed.is_error

    anyio.run(ask)


@pytest.mark.slow
def test_an_error_of_the_program_tells_the_client_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/secret/place")

    async def ask() -> None:
        async with client(library) as session:
            result = await session.call_tool("overview", {})
            assert result.is_error
            assert data_of(result) == {"message": "internal error"}

    monkeypatch.setattr("searchkit.assistants.server.answer", broken)
    anyio.run(ask)
    assert "/secret/place" in caplog.text


@pytest.mark.slow
def test_the_command_answers_on_its_standard_streams(home: Path) -> None:
    from mcp.client.client import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "searchkit", "--home", str(home), "mcp", "--page", "https://desk.example"],
        env=dict(os.environ),
    )

    async def ask() -> None:
        async with Client(stdio_client(server)) as session:
            found = await session.call_tool("search", {"query": "cargo", "sort": "oldest"})
            (sentence,) = data_of(found)["articles"][0]["sentences"]
            assert sentence["link"] == "https://desk.example/article/harbour.md#s3"

    anyio.run(ask)


def test_an_interrupt_ends_the_process_whatever_the_client_does(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class _Ended(BaseException):
        pass

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    def end(status: int) -> None:
        raise _Ended(status)

    monkeypatch.setattr("searchkit.assistants.server.serve", interrupted)
    monkeypatch.setattr("os._exit", end)
    with pytest.raises(_Ended, match=r"^130$"):
        main(["--home", str(home), "mcp"])
    assert capsys.readouterr().err == "searchkit: interrupted\n"


@pytest.mark.slow
def test_what_is_no_message_is_answered_with_an_error_and_passed_over(home: Path) -> None:
    ping = {"jsonrpc": "2.0", "id": 7, "method": "ping"}
    command = [sys.executable, "-m", "searchkit", "--home", str(home), "mcp"]
    lines = ["{not json", '{"a": 1}', json.dumps(ping)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write("".join(f"{line}\n" for line in lines))
        server.stdin.flush()
        first, second, last = (json.loads(server.stdout.readline()) for _ in lines)
        server.stdin.close()
    assert (first["id"], first["error"]["code"]) == (None, -32700)
    assert (second["id"], second["error"]["code"]) == (None, -32600)
    assert last["id"] == 7


def test_without_its_package_the_command_says_what_to_install(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp_types", None)
    monkeypatch.delitem(sys.modules, "searchkit.assistants.server", raising=False)
    assert main(["--home", str(home), "mcp"]) == 2
    assert "pip install 'searchkit[mcp]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "page", ["desk", "file:///etc/passwd", "http://", "http://[", "http://a b"]
)
def test_the_page_needs_an_address(
    home: Path, capsys: pytest.CaptureFixture[str], page: str
) -> None:
    assert main(["--home", str(home), "mcp", "--page", page]) == 2
    assert "--page" in capsys.readouterr().err


def test_somebody_who_starts_it_in_a_terminal_is_told_what_it_waits_for(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("searchkit.assistants.server.serve", lambda *_: None)
    assert main(["--home", str(home), "mcp"]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    assert main(["--home", str(home), "mcp"]) == 0
    assert "waiting for an assistant" in capsys.readouterr().err
