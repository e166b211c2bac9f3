"""What holds of every query text and every tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.article import PartialDate
from searchkit.errors import QueryError
from searchkit.syntax import (
    And,
    AtLeast,
    Boost,
    DateRange,
    Fuzzy,
    MatchAll,
    Near,
    Node,
    Not,
    NotNear,
    NumberRange,
    Operator,
    Or,
    Phrase,
    Regex,
    Term,
    Wildcard,
    Within,
    WithStatus,
    parse,
)
from searchkit.syntax.words import alternatives_of

pytestmark = pytest.mark.slow

PROPERTY = settings(deadline=None, max_examples=200)

SYNTAX = st.sampled_from(
    [
        *("tajik", "army", "U.S.", "Note:", "12:30", "https://a.example/b", "don’t", "軍", "👍🏽"),
        *("AND", "OR", "NOT", "-", "=", "(", ")", '"', "“", "^2", "^0.00001", "^", "*", "~", "~2"),
        *("title:", "source:", "date:", "since:", "foo:", "unknown", "2016", "2016-02", "2016-13"),
        *("mil*", "t?k", "*", "?", "~1", "BEFORE/2", " NEAR/3 ", "NEAR", " NEAR/5 ", "NEAR/0"),
        *(" w/5 ", " /s ", " same ", " SENTENCE ", " PARAGRAPH ", "ATLEAST/2 ", "atleast3", "!"),
        *("&&", "/ab?c/", "words:", ">5", "lead:", "[1 TO 2]", "7d", "added:", "«", "»", "or"),
        *("bank!", "not", "BUT", '5"', 'צה"ל', "_exists_:", "author", "title=", "+", "–x", "|"),
        *("..", ">", "<=", "NEAR/5", " ", " ", " ", "\n", "\0", "\u3000", "-", "(", ")"),
    ]
)
GRAMMAR_TEXT = st.lists(SYNTAX, max_size=16).map("".join)
SPACED_TEXT = st.lists(SYNTAX, max_size=12).map(" ".join)
ANY_QUERY = st.text(max_size=60) | GRAMMAR_TEXT | SPACED_TEXT

FIELD = st.sampled_from([None, "title", "body", "source", "author", "path", "url", "language"])
TERM = st.builds(
    Term,
    st.sampled_from(
        ["tajik", "U.S./NATO", "O’Brien", "and", "12:30", "a-b", "C++", "軍", "👍🏽", "&"]
    ),
    st.booleans(),
    FIELD,
)
PHRASE = st.builds(
    Phrase, st.sampled_from(["Tajik Army", "a OR (b", "-x", "title:x", "^2 *", " ’ "]), FIELD
)
WHOLE = st.builds(
    Phrase,
    st.sampled_from(["The Times", "a OR (b"]),
    st.sampled_from(["source", "author", "language"]),
    whole=st.just(True),
)
WILDCARD = st.builds(
    Wildcard, st.sampled_from(["milit*", "*stan", "t?j*k", "al-qa*", "U.S.*"]), FIELD
)
FUZZY = st.builds(Fuzzy, st.sampled_from(["kabulov", "O’Brien", "C++"]), st.integers(1, 2), FIELD)
TEXT_FIELD = st.sampled_from([None, "title", "body", "lead"])


def _nearby(field: str | None) -> st.SearchStrategy[Node]:
    leaf: st.SearchStrategy[Node] = st.one_of(
        st.builds(
            Term, st.sampled_from(["tajik", "U.S./NATO", "NEARBY"]), st.booleans(), st.just(field)
        ),
        st.builds(Phrase, st.just("Tajik Army"), st.just(field), st.integers(0, 1_000)),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda nodes: _flat(Or, nodes)),
            st.builds(Near, inner, inner, st.integers(1, 1_000), st.booleans()),
            st.builds(Within, inner, inner, st.sampled_from(["sentence", "paragraph"])),
            st.builds(
                NotNear,
                inner,
                inner,
                st.integers(1, 1_000) | st.sampled_from(["sentence", "paragraph"]),
                st.booleans(),
            ).filter(lambda node: isinstance(node.scope, int) or not node.ordered),
        ),
        max_leaves=5,
    )


NEAR = TEXT_FIELD.flatmap(_nearby)
COUNTED = st.builds(AtLeast, st.integers(1, 1_000), NEAR)
REGEX = st.builds(Regex, st.sampled_from(["colou?r(ed)?", "a|b", "[^x]+"]), TEXT_FIELD)
NUMBERS = st.builds(
    NumberRange,
    st.just("words"),
    st.none() | st.integers(0, 10**9 - 1),
    st.none() | st.integers(0, 10**9 - 1),
).filter(lambda node: node.first is not None or node.last is not None)
DAY = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
)
DATE_RANGE = st.one_of(
    st.builds(DateRange, DAY, DAY),
    st.builds(DateRange, DAY, st.none()),
    st.builds(DateRange, st.none(), DAY),
    st.builds(DateRange, DAY, DAY, field=st.just("added")),
)
STATUS = st.builds(
    WithStatus,
    st.sampled_from(["date", "source", "author", "url", "language"]),
    st.sampled_from(["declared", "inferred", "unknown"]),
)
FACTOR = st.integers(1, 1_000_000_000).map(lambda millionths: millionths / 1_000_000)


def _flat(kind: type[And] | type[Or], children: list[Node]) -> Node:
    """The tree as the parser builds it: no AND directly inside an AND."""
    flat: list[Node] = []
    for child in children:
        flat.extend(child.children if isinstance(child, kind) else [child])
    return kind(tuple(flat))


TREE: st.SearchStrategy[Node] = st.recursive(
    st.one_of(TERM, PHRASE, WHOLE, DATE_RANGE, STATUS, NEAR, COUNTED, NUMBERS, st.just(MatchAll())),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: _flat(And, nodes)),
        st.lists(inner, min_size=2, max_size=3).map(lambda nodes: _flat(Or, nodes)),
        inner.map(Not),
        st.builds(Boost, inner, FACTOR),
    ),
    max_leaves=8,
)

OPERATORS = get_args(Operator)


def outcome(query: str, operator: Operator) -> Node | QueryError | None:
    try:
        return parse(query, operator=operator)
    except QueryError as error:
        return error


def nodes(tree: Node) -> Iterator[Node]:
    yield tree
    match tree:
        case And(children) | Or(children):
            for child in children:
                yield from nodes(child)
        case Not(child) | Boost(child) | AtLeast(_, child):
            yield from nodes(child)
        case Near(left, right) | Within(left, right) | NotNear(left, right):
            yield from nodes(left)
            yield from nodes(right)


@PROPERTY
@given(TREE, st.sampled_from(OPERATORS))
@example(Or((Not(Term("a")), Term("b"))), "or")
@example(Boost(Boost(Term("a"), 2.0), 3.0), "and")
def test_a_written_tree_parses_back_to_itself(tree: Node, operator: Operator) -> None:
    assert parse(str(tree), operator=operator) == tree


@PROPERTY
@given(WILDCARD | FUZZY | REGEX)
def test_a_wildcard_or_fuzzy_word_parses_back_to_itself(node: Node) -> None:
    assert parse(str(node)) == node
    assert parse(f"(({node})^2 AND (NOT {node}))") == And((Boost(node, 2), Not(node)))


@PROPERTY
@given(ANY_QUERY, st.sampled_from(OPERATORS), st.sampled_from(OPERATORS))
@example("- ^2", "and", "and")
@example("Note: ^2", "and", "and")
@example("date:=2016", "and", "and")
def test_whatever_parses_is_written_as_the_same_query(
    query: str, operator: Operator, operator_again: Operator
) -> None:
    tree = outcome(query, operator)
    if tree is not None and not isinstance(tree, QueryError):
        # One word without blanks is all that was typed; only a list of words is written as one.
        again = operator_again if alternatives_of(tree) == [tree] else operator
        assert parse(str(tree), operator=again) == tree


@PROPERTY
@given(ANY_QUERY, st.sampled_from(OPERATORS))
@example("date:>", "and")
@example('"', "and")
def test_a_refused_query_is_told_where_inside_it(query: str, operator: Operator) -> None:
    error = outcome(query, operator)
    if isinstance(error, QueryError):
        assert 0 <= error.start < error.end <= len(error.query)
        assert error.message
        assert error.advice


@PROPERTY
@given(ANY_QUERY, st.sampled_from(OPERATORS))
@example("-a b", "or")
@example("a -b OR c", "or")
def test_every_node_lies_inside_the_query(query: str, operator: Operator) -> None:
    tree = outcome(query, operator)
    for node in nodes(tree) if tree and not isinstance(tree, QueryError) else ():
        assert 0 <= node.span.start < node.span.end <= len(query)


@PROPERTY
@given(st.lists(st.sampled_from(["tajik", "-army", '"a b"', "title:x", "=y"]), min_size=1))
def test_no_operator_ever_drops_a_part_of_the_query(parts: list[str]) -> None:
    query = " ".join(parts[:20])
    found = {
        operator: sorted(str(node) for node in nodes(tree) if isinstance(node, Term | Phrase | Not))
        for operator in OPERATORS
        if (tree := parse(query, operator=operator)) is not None
    }
    assert found["and"] == found["or"]


@settings(deadline=None, max_examples=25)
@given(st.text('()-=^"* ~aT:\n“|!/«', min_size=900, max_size=1000), st.sampled_from(OPERATORS))
def test_long_nonsense_is_refused_or_parsed_and_never_anything_else(
    query: str, operator: Operator
) -> None:
    error = outcome(query, operator)
    if isinstance(error, QueryError):
        assert 0 <= error.start < error.end <= len(error.query)
