"""Words of a query that are operators where they stand: `OR`, `w/5`, `same`, `atleast5`.

In a text of more than four words that has no small letter, `AND`, `OR`, `NOT` and a minus are
words: it is a headline. What joins two sides is an operator between two operands only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from searchkit import quick_re as re
from searchkit.quick_dataclass import dataclass
from searchkit.syntax.lexer import Kind, Token
from searchkit.syntax.proximity import parse_proximity

#: A text of so many words may be a query in capitals.
MAX_WORDS_IN_CAPITALS = 4

#: What an operand can end with.
OPERAND_ENDS = {Kind.WORD, Kind.QUOTED, Kind.REGEX, Kind.CLOSE, Kind.BOOST, Kind.SLOP}
_STARTS = {Kind.WORD, Kind.QUOTED, Kind.REGEX, Kind.OPEN, Kind.FIELD, Kind.EXACT}
_JOINED = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_IN_CAPITALS = {*_JOINED, "BUT", "SENTENCE", "PARAGRAPH"}
_AT_LEAST = re.compile(r"(?i:atl(?:east)?)/?\d+|ATLEAST/.*")
_OWN_NEAR = re.compile(r"(NEAR|BEFORE)/.*")
# What no text has that is not a query.
_STRUCTURE = {Kind.FIELD, Kind.PROXIMITY, Kind.AT_LEAST, Kind.REGEX, Kind.AND, Kind.OR}


@dataclass(frozen=True, slots=True)
class Operators:
    """The tokens of a query with its operators told apart.

    `foreign` tells that one was written as other tools have it. `in_capitals` are the words that
    would be operators in a text that is no headline; `stray` those that join nothing.
    """

    tokens: Sequence[Token]
    foreign: bool
    in_capitals: Sequence[Token]
    stray: Sequence[Token]


def find_operators(tokens: Sequence[Token]) -> Operators:
    """Tell operators from words."""
    walk = _Walk(tokens)
    operators = tuple(walk.found())
    return Operators(operators, walk.foreign, walk.in_capitals, walk.stray)


class _Walk:
    """One walk over the tokens of one query."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self.foreign = any(_is_foreign_sign(token) for token in tokens)
        self.in_capitals: list[Token] = []
        self.stray: list[Token] = []
        self._is_headline = self._has_only_capitals()
        self._has_operator = not self._is_headline and any(
            _is_operator(token) for number, token in enumerate(tokens) if self.is_free(number)
        )
        self._small_or = set() if self._is_headline else set(self._or_beside_near())

    def is_free(self, number: int) -> bool:
        """Tell if a token is a word that no field and no `=` takes as its own."""
        token = self._tokens[number]
        if token.kind is not Kind.WORD:
            return False
        before = self._tokens[number - 1].kind if number and token.glued else None
        return before not in (Kind.FIELD, Kind.EXACT)

    def found(self) -> Iterator[Token]:
        """The tokens, each of the kind that it is here."""
        number = 0
        while number < len(self._tokens):
            token = self._tokens[number]
            if self._is_headline and token.kind is Kind.MINUS and token.text == "-":
                self.in_capitals.append(token)
                yield replace(token, kind=Kind.WORD)
            elif not self.is_free(number):
                yield token
            elif self._is_headline and token.text in _IN_CAPITALS:
                self.in_capitals.append(token)
                yield replace(token, text=token.text.lower())
            elif self._is_filler(number):
                self.foreign = True
            elif number in self._small_or:
                self.foreign = True
                yield replace(token, kind=Kind.OR)
            elif token.text.lower() == "not" and self._joins(number + 1, number):
                self.foreign |= token.text != "NOT"
                yield replace(token, kind=Kind.NOT)
            else:
                yield self._word(number)
            number += 1

    def _word(self, number: int) -> Token:
        token = self._tokens[number]
        if token.text in _JOINED:
            return replace(token, kind=_JOINED[token.text])
        if _OWN_NEAR.fullmatch(token.text):
            return replace(token, kind=Kind.PROXIMITY)
        if _AT_LEAST.fullmatch(token.text):
            self.foreign |= not token.text.startswith("ATLEAST/")
            if token.text.startswith("ATLEAST/") or self._starts(number + 1):
                return replace(token, kind=Kind.AT_LEAST)
        negated = number > 0 and self._tokens[number - 1].text.lower() == "not"
        if self._joins(number, number - 1 if negated and self.is_free(number - 1) else number):
            self.foreign |= token.text not in ("SENTENCE", "PARAGRAPH")
            return replace(token, kind=Kind.PROXIMITY)
        if parse_proximity(token.text) is not None and not token.text.isalpha():
            self.stray.append(token)
        return token

    def _or_beside_near(self) -> Iterator[int]:
        """The numbers of each `or` in a group beside NEAR or behind ATLEAST.

        Such a group takes words joined by OR alone, so that the word can be nothing else.
        """
        opening_of, chosen = self._groups(), set[int]()
        for number, token in enumerate(self._tokens):
            if not self.is_free(number):
                continue
            negated = number > 0 and self._tokens[number - 1].text.lower() == "not"
            first = number - negated
            is_near = _OWN_NEAR.fullmatch(token.text) or self._joins(number, first)
            if is_near and first - 1 in opening_of:
                chosen.add(opening_of[first - 1])
            if is_near or _AT_LEAST.fullmatch(token.text):
                chosen.add(number + 1)
        inside = [False]
        for number, token in enumerate(self._tokens):
            if token.kind is Kind.OPEN:
                inside.append(inside[-1] or number in chosen)
            elif token.kind is Kind.CLOSE and len(inside) > 1:
                inside.pop()
            elif inside[-1] and token.text == "or" and self.is_free(number):
                yield number

    def _groups(self) -> dict[int, int]:
        """The number of each closing parenthesis, with that of the one that opens its group."""
        opening_of: dict[int, int] = {}
        opened: list[int] = []
        for number, token in enumerate(self._tokens):
            if token.kind is Kind.OPEN:
                opened.append(number)
            elif token.kind is Kind.CLOSE and opened:
                opening_of[number] = opened.pop()
        return opening_of

    def _is_filler(self, number: int) -> bool:
        """Tell if this is the `BUT` of `BUT NOT`."""
        text = [token.text for token in self._tokens[number : number + 2]]
        return text == ["BUT", "NOT"]

    def _joins(self, number: int, first: int) -> bool:
        """Tell if a word joins the operands around it; `first` is it, or the `not` before it."""
        token = self._tokens[number]
        if token.kind is not Kind.WORD or parse_proximity(token.text) is None:
            return False
        if token.text == "same" and not self._has_operator:
            return False
        return self._ends(first - 1) and self._starts(number + 1)

    def _ends(self, number: int) -> bool:
        """Tell if a token ends an operand."""
        if number < 0 or self._tokens[number].kind not in OPERAND_ENDS:
            return False
        return not (self.is_free(number) and self._tokens[number].text in _JOINED)

    def _starts(self, number: int) -> bool:
        """Tell if a token starts an operand."""
        token = self._tokens[number]
        if token.kind not in _STARTS:
            return False
        return not (self.is_free(number) and token.text in _JOINED)

    def _has_only_capitals(self) -> bool:
        words = [token.text for number, token in enumerate(self._tokens) if self.is_free(number)]
        # Whatever begins with a digit, as `3rd` does, is set so everywhere.
        told = (token.text for token in self._tokens if not token.text[:1].isdecimal())
        quoted = [token.text for token in self._tokens if token.kind is Kind.QUOTED]
        words += " ".join(quoted).split()
        if len(words) <= MAX_WORDS_IN_CAPITALS or any(map(str.islower, "".join(told))):
            return False
        others = [word for word in words if word not in _IN_CAPITALS]
        has_structure = any(token.kind in _STRUCTURE for token in self._tokens) or any(
            not word.isalpha() and parse_proximity(word) for word in others
        )
        has_capitals = any(char.isupper() for word in others for char in word)
        return has_capitals and not has_structure and not self._has_grouped_operator()

    def _has_grouped_operator(self) -> bool:
        depth = 0
        for number, token in enumerate(self._tokens):
            depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
            if depth > 0 and self.is_free(number) and token.text in ("AND", "OR"):
                return True
        return False


def _is_operator(token: Token) -> bool:
    text = token.text
    return text in _JOINED or (text != "same" and parse_proximity(text) is not None)


def _is_foreign_sign(token: Token) -> bool:
    return (token.kind, token.text) in (
        (Kind.AND, "&&"),
        (Kind.OR, "|"),
        (Kind.OR, "||"),
        (Kind.MINUS, "!"),
    )
