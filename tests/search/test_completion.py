"""The beginning of a query is completed by words, phrases and titles, as articles write them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit import Library
from searchkit.errors import SettingsError

ARTICLES = {
    "a.md": "---\ntitle: Harbour strike ends\ndate: 2016-02-20\n---\n"
    "Later Petra Vance, the envoy, met the Bank of Ellery. The harbour was open.",
    "b.md": "---\ntitle: The harbour opens\ndate: 2020-01-01\n---\n"
    "Rain fell. Later Petra Vance said that Bank of Ellery’s interest rates fell. HARBOUR MEN.",
    "c.md": "---\ntitle: Rates fall\n---\n"
    "An interest rate is no petition. It was Petra, Vance and U.S. banks. "
    "Later Petra and Vance saw kra\u200dkens.",
    "d.md": "---\ntitle: Zebra\n---\nThe harbour\n\nMaster of Ellery, as Petra Vance’s.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = write_corpus(tmp_path_factory.mktemp("suggesting"), ARTICLES)
    with Library.open(home) as library:
        library.update()
        yield library


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("pet", [("Petra", 4), ("petition", 1)], id="most-articles-first"),
        pytest.param("PET", [("Petra", 4), ("petition", 1)], id="any-case"),
        pytest.param("harb", [("harbour", 3)], id="title-and-body-count-once"),
        pytest.param("zeb", [("Zebra", 1)], id="title-only"),
        pytest.param("us", [("U.S.", 1)], id="dots"),
        pytest.param("rat", [("rates", 2), ("rate", 1)], id="in-titles-and-bodies-of-others"),
        pytest.param("krak", [("krakens", 1)], id="hidden-characters"),
        pytest.param("ellery", [("Ellery", 3)], id="possessive"),
        pytest.param("xyl", [], id="nothing"),
        pytest.param("petra ", [], id="whole-words-go-on-as-phrases"),
        pytest.param("", [], id="blank"),
        pytest.param("& ?", [], id="no-words"),
    ],
)
def test_words_are_completed(library: Library, text: str, words: list[tuple[str, int]]) -> None:
    assert list(library.suggest(text).words) == words


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        pytest.param("pet", [("Petra Vance", 4)], id="name"),
        pytest.param("petra ", [("Petra Vance", 4)], id="after-a-word"),
        pytest.param("petra v", [("Petra Vance", 4)], id="two-words"),
        pytest.param("ban", [("Bank of Ellery", 2)], id="name-with-a-small-word"),
        pytest.param("bank of ell", [("Bank of Ellery", 2)], id="three-words"),
        pytest.param("interest r", [], id="of-one-article-each"),
        pytest.param("the h", [("The harbour", 3)], id="typed-words-need-no-capital"),
        pytest.param("harb", [], id="no-name"),
        pytest.param("lat", [], id="capital-of-a-sentence"),
        pytest.param("vance e", [], id="nothing"),
    ],
)
def test_phrases_of_several_articles_are_completed(
    library: Library, text: str, phrases: list[tuple[str, int]]
) -> None:
    found = library.suggest(text).phrases
    assert list(found) == phrases
    for phrase, articles in found:
        assert library.search(f'"{phrase}"').total == articles


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param("harb", ["Harbour strike ends", "The harbour opens"], id="beginning-first"),
        pytest.param("the har", ["The harbour opens"], id="two-words"),
        pytest.param("fall", ["Rates fall"], id="later-word"),
        pytest.param("rates e", [], id="nothing"),
    ],
)
def test_titles_are_completed(library: Library, text: str, titles: list[str]) -> None:
    found = library.suggest(text).titles
    assert [title for title, _ in found] == titles
    assert all(library.article(article_id).article.title == title for title, article_id in found)


def test_words_with_a_comma_or_a_paragraph_between_are_no_name(tmp_path: Path) -> None:
    comma, paragraph = "They saw Ellery, Harrow left.", "They saw Ellery\n\nHarrow left."
    write_corpus(
        tmp_path, {f"{n}.txt": f"One {n}.\n\n{body}" for n, body in enumerate([comma] * 2)}
    )
    write_corpus(
        tmp_path, {f"x{n}.txt": f"Two {n}.\n\n{body}" for n, body in enumerate([paragraph] * 2)}
    )
    with Library.open(tmp_path) as library:
        library.update()
        assert library.suggest("ellery").phrases == ()


def test_a_name_that_is_cut_where_the_lead_ends_is_none(tmp_path: Path) -> None:
    lead = "of " * 660 + "the old Ellery Harrow."
    assert lead[:2_000].endswith(" Ellery Harro")
    write_corpus(tmp_path, {f"{n}.txt": f"Title {n}.\n\n{lead}" for n in range(2)})
    with Library.open(tmp_path) as library:
        library.update()
        assert library.suggest("ellery").phrases == ()


def test_a_beginning_is_completed_up_to_a_length(tmp_path: Path) -> None:
    title = " ".join(f"word{n}" for n in range(25))
    write_corpus(tmp_path, {"a.md": f"---\ntitle: {title}\n---\nText."})
    with Library.open(tmp_path) as library:
        library.update()
        words = title.split()
        assert library.suggest(" ".join(words[:20])).titles == ((title, "a.md"),)
        assert library.suggest(" ".join(words[:21])).titles == ()


def test_the_limit_is_for_each_kind(library: Library) -> None:
    found = library.suggest("h", limit=1)
    assert (len(found.words), len(found.titles)) == (1, 1)
    for limit in (0, 101):
        with pytest.raises(SettingsError):
            library.suggest("h", limit=limit)


@pytest.mark.slow
def test_an_updated_index_suggests_what_a_rebuilt_one_does(tmp_path: Path) -> None:
    write_corpus(tmp_path, {"a.md": "Old.\n\nHarbours of Petra Moon.", "b.md": ARTICLES["b.md"]})
    write_corpus(
        tmp_path, {"gone.md": "---\ntitle: Harbour Gone\n---\nOf Petra Vance and Petra Moon."}
    )
    with Library.open(tmp_path) as library:
        library.update()
        write_corpus(tmp_path, ARTICLES)
        (tmp_path / "corpus" / "gone.md").unlink()
        library.update()
        texts = ("h", "pe", "petra ", "bank of", "the h", "r")
        updated = [library.suggest(text) for text in texts]
        library.rebuild()
        assert [library.suggest(text) for text in texts] == updated
        assert "Petra Moon" not in [phrase for phrase, _ in updated[1].phrases]


def test_a_phrase_that_mostly_goes_on_the_same_way_is_only_part_of_one(tmp_path: Path) -> None:
    write_corpus(
        tmp_path,
        {f"{n}.txt": f"Title {n}.\n\nHe joined the Ellery Harbour Union then." for n in range(5)}
        | {f"x{n}.txt": f"Other {n}.\n\nHe saw the Ellery Line there." for n in range(5)}
        | {f"y{n}.txt": f"Third {n}.\n\nHe left the Ellery Line Society there." for n in range(2)},
    )
    with Library.open(tmp_path) as library:
        library.update()
        assert library.suggest("elle").phrases == (
            ("Ellery Line", 7),
            ("Ellery Harbour Union", 5),
            ("Ellery Line Society", 2),
        )


def test_the_json_has_all_kinds(library: Library) -> None:
    assert library.suggest("zeb").to_dict() == {
        "text": "zeb",
        "words": [["Zebra", 1]],
        "phrases": [],
        "titles": [["Zebra", "d.md"]],
        "names": [],
    }
