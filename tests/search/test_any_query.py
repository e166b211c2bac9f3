"""Whatever is typed, there is an answer or an error that says what would work."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from query_texts import query_texts
from samples import write_corpus

from searchkit import Library, Operator, QueryError, Results, SearchRequest
from searchkit.syntax import parse

pytestmark = pytest.mark.slow


def outcome(library: Library, text: str, *, operator: Operator) -> Results | QueryError:
    try:
        return library.search(text, operator=operator)
    except QueryError as error:
        return error


def test_hundreds_of_query_texts_are_answered_or_refused_with_advice(tmp_path: Path) -> None:
    answered = 0
    with Library.open(write_corpus(tmp_path)) as library:
        library.update()
        for number, text in enumerate(query_texts(400, random.Random(4))):
            operator: Operator = "or" if number % 2 == 0 else "and"
            found = outcome(library, text, operator=operator)
            if isinstance(found, QueryError):
                assert found.advice, text
                assert 0 <= found.start < found.end <= max(len(found.query), 1), text
                continue
            answered += 1
            for hit in found.hits:
                assert library.article(hit.id, text, operator=operator).article.id == hit.id
    assert answered > 240


@pytest.mark.parametrize("source", ['The "Coast" Gazette', "The “Coast” Gazette"])
def test_a_source_with_quotes_in_its_name_is_a_query_that_can_be_asked_again(source: str) -> None:
    tree = SearchRequest(text="ferry", source=source).tree
    assert parse(str(tree)) == tree


@pytest.mark.parametrize(
    "text",
    ["lead:zzz", "ATLEAST/2 zzz", "zzz SENTENCE yyy", '"zzz ab*"', "zzz NOT NEAR/2 yyy", "/zz+/"],
)
def test_a_new_form_that_finds_nothing_is_answered(tmp_path: Path, text: str) -> None:
    with Library.open(write_corpus(tmp_path)) as library:
        library.update()
        assert not outcome(library, text, operator="and").total
        assert not outcome(library, f"strike {text}", operator="and").total
