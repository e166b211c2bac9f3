"""Nothing that an article, a name or an argument holds acts on a terminal or breaks an export."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from torture.corruption import run

from searchkit.article import Article
from searchkit.cli import main
from searchkit.export import FORMATS, paths
from searchkit.matching.snippets import Snippet
from searchkit.results import Hit

pytestmark = pytest.mark.slow

#: Sets the title, writes the clipboard, moves the cursor, clears the screen; C1; bidi; hidden.
EVIL = (
    "\x1b]0;owned\x07 \x1b]52;c;cm0gLXJm\x07 \x1b[2J\x1b[1;1H \x9b31m \x9d0;x\x9c \x90q\x9c"
    " \u202egnp.exe \u2066x\u2069 a\u200bb \u061c \ufeff \u2028next \U000e0041 \x7f \x08\x08 \u3164"
)
ACTING = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202e\u2066\u2069\u200b\u061c\ufeff\u2028\U000e0041\u3164",
} - {"\n", "\r", "\t"}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evil")
    corpus = folder / "corpus"
    corpus.mkdir()
    text = f"“The ferry sails again today,” said Petra Vance. {EVIL} The ferry is late.\n"
    front = f"---\ntitle: {json.dumps(f'Ferry {EVIL}')}\nsource: {json.dumps(EVIL)}\n---\n"
    (corpus / f"a{EVIL[:16]}\u202e.md").write_text(front + text * 3)
    (corpus / "b.md").write_text(front + text * 3)
    (corpus / f"empty{EVIL[:16]}\nsearchkit: all is well.txt").touch()
    (corpus / "b.md.orig.xyz").write_text("x")
    assert main(["--home", str(folder), "index"]) == 3
    return folder


@pytest.fixture
def home(indexed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(indexed, tmp_path / "home"))


def on_terminal(home: Path, *arguments: str) -> tuple[int, str]:
    """The exit status of a command, and what it writes where both streams are a terminal."""
    ours, theirs = pty.openpty()
    with ThreadPoolExecutor(1) as threads, pytest.MonkeyPatch.context() as patch:
        # A terminal takes no more than a few lines before they are read.
        written = threads.submit(_read_to_the_end, ours)
        with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
            patch.setattr(sys, "stdout", terminal)
            patch.setattr(sys, "stderr", terminal)
            patch.setenv("TERM", "dumb")
            patch.setenv("NO_COLOR", "1")
            status = main(["--home", str(home), *arguments])
    return status, written.result().decode("utf-8")


def from_a_shell(home: Path, *arguments: str) -> tuple[int, str]:
    """The same of the command as a user starts it."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "searchkit", "--home", str(home), *arguments]
    environment = {**os.environ, "TERM": "dumb", "NO_COLOR": "1"}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True
    )
    os.close(theirs)
    written = _read_to_the_end(ours)
    return process.wait(), written.decode("utf-8")


def _read_to_the_end(terminal: int) -> bytes:
    written = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            # So Linux tells that nobody has the other side open.
            break
        if not piece:
            break
        written += piece
    os.close(terminal)
    return written


COMMANDS = [
    "query ferry",
    *(f"query ferry --{form}" for form in ("json", "jsonl", "csv", "bibtex", "markdown", "paths")),
    "query ferry --facets --explain",
    "query ferry --group story",
    "query ferry --paths -0",
    "kwic ferry",
    "kwic ferry --jsonl",
    "status",
    "status --json",
    "status --failures",
    "check --deep",
    "suggest fer --json",
    "suggest fer",
    "similar b.md",
    "similar b.md --json",
    "quotes ferry",
    "quotes ferry --json",
    "stories",
    "stories --json",
    "story b.md",
    "show b.md",
    "show b.md --json",
    "show b.md --metadata",
    "edit b.md --source x",
    "index --verify",
]
#: What of the articles stands in the answer, if not a part of `EVIL` made harmless.
SEEN = {
    "check --deep": "2 articles compared; 0 damaged, 0 differing",
    "suggest fer --json": '"ferry"',
    "edit b.md --source x": "0 added, 1 changed",
}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_what_acts_on_a_terminal(home: Path, command: str) -> None:
    status, shown = on_terminal(home, *command.split())
    # A run tells once more of the file that failed, a correction only of its own article.
    assert status == (3 if command == "index --verify" else 0)
    assert SEEN.get(command, "]0;owned") in shown
    assert not ACTING.intersection(shown.replace("\0", "")), sorted(ACTING & set(shown))
    assert "\nsearchkit: all is well" not in shown.replace("\r", "")


