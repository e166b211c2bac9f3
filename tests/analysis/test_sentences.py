"""Where sentences start in the prose of news."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.analysis import punkt
from searchkit.analysis.sentences import _ABBREVIATIONS, sentence_starts


def sentences(text: str) -> list[str]:
    edges = (*sentence_starts(text), len(text))
    return [text[start:end].rstrip() for start, end in pairwise(edges)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "The U.S. Army left. It was late.",
            ["The U.S. Army left.", "It was late."],
            id="U.S.",
        ),
        pytest.param(
            "Gen. Rahimov met Mr. Orr and Lt. Col. Fay. They ate.",
            ["Gen. Rahimov met Mr. Orr and Lt. Col. Fay.", "They ate."],
            id="ranks",
        ),
        pytest.param(
            "It began on Feb. 3 and ended on Dec. 9. Few noticed.",
            ["It began on Feb. 3 and ended on Dec. 9.", "Few noticed."],
            id="months",
        ),
        pytest.param(
            "KULOB, Tajikistan (AP) — A bridge fell. None was hurt.",
            ["KULOB, Tajikistan (AP) — A bridge fell.", "None was hurt."],
            id="dateline",
        ),
        pytest.param(
            "“We lost.” he said. “Why?” she asked. He left.",
            ["“We lost.” he said.", "“Why?” she asked.", "He left."],
            id="quote and its speaker",
        ),
        pytest.param(
            '"No!" said Mr. Orr. "Never."',
            ['"No!" said Mr. Orr.', '"Never."'],
            id="straight quotes",
        ),
        pytest.param(
            "It rose 1.5 percent. It fell.", ["It rose 1.5 percent.", "It fell."], id="1.5"
        ),
        pytest.param("A headline\n\nthe text", ["A headline", "the text"], id="blank line"),
        pytest.param("One\n \t\n\n\nTwo", ["One", "Two"], id="several blank lines"),
        pytest.param("One\r\n\r\nTwo", ["One", "Two"], id="blank line of Windows"),
        pytest.param("One line\nof a sentence.", ["One line\nof a sentence."], id="line break"),
        pytest.param("\n\n  Late start. Then.\n\n", ["Late start.", "Then."], id="outer blanks"),
        pytest.param("no punctuation at all", ["no punctuation at all"], id="no punctuation"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\n \t ", [], id="blank"),
    ],
)
def test_a_text_has_these_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                "U.S.",
                "Gen.",
                "he said",
                "“No!”",
                "A",
                "end.",
                "Why?",
                "\n\n",
                "\n",
                " ",
                "é",
                "軍。",
                "…",
            ]
        )
        | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=3),
        max_size=20,
    ).map(" ".join)
)
def test_starts_ascend_and_none_is_at_a_blank(text: str) -> None:
    starts = sentence_starts(text)
    assert list(starts) == sorted(set(starts))
    assert all(not text[start].isspace() for start in starts)
    assert not text[: starts[0] if starts else len(text)].strip()


@pytest.mark.slow
def test_a_text_that_punkt_gives_up_on_still_has_its_sentences_elsewhere() -> None:
    text = f"First one. Second one.\n\n{'?! ' * 40_000}\n\nThird one. Fourth one."
    starts = sentence_starts(text)
    assert [text[start:][:6] for start in (*starts[:2], *starts[-2:])] == [
        "First ",
        "Second",
        "Third ",
        "Fourth",
    ]


@cache
def whole_punkt() -> Any:
    # Takes half a second to import: only where these tests run, not wherever tests are collected.
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    tokenizer = PunktSentenceTokenizer(PunktParameters())
    tokenizer._params.abbrev_types = set(_ABBREVIATIONS)
    return tokenizer


def punkt_starts(text: str) -> tuple[int, ...]:
    """What `sentence_starts` gives if every paragraph is given to nltk whole."""
    starts: list[int] = []
    edges = [0, *(gap.end() for gap in re.finditer(r"\n[^\S\n]*\n\s*", text)), len(text)]
    for begin, end in pairwise(edges):
        paragraph = text[begin:end].strip()
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        for at, _ in whole_punkt().span_tokenize(paragraph):
            if at == 0 or not re.match(r"[^\w\s]*[a-z]", paragraph[at:]):
                starts.append(begin + at)
    return tuple(starts)


_WORDS = st.sampled_from("The army a I Gen feb U.S p.m x.y J 3 5.93 1,200 -4 well-known é".split())
_MARKS = st.sampled_from([".", ".", ".", "?", "!", "", ",", "...", ". . .", "?!", ":", "$", "&"])
_CLOSINGS = st.sampled_from(
    ["", "", "", "”", "’", '"', "'", ")", "”)", "»", "“", "(", "[", "—", "-"]
)
_GAPS = st.sampled_from([" ", " ", " ", "  ", "\n", "", "\t", "\xa0", "\n\n"])
_PIECES = st.tuples(_CLOSINGS, _WORDS, _MARKS, _CLOSINGS, _GAPS).map("".join)


@pytest.mark.slow
@settings(deadline=None, max_examples=600)
@example("Gen. Smith.” He")
@example("He left. . . Then")
@example("J. Smith. J. smith. J. 3")
@example("J.” The army")
@example("Well?! “Yes.” “No!”\tThen")
@given(st.lists(_PIECES, max_size=8).map("".join))
def test_sentences_start_where_nltk_says(text: str) -> None:
    assert sentence_starts(text) == punkt_starts(text)


def test_nltk_is_whole_for_others_after_its_punkt_was_loaded_alone() -> None:
    program = (
        "import sys; from searchkit.analysis.punkt import punkt_spans;"
        "print(len(list(punkt_spans({'st'})('St. Ives, aged 40. He left.'))));"
        "print('nltk' in sys.modules);"
        "import nltk; print(nltk.word_tokenize.__name__, nltk.tokenize.punkt.PunktTrainer.__name__)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stdout == "2\nFalse\nword_tokenize PunktTrainer\n"


def test_one_thread_at_a_time_loads_punkt(monkeypatch: pytest.MonkeyPatch) -> None:
    load, locked = punkt.import_module, []
    monkeypatch.setattr(
        punkt, "import_module", lambda name: (locked.append(punkt.LOADING.locked()), load(name))[1]
    )
    punkt.punkt_spans(())
    assert locked == [True]


def test_what_punkt_wants_of_its_package_is_imported_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def lacking() -> ModuleType:
        raise ImportError("cannot import name 'more' from 'nltk'")

    monkeypatch.setattr(punkt, "_alone", lacking)
    monkeypatch.delitem(sys.modules, "nltk", raising=False)
    assert len(list(punkt.punkt_spans({"st"})("St. Ives, aged 40. He left."))) == 2
