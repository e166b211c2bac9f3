"""An index on servers, through the command line: which servers are trusted, and with what."""

from __future__ import annotations

import json
import ssl
import sys
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import trustme
from proxy import Answer, Proxy, proxy_to
from quote_texts import FILES
from samples import FISH, write_corpus
from servers import project, trusted, url
from story_texts import CUT, WIRE

from searchkit import Library
from searchkit.cli import main
from searchkit.engines.address import Address
from searchkit.indexer.remote_families import RemoteFamilies
from searchkit.web import create_app

pytestmark = pytest.mark.slow

#: Beyond Latin-1, which is all that headers of HTTP hold.
PASSWORD = "s3cret-пароль"
COMMANDS = (
    *(["index"], ["rebuild"], ["query", "cod"], ["show", "old/fish.txt"], ["status"]),
    *(["status", "--json"], ["check"], ["query", "*", "--jsonl"]),
)

#: Two versions of one story, and an article beside them.
VERSIONS = {
    "wire.txt": f"Port Strike\n\n{WIRE}",
    "cut.txt": f"Docks Reopen\n\n{CUT}",
    "fish.txt": FISH,
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in a project; its status, what it printed, what it told."""
    capsys.readouterr()

    def run_(home: Path, *arguments: str) -> tuple[int, str, str]:
        status = main(["--home", str(home), *arguments])
        return status, *capsys.readouterr()

    return run_


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def pem(authority: trustme.CA, tmp_path: Path) -> str:
    """The authority as a file, from the project's folder."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return "ca.pem"


@contextmanager
def encrypted(authority: trustme.CA, *names: str) -> Iterator[Proxy]:
    """A server of which the authority says that it has these names."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    with proxy_to(url(), context) as proxy:
        yield proxy


def home_at(tmp_path: Path, address: Address, proxy: Proxy, **settings: str) -> Path:
    return write_corpus(project(tmp_path, replace(address, urls=(proxy.url,)), **settings))


def test_a_server_whose_certificate_the_authority_vouches_for_is_trusted(
    tmp_path: Path, address: Address, authority: trustme.CA, pem: str, run: Run
) -> None:
    with encrypted(authority, "127.0.0.1") as proxy:
        home = home_at(tmp_path, address, proxy, authority=pem)
        for command in COMMANDS:
            assert run(home, *command)[0] == 0, command


def test_a_server_that_nobody_known_vouches_for_is_sent_nothing(
    tmp_path: Path, address: Address, authority: trustme.CA, run: Run
) -> None:
    trustme.CA().cert_pem.write_to_path(str(tmp_path / "other.pem"))
    with encrypted(authority, "127.0.0.1") as proxy:
        for settings in ({}, {"authority": "other.pem"}):
            home = home_at(tmp_path, address, proxy, **settings)
            for command in (["query", "cod"], ["index"], ["status"]):
                status, out, err = run(home, *command)
                assert (status, out) == (4, "")
                assert f"no secure connection to {proxy.url}: " in err
                assert "certificate" in err
        assert not proxy.requests


def test_what_the_system_trusts_needs_no_setting(
    tmp_path: Path,
    address: Address,
    authority: trustme.CA,
    pem: str,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Where OpenSSL looks; it reads a folder by names that are digests, and so only the file.
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / pem))
    with encrypted(authority, "127.0.0.1") as proxy:
        assert run(home_at(tmp_path, address, proxy), "index")[0] == 0


def test_a_certificate_for_another_host_is_refused(
    tmp_path: Path, address: Address, authority: trustme.CA, pem: str, run: Run
) -> None:
    with encrypted(authority, "search.example.org") as proxy:
        home = home_at(tmp_path, address, proxy, authority=pem)
        status, out, err = run(home, "query", "cod")
        assert (status, out) == (4, "")
        assert "certificate" in err
        assert "127.0.0.1" in err
        assert not proxy.requests


@pytest.mark.parametrize("text", ["", "no certificate\n", "-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_an_authority_that_holds_no_certificate_is_told_of(
    tmp_path: Path, run: Run, text: str
) -> None:
    (tmp_path / "ca.pem").write_text(text)
    home = project(tmp_path, Address(("https://127.0.0.1:9",)), authority="ca.pem")
    status, out, err = run(home, "query", "cod")
    assert (status, out) == (2, "")
    assert err == f"searchkit: authority: {home / 'ca.pem'} contains no certificates\n"


# Credentials.


def basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def bind_credentials(config: Path, *hosts: str) -> Path:
    """The user's configuration, with credentials of these hosts."""
    (config / "searchkit").mkdir(parents=True, exist_ok=True)
    file = config / "searchkit" / "config.toml"
    file.write_text(
        "".join(
            f'[credentials."{host}"]\nuser = "ada"\npassword = "{PASSWORD}"\n' for host in hosts
        )
    )
    file.chmod(0o600)
    return file


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's configuration of this test alone."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


def host_of(proxy: Proxy) -> str:
    return proxy.url.partition("://")[2]


@pytest.mark.parametrize("where", ["configuration", "environment"])
def test_credentials_are_sent_with_every_request_and_never_shown(
    tmp_path: Path,
    address: Address,
    authority: trustme.CA,
    pem: str,
    run: Run,
    config: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    sent = basic("ada", PASSWORD)
    with encrypted(authority, "127.0.0.1") as proxy:
        if where == "configuration":
            bind_credentials(config, host_of(proxy), "search.example.org:443")
        else:
            monkeypatch.setenv("SEARCHKIT_OPENSEARCH_USER", "ada")
            monkeypatch.setenv("SEARCHKIT_OPENSEARCH_PASSWORD", PASSWORD)
        home = home_at(tmp_path, address, proxy, authority=pem)
        shown = []
        for command in COMMANDS:
            status, out, err = run(home, *command)
            assert status == 0, command
            shown += [out, err]
        with Library.open(home) as library:
            client = create_app(library).test_client()
            shown += [client.get(page).text for page in ("/?q=cod", "/healthz", "/api/search?q=x")]
        assert {one.headers.get("authorization") for one in proxy.requests} == {sent}
        proxy.fault = lambda *_: Answer(401, b'{"error": "no"}')
        for command in COMMANDS:
            status, out, err = run(home, *command)
            assert status == 4, command
            assert "refused this user" in err
            shown += [out, err]
        shown += [repr(Library.open(home).settings), told_with_causes(home)]
    for text in shown:
        for secret in ("s3cret", "пароль", sent, sent.removeprefix("Basic ")):
            assert secret not in text


def told_with_causes(home: Path) -> str:
    """The traceback that a program gets which handles no error."""
    try:
        with Library.open(home) as library:
            library.search("cod")
    except Exception:
        return "".join(traceback.format_exception(*sys.exc_info()))
    raise AssertionError("the search was answered")


def test_credentials_that_others_may_read_are_refused_and_not_shown(
    tmp_path: Path, address: Address, proxy: Proxy, run: Run, config: Path
) -> None:
    home = home_at(tmp_path, address, proxy)
    file = bind_credentials(config, host_of(proxy))
    for mode, advice in ((0o644, "600"), (0o640, "600"), (0o604, "600"), (0o602, "go-w")):
        file.chmod(mode)
        status, out, err = run(home, "query", "cod")
        assert (status, out) == (2, "")
        assert f"chmod {advice} {file}" in err
        assert "s3cret" not in err
    assert not proxy.requests


@pytest.mark.parametrize("bound", ["127.0.0.1:1", "localhost:{port}", "search.example.org:{port}"])
def test_credentials_of_another_host_or_port_are_not_sent(
    tmp_path: Path, address: Address, proxy: Proxy, run: Run, config: Path, bound: str
) -> None:
    bind_credentials(config, bound.format(port=proxy.url.rpartition(":")[2]))
    home = home_at(tmp_path, address, proxy)
    for command in COMMANDS:
        assert run(home, *command)[0] == 0, command
    assert proxy.requests
    assert {one.headers.get("authorization") for one in proxy.requests} == {None}


def test_one_of_two_servers_without_the_credentials_of_the_other_is_refused(
    tmp_path: Path, address: Address, proxy: Proxy, run: Run, config: Path
) -> None:
    bind_credentials(config, host_of(proxy))
    urls = f"{proxy.url},http://127.0.0.1:1"
    home = project(tmp_path, replace(address, urls=(urls,)))
    status, _, err = run(home, "query", "cod")
    assert status == 2
    assert f"{host_of(proxy)}, 127.0.0.1:1" in err
    assert not proxy.requests


def test_a_server_that_sends_elsewhere_is_not_followed(
    tmp_path: Path, address: Address, proxy: Proxy, run: Run, config: Path
) -> None:
    bind_credentials(config, host_of(proxy))
    with proxy_to(url()) as elsewhere:
        for status in (301, 302, 307, 308):
            moved = Answer(status, b"{}", location=f"{elsewhere.url}/")
            proxy.fault = lambda _, __, moved=moved: moved  # type: ignore[misc]
            assert run(home_at(tmp_path, address, proxy), "query", "cod")[0] == 4
        assert proxy.requests
        assert not elsewhere.requests


def test_a_server_without_encryption_is_no_safe_one(tmp_path: Path, proxy: Proxy, run: Run) -> None:
    home = project(tmp_path, Address((proxy.url.replace("http:", "https:"),)))
    status, _, err = run(home, "query", "cod")
    assert status == 4
    assert "no secure connection" in err
    assert not proxy.requests


def test_plain_http_goes_to_another_machine_only_if_that_is_allowed(
    tmp_path: Path, address: Address, proxy: Proxy, run: Run
) -> None:
    # No address of this machine as such; what is sent there arrives here all the same.
    proxy.url = proxy.url.replace("127.0.0.1", "0.0.0.0")
    home = home_at(tmp_path, address, proxy)
    for command in COMMANDS:
        status, out, err = run(home, *command)
        assert (status, out) == (2, "")
        assert "--insecure-http" in err
    assert not proxy.requests
    assert main(["--home", str(home), "--insecure-http", "index"]) == 0
    with (home / "searchkit.toml").open("a") as settings:
        settings.write("insecure_http = true\n")
    assert "has changed since it was trusted" in run(home, "query", "cod")[2]
    assert run(trusted(home), "query", "cod")[0] == 0
    assert proxy.requests


# What is told there.


def test_stories_are_told_as_in_a_folder(tmp_path: Path, address: Address, run: Run) -> None:
    home = write_corpus(project(tmp_path / "remote", address), VERSIONS)
    local = write_corpus(tmp_path / "local", VERSIONS)
    assert run(home, "index")[0] == run(local, "index")[0] == 0
    for command in (
        *(["stories"], ["stories", "--json"], ["stories", "--csv"], ["story", "wire.txt"]),
        *(["query", "harbour", "--group", "story"], ["query", "*", "--group", "new", "--jsonl"]),
        *(["counts", "*", "--by", "source"], ["counts", "*", "--csv"], ["names"]),
        ["compare", "wire.txt", "cut.txt"],
    ):
        assert run(home, *command)[:2] == run(local, *command)[:2], command
    found, known = (json.loads(run(one, "query", "*", "--json")[1]) for one in (home, local))
    for told in ("counts", "facet_counts"):
        assert found[told] == known[told]
    record = tmp_path / "search.toml"
    record.write_text(run(home, "record", "harbour")[1])
    assert run(home, "verify", str(record))[0] == 0


def test_articles_are_never_counted_as_stories(
    tmp_path: Path, address: Address, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_corpus(project(tmp_path / "remote", address), VERSIONS)
    # A run that ends before it tells them.
    monkeypatch.setattr(RemoteFamilies, "tell", lambda _: None)
    assert run(home, "index")[0] == 0
    found = json.loads(run(home, "query", "*", "--json")[1])
    counts = [found["counts"], *found["facet_counts"]["source"].values()]
    assert {one["stories"] for one in counts} == {None}
    _, *rows = run(home, "counts", "*", "--by", "source")[1].splitlines()
    assert rows
    assert all("  –  " in row for row in rows)
    for command in (["stories"], ["story", "wire.txt"], ["query", "harbour", "--group", "story"]):
        status, out, err = run(home, *command)
        assert (status, out) == (2, "")
        assert "not known yet" in err
        assert "searchkit index" in err
    monkeypatch.undo()
    assert run(home, "index")[0] == run(home, "stories")[0] == 0


def test_of_articles_that_came_after_the_stories_that_is_said(
    tmp_path: Path, address: Address, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_corpus(project(tmp_path / "remote", address), VERSIONS)
    assert run(home, "index")[0] == 0
    before = json.loads(run(home, "query", "*", "--json")[1])
    assert not any("stories as of" in note for note in before["notes"])
    monkeypatch.setattr(RemoteFamilies, "tell", lambda _: None)
    write_corpus(home, {"late.txt": VERSIONS["cut.txt"]})
    assert run(home, "index")[0] == 0
    found = json.loads(run(home, "query", "*", "--json")[1])
    assert any("stories as of" in note for note in found["notes"])
    for command in (["stories"], ["counts", "*"], ["query", "*"]):
        assert "stories as of" in run(home, *command)[2], command
    assert json.loads(run(home, "stories", "--json")[1])["notes"]
    with Library.open(home) as library:
        assert "stories as of" in create_app(library).test_client().get("/stories").text
    assert found["counts"]["stories"] == before["counts"]["stories"] + 1


def test_quotations_and_their_speakers_are_found(
    tmp_path: Path, address: Address, run: Run
) -> None:
    home = write_corpus(project(tmp_path / "remote", address), FILES)
    local = write_corpus(tmp_path / "local", FILES)
    assert run(home, "index")[0] == run(local, "index")[0] == 0
    for command in (
        ["quotes", 'quote:"useless meetings"'],
        ["quotes", "useless", "--speaker", "petra vance", "--json"],
        ["quotes", "speaker:vance", "-n", "2", "--page", "2"],
        ["quotes", "useless", "--speaker", "nobody"],
        ["query", 'quote:"useless meetings"'],
        ["query", "speaker:vance -speaker:berg"],
        ["query", "quote:useless* speaker:berg", "--count"],
    ):
        assert run(home, *command) == run(local, *command), command
    assert "3 articles, 3 wordings" in run(home, "quotes", 'quote:"useless meetings"')[1]
