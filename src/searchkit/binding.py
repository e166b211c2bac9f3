"""Fields, analysis and vocabulary applied to what was typed: a syntax tree → an engine's query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

from searchkit import query as q
from searchkit.analysis import MAX_TERM_LENGTH, Analyzer
from searchkit.analysis.patterns import is_wildcard
from searchkit.clauses import (
    disjoint_periods,
    field_of,
    has_lone_star,
    in_field,
    is_loose,
    is_unknown,
    neighbours,
    phrase,
    scored,
    selection,
    sequence,
    terms_of,
    tokens_of,
    typed_words,
)
from searchkit.expansion import Vocabulary, check_further
from searchkit.loose_words import LooseWords
from searchkit.quick_dataclass import dataclass
from searchkit.schema import FURTHER, PREFIXED, TEXT, Field, has_field_term
from searchkit.spellings import (
    Spellings,
    capital_readings,
    in_capitals,
    named,
    spelt_otherwise,
    words_otherwise,
)
from searchkit.syntax import (
    And,
    AtLeast,
    Boost,
    DateRange,
    Fuzzy,
    Leaf,
    MatchAll,
    Near,
    Node,
    Not,
    NotNear,
    NumberRange,
    Or,
    OtherReading,
    Phrase,
    QueryPart,
    Regex,
    Term,
    Wildcard,
    Within,
    WithStatus,
    fields,
)
from searchkit.syntax.tree import leaves_of
from searchkit.typed_forms import TypedForms

#: How much two words of the query that stand side by side count, next to those words alone.
ADJACENCY = 0.2
#: How much the form that was typed counts, next to any form of the word.
EXACT_FORM = 0.3
#: How much a word in capitals counts where it is typed so: such articles come first.
IN_CAPITALS = 50.0
#: How much a compound counts that ends in a word.
COMPOUND = 0.5
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
    what of the query asks for nothing, `readings` what an index lets it mean besides. `across` are
    names as typed, each with the terms of other spellings that are searched for too.
    """

    query: q.Query
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    readings: tuple[OtherReading, ...] = ()
    across: tuple[tuple[str, tuple[str, ...]], ...] = ()


def bind(tree: Node, text: str, analyzer: Analyzer, vocabulary: Vocabulary) -> Bound:
    """The query that a tree means for an index of this vocabulary.

    `text` is what the tree was parsed from. Where no word is, nothing is found, and a note says so.

    Raises `QueryError` for what is no word beside NEAR, and for a wildcard or fuzzy word that
    stands for too many.
    """
    binder = _Binder(analyzer, text, vocabulary)
    query = binder.bind(tree)
    binder.forms.check_accepted()
    if query is None:
        binder.notes.append("there is nothing to search for")
        query = q.Not(q.MatchAll())
    return Bound(
        query,
        tuple(binder.parts),
        tuple(binder.notes),
        tuple(dict.fromkeys((*binder.readings, *capital_readings(text, binder.capitals)))),
        tuple(binder.across.items()),
    )


