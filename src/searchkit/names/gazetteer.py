"""Places that everybody knows: countries in the language of a text, and the cities of time zones.

They are what Unicode's CLDR has of them, which Babel ships. The days and months are from there too.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from searchkit.names.lexicon import LONG_PLACES, PLACES

if TYPE_CHECKING:
    from babel import Locale

# Called so by CLDR, and more often something else; or no place on a map.
_NO_PLACES = frozenset(
    """
    european_union eurozone united_nations world center general north south rest east west central
    vincennes victoria mayo knox casey stanley davis marigot easter hovd mcmurdo lower nice vaticano
    naciones_unidas unión_europea eurozona nations_unies union_européenne zone_euro union_européene
    nazioni_unite unione_europea nações_unidas união_europeia europese_unie verenigde_naties
    europejska unia_europejska organizacja_narodów_zjednoczonych narody_zjednoczone
    vereinte_nationen europäische_union европейский_союз еврозона оон
    """.split()
)
_ORGANISATIONS = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})
# The longest name of a place.
_MAX_WORDS = 4


@lru_cache(maxsize=64)
def places(code: str) -> frozenset[str]:
    """The names of places in a language and in English, in small letters; `_` between words."""
    found = PLACES | LONG_PLACES | _territories("en") | _cities()
    if code != "en":
        found |= _territories(code)
    return found - _NO_PLACES


@lru_cache(maxsize=64)
def days_and_months(code: str) -> frozenset[str]:
    """The names of days and months in a language, in small letters."""
    locale = _locale(code)
    if locale is None:
        return frozenset()
    names: list[str] = []
    for calendar in (locale.days, locale.months):
        for context in ("format", "stand-alone"):
            names += calendar[context]["wide"].values()
    return frozenset(name.lower() for name in names)


def _locale(code: str) -> Locale | None:
    # It takes long to import, and few processes find names.
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return None


def _territories(code: str) -> frozenset[str]:
    locale = _locale(code)
    if locale is None:
        return frozenset()
    names = [
        name
        for territory, name in locale.territories.items()
        if len(territory) == 2 and territory not in _ORGANISATIONS
    ]
    names += [zone["city"] for zone in locale.time_zones.values() if "city" in zone]
    return _keys(names)


def _cities() -> frozenset[str]:
    from babel.core import get_global

    zones = [zone for zone in get_global("zone_territories") if not zone.startswith("Etc/")]
    return _keys(zone.rsplit("/")[-1] for zone in zones)


def _keys(names: Iterable[str]) -> frozenset[str]:
    keys = []
    for name in names:
        # The two words of `Trinidad & Tobago` are side by side in a key.
        words = name.partition("(")[0].replace("_", " ").replace(" & ", " ").lower().split()
        if 0 < len(words) <= _MAX_WORDS and len(words[0]) > 1:
            keys.append("_".join(words))
    return frozenset(keys)
