"""The subject of a verb of saying: the name, or the pronoun, in the words beside the verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from searchkit import quick_regex as regex
from searchkit.quotes.first_names import is_first_name
from searchkit.quotes.languages import Language
from searchkit.quotes.persons import Mention, Persons
from searchkit.quotes.quotation import Rule
from searchkit.quotes.roles import AT, Role
from searchkit.quotes.tokens import Token, tokens_of

#: Characters in which a subject is looked for.
MAX_SUBJECT = 240
#: Words between a verb and the name of its subject, or between the name and the verb.
MAX_BETWEEN = 18
#: Words of somebody who is spoken to.
MAX_LISTENER = 8

_ENDS = frozenset('.;:!?…"«»“”„()[]—–|')
_FOR_HIS_PART = frozenset(
    ["de son côté", "de leur côté", "pour sa part", "quant à lui", "quant à elle", "por su parte"]
)
_AGED = regex.compile(r"\d{1,3}-(?:лет|річ|jährig|letn)\p{L}+")
_ADVERB = ("mente", "ment")
# Agencies, papers and others that somebody speaks to.
_LISTENERS = frozenset(
    """efe reuters ansa lusa interfax figaro monde país mundo tv radio rtl france info inter prensa
    periodistas medios reporteros presse journalistes médias reporters giornalisti stampa cronisti
    jornalistas repórteres imprensa journalisten""".split()
)
_AND = frozenset("y e et und sowie и і та й i oraz".split())
_FROM = frozenset("von vom aus bei из от de da del z".split())
_TO = frozenset("a à al au aux ao aos às ai alla agli gegenüber".split())


class Pronoun(NamedTuple):
    """`He` or `she`, or a verb without a subject, at an offset."""

    gender: str | None
    start: int
    rule: Rule = "said"


class Subjects:
    """The subjects of the verbs of one text."""

    def __init__(self, text: str, language: Language, persons: Persons) -> None:
        self._text = text
        self._language = language
        self._persons = persons

    def after(self, start: int, stop: int, gender: str | None) -> Mention | Pronoun | None:
        """The subject that follows a verb."""
        tokens = tokens_of(self._text, start, min(stop, start + MAX_SUBJECT))
        at = self._past_adverbs(tokens, 0)
        if at == len(tokens):
            return None
        if pronoun := self._pronoun(tokens, at):
            return pronoun
        return self._named_after(tokens, at, gender)

    def _past_adverbs(self, tokens: Sequence[Token], at: int) -> int:
        """The token after words that say when, or to whom."""
        language = self._language
        while at < len(tokens):
            small = tokens[at].small
            beyond = tokens[at + 1].small if at + 1 < len(tokens) else ""
            if " ".join(one.small for one in tokens[at : at + 3]) in _FOR_HIS_PART:
                at += 3
            elif small in language.adverbs or small.endswith(_ADVERB) or _AGED.fullmatch(small):
                at += 1
            elif beyond in language.adverbs and small in language.prepositions | language.articles:
                at += 2
            elif small in _TO and (to := self._past_listener(tokens, at + 1)) > at + 1:
                at = to
            elif language.is_slavic and tokens[at].is_acronym and at + 1 < len(tokens):
                at += 1
            else:
                break
        return at

    def _past_listener(self, tokens: Sequence[Token], at: int) -> int:
        begin = at
        if at < len(tokens) and tokens[at].small in self._language.articles:
            at += 1
        if at < len(tokens) and (tokens[at].is_acronym or tokens[at].small in _LISTENERS):
            return at + 1
        return begin

    def _pronoun(self, tokens: Sequence[Token], at: int) -> Pronoun | None:
        small = tokens[at].small
        for gender, words in (("he", self._language.he), ("she", self._language.she)):
            if small in words:
                return Pronoun(gender, tokens[at].start)
        return None

    def _named_after(self, tokens: Sequence[Token], at: int, gender: str | None) -> Mention | None:
        """The name behind a role, behind what the role is of, or behind a comma after that."""
        language, first, role = self._language, tokens[at], Role()
        while at < min(len(tokens), MAX_BETWEEN):
            token = tokens[at]
            if token.is_word and token.is_large:
                end = max(self._persons.run_end(tokens, at), at + 1)
                words = self._persons.named(
                    tokens[at:end], has_role=role.is_there, is_of=role.is_of, gender=gender
                )
                if words and not self._is_institution(tokens, at, end, words, role):
                    has_role = role.is_there or words[0] != tokens[at]
                    return self._single(tokens, end, words, first, has_role)
                if not (role.is_there or self._persons.is_role(token)):
                    return None
                role.is_there, role.is_of, role.is_head = True, False, True
                at = end
                continue
            if token.text == "," and role.is_there:
                return None if role.is_event else self._apposition(tokens, at + 1, first, gender)
            if token.small in language.of | language.prepositions and role.is_there:
                role.is_of = role.was_of = True
                role.is_head = role.is_head and token.small in language.of
                role.is_event |= token.small not in language.of | AT
            elif token.small not in language.articles and not (
                self._is_noun(token) and self._grows(role, token)
            ):
                return None
            at += 1
        return None

    def _grows(self, role: Role, token: Token) -> bool:
        """Take another noun into a role; False if none begins with it."""
        is_role = self._persons.is_role(token)
        if not role.is_there and self._language.is_slavic and not is_role:
            return False
        is_another = token.small in self._language.of_another and not is_role
        if role.is_of:
            # Of whom or of what it is.
            role.is_of = is_role or is_another or not role.is_head
        elif not role.is_there or is_role:
            role.is_head = is_role
        role.is_there = True
        return True

    def _is_institution(
        self,
        tokens: Sequence[Token],
        at: int,
        end: int,
        words: Sequence[Token],
        role: Role,
    ) -> bool:
        """Tell if words after a role are what that is of, or in German a noun."""
        if role.was_of and not is_first_name(words[0].text):
            return True
        if len(words) > 1 or not role.is_there:
            return False
        if self._language.has_large_nouns:
            return words[0] == tokens[at]
        if not self._language.is_slavic or end == len(tokens):
            return False
        return tokens[end].is_small and self._is_noun(tokens[end]) and (
            tokens[end].small not in self._language.adverbs
        )  # fmt: skip

    def _is_noun(self, token: Token) -> bool:
        language = self._language
        return token.is_word and not (
            token.small in language.joins | language.that | language.negations
            or token.small in language.prepositions
            or language.verb.fullmatch(token.text)
        )

    def _single(
        self,
        tokens: Sequence[Token],
        end: int,
        words: Sequence[Token],
        first: Token,
        has_role: bool,
    ) -> Mention | None:
        """The name, if it is that of one person, and plainly one."""
        if end + 1 < len(tokens) and tokens[end].small in _AND:
            beyond = tokens[end + 1]
            if beyond.is_word and (beyond.is_large or beyond.small in self._language.articles):
                return None
        role = self._text[first.start : words[0].start]
        if len(words) == 1 and has_role and self._is_of_another(role):
            return None
        if not self._persons.is_certain(words, has_role):
            return None
        return self._persons.mention(words, first.start)

    def _is_of_another(self, role: str) -> bool:
        last = role.split()[-1:] or [""]
        return last[0].lower() in self._language.of_another

    def _apposition(
        self, tokens: Sequence[Token], at: int, first: Token, gender: str | None
    ) -> Mention | None:
        """The name between commas after a role."""
        end = self._persons.run_end(tokens, at)
        words = self._persons.named(tokens[at:end], gender=gender) if end > at else None
        if not words or len(words) < 2 or words[0] != tokens[at]:
            return None
        if end < len(tokens) and tokens[end].text not in _ENDS | {","}:
            return None
        return self._persons.mention(words, first.start)

    def before(self, begin: int, verb: int, gender: str | None) -> Mention | Pronoun | None:
        """The subject that stands before a verb."""
        tokens = tokens_of(self._text, max(begin, verb - MAX_SUBJECT), verb)
        language, end = self._language, len(tokens)
        while end and (tokens[end - 1].small in language.adverbs or self._is_time(tokens, end)):
            end -= 1
        if end and (tokens[end - 1].small in language.negations or not self._is_free(tokens, end)):
            return None
        if end and tokens[end - 1].text == ")":
            while end and tokens[end - 1].text != "(":
                end -= 1
            end -= 1
        if end <= 0:
            return Pronoun(gender, verb) if language.drops_subject else None
        if tokens[end - 1].text == ",":
            if end < len(tokens) and tokens[end].small in _AND:
                return Pronoun(gender, verb) if language.drops_subject else None
            return self._set_off(tokens, end - 1, gender)
        if pronoun := self._pronoun(tokens, end - 1):
            return pronoun if self._begins_clause(tokens, end - 1) else None
        if language.drops_subject and all(self._is_opening(one) for one in tokens[:end]):
            return Pronoun(gender, verb)
        return self._named_before(tokens, end, gender) or self._named_first(tokens, end, gender)

    def _named_first(self, tokens: Sequence[Token], end: int, gender: str | None) -> Mention | None:
        """The whole name that begins a clause, before whence somebody is: `X von der Y sagt`."""
        name = self._persons.run_end(tokens, 0)
        if not 1 < name < end or end - name > MAX_BETWEEN:
            return None
        small = tokens[name].small
        if small not in self._language.of and small not in _FROM:
            return None
        words = self._persons.named(tokens[:name], gender=gender)
        if not words or len(words) < 2 or not self._persons.is_full(words):
            return None
        if any(one.text == "," for one in tokens[name:end]):
            return None
        return self._persons.mention(words, tokens[0].start)

    def leading(self, begin: int, end: int) -> Mention | None:
        """The person with whom a sentence begins."""
        tokens = tokens_of(self._text, begin, min(end, begin + MAX_SUBJECT))
        at = self._past_adverbs(tokens, 0)
        if at >= len(tokens) or tokens[at].small in self._language.prepositions:
            return None
        subject = self._named_after(tokens, at, None)
        if subject is None or (
            self._language.has_large_nouns and not is_first_name(subject.name.name.split()[0])
        ):
            return None
        role = subject.name.role.lower().split()
        return subject if self._language.prepositions.isdisjoint(role) else None

    def has_another(self, start: int, stop: int) -> bool:
        """Tell if something else is the subject of a verb: `said to X a spokesman`."""
        tokens = tokens_of(self._text, start, min(stop, start + MAX_SUBJECT))
        at = self._past_adverbs(tokens, 0)
        if at == len(tokens) or not tokens[at].is_word:
            return False
        language, small = self._language, tokens[at].small
        little = language.prepositions | language.joins | language.that | language.adverbs
        if small in language.articles or small not in little:
            return True
        return small in _TO and any(
            one.small in ("un", "una", "um", "uma", "uno") for one in tokens[at : at + MAX_LISTENER]
        )

    def _is_opening(self, token: Token) -> bool:
        language = self._language
        return token.small in language.adverbs | language.joins or not token.is_word

    def _is_time(self, tokens: Sequence[Token], end: int) -> bool:
        """Tell if a token is the preposition or article of a day that was passed."""
        return (
            end < len(tokens)
            and tokens[end].small in self._language.adverbs
            and tokens[end].small not in self._language.joins
            and tokens[end - 1].small in self._language.prepositions | self._language.articles
        )

    def _is_free(self, tokens: Sequence[Token], end: int) -> bool:
        """Tell if the word before a verb lets it be one: after an article it is a noun."""
        small = tokens[end - 1].small
        return not (
            small in self._language.articles or small in self._language.prepositions
            or small in self._language.of
        )  # fmt: skip

    def _begins_clause(self, tokens: Sequence[Token], at: int) -> bool:
        return at == 0 or self._is_opening(tokens[at - 1]) or tokens[at - 1].small in (
            self._language.that
        )  # fmt: skip

    def _run_start(self, tokens: Sequence[Token], end: int) -> int:
        """The first word of the run in capitals that ends before a token."""
        start = end
        while start and (
            (tokens[start - 1].is_word and tokens[start - 1].is_large)
            or (start < end and tokens[start - 1].small in self._language.particles)
        ):
            start -= 1
        while start < end and not tokens[start].is_large:
            start += 1
        return start

    def _named_before(
        self, tokens: Sequence[Token], end: int, gender: str | None
    ) -> Mention | None:
        start = self._run_start(tokens, end)
        if start == end:
            return None
        left = tokens[start - 1] if start else None
        is_of = left is not None and left.small in self._language.of
        has_role = left is not None and left.is_small and not is_of
        words = self._persons.named(
            tokens[start:end], has_role=has_role, is_of=is_of, gender=gender
        )
        if not words:
            return None
        name = tokens.index(words[0])
        here = self._subject_start(tokens, name)
        if here is None:
            return None
        has_role = here < name
        if self._language.is_slavic or self._language.has_large_nouns:
            roles = [at for at in range(here, name) if self._persons.is_role(tokens[at])]
            has_role = bool(roles)
            here = roles[0] if self._language.is_slavic and roles else here if roles else name
        role = self._text[tokens[here].start : words[0].start]
        if len(words) == 1 and self._is_of_another(role):
            return None
        if not self._persons.is_certain(words, has_role):
            return None
        return self._persons.mention(words, tokens[here].start)

    def _subject_start(self, tokens: Sequence[Token], name: int) -> int | None:
        """The token at which the role before a name begins; None if it is no subject."""
        language, at = self._language, name
        if not at or self._is_opening(tokens[at - 1]) or tokens[at - 1].small in language.that:
            return at
        while at and name - at < MAX_BETWEEN:
            token = tokens[at - 1]
            if self._is_opening(token) or token.small in language.that:
                return at
            if token.small in language.prepositions:
                return None
            if token.small in language.of and not tokens[at].is_large:
                # Of whom the role is said.
                return None
            if token.small in language.of and at == name:
                return None
            if not token.is_large and not self._is_noun(token):
                return None
            at -= 1
        return at if not at else None

    def _set_off(self, tokens: Sequence[Token], end: int, gender: str | None) -> Mention | None:
        """The name before an apposition, or the one that is the apposition to a role."""
        comma = next((at for at in range(end - 1, -1, -1) if tokens[at].text == ","), -1)
        if comma < 0 or end - comma > MAX_BETWEEN:
            return None
        inner = tokens[comma + 1 : end]
        if inner and self._persons.run_end(inner, 0) == len(inner) > 1:
            words = self._persons.named(inner, gender=gender)
            role = tokens[:comma]
            if words and role and words[0] == inner[0] and self._is_role_phrase(role):
                return self._persons.mention(words, role[0].start)
        if any(self._language.verb.fullmatch(one.text) for one in inner):
            return None
        name = self._named_before(tokens, comma, gender)
        # One word may be one of a list.
        return name if name is None or " " in name.name.name else None

    def _is_role_phrase(self, tokens: Sequence[Token]) -> bool:
        """Tell if a clause begins with an article and a noun, or with a role."""
        first = tokens[0]
        return len(tokens) <= MAX_BETWEEN and (
            first.small in self._language.articles
            or self._persons.is_role(first)
            or any(self._persons.is_role(one) for one in tokens[:3])
        )
