"""The tree of errors and the sentences that they say."""

from __future__ import annotations

import inspect
from typing import get_args

import pytest

from searchkit import errors
from searchkit.errors import (
    ArticleNotFound,
    CorpusMissing,
    CorpusShrunk,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    IndexUnusable,
    PasswordMissing,
    QueryError,
    SearchkitError,
    SettingsError,
)

CLASSES = [
    one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, Exception)
]


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_every_error_is_in_the_one_tree_and_in_its_drawing(error: type[Exception]) -> None:
    assert issubclass(error, SearchkitError)
    assert error.__name__ in (errors.__doc__ or "")


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
def test_every_error_is_of_a_kind(error: type[SearchkitError]) -> None:
    assert error.kind in get_args(errors.Kind)


@pytest.mark.parametrize(
    ("error", "command"),
    [
        pytest.param(IndexMissing("/data/index"), "searchkit index", id="missing index"),
        pytest.param(IndexDamaged("segment"), "searchkit rebuild", id="damaged index"),
        pytest.param(PasswordMissing(), "searchkit password", id="no password"),
        pytest.param(SettingsError("unsafe", command="chmod 600 x"), "chmod 600 x", id="mode"),
    ],
)
def test_an_error_carries_the_command_that_mends_it(error: SearchkitError, command: str) -> None:
    assert error.command == command
    assert str(error) == f"{error.message}; run: {command}"


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        pytest.param(CorpusMissing, SettingsError, id="no corpus"),
        pytest.param(IndexMissing, IndexUnusable, id="no index"),
        pytest.param(IndexOutdated, IndexUnusable, id="old index"),
        pytest.param(IndexDamaged, IndexUnusable, id="damaged index"),
    ],
)
def test_an_error_is_caught_by_its_kind(child: type[Exception], parent: type[Exception]) -> None:
    assert issubclass(child, parent)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        pytest.param(IndexMissing("/data/index"), "searchkit index", id="missing index"),
        pytest.param(IndexOutdated("engine"), "searchkit rebuild", id="outdated index"),
        pytest.param(IndexDamaged("segment"), "searchkit rebuild", id="damaged index"),
        pytest.param(IndexLocked("process 7"), "--wait", id="locked index"),
        pytest.param(CorpusShrunk(3, 4), "--allow-shrink", id="shrunken corpus"),
        pytest.param(ArticleNotFound("a\nb"), r"a\nb", id="id shown escaped"),
    ],
)
def test_an_error_says_what_to_do_on_one_line(error: SearchkitError, words: str) -> None:
    assert words in str(error)
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("query", "start", "end", "carets"),
    [
        pytest.param("titel:a", 0, 5, "^^^^^", id="at the start"),
        pytest.param("a OR", 3, 4, "   ^", id="at the end"),
        pytest.param("a", 1, 1, " ^", id="an empty place gets one caret"),
    ],
)
def test_carets_stand_below_the_place(query: str, start: int, end: int, carets: str) -> None:
    assert QueryError("wrong", query, start, end).caret_lines() == [query, carets]


@pytest.mark.parametrize("blank", ["\n", "\t", "\r\n", "\u2028"], ids=repr)
def test_carets_stand_below_the_place_whatever_blank_space_the_query_has(blank: str) -> None:
    query = f'tajik{blank}army "peace'
    place = query.index('"')
    line, carets = QueryError("wrong", query, place, place + 1).caret_lines()
    assert len(line.splitlines()) == 1
    assert "\t" not in line
    assert line[carets.index("^")] == '"'


def test_a_query_error_says_what_where_and_what_would_work() -> None:
    error = QueryError("this is wrong", "a b", 2, 3, "write c")
    assert str(error).splitlines() == ["this is wrong", "  a b", "    ^", "write c"]
    assert str(QueryError("this is wrong", "a b", 2, 3)).splitlines()[-1] == "    ^"
