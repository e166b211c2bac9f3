"""What trust is given to, what ends it, and how it is kept."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from owners import give_away
from samples import FISH, write_corpus

from searchkit import Library
from searchkit.cli import main
from searchkit.errors import SettingsError

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("SEARCHKIT_HOME", raising=False)
    return tmp_path / "config" / "searchkit"


@pytest.fixture
def home(tmp_path: Path, config: Path) -> Path:
    """A project whose articles are in a folder beside it."""
    write_corpus(tmp_path / "wire").joinpath("corpus").rename(tmp_path / "articles")
    (tmp_path / "wire" / "searchkit.toml").write_text('corpus = "../articles"\nk1 = 1.5\n')
    return tmp_path / "wire"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(one) for one in arguments])
        return status, *capsys.readouterr()

    return run_


def is_trusted(home: Path) -> bool:
    try:
        Library.open(home).close()
    except SettingsError as error:
        assert "searchkit trust" in str(error)  # noqa: PT017 - either way is right
        return False
    return True


def test_what_reaches_out_is_printed_and_from_then_on_allowed(
    tmp_path: Path, home: Path, config: Path, run: Run
) -> None:
    assert run("--home", home, "query", "cod")[0] == 2
    line = f"corpus = '../articles' ({tmp_path / 'articles'}): articles are read and written there"
    assert run("trust", home) == (0, f"{line}\n", f"{home} is now trusted with these settings\n")
    assert run("--home", home, "query", "cod", "--paths")[0] == 0
    assert stat.S_IMODE((config / "trusted.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(config.stat().st_mode) == 0o700


@pytest.mark.parametrize("way", ["argument", "home", "working directory", "below", "environment"])
def test_the_project_is_named_as_for_every_command(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    if way == "argument":
        monkeypatch.chdir(home.parent)
        assert run("trust", home.name)[0] == 0
    elif way == "home":
        assert run("--home", home, "trust")[0] == 0
    elif way == "environment":
        monkeypatch.setenv("SEARCHKIT_HOME", str(home))
        assert run("trust")[0] == 0
    else:
        (home / "below").mkdir()
        monkeypatch.chdir(home if way == "working directory" else home / "below")
        assert run("trust")[0] == 0
    assert is_trusted(home)
    arguments = ["--home", str(home)] if way == "home" else []
    folder = [str(home)] if way == "argument" else []
    status, _, err = run(*arguments, "trust", "--revoke", *folder)
    assert status == 0
    assert err == f"{home} is no longer trusted\n"
    assert not is_trusted(home)


def test_trust_is_of_the_folder_whatever_link_leads_to_it(
    tmp_path: Path, home: Path, run: Run
) -> None:
    link = tmp_path / "link"
    link.symlink_to(home)
    assert run("trust", link)[0] == 0
    assert is_trusted(home)
    assert is_trusted(link)
    assert run("trust", "--revoke", link)[0] == 0
    assert not is_trusted(home)
    assert run("trust", home)[0] == 0
    assert is_trusted(link)


def test_a_copy_elsewhere_is_not_trusted(tmp_path: Path, home: Path, run: Run) -> None:
    run("trust", home)
    shutil.copytree(home, tmp_path / "copy")
    assert not is_trusted(tmp_path / "copy")
    assert is_trusted(home)


@pytest.mark.parametrize(
    ("before", "after", "still"),
    [
        ('corpus = "../articles"', 'corpus = "../articles"\nk1 = 2\nengine = "whoosh"', True),
        ('corpus = "../articles"', "# a remark\n\"corpus\" = '../articles'", True),
        ('corpus = "../articles"', 'corpus = "corpus"', True),
        ('corpus = "../articles"', 'corpus = "../wire/../articles"', False),
        ('corpus = "../articles"', 'corpus = ".."', False),
        ('corpus = "../articles"', 'corpus = "../articles"\nindex = "../idx"', False),
        ('url = "https://a.example"', 'url = "https://b.example"', False),
        ('url = "https://a.example"', 'url = "https://a.example,https://b.example"', False),
        (
            f'url = "https://a.example/{"x" * 2_000}/a"',
            f'url = "https://a.example/{"x" * 2_000}/b"',
            False,
        ),
        ('url = "https://a.example"', 'url = "https://a.example"\ninsecure_http = true', False),
        ('url = "https://a.example"', 'url = "https://a.example"\nindex = "press"', False),
        ('url = "https://a.example"\npart = "x"', 'url = "https://a.example"', False),
        ('url = "https://a.example"\npart = "x"', 'url = "https://a.example"\npart = "y"', False),
        ('url = "https://a.example"\nshards = 1', 'url = "https://a.example"\nshards = 2', False),
        ('url = "https://a.example"', 'url = "https://a.example"\nsearch_seconds = 9', True),
        (
            'url = "https://a.example"\nauthority = "../ca.pem"',
            'url = "https://a.example"\nauthority = "../wire/../ca.pem"',
            False,
        ),
    ],
)
def test_trust_ends_when_something_that_reaches_out_changes(
    home: Path, run: Run, before: str, after: str, still: bool
) -> None:
    (home.parent / "ca.pem").touch()
    (home / "searchkit.toml").write_text(before)
    assert run("trust", home)[0] == 0
    (home / "searchkit.toml").write_text(after)
    if still:
        assert is_trusted(home)
    else:
        with pytest.raises(SettingsError, match="has changed since it was trusted"):
            Library.open(home)
        (home / "searchkit.toml").write_text(before)
        assert is_trusted(home)


def test_trust_ends_when_a_link_leads_elsewhere(tmp_path: Path, home: Path, run: Run) -> None:
    (home / "searchkit.toml").unlink()
    (home / "corpus").symlink_to(tmp_path / "articles")
    status, out, _ = run("trust", home)
    assert status == 0
    assert "a link; articles are read" in out
    assert is_trusted(home)
    (home / "corpus").unlink()
    (home / "corpus").symlink_to(tmp_path)
    assert not is_trusted(home)


def test_trust_ends_when_the_certificates_of_a_project_change(home: Path, run: Run) -> None:
    (home / "searchkit.toml").write_text('url = "https://a.example"\nauthority = "ca.pem"')
    (home / "ca.pem").write_text("one")
    run("trust", home)
    assert is_trusted(home)
    (home / "ca.pem").write_text("another")
    assert not is_trusted(home)


def test_a_program_may_trust_for_itself(home: Path, config: Path) -> None:
    with Library.open(home, trust=True) as library:
        library.update()
        assert library.search("cod").total == 1
    assert not is_trusted(home)
    assert not config.exists()


def test_credentials_are_told_but_not_their_password(
    home: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEARCHKIT_OPENSEARCH_USER", "ada")
    monkeypatch.setenv("SEARCHKIT_OPENSEARCH_PASSWORD", "s3cret")
    (home / "searchkit.toml").write_text('url = "https://a.example,https://b.example:1"')
    status, out, err = run("trust", home)
    assert status == 0
    assert out == (
        "url = 'https://a.example': articles and queries are sent to this server\n"
        "url = 'https://b.example:1': articles and queries are sent to this server\n"
    )
    assert "user 'ada' and the password will be sent to a.example:443, b.example:1" in err
    assert "s3cret" not in err


# The list.


def test_the_list_tells_what_became_of_each(tmp_path: Path, home: Path, run: Run) -> None:
    assert run("trust", "--list") == (0, "", "no projects are trusted\n")
    for name in ("as-it-was", "changed", "gone", "spoilt"):
        shutil.copytree(home, tmp_path / name)
        run("trust", tmp_path / name)
    (tmp_path / "changed" / "searchkit.toml").write_text('corpus = "../x"')
    (tmp_path / "spoilt" / "searchkit.toml").write_text("= =")
    shutil.rmtree(tmp_path / "gone")
    status, out, err = run("trust", "--list")
    assert (status, err) == (0, "")
    assert [line for line in out.splitlines() if line[0] != " "] == [
        f"{tmp_path}/as-it-was",
        f"{tmp_path}/changed (changed since, so not trusted)",
        f"{tmp_path}/gone (no longer exists)",
        f"{tmp_path}/spoilt (settings cannot be read)",
    ]
    assert out.count("  corpus = '../articles'") == 4
    assert run("trust", "--revoke", tmp_path / "gone")[0] == 0
    assert "gone" not in run("trust", "--list")[1]


def test_a_folder_that_was_not_trusted_is_told_of(home: Path, run: Run) -> None:
    assert run("trust", "--revoke", home) == (0, "", f"{home} was not trusted\n")


@pytest.mark.parametrize("arguments", [["--list", "--revoke"], ["--list", "x"]])
def test_options_that_do_not_go_together_are_refused(run: Run, arguments: list[str]) -> None:
    assert run("trust", *arguments)[0] == 2


def test_names_that_a_terminal_would_obey_are_shown_in_quotes(
    tmp_path: Path, config: Path, run: Run
) -> None:
    home = write_corpus(tmp_path / "a\x1b[2J\nb\u202e")
    (home / "searchkit.toml").write_text('corpus = "../c\\u001b[2J\\u0085\\nd"')
    undecodable = os.fsdecode(b"caf\xe9")
    shutil.copytree(home, tmp_path / undecodable)
    for one in (home, tmp_path / undecodable):
        status, _, err = run("--home", one, "query", "cod")
        assert status == 2
        assert err.count("\n") == 3
        assert err.replace("\n", "").isprintable()
        assert "searchkit trust (in that folder)" in err
        status, out, err = run("trust", one)
        assert (status, out.count("\n"), err.count("\n")) == (0, 1, 1)
        assert (out + err).replace("\n", "").isprintable()
        assert is_trusted(one)
    status, out, _ = run("trust", "--list")
    assert (status, out.count("\n")) == (0, 4)
    assert out.replace("\n", "").isprintable()


# The file.

TRUST = "import sys; from searchkit.cli import main; sys.exit(main(['trust', sys.argv[1]]))"


@pytest.mark.slow
def test_projects_that_are_trusted_at_once_are_all_kept(
    tmp_path: Path, home: Path, config: Path
) -> None:
    homes = [tmp_path / f"wire-{number}" for number in range(6)]
    for one in homes:
        shutil.copytree(home, one)
    running = [
        subprocess.Popen([sys.executable, "-c", TRUST, str(one)], stdout=subprocess.DEVNULL,
                         stderr=subprocess.DEVNULL)
        for one in homes
    ]  # fmt: skip
    assert [one.wait() for one in running] == [0] * len(homes)
    assert all(map(is_trusted, homes))
    assert sorted(path.name for path in config.iterdir()) == ["trusted.json", "trusted.lock"]


def test_what_a_killed_process_left_is_in_nobodys_way(home: Path, config: Path, run: Run) -> None:
    config.mkdir(parents=True)
    (config / "trusted.json.new").symlink_to(home / "searchkit.toml")
    before = (home / "searchkit.toml").read_text()
    assert run("trust", home)[0] == 0
    assert is_trusted(home)
    assert (home / "searchkit.toml").read_text() == before


@pytest.mark.parametrize("what", ["trusted.json", "."])
@pytest.mark.parametrize("how", ["mode", "owner"])
def test_a_list_that_others_could_have_written_is_not_believed(
    home: Path, config: Path, run: Run, monkeypatch: pytest.MonkeyPatch, what: str, how: str
) -> None:
    run("trust", home)
    path = config / what
    if how == "mode":
        path.chmod(path.stat().st_mode | 0o002)
    else:
        give_away(path, monkeypatch)
    for arguments in (["--home", home, "query", "cod"], ["trust", home], ["trust", "--list"]):
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert f"chmod go-w {path}" in err


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"/x": 1}', '{"/x": {"digest": 1, "allows": []}}', "[" * 100_000, "é"]
)
def test_a_list_that_cannot_be_read_is_told_of(
    home: Path, config: Path, run: Run, text: str
) -> None:
    config.mkdir(parents=True)
    (config / "trusted.json").write_text(text, "latin-1")
    for arguments in (["--home", home, "query", "cod"], ["trust", home], ["trust", "--list"]):
        status, out, err = run(*arguments)
        assert (status, out) == (2, "")
        assert err.startswith(f"searchkit: {config / 'trusted.json'} cannot be read; ")
    assert (config / "trusted.json").read_text("latin-1") == text


def test_a_project_that_needs_no_trust_does_not_look_for_it(
    tmp_path: Path, config: Path, run: Run
) -> None:
    home = write_corpus(tmp_path / "plain", {"fish.txt": FISH})
    config.mkdir(parents=True)
    os.mkfifo(config / "trusted.json")
    assert run("--home", home, "query", "cod")[0] == 0
    (home / "searchkit.toml").write_text('corpus = ".."')
    assert run("--home", home, "query", "cod")[0] == 2


def test_the_list_holds_no_value_that_is_not_shown(home: Path, config: Path, run: Run) -> None:
    run("trust", home)
    written = json.loads((config / "trusted.json").read_text())
    assert list(written) == [str(home)]
    assert written[str(home)].keys() == {"digest", "allows"}


def test_a_flag_lets_trust_be_given_to_a_server_without_encryption(home: Path, run: Run) -> None:
    (home / "searchkit.toml").write_text('url = "http://192.0.2.77:9"')
    assert run("trust", home)[0] == 2
    assert main(["--insecure-http", "trust", str(home)]) == 0
    status, out, _ = run("trust", "--list")
    assert (status, "cannot be read" in out) == (0, False)


def test_a_url_that_is_missing_is_told_before_trust_is_asked_for(home: Path, run: Run) -> None:
    (home / "searchkit.toml").write_text('engine = "opensearch"')
    for command in (["trust", home], ["--home", home, "query", "army"]):
        status, _, err = run(*command)
        assert (status, "needs the url of a server" in err, "to allow" in err) == (2, True, False)
