"""Who says something in Russian, Ukrainian, German, French, Spanish, Italian and Portuguese.

A clause names its speaker plainly if a verb of saying stands between a quotation and a name, with
nothing but a role beside the name.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

_flags = regex.VERBOSE | regex.VERSION1
_SLAVIC = r"""
    (?:сказа|заяви|сообщи|отмети|подчеркну|добави|поясни|рассказа|объясни|уточни|написа|ответи|указа
    |призна|предупреди|напомни|выступи)(?:л|ла)|говорит|считает|уверен|уверена
    |(?:сказа|заяви|повідоми|наголоси|зазначи|дода|поясни|розпові|підкресли|написа)(?:в|ла)|каже
"""
_GERMAN = r"""
    sagte|sagt|erklärte|erklärt|betonte|betont|meinte|meint|schrieb|schreibt|kritisierte|warnte
    |forderte|berichtete|versicherte|mahnte|räumte\s+ein|äußerte|prognostizierte|ergänzte|twitterte
    |kommentierte|bekräftigte|bilanzierte|urteilte|vermutet|ergänzt|protestierte
"""
# `“, so X`, and `“, fügte X hinzu`: after a quotation only.
_ONLY_AFTER = r"so|fügte(?=[^.\n]{1,60}\shinzu\b)"
_ROMANCE = r"""
    a\s+(?:déclaré|dit|affirmé|expliqué|ajouté|indiqué|souligné|estimé|précisé|assuré|annoncé|confié
    |écrit|prévenu|lancé|répondu|martelé|rappelé|commenté|poursuivi)
    |déclare|affirme|explique|assure|estime|souligne|précise|ajoute|prévient|résume|lance|dit
    |dijo|afirmó|declaró|aseguró|explicó|señaló|agregó|añadió|indicó|sostuvo|manifestó|comentó
    |subrayó|escribió|advirtió|apuntó|destacó|expresó|recalcó|dice|afirma|explica|señala
    |insistió|reconoció|admitió|lamentó|precisó|denunció|respondió|detalló|relató|concluyó|confesó
    |ironizó|informó|argumentó|defendió
    |ha\s+(?:dicho|afirmado|declarado|asegurado|explicado|señalado|detto|dichiarato|affermato
    |spiegato|aggiunto|scritto|sottolineato)|spiega|racconta
    |disse|afirmou|declarou|explicou|acrescentou|ressaltou|destacou|escreveu|avaliou
