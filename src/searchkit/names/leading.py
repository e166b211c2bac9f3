"""What stands before a name in capitals and is no part of it: a nationality, a first word."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.names.capitals import Token
from searchkit.names.continuing import is_known
from searchkit.names.cyrillic import is_first_name, stem
from searchkit.names.given_names import FIRST_NAMES
from searchkit.names.kinds import COMPASS, Phrase, is_initial, is_organisation
from searchkit.names.lexicon import COMMON, DEMONYMS, ORGANISATIONS, ROLE_PARTS
from searchkit.names.particles import PARTICLES
from searchkit.names.words import GENERIC, Words, is_title, is_trade
from searchkit.quotes.names import TRADE


def without_leading(
    text: str, tokens: list[Token], words: Words, *, first: bool
) -> tuple[list[Token], bool]:
    """A name without the nationality before it, and without what only begins the sentence.

    Beside it is True if it can be that its only word begins the sentence.
    """
    if "_".join(token.low for token in tokens) in ORGANISATIONS:
        return tokens, first
    if first and len(tokens) > 1:
        tokens, first = _without_first(text, tokens, words)
    lead = 0
    while lead < len(tokens) and tokens[lead].low in DEMONYMS:
        lead += 1
    rest = tokens[lead:]
    if not rest:
        return [], first
    is_place = "_".join(token.low for token in tokens) in words.places
    if lead and not is_place and (_begins_person(rest) or _is_plain(text, tokens, rest, words)):
        tokens, first = rest, False
    while len(tokens) > 1 and _ends_with_people(tokens, words):
        tokens = tokens[:-1]
    if compatriot := _compatriot(tokens):
        return compatriot, False
    if not first or len(tokens) < 2 or _begins_person(tokens):
        return tokens, first
    if _is_before_person(tokens, words):
        return tokens[1:], False
    return _without_opening(text, tokens, words)


def _without_first(text: str, tokens: list[Token], words: Words) -> tuple[list[Token], bool]:
    """Words without the first one if that begins a question, or is a noun in Cyrillic."""
    if tokens[0].low == "will" and is_known(tokens[1:], words):
        # `Will China pay?`
        return tokens[1:], False
    return _without_noun(text, tokens, words) if words.is_cyrillic else (tokens, True)


def without_church(tokens: list[Token]) -> list[Token]:
    """Words without the `Roman Catholic` before a person; Roman is a first name too."""
    is_church = len(tokens) > 2 and tokens[0].low == "roman" and tokens[1].low == "catholic"
    if is_church and (is_title(tokens[2].low) or tokens[2].low in FIRST_NAMES):
        return tokens[2:]
    return tokens


_OF_COUNTRIES = frozenset("congress knesset parliament politburo senate".split())


def _compatriot(tokens: list[Token]) -> list[Token]:
    """The person behind a nationality inside words; empty where there is none."""
    for number in range(1, len(tokens) - 1):
        if tokens[number - 1].low in DEMONYMS and tokens[number].low in FIRST_NAMES:
            return tokens[number:]
    return []


def _without_noun(text: str, tokens: list[Token], words: Words) -> tuple[list[Token], bool]:
    """Words in Cyrillic without the noun that begins the sentence: `Правительство Китая`."""
    noun, name = tokens[0].low, tokens[1].low
    if is_first_name(noun) or words.is_place(noun):
        return tokens, True
    is_name = is_first_name(name) or words.is_place(name)
    around = Phrase(text, tokens).around
    is_noun = is_name or f" {stem(noun)}" in around
    return (tokens[1:], False) if is_noun else (tokens, True)


def is_role_part(low: str, words: Words) -> bool:
    """Tell if a word before a name can be part of what somebody is."""
    # The country, before a title in capitals.
    if low == "us":
        return False
    return (
        low in ROLE_PARTS or low in DEMONYMS or low in words.stop or is_title(low) or is_trade(low)
    )


def office_before(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """What a title is of, behind a small word, and who has it: `del Consiglio Peter Lund`."""
    at = 2
    while at < len(tokens) and tokens[at].low not in FIRST_NAMES:
        at += 1
    return tokens[1:at], tokens[at:]


def _begins_person(tokens: Sequence[Token]) -> bool:
    return tokens[0].low in FIRST_NAMES or is_initial(tokens[0].low)


def _is_plain(text: str, tokens: Sequence[Token], rest: Sequence[Token], words: Words) -> bool:
    """Tell if words are a name of their own without the nationality before them."""
    if "_".join(token.low for token in rest) in words.places:
        # `Eastern Mediterranean`.
        return tokens[-len(rest) - 1].low not in COMPASS
    if is_organisation(rest) or not GENERIC.isdisjoint([token.low for token in rest]):
        return False
    if len(rest) > 1:
        return True
    # `American Johnson`, who is Johnson elsewhere.
    if rest[0].low in _OF_COUNTRIES:
        return False
    name = text[rest[0].start : rest[0].end]
    whole = text[tokens[0].start : rest[0].end]
    if name.isupper() or text.count(name) > text.count(whole):
        return True
    # `Afghan Taliban`, but `Swedish Parliament`.
    return is_known(rest, words)


def _ends_with_people(tokens: Sequence[Token], words: Words) -> bool:
    """Tell if a nationality ends words; `Cleveland Indians` is the name of a team."""
    low = tokens[-1].low
    is_team = low.endswith("s") and tokens[-2].low in words.places
    return low in DEMONYMS and tokens[0].low not in FIRST_NAMES and not is_team


# How words end that say of what sort somebody is: `Controversial Peter Lund`.
_ADJECTIVE = (
    "ing",
    "ed",
    "ial",
    "ous",
    "ful",
    "ive",
    "ish",
    "ant",
    "ent",
    "less",
    "able",
    "year-old",
)
_RANKS = frozenset("born ex top double fellow longtime class mid".split())


def _says_who(low: str, words: Words) -> bool:
    """Tell if the first word of a sentence, before a whole name, can say who that is."""
    return (
        low in COMMON
        or low in _RANKS
        or is_role_part(low, words)
        or low.endswith(_ADJECTIVE)
        or ("-" in low and _is_rank(low.partition("-")[0], words))
        or TRADE.fullmatch(low) is not None
    )


# What begins the name of a place or a family, before a first name.
_SAINTS = frozenset("san santa santo são sainte saint sankt sint st ste don real villa".split())


def _is_before_person(tokens: Sequence[Token], words: Words) -> bool:
    """Tell if the first word of a sentence says who is named: `Poeten Peter Lund`.

    In English, the first word of a name can look like one that only begins the sentence.
    """
    low = tokens[0].low
    if low.endswith("-year-old"):
        return True
    if len(tokens) < 3 or tokens[1].low not in FIRST_NAMES:
        return False
    if words.code == "en":
        return _says_who(low, words)
    return low not in _SAINTS and "-" not in low and tokens[-1].low not in PARTICLES


def _is_rank(low: str, words: Words) -> bool:
    return low in words.stop or low in _RANKS


def _without_opening(text: str, tokens: list[Token], words: Words) -> tuple[list[Token], bool]:
    """Words that begin a sentence, without a first one that is no part of the name."""
    known = {"_".join(token.low for token in tokens[:count]) for count in (2, 3)}
    low = tokens[0].low
    is_part = low in COMPASS and tokens[1].low not in DEMONYMS
    if low.endswith(("ing", "ed")) and is_known(tokens[1:], words):
        return tokens[1:], False
    if known.isdisjoint(words.places) and not is_organisation(tokens) and not is_part:
        phrase = Phrase(text, tokens)
        around = phrase.around
        if around.count(phrase.written) > 1:
            return tokens, True
        if low in COMMON or f" {low} " in around or f" {low}," in around or f" {low}." in around:
            return tokens[1:], False
    return tokens, True
