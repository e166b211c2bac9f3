"""A project folder from somebody else: nothing of it reaches out before the user trusts it."""

from __future__ import annotations

import os
import shlex
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
import pytest
from samples import write_corpus

import searchkit
from searchkit import Library
from searchkit.cli import main
from searchkit.cli.main import COMMANDS as ALL_COMMANDS
from searchkit.cli.main import command
from searchkit.errors import SettingsError
from searchkit.watching import _changes

#: Stands in files outside of the project only.
CANARY = "canaryword"
PASSWORD = "s3cret-of-the-environment"
#: These ask nothing of a project.
WITHOUT_PROJECT = {"trust", "password"}
_VALUES = {"paths": "corpus", "article_id": "harbour.md", "left": "harbour.md", "right": "a.txt"}
_MORE = {"edit": ["--title", "x"], "add": []}


def command_lines() -> dict[str, list[str]]:
    """A line of arguments for every command there is, by name."""
    lines = {}
    for name in ALL_COMMANDS:
        needed = [
            one for one in command(name).params if isinstance(one, click.Argument) and one.required
        ]
        values = [_VALUES.get(one.name or "", "cod") for one in needed]
        lines[name] = [name, *values, *_MORE.get(name, [])]
    return lines


COMMANDS = {name: line for name, line in command_lines().items() if name not in WITHOUT_PROJECT}


@dataclass
class Watch:
    """What the process has opened and where it has connected to."""

    opened: list[str] = field(default_factory=list)
    connected: list[Any] = field(default_factory=list)


_watch: Watch | None = None


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if _watch is None:
        return
    if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], (str, bytes)):
        _watch.opened.append(os.fsdecode(arguments[0]))
    elif event in ("socket.connect", "socket.getaddrinfo"):
        _watch.connected.append(arguments[-1])


sys.addaudithook(_hook)


@contextmanager
def watched() -> Iterator[Watch]:
    global _watch
    _watch = Watch()
    try:
        yield _watch
    finally:
        _watch = None


class Listener:
    """A server that counts who connects."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.received: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                self.received.append(connection.recv(65_536))

    def close(self) -> None:
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self._thread.join()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@dataclass(frozen=True)
class World:
    """A downloaded project beside what is the user's own."""

    home: Path
    outside: Path
    config: Path

    def run(
        self, capsys: pytest.CaptureFixture[str], *arguments: str
    ) -> tuple[int, str, str, Watch]:
        with watched() as watch:
            status = main(["--home", str(self.home), *arguments])
        return status, *capsys.readouterr(), watch

    def is_known(self, path: str) -> bool:
        """Whether a path is one of the project, of the configuration, or of Python."""
        real = os.path.realpath(path)
        ours = Path(searchkit.__file__).parent
        known = (self.home, self.config, ours, sys.prefix, sys.base_prefix, *sys.path[1:])
        return any(Path(real).is_relative_to(os.path.realpath(one)) for one in known)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World(tmp_path / "download", tmp_path / "outside", tmp_path / "config")
    write_corpus(made.home)
    made.outside.mkdir()
    for name in ("secret.txt", "creds", "ca.pem", "searchkit.toml"):
        (made.outside / name).write_text(f"{CANARY} = 1\n")
    (made.outside / "creds").chmod(0o600)
    (made.home / "corpus" / "harbour.md.meta.toml").symlink_to(made.outside / "secret.txt")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(made.config))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SEARCHKIT_OPENSEARCH_USER", "ada")
    monkeypatch.setenv("SEARCHKIT_OPENSEARCH_PASSWORD", PASSWORD)
    return made


Make = Callable[[World, str], None]


def toml(text: str) -> Make:
    """Settings; `{url}` is a server that listens, `{outside}` a folder of the user's."""

    def make(world: World, url: str) -> None:
        written = text.replace("{url}", url).replace("{outside}", str(world.outside))
        (world.home / "searchkit.toml").write_text(written)

    return make


