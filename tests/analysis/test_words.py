"""Where words are, and the one form under which all their spellings meet."""

from __future__ import annotations

import base64

import pytest

from searchkit.analysis import clean, fold, folding, remembered, tokenize
from searchkit.analysis.folding import MAX_TERM_LENGTH, plain
from searchkit.analysis.words import is_unspaced, offsets


def surfaces(text: str) -> list[str]:
    return [text[start:end] for start, end in offsets(text)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("U.S.", ["us"], id="abbreviation with its last dot"),
        pytest.param("U.S", ["us"], id="abbreviation without its last dot"),
        pytest.param("US", ["us"], id="abbreviation without dots"),
        pytest.param("u.s.a.", ["usa"], id="small letters"),
        pytest.param("U.S.’s aims", ["us", "aims"], id="possessive of an abbreviation"),
        pytest.param("U.S./NATO", ["us", "nato"], id="slash after an abbreviation"),
        pytest.param("It ended.A new one", ["it", "ended", "a", "new", "one"], id="no space"),
        pytest.param("Putin’s", ["putin"], id="curly possessive"),
        pytest.param("Putin's", ["putin"], id="straight possessive"),
        pytest.param("PUTIN‘S", ["putin"], id="possessive in capitals with the wrong curl"),
        pytest.param("Putinʼs", ["putin"], id="possessive with the modifier letter"),
        pytest.param("ministers’ aides", ["ministers", "aides"], id="plural possessive"),
        pytest.param("ministersʼ aides", ["ministers", "aides"], id="plural, modifier letter"),
        pytest.param("’tis ʼtis 'tis", ["tis", "tis", "tis"], id="leading apostrophes"),
        pytest.param("ʼs", ["s"], id="a possessive of nothing is a word"),
        pytest.param("O’Brien", ["o'brien"], id="apostrophe inside a name"),
        pytest.param("O'Brien's", ["o'brien"], id="possessive of such a name"),
        pytest.param("don’t", ["don't"], id="contraction"),
        pytest.param("1,250", ["1250"], id="thousands"),
        pytest.param("140,000.75", ["140000.75"], id="thousands and decimals"),
        pytest.param("1,250人", ["1250", "人"], id="thousands before Chinese"),
        pytest.param("$1.2bn", ["1.2", "bn"], id="decimals and their unit"),
        pytest.param("1,250m", ["1250", "m"], id="thousands and their unit"),
        pytest.param("at 7.30p.m.", ["at", "7.30", "pm"], id="a time of day"),
        pytest.param("3.5", ["3.5"], id="decimals alone"),
        pytest.param("F-16 F16 100bn", ["f", "16", "f16", "100bn"], id="whole numbers stay"),
        pytest.param("l’Union d'État QU’IL", ["l", "union", "d", "etat", "qu", "il"], id="elision"),
        pytest.param("dell’arte D'Angelo", ["dell", "arte", "d", "angelo"], id="Italian elision"),
        pytest.param("aujourd’hui N'Djamena", ["aujourd'hui", "n'djamena"], id="no elision"),
        pytest.param("D's and F's", ["d", "and", "f"], id="a possessive is no elision"),
        pytest.param("Oʻzbek Oʼzbek O‘zbek O`zbek", ["o'zbek"] * 4, id="letters that look so"),
        pytest.param("война воина Ёлка", ["война", "воина", "елка"], id="Russian letters"),
        pytest.param("Ўзбек Їжак Тоҷикӣ", ["ўзбек", "їжак", "тоҷикӣ"], id="letters of others"),
        pytest.param("Malmö Ångström", ["malmö", "ångström"], id="letters of the North"),
        pytest.param("Việt Nam Ḥamās", ["việt", "nam", "hamas"], id="tones, and dots of scholars"),
        pytest.param("Əliyev Þórsson", ["aliyev", "thorsson"], id="letters without accents"),
        pytest.param("٢٠٢٠ ۱۲٫۵ २०", ["2020", "12.5", "20"], id="digits of other scripts"),
        pytest.param("على علی كتاب کتاب محـــمد", ["علي"] * 2 + ["كتاب"] * 2 + ["محمد"], id="yeh"),
        pytest.param('צה"ל צה״ל ג׳ורג׳', ["צהל", "צהל", "ג'ורג"], id="Hebrew acronyms"),
        pytest.param("ｶﾞﾗｽ ガラス", ["ガ", "ラ", "ス"] * 2, id="half-width kana"),
        pytest.param("スーダン", ["ス", "ー", "ダ", "ン"], id="a long vowel"),
        pytest.param("น้ำ ทำ ทํา วิทยุ", ["น้ํา", "ทํา", "ทํา", "วิ", "ท", "ยุ"], id="Thai"),
        pytest.param("นำ้ตาล", ["นํา้", "ต", "า", "ล"], id="Thai, a tone typed last"),
        pytest.param("ປະເທດລາວ", ["ປ", "ະ", "ເ", "ທ", "ດ", "ລ", "າ", "ວ"], id="Lao"),
        pytest.param("ក្រុម", ["ក្រុ", "ម"], id="Khmer, with what is written below"),
        pytest.param("မြန်မာ", ["မြ", "န်", "မာ"], id="Burmese"),
        pytest.param("BTSสยาม2020年", ["bts", *"สยาม", "2020", "年"], id="mixed scripts"),
        pytest.param("1,25", ["1", "25"], id="a comma that parts no thousands"),
        pytest.param("in 2014,2015", ["in", "2014", "2015"], id="two years"),
        pytest.param("3.5", ["3.5"], id="decimals"),
        pytest.param("20th-century", ["20th", "century"], id="ordinal"),
        pytest.param("American-backed", ["american", "backed"], id="hyphen"),
        pytest.param("AT&T’s", ["at", "t"], id="ampersand"),
        pytest.param("Krako\u0301w Kraków", ["krakow", "krakow"], id="NFD and NFC"),
        pytest.param("E\u0301.U. É.U.", ["eu", "eu"], id="NFD inside an abbreviation"),
        pytest.param("a =\u0338 b ≠ c", ["a", "b", "c"], id="a mark on a symbol is no word"),
        pytest.param("Łódź Ørsted ısı", ["lodz", "orsted", "isi"], id="letters with strokes"),
        pytest.param("Straße STRASSE", ["strasse", "strasse"], id="sharp s"),
        pytest.param("Ａｒｍｙ １２", ["army", "12"], id="full-width"),
        pytest.param("ﬁnance", ["finance"], id="ligature"),
        pytest.param("soft\u00adware", ["software"], id="soft hyphen inside a word"),
        pytest.param("zero\u200bwidth", ["zerowidth"], id="zero-width space inside a word"),
        pytest.param("塔吉克 軍", ["塔", "吉", "克", "軍"], id="Chinese, a token a character"),
        pytest.param("がか\u3099", ["が", "が"], id="kana keep their voicing, NFC and NFD"),
        pytest.param("한국어", ["한국어"], id="Korean, a token a word"),
        pytest.param("Ёлка Москва\u0301", ["елка", "москва"], id="Russian with a stress mark"),
        pytest.param("हिन्दी", ["हिन्दी"], id="Devanagari keeps its vowel signs"),
        pytest.param("שָׁלוֹם", ["שלום"], id="Hebrew without its points"),
        pytest.param("مُحَمَّد", ["محمد"], id="Arabic without its vowel signs"),
        pytest.param("👍🏽👍", ["👍🏽", "👍"], id="emoji with and without a modifier"),
        pytest.param("👩\u200d🚀", ["👩🚀"], id="joined emoji are one token"),
        pytest.param("🇹🇯🇷🇺", ["🇹🇯", "🇷🇺"], id="flags"),
        pytest.param("…—“”!?&", [], id="punctuation only"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_a_text_has_these_terms(text: str, terms: list[str]) -> None:
    assert tokenize(text) == terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the U.S. agreed", ["the", "U.S.", "agreed"], id="dots"),
        pytest.param("Putin’s “plan”", ["Putin’s", "plan"], id="quotes"),
        pytest.param(
            "e\u0301te\u0301 soft\u00adware", ["e\u0301te\u0301", "soft\u00adware"], id="NFD"
        ),
        pytest.param("👍🏽 🇹🇯", ["👍🏽", "🇹🇯"], id="emoji"),
        pytest.param("1,250.", ["1,250"], id="number at the end of a sentence"),
        pytest.param("end\u00ad of line", ["end", "of", "line"], id="soft hyphen after a word"),
    ],
)
def test_offsets_take_in_the_whole_surface_word(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("x" * 1_000_000, id="a word of a megabyte"),
        pytest.param(
            base64.b32encode(bytes(range(256)) * 4).decode().rstrip("="), id="an encoded line"
        ),
        pytest.param("a" * (MAX_TERM_LENGTH + 1), id="one letter too many"),
    ],
)
def test_an_endless_word_keeps_its_position_and_has_no_term(word: str) -> None:
    text = f"before {word} after"
    assert tokenize(text) == ["before", "", "after"]
    assert surfaces(text) == ["before", word, "after"]


