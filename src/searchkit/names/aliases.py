"""Names that are one though they have no word in common: `U.S.` and `United States`.

Only what everybody calls so is among them. They are words as an index has them, folded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_ALIASES = (
    ("united states", "us", "usa", "united states of america"),
    ("united kingdom", "uk"),
    ("united nations", "un"),
    ("european union", "eu"),
    ("soviet union", "ussr"),
    ("united arab emirates", "uae"),
    ("world trade organization", "world trade organisation", "wto"),
    ("world health organization", "world health organisation"),
    ("international monetary fund", "imf"),
    ("nato", "north atlantic treaty organization", "north atlantic treaty organisation"),
    ("opec", "organization of petroleum exporting countries"),
    ("federal bureau of investigation", "fbi"),
    ("central intelligence agency", "cia"),
    ("securities and exchange commission", "sec"),
)

#: All spellings of a name by each of them, in order.
ALIASES: Mapping[str, Sequence[str]] = {
    one: tuple(sorted(spellings)) for spellings in _ALIASES for one in spellings
}


def canonical(folded: str) -> str:
    """The same for all spellings of a name; the name itself where it has no others.

    >>> canonical("us") == canonical("united states"), canonical("oslo")
    (True, 'oslo')
    """
    spellings = ALIASES.get(folded)
    return folded if spellings is None else spellings[0]
