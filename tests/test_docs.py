"""The documents are true: what they show runs, over the corpus that is shipped."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click import Command, Context

from searchkit import Library
from searchkit.analysis.languages import LANGUAGES
from searchkit.analysis.light_stems import LIGHT_STEMMERS
from searchkit.analysis.other_cases import LANGUAGES_WITH_CASES
from searchkit.cli import main
from searchkit.cli.main import COMMANDS, command
from searchkit.corpus.reader import Reader
from searchkit.corpus.registry import BUILT_IN
from searchkit.syntax import parse

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "benchmarks/RESULTS.md")
PAGES = {
    str(path.relative_to(ROOT)): path.read_text("utf-8")
    for path in (*(ROOT / name for name in GUIDES), *sorted(ROOT.glob("docs/*.md")))
    if path.exists()
}
README = PAGES["README.md"]
MAX_README_WORDS = 1_000


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """The code in a language, with the page that shows it."""
    for name, text in PAGES.items():
        for code in re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL):
            yield name, code


def commands(language: str) -> list[object]:
    """The calls of searchkit in a shell, each a case with an id."""
    lines = [
        (name, line.rpartition("| ")[2].removeprefix("$ "))
        for name, code in blocks(language)
        for line in code.splitlines()
    ]
    return [
        pytest.param(line, id=f"{name}: {line.partition('#')[0].strip()}")
        for name, line in dict.fromkeys(lines)
        if line.startswith("searchkit ")
    ]


def headings(text: str) -> set[str]:
    """The anchors of a page, as a forge makes them."""
    titles = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus that is shipped, with an index."""
    home = tmp_path_factory.mktemp("shipped") / "my-project"
    shutil.copytree(ROOT / "corpus", home / "corpus")
    with Library.open(home) as library:
        library.update()
    return home


