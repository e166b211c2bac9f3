"""The names of a text, by its capitals and what stands beside them.

Precision comes before recall: a word that could be in capitals for another reason, as the first of
a sentence, is a name only if something says so. A kind is given only with its evidence.
"""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.names.capitals import Line, Run, Token, headlines, is_in_capitals, runs
from searchkit.names.joining import Found, joined
from searchkit.names.kinds import Evidence, Phrase, is_initial, is_organisation, kind_of
from searchkit.names.lexicon import (
    COMMON,
    DEMONYMS,
    FIRST_NAMES,
    OF_HEADS,
    ORGANISATION_HEADS,
    ORGANISATIONS,
    PLACE_HEADS,
    ROLE_PARTS,
)
from searchkit.names.name import Name
from searchkit.names.particles import PARTICLES
from searchkit.names.words import (
    BEFORE_PLACE_NAME,
    BEFORE_SURNAME,
    FOR_HEADS,
    GENERIC,
    HYPHENATED,
    NO_NAME,
    PORTFOLIOS,
    RUSSIAN_ADJECTIVE,
    RUSSIAN_NOUN,
    TITLE,
    WITH_PORTFOLIO,
    Words,
    is_title,
    is_trade,
    words_of,
)
from searchkit.names.wrapping import unwrapped

#: Characters of a text that are looked at, and mentions that are found in it.
MAX_TEXT = 200_000
MAX_MENTIONS = 4_000
#: Words of a name.
MAX_WORDS = 12
#: Characters between two runs that can be one name.
MAX_GAP = 8

_OF = frozenset((" of ", " of the "))
_PORTFOLIO_GAPS = frozenset((" of ", " of the ", " for ", " for the "))
_AND_HEADS = frozenset("ministry department committee institute".split())
_NO_DAY = frozenset("and or but of for as at in on to the by with from".split())
_NO_SURNAME = frozenset("president minister secretary chairman director".split())
_OF_MINISTRY = frozenset("minister ministers secretary editor general".split())
_NOBODY = GENERIC | DEMONYMS


def _is_told(evidence: Evidence) -> bool:
    return evidence.kind not in ("other", "person") or evidence.rule == "title"


def names_of(text: str, language: str | None = None) -> list[Name]:
    """The names of a text in a language, in the order in which they are first mentioned."""
    text = text[:MAX_TEXT]
    if is_in_capitals(text):
        return []
    return _Extraction(text, words_of(language)).names()


