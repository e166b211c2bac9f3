"""The name in a few words of news text, apart from the titles and roles before it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from searchkit import quick_regex as regex
from searchkit.deadline import watch, watched
from searchkit.quick_dataclass import dataclass
from searchkit.quotes.first_names import gender, is_first_name

_WORD = regex.compile(r"\S+")
_NAME = (
    r"(?:(?:\p{Lu}\.)++|(?:Capt|Col|Dr|Gen|Gov|Jr|Lt|Maj|Mr|Mrs|Ms|Prof|Rep|Rev|Sen|Sgt|Sr|St|Supt)\."
    r"|\p{Lu}[\p{L}\p{M}\p{N}]*+(?:[-'’&]\p{L}[\p{L}\p{M}]*+)*+)"
)
_NAME_WORD = regex.compile(_NAME)
_PARTICLES = frozenset(
    "al bin bint da dal de del den der di dos du el ibn la le ter und van von y".split()
)

_JOIN = rf"(?=[ \t\n])[ \t]*+\n?+[ \t]*+(?:(?:{'|'.join(sorted(_PARTICLES))})[ \t]++)*"
# Not in the middle of initials: a run of them is looked at once.
_BEGINS = r"(?<![\w’'-])(?<!(?<![\w’'-])\p{Lu}\.)"
_RUN = regex.compile(rf"{_BEGINS}{_NAME}(?:{_JOIN}{_NAME}){{1,9}}(?![\w-])")
_RUN_OR_NAME = regex.compile(rf"{_BEGINS}{_NAME}(?:{_JOIN}{_NAME}){{0,9}}(?![\w-])")

# Written large before a name; what stands between two of them is part of the title.
TITLES = frozenset(
    """
    administrator admiral adv advocate ambassador archbishop attorney attorney-general baron
    baroness bishop brigadier captain brig-gen cardinal ceo chairman chairwoman chancellor
    chief cllr colonel commander commissioner congressman congresswoman constable
    coordinator corporal councillor count countess coroner dame democrat deputy detective
    director doctor dr duchess duke editor-in-chief emperor envoy first general gen gov
    governor governor-general imam inspector judge justice king lady lieutenant lord lt
    lt-col lt-gen maj-gen major major-gen mayor md mep mp messrs minister miss monsignor mr
    mrs ms officer pastor pope premier president prime prince princess principal prof
    professor prosecutor queen rabbi rep representative republican rev reverend sec
    secretary secretary-treasurer sen senator sergeant sgt sheikh sheriff sir speaker
    spokesman spokesperson spokeswoman sultan treasurer superintendent supt undersecretary
    vice-president whip leader chairperson col capt maj cfo cio coo cto executive taoiseach
    """.split()
)
#: Written behind a name.
HONOURS = frozenset("CBE DBE KBE KC MBE MD MEP MLA MP MSP OBE PhD QC TD".split())
_GENERATIONS = frozenset("II III IV Jr Jr. Sr Sr.".split())
# Written small before a name, besides what ends like a trade.
ROLES = frozenset(
    """
    agent aide analyst architect attorney captain ceo chairperson chief co-founder coach commandant
    critic envoy executive expert eyewitness general head host journalist judge king member
    nominee official president prince princess queen representative resident secretary
    spokesman spokesperson spokeswoman student winner witness chairman chairwoman boss candidate
    cleric colleague correspondent delegate dissident guru mogul nurse opponent priest rival
    surrogate veteran
    """.split()
)
TRADE = regex.compile(r"[\p{Ll}-]{3,}(?:er|or|ist|ian|man|woman|person|ant|logue)")
NO_TRADE = frozenset(
    """
    after another either ever former however later latter neither never number order other over
    rather together under whether earlier further moreover power offer important significant
    constant instant want plant human woman man german
    """.split()
)
_DETERMINERS = frozenset(
    "the a an his her their its one two some another other each former".split()
)
# No role goes on across them.
_NO_ROLE = frozenset("the a an and as because but that when where which while who".split())
# A title that has other words in it.
_LONG_TITLE = regex.compile(
    r"(?:Secretar(?:y|ies)|Minister|Ministers)(?:[- ]General|(?: of| for)(?: the)? \p{Lu}\w+"
    r"(?:(?:,| and)? \p{Lu}\w+)?(?=(?: \p{Lu}[\p{L}.'’-]*){2}))|Chief of Staff"
)
# The same at the beginning of a sentence, where names like Parker are written so too.
LARGE_TRADES = regex.compile(
    r"\p{L}+(?:ologist|ographer|ophysicist|woman)|actor|actress|activist|analyst|agent|artist|astronomer|astronaut|"
    r"author|biologist|cartoonist|chemist|coach|comedian|critic|designer|doctor|economist|editor|engineer|expert|"
    r"eyewitness|filmmaker|footballer|historian|host|incumbent|independent|journalist|lawyer|leader|manager|"
    r"musician|novelist|owner|physician|physicist|player|poet|politician|producer|reporter|researcher|"
    r"resident|scientist|singer|skipper|striker|student|teacher|vendor|winner|witness|writer|former|co-author|"
    r"co-founder|founder"
)
#: `At its annual Camp Strava`, and then `Strava said`: no name of a person begins so.
_NO_FIRST_NAMES = ("Camp ", "Cape ", "Fort ", "Lake ", "Mount ", "Port ")
# The title belongs to a name, and what stands before it says what somebody else is to him.
_OF_ANOTHER = regex.compile(
    r"\b(?:to|with|in|on|for|during|of|from|by|against|about)\s+(?:the\s+|former\s+)?"
    r"(?P<title>\p{Lu}[\p{L}.’'-]*+(?:\s++\p{Lu}[\p{L}.’'-]*+){0,2})\s*$"
)
_ROLE = regex.compile(r"(?<![\w’'-])(?:\p{Lu}[\p{L}’'-]*\s+){0,4}\p{Ll}[\p{Ll}-]*\s+$")
# The phrase says to whom, or what is signalled by it: `Speaking to the Globe`, `That Lind agreed`.
_IS_ASIDE = regex.compile(r"\s*+(?:(?:Speaking|Talking)\s+to\s|That\s+\p{Lu})")
# Somebody stands before the house that he is from: `Bo Hale from Ellery Justice`.
_FROM = regex.compile(r"(?:\p{Lu}[\p{L}.’'-]*+\s++){2,3}(?:from|at)\s")
_PLACE = regex.compile(r"\s(?:of|from|for|in|to|at|the)\s+$")
# Begin a sentence large and are no part of a name.
NO_NAME = frozenset(
    """
    a about according after afterwards although an and another as at because before both but by
    despite during each earlier even finally first following for former from had have he her here
    him his how however i if in initially instead it its last later many meanwhile moreover
    most my no nor not now of officials on once one only or other others our over people police
    protesters
    reportedly reports she since so some speaking still such that the their then there these they
    this those though through to today tomorrow tonight two under until upon us was we what when
    where whether which while who whose why with yesterday yet you your authorities
    monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december
    """.split()
)
_NOBODY = regex.compile(r"\b(?:the|in|at|on|near|across|outside)\s$")
#: More words before a name are no role.
MAX_ROLE_WORDS = 14
MAX_NAME_WORDS = 5
#: Characters in which a role before a name is looked for.
MAX_ROLE_DISTANCE = 60


@dataclass(frozen=True, slots=True)
class Named:
    """A name at `[start, end)` of a text, and the role that stands before it.

    `here` is where somebody begins to be named who is given the whole name that stands elsewhere.
    """

    name: str
    start: int
    end: int
    role: str
    here: int


def named(text: str, start: int, end: int) -> Named | None:
    """The name that ends a phrase at `[start, end)`, if all before it is a role; else None.

    >>> text = "NATO Secretary-General Jens Stoltenberg"
    >>> found = named(text, 0, len(text))
    >>> found.name, found.role
    ('Jens Stoltenberg', 'NATO Secretary-General')
    """
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    if _IS_ASIDE.match(text, start, end):
        return None
    while words and _small(text, words[0]) in NO_NAME - _DETERMINERS:
        words.pop(0)
    if len(words) > 2 and text[slice(*words[-1])] in HONOURS:
        # `Ada Lind MP`, and not `a Labour MP`.
        words = words[: -1 if is_first_name(text[slice(*words[-3])]) else None]
    if not words or len(words) > MAX_ROLE_WORDS + MAX_NAME_WORDS:
        return None
    first = _run(text, words)
    first = max(first, _after_title(text, words, first))
    name = words[first:]
    if (
        not name
        or len(name) > MAX_NAME_WORDS
        or not (
            _is_role(text, words[:first], name[-1][1])
            or (len(name) > 1 and _is_house(text, words[:first]))
        )
    ):
        return None
    begin, stop = name[0][0], name[-1][1]
    last = _small(text, name[-1])
    if first and len(name) == 1 and _FROM.match(text, words[0][0], begin):
        return None
    if text.startswith("St. ", begin) or _is_of_another(text, words[:first], begin):
        return None
    if last == "i" or (len(name) == 1 and last in NO_NAME | TITLES):
        return None
    return Named(text[begin:stop], begin, stop, _role(text, words[:first], begin), words[0][0])


def _is_house(text: str, words: list[tuple[int, int]]) -> bool:
    """Check whether words are the house that somebody works for, such as `the Bay Post’s`."""
    written = [text[slice(*word)] for word in words]
    if written[:1] and written[0].lower() == "the":
        written.pop(0)
    return (
        bool(written)
        and written[-1].endswith(("’s", "'s", "s’", "s'"))
        and all(word[0].isupper() for word in written)
    )


def _is_of_another(text: str, words: list[tuple[int, int]], end: int) -> bool:
    """Check whether the role is somebody's who is something to the bearer of the name."""
    match = _OF_ANOTHER.search(text, words[0][0], end) if words else None
    if match is None:
        return False
    titles = (word.rstrip(".,").lower() for word in match["title"].split())
    return all(title in TITLES for title in titles)


