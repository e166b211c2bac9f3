"""The language of a text, as far as speakers are found in it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from importlib import import_module

from searchkit import quick_regex as regex
from searchkit.quotes.languages.language import Language

__all__ = ["Language", "is_role", "language_of"]

#: Characters by whose small words the language of a text is told.
SAMPLE = 4_000
#: Words of which it is remembered if they are roles.
MAX_REMEMBERED = 1 << 14

_WORD = regex.compile(r"\p{L}+")
# Parts the words of ASCII in a fourth of the time.
_LETTERS_ALONE = {code: " " for code in range(128) if not chr(code).isalpha()}
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
# The commonest words of each; English is told by its own.
_MARKS = {
    language: frozenset(marks.split())
    for language, marks in {
        "en": "the of and to in that is was for on with he said his it at as by from they who told"
        " not be have",
        "fr": "le les des du une est et dans que qui pour au aux sur avec pas ce cette nous"
        " il déclaré",
        "es": "el los las del una es y en que con por para al se su lo más pero como este sus dijo",
        "it": "il gli della che di è non per una sono con nel alla dei delle anche come ha ma"
        " detto",
        "pt": "os as da do das dos uma é em que com por para não ao na se mais foi são pelo disse",
        "de": "der die das und ist nicht ein eine mit von für auf den dem des im sich auch es"
        " wird sind sei wir ich habe bei so sagte",
        "ru": "и в не на что с по как это из для его от был к за о при также они все но",
        "uk": "і та в у не на що з за як це із для його від був до про при також вони всі але є",
        "pl": "się nie na że do jest to w z o jak po od ale za przez był dla są może tym"
        " tego powiedział",
    }.items()
}
_LANGUAGES_WITH: dict[str, list[str]] = {}
for _code, _marks in _MARKS.items():
    for _mark in _marks:
        _LANGUAGES_WITH.setdefault(_mark, []).append(_code)
_UKRAINIAN = regex.compile("[іїєґ]")
_RUSSIAN = regex.compile("[ыэъё]")
#: The module of each.
_MODULES = {
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "de": "german",
    "pl": "polish",
    "ru": "russian",
    "uk": "ukrainian",
}


def language_of(text: str) -> Language | None:
    """The language of a text if its speakers are found by the rules of that; None for English.

    >>> language_of("« Nous sommes prêts », a déclaré le ministre.").code
    'fr'
    """
    sample = text[:SAMPLE]
    found = sample.translate(_LETTERS_ALONE).split() if sample.isascii() else _WORD.findall(sample)
    words = map(str.lower, found)
    counts = dict.fromkeys(_MARKS, 0)
    for word, count in Counter(filter(_LANGUAGES_WITH.__contains__, words)).items():
        for tried in _LANGUAGES_WITH[word]:
            counts[tried] += count
    code = max(counts, key=counts.__getitem__)
    best = counts[code]
    if code in ("ru", "uk") or (not best and _CYRILLIC.search(sample)):
        ukrainian, russian = (len(letters.findall(sample)) for letters in (_UKRAINIAN, _RUSSIAN))
        code = "uk" if ukrainian > russian else "ru"
    if code == "en":
        return None
    return _loaded(code)


@lru_cache(MAX_REMEMBERED)
def is_role(word: str, code: str) -> bool:
    """Tell if a word in small letters is a title or a trade in a language."""
    return code in _MODULES and _loaded(code).is_role(word)


def _loaded(code: str) -> Language:
    """The language of a code; its patterns take long to compile."""
    name = _MODULES[code]
    language: Language = getattr(import_module(f"{__name__}.{name}"), name.upper())
    return language