class _Extraction:
    """One pass over one text."""

    def __init__(self, text: str, words: Words) -> None:
        self._lines = headlines(text)
        self._text = unwrapped(text)
        self._words = words
        self._found: list[Found] = []
        # Names only if something else says so.
        self._suspects: list[Found] = []
        # The names of teams, which are those of cities, stand in rows of numbers.
        self._in_tables: set[int] = set()

    def names(self) -> list[Name]:
        group: list[list[Token]] = []
        first = False
        for run in self._runs(self._lines):
            tokens = run.tokens
            if group and self._goes_on(group[-1], tokens):
                group.append(tokens)
                continue
            self._take(group, first=first)
            group, first = [tokens], run.is_first
            if len(self._found) > MAX_MENTIONS:
                break
        self._take(group, first=first)
        return joined(self._text, self._found, self._suspects, self._words.places)

    def _runs(self, lines: Sequence[Line]) -> list[Run]:
        """The runs outside of headlines; what is a known place in a line in capitals is taken."""
        kept = []
        at = 0
        for run in runs(self._text, self._words.alone):
            while at < len(lines) and lines[at].end <= run.start:
                at += 1
            if at == len(lines) or run.start < lines[at].start:
                kept.append(run)
            elif lines[at].form == "large":
                self._take_dateline(run)
            elif lines[at].form == "table":
                self._in_tables.add(run.start)
                kept.append(run)
        return kept

    def _take_dateline(self, run: Run) -> None:
        phrase = Phrase(self._text, run.tokens)
        if phrase.key in self._words.places and len(phrase.key) > 3:
            self._add(phrase, kind_of(phrase, self._words), first=False)

    def _goes_on(self, before: Sequence[Token], tokens: Sequence[Token]) -> bool:
        """Tell if words go on a name, as in `Bank of England` and `Centre for Policy`."""
        begin, end = before[-1].end, tokens[0].start
        if end - begin > MAX_GAP or tokens[0].low in self._words.stop:
            return False
        gap = self._text[begin:end]
        head = before[-1].low
        if head in WITH_PORTFOLIO and gap in _PORTFOLIO_GAPS:
            return True
        if gap in _OF:
            return head in OF_HEADS and head not in TITLE
        if gap == " for ":
            return head in FOR_HEADS
        return gap == " and " and head not in COMMON and self._is_ministry(before)

    def _is_ministry(self, before: Sequence[Token]) -> bool:
        """Tell if words are what a ministry is `of`, which can be two things."""
        earlier = self._text[max(0, before[0].start - 20) : before[0].start].split()
        return len(earlier) > 1 and earlier[-1] == "of" and earlier[-2].lower() in _AND_HEADS

    def _take(self, group: Sequence[list[Token]], *, first: bool) -> None:
        """Find the names in runs that go on each other."""
        if len(group) > 1:
            self._take_joined(group, first=first)
        elif group and len(group[0]) > 1:
            self._take_run(group[0], first=first)
        elif group:
            self._take_word(group[0], first=first)

    def _take_word(self, tokens: Sequence[Token], *, first: bool) -> None:
        """Find the name in one word, as most are: what is no name alone is left out already."""
        start, end, low = tokens[0]
        text = self._text
        if low in self._words.places and start not in self._in_tables and "-" not in low:
            if text[end : end + 1] != "-":
                evidence = Evidence("place", "known", start, end)
                self._found.append(Found(start, end, text[start:end], evidence))
        elif not ("-" in low and HYPHENATED.search(text, start, end)):
            self._take_name(Phrase(text, tokens), first)

    def _take_joined(self, group: Sequence[list[Token]], *, first: bool) -> None:
        """Find the name in runs with `of`, `for` or `and` between them."""
        head = group[0]
        if head[-1].low in WITH_PORTFOLIO:
            self._take_portfolio(head[-1], group[1:])
            return
        begin = 0
        while begin < len(head) - 1 and head[begin].low in self._words.stop:
            begin += 1
        tokens = [*head[begin:], *(token for part in group[1:] for token in part)]
        self._take_name(Phrase(self._text, tokens, of=len(head) - begin), first and not begin)

    def _take_run(self, tokens: list[Token], *, first: bool) -> None:
        """Find the names between words that are no part of one."""
        lows = [token.low for token in tokens]
        if self._words.stop.isdisjoint(lows) and "-" not in "".join(lows):
            self._take_segment(tokens, first)
            return
        segment: list[Token] = []
        for number, token in enumerate(tokens):
            if self._is_stop(token, segment, is_last=number + 1 == len(tokens)):
                if segment:
                    self._take_segment(segment, first)
                segment, first = [], False
            else:
                segment.append(token)
        if segment:
            self._take_segment(segment, first)

    def _take_portfolio(self, title: Token, group: Sequence[list[Token]]) -> None:
        """Find whom a title with its office is of, as in `Secretary of State Rex Tillerson`."""
        rest = [token for part in group for token in part]
        while rest and rest[0].low in PORTFOLIOS:
            rest.pop(0)
        if rest and len(rest) < MAX_WORDS and not is_organisation(rest):
            phrase = Phrase(self._text, rest)
            if phrase.key in self._words.places:
                self._take_name(phrase, False)
            else:
                self._add(phrase, Evidence("person", "title", title.start, phrase.end), first=False)

    def _is_stop(self, token: Token, before: Sequence[Token], *, is_last: bool) -> bool:
        """Tell if a word is no part of a name, though it is in capitals."""
        low = token.low
        if "-" in low and HYPHENATED.search(self._text, token.start, token.end):
            return True
        if low not in self._words.stop:
            return False
        if low in PARTICLES and not is_last and (before or self._text[token.start].islower()):
            return False
        if low in FIRST_NAMES and not is_last:
            return False
        # `Theresa May`, `Peter Such`.
        return not (len(before) == 1 and before[0].low in FIRST_NAMES and low not in _NO_DAY)

    def _take_segment(self, tokens: list[Token], first: bool) -> None:
        """Find names in words in capitals that stand side by side."""
        while tokens and tokens[-1].low in PARTICLES:
            tokens = tokens[:-1]
        while tokens and tokens[0].low == "&":
            tokens = tokens[1:]
        if not tokens:
            return
        title = self._last_title(tokens, first=first)
        if title >= 0 and self._is_of_person(tokens, title):
            self._take_titled(tokens, title, first=first)
            return
        tokens, first = self._without_people(tokens, first)
        # `the ambassador to Norway Peter Lund`.
        if len(tokens) > 2 and tokens[0].low in self._words.places and tokens[1].low in FIRST_NAMES:
            self._take_name(Phrase(self._text, tokens[:1]), False)
            tokens, first = tokens[1:], False
        if tokens:
            self._take_name(Phrase(self._text, tokens), first)

    def _last_title(self, tokens: Sequence[Token], *, first: bool) -> int:
        """The number of the last title before a name; -1 if there is none."""
        title = -1
        for number, token in enumerate(tokens):
            low = token.low
            if (low in FIRST_NAMES or is_initial(low)) and (title >= 0 or low not in TITLE):
                break
            names_role = is_title(low) or (number == 0 and len(tokens) > 1 and is_trade(low))
            goes_on = title == number - 1 >= 0 and low in ROLE_PARTS and number + 1 < len(tokens)
            if names_role or goes_on:
                title = number
        return title

    def _is_of_person(self, tokens: Sequence[Token], title: int) -> bool:
        """Tell if a title is that of a person: not as in `General Motors` and `Malcolm King`."""
        rest = tokens[title + 1 :]
        word = tokens[title].low
        if not rest:
            whole = title and (tokens[0].low in FIRST_NAMES or is_initial(tokens[0].low))
            return not whole or word in _NO_SURNAME
        if rest[-1].low in PLACE_HEADS and rest[0].low not in FIRST_NAMES:
            return False
        if is_organisation(tokens[title:]) or GENERIC.issuperset([token.low for token in rest]):
            return False
        return not (word == "general" and title == 0 and rest[0].low not in FIRST_NAMES)

    def _take_titled(self, tokens: Sequence[Token], title: int, *, first: bool) -> None:
        """Find whom a title is of, and what stands before it: a country, a company."""
        words = self._words
        before, rest = list(tokens[:title]), list(tokens[title + 1 :])
        while before and self._is_role_part(before[0].low):
            before.pop(0)
            first = False
        while before and self._is_role_part(before[-1].low):
            before.pop()
        low = tokens[title].low.rstrip(".")
        if before:
            phrase = Phrase(self._text, before)
            is_plain = phrase.key in words.places or phrase.key in ORGANISATIONS
            is_plain = is_plain or (len(before) > 1 and before[-1].low in ORGANISATION_HEADS)
            if is_plain or (not first and low not in _OF_MINISTRY):
                self._take_name(phrase, first)
        if len(rest) > 1 and rest[0].low in DEMONYMS:
            rest.pop(0)
        if not rest or (len(rest) == 1 and rest[0].low in NO_NAME and low not in BEFORE_SURNAME):
            return
        phrase = Phrase(self._text, rest)
        if phrase.key in words.places and low not in BEFORE_PLACE_NAME:
            self._take_name(phrase, False)
        else:
            evidence = Evidence("person", "title", tokens[title].start, phrase.end)
            self._add(phrase, evidence, first=False)

    def _is_role_part(self, low: str) -> bool:
        return (
            low in ROLE_PARTS
            or low in DEMONYMS
            or low in self._words.stop
            or is_title(low)
            or is_trade(low)
        )

    def _without_people(self, tokens: list[Token], first: bool) -> tuple[list[Token], bool]:
        """A name without the nationality before it, and without what only begins the sentence."""
        lead = 0
        while lead < len(tokens) and tokens[lead].low in DEMONYMS:
            lead += 1
        rest = tokens[lead:]
        if not rest:
            return [], first
        if lead and (self._begins_person(rest) or self._is_plain(rest)):
            tokens, first = rest, False
        while len(tokens) > 1 and tokens[-1].low in DEMONYMS and tokens[0].low not in FIRST_NAMES:
            tokens = tokens[:-1]
        for number in range(1, len(tokens) - 1):
            if tokens[number - 1].low in DEMONYMS and tokens[number].low in FIRST_NAMES:
                return tokens[number:], False
        if not first or len(tokens) < 2 or self._begins_person(tokens):
            return tokens, first
        if len(tokens) > 2 and tokens[1].low in FIRST_NAMES:
            return tokens[1:], False
        return self._without_opening(tokens)

    def _without_opening(self, tokens: list[Token]) -> tuple[list[Token], bool]:
        """Words that begin a sentence, without a first one that is no part of the name."""
        known = {"_".join(token.low for token in tokens[:count]) for count in (2, 3)}
        low = tokens[0].low
        if known.isdisjoint(self._words.places) and not is_organisation(tokens):
            text = Phrase(self._text, tokens).around
            if low in COMMON or f" {low} " in text or f" {low}," in text or f" {low}." in text:
                return tokens[1:], False
        return tokens, True

    def _begins_person(self, tokens: Sequence[Token]) -> bool:
        return tokens[0].low in FIRST_NAMES or is_initial(tokens[0].low)

    def _is_plain(self, tokens: Sequence[Token]) -> bool:
        """Tell if words are a name of their own without the nationality before them."""
        return (
            len(tokens) > 1
            and not is_organisation(tokens)
            and GENERIC.isdisjoint([token.low for token in tokens])
        )

    def _take_name(self, phrase: Phrase, first: bool) -> None:
        """Add a name with its kind, unless nothing says that it is one."""
        tokens = phrase.tokens
        if len(tokens) == 1:
            if self._is_no_name(phrase):
                return
        elif len(tokens) > MAX_WORDS:
            return
        evidence = kind_of(phrase, self._words)
        if evidence.kind == "place" and phrase.start in self._in_tables:
            evidence = Evidence("other", "unknown", phrase.start, phrase.end)
        if evidence.kind == "other":
            if self._words.needs_evidence and not (phrase.written.isupper() and len(tokens) == 1):
                return
            if len(tokens) > 1 and _NOBODY.issuperset(phrase.lows):
                return
        self._add(phrase, evidence, first=first)

    def _is_no_name(self, phrase: Phrase) -> bool:
        low = phrase.tokens[0].low
        if low in NO_NAME or low in self._words.stop or len(low) < 2 or is_initial(low):
            return True
        # `(R-Ellery)`: the party of a politician, and where he is from.
        if low.startswith(("r-", "d-")) and self._text.startswith("(", phrase.start - 1):
            return True
        text, start, end = self._text, phrase.start, phrase.end
        if text[end : end + 1] == "-" or text[start - 1 : start] == "-":
            is_known = low in self._words.places or low in ORGANISATIONS
            return not is_known or text[end : end + 1] == "-"
        # `Верховный суд`: the noun that it belongs to is written small.
        return self._words.is_cyrillic and bool(
            RUSSIAN_ADJECTIVE.fullmatch(low) and RUSSIAN_NOUN.match(text, end)
        )

    def _add(self, phrase: Phrase, evidence: Evidence, *, first: bool) -> None:
        written = phrase.written
        found = Found(phrase.start, phrase.end, written, evidence)
        is_opening = (
            first
            and len(phrase.tokens) == 1
            and evidence.kind == "other"
            and phrase.start not in self._in_tables
            and not written.isupper()
        )
        if is_opening or (self._fills_line(phrase) and not _is_told(evidence)):
            self._suspects.append(found)
        else:
            self._found.append(found)

    def _fills_line(self, phrase: Phrase) -> bool:
        """Tell if a name is all of a line, as in a byline, a caption or a table."""
        text, start, end = self._text, phrase.start, phrase.end
        return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
