"""Spelling: words of a query that no article has → forms that articles have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TypeAlias

from searchkit.analysis import Analyzer, tokenize
from searchkit.analysis.patterns import is_wildcard
from searchkit.analysis.words import offsets
from searchkit.binding import Bound
from searchkit.clauses import field_of
from searchkit.engines import Engine
from searchkit.expansion import stemmed_languages
from searchkit.other_queries import Misspelt, Spelling
from searchkit.quick_dataclass import dataclass
from searchkit.schema import PREFIXED, TEXT, Field
from searchkit.search.query_relaxation import Count, query_text
from searchkit.search.surface_forms import surface_forms
from searchkit.syntax import (
    And,
    AtLeast,
    Boost,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    Within,
)
from searchkit.syntax.tree import with_children

#: Words of a query that are looked up.
MAX_WORDS = 8

#: Forms that are offered for a word.
MAX_FORMS = 3

#: A shorter word is nearly like too many others.
MIN_LETTERS = 3
#: In a word of at least so many letters, two may differ.
MIN_LETTERS_FOR_TWO = 6

#: A word as typed and its field → the form that replaces it.
_Forms: TypeAlias = Mapping[tuple[str, str | None], str]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word of the query; `exact` if it stands for one surface form, not for its stem."""

    text: str
    term: str
    field: str | None
    exact: bool

    @property
    def looked_for_in(self) -> Field:
        """The field in which the query looks for it."""
        return field_of(self.field)

    @property
    def known_in(self) -> Field:
        """The field that shows it to be well spelt: a word of the body is so in a title too."""
        return TEXT if self.looked_for_in.kind == "text" else self.looked_for_in


class Speller:
    """Looks words up in the vocabulary of one index; each stream is read when first needed."""

    def __init__(self, engine: Engine, analyzer: Analyzer) -> None:
        self._engine = engine
        self._forms_of = analyzer.forms
        self._vocabularies: dict[str, list[str]] = {}

    def spelling(
        self, tree: Node, bind: Callable[[Node], Bound], count: Count, *, has_hits: bool
    ) -> Spelling | None:
        """The misspelt words of a query, and the query respelt; None if nothing is misspelt."""
        nodes = _doubtful(tree, has_hits)
        doubtful = dict.fromkeys(word for node in nodes for word in _typed(node))
        unknown = islice((word for word in doubtful if not self._is_known(word)), MAX_WORDS)
        misspelt = tuple(
            Misspelt(word.text, word.field, forms)
            for word in unknown
            if (forms := self._forms(word))
        )
        if not misspelt:
            return None
        best = {(word.word, word.field): _as_word(word.forms[0][0]) for word in misspelt}
        respelt = _respelt(tree, best)
        text = query_text(respelt)
        if text is None:
            return None
        return Spelling(misspelt, text, count(bind(respelt).query))

    def _is_known(self, word: _Typed) -> bool:
        """True if any article has the word."""
        if word.exact:
            return self._engine.doc_freq(word.known_in.exact, word.term) > 0
        return bool(self._stems(word))

    @cached_property
    def _languages(self) -> Sequence[str]:
        """The languages whose stems the index has."""
        return stemmed_languages(self._engine.terms)

    def _stems(self, word: _Typed) -> dict[str, str]:
        """The stems of a word that an article has, by language."""
        return {
            language: stem
            for spelling in (word.text, word.term)
            for language, stem in self._forms_of(spelling, word.term, self._languages).items()
            if self._engine.doc_freq(word.known_in.name, stem)
        }

    def _forms(self, word: _Typed) -> tuple[tuple[str, int], ...]:
        """Forms of the same stem first; then by distance, then by articles."""
        rows: list[tuple[int, int, str]] = []
        for distance, term in self._candidates(word):
            if len(rows) >= MAX_FORMS and distance > rows[-1][0]:
                break
            articles = self._engine.doc_freq(word.looked_for_in.exact, term)
            # The engine may still list terms of articles that are gone.
            if articles:
                rows.append((distance, -articles, term))
        nearest = [term for *_, term in sorted(rows)[:MAX_FORMS]]
        return tuple(surface_forms(self._engine, word.looked_for_in, nearest))

    def _candidates(self, word: _Typed) -> Iterable[tuple[int, str]]:
        """Distances and terms, nearest first; a swap of neighbouring letters is one step."""
        # Imported here: a query whose words all exist must not wait for it.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if len(word.term) < MIN_LETTERS or any(map(str.isdigit, word.term)):
            return []
        vocabulary = self._vocabulary(word.looked_for_in.exact)
        matches = process.extract(
            word.term,
            vocabulary,
            scorer=OSA.distance,
            score_cutoff=2 if len(word.term) >= MIN_LETTERS_FOR_TWO else 1,
            limit=None,
        )
        distances = {term: int(distance) for term, distance, _ in matches}
        if word.exact and (stems := self._stems(word)):
            languages = [code for code in stems if code]
            inflected = (
                term
                for term in vocabulary
                if not stems.items().isdisjoint(self._forms_of(term, term, languages).items())
            )
            distances |= dict.fromkeys(inflected, 0)
        return sorted(
            (distance, term)
            for term, distance in distances.items()
            if not any(map(str.isdigit, term))
        )

    def _vocabulary(self, stream: str) -> list[str]:
        if stream not in self._vocabularies:
            self._vocabularies[stream] = self._engine.terms(stream, "")
        return self._vocabularies[stream]


def _doubtful(node: Node, has_hits: bool) -> Iterator[Term | Phrase]:
    """The words and phrases that may be missing from the index though the query has hits."""
    match node:
        case Term() | Phrase():
            if not has_hits:
                yield node
        case And(children):
            for child in children:
                yield from _doubtful(child, has_hits)
        case Or(children):
            # The hits may all be those of another alternative.
            for child in children:
                yield from _doubtful(child, False)
        case Not(child):
            yield from _doubtful(child, False)
        case Boost(child) | AtLeast(_, child):
            yield from _doubtful(child, has_hits)
        case Near(left, right) | Within(left, right):
            yield from _doubtful(left, has_hits)
            yield from _doubtful(right, has_hits)
        case _:
            return


def _typed(node: Term | Phrase) -> Iterator[_Typed]:
    field = field_of(node.field)
    if field in PREFIXED or (isinstance(node, Phrase) and is_wildcard(node.text)):
        return
    exact = field.kind != "text" or isinstance(node, Phrase) or node.exact
    for term, (start, end) in zip(tokenize(node.text), offsets(node.text), strict=True):
        if term:
            yield _Typed(node.text[start:end], term, node.field, exact)


def _as_word(form: str) -> str:
    return form.lower() if form in ("AND", "OR", "NOT", "SENTENCE", "PARAGRAPH") else form


def _respelt(node: Node, forms: _Forms) -> Node:
    """The query with each misspelt word in its new form."""
    match node:
        case Term(text) | Phrase(text):
            return replace(node, text=_respelt_text(text, node.field, forms))
        case _:
            return with_children(node, lambda child: _respelt(child, forms))


def _respelt_text(text: str, field: str | None, forms: _Forms) -> str:
    pieces, at = [], 0
    for start, end in offsets(text):
        if (form := forms.get((text[start:end], field))) is not None:
            pieces += [text[at:start], form]
            at = end
    return "".join([*pieces, text[at:]])