def _role(text: str, words: list[tuple[int, int]], end: int) -> str:
    """The words before a name that say what somebody is."""
    for number in reversed(range(len(words))):
        if _small(text, words[number]) in _NO_ROLE:
            words = words[number + 1 :]
            break
    return text[words[0][0] : end].strip() if words else ""


def _small(text: str, word: tuple[int, int]) -> str:
    return text[slice(*word)].lower().rstrip(".,")


def _run(text: str, words: list[tuple[int, int]]) -> int:
    """The offset at which the capitalised words begin that end a phrase."""
    first = len(words)
    while first and _NAME_WORD.fullmatch(text, *words[first - 1]):
        if text[slice(*words[first - 1])].endswith(("’s", "'s", "s’", "s'")):
            break
        first -= 1
        if first > 1 and _small(text, words[first - 1]) in _PARTICLES:
            beyond = first - 1
            while beyond and _small(text, words[beyond - 1]) in _PARTICLES:
                beyond -= 1
            if beyond and _NAME_WORD.fullmatch(text, *words[beyond - 1]):
                first = beyond
    while first < len(words) and _small(text, words[first]) in NO_NAME:
        first += 1
    return first


def _after_title(text: str, words: list[tuple[int, int]], first: int) -> int:
    """The offset at which the name begins, behind the last title."""
    begin = first
    for number in range(first, len(words)):
        small = _small(text, words[number])
        is_last = text[slice(*words[min(number + 1, len(words) - 1)])] in _GENERATIONS
        if (small in TITLES or LARGE_TRADES.fullmatch(small)) and not is_last:
            begin = number + 1
    for title in _LONG_TITLE.finditer(text, words[0][0], words[-1][1]):
        beyond = sum(word[0] < title.end() for word in words)
        begin = max(begin, beyond)
    return begin


