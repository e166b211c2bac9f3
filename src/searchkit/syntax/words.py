"""One word or phrase as typed → its node: plain, exact, with wildcards, fuzzy, with a slop."""

from __future__ import annotations

import re
from itertools import pairwise

from searchkit.analysis import tokenize
from searchkit.analysis.patterns import is_wildcard, letters_besides, tokenize_wildcard
from searchkit.analysis.words import is_unspaced, offsets
from searchkit.syntax.fields import is_text
from searchkit.syntax.tree import Fuzzy, Node, Phrase, QueryPart, Span, Term, Wildcard

MIN_LETTERS = 2
MAX_GAP = 1_000

_FUZZY = re.compile(r"(?=\W*+\w.*~)(.*)~([\d.]*)", re.DOTALL)
_LOST_TILDE = re.compile(r"~[\d.]*")
_DISTANCES = {"": 1, "1": 1, "2": 2}
_GAP = re.compile(r"\d{1,4}", re.ASCII)


def parse_word(text: str, field: str | None, part: QueryPart) -> Term | Wildcard | Fuzzy | Phrase:
    """The node of a word outside quotes. Raises `QueryError` for a bad wildcard or fuzzy word."""
    if _LOST_TILDE.fullmatch(text):
        raise part.error(
            f"{text!r} needs a word or phrase right before it",
            'write kabulov~ for similar spellings, "useless events"~3 or oil NEAR/3 gas for words '
            "nearby",
        )
    if "://" not in text and (fuzzy := _FUZZY.fullmatch(text)):
        return _fuzzy(fuzzy[1], fuzzy[2], field, part)
    if is_wildcard(text):
        return _wildcard(text, field, part)
    return Term(text, False, field, part.span)


def parts_of(node: Node) -> list[Term]:
    """The words in a loose name with a mark, such as `computer-aided`; none of another node."""
    if not isinstance(node, Term) or node.exact or not is_text(node.field):
        return []
    words = [node.text[start:end] for start, end in offsets(node.text)]
    if len(words) < 2:
        return []
    # A letter or a number alone tells nothing.
    return [Term(word, False, node.field, node.span) for word in words if _is_told(word)]


def pairs_of(node: Node) -> list[Term]:
    """The pairs of letters in a loose word without blanks; none of another node, or of one pair."""
    if not isinstance(node, Term) or node.exact or not is_text(node.field):
        return []
    spans = offsets(node.text)
    letters = [node.text[start:end] for start, end in spans]
    if len(letters) < 3 or not any(map(is_unspaced, letters)):
        return []
    found = dict.fromkeys(
        node.text[start:end]
        for ((start, first), (second, end)) in pairwise(spans)
        if first == second
    )
    return [Term(pair, False, node.field, node.span) for pair in found]


def _is_told(word: str) -> bool:
    letters = word.replace(".", "")
    return len(letters) >= MIN_LETTERS and letters.isalpha()


def parse_exact(text: str, field: str | None, part: QueryPart) -> Term:
    """The node of `=text`. Raises `QueryError` when the text is more than a word."""
    word = parse_word(text, field, part)
    if isinstance(word, Term):
        return Term(text, True, field, part.span)
    raise part.error(
        "wildcards and fuzzy words match exact forms already and need no =", f"write {word}"
    )


def parse_phrase(text: str, field: str | None, part: QueryPart) -> Phrase:
    """The node of words between quotes. Raises `QueryError` for a bad wildcard."""
    if is_wildcard(text):
        for term in tokenize_wildcard(text):
            if letters_besides(term):
                _check_letters(term, part)
    return Phrase(text, field, span=part.span)


def parse_slop(phrase: Phrase, text: str, part: QueryPart) -> Phrase:
    """The phrase followed by `~text`. Raises `QueryError` when that says nothing."""
    if not is_text(phrase.field):
        raise part.error("~ works on phrases in title and body only", "remove it")
    if not _GAP.fullmatch(text) or int(text) > MAX_GAP:
        raise part.error(
            f"after a phrase, ~ needs the number of words allowed in each gap, at most {MAX_GAP:,}",
            f"write {phrase}~3",
        )
    terms = tokenize_wildcard(phrase.text)
    if len(terms) == 1:
        advice = (
            "remove it" if is_wildcard(terms[0]) else f"write {terms[0]}~ for similar spellings"
        )
        raise part.error("a phrase of one word has no gaps", advice)
    return Phrase(phrase.text, phrase.field, int(text), Span(phrase.span.start, part.span.end))


def _fuzzy(text: str, distance: str, field: str | None, part: QueryPart) -> Fuzzy:
    if is_wildcard(text):
        raise part.error("a word can have wildcards or ~, not both", f"write {text}")
    if distance not in _DISTANCES:
        raise part.error(
            f"~{distance} is not a valid distance: 1 or 2 letters may differ",
            f"write {text}~1 or {text}~2",
        )
    terms = tokenize(text)
    if any(map(is_unspaced, terms)):
        raise part.error(
            "~ compares the letters of one word, and this script has no blanks between words",
            f'write "{text}" for exactly this, or {text} for its letters two by two',
        )
    if len(terms) > 1:
        *before, last = terms
        raise part.error(
            f"~ works on a single word, but {text!r} is {len(terms)}",
            f"write {' BEFORE/1 '.join([*before, last])}~",
        )
    return Fuzzy(text, _DISTANCES[distance], field, part.span)


def _wildcard(text: str, field: str | None, part: QueryPart) -> Wildcard | Phrase:
    if any(map(is_unspaced, tokenize(text.replace("*", "").replace("?", "")))):
        return _unspaced(text, field, part)
    for term in tokenize_wildcard(text):
        _check_letters(term, part)
    return Wildcard(text, field, part.span)


def _unspaced(text: str, field: str | None, part: QueryPart) -> Phrase:
    """Letters of a script without blanks: any run of them is found, whatever stands around it."""
    run = text.strip("*")
    if is_wildcard(run):
        first, *_, last = tokenize(run.replace("*", " ").replace("?", " "))
        raise part.error(
            "this script has no blanks between words, so a wildcard between letters has no end",
            f"write {first} BEFORE/5 {last}",
        )
    return Phrase(run, field, span=part.span)


def _check_letters(term: str, part: QueryPart) -> None:
    if is_wildcard(term) and letters_besides(term) < MIN_LETTERS:
        raise part.error(
            f"a word with wildcards needs at least {MIN_LETTERS} letters",
            "write more of the word, as in milit*; for every article, write * alone",
        )
