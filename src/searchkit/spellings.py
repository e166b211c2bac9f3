"""Other spellings of a name with marks in it, as far as an index has them.

`ceasefire`, `cease-fire` and `cease fire` are one name, and so are `F16`, `F-16` and `F-16s`,
`J.P.` and `J. P.`, `O’Brien` and `OBrien`. The stream of names tells which words an index writes
with a mark, and where their parts begin. A part that is a function word makes something else of
two words apart (`takeover` is not `take over`), and then only the mark counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, takewhile
from typing import TypeGuard

from searchkit import query as q
from searchkit import quick_re as re
from searchkit.analysis import FUNCTION_WORDS, Analyzer, fold, tokenize
from searchkit.analysis.languages import LANGUAGES
from searchkit.analysis.names import BREAK, SET_IN_CAPITALS, Name, token_streams
from searchkit.analysis.transliteration import MIN_LETTERS as MIN_NAME
from searchkit.analysis.transliteration import are_one_name, beginnings
from searchkit.analysis.words import offsets
from searchkit.clauses import phrase, scored
from searchkit.expansion import Vocabulary
from searchkit.loose_words import LooseWords
from searchkit.operands import in_field
from searchkit.quick_dataclass import dataclass
from searchkit.schema import TEXT, TEXT_FIELDS, Field
from searchkit.syntax import Node, OtherReading, Span, Term
from searchkit.syntax.edits import Edit, edited
from searchkit.syntax.fields import CODES

#: Spellings of one word that are looked for, and sequences that a phrase is looked for in.
MAX_SPELLINGS = 16
MAX_SEQUENCES = 16
#: The capitals before a number that are part of its name, as in `MD 82`.
MAX_CAPITALS = 4
#: How much two words side by side count as one name: a phrase is as rare as its words together.
ONE_WORD = 0.5

_LOOSE_IN = (None, *(field.name for field in TEXT_FIELDS))
_INITIAL = re.compile(r"\w\.")
# Where letters and digits meet.
_EDGE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
# As `fold` leaves them.
_UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "u", "aa": "å"}
_PLURAL = re.compile(r"(?<=\d)s\Z")


@dataclass(frozen=True, slots=True)
class WordSpellings:
    """How an index spells a loose word besides as it was typed.

    `closed` are single words, `open` the parts of it as words side by side, and `named` the names
    of which only the mark makes the word. If `only`, what was typed is one of these names and
    nothing else: only its mark tells `C++` from `C`.
    """

    closed: tuple[str, ...] = ()
    open: tuple[tuple[str, ...], ...] = ()
    named: tuple[Name, ...] = ()
    only: bool = False

    def without_names(self) -> WordSpellings:
        """The spellings as words, apart or in one."""
        return replace(self, named=(), only=False)


class Spellings:
    """Looks up how an index of this vocabulary spells what was typed."""

    def __init__(self, analyzer: Analyzer, vocabulary: Vocabulary) -> None:
        self._analyzer = analyzer
        self._vocabulary = vocabulary
        self.of_word = cache(self._of_word)
        self._names = cache(self._look_up)
        self._has = cache(self._is_word)

    def _of_word(self, text: str) -> WordSpellings:
        """The spellings of a word without blanks."""
        terms = tuple(tokenize(text))
        if not (terms and all(terms)):
            return WordSpellings()
        names = token_streams(text).names
        typed = [name for at, name in names if at == 0 and len(name.parts) == len(terms)]
        if typed and _is_told_by_mark(typed[0]):
            return WordSpellings(named=(typed[0],), only=True)
        if not typed and len(terms) != 1:
            return WordSpellings()
        word = _PLURAL.sub("", typed[0].text if typed else terms[0])
        if word.isdigit():
            return WordSpellings()
        alike = [name for name in self._named_alike(word) if not _is_told_by_mark(name)]
        forms = [word, f"{word}s"] if word[-1].isdigit() else [word]
        closed = [form for form in forms if (form,) != terms and (typed or form != word)]
        apart = [name.parts for name in alike if _is_open(name)]
        if len(terms) == 1 and len(parts := _EDGE.split(word)) == 2:
            apart.append(tuple(parts))
        other = [parts for parts in dict.fromkeys(apart) if parts != terms]
        named = [name for name in alike if name.parts not in (terms, *other)]
        return WordSpellings(
            tuple(form for form in closed if self._has(form)),
            tuple(other[:MAX_SPELLINGS]),
            tuple(named[:MAX_SPELLINGS]),
        )

    def across(self, text: str, codes: Collection[str]) -> tuple[str, ...]:
        """The words of an index that are a name with other letters: umlauts, or another script.

        `codes` are the languages of the index. Only a word with a capital can be a name,
        and none that has no sense of its own.
        """
        terms = tokenize(text)
        if len(terms) != 1 or not text[:1].isupper() or len(terms[0]) < MIN_NAME:
            return ()
        (term,) = terms
        if term in FUNCTION_WORDS:
            return ()
        spellings = [*self._umlauts(text, term), *self._in_other_script(term, codes)]
        if any("Arabic" in LANGUAGES[code].scripts for code in codes):
            spellings += self._in_arabic_script(term)
        return tuple(dict.fromkeys(spellings))[:MAX_SPELLINGS]

    def _umlauts(self, text: str, term: str) -> Iterator[str]:
        """A name with its umlauts written as two letters, or the other way: Müller, Mueller."""
        spelt = {fold(text.lower().translate(_TWO_LETTERS))}
        for pair, letter in _UMLAUTS.items():
            if pair in term:
                spelt.add(term.replace(pair, letter))
        yield from sorted(form for form in spelt - {term} if self._has(form))

    def _in_other_script(self, term: str, codes: Collection[str]) -> Iterator[str]:
        to_cyrillic = term.isascii()
        if to_cyrillic and not any("Cyrillic" in LANGUAGES[code].scripts for code in codes):
            return
        for begin in beginnings(term, to_cyrillic):
            for other in self._vocabulary(TEXT.exact, begin):
                if are_one_name(*((term, other) if to_cyrillic else (other, term))):
                    yield other

    def _in_arabic_script(self, term: str) -> Iterator[str]:
        from searchkit.analysis.arabic_names import arabic_beginnings, is_same_name

        for begin in arabic_beginnings(term):
            for other in self._vocabulary(TEXT.exact, begin):
                if is_same_name(term, other):
                    yield other

    def joined(self, first: str, second: str) -> str | None:
        """Two words side by side as one, if the index has that one, and it is the same name."""
        parts, others = tokenize(first), tokenize(second)
        if len(parts) != 1 or len(others) != 1 or not (parts[0] and others[0]):
            return None
        joined = parts[0] + others[0]
        is_marked = Name(joined, (len(parts[0]),)) in self._names(joined + BREAK)
        return (
            joined
            if is_marked or (_make_one_name((*parts, *others)) and self._has(joined))
            else None
        )

    def joined_names(
        self,
        words: Sequence[tuple[Node, q.Query]],
        kind: Callable[[tuple[q.Query, ...]], q.Query],
        bind: Callable[[Term], q.Query],
    ) -> list[q.Query]:
        """The queries of words in a list; two that are one name side by side are that name too.

        A lone letter, or capitals before a number, are nothing but the beginning of it.
        """
        queries: list[q.Query] = []
        before: Node | None = None
        for node, query in words:
            if _is_loose(before) and _is_loose(node) and node.field == before.field:
                name = self._one_name(before, node)
                if name is not None:
                    both = [] if _begins_name(before, node) else [kind((queries[-1], query))]
                    queries[-1] = q.any_of([*both, bind(name)])
                    before = name
                    continue
            queries.append(query)
            before = node
        return queries

    def _one_name(self, before: Term, node: Term) -> Term | None:
        if are_initials(before.text, node.text):
            return Term(before.text + node.text, False, node.field, node.span)
        if self.joined(before.text, node.text) is None:
            return None
        return Term(f"{before.text}-{node.text}", False, node.field, node.span)

    def phrase(self, text: str, field: Field) -> q.Query:
        """A phrase in all spellings of the names in it."""
        return q.any_of(
            [scored(phrase(field.exact, terms), field) for terms in self.of_phrase(text)]
        )

    def signed(self, text: str, field: Field) -> list[q.Query]:
        """The names in a phrase that only their mark tells from other words, as `C++`."""
        names = [name for _, name in token_streams(text).names]
        return [named(name, field) for name in names if _is_told_by_mark(name)]

    def of_phrase(self, text: str) -> list[tuple[str, ...]]:
        """The sequences of surface forms that a phrase stands for, first as it was typed."""
        words = _words(text)
        sequences = dict.fromkeys(islice(self._sequences(words, 0), MAX_SEQUENCES))
        return list(sequences)

    def is_acronym(self, text: str) -> bool:
        """Tell if a word is in capitals, two at least."""
        streams = token_streams(text)
        return len(streams.terms) == 1 and len(streams.capitals) == 1

    def is_in_capitals(self, text: str, query: str) -> bool:
        """Tell if a word is in capitals, of a query that is not, and the index has it so."""
        if not self.is_acronym(text) or not _tells_capitals(query):
            return False
        (term,) = tokenize(text)
        return any(term in self._vocabulary(field.capitals, term)[:1] for field in TEXT_FIELDS)

    def _sequences(self, words: Sequence[tuple[str, str]], at: int) -> Iterator[tuple[str, ...]]:
        if at == len(words):
            yield ()
            return
        for width, terms in self._ways(words, at):
            for rest in islice(self._sequences(words, at + width), MAX_SEQUENCES):
                yield (*terms, *rest)

    def _ways(
        self, words: Sequence[tuple[str, str]], at: int
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        """How the words from here can be spelt: how many of them, and by which terms."""
        surface, term = words[at]
        yield 1, (term,)
        if at + 1 < len(words):
            after, following = words[at + 1]
            joined = term + following
            is_name = are_initials(surface, after) or _make_one_name((term, following))
            if (surface.endswith("-") or is_name) and self._has(joined):
                yield 2, (joined,)
                if at + 2 < len(words) and self._has(longer := joined + words[at + 2][1]):
                    yield 3, (longer,)
        if term not in FUNCTION_WORDS:
            for name in self._names(term + BREAK):
                if name.breaks:
                    yield 1, name.parts

    def _named_alike(self, joined: str) -> list[Name]:
        """The names of the index with the stem of a word."""
        stem = self._stem(joined)
        same = takewhile(lambda pair: pair[0] == pair[1], zip(joined, stem, strict=False))
        prefix = "".join(char for char, _ in same)
        if len(prefix) < 2:
            return []
        return [name for name in self._names(prefix) if self._stem(name.text) == stem]

    def _stem(self, word: str) -> str:
        return self._analyzer.stem(_PLURAL.sub("", word))

    def _look_up(self, prefix: str) -> list[Name]:
        terms = {term for field in TEXT_FIELDS for term in self._vocabulary(field.names, prefix)}
        return [Name.of(term) for term in sorted(terms)]

    def _is_word(self, term: str) -> bool:
        return term in self._vocabulary(TEXT.exact, term)[:1]


def _tells_capitals(query: str) -> bool:
    """Tell if capitals say something in a query: a pasted headline can be all capitals."""
    return query != query.upper() or len(tokenize(query)) < SET_IN_CAPITALS


def are_initials(first: str, second: str) -> bool:
    """Tell if two words are initials, as in `J. P.`"""
    return bool(_INITIAL.fullmatch(first) and _INITIAL.fullmatch(second))


def _words(text: str) -> list[tuple[str, str]]:
    """The words of a phrase with the hyphen or dot after each, and their terms."""
    words = []
    for term, (start, end) in zip(tokenize(text), offsets(text), strict=True):
        if term:
            mark = text[end : end + 1]
            words.append((text[start:end] + (mark if mark in ("-", ".") else ""), term))
    return words


def _is_told_by_mark(name: Name) -> bool:
    return not name.text.isalnum()


def _begins_name(before: Term, node: Term) -> bool:
    """Tell if a word by itself says nothing: the letter of `e mail`, the capitals of `MD 82`."""
    if len(before.text.rstrip(".")) == 1:
        return True
    return before.text.isupper() and len(before.text) <= MAX_CAPITALS and node.text.isdigit()


def _is_open(name: Name) -> bool:
    """Tell if the parts of a name, as words of their own, are the name too."""
    return bool(name.breaks) and _make_one_name(name.parts)


def _make_one_name(parts: Sequence[str]) -> bool:
    """Tell if words side by side can be a name: letters and digits, or words with a sense."""
    if any(part.isdigit() for part in parts):
        return not all(part.isdigit() for part in parts)
    return all(len(part) > 1 and part not in FUNCTION_WORDS for part in parts)


def spelt_otherwise(spelt: WordSpellings, field: Field, loose: LooseWords) -> Iterator[q.Query]:
    """The other spellings of a word, each counting as it does."""
    for form in spelt.closed:
        yield from (scored(leaf, field) for leaf in loose.of_terms(field, [form]))
    for leaf in _opened(spelt, field, loose):
        whole = q.Boost(in_field(leaf, TEXT), ONE_WORD)
        yield whole if field == TEXT else q.Filtered(leaf, whole)
    for name in spelt.named:
        yield named(name, field)


def words_otherwise(spelt: WordSpellings, field: Field, loose: LooseWords) -> Iterator[q.Leaf]:
    """The other spellings of a word that are words, or words side by side."""
    for form in spelt.closed:
        yield from loose.of_terms(field, [form])
    yield from _opened(spelt, field, loose)


def _opened(spelt: WordSpellings, field: Field, loose: LooseWords) -> list[q.Leaf]:
    """The parts of a name side by side; several forms of it have the same stems."""
    return list(
        dict.fromkeys(leaf for parts in spelt.open for leaf in loose.of_terms(field, parts))
    )


def named(name: Name, field: Field) -> q.Query:
    """The articles that have a name so, scored by its words side by side."""
    names = q.any_of([q.Term(part.names, name.term) for part in _text_fields(field)])
    return q.Filtered(names, q.Boost(phrase(TEXT.exact, name.parts), ONE_WORD))


def in_capitals(term: str, field: Field) -> q.Query:
    """The articles that have a word in capitals."""
    capitals = q.any_of([q.Term(part.capitals, term) for part in _text_fields(field)])
    return q.Filtered(capitals, q.Term(TEXT.exact, term))


def _is_loose(node: Node | None) -> TypeGuard[Term]:
    """Tell if a node is a word in any form, in title or body."""
    return isinstance(node, Term) and not node.exact and node.field in _LOOSE_IN


def _text_fields(field: Field) -> Sequence[Field]:
    return TEXT_FIELDS if field == TEXT else (field,)


def capital_readings(query: str, places: Mapping[str, Collection[int]]) -> Iterator[OtherReading]:
    """What offers the articles that have a word in capitals, for each word and all of its places.

    The field of a database, as in `TI oil`, is no such word.
    """
    for word, starts in places.items():
        if word in CODES and query.strip() != word:
            continue
        edits = [Edit(Span(start, start), "=") for start in starts]
        note = f"articles with “{word}” in capitals come first; those alone"
        yield OtherReading(note, edited(query, edits))
