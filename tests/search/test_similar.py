"""More like this: the articles that share the words that tell most about one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit import Library
from searchkit.errors import ArticleNotFound, SearchTooSlow, SettingsError

ARTICLES = {
    "ferry.txt": "A ferry sinks.\n\nThe ferry Ellery sank off Port Harrow. The Ellery's captain, "
    "Petra Vance, said that the ferries of the line were old.",
    "inquiry.txt": "An inquiry opens.\n\nThe captain of the Ellery will speak at the inquiry into "
    "the ferry that sank.",
    "line.txt": "A line buys ships.\n\nThe line bought two new ferries, the company said.",
    "cod.txt": "Cod quotas fall.\n\nFishermen of the coast land less cod than they did.",
    "quota.txt": "Quota talks.\n\nThe cod quota was the topic of the talks, and is to be again.",
    "alone.txt": "Zymurgy.\n\nBrewers brew.",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = write_corpus(tmp_path_factory.mktemp("similar"), ARTICLES)
    with Library.open(home) as library:
        library.update()
        yield library


def like(library: Library, article_id: str, limit: int = 10) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.hit.id, one.terms) for one in library.similar(article_id, limit=limit).hits]


def test_articles_that_share_telling_words_come_first_and_say_which(library: Library) -> None:
    found = like(library, "ferry.txt")
    assert [name for name, _ in found] == ["inquiry.txt", "line.txt"]
    assert set(found[0][1]) == {"Ellery", "ferry", "captain", "sank"}
    # Both have “said”, as any news has.
    assert set(found[1][1]) == {"ferry", "line"}


def test_the_terms_are_words_of_the_article_the_most_telling_first(library: Library) -> None:
    found = library.similar("ferry.txt")
    # Of its words no other article has “Vance”; “the” tells nothing.
    assert found.terms[0] in ("Ellery", "ferry")
    assert not {"Vance", "the", "The", "Ellery's"} & set(found.terms)
    assert found.article.id == "ferry.txt"
    for one in found.hits:
        assert list(one.terms) == [term for term in found.terms if term in one.terms]


def test_the_hits_are_marked_where_they_share_words(library: Library) -> None:
    hit = library.similar("cod.txt").hits[0].hit
    assert hit.id == "quota.txt"
    (snippet,) = hit.snippets
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["cod"]


def test_hits_without_snippets_share_the_same_words(library: Library) -> None:
    whole = library.similar("ferry.txt").hits
    with library.searcher() as searcher:
        bare = searcher.similar("ferry.txt", snippets=False).hits
    assert [(one.hit.rank, one.hit.id, one.terms) for one in bare] == [
        (one.hit.rank, one.hit.id, one.terms) for one in whole
    ]
    assert not any(one.hit.snippets for one in bare)


def test_words_of_any_news_make_no_article_like_another(tmp_path: Path) -> None:
    write_corpus(
        tmp_path,
        {
            "one.txt": "Brewers.\n\nMr Lee said now that beer is back again, he told all already.",
            "two.txt": "Ferries.\n\nMr Vance told all now that ships are back, he said already.",
        },
    )
    with Library.open(tmp_path) as library:
        library.update()
        assert like(library, "one.txt") == []


@pytest.mark.parametrize("article_id", ARTICLES)
def test_an_article_is_never_like_itself(library: Library, article_id: str) -> None:
    assert article_id not in [name for name, _ in like(library, article_id)]


def test_words_that_the_article_has_often_count_more(tmp_path: Path) -> None:
    write_corpus(
        tmp_path,
        {
            "asked.txt": "Asked.\n\nFerry, ferry, ferry, ferry and cod.",
            "cod.txt": "Cod.\n\nThere was one cod.",
            "ferry.txt": "Ferry.\n\nThere was one ferry.",
            "other.txt": "Other.\n\nBrewers brew beer.",
        },
    )
    with Library.open(tmp_path) as library:
        library.update()
        assert like(library, "asked.txt") == [("ferry.txt", ("ferry",)), ("cod.txt", ("cod",))]


def test_a_limit_cuts_the_end_off(library: Library) -> None:
    assert like(library, "ferry.txt", limit=1) == like(library, "ferry.txt")[:1]
    assert library.similar("ferry.txt", limit=1).total == 2


def test_an_article_that_shares_nothing_has_no_like(library: Library) -> None:
    found = library.similar("alone.txt")
    assert (found.terms, found.total, found.hits) == ((), 0, ())


def test_an_unknown_article_and_a_bad_limit_are_refused(library: Library) -> None:
    with pytest.raises(ArticleNotFound):
        library.similar("none.txt")
    with pytest.raises(SettingsError):
        library.similar("ferry.txt", limit=0)


@pytest.mark.slow
def test_the_answer_is_the_same_after_another_order_of_reading(
    library: Library, tmp_path: Path
) -> None:
    write_corpus(tmp_path, {"cod.txt": "Other.\n\nThe ferry.", "ferry.txt": ARTICLES["ferry.txt"]})
    with Library.open(tmp_path) as grown:
        grown.update()
        write_corpus(tmp_path, ARTICLES)
        grown.update()
        assert like(grown, "ferry.txt") == like(library, "ferry.txt")
        assert grown.similar("ferry.txt").terms == library.similar("ferry.txt").terms


def test_the_json_has_the_hits_as_a_query_has_them(library: Library) -> None:
    answer = library.similar("cod.txt").to_dict()
    assert (answer["id"], answer["title"]) == ("cod.txt", "Cod quotas fall.")
    (hit,) = answer["hits"]
    assert hit["terms"] == ["cod"]
    assert hit.keys() > {"rank", "score", "id", "snippets"}


def test_a_search_for_those_like_one_is_stopped_at_the_time_limit(tmp_path: Path) -> None:
    home = write_corpus(tmp_path, ARTICLES)
    (home / "searchkit.toml").write_text("search_seconds = 1e-9\n")
    with Library.open(home) as library:
        library.update()
        with pytest.raises(SearchTooSlow):
            library.similar("ferry.txt")


def test_words_of_names_weigh_more(tmp_path: Path) -> None:
    texts = {
        "one.txt": "A day.\n\nThey saw Petra Vance at the quay.",
        "name.txt": "Two.\n\nSo Petra Vance left.",
        "word.txt": "Three.\n\nSo old quay fell.",
        "quiet.txt": "Four.\n\nThe quiet Petra Vance and a quay.",
    }
    with Library.open(write_corpus(tmp_path, texts)) as library:
        library.update()
        assert library.similar("one.txt").terms[:2] == ("Petra", "Vance")
