"""One word or phrase as typed → its node: plain, exact, with wildcards, fuzzy, with a slop."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from searchkit import quick_re as re
from searchkit.analysis import tokenize
from searchkit.analysis.patterns import is_wildcard, letters_besides, tokenize_wildcard
from searchkit.analysis.scripts import script_of
from searchkit.analysis.words import is_unspaced, offsets
from searchkit.syntax.fields import is_text
from searchkit.syntax.tree import Fuzzy, Node, Phrase, QueryPart, Span, Term, Wildcard

MIN_LETTERS = 2
#: Letters of a word without blanks; each two of them are looked for.
MAX_UNSPACED = 64
#: Letters of such a word of which runs are alternatives.
MAX_LISTED_LETTERS = 400
# Letters of the runs that are looked for, measured on questions in Thai: 3 and 5 find more than 2.
_RUNS = (3, 5)
_LONG_WORDS = frozenset({"Thai", "Lao", "Khmer", "Myanmar"})
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


def alternatives_of(node: Node) -> list[Node]:
    """A loose word without blanks and the runs of letters in it, or these alone if it is long.

    Words of Chinese have two letters, those of Thai and its kin from three to five or more. What
    is too long to be a question, and any other node, is its only alternative.
    """
    if not isinstance(node, Term) or node.exact or not is_text(node.field):
        return [node]
    spans = offsets(node.text)
    letters = [node.text[start:end] for start, end in spans]
    if not 2 < len(letters) <= MAX_LISTED_LETTERS or not any(map(is_unspaced, letters)):
        return [node]
    lengths = _RUNS if script_of(letters[0]) in _LONG_WORDS else (2,)
    runs = dict.fromkeys(
        node.text[spans[first][0] : spans[first + length - 1][1]]
        for length in lengths
        for first in range(len(spans) - length + 1)
        if _is_run(spans[first : first + length])
    )
    nodes = [_run_node(run, node) for run in runs if run != node.text]
    return [node, *nodes] if len(letters) <= MAX_UNSPACED else [*nodes]


def _is_run(spans: Sequence[tuple[int, int]]) -> bool:
    return all(end == start for (_, end), (start, _) in pairwise(spans))


def _run_node(run: str, node: Term) -> Term | Phrase:
    if len(offsets(run)) == 2:
        return Term(run, False, node.field, node.span)
    return Phrase(run, node.field, span=node.span)


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
    if text.endswith("~"):
        raise part.error(
            "~~ means a range in other tools; here words have no ranges",
            f"write {text.strip('~')} OR {distance or 'another word'}",
        )
    if distance not in _DISTANCES:
        raise part.error(
            f"~{distance} is not a valid distance: 1 or 2 letters may differ",
            f"write {text}~1 or {text}~2",
        )
    terms = tokenize(text)
    if any(map(is_unspaced, terms)):
        raise part.error(
            "~ compares the letters of one word, and this script has no spaces between words",
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
        first, *others = tokenize(run.replace("*", " ").replace("?", " "))
        if not others:
            raise part.error(
                "this script has no spaces between words: letters are found whatever stands by",
                f"write {first}",
            )
        raise part.error(
            "this script has no spaces between words, so a wildcard between letters has no end",
            f"write {first} BEFORE/5 {others[-1]}",
        )
    return Phrase(run, field, span=part.span)


def _check_letters(term: str, part: QueryPart) -> None:
    if is_wildcard(term) and letters_besides(term) < MIN_LETTERS:
        raise part.error(
            f"a word with wildcards needs at least {MIN_LETTERS} letters",
            "write more of the word, as in milit*; for every article, write * alone",
        )
