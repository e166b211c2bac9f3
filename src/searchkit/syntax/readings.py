"""Other readings of a query: what other tools would take its words for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from searchkit import quick_re as re
from searchkit.quick_dataclass import dataclass
from searchkit.syntax import fields, foreign_forms
from searchkit.syntax.bracket_tags import tagged
from searchkit.syntax.edits import Edit, edited
from searchkit.syntax.lexer import Kind, Token
from searchkit.syntax.neighbouring_words import (
    capital_fields,
    end_of_near,
    joined_by_a_dash,
    long_values,
    modifiers,
    open_phrases,
    single_quotes,
)
from searchkit.syntax.operators import OPERAND_ENDS, Operators
from searchkit.syntax.tree import Span

#: Readings that are told of one query.
MAX_READINGS = 4
#: How a headline is read whose operators are operators.
AS_A_QUERY = "as a query"

_JOINED_SMALL = {"and": "AND", "or": "OR", "not": "NOT"}
_TRUNCATED = re.compile(r"(\w{2,}(?:['’-]\w+)*)(?:[!$]\d?|\*\d{1,2})")
_CURRENCY = re.compile(r"[A-Z]{1,3}\$\d*", re.ASCII)
_SHORT_NEAR = re.compile(r"/?([NnWw])(\d{1,3})|\+(\d{1,3}|[sSpP])", re.ASCII)
_SLASHED = re.compile(r"([^/]+)/(?:[Nn](\d{1,3})/([^/]+)|[Ff]\d{1,3}/)")
# The tokens of a query of three words, and its end.
_THREE_WORDS = 4
# Words in a parenthesis, which a single letter as in `article(s)` is not.
_TWO_LETTERS = re.compile(r"[^\W_]{2}")
# What means all that is searched in libraries, before a parenthesis.
_WHOLE_RECORD = set(
    "ts= all= ab= ak= tx= kw= su= title-abs-key title-abs abs ab abstract all ft tx su kw".split()
)
_DASH = re.compile(r"[-\u2010-\u2015\u2212](?=\w)")
Edits: TypeAlias = Callable[[str, Sequence[Token]], Iterator[Edit]]
_STARTS = {Kind.WORD, Kind.QUOTED, Kind.REGEX, Kind.OPEN, Kind.FIELD, Kind.EXACT, Kind.MINUS}
_SIGNS_OF_MORE = {Kind.OPEN, Kind.AND, Kind.OR, Kind.NOT, Kind.PROXIMITY, Kind.FIELD}


@dataclass(frozen=True, slots=True)
class OtherReading:
    """`query` is the other reading as a query; `note` says what was searched for instead of it."""

    note: str
    query: str


def other_readings(
    query: str, operators: Operators, tokens: Sequence[Token]
) -> Sequence[OtherReading]:
    """What else a query could mean, in the way of other tools; `tokens` as they were typed."""
    readings = _Readings(query, operators, tokens)
    rows = [
        readings.headline(),
        readings.units(),
        readings.small_operators(),
        readings.truncation(),
        readings.operators(),
        readings.short_near(),
        readings.brackets(),
        readings.segments(),
        readings.spaced_fields(),
        readings.beside(single_quotes, "as a phrase"),
        readings.dashes(),
        readings.slashed(),
        readings.beside(modifiers, "as the distance in the phrase"),
        readings.beside(open_phrases, "with a wildcard"),
        readings.beside(long_values, "as one value"),
        readings.taken(joined_by_a_dash, "an exclusion"),
        readings.taken(capital_fields, "a field"),
        readings.phrases(),
        readings.plus_signs(),
        *readings.forms(),
        readings.functions(),
    ]
    return [row for row in (readings.together(), *rows) if row is not None][:MAX_READINGS]


class _Readings:
    """The readings of one query."""

    def __init__(self, query: str, operators: Operators, tokens: Sequence[Token]) -> None:
        self._query = query
        self._found = operators
        self._tokens = tokens
        self._edits: list[list[Edit]] = []
        self._words = {token.span for token in operators.tokens if token.kind is Kind.WORD}
        self._forms = [
            form for form in foreign_forms.forms_in(query) if self._is_plain_text(form.start)
        ]

    def headline(self) -> OtherReading | None:
        """Operators in a text that has capitals only."""
        operators = self._found.in_capitals
        if not operators:
            return None
        kept = {token.span for token in operators}
        words = [token for token in self._tokens if token.kind is Kind.WORD]
        edits = [Edit(token.span, token.text.lower()) for token in words if token.span not in kept]
        return self._reading(operators, edits, AS_A_QUERY)

    def units(self) -> OtherReading | None:
        """`SENTENCE` as an operator in a text that has capitals only."""
        tokens = [
            token
            for token in self._found.tokens
            if token.kind is Kind.PROXIMITY and token.text in ("SENTENCE", "PARAGRAPH")
        ]
        if not tokens or any(char.islower() for char in self._query):
            return None
        edits = [Edit(token.span, token.text.lower()) for token in tokens]
        note = f"“{tokens[0].text}” was taken for an operator; as a word"
        return OtherReading(note, edited(self._query, edits))

    def small_operators(self) -> OtherReading | None:
        """`or`, `and` and `not` in small letters, between words."""
        edits: list[Edit] = []
        tokens = []
        for number, token in self._free():
            name = _JOINED_SMALL.get(token.text)
            if name is None or not self._is_between(number) or self._is_in_form(token.span.start):
                continue
            before = self._tokens[number - 1]
            if name == "NOT" and before.text in ("but", "and"):
                edits = [edit for edit in edits if edit.span != before.span]
                edits.append(Edit(Span(before.span.start, token.span.end), "NOT"))
            else:
                edits.append(Edit(token.span, name))
            tokens.append(token)
        return self._reading(tokens, edits, "as an operator")

    def truncation(self) -> OtherReading | None:
        """`bank!` and `econom$`, where other tools have the star."""
        edits = [
            (token, Edit(token.span, f"{match[1]}*"))
            for _, token in self._free()
            if (match := _TRUNCATED.fullmatch(token.text)) and not _CURRENCY.fullmatch(token.text)
        ]
        return self._of(edits, "with a wildcard")

    def operators(self) -> OtherReading | None:
        """`NEAR` without a number, `SAME`, `andnot`, `w/seg`, `UND` and the like."""
        edits = []
        for number, token in self._free():
            text = token.text
            # In a longer text they are words.
            if text in ("same", "near") and len(self._tokens) == _THREE_WORDS:
                text = text.upper()
            meant = foreign_forms.operator_of(text, in_capitals=self._query.isupper())
            if (
                meant is not None
                and self._is_between(number)
                and not self._is_in_form(token.span.start)
            ):
                edits.append((token, Edit(token.span, meant)))
        return self._of(edits, "as an operator")

    def forms(self) -> Iterator[OtherReading | None]:
        """Forms of several words, one reading for each kind of them."""
        for how in dict.fromkeys(form.how for form in self._forms):
            edits = [
                Edit(Span(form.start, form.end), form.meant)
                for form in self._forms
                if form.how == how
            ]
            yield self._as_quoted(edits, how)

    def _is_in_form(self, place: int) -> bool:
        """Tell if a place is in a form of several words, as `NEAR` is in `NEAR(5)`."""
        return any(form.start <= place < form.end for form in self._forms)

    def _is_plain_text(self, start: int) -> bool:
        """Tell if no quotation and no regular expression is around a place."""
        return not any(
            token.span.start < start < token.span.end
            for token in self._tokens
            if token.kind in (Kind.QUOTED, Kind.REGEX)
        )

    def short_near(self) -> OtherReading | None:
        """`N5`, `W5`, `+5` and `+s`, as libraries and law have them."""
        edits = []
        for number, token in self._free():
            match = _SHORT_NEAR.fullmatch(token.text)
            if match is None or not self._is_between(number):
                continue
            name = "NEAR" if (match[1] or "").lower() == "n" else "BEFORE"
            distance = match[2] or match[3]
            text = f"{name}/{distance}"
            if distance in "sSpP":
                text = "SENTENCE" if distance in "sS" else "PARAGRAPH"
            edits.append((token, Edit(token.span, text)))
        return self._of(edits, "as an operator")

    def brackets(self) -> OtherReading | None:
        """`oil[ti]`, as PubMed has it; what is no field here is left out."""
        edits = [
            Edit(Span(one.start, one.end), one.meant)
            for one in tagged(self._query, self._found.tokens, self._is_plain)
            if not self._is_in_form(one.end - 1) and self._is_plain_text(one.end - 1)
        ]
        return self._as_quoted(edits, "with a field in place of the brackets")

    def slashed(self) -> OtherReading | None:
        """`boeing/N30/airways` and `toyota/F50/`, as Factiva has them."""
        edits = []
        for _, token in self._free():
            if match := _SLASHED.fullmatch(token.text):
                near = f"{match[1]} NEAR/{match[2]} {match[3]}"
                edits.append((token, Edit(token.span, near if match[2] else f"lead:{match[1]}")))
        return self._of(edits, "as an operator")

    def beside(self, edits_in: Edits, how: str) -> OtherReading | None:
        """What the words beside a sign can make of it."""
        return self._as_quoted(list(edits_in(self._query, self._tokens)), how)

    def taken(self, edits_in: Edits, what: str) -> OtherReading | None:
        """What the words beside a sign make of it, where a text was hardly meant so."""
        edits = list(edits_in(self._query, self._tokens))
        named = (f"“{self._query[edit.span.start : edit.span.end]}”" for edit in edits)
        note = f"{', '.join(named)} was taken for {what}; as a word"
        return OtherReading(note, edited(self._query, edits)) if edits else None

    def phrases(self) -> OtherReading | None:
        """Words side by side beside `w/5`: where that comes from, they are a phrase."""
        if not self._found.foreign:
            return None
        edits = []
        tokens = self._found.tokens
        for number, token in enumerate(tokens):
            if token.kind is not Kind.PROXIMITY:
                continue
            first = number
            while first and self._is_plain(tokens[first - 1]):
                first -= 1
            last = number + 1
            while last < len(tokens) and self._is_plain(tokens[last]):
                last += 1
            for run in (tokens[first:number], tokens[number + 1 : last]):
                if len(run) > 1:
                    span = Span(run[0].span.start, run[-1].span.end)
                    edits.append(Edit(span, f'"{self._query[span.start : span.end]}"'))
        return self._as_quoted(edits, "as a phrase")

    def together(self) -> OtherReading | None:
        """All that stands for something else elsewhere, read so; None if it is of one kind."""
        edits = sorted(
            (edit for kind in self._edits for edit in kind), key=lambda edit: edit.span.start
        )
        apart = all(edit.span.end <= following.span.start for edit, following in pairwise(edits))
        if len(self._edits) < 2 or not apart:
            return None
        return OtherReading("other tools read this differently", edited(self._query, edits))

    def _is_plain(self, token: Token) -> bool:
        is_word = token.span in self._words and token.text.isalnum()
        return is_word and token.text not in _JOINED_SMALL

    def segments(self) -> OtherReading | None:
        """`headline(oil)`, as Nexis has it, and `TI (oil)`, as EBSCO."""
        edits: list[Edit] = []
        tokens = []
        for number, token in self._free():
            name = fields.meant(token.text.lower().removesuffix(".exact"))
            after = self._tokens[number + 1]
            if after.kind is not Kind.OPEN or self._is_in_form(token.span.start):
                continue
            if not after.glued and (
                token.text not in fields.BEFORE_GROUPS or self._query.isupper()
            ):
                continue
            is_whole = token.text.lower() in _WHOLE_RECORD
            if name is None and not is_whole:
                continue
            text = "" if is_whole else f"{name}:"
            if text and (end := end_of_near(self._found.tokens, after)):
                # NEAR works within a field.
                text += "("
                edits.append(Edit(Span(end, end), ")"))
            edits.append(Edit(Span(token.span.start, after.span.start), text))
            tokens.append(token)
        return self._reading(tokens, edits, "in a field")

    def functions(self) -> OtherReading | None:
        """`plural(job)`, of which nothing here has the meaning."""
        edits = []
        for number, token in self._free():
            after = self._tokens[number + 1]
            is_called = after.kind is Kind.OPEN and after.glued and not self._edits_at(token)
            inside = self._query[after.span.end :].partition(")")[0]
            if is_called and token.text.replace(".", "").isalpha() and _TWO_LETTERS.search(inside):
                edits.append((token, Edit(token.span, "")))
        return self._of(edits, "without it" if len(edits) == 1 else "without them")

    def _edits_at(self, token: Token) -> bool:
        """Tell if another reading changes a token."""
        return any(
            edit.span.start <= token.span.start < edit.span.end
            for kind in self._edits
            for edit in kind
        )

    def spaced_fields(self) -> OtherReading | None:
        """`title: oil`, with a space after the colon."""
        edits = []
        for number, token in self._free():
            name, colon, rest = token.text.partition(":")
            after = self._tokens[number + 1]
            if not colon or rest or after.kind not in _STARTS - {Kind.MINUS}:
                continue
            if fields.resolved(name) in fields.FIELDS:
                edits.append((token, Edit(Span(token.span.start, after.span.start), token.text)))
        return self._of(edits, "in a field")

    def dashes(self) -> OtherReading | None:
        """`–word`, a minus that a word processor has changed, and `(oil)-gas`."""
        found = ((token, _DASH.match(self._query, token.span.start)) for _, token in self._free())
        tokens = [token for token, dash in found if dash and token.text != "-"]
        edits = []
        for token in tokens:
            start = token.span.start
            edits.append(Edit(Span(start, start + 1), " -" if token.glued else "-"))
        return self._reading(tokens, edits, "as an exclusion")

    def plus_signs(self) -> OtherReading | None:
        """`+oil price`, where only what has a plus must be there."""
        terms = self._tokens[:-1]
        if any(token.kind in _SIGNS_OF_MORE for token in self._found.tokens):
            return None
        plus = [
            (number, token)
            for number, token in self._free()
            if token.text.startswith("+")
            and (token.text[1:] or self._tokens[number + 1].kind is Kind.QUOTED)
            and not _SHORT_NEAR.fullmatch(token.text)
        ]
        optional = [
            token
            for number, token in enumerate(terms)
            if token.kind in (Kind.WORD, Kind.QUOTED)
            and not token.text.startswith("+")
            and not (number and terms[number - 1].kind is Kind.MINUS)
            and not (number and token.glued and terms[number - 1].text == "+")
        ]
        if not plus or not optional:
            return None
        edits = [Edit(token.span, "") for token in optional]
        edits += [Edit(Span(token.span.start, token.span.start + 1), "") for _, token in plus]
        note = "every word was searched for, whether or not it has a +; only those with it"
        return OtherReading(note, edited(self._query, edits))

    def _free(self) -> Iterator[tuple[int, Token]]:
        """The words that are words here, and that no field and no `=` takes as its own."""
        for number, token in enumerate(self._tokens):
            before = self._tokens[number - 1].kind if number and token.glued else None
            if token.span in self._words and before not in (Kind.FIELD, Kind.EXACT):
                yield number, token

    def _is_between(self, number: int) -> bool:
        """Tell if there are operands on both sides."""
        return (
            number > 0
            and self._tokens[number - 1].kind in OPERAND_ENDS
            and self._tokens[number + 1].kind in _STARTS
        )

    def _of(self, edits: Sequence[tuple[Token, Edit]], how: str) -> OtherReading | None:
        return self._reading([token for token, _ in edits], [edit for _, edit in edits], how)

    def _as_quoted(self, edits: Sequence[Edit], how: str) -> OtherReading | None:
        tokens = [
            Token(Kind.WORD, self._query[edit.span.start : edit.span.end].strip(), edit.span, False)
            for edit in edits
        ]
        return self._reading(tokens, edits, how)

    def _reading(
        self, tokens: Sequence[Token], edits: Sequence[Edit], how: str
    ) -> OtherReading | None:
        if not tokens:
            return None
        words = list(dict.fromkeys(f"“{token.text}”" for token in tokens))
        named = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
        was = "was" if len(words) == 1 else "were"
        words_ = "words" if len(words) > 1 or " " in words[0] else "a word"
        note = f"{named} {was} searched for as {words_}; {how}"
        self._edits.append(list(edits))
        return OtherReading(note, edited(self._query, edits))
