"""Small words that a name goes on over: `Bank of England`, `Food and Drug Administration`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from searchkit import quick_re as re
from searchkit.names.capitals import Token
from searchkit.names.given_names import FIRST_NAMES
from searchkit.names.lexicon import (
    COMMON,
    COMPANY_FORMS,
    OF_HEADS,
    ON_HEADS,
    ORGANISATION_HEADS,
    ORGANISATIONS,
    SUBJECTS,
)
from searchkit.names.words import (
    BRANDS,
    FOR_HEADS,
    LISTED_FORMS,
    PLURALS,
    PORTFOLIOS,
    TITLE,
    WITH_PORTFOLIO,
    Words,
)

# `Farmers' Union`, `Children's Hospital`, `Moody's Investors Service`.
_OF_THEM = frozenset(("' ", "’ ", "'s ", "’s "))
_THEIRS = ORGANISATION_HEADS | OF_HEADS | COMPANY_FORMS
_FIRM = re.compile(r" and (Co|Company)\b\.?(?! [A-Z])")
_HEAD = re.compile(r"['’]s? ([A-Z][a-z]+)\b")
#: Characters between two runs that can be one name.
MAX_GAP = 9
# Words before a run in which the head that it belongs to is looked for.
_MAX_BEFORE = 20

_OF = frozenset((" of ", " of the "))
_FOR = frozenset((" for ", " for the "))
_PORTFOLIO_GAPS = frozenset((" of ", " of the ", " for ", " for the "))
# What begins the name of an office: `Assistant Secretary for Near East Affairs`.
_AREAS = frozenset(("near", "far", "inter-american"))
#: Heads that two subjects can follow: `Ministry of Trade and Industry`.
_OF_TWO = frozenset(
    """
    agreement bureau center centre committee council department institute minister ministers
    ministry office organisation organization secretary
    """.split()
)
#: Last words of a name that begins with two subjects: `Food and Drug Administration`.
_AFTER_TWO = frozenset(
    """
    administration agency authority board bureau co commission committee community company corp
    association council department exchange inc institute limited ltd ministry office party service
    services society
    """.split()
)
# `Hale Equity (Pacific) Ltd`.
_FORM_GAPS = frozenset((", ", " (", ") "))
_FORM_BEHIND = (") Ltd", ") Inc", ") Plc", ") PLC", ") Corp", ") LLC")
# `Hale and Lind Corp said it`: one company.
_IS_ONE = (" said it ", " said its ", " says it ")
# Last words of companies, of which two can stand side by side.
_FORMED = frozenset("co company corp inc limited ltd plc bv ag sa".split())
# `Standard and Poor's`.
_FAMOUS = frozenset(
    """
    black_decker dun_bradstreet ernst_young fruit_vegetable johnson_johnson marks_spencer
    procter_gamble s_p simon_schuster smith_wesson standard_poor
    """.split()
)
#: Universities of a state in several cities.
_SYSTEMS = frozenset(
    "california illinois maryland massachusetts missouri nebraska texas wisconsin".split()
)
#: What a company does whose name ends with its place: `Trust Co of New York`.
_OF_PLACE = frozenset(
    """
    bank electric financial gas insurance national oil power savings steel telephone trust water
    """.split()
)
_FORMS_AFTER = frozenset("co company sons brothers bros associates partners".split())
#: Words of `and Co Inc`.
MAX_FORMS = 2
_NO_SUBJECTS = COMMON - PORTFOLIOS - SUBJECTS
#: Titles that are of somebody, not of an office: `League of Prime Minister X`.
_OF_SOMEBODY = frozenset(
    "prime president general king queen sheikh emperor mr mrs ms dr sir premier chairman".split()
)


def goes_on(
    text: str, group: Sequence[Sequence[Token]], tokens: Sequence[Token], words: Words
) -> bool:
    """Tell if words in capitals go on a name, whose last words are those of the `group` so far."""
    before = group[-1]
    begin, end = before[-1].end, tokens[0].start
    if end - begin > MAX_GAP:
        return False
    gap = text[begin:end]
    head = before[-1].low
    if head in WITH_PORTFOLIO and gap in _PORTFOLIO_GAPS:
        return tokens[0].low not in words.stop or tokens[0].low in _AREAS
    if tokens[0].low in words.stop:
        return False
    tokens = without_day(tokens, words)
    if gap in _OF:
        # `League for the Defence of Human Rights`.
        is_for = len(group) > 1 and group[0][-1].low in FOR_HEADS
        is_for = is_for and text.endswith(" for the ", 0, before[0].start)
        return is_for or _belongs(before, tokens, words)
    if gap == " and ":
        if is_known(tokens, words):
            return _is_pair(before, tokens, words.places)
        return _is_second_subject(text, before, tokens) or _is_pair(before, tokens, words.places)
    if gap in _OF_THEM:
        return tokens[-1].low in _THEIRS and (head in PLURALS or (head in BRANDS and "s" in gap))
    if gap in _FORM_GAPS:
        is_form = tokens[0].low in LISTED_FORMS
        if gap == " (":
            return text.startswith(_FORM_BEHIND, tokens[-1].end)
        return is_form or (gap == ", " and _is_of_system(group, tokens, words.places))
    return _is_for(gap, group, tokens, words.places)


def _belongs(before: Sequence[Token], tokens: Sequence[Token], words: Words) -> bool:
    """Tell if words are what a head is `of`: `Bank of England`, `Aluminum Co of America`."""
    head = before[-1].low
    if head in COMPANY_FORMS:
        is_of_place = len(before) > 1 and before[-2].low in _OF_PLACE and is_known(tokens, words)
        return is_of_place or tokens[0].low == "america" or tokens[-1].low in COMPANY_FORMS
    return head in OF_HEADS and head not in TITLE and not _is_somebody(tokens)


def _is_for(
    gap: str,
    group: Sequence[Sequence[Token]],
    tokens: Sequence[Token],
    places: Collection[str],
) -> bool:
    """Tell if words are what a head is `for`, `on` or `in`."""
    before = group[-1]
    head = before[-1].low
    if gap in _FOR:
        return head in FOR_HEADS or (head == "court" and gap != " for ")
    if gap == " on ":
        return head in ON_HEADS and tokens[0].low not in places and len(before) == 1
    is_in = gap == " in " and len(group) > 1 and len(tokens) == 1
    return is_in and group[0][-1].low in FOR_HEADS


def _is_somebody(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 1 and tokens[0].low.rstrip(".") in _OF_SOMEBODY


def _is_second_subject(text: str, before: Sequence[Token], tokens: Sequence[Token]) -> bool:
    """Tell if words are the second of two things that a ministry or a commission is for."""
    first = before[-1].low
    earlier = text[max(0, before[0].start - _MAX_BEFORE) : before[0].start].split()
    is_short = len(before) <= 2 and before[0].low not in FIRST_NAMES
    is_of = is_short and len(earlier) > 1 and earlier[-1] in ("of", "for", "on")
    if is_of and earlier[-2].lower() in _OF_TWO and first not in _NO_SUBJECTS:
        return True
    second, last = tokens[0].low, tokens[-1].low.rstrip(".")
    if second.rstrip(".") in _FORMS_AFTER and len(tokens) <= MAX_FORMS:
        return True
    if last in _FORMED and len(before) == 1 and text.startswith(_IS_ONE, tokens[-1].end):
        return len(tokens) == 2
    if first not in SUBJECTS and first not in PORTFOLIOS:
        return False
    are_two = second in SUBJECTS or second in PORTFOLIOS
    if last in _FORMED:
        return are_two and len(tokens) > 1
    return (len(tokens) > 1 and last in _AFTER_TWO) or (are_two and len(before) > 1)


def _is_of_system(
    group: Sequence[Sequence[Token]], tokens: Sequence[Token], places: Collection[str]
) -> bool:
    """Tell if a city is part of the name of a university: `University of California, Davis`."""
    if len(group) != 2 or group[0][-1].low != "university" or group[1][-1].low not in _SYSTEMS:
        return False
    return len(tokens) == 1 or "_".join(token.low for token in tokens) in places


def _is_pair(before: Sequence[Token], tokens: Sequence[Token], places: Collection[str]) -> bool:
    """Tell if two words are one country, as `Trinidad and Tobago`."""
    pair = f"{before[-1].low}_{tokens[0].low}"
    return len(tokens) == 1 and (pair in places or pair in _FAMOUS)


def with_head(text: str, group: list[list[Token]], words: Words) -> list[list[Token]]:
    """The words of a name with its head behind them, which is no name alone: `Farmers' Party`."""
    end = group[-1][-1].end
    match = _HEAD.match(text, end) or _FIRM.match(text, end)
    if match is None or (low := match[1].lower()) not in words.alone or low not in _THEIRS:
        return group
    return [*group, [Token(match.start(1), match.end(1), low)]]


def without_day(tokens: Sequence[Token], words: Words) -> Sequence[Token]:
    """Words without the day behind them: `the Trade Commission Monday approved it`."""
    last = len(tokens)
    while last > 1 and tokens[last - 1].low in words.stop:
        last -= 1
    return tokens[:last]


def is_known(tokens: Sequence[Token], words: Words) -> bool:
    """Tell if words are a place or an organisation that everybody knows."""
    key = "_".join(token.low for token in tokens)
    return key in words.places or key in ORGANISATIONS
