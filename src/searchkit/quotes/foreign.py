"""Speakers in other languages than English, by the same plain rules on their own words.

The clause before a quotation, or the one after it, has a verb of saying whose subject is a name, or
a pronoun for whoever spoke last. Where two clauses name two people, nobody is given.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from searchkit import quick_regex as regex
from searchkit.quotes import english
from searchkit.quotes.cases import gender_of
from searchkit.quotes.first_names import gender as gender_of_name
from searchkit.quotes.languages import Language
from searchkit.quotes.people import MAX_BACK, MAX_CLAUSE, MAX_PASSED, MIN_SAID_WORDS, PARAGRAPH
from searchkit.quotes.persons import Mention, Persons
from searchkit.quotes.quotation import Quotation, Rule, Speaker
from searchkit.quotes.subjects import Pronoun, Subjects
from searchkit.quotes.tokens import tokens_of

#: Words between a verb and the quotation after it.
MAX_REST_WORDS = 14
#: Sentences back in which it is looked for whom a pronoun means.
MAX_SENTENCES = 2
#: Characters between two quotations of one speaker.
MAX_GAP = 160
#: Characters after a verb in which its subject would begin.
MAX_NEXT = 40

# What is quoted after them is a name.
_TITLED = regex.compile(
    r"""(?<!\p{L})(?:titulad[oa]|llamad[oa]|denominad[oa]|intitulée?s?|nommée?|titre|films?|livres?|libros?|películas?|serie
    |lema|carteles|cartel|pancartas?|eslogan|slogans?|programas?|canción|leyenda|inscription|banderoles?|mots?
    |pancartes?|opération|под\s+названием|надписью|книг\p{L}*+|фильм\p{L}*+|стать[яиеёю]\p{L}*+|альбом\p{L}*+|лозунг\p{L}*+
    |названием|орден\p{L}*+|звани\p{L}*+|titel|filme?|buch|motto|plakat\p{L}*+|schild\p{L}*+|aufschrift|hashtag
    |intitolat[oa]|libro|titolo|striscion\p{L}*+|intitulad[oa]|livro|filme|faixa|tytułem|książ\p{L}*+|hasł\p{L}*+)
    \s*+[,:]?\s*+$""",
    regex.VERBOSE | regex.VERSION1 | regex.I,
)
_PREFIX = regex.compile(r"[^\S\n]*+(?:[,.!?…][^\S\n]*+)?+(?:[,—–-]\s*+){0,2}+", regex.VERSION1)
# `as X said` after a quotation.
_AS = regex.compile(r"(?:según|como|así\slo|así|как|як|jak|come|conforme|comme|wie)\s++")
_GOES_ON = regex.compile(
    r"\s*+(?:[.,;…]\s*+)?(?:(?:et|y|e|und|и|і|та|i|mais|pero|ma|mas|aber|но|а)\s++)?(?:que\s++|что\s++)?"
)


# A line of dialogue ends without one.
_MARKS = frozenset("\"“”„«»＂「」『』’'")
# Somebody speaks who is not plainly named.
_NOBODY = Pronoun(None, -1)


class Foreign:
    """The clauses of one text that name a speaker."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._language = language
        self._persons = Persons(text, language)
        self._subjects = Subjects(text, language, self._persons)

    def speaker(
        self, start: int, end: int, *, begin: int, stop: int, made: list[Quotation], earliest: int
    ) -> Speaker | None:
        """The speaker of the quotation at `[start, end)`, with free text from `begin` to `stop`.

        The quotations before are `made`; pronouns are looked for from `earliest` on.
        """
        text = self._text
        begin = max(begin, start - 1 - MAX_CLAUSE)
        stop = min(stop, end + 1 + MAX_CLAUSE)
        for gap in self._language.stop.finditer(text, begin, start):
            begin = gap.end()
        before = self._before(begin, start - 1)
        after = self._after(end, stop)
        told = [
            one if isinstance(one, Speaker) else self._meant(one, start, made, earliest)
            for one in (before, after)
            if one is not None
        ]
        speakers = [one for one in told if one is not None]
        if len(speakers) == 2 and speakers[0].name.split()[-1] != speakers[1].name.split()[-1]:
            return None
        if speakers:
            return speakers[-1]
        if told:
            return None
        return self._label(begin, start) or self._continued(start, end, stop, made)

    def _named_speaker(self, mention: Mention, rule: Rule, start: int, end: int) -> Speaker:
        name = mention.name
        shown, role = " ".join(name.name.split()), " ".join(name.role.split())
        start, end = min(start, mention.start), max(end, mention.end)
        return Speaker(shown, role, rule, start, end, name.start, name.end)

    def _after(self, end: int, stop: int) -> Speaker | Pronoun | None:
        """Who is named by the clause that begins where a quotation ends."""
        text, language = self._text, self._language
        at, verb = self._clause_after(end + 1 + text.startswith("''", end), stop)
        if verb is None and text[end : end + 1] not in _MARKS:
            at, verb = self._clause_after(end, stop)
        if text[at : at + 1].isupper():
            return None
        if joined := language.joined_he.match(text, at, stop):
            return Pronoun(_joined_gender(joined), at)
        source = language.source.match(text, at, stop)
        if verb is None and source is None:
            return None
        begin = verb.end() if verb else source.end() if source else at
        cut = language.stop.search(text, begin, stop)
        stop = cut.start() + 1 if cut else stop
        if verb is None:
            return self._source(at, begin, stop)
        return self._said(verb, stop)

    def _clause_after(self, at: int, stop: int) -> tuple[int, regex.Match[str] | None]:
        """Where the clause after a quotation begins, and its verb."""
        text, language = self._text, self._language
        prefix = _PREFIX.match(text, at, stop)
        at = prefix.end() if prefix else at
        after_as = _AS.match(text, at, stop)
        verb = after_as and language.verb.match(text, after_as.end(), stop)
        verb = verb or language.verb.match(text, at, stop)
        return at, verb or language.after_only.match(text, at, stop)

    def _said(self, verb: regex.Match[str], stop: int) -> Speaker | Pronoun | None:
        """The subject of a verb after a quotation."""
        language = self._language
        gender = gender_of(verb[0]) if language.is_slavic else None
        subject = self._subjects.after(verb.end(), stop, gender)
        if isinstance(subject, Mention):
            return self._named_speaker(subject, "said", verb.start(), subject.end)
        drops = subject is None and language.drops_subject
        if drops and not self._subjects.has_another(verb.end(), stop):
            return Pronoun(gender, verb.start())
        return subject or _NOBODY

    def _source(self, at: int, start: int, stop: int) -> Speaker | None:
        """The speaker by `according to X`."""
        subject = self._subjects.after(start, stop, None)
        if self._language.is_slavic:
            return self._source_of(at, start, stop)
        if not isinstance(subject, Mention):
            return None
        # A survey or a paper is no person.
        role = tokens_of(self._text, subject.start, subject.end)
        if " " not in subject.name.name and not any(map(self._persons.is_role, role)):
            return None
        return self._named_speaker(subject, "according", at, subject.end)

    def _source_of(self, at: int, start: int, stop: int) -> Speaker | None:
        """The speaker by `according to X` where X stands in another case."""
        tokens = tokens_of(self._text, start, min(stop, start + MAX_CLAUSE))
        first = next((i for i, one in enumerate(tokens) if one.is_word and one.is_large), None)
        if first is None or any(not one.is_word for one in tokens[:first]):
            return None
        last = tokens[self._persons.run_end(tokens, first) - 1]
        name = self._persons.bearer_of(last.text)
        if name is None:
            return None
        mention = Mention(name, tokens[first].start, last.end)
        return self._named_speaker(mention, "according", at, last.end)

    def _before(self, begin: int, at: int) -> Speaker | Pronoun | None:
        """Who is named by the clause that ends where a quotation begins."""
        text, language = self._text, self._language
        verbs = list(language.verb.finditer(text, begin, at))
        joined = language.joined_he.search(text, begin, at)
        if joined and (not verbs or joined.start() <= verbs[-1].start()):
            return Pronoun(_joined_gender(joined), joined.start(), "says")
        source = language.source.search(text, begin, at)
        if not verbs:
            return self._source(source.start(), source.end(), at) if source else None
        verb = verbs[-1]
        rest = text[verb.end() : at]
        if len(rest.split()) > MAX_REST_WORDS or ";" in rest or _TITLED.search(rest):
            return None
        gender = gender_of(verb[0]) if language.is_slavic else None
        subject = self._subjects.after(verb.end(), at, gender) if rest.strip(" :\n\u00a0") else None
        if not isinstance(subject, Mention):
            subject = self._subjects.before(begin, verb.start(), gender) or subject
        if isinstance(subject, Mention):
            return self._named_speaker(subject, "says", verb.start(), verb.end())
        return subject and subject._replace(rule="says")

    def _label(self, begin: int, start: int) -> Speaker | None:
        """The speaker in `X: “…”`."""
        who = english.LABEL.fullmatch(self._text, begin, start - 1)
        if not who:
            return None
        tokens = tokens_of(self._text, *who.span("who"))
        if self._persons.run_end(tokens, 0) < len(tokens):
            return None
        words = self._persons.named(tokens)
        if not words or words[-1] != tokens[-1] or len(words) < 2:
            return None
        if not self._persons.is_full(words):
            return None
        name = self._persons.mention(words, tokens[0].start)
        return self._named_speaker(name, "says", name.start, who.end("who"))

    def _meant(
        self, pronoun: Pronoun, start: int, made: list[Quotation], earliest: int
    ) -> Speaker | None:
        """The last speaker, if a pronoun can mean him and nobody else is named since."""
        if pronoun is _NOBODY:
            return None
        until = pronoun.start
        free = min(until, start)
        for quotation in reversed(made[-MAX_PASSED:]):
            if quotation.end < earliest:
                break
            speaker = quotation.speaker
            if speaker is None:
                if len(self._text[quotation.start : quotation.end].split()) >= MIN_SAID_WORDS:
                    earliest = max(earliest, quotation.end + 1)
                    break
                continue
            since = max(quotation.end + 1, speaker.end)
            if self._others(since, free, speaker.name, made) or self._speaks(since, free, made):
                earliest = max(earliest, since)
                break
            if not _fits(speaker.name, pronoun):
                return None
            return replace(speaker, rule=pronoun.rule, start=until, end=until + 1)
        return self._subject_meant(pronoun, earliest, free)

    def _subject_meant(self, pronoun: Pronoun, earliest: int, until: int) -> Speaker | None:
        """The person with whom the sentence before begins, if it names nobody else."""
        earliest = max(earliest, until - MAX_BACK)
        bounds = [earliest, *self._sentence_starts(earliest, until), until]
        for begin, end in reversed(list(pairwise(bounds))[-MAX_SENTENCES:]):
            if not self._text[begin:end].strip(' \n\t«»“”„"—–-:,'):
                continue
            subject = self._subjects.leading(begin, end)
            if subject is None:
                if self._persons.others(begin, end, ""):
                    return None
                continue
            if self._persons.others(subject.end, end, subject.name.name):
                return None
            name = subject.name.name
            if not _fits(name, pronoun) or " " not in name:
                return None
            return self._named_speaker(subject, pronoun.rule, until, until + 1)
        return None

    def _sentence_starts(self, begin: int, end: int) -> list[int]:
        starts = {gap.end() for gap in self._language.stop.finditer(self._text, begin, end)}
        starts.update(gap.end() for gap in PARAGRAPH.finditer(self._text, begin, end))
        return sorted(one for one in starts if one < end)

    def _others(self, since: int, until: int, name: str, made: list[Quotation]) -> bool:
        """Check whether anybody else is named in the text between quotations."""
        for quotation in made[-MAX_PASSED:]:
            if since < quotation.start < until:
                if self._persons.others(since, quotation.start, name):
                    return True
                since = quotation.end
        return since < until and self._persons.others(since, until, name)

    def _speaks(self, since: int, until: int, made: list[Quotation]) -> bool:
        """Check whether another verb of saying between has no pronoun beside it."""
        language = self._language
        pronouns = language.he | language.she
        for verb in language.verb.finditer(self._text, since, until):
            if any(one.start <= verb.start() < one.end for one in made[-MAX_PASSED:]):
                continue
            beside = tokens_of(self._text, max(since, verb.start() - MAX_NEXT), verb.start())[-1:]
            beside += tokens_of(self._text, verb.end(), verb.end() + MAX_NEXT)[:1]
            if pronouns.isdisjoint(one.small for one in beside):
                return True
        return False

    def _continued(self, start: int, end: int, stop: int, made: list[Quotation]) -> Speaker | None:
        """The speaker of the quotation before, if this one goes on with it."""
        text, last = self._text, made[-1] if made else None
        if last is None or last.speaker is None or last.speaker.rule == "according":
            return None
        speaker = last.speaker
        if _GOES_ON.fullmatch(text, last.end + 1, start - 1):
            return replace(speaker, rule="continued")
        begin = max(last.end, speaker.end) if speaker.start >= last.end else last.end + 1
        gap = text[begin : start - 1]
        if start - begin > MAX_GAP or "\n\n" in gap or speaker.start < last.end:
            return None
        if self._language.verb.search(gap) or self._persons.others(begin, start - 1, speaker.name):
            return None
        stops = [one.end() for one in self._language.stop.finditer(text, begin - 1, start)]
        if len(stops) > 1 or (stops and stops[0] < start - 3):
            return None
        return replace(speaker, rule="continued")


def _fits(name: str, pronoun: Pronoun) -> bool:
    """Tell if a pronoun can mean somebody."""
    known = gender_of_name(name)
    return not (pronoun.gender and known and known != pronoun.gender)


def _joined_gender(match: regex.Match[str]) -> str:
    word = match[0].lower()
    return "she" if word.rpartition("-")[2].startswith("elle") else "he"
