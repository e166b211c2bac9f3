"""The mentions of one article that are one name: a surname or an acronym for a whole name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from searchkit.names.aliases import ALIASES
from searchkit.names.cyrillic import case_key, is_in_cyrillic, without_case
from searchkit.names.kinds import Evidence
from searchkit.names.name import Name
from searchkit.names.spelling import are_compatible, are_near, are_of_one_age, parts
from searchkit.names.words import NO_NAME
from searchkit.quotes.cases import is_subject
from searchkit.quotes.first_names import KNOWN

#: Names that are told of one text, the first ones.
MAX_NAMES = 300
#: People with surnames that begin alike, of whom none is taken for another if there are more.
MAX_ALIKE = 60

#: What tells most of a kind, first.
_STRENGTH = (
    "title", "role", "form", "acronym", "head", "known", "age", "initial", "first name", "said",
    "in", "model", "unknown",
)  # fmt: skip
_RANK = {rule: number for number, rule in enumerate(_STRENGTH)}


# The first letters of names that everybody calls by two names.
_INITIALS = frozenset(alias[0].upper() for alias in ALIASES)
_SPANS = attrgetter("spans")


class Found(NamedTuple):
    """A mention at `[start, end)`, before it is joined with others."""

    start: int
    end: int
    text: str
    evidence: Evidence


class _Spelling:
    """One way in which a text writes a name, with its mentions and the best evidence of them."""

    __slots__ = ("evidence", "mentions", "rank", "text", "words")

    def __init__(self, text: str, first: Found) -> None:
        self.text = text
        # A surname with a particle before it is one word.
        self.words = text.count(" ") + 1 if not text[0].islower() else len(parts(text))
        self.mentions = [first]
        self.evidence = first.evidence
        self.rank = _RANK[first.evidence.rule]

    def add(self, mention: Found) -> None:
        """Add a mention, which comes after the others in the text."""
        self.mentions.append(mention)
        rank = _RANK[mention.evidence.rule]
        if rank < self.rank:
            self.evidence, self.rank = mention.evidence, rank


def joined(
    text: str, found: list[Found], suspects: Sequence[Found], places: Collection[str]
) -> list[Name]:
    """The names of a text from its mentions; a suspect counts if its word is a name elsewhere."""
    if suspects:
        inside = {mention.text for mention in found}
        whole = [mention for mention in found if " " in mention.text]
        inside.update(mention.text.rsplit(" ", 1)[-1] for mention in whole)
        # `Ellery said`, of the Ellery Tin Company.
        inside.update(
            mention.text.split(" ", 1)[0]
            for mention in whole
            if mention.evidence.kind in ("organisation", "place")
        )
        # `Hale said`, of Peter Hale Ltd.
        inside.update(
            word
            for mention in whole
            if mention.evidence.rule == "form"
            for word in mention.text.split(" ")
            if word.lower() not in NO_NAME
        )
        found = sorted([*found, *(one for one in suspects if one.text in inside)])
    spellings: dict[str, _Spelling] = {}
    by_text: dict[str, _Spelling] = {}
    for mention in found:
        spelling = by_text.get(mention.text)
        if spelling is None:
            written = mention.text.replace("\u00a0", " ")
            spelling = spellings.get(written.casefold())
            if spelling is None:
                spelling = _Spelling(written, mention)
                by_text[mention.text] = spellings[written.casefold()] = spelling
                continue
            by_text[mention.text] = spelling
        spelling.add(mention)
    written_so = list(spellings.values())
    groups = _people(written_so, places)
    if any(spelling.evidence.rule == "acronym" for spelling in written_so):
        groups = _acronyms(text, groups)
    groups = _with_aliases(groups)
    return sorted(map(_name, groups), key=_SPANS)[:MAX_NAMES]


def _people(spellings: Sequence[_Spelling], places: Collection[str]) -> list[list[_Spelling]]:
    """Groups of spellings, with those of one person in one group."""
    whole = [one for one in spellings if one.words > 1]
    if not whole:
        return [[one] for one in spellings]
    people = _of_cases(_whole_names([one for one in whole if one.evidence.kind == "person"]))
    surnames = _by_surname(people)
    others: list[list[_Spelling]] = []
    for one in whole:
        if one.evidence.kind == "person":
            continue
        alike = _alike(one, surnames) if one.evidence.kind == "other" else ()
        if len(alike) == 1:
            alike[0].append(one)
        else:
            others.append([one])
    # A name of no known kind may be that of another person with this surname.
    may_be = _by_surname([group for group in others if group[0].evidence.kind == "other"])
    for surname, groups in may_be.items():
        surnames[surname] += groups
    for one in spellings:
        if one.words > 1:
            continue
        bearer = _bearer(one, surnames, places) if surnames else None
        if bearer is None:
            others.append([one])
        else:
            bearer.append(one)
    return [*people, *others]


def _by_surname(
    groups: Iterable[list[_Spelling]],
) -> defaultdict[str, list[list[_Spelling]]]:
    surnames: defaultdict[str, list[list[_Spelling]]] = defaultdict(list)
    for group in groups:
        if len(group) == 1:
            if words := parts(group[0].text):
                surnames[words[-1]].append(group)
            continue
        for surname in {words[-1] for one in group if (words := parts(one.text))}:
            surnames[surname].append(group)
    for surname, groups_so in list(surnames.items()):
        if is_in_cyrillic(surname):
            # The surname alone stands in other cases.
            beside = surnames[_in_any_case(surname)]
            beside += [group for group in groups_so if group not in beside]
    return surnames


def _in_any_case(surname: str) -> str:
    return f"-{without_case(surname)}"


def _alike(
    one: _Spelling, surnames: Mapping[str, list[list[_Spelling]]]
) -> Sequence[list[_Spelling]]:
    """The people whose name a spelling can be that nothing tells a kind of."""
    *names, surname = parts(one.text) or ("",)
    near = surnames.get(surname, ())[:MAX_ALIKE]
    return [group for group in near if _is_alike(tuple(names), surname, group)]


def _bearer(
    one: _Spelling, surnames: Mapping[str, list[list[_Spelling]]], places: Collection[str]
) -> list[_Spelling] | None:
    """The one person whose surname a word is; None if it may be something else."""
    is_titled = one.evidence.rule == "title"
    if not is_titled and one.text.lower() in places:
        return None
    if one.evidence.kind == "organisation" or one.text.isupper():
        return None
    words = parts(one.text)
    if not words:
        return None
    bearers = (
        surnames.get(words[-1])
        or surnames.get(_in_any_case(words[-1]))
        or (_near(words[-1], surnames) if is_titled else ())
    )
    if len(bearers) != 1:
        return None
    is_person = bearers[0][0].evidence.kind == "person"
    return bearers[0] if is_titled or is_person else None


def _near(surname: str, surnames: Mapping[str, list[list[_Spelling]]]) -> Sequence[list[_Spelling]]:
    """Those whose surname is one letter apart, as a title before it forgives."""
    alike = [other for other in surnames if other[:2] == surname[:2]]
    if len(alike) > MAX_ALIKE:
        return ()
    return [group for other in alike if are_near(surname, other) for group in surnames[other]]


def _whole_names(whole: Sequence[_Spelling]) -> list[list[_Spelling]]:
    """Groups of whole names that can be those of one person, if it is plain of whom."""
    if len(whole) < 2:
        return [[one] for one in whole]
    groups: list[list[_Spelling]] = []
    by_beginning: defaultdict[str, list[list[_Spelling]]] = defaultdict(list)
    # The most complete ones first, so that the order in the text does not count.
    for spelling in sorted(whole, key=lambda one: (-len(parts(one.text)), one.text)):
        *names, surname = parts(spelling.text) or ("",)
        near = by_beginning[surname[:2]]
        if len(near) > MAX_ALIKE:
            groups.append([spelling])
            continue
        alike = [
            group
            for group in near
            if _is_alike(tuple(names), surname, group) and _are_of_one_age(spelling, group)
        ]
        if len(alike) == 1:
            alike[0].append(spelling)
        else:
            groups.append([spelling])
            near.append(groups[-1])
    return groups


def _of_cases(groups: list[list[_Spelling]]) -> list[list[_Spelling]]:
    """The groups, with the cases of one name in Cyrillic as one: `Павел Вовк`, `Павлу Вовку`."""
    if not any(is_in_cyrillic(group[0].text) for group in groups):
        return groups
    first: dict[tuple[str, ...], list[_Spelling]] = {}
    kept = []
    for group in groups:
        key = case_key(group[0].text)
        target = group if key is None else first.setdefault(key, group)
        if target is group:
            kept.append(group)
        else:
            target += group
    return kept


def _is_alike(names: tuple[str, ...], surname: str, group: Iterable[_Spelling]) -> bool:
    for other in group:
        *others, last = parts(other.text)
        if not are_near(surname, last) or not are_compatible(names, tuple(others)):
            return False
    return True


def _are_of_one_age(one: _Spelling, group: Iterable[_Spelling]) -> bool:
    words = one.text.split(" ")
    return all(are_of_one_age(words, other.text.split(" ")) for other in group)


def _acronyms(text: str, groups: list[list[_Spelling]]) -> list[list[_Spelling]]:
    """The groups, with acronyms beside the names that introduce them in brackets."""
    acronyms: dict[str, list[_Spelling]] = {}
    for group in groups:
        for spelling in group:
            if spelling.evidence.rule == "acronym":
                mention = spelling.evidence
                short = text[mention.start : mention.end].rpartition("(")[2].rstrip(")")
                acronyms.setdefault(short.casefold(), group)
    kept = []
    for group in groups:
        target = acronyms.get(group[0].text.casefold()) if len(group) == 1 else None
        if target is None or target is group:
            kept.append(group)
        else:
            target.append(group[0])
    return kept


def _with_aliases(groups: list[list[_Spelling]]) -> list[list[_Spelling]]:
    """The groups, with those of `U.S.` and `United States` as one."""
    first: dict[str, list[_Spelling]] = {}
    kept = []
    for group in groups:
        text = group[0].text
        # All of them begin large.
        spellings = ALIASES.get(text.replace(".", "").casefold()) if text[0] in _INITIALS else None
        target = group if spellings is None else first.setdefault(spellings[0], group)
        if target is group:
            kept.append(group)
        else:
            target += group
    return kept


def _name(group: Sequence[_Spelling]) -> Name:
    """The name of a group: its most complete spelling, with the best evidence of all."""
    best, plainest = group[0], group[0]
    if len(group) > 1:
        best = min(group, key=_incompleteness)
        plainest = min(group, key=lambda one: (one.rank, one.evidence.start))
        mentions = [mention for one in group for mention in one.mentions]
    else:
        mentions = best.mentions
    kind, rule, start, end = plainest.evidence
    spans = [mention[:2] for mention in mentions]
    if len(spans) > 1:
        spans.sort()
    return Name(best.text, kind, rule, (start, end), tuple(spans))


def _incompleteness(one: _Spelling) -> tuple[bool, int, bool, int, int, str]:
    # A name in capitals is one that a byline or a headline writes so.
    is_shouted = one.words > 1 and one.text.isupper()
    return (
        is_shouted,
        -one.words,
        _is_oblique(one.text),
        -len(one.mentions),
        -len(one.text),
        one.text,
    )


def _is_oblique(name: str) -> bool:
    """Tell if a whole name in Cyrillic does not stand as in a list of names."""
    if not is_in_cyrillic(name) or " " not in name:
        return False
    words = name.split(" ")
    return words[0].lower() not in KNOWN or not is_subject(words, None)
