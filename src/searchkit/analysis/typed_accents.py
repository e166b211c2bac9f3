"""The accents that people leave out when they type, where a stem depends on them.

Snowball takes `ée` off `assemblée`, but an `e` off `assemblee`; it leaves `Kurdistán` whole, but
takes `an` off `Kurdistan`. So a word of a query that has no accent stands also for the words that
have one at the end, where the rules of its language look. A form that the index does not have
costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

MIN_LETTERS = 4

# Not all words in `ia` can have an accent: `hacía` is a form of `hacer`, `hacia` means `towards`.
_SPANISH = "log nom graf qu polic mayor minor"
#: By the code of the language: an ending as it is typed, and as it may be written.
_ENDINGS: Mapping[str, Sequence[tuple[str, str]]] = MappingProxyType(
    {
        "fr": (
            ("e", "é"), ("es", "és"), ("es", "ès"), ("ee", "ée"), ("ees", "ées"),
            ("ere", "ère"), ("eres", "ères"),
        ),
        "es": (
            *((f"{stem}ia{s}", f"{stem}ía{s}") for stem in _SPANISH.split() for s in ("", "s")),
            ("an", "án"), ("en", "én"), ("in", "ín"), ("es", "és"),
            ("ada", "adá"),
        ),
        "pt": (
            ("cao", "ção"), ("coes", "ções"), ("sao", "são"), ("soes", "sões"), ("em", "ém"),
            ("encia", "ência"), ("encias", "ências"), ("ancia", "ância"), ("ancias", "âncias"),
            ("es", "ês"),
        ),
    }
)  # fmt: skip

#: The codes of the languages.
ACCENTED_LANGUAGES = frozenset(_ENDINGS)


def with_accents(code: str) -> Callable[[str], Sequence[str]]:
    """The spellings with an accent of a word in a language of `ACCENTED_LANGUAGES`.

    >>> with_accents("fr")("Assemblee"), with_accents("es")("Canadá"), with_accents("es")("yo")
    (['assembleé', 'assemblée'], [], [])
    """
    endings = _ENDINGS[code]

    def spellings(word: str) -> Sequence[str]:
        if len(word) < MIN_LETTERS or not word.isascii():
            return []
        word = word.lower()
        return [
            word.removesuffix(typed) + written for typed, written in endings if word.endswith(typed)
        ]

    return spellings
