"""A name of a text: every place where it stands, what it names, and how that is known."""

from __future__ import annotations

from typing import Literal

from searchkit.quick_dataclass import dataclass

Kind = Literal["person", "organisation", "place", "other"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "place", "other")

#: Characters of a text that are looked at, and mentions that are found in it.
MAX_TEXT = 200_000
MAX_MENTIONS = 4_000

#: Languages without capitals, in which no names are found.
WITHOUT_CAPITALS = frozenset(
    """
    am ar as bn bo dz fa gu he hi ja ka km kn ko lo ml mr my ne or pa ps sd si ta te th ti ug ur yi
    zh
    """.split()
)

#: How the kind of a name is known. `title`: `Mr. X`, `President X`. `role`: `envoy X Y`. `said`:
#: `X Y said`. `age`: `X Y, 45,`. `initial`: `X V. Y`. `first name`: it begins with a common one.
#: `form`: `X Inc`. `head`: `X Ministry`, `X River`, `Lake X`. `known`: a country, a large city, an
#: organisation that all call so. `in`: `in X`. `acronym`: `Long Name (LN)`. `model`: a model of the
#: user says it. `unknown`: it is not.
Rule = Literal[
    "title", "role", "said", "age", "initial", "first name", "form", "head", "known", "in",
    "acronym", "model", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a text, in the most complete form that the text has.

    `spans` are the `[start, end)` of the mentions, in order; those of a surname or an acronym that
    stands for the whole name are among them. The evidence is `[start, end)` of the text.
    """

    text: str
    kind: Kind
    rule: Rule
    evidence: tuple[int, int]
    spans: tuple[tuple[int, int], ...]
