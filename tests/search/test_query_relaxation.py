"""A query without hits: which parts fail, and what it would find without some."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from samples import write_corpus

from searchkit import Library, Results


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library.open(write_corpus(tmp_path_factory.mktemp("relaxing"))) as library:
        library.update()
        yield library


def rows(found: Results) -> list[tuple[str, str, int]]:
    return [(", ".join(one.without), one.query, one.total) for one in found.relaxed]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(
            "cod ferry talks",
            [
                ("cod", "ferry talks", 1),
                ("ferry", "cod talks", 0),
                ("talks", "cod ferry", 0),
            ],
            id="each-exists",
        ),
        pytest.param("cod zebra", [("zebra", "cod", 1)], id="one-is-missing"),
        pytest.param(
            "union zebra =quagga strike",
            [("zebra, =quagga", "union strike", 2)],
            id="all-missing-ones-at-once",
        ),
        pytest.param(
            "cod -ministry", [("(NOT ministry)", "cod", 1)], id="what-is-left-must-have-a-word"
        ),
        pytest.param(
            "cod date:2016", [("date:2016", "cod", 1)], id="a-date-alone-is-no-query-to-offer"
        ),
        pytest.param(
            "(cod OR zebra) (ferry strike)",
            [
                ("(cod OR zebra)", "ferry strike", 0),
                ("ferry", "(cod OR zebra) strike", 0),
                ("strike", "(cod OR zebra) ferry", 0),
            ],
            id="alternatives-are-one-part",
        ),
        pytest.param("cod & zebra", [("zebra", "cod", 1)], id="what-has-no-word-is-no-part"),
        pytest.param('"cod ferry"', [], id="one-part"),
        pytest.param("ferry NEAR/1 talks", [("", "ferry talks", 1)], id="near-is-anywhere"),
        pytest.param("strike BEFORE/1 union", [("", "strike union", 2)], id="before-too"),
        pytest.param("cod SENTENCE talks", [], id="no-article-has-both"),
        pytest.param("zebra", [], id="one-word"),
        pytest.param("zebra quagga", [], id="nothing-is-left"),
    ],
)
def test_leaving_parts_out_is_counted(
    library: Library, query: str, expected: list[tuple[str, str, int]]
) -> None:
    found = library.search(query)
    assert found.total == 0
    assert rows(found) == expected
    assert all(library.search(one.query).total == one.total for one in found.relaxed)


def test_filters_are_parts_too(library: Library) -> None:
    found = library.search("cod", since="2016", source="herald")
    assert rows(found) == [
        ("cod", 'source:"herald" date:2016..', 1),
        ('source:"herald"', "cod date:2016..", 0),
        ("date:2016..", 'cod source:"herald"', 0),
    ]
    found = library.search("cod ferry", operator="or", since="2030")
    assert rows(found) == [("date:2030..", "(cod OR ferry)", 2)]


def test_hits_need_no_help(library: Library) -> None:
    found = library.search("cod")
    assert (found.relaxed, found.missing, found.spelling) == ((), (), None)


def test_the_parts_that_no_article_has_are_named_apart_from_the_notes(library: Library) -> None:
    found = library.search('cod title:cod zebra "ferry cod"')
    assert found.missing == ("zebra", '"ferry cod"')
    assert found.notes == ("no article has zebra", 'no article has "ferry cod"')


def test_only_the_rarest_parts_of_a_long_query_are_left_out(library: Library) -> None:
    words = "the union strike talks over is called useless quotas".split()
    found = library.search(" ".join(f"({word} OR zebra)" for word in words))
    assert found.total == 0
    assert len(found.relaxed) == 64 // len(words)
    assert "(quotas OR zebra)" in [one.without[0] for one in found.relaxed]


def test_the_json_has_the_help(library: Library) -> None:
    answer = library.search("cod ferrry").to_dict()
    assert answer["missing"] == ["ferrry"]
    assert answer["relaxed"] == [{"without": ["ferrry"], "query": "cod", "total": 1}]
    assert answer["spelling"] == {
        "query": "cod ferry",
        "total": 0,
        "words": [{"word": "ferrry", "field": None, "forms": [["ferry", 1]]}],
    }
