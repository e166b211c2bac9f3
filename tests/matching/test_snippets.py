"""Snippet rules 1 to 7 of the query language, on hard texts."""

from __future__ import annotations

import functools

import pytest
import regex
from generators import vocabulary_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from processor import is_linear

from searchkit.analysis import Analyzer, Document, Record
from searchkit.article import Article
from searchkit.binding import bind
from searchkit.matching.match import Occurrence, match
from searchkit.matching.snippets import (
    ELLIPSIS,
    MAX_PASSAGES,
    TARGET_LENGTH,
    Mark,
    Snippet,
    marks,
    snippets,
)
from searchkit.query import Leaf
from searchkit.syntax import parse

ANALYZER = Analyzer()
FILLER = "Nobody in the valley had expected it at all. "
#: "About 300 characters in all": what a last word, a mark and the ellipses may add.
MAX_IN_ALL = TARGET_LENGTH + 100


def document(body: str, title: str = "", source: str | None = None) -> Document:
    return ANALYZER.analyse(Article("a", "a", body, title, source), "digest")


def found(query: str, where: Document) -> list[Occurrence]:
    tree = parse(query)
    assert tree is not None
    places = match(bind(tree, query, ANALYZER, vocabulary_of(where)).query, where)
    assert places is not None, "the query is to match"
    return places


def even(_: Leaf) -> float:
    return 1.0


def shown(query: str, body: str, title: str = "", source: str | None = None) -> tuple[Snippet, ...]:
    where = document(body, title, source)
    return snippets(where, found(query, where), even)


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


def all_marked(query: str, body: str, title: str = "") -> list[str]:
    where = document(body, title, source="Valley Post")
    return [body[start:end] for start, end in marks(where, "body", found(query, where))]


def source_text(snippet: Snippet) -> str:
    """The snippet without its outer ellipses."""
    return snippet.text.removeprefix(f"{ELLIPSIS} ").removesuffix(f" {ELLIPSIS}")


