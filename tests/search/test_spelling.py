"""Words that no article has get a form that articles have, and never one that exists."""

from __future__ import annotations

import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import write_corpus

from searchkit import Library

ARTICLES = {
    "a.txt": "Kabulov in Kabul.\n\nEnvoy Kabulov met the Tajik army. Armed men of the army left.",
    "b.txt": "Elections.\n\nThe Tajik elections and the arms of the army; Kabulov’s talks.",
    "c.txt": "Harbours.\n\nMen at the harbour saw the talks. The U.S. dollar fell 1967 points.",
    "d.md": "---\nsource: The New York Times\ntitle: Zebra\n---\n"
    "A zebras’ tale of women, YORK men and a zebrum.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = write_corpus(tmp_path_factory.mktemp("spelling"), ARTICLES)
    with Library.open(home) as library:
        library.update()
        yield library


def words(library: Library, query: str, **options: str | bool) -> dict[str, list[str]]:
    spelling = library.search(query, **options).spelling  # type: ignore[arg-type]
    return {
        one.word: [form for form, _ in one.forms] for one in (spelling.words if spelling else ())
    }


@pytest.mark.parametrize(
    ("query", "respelt"),
    [
        pytest.param("kabulof", "Kabulov", id="letter"),
        pytest.param("cabulov", "Kabulov", id="first-letter"),
        pytest.param("tajik amry", "tajik army", id="swapped-letters"),
        pytest.param("kabulof amry", "Kabulov army", id="two-words"),
        pytest.param("=haarbour", "=harbour", id="exact"),
        pytest.param("=elections =armies", "=elections =army", id="other-form-of-the-word"),
        pytest.param('"tajik amry"', '"tajik army"', id="word-of-a-phrase"),
        pytest.param('"tajik, amry"~2', '"tajik, army"~2', id="word-of-a-sloppy-phrase"),
        pytest.param("title:(Electoins OR kabuul)", "(title:Elections OR title:Kabul)", id="group"),
        pytest.param("(tajik NEAR/2 amry)^2", "(tajik NEAR/2 army)^2", id="near"),
        pytest.param("tajik -kabulof", "tajik (NOT Kabulov)", id="excluded"),
        pytest.param("elections OR harbuor", "(elections OR harbour)", id="alternative"),
        pytest.param('source:"new yrok"', 'source:"new york"', id="value"),
        pytest.param("dolar", "dollar", id="left-out"),
        pytest.param("zebrra's", "Zebra", id="title-only-and-possessive"),
    ],
)
def test_a_misspelt_word_gets_the_form_that_articles_have(
    library: Library, query: str, respelt: str
) -> None:
    spelling = library.search(query).spelling
    assert spelling is not None
    assert spelling.query == respelt
    assert spelling.total == library.search(respelt).total


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("tajik army", id="words"),
        pytest.param("armies", id="stem"),
        pytest.param("arms", id="as-rare-as-a-slip"),
        pytest.param('"army tajik"', id="phrase-of-words-that-exist"),
        pytest.param("title:army", id="word-of-another-text-field"),
        pytest.param("title:zebrum", id="word-of-the-body-with-a-title-like-it"),
        pytest.param('title:"harbour"', id="form-of-the-body-with-a-title-like-it"),
        pytest.param("kabul OR zebra", id="alternatives"),
        pytest.param("xylophone", id="nothing-like-it"),
        pytest.param("aq", id="too-short"),
        pytest.param("1968", id="number"),
        pytest.param("arm5", id="word-with-a-digit"),
        pytest.param("elektion* harbuor~", id="wildcard-and-fuzzy"),
        pytest.param("& *", id="no-words"),
        pytest.param("date:2016", id="date"),
    ],
)
def test_nothing_else_is_respelt(library: Library, query: str) -> None:
    assert library.search(query).spelling is None


def test_the_nearest_forms_come_first_then_those_of_most_articles(library: Library) -> None:
    spelling = library.search("armx").spelling
    assert spelling is not None
    (word,) = spelling.words
    assert word.forms == (("army", 2), ("arms", 1))
    assert words(library, "elektionz")["elektionz"] == ["elections"]


def test_a_filter_is_respelt_with_the_query(library: Library) -> None:
    found = library.search("zebra", source="new yrok times")
    assert found.total == 0
    assert found.spelling is not None
    assert found.spelling.query == 'zebra source:"new york times"'
    assert found.spelling.total == 1
    found = library.search("zebra womn -kabulof", source="times")
    assert found.spelling is not None
    assert found.spelling.query == 'zebra women (NOT Kabulov) source:"times"'


def test_a_form_that_is_written_like_an_operator_is_still_a_word(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.txt": "Title.\n\nCANDIDATES AND SAND"})
    with Library.open(tmp_path) as library:
        library.update()
        found = library.search("candidates annd")
        assert found.spelling is not None
        assert found.spelling.query == "candidates and"


def test_the_query_is_never_respelt_silently(library: Library) -> None:
    found = library.search("kabulof")
    assert (found.total, found.hits, found.parsed) == (0, (), "kabulof")


def test_forms_of_articles_that_are_gone_are_not_offered(tmp_path: Path) -> None:
    words_of = {"a.txt": "lighthouse", "b.txt": "ferry", "c.txt": "harbour"}
    write_corpus(tmp_path, {name: f"Title.\n\nThe {word}." for name, word in words_of.items()})
    with Library.open(tmp_path) as library:
        library.update()
        assert words(library, "lighthousse") == {"lighthousse": ["lighthouse"]}
        (tmp_path / "corpus" / "a.txt").unlink()
        library.update()
        assert words(library, "lighthousse") == {}


@pytest.mark.slow
@given(
    st.lists(
        st.sampled_from(["kabulof", "amry", "tajik", "harbuor", "cabul", "men"])
        | st.text(string.ascii_lowercase, min_size=3, max_size=8),
        min_size=1,
        max_size=4,
    )
)
def test_every_form_exists_and_no_word_that_exists_is_respelt(
    library: Library, typed: list[str]
) -> None:
    for word, forms in words(library, " ".join(f'"{one}"' for one in typed)).items():
        assert library.search(f'"{word}"').total == 0
        assert forms
        assert all(library.search(f'"{form}"').total for form in forms)


@pytest.mark.slow
def test_a_query_whose_words_exist_does_not_load_the_speller(library: Library) -> None:
    program = (
        "import sys; from searchkit import Library; "
        "found = Library.open(sys.argv[1]).search('tajik OR elections'); "
        "sys.exit(found.total != 2 or any(name.startswith('rapidfuzz') for name in sys.modules))"
    )
    home = str(library.settings.home)
    assert subprocess.run([sys.executable, "-c", program, home], check=False).returncode == 0
