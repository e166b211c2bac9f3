"""The commands, as a user runs them: output, errors, exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit.cli import main


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write_corpus(tmp_path))
    monkeypatch.delenv("SEARCHKIT_HOME", raising=False)
    return tmp_path


def process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "searchkit", *arguments],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.slow
def test_the_first_query_builds_the_index_and_says_so(home: Path) -> None:
    first = process("query", "Petra", "Vance", cwd=home)
    assert first.returncode == 0
    assert "no index yet" in first.stderr
    assert "**Petra Vance**" in first.stdout
    second = process("query", "Petra", "Vance", cwd=home)
    assert second.stdout == first.stdout
    assert second.stderr == "3 articles\n"


def test_a_hit_shows_title_source_date_path_and_marked_passage(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", '"useless cargo"']) == 0
    assert capsys.readouterr().out == (
        " 1. Harbour strike ends\n"
        "    The Coast Herald · 2016-02-20 · Ada Lind, Bo Berg\n"
        "    harbour.md\n"
        "    “We won’t unload **useless cargo**,” said the union's leader, Petra Vance.\n"
    )


def test_an_inferred_date_and_an_undated_article_say_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["query", "union"])
    out = capsys.readouterr().out
    assert "unknown source · 2020-03-31 (inferred)" in out
    assert "unknown source · undated" in out


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param(["query", "strike"], 0, id="hits"),
        pytest.param(["query", "zebra"], 1, id="no-hits"),
        pytest.param(["query", "titel:strike"], 2, id="bad-query"),
        pytest.param(["query", "strike", "--limit", "0"], 2, id="bad-option-value"),
        pytest.param(["query", "strike", "--limt", "3"], 2, id="unknown-option"),
        pytest.param(["query", "strike", "--since", "soon"], 2, id="bad-date"),
        pytest.param(["query", "  "], 2, id="blank-query"),
        pytest.param(["query", "strike", "--source", "***"], 2, id="filter-without-words"),
        pytest.param(["query", "strike", "-n", "-5"], 2, id="negative-limit"),
        pytest.param(["query", "--source", "herald"], 0, id="filter-only"),
        pytest.param(["show", "harbour.md"], 0, id="show"),
        pytest.param(["show", "none.md"], 1, id="show-unknown"),
        pytest.param(["index"], 0, id="index"),
        pytest.param(["rebuild", "--engine", "lucene"], 2, id="unknown-engine"),
        pytest.param(["status"], 0, id="status"),
        pytest.param(["--home", "/nowhere", "status"], 2, id="no-home"),
        pytest.param(["frobnicate"], 2, id="unknown-command"),
        pytest.param(["--help"], 0, id="help"),
        pytest.param(["--version"], 0, id="version"),
    ],
)
def test_the_exit_status_follows_the_contract(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int
) -> None:
    main(["index"])
    capsys.readouterr()
    assert main(arguments) == status
    written = capsys.readouterr()
    assert "Traceback" not in written.err
    # Errors leave standard output to data.
    assert (status in (0,)) == bool(written.out)


@pytest.mark.parametrize(
    ("query", "caret", "advice"),
    [
        pytest.param("titel:taliban", "  ^^^^^\n", "title", id="unknown-field"),
        pytest.param('"tajik', "  ^\n", '"tajik"', id="open-quote"),
        pytest.param("(a OR", "      ^\n", "add a word", id="dangling-operator"),
        pytest.param("date:2016-13", "       ^^^^^^^\n", "2016-02", id="bad-date"),
    ],
)
def test_a_bad_query_gets_a_caret_under_the_place_and_advice(
    home: Path, capsys: pytest.CaptureFixture[str], query: str, caret: str, advice: str
) -> None:
    assert main(["query", query]) == 2
    error = capsys.readouterr().err
    assert f"  {query}\n{caret}" in error
    assert advice in error.split(caret)[1]


def test_minus_words_exclude_and_are_no_options(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "union", "-nine", "-source:herald", "--count"]) == 0
    assert capsys.readouterr().out == "2\n"
    assert main(["query", "-n", "1", "union", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (len(answer["hits"]), answer["query"]["text"]) == (1, "union")
    assert main(["query", "-n1", "union", "--count"]) == 0


def test_json_marks_lie_on_the_words_they_mark(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["query", "--json", "strike", "over", "docks"])
    (hit,) = json.loads(capsys.readouterr().out)["hits"]
    marked = [hit["title"][start:end] for start, end in hit["title_marks"]]
    assert marked == ["Strike", "Over", "Docks"]
    words = {one["text"][start:end] for one in hit["snippets"] for start, end in one["marks"]}
    assert words == {"strike", "dock", "over"}


def test_jsonl_has_one_hit_a_line_and_paths_name_files(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["query", "--jsonl", "petra"])
    lines = [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]
    main(["query", "--paths", "petra"])
    paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
    main(["query", "--paths", "-0", "petra"])
    assert capsys.readouterr().out == "".join(f"{path}\0" for path in paths)
    assert [path.relative_to(home / "corpus").as_posix() for path in paths] == lines
    assert all(path.is_file() for path in paths)


def test_facets_are_counted_over_all_hits_and_add_up(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["query", "--facets", "petra", "-n", "1"])
    out = capsys.readouterr().out
    assert "\nsource\n      2  unknown\n      1  The Coast Herald\n" in out
    assert "\nmonth\n      1  2016-02\n      1  2020-03\n      1  unknown\n" in out
    assert "\nlanguage\n      3  en\n" in out
    main(["query", "--facets", "petra", "--json"])
    facets = json.loads(capsys.readouterr().out)["facets"]
    assert dict(facets.pop("author")) == {"Ada Lind": 1, "Bo Berg": 1, "unknown": 2}
    assert {sum(count for _, count in rows) for rows in facets.values()} == {3}


def test_facets_go_with_a_count_and_not_with_an_export(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["query", "--facets", "petra", "--count"])
    assert capsys.readouterr().out.startswith("3\n\nsource\n      2  unknown\n")
    assert main(["query", "--facets", "petra", "--csv"]) == 2
    assert "cannot be used with --csv" in capsys.readouterr().err


@pytest.mark.parametrize("field", ["source", "author", "agency", "date"])
def test_the_unknown_of_a_facet_can_be_searched_for(
    home: Path, capsys: pytest.CaptureFixture[str], field: str
) -> None:
    main(["query", "*", "--facets", "--json"])
    counted = json.loads(capsys.readouterr().out)["facets"]
    main(["query", f"{field}:unknown", "--count"])
    unknown = int(capsys.readouterr().out)
    assert unknown
    assert dict(counted["year" if field == "date" else field])["unknown"] == unknown


def test_csv_cells_are_never_formulas(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "corpus" / "evil.md").write_text("---\ntitle: '=HYPERLINK(1)'\n---\nFormula, quoted.")
    main(["query", "--csv", "formula"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["title"] == "'=HYPERLINK(1)"
    assert row["snippet"] == "Formula, quoted."


def test_control_characters_never_reach_the_terminal(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "a\x1b]0;x\x07\u202etxt.txt"
    (home / "corpus" / name).write_text(
        "Bell \x1b[31m\x07 title\n\nThe bell\x9b31m rang \u202edoow"
    )
    main(["query", "bell"])
    main(["show", name])
    main(["show", "none\x1b[31m"])
    main(["query", "zebra\x1b[31m"])
    written = capsys.readouterr()
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(written.out + written.err)
    assert "␛]0;x␇" in written.out


def test_failed_files_are_listed_and_the_exit_status_tells(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "corpus" / "empty.txt").write_text("")
    assert main(["index"]) == 3
    written = capsys.readouterr()
    assert written.err == "empty.txt: no text\n"
    assert written.out == "4 added, 0 changed, 0 moved, 0 removed, 0 unchanged, 1 failed\n"
    main(["status"])
    assert "empty.txt: no text" in capsys.readouterr().out


def test_a_folder_without_articles_is_told_from_one_without_a_corpus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--home", str(tmp_path)]
    assert main([*at, "status"]) == 2
    assert f"there is no corpus folder {tmp_path / 'corpus'}" in capsys.readouterr().err
    (tmp_path / "corpus").mkdir()
    assert main([*at, "status"]) == 4
    assert capsys.readouterr().err.endswith("run: searchkit index\n")
    assert main([*at, "index"]) == 0
    assert "the corpus folder has no articles yet" in capsys.readouterr().err
    assert main([*at, "status"]) == 0
    assert re.search(r"^date +none$", capsys.readouterr().out, re.MULTILINE)


@pytest.mark.slow
def test_add_copies_into_the_corpus_and_indexes(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["index"])
    new = tmp_path / "lighthouse.txt"
    new.write_text("Lighthouse\n\nA keeper retires.")
    assert main(["add", str(new)]) == 0
    assert main(["query", "keeper", "--count"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1"
    assert (home / "corpus" / "lighthouse.txt").is_file()


@pytest.mark.slow
def test_a_locked_index_is_exit_5_with_the_holder(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from searchkit import Library

    main(["index"])
    with Library.open(home)._folder.locked():
        result = process("index", cwd=home)
    assert result.returncode == 5
    assert str(os.getpid()) in result.stderr


def test_a_missing_corpus_is_exit_2_and_a_damaged_index_exit_4(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["index"])
    (home / "index" / "CURRENT").write_text("nonsense")
    assert main(["query", "strike"]) == 4
    assert "searchkit rebuild" in capsys.readouterr().err
    (home / "corpus").rename(home / "gone")
    assert main(["--home", str(home), "rebuild"]) == 2


@pytest.mark.slow
def test_a_full_disk_is_a_message_and_the_old_index_answers(home: Path) -> None:
    process("index", cwd=home)
    (home / "corpus" / "new.txt").write_text("New\n\n" + "Many different words " * 500)
    limited = f"ulimit -f 1; exec {sys.executable} -m searchkit index"
    result = subprocess.run(
        ["bash", "-c", limited], cwd=home, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 2
    assert "File too large" in result.stderr
    assert "Traceback" not in result.stderr
    assert process("query", "--count", "petra", cwd=home).stdout == "3\n"
    assert process("index", cwd=home).stdout.startswith("1 added")


def test_show_prints_provenance_and_marks(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "monitor.txt", "--query", "talks"]) == 0
    out = capsys.readouterr().out
    assert "2020-03-31  [inferred by" in out
    assert "“Date: 31 March 2020”" in out or "“31 March 2020”" in out
    assert "said that **talks** would go on" in out
    main(["show", "monitor.txt", "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert shown["provenance"]["date"]["status"] == "inferred"


@pytest.mark.slow
def test_show_names_what_is_set_apart(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "<p>The council shut the old quay on Monday, and nobody could say why it did so.</p>" * 3
    figure = "<figcaption>The quay, seen from the lighthouse.</figcaption>"
    page = f"<html><body><article><h1>Quay shut</h1>{text}{figure}</article></body></html>"
    (home / "corpus" / "quay.html").write_text(page)
    assert main(["index"]) == 0
    capsys.readouterr()
    assert main(["show", "quay.html", "--query", "lighthouse"]) == 0
    assert "\n\n[caption]\nThe quay, seen from the **lighthouse**.\n" in capsys.readouterr().out
    main(["show", "quay.html", "--json"])
    (inset,) = (shown := json.loads(capsys.readouterr().out))["insets"]
    assert inset["kind"] == "caption"
    assert shown["body"][inset["start"] : inset["end"]] == "The quay, seen from the lighthouse."


@pytest.mark.slow
def test_a_pipe_that_closes_early_ends_quietly(home: Path) -> None:
    (home / "corpus" / "long.txt").write_text("Long\n\n" + "The strike goes on and on. " * 40_000)
    process("index", cwd=home)
    command = f"{sys.executable} -m searchkit show long.txt | head -1"
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=home, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert result.stderr == ""
    assert result.stdout == "Long\n"
    assert result.returncode == 0


def on_a_terminal(home: Path, *arguments: str, **environment: str) -> str:
    """What the command writes to a terminal."""
    screen, terminal = pty.openpty()
    settings = ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "LINES")
    unset = {name: value for name, value in os.environ.items() if name not in settings}
    run = subprocess.Popen(
        [sys.executable, "-m", "searchkit", *arguments],
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=terminal,
        stderr=subprocess.DEVNULL,
        env={**unset, "TERM": "xterm-256color", "COLUMNS": "60", **environment},
    )
    os.close(terminal)
    written = b""
    while True:
        try:
            part = os.read(screen, 65536)
        except OSError:
            break
        if not part:
            break
        written += part
    os.close(screen)
    run.wait(timeout=60)
    return written.decode()


@pytest.mark.slow
def test_a_terminal_gets_colour_unless_no_color(home: Path) -> None:
    process("index", cwd=home)
    colored = on_a_terminal(home, "query", '"useless cargo"')
    assert "\x1b[1;31museless cargo\x1b[0m" in colored
    plain = on_a_terminal(home, "query", '"useless cargo"', NO_COLOR="1")
    assert "**useless cargo**" in plain
    assert "\x1b" not in plain
    assert max(map(len, plain.splitlines())) <= 60
    piped = process("query", '"useless cargo"', "--color", "always", cwd=home)
    assert "\x1b[1;31museless cargo\x1b[0m" in piped.stdout


@pytest.mark.slow
def test_help_begins_with_examples_and_imports_neither_nltk_nor_whoosh(home: Path) -> None:
    program = (
        "import sys; from searchkit.cli import main; main(['--help']); "
        "print(sorted({'nltk', 'whoosh', 'flask', 'yaml', 'rich'} & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=home, capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    assert result.stdout.index("Examples:") < result.stdout.index("Options:")
    assert result.stdout.endswith("[]\n")


@pytest.mark.slow
def test_a_query_of_known_words_imports_neither_nltk_nor_what_else_it_has_no_use_for(
    home: Path,
) -> None:
    process("index", cwd=home)
    program = (
        "import sys; from searchkit.cli import main; main(['query', 'strike of workers']); "
        "print({'nltk', 'asyncio', 'http', 'searchkit.cli.serving'} & set(sys.modules) or False)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=home, capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    assert result.stdout.endswith("False\n")


def test_the_value_of_an_option_may_begin_with_a_minus(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["index"])
    capsys.readouterr()
    assert main(["query", "-n", "-5", "x"]) == 2
    assert main(["query", "x", "--since", "-2016"]) == 2
    error = capsys.readouterr().err
    assert "'-2016' is not a valid date" in error
    assert not {"\0", "␀"} & set(error)


def test_explain_adds_up_the_score(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--json", "--explain", "strike docks"]) == 0
    hits = json.loads(capsys.readouterr().out)["hits"]
    for hit in hits:
        shares = sum(share["score"] for share in hit["explanation"])
        assert shares == pytest.approx(hit["score"], abs=1e-4)
    assert main(["query", "--explain", "strike docks"]) == 0
    printed = capsys.readouterr().out
    assert "text: strike" in printed
    assert f"{hits[0]['score']:.3f}  score" in printed


def test_a_query_without_a_character_that_can_be_read_is_no_search_for_everything(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # What the bytes of a Latin-1 terminal become.
    assert main(["query", "\udce9"]) == 2
    assert "missing query" in capsys.readouterr().err


def test_a_page_after_the_only_one_is_said_not_to_be(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "*", "--page", "2"]) == 0
    assert capsys.readouterr().err.endswith("no page 2: 4 articles; there is only one page\n")


def test_only_a_page_before_the_last_names_the_next(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "*", "-n", "2"]) == 0
    assert capsys.readouterr().err.endswith("4 articles, page 1 of 2; next: --page 2\n")
    assert main(["query", "*", "-n", "2", "--page", "2"]) == 0
    assert capsys.readouterr().err.endswith("4 articles, page 2 of 2\n")


@pytest.mark.slow
def test_a_warning_that_many_articles_of_a_file_share_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "corpus").mkdir()
    lines = [json.dumps({"id": n, "title": f"Flash {n}"}) for n in range(3)]
    (tmp_path / "corpus" / "wire.jsonl").write_text("\n".join(lines))
    main(["--home", str(tmp_path), "index"])
    told = [line for line in capsys.readouterr().err.splitlines() if "warning" in line]
    assert told == ["wire.jsonl: warning: it has no text, so its title is used (3 articles)"]


@pytest.mark.parametrize("form", ["--csv", "--jsonl", "--count", "--paths"])
def test_an_explanation_is_refused_where_there_is_no_place_for_it(
    home: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    assert main(["query", "union", "--explain", form]) == 2
    assert f"cannot be used with {form}" in capsys.readouterr().err


def test_a_hit_whose_passage_is_marked_is_not_said_to_begin_so(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["query", 'quote:"useless cargo"', "--color", "never"])
    assert "**useless cargo**" in (out := capsys.readouterr().out)
    assert "showing the beginning" not in out
    main(["query", "title:ties"])
    assert "showing the beginning" in capsys.readouterr().out


def test_a_dry_run_reports_a_loss_that_a_run_would_refuse(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index"]) == 0
    for path in (home / "corpus").glob("*.*"):
        path.unlink()
    capsys.readouterr()
    assert main(["index", "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert ", 3 removed, 1 unchanged" in out
    assert "--allow-shrink" in err
    assert main(["index"]) == 2


def test_add_says_that_it_creates_the_corpus_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, article = tmp_path / "new", tmp_path / "a.txt"
    home.mkdir()
    article.write_text("A day\n\nIt rained in Norway.\n")
    told = f"created {home / 'corpus'}\n"
    assert main(["--home", str(home), "add", str(article)]) == 0
    assert told in capsys.readouterr().err
    assert main(["--home", str(home), "add", str(article)]) == 0
    assert told not in capsys.readouterr().err


def test_a_conflict_says_that_nothing_was_added(
    home: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path_factory.mktemp("more")
    (folder / "harbour.md").write_text("Other.\n\nAnother text.")
    (folder / "new.md").write_text("New.\n\nA new text.")
    paths = map(str, sorted(folder.iterdir()))
    assert main(["add", *paths]) == 2
    assert "already exists with different content; nothing was added" in capsys.readouterr().err
    assert not (home / "corpus" / "new.md").exists()
