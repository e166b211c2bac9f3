"""Two spellings of the name of a person: what may differ in them, as it does in the news.

The rules, which are the same in one article and across articles:

- A middle name or an initial may be missing, and an initial stands for the name that it begins.
- Words that differ in usual romanisations only (`Yurii`, `Yuri`; `Sergei`, `Sergey`) are the same.
- Surnames of `MIN_RARE` letters or more may differ in one letter if the first names are the same,
  and none has the `a` of a woman's more: where one of the two is so rare that it is a slip.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from searchkit import quick_re as re
from searchkit.names.particles import PARTICLES, SUFFIXES

#: Names between first name and surname that may be missing.
MAX_MISSING = 2
#: Letters of a surname that may have a slip.
MIN_RARE = 5

# Begin a surname that stands alone, if they are written small.
_LEADING = frozenset("van von de bin ibn der".split())
# Behind a name, by which a son is told from his father.
_GENERATIONS = frozenset("jr sr iii iv".split())
#: Surnames of so many people that a middle name tells them apart.
COMMON_SURNAMES = frozenset(
    """
    adams alexander allen anderson bailey baker bell bennett brooks brown butler campbell carter
    clark cohen collins cook cooper cox cruz davis edwards evans fisher foster frank george henry
    garcia gomez gonzalez gray green griffin hall harris hayes henderson hernandez hill howard
    hughes jackson james jenkins johnson jones kelly khan kim king lee lewis long lopez martin
    martinez miller mitchell moore morgan morris murphy murray myers nelson nguyen parker patel paul
    perez peters perry peterson phillips powell price ramirez reed richardson rivera roberts
    robinson rodriguez rogers ross russell sanchez sanders schmidt scott simmons singh smith stewart
    sullivan taylor thomas thompson torres turner walker wang ward washington watson white williams
    wilson wood wright young
    """.split()
)
#: Surnames of many, where a middle name that is written out, or a letter, tells two people apart.
FREQUENT_SURNAMES = COMMON_SURNAMES | frozenset(
    """
    andrews armstrong arnold austin bailey barber barnes barnett barrett bates becker bennet
    bennett berry bishop black boyd bradley brewer bryant burke burns burton byrd caldwell
    carlson carpenter carr carroll castillo castro chambers chapman chavez cole coleman cooke
    craig crawford cruz cunningham curtis daniels dean diaz dixon douglas duncan dunn elliott
    ellis ferguson fernandez fields fleming fletcher flores ford fowler fox franklin frazier
    freeman fuller gardner garner garrett gibson gilbert gomez gordon graham grant graves greene
    gregory griffith gutierrez hamilton hansen hanson hardy harper harrison hart harvey hawkins
    hicks higgins hoffman hoffmann holland holmes holt hopkins horton howell hudson hunt hunter
    ingram jacobs jensen jimenez johnston jordan keller kennedy klein knight lambert lane larson
    lawrence lawson little lowe lucas lyons marshall mason matthews mcdonald mendoza meyer miles
    mills montgomery morales moreno morrison mueller muller murphy müller neal newman nichols
    norris obrien oconnor oliver olson ortiz owens palmer parks payne pearson perkins pierce
    porter ramos reyes reynolds rhodes rice riley robertson romero rose ruiz ryan sanders santos
    schneider schultz schwartz shaw silva simmons simpson snyder soto spencer stanley stephens
    stevens stone sullivan sutton tucker vargas vasquez wagner walters warren watkins watts
    weaver webb weber welch wells west wheeler willis wolf woods
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SAME = (
    ("yi", "i"), ("iy", "i"), ("ij", "i"), ("ii", "i"), ("yy", "i"), ("y", "i"), ("j", "i"),
    ("ph", "f"), ("ks", "x"), ("kh", "h"), ("ck", "k"), ("'", ""), ("’", ""),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1")


def without_marks(word: str) -> str:
    """A word with each letter in its plain form, without the marks on it."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(1 << 14)
def skeleton(word: str) -> str:
    """A word of a name without what romanisations differ in.

    >>> skeleton("Yurii") == skeleton("Yuri"), skeleton("Sergei") == skeleton("Sergey")
    (True, True)
    """
    folded = without_marks(word.casefold())
    # The first letter is what an initial is compared with.
    first, rest = folded[:1], folded[1:]
    for written, kept in _SAME:
        rest = rest.replace(written, kept)
    return first + _DOUBLE.sub(r"\1", rest)


@lru_cache(1 << 14)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name as skeletons: first names, then the surname; particles belong to it.

    >>> parts("Zamir N. Kabulov"), parts("Ada van Lund")
    (('zamir', 'n', 'kabulov'), ('ada', 'van lund'))
    >>> parts("van Lund"), parts("Van Lund")
    (('van lund',), ('van', 'lund'))
    """
    words = [word for word in _WORD.findall(name) if word.lower() not in SUFFIXES]
    joined: list[str] = []
    particle = ""
    for word in words:
        is_inside = joined or word in _LEADING
        if is_inside and word.lower() in PARTICLES and word is not words[-1]:
            particle += f"{word.lower()} "
            continue
        joined.append(particle + skeleton(word))
        particle = ""
    return tuple(joined)


def is_same_word(one: str, other: str) -> bool:
    """Tell if two skeletons of first names are the same, or one is the initial of the other."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))


def are_compatible(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell if two names, without their surnames, can be those of one person.

    >>> are_compatible(("zamir", "n"), ("zamir",)), are_compatible(("john", "w"), ("john", "h"))
    (True, False)
    """
    if not one or not other or not is_same_word(one[0], other[0]):
        return False
    if abs(len(one) - len(other)) > MAX_MISSING:
        return False
    # `J. Howard Lind` is called Howard: the initial is that of no other name.
    if len(one[0]) != len(other[0]) and min(len(one[0]), len(other[0])) == 1:
        short, long = sorted((one, other), key=lambda names: len(names[0]))
        if len(short) > 1 and len(short[1]) > 1 and short[1:2] != long[1:2]:
            return False
        # `C. F. Lind` has two first names; `Ciara Lind` has one.
        if len(short) > len(long) and long[0] != "".join(short):
            return False
    return all(map(is_same_word, one[1:], other[1:]))


def are_of_one_age(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell if two names, as words, can be those of one person by what stands behind them.

    `Jr` may be missing behind a name with a middle one; without that, it tells son from father.

    >>> are_of_one_age("eric h lind jr".split(), "eric lind".split())
    True
    >>> are_of_one_age("eric lind jr".split(), "eric lind".split())
    False
    """
    ours, theirs = generation(one), generation(other)
    if ours == theirs:
        return True
    junior, plain = (one, other) if ours else (other, one)
    return {ours, theirs} == {"", "jr"} and len(junior) > len(plain) + 1


def generation(words: Sequence[str]) -> str:
    """What tells a son from his father behind a name; empty where nothing stands."""
    last = words[-1].lower().rstrip(".")
    return last if last in _GENERATIONS else ""


def is_slip(one: str, other: str) -> bool:
    """Tell if two surnames, as skeletons, hardly are those of two people, one letter apart.

    A letter is missing in a long one or at the end, or two have changed places. Another letter is
    another name.

    >>> is_slip("rothchild", "rothschild"), is_slip("ivano", "ivanov"), is_slip("baker", "barker")
    (True, True, False)
    """
    short, long = sorted((one, other), key=len)
    if not are_near(one, other):
        return False
    if len(short) == len(long):
        return sorted(short) == sorted(long)
    return len(short) > MIN_RARE or long[:-1] == short


def are_near(one: str, other: str) -> bool:
    """Tell if two surnames, as skeletons, are one letter apart.

    >>> are_near("ivanov", "ivano"), are_near("ivanov", "ivanova"), are_near("smith", "smyth")
    (True, False, True)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < MIN_RARE or len(long) - len(short) > 1 or short[0] != long[0]:
        return one == other
    if len(long) > len(short) and long[-1] in "as" and long[:-1] == short:
        return False
    at = next(
        (at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped
