"""The id that is meant by the beginning of one; what an unknown one may have meant."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias
from unicodedata import normalize

import pytest

from searchkit import ArticleNotFound, Library
from searchkit.cli.common import complete_id
from searchkit.cli.main import group, main

Form: TypeAlias = Literal["NFC", "NFD"]


def test_the_beginning_of_one_id_is_enough(library: Library) -> None:
    assert library.resolve_id("monitor.txt") == "monitor.txt"
    assert library.resolve_id("har") == "harbour.md"
    assert library.resolve_id("fish") == library.resolve_id("old/") == "old/fish.txt"


@pytest.mark.parametrize("kept", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
def test_an_id_is_typed_with_letters_and_accents_in_either_form(
    library: Library, project: Path, kept: Form, typed: Form
) -> None:
    article_id = normalize(kept, "café.txt")
    (project / "corpus" / article_id).write_text("The café\n\nIt is open.\n")
    (project / "corpus" / f"{article_id}.txt").write_text("Another\n\nIt is shut.\n")
    library.update()
    assert library.resolve_id(normalize(typed, "café.txt")) == article_id
    assert len(library.ids_that_begin(normalize(typed, "café"))) == 2


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        pytest.param("monitro.txt", "did you mean monitor.txt?", id="misspelt"),
        pytest.param("zzz", "the path that searchkit query prints", id="nothing alike"),
        pytest.param("", "the path that searchkit query prints", id="empty"),
    ],
)
def test_an_unknown_id_names_the_nearest(library: Library, text: str, advice: str) -> None:
    with pytest.raises(ArticleNotFound) as caught:
        library.resolve_id(text)
    assert advice in caught.value.advice


def test_a_beginning_of_several_names_them(library: Library, project: Path) -> None:
    (project / "corpus" / "harvest.txt").write_text("A harvest\n\nAll of it was good.\n")
    library.update()
    with pytest.raises(ArticleNotFound) as caught:
        library.resolve_id("har")
    assert caught.value.advice == "2 ids begin so: harbour.md, harvest.txt"


def test_the_shell_takes_and_completes_beginnings(
    library: Library, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(project), "show", "harb"]) == 0
    assert "Harbour strike ends" in capsys.readouterr().out
    context = group.make_context("searchkit", ["--home", str(project), "show"])
    parameter = group.params[0]
    assert complete_id(context, parameter, "m") == ["monitor.txt"]
    assert complete_id(context, parameter, "zz") == []
    elsewhere = group.make_context("searchkit", ["--home", str(project / "corpus"), "show"])
    assert complete_id(elsewhere, parameter, "m") == []
