"""Titles in capitals before a name, such as `Secretary`, and whom they are of."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.names.capitals import Token
from searchkit.names.given_names import FIRST_NAMES
from searchkit.names.kinds import is_initial, is_organisation
from searchkit.names.lexicon import DEMONYMS, PLACE_HEADS, ROLE_PARTS
from searchkit.names.words import (
    EVENTS,
    GENERAL_WHAT,
    GENERIC,
    PLURAL_TITLES,
    TITLE,
    Words,
    is_title,
    is_trade,
)

_NO_SURNAME = frozenset("president minister secretary chairman director".split())


def last_title(tokens: Sequence[Token], words: Words) -> int:
    """The number of the last title before a name; -1 if there is none."""
    title = -1
    for number, token in enumerate(tokens):
        low = token.low
        is_foreign = low.rstrip(".") in words.titles
        is_name = low in FIRST_NAMES or (is_initial(low) and not is_foreign)
        if is_name and (title >= 0 or low not in TITLE):
            break
        # In German, `Manager` and `Host` are nouns like others.
        has_title = is_foreign or (not words.needs_evidence and is_title(low))
        begins = number == 0 and len(tokens) > 1 and not words.needs_evidence
        names_role = has_title or (begins and is_trade(low))
        goes_on = title == number - 1 >= 0 and low in ROLE_PARTS and number + 1 < len(tokens)
        if names_role or goes_on:
            title = number
    return title


def is_of_person(tokens: Sequence[Token], title: int, words: Words) -> bool:
    """Tell if a title is that of a person: not as in `General Motors` and `Malcolm King`."""
    rest = tokens[title + 1 :]
    word = tokens[title].low
    if words.needs_evidence and (not rest or is_office(rest, words)):
        return False
    if not rest:
        if word in PLURAL_TITLES:
            return False
        whole = title and (tokens[0].low in FIRST_NAMES or is_initial(tokens[0].low))
        return not whole or word in _NO_SURNAME
    if rest[-1].low in PLACE_HEADS and rest[0].low not in FIRST_NAMES:
        return False
    if rest[0].low in EVENTS or rest[-1].low in EVENTS:
        return False
    if is_organisation(tokens[title:]) or GENERIC.issuperset([token.low for token in rest]):
        return False
    return not (word == "general" and rest[0].low in GENERAL_WHAT)


def is_office(tokens: Sequence[Token], words: Words) -> bool:
    """Tell if words behind a German title are what it is of: `der AfD`, `von Hessen`."""
    if tokens[0].low in ("der", "des"):
        return True
    return tokens[0].low == "von" and "_".join(token.low for token in tokens[1:]) in words.places


def without_country(tokens: list[Token], words: Words) -> list[Token]:
    """What stands behind a title without the country: `premier Węgier Viktor Orbán`."""
    if len(tokens) > 1 and tokens[0].low in DEMONYMS:
        tokens = tokens[1:]
    if len(tokens) > 2 and words.code == "pl" and tokens[1].low in FIRST_NAMES:
        return tokens[1:]
    return tokens
