"""The names of languages in the languages that files and people name them in, as CLDR has them."""

from __future__ import annotations

from functools import cache

from searchkit.analysis.languages import language_code, language_tag

# Where two of them use one name, the first one's counts.
_WRITTEN_IN = """
    en de fr es it pt nl ru zh ja ko ar fa tr uk pl cs sv da nb fi el he hi id vi th ro hu bg ur
    """.split()
_MAX_LENGTH = 40


def named_language(text: str) -> str | None:
    """The code of a language that a text names or is; None if it is none.

    >>> named_language("ENGLISH; English"), named_language("Deutsch"), named_language("Body")
    ('en', 'de', None)
    >>> named_language("anglais"), named_language("немецкий"), named_language("الروسية")
    ('en', 'de', 'ru')
    """
    name = text.partition(";")[0].partition(",")[0].partition("(")[0].strip().casefold()
    if not name or len(name) > _MAX_LENGTH:
        return None
    # `德文` is what `德语` is.
    other = f"{name[:-1]}语" if name.endswith("文") else ""
    # Most files name it in English, and the other tables take long to load.
    return _codes_in("en").get(name) or _codes().get(name) or _codes().get(other)


def tag_of_named(text: str) -> str:
    """The BCP 47 tag for what a file calls a language, in any of them; else the text as it is.

    >>> tag_of_named("Englisch"), tag_of_named("pt_BR"), tag_of_named("Klingon")
    ('en', 'pt-BR', 'Klingon')
    """
    tag = language_tag(text)
    if language_code(tag):
        return tag
    # What the table of languages lacks stays as it was written.
    return language_code(named_language(text)) or tag


@cache
def _codes_in(language: str) -> dict[str, str]:
    # Few files and queries name a language otherwise than in English or in itself.
    from babel import Locale

    named: dict[str, str] = {}
    for code, name in Locale.parse(language).languages.items():
        if code.isalpha():
            named[name.casefold()] = named[code] = code
    return named


@cache
def _codes() -> dict[str, str]:
    from babel import Locale

    named: dict[str, str] = {}
    for language in reversed(_WRITTEN_IN):
        named |= _codes_in(language)
    for language in _WRITTEN_IN:
        named.setdefault(Locale.parse(language).languages[language].casefold(), language)
    return named
