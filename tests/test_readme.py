"""What the README shows works as it stands there, over the corpus that is shipped."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from searchkit import Library
from searchkit.cli import main
from searchkit.cli.main import group
from searchkit.syntax import parse

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")

_SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
_COMMANDS = [line for line in _SHELL.splitlines() if line.startswith("searchkit ")]
_TEXTS = README + (ROOT / "docs" / "serving.md").read_text("utf-8")
_SERVING = [
    line.rpartition("| ")[2].removeprefix("$ ")
    for line in re.findall(r"^\$ .*searchkit (?:serve|password).*$", _TEXTS, re.MULTILINE)
]
(_PYTHON,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
_FORMS = re.findall(r"^\| (`.*?) \|", README, re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "my-project"
    shutil.copytree(ROOT / "corpus", home / "corpus")
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    (downloads / "new.html").write_text(
        "<html><head><title>Lighthouse</title></head><body><article><h1>Lighthouse</h1>"
        "<p>A keeper retires after forty years on the coast of Ellery.</p></article></body></html>"
    )
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(home)
    with Library.open(home) as library:
        library.update()
    return home


@pytest.mark.parametrize("line", _COMMANDS)
def test_a_command_of_the_readme_runs(project: Path, line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    arguments = []
    for word in words:
        path = Path(word).expanduser()
        arguments += map(str, path.parent.glob(path.name)) if "*" in word else [word]
    assert main(arguments) == 0


def test_the_commands_are_found() -> None:
    assert len(_COMMANDS) >= 7


def test_the_python_of_the_readme_runs(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project.parent)
    exec(_PYTHON, {})
    assert capsys.readouterr().out.startswith("3 Russia Prepares to Face Afghan Turmoil")


@pytest.mark.parametrize(
    "form", [form for row in _FORMS for form in re.findall(r"`([^`]+)`", row) if form[0] != "-"]
)
def test_a_form_of_the_query_table_is_understood(form: str) -> None:
    assert parse(form) is not None


def test_the_shipped_corpus_has_five_articles_and_no_failure(project: Path) -> None:
    with Library.open(project) as library:
        report = library.rebuild()
        assert (report.added, report.failed, report.warnings) == (5, (), ())
        assert library.search('"Tajik Army"').total == 3


@pytest.mark.parametrize("line", _SERVING)
def test_an_option_that_the_documentation_names_is_there(line: str) -> None:
    """Nothing is started: what is wrong with the options is told first."""
    command, *words = shlex.split(line, comments=True)[1:]
    found = group.commands[command]
    with found.make_context(command, [word for word in words if "$" not in word]) as context:
        assert context.params


@pytest.mark.parametrize(
    "path",
    ["README.md", "docs/ranking.md", "docs/scale.md", "docs/serving.md", "docs/stories.md"],
)
def test_nothing_is_left_to_be_filled_in(path: str) -> None:
    assert not re.findall(r"@@\w*@@|\{\{", (ROOT / path).read_text("utf-8"))
