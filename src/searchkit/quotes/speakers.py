"""Speakers of quotations: a few rules on the words beside a quotation, none of them a guess.

A rule reads the clause that ends where a quotation begins, or the one that begins where it ends.
Where two clauses name two people, or a name could be that of another, nobody is given.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property

import regex

from searchkit.deadline import watch, watched
from searchkit.quotes import english
from searchkit.quotes.marks import QuotedRange, spans
from searchkit.quotes.names import MAX_NAME_WORDS, FullNames, Named, named, others, stands_inside
from searchkit.quotes.quotation import Quotation, Rule, Speaker
from searchkit.quotes.verbs import (
    AFTER,
    ARTICLE,
    BEFORE,
    DIALOGUE,
    GERMAN,
    is_pronoun,
    person_at,
    without_opening,
)

#: Characters of a clause that are looked at.
MAX_CLAUSE = 300
#: Words between the verb and a quotation, and characters between two that one person said.
MAX_REST_WORDS = 14
MAX_GAP = 160

_PARAGRAPH = regex.compile(r"\n[^\S\n]*\n")
_COMMA = regex.compile(r",\s+")


def quotations_of(text: str) -> list[Quotation]:
    """Every quotation of a text, in order, each with its speaker if that is plain."""
    ranges = _with_dialogue(text, spans(text))
    made = _Speakers(text, ranges).quotations() if ranges else []
    return [_without_blanks(text, quotation) for quotation in made]


def _with_dialogue(text: str, ranges: list[QuotedRange]) -> list[QuotedRange]:
    """The quotations, and the lines of dialogue in which there are none."""
    if not any(f"\n{dash}" in text or text.startswith(dash) for dash in "—–"):
        return ranges
    lines = [line.span("said") for line in watch(DIALOGUE.finditer(text))]
    firsts = [start for start, _ in ranges]
    return sorted(
        [*ranges, *(
            (start, end) for start, end in lines
            if bisect_right(firsts, end) == bisect_right(firsts, start)
        )]
    )  # fmt: skip


def _without_blanks(text: str, quotation: Quotation) -> Quotation:
    """The quotation without the blanks that French writes inside its marks."""
    start, end = quotation.start, quotation.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(quotation, start=start, end=end)


def _said_after(text: str, end: int, stop: int) -> regex.Match[str] | None:
    """The clause after a quotation that has a verb of another language than English."""
    match = AFTER.match(text, end + 1, stop) or AFTER.match(text, end, stop)
    if match and match["verb"] == "so" and not GERMAN.search(text, max(0, end - MAX_CLAUSE), stop):
        return None
    return match


class _Speakers:
    """The speakers of the quotations of one text."""

    def __init__(self, text: str, ranges: list[QuotedRange]) -> None:
        self._text = text
        self._found = ranges
        self._made: list[Quotation] = []
        self._is_name: dict[str, bool] = {}

    @cached_property
    def _names(self) -> FullNames:
        return FullNames(self._text)

    def quotations(self) -> list[Quotation]:
        breaks = [
            0,
            *(gap.end() for gap in watch(_PARAGRAPH.finditer(self._text))),
            len(self._text),
        ]
        for number, (start, end) in enumerate(watched(self._found)):
            begin = breaks[bisect_right(breaks, start) - 1]
            stop = breaks[min(bisect_right(breaks, end), len(breaks) - 1)]
            previous = self._made[-1] if self._made and self._made[-1].end > begin else None
            if previous is not None:
                begin = previous.end + 1
            if number + 1 < len(self._found):
                stop = min(stop, self._found[number + 1][0] - 1)
            self._made.append(
                Quotation(start, end, self._speaker(start, end, begin, stop, previous))
            )
        return self._made

    def _speaker(
        self, start: int, end: int, begin: int, stop: int, previous: Quotation | None
    ) -> Speaker | None:
        """The speaker of the quotation at `[start, end)`, with free text from `begin` to `stop`."""
        begin = max(begin, start - 1 - MAX_CLAUSE)
        stop = min(stop, end + 1 + MAX_CLAUSE)
        for gap in english.STOP.finditer(self._text, begin, start - 1):
            begin = gap.end()
        before = self._before(begin, start - 1, previous)
        after = self._after(end + 1, stop)
        if before and after:
            return after if before.name.split()[-1] == after.name.split()[-1] else None
        if before or after:
            return before or after
        clause = _said_after(self._text, end, stop)
        if plain := self._abroad(start, begin, clause):
            return plain
        if clause and not is_pronoun(clause["who"]):
            return None  # Somebody else is named there, if not plainly.
        return self._continued(start, previous)

    def _abroad(self, start: int, begin: int, after: regex.Match[str] | None) -> Speaker | None:
        """The speaker by a verb of another language than English, of the clause after or before."""
        text = self._text
        is_led = not after and text[max(begin, start - 4) : start - 1].rstrip().endswith(":")
        before = BEFORE.search(text, begin, start - 1) if is_led else None
        if after:
            person = person_at(text, *after.span("who"), last=False)
        elif before:
            person = person_at(text, begin, before.start(), last=True)
        else:
            return None
        if person is None:
            return None
        role = ARTICLE.sub("", text[person.here : person.start].strip())
        name = Named(text[person.start : person.end], person.start, person.end, role, person.here)
        whole = self._resolved(name)
        if whole is not None and whole.name != name.name:
            shown = without_opening(whole.name)
            if not shown or (role and shown.split()[0].endswith(".")):
                # `M. Martin` is no whole name.
                whole = name
            elif len(shown) < len(whole.name):
                whole = replace(whole, name=shown, start=whole.end - len(shown))
        if after:
            return self._told(whole, "said", after.start("verb"), person.end)
        return self._told(whole, "says", None, before.end() if before else begin)

    def _before(self, begin: int, at: int, previous: Quotation | None) -> Speaker | None:
        """The speaker by the clause that ends where a quotation begins."""
        text = self._text
        if quoted := english.AS_SAYING.search(text, begin, at):
            name = self._subject(*quoted.span("who"), previous=previous)
            return self._told(name, "quoted", quoted.start(), at)
        verbs = list(english.ANY_VERB.finditer(text, begin, at))
        if not verbs:
            return None
        verb = verbs[-1]
        if verb[0].lower() == "according":
            return self._according(begin, at)
        rest = text[verb.end() : at]
        if (
            len(rest.split()) > MAX_REST_WORDS
            or ";" in rest
            or (rest.strip() and english.TITLED.search(rest))
        ):
            return None
        rule: Rule = "called" if verb[0].startswith(("call", "desc")) else "says"
        if text[begin : verb.start()].endswith(("as ", "as\n")):
            return None
        if english.PARTICIPLE.fullmatch(verb[0]):
            name = self._lead(begin, verb.start()) if len(verbs) < 3 else None
        elif english.CALLING.fullmatch(verb[0]):
            # In "a film that she called" the quotation is a name.
            what = english.WHAT.search(text, begin, verb.start())
            start = what.end() if what else begin
            named_so = rest.strip() or what
            name = self._subject(start, verb.start(), previous=previous) if named_so else None
        elif english.VERBS.fullmatch(verb[0]) and not english.PASSIVE.search(
            text[begin : verb.start()]
        ):
            name = self._subject(begin, verb.start(), previous=previous)
        else:
            return None
        return self._told(name, rule, None, verb.end())

    def _according(self, begin: int, at: int) -> Speaker | None:
        match = english.ACCORDING.search(self._text, begin, at)
        if match is None or len(match["rest"].split()) > MAX_REST_WORDS:
            return None
        name = self._subject(*match.span("who"))
        return self._told(name, "according", match.start(), match.end("who"))

    def _after(self, at: int, stop: int) -> Speaker | None:
        """The speaker by the clause that begins where a quotation ends."""
        text = self._text
        if end := english.STOP.search(text, at, stop):
            stop = end.start() + 1
        if match := english.SAID_AFTER.match(text, at, stop):
            return self._named_after(match, stop, "said")
        if match := english.ACCORDING_AFTER.match(text, at, stop):
            return self._named_after(match, stop, "according")
        verb = english.ANY_VERB.search(text, at, stop)
        if verb is None or not english.VERBS.fullmatch(verb[0]):
            return None
        comma = text[at : at + 1] in {",", "—", "–"} or text[at - 2] in ",?!—–…]"
        # After a quotation that ends its sentence, "X said." says nothing but who that was.
        alone = text[verb.end() : stop].rstrip() == "."
        if not comma and not (alone and len(text[at : verb.start()].split()) <= MAX_NAME_WORDS):
            return None
        if english.PASSIVE.search(text[at : verb.start()]):
            return None
        begin = at
        while begin < verb.start() and (text[begin].isspace() or text[begin] in ",—–-"):
            begin += 1
        name = self._subject(begin, verb.start(), whole=True)
        return self._told(name, "said", begin, verb.end())

    def _named_after(self, match: regex.Match[str], stop: int, rule: Rule) -> Speaker | None:
        """The speaker in `said X` and `according to X`."""
        text = self._text
        begin = match.start("who")
        if he := regex.match(r"[Hh]e\b|[Ss]he\b", text, pos=begin, endpos=stop):
            name = self._antecedent(he.start(), None)
            return self._told(name, rule, match.start("verb"), he.end())
        end = english.WHO_ENDS.search(text, begin, stop)
        at = end.start() if end else stop
        # Without an end the module would first look for an "and" as far as the end of the text.
        if english.AND_ANOTHER.match(text, at, at + MAX_CLAUSE) or regex.search(
            r"\sand\s", text[begin:at]
        ):
            return None
        name = self._resolved(named(text, begin, at))
        if name is None and end and end[0] == ",":
            beyond = english.WHO_ENDS.search(text, at + 1, stop)
            name = named(text, at + 1, beyond.start() if beyond else stop)
            if name is not None and not name.role and len(name.name.split()) > 1:
                name = replace(name, role=english.DETERMINER.sub("", text[begin:at].strip()))
            else:
                name = None
        return self._told(name, rule, match.start("verb"), at)

    def _continued(self, start: int, previous: Quotation | None) -> Speaker | None:
        """The speaker of the quotation before, if this one goes on with it."""
        if previous is None or previous.speaker is None:
            return None
        text, speaker = self._text, previous.speaker
        gap = previous.end + 1, start - 1
        if not english.AND.fullmatch(text, *gap):
            begin = speaker.end
            if speaker.start < previous.end or start - begin > MAX_GAP:
                return None
            ends = [end.end() for end in english.STOP.finditer(text, begin, start)]
            if english.ANY_VERB.search(text, begin, start) or any(end < start - 1 for end in ends):
                return None
        return replace(speaker, rule="continued")

    def _subject(
        self, begin: int, end: int, *, previous: Quotation | None = None, whole: bool = False
    ) -> Named | None:
        """The name in the words before a verb; if `whole`, all of them must be it."""
        text = self._text
        while begin < end and text[begin].isspace():
            begin += 1
        end -= len(text[begin:end]) - len(
            english.BETWEEN.sub("", text[begin:end].rstrip() + " ").rstrip()
        )
        set_off = text[end - 1 : end] == ","
        if set_off:
            end -= 1
        if he := english.HE.search(text[begin:end]):
            return self._antecedent(begin + he.start("he"), previous)
        cuts = [match.span() for match in _COMMA.finditer(text, begin, end)]
        parts = list(
            zip([begin, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True)
        )
        for back, part in enumerate(reversed(parts[-3:] if set_off else parts[-1:])):
            name = self._named_in(*part)
            if name is None:
                continue
            number = len(parts) - 1 - back
            if whole and number > 0 and not (set_off and number == 1):
                return None
            beside = parts[number - 1] if set_off and not back and number == 1 else None
            beside = parts[number + 1] if back else beside
            if beside and not name.role:
                role = english.DETERMINER.sub("", text[slice(*beside)].strip())
                name = replace(name, role="" if english.PLACED.match(role) else role)
            return self._resolved(name)
        return None

    def _named_in(self, begin: int, end: int) -> Named | None:
        """The name that ends a phrase, or that stands before `of`, `from`, `at` in it."""
        name = named(self._text, begin, end)
        if name is None and (
            place := regex.search(r"\s(?:of|from|at)\s", self._text, pos=begin, endpos=end)
        ):
            name = named(self._text, begin, place.start())
            if name is not None and (
                (name.start != name.here and not name.role) or " " not in name.name
            ):
                return None
        return name

    def _lead(self, begin: int, end: int) -> Named | None:
        """The person that a sentence is about if it begins with a name."""
        verb = english.LEADS.search(self._text, begin, end)
        return (
            self._subject(begin, verb.start() + (verb[0][0] == ","), whole=True) if verb else None
        )

    def _resolved(self, name: Named | None) -> Named | None:
        """A surname with the whole name that the text gave before; None if it may be no name."""
        if name is None or len(name.name.split()) > 1:
            return name
        whole = self._names.last(name.name, name.start)
        if whole is not None:
            return replace(whole, role=name.role or whole.role, here=name.here)
        if name.role or name.name in self._names:
            return name
        if name.name not in self._is_name:
            self._is_name[name.name] = stands_inside(self._text, name.name)
        return name if self._is_name[name.name] else None

    def _antecedent(self, at: int, previous: Quotation | None) -> Named | None:
        """Whom `he` or `she` means: the last speaker or subject, if nobody else is named since."""
        text = self._text
        speaker = previous.speaker if previous else None
        if speaker and previous:
            since = max(previous.end + 1, speaker.end)
            if others(text, since, at, self._names, speaker.name):
                return None
            return Named(speaker.name, speaker.name_start, speaker.name_end, speaker.role, at)
        begin = max(0, at - MAX_CLAUSE)
        begin = max(text.rfind("\n\n", begin, at) + 1, begin)
        starts = [begin, *(gap.end() for gap in english.STOP.finditer(text, begin, at + 1))]
        for start in reversed(starts[-2:]):
            name = self._lead(start, at) or self._names.only(start, at)
            if name is not None:
                someone = others(text, start, at, self._names, name.name)
                return None if someone else replace(name, here=at)
        return None

    def _told(self, name: Named | None, rule: Rule, start: int | None, end: int) -> Speaker | None:
        """The speaker of that name; the evidence begins where he is named, or at `start`."""
        if name is None:
            return None
        shown = " ".join(name.name.split())
        role = " ".join(name.role.split())
        start = name.here if start is None else start
        return Speaker(shown, role, rule, start, end, name.start, name.end)