"""
#: Words that tell German, whose `so` names a speaker, from English.
GERMAN = regex.compile(r"\b(?:und|nicht|das|ist|für|wir|ich|sei|auch|sind|wird|eine)\b", regex.I)
_VERB = rf"(?:{_SLAVIC}|{_GERMAN}|{_ROMANCE})"
_NAME_WORD = r"\p{Lu}[\p{L}\p{M}]*+(?:[-'’]\p{L}[\p{L}\p{M}]*+)*+"
_PARTICLE = r"(?:de|del|de\s+la|der|den|di|da|dos|du|la|le|van|von|zu|al|el|bin)"
_CUT = r"(?:\p{Lu}|Mr|Dr|Prof|Sr|Sra|Sig|On)\."
_WHO = rf"(?:(?:{_CUT}|\p{{Ll}}[\p{{L}}-]*|{_NAME_WORD})[ \u00a0\n]?)"

#: `», — сказал X`, `“, sagte X`, `», a déclaré X`.
AFTER = regex.compile(
    rf"[,.!?]?\s*+(?:[,—–-]\s*+){{0,2}}(?P<verb>{_VERB}|{_ONLY_AFTER})\s++(?P<who>{_WHO}{{1,9}}+)",
    _flags,
)
#: Before a quotation: `X заявил: «`, `X sagte: „`, `X a déclaré : «`.
BEFORE = regex.compile(rf"(?<=\s)(?P<verb>{_VERB})\s*+(?:,\s*(?:что|що))?\s*+:\s*+$", _flags)
#: A line of dialogue: `— …, — сказал X`, `—… —dijo X`.
DIALOGUE = regex.compile(
    rf"""
    (?:^|(?<=\n))[—–][ \u00a0]?+(?P<said>\S[^\n—–]{{1,400}}?)
    (?:(?<=[!?…])|,)?[ \u00a0]?[—–][ \u00a0]?(?={_VERB}\s)
    """,
    _flags,
)

_TITLE = regex.compile(
    r"""(?:
      M | Mme | Mlle | Dr | Prof | Sr | Sra | Sig | On
    )\.|Mme|Mlle|Me|Herr|Frau|señor|señora|господин|госпожа|пан|пані
    """,
    _flags,
)
_ROLE = regex.compile(
    r"""(?i:
      (?:вице-|экс-|пресс-|зам|віце-)?(?:президент|министр|міністр|премьер|прем'єр|глава|губернатор
        |депутат|сенатор|спикер|спікер|представитель|представник|генерал|полковник|посол|мэр|директор
        |эксперт|аналитик|адвокат|профессор|лидер|секретарь|политолог|экономист|журналист)[\p{L}-]{0,30}
    | [\p{L}-]{0,40}(?:minister|präsident|kanzler|sprecher|chef|leiter|direktor|sekretär|vorsitzende
        |beauftragte|botschafter|kommissar|experte|professor|bürgermeister|anwalt|richter|general
        |könig|prinz|papst|forscher|politiker)(?:in|r|n|s)?
    | présidente?|ministre|premier|première|général|colonel|maire|députée?|porte-parole|secrétaire
    | directeur|directrice|professeur|chef|ambassadeur|capitaine|commandant
    | president[ea]?|ministr[oa]|alcald(?:e|esa)|portavoz|secretari[oa]|director[ae]?|jefe|canciller
    | gobernadora?|senadora?|embajadora?|presidentessa|sindaco|portavoce|governador|prefeito
    )""",
    _flags,
)
_IS_NAME = regex.compile(rf"{_NAME_WORD}")
_IS_PARTICLE = regex.compile(_PARTICLE)
_WORD = regex.compile(r"\S+")
_PATRONYMIC = regex.compile(r"\p{Lu}\p{L}+(?:вич|вна|ична)")
# A country that a role is of.
_OF_COUNTRY = regex.compile(
    r"(?:\p{Lu}\p{L}*(?:ии|ії|ана|ану|ины|їни|ши|уси)|США|РФ|ФРГ|ЕС|ООН|НАТО)"
)
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
# Whoever spoke was named before.
_NO_ROLE = frozenset(
    """
    он она они я мы в во на по о об с из до после для при це він вона вони у під
    er sie es ich wir am im in bei zu zum zur mit nach vor auf dem den
    elle ils elles je nous à au aux en dans sur lors
    él ella ellos yo nosotros al en con durante tras sobre
    lui lei io noi alla allo nel ele ela eles eu nós ao na no
    """.split()
)
# Begin a sentence before a name; and join the names of two people.
_OPENING = _NO_ROLE | frozenset(
    """
    auch der die das ein eine nur weder sogar selbst doch aber und wie als laut für so hier dann
    le la les un une mais et pour selon comme même quand el los las un una pero y según para como
    il lo e ma per secondo o a os as mas и а но как по для сам
    """.split()
)
_TWO = frozenset("und et y e и та и".split())
#: What stands before a role.
ARTICLE = regex.compile(r"^(?:le|la|les|el|los|las|der|die|das|ein|eine|il|lo|un|una|une|o|a)\s+")
#: Words of the name of a person.
MAX_NAME = 4
#: Words before a name in which its role is looked for.
MAX_ROLE = 5


class Person(NamedTuple):
    """A name at `[start, end)` of a text, and the offset at which the role before it begins."""

    start: int
    end: int
    here: int


def person_at(text: str, start: int, end: int, *, last: bool) -> Person | None:
    """The person in a phrase beside a verb: its `last` words are the name, or its first ones."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    run = _last_run(text, words) if last else _first_run(text, words)
    begin, stop = run
    while begin < stop and is_role(text[slice(*words[begin])]):
        begin += 1
    has_role = begin > 0
    if last and stop - begin > 3 and not has_role:
        return None
    if stop - begin > 2 and has_role and not _is_whole(text, words[begin:stop]):
        # A role is of a country or a party: the name is what comes last.
        begin = stop - 2
    names = [text[slice(*word)] for word in words[begin:stop]]
    if not names or len(names) > MAX_NAME or not names[0][0].isupper():
        return None
    if has_role and _OF_COUNTRY.fullmatch(names[0]):
        return None
    before = [text[slice(*word)] for word in words[:begin]]
    if not last and (not _NO_ROLE.isdisjoint(map(str.lower, before)) or _is_unclear(names, before)):
        return None
    first = 0 if not last else _role_start(text, words, begin)
    return Person(words[begin][0], words[stop - 1][1], words[first][0])


