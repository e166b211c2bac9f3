"""Clusters of quotations: the same words of the same person, in every wording that articles print.

Two quotations are the same if nearly all words of the shorter stand in the longer, in order and
close together. Words are compared by their stems. Words that many could have said, or that one
could say again, are the same only if both texts name the same speaker, or are of the same days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal

from searchkit.analysis import FUNCTION_WORDS, AnalysedText, tokenize
from searchkit.article import Article, PartialDate
from searchkit.deadline import watched
from searchkit.quick_dataclass import dataclass
from searchkit.quotes import Speaker, quotations
from searchkit.stories.story import summary

#: Words side by side that two long quotations share somewhere.
SHINGLE_WORDS = 4
#: Shorter quotations are the same only in full, and if the same person says them.
MIN_PARTIAL_WORDS = 5
#: From this many words on, the named speaker does not matter …
MIN_WORDS_FOR_ANY_SPEAKER = 8
#: … and from this many on, the date does not either. News of one statement is printed within
#: this many days.
MIN_WORDS_FOR_ANY_DATE = 15
MAX_DAYS_APART = 3
#: So few words are of nobody if all of them are common.
MAX_COMMON_WORDS = 3
_COMMON = frozenset(
    """
    bad best better big chang come countri day deal differ end first fact fair famili fight go good
    great happen happi hard help hope import issu job kind know last let like littl long look lot
    love make man matter mean million move much need never new next nice noth number old one open
    part peopl person place plan point possibl problem put question real realli right say see
    seriou situat someth stand start state step still stori strong support sure take talk tell
    terribl thank thing think time today tomorrow total tri true truth understand use veri want
    way well win woman word work world wrong year yes
    """.split()
)
#: The share of the shorter of two quotations that stands in the longer one.
MIN_SHARE = 0.8
#: How many times as many words of the longer one that may take.
MAX_STRETCH = 1.5
#: A longer quotation is compared by its first words.
MAX_WORDS = 1_000

#: Where a wording leaves out words of the fullest one.
Cut = Literal["start", "inside", "end"]
#: What a quotation is looked up by: words side by side, or a speaker and two words.
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuoteMention:
    """A quotation in an article.

    `terms` are the stems of its words, `inner_terms` those without function words at both ends.
    """

    article: Article
    start: int
    end: int
    speaker: Speaker | None
    terms: tuple[str, ...]
    inner_terms: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.article.body[self.start : self.end]

    @property
    def surname(self) -> str:
        """The term of the last word of the speaker's name; empty if nobody is named."""
        return tokenize(self.speaker.name)[-1] if self.speaker else ""

    def keys(self) -> Iterator[Key]:
        """Keys that every quotation that could be the same shares one of."""
        yield from self.shingles()
        if self.surname:
            yield from (("", self.surname, *pair) for pair in self.pairs())

    def shingles(self) -> set[Key]:
        """Its words side by side, `SHINGLE_WORDS` at a time."""
        return set(zip(*(self.terms[shift:] for shift in range(SHINGLE_WORDS)), strict=False))

    def pairs(self) -> set[Key]:
        """Its words side by side, two at a time."""
        return set(zip(self.inner_terms, self.inner_terms[1:], strict=False))


def quote_mentions(
    article: Article, analysed: Callable[[Article, int, int], AnalysedText]
) -> Iterator[QuoteMention]:
    """The quotations of an article that have words, in order; `Analyzer.quoted` analyses them."""
    for quotation in watched(quotations(article.body)):
        start, end = quotation.start, quotation.end
        text = analysed(article, start, end)
        words = list(filter(None, text.exact))[:MAX_WORDS]
        first, last = 0, len(words)
        while first < last and words[first] in FUNCTION_WORDS:
            first += 1
        while first < last and words[last - 1] in FUNCTION_WORDS:
            last -= 1
        terms = tuple(filter(None, text.stems))[:MAX_WORDS]
        if terms:
            yield QuoteMention(article, start, end, quotation.speaker, terms, terms[first:last])


