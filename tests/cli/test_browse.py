"""The reader in the terminal, driven by keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import write_corpus
from textual.widgets import OptionList, Static

from searchkit import Library
from searchkit.cli import main, reader
from searchkit.cli.reader import ReaderApp

WIRE = " ".join(f"The ferry number {number} sailed past pier {number}." for number in range(60))
FILES = {
    "a.md": f"---\ntitle: '[bold]Ferry[/] sails'\nsource: River Post\ndate: 2016\n---\n{WIRE}",
    "b.md": f"---\ntitle: Ferry again\nsource: The Coast Gazette\n---\n{WIRE}",
    "c.md": "---\ntitle: Harbour\n---\nA \x1b[31mred\x1b[0m tug\u202e boat.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory):
    with Library.open(write_corpus(tmp_path_factory.mktemp("browse"), FILES)) as library:
        library.update()
        yield library


class Seen:
    """What the reader shows."""

    def __init__(self, app: ReaderApp) -> None:
        self.titles = [
            str(app.query_one("#list", OptionList).get_option_at_index(at).prompt).split("\n")[0]
            for at in range(app.query_one("#list", OptionList).option_count)
        ]
        self.text = str(app.query_one("#text", Static).content)
        self.told = str(app.query_one("#told", Static).content)
        self.scrolled = app.query_one("#preview").scroll_y


pytestmark = pytest.mark.slow


def seen_along(library: Library, text: str, *steps: str) -> list[Seen]:
    """What is seen at first, and after each step: keys with blanks between, or `type …`."""

    async def drive() -> list[Seen]:
        app = ReaderApp(library, text)
        async with app.run_test(size=(60, 16)) as pilot:
            await pilot.pause()
            seen = [Seen(app)]
            for step in steps:
                typed = step.startswith("type ")
                await pilot.press(*(step[5:] if typed else step.split()))
                await pilot.pause()
                seen.append(Seen(app))
            return seen

    return asyncio.run(drive())


def test_results_stand_beside_the_article_with_its_marks(library):
    first, second, marked, last = seen_along(library, "pier", "down", "n n", "p p p")
    assert sorted(first.titles) == ["Ferry again", "[bold]Ferry[/] sails"]
    assert first.told == "2 articles"
    assert first.text.split("\n")[0] == first.titles[0]
    assert second.text.split("\n")[0] == second.titles[1]
    assert "sailed past pier 0." in second.text
    assert marked.told == "highlight 2 of 60"
    assert last.told == "highlight 59 of 60"
    assert last.scrolled > marked.scrolled


def test_a_query_and_filters_can_be_changed(library):
    seen = seen_along(
        library,
        "ferry",
        "f down enter",
        "f enter",
        "s",
        "escape",
        "w",
        "o",
        "slash home",
        "type (",
        "enter",
    )
    first, narrowed, widened, story, back, web, pager, *_, refused = seen
    assert len(first.titles) == 2
    assert len(narrowed.titles) == 1
    assert "source:" in narrowed.told
    assert len(widened.titles) == 2
    assert "2 versions" in story.told
    assert back.told == "2 articles"
    assert "no address" in web.told
    assert "no pager" in pager.told
    # What was found stays.
    assert len(refused.titles) == 2
    assert "(" in refused.told


def test_nothing_of_an_article_is_markup_or_a_control_character(library):
    seen, none, *_, other = seen_along(
        library, "title:harbour", "n", "slash ctrl+u", "type zeppelin", "enter"
    )
    assert "\x1b" not in seen.text
    assert "\u202e" not in seen.text
    assert "tug" in seen.text
    assert none.told == "no highlights in this article"
    assert other.titles == []


def test_a_long_article_is_cut(library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reader, "MAX_SHOWN", 300)
    _, seen = seen_along(library, "pier", "p")
    assert len(seen.text) < 450
    assert "press o" in seen.text
    assert seen.told.startswith("highlight ")


def test_without_the_package_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], library
):
    monkeypatch.setattr("searchkit.cli.browsing.find_spec", lambda name: None)
    assert main(["--home", str(library.settings.home), "browse"]) != 0
    assert "searchkit[browse]" in capsys.readouterr().err


def test_without_a_terminal_the_reader_is_refused_and_never_waits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, library
):
    monkeypatch.setattr(ReaderApp, "run", lambda app: pytest.fail("it would wait for keys"))
    assert main(["--home", str(library.settings.home), "browse", "ferry"]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_the_command_opens_the_reader_with_its_query(
    monkeypatch: pytest.MonkeyPatch, library, tmp_path: Path
):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    opened: list[str] = []
    run: Callable[[ReaderApp], None] = lambda app: opened.append(app._text)  # noqa: E731
    monkeypatch.setattr(ReaderApp, "run", run)
    assert main(["--home", str(library.settings.home), "browse", "ferry", "-tug"]) == 0
    assert opened == ["ferry -tug"]