def link(name: str, target: str, text: str = "") -> Make:
    """Settings, and something of the project that is a link."""

    def make(world: World, url: str) -> None:
        toml(text)(world, url)
        if (world.home / name).exists():
            (world.home / name).rename(world.home / "old")
        (world.home / name).symlink_to(target.replace("{outside}", str(world.outside)))

    return make


REACHING: dict[str, tuple[str, Make]] = {
    "server": ("url", toml('url = "{url}"')),
    "server with spaces": ("url", toml('url = "  {url}/ , "')),
    "two servers": ("url", toml('url = "{url},https://127.0.0.1:1"')),
    "server behind a path": ("url", toml('url = "{url}/_search/x"')),
    "server that is far": ("url", toml('url = "http://192.0.2.1:9200"')),
    "server and part": ("part", toml('url = "{url}"\npart = "all"\nshards = 1000')),
    "engine": ("engine", toml('engine = "opensearch"\nurl = "{url}"')),
    "a server that is not used": ("url", toml('engine = "whoosh"\nurl = "{url}"')),
    "authority": ("authority", toml('url = "{url}"\nauthority = "../outside/ca.pem"')),
    "authority alone": ("authority", toml('authority = "{outside}/ca.pem"')),
    "authority by a link": ("authority", link("ca.pem", "{outside}/ca.pem", 'authority="ca.pem"')),
    "insecure": ("insecure_http", toml("insecure_http = true")),
    "insecure server": (
        "insecure_http",
        toml('insecure_http = true\nurl = "http://search.example.org:9200"'),
    ),
    "corpus above": ("corpus", toml('corpus = "../outside"')),
    "corpus absolute": ("corpus", toml('corpus = "{outside}"')),
    "corpus of the system": ("corpus", toml('corpus = "/etc"')),
    "corpus is everything": ("corpus", toml('corpus = "/"\nindex = "/tmp"')),
    "corpus beside": ("corpus", toml('corpus = "corpus/../../outside"')),
    "corpus at home": ("corpus", toml('corpus = "~/outside"')),
    "corpus of root": ("corpus", toml('corpus = "~root"')),
    "corpus through a link": ("corpus", link("in", "{outside}", 'corpus = "in/../outside"')),
    "corpus is a link": ("corpus", link("corpus", "{outside}")),
    "corpus is a link by name": ("corpus", link("in", "../outside", 'corpus = "in"')),
    "corpus is a link to a link": ("corpus", link("in", "{outside}/../outside", 'corpus="./in/"')),
    "corpus is a link to nothing": ("corpus", link("corpus", "{outside}/nothing")),
    "corpus with a name like ours": ("corpus", toml('corpus = "../download-too"')),
    "corpus with escapes": ("corpus", toml('corpus = "../\\u001b[2J\\u202e\\nsearchkit: fine"')),
    "index above": ("index", toml('index = "../outside/idx"')),
    "index at home": ("index", toml('index = "~/outside/new"')),
    "index is a link": ("index", link("index", "{outside}")),
    "index is a link to nothing": ("index", link("index", "{outside}/new")),
    "index by a link of a server": ("index/", link("index", "{outside}", 'url = "{url}"')),
}