def _is_role(text: str, words: list[tuple[int, int]], end: int) -> bool:
    """Check whether words before a name, which goes to `end`, can say what somebody is."""
    if not words:
        return True
    small = [_small(text, word) for word in words]
    if len(words) == 1 and small[0] in {"the", "former"}:
        return True
    if not {"who", "that", "and", "then"}.isdisjoint(small[1:]):
        return False
    last = small[-1]
    if last.endswith(("’s", "'s")):
        return False
    head = last.rsplit("-", 1)[-1]
    trade = TRADE.fullmatch(head) is not None and last not in NO_TRADE
    large = text[words[-1][0]].isupper()
    long_title = bool(_LONG_TITLE.search(text, words[0][0], end))
    if last in TITLES or LARGE_TRADES.fullmatch(last):
        return True
    return (not large and (last in ROLES or head in ROLES or trade)) or long_title


class _Bearers(NamedTuple):
    """Whole names that end in one surname, in order; so many at first are those of one person."""

    names: list[Named]
    alike: int


class FullNames:
    """The names of two words or more in a text, by their last word."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs = [run.span() for run in watch(_RUN.finditer(text))]
        self._ending: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for run in watched(self._runs):
            self._ending[text[slice(*run)].rsplit(None, 1)[-1]].append(run)
        self._known: dict[str, _Bearers] = {}

    def __contains__(self, surname: str) -> bool:
        return bool(self._bearers(surname).names)

    def last(self, surname: str, before: int) -> Named | None:
        """The last one before an offset that ends so; None if several people are called so."""
        names, alike = self._bearers(surname)
        at = bisect_left(names, before, key=attrgetter("start"))
        return names[at - 1] if 0 < at <= alike else None

    def only(self, start: int, end: int) -> Named | None:
        """The one person with a role whose whole name stands in a passage; None if there are more.

        A name without a role may be that of a place.
        """
        first, after = (bisect_left(self._runs, (at,)) for at in (start, end))
        people = [person for run in self._runs[first:after] if (person := self._person(*run))]
        return people[0] if len(people) == 1 else None

    def _bearers(self, surname: str) -> _Bearers:
        known = self._known.get(surname)
        if known is None:
            runs = self._ending.get(surname, ())
            names = [person for run in runs if (person := self._name(*run))]
            same = (bearer.name.split()[0] == names[0].name.split()[0] for bearer in names)
            known = self._known[surname] = _Bearers(names, sum(takewhile(bool, same)))
        return known

    def _name(self, start: int, end: int) -> Named | None:
        name = named(self._text, start, end)
        if name is None or len(name.name.split()) < 2 or name.name.startswith(_NO_FIRST_NAMES):
            return None
        # In "the senator from Vermont Jane Roe" it is not plain where the name begins.
        whole = name.start == start and len(name.name.split()) > 2
        return None if whole and _PLACE.search(self._text, max(0, start - 8), start) else name

    def _person(self, start: int, end: int) -> Named | None:
        """A name with its role, written small before it perhaps."""
        name = self._name(start, end)
        if name is None or name.role:
            return name
        role = _ROLE.search(self._text, max(0, start - MAX_ROLE_DISTANCE), start)
        person = named(self._text, role.start(), end) if role else None
        return person if person is not None and person.role else None


def others(
    text: str, start: int, end: int, known: FullNames, name: str, *, pronoun: str | None = None
) -> bool:
    """Check whether anybody but the bearer of a name, whom a pronoun can mean, is named."""
    own = set(name.split())
    for run in _RUN_OR_NAME.finditer(text, start, end):
        words = [word.removesuffix("’s").removesuffix("'s") for word in run[0].split()]
        words = [word for word in words if word.lower() not in NO_NAME | TITLES]
        if not words or words[-1] in own:
            continue
        if pronoun and gender(" ".join(words)) not in (None, pronoun):
            continue
        # The United States are nobody, nor is who stands after `in`.
        if words[0] in known or (
            len(words) > 1 and not _NOBODY.search(text, max(0, run.start() - 9), run.start())
        ):
            return True
    return False


_IS_INSIDE = regex.compile(r"(?<=[\p{Ll},] |\p{Lu}\p{Ll}+\. )")
_NO_LETTER_BEFORE = regex.compile(r"(?<!\w)")
_LETTER = regex.compile(r"\w")


def stands_inside(text: str, word: str) -> bool:
    """Check whether a word is written large inside a sentence, and never small."""
    if not any(_IS_INSIDE.match(text, at) for at in _places(text, word)):
        return False
    return not any(_NO_LETTER_BEFORE.match(text, at) for at in _places(text, word.lower()))


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands that does not go on; a pattern of it would take long to compile."""
    at = text.find(word)
    while at >= 0:
        if not _LETTER.match(text, at + len(word)):
            yield at
        at = text.find(word, at + 1)