@pytest.mark.parametrize(
    ("query", "body", "expected"),
    [
        pytest.param("army", "Two armies met.", ["armies"], id="a stem marks the surface word"),
        pytest.param('"tajik army"', "The Tajik Army.", ["Tajik Army"], id="a phrase is one span"),
        pytest.param("tajik army", "The Tajik Army.", ["Tajik Army"], id="words side by side"),
        pytest.param("tajik army", "An army of Tajik men", ["army", "Tajik"], id="words apart"),
        pytest.param('"won. They"', "We won. They lost.", ["won. They"], id="across sentences"),
        pytest.param(
            '"tajik army"', "Tajik men. The Tajik Army. The army.", ["Tajik Army"],
            id="no lone word of a phrase",
        ),
        pytest.param("men -opium", "The men left.", ["men"], id="nothing excluded"),
        pytest.param("men OR -left", "The men left.", ["men"], id="nothing of a NOT branch"),
        pytest.param("men NOT (opium left)", "The men left.", ["men"], id="nor of a NOT group"),
        pytest.param("title:men OR left", "The men left.", ["left"], id="nothing of the title"),
        pytest.param("source:valley OR men", "Valley men.", ["men"], id="nothing of the source"),
        pytest.param('"a b" OR "b c"', "a b c", ["a b c"], id="overlapping phrases are one mark"),
        pytest.param('"a b" OR "c d"', "a b c d", ["a b", "c d"], id="touching phrases are two"),
        pytest.param('"a b"~2', "a x b, a y", ["a x b"], id="a sloppy phrase is one span"),
        pytest.param('"a b"~2', "a a x b b", ["a x b"], id="the shortest span"),
        pytest.param('"a b"~1', "a x b x x b a", ["a x b"], id="no lone word of a sloppy phrase"),
        pytest.param("men NEAR/3 army", "Armies of men, men.", ["Armies of men"], id="NEAR"),
        pytest.param("a BEFORE/3 b", "b a x b a", ["a x b"], id="BEFORE"),
        pytest.param(
            'x NEAR/4 ("peace talks" OR army)', "Peace talks on x. Army, army.",
            ["Peace talks on x. Army"], id="NEAR a group, overlapping",
        ),
        pytest.param("a NEAR/4 b NEAR/4 c", "a x c x b.", ["a x c x b"], id="a chain"),
        pytest.param("men -(men NEAR/1 left)", "Left the men.", ["men"], id="no excluded NEAR"),
        pytest.param("title:(men NEAR/2 men) OR a", "men a men", ["a"], id="NEAR in the title"),
        pytest.param("milit*", "The Military, a militia.", ["Military", "militia"], id="wildcard"),
        pytest.param("kabulov~", "Kabulow, Mr. Kabul", ["Kabulow"], id="fuzzy"),
        pytest.param("american-ba*", "an American-backed plan", ["American-backed"], id="-*"),
        pytest.param("U.S.", "In the U.S. it is.", ["U.S."], id="abbreviation with its dots"),
        pytest.param("putin", "Putin’s men", ["Putin’s"], id="possessive"),
        pytest.param("American-backed", "an American-backed plan", ["American-backed"], id="-"),
        pytest.param("cafe", "a cafe\u0301, open", ["cafe\u0301"], id="combining accent"),
        pytest.param("ete", "l’e\u0301te\u0301", ["e\u0301te\u0301"], id="after an elided word"),
        pytest.param("hui", "aujourd’hui", [], id="not inside another word"),
        pytest.param("софия", "в София\u0301.", ["София\u0301"], id="Cyrillic with a stress mark"),
        pytest.param("👍🏽", "so 👍🏽👍 it is", ["👍🏽"], id="emoji with its modifier"),
        pytest.param("🚀", "a 🚀\u200d👩 b", [], id="not inside a joined emoji"),
        pytest.param("🔥", "so ❤\u200d🔥 it is", ["❤\u200d🔥"], id="a cluster that begins before"),
        pytest.param("🇹🇯", "from 🇷🇺🇹🇯 to", ["🇹🇯"], id="flag"),
        pytest.param("שלום", "אמר שָׁלוֹם לכם", ["שָׁלוֹם"], id="right to left, with points"),
        pytest.param("軍", "塔吉克軍隊", ["軍"], id="one character of Chinese"),
        pytest.param("software", "the soft\u00adware", ["soft\u00adware"], id="soft hyphen"),
        pytest.param("b", "<b>b</b> & <i>", ["b", "b", "b"], id="HTML is text"),
    ],
)  # fmt: skip
def test_a_mark_is_exactly_what_matched(query: str, body: str, expected: list[str]) -> None:
    if not expected:
        tree = parse(query)
        assert tree is not None
        where = document(body)
        assert match(bind(tree, query, ANALYZER, vocabulary_of(where)).query, where) is None
        return
    assert all_marked(query, body, "men" if "title:" in query else "") == expected


def test_a_match_in_the_title_alone_shows_the_lead_without_marks() -> None:
    (lead,) = shown("army", "A bridge fell. Nobody was hurt.", title="Army news")
    assert lead == Snippet("A bridge fell. Nobody was hurt.", (), 0)


@pytest.mark.parametrize("query", ["source:valley", "-opium", "*", "date:unknown"], ids=repr)
def test_a_match_outside_the_texts_shows_the_lead_without_marks(query: str) -> None:
    (lead,) = shown(query, "A valley bridge fell.", source="Valley Post")
    assert (lead.text, lead.marks) == ("A valley bridge fell.", ())


@pytest.mark.parametrize(
    ("body", "begins", "cut"),
    [
        pytest.param(FILLER * 50, "Nobody in the valley", False, id="whole sentences"),
        pytest.param("word " * 1_000, "word word", True, id="one endless sentence"),
        pytest.param("x" * 5_000, "xxx", True, id="one endless word"),
        pytest.param(" \u0301 A bridge fell.", " \u0301 A bridge", False, id="accent on a blank"),
        pytest.param("\n\n  A bridge fell.", "A bridge fell.", False, id="blank start"),
        pytest.param("e\u0301" * 2_000, "e\u0301", True, id="one word of combining accents"),
    ],
)
def test_a_long_lead_is_bounded(body: str, begins: str, cut: bool) -> None:
    (lead,) = shown("*", body)
    assert lead.text.startswith(begins)
    assert lead.text.endswith(ELLIPSIS) is cut
    assert len(lead.text) <= MAX_IN_ALL
    assert not source_text(lead).endswith("e")