@pytest.mark.parametrize("form", REACHING)
def test_no_command_reaches_out_for_a_project_that_is_not_trusted(
    world: World, listener: Listener, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    name, make = REACHING[form]
    make(world, listener.url)
    before = sorted(world.outside.rglob("*"))
    for line in COMMANDS.values():
        status, out, err, watch = world.run(capsys, *line)
        assert (status, out) == (2, ""), line
        assert f"  {name} = " in err
        assert f"run: searchkit trust {shlex.quote(str(world.home))}\n" in err
        assert not watch.connected
        assert [path for path in watch.opened if not world.is_known(path)] == []
        assert CANARY not in err
        assert PASSWORD not in err
        assert err.replace("\n", "").isprintable()
    assert listener.received == []
    assert sorted(world.outside.rglob("*")) == before
    with pytest.raises(SettingsError, match="searchkit trust"):
        Library.open(world.home)


def fifo(world: World, _: str) -> None:
    os.mkfifo(world.home / "searchkit.toml")


def folder(world: World, _: str) -> None:
    (world.home / "searchkit.toml").mkdir()


def listening(world: World, _: str) -> None:
    here = Path.cwd()
    os.chdir(world.home)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("searchkit.toml")
    os.chdir(here)


def raw(data: bytes) -> Make:
    def make(world: World, _: str) -> None:
        (world.home / "searchkit.toml").write_bytes(data)

    return make


REFUSED: dict[str, tuple[str, Make]] = {
    "credentials": ("credentials do not belong", toml('credentials = "../outside/creds"')),
    "credentials of a host": (
        "credentials do not belong",
        toml('[credentials."127.0.0.1:1"]\nuser = "a"\npassword = "b"'),
    ),
    "trust": ("no setting 'trust'", toml("trust = true")),
    "password in the url": ("user or a password", toml('url = "http://ada:pw@127.0.0.1:1"')),
    "user in the url": ("user or a password", toml('url = "http://127.0.0.1:1@b.example:2"')),
    "no user in the url": ("user or a password", toml('url = "https://@127.0.0.1:1"')),
    "backslash in the url": ("url must", toml("url = 'https://a.example\\@b.example'")),
    "backslash alone": ("url must", toml("url = 'https://a.example\\.b.example'")),
    "tab in the url": ("url must", toml('url = "https://a.exa\\tmple"')),
    "line in the url": ("url must", toml('url = "https://a.example\\n.b.example:1"')),
    "percent in the url": ("url must", toml('url = "https://a.example%2f.b.example"')),
    "no host in the url": ("url must", toml('url = "https:///a.example/x"')),
    "other letters in the url": ("url must", toml('url = "https://ａ.example"')),
    "another scheme": ("url must", toml('url = "file:///etc/passwd"')),
    "capital scheme": ("url must", toml('url = "HTTPS://a.example"')),
    "too many servers": ("at most 64", toml(f'url = "{"http://a.example," * 200}"')),
    "port that is none": ("url must", toml('url = "https://a.example:99999"')),
    "pipe": ("not a regular file", fifo),
    "folder": ("not a regular file", folder),
    "socket": ("not a regular file", listening),
    "endless": ("is a link", link("searchkit.toml", "/dev/zero")),
    "terminal": ("is a link", link("searchkit.toml", "/dev/tty")),
    "link out": ("is a link", link("searchkit.toml", "{outside}/searchkit.toml")),
    "link to itself": ("is a link", link("searchkit.toml", "searchkit.toml")),
    "large": ("larger than", raw(b"# " + b"x" * 1_000_000)),
    "long line": ("larger than", raw(b"k1 = 1" + b"0" * 100_000)),
    "not UTF-8": ("not UTF-8", raw(b'corpus = "caf\xe9"')),
    "UTF-16": ("not UTF-8", raw("k1 = 1".encode("utf-16"))),
    "second byte order mark": ("searchkit.toml: ", raw(b"\xef\xbb\xbf" * 2 + b"k1 = 1")),
    "NUL": ("searchkit.toml: ", raw(b"k1 = 1\0")),
    "NUL in a path": ("NUL", toml('corpus = "a\\u0000b"')),
    "NUL in another": ("NUL", toml('part = "a\\u0000b"')),
    "empty corpus": ("must not be empty", toml('corpus = ""')),
    "empty index": ("must not be empty", toml('index = ""')),
    "long path": ("4,096 characters", toml(f'corpus = "{"x/" * 5_000}"')),
    "long name": ("255 bytes", toml(f'corpus = "{"é" * 200}"')),
    "no such user": ("no home folder", toml('corpus = "~nobody-of-that-name/x"')),
    "deep arrays": ("nested too deeply", raw(b"x = " + b"[" * 8_000 + b"]" * 8_000)),
    "deep tables": ("nested too deeply", raw(b"x = " + b"{a=" * 5_000)),
    "deep keys": ("dots in a line", raw(b"a." * 8_000 + b"a = 1")),
    "many keys": ("dots in a line", raw(b"[" + b"h." * 2_000 + b"h]\n" + b"".join(
        b"k%d=1\n" % number for number in range(1_500)))),
    "huge number": ("searchkit.toml: ", raw(b"largest_file = 1" + b"0" * 4_400)),
    "large number": ("largest_file", raw(b"largest_file = 1" + b"0" * 4_000)),
    "large float": ("k1", raw(b"k1 = 1" + b"0" * 400)),
    "negative": ("largest_file", toml("largest_file = -1")),
    "nothing": ("largest_file", toml("largest_file = 0")),
    "endless search": ("search_seconds", toml("search_seconds = inf")),
    "no time": ("search_seconds", toml("search_seconds = nan")),
    "too long a search": ("search_seconds", toml("search_seconds = 1e300")),
    "all memory": ("index_memory", toml("index_memory = 9223372036854775807")),
    "k1 that is none": ("k1", toml("k1 = nan")),
    "true as a number": ("must be of type", toml("largest_file = true")),
    "number as text": ("must be of type", toml("corpus = 1")),
    "table": ("must be of type", toml("[corpus]\nx = 1")),
    "date": ("must be of type", toml("corpus = 1979-05-27")),
    "list": ("must be of type", toml('url = ["{url}"]')),
    "same key twice": ("searchkit.toml: ", toml("k1 = 1\nk1 = 2")),
    "unknown with escapes": ("no setting", toml('"\\u001b[2J\\u202e\\n" = 1')),
    "long unknown": ("no setting", toml(f"{'x' * 15_000} = 1")),
    "engine with escapes": ("no engine", toml('engine = "\\u001b[2J\\n"')),
}  # fmt: skip


@pytest.mark.parametrize("form", REFUSED)
def test_what_is_no_settings_file_is_refused_at_once_in_a_line(
    world: World, listener: Listener, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    reason, make = REFUSED[form]
    make(world, listener.url)
    for line in (["query", "cod"], ["status"], ["serve", "--port", "0"], ["trust"]):
        status, out, err, watch = world.run(capsys, *line)
        assert (status, out) == (2, ""), err
        assert reason in err
        assert err.count("\n") == 1
        assert err[:-1].isprintable()
        assert len(err) < 1_000
        assert CANARY not in err
        assert not watch.connected
        assert [path for path in watch.opened if not world.is_known(path)] == []
    assert listener.received == []
    assert not (world.config / "searchkit" / "trusted.json").exists()


INSIDE = {
    "nothing": toml(""),
    "other names": toml('corpus = "articles/../old"\nindex = "deep/er/idx"'),
    "home of the project": toml('corpus = "{outside}/../download/old"'),
    "link inside": link("corpus", "old"),
    "other settings": toml('engine = "whoosh"\nk1 = 2\nb = 0.5\nlargest_file = 1000000'),
    "no server": toml('url = ""\ninsecure_http = false\nauthority = ""\nshards = 3\npart = "x"'),
}


@pytest.mark.parametrize("form", INSIDE)
def test_a_project_that_stays_inside_its_folder_needs_no_trust(
    world: World, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    INSIDE[form](world, "")
    (world.home / "corpus" / "harbour.md.meta.toml").unlink()
    if not (world.home / "old").exists():
        (world.home / "old").symlink_to("corpus")
    assert world.run(capsys, "query", "cod")[0] == 0
    assert not world.config.exists()
    status, out, err, _ = world.run(capsys, "trust")
    assert (status, out) == (0, "")
    assert "needs no trust" in err
    assert not world.config.exists()


@pytest.mark.parametrize("way", ["working directory", "environment", "below", "Python"])
def test_it_does_not_matter_how_the_project_is_found(
    world: World,
    listener: Listener,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    toml('url = "{url}"')(world, listener.url)
    if way == "environment":
        monkeypatch.setenv("SEARCHKIT_HOME", str(world.home))
    else:
        monkeypatch.chdir(world.home / "corpus" if way == "below" else world.home)
    if way == "Python":
        with pytest.raises(SettingsError, match="searchkit trust"):
            Library.open()
    else:
        assert main(["query", "cod"]) == 2
        assert "searchkit trust" in capsys.readouterr().err
    assert listener.received == []


@pytest.mark.parametrize(
    "line", [*([name, "--help"] for name in ALL_COMMANDS), ["--help"], ["trust", "--list"]]
)
def test_help_and_the_list_ask_no_project(
    world: World, capsys: pytest.CaptureFixture[str], line: list[str]
) -> None:
    fifo(world, "")
    assert world.run(capsys, *line)[0] == 0


SERVER_OF_THE_USER = {
    "engine": 'engine = "opensearch"',
    "index": 'index = "press"',
    "part": 'part = "all"',
    "shards": "shards = 1024",
    "replicas": "replicas = 0",
    "authority": 'authority = "ca.pem"',
    "insecure_http": "insecure_http = true",
}


@pytest.mark.parametrize("where", ["environment", "configuration"])
@pytest.mark.parametrize("name", SERVER_OF_THE_USER)
def test_a_project_has_no_say_about_the_server_of_the_user(
    world: World,
    listener: Listener,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    name: str,
) -> None:
    toml(SERVER_OF_THE_USER[name])(world, "")
    if where == "environment":
        monkeypatch.setenv("SEARCHKIT_OPENSEARCH_URL", listener.url)
    else:
        (world.config / "searchkit").mkdir(parents=True, mode=0o700)
        (world.config / "searchkit" / "config.toml").write_text(
            f'url = "{listener.url}"\nengine = "{"tantivy" if name == "engine" else "opensearch"}"'
        )
    status, out, err, watch = world.run(capsys, "index")
    assert (status, out) == (2, "")
    assert f"  {name} = " in err
    assert "searchkit trust" in err
    assert not watch.connected
    assert listener.received == []


def test_the_server_of_the_environment_is_asked_with_its_credentials_and_no_trust(
    world: World,
    listener: Listener,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SEARCHKIT_OPENSEARCH_URL", listener.url)
    assert world.run(capsys, "query", "cod")[0] == 4
    assert b"authorization: Basic " in listener.received[0]


def test_a_link_that_takes_the_place_of_the_corpus_of_an_open_library_is_not_followed(
    world: World,
) -> None:
    (world.home / "corpus" / "harbour.md.meta.toml").unlink()
    with Library.open(world.home) as library:
        library.update()
        link("corpus", "{outside}")(world, "")
        for use in (library.update, library.rebuild, library.check_corpus, library.is_behind):
            with watched() as watch, pytest.raises(SettingsError, match="leads elsewhere"):
                use()
            assert [path for path in watch.opened if not world.is_known(path)] == []
        assert library.search("cod").total == 1


@pytest.mark.slow
def test_links_out_of_the_corpus_are_not_watched(world: World) -> None:
    corpus = world.home / "corpus"
    (corpus / "out").symlink_to(world.outside)
    (corpus / "up").symlink_to("/")
    stop = threading.Event()
    changes = _changes(corpus, stop)
    assert next(changes) == set()
    # It is listening from the first answer on that tells of no change.
    assert next(changes) is None
    (world.outside / "new.txt").write_text("x")
    (corpus / "old" / "new.txt").write_text("x")
    seen: set[str] = set()
    while not seen:
        seen = next(changes) or set()
    assert seen == {str(corpus / "old" / "new.txt")}
    link("corpus", "{outside}")(world, "")
    while next(changes) is not None:
        pass
    (world.outside / "newer.txt").write_text("x")
    with watched() as watch:
        assert next(changes) is None
    assert [path for path in watch.opened if not world.is_known(path)] == []
    stop.set()
