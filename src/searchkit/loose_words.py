"""Loose words: words that stand for their stems, in each language of an index."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, pairwise
from unicodedata import normalize

from searchkit import query as q
from searchkit.analysis import FUNCTION_WORDS_OF, Analyzer
from searchkit.analysis.compounds import (
    COMPOUNDING,
    beginning_of_reversed,
    compound_of,
    first_parts,
)
from searchkit.analysis.plain_spellings import (
    beginning_of_kin,
    beginning_of_plain,
    spelling_and_stem,
)
from searchkit.analysis.words import is_unspaced
from searchkit.clauses import TypedWord, phrase, typed_words
from searchkit.expansion import Vocabulary, stemmed_languages
from searchkit.schema import PROVENANCE, TEXT, Field
from searchkit.syntax import Node, QueryPart, Term

#: Letters of one word that has no blanks around it.
MAX_LETTERS = 64
#: Letters that a word in Katakana has at least without a long vowel at its end.
MIN_KATAKANA = 3
#: Letters of a word whose other forms may have accents.
MIN_PLAIN = 4
#: Languages in which a word without its accents often has the stem of another one.
ACCENTS_TELL = frozenset({"ca", "cs", "eo", "ga", "hu", "lt", "pl", "ro", "sk", "tr"})
#: Compounds that may end in one word.
MAX_COMPOUNDS = 200


class LooseWords:
    """The stems of words in an index of this vocabulary."""

    def __init__(self, analyzer: Analyzer, vocabulary: Vocabulary) -> None:
        self._analyzer = analyzer
        self._vocabulary = vocabulary

    @cached_property
    def languages(self) -> Sequence[str]:
        """The codes of the languages whose stems the index holds."""
        return stemmed_languages(self._vocabulary)

    def is_function_word(self, node: Node) -> bool:
        """Tell if a loose word is a function word of English, or of a language of the index.

        Two letters of Hiragana are: it is what stands between the words of a run of Japanese.
        """
        if not isinstance(node, Term) or node.exact:
            return False
        word = normalize("NFC", node.text).lower()
        if len(word) == 2 and all("\u3041" <= letter <= "\u309f" for letter in word):
            return True
        return any(word in FUNCTION_WORDS_OF.get(code, ()) for code in ("en", *self.languages))

    def word(self, node: Term, field: Field, text: str) -> q.Query:
        """A word by its stems; where no blanks are between words, each two letters side by side.

        Raises `QueryError`, which points into `text`, for one of too many letters.
        """
        words = _without_long_end(typed_words(node))
        if len(words) < 3 or not any(is_unspaced(word.term) for word in words):
            return q.any_of(self.leaves(field, words))
        if len(words) > MAX_LETTERS:
            raise QueryPart.whole(text).error(
                f"a run of letters without spaces can have at most {MAX_LETTERS} letters",
                "put it between quotes, to find exactly this text",
            )
        pairs = tuple(q.any_of(self.leaves(field, pair)) for pair in pairwise(words))
        return q.And(tuple(dict.fromkeys(pairs)))

    def leaves(self, field: Field, words: Sequence[TypedWord]) -> Sequence[q.Leaf]:
        """Words side by side by their stems, in each language of the index whose script fits.

        A single word is one leaf: it is as rare as all its stems together.
        """
        if len(words) > 1:
            return [phrase(field.name, variant) for variant in self._variants(words)]
        if len(terms := tuple(dict.fromkeys(self._stems(words[0])))) == 1:
            return [phrase(field.name, terms)]
        return [q.Synonyms(field.name, terms, words[0].term)]

    def _stems(self, word: TypedWord) -> Iterator[str]:
        """The stems of a word: as it is typed, then with or without accents."""
        stems = self._analyzer.forms(word.surface, word.term, self.languages)
        yield from stems.values()
        if not self.languages:
            return
        yield from self._analyzer.further_terms(word.surface, self.languages)
        if is_plain := word.surface.isascii():
            yield from self._with_accents(word, stems)
        for code, stem in self._analyzer.forms(word.term, word.term, self.languages).items():
            if is_plain or code not in ACCENTS_TELL or not self._has(stems[code]):
                yield stem

    def _with_accents(self, word: TypedWord, stems: Mapping[str, str]) -> Iterator[str]:
        """The stems of the words of the index that are the typed one without their accents."""
        typed = word.surface.lower()
        known = [
            spelling_and_stem(term)[1]
            for term in self._vocabulary(PROVENANCE, beginning_of_plain(typed))
        ]
        for code, stem in stems.items():
            if code and typed not in FUNCTION_WORDS_OF.get(code, ()):
                own = [other for other in known if other.startswith(f"{code}:")]
                yield from own or self._kin_with_accents(typed, code, stem)

    def _kin_with_accents(self, typed: str, code: str, stem: str) -> Sequence[str]:
        """The stems of words with accents of which a word may be a form: `assemblees`, `Assemblée`.

        None if the index has forms of the word as it is typed.
        """
        if len(typed) < MIN_PLAIN:
            return ()
        entries = map(spelling_and_stem, self._vocabulary(PROVENANCE, beginning_of_kin(stem)))
        kin = [
            other
            for plain, other in entries
            if other.startswith(f"{code}:")
            and self._analyzer.forms(plain, plain, [code])[code] == stem
        ]
        return kin if kin and not self._has(stem) else ()

    def _has(self, stem: str) -> bool:
        """Tell if a word of the index has a stem."""
        return stem in self._vocabulary(TEXT.name, stem)[:1]

    def compounds(self, field: Field, node: Term) -> Sequence[q.Leaf]:
        """The compounds of the index that end in a word, as one leaf; empty if it has none."""
        codes = COMPOUNDING.intersection(self.languages)
        words = typed_words(node) if codes else ()
        if len(words) != 1 or self.is_function_word(node):
            return ()
        (word,) = words
        stems = {
            stem
            for surface in word
            for code, stem in self._analyzer.forms(surface, word.term, codes).items()
            if code
        }
        terms = [term for stem in sorted(stems) for term in self._ending_in(stem)]
        return [q.Synonyms(field.name, tuple(terms), word.term)] if terms else []

    def _ending_in(self, stem: str) -> Iterator[str]:
        """The compounds with a stem as their head, and a word of the index before it."""
        beginning = beginning_of_reversed(stem)
        codes = self._vocabulary(PROVENANCE, beginning) if beginning else ()
        for compound in map(compound_of, islice(codes, MAX_COMPOUNDS)):
            if any(map(self._has_form, first_parts(compound, stem))):
                yield compound

    def _has_form(self, word: str) -> bool:
        """Tell if the index has a word in any form, in a language of compounds."""
        forms = self._analyzer.forms(word, word, COMPOUNDING)
        return any(self._has(term) for code, term in forms.items() if code)

    def of_terms(self, field: Field, terms: Sequence[str]) -> Sequence[q.Leaf]:
        """Words that were not typed so, side by side by their stems."""
        return self.leaves(field, [TypedWord(term, term) for term in terms])

    def _variants(self, words: Sequence[TypedWord]) -> Collection[tuple[str, ...]]:
        """The stems of words in each language; each language also has those of plain letters."""
        languages = self.languages
        variants: dict[tuple[str, ...], None] = {}
        for spelling in ("surface", "term") if languages else ("term",):
            forms = [
                self._analyzer.forms(getattr(word, spelling), word.term, languages)
                for word in words
            ]
            for code in ("", *languages):
                variants[tuple(form.get(code, form[""]) for form in forms)] = None
        return variants


def _without_long_end(words: list[TypedWord]) -> list[TypedWord]:
    """A foreign word in Katakana without the long vowel at its end, which writers leave out."""
    is_long = len(words) > MIN_KATAKANA and words[-1].term == "ー"
    if is_long and all("ァ" <= word.term <= "ヺ" or word.term == "ー" for word in words):
        return words[:-1]
    return words