def is_same_quote(left: QuoteMention, right: QuoteMention) -> bool:
    """Check whether two quotations are the same words of the same person."""
    shorter, longer = sorted((left, right), key=lambda mention: len(mention.terms))
    words = len(shorter.terms)
    if not _may_be_same(left, right, words):
        return False
    if words < MIN_PARTIAL_WORDS:
        inner = shorter.inner_terms
        return len(inner) > 1 and _is_telling(inner) and _contains(longer.terms, inner)
    if _contains(longer.terms, shorter.terms):
        return True
    blocks = _common_blocks(shorter.terms, longer.terms)
    needed = words if words < MIN_WORDS_FOR_ANY_SPEAKER else MIN_SHARE * words
    if sum(size for _, _, size in blocks) < needed:
        return False
    return blocks[-1][1] + blocks[-1][2] - blocks[0][1] <= MAX_STRETCH * words


def _may_be_same(left: QuoteMention, right: QuoteMention, words: int) -> bool:
    """Check whether speakers and dates allow it; the shorter quotation has `words` words."""
    days = _days_apart(left.article.date, right.article.date)
    same_days = days is None or days <= MAX_DAYS_APART
    if left.surname and left.surname == right.surname:
        return same_days or words >= MIN_PARTIAL_WORDS
    if words < MIN_WORDS_FOR_ANY_SPEAKER:
        two_speakers = bool(left.surname and right.surname)
        known_days = days is not None and same_days
        return words >= MIN_PARTIAL_WORDS and known_days and not two_speakers
    return same_days or words >= MIN_WORDS_FOR_ANY_DATE


def _days_apart(left: PartialDate | None, right: PartialDate | None) -> int | None:
    """The days between two dates; None if one of them is not known to the day."""
    if left is None or right is None or left.day is None or right.day is None:
        return None
    return abs((left.first_day - right.first_day).days)


def _is_telling(terms: Sequence[str]) -> bool:
    """Check whether a few words are such as not everybody says."""
    return len(terms) > MAX_COMMON_WORDS or not _COMMON.issuperset(terms)


def _contains(terms: Sequence[str], part: Sequence[str]) -> bool:
    starts = range(len(terms) - len(part) + 1)
    return any(terms[start : start + len(part)] == part for start in starts)


def _common_blocks(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int]]:
    """The words that both have, in order: the place in each, and how many."""
    # A query from a cold shell does not need it.
    from rapidfuzz.distance import LCSseq

    blocks = LCSseq.editops(left, right).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks if block.size]


_OMISSIONS: Mapping[Cut, str] = {"start": "start", "inside": "middle", "end": "end"}


