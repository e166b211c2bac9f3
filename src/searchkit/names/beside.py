"""Names that stand side by side in capitals, with nothing between: `told NATO Peter Lund`."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.names.capitals import Token
from searchkit.names.cyrillic import is_first_name, is_of_noun, is_patronymic
from searchkit.names.given_names import FIRST_NAMES
from searchkit.names.kinds import MAX_BEFORE, Phrase, is_initial, is_organisation
from searchkit.names.lexicon import (
    COMMON,
    ORGANISATION_HEADS,
    ORGANISATIONS,
    PLACE_HEADS,
)
from searchkit.names.particles import PARTICLES
from searchkit.names.words import EVENTS, Words, is_title

# What a company writes behind the name of a city.
_BEHIND_PLACE = frozenset("fc sc ac cf sg afc rfc fk ag sa plc nv llc llp spa kg ii iii iv".split())
_OFFICES = frozenset("treasury congress embassy mission midwest gulf".split())
_GAMES = frozenset("games olympic olympics".split())
# Who is of a place, and of hardly anything else that is called by the name of one.
_OF_PLACES = frozenset("mayor governor premier king queen archbishop bishop minister".split())
MAX_PLACE_WORDS = 3
_CUT = frozenset("rose fell commercial program dlrs".split())
_NO_CITY = frozenset("u.s. u.k. u.n. us uk".split())
# How Polish words end that say of what somebody is.
_OF_POLISH = ("y", "i", "u", "em", "ej", "ów", "ych", "ich")
#: Letters of an acronym that stands before a person, and that nobody has to know.
MIN_ACRONYM = 3


def beside(text: str, tokens: list[Token], words: Words) -> list[list[Token]]:
    """The names in words in capitals, most often one."""
    parts: list[list[Token]] = []
    if len(tokens) > 2:
        told = int(_is_told(text, tokens))
        has_cases = words.is_cyrillic or words.code == "pl"
        behind = _person_behind_owner(text, tokens, words) if has_cases else 0
        if size := behind or _place_before_person(text, tokens, words) or told:
            parts, tokens = [tokens[:size]], tokens[size:]
        elif words.needs_evidence:
            tokens = tokens[_person_behind_noun(tokens) :]
    if len(tokens) == 2:
        if _is_country_only(tokens, text, words):
            return [*parts, tokens[:1]]
        if _is_acronym_beside(tokens, text, words):
            return [*parts, tokens[:1], tokens[1:]]
    elif at := _person_behind(tokens):
        return [*parts, tokens[:at], tokens[at:]]
    elif words.code != "en" and (at := _owner_behind(text, tokens)):
        while tokens[at].low in PARTICLES:
            at += 1
        return [*parts, without_particles(tokens[:at]), tokens[at:]]
    return [*parts, tokens]


def _person_behind_owner(text: str, tokens: Sequence[Token], words: Words) -> int:
    """The number of the word that a person begins with behind what he is of; 0 if there is none.

    `глава Рады Иван Лунин`, `глава ВОЗ Тедрос Лунин`, `глава Airbus Гийом Лунин`, `szef Rady
    Europejskiej Charles Lund`.
    """
    for at in range(1, len(tokens) - 1):
        before = tokens[at - 1]
        is_name = _is_first(tokens[at]) and before.low not in PARTICLES
        if words.code == "pl" and not (_is_large(text, before) or before.low.endswith(_OF_POLISH)):
            continue
        if is_name and not any(map(_is_first, tokens[:at])):
            # `Лунин Иван Петрович`
            return at - is_patronymic(tokens[at + 1].low)
    if words.code == "pl":
        return 0
    at = 0
    while at < len(tokens) and (_is_large(text, tokens[at]) or _is_latin(tokens[at], words)):
        at += 1
    is_left = 0 < at < len(tokens) - 1 and tokens[0].end - tokens[0].start > 1
    return at if is_left and "." not in tokens[0].low and not is_of_noun(tokens[at].low) else 0


def _owner_behind(text: str, tokens: Sequence[Token]) -> int:
    """The number of the particle behind a person that says of what he is; 0 if there is none.

    `Peter Lund de CBC`, `Ada Lind da Peter Lund`.
    """
    if not _is_first(tokens[0]):
        return 0
    for at in range(2, len(tokens) - 1):
        if tokens[at].low not in PARTICLES:
            continue
        rest = [token for token in tokens[at:] if token.low not in PARTICLES]
        if not rest or rest[-1] is not tokens[-1]:
            return 0
        is_another = len(rest) > 1 and _is_first(rest[0]) and tokens[at].low == "da"
        return at if is_another or _is_large(text, rest[0]) else 0
    return 0


def without_particles(tokens: list[Token]) -> list[Token]:
    """Words without the particles behind the last name of them."""
    while tokens and tokens[-1].low in PARTICLES:
        tokens = tokens[:-1]
    return tokens


def _is_first(token: Token) -> bool:
    return token.low in FIRST_NAMES or is_first_name(token.low)


def _is_latin(token: Token, words: Words) -> bool:
    """Tell if a word in a text in Cyrillic is in other letters."""
    return words.is_cyrillic and token.low[0] < "\u0400"


def _person_behind_noun(tokens: Sequence[Token]) -> int:
    """The number of the word that begins a person behind a German noun; 0 if there is none.

    `US-General Karl Lund`, `Roman von Ada Lind`.
    """
    at = 2 if tokens[1].low == "von" and len(tokens) > 3 else 1
    is_noun = at == 2 or "-" in tokens[0].low
    return at if is_noun and tokens[0].low != tokens[at].low in FIRST_NAMES else 0


def _person_behind(tokens: Sequence[Token]) -> int:
    """The number of the word with which a person begins: `the Judicial Police Peter Lund`."""
    if tokens[-1].low in ORGANISATION_HEADS or tokens[-1].low in PLACE_HEADS:
        return 0
    for at in range(2, len(tokens) - 1):
        if tokens[at].low in FIRST_NAMES and tokens[at - 1].low in ORGANISATION_HEADS:
            return at
    return 0


def _place_before_person(text: str, tokens: Sequence[Token], words: Words) -> int:
    """The number of words of a place that stands before a person: `the mayor of Ellery Peter Lund`.

    It is 0 if there is none.
    """
    place = tokens[0]
    if words.is_cyrillic:
        return int(words.is_place(place.low) and not is_first_name(place.low))
    lows = [token.low for token in tokens]
    size = leading_place(tokens[:-2], words)
    before = text[max(0, place.start - MAX_BEFORE) : place.start].removesuffix("the ")
    *_, word, of = ["", "", *before.lower().split()]
    if lows[size or 1] in FIRST_NAMES or is_initial(lows[size or 1]):
        return size or int(of == "of" and is_title(word))
    # A town has clubs and companies, and those have presidents too.
    is_held = size > 0 and of == "of" and word in _OF_PLACES and len(lows) == size + 2
    return size if is_held and not is_organisation(tokens[size:]) else 0


def leading_place(tokens: Sequence[Token], words: Words) -> int:
    """The number of words of the known place that a name begins with: two of `New York Times`."""
    lows = [token.low for token in tokens[:MAX_PLACE_WORDS]]
    sizes = range(len(lows), 0, -1)
    return next((size for size in sizes if "_".join(lows[:size]) in words.places), 0)


def _is_told(text: str, tokens: Sequence[Token]) -> bool:
    """Tell if an acronym and a whole name are two: `She told NATO Peter Lund was there`."""
    short = text[tokens[0].start : tokens[0].end]
    if not short.isupper():
        return False
    if len(short) >= MIN_ACRONYM and short.isalpha() and not _is_large(text, tokens[1]):
        low = tokens[1].low
        if low in FIRST_NAMES or (is_first_name(low) and not is_first_name(tokens[0].low)):
            return True
    if tokens[0].low not in ORGANISATIONS:
        return False
    rest = text[tokens[1].start : tokens[-1].end]
    whole = text[tokens[0].start : tokens[-1].end]
    around = Phrase(text, tokens).around
    return tokens[1].low in FIRST_NAMES or around.count(rest) > around.count(whole)


def _is_large(text: str, token: Token) -> bool:
    return text[token.start : token.end].isupper()


def _is_acronym_beside(tokens: Sequence[Token], text: str, words: Words) -> bool:
    """Tell if a place and an acronym stand side by side, two names: `Chicago NAPM`."""
    if len(tokens) != 2:
        return False
    place, short = tokens
    written = text[short.start : short.end]
    return (
        place.low in words.places
        and place.low not in _NO_CITY
        and len(written) > 1
        and written.isupper()
        and written.isalpha()
        and short.low not in _BEHIND_PLACE
        and not text[place.start : place.end].isupper()
    )


def _is_country_only(tokens: Sequence[Token], text: str, words: Words) -> bool:
    """Tell if what stands behind a place is no part of it: `U.S. Exports rose`, `Rome Olympics`."""
    country, word = tokens
    low = word.low
    if country.low in words.places and low in _GAMES:
        return True
    if "." not in country.low or country.low not in words.places:
        return False
    if low in ORGANISATION_HEADS or low in _OFFICES or low in EVENTS:
        return False
    return low in COMMON or low in _CUT or f" {low} " in Phrase(text, tokens).around
