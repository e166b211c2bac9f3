"""What somebody said, in every wording in which articles quote it.

Two quotations are one if nearly all words of the shorter stand in the longer, in order and close
together. Words are compared by their stems. Words that many could have said, or that one could say
again, are the same only if both texts name the same speaker, or are of the same days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from searchkit.analysis import FUNCTION_WORDS, tokenize
from searchkit.article import Article, PartialDate
from searchkit.deadline import watched
from searchkit.quotes import Speaker, quotations
from searchkit.stories.story import summary

#: Words side by side that two long quotations share somewhere.
RUN = 4
#: Fewer words are one with others only in full, and if the same person says them.
SHORT = 5
#: From so many words on, who is said to have said them does not matter …
LONG = 8
#: … and from so many on, when. News of one saying is printed within so many days.
UNMISTAKABLE = 15
SAME_NEWS = 3
#: The share of the shorter of two quotations that stands in the longer one.
LEAST_SHARE = 0.8
#: How many times as many words of the longer one that may take.
WIDEST = 1.5
#: A longer quotation is compared by its first words.
MOST_WORDS = 1_000

#: Where a wording leaves out words that the fullest one has.
Cut = Literal["start", "inside", "end"]
#: By what a quotation is looked up: words side by side, or a speaker and two words.
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation of an article.

    `terms` are the stems of its words, `core` those without function words at both ends.
    """

    article: Article
    start: int
    end: int
    speaker: Speaker | None
    terms: tuple[str, ...]
    core: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.article.body[self.start : self.end]

    @property
    def surname(self) -> str:
        """The term of the last word of the speaker's name; empty if nobody is named."""
        return tokenize(self.speaker.name)[-1] if self.speaker else ""

    def keys(self) -> Iterator[Key]:
        """By what others are found that could be one with it."""
        yield from self.runs()
        if self.surname:
            yield from (("", self.surname, *pair) for pair in self.pairs())

    def runs(self) -> set[Key]:
        """Its words side by side, by so many."""
        return set(zip(*(self.terms[shift:] for shift in range(RUN)), strict=False))

    def pairs(self) -> set[Key]:
        """Its words by two."""
        return set(zip(self.core, self.core[1:], strict=False))


def quoted_in(article: Article, stem: Callable[[str], str]) -> Iterator[Quoted]:
    """The quotations of an article that have words, in order."""
    for one in watched(quotations(article.body)):
        words = list(filter(None, tokenize(article.body[one.start : one.end])))
        del words[MOST_WORDS:]
        first, last = 0, len(words)
        while first < last and words[first] in FUNCTION_WORDS:
            first += 1
        while first < last and words[last - 1] in FUNCTION_WORDS:
            last -= 1
        terms = tuple(map(stem, words))
        if terms:
            yield Quoted(article, one.start, one.end, one.speaker, terms, terms[first:last])


def are_one(left: Quoted, right: Quoted) -> bool:
    """Whether two quotations are the same words of the same person."""
    shorter, longer = sorted((left, right), key=lambda one: len(one.terms))
    words = len(shorter.terms)
    if not _may_be_one(left, right, words):
        return False
    if words < SHORT:
        return len(shorter.core) > 1 and _holds(longer.terms, shorter.core)
    blocks = _blocks(shorter.terms, longer.terms)
    if sum(size for _, _, size in blocks) < (words if words < LONG else LEAST_SHARE * words):
        return False
    return blocks[-1][1] + blocks[-1][2] - blocks[0][1] <= WIDEST * words


def _may_be_one(left: Quoted, right: Quoted, words: int) -> bool:
    """Whether the speakers and days of two quotations allow it, of which one has so few words."""
    days = _days_apart(left.article.date, right.article.date)
    same_days = days is None or days <= SAME_NEWS
    if left.surname and left.surname == right.surname:
        return same_days or words >= SHORT
    if words < LONG:
        named_apart = bool(left.surname and right.surname)
        return words >= SHORT and days is not None and same_days and not named_apart
    return same_days or words >= UNMISTAKABLE


def _days_apart(one: PartialDate | None, other: PartialDate | None) -> int | None:
    """How many days are between two dates; None if one of them is not known to the day."""
    if one is None or other is None or one.day is None or other.day is None:
        return None
    return abs((one.first_day - other.first_day).days)


def _holds(terms: Sequence[str], some: Sequence[str]) -> bool:
    starts = range(len(terms) - len(some) + 1)
    return any(terms[start : start + len(some)] == some for start in starts)