def test_the_longest_word_is_measured_as_it_is_folded() -> None:
    composed, apart = "é" * MAX_TERM_LENGTH, "e\u0301" * MAX_TERM_LENGTH
    assert tokenize(composed) == tokenize(apart) == ["e" * MAX_TERM_LENGTH]


@pytest.mark.parametrize(
    ("term", "without"),
    [("malmö", "malmo"), ("việt", "viet"), ("война", "война"), ("army", "army"), ("がく", "がく")],
)
def test_plain_terms_have_no_accents(term: str, without: str) -> None:
    assert plain(term) == without


@pytest.mark.parametrize(
    ("term", "expected"), [("塔", True), ("ガ", True), ("ー", True), ("นํา", True), ("한국", False)]
)
def test_letters_of_scripts_without_blanks_are_known(term: str, expected: bool) -> None:
    assert is_unspaced(term) is expected


def test_distinct_words_stay_distinct() -> None:
    words = ["army", "arm", "o'brien", "obrien", "か", "が", "1.5", "15", "👍", "👍🏽", "🇹🇯", "🇷🇺"]
    assert len(set(map(fold, words))) == len(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a\0b", "a\ufffdb", id="NUL"),
        pytest.param("a\ud800b", "a\ufffdb", id="lone surrogate"),
        pytest.param("é👍🏽", "é👍🏽", id="ordinary text"),
    ],
)
def test_clean_text_can_be_written_as_utf_8(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert clean(text).encode("utf-8")


def test_what_is_remembered_of_words_does_not_grow_without_end(monkeypatch) -> None:
    monkeypatch.setattr(remembered, "MAX_REMEMBERED", 3)
    terms = [fold(f"Word{number}’s") for number in range(10)]
    assert terms == [f"word{number}" for number in range(10)]
    assert len(folding.FOLDED) <= 3
    assert fold("Word0’s") == "word0"
