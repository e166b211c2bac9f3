"""The kind of a name, by its words and what stands beside it; none without evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from searchkit import quick_re as re
from searchkit.names.capitals import Token
from searchkit.names.cyrillic import is_first_name, is_of_noun, is_patronymic
from searchkit.names.given_names import FIRST_NAMES
from searchkit.names.lexicon import (
    BUILT,
    COMPANY_FORMS,
    OF_HEADS,
    ORGANISATION_HEADS,
    ORGANISATIONS,
    PLACE_FIRST,
    PLACE_HEADS,
    SPEECH,
)
from searchkit.names.name import Kind, Rule
from searchkit.names.particles import SUFFIXES
from searchkit.names.words import DOTTED_STATES, GENERIC, TITLE, Words
from searchkit.quotes.names import NO_TRADE, ROLES, TRADE

_SPEECH = "|".join(sorted(SPEECH))
_SAID_AFTER = re.compile(rf" (?:{_SPEECH})\b")
_SAID_BEFORE = re.compile(rf"\b(?:{_SPEECH}) \Z")
_WHO_AFTER = re.compile(r", \d{1,2}[,.;)]| \(\d\d\)|, who\b")
_BEING_AFTER = re.compile(r", (?:an?|the) ([^,.;:()\n]{3,60})")
_ENDS_BEING = frozenset("of for in at on to from with who which that by and".split())
# Languages whose words change with their case, so that a role is often of what stands behind it.
_WITH_CASES = frozenset("ru uk be bg sr mk kk ky tg pl".split())
#: Letters of an acronym.
MAX_ACRONYM = 6
#: Words of what somebody is, after the name.
MAX_BEING = 5
_NO_BEING = frozenset("leader head member winner host resident official company".split())
COMPASS = frozenset("northern southern eastern western central north south east west".split())
#: Words like those for what somebody is that are said of companies, ships, sectors.
_NO_PERSON = frozenset(
    """
    automaker bomber border brewer broker builder cancer carmaker carrier chapter charter client
    computer contractor corridor cruiser dealer developer distributor drugmaker exporter factor
    ferry-operator fighter freighter grocer helicopter holder importer insurer issuer jetliner
    leader-maker lender liner lower maker manager manufacturer member minor motor newspaper operator
    owner partner printer prior processor producer provider publisher quarter reactor refiner
    retailer river sector seller senior shareholder shipper sponsor steamer steelmaker subsidiary
    super superior supplier tanker tower tractor trader underwriter utility vendor water winter
    """.split()
)
# `z. ` in `z. B. Öl`.
_ABBREVIATED = re.compile(r"\b[^\W\d_A-Z]\. ?\Z")
_WORD_BEFORE = re.compile(r"(?<![\w’'-])([\w’'-]++) \Z")
_ACRONYM = re.compile(r" \(([^\W\d_]{2,8})\)")
#: Characters on each side of a name in which other mentions are looked for.
MAX_AROUND = 4_000
#: Characters before a name in which its role is looked for.
MAX_BEFORE = 25
#: Heads after which a name with `of` is that of a place, or of nothing that is told.
_PLACE_OF = frozenset(
    "commonwealth gulf bay cape isle isles republic city kingdom sea strait straits state".split()
)
_NOTHING_OF = frozenset("states house palace tower republics school cabinet treaty battle".split())
_CALLED_AFTER = frozenset(
    "act award awards caucus cup lecture list medal prize show trophy".split()
)
# What nobody is called, and what hardly anybody is whose first name and another one stand before.
_STREETS = frozenset("airport avenue boulevard bridge gardens street".split())
_NO_SURNAMES = frozenset(
    "bay beach canyon county district falls island islands peninsula province region valley".split()
)
# What looks like initials and is a country.
_COUNTRIES = frozenset("u.s. u.k. u.n. u.s.s.r. u.s.a. u.a.e. e.u.".split())
# What looks so and is a club.
_CLUBS = frozenset("f.c. a.s. a.c. s.c. s.s. c.f. a.f.c.".split())
_FORMS = COMPANY_FORMS | {"&"}
_UNTOLD = frozenset("of the for and &".split())


class Evidence(NamedTuple):
    """A kind, and the `[start, end)` of the text that tells it."""

    kind: Kind
    rule: Rule
    start: int
    end: int


class Phrase:
    """Words in capitals that may be a name; `of` is how many stand before an `of` in it."""

    __slots__ = ("end", "key", "lows", "of", "start", "text", "tokens", "written")

    def __init__(self, text: str, tokens: Sequence[Token], of: int = 0) -> None:
        self.text = text
        self.tokens = tokens
        self.of = of
        self.start, self.end = tokens[0].start, tokens[-1].end
        self.lows = [token.low for token in tokens]
        self.key = self.lows[0] if len(tokens) == 1 else "_".join(self.lows)
        # The words as the text has them.
        self.written = text[self.start : self.end]

    @property
    def around(self) -> str:
        """The text before and after the words, as far as it is looked at for each name."""
        return self.text[max(0, self.start - MAX_AROUND) : self.end + MAX_AROUND]


def is_initial(low: str) -> bool:
    """Tell if a word in small letters is an initial, such as `v.` or `j.r.`."""
    return len(low) >= 2 and low[1] == "." and low not in _COUNTRIES and low not in _CLUBS


def is_organisation(tokens: Sequence[Token]) -> bool:
    """Tell if a name ends, or is formed, as those of organisations are."""
    return len(tokens) > 1 and (
        tokens[-1].low in ORGANISATION_HEADS
        or not COMPANY_FORMS.isdisjoint([token.low for token in tokens[1:]])
    )


def kind_of(phrase: Phrase, words: Words) -> Evidence:
    """The kind of a name with its evidence; `other` if nothing tells."""
    start, end = phrase.start, phrase.end
    if words.is_place(phrase.key):
        return Evidence("place", "known", start, end)
    if phrase.key in ORGANISATIONS:
        return Evidence("organisation", "known", start, end)
    found = None
    if len(phrase.tokens) > 1:
        found = (
            _by_form(phrase, words) or _by_person(phrase, words) or _by_neighbours(phrase, words)
        )
    return found or _by_place(phrase, words) or Evidence("other", "unknown", start, end)


def _by_form(phrase: Phrase, words: Words) -> Evidence | None:
    """The kind by the words of a name: those of companies, institutions, mountains and rivers."""
    tokens, start, end = phrase.tokens, phrase.start, phrase.end
    last = tokens[-1].low
    if not _FORMS.isdisjoint(phrase.lows[1:]) or tokens[0].low in _CLUBS:
        return Evidence("organisation", "form", start, end)
    if phrase.of:
        head = tokens[phrase.of - 1].low
        if head not in OF_HEADS:
            return _by_acronym(phrase)
        if head in _NOTHING_OF:
            return None
        kind: Kind = "place" if head in _PLACE_OF else "organisation"
        return Evidence(kind, "head", start, end)
    if last in ORGANISATION_HEADS:
        return Evidence("organisation", "head", start, end)
    is_place = last in PLACE_HEADS and (
        tokens[0].low not in FIRST_NAMES
        or last in _STREETS
        or (len(tokens) > 2 and last in _NO_SURNAMES)
    )
    if last == "district" and tokens[0].low in ("us", "u.s."):
        return None
    if is_place and len(tokens) == 2 and last not in BUILT and _stands_alone(phrase):
        is_place = False
    if tokens[0].low in PLACE_FIRST or is_place or (last in BUILT and len(tokens) > 2):
        return Evidence("place", "head", start, end)
    is_part = is_initial(tokens[0].low) or tokens[0].low in COMPASS
    if len(tokens) == 2 and is_part and last in words.places:
        return Evidence("place", "known", start, end)
    return _by_acronym(phrase)


def _by_acronym(phrase: Phrase) -> Evidence | None:
    text, end = phrase.text, phrase.end
    if text.startswith(" (", end) and (match := _ACRONYM.match(text, end)):
        letters = "".join(token.low[0] for token in phrase.tokens if token.low not in _UNTOLD)
        if match[1].lower() == letters:
            return Evidence("organisation", "acronym", phrase.start, match.end())
    return None


def _by_person(phrase: Phrase, words: Words) -> Evidence | None:
    """A person by initials, a suffix or a first name."""
    tokens, start, end = phrase.tokens, phrase.start, phrase.end
    if _is_after_person(phrase):
        return None
    has_suffix = tokens[-1].low in SUFFIXES and "war" not in phrase.lows
    has_initial = "." in phrase.key and any(map(is_initial, phrase.lows[:-1]))
    if (has_suffix or has_initial) and (words.code == "en" or _is_plain(phrase, words)):
        return Evidence("person", "initial", start, end)
    low = tokens[0].low
    if _is_acronym(phrase):
        return None
    if not phrase.of and (low in FIRST_NAMES or (words.is_cyrillic and _begins_with_name(phrase))):
        return Evidence("person", "first name", start, end)
    return None


def _is_after_person(phrase: Phrase) -> bool:
    """Tell if something is called after a person: `Susan B. Anthony List`, `Peter Hale Award`."""
    return len(phrase.lows) > 2 and phrase.lows[-1] in _CALLED_AFTER


def _is_plain(phrase: Phrase, words: Words) -> bool:
    """Tell if an initial or a number behind a name is that of a person.

    Not as in `z. B. Öl`, `Basel III`, `Serie A. Ellery` and `Washington D.C. Reuters`.
    """
    text, low = phrase.text, phrase.lows[0]
    if not words.stop.isdisjoint(phrase.lows) or not DOTTED_STATES.isdisjoint(phrase.lows):
        return False
    if is_initial(low):
        return not _ABBREVIATED.search(text, max(0, phrase.start - MAX_BEFORE), phrase.start)
    # `Zeb Q. Hale`
    is_whole = len(phrase.lows) == 3 and is_initial(phrase.lows[1])
    return is_whole or low in FIRST_NAMES or (words.is_cyrillic and is_first_name(low))


def _begins_with_name(phrase: Phrase) -> bool:
    """Tell if words in Cyrillic begin with a first name, or have it before that of the father."""
    lows = phrase.lows
    return is_first_name(lows[0]) or (len(lows) == 3 and is_patronymic(lows[2]))


def _is_acronym(phrase: Phrase) -> bool:
    """Tell if the first word is large and the others are not: `EVA Air` is nobody called Eva."""
    first, second = phrase.tokens[:2]
    text = phrase.text
    return (
        first.end - first.start > 2
        and text[first.start : first.end].isupper()
        and not text[second.start : second.end].isupper()
    )


def _by_neighbours(phrase: Phrase, words: Words) -> Evidence | None:
    """A person by an age, a role in small letters, or a verb of speech beside the name."""
    text, start, end = phrase.text, phrase.start, phrase.end
    is_nobody = words.code in _WITH_CASES and _is_nobody(phrase, words)
    if phrase.of or is_nobody or not GENERIC.isdisjoint(phrase.lows):
        return None
    has_comma = text.startswith(", ", end)
    is_set_off = (has_comma and not _is_team(phrase, words)) or text.startswith(" (", end)
    if is_set_off and (match := _WHO_AFTER.match(text, end)):
        return Evidence("person", "age", start, match.end())
    if has_comma and len(phrase.tokens) < 4 and (match := _BEING_AFTER.match(text, end)):
        for word in takewhile(lambda word: word not in _ENDS_BEING, match[1].split()[:MAX_BEING]):
            role = word.rsplit("-", 1)[-1]
            if (role in ROLES or role in TITLE) and role not in _NO_BEING:
                return Evidence("person", "role", start, match.end())
    before = text[max(0, start - MAX_BEFORE) : start]
    word = _WORD_BEFORE.search(before)
    if word and _is_role(word[1], words):
        return Evidence("person", "role", start - len(word[0]), end)
    if (
        len(phrase.tokens) > 3
        or not _has_surname(phrase, words)
        or before.endswith(("the ", "The "))
    ):
        return None
    if match := _SAID_AFTER.match(text, end):
        return Evidence("person", "said", start, match.end())
    if match := _SAID_BEFORE.search(before):
        return Evidence("person", "said", start - len(match[0]), end)
    return None


@lru_cache(1 << 14)
def _is_trade(head: str) -> bool:
    return TRADE.fullmatch(head) is not None


def _is_role(word: str, words: Words) -> bool:
    if not word.islower():
        return False
    head = word.rsplit("-", 1)[-1]
    if head in ROLES or word in TITLE:
        return word not in _NO_PERSON
    if words.code != "en":
        from searchkit.quotes.languages import is_role

        return is_role(word, words.code)
    if head in _NO_PERSON:
        return False
    return _is_trade(head) and word not in NO_TRADE and word not in words.stop


def _is_nobody(phrase: Phrase, words: Words) -> bool:
    """Tell if words in Cyrillic are no person's: with an acronym or a place, or `Южной Кореи`."""
    lows = phrase.lows
    written = (phrase.text[token.start : token.end] for token in phrase.tokens)
    if any(1 < len(word) <= MAX_ACRONYM and word.isupper() for word in written):
        return True
    if is_first_name(lows[0]) or lows[0] in FIRST_NAMES:
        return False
    return is_of_noun(lows[0]) or is_of_noun(lows[-1]) or words.is_place(lows[-1])


