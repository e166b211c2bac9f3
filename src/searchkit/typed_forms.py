"""Words, phrases and patterns by the forms that were typed, as an engine looks them up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from searchkit import query as q
from searchkit.analysis.languages import language_code, language_tag
from searchkit.analysis.patterns import is_wildcard
from searchkit.clauses import phrase, sequence, whole_value
from searchkit.errors import QueryError
from searchkit.expansion import (
    MAX_EXPANSIONS,
    Vocabulary,
    expand_fuzzy,
    expand_range,
    expand_regex,
    expand_wildcard,
    range_bounds,
    too_many,
)
from searchkit.schema import FURTHER, SEPARATOR, Field
from searchkit.syntax import Fuzzy, Leaf, Phrase, QueryPart, Regex, Span, Term, Wildcard


class TypedForms:
    """The leaves of one query, `text`, in an index of this vocabulary.

    A pattern that stands for too many terms is refused once all of the tree is bound. `negations`
    counts those around the leaf that is bound: a word that can make a hit is refused first.
    """

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        # Each is looked up once, and is one object wherever it stands.
        self._wildcard = cache(partial(expand_wildcard, vocabulary=vocabulary))
        self._regex = cache(partial(expand_regex, vocabulary=vocabulary))
        self._fuzzy = cache(partial(expand_fuzzy, vocabulary=vocabulary))
        self.negations = 0
        # Each error, and whether its word was typed in a negation.
        self._refused: list[tuple[bool, QueryError]] = []

    def check_accepted(self) -> None:
        """Raise the first `QueryError` of a word outside of negations, else the first."""
        if self._refused:
            raise min(self._refused, key=lambda row: row[0])[1]

    def leaf(self, node: Leaf, terms: Sequence[str], field: Field) -> q.Leaf:
        """A leaf in one field by the forms that were typed, as an engine looks it up."""
        match node:
            case Term(text) if field is FURTHER and (bounds := range_bounds(text)):
                values = expand_range(f"{node.field}:", bounds, vocabulary=self._vocabulary)
                named = replace(values, text=f"{node.field}:{text}")
                return self._accepted(named, node.span)
            case Term() | Phrase() if field.name == "language" and (code := _foreign(node.text)):
                return whole_value(field, [code])
            case Term(_, exact):
                return sequence(field, terms, whole=exact)
            case Phrase(slop=slop, whole=whole):
                if any(map(is_wildcard, terms)):
                    return self._side_by_side(node, terms, field)
                return whole_value(field, terms) if whole else phrase(field.exact, terms, slop)
            case Wildcard():
                return self._side_by_side(node, terms, field)
            case Regex():
                return self._accepted(self._regex(field.exact, terms[0]), node.span)
            case Fuzzy(_, distance):
                return self._accepted(self._fuzzy(field.exact, terms[0], distance), node.span)

    def _side_by_side(self, node: Wildcard | Phrase, terms: Sequence[str], field: Field) -> q.Leaf:
        """The terms side by side, or with the slop of a phrase; some are wildcards."""
        distance = 1
        if isinstance(node, Phrase):
            distance += node.slop
            terms = [SEPARATOR, *terms, SEPARATOR] if node.whole else terms
        leaf: q.Leaf | None = None
        for term in terms:
            word: q.Leaf = q.Term(field.exact, term)
            if is_wildcard(term):
                word = self._accepted(self._wildcard(field.exact, term), node.span)
            leaf = word if leaf is None else q.Near(leaf, word, distance, ordered=True)
        assert leaf is not None, "a leaf has terms"
        return leaf

    def _accepted(self, word: q.Synonyms, span: Span) -> q.Synonyms:
        """The word; one that stands for too many is refused once all of the tree is bound."""
        if len(word.terms) > MAX_EXPANSIONS:
            self._refused.append((self.negations > 0, too_many(word, QueryPart(self._text, span))))
        return word


def _foreign(text: str) -> str:
    """The code of a language that is named otherwise than the index has it, as in `englisch`."""
    if language_code(language_tag(text)):
        return ""
    # Its names take long to load, and few queries have one.
    from searchkit.analysis.language_names import named_language

    return language_code(named_language(text))
