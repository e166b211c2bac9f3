"""What a language knows of its words: which are no names, which places are called so."""

from __future__ import annotations

from functools import lru_cache

from searchkit import quick_re as re
from searchkit.names.cyrillic import stem, stems
from searchkit.names.foreign import (
    COMPOUNDING,
    FOREIGN_TITLES,
    GENERAL,
    OPENING,
    ROMANCE,
    SAME,
)
from searchkit.names.gazetteer import days_and_months, places
from searchkit.names.lexicon import (
    COMMON,
    COMPANY_FORMS,
    DEMONYMS,
    OF_HEADS,
    ON_HEADS,
    ORGANISATION_HEADS,
    PLACE_HEADS,
    ROLE_PARTS,
    STOP,
    SUBJECTS,
)
from searchkit.quick_dataclass import dataclass
from searchkit.quotes.names import LARGE_TRADES, ROLES, TITLES

#: Titles of several, each of whom is named behind it: `Senators Ada Lind and Bo Hale`.
PLURAL_TITLES = frozenset(
    """
    ambassadors chancellors congressmen generals governors judges justices kings mayors ministers
    premiers presidents princes professors queens reps secretaries senators sens
    """.split()
)
#: Words that name a role by themselves, before a name.
TITLE = (TITLES | ROLES | PLURAL_TITLES | {"taoiseach"}) - frozenset(
    "first head whip st host member critic winner republican democrat".split()
)
#: A word of two parts, such as `Attorney-General`, is a title by its first part.
_TITLE_PARTS = frozenset(
    """
    attorney brigadier co deputy director editor governor lieutenant major prosecutor secretary
    under undersecretary vice
    """.split()
)
# Characters of a word that can be a title.
_MAX_KNOWN = 60
#: Titles that go on with `of` or `for` and an office.
WITH_PORTFOLIO = frozenset(
    "secretary minister ministers undersecretary under-secretary chancellor".split()
)
#: Titles by which one word is a name, and those before which that of a place is one too.
BEFORE_SURNAME = frozenset(
    """
    mr mrs ms miss dr sir lady lord dame madam president sen rep gov gen col lt capt sgt maj prof
    rev prince princess queen king pope sheikh archbishop bishop cardinal envoy ambassador senator
    congressman chancellor messrs
    """.split()
)
BEFORE_PLACE_NAME = frozenset("mr mrs ms dr sir miss messrs".split())
#: What `General` goes on with where it is no title: `General Motors`, `General Assembly`.
GENERAL_WHAT = frozenset(
    """
    accident accounting agreement assembly atomics binding cable cinema confederation conference
    council datacomm dynamics electric election elections foods host index instrument instruments
    life manager medical microwave mills motors nutrition partners post public purchasing re
    refractories reinsurance secretariat secretary services signal staff strike sportwear synod
    telephone tire trade union workers
    """.split()
)
#: Companies whose name is that of their founder in the genitive.
BRANDS = frozenset(
    "christie dillard lloyd macy mcdonald moody poor sainsbury sotheby wendy".split()
)
#: Whose a union, a party or a hospital is: `Farmers' Union`, `Children's Hospital`.
PLURALS = frozenset(
    """
    bankers children citizens employers farmers growers journalists lawyers manufacturers men
    nations officers owners people physicians players pilots producers shareholders students
    teachers traders veterans volunteers women workers writers
    """.split()
)
#: What a title belongs to that is no person's: `Miss Universe`, `the Singer World Series`.
EVENTS = frozenset(
    """
    bowl championship championships classic cup games grand-prix league masters olympics open orange
    prix series tour trophy universe
    """.split()
)
#: What a minister is of.
PORTFOLIOS = frozenset(
    """
    affairs agriculture aviation civil commerce communications cooperation culture defence defense
    development economic economy education employment energy environment exchequer exterior external
    federal finance fisheries foreign health home housing industry information infrastructure
    interior internal international investment justice labor labour land mines national oil
    petroleum planning power public security social state technology tourism trade transport
    transportation treasury war water welfare works
    """.split()
)
#: States that stand cut short behind a city: `Ellery, Wis.`
STATES = frozenset(
    """
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev
    okla ont ore pa penn que sask tenn tex va vt wash wis wisc wyo
    """.split()
)
DOTTED_STATES = frozenset("n.y. n.j. n.c. s.c. n.h. n.m. n.d. s.d. r.i. d.c. w.va.".split())
#: Heads that go on with `for`.
FOR_HEADS = frozenset(
    """
    agency alliance association bank campaign center centre citizens coalition committee council
    department directorate doctors foundation front fund institute international league ministry
    movement network office organisation organization parliamentarians party physicians service
    society transport union
    """.split()
)
#: Forms of a company that a comma stands before.
LISTED_FORMS = frozenset("inc inc. ltd ltd. llc plc corp corp. n.v. s.a.".split())
#: Name nobody when they stand alone.
GENERIC = (
    ORGANISATION_HEADS | COMMON | COMPANY_FORMS | OF_HEADS | ROLE_PARTS | PLACE_HEADS
) - frozenset("congress parliament senate hall citizens tigers knights friends".split())
# The same, though names of two words can begin or end so.
_ALONE = frozenset(
    """
    athletics autumn backlog baseball basketball boxing business category cathedral consultancy
    cricket cycling football golf greatest hockey home independent intelligence invitation
    latest notice parliamentary patient representatives rugby section sections senates
    constitutional showers soccer spring superior swimming tennis vii viii web week xii xiii xiv
    xix xv xvi xvii xviii xx xxi year
    """.split()
)
NO_NAME = GENERIC | DEMONYMS | STOP | TITLE | TITLES | ROLES | _ALONE

