"""`person:`, `organisation:`, `place:` and `name:`: the same on every engine."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from differential import opened
from generators import ANALYZER, make_document

from searchkit import InvalidArgument, Library
from searchkit.analysis import Document
from searchkit.binding import bind
from searchkit.engines import Engine, Matches, SearchOptions
from searchkit.schema import NAME_FIELDS
from searchkit.syntax import parse

ENGINES = ["memory", "whoosh", "tantivy", "opensearch"]
BODIES = {
    "harbour": "The talks began in Ellerby. Envoy Zamir N. Kabulov met Ms. Ada Lind of Ellery "
    "Airlines. Mr. Kabulov left for Norway.",
    "talks": "On Monday envoy Zamir Kabulov told the Ellery Times that nothing was lost in Norway.",
    "quiet": "nothing happened, and nobody was there to see it at all.",
}
QUERIES = {
    "person:kabulov": {"harbour", "talks"},
    'person:"ada lind"': {"harbour"},
    'person:="Ada Lind"': {"harbour"},
    'person:="Lind"': set(),
    "person:norway": set(),
    "place:norway": {"harbour", "talks"},
    "place:ellerb*": {"harbour"},
    "organisation:times": {"talks"},
    "name:ellery": {"harbour", "talks"},
    "name:lind~": {"harbour"},
    "person:unknown": {"quiet"},
    "-name:kabulov": {"quiet"},
    "person:kabulov -organisation:airlines": {"talks"},
}
PARTS = (
    "Mr. Kabulov spoke.", "Envoy Zamir Kabulov left.", "It was in Norway.", "They saw Ada Lind.",
    "Ellery Airlines grew.", "They met in Ellerby.", "nothing happened.", "Ms. Lind left.",
)  # fmt: skip


def filled(engine: Engine, documents: list[Document]) -> Engine:
    with engine.writer() as writer:
        for document in documents:
            writer.add(document)
    return engine


def found(engine: Engine, text: str) -> list[str]:
    return engine.ids(bind(parse(text), text, ANALYZER, engine.terms).query)


def counts(matches: Matches) -> dict[str, list[tuple[str, int]]]:
    return {
        name: [(row.value, row.articles) for row in rows] for name, rows in matches.facets.items()
    }


@pytest.mark.parametrize("name", ENGINES)
def test_the_names_of_an_article_are_fields(name: str, tmp_path: Path) -> None:
    documents = [make_document(key, body) for key, body in BODIES.items()]
    with opened(name, tmp_path) as engine:
        filled(engine, documents)
        assert {query: set(found(engine, query)) for query in QUERIES} == QUERIES


@pytest.mark.parametrize("name", ENGINES[1:])
def test_fields_and_facets_are_those_of_memory(name: str, tmp_path: Path) -> None:
    chosen = random.Random(5)
    documents = [
        make_document(f"{number}", " ".join(chosen.sample(PARTS, k=3)), source=chosen.choice("AB"))
        for number in range(30)
    ]
    queries = [f"{field}:{word}" for field in NAME_FIELDS for word in ("lind", "norway", "unknown")]
    options = SearchOptions(limit=0, facets=NAME_FIELDS)
    with opened(name, tmp_path) as engine, opened("memory", tmp_path / "memory") as memory:
        for one in (engine, memory):
            filled(one, documents)
        for text in (*queries, "*"):
            assert found(engine, text) == found(memory, text), text
            query = bind(parse(text), text, ANALYZER, memory.terms).query
            facets, expected = (counts(one.search(query, options)) for one in (engine, memory))
            assert facets == expected, text


def test_a_value_that_an_article_declares_is_a_name_too() -> None:
    document = make_document("a", "nothing.", fields={"person": ("Ada Lind",), "topic": ("sea",)})
    assert document.facets["names"] == ("person:Ada Lind",)


def test_names_are_counted_by_articles_and_stories(library: Library) -> None:
    table = library.counts("*", by="place")
    assert all(row.counts[0].articles >= row.counts[0].stories for row in table.rows)
    with pytest.raises(InvalidArgument):
        library.counts("*", by="planet")


def test_a_field_of_names_needs_no_article_that_has_it(library: Library) -> None:
    assert not library.search("person:nobody").hits