class _Binder:
    """One walk over one tree."""

    def __init__(self, analyzer: Analyzer, text: str, vocabulary: Vocabulary) -> None:
        self.analyzer = analyzer
        self.text = text
        self.parts: list[Part] = []
        self.notes: list[str] = []
        self.readings: list[OtherReading] = []
        self.capitals: dict[str, set[int]] = {}
        self.across: dict[str, tuple[str, ...]] = {}
        self._vocabulary = vocabulary
        self.spellings = Spellings(analyzer, vocabulary)
        self.loose = LooseWords(analyzer, vocabulary)
        self.forms = TypedForms(text, vocabulary)
        # How many lists of alternatives are around.
        self._lists = 0

    def bind(self, node: Node) -> q.Query | None:
        """The query of a node; None for one that has no word, such as `&`."""
        match node:
            case Term() | Phrase() | Wildcard() | Fuzzy() | Regex():
                return self.leaf(node)
            case Near() | Within() | NotNear():
                return self.near(node)
            case AtLeast():
                return self.counted(node)
            case DateRange() | NumberRange() | WithStatus() | MatchAll():
                return self.selected(node)
            case And(children):
                return self.joined(q.And, children)
            case Or(children):
                self._lists += 1
                query = self.joined(q.Or, children)
                self._lists -= 1
                return query
            case Not(child):
                return self.negated(child)
            case Boost(child, factor):
                inner = self.bind(child)
                return None if inner is None else q.Boost(inner, factor)
            case _:
                assert_never(node)

    def selected(self, node: DateRange | NumberRange | WithStatus | MatchAll) -> q.Query:
        if isinstance(node, DateRange | NumberRange) and node.is_reversed:
            self.notes.append(f"{node} ends before it begins, so no article matches it")
        return selection(node)

    def leaf(self, node: Leaf) -> q.Query | None:
        if field_of(node.field) is FURTHER:
            check_further(node, self.text, self._vocabulary)
            self.tell_meant(node)
        field = field_of(node.field)
        if field in PREFIXED and is_unknown(node):
            # As for the fields that all articles have.
            return q.Not(q.Term(field.name, has_field_term(node.field or "")))
        tokens = tokens_of(node)
        terms = list(filter(None, tokens))
        if len(terms) < len(tokens):
            self.notes.append(f"a word of more than {MAX_TERM_LENGTH} letters was ignored")
        elif not terms:
            self.notes.append(f"“{node.text}” has no letters or digits and was ignored")
        if not terms:
            return None
        if has_lone_star(node):
            self.notes.append(
                f"a * alone in {node} is ignored; to allow a word in between, "
                "write ~1 after the phrase"
            )
        query = in_field(node.field, lambda field: self.preferred(node, terms, field))
        if is_loose(node, field_of(node.field)):
            if across := self.spellings.across(node.text, self.loose.languages):
                self.across[node.text] = across
            self.tell_capitals(node)
        self.parts.append(Part(str(node), query))
        return query

    def tell_meant(self, node: Leaf) -> None:
        """Offer the field that all articles have, where they declare one by another name for it."""
        name = node.field or ""
        # In small letters `İ` is two, and no place behind it would be right.
        text = "".join(char.lower() if char.isascii() else char for char in self.text)
        start = text.rfind(f"{name}:", 0, node.span.start)
        if (meant := fields.meant(name)) and start >= 0:
            query = f"{self.text[:start]}{meant}{self.text[start + len(name) :]}"
            note = f"“{name}” was searched for as a field that articles declare; as {meant}"
            self.readings.append(OtherReading(note, query))

    def tell_capitals(self, node: Term) -> None:
        """Note the place of a word in capitals; one in another spelling was not typed so."""
        is_told = node.field != "lead" and self.spellings.is_in_capitals(node.text, self.text)
        if is_told and self.text[node.span.start : node.span.end].endswith(node.text):
            places = self.capitals.setdefault(node.text, set())
            places.add(node.span.end - len(node.text))

    def preferred(
        self, node: Leaf, terms: Sequence[str], field: Field, *, joined: bool = False
    ) -> q.Query:
        """A leaf in one field; a word counts more in the form in which it was typed.

        One that is `joined` of two words counts as these side by side: they score by themselves.
        """
        if field.kind != "text":
            return self.forms.leaf(node, terms, field)
        if not is_loose(node, field):
            return self.as_typed(node, terms, field)
        # Where names and capitals are among the first words, their streams do not tell.
        in_lead = node.field == "lead"
        spelt = self.spellings.of_word(node.text)
        if in_lead:
            spelt = spelt.without_names()
        if spelt.only:
            return named(spelt.named[0], field)
        whole = self.loose.word(node, TEXT, self.text)
        # A function word has no other forms, and stands in nearly every article.
        if not self.loose.is_function_word(node):
            typed = q.Boost(sequence(TEXT, terms, whole=False), EXACT_FORM)
            whole = q.Boolean(whole, typed, marked=False)
        if joined and len(terms) > 1:
            whole = q.Boost(whole, ADJACENCY)
        if field != TEXT:
            whole = q.Filtered(self.loose.word(node, field, self.text), whole)
        across = self.spellings.across(node.text, self.loose.languages)
        spelt = replace(spelt, closed=(*spelt.closed, *across))
        compounds = [
            q.Boost(scored(leaf, field), COMPOUND) for leaf in self.loose.compounds(field, node)
        ]
        query = q.any_of([whole, *spelt_otherwise(spelt, field, self.loose), *compounds])
        if in_lead or not self.spellings.is_in_capitals(node.text, self.text):
            return query
        # Among alternatives, it must not outweigh all the others.
        weight = 1.0 if self._lists else IN_CAPITALS
        first = q.Boost(in_capitals(terms[0], field), weight)
        return q.Boolean(query, first, marked=False)

    def spelt(self, word: Term) -> q.Query:
        """A word in another spelling than was typed."""
        terms = [part.term for part in typed_words(word)]
        return in_field(word.field, lambda field: self.preferred(word, terms, field, joined=True))

    def as_typed(self, node: Leaf, terms: Sequence[str], field: Field) -> q.Query:
        """A leaf in a text field by the forms that were typed."""
        match node:
            case Term(text) if node.field != "lead" and self.spellings.is_acronym(text):
                return in_capitals(terms[0], field)
            case Phrase(text, slop=0, whole=False) if not is_wildcard(text):
                typed = self.spellings.phrase(text, field)
                signed = [] if node.field == "lead" else self.spellings.signed(text, field)
                return q.And((typed, *signed)) if signed else typed
            case _:
                return scored(self.forms.leaf(node, terms, field), field)

    def near(self, node: Near | Within | NotNear) -> q.Query:
        """Two operands near each other in each field; their words are parts too."""
        leaves = list(leaves_of(node))
        self.check_words(leaves, "that others can be near")
        query = in_field(leaves[0].field, lambda field: scored(self.near_in(node, field), field))
        self.parts.append(Part(str(node), query))
        return query

    def check_words(self, leaves: Sequence[Leaf], what: str) -> None:
        """Make each leaf a part of the query. Raises `QueryError` for one without a word."""
        for leaf in leaves:
            if self.leaf(leaf) is None:
                raise QueryPart(self.text, leaf.span).error(
                    f"“{leaf.text}” is not a word {what}", "replace it with a word"
                )

    def near_in(self, node: Near | Within | NotNear, field: Field) -> q.Leaf:
        left, right = (self.operand(side, field) for side in (node.left, node.right))
        if isinstance(node, Near):
            return q.Near(left, right, node.distance, node.ordered)
        if isinstance(node, Within):
            return q.Within(left, right, node.unit)
        return q.NotNear(left, right, node.scope, node.ordered)

    def counted(self, node: AtLeast) -> q.Query:
        """What `ATLEAST` counts, wherever it occurs; it scores in all of the text."""
        leaves = list(leaves_of(node.child))
        self.check_words(leaves, "that can be counted")
        places, whole = (self.counted_in(node.child, whole=whole) for whole in (False, True))
        query = q.AtLeast(node.count, places)
        self.parts.append(Part(str(node), query))
        return query if places == whole else q.Filtered(query, whole)

    def counted_in(self, node: Node, *, whole: bool) -> q.Query:
        """The child of an `ATLEAST`; if `whole`, what is in a text field in all of the text."""
        if isinstance(node, Or):
            return q.Or(tuple(self.counted_in(child, whole=whole) for child in node.children))
        name = next(leaves_of(node)).field
        name = None if whole and field_of(name).kind == "text" else name
        return in_field(name, lambda field: _alternatives(self.operand(node, field)))

    def operand(self, node: Node, field: Field) -> q.Operand:
        match node:
            case Near() | Within() | NotNear():
                return self.near_in(node, field)
            case Or(children):
                return q.Disjunction(tuple(self.operand(child, field) for child in children))
            case Term() | Phrase() | Wildcard() | Fuzzy() | Regex():
                if not is_loose(node, field):
                    return self.forms.leaf(node, terms_of(node), field)
                spelt = self.spellings.of_word(node.text)
                across = self.spellings.across(node.text, self.loose.languages)
                spelt = replace(spelt, closed=(*spelt.closed, *across))
                leaves = [
                    *self.loose.leaves(field, typed_words(node)),
                    *words_otherwise(spelt, field, self.loose),
                    *self.loose.compounds(field, node),
                ]
                return leaves[0] if len(leaves) == 1 else q.Disjunction(tuple(leaves))
            case _:
                raise TypeError(f"the parser lets no {type(node).__name__} stand beside NEAR")

    def joined(
        self, kind: Callable[[tuple[q.Query, ...]], q.And | q.Or], nodes: Sequence[Node]
    ) -> q.Query | None:
        if kind is q.And and (note := disjoint_periods(nodes)) and note not in self.notes:
            self.notes.append(note)
        low = {node for node in nodes if self.loose.is_function_word(node)}
        if len(low) == len(nodes):
            low = set()
        bound = [
            (node, q.Boost(child, FUNCTION_WORD) if node in low else child)
            for node in nodes
            if (child := self.bind(node)) is not None
        ]
        children = self.spellings.joined_names(bound, kind, self.spelt)
        if len(children) < 2:
            return children[0] if children else None
        query = kind(tuple(children))
        pairs = [
            pair
            for words in neighbours(nodes, low)
            if (pair := self.side_by_side(words)) is not None
        ]
        if not pairs:
            return query
        return q.Boolean(query, q.Boost(q.any_of(pairs), ADJACENCY))

    def side_by_side(self, words: Sequence[Term]) -> q.Query | None:
        """Loose words as one phrase, in the field that they are searched in."""
        typed = [term for word in words for term in typed_words(word)]
        name = words[0].field
        if len(typed) < 2 or field_of(name).kind != "text":
            return None
        if all(word.exact for word in words):
            terms = [word.term for word in typed]
            return in_field(name, lambda field: scored(phrase(field.exact, terms), field))
        return in_field(
            name,
            lambda field: q.any_of(
                [scored(leaf, field) for leaf in self.loose.leaves(field, typed)]
            ),
        )

    def negated(self, child: Node) -> q.Query | None:
        before = len(self.parts)
        self.forms.negations += 1
        inner = self.bind(child)
        self.forms.negations -= 1
        del self.parts[before:]
        return None if inner is None else q.Not(inner)


def _alternatives(operand: q.Operand) -> q.Query:
    """An operand as a query: a group as its alternatives."""
    if isinstance(operand, q.Disjunction):
        return q.Or(tuple(map(_alternatives, operand.operands)))
    return operand
