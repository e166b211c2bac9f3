"""Fields of queries that only the articles of an index declare."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit import Library, QueryError, SettingsError

TABLE = """\
title,text,section,price,logged
Oil rises,Oil prices rose on Monday and stayed there all week.,World Business,"1,250.5",2026-03-04
Cod falls,Cod fell on Monday and nobody bought any of it.,Sports,7,2026-02-01
"""


@pytest.fixture
def table(project: Path) -> Library:
    for path in (project / "corpus").rglob("*.*"):
        path.unlink()
    (project / "corpus" / "t.csv").write_text(TABLE)
    library = Library.open(project)
    library.update()
    return library


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        pytest.param("section:business", ["Oil rises"], id="a word"),
        pytest.param('section:"world business"', ["Oil rises"], id="a phrase"),
        pytest.param('section:="business"', [], id="a whole value"),
        pytest.param("section:spor*", ["Cod falls"], id="a wildcard"),
        pytest.param("section:(sports OR world)", ["Cod falls", "Oil rises"], id="a group"),
        pytest.param("-section:sports", ["Oil rises"], id="excluded"),
        pytest.param("price:>100", ["Oil rises"], id="more"),
        pytest.param("price:7..1250", ["Cod falls"], id="a range"),
        pytest.param("price:<7", [], id="less"),
        pytest.param("price:<=7", ["Cod falls"], id="at most"),
        pytest.param("logged:2026-03..2026-04", ["Oil rises"], id="dates"),
        pytest.param("logged:[2026 TO *]", ["Cod falls", "Oil rises"], id="as Lucene has it"),
        pytest.param("section:zzz", [], id="nothing"),
    ],
)
def test_a_further_field_is_searched_by_its_name(
    table: Library, query: str, titles: list[str]
) -> None:
    with table:
        assert sorted(hit.title for hit in table.search(query).hits) == titles


@pytest.mark.slow
def test_a_field_that_no_article_has_names_those_that_there_are(table: Library) -> None:
    with table, pytest.raises(QueryError) as caught:
        table.search("oil sektion:business")
    error = caught.value
    assert error.query[error.start : error.end] == "sektion"
    assert "did you mean section:?" in error.advice


@pytest.mark.slow
def test_a_field_that_is_like_none_names_some_and_where_all_are(table: Library) -> None:
    with table, pytest.raises(QueryError, match="logged, price, section; searchkit query --help"):
        table.search("zzz:business")


@pytest.mark.slow
def test_a_field_that_means_another_offers_that_one(project: Path) -> None:
    table = "title,text,year\nOil rises,Oil prices rose.,2016\n"
    (project / "corpus" / "years.csv").write_text(table)
    with Library.open(project) as library:
        library.update()
        results = library.search("oil year:2016")
        (hit,), (reading,) = results.hits, results.readings
        (other,) = library.search("-İstanbul Year:2016").readings
    assert hit.matched == ("body", "title", "year")
    assert hit.matched_terms[-1].text == "2016"
    assert reading.query == "oil date:2016"
    assert other.query == "-İstanbul date:2016"
    assert "as date" in reading.note


@pytest.mark.slow
def test_a_further_field_is_a_facet_shown_with_hits_and_in_the_status(project: Path) -> None:
    for path in (project / "corpus").rglob("*.*"):
        path.unlink()
    rows = "Oil rises,Oil rose.,Business,7\nOil falls,Oil fell.,BUSINESS,many\nOil,Oil stood.,,8\n"
    (project / "corpus" / "t.csv").write_text(f"title,text,section,price\n{rows}")
    with Library.open(project) as library:
        library.update()
        results = library.search("oil", facets=("section", "price"))
        sections = {value: counts.articles for value, counts in results.facets["section"].items()}
        fields = {field.name: str(field) for field in library.status().fields}
        with pytest.raises(SettingsError, match=r"no field 'sektion'; did you mean section"):
            library.search("oil", facets=("sektion",))
    assert sorted(sections.values()) == [1, 2]
    assert sections["unknown"] == 1
    assert set(results.facets["price"]) == {"7", "8", "many"}
    assert {"section": ["Business"], "price": ["7"]} in [
        hit.to_dict()["fields"] for hit in results.hits
    ]
    assert fields == {
        "price": "3 articles, text (number in 2, text in 1)",
        "section": "2 articles, text",
    }
