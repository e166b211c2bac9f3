"""One spelling for what Indian languages write in several ways.

`हिन्दी` and `हिंदी` are one word, as are `क़ानून` and `कानून`: a nasal before a consonant of its own
place may be written as a dot, and the dot of letters that Persian brought is often left out.
Lucene's analyzers of these languages join the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from searchkit import quick_re as re

_DOT = "\u0902"
_NASAL = re.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])|ँ")
_DEVANAGARI_NUKTA, _GURMUKHI_NUKTA = "\u093c", "\u0a3c"
_NO_BLANK = "\u200c"


def _in_devanagari(word: str) -> str:
    return _NASAL.sub(_DOT, word.replace(_DEVANAGARI_NUKTA, ""))


def _without(sign: str) -> Callable[[str], str]:
    return lambda word: word.replace(sign, "")


#: By the code of the language.
ONE_SPELLING: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        **dict.fromkeys(("hi", "mr", "ne"), _in_devanagari),
        **dict.fromkeys(("bn", "gu", "ml", "te"), _without(_NO_BLANK)),
        "pa": _without(_GURMUKHI_NUKTA),
    }
)
