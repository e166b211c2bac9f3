"""What holds of every text, however it is spelt."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchkit.analysis import fold, tokenize
from searchkit.analysis.analysed_text import AnalysedText
from searchkit.analysis.any_word import ANY_WORD
from searchkit.analysis.stems import Stems
from searchkit.analysis.words import offsets

PROPERTY = settings(deadline=None, max_examples=150)

ANY_TEXT = st.text(max_size=60)
# Words of news texts in the scripts and with the signs that make trouble.
LATIN = ["Army", "U.S.", "E\u0301.U.", "Putin’s", "O'Brien", "soft\u00adware", "Łódź", "Straße"]
OTHER = ["塔吉克", "がく", "한국", "Москва\u0301", "مُحَمَّد", "שָׁלוֹם", "हिन्दी", "1,250", "3.5"]
FURTHER = ["l’Union", "$1.2bn", "Oʻzbek", "Việt", "น้ำ", "ｶﾞｽ", "١٢", "מ״ח", "мой", "Malmö"]
FURTHER += ["นำ้ตาล"]
SIGNS = ["👍🏽", "👩\u200d🚀", "❤\ufe0f", "🇹🇯", "≠", "-", "—", "/", "…", "“", "”", "'", "’"]
PIECE = st.sampled_from([*LATIN, *OTHER, *FURTHER, *SIGNS, " ", "\n", "\u200b"])
PIECES = st.lists(PIECE, max_size=12).map("".join)
LATIN_WORDS = st.lists(
    st.text("abcdefgzABCDEFGZ0123456789", min_size=1, max_size=8), max_size=8
).map(" ".join)
CURLS = st.sampled_from("'‘’ʼ＇")


@pytest.mark.slow
@PROPERTY
@given(ANY_TEXT | PIECES)
def test_there_is_one_span_a_token_in_order_and_each_surface_folds_to_its_term(text: str) -> None:
    terms, spans = tokenize(text), offsets(text)
    assert [fold(text[start:end]) for start, end in spans] == terms
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)


ASCII = st.sampled_from([*"ab.9,'- \n\x1f", "U.S.", "U.S.'s", "O'Brien", "1,250.5", "1.2.3"])
RUNS = st.lists(ASCII | PIECE, max_size=12).map("".join)


@pytest.mark.slow
@settings(deadline=None, max_examples=500)
@given(ANY_TEXT | RUNS | st.lists(ASCII, max_size=12).map("".join))
def test_words_of_ascii_are_found_as_all_words_are(text: str) -> None:
    assert offsets(text) == [found.span() for found in ANY_WORD.finditer(text)]


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(ANY_TEXT | RUNS)
def test_places_are_numbered_alike_by_words_and_by_offsets(text: str) -> None:
    places = range(len(text) + 1)
    by_offsets = AnalysedText(text, Stems()).numbers_at(places)
    known = AnalysedText(text, Stems())
    _ = known.names
    assert known.numbers_at(places) == by_offsets


@pytest.mark.slow
@PROPERTY
@given(ANY_TEXT | PIECES)
def test_a_short_token_always_has_a_term(text: str) -> None:
    assert all(tokenize(text))


@pytest.mark.slow
@PROPERTY
@given(PIECES)
def test_case_never_changes_terms(text: str) -> None:
    assert tokenize(text.upper()) == tokenize(text.lower()) == tokenize(text)


@pytest.mark.slow
@PROPERTY
@given(PIECES | ANY_TEXT)
@example("e\u0301.u.")
@example("a ≠ b")
def test_composed_and_decomposed_texts_have_the_same_terms(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert tokenize(unicodedata.normalize("NFD", text)) == tokenize(composed)


@pytest.mark.slow
@PROPERTY
@given(LATIN_WORDS)
def test_full_width_letters_and_digits_are_the_ordinary_ones(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isalnum() else char for char in text)
    assert tokenize(wide) == tokenize(text)


@pytest.mark.slow
@PROPERTY
@given(PIECES, CURLS)
def test_every_apostrophe_is_the_same(text: str, curl: str) -> None:
    straight = text.replace("’", "'")
    assert tokenize(straight.replace("'", curl)) == tokenize(straight)


@pytest.mark.slow
@PROPERTY
@given(
    st.lists(
        st.sampled_from(["army", "U.S.", "Putin’s", "1,250", "軍", "👍🏽", "E\u0301.U.", "हिन्दी"]),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from([" ", " (", ") — “", "…\n", "; ", "\t•\u00a0", " / ", " ≠ ", " =\u0338 "]),
)
def test_punctuation_between_words_never_changes_them(words: list[str], between: str) -> None:
    assert tokenize(between.join(words)) == [term for word in words for term in tokenize(word)]
