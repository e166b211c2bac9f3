"""Words that another tool would take for an operator: the other reading, with its hits."""

from __future__ import annotations

from pathlib import Path

from searchkit import Library, SearchRequest


def test_the_other_reading_comes_with_its_hits_and_the_filters(library: Library) -> None:
    results = library.search("fishermen or ferry")
    (reading,) = results.readings
    assert reading.query == "fishermen OR ferry"
    assert reading.total == library.search("fishermen OR ferry").total == 2
    assert not results.total
    assert str(reading) in results.to_dict()["notes"]
    assert results.to_dict()["readings"] == [reading.to_dict()]

    filtered = SearchRequest(text="fishermen or ferry", since="2020")
    with library.searcher() as searcher:
        assert [one.total for one in searcher.search(filtered).readings] == [1]


def test_a_reading_that_is_refused_is_told_with_its_reason(library: Library) -> None:
    results = library.search("fish! harb! ferr! boat! sail! ship!")
    assert not results.readings
    assert any("fish* harb*" in note and "at most 5" in note for note in results.notes)
    # A headline was hardly meant as a query.
    assert "refused" not in str(library.search("TALKS ON FISH AND FERRY AND").notes)


def test_capitals_are_told_once_for_a_word_and_not_for_a_code(project: Path) -> None:
    (project / "corpus" / "m.txt").write_text("Harbour talks\n\nThe TI and the WHO met there.")
    with Library.open(project) as library:
        library.update()
        queries = [one.query for one in library.search("WHO OR (WHO harbour)").readings]
        assert queries == ["=WHO OR (=WHO harbour)"]
        queries = [one.query for one in library.search("TI harbour AND TI talks").readings]
        assert queries == ["title:(harbour) AND title:(talks)"]
        assert [one.query for one in library.search("TI").readings] == ["=TI"]


def test_what_was_read_in_the_way_of_another_tool_is_said(library: Library) -> None:
    results = library.search("harbour w/4 ferry")
    assert results.total
    assert results.notes == ("read as (harbour NEAR/4 ferry)",)
    assert not results.readings


def test_another_spelling_of_a_name_is_told_as_articles_have_it(project: Path) -> None:
    (project / "corpus" / "m.txt").write_text("Harbour talks\n\nThe envoy Jörg Müller spoke.")
    with Library.open(project) as library:
        library.update()
        results = library.search("Mueller")
    assert results.total == 1
    assert results.notes == ("Mueller also finds Müller; =Mueller does not",)
