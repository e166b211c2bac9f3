"""An article as analysed: streams, positions, facets."""

from __future__ import annotations

import pytest

from searchkit.analysis import Analyzer, Document, Record
from searchkit.analysis.stems import Stems
from searchkit.article import Article, PartialDate, Provenance
from searchkit.schema import COLUMNS, FACETS, FURTHER, STREAMS

ARTICLE = Article(
    id="wire/one.txt",
    path="wire/one.txt",
    title="Armies meet",
    body="Two armies met. The Army’s men ate.",
    source="The Valley Post",
    authors=("Ann Lee", "Lee Ann"),
    date=PartialDate(2016, 2),
    url="https://valley.example/one",
    language="en",
    provenance={"date": Provenance("inferred"), "authors": Provenance("declared")},
)


def analysed(article: Article = ARTICLE) -> Document:
    return Analyzer().analyse(article, "digest")


def test_a_document_has_every_stream_of_the_schema() -> None:
    assert analysed().streams.keys() == set(STREAMS)


@pytest.mark.parametrize(
    ("stream", "term", "positions"),
    [
        pytest.param("body", "armi", [1, 4], id="both forms share a stem"),
        pytest.param("body_exact", "armies", [1], id="one surface form"),
        pytest.param("body_exact", "army", [4], id="a possessive is its word"),
        pytest.param("title", "armi", [0], id="title"),
        pytest.param("source", "valley", [2], id="source, after a separator"),
        pytest.param("author", "lee", [2, 4], id="two authors, a position between them"),
        pytest.param("path", "txt", [3], id="path"),
        pytest.param("language", "en", [1], id="language"),
        pytest.param("body", "never", [], id="absent"),
        pytest.param("body", "", [], id="no term is nowhere"),
    ],
)
def test_a_term_stands_at_these_positions(stream: str, term: str, positions: list[int]) -> None:
    assert list(analysed().positions(stream, term)) == positions


@pytest.mark.parametrize(
    ("term", "there"),
    [
        pytest.param("date:inferred", True, id="inferred"),
        pytest.param("authors:declared", True, id="declared"),
        pytest.param("source:unknown", True, id="of which nothing is noted"),
        pytest.param("date:unknown", False, id="a known one is not unknown"),
    ],
)
def test_provenance_can_be_searched(term: str, there: bool) -> None:
    assert bool(analysed().positions("provenance", term)) is there


@pytest.mark.parametrize("stream", ["body", "body_exact", "author"])
def test_a_term_stands_where_it_does_however_many_were_asked_for_before(stream: str) -> None:
    fresh, worn = analysed(), analysed()
    for number in range(100):
        assert list(worn.positions(stream, f"x{number}")) == []
    for term in worn.streams[stream]:
        places = [at for at, one in enumerate(worn.streams[stream]) if one == term]
        assert list(fresh.positions(stream, term)) == list(worn.positions(stream, term)) == places


def test_what_is_not_asked_for_is_not_analysed() -> None:
    stems = Stems()
    known = dict(stems)
    document = Document(Record(ARTICLE, "digest", ()), stems)
    assert list(document.positions("body_exact", "army")) == [4]
    assert stems == known
    document.positions("title", "armies")
    assert stems == known | {"armies": "armi", "meet": "meet"}


def test_stems_and_surface_forms_have_the_same_positions() -> None:
    body = analysed().body
    assert len(body.stems) == len(body.exact) == len(body.offsets)


def test_an_endless_word_is_no_term_and_keeps_the_words_after_it_in_place() -> None:
    document = analysed(Article("a", "a", f"one {'x' * 1_000_000} three", "t"))
    assert list(document.positions("body", "three")) == [2]


def test_facets_count_source_and_year() -> None:
    facets = analysed().facets
    assert (facets["source"], facets["year"]) == (("The Valley Post",), ("2016",))


def test_facets_of_an_article_without_source_and_date_are_unknown() -> None:
    bare = analysed(Article("a", "a", "text", "t"))
    assert set(bare.facets) == set(COLUMNS)
    assert {bare.facets[name] for name in FACETS} == {("unknown",)}
    assert bare.facets[FURTHER.name] == ()


def test_a_stored_article_is_analysed_as_it_was_when_read() -> None:
    analyzer = Analyzer()
    read = analyzer.analyse(ARTICLE, "digest")
    stored = analyzer.document(Record(ARTICLE, "digest", read.record.sentences))
    assert stored.streams == read.streams
    assert stored.record == read.record