@dataclass(frozen=True, slots=True)
class Citation:
    """An article's wording of a quotation, and what it cuts of the fullest wording."""

    mention: QuoteMention
    cut: tuple[Cut, ...]

    @property
    def article(self) -> Article:
        return self.mention.article

    @property
    def speaker_name(self) -> str:
        """The name that the article gives the speaker; empty without one."""
        return self.mention.speaker.name if self.mention.speaker else ""

    @property
    def omission(self) -> str:
        """The part of the fullest wording that is cut, in words; empty if none is.

        >>> Citation(None, ("start", "end")).omission
        'partial quote: start and end omitted'
        """
        parts = " and ".join(_OMISSIONS[part] for part in self.cut)
        return f"partial quote: {parts} omitted" if parts else ""

    def to_dict(self) -> dict[str, Any]:
        """The citation, ready for JSON; `evidence` is where the text names the speaker."""
        mention, speaker = self.mention, self.mention.speaker
        return {
            **summary(self.article),
            "start": mention.start,
            "end": mention.end,
            "text": mention.text,
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
class QuoteCluster:
    """The quotations that are the same as `seed`, which is one of them, the earliest first."""

    seed: QuoteMention
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """The fullest wording."""
        return _fullest(citation.mention for citation in self.citations).text

    @property
    def speaker(self) -> str | None:
        """The longest name that an article gives the speaker; None if none names any."""
        return max((speaker.name for speaker in self._speakers()), key=len, default=None)

    @property
    def role(self) -> str:
        """The longest role that an article gives the speaker; perhaps none."""
        return max((speaker.role for speaker in self._speakers()), key=len, default="")

    def _speakers(self) -> Iterator[Speaker]:
        speakers = (citation.mention.speaker for citation in self.citations)
        return (speaker for speaker in speakers if speaker)

    @property
    def contradiction(self) -> tuple[Citation, Citation] | None:
        """Two citations that name different people; None if nobody contradicts another."""
        named = [citation for citation in self.citations if citation.mention.surname]
        for citation in named[1:]:
            if citation.mention.surname != named[0].mention.surname:
                return named[0], citation
        return None

    @property
    def note(self) -> str:
        """The contradiction in words; empty without one."""
        named = (f"{one.speaker_name} in {one.article.id}" for one in self.contradiction or ())
        return f"speakers differ: {', '.join(named)}" if self.contradiction else ""

    @property
    def articles(self) -> int:
        """The number of articles that have the quotation."""
        return len({citation.article.id for citation in self.citations})

    @property
    def wordings(self) -> tuple[tuple[Citation, ...], ...]:
        """The citations grouped by their exact words, the fullest wording first."""
        groups: dict[tuple[str, ...], list[Citation]] = {}
        for citation in self.citations:
            words = tuple(filter(None, tokenize(citation.mention.text)))
            groups.setdefault(words, []).append(citation)
        fullest_first = sorted(groups.values(), key=lambda group: -len(group[0].mention.terms))
        return tuple(map(tuple, fullest_first))

    def to_dict(self) -> dict[str, Any]:
        """The cluster, ready for JSON."""
        return {
            "id": self.seed.article.id,
            "start": self.seed.start,
            "text": self.text,
            "speaker": self.speaker,
            "role": self.role,
            "articles": self.articles,
            "contradiction": [
                {"id": one.article.id, "speaker": one.speaker_name}
                for one in self.contradiction or ()
            ],
            "wordings": [
                {
                    "text": wording[0].mention.text,
                    "cut": list(wording[0].cut),
                    "articles": list(dict.fromkeys(citation.article.id for citation in wording)),
                }
                for wording in self.wordings
            ],
            "carriers": [citation.to_dict() for citation in self.citations],
        }


def quote_cluster(seed: QuoteMention, others: Iterable[QuoteMention]) -> QuoteCluster:
    """The cluster around a quotation: those of the others that are the same, and itself."""
    place = (seed.article.id, seed.start)
    mentions = [seed] + [
        other
        for other in others
        if (other.article.id, other.start) != place and is_same_quote(seed, other)
    ]
    fullest = _fullest(mentions)
    mentions.sort(key=_by_date)
    return QuoteCluster(
        seed, tuple(Citation(mention, _cut(mention, fullest)) for mention in mentions)
    )


def _fullest(mentions: Iterable[QuoteMention]) -> QuoteMention:
    return min(mentions, key=lambda mention: (-len(mention.terms), _by_date(mention)))


def _by_date(mention: QuoteMention) -> tuple[bool, int, str, int]:
    """By date, the undated ones last."""
    date = mention.article.date
    day = date.first_day.toordinal() if date else 0
    return date is None, day, mention.article.id, mention.start


def _cut(mention: QuoteMention, fullest: QuoteMention) -> tuple[Cut, ...]:
    blocks = _common_blocks(mention.terms, fullest.terms)
    if len(mention.terms) == len(fullest.terms) or not blocks:
        return ()
    cut: list[Cut] = []
    if blocks[0][1] > 0:
        cut.append("start")
    if any(left[1] + left[2] < right[1] for left, right in pairwise(blocks)):
        cut.append("inside")
    if blocks[-1][1] + blocks[-1][2] < len(fullest.terms):
        cut.append("end")
    return tuple(cut)