@pytest.mark.parametrize("command", ["query ferry --json", "show b.md"])
def test_a_shell_gets_what_main_writes(home: Path, command: str) -> None:
    assert from_a_shell(home, *command.split()) == on_terminal(home, *command.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", f"titel:{EVIL}"],
        ["query", "ferry", f"--{EVIL}"],
        ["query", "ferry", "--sort", EVIL],
        ["query", "ferry", "-n", EVIL],
        [EVIL],
        ["show", EVIL],
        ["similar", EVIL],
        ["add", f"/nowhere/{EVIL}"],
        ["edit", "b.md", "--date", EVIL],
        ["rebuild", "--engine", EVIL],
    ],
    ids=lambda one: " ".join(one[:-1]) or "command",
)
def test_no_message_repeats_what_acts_on_a_terminal(home: Path, arguments: list[str]) -> None:
    status, shown = on_terminal(home, *arguments)
    assert status in (1, 2)
    assert not ACTING.intersection(shown)
    assert "Traceback" not in shown


@pytest.mark.parametrize(
    "command", [one for one in COMMANDS if one.endswith(("--json", "--jsonl"))]
)
def test_json_on_a_terminal_is_the_same_json(home: Path, command: str) -> None:
    _, shown = on_terminal(home, *command.split())
    status, piped, _ = run(home, command.split())
    assert status == 0
    lines = command.endswith("--jsonl")
    texts = (shown.split("\r\n")[:-1], piped.split("\n")[:-1]) if lines else ([shown], [piped])
    on_screen, for_a_program = ([without_times(json.loads(one)) for one in each] for each in texts)
    assert on_screen == for_a_program
    assert not ACTING.intersection(shown)


def without_times(value: object) -> object:
    """What is the same in two runs of a command."""
    if isinstance(value, dict):
        return {key: without_times(one) for key, one in value.items() if key != "age"}
    return value


def test_a_pipe_gets_every_character(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    main(["--home", str(home), "query", "ferry", "--jsonl"])
    rows = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
    assert any("\u202e" in row["path"] for row in rows)
    main(["--home", str(home), "query", "ferry", "--paths"])
    assert "\x1b]0;owned\x07" in capsys.readouterr().out


def hit(**values: object) -> Hit:
    article = Article(**{"id": "a.txt", "path": "a.txt", "body": "x", "title": "T"} | values)  # type: ignore[arg-type]
    return Hit(1, 1.0, article, (), (Snippet("1. so *it* goes", ((6, 8),), 0),), ())


def on_one_line(text: str) -> str:
    """A text as a cell has it: each row of a table is one line."""
    return re.sub("[\n\r\v\u2028]+", " ", text)


NAMES = [
    "two\nlines.txt",
    "two\r\nlines.txt",
    "a\u2028b.txt",
    "a`b``c.txt",
    "`a`.txt",
    "a](x).txt",
    "<script>.txt",
    "# a.txt",
    "| a | b |.txt",
    "```\n# owned\n```.txt",
    "a}\n@misc{owned,.txt",
    "a\\.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_breaks_no_row_of_an_export(name: str) -> None:
    one = hit(id=name, path=name)
    written = {form: "".join(make([one])) for form, make in FORMATS.items()}
    rows = list(csv.reader(io.StringIO(written["csv"], newline="")))
    assert [len(row) for row in rows] == [17, 17]
    assert rows[1][2] == on_one_line(name)
    assert json.loads(written["jsonl"])["id"] == name
    assert written["markdown"].count("\n") == 5
    *_, code, blank, end = written["markdown"].split("\n")
    assert (code[:4], code[-1], blank, end) == ("   `", "`", "", "")
    entry = written["bibtex"].rstrip("\n")
    assert entry.count("\n") == 3
    assert entry.count("{") == entry.count("}")
    assert entry.count("\n@") == 0
    assert "".join(paths([one], Path("/c"))).count("\n") == 1
    assert "".join(paths([one], Path("/c"), ending="\0")) == f"/c/{name}\0"


def test_no_two_paths_are_written_alike() -> None:
    names = ["a\nb", "a\\nb", "a\\\nb", "a\\\\nb", '"a\\nb"', '"a\nb"']
    written = {"".join(paths([hit(path=name)], Path())) for name in names}
    assert len(written) == len(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a } b", r"a \textbraceright{} b", id="lone-brace"),
        pytest.param("} {", r"\textbraceright{} \textbraceleft{}", id="crossed-braces"),
        pytest.param("{a}", r"\{a\}", id="pair"),
        pytest.param("C:\\x", r"C:\textbackslash{}x", id="backslash"),
        pytest.param("100% of $5 & #1_a", r"100\% of \$5 \& \#1\_a", id="specials"),
        pytest.param("~ ^", r"\textasciitilde{} \textasciicircum{}", id="accents"),
        pytest.param("a\n\n b\x1b", "a b", id="controls"),
        pytest.param("trailing \\", r"trailing \textbackslash{}", id="trailing-backslash"),
    ],
)
def test_a_title_means_itself_to_tex(text: str, expected: str) -> None:
    written = "".join(FORMATS["bibtex"]([hit(title=text)]))
    assert f"  title = {{{expected}}},\n" in written


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://e.org/a\\b", "https://e.org/a%5Cb", id="backslash"),
        pytest.param("https://e.org/{x}}", "https://e.org/%7Bx%7D%7D", id="braces"),
        pytest.param("https://e.org/~a_b%20c?x=1&y#z", None, id="kept"),
        pytest.param("https://e.org/\x1b|^`x", "https://e.org/%1B%7C%5E%60x", id="controls"),
        pytest.param("https://e.org/ä", None, id="letters"),
    ],
)
def test_an_address_ends_no_field_and_no_link(url: str, expected: str | None) -> None:
    one = hit(url=url)
    assert f"  url = {{{expected or url}}},\n" in "".join(FORMATS["bibtex"]([one]))
    assert f"(<{expected or url}>)" in "".join(FORMATS["markdown"]([one]))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(1)",
        ' "=1+1"', "'=1+1", "\u200b=1", "\ufeff=cmd|' /C calc'!A0", "\u2212 1", "\x0b=1",
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(cell: str) -> None:
    written = "".join(FORMATS["csv"]([hit(title=cell, source=cell, authors=(cell,))]))
    row = next(csv.DictReader(io.StringIO(written, newline="")))
    assert {row["title"], row["source"], row["authors"]} == {on_one_line(f"'{cell}")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. item", "1\\. item"),
        ("12) item", "12\\) item"),
        ("- item", "\\- item"),
        ("a &lt; b", "a \\&lt; b"),
        ("~~gone~~ $x$ | y", "\\~\\~gone\\~\\~ \\$x\\$ \\| y"),
        ("![x](y)", "!\\[x\\]\\(y\\)"),
        ("a\n# b", "a # b"),
        ("2016. The year", "2016\\. The year"),
        ("of 2016. Then", "of 2016. Then"),
    ],
)
def test_a_title_means_itself_to_markdown(text: str, expected: str) -> None:
    assert f"**{expected}**" in "".join(FORMATS["markdown"]([hit(title=text)]))


