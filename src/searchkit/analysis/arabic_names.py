"""Names in Arabic script: which of its words can be a name that was typed in other letters.

A consonant is written by one of a few letters, a vowel by one or by none. Of the English names in
news-like paragraphs that have a word in the Arabic ones (XQuAD), that word was in the translated
paragraph for 82 %, and most of the others are the same name in another one. Names of less than
three consonants could be anything. Of 1,006 names of Wikidata with endings as in the region (-ov,
-sky, -enko, -yan, -bek …) 76 % are found, and of what is found among 12,600 names 74 % is theirs.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from searchkit import quick_re as re
from searchkit.analysis.transliteration import keys

#: Consonants of a name, and letters of a word that can be one.
MIN_CONSONANTS = 3
MIN_WRITTEN = 4
#: Sounds of a name; what is longer, or has three vowels side by side, could match in too many ways.
MAX_SOUNDS = 24

# By the sounds of the keys of `transliteration`; letters as `fold` leaves them.
_CONSONANTS = {
    "b": ("ب",), "p": ("پ", "ب"), "t": ("ت", "ط"), "s": ("س", "ص"), "S": ("ش",), "j": ("ج", "ژ"),
    "C": ("چ", "تش", "ش"), "h": ("ه", "ح", "خ"), "d": ("د",), "r": ("ر",),
    "z": ("ز", "ظ", "ض", "ذ"),
    "f": ("ف",), "v": ("و", "ف", "ڤ"), "g": ("گ", "غ", "ج"), "k": ("ك", "ق"), "l": ("ل",),
    "m": ("م",), "n": ("ن",), "c": ("تس", "س"),
}  # fmt: skip
_VOWELS = {"a": "(?:ي?[اعه])?", "e": "[اي]?ي?", "i": "(?:ا?يي?)?", "o": "[او]?", "u": "ي?[او]?"}
_VOWEL_LETTERS = "اعهيو"
_FIRST_VOWEL = "[اعي][اوي]?"
# Russian names in -ov never end in the letter that is a vowel too.
_LAST_V = "[فڤ]"
_THREE_VOWELS = re.compile("[aeiou]{3}")
# A sound that is part of a vowel in the key, and a letter of its own here.
_GLIDE = re.compile("[yjюя]")
_WRITTEN_VOWEL = re.compile("[اويةه]")


@lru_cache(1 << 10)
def name_pattern(key: str) -> re.Pattern[str] | None:
    """The words that can be a name with this key; None for a key that tells too little.

    Its optional letters side by side are few, whatever the key; the test of patterns tries some.
    """
    consonants = sum(sound in _CONSONANTS for sound in key)
    if consonants < MIN_CONSONANTS or len(key) > MAX_SOUNDS or _THREE_VOWELS.search(key):
        return None
    parts = [
        f"(?:{'|'.join(_CONSONANTS[sound])})" if sound in _CONSONANTS else _VOWELS.get(sound, "")
        for sound in key
    ]
    if key[0] in _VOWELS:
        parts[0] = _FIRST_VOWEL
    if key[-1] == "v":
        parts[-1] = _LAST_V
    return re.compile("".join(parts) + ("[ةها]?" if key[-1] in "ae" else ""))


def is_same_name(word: str, written: str) -> bool:
    """Tell if a folded word in Arabic script can be a folded name in Latin or Cyrillic letters.

    >>> is_same_name("kabulov", "كابولوف"), is_same_name("путин", "بوتين")
    (True, True)
    >>> is_same_name("kabulov", "كابل"), is_same_name("ghani", "غني")
    (False, False)
    """
    if len(written) < MIN_WRITTEN:
        return False
    for key in keys(word):
        pattern = name_pattern(key)
        if pattern is not None and pattern.fullmatch(written):
            vowels = sum(sound in _VOWELS for sound in key)
            count = len(_WRITTEN_VOWEL.findall(written))
            glides = len(_GLIDE.findall(word))
            if vowels // 2 <= count <= vowels + 1 + key.count("v") + glides:
                return True
    return False


@lru_cache(256)
def arabic_beginnings(word: str) -> tuple[str, ...]:
    """The first two letters of words that can be the same name."""
    beginnings: dict[str, None] = {}
    for key in keys(word):
        if name_pattern(key) is None:
            continue
        first = _CONSONANTS.get(key[0], tuple("اعي"))
        second = list(_CONSONANTS.get(key[1], ""))
        if not second:
            second = [*_VOWEL_LETTERS, *_CONSONANTS.get(key[2], "")]
        elif key[0] in _VOWELS:
            second += "اوي"
        beginnings.update(
            dict.fromkeys((initial + letter)[:2] for initial, letter in product(first, second))
        )
    return tuple(beginnings)
