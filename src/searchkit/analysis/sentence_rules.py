"""Sentence boundaries of languages other than English, by rules.

A stop ends a sentence if the next word does not start small. A full stop does not after an initial
or after a word that is cut before a name or a number, nor after an ordinal. The stops of Chinese
and Japanese need no blank after them, and Thai has no stops: there a blank ends a long clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import merge
from types import MappingProxyType

from searchkit import quick_re as re

#: What can end a sentence.
STOPS = ".!?…؟۔।॥։።៕။"
# Armenian has a full stop of its own, for which most keyboards have nothing but a colon, and the
# question mark of Greek looks like a semicolon.
_OWN_STOPS = {"hy": re.compile(r":(?=\s)"), "el": re.compile(r"[;\u037e](?=\s)")}
_END = re.compile(
    rf"""
      (?P<wide>[。！？｡]++[。！？｡…」』）】》〉”’"']*+)
    | (?<![{STOPS}])(?P<stops>[{STOPS}]++)(?:[ \u00a0\u202f]?»|[«”“’"')\]}}›‹])*+(?=\s)
    """,
    re.VERBOSE,
)
_CLAUSE = re.compile(r"(?<=[\u0e00-\u0eff])[ \u00a0]+(?=[\u0e00-\u0eff])")
_BLANK = re.compile(r"\s*")
# What can stand before the first word of a sentence.
_OPENING = re.compile(r"[\s«»„“”‚‘’\"'(\[{¿¡—–―-]*")
_BETWEEN_WORDS = re.compile(r"[\s«»„“”’\"'(\[—–]")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
#: Letters that a word before a full stop is looked at, and those of a Thai clause.
_MAX_WORD = 24
_MIN_CLAUSE = 60

#: Words that are cut before a name or a number: what follows is no new sentence.
_TITLES = {
    "ar": "د أ م",
    "cs": "např tzv ul nám prof doc dr ing mgr bc judr mudr gen plk kpt sv č čl str tel",
    "da": "bl.a f.eks kl ca nr prof dr hr fr st",
    "de": "bzw ca dr prof hr fr nr st str z.b d.h u.a vgl inkl geb evtl ggf art abs bd gen kap",
    "el": "κ κα κκ δρ αρ καθ στρ αγ π.χ",
    "es": "sr sra srta sres dr dra d dña dª ud uds gral cnel lic ing prof pág núm art av",
    "fi": "esim ns klo nro prof tri toht",
    "fr": "m mm mme mmes mlle dr me pr st ste art av bd cf p n no gén col lt",
    "hy": "թ թթ մ.թ.ա մ.թ դ դդ կմ հազ մլն մլրդ",
    "ka": """
    ინგლ რუს გერმ ფრანგ ლათ ესტ ბერძ მაგ ე.წ მ.შ წ წწ ქ დაახლ სხვ შემოკლ არქ კვ კმ მლნ მლრდ ათ
    პროფ აკად გვ
    """,
    "hu": "dr prof ifj id özv kb ún pl sz",
    "it": "sig sig.ra sigg dott dott.ssa prof ing avv on sen gen col art pag n s ss",
    "nl": "dhr mevr mw dr prof drs mr ing ir bijv nr art blz st gen",
    "no": "bl.a f.eks kl ca nr prof dr hr st",
    "pl": "np tzw ul al im prof dr mgr inż gen płk ppłk kpt mjr św ks nr art ust pkt pl os woj red",
    "pt": "sr sra srta dr dra prof profa eng gal cel av art pág n d dom s sto sta",
    "ro": "dl dna dr prof ing gen col nr str art sf av",
    "ru": """
    г гг ул пр просп пер пл наб д стр корп кв им проф акад доц гос обл р-н ст п пп см рис напр св
    тов гр ген полк кап лейт инж зам зав пом тел руб т.е т.н т.к
    """,
    "sv": "bl.a t.ex kl ca nr prof dr hr st",
    "tr": "dr prof doç av sn no cad sok mah alb gen org yrd uzm op",
    "uk": """
    р рр м вул пр просп пл буд кв ім проф акад доц обл ст п пп див напр св гр ген полк інж зав тел
    т.зв т.п о
    """,
}
_CYRILLIC = ("be", "bg", "kk", "ky", "mk", "mn", "sr", "tg", "tt", "uz")
TITLES: Mapping[str, frozenset[str]] = MappingProxyType(
    {code: frozenset(words.split()) for code, words in _TITLES.items()}
    | {code: frozenset(_TITLES["ru"].split()) for code in _CYRILLIC}
    | {"sk": frozenset(_TITLES["cs"].split()), "ca": frozenset(_TITLES["es"].split())}
)

# An ordinal is a number with a full stop, and what it counts is written with a capital.
_GERMAN_COUNTED = frozenset(
    """
    januar jänner februar feber märz april mai juni juli august september oktober november dezember
    jahrhundert jahrhunderts jahrestag geburtstag todestag weltkrieg bundestag spieltag platz stock
    """.split()
)
_BEFORE_ORDINALS = frozenset("am im der dem den des die das vom zum beim bis ab seit und".split())


def rule_starts(text: str, code: str) -> Iterator[int]:
    """The offset at which each sentence of a paragraph begins, in a language."""
    first = _BLANK.match(text)
    start = first.end() if first else 0
    if start == len(text):
        return
    yield start
    ends = _clause_ends(text) if code in ("th", "lo") else _sentence_ends(text, code)
    for end in ends:
        gap = _BLANK.match(text, end)
        start = gap.end() if gap else end
        if start < len(text):
            yield start


def _clause_ends(text: str) -> Iterator[int]:
    last = 0
    for gap in _CLAUSE.finditer(text):
        if gap.start() - last >= _MIN_CLAUSE:
            last = gap.end()
            yield last


def _sentence_ends(text: str, code: str) -> Iterator[int]:
    titles = TITLES.get(code, frozenset())
    ends = (
        end.end() for end in _END.finditer(text) if end["wide"] or _is_end(text, end, code, titles)
    )
    own = _OWN_STOPS.get(code)
    if own is None:
        return ends
    further = (end.end() for end in own.finditer(text) if not _goes_on(text, end.end()))
    return merge(ends, further)


def _is_end(text: str, end: re.Match[str], code: str, titles: frozenset[str]) -> bool:
    if _goes_on(text, end.end()):
        return False
    following = _next_word(text, end.end())
    if end["stops"] != ".":
        return True
    at = end.start()
    word = _BETWEEN_WORDS.split(text[max(0, at - _MAX_WORD) : at])[-1].lower()
    if word in titles or (len(word) == 1 and word.isalpha()) or _is_cut(word):
        return False
    if word.isdecimal():
        return not _is_ordinal(text, at - len(word), following, code)
    return True


def _next_word(text: str, at: int) -> int:
    opening = _OPENING.match(text, at)
    return opening.end() if opening else at


def _goes_on(text: str, at: int) -> bool:
    """Tell if the next word begins small; those of Georgian all do, which has no capitals."""
    start = _next_word(text, at)
    char = text[start : start + 1]
    return char.islower() and not "\u10d0" <= char <= "\u10ff"


def _is_cut(word: str) -> bool:
    """Tell if a word is of single letters, such as the first of `т. е.` and `z.B.`."""
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) <= 1 for part in parts)


def _is_ordinal(text: str, start: int, following: int, code: str) -> bool:
    """Tell if a number with a full stop counts what follows, or numbers its paragraph."""
    before = text[max(0, start - _MAX_WORD) : start].split()
    if not before and start <= _MAX_WORD:
        return True
    if code != "de":
        return False
    word = _NEXT_WORD.match(text, following)
    if word is not None and word[0].lower() in _GERMAN_COUNTED:
        return True
    return bool(before) and before[-1].lower() in _BEFORE_ORDINALS
