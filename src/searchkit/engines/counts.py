"""How often terms occur in an article, as an index keeps it, and what an `AtLeast` needs of that.

An index lists each term that an article has twice or more with its count. Function words, which
nearly all articles have more than once, are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from searchkit.analysis import FUNCTION_WORDS
from searchkit.query import AtLeast, Phrase, Term, Within, leaves, single_words
from searchkit.schema import EXACT, SCORED_STREAMS, TEXT

#: What is so common that neither its counts nor its units are kept; the empty term is none.
COMMON = FUNCTION_WORDS | {""}

#: A term that occurs more often is counted as if it did so many times.
MAX_COUNTED = 20

#: More pairs of words are not looked for one by one.
MAX_PAIRS = 16

#: Stands before a surface form; alone, in an index, for a token without a term. No term begins so.
MARK = "="

# No term has it.
_BETWEEN = "\0"


def often_terms(tokens: Iterable[str]) -> list[str]:
    """What is listed of the tokens of a text, in which the mark stands before a surface form."""
    return [
        f"{token}{_BETWEEN}{min(count, MAX_COUNTED)}"
        for token, count in Counter(tokens).items()
        if count > 1 and token.removeprefix(MARK) not in COMMON
    ]


class Requirement(NamedTuple):
    """Lists of entries that an article must have: one of each, or of some if not `every`.

    If `enough`, it then matches if the child does.
    """

    entries: tuple[tuple[str, ...], ...]
    every: bool
    enough: bool


def requirement(query: AtLeast) -> Requirement | None:
    """What the counts of an article must be; None if they do not tell."""
    found = list(leaves(query.child))
    if len(found) == 1 and isinstance(found[0], Phrase) and not found[0].slop:
        # Each occurrence has every word of it.
        phrase = found[0]
        entries = [_entries(Term(phrase.stream, term), query.count) for term in phrase.terms]
        told = tuple(entry for entry in entries if entry is not None)
        return Requirement(told, every=True, enough=False) if told else None
    words = [single_words(leaf) for leaf in found]
    terms = [term for of_leaf in words if of_leaf is not None for term in of_leaf if term.term]
    if None in words or not terms:
        return None
    # One of them must make up for its part.
    share = -(-query.count // len(terms))
    entries = [_entries(term, share) for term in terms]
    if None in entries:
        return None
    told = tuple(entry for entry in entries if entry is not None)
    return Requirement(told, every=False, enough=len(terms) == 1 and share <= MAX_COUNTED)


def _entries(term: Term, count: int) -> tuple[str, ...] | None:
    """What is listed where a term of the text occurs so often, or perhaps does."""
    if term.stream not in SCORED_STREAMS or term.term in COMMON or count < 2:
        return None
    token = (MARK if term.stream.endswith(EXACT) else "") + term.term
    counts = range(min(count, MAX_COUNTED), MAX_COUNTED + 1)
    return tuple(f"{token}{_BETWEEN}{times}" for times in counts)


def pairs_in_unit(leaf: Within) -> list[tuple[str, str]] | None:
    """The stems of which two must be in one unit; None if they are more, or something else."""
    left, right = single_words(leaf.left), single_words(leaf.right)
    if left is None or right is None or len(left) * len(right) > MAX_PAIRS:
        return None
    if any(word.stream != TEXT.name or word.term in COMMON for word in (*left, *right)):
        return None
    # Of a unit each word is kept once.
    if set(left) & set(right):
        return None
    return [(one.term, other.term) for one, other in product(left, right)]
