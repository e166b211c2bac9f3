"""The names of a text, by its capitals and what stands beside them.

Precision comes before recall: a word that could be in capitals for another reason, as the first of
a sentence, is a name only if something says so. A kind is given only with its evidence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from searchkit.names.beside import beside, leading_place, without_particles
from searchkit.names.bounds import bounds
from searchkit.names.capitals import LARGE, Line, Run, Token, headlines, is_in_capitals, runs
from searchkit.names.continuing import goes_on, with_head, without_day
from searchkit.names.joining import Found, joined
from searchkit.names.kinds import MAX_BEFORE, Evidence, Phrase, is_initial, is_organisation, kind_of
from searchkit.names.leading import (
    is_role_part,
    office_before,
    without_church,
    without_leading,
)
from searchkit.names.lexicon import (
    DEMONYMS,
    ORGANISATION_HEADS,
    ORGANISATIONS,
    PLACES,
)
from searchkit.names.long_forms import LongForm, long_forms
from searchkit.names.name import MAX_MENTIONS, MAX_TEXT, Name
from searchkit.names.oddities import NUMERAL, ODD, is_compound, is_odd, short_forms
from searchkit.names.particles import PARTICLES
from searchkit.names.segments import segments
from searchkit.names.titled import is_of_person, last_title, without_country
from searchkit.names.titles import Titles
from searchkit.names.words import (
    BEFORE_PLACE_NAME,
    BEFORE_SURNAME,
    DOTTED_STATES,
    DUTCH_ADJECTIVE,
    DUTCH_NOUN,
    GENERIC,
    NO_NAME,
    PLURAL_TITLES,
    PLURALS,
    PORTFOLIOS,
    RUSSIAN_ADJECTIVE,
    RUSSIAN_NOUN,
    STATES,
    WITH_PORTFOLIO,
    Words,
    words_of,
)
from searchkit.names.wrapping import unwrapped
from searchkit.quotes.names import HONOURS

#: Words of a name.
MAX_WORDS = 12
#: Words of what a minister is of.
MAX_PORTFOLIO = 6

#: What a head in a name goes on with.
_BELONGS = (" of ", " for ", " on ")
_OF_MINISTRY = frozenset("minister ministers secretary editor general".split())
_NOBODY = GENERIC | DEMONYMS | PLURAL_TITLES
# Between two who have one title.
_LISTED = frozenset((" and ", ", ", ", and "))
_KNOWN = ORGANISATIONS | PLACES


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
        self._text = unwrapped(text)
        self._lines = headlines(self._text)
        self._words = words
        self._found: list[Found] = []
        # Names only if something else says so.
        self._suspects: list[Found] = []
        # The names of teams, which are those of cities, stand in rows of numbers.
        self._in_tables: set[int] = set()
        # Where the title of several begins, and where the last of them is named.
        self._titled = (0, 0)
        self._titles = Titles(self._text)
        self._short_forms = short_forms(self._text)
        self._long_forms = long_forms(self._text)
        self._long_form_ends = [end for _, end in self._long_forms]

    def names(self) -> list[Name]:
        group: list[list[Token]] = []
        first = False
        for run in self._runs(self._lines):
            tokens = run.tokens
            if group and (
                goes_on(self._text, group, tokens, self._words)
                or (self._long_forms and self._are_in_long_form(group, tokens))
            ):
                group.append(tokens)
                continue
            self._take(group, first=first)
            group, first = [tokens], run.is_first
            if len(self._found) > MAX_MENTIONS:
                break
        self._take(group, first=first)
        return joined(self._text, self._found, self._suspects, self._words.places)

    def _are_in_long_form(self, group: Sequence[list[Token]], tokens: Sequence[Token]) -> bool:
        return self._long_form_at(tokens[0])[0] <= group[-1][-1].start

    def _long_form_at(self, token: Token) -> LongForm:
        """The only long form that a word can be in; none is behind the text."""
        at = bisect_left(self._long_form_ends, token.end)
        end = len(self._text)
        return self._long_forms[at] if at < len(self._long_forms) else (end, end)

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

    def _take(self, group: list[list[Token]], *, first: bool) -> None:
        """Find the names in runs that go on each other."""
        if group and (
            group[-1][-1].low in PLURALS or self._text.startswith(" and Co", group[-1][-1].end)
        ):
            group = with_head(self._text, group, self._words)
        if self._long_forms and group and self._take_long_form(group):
            return
        if len(group) > 1:
            self._take_joined(group, first=first)
        elif group and len(group[0]) > 1:
            for tokens, is_first in segments(self._text, group[0], self._words, first=first):
                self._take_segment(tokens, is_first)
        elif group:
            self._take_word(group[0], first=first)

    def _take_long_form(self, group: Sequence[list[Token]]) -> bool:
        """Find the name that an acronym stands behind; tell if there is one."""
        start, end = self._long_form_at(group[-1][-1])
        whole = [token for part in group for token in part if token.start >= start]
        if not whole or whole[0].start != start:
            return False
        if whole[-1].end < end:
            # Its last word is no name alone: `Rally for Culture and Democracy (RCD)`.
            last = max(self._text.rfind(blank, start, end) for blank in " \n") + 1
            whole.append(Token(last, end, self._text[last:end].lower()))
        if len(whole) > 1:
            self._take_name(Phrase(self._text, whole), False)
        return len(whole) > 1

    def _take_word(self, tokens: Sequence[Token], *, first: bool) -> None:
        """Find the name in one word, as most are: what is no name alone is left out already."""
        start, end, low = tokens[0]
        text = self._text
        if low in STATES and text.startswith(".", end) and text[start - 2 : start] == ", ":
            evidence = Evidence("place", "known", start, end + 1)
            self._found.append(Found(start, end + 1, text[start : end + 1], evidence))
        elif low in self._words.places and start not in self._in_tables and "-" not in low:
            if text[end : end + 1] not in ("-", "$"):
                evidence = Evidence("place", "known", start, end)
                self._found.append(Found(start, end, text[start:end], evidence))
        elif low in DOTTED_STATES and text[start - 2 : start] == ", ":
            evidence = Evidence("place", "known", start, end)
            self._found.append(Found(start, end, text[start:end], evidence))
        elif not (ODD.search(text, start, end) and is_odd(text, start, end, self._words.stop)):
            self._take_name(Phrase(text, tokens), first)

    def _take_joined(self, group: Sequence[list[Token]], *, first: bool) -> None:
        """Find the name in runs with `of`, `for` or `and` between them."""
        head = group[0]
        if head[-1].low in WITH_PORTFOLIO:
            self._take_portfolio(head, group[1:])
            return
        begin = 0
        while begin < len(head) - 1 and head[begin].low in self._words.stop:
            begin += 1
        tokens = [*head[begin:], *(token for part in group[1:] for token in part)]
        tokens = [*without_day(tokens, self._words)]
        of = len(head) - begin if self._text.startswith(_BELONGS, head[-1].end) else 0
        self._take_name(Phrase(self._text, tokens, of=of), first and not begin)

    def _take_portfolio(self, head: Sequence[Token], group: Sequence[list[Token]]) -> None:
        """Find whom a title with its office is of, as in `Secretary of State Rex Tillerson`."""
        title = head[-1]
        if len(head) > 1 and head[0].low in self._words.places:
            self._take_name(Phrase(self._text, head[:1]), False)
        rest = [token for part in group for token in part]
        offices = [at for at, one in enumerate(rest[:MAX_PORTFOLIO]) if one.low in PORTFOLIOS]
        if offices:
            rest = rest[offices[-1] + 1 :]
        if size := leading_place(rest[:-1], self._words):
            self._take_name(Phrase(self._text, rest[:size]), False)
            rest = rest[size:]
        if rest and len(rest) < MAX_WORDS and not is_organisation(rest):
            phrase = Phrase(self._text, rest)
            if phrase.key in self._words.places:
                self._take_name(phrase, False)
            else:
                self._add(phrase, Evidence("person", "title", title.start, phrase.end), first=False)

    def _take_segment(self, tokens: list[Token], first: bool) -> None:
        """Find names in words in capitals that stand side by side."""
        tokens = without_particles(tokens)
        while tokens and tokens[0].low == "&":
            tokens = tokens[1:]
        if not tokens:
            return
        if len(tokens) > 2 and self._text[tokens[-1].start : tokens[-1].end] in HONOURS:
            tokens = tokens[:-1]
        tokens = without_church(tokens)
        if "_".join([token.low for token in tokens]) in self._words.places:
            self._take_name(Phrase(self._text, tokens), first)
            return
        title = last_title(tokens, self._words)
        if title >= 0 and is_of_person(tokens, title, self._words):
            self._take_titled(tokens, title, first=first)
            return
        tokens, first = without_leading(self._text, tokens, self._words, first=first)
        parts = beside(self._text, tokens, self._words) if len(tokens) > 1 else [tokens]
        for number, part in enumerate(parts):
            if part:
                self._take_name(Phrase(self._text, part), first and number == 0)

    def _take_titled(self, tokens: Sequence[Token], title: int, *, first: bool) -> None:
        """Find whom a title is of, and what stands before it: a country, a company."""
        words = self._words
        before, rest = list(tokens[:title]), list(tokens[title + 1 :])
        while before and is_role_part(before[0].low, words):
            before.pop(0)
            first = False
        while before and is_role_part(before[-1].low, words):
            before.pop()
        low = tokens[title].low.rstrip(".")
        if len(rest) > 1 and rest[0].low in PARTICLES and self._words.is_romance:
            office, rest = office_before(rest)
            if Phrase(self._text, office).key in self._words.places:
                self._take_name(Phrase(self._text, office), False)
        if before:
            phrase = Phrase(self._text, before)
            is_plain = phrase.key in words.places or phrase.key in ORGANISATIONS
            is_plain = is_plain or (len(before) > 1 and before[-1].low in ORGANISATION_HEADS)
            if is_plain or (not first and low not in _OF_MINISTRY):
                self._take_name(phrase, first)
        rest = without_country(rest, words)
        if not rest or (len(rest) == 1 and rest[0].low in NO_NAME and low not in BEFORE_SURNAME):
            return
        phrase = Phrase(self._text, rest)
        if phrase.key in words.places and low not in BEFORE_PLACE_NAME:
            self._take_name(phrase, False)
        else:
            evidence = Evidence("person", "title", tokens[title].start, phrase.end)
            self._add(phrase, evidence, first=False)
            if low in PLURAL_TITLES:
                self._titled = (tokens[title].start, phrase.end)

    def _take_name(self, phrase: Phrase, first: bool) -> None:
        """Add a name with its kind, unless nothing says that it is one."""
        tokens = phrase.tokens
        if len(tokens) == 1:
            if self._is_no_name(phrase):
                return
        elif len(tokens) > MAX_WORDS:
            return
        evidence = self._listed(phrase) or kind_of(phrase, self._words)
        if evidence.kind == "place" and phrase.start in self._in_tables:
            evidence = Evidence("other", "unknown", phrase.start, phrase.end)
        if evidence.kind == "other":
            if self._is_slug(phrase):
                return
            if self._words.needs_evidence and not (phrase.written.isupper() and len(tokens) == 1):
                return
            if len(tokens) > 1 and (self._is_shouted(phrase) or _NOBODY.issuperset(phrase.lows)):
                return
        self._add(phrase, evidence, first=first)

    def _listed(self, phrase: Phrase) -> Evidence | None:
        """That a name is the next one behind a title of several people, or the first."""
        text, tokens = self._text, phrase.tokens
        start, end = self._titled
        if len(tokens) == 1 or phrase.key in self._words.places or is_organisation(tokens):
            return None
        if text[end : phrase.start] not in _LISTED:
            before = text[max(0, phrase.start - MAX_BEFORE) : phrase.start]
            title = before[before.rfind(" ", 0, -1) + 1 : -1]
            if title not in PLURAL_TITLES and title not in ("Reps.", "Sens."):
                return None
            start = phrase.start - len(title) - 1
        self._titled = (start, phrase.end)
        return Evidence("person", "title", start, phrase.end)

    def _is_shouted(self, phrase: Phrase) -> bool:
        """Tell if words are large as the heading of a part of a text is: `PRECIOUS METALS`."""
        if not phrase.written.isupper() or phrase.start in self._in_tables:
            return False
        first, second, *_ = phrase.lows
        return len(phrase.lows) > 2 or _KNOWN.isdisjoint((first, second))

    def _is_slug(self, phrase: Phrase) -> bool:
        """Tell if words in capitals say of what sort a report is: `PRESS DIGEST - Norway`."""
        text, end = self._text, phrase.end
        if not phrase.written.isupper() or not text.startswith((" - ", "--", " -- ", " – "), end):
            return False
        return text[text.rfind("\n", 0, end) + 1 : end].isupper()

    def _is_no_name(self, phrase: Phrase) -> bool:
        low = phrase.tokens[0].low
        if phrase.written in LARGE:
            return False
        if low in self._words.general or NUMERAL.fullmatch(phrase.written):
            return True
        if self._words.is_compounding and is_compound(phrase.written):
            return True
        if low in NO_NAME or low in self._words.stop or len(low) < 2 or is_initial(low):
            return True
        # `(R-Ellery)`: the party of a politician, and where he is from.
        if low.startswith(("r-", "d-")) and self._text.startswith("(", phrase.start - 1):
            return True
        text, start, end = self._text, phrase.start, phrase.end
        if text.startswith((".-", "$"), end) or low in self._short_forms:
            return True
        if text[end : end + 1] == "-" or text[start - 1 : start] == "-":
            is_known = low in self._words.places or low in ORGANISATIONS
            return not is_known or text[end : end + 1] == "-"
        # `Верховный суд`: the noun that it belongs to is written small.
        if self._words.code == "nl" and DUTCH_ADJECTIVE.fullmatch(low):
            return DUTCH_NOUN.match(text, end) is not None
        return self._words.is_cyrillic and bool(
            RUSSIAN_ADJECTIVE.fullmatch(low) and RUSSIAN_NOUN.match(text, end)
        )

    def _add(self, phrase: Phrase, evidence: Evidence, *, first: bool) -> None:
        written = phrase.written
        is_in_table = phrase.start in self._in_tables
        start, end = bounds(phrase, evidence, self._words, is_in_table=is_in_table)
        found = Found(start, end, self._text[start:end], evidence)
        is_opening = (
            first
            and len(phrase.tokens) == 1
            and evidence.kind == "other"
            and phrase.start not in self._in_tables
            and not written.isupper()
        )
        says_little = self._fills_line(phrase) or self._titles.have(phrase.start, phrase.end)
        if is_opening or (says_little and not _is_told(evidence)):
            self._suspects.append(found)
        else:
            self._found.append(found)

    def _fills_line(self, phrase: Phrase) -> bool:
        """Tell if a name is all of a line, as in a byline, a caption or a table."""
        text, start, end = self._text, phrase.start, phrase.end
        return (start == 0 or text[start - 1] == "\n") and (end == len(text) or text[end] == "\n")
