"""Fields, analysis and vocabulary applied to what was typed: a syntax tree → an engine's query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import NamedTuple, TypeGuard, assert_never
from unicodedata import normalize

from searchkit import query as q
from searchkit.analysis import FUNCTION_WORDS_OF, MAX_TERM_LENGTH, Analyzer, tokenize
from searchkit.analysis.patterns import is_wildcard, tokenize_wildcard
from searchkit.analysis.words import offsets
from searchkit.errors import QueryError
from searchkit.expansion import (
    MAX_EXPANSIONS,
    Vocabulary,
    expand_fuzzy,
    expand_wildcard,
    stemmed_languages,
    too_many,
)
from searchkit.schema import PROVENANCE, SCHEMA, SEPARATOR, TEXT, Field, status_term
from searchkit.syntax import (
    And,
    Boost,
    DateRange,
    Fuzzy,
    Leaf,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    QueryPart,
    Span,
    Term,
    Wildcard,
    WithStatus,
)

#: How much two words of the query that stand side by side count, next to those words alone.
ADJACENCY = 0.2
#: How much the form that was typed counts, next to any form of the word.
EXACT_FORM = 0.3
#: How much a function word counts beside other words.
FUNCTION_WORD = 0.3


@dataclass(frozen=True, slots=True)
class Part:
    """A word or a phrase of the query as typed, and what it asks the engine for."""

    text: str
    query: q.Query


@dataclass(frozen=True, slots=True)
class Bound:
    """A query ready for an engine.

    `parts` are the words and phrases that can make a hit, in the order of the query; `notes` say
    what of the query asks for nothing.
    """

    query: q.Query
    parts: tuple[Part, ...]
    notes: tuple[str, ...]


def bind(tree: Node, text: str, analyzer: Analyzer, vocabulary: Vocabulary) -> Bound:
    """The query that a tree means for an index of this vocabulary.

    `text` is what the tree was parsed from. Where no word is, nothing is found, and a note says so.

    Raises `QueryError` for what is no word beside NEAR, and for a wildcard or fuzzy word that
    stands for too many.
    """
    binder = _Binder(analyzer, text, vocabulary)
    query = binder.bind(tree)
    binder.check_refused()
    if query is None:
        binder.notes.append("there is nothing to search for")
        query = q.Not(q.MatchAll())
    return Bound(query, tuple(binder.parts), tuple(binder.notes))


class _Word(NamedTuple):
    """A word as typed, and its folded term."""

    surface: str
    term: str


class _Binder:
    """One walk over one tree."""

    def __init__(self, analyzer: Analyzer, text: str, vocabulary: Vocabulary) -> None:
        self.analyzer = analyzer
        self.text = text
        self.parts: list[Part] = []
        self.notes: list[str] = []
        # Each is looked up once, and is one object wherever it stands.
        self._wildcard = cache(partial(expand_wildcard, vocabulary=vocabulary))
        self._fuzzy = cache(partial(expand_fuzzy, vocabulary=vocabulary))
        self._vocabulary = vocabulary
        self._negations = 0
        # What is refused, and whether it was typed in a negation.
        self._refused: list[tuple[bool, QueryError]] = []

    @cached_property
    def languages(self) -> Sequence[str]:
        """The languages whose stems the index has."""
        return stemmed_languages(self._vocabulary)

    def check_refused(self) -> None:
        """Raise what was refused: the first outside of negations, else the first."""
        if self._refused:
            raise min(self._refused, key=lambda row: row[0])[1]

    def bind(self, node: Node) -> q.Query | None:
        """The query of a node; None for one that has no word, such as `&`."""
        match node:
            case Term() | Phrase() | Wildcard() | Fuzzy():
                return self.leaf(node)
            case Near():
                return self.near(node)
            case DateRange():
                return self.date_range(node)
            case WithStatus(field, status):
                name = "authors" if field == "author" else field
                return q.Term(PROVENANCE, status_term(name, status))
            case MatchAll():
                return q.MatchAll()
            case And(children):
                return self.joined(q.And, children)
            case Or(children):
                return self.joined(q.Or, children)
            case Not(child):
                return self.negated(child)
            case Boost(child, factor):
                inner = self.bind(child)
                return None if inner is None else q.Boost(inner, factor)
            case _:
                assert_never(node)

    def date_range(self, node: DateRange) -> q.Query:
        first = node.first.first_day.toordinal() if node.first else None
        last = node.last.last_day.toordinal() if node.last else None
        if first is not None and last is not None and first > last:
            self.notes.append(f"{node} ends before it begins, so no article matches it")
        return q.DateRange(first, last)

    def leaf(self, node: Leaf) -> q.Query | None:
        tokens = _tokens(node)
        terms = list(filter(None, tokens))
        if len(terms) < len(tokens):
            self.notes.append(f"a word of more than {MAX_TERM_LENGTH} letters was ignored")
        elif not terms:
            self.notes.append(f"“{node.text}” has no letters or digits and was ignored")
        if not terms:
            return None
        query = self.in_field(node.field, lambda field: self.weighted(node, terms, field))
        self.parts.append(Part(str(node), query))
        return query

    def weighted(self, node: Leaf, terms: Sequence[str], field: Field) -> q.Query:
        """A leaf in one field; a word counts more in the form in which it was typed."""
        if field.kind != "text":
            return self.field_leaf(node, terms, field)
        if not _is_loose(node, field):
            return _scored(self.field_leaf(node, terms, field), field)
        scored = _any_of(self.loose(TEXT, _words(node)))
        # A function word has no other forms, and stands in nearly every article.
        if not self.is_function_word(node):
            typed = q.Boost(_sequence(TEXT, terms, whole=False), EXACT_FORM)
            scored = q.Boolean(scored, typed, marked=False)
        if field == TEXT:
            return scored
        return q.Filtered(_any_of(self.loose(field, _words(node))), scored)

    def field_leaf(self, node: Leaf, terms: Sequence[str], field: Field) -> q.Leaf:
        """A leaf in one field by the forms that were typed, as an engine looks it up."""
        match node:
            case Term(_, exact):
                return _sequence(field, terms, whole=exact)
            case Phrase(slop=slop, whole=whole):
                return _whole(field, terms) if whole else _phrase(field.exact, terms, slop)
            case Wildcard():
                return self.wildcard(node, terms, field)
            case Fuzzy(_, distance):
                return self.accepted(self._fuzzy(field.exact, terms[0], distance), node.span)

    def wildcard(self, node: Wildcard, terms: Sequence[str], field: Field) -> q.Leaf:
        """The terms side by side; some are wildcards."""
        leaf: q.Leaf | None = None
        for term in terms:
            word: q.Leaf = q.Term(field.exact, term)
            if is_wildcard(term):
                word = self.accepted(self._wildcard(field.exact, term), node.span)
            leaf = word if leaf is None else q.Near(leaf, word, 1, ordered=True)
        assert leaf is not None, "a leaf has terms"
        return leaf

    def accepted(self, word: q.Synonyms, span: Span) -> q.Synonyms:
        """The word; one that stands for too many is refused once all of the tree is bound."""
        if len(word.terms) > MAX_EXPANSIONS:
            self._refused.append((self._negations > 0, too_many(word, QueryPart(self.text, span))))
        return word

    def near(self, node: Near) -> q.Query:
        """Two operands near each other in each field; their words are parts too."""
        leaves = list(_leaves(node))
        for leaf in leaves:
            if self.leaf(leaf) is None:
                raise QueryPart(self.text, leaf.span).error(
                    f"“{leaf.text}” is not a word that others can be near",
                    "replace it with a word",
                )
        query = self.in_field(
            leaves[0].field, lambda field: _scored(self.near_in(node, field), field)
        )
        self.parts.append(Part(str(node), query))
        return query

    def near_in(self, node: Near, field: Field) -> q.Near:
        left, right = (self.operand(side, field) for side in (node.left, node.right))
        return q.Near(left, right, node.distance, node.ordered)

    def operand(self, node: Node, field: Field) -> q.Operand:
        match node:
            case Near():
                return self.near_in(node, field)
            case Or(children):
                return q.Disjunction(tuple(self.operand(child, field) for child in children))
            case Term() | Phrase() | Wildcard() | Fuzzy():
                if not _is_loose(node, field):
                    return self.field_leaf(node, _terms(node), field)
                leaves = self.loose(field, _words(node))
                return leaves[0] if len(leaves) == 1 else q.Disjunction(tuple(leaves))
            case _:
                raise TypeError(f"the parser lets no {type(node).__name__} stand beside NEAR")

    def in_field(self, name: str | None, bound: Callable[[Field], q.Query]) -> q.Query:
        return bound(TEXT if name is None else SCHEMA[name])

    def is_function_word(self, node: Node) -> bool:
        """Tell if a loose word is a function word of English, or of a language of the index."""
        if not isinstance(node, Term) or node.exact:
            return False
        word = normalize("NFC", node.text).lower()
        return any(word in FUNCTION_WORDS_OF.get(code, ()) for code in ("en", *self.languages))

    def loose(self, field: Field, words: Sequence[_Word]) -> Sequence[q.Leaf]:
        """Words side by side by their stems, in each language of the index whose script fits.

        A single word is one leaf: it is as rare as all its stems together.
        """
        variants = list(self.variants(words))
        if len(words) > 1 or len(variants) == 1:
            return [_phrase(field.name, variant) for variant in variants]
        stems = tuple(stem for (stem,) in variants)
        return [q.Synonyms(field.name, stems, words[0].term)]

    def variants(self, words: Sequence[_Word]) -> Collection[tuple[str, ...]]:
        """The stems of words in each language; each language also has those of plain letters."""
        languages = self.languages
        variants: dict[tuple[str, ...], None] = {}
        for spelling in ("surface", "term") if languages else ("term",):
            forms = [
                self.analyzer.forms(getattr(word, spelling), word.term, languages) for word in words
            ]
            for code in ("", *languages):
                variants[tuple(form.get(code, form[""]) for form in forms)] = None
        return variants

    def joined(
        self, kind: Callable[[tuple[q.Query, ...]], q.And | q.Or], nodes: Sequence[Node]
    ) -> q.Query | None:
        low = {node for node in nodes if self.is_function_word(node)}
        if len(low) == len(nodes):
            low = set()
        children = [
            q.Boost(child, FUNCTION_WORD) if node in low else child
            for node in nodes
            if (child := self.bind(node)) is not None
        ]
        if len(children) < 2:
            return children[0] if children else None
        query = kind(tuple(children))
        pairs = [
            pair
            for words in _neighbours(nodes, low)
            if (pair := self.side_by_side(words)) is not None
        ]
        if not pairs:
            return query
        return q.Boolean(query, q.Boost(_any_of(pairs), ADJACENCY))

    def side_by_side(self, words: Sequence[Term]) -> q.Query | None:
        """Loose words as one phrase, in the field that they are searched in."""
        typed = [one for word in words for one in _words(word)]
        field = SCHEMA[words[0].field] if words[0].field else TEXT
        if len(typed) < 2 or field.kind != "text":
            return None
        if all(word.exact for word in words):
            return _scored(_phrase(field.exact, [word.term for word in typed]), field)
        return _any_of([_scored(leaf, field) for leaf in self.loose(field, typed)])

    def negated(self, child: Node) -> q.Query | None:
        before = len(self.parts)
        self._negations += 1
        inner = self.bind(child)
        self._negations -= 1
        del self.parts[before:]
        return None if inner is None else q.Not(inner)


def _tokens(node: Leaf) -> list[str]:
    return tokenize_wildcard(node.text) if isinstance(node, Wildcard) else tokenize(node.text)


def _words(node: Term) -> list[_Word]:
    spans = zip(tokenize(node.text), offsets(node.text), strict=True)
    return [_Word(node.text[start:end], term) for term, (start, end) in spans if term]


def _is_loose(node: Leaf, field: Field) -> TypeGuard[Term]:
    """Tell if a leaf stands for its stems."""
    return isinstance(node, Term) and not node.exact and field.kind == "text"


def _terms(node: Leaf) -> list[str]:
    return [term for term in _tokens(node) if term]


def _leaves(node: Node) -> Iterator[Leaf]:
    """The words and phrases of an operand, in order."""
    match node:
        case Term() | Phrase() | Wildcard() | Fuzzy():
            yield node
        case Or(children):
            for child in children:
                yield from _leaves(child)
        case Near(left, right):
            yield from _leaves(left)
            yield from _leaves(right)


def _neighbours(nodes: Sequence[Node], low: Collection[Node]) -> Iterator[Sequence[Term]]:
    """Each two words of one field that follow each other, with the function words between them."""
    words: list[Term] = []
    for node in nodes:
        if not isinstance(node, Term) or (words and node.field != words[0].field):
            words = []
        if not isinstance(node, Term) or (node in low and not words):
            continue
        words.append(node)
        if node not in low:
            if len(words) > 1:
                yield words
            words = [node]


def _whole(field: Field, terms: Sequence[str]) -> q.Phrase:
    """The terms as a value of a field, which has no others."""
    return q.Phrase(field.exact, (SEPARATOR, *terms, SEPARATOR))


def _sequence(field: Field, terms: Sequence[str], *, whole: bool) -> q.Term | q.Phrase:
    """The forms that were typed, side by side; as all of a value, if they are."""
    return _whole(field, terms) if whole and field.kind == "value" else _phrase(field.exact, terms)


def _phrase(stream: str, terms: Sequence[str], slop: int = 0) -> q.Term | q.Phrase:
    return q.Term(stream, terms[0]) if len(terms) == 1 else q.Phrase(stream, tuple(terms), slop)


def _any_of(queries: Sequence[q.Query] | Sequence[q.Leaf]) -> q.Query:
    return queries[0] if len(queries) == 1 else q.Or(tuple(queries))


def _scored(leaf: q.Leaf, field: Field) -> q.Query:
    """The matches in one field; those in title or body score as the words do in all the text."""
    if field.kind != "text" or field == TEXT:
        return leaf
    return q.Filtered(leaf, q.in_field(leaf, TEXT))