def test_an_empty_body_has_no_snippet() -> None:
    assert shown("*", "", title="Army") == ()


def test_a_passage_is_the_whole_sentence() -> None:
    body = f"{FILLER}Gen. Rahimov of the U.S. Army spoke on Feb. 3 here. {FILLER}"
    (only,) = shown("rahimov", body)
    assert only.text == "Gen. Rahimov of the U.S. Army spoke on Feb. 3 here."
    assert body[only.start :].startswith(only.text)


def test_a_phrase_across_a_sentence_end_shows_both_sentences() -> None:
    (only,) = shown('"won they"', f"{FILLER}On Monday we won. They lost a lot. {FILLER}")
    assert only.text == "On Monday we won. They lost a lot."
    assert marked(only) == ["won. They"]


#: What is asked for, the hard text that it is marked in, and the marks.
HARD = [
    pytest.param('"won they"', "At last we won. They lost.", ["won. They"], id="sentence end"),
    pytest.param('"xa xb" OR "xb xc" OR xb', "So xa xb xc.", ["xa xb xc"], id="overlapping"),
    pytest.param("zoe", "So Zoe\u0308\u0301 it is.", ["Zoe\u0308\u0301"], id="combining accents"),
    pytest.param("👍🏽", "So 👍🏽👍🏿 it is.", ["👍🏽"], id="emoji with modifiers"),
    pytest.param("👩🏽\u200d🚀", "So 👩🏽\u200d🚀 it is.", ["👩🏽\u200d🚀"], id="joined emoji"),
    pytest.param('"שלום לכם"', "So שָׁלוֹם לָכֶם it is.", ["שָׁלוֹם לָכֶם"], id="right to left"),
    pytest.param("سلام", "So \u202bسَلامٌ\u202c it is.", ["سَلامٌ"], id="right to left, controls"),
    pytest.param('"b zeppelin b"', "So <b>Zeppelin</b> & <", ["b>Zeppelin</b"], id="HTML"),
    pytest.param("script", "So <script>alert(1)", ["script"], id="HTML that would run"),
    pytest.param('"塔吉克"', "So 塔吉克軍隊 it is.", ["塔吉克"], id="no spaces"),
    pytest.param("quux NEAR/5 quuz", "So quuz, a quux.", ["quuz, a quux"], id="NEAR"),
]


def hard_texts() -> list[str]:
    return [str(case.values[1]) for case in HARD]


