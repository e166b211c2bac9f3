"""The people that the clauses beside quotations speak of, by name or as `he` and `she`."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from searchkit import quick_regex as regex
from searchkit.quotes import english
from searchkit.quotes.first_names import gender
from searchkit.quotes.names import FullNames, Named, named, others, stands_inside
from searchkit.quotes.quotation import Quotation, Rule, Speaker

#: Characters of a clause that are looked at.
MAX_CLAUSE = 300
#: A shorter quotation may be a term that nobody says.
MIN_SAID_WORDS = 4
#: Such terms between a speaker and the pronoun for him.
MAX_PASSED = 3
#: Characters before a name in which a relative's word stands.
MAX_RELATIVE = 24
#: Characters before a pronoun in which it is looked for whom it means.
MAX_BACK = 900

PARAGRAPH = regex.compile(r"\n[^\S\n]*\n")
_COMMA = regex.compile(r",\s+")


class People:
    """The people of one text; `made` are its quotations so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._made: list[Quotation] = []
        self._is_name: dict[str, bool] = {}
        # Where the paragraph of the quotation begins, and the one before it.
        self._paragraph = self._earliest = 0

    @cached_property
    def _names(self) -> FullNames:
        return FullNames(self._text)

    def _subject(
        self, begin: int, end: int, *, previous: Quotation | None = None, whole: bool = False
    ) -> Named | None:
        """The name in the words before a verb; if `whole`, all of them must be it."""
        text = self._text
        while begin < end and (text[begin].isspace() or text[begin] == "("):
            begin += 1
        end -= len(text[begin:end]) - len(
            english.BETWEEN.sub("", text[begin:end].rstrip() + " ").rstrip()
        )
        if brackets := english.BRACKETS.search(text, begin, end):
            end = brackets.start()
        set_off = text[end - 1 : end] == ","
        if set_off:
            end -= 1
        if he := english.HE.search(text[begin:end]):
            return self._antecedent(begin + he.start("he"), previous)
        cuts = [match.span() for match in _COMMA.finditer(text, begin, end)]
        parts = list(
            zip([begin, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True)
        )
        return self._subject_in(parts, set_off=set_off, whole=whole)

    def _subject_in(
        self, parts: list[tuple[int, int]], *, set_off: bool, whole: bool
    ) -> Named | None:
        """The name in the parts of a phrase between commas, the last of which may be `set_off`."""
        for back, part in enumerate(reversed(parts[-3:] if set_off else parts[-1:])):
            number = len(parts) - 1 - back
            if number and set_off and self._is_inserted(parts[number - 1], part):
                continue
            name = self._named_in(*part)
            if name is None:
                continue
            if (
                whole
                and number > 0
                and not (set_off and number == 1)
                and not self._is_set_before(parts[:number])
            ):
                return None
            beside = parts[number - 1] if set_off and not back and number == 1 else None
            beside = parts[number + 1] if back else beside
            if beside and self._text[slice(*beside)].strip().isdigit():
                # An age, and perhaps a role after it.
                beside = parts[number + 2] if back > 1 else None
            if beside and not name.role:
                role = english.DETERMINER.sub("", self._text[slice(*beside)].strip())
                name = replace(name, role="" if english.PLACED.match(role) else role)
            return self._resolved(name)
        return None

    def _is_set_before(self, parts: list[tuple[int, int]]) -> bool:
        """Check whether phrases before a subject say where or when."""
        text = self._text
        return all(english.PLACED.match(text[begin:end].lower()) for begin, end in parts)

    def _is_inserted(self, before: tuple[int, int], part: tuple[int, int]) -> bool:
        """Check whether a phrase says where or to whom, and does not name the subject."""
        return (
            english.PLACED.match(self._text, *part) is not None
            or english.ENDS_IN_PLACE.search(self._text, *before) is not None
        )

    def _named_in(self, begin: int, end: int) -> Named | None:
        """The name that ends a phrase, or that stands before `of`, `from`, `at` in it."""
        name = named(self._text, begin, end) or self._in_clause(begin, end)
        if name is None and (
            place := regex.search(r"\s(?:of|from|at)\s", self._text, pos=begin, endpos=end)
        ):
            name = named(self._text, begin, place.start())
            if name is not None and (
                (name.start != name.here and not name.role) or " " not in name.name
            ):
                return None
        return name

    def _in_clause(self, begin: int, end: int) -> Named | None:
        """The name that is all of a clause at the end of a phrase."""
        text = self._text
        clauses = list(english.CLAUSE.finditer(text, begin, end))
        last = clauses[-1] if clauses else None
        if last is None or (last["and"] and not english.LEADS.search(text, begin, last.start())):
            return None
        name = named(text, last.end(), end)
        return name if name is not None and name.here == last.end() else None

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
        if whole is not None and english.RELATIVE.search(
            self._text, max(0, whole.here - MAX_RELATIVE), whole.here
        ):
            return name if name.role or name.name in self._names else None
        if whole is not None:
            return replace(whole, role=name.role or whole.role, here=name.here)
        if name.role or name.name in self._names:
            return name
        if name.name not in self._is_name:
            self._is_name[name.name] = stands_inside(self._text, name.name)
        return name if self._is_name[name.name] else None

    def _antecedent(
        self, at: int, previous: Quotation | None, start: int | None = None
    ) -> Named | None:
        """Whom `he` or `she` means: the last speaker or subject, if nobody else is named since.

        The quotation begins at `start` if the word stands after it.
        """
        pronoun = "she" if self._text[at].lower() == "s" else "he"
        name = self._meant(at, previous, start, pronoun)
        return name if name and gender(name.name) in (None, pronoun) else None

    def _meant(
        self, at: int, previous: Quotation | None, start: int | None, pronoun: str
    ) -> Named | None:
        """Whom a pronoun means, by what was said and told before it."""
        speaker = previous.speaker if previous else None
        if speaker and previous:
            since = max(previous.end + 1, speaker.end)
            if self._others(since, at, speaker.name, pronoun):
                return None
            return _as_named(speaker, at)
        until = at if start is None else start - 1
        last = self._made[-1] if self._made else None
        since = max(last.end + 1, last.speaker.end if last.speaker else 0) if last else 0
        for first, end in reversed(self._sentences(max(since, self._earliest), until)):
            name = self._told_in(first, end, is_near=start is None, pronoun=pronoun)
            if name and gender(name.name) in (None, pronoun):
                return replace(name, here=at)
            if self._others(first, end, "", pronoun):
                return None
        return self._last_speaker(at, until, pronoun)

    def _sentences(self, begin: int, end: int) -> list[tuple[int, int]]:
        """The last sentences of a passage."""
        begin = max(begin, end - MAX_BACK)
        starts = {begin}
        starts.update(stop.end() for stop in english.STOP.finditer(self._text, begin, end))
        starts.update(gap.end() for gap in PARAGRAPH.finditer(self._text, begin, end))
        bounds = [*sorted(one for one in starts if one < end), end]
        return [pair for pair in pairwise(bounds) if self._text[slice(*pair)].strip()]

    def _told_in(self, begin: int, end: int, *, is_near: bool, pronoun: str) -> Named | None:
        """The person that a sentence without quotations is about; one that `is_near` by a role."""
        verb = english.VERBS.search(self._text, begin, end)
        is_he = verb and english.HE.search(self._text[begin : verb.start()].rstrip())
        if is_he:
            return None
        if verb and not english.SUBORDINATE.match(self._text, begin, end):
            name = self._subject(begin, verb.start(), whole=True)
            if name is not None:
                return name
        name = self._lead(begin, end) or (self._names.only(begin, end) if is_near else None)
        return None if name is None or self._others(begin, end, name.name, pronoun) else name

    def _last_speaker(self, at: int, until: int, pronoun: str) -> Named | None:
        """The last speaker, at most a paragraph back, if nobody else is named until an offset."""
        for quotation in reversed(self._made[-MAX_PASSED:]):
            if quotation.end < self._earliest:
                return None
            speaker = quotation.speaker
            if speaker is not None:
                since = max(quotation.end + 1, speaker.end)
                if self._others(since, until, speaker.name, pronoun):
                    return None
                return _as_named(speaker, at)
            if len(self._text[quotation.start : quotation.end].split()) >= MIN_SAID_WORDS:
                return None
        return None

    def _others(self, since: int, until: int, name: str, pronoun: str) -> bool:
        """Check whether anybody else is named in the text between quotations."""
        for quotation in self._made[-MAX_PASSED:]:
            if since < quotation.start < until:
                if others(self._text, since, quotation.start, self._names, name, pronoun=pronoun):
                    return True
                since = quotation.end
        return others(self._text, since, until, self._names, name, pronoun=pronoun)

    def _named_speaker(
        self, name: Named | None, rule: Rule, start: int | None, end: int
    ) -> Speaker | None:
        """The speaker of that name; the evidence begins where he is named, or at `start`."""
        if name is None:
            return None
        shown = " ".join(name.name.split())
        role = " ".join(name.role.split())
        start = name.here if start is None else start
        return Speaker(shown, role, rule, start, end, name.start, name.end)


def _as_named(speaker: Speaker, at: int) -> Named:
    """A speaker as he is meant at an offset."""
    return Named(speaker.name, speaker.name_start, speaker.name_end, speaker.role, at)
