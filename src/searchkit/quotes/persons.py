"""Persons named in a text of another language than English, apart from their titles and roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice, takewhile
from typing import NamedTuple

from searchkit import quick_regex as regex
from searchkit.deadline import watch
from searchkit.quotes.cases import genitives, is_subject
from searchkit.quotes.first_names import is_first_name
from searchkit.quotes.languages import Language
from searchkit.quotes.names import Named, stands_inside
from searchkit.quotes.tokens import Token, tokens_of

#: Words of a name.
MAX_NAME = 5
#: Words in capitals side by side that are looked at.
MAX_RUN = 9
#: Characters before a name in which a relative's word stands.
MAX_RELATIVE = 40
#: Words of which a text is searched through, to tell if they are names.
MAX_CHECKED = 200
#: Whole names with one surname, and surnames, that are compared.
MAX_BEARERS = 50
MAX_SURNAMES = 400
#: Times that a German text has a word that is a surname.
MIN_MENTIONS = 2

# Words of which a name is one of an institution, and days and months.
_NOBODY = regex.compile(
    r"""(?i:international|internacional|minist[eè]r\p{L}*|министерств\p{L}*|gobierno|governo|gouvernement|fiscalía
    |partido|parti|partito|partei|universi\p{L}*|университет\p{L}*|banco|banque|banca|bank|банк\p{L}*|polizei
    |policía|police|polizia|полици\p{L}*|comisión|commission|commissione|kommission|комисси\p{L}*|комитет\p{L}*
    |agencia|agence|agenzia|agentur|агентств\p{L}*|congreso|senado|sénat|bundestag|конгресс\p{L}*|club|federación
    |fédération|unión|union|assemblée|tribunal|corte|cour|gericht|суд|watch|times|post|news|televisión|radio
    |guardia|hospital|instituto|institut|fundación|fondation|stiftung|fundação|frente|front|organización
    |organisation|estado|état|stato|stati|uniti|staat|estados|unidos|états-unis|casa|maison|blanche|blanca|weiße|haus|белый|дом
    |consejo|conseil|совет|государственн\p{L}*|служб\p{L}*|партии|партия|contencioso\S*|supremo|constitucional|sala|fc|tv|gmbh|ag|inc|corp
    |enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre
    |lunes|martes|miércoles|jueves|viernes|sábado|domingo|montag|dienstag|mittwoch|donnerstag|freitag|samstag
    |sonntag|januar|februar|märz|april|juni|juli|august|september|oktober|november|dezember
    |deutsche[rns]?|europäische[rns]?|uno|onu|eu|usa|nato|нато|оон|сша|россия|москва|киев|украина)""",
    regex.VERBOSE | regex.VERSION1,
)
_AGENCIES = frozenset("efe afp reuters dpa ansa lusa".split())
_CYRILLIC = "\u0400"
# How a Slavic noun of what happens ends.
_ABSTRACT = ("ение", "ание", "ция", "ство", "ость", "ення", "ання")
# Parts of names after another part only, such as `de la`.
_SECOND = frozenset("der den la las los les".split())
_WORD = r"\p{Lu}[\p{L}\p{M}]*+(?:[-'’]\p{L}[\p{L}\p{M}]*+)*+\.?+"
_LETTERS = regex.compile(r"\p{L}+")
_SMALL = (
    "(?:de|del|la|du|des|van|von|der|den|di|da|dos|das|do|le|el|al|bin|ben|zu"
    "|ди|де|да|ван|фон|дер|аль|эль)"
)
_PARTS = rf"(?:{_SMALL}[ \u00a0]){{0,2}}+(?:d[’'])?+"
_RUN = regex.compile(
    rf"(?<![\w’'-]){_WORD}(?:(?:[ \t\u00a0]{{1,2}}+|\n){_PARTS}{_WORD}){{1,8}}+", regex.VERSION1
)
# A noun stands after them.
_ARTICLES = "der|die|das|ein|eine|einer|einem|einen|dem|den|des|im|am|zur|zum|vom|kein|keine"
# A place stands after them.
_IN = r"(?:en|à|in|nach|aus|в|во|из|на|w|z|do|em|na|no|a|au|у|до)"


class Mention(NamedTuple):
    """A person as named in full, mentioned at `[start, end)` with the role before."""

    name: Named
    start: int
    end: int


class Persons:
    """The persons of one text, by the rules of its language."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._language = language
        # What begins a sentence before a name.
        self._small = (
            language.adverbs | language.articles | language.particles | language.joins
            | language.prepositions | _AGENCIES
        )  # fmt: skip
        self._known: dict[str, list[Named]] = {}
        self._is_role: dict[str, bool] = {}
        self._is_name: dict[str, bool] = {}

    def run_end(self, tokens: Sequence[Token], at: int) -> int:
        """The end of the words in capitals, and small parts of names, that begin at a token."""
        end = at
        while end < len(tokens) and end - at < MAX_RUN:
            token = tokens[end]
            if token.is_word and token.is_large:
                end += 1
                continue
            beyond = end
            if (
                self._language.has_large_nouns
                and end - at > 1
                and not is_first_name(tokens[end - 1].text)
            ):
                break
            while beyond > at and beyond < len(tokens) and self._is_particle(tokens[beyond]):
                # `ein Fan von Ellery`, `eines Dienstes zu ELLERY`
                is_noun = self._language.has_large_nouns and not is_first_name(tokens[end - 1].text)
                if beyond == end and (tokens[beyond].small in _SECOND or is_noun):
                    break
                beyond += 1
            if beyond == end or beyond - end > 2 or beyond == len(tokens):
                break
            if not (tokens[beyond].is_word and tokens[beyond].is_large):
                break
            end = beyond
        return end

    def _is_particle(self, token: Token) -> bool:
        return token.small in self._language.particles

    def is_role(self, token: Token) -> bool:
        """Tell if a word is a title or a trade."""
        word = token.text
        known = self._is_role.get(word)
        if known is None:
            known = self._is_role[word] = not is_first_name(word) and self._language.is_role(word)
        return known

    def named(
        self,
        run: Sequence[Token],
        *,
        has_role: bool = False,
        is_of: bool = False,
        gender: str | None = None,
    ) -> tuple[Token, ...] | None:
        """The words of a run that are the name of a person; None if that is not plain.

        Before the run stands a role, or something that it is of.
        """
        language = self._language
        words = list(run)
        while len(words) > 1 and (
            (is_role := self.is_role(words[0]))
            or (words[0].small in self._small and not (has_role and words[0].is_large))
        ):
            has_role = is_role or (has_role and not is_of)
            is_of = is_of and not is_role
            words.pop(0)
        while len(words) > 1 and words[-1].small in language.adverbs | language.articles:
            words.pop()
        first = next((at for at, one in enumerate(words) if is_first_name(one.text)), -1)
        if language.is_slavic and words[0].text[0] >= _CYRILLIC:
            # `сообщил Лунин El Mundo`
            words = list(takewhile(lambda one: one.text[0] >= _CYRILLIC, words))
        if first < 0 and language.has_large_nouns and any(map(self._is_particle, words)):
            # `ein Fan von Ellery`
            return None
        if (is_of and first <= 0) or (first > 0 and self._is_particle(words[first - 1])):
            return None
        if first >= 0 and len(words) - first >= 2:
            words = self._before_another(words[first:])
        elif (
            len(words) > 2
            and (has_role or language.has_large_nouns or words[0].is_acronym)
            and not self._is_whole(words)
        ):
            return None
        return tuple(words) if self._is_person(words, has_role, gender) else None

    def _before_another(self, words: Sequence[Token]) -> list[Token]:
        """The words before another whole name: `Ada Lind da Peter Hale` was at his place."""
        for at in range(2, len(words) - 2):
            if self._is_particle(words[at]) and is_first_name(words[at + 1].text):
                return list(words[:at])
        return list(words)

    def _is_whole(self, words: Sequence[Token]) -> bool:
        """Tell if more than two words are one name by a part in the middle."""
        return any(
            self._is_particle(one)
            or one.is_initial
            or one.text.endswith(("вич", "вна", "ична", "ович"))
            for one in words[1:-1]
        )

    def _is_person(self, words: Sequence[Token], has_role: bool, gender: str | None) -> bool:
        names = [one.text for one in words if not self._is_particle(one)]
        if not names or len(names) > MAX_NAME or any(map(_NOBODY.fullmatch, names)):
            return False
        # `der Berner Gesundheits- und Sozialdirektor`, `der Tessiner Ständerat`
        if self._text.startswith("-", words[-1].end):
            return False
        if (
            self._language.has_large_nouns
            and self.is_role(words[-1])
            and not is_first_name(names[0])
        ):
            return False
        if any(one.is_acronym and not one.is_initial for one in words) and not all(
            one.is_acronym or self._is_particle(one) for one in words[-2:]
        ):
            return False
        if len(words) == 1 and (
            self.is_role(words[0])
            or words[0].is_acronym
            or words[0].small in self._language.adverbs | self._language.articles
            or words[0].is_initial
        ):
            return False
        if not self._language.is_slavic:
            return True
        if names[0].endswith(_ABSTRACT) and len(names) > 1:
            # `Назначение Лунина`
            return False
        return is_subject(names, gender) and not self._is_oblique(names[-1])

    def _is_oblique(self, name: str) -> bool:
        """Tell if a text has a shorter form of a name of which this one may be a case."""
        base = next(
            (name[: -len(end)] for end in ("ом", "ем", "а", "у", "е") if name.endswith(end)), ""
        )
        return len(base) > 2 and base in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_LETTERS.findall(self._text))

    def mention(self, words: Sequence[Token], start: int) -> Mention:
        """The mention of a name with the role that begins at an offset, by its whole form."""
        text, begin, end = self._text, words[0].start, words[-1].end
        role = text[start:begin].strip(" ,\n\t\u00a0")
        first, _, rest = role.partition(" ")
        if first.lower() in self._language.articles:
            role = rest
        elif not any(map(self.is_role, tokens_of(text, start, begin))):
            role = ""
        elif role[:2].lower() in ("l'", "l’"):
            role = role[2:]
        name = Named(text[begin:end], begin, end, role, start)
        return Mention(self._resolved(name), start, end)

    def _resolved(self, name: Named) -> Named:
        """The name, or the whole one that stands before it in the text."""
        parts = name.name.split()
        if sum(part.lower() not in self._language.particles for part in parts) > 1:
            return name
        bearers = [
            one for one in self.bearers(parts[-1])
            if one.start < name.here and one.name.endswith(name.name)
        ]  # fmt: skip
        if len({one.name[0] for one in bearers}) != 1:
            return name
        return replace(bearers[-1], role=name.role, here=name.here)

    def is_certain(self, words: Sequence[Token], has_role: bool) -> bool:
        """Tell if one word is a surname, by a role, a name in full or how it is written."""
        if len(words) > 1 or has_role:
            return True
        name = words[0].text
        if self.bearers(name) or is_first_name(name):
            return True
        if name not in self._is_name:
            if len(self._is_name) == MAX_CHECKED:
                return False
            self._is_name[name] = self._is_surname(name)
        return self._is_name[name]

    def _is_surname(self, name: str) -> bool:
        """Tell if a text writes a word large inside sentences, never small or as a place."""
        escaped = regex.escape(name)
        before = _IN
        if self._language.has_large_nouns:
            before = rf"(?:{_IN}|{_ARTICLES})"
            if len(regex.findall(rf"\b{escaped}\b", self._text)) < MIN_MENTIONS:
                return False
        elif not stands_inside(self._text, name):
            return False
        return not regex.search(rf"(?i:\b{before})\s{escaped}\b", self._text)

    def bearers(self, surname: str) -> list[Named]:
        """The whole names of a text that end in a surname, in order."""
        known = self._known.get(surname)
        if known is None:
            runs = self._runs.get(surname, [])[:MAX_BEARERS]
            whole = (self._whole_name(*run) for run in runs)
            known = self._known[surname] = [
                name for name in whole if name and surname in name.name.split()[1:]
            ]
        return known

    def bearer_of(self, genitive: str) -> Named | None:
        """Who is named in full, in the nominative, and is called so after `of`."""
        stem = genitive[: max(2, len(genitive) - 3)]
        found = [
            self.bearers(surname)
            for surname in islice(self._runs, MAX_SURNAMES)
            if surname.startswith(stem) and genitive in genitives(surname)
        ]
        named = [names[-1] for names in found if names]
        return named[0] if len(named) == 1 else None

    @cached_property
    def _runs(self) -> dict[str, list[tuple[int, int]]]:
        """The runs of words in capitals, by their last words."""
        runs: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for run in watch(_RUN.finditer(self._text)):
            for start, end in self._split_names(run.start(), run.end()):
                words = self._text[start:end].split()
                for word in words[-2:] if len(words) > 2 else words[-1:]:
                    runs[word].append((start, end))
        return dict(runs)

    def _split_names(self, start: int, end: int) -> list[tuple[int, int]]:
        """The words in capitals side by side, apart where another whole name begins."""
        words = tokens_of(self._text, start, end)
        kept = self._before_another(words)
        if len(kept) == len(words):
            return [(start, end)]
        return [(start, kept[-1].end), (words[len(kept) + 1].start, end)]

    def _whole_name(self, start: int, end: int) -> Named | None:
        """The whole name in a run of words."""
        before = tokens_of(self._text, max(0, start - MAX_RELATIVE), start)[-2:]
        has_role = bool(before) and self.is_role(before[-1])
        run = tokens_of(self._text, start, end)
        if not all(one.is_word for one in run):
            return None
        words = self.named(run, has_role=has_role)
        if not words or len(words) < 2 or not self._is_bearer(words, has_role):
            return None
        if any(one.small in self._language.of_another and not self.is_role(one) for one in before):
            return None
        begin, stop = words[0].start, words[-1].end
        return Named(self._text[begin:stop], begin, stop, "", begin)

    def _is_bearer(self, words: Sequence[Token], has_role: bool) -> bool:
        """Tell if words are the whole name of one person, and no more."""
        first = words[0].text
        if is_first_name(first):
            return True
        if words[1].small in self._language.of:
            # `Gobierno de Pérez`
            return False
        if not self._language.is_slavic:
            return not self._language.has_large_nouns and len(words) < 4
        return not has_role and len(words) == 2 and not first.endswith(tuple("аяуюыие"))

    def is_full(self, words: Sequence[Token]) -> bool:
        """Tell if words are a first name and a surname; German nouns are written large too."""
        return is_first_name(words[0].text) or not self._language.has_large_nouns

    def others(self, start: int, end: int, name: str) -> bool:
        """Check whether anybody but the bearer of a name is named in a passage."""
        own = set(name.split())
        tokens = tokens_of(self._text, start, end)
        at = 0
        while at < len(tokens):
            if not (tokens[at].is_word and tokens[at].is_large):
                at += 1
                continue
            stop = max(self.run_end(tokens, at), at + 1)
            words = self.named(tokens[at:stop])
            at = stop
            if (
                words
                and words[-1].text not in own
                and ((len(words) > 1 and self.is_full(words)) or self.bearers(words[-1].text))
            ):
                return True
        return False
