"""The page in other languages: what is said of their texts to a browser."""

from __future__ import annotations

import pytest

ARABIC = "بدأت محادثات السلام بين الحكومة والمتمردين يوم السبت في العاصمة، وفق متحدث رسمي."


@pytest.fixture(scope="module")
def arabic(tmp_path_factory, build_library):
    """A library with one article in Arabic, whose language is inferred."""
    text = f"محادثات السلام\n\n{ARABIC}\n"
    with build_library(tmp_path_factory.mktemp("arabic"), {"one.txt": ({}, text)}) as library:
        yield library


@pytest.mark.slow
def test_a_hit_says_in_which_language_it_is(arabic, get_from):
    answer = get_from(arabic, "/?q=محادثات")
    assert [one.attributes.get("lang") for one in answer.all("h2", dir="auto")] == ["ar"]
    (passages,) = answer.all("p", **{"class": "passages"})
    assert passages.attributes["lang"] == "ar"


def test_the_query_stands_apart_from_the_direction_of_the_words_around_it(arabic, get_from):
    answer = get_from(arabic, "/?q=محادثات")
    isolated = [one.text for one in answer.all("bdi")]
    assert "محادثات" in isolated
    assert "one.txt" in isolated
