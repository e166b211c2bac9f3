"""What stands in the place of a file that steers the index is refused by name, and never read."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from processor import is_linear
from samples import write_corpus

from searchkit import Library
from searchkit.cli import main
from searchkit.corpus.corrections import MAX_BESIDE, MAX_TOGETHER
from searchkit.corpus.ignore import MAX_BYTES, Ignore
from searchkit.errors import SettingsError
from searchkit.toml_text import parse_toml
from searchkit.web import create_app

BOUNDS = {".searchkitignore": MAX_BYTES, "metadata.toml": MAX_TOGETHER}
BESIDE = "harbour.md.meta.toml"


def _fifo(path: Path) -> str:
    os.mkfifo(path)
    return "not a regular file"


def _socket(path: Path) -> str:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)
    return "not a regular file"


def _folder(path: Path) -> str:
    path.mkdir()
    return "not a regular file"


def _endless(path: Path) -> str:
    path.symlink_to("/dev/zero")
    return "symbolic link out of the corpus"


def _link_out(path: Path) -> str:
    secret = path.parent.parent / "secret"
    secret.write_text("password = hunter2\n")
    path.symlink_to(secret)
    return "symbolic link out of the corpus"


def _link_to_nothing(path: Path) -> str:
    path.symlink_to("nowhere")
    return "symbolic link to nothing"


def _link_to_itself(path: Path) -> str:
    path.symlink_to(path.name)
    return "not a regular file"


def _link_to_fifo(path: Path) -> str:
    os.mkfifo(path.parent / ".pipe")
    path.symlink_to(".pipe")
    return "not a regular file"


def _oversized(path: Path) -> str:
    with path.open("wb") as file:
        file.truncate(BOUNDS.get(path.name, MAX_BESIDE) + 1)
    return "larger than"


KINDS = [
    _fifo,
    _socket,
    _folder,
    _endless,
    _link_out,
    _link_to_nothing,
    _link_to_itself,
    _link_to_fifo,
    _oversized,
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_corpus(tmp_path)
    assert main(["--home", str(tmp_path), "index"]) == 0
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("name", BOUNDS)
def test_what_steers_the_whole_corpus_stops_the_run_and_no_search(
    home: Path, capsys: pytest.CaptureFixture[str], name: str, make: Callable[[Path], str]
) -> None:
    reason = make(home / "corpus" / name)
    capsys.readouterr()
    for command in ("index", "rebuild"):
        assert main(["--home", str(home), command]) == 2
        told = capsys.readouterr().err
        assert f"{name}: {reason}" in told
        assert "hunter2" not in told
    assert main(["--home", str(home), "query", "harbour"]) == 0


@pytest.mark.parametrize("make", KINDS)
def test_what_stands_beside_an_article_costs_that_article_only(
    home: Path, capsys: pytest.CaptureFixture[str], make: Callable[[Path], str]
) -> None:
    reason = make(home / "corpus" / BESIDE)
    capsys.readouterr()
    assert main(["--home", str(home), "index"]) == 3
    told = capsys.readouterr()
    assert f"harbour.md: {BESIDE}: {reason}" in told.err
    assert "hunter2" not in told.err
    assert "4 unchanged, 1 failed" in told.out
    assert main(["--home", str(home), "edit", "harbour.md", "--source", "x"]) == 2
    assert f"{BESIDE}: {reason}" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("name", BOUNDS)
def test_the_page_answers_and_tells_the_reason(
    home: Path, name: str, make: Callable[[Path], str]
) -> None:
    reason = make(home / "corpus" / name)
    with Library.open(home) as library:
        client = create_app(library).test_client()
        for url in ("/", "/?q=harbour"):
            page = client.get(url)
            assert page.status_code == 200
            assert f"{name}: {reason}" in page.text
            assert str(home) not in page.text


def test_a_link_inside_the_corpus_is_followed(home: Path) -> None:
    (home / "corpus" / "all.meta.toml").write_text('source = "Desk"\n')
    (home / "corpus" / BESIDE).symlink_to("all.meta.toml")
    with Library.open(home) as library:
        assert library.update().changed == 1
        assert library.article("harbour.md").article.source == "Desk"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("a" + ".a" * 20_000 + " = 1", "dots in a line", id="dotted-key"),
        pytest.param('"a"' + '."a"' * 20_000 + " = 1", "dots in a line", id="quoted-keys"),
        pytest.param("[a" + ".a" * 20_000 + "]", "dots in a line", id="dotted-header"),
        pytest.param("a = " + "[" * 20_000, "nested too deeply", id="arrays"),
        pytest.param("a = " + "{a=" * 20_000, "nested too deeply", id="tables"),
        pytest.param("a = " + "9" * 100_000, "limit", id="huge-integer"),
        pytest.param("[a]\n" * 300_000, "more than 250,000 tables", id="many-tables"),
        pytest.param("a = [" + "[]," * 1_600_000 + "]", "keys and arrays", id="many-arrays"),
        pytest.param(b'a = "\xff"', "not UTF-8", id="not-utf-8"),
    ],
)
def test_toml_that_costs_too_much_is_refused(text: str | bytes, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_toml(text if isinstance(text, bytes) else text.encode())


def test_dots_in_strings_and_comments_are_no_keys() -> None:
    dots = "a." * 100
    text = f'# {dots}\na = "{dots}\\"{dots}"\nb = \'{dots}\'\nc = """{dots}\n"{dots}"""\n'
    assert list(parse_toml(text.encode())) == ["a", "b", "c"]