BASE = [sys.executable, "-m", "searchkit"]
CLOSED = {"stdout": ">&-", "full": ">/dev/full"}


@pytest.mark.parametrize("how", CLOSED)
@pytest.mark.parametrize(
    "command",
    ["query ferry", "query ferry --json", "status", "kwic ferry", "check", "index", "--help"],
)
def test_an_output_that_takes_nothing_is_one_line_and_a_failure(
    home: Path, how: str, command: str
) -> None:
    line = f'exec "$@" --home "{home}" {command} {CLOSED[how]}'
    done = subprocess.run(["sh", "-c", line, "sh", *BASE], capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert "Bad file descriptor" in last or "No space left" in last


@pytest.mark.parametrize(
    "closed", ["2>&-", "<&-", "2>/dev/full", "<&- 2>&-", "2>&- | head -c 1", "| true"]
)
def test_streams_that_are_closed_besides_keep_no_answer_back(home: Path, closed: str) -> None:
    line = f'"$@" --home "{home}" query ferry --json {closed}'
    done = subprocess.run(["sh", "-c", line, "sh", *BASE], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout[:1] == ("" if closed == "| true" else "{")
    assert done.stderr == ""


@pytest.mark.parametrize(("command", "status"), [("query ferry", 0), ("query nothing", 1)])
def test_hints_that_nobody_takes_change_no_status(home: Path, command: str, status: int) -> None:
    line = f'exec "$@" --home "{home}" {command} 2>/dev/full'
    assert subprocess.run(["sh", "-c", line, "sh", *BASE], capture_output=True).returncode == status


def test_an_internal_error_is_one_line_that_says_how_to_report_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise KeyError(EVIL + "\n")

    monkeypatch.setattr("searchkit.library.Library.status", fail)
    capsys.readouterr()
    assert main(["--home", str(home), "status"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "KeyError" in told
    assert "SEARCHKIT_TRACEBACK=1" in told
    assert not ACTING.intersection(told)
    monkeypatch.setenv("SEARCHKIT_TRACEBACK", "1")
    assert main(["--home", str(home), "status"]) == 2
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert not ACTING.intersection(told)
