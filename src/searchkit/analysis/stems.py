"""Word → term of the stem stream, each computed once.

A term carries its language: `ru:переговор`, and `es:_par` for the function word `para`. English
terms are bare, as are those of articles in no known language, of scripts in which no language is
stemmed, and of words in another script than that of their language (`NATO` in a Russian article):
a query for one finds all of them.

English is stemmed from the folded term, every other language from the surface form, which is then
folded: its endings are told by letters that folding takes away.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache, cached_property

from searchkit import quick_re as re
from searchkit.analysis.clitics import CLITICS
from searchkit.analysis.final_s import LANGUAGES_WITH_S, other_forms
from searchkit.analysis.folding import plain
from searchkit.analysis.function_words import FUNCTION_WORDS_OF
from searchkit.analysis.han import is_han, simplified
from searchkit.analysis.indic_spellings import ONE_SPELLING
from searchkit.analysis.languages import LANGUAGES, Language
from searchkit.analysis.light_stems import LIGHT_STEMMERS, without_clitics
from searchkit.analysis.other_cases import LANGUAGES_WITH_CASES, other_cases
from searchkit.analysis.persian_blanks import other_blanks
from searchkit.analysis.scripts import script_of
from searchkit.analysis.words import fold

#: The most terms that are remembered, and the number from which those that are their own stem are
#: no longer added: a list of numbers would fill the memory.
MAX_TERMS = 400_000
MAX_OWN_STEMS = 100_000
#: The most words whose other spellings are remembered.
MAX_SPELT = 2_000

_ENGLISH = re.compile(r"[a-z']+")
_BARE = "en"
# Before the stem of a function word: it is no stem of other words.
_OF_FUNCTION_WORD = "_"
# With the vowel signs and the tatweel of Arabic letters.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200D, 0x2060, 0xFEFF, 0xFE0F, 0x0640, *range(0x064B, 0x0653)]
)
_STRAIGHT = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\uff07", "'"))
# By language: a word behind each clitic, without its final s or with one, in another case.
_OTHER_FORMS: Mapping[str, Callable[[str], Sequence[str]]] = {
    **{code: clitics.spellings for code, clitics in CLITICS.items()},
    **dict.fromkeys(LANGUAGES_WITH_S, other_forms),
    "fa": other_blanks,
    **{code: other_cases(code) for code in LANGUAGES_WITH_CASES},
}
# Languages in which I and i are two letters.
_DOTLESS = frozenset({"tr", "az", "tt"})
# Languages that write a case behind a number with an apostrophe: `2014'te`.
_WITH_CASES_OF_NUMBERS = frozenset({"tr"})


@cache
def _snowball(algorithm: str) -> Callable[[str], str]:
    from Stemmer import Stemmer

    # It remembers nothing by itself: what is asked twice is remembered here.
    stem: Callable[[str], str] = Stemmer(algorithm, 0).stemWord
    return stem


def is_stemmed(code: str) -> bool:
    """Tell if a language has terms of its own.

    One without a stemmer has them too where English rules would apply to its words otherwise.
    """
    language = LANGUAGES.get(code)
    return (
        language is not None
        and code != _BARE
        and bool(language.algorithm or code in LIGHT_STEMMERS or "Latin" in language.scripts)
    )


class LanguageStems(dict[str, str]):
    """Surface form → term of the stem stream, in one language."""

    def __init__(self, language: Language, bare: Stems) -> None:
        super().__init__()
        self.scripts = frozenset(language.scripts)
        self._prefix = f"{language.code}:"
        self.function_words = FUNCTION_WORDS_OF.get(language.code, frozenset[str]())
        self._is_arabic = language.code == "ar"
        self._is_uzbek = language.code == "uz"
        self._one_spelling = ONE_SPELLING.get(language.code, str)
        self._has_dotless_i = language.code in _DOTLESS
        self._bare = bare
        if language.algorithm:
            self._stem = _snowball(language.algorithm)
        else:
            self._stem = LIGHT_STEMMERS.get(language.code, str)

    def __missing__(self, surface: str) -> str:
        folded = fold(surface)
        if folded and script_of(surface) in self.scripts:
            term = self.own(surface) or self._prefix + plain(folded)
        else:
            term = self._bare[folded]
        if len(self) >= MAX_TERMS:
            self.clear()
        self[surface] = term
        return term

    @cached_property
    def like_function_words(self) -> frozenset[str]:
        """The terms of the function words of the language, and of other words with their stems."""
        terms = frozenset(map(self.__getitem__, self.function_words))
        return terms | {term.replace(_OF_FUNCTION_WORD, "") for term in terms}

    def own(self, surface: str) -> str:
        """The term of a word of the language; empty if nothing of it is left."""
        if self._has_dotless_i:
            surface = surface.replace("I", "ı").replace("İ", "i")
        normalised = _normalised(surface)
        stem = plain(fold(self._stem(self._one_spelling(normalised))))
        if normalised in self.function_words:
            # Rules make one stem of `para` and `París`, and of `seit` and `Seite`.
            return f"{self._prefix}{_OF_FUNCTION_WORD}{stem}"
        if self._is_arabic:
            stem = without_clitics(stem)
        elif self._is_uzbek:
            # `Ozbekiston` is typed for `Oʻzbekiston`.
            stem = stem.replace("'", "")
        return self._prefix + stem if stem else ""


def _normalised(surface: str) -> str:
    """The small letters of a word, composed, as a stemmer expects them."""
    text = unicodedata.normalize("NFKC", surface).translate(_INVISIBLE).lower()
    return text.replace("i\u0307", "i").translate(_STRAIGHT)


class Stems(dict[str, str]):
    """A memo of English stems, and of the stems of other languages.

    Terms with anything but the letters a to z are their own stem.
    """

    def __init__(self) -> None:
        super().__init__({"": ""})
        self._english = _snowball("english")
        self._languages: dict[str, LanguageStems] = {}
        self._spelt: dict[tuple[str, ...], Sequence[str]] = {}

    def __missing__(self, term: str) -> str:
        bare = plain(term)
        is_english = _ENGLISH.fullmatch(bare)
        stem = self._english(bare) if is_english else simplified(bare) if is_han(bare) else bare
        if len(self) < (MAX_TERMS if is_english else MAX_OWN_STEMS):
            self[term] = stem
        return stem

    def of(self, code: str) -> LanguageStems | None:
        """The stems of a language; None for one whose terms are bare."""
        stems = self._languages.get(code)
        if stems is None and is_stemmed(code):
            stems = self._languages[code] = LanguageStems(LANGUAGES[code], self)
        return stems

    def forms(self, surface: str, term: str, codes: Collection[str]) -> dict[str, str]:
        """The terms that a word stands for: the bare one, and one for each language that fits."""
        forms = {"": self[term]}
        script = script_of(surface)
        for code in codes:
            stems = self.of(code)
            if stems is not None and script in stems.scripts:
                forms[code] = stems[surface]
        return forms

    def further(self, surface: str, codes: Collection[str]) -> Sequence[str]:
        """The terms of a word in the other spellings that its languages give it."""
        key = (surface, *codes)
        terms = self._spelt.get(key)
        if terms is None:
            # One query asks for a word in each field, and again for each other reading.
            if len(self._spelt) >= MAX_SPELT:
                self._spelt.clear()
            terms = self._spelt[key] = self._further(surface, codes)
        return terms

    def _further(self, surface: str, codes: Collection[str]) -> Sequence[str]:
        terms: dict[str, None] = {}
        script = script_of(surface)
        for code in codes:
            stems = self.of(code)
            if not script and code in _WITH_CASES_OF_NUMBERS:
                terms[f"{code}:{fold(surface)}"] = None
            if stems is None or script not in stems.scripts:
                continue
            if forms := _OTHER_FORMS.get(code):
                # Rules make `об` of `Обама`, the stem of `обе` too: it would find nearly all.
                common = stems.like_function_words
                found = map(stems.__getitem__, forms(surface))
                is_common = surface.lower() in stems.function_words
                terms.update((term, None) for term in found if is_common or term not in common)
        return tuple(terms)
