"""The names of languages as databases write them, in some of the languages that do so."""

from __future__ import annotations

from functools import cache

_WRITTEN_IN = ("en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja", "ko")
_OWN = "ar cs da el fa fi he hi hu id ja ko nb pl ro ru sv tr uk vi zh".split()
_MAX_LENGTH = 40


def language_named(text: str) -> str | None:
    """The code of a language that a text names or is; None if it is none.

    >>> language_named("ENGLISH; English"), language_named("Deutsch"), language_named("Body")
    ('en', 'de', None)
    """
    name = text.partition(";")[0].partition(",")[0].partition("(")[0].strip().casefold()
    if not name or len(name) > _MAX_LENGTH:
        return None
    # `德文` is what `德语` is.
    other = f"{name[:-1]}语" if name.endswith("文") else ""
    return _codes().get(name) or _codes().get(other)


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    codes = {code: Locale.parse(code).languages[code].casefold() for code in _OWN}
    named = {name: code for code, name in codes.items()}
    for language in reversed(_WRITTEN_IN):
        for code, name in Locale.parse(language).languages.items():
            if code.isalpha():
                named[name.casefold()] = named[code] = code
    return named
