"""Loose words: words that stand for their stems, in each language of an index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise
from unicodedata import normalize

from searchkit import query as q
from searchkit.analysis import FUNCTION_WORDS_OF, Analyzer
from searchkit.analysis.words import is_unspaced
from searchkit.clauses import TypedWord, phrase, typed_words
from searchkit.expansion import Vocabulary, stemmed_languages
from searchkit.schema import Field
from searchkit.syntax import Node, QueryPart, Term

#: Letters of one word that has no blanks around it.
MAX_LETTERS = 64


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
        """Tell if a loose word is a function word of English, or of a language of the index."""
        if not isinstance(node, Term) or node.exact:
            return False
        word = normalize("NFC", node.text).lower()
        return any(word in FUNCTION_WORDS_OF.get(code, ()) for code in ("en", *self.languages))

    def word(self, node: Term, field: Field, text: str) -> q.Query:
        """A word by its stems; where no blanks are between words, each two letters side by side.

        Raises `QueryError`, which points into `text`, for one of too many letters.
        """
        words = typed_words(node)
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
        variants = list(self._variants(words))
        if len(words) > 1:
            return [phrase(field.name, variant) for variant in variants]
        stems = [stem for (stem,) in variants]
        stems += self._analyzer.behind_clitics(words[0].surface, self.languages)
        if len(terms := tuple(dict.fromkeys(stems))) == 1:
            return [phrase(field.name, terms)]
        return [q.Synonyms(field.name, terms, words[0].term)]

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
