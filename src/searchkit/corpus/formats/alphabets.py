"""The one-byte encoding of a text in the Latin alphabet, by the letters of its language."""

from __future__ import annotations

import unicodedata
from collections import Counter

from searchkit import quick_re as re

_WESTERN = (
    *("àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúüºª", "áàâãçéêíóôõúüºª", "åäöé", "æøåéäö", "àèéìíòóù"),
    *("áðéíóúýþæö", "éëïèóöü", "äõöüšž", "àçéèíïòóúü"),
)
_OTHERS = {
    "cp1250": ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ"),
    "cp1254": ("çğıöşüiâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž"),
}
_OTHERS["iso8859-2"] = _OTHERS["cp1250"]
#: Square metres and the like are written in every language.
_MEASURE = re.compile(r"(?<=m)[²³](?!\w)|°(?=[cf]?\b)")
#: So few letters beyond ASCII prove nothing.
_MIN_LETTERS = 3
#: The share of them that a language must explain, and by how much better than a western one.
_SHARE, _BETTER = 0.95, 0.02
#: How many of them in a row no Latin alphabet has, and the share of such that a text may have.
_RUN, _FOREIGN = 4, 0.2


def is_latin(sample: bytes) -> bool:
    """Tell if bytes above 127 stand as singly as accented letters and quotes do."""
    in_runs = run = total = 0
    for byte in sample + b" ":
        if byte > 127:
            run += 1
            continue
        total += run
        in_runs += run if run >= _RUN else 0
        run = 0
    return in_runs <= _FOREIGN * total


def latin_encoding(sample: bytes) -> str | None:
    """The encoding of a text in a Latin alphabet; None if none of them gives words."""
    western = _letters(sample, "cp1252")
    if western.total() < _MIN_LETTERS:
        return "cp1252"
    best = max(_explained(western, alphabet) for alphabet in _WESTERN)
    shares = {
        encoding: max(_explained(_letters(sample, encoding), alphabet) for alphabet in alphabets)
        for encoding, alphabets in _OTHERS.items()
    }
    # Where the others have quotes and letters, ISO 8859-2 has nothing.
    if any(0x80 <= byte < 0xA0 for byte in sample):
        del shares["iso8859-2"]
    other = max(shares, key=lambda encoding: shares[encoding])
    if shares[other] >= _SHARE and shares[other] > best + _BETTER:
        return other
    letters = sum(count for char, count in western.items() if char.isalpha())
    return "cp1252" if letters >= _SHARE * western.total() else None


def _letters(sample: bytes, encoding: str) -> Counter[str]:
    """The characters beyond ASCII that stand beside a letter, but for punctuation."""
    text = _MEASURE.sub("", sample.decode(encoding, "replace").lower())
    counts: Counter[str] = Counter()
    for before, char in zip(" " + text, text, strict=False):
        beside = before.isalpha() and unicodedata.category(char)[0] not in "PZ"
        if char > "\x7f" and (beside or char.isalpha()):
            counts[char] += 1
    return counts


def _explained(letters: Counter[str], alphabet: str) -> float:
    total = letters.total()
    return sum(letters[char] for char in alphabet) / total if total else 0.0