def _blocks(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int]]:
    """The words that two have in common, in order: where in each, and how many."""
    # A query from a cold shell does not need it.
    from rapidfuzz.distance import LCSseq

    blocks = LCSseq.editops(left, right).as_matching_blocks()
    return [(one.a, one.b, one.size) for one in blocks if one.size]


_PARTS: Mapping[Cut, str] = {"start": "its start", "inside": "words inside", "end": "its end"}


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article that quotes something, in which wording, and what of the fullest one is cut."""

    quoted: Quoted
    cut: tuple[Cut, ...]

    @property
    def article(self) -> Article:
        return self.quoted.article

    @property
    def lacks(self) -> str:
        """What of the fullest wording is cut, in words; empty if nothing is."""
        parts = " and ".join(_PARTS[one] for one in self.cut)
        return f"without {parts}" if parts else ""

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON; the evidence is what the text says of who said it."""
        one, speaker = self.quoted, self.quoted.speaker
        return {
            **summary(self.article),
            "start": one.start,
            "end": one.end,
            "text": one.text,
            "cut": list(self.cut),
            "speaker": speaker
            and {
                "name": speaker.name,
                "role": speaker.role,
                "rule": speaker.rule,
                "evidence": self.article.body[speaker.start : speaker.end],
            },
        }


@dataclass(frozen=True, slots=True)
class Saying:
    """Quotations that are one with the first that was asked for, the earliest first."""

    asked: Quoted
    carriers: tuple[Carrier, ...]

    @property
    def text(self) -> str:
        """The fullest wording."""
        return _fullest(one.quoted for one in self.carriers).text

    @property
    def speaker(self) -> str | None:
        """Who said it, by the longest name that a carrier gives; None if none gives any."""
        names = [one.quoted.speaker.name for one in self.carriers if one.quoted.speaker]
        return max(names, key=len, default=None)

    @property
    def role(self) -> str:
        """The longest role that a carrier gives the speaker; perhaps none."""
        roles = [one.quoted.speaker.role for one in self.carriers if one.quoted.speaker]
        return max(roles, key=len, default="")

    @property
    def wordings(self) -> tuple[tuple[Carrier, ...], ...]:
        """The carriers by what they quote word for word, the fullest wording first."""
        found: dict[tuple[str, ...], list[Carrier]] = {}
        for one in self.carriers:
            found.setdefault(tuple(filter(None, tokenize(one.quoted.text))), []).append(one)
        return tuple(
            map(tuple, sorted(found.values(), key=lambda some: -len(some[0].quoted.terms)))
        )

    def to_dict(self) -> dict[str, Any]:
        """The saying, ready for JSON."""
        return {
            "id": self.asked.article.id,
            "start": self.asked.start,
            "text": self.text,
            "speaker": self.speaker,
            "role": self.role,
            "articles": len({one.article.id for one in self.carriers}),
            "wordings": [
                {
                    "text": some[0].quoted.text,
                    "cut": list(some[0].cut),
                    "articles": list(dict.fromkeys(one.article.id for one in some)),
                }
                for some in self.wordings
            ],
            "carriers": [one.to_dict() for one in self.carriers],
        }


def saying(asked: Quoted, others: Iterable[Quoted]) -> Saying:
    """What is quoted, with those of other quotations that are one with it."""
    place = (asked.article.id, asked.start)
    found = [asked] + [
        one for one in others if (one.article.id, one.start) != place and are_one(asked, one)
    ]
    fullest = _fullest(found)
    found.sort(key=_when)
    return Saying(asked, tuple(Carrier(one, _cut(one, fullest)) for one in found))


def _fullest(found: Iterable[Quoted]) -> Quoted:
    return min(found, key=lambda one: (-len(one.terms), _when(one)))


def _when(one: Quoted) -> tuple[bool, int, str, int]:
    """By date, the undated ones last."""
    date = one.article.date
    day = date.first_day.toordinal() if date else 0
    return date is None, day, one.article.id, one.start


def _cut(one: Quoted, fullest: Quoted) -> tuple[Cut, ...]:
    blocks = _blocks(one.terms, fullest.terms)
    if len(one.terms) == len(fullest.terms) or not blocks:
        return ()
    cut: list[Cut] = []
    if blocks[0][1] > 0:
        cut.append("start")
    if any(left[1] + left[2] < right[1] for left, right in pairwise(blocks)):
        cut.append("inside")
    if blocks[-1][1] + blocks[-1][2] < len(fullest.terms):
        cut.append("end")
    return tuple(cut)
