"""Bylines: the names in `By ANNA BERG and J. K. O'NEILL`."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit.corpus.plain.emphasis import unmarked

# With a colon, in the languages of the news; and the bare words that stand before a name.
_LABELS = (
    r"authors?|авторы?|автори|текст|муаллиф|muallif|autor(?:en|es|ka|ři)?|auteurs?|autore|autori|tekst"
    r"|text|yazar|haber|συντάκτης|الكاتب|بقلم|نویسنده|نويسنده|گزارش|لیکوال|作者|记者|記者|文|撰文|글"
)
_BARE_LABELS = "By|BY|Von|VON|Par|PAR|Por|POR|Di|DI|Door|DOOR|Av|Af|بقلم"
_BYLINE = re.compile(
    r"(?:[-–—]\s*)?(?:(?i:written by|story by|words by)\s+"
    rf"|(?i:(?P<label>{_LABELS})\s*[:：])\s*|(?:{_BARE_LABELS})\s*:?\s+)(?P<names>\S.*)"
)
_OPENING = re.compile(
    rf"\s*(?:[-–—]\s*)?(?:(?:written|story|words)\b|(?:{_BARE_LABELS})\b|(?:{_LABELS})\s*[:：])",
    re.IGNORECASE,
)
_MAX_LINE_LENGTH = 300
_MAX_OFFICE_LENGTH = 6
_AND = re.compile(r"(?<!\s)\s++(?:and|AND|&|et|und|y|e|en|og|och|и|та|й|i|ve|και|و)\s+")
_COMMA = re.compile(r"(?:(?<!\s)\s++)?(?:,\s+|[،、，]\s*)")
_WORD = r"[^\W\d_](?:[^\W\d_]|['’.\-](?=[^\W\d_]))*\.?"
_ABBREVIATED = re.compile(r"(?:[^\W\d_]\.)+|[JSjs][Rr]\.")
_NAME = re.compile(rf"{_WORD}(?: {_WORD}){{1,4}}")
# The names of Chinese and Japanese are one word; only a label tells them from others.
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_IN_PLACE = re.compile(
    r"(?P<name>\S.*?)(?<!\s)\s++in\s+[^\W\d_a-z][\w.'’-]*(?:\s[^\W\d_a-z][\w.'’-]*){0,2}"
)
_KEPT = re.compile(r"[IVX]{2,4}|(?:[^\W\d_]\.-?)+")
_PARTICLE = re.compile(r"al|bin|da|de|del|della|den|der|di|dos|du|el|ibn|la|le|ten|ter|van|von")
# Words of offices, houses, days and running text: what has one of them is no person.
_NO_PERSON = re.compile(
    r"""\b(?:
      admin | agence | agency | agencies | associated | bbc | board | bureau | cnn | contributor
    | correspondents? | desk | editor | editorial | editors | foundation | guest | institute
    | magazine | media | network | news | newspaper | newsroom | office | post | presse?
    | radio | reporters? | research | reuters | service | special | staff | team | television
    | times | tribune | university | wire | writers?
    | (?:mon|tues|wednes|thurs|fri|satur|sun)day
    | bank | capital | co | company | corp | first | government | group | inc | international | ltd
    | ministry | national | new
    | agencias? | agenzia | agencja | agentur | redaktion | redacción | redazione | redação
    | rédaction | redakcja | redakce | redactie | correspondant | corresponsal | redaktor
    | редакци[яи] | агентство | агенство | пресс-служба | собкор | корреспондент | газета
    | and | at | by | for | from | in | of | on | or | our | over | the | through | to | with
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)


def read_byline(line: str) -> tuple[str, ...]:
    """The people whom a line names as its authors; none unless the whole line is a byline.

    >>> read_byline("By ANNA BERG and J. K. O'NEILL")
    ('Anna Berg', "J. K. O'Neill")
    >>> read_byline("By the end of the week")
    ()
    """
    if len(line) > _MAX_LINE_LENGTH:
        return ()
    if (shown := unmarked(line)) != line:
        # Set apart in that way, a small `by` says as much as a capital.
        line = shown[:1].upper() + shown[1:]
    if not _OPENING.match(line):
        return ()
    match = _BYLINE.fullmatch(" ".join(line.split()))
    if match is None:
        return ()
    *first, last = _AND.split(match["names"].rstrip(" ,"))
    if first:
        parts = [part for names in first for part in _COMMA.split(names)]
        # `A, B and C` has commas before the last name, never after it but for what C is.
        names = [*(part.rstrip(",") for part in parts), without_office(last)]
    else:
        names = [without_office(last)]
    names = list(map(_without_place, names))
    if match["label"] and all(map(_HAN_NAME.fullmatch, names)):
        return tuple(names)
    return tuple(map(_titled, names)) if all(map(is_person, names)) else ()


def read_name_in_place(line: str) -> str:
    """The person in `Anna Berg in Oslo`; empty for any other line."""
    match = _IN_PLACE.fullmatch(line.strip()) if len(line) <= 80 else None
    return _titled(match["name"]) if match and is_person(match["name"]) else ""


def _without_place(name: str) -> str:
    match = _IN_PLACE.fullmatch(name)
    return match["name"] if match else name


def without_office(text: str) -> str:
    """`Anna Berg` of `Anna Berg, Staff Writer`; other text as it is."""
    name, *rest = _COMMA.split(text)
    if rest and all(
        _NO_PERSON.search(part) and len(part.split()) <= _MAX_OFFICE_LENGTH for part in rest
    ):
        return name
    return text


def is_person(text: str) -> bool:
    """Tell if a text has the form of the full name of one person, and no word of an office."""
    if not _NAME.fullmatch(text):
        return False
    words = text.split()
    if words[-1].endswith(".") and not _ABBREVIATED.fullmatch(words[-1]):
        return False
    return not _NO_PERSON.search(text) and all(
        not word[0].islower() or (0 < at < len(words) - 1 and _PARTICLE.fullmatch(word))
        for at, word in enumerate(words)
    )


def _titled(name: str) -> str:
    """The name, with capitals only where names have them if it is in capitals throughout."""
    letters = [char for char in name.removeprefix("Mc") if char.isalpha()]
    shouted = sum(map(str.isupper, letters)) > 0.8 * len(letters)
    if not shouted:
        return name
    first, *others = name.split()
    return " ".join([_titled_word(first), *map(_titled_later_word, others)])


def _titled_later_word(word: str) -> str:
    return word.lower() if _PARTICLE.fullmatch(word.lower()) else _titled_word(word)


def _titled_word(word: str) -> str:
    if "-" in word:
        return "-".join(map(_titled_word, word.split("-")))
    if len(word) == 1 or (_KEPT.fullmatch(word)):
        return word
    start, mark, end = word.partition("’" if "’" in word else "'")
    if mark and len(start) == 1:
        return start + mark + end.capitalize()
    if word[:2].lower() == "mc" and len(word) > 4:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()
