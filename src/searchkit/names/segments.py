"""Words in capitals side by side, cut where one is no part of a name: `All Monday Norway said`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchkit.names.capitals import LARGE, Token
from searchkit.names.given_names import FIRST_NAMES
from searchkit.names.kinds import is_organisation
from searchkit.names.lexicon import COMPANY_FORMS
from searchkit.names.oddities import ODD, is_compound, is_odd
from searchkit.names.particles import PARTICLES, REGNAL
from searchkit.names.words import EVENTS, GENERIC, Words, is_title

#: Words that are looked at behind one.
MAX_AFTER = 12
_NO_DAY = frozenset("and or but of for as at in on to the by with from".split())
#: Begin a name inside a sentence: `First Chicago`, `the All Blacks`.
_OPENERS = frozenset("first all credit".split())
#: Names of two words of which the first is none elsewhere.
_TWO = frozenset("all_blacks best_buy best_western time_warner".split())
#: Stand in the names of companies: `Base Ten Systems Inc`.
_INNER = frozenset("one two three four five six seven ten first second plus best most all".split())
#: End a name: `Banc One`, `Pan Am`.
_CLOSERS = frozenset("one am".split())
# `Conseil des Ministres`; in German they are articles.
_GERMAN = frozenset(("das", "des"))
#: End a name with their stop, which can be that of the sentence.
_ENDS = frozenset("corp. inc. ltd. jr. sr.".split())


def segments(
    text: str, tokens: list[Token], words: Words, *, first: bool
) -> Iterator[tuple[list[Token], bool]]:
    """The parts of a run that can be names, each with True if it begins a sentence."""
    lows = [token.low for token in tokens]
    is_odd_run = ODD.search(text, tokens[0].start, tokens[-1].end)
    if words.stop.isdisjoint(lows) and not is_odd_run:
        yield tokens, first
        return
    segment: list[Token] = []
    is_first = first
    for number, token in enumerate(tokens):
        if not _is_stop(
            text, token, segment, tokens[number + 1 : number + MAX_AFTER], words, first=first
        ):
            if segment and segment[-1].low in _ENDS and token.low not in COMPANY_FORMS:
                yield segment, is_first
                segment, is_first = [], True
            segment.append(token)
            continue
        before = _without_place(segment, token, words)
        if before:
            yield before, is_first
        segment, is_first = [], False
    if segment:
        yield segment, is_first


def _is_stop(
    text: str,
    token: Token,
    before: Sequence[Token],
    after: Sequence[Token],
    words: Words,
    *,
    first: bool,
) -> bool:
    """Tell if a word is no part of a name, though it is in capitals."""
    low = token.low
    if _is_no_part(text, token, words):
        return True
    if low not in words.stop or text[token.start : token.end] in LARGE:
        return False
    if low in PARTICLES and after:
        # In English, small ones begin a surname; in other languages they are articles.
        return not before and not (words.code == "en" and text[token.start].islower())
    if low in FIRST_NAMES and after:
        return False
    if before:
        return not _goes_on(low, before, after)
    if after:
        pair = f"{low}_{after[0].low}"
        if pair in words.places or pair in _TWO:
            return False
    if low not in _OPENERS:
        return True
    return not (is_organisation(after) if first else _is_opened(after))


def _is_no_part(text: str, token: Token, words: Words) -> bool:
    """Tell if a word is in no name, by its form or in a language."""
    if token.low == "al" and words.is_romance:
        # `al Senato`; in English it is the first part of a surname.
        return True
    written = text[token.start : token.end]
    if written in _GERMAN and words.needs_evidence:
        return True
    if words.is_compounding and is_compound(written):
        return True
    return ODD.search(written) is not None and is_odd(text, token.start, token.end, words.stop)


def _goes_on(low: str, before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Tell if a name has a word inside, or at its end, that is in no other name."""
    if low in _INNER and any(one.low in COMPANY_FORMS for one in after):
        return True
    if low in _CLOSERS and not after:
        return True
    # `Doctors Without Borders`.
    if low == "without" and after:
        return True
    # `Theresa May`, `Peter Such`, `Elizabeth I`.
    return before[-1].low in FIRST_NAMES and (low not in _NO_DAY or low in REGNAL)


def _is_opened(after: Sequence[Token]) -> bool:
    if not after or is_title(after[0].low):
        return False
    low = after[0].low
    return low not in EVENTS and (low not in GENERIC or is_organisation(after))


def _without_place(segment: list[Token], odd: Token, words: Words) -> list[Token]:
    """The words before `Kong-based`, without the first word of the place."""
    if not segment or "-" not in odd.low:
        return segment
    place = f"{segment[-1].low}_{odd.low.partition('-')[0]}"
    return segment[:-1] if place in words.places else segment