@functools.cache
def a_million_characters() -> Document:
    """All hard texts, each a paragraph after the millionth character."""
    body = FILLER * (1_000_000 // len(FILLER) + 1)
    return document(body + "".join(f"\n\n{text}\n\n{FILLER * 9}" for text in hard_texts()))


@pytest.mark.slow
@pytest.mark.parametrize(("query", "text", "expected"), HARD)
def test_a_hard_text_is_shown_after_a_million_characters(
    query: str, text: str, expected: list[str]
) -> None:
    where = a_million_characters()
    places = found(query, where)
    passages = snippets(where, places, even)
    (only,) = [one for one in passages if text in one.text]
    assert [mark for one in passages for mark in marked(one)] == expected
    assert only.start >= 1_000_000
    assert marked(only) == [
        where.article.body[start:end] for start, end in marks(where, "body", places)
    ]


@pytest.mark.parametrize("before", [0, 1_111, 4_800])
@pytest.mark.parametrize(("query", "text", "expected"), HARD)
def test_a_hard_text_is_shown_out_of_a_sentence_of_5000_characters(
    query: str, text: str, expected: list[str], before: int
) -> None:
    filler = "ёлка שָׁלֹם👍🏿 and so on, " * 300
    body = f"{filler[:before]} {text} {filler}"[:5_000]
    where = ANALYZER.document(Record(Article("a", "a", body, ""), "digest", (0,)))
    (only,) = snippets(where, found(query, where), even)
    assert marked(only) == expected
    inner = source_text(only)
    assert body[only.start :].startswith(inner)
    assert {only.start, only.start + len(inner)} <= clusters(body)
    assert len(only.text) <= MAX_IN_ALL
    assert only.text.endswith(ELLIPSIS) is (only.start + len(inner) < len(body))


@pytest.mark.parametrize(("query", "text", "expected"), HARD)
def test_a_hard_text_in_the_title_alone_is_marked_there(
    query: str, text: str, expected: list[str]
) -> None:
    where = document("A bridge fell.", title=text)
    places = found(query, where)
    assert [text[start:end] for start, end in marks(where, "title", places)] == expected
    assert marks(where, "body", places) == ()
    assert snippets(where, places, even) == (Snippet("A bridge fell.", (), 0),)


@pytest.mark.slow
def test_the_millionth_character_is_shown_in_no_time() -> None:
    prepared = {}
    for size in (100_000, 1_000_000):
        body = FILLER * (size // len(FILLER)) + "A lone zeppelin rose. " + FILLER
        where = document(body)
        prepared[size] = where, found("zeppelin", where)

    def show(size: int) -> None:
        (only,) = snippets(*prepared[size], even)
        assert marked(only) == ["zeppelin"]
        assert only.start > size - 1_000

    assert is_linear(show, 100_000)


def test_a_sentence_of_5000_characters_is_cut_at_words_around_its_mark() -> None:
    body = "one " * 600 + "zeppelin " + "two " * 650
    (only,) = shown("zeppelin", body)
    assert only.text.startswith(f"{ELLIPSIS} one ")
    assert only.text.endswith(f" two {ELLIPSIS}")
    assert marked(only) == ["zeppelin"]
    assert len(only.text) <= TARGET_LENGTH


@pytest.mark.parametrize(
    "sentence", [FILLER, FILLER.replace(". ", ", ") * 4 + "so it was. "], ids=["short", "long"]
)
@pytest.mark.parametrize("parts", [2, 3])
def test_parts_of_the_query_that_stand_far_apart_are_all_shown(sentence: str, parts: int) -> None:
    words = ["zeppelin", "marzipan", "ukulele"][:parts]
    body = "".join(f"A {word} rose and {sentence}{FILLER * 20}" for word in words)
    passages = shown(" ".join(words), body)
    assert [mark for passage in passages for mark in marked(passage)] == words
    assert sum(len(passage.text) for passage in passages) <= MAX_IN_ALL


def test_words_near_each_other_are_shown_before_loose_ones() -> None:
    loose = f"The army ate. {FILLER * 9}A Tajik spoke. {FILLER * 9}"
    passages = shown(
        "tajik OR army OR tajik NEAR/3 army", loose * 3 + "Then the Tajik’s Army left."
    )
    assert "Tajik’s Army" in marked(passages[-1])


def test_a_phrase_is_shown_before_its_loose_words() -> None:
    loose = f"The army ate. {FILLER * 9}A Tajik spoke. {FILLER * 9}"
    passages = shown("tajik army", loose * 3 + "Then the Tajik Army left. " + FILLER)
    assert "Tajik Army" in marked(passages[-1])


def test_the_rarer_of_two_parts_is_preferred() -> None:
    common = "".join(f"An army ate. {FILLER * 9}" for _ in range(5))
    body = f"{common}A zeppelin rose. {FILLER}"
    where = document(body)
    passages = snippets(where, found("army OR zeppelin", where), lambda leaf: "zepp" in str(leaf))
    assert "zeppelin" in [mark for passage in passages for mark in marked(passage)]


def test_adjacent_sentences_are_one_passage() -> None:
    (only,) = shown("zeppelin marzipan", f"{FILLER}A zeppelin. No marzipan here. {FILLER}")
    assert only.text == "A zeppelin. No marzipan here."
    assert marked(only) == ["zeppelin", "marzipan"]


def test_passages_stand_in_the_order_of_the_text() -> None:
    body = f"A marzipan. {FILLER * 9}A zeppelin. {FILLER * 9}"
    assert [marked(one) for one in shown("zeppelin marzipan", body)] == [["marzipan"], ["zeppelin"]]


@pytest.mark.parametrize(
    ("query", "body"),
    [
        pytest.param('"ha ha"', "ha " * 5_000, id="one phrase over and over"),
        pytest.param("one two", "one two " * 5_000, id="neighbours over and over"),
        pytest.param("ha", "ha " * 5_000, id="one word over and over"),
        pytest.param('"one two"', "one" + " — " * 5_000 + "two.", id="a wide gap inside a phrase"),
        pytest.param("軍", "軍" * 5_000, id="no spaces"),
        pytest.param("one NEAR/1000 two", "one " + "x " * 900 + "two " + FILLER, id="far apart"),
        pytest.param('"one two"~900', "one " + "xyz. " * 900 + "two " + FILLER, id="a wide slop"),
        pytest.param("one NEAR/9 two", "one x two y " * 2_000, id="pairs over and over"),
    ],
)  # fmt: skip
def test_the_passages_of_a_hard_text_stay_bounded(query: str, body: str) -> None:
    passages = shown(query, body)
    assert any(passage.marks for passage in passages)
    assert sum(len(passage.text) for passage in passages) <= MAX_IN_ALL


PIECE = st.sampled_from(
    [
        *("tajik", "army", "armies", "Tajik Army", "U.S.", "Putin’s", "cafe\u0301", "塔吉克軍"),
        *(
            "👍🏽",
            "❤\u200d🔥",
            "🔥",
            "🇹🇯🇷🇺",
            "שָׁלוֹם",
            "<b>",
            "ha ha ha",
            "x" * 150,
            "soft\u00adware",
        ),
        *(". ", ". ", "\n\n", "? ", ", ", " — ", " ", " ", "\u0301", "\u200d", FILLER, FILLER * 4),
    ]
)
BODY = st.lists(PIECE, max_size=40).map(" ".join) | st.lists(PIECE, max_size=40).map("".join)
QUERY = st.sampled_from(
    [
        *("tajik", "army", "tajik OR army", "tajik army", '"tajik army"', "army -opium", "*"),
        *(
            "U.S. OR putin",
            "cafe OR שלום",
            "👍🏽 OR 🔥",
            "🇹🇯",
            "軍",
            '"ha ha"',
            '"army tajik" OR ha',
        ),
        *(
            "tajik OR army OR cafe OR US OR software",
            "army OR -tajik",
            "塔吉克軍",
            "title:army OR ha",
        ),
        *(
            'tajik NEAR/3 army OR "ha ha"~2',
            "ar* OR armu~",
            "(tajik OR ha) BEFORE/9 (army OR x) NEAR/9 us",
            "cafe NEAR/1000 tajik",
        ),
    ]
)


def clusters(text: str) -> set[int]:
    return {0} | {cluster.end() for cluster in regex.finditer(r"\X", text)}


def in_order(spans: list[Mark]) -> bool:
    edges = [edge for span in spans for edge in span]
    return edges == sorted(edges) and all(start < end for start, end in spans)


@pytest.mark.slow
@settings(deadline=None, max_examples=250)
@given(QUERY, BODY)
@example("title:army OR ha", ".  \u0301 ha ha ha")
def test_whatever_is_shown_keeps_the_rules(query: str, body: str) -> None:
    where = document(body, title="Army")
    tree = parse(query)
    assert tree is not None
    places = match(bind(tree, query, ANALYZER, vocabulary_of(where)).query, where)
    if places is None:
        return
    whole = marks(where, "body", places)
    spans = where.body.offsets
    matched = [
        (spans[one.first][0], spans[one.last][1]) for one in places if "body" in one.leaf.stream
    ]
    assert in_order(list(whole))
    for start, end in whole:
        assert {start, end} <= clusters(body)
        assert any(start <= first and last <= end for first, last in matched)
    for first, last in matched:
        assert any(start <= first and last <= end for start, end in whole)

    passages = snippets(where, places, even)
    assert len(passages) <= MAX_PASSAGES
    assert sum(len(one.text) for one in passages) <= MAX_IN_ALL
    assert bool(matched) == any(one.marks for one in passages)
    assert in_order(
        [(one.start, one.start + len(source_text(one))) for one in passages if one.text]
    )
    for one in passages:
        inner = source_text(one)
        assert body[one.start : one.start + len(inner)] == inner
        assert {one.start, one.start + len(inner)} <= clusters(body)
        assert in_order(list(one.marks))
        shift = one.start - one.text.index(inner)
        for start, end in one.marks:
            assert 0 <= start < end <= len(one.text)
            assert any(first <= start + shift and end + shift <= last for first, last in whole), (
                "a mark is part of a match"
            )
