"""A pattern that is compiled late is as one of the library, which is the oracle here."""

from __future__ import annotations

import copy
import pickle
import re
from types import ModuleType
from typing import Any

import pytest
import regex

from searchkit import quick_re, quick_regex

TEXT = "Talks began; TALKS ended."


@pytest.mark.parametrize(("library", "quick"), [(re, quick_re), (regex, quick_regex)])
def test_a_pattern_finds_what_one_of_the_library_finds(library: Any, quick: Any) -> None:
    standard, late = (module.compile(r"(t)alks", module.IGNORECASE) for module in (library, quick))
    assert late.pattern == standard.pattern
    for method in ("search", "match", "fullmatch", "findall", "split"):
        assert str(getattr(late, method)(TEXT)) == str(getattr(standard, method)(TEXT)), method
    assert list(map(str, late.finditer(TEXT))) == list(map(str, standard.finditer(TEXT)))
    assert (late.sub("x", TEXT), late.subn("x", TEXT)) == (
        "x began; x ended.",
        ("x began; x ended.", 2),
    )
    assert (late.flags, late.groups) == (standard.flags, standard.groups)


@pytest.mark.parametrize("quick", [quick_re, quick_regex])
def test_a_pattern_is_compiled_with_its_first_match(quick: ModuleType) -> None:
    wrong: Any = quick.compile("(")
    with pytest.raises((re.error, regex.error)):
        wrong.search(TEXT)


def test_a_pattern_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []

    def counted(pattern: str, flags: int) -> re.Pattern[str]:
        compiled.append(pattern)
        return re.compile(pattern, flags)

    late: Any = quick_re.LazyPattern(counted, "talks", 0)
    assert [late.search(TEXT), late.match(TEXT), late.search(TEXT)] == [None] * 3
    assert compiled == ["talks"]


def test_a_pattern_can_be_copied_and_sent_to_a_process() -> None:
    late = quick_re.compile("(Talks)")
    assert late.search(TEXT)
    for again in (copy.deepcopy(late), pickle.loads(pickle.dumps(late))):
        assert again.findall(TEXT) == ["Talks"]


def test_a_pattern_has_nothing_that_those_of_the_library_have_not() -> None:
    with pytest.raises(AttributeError):
        quick_re.compile("x").find  # noqa: B018
