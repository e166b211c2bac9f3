"""Stems, the lexicon that spares their computation, and the fingerprint that they stand under."""

from __future__ import annotations

import subprocess
import sys

import pytest

from searchkit.analysis import Analyzer, Record, stems
from searchkit.article import Article

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
    "universities": "univers",
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
    "organization": "organ",
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


def test_a_lexicon_gives_the_next_analyzer_the_same_stems() -> None:
    first = Analyzer()
    stems = {word: first.stem(word) for word in [*STEMS, "1990s", "талибы", ""]}
    second = Analyzer(first.lexicon())
    assert {word: second.stem(word) for word in stems} == stems
    assert second.lexicon() == first.lexicon()


def test_a_lexicon_holds_the_english_words_only() -> None:
    analyzer = Analyzer()
    for word in ("armies", "1990s", "талибы", ""):
        analyzer.stem(word)
    assert analyzer.lexicon() == {"armies": "armi"}


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        ("en", "The cease-fires held.", "ceasefires"),
        ("en", "Hammarskjöld spoke.", "hammarskjold"),
        ("de", "Die Verhandlungen", "verhandlungen"),
    ],
)
def test_a_lexicon_holds_what_a_query_of_words_of_the_index_compares(language, text, term):
    analyzer = Analyzer()
    article = Article("a.txt", "a.txt", text, text, language=language)
    for terms in analyzer.document(Record(article, "digest", (0,))).streams.values():
        list(terms)
    assert term in analyzer.lexicon()


def test_a_lexicon_is_not_written_to() -> None:
    lexicon = {"armies": "armi"}
    Analyzer(lexicon).stem("soldiers")
    assert lexicon == {"armies": "armi"}


SPARED = """
import sys
from searchkit.analysis import Analyzer, Record
from searchkit.article import Article

analyzer = Analyzer({"tajik": "tajik", "armies": "armi", "meet": "meet"})
article = Article("a.txt", "a.txt", "Tajik armies meet. 1990s, 軍, 👍🏽", "Armies")
document = analyzer.document(Record(article, "digest", (0, 19)))
assert document.body.stems[:3] == ["tajik", "armi", "meet"]
assert "nltk" not in sys.modules, "nltk was imported for known words"
analyzer.stem("unheard")
assert "nltk" in sys.modules, "this test would see nothing"
"""


@pytest.mark.slow
def test_known_words_spare_the_import_of_nltk() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SPARED], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_what_is_known_of_terms_does_not_grow_without_end(monkeypatch) -> None:
    monkeypatch.setattr(stems, "MAX_TERMS", 6)
    monkeypatch.setattr(stems, "MAX_OWN_STEMS", 4)
    analyzer, fresh = Analyzer(), Analyzer()
    terms = [*map(str, range(9)), "armies", "talks", "ships", "quotas", "boats"]
    assert [analyzer.stem(one) for one in terms] == [fresh.stem(one) for one in terms]
    assert analyzer.lexicon() == {"armies": "armi", "talks": "talk"}
    analyzer.learn({"cities": "citi"})
    assert len(analyzer.lexicon()) == 2
    assert analyzer.stem("cities") == "citi"


@pytest.mark.parametrize(("term", "stem"), [("臺", "台"), ("國", "国"), ("台", "台"), ("が", "が")])
def test_traditional_letters_have_the_stem_of_simplified_ones(term: str, stem: str) -> None:
    assert Analyzer().stem(term) == stem


def test_a_stem_has_no_accents_but_those_of_cyrillic() -> None:
    assert [Analyzer().stem(term) for term in ("malmö", "việt", "мой")] == ["malmo", "viet", "мой"]
