"""`searchkit password`, and what `serve` asks for before other machines may read."""

from __future__ import annotations

import io
import os
import pty
import stat
import subprocess
import sys
from functools import cache
from itertools import cycle

import pytest
from samples import write_corpus
from werkzeug.security import check_password_hash

from searchkit.cli import main
from searchkit.web import password
from searchkit.web.password import password_path, set_password, stored_hash

pytestmark = pytest.mark.slow

PASSWORD = "correct horse: bättery"
METHOD = password._METHOD
PROMPTS = (b"New password: ", b"Repeat the password: ")
OPEN = ["serve", "--host", "0.0.0.0", "--port", "0", "--allow-host", "news.example"]


@pytest.fixture(autouse=True)
def configuration(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """Hashes that take a sixth of the time; how strong they are meant to be is tested by itself."""
    monkeypatch.setattr(password, "_METHOD", "scrypt:16384:8:1")


def test_a_hash_is_as_strong_as_owasp_asks(monkeypatch):
    monkeypatch.setattr(password, "_METHOD", METHOD)
    set_password(PASSWORD)
    assert stored_hash().startswith("scrypt:32768:8:3$")


@cache
def hash_of_password():
    """What the file of `PASSWORD` holds: to make a hash takes long, and is meant to."""
    set_password(PASSWORD)
    return password_path().read_bytes()


def keep_password():
    stored = hash_of_password()
    path = password_path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(stored)
    path.chmod(0o600)


def run(monkeypatch, text, *arguments):
    data = text if isinstance(text, bytes) else text.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
    return main(["password", *arguments])


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_password_is_read_from_standard_input_and_kept_hashed(
    monkeypatch, configuration, capsys, end
):
    assert run(monkeypatch, PASSWORD + end) == 0
    path = configuration / "searchkit" / "password"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]
    assert "horse" not in path.read_text()
    assert check_password_hash(stored_hash(), PASSWORD)
    out, told = capsys.readouterr()
    assert out == ""
    assert "horse" not in told
    assert run(monkeypatch, "another password") == 0
    assert not check_password_hash(stored_hash(), PASSWORD)
    assert run(monkeypatch, "", "--remove") == 0
    assert not path.exists()
    assert run(monkeypatch, "", "--remove") == 0


@pytest.mark.parametrize(
    "text",
    ["", "\n", "short", " " * 20, "a" * 1_025, "ä" * 600, "a" * 20_000, "two\nlines of it\n",
     "with\x00nothing", "with\x1b[31mcolour", "with\ttab inside", b"\xff\xfe not utf-8"],
)  # fmt: skip
def test_what_is_no_good_password_is_refused_and_the_old_one_kept(monkeypatch, capsys, text):
    keep_password()
    before = stored_hash()
    assert run(monkeypatch, text) == 2
    assert stored_hash() == before
    assert "password" in capsys.readouterr().err


def test_a_password_is_never_an_argument(monkeypatch):
    assert run(monkeypatch, "", PASSWORD) == 2
    assert stored_hash() is None


def typed(*lines):
    """What `searchkit password` shows on a terminal on which these lines are typed."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "searchkit", "password"], stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    for line, prompt in zip(lines, cycle(PROMPTS), strict=False):
        before = len(shown)
        # What is typed before the prompt is thrown away by the terminal.
        while prompt not in shown[before:]:
            shown += os.read(ours, 1_000)
        os.write(ours, line.encode() + b"\n")
    try:
        while part := os.read(ours, 1_000):
            shown += part
    except OSError:
        pass
    os.close(ours)
    return process.wait(), shown.decode()


def test_on_a_terminal_it_is_asked_for_twice_and_not_shown():
    status, shown = typed(PASSWORD, PASSWORD)
    assert status == 0
    assert "horse" not in shown
    assert check_password_hash(stored_hash(), PASSWORD)


def test_what_is_typed_differently_is_asked_for_again():
    status, shown = typed(PASSWORD, "correct house", "another password", "another password")
    assert status == 0
    assert "horse" not in shown
    assert check_password_hash(stored_hash(), "another password")


def test_it_needs_no_project(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "searchkit.toml").write_text("no toml [")
    assert run(monkeypatch, PASSWORD) == 0


@pytest.fixture
def home(tmp_path):
    write_corpus(tmp_path / "project")
    return ["--home", str(tmp_path / "project")]


def refused(capsys, *arguments):
    assert main(arguments) == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: path.chmod(0o640),
        lambda path: path.chmod(0o602),
        lambda path: path.parent.chmod(0o770),
        lambda path: path.write_text(""),
        lambda path: path.write_text("correct horse"),
        lambda path: path.write_text("pbkdf2:sha1:1$a$" + "0" * 40),
        lambda path: path.write_text("scrypt:1048576:8:64$saltsalt$" + "0" * 128),
        lambda path: path.write_bytes(b"\xff" * 100),
        lambda path: path.write_text("x" * 100_000),
        lambda path: (path.unlink(), os.mkfifo(path, 0o600)),
        lambda path: (path.unlink(), path.mkdir(0o700)),
        lambda path: (path.unlink(), path.symlink_to("/dev/zero")),
    ],
)
def test_a_file_that_is_not_to_be_trusted_is_refused_by_name(capsys, home, harm):
    keep_password()
    harm(password_path())
    told = refused(capsys, *home, *OPEN, "--plain-http")
    assert str(password_path().parent) in told


def test_a_file_of_another_user_is_refused(capsys, home, monkeypatch):
    keep_password()
    monkeypatch.setattr("os.geteuid", lambda: 12_345)
    assert "another user" in refused(capsys, *home, *OPEN, "--plain-http")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (OPEN, "run: searchkit password"),
        ([*OPEN, "--plain-http"], "run: searchkit password"),
        ([*OPEN[:3], "--no-password"], "--allow-host"),
        (["serve", "--behind-proxy"], "--allow-host"),
        ([*OPEN, "--behind-proxy", "proxy.example"], "an IP address"),
        (["serve", "--key", "key.pem"], "--certificate"),
        ([*OPEN, "--no-password", "--edit"], "this machine only"),
        (["serve", "--edit", "--behind-proxy"], "this machine only"),
        (["serve", "--edit", "--allow-host", "news.example"], "this machine only"),
        (["serve", "--certificate", "none.pem"], "none.pem"),
    ],
)
def test_what_is_missing_is_named_before_anything_is_served(capsys, home, options, told):
    assert told in refused(capsys, *home, *options)


def test_all_that_is_missing_is_named_at_once(capsys, home):
    told = refused(capsys, *home, "serve", "--host", "0.0.0.0", "--port", "0")
    for missing in ("--host 0.0.0.0 opens", "--allow-host", "searchkit password", "--certificate"):
        assert missing in told


def test_a_password_does_not_cross_the_network_in_clear(capsys, home):
    keep_password()
    told = refused(capsys, *home, *OPEN)
    for way in ("--certificate", "--behind-proxy", "--plain-http"):
        assert way in told
