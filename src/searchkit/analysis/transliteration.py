"""Names across scripts: which word of another script is most likely the same name.

A name in Latin or Cyrillic letters has a key: its sounds as usual romanisations write them, with
what they differ in taken away (`Zelensky`, `Zelenskyy` and `Зеленский` are `zelenski`). Names that
are written by their sound (Trump, Трамп), or have another name there, are not told.

Of 2,869 names of Wikidata with endings as in the region (-ov, -sky, -enko, -yan, -shvili, -bek …),
75 % are found in Cyrillic letters, and of what is found for them among 32,000 names 87 % is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice, product

from searchkit import quick_re as re

#: A shorter word, in either script, could be any.
MIN_LETTERS = 4
#: Keys of one word, where a letter can be of several sounds.
MAX_KEYS = 16

_LETTERS = zip("абвгґғдезикқлмнңоөпрстуўүұфхҳһ", "abvgggdezikklmnnooprstuuuufhhh", strict=True)
_CYRILLIC = dict(_LETTERS) | {
    **dict.fromkeys("ёєэ", "e"), **dict.fromkeys("іїйыӣ", "i"), "ӯ": "u", "ә": "a", "ж": "j",
    "ҷ": "j", "ц": "c", "ч": "C", "ш": "S", "щ": "S", "ъ": "", "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
# Longest first; what a letter or two can stand for.
_LATIN = {
    "shch": ("S",), "szcz": ("S",), "sch": ("S",), "dzh": ("j",), "sz": ("S", "s"), "cz": ("C",),
    "ja": ("ia", "ja"), "je": ("e", "je"), "jo": ("e", "io", "jo"), "ju": ("iu", "ju"),
    "zh": ("j",), "kh": ("h",), "gh": ("g",),
    "ts": ("c",), "tz": ("c",), "ch": ("C", "h"), "sh": ("S",), "ph": ("f",), "th": ("t",),
    "ck": ("k",), "ou": ("u", "ou"), "oo": ("u",), "ee": ("i", "e"), "yu": ("iu",),
    "ya": ("ia",), "yo": ("e", "io"), "ye": ("e",), "ie": ("e", "ie"), "x": ("ks",), "q": ("k",),
    "w": ("v", "u"), "c": ("k", "c"), "j": ("j", "i"), "h": ("h", "g", ""), "y": ("i",),
    "'": ("",),
}  # fmt: skip
_LATIN_PART = re.compile("|".join([*_LATIN, "[a-z]"]))
_SAME = (("dj", "j"), ("ii", "i"), ("ie", "e"), ("iu", "u"), ("ia", "a"))
# As French and older books write -ov and -ev.
_OFF = re.compile(r"(?<=[oe])f\Z")
_DOUBLE = re.compile(r"(.)\1")
# Endings of Russian and Ukrainian names in other cases, as keys.
_ENDING = re.compile(r"(?:a|u|om|e|(?<=[vn])im|oi|i|em|ami|ah|am|ei)\Z")
# Those of names such as Зеленский, which end as adjectives do.
_ADJECTIVE = re.compile(r"(?<=k)(?:ogo|omu|om|im|oi|ih|imi)\Z")


@lru_cache(1 << 14)
def keys(word: str) -> tuple[str, ...]:
    """The keys of a folded word in Latin or Cyrillic letters; none for one in others.

    >>> keys("zelensky"), keys("зеленский")
    (('zelenski',), ('zelenski',))
    """
    if re.fullmatch(r"[a-z']+", word):
        options = [_LATIN.get(part, (part,)) for part in _LATIN_PART.findall(word)]
        spelt = list(map("".join, islice(product(*options), MAX_KEYS)))
    elif all(char in _CYRILLIC for char in word):
        spelt = ["".join(map(_CYRILLIC.__getitem__, word))]
    else:
        return ()
    return tuple(dict.fromkeys(map(_reduced, spelt)))


def _reduced(key: str) -> str:
    for written, kept in _SAME:
        key = key.replace(written, kept)
    return _OFF.sub("v", _DOUBLE.sub(r"\1", key))


def are_one_name(word: str, other: str) -> bool:
    """Tell if two folded words in Latin and Cyrillic letters are one name, in any case of it.

    >>> are_one_name("kabulov", "кабулову"), are_one_name("kabul", "кабулов")
    (True, False)
    """
    if len(other) < MIN_LETTERS:
        return False
    forms = set(keys(word))
    stems = [_ENDING.sub("", key) for key in keys(other)]
    adjectives = [_ADJECTIVE.sub("i", key) for key in keys(other)]
    return not forms.isdisjoint([*keys(other), *stems, *adjectives])


@lru_cache(256)
def beginnings(word: str, cyrillic: bool) -> tuple[str, ...]:
    """The first letters, in Cyrillic or else in Latin, of words that can be the same name."""
    parts = _CYRILLIC_OF if cyrillic else _LATIN_OF
    return tuple(
        dict.fromkeys(
            first + second
            for key in keys(word)
            for first, second in product(parts.get(key[0], ()), parts.get(key[1:2], ()))
        )
    )


def _letters_of(sounds: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    """Sound → what it can be written by."""
    letters: dict[str, list[str]] = {}
    for written, spoken in sounds.items():
        for sound in dict.fromkeys(kept for form in spoken if form for kept in (form[0], form[-1])):
            letters.setdefault(sound, []).append(written)
    return {sound: tuple(written) for sound, written in letters.items()}


_CYRILLIC_OF = _letters_of({letter: (sound,) for letter, sound in _CYRILLIC.items()})
_LATIN_OF = _letters_of({**{letter: (letter,) for letter in "abdefgiklmnoprstuvz"}, **_LATIN})