_CODE = re.compile(r"[a-z]{2,3}")
#: Languages in which every noun is written large: only what evidence tells is a name.
_NOUNS_LARGE = frozenset({"de", "lb"})
_CYRILLIC = frozenset("ru uk be bg sr mk kk ky tg".split())

# `British-ruled`, `Ontario-based`: what makes an adjective of a name.
HYPHENATED = re.compile(
    r"-(?:administered|affiliated|aligned|area|back|backed|based|born|bound|brokered|built|controlled|dominated|educated"
    r"|era|flagged|free|friendly|funded|held|inspired|led|like|linked|listed|made|majority|minority|occupied|only|operated|organi[sz]ed"
    r"|owned|placed|produced|ranked|rated|registered|related|ruled|run|seeded|sized?|speaking|sponsored|style|supplied|supported|trained|type|wide)$"
)
RUSSIAN_ADJECTIVE = re.compile(
    r"\w+(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ая|яя|ую|юю|ое|ее|ые|ие|ых|их|ыми|ими)"
)
# `Nederlandse`, `Antwerpse`: a Dutch adjective, whose noun is written small.
DUTCH_ADJECTIVE = re.compile(r"\w{2,}se")
DUTCH_NOUN = re.compile(r" [a-z]{3,}")
RUSSIAN_NOUN = re.compile(r" (?!\w+(?:л|ла|ли|ло|ет|ит|ют|ят|ут|ат)\b)[а-яё]{4,}")


# Words that are no name alone, and with which one can begin or go on.
_GO_ON = (
    OF_HEADS | ON_HEADS | WITH_PORTFOLIO | LISTED_FORMS | SUBJECTS | PORTFOLIOS | BRANDS | PLURALS
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    code: str
    stop: frozenset[str]
    #: Words that are no name when they stand alone, and go on in none.
    alone: frozenset[str]
    places: frozenset[str]
    #: In Cyrillic, those of one word without their endings.
    place_stems: frozenset[str]
    needs_evidence: bool
    is_cyrillic: bool
    #: General words that are no name alone, and with which one can begin.
    general: frozenset[str]
    #: Titles of persons, besides those of English.
    titles: frozenset[str]
    #: Whether a name and a noun make one word, with a hyphen: `EU-landen`.
    is_compounding: bool
    is_romance: bool

    def is_place(self, key: str) -> bool:
        """Tell if words, with `_` between them, are a known place, in any case."""
        return key in self.places or (bool(self.place_stems) and stem(key) in self.place_stems)


def is_title(low: str) -> bool:
    """Tell if a word in small letters is written before the name of a person."""
    return len(low) <= _MAX_KNOWN and _is_title(low)


def is_trade(low: str) -> bool:
    """Tell if the first word of a sentence says what somebody is."""
    return len(low) <= _MAX_KNOWN and _is_trade(low)


# The words of most articles are the same: they are looked at once.
@lru_cache(1 << 14)
def _is_title(low: str) -> bool:
    low = low.rstrip(".")
    if low in TITLE:
        return True
    first, dash, _ = low.partition("-")
    return bool(dash) and first in _TITLE_PARTS


@lru_cache(1 << 14)
def _is_trade(low: str) -> bool:
    return LARGE_TRADES.fullmatch(low) is not None


@lru_cache(maxsize=64)
def words_of(language: str | None) -> Words:
    """The words of a language by its tag; those of English for one that is not known."""
    match = _CODE.match((language or "en").lower())
    code = match[0] if match else "en"
    code = SAME.get(code, code)
    stop = STOP
    if code != "en":
        stop = STOP | frozenset(OPENING.get(code, "").split()) | days_and_months(code)
    general = GENERAL.get(code, frozenset())
    alone = (stop | NO_NAME) - _GO_ON
    known = places(code)
    return Words(
        code,
        stop,
        alone,
        known,
        stems(known) if code in _CYRILLIC else frozenset(),
        code in _NOUNS_LARGE,
        code in _CYRILLIC,
        general,
        FOREIGN_TITLES.get(code, frozenset()),
        code in COMPOUNDING,
        code in ROMANCE,
    )