def _is_team(phrase: Phrase, words: Words) -> bool:
    """Tell if a place is in a name, as in `Ellery Broncos, who won`."""
    return not words.places.isdisjoint(phrase.lows) and phrase.lows[0] not in FIRST_NAMES


def _has_surname(phrase: Phrase, words: Words) -> bool:
    """Tell if the last word of a name is a surname: not that of `Free Ellery`, which is a place."""
    lows = phrase.lows
    return _stands_alone(phrase) and (lows[-1] not in words.places or lows[0] in FIRST_NAMES)


def _stands_alone(phrase: Phrase) -> bool:
    """Tell if the last word of a name also stands without the others, as surnames do."""
    last = phrase.tokens[-1]
    surname = phrase.text[last.start : last.end]
    around = phrase.around
    return not surname.isupper() and around.count(surname) > around.count(phrase.written)


def _by_place(phrase: Phrase, words: Words) -> Evidence | None:
    """A place by the `in` before it."""
    text, start, end = phrase.text, phrase.start, phrase.end
    if len(phrase.tokens) > 2 or len(phrase.key) < 4 or text[max(0, start - 3) : start] not in _IN:
        return None
    # `ein Problem`, `within Ellery`: not the word `in`.
    if start > 3 and text[start - 4].isalnum():
        return None
    if phrase.written.isupper() or text[end : end + 2] in {"'s", "’s"}:
        return None
    if not GENERIC.isdisjoint(phrase.lows):
        return None
    if _STAKE.search(text, max(0, start - MAX_BEFORE), start):
        return None
    # `in Flammen`: where all nouns are written large, only a part of a known place is one.
    if words.needs_evidence and not words.is_place(phrase.key.partition("-")[0]):
        return None
    return Evidence("place", "in", start - 3, end)


_IN = frozenset(("in ", "In "))
# `a stake in Ellery`: a company.
_STAKE = re.compile(
    r"\b(?:stakes?|interests?|shares?|stock|holdings?|invest(?:ed|ing|ments?)?|confidence|positions?"
    r"|believes?|trust|control|disappoint(?:ed|ment)) in \Z"
)
