"""A quotation and its speaker."""

from __future__ import annotations

from typing import Literal

from searchkit.quick_dataclass import dataclass

#: How the text names a speaker. `said`: `"…," said X` or `"…," X said`. `says`: `X said: "…"`.
#: `called`: `X called it "…"`. `quoted`: `quoted X as saying`. `according`: `according to X`.
#: `continued`: the quotation goes on after its `said X`, or stands beside another one of a list.
Rule = Literal["said", "says", "called", "quoted", "according", "continued"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person who said something, as the text names him there or, by the whole name, before.

    `role` is what the text calls him beside his name ("Kremlin envoy"), perhaps nothing. The
    evidence is `[start, end)` of the text, from the name to the verb or back; `name` stands at
    `[name_start, name_end)`.
    """

    name: str
    role: str
    rule: Rule
    start: int
    end: int
    name_start: int
    name_end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """The text between two marks, at `[start, end)`, without the blanks inside French ones.

    A quotation inside a quotation is a part of it. One of several paragraphs has the marks that
    open each paragraph anew in it. `speaker` is None unless the text tells plainly.
    """

    start: int
    end: int
    speaker: Speaker | None = None