@pytest.fixture
def project(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to work in, and a page that was downloaded."""
    home = shutil.copytree(shipped, tmp_path / "my-project")
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    (downloads / "new.html").write_text(
        "<html><head><title>Lighthouse</title></head><body><article><h1>Lighthouse</h1>"
        "<p>A keeper retires after forty years on the coast of Ellery.</p></article></body></html>"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(home)
    return home


@pytest.mark.slow
@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("line", commands("sh"))
def test_a_command_runs(line: str) -> None:
    arguments = []
    for word in shlex.split(line, comments=True)[1:]:
        path = Path(word).expanduser()
        arguments += map(str, path.parent.glob(path.name)) if "~/" in word else [word]
    assert main(arguments) == 0


@pytest.mark.parametrize("line", commands("console"))
def test_a_command_that_is_only_shown_has_these_options(line: str) -> None:
    command, context = options(line)
    with context:
        assert context.params.keys() == {one.name for one in command.params} - {"help"}


def options(line: str) -> tuple[Command, Context]:
    """A call, its options read and nothing started."""
    name, *words = shlex.split(line, comments=True)[1:]
    chosen = command(name)
    return chosen, chosen.make_context(name, [word for word in words if "$" not in word])


def test_the_commands_are_found() -> None:
    assert (len(commands("sh")) >= 30, len(commands("console")) >= 8) == (True, True)


@pytest.mark.parametrize("code", [code for _, code in blocks("python")])
def test_python_runs(project: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.chdir(project.parent)
    exec(code, {})


def test_the_python_of_the_readme_prints_what_it_says(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.parent)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(code, {})
    assert capsys.readouterr().out.startswith("3 Russia Prepares to Face Afghan Turmoil")


@pytest.mark.parametrize("code", [code for _, code in blocks("toml")])
def test_settings_are_toml(code: str) -> None:
    assert tomllib.loads(code)


FORMS = [
    form
    for name in ("README.md", "docs/query-language.md")
    for row in re.findall(r"^\| (`.*?) \|", PAGES[name], re.MULTILINE)
    for form in re.findall(r"`([^`]+)`", row)
]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_the_query_language_is_understood(form: str) -> None:
    assert len(FORMS) > 40
    assert parse(form if form[0] != "-" else f"word {form}") is not None


def named(languages: str) -> set[str]:
    """The codes of languages by their English names."""
    codes = {language.names[0]: code for code, language in LANGUAGES.items()}
    return {codes[name.strip()] for name in re.split(r",| and ", languages)}


def test_the_languages_of_each_rule_are_those_that_have_it() -> None:
    page = PAGES["docs/query-language.md"]
    (with_cases,) = re.findall(
        r"\bIn ([^.]+), the rules separate some cases", " ".join(page.split())
    )
    assert named(with_cases) == LANGUAGES_WITH_CASES
    (of_snowball,) = re.findall(
        r"^\| (.+) \| Snowball's rules for the language", page, re.MULTILINE
    )
    assert named(of_snowball) == {code for code, known in LANGUAGES.items() if known.algorithm}
    (lighter,) = re.findall(r"^\| (.+) \| lighter rules", page, re.MULTILINE)
    (beginning,) = re.findall(r"^\| (.+) \| the first five letters", page, re.MULTILINE)
    assert named(lighter) | named(beginning) == LIGHT_STEMMERS.keys()


def test_the_sums_of_the_ranking_are_those_that_are_printed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGES["docs/ranking.md"]
    sums = re.findall(r"^`(searchkit query .*? --explain)`.*?```\n(.*?)```", page, re.M | re.S)
    assert len(sums) == 3
    for line, shown in sums:
        assert main(shlex.split(line)[1:]) == 0
        printed = [" ".join(row.split()) for row in capsys.readouterr().out.splitlines()]
        for row in shown.splitlines():
            assert " ".join(row.split()) in printed


@pytest.mark.parametrize("reader", BUILT_IN)
def test_the_table_of_formats_has_what_a_reader_reads(reader: type[Reader]) -> None:
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|", PAGES["docs/articles.md"], re.MULTILINE)
    shown = {suffix for row in rows for suffix in re.findall(r"`(\.[^`]+)`", row)}
    plain = {suffix.removesuffix(".gz") for suffix in reader.suffixes}
    assert plain <= shown


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", PAGES[name]):
        path, _, anchor = target.partition("#")
        page = (ROOT / name).parent / path if path else ROOT / name
        assert page.exists(), target
        assert not anchor or anchor in headings(page.read_text("utf-8")), target


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_left_to_be_filled_in(name: str) -> None:
    assert not re.findall(r"@@\w*@@|\{\{|TODO|TBD", PAGES[name])


def test_every_page_is_reached_from_the_readme() -> None:
    assert {name for name in PAGES if name.startswith("docs/")} <= set(
        re.findall(r"\]\(([^)#]+)", README)
    )


def test_the_readme_is_short_and_begins_with_its_first_example() -> None:
    assert len(README.split()) <= MAX_README_WORDS
    (first, *_) = re.findall(r"```sh\n(.*)", README)
    assert first == 'searchkit query "Tajik Army"'


@pytest.mark.slow
def test_the_shipped_corpus_has_five_articles_and_no_failure(project: Path) -> None:
    with Library.open(project) as library:
        report = library.rebuild()
        assert (report.added, report.failed, report.warnings) == (5, (), ())
        assert library.search('"Tajik Army"').total == 3


def test_the_image_has_files_that_exist_and_starts_a_command_that_does() -> None:
    recipe = (ROOT / "Dockerfile").read_text("utf-8")
    copied = [word for row in re.findall(r"^COPY (.*) \S+$", recipe, re.M) for word in row.split()]
    assert copied
    assert [name for name in copied if not (ROOT / name).exists()] == []
    (words,) = re.findall(r"^ENTRYPOINT \[(.*)\]$", recipe, re.MULTILINE)
    _, context = options(words.replace(",", "").replace('"', ""))
    with context:
        assert context.params["hosts"] == ("localhost",)


def test_the_manual_page_has_every_command_and_every_option() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "make_man.py"))["page"]().replace(r"\-", "-")
    for name in COMMANDS:
        assert f'.SS "searchkit {name} ' in page
        for parameter in command(name).params:
            if parameter.param_type_name == "option":
                assert max(parameter.opts, key=len) in page
    requests = {line.split()[0] for line in page.splitlines() if line.startswith(".")}
    assert requests == {".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".nf", ".fi"}
