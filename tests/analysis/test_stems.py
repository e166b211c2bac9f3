"""Stems, and the fingerprint that they stand under."""

from __future__ import annotations

import pytest

from searchkit.analysis import Analyzer, stems

# What the English Snowball stemmer gave when the fingerprint was set. If one of these changes,
# every index written before is wrong: change `FINGERPRINT` with this table.
STEMS = {
    "army": "armi",
    "armies": "armi",
    "military": "militari",
    "militants": "milit",
    "taliban": "taliban",
    "soldiers": "soldier",
    "negotiations": "negoti",
    "negotiated": "negoti",
    "negotiator": "negoti",
    "government": "govern",
    "governor": "governor",
    "generously": "generous",
    "generic": "generic",
    "elections": "elect",
    "elected": "elect",
    "minister": "minist",
    "ministry": "ministri",
    "ministries": "ministri",
    "useless": "useless",
    "uses": "use",
    "news": "news",
    "united": "unit",
    "unity": "uniti",
    "universities": "universiti",
    "international": "internat",
    "internal": "internal",
    "dying": "die",
    "lying": "lie",
    "skies": "sky",
    "sky": "sky",
    "skis": "ski",
    "politics": "polit",
    "political": "polit",
    "politician": "politician",
    "refugees": "refuge",
    "attackers": "attack",
    "running": "run",
    "happily": "happili",
    "organization": "organiz",
    "organisation": "organis",
    "relational": "relat",
    "agreed": "agre",
    "owed": "owe",
    "succeed": "succeed",
    "bodies": "bodi",
    "andes": "andes",
    "inning": "inning",
    "o'brien": "o'brien",
}


@pytest.mark.parametrize(("word", "stem"), STEMS.items(), ids=STEMS)
def test_the_stemmer_is_the_one_of_the_fingerprint(word: str, stem: str) -> None:
    assert Analyzer().stem(word) == stem


@pytest.mark.parametrize(
    "term",
    [
        pytest.param("1990s", id="digits"),
        pytest.param("covid19", id="letters and digits"),
        pytest.param("талибы", id="Cyrillic"),
        pytest.param("军", id="Chinese"),
        pytest.param("👍🏽", id="emoji"),
        pytest.param("", id="no term"),
    ],
)
def test_what_is_not_english_is_its_own_stem(term: str) -> None:
    assert Analyzer().stem(term) == term


def test_what_is_known_of_terms_does_not_grow_without_end(monkeypatch) -> None:
    monkeypatch.setattr(stems, "MAX_TERMS", 6)
    monkeypatch.setattr(stems, "MAX_OWN_STEMS", 4)
    analyzer, fresh = Analyzer(), Analyzer()
    terms = [*map(str, range(9)), "armies", "talks", "ships", "quotas", "boats"]
    assert [analyzer.stem(term) for term in terms] == [fresh.stem(term) for term in terms]
    assert set(analyzer._stems) == {"", "0", "1", "2", "armies", "talks"}


@pytest.mark.parametrize(("term", "stem"), [("臺", "台"), ("國", "国"), ("台", "台"), ("が", "が")])
def test_traditional_letters_have_the_stem_of_simplified_ones(term: str, stem: str) -> None:
    assert Analyzer().stem(term) == stem


def test_a_stem_has_no_accents_but_those_of_cyrillic() -> None:
    assert [Analyzer().stem(term) for term in ("malmö", "việt", "мой")] == ["malmo", "viet", "мой"]
