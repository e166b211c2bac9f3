"""The tools of an assistant, called as a server calls them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import write_corpus

from searchkit import Library
from searchkit.assistants.catalogue import TOOLS, answer
from searchkit.assistants.tools import ArticleTools

PAGE = "http://desk.example:8000/"


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleTools]:
    home = write_corpus(tmp_path_factory.mktemp("assistants"))
    with Library.open(home) as library:
        library.update()
        yield ArticleTools(library, PAGE)


def test_a_search_gives_sentences_with_their_citations_and_links(tools: ArticleTools) -> None:
    told = answer(tools, "search", {"query": "cargo", "sort": "oldest"})
    assert told.facts["articles"] == 2
    first, second = told.data["articles"]
    (sentence,) = first["sentences"]
    assert sentence["text"].startswith("“We won’t unload useless cargo,” said")
    assert sentence["citation"] == "The Coast Herald, 2016-02-20, “Harbour strike ends”, sentence 3"
    assert sentence["link"] == "http://desk.example:8000/article/harbour.md#s3"
    assert first["authors"] == ["Ada Lind", "Bo Berg"]
    assert second["citation"] == "unknown source, undated, “Strike Over at the Docks”"
    assert "date" not in second


def test_an_article_is_read_in_parts(tools: ArticleTools) -> None:
    whole = answer(tools, "article", {"id": "harbour.md", "query": "strike"})
    numbers = [one["link"].rpartition("#")[2] for one in whole.data["sentences"]]
    assert numbers == [f"s{number}" for number in range(1, whole.facts["sentences"] + 1)]
    assert [one.get("matches") for one in whole.data["sentences"]][:2] == [None, True]
    rest = answer(tools, "article", {"id": "harb", "first": 3})
    assert rest.data["sentences"] == [
        {name: value for name, value in one.items() if name != "matches"}
        for one in whole.data["sentences"][2:]
    ]


def test_a_long_article_goes_on_where_it_was_left(tmp_path: Path) -> None:
    text = "Long\n\n" + "\n\n".join(f"Sentence {at} of the port. " + "Word " * 300 + "end."
                                    for at in range(40))  # fmt: skip
    with Library.open(write_corpus(tmp_path, {"long.txt": text})) as library:
        library.update()
        tools = ArticleTools(library, PAGE)
        first, read = 1, list[str]()
        while True:
            told = answer(tools, "article", {"id": "long.txt", "first": first})
            assert len(told.texts()[1]) < 30_000
            read += [one["link"] for one in told.data["sentences"]]
            if "next" not in told.facts:
                break
            first = int(told.facts["next"].rpartition(" ")[2])
    assert len(read) == len(set(read)) == told.facts["sentences"]


def test_quotations_name_who_carried_them(tools: ArticleTools) -> None:
    told = answer(tools, "quotes", {"query": "cargo", "speaker": "Vance"})
    (quotation,) = told.data["quotations"]
    assert quotation["speaker"] == "Petra Vance"
    (carrier,) = quotation["carried_by"]
    assert carrier["link"] == "http://desk.example:8000/article/harbour.md#s3"


def test_counts_are_a_row_for_each_period_that_has_articles(tools: ArticleTools) -> None:
    told = answer(tools, "counts", {"queries": ["petra", "cod"], "share": True})
    assert [column["articles"] for column in told.facts["columns"]] == [3, 1]
    assert told.facts["rows_without_articles"] == 3
    assert told.data["rows"][0] == {"value": "2016", "articles": [1, 0], "shares": [1.0, 0.0]}


def test_the_overview_tells_what_there_is(tools: ArticleTools) -> None:
    told = answer(tools, "overview", {})
    assert told.facts == {"articles": 4, "stories": 4, "sources": 1}
    assert told.data["articles_by_year"] == {"2016": 1, "2020": 1, "unknown": 2}


def test_an_answer_that_lists_some_sources_says_how_many_there_are(tmp_path: Path) -> None:
    files = {
        f"{at}.md": f"---\nsource: Post {at}\ndate: {1950 + at}\n---\nMs. Ada Lind went to Oslo.\n"
        for at in range(0, 70, 2)
    }
    with Library.open(write_corpus(tmp_path, files)) as library:
        library.update()
        tools = ArticleTools(library, PAGE)
        told = answer(tools, "overview", {})
        one = answer(tools, "name", {"name": "Ada Lind"})
    assert (told.facts["sources"], told.facts["sources_listed"]) == (35, 30)
    assert len(told.data["articles_by_source"]) == 30
    assert (one.facts["sources"], one.facts["sources_listed"]) == (35, 20)
    assert list(one.data["articles_by_year"].values()) == [1] * 35


def test_names_are_listed_and_one_is_told_with_its_quotations(tools: ArticleTools) -> None:
    listed = answer(tools, "names", {"query": "cargo OR talks"})
    rows = {row["name"]: row for row in listed.data["names"]}
    assert rows["Petra Vance"]["articles"] == 3
    told = answer(tools, "name", {"name": "Petra Vance"})
    assert told.facts["articles"] == 3
    (quotation,) = told.data["quotations"]
    assert quotation["link"] == "http://desk.example:8000/article/harbour.md#s3"
    assert told.data["first"]["id"] == "harbour.md"
    assert answer(tools, "name", {"name": "Nobody Else"}).failed
    assert answer(tools, "names", {"kind": "ship"}).failed


def test_stories_and_suggestions(tools: ArticleTools) -> None:
    assert answer(tools, "story", {"id": "harbour.md"}).data["versions"][0]["id"] == "harbour.md"
    assert ["Petra Vance", 3] in answer(tools, "suggest", {"text": "petra v"}).data["phrases"]


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ({"limit": "1"}, {"limit": 1}),
        ({"limit": 1.0}, {"limit": 1}),
        ({"one_per_story": "True"}, {"one_per_story": True}),
        ({"since": 2016, "until": "2016"}, {"since": "2016", "until": "2016"}),
        ({"since": "", "sort": "", "limit": "", "page": None}, {}),
    ],
)
def test_arguments_are_read_as_clients_write_them(
    tools: ArticleTools, given: dict[str, Any], same: dict[str, Any]
) -> None:
    ours = answer(tools, "search", {"query": "petra", **given})
    assert not ours.failed
    assert ours == answer(tools, "search", {"query": "petra", **same})


@pytest.mark.parametrize(
    ("queries", "read"),
    [
        ('["petra", "cod"]', ["petra", "cod"]),
        ("petra", ["petra"]),
        ('"strike ends"', ['"strike ends"']),
        ("[petra", ["[petra"]),
        ("2016", ["2016"]),
    ],
)
def test_a_list_can_be_a_text(tools: ArticleTools, queries: str, read: list[str]) -> None:
    told = answer(tools, "counts", {"queries": queries})
    if told.failed:
        assert told.data == answer(tools, "counts", {"queries": read}).data
    else:
        assert [column["query"] for column in told.facts["columns"]] == read


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("delete", {}, "there is no such tool"),
        ("search", {}, "query is missing"),
        ("search", {"query": " "}, "query must not be empty"),
        ("search", {"query": "a", "limit": 21}, "limit must be a whole number from 1 to 20"),
        ("search", {"query": "a", "limit": True}, "limit must be a whole number from 1 to 20"),
        ("search", {"query": "a" * 2_001}, "query has more than 2,000 characters"),
        ("search", {"query": "a", "sort": "size"}, "sort must be one of relevance, newest"),
        ("search", {"query": "a", "limit": "ten"}, "limit must be a whole number from 1 to 20"),
        ("search", {"query": "a", "limit": "[" * 9_000}, "limit must be a whole number"),
        ("search", {"query": "a", "limit": "9" * 5_000}, "limit must be a whole number"),
        ("search", {"query": "a", "one_per_story": "maybe"}, "must be true or false"),
        ("search", {"query": ["a"]}, "query must be a text"),
        ("search", {"query": 10**400}, "query must not be empty"),
        ("counts", {"queries": [[]]}, "queries must be a text"),
        ("counts", {"queries": "[" * 30_000}, "queries must be a list of 1 to 8 texts"),
        ("search", {"query": "a", "path": "/etc"}, "there is no argument 'path'"),
        ("search", {"query": '"a'}, "quot"),
        ("article", {"id": "nothing.md"}, "nothing.md"),
        ("counts", {"queries": []}, "queries must be a list of 1 to 8 texts"),
        ("counts", {"queries": ["a"], "by": "shoe size"}, "cannot count by 'shoe size'"),
    ],
)
def test_what_is_wrong_is_told(
    tools: ArticleTools, name: str, given: dict[str, Any], message: str
) -> None:
    told = answer(tools, name, given)
    assert told.failed
    assert message in told.data["message"]


def test_no_answer_writes_anything(tools: ArticleTools, tmp_path: Path) -> None:
    home = write_corpus(tmp_path)
    with Library.open(home) as library:
        told = answer(ArticleTools(library, PAGE), "search", {"query": "cargo"})
    assert told.failed
    assert "searchkit index" in told.data["message"]
    assert sorted(path.name for path in home.iterdir()) == ["corpus"]


def test_every_tool_has_a_schema_that_names_its_arguments() -> None:
    for tool in TOOLS.values():
        schema = tool.schema()
        assert schema["additionalProperties"] is False
        assert all(one["description"] for one in schema["properties"].values())
        assert set(schema["required"]) <= schema["properties"].keys()
