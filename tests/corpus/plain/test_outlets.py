"""Names of authors without the outlet behind them."""

from __future__ import annotations

import pytest

from searchkit.corpus.plain.outlets import without_outlets


@pytest.mark.parametrize(
    ("name", "source", "person"),
    [
        ("Anna Berg, Reuters", None, "Anna Berg"),
        ("ANNA BERG , REUTERS", None, "ANNA BERG"),
        ("Anna Berg (AFP)", None, "Anna Berg"),
        ("Anna Berg/AP", None, "Anna Berg"),
        ("Anna Berg | The Associated Press", None, "Anna Berg"),
        ("Anna Berg – dpa", None, "Anna Berg"),
        ("Anna Berg for Reuters", None, "Anna Berg"),
        ("Anna Berg, Senior Contributor", None, "Anna Berg"),
        ("Anna Berg, AP education writer", None, "Anna Berg"),
        ("Anna Berg, Jr.", None, "Anna Berg, Jr."),
        ("Anna Berg in Oslo, Reuters", None, "Anna Berg"),
        ("Anna Berg, The Coast Herald", "Coast Herald", "Anna Berg"),
        ("Anna Berg, Coast Herald", "The Coast Herald", "Anna Berg"),
        ("Anna Berg, Coast Herald", "Other Post", "Anna Berg, Coast Herald"),
        ("Анна Берг, Reuters", None, "Анна Берг"),
        ("Reuters", None, "Reuters"),
        ("Reuters, AP", None, "Reuters, AP"),
        ("Berg, AP", None, "Berg, AP"),
        ("Anna Berg, Oslo", None, "Anna Berg, Oslo"),
        ("Anna Berg Reuters", None, "Anna Berg Reuters"),
        ("The Coast Herald", "The Coast Herald", "The Coast Herald"),
        ("Anna of Kent", None, "Anna of Kent"),
        ("x" * 500 + ", AP", None, "x" * 500 + ", AP"),
    ],
)
def test_an_outlet_behind_a_name_is_no_part_of_it(
    name: str, source: str | None, person: str
) -> None:
    assert without_outlets([name], source) == (person,)


def test_names_that_become_equal_are_one() -> None:
    assert without_outlets(["Anna Berg, AP", "Anna Berg"], None) == ("Anna Berg",)
