"""How often terms occur in an article, as an index keeps it, and what an `AtLeast` needs of that.

An index lists each term that an article has twice or more with its count, and can list the stems
that one sentence or paragraph has twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, product
from math import comb
from typing import NamedTuple

from searchkit.analysis import FUNCTION_WORDS
from searchkit.operands import single_words
from searchkit.query import AtLeast, Phrase, Term, Unit, Within, leaves
from searchkit.schema import EXACT, SCORED_STREAMS, TEXT

#: A term that occurs more often is counted as if it did so many times.
MAX_COUNTED = 20

#: More ways to make up a number of occurrences are not told apart.
MAX_SUMS = 40

#: More pairs of words are not looked for one by one.
MAX_PAIRS = 64

#: Stands before a surface form; alone, in an index, for a token without a term. No term begins so.
MARK = "="

_NO_TERMS = frozenset({"", MARK})
# No term has it.
_BETWEEN = "\0"


def often_counts(tokens: Iterable[str]) -> dict[str, int]:
    """How often each token of a text occurs that does so more than once.

    The mark stands before a surface form.
    """
    counts = Counter(tokens).items()
    return {token: count for token, count in counts if count > 1 and token not in _NO_TERMS}


def often_terms(counts: Mapping[str, int]) -> list[str]:
    """What is listed of `often_counts`."""
    return [f"{token}{_BETWEEN}{min(count, MAX_COUNTED)}" for token, count in counts.items()]


def repeated_terms(
    stems: Sequence[str], starts: Mapping[Unit, Sequence[int]], often: Collection[str]
) -> list[str]:
    """What is listed of the stems that one unit of a text has twice; `starts` begin a unit each.

    `often` are those that the text has twice.
    """
    listed: list[str] = []
    for unit, begins in starts.items():
        repeated: dict[str, None] = {}
        for first, last in pairwise([0, *begins, len(stems)]):
            once: set[str] = set()
            for stem in filter(often.__contains__, stems[first:last]):
                if stem in once:
                    repeated[stem] = None
                else:
                    once.add(stem)
        listed += [repeated_term(stem, unit) for stem in repeated]
    return listed


def repeated_term(stem: str, unit: Unit) -> str:
    """What is listed of a stem that a unit has twice."""
    return f"{stem}{_BETWEEN}{unit[0]}"


class Requirement(NamedTuple):
    """What is listed of an article in which something occurs often enough, and matches at all.

    One of `enough` tells it for certain, and so does each term of one of `together` as often as it
    says there. Other articles have one entry of each list of `perhaps`, and two of the terms of
    `two_of` or an entry of `alone`, if there are any; if all three are empty, none does.
    """

    enough: tuple[str, ...] = ()
    together: tuple[tuple[tuple[Term, int], ...], ...] = ()
    perhaps: tuple[tuple[str, ...], ...] = ()
    two_of: tuple[Term, ...] = ()
    alone: tuple[str, ...] = ()


def requirement(query: AtLeast, has: Callable[[Term], object]) -> Requirement | None:
    """What an `AtLeast` needs; None if counts do not tell. The index `has` a term, or has not."""
    parts = list(leaves(query.child))
    if len(parts) == 1 and isinstance(parts[0], Phrase) and not parts[0].slop:
        # Each occurrence has every word of it.
        phrase = parts[0]
        lists = [_entries(Term(phrase.stream, term), query.count) for term in phrase.terms]
        listed = tuple(entries for entries in lists if entries is not None)
        return Requirement(perhaps=listed) if listed else None
    phrases = [leaf for leaf in parts if isinstance(leaf, Phrase)]
    words = [single_words(leaf) for leaf in parts if not isinstance(leaf, Phrase)]
    if None in words or query.count < 2:
        return None
    named = dict.fromkeys(term for of_leaf in words if of_leaf is not None for term in of_leaf)
    known = [term for term in named if term.term and has(term)]
    keys = [key for phrase in phrases if (key := _key_of(phrase, has)) is not None]
    return _of_phrases(known, keys, query.count) if keys else _of_terms(known, query.count)


def _key_of(phrase: Phrase, has: Callable[[Term], object]) -> Term | None:
    """A word that occurs at least as often as a phrase; None for one that does not occur."""
    terms = [Term(phrase.stream, term) for term in phrase.terms]
    if not all(term.term and has(term) for term in terms):
        return None
    # With words between them, several occurrences can have those in the middle in common.
    return next(
        (term for term in terms if term.term not in FUNCTION_WORDS and not phrase.slop), terms[0]
    )


def _of_phrases(words: Sequence[Term], keys: Sequence[Term], count: int) -> Requirement | None:
    """What an article needs to have `count` occurrences of words and of phrases with these keys."""
    shared = Counter([*words, *keys])
    share = -(-count // shared.total())
    # A key alone must make up for all of its phrases.
    needed = {key: -(-count // shared[key]) for key in keys}
    if any(_entries(term, needed.get(term, count)) is None for term in shared):
        return None
    perhaps = (_any_entries(tuple(shared), share),) if share > 1 else ()
    if count > MAX_COUNTED:
        return Requirement(perhaps=perhaps) if perhaps else None
    alone = tuple(entry for key in needed for entry in at_least(key, needed[key]))
    two_of = tuple(shared) if len(shared) > 1 else ()
    return Requirement(_any_entries(words, count), (), perhaps, two_of, alone)


def twice(words: Sequence[Term], has: Callable[[Term], object]) -> Requirement | None:
    """What is listed of an article in which words occur twice in all: `enough`, or `two_of`.

    None if counts do not tell.
    """
    return _of_terms([word for word in words if word.term and has(word)], 2)


def counted_words(query: AtLeast, has: Callable[[Term], object]) -> Sequence[Term] | None:
    """The words that must occur so often in all, if what is listed of each adds up to that.

    None if it does not: a stem and a surface form can stand for one word of the text.
    """
    words = [single_words(leaf) for leaf in leaves(query.child)]
    if None in words or not 1 < query.count <= MAX_COUNTED:
        return None
    named = dict.fromkeys(term for of_leaf in words if of_leaf is not None for term in of_leaf)
    known = [term for term in named if term.term and has(term)]
    are_listed = all(_entries(term, query.count) is not None for term in known)
    return known if are_listed and len({term.stream for term in known}) == 1 else None


def listed_counts(term: Term) -> Iterator[tuple[str, int]]:
    """What can be listed of a term of the text, each with how often it occurs."""
    return zip(at_least(term, 2), range(2, MAX_COUNTED + 1), strict=True)


def _of_terms(terms: Sequence[Term], count: int) -> Requirement | None:
    """What is needed for so many occurrences of terms."""
    if any(_entries(term, count) is None for term in terms):
        return None
    if not terms:
        return Requirement()
    # One of them must make up for its part.
    share = -(-count // len(terms))
    perhaps = (_any_entries(terms, share),) if share > 1 else ()
    if count > MAX_COUNTED:
        return Requirement(perhaps=perhaps) if perhaps else None
    enough = _any_entries(terms, count)
    if len(terms) == 1:
        return Requirement(enough)
    # A stem and a surface form can stand for one word of the text.
    are_apart = len({term.stream for term in terms}) == 1
    if are_apart and comb(count + len(terms) - 1, count) <= MAX_SUMS:
        return Requirement(enough, tuple(_sums(terms, count)))
    return Requirement(enough, (), perhaps, tuple(terms))


def _sums(terms: Sequence[Term], count: int) -> Iterator[tuple[tuple[Term, int], ...]]:
    """How often two terms or more must occur for so many occurrences in all: every way."""
    for times in product(range(count), repeat=len(terms)):
        if sum(times) == count:
            yield tuple((term, often) for term, often in zip(terms, times, strict=True) if often)


def at_least(term: Term, times: int) -> tuple[str, ...]:
    """The entries of which an article has one where a term occurs so often, twice or more."""
    return _entries(term, times) or ()


def _any_entries(terms: Sequence[Term], count: int) -> tuple[str, ...]:
    return tuple(entry for term in terms for entry in at_least(term, count))


def _entries(term: Term, count: int) -> tuple[str, ...] | None:
    """What is listed where a term of the text occurs so often, or perhaps does."""
    if term.stream not in SCORED_STREAMS or not term.term or count < 2:
        return None
    token = (MARK if term.stream.endswith(EXACT) else "") + term.term
    counts = range(min(count, MAX_COUNTED), MAX_COUNTED + 1)
    return tuple(f"{token}{_BETWEEN}{times}" for times in counts)


def pairs_in_unit(leaf: Within) -> list[tuple[str, str]] | None:
    """The stems of which two must be in one unit; None if they are more, or something else.

    No stem is on both sides.
    """
    left, right = single_words(leaf.left), single_words(leaf.right)
    if left is None or right is None or set(left) & set(right):
        return None
    if any(word.stream != TEXT.name for word in (*left, *right)):
        return None
    known = product(filter(_is_term, left), filter(_is_term, right))
    pairs = list({min((a.term, b.term), (b.term, a.term)): None for a, b in known})
    return pairs if len(pairs) <= MAX_PAIRS else None


def _is_term(term: Term) -> bool:
    return bool(term.term)
