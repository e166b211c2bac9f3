"""Speakers of quotations: a few rules on the words beside a quotation, none of them a guess.

A rule reads the clause that ends where a quotation begins, or the one that begins where it ends.
Where two clauses name two people, or a name could be that of another, nobody is given.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from searchkit.deadline import watch, watched
from searchkit.quotes import english
from searchkit.quotes.clauses import Clauses
from searchkit.quotes.dialogue import with_dialogue
from searchkit.quotes.foreign import Foreign
from searchkit.quotes.languages import Language, language_of
from searchkit.quotes.marks import QuotedRange, spans
from searchkit.quotes.names import NO_NAME, named, others
from searchkit.quotes.people import MAX_CLAUSE, MAX_PASSED, MIN_SAID_WORDS, PARAGRAPH
from searchkit.quotes.quotation import Quotation, Speaker

#: Characters between two quotations that one person said.
MAX_GAP = 160
#: A longer quotation is no title.
MAX_TITLE = 80


def quotations_of(text: str) -> list[Quotation]:
    """Every quotation of a text, in order, each with its speaker if that is plain."""
    language = language_of(text)
    ranges = with_dialogue(text, spans(text), language)
    made = _Speakers(text, ranges, language).quotations() if ranges else []
    return [_without_blanks(text, quotation) for quotation in made]


def _without_blanks(text: str, quotation: Quotation) -> Quotation:
    """The quotation without the blanks that French writes inside its marks."""
    start, end = quotation.start, quotation.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(quotation, start=start, end=end)


class _Speakers(Clauses):
    """The speakers of the quotations of one text."""

    def __init__(self, text: str, ranges: list[QuotedRange], language: Language | None) -> None:
        super().__init__(text)
        self._found = ranges
        self._foreign = Foreign(text, language) if language else None

    def quotations(self) -> list[Quotation]:
        breaks = [
            0,
            *(gap.end() for gap in watch(PARAGRAPH.finditer(self._text))),
            len(self._text),
        ]
        for number, (start, end) in enumerate(watched(self._found)):
            paragraph = bisect_right(breaks, start) - 1
            begin = breaks[paragraph]
            self._earliest = breaks[max(0, paragraph - 1)]
            self._paragraph = begin
            stop = breaks[min(bisect_right(breaks, end), len(breaks) - 1)]
            previous = self._previous(begin)
            if self._made:
                begin = max(begin, self._made[-1].end + 1)
            if number + 1 < len(self._found):
                stop = min(stop, self._found[number + 1][0] - 1)
            self._made.append(
                Quotation(start, end, self._speaker(start, end, begin, stop, previous))
            )
        return self._made

    def _previous(self, begin: int) -> Quotation | None:
        """The quotation before in a paragraph; a title is none."""
        for quotation in reversed(self._made[-MAX_PASSED:]):
            if quotation.end <= begin:
                return None
            if quotation.speaker or not self._is_title(quotation.start, quotation.end):
                return quotation
        return None

    def _speaker(
        self, start: int, end: int, begin: int, stop: int, previous: Quotation | None
    ) -> Speaker | None:
        """The speaker of the quotation at `[start, end)`, with free text from `begin` to `stop`."""
        begin = max(begin, start - 1 - MAX_CLAUSE)
        stop = min(stop, end + 1 + MAX_CLAUSE)
        if self._is_title(start, end):
            return None
        if self._foreign:
            return self._foreign.speaker(
                start, end, begin=begin, stop=stop, made=self._made, earliest=self._earliest
            )
        for gap in english.STOP.finditer(self._text, begin, start - 1):
            begin = gap.end()
        before = self._before(begin, start - 1, previous) or self._on_show(begin, start, previous)
        # The typed marks ``…'' are two characters each.
        after = self._after(start, end + 1 + self._text.startswith("''", end), stop)
        if before and after:
            return after if before.name.split()[-1] == after.name.split()[-1] else None
        if before or after:
            return before or after
        if label := self._label(start, end, begin, stop):
            return label
        return self._continued(start, previous) or self._next(start, end, stop)

    def _on_show(self, begin: int, start: int, previous: Quotation | None) -> Speaker | None:
        """The speaker by the sentence before, if the title of a show ends it."""
        text, last = self._text, self._made[-1] if self._made else None
        if last is None or last.end < self._paragraph or text[last.end + 1 : start - 1].strip():
            return None
        if not self._is_title(last.start, last.end):
            return None
        begin = max(self._paragraph, last.start - 1 - MAX_CLAUSE)
        for gap in english.STOP.finditer(text, begin, last.start - 1):
            begin = gap.end()
        return self._before(begin, last.start - 1, previous)

    def _is_title(self, start: int, end: int) -> bool:
        """Check whether a quotation is written like the title of a show, and nobody says it."""
        words = self._text[start : min(end, start + MAX_TITLE)].split()
        return (
            end - start < MAX_TITLE
            and len(words) > 1
            and self._text[max(0, start - MAX_TITLE) : start - 1].rstrip()[-1:]
            not in ("", ",", ":")
            and all(word[0].isupper() or len(word) <= 4 for word in words)
            and words[0][0].isupper()
            and words[-1][0].isupper()
        )

    def _label(self, start: int, end: int, begin: int, stop: int) -> Speaker | None:
        """The speaker in `X: “…”` and `“…” — X`."""
        text = self._text
        who = english.LABEL.fullmatch(text, begin, start - 1)
        if who and NO_NAME.isdisjoint(who["who"].lower().split()):
            name = self._resolved(named(text, *who.span("who")))
            return self._named_speaker(name, "says", None, who.end("who"))
        if who := english.SIGNED.match(text, end + 1, stop):
            first = text.find(",", *who.span("who"))
            name = named(text, who.start("who"), first if first >= 0 else who.end("who"))
            if name is not None and len(name.name.split()) > 1:
                return self._named_speaker(name, "said", name.here, who.end("who"))
        return None

    def _next(self, start: int, end: int, stop: int) -> Speaker | None:
        """The speaker of the paragraph before that ends with his name, if this one is all his."""
        text, last = self._text, self._made[-1] if self._made else None
        if (
            last is None
            or last.speaker is None
            or last.end < self._earliest
            or len(text[start:end].split()) < MIN_SAID_WORDS
            or text[self._paragraph : start - 1].strip()
            or text[end + 1 : stop].strip()
            or not (
                self._is_one_sentence(last.speaker.end, self._paragraph)
                if last.speaker.start > last.end
                else not text[last.end + 1 : start - 1].strip()
            )
        ):
            return None
        return replace(last.speaker, rule="continued")

    def _is_one_sentence(self, begin: int, end: int) -> bool:
        """Check whether the rest of one sentence is all that stands in a passage."""
        text = self._text
        if end - begin > MAX_CLAUSE or text[begin:end].rstrip()[-1:] not in (".", "”", '"'):
            return False
        stops = [stop.end() for stop in english.STOP.finditer(text, begin, end)]
        return all(stop >= end - 1 for stop in stops) and all(
            self._is_title(one.start, one.end)
            for one in self._made[-MAX_PASSED:]
            if begin < one.start < end
        )

    def _continued(self, start: int, previous: Quotation | None) -> Speaker | None:
        """The speaker of the quotation before, if this one goes on with it."""
        if previous is None or previous.speaker is None:
            return None
        text, speaker = self._text, previous.speaker
        gap = previous.end + 1, start - 1
        if not english.AND.fullmatch(text, *gap):
            begin = speaker.end
            if speaker.start >= previous.end and self._is_one_sentence(begin, start - 1):
                return replace(speaker, rule="continued")
            if speaker.start < previous.end:
                is_long = (
                    len(text[start : start + MAX_GAP].split(None, MIN_SAID_WORDS)) > MIN_SAID_WORDS
                )
                return self._listed(previous, speaker, *gap) if is_long else None
            if start - begin > MAX_GAP:
                return None
            ends = [end.end() for end in english.STOP.finditer(text, begin, start)]
            if english.ANY_VERB.search(text, begin, start) or any(end < start - 1 for end in ends):
                return None
        return replace(speaker, rule="continued")

    def _listed(
        self, previous: Quotation, speaker: Speaker, begin: int, end: int
    ) -> Speaker | None:
        """The speaker of a sentence that quotes him again, with nobody and no verb between."""
        text = self._text
        if (
            end - begin > MAX_GAP
            or english.STOP.search(text, previous.end - 1, end + 1)
            or english.ANY_VERB.search(text, begin, end)
            or others(text, begin, end, self._names, speaker.name)
            or PARAGRAPH.search(text, begin, end)
            or ";" in text[begin:end]
        ):
            return None
        return replace(speaker, rule="continued")