@pytest.mark.slow
def test_corrections_of_a_hundred_thousand_articles_are_within_the_bounds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "".join(
        f'["wire/{n}.txt"]\ntitle = "A title"\ndate = "2016-02-20"\nauthors = ["A", "B"]\n'
        for n in range(100_000)
    )
    assert len(text) < MAX_TOGETHER
    # What passes takes the parser of Python five seconds.
    monkeypatch.setattr("tomllib.loads", lambda text: {"passed": text})
    assert parse_toml(text.encode()) == {"passed": text}


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 100 + "b", "**/a" * 100 + "/b", "*?" * 200 + "b", "*[a]" * 100 + "b", "[a-z]*" * 99],
)
def test_a_pattern_takes_no_longer_than_its_length_times_that_of_the_name(
    tmp_path: Path, pattern: str
) -> None:
    (tmp_path / ".searchkitignore").write_text(f"{pattern}\n")
    ignore = Ignore(tmp_path)

    def cover(length: int) -> None:
        for _ in range(50):
            ignore.covers(f"{tmp_path}/{'a' * length}", folder=False)
            ignore.covers(str(tmp_path) + "/a" * length, folder=False)

    # The patterns of a backtracking matcher never end.
    assert is_linear(cover, 25)


@pytest.mark.slow
def test_too_many_patterns_are_refused(tmp_path: Path) -> None:
    (tmp_path / ".searchkitignore").write_text("*a\n" * 1_001)
    with pytest.raises(SettingsError, match="1,000"):
        Ignore(tmp_path)
    (tmp_path / ".searchkitignore").write_text("".join(f"name-{n}\n" for n in range(50_000)))
    assert Ignore(tmp_path).covers(f"{tmp_path}/name-49999", folder=False)


@pytest.mark.parametrize(
    ("lines", "covered", "kept"),
    [
        pytest.param("*.txt\n!a.txt", ["b.txt", "x/b.txt"], ["a.txt", "x/a.txt"], id="negated"),
        pytest.param("/a", ["a"], ["x/a"], id="anchored"),
        pytest.param("a/b", ["a/b"], ["x/a/b", "b"], id="path"),
        pytest.param("**/b", ["b", "x/b", "x/y/b"], ["bb"], id="any-depth"),
        pytest.param("a/**", ["a/b", "a/b/c"], ["a", "x/a/b"], id="inside"),
        pytest.param("a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["ab", "x/a/b"], id="between"),
        pytest.param("[a-c]?[!x].*", ["abc.t", "bzz."], ["abx.t", "dbc.t", "ab.t"], id="classes"),
        pytest.param("[[:digit:]][]x]", ["1]", "2x"], ["a]", "12"], id="posix-class"),
        pytest.param("[ab", [], ["a", "[ab"], id="unclosed"),
        pytest.param("\\#a\n\\!b\nc\\ \nd  ", ["#a", "!b", "c ", "d"], ["c", "d  "], id="escapes"),
        pytest.param("# a\n\n  \na\r", ["a"], ["# a", "b"], id="comments-and-blanks"),
        pytest.param("*", ["a", ".b", "a\nb"], [], id="everything"),
    ],
)
def test_patterns_mean_what_they_mean_to_git(
    tmp_path: Path, lines: str, covered: list[str], kept: list[str]
) -> None:
    (tmp_path / ".searchkitignore").write_text(lines)
    ignore = Ignore(tmp_path)
    found = [one for one in (*covered, *kept) if ignore.covers(f"{tmp_path}/{one}", folder=False)]
    assert found == covered


def test_a_pattern_that_ends_with_a_slash_is_for_folders(tmp_path: Path) -> None:
    (tmp_path / ".searchkitignore").write_text("a/\n")
    ignore = Ignore(tmp_path)
    assert ignore.covers(f"{tmp_path}/x/a", folder=True)
    assert not ignore.covers(f"{tmp_path}/x/a", folder=False)


@pytest.mark.parametrize(
    "text",
    [
        # Cubic time in the parser that keeps comments.
        "\n".join(f"title.b.c.key{number} = {number}" for number in range(80)),
        "[title]\na = 1",
        "[[authors]]\na = 1",
        "authors = [{a = 1}]",
    ],
)
def test_tables_in_corrections_are_refused_before_anything_is_edited(home: Path, text: str) -> None:
    (home / "corpus" / BESIDE).write_text(text)
    with Library.open(home) as library, pytest.raises(SettingsError, match="is a table"):
        library.edit("harbour.md", {"source": "Desk"})


@pytest.mark.parametrize("pattern", ["a*" * 400_000, "[[:" * 300_000, "**/" * 300_000])
def test_a_pattern_longer_than_any_path_is_refused(tmp_path: Path, pattern: str) -> None:
    (tmp_path / ".searchkitignore").write_text(pattern)
    with pytest.raises(SettingsError, match="4,096"):
        Ignore(tmp_path)
