"""Function words of a long query need not match, and the answer says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Harbour.\n\nDock workers began a strike at Tidewick harbour.")
    (corpus / "b.txt").write_text("Weather.\n\nRain over the hills of Tidewick.")
    library = Library.open(tmp_path)
    library.update()
    return library


def test_a_long_query_that_finds_nothing_is_asked_without_its_function_words(
    library: Library,
) -> None:
    results = library.search("strike of the dock workers at Tidewick")
    assert [hit.id for hit in results.hits] == ["a.txt"]
    assert any("need not match: of, the, at" in note for note in results.notes)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("strike of the dock", id="too short"),
        pytest.param("strike AND of AND the AND dock AND workers", id="asked for"),
        pytest.param("strike of the dock sailors Tidewick", id="still nothing"),
        pytest.param("strike =of dock workers Tidewick", id="exact"),
    ],
)
def test_otherwise_they_must_match(library: Library, query: str) -> None:
    assert library.search(query).total == 0


def test_what_finds_something_is_asked_as_it_is(library: Library) -> None:
    results = library.search("rain over the hills of Tidewick")
    assert [hit.id for hit in results.hits] == ["b.txt"]
    assert not any("need not match" in note for note in results.notes)


@pytest.fixture
def foreign(tmp_path: Path) -> Library:
    """Articles in German and Japanese."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    german = "Die Arbeiter im Hafen von Kiel begannen gestern ihren Streik für höhere Löhne."
    japanese = "八世紀に日本の首都であった奈良を代表する寺院である。仏像の高さは十五メートル。"
    (corpus / "de.txt").write_text(f"Hafen.\n\n{german}")
    (corpus / "ja.txt").write_text(f"寺院。\n\n{japanese}")
    library = Library.open(tmp_path)
    library.update()
    return library


@pytest.mark.parametrize(
    ("query", "found", "dropped"),
    [
        ("wann begannen die Arbeiter von Kiel ihren Streik", "de.txt", "wann, die, von"),
        ("八世紀に日本の首都はどこでしたか。", "ja.txt", "に, の, はどこでしたか"),
        ("日本 首都だった奈良の寺院は", "ja.txt", "だった, の, は"),
    ],
)
def test_so_it_is_in_the_languages_of_the_index(
    foreign: Library, query: str, found: str, dropped: str
) -> None:
    results = foreign.search(query)
    assert [hit.id for hit in results.hits] == [found]
    assert any(f"need not match: {dropped}" in note for note in results.notes)


@pytest.mark.parametrize("query", ["日本は首都", "すしやうどん", "日本の大仏はどこでしたか"])
def test_a_short_run_must_match_and_so_must_its_words(foreign: Library, query: str) -> None:
    assert foreign.search(query).total == 0
