"""Quotations of a folder: found by a query, joined across articles, the same however indexed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from quote_texts import FILES
from samples import write_corpus

from searchkit import Library, SearchRequest
from searchkit.errors import ArticleNotFound

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_quotation_is_joined_across_articles_on_every_engine(tmp_path: Path, engine: str) -> None:
    write_corpus(tmp_path, FILES)
    with Library.open(tmp_path) as library:
        library.rebuild(engine=engine)
        found = library.quotes('quote:"useless meetings"', limit=1)
    (one,) = found.clusters
    assert [citation.article.id for citation in one.citations] == ["cut.md", "whole.md", "short.md"]
    assert one.speaker == "Petra N. Vance"


def test_what_the_query_finds_in_quotations_comes_first_and_speakers_narrow(tmp_path: Path) -> None:
    write_corpus(tmp_path, FILES)
    with Library.open(tmp_path) as library:
        library.update()
        asked = library.quotes("wait", speaker=None)
        assert asked.clusters[0].text == "We wait."
        lind = library.quotes("useless", speaker="lind")
        assert [one.text for one in lind.clusters] == ["useless"]
        assert library.quotes("useless", speaker="nobody").total == 0
        pages = [library.quotes("useless", limit=1, page=page) for page in (1, 2, 3, 4, 5)]
        texts = [one.text for page in pages for one in page.clusters]
        assert len(texts) == len(set(texts)) == pages[0].total


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("frost", ["1 quotation has words of the query"]),
        ("council", ["no quotation has the words of the query"]),
        ("frost bridge", []),
        ("added:>=2000-01-01", []),
    ],
)
def test_a_note_says_how_many_quotations_have_words_of_the_query(
    tmp_path: Path, query: str, notes: list[str]
) -> None:
    text = (
        "The council\n\n“We will build no bridge here,” said Petra N. Vance.\n\n"
        "“We wait for the frost to end,” said Ada Lind."
    )
    write_corpus(tmp_path, {"a.md": text})
    with Library.open(tmp_path) as library:
        library.update()
        found = library.quotes(query).notes
    assert [note.partition(";")[0] for note in found] == notes


def test_fragments_that_nobody_said_come_after_what_somebody_did(tmp_path: Path) -> None:
    text = (
        "The council\n\nThe “quick fix” of the town took years, and “we will never again build a "
        "bridge in winter” stood on a wall. “No more,” said Petra N. Vance, the mayor.\n"
    )
    write_corpus(tmp_path, {"a.md": text})
    with Library.open(tmp_path) as library:
        library.update()
        texts = [one.text for one in library.quotes("council").clusters]
        marked = [one.text for one in library.quotes("fix").clusters]
    assert texts == ["we will never again build a bridge in winter", "No more,", "quick fix"]
    assert marked[0] == "quick fix"


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "a", "b"), ("b", "c", "a")])
def test_what_one_article_quotes_whole_and_another_in_two_parts_is_one_quotation(
    tmp_path: Path, order: tuple[str, ...]
) -> None:
    gate, crane = "We closed the northern gate.", "The cranes on the pier stood still for a week."
    quoting = {
        order[0]: f"“{gate}” said Ada Lind.\n\nIt rained.\n\n“{crane}” she said.\n",
        order[1]: f"“{gate} {crane}” said Ada Lind.\n",
        order[2]: "“Nothing moved in the harbour after that,” said Ada Lind.\n",
    }
    write_corpus(tmp_path, {f"{name}.md": text for name, text in quoting.items()})
    with Library.open(tmp_path) as library:
        library.update()
        texts = sorted(one.text for one in library.quotes("").clusters)
    assert texts == ["Nothing moved in the harbour after that,", f"{gate} {crane}"]


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_only_articles_that_quote_a_speaker_count_towards_those_that_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setattr("searchkit.search.quote_search.MAX_SEARCHED", 2)
    others = {f"{at}.md": f"“The port waits,” said Bo Berg {at}.\n" for at in range(5)}
    asked = {"z.md": "---\ndate: 1987\n---\n“The port is closed,” said Ada N. Lind.\n"}
    write_corpus(tmp_path, {**others, **asked})
    with Library.open(tmp_path) as library:
        library.rebuild(engine=engine)
        found = library.quotes("port", speaker="Ada Lind")
        assert [one.speaker for one in found.clusters] == ["Ada N. Lind"]
        assert found.notes == ()
        every = library.all_quotes(SearchRequest(text="port"), speaker="lind", articles=2)
        assert (len(list(every.clusters)), every.notes) == (1, ())


def test_half_of_the_time_is_left_for_the_page_of_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_corpus(tmp_path, {f"{at}.md": f"“The port waits {at},” said Bo.\n" for at in range(5)})
    over = iter([False, False, True])
    monkeypatch.setattr("searchkit.deadline.Deadline.is_half_over", property(lambda _: next(over)))
    with Library.open(tmp_path) as library:
        library.update()
        found = library.quotes("port")
    assert found.total == 2
    assert found.notes == ("only the first 2 articles that match were read; CSV has more",)


@pytest.mark.slow
def test_quotations_are_the_same_after_an_update_as_after_a_rebuild(tmp_path: Path) -> None:
    names = list(FILES)
    write_corpus(tmp_path, {names[0]: FILES[names[0]], names[1]: "“Gone,” said Ada Lind."})
    with Library.open(tmp_path) as library:
        library.update()
        write_corpus(tmp_path, FILES)
        library.update()
        updated = library.quotes("useless").to_dict()
        library.rebuild()
        assert library.quotes("useless").to_dict() == updated
        assert max(one["articles"] for one in updated["quotes"]) == 3


def test_one_quotation_is_named_by_its_article_and_its_place(tmp_path: Path) -> None:
    write_corpus(tmp_path, FILES)
    with Library.open(tmp_path) as library:
        library.update()
        listed = library.quotes("useless").clusters[0]
        asked = listed.seed
        assert library.quote(asked.article.id, asked.start) == listed
        with pytest.raises(ArticleNotFound):
            library.quote(asked.article.id, asked.start + 1)
        with pytest.raises(ArticleNotFound):
            library.quote("absent.md", 0)


@pytest.mark.slow
def test_the_articles_that_ship_carry_one_quotation_of_kabulov_in_three(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "corpus", tmp_path / "corpus")
    with Library.open(tmp_path) as library:
        library.update()
        found = library.quotes("speaker:kabulov")
    (one,) = [one for one in found.clusters if "useless" in one.text]
    assert one.speaker == "Zamir Kabulov"
    assert [citation.article.id for citation in one.citations] == [
        "nyt-2016-02-20.md",
        "kremlin-drops-joint-afghan-effort.md",
        "russia-steps-back-from-afghan-talks.md",
    ]
    assert all(citation.mention.speaker for citation in one.citations)


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_all_quotations_are_those_of_the_pages_and_are_read_on_after_an_update(
    tmp_path: Path, engine: str
) -> None:
    write_corpus(tmp_path, FILES)
    with Library.open(tmp_path) as library:
        library.rebuild(engine=engine)
        page = library.quotes("useless", limit=100)
        every = library.all_quotes(SearchRequest(text="useless"))
        first = next(every.clusters)
        (tmp_path / "corpus" / "cut.md").unlink()
        library.update()
        assert (first, *every.clusters) == page.clusters
        assert every.notes == ()
        some = library.all_quotes(SearchRequest(text="useless"), articles=1)
        assert some.notes == ("only the first 1 articles that match were read",)
        assert len(list(some.clusters)) < page.total