def _is_unclear(names: list[str], before: list[str]) -> bool:
    """Tell if words may be more or less than a name: an agency's before it, a place's alone."""
    if len(names) == 1:
        return bool(before) and not is_role(before[-1])
    return (
        len(names) > 2 and bool(_CYRILLIC.match(names[0])) and not _PATRONYMIC.fullmatch(names[1])
    )


def _role_start(text: str, words: list[tuple[int, int]], begin: int) -> int:
    """The word at which the role before a name begins, at most `MAX_ROLE` words back."""
    first = begin
    for number in range(begin - 1, max(-1, begin - 1 - MAX_ROLE), -1):
        if len(text[slice(*words[number])]) <= 2:
            break
        if is_role(text[slice(*words[number])]):
            first = number
    return first


def _first_run(text: str, words: list[tuple[int, int]]) -> tuple[int, int]:
    """The first words in capitals, which only roles stand before."""
    begin = 0
    while begin < len(words) and not _is_capital(text, words[begin]):
        begin += 1
    stop = begin
    while stop < len(words) and (
        _is_capital(text, words[stop])
        or (
            stop > begin
            and not _is_of_another(text, words[stop - 1 : stop + 1])
            and _IS_PARTICLE.fullmatch(text[slice(*words[stop])])
            and stop + 1 < len(words)
            and _is_capital(text, words[stop + 1])
        )
    ):
        stop += 1
    return begin, stop


def _is_of_another(text: str, words: list[tuple[int, int]]) -> bool:
    """Tell if a German article after a name begins to say to whom: `sagte Braun der Zeitung`."""
    before, word = (text[slice(*word)] for word in words)
    return word in ("der", "den") and before.lower() not in ("von", "van", "zu")


def without_opening(name: str) -> str:
    """A whole name without the words of its sentence and the roles before it.

    Empty if it is of two people.

    >>> without_opening("Auch Bundespräsident Hans Braun"), without_opening("Weder Braun")
    ('Hans Braun', 'Braun')
    """
    words = name.split()
    if not _TWO.isdisjoint(words):
        return ""
    while len(words) > 1 and (words[0].lower() in _OPENING or is_role(words[0])):
        words.pop(0)
    return " ".join(words)


def is_pronoun(who: str) -> bool:
    """Tell if a phrase begins with a small word, such as `he`, and names nobody new."""
    return bool(who.split()) and who.split()[0].lower() in _NO_ROLE


def _last_run(text: str, words: list[tuple[int, int]]) -> tuple[int, int]:
    begin = len(words)
    while begin and (
        _is_capital(text, words[begin - 1])
        or (begin < len(words) and _IS_PARTICLE.fullmatch(text[slice(*words[begin - 1])]))
    ):
        begin -= 1
    return begin, len(words)


def _is_capital(text: str, word: tuple[int, int]) -> bool:
    shown = text[slice(*word)]
    return bool(_IS_NAME.fullmatch(shown) or _TITLE.fullmatch(shown)) or (
        len(shown) == 2 and shown[0].isupper() and shown[1] == "."
    )


def is_role(word: str) -> bool:
    """Tell if a word is a title or a role before a name."""
    return bool(_TITLE.fullmatch(word) or _ROLE.fullmatch(word))


def _is_whole(text: str, words: list[tuple[int, int]]) -> bool:
    """Tell if three words or more are one name: with a patronymic, an initial or a particle."""
    inner = [text[slice(*word)] for word in words[1:-1]]
    return any(
        _PATRONYMIC.fullmatch(part) or part.endswith(".") or _IS_PARTICLE.fullmatch(part)
        for part in inner
    )
