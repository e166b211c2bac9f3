"""Query texts as no one types them, and as everyone does."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

#: Words that the shipped articles and most news have, and what the grammar makes of them.
WORDS = "the of and to in tajik army russia said military afghan us kabul 2016 oil bank mln".split()
PIECES = [
    *"{w} {w} {w} {w} ={w} {w}* *{w} {w}~ {w}~2 {w}? {p}* ?{p}* *{p}* title:{w} body:{w}*".split(),
    *"source:{w} path:* ( ) ( ) - ^2 ^ AND OR NOT NEAR/{n} BEFORE/{n} date:1987".split(),
    *"date:{w} since:1980 {w}^3 until:2018 source:unknown * ~{n} foo:{w} {w}-{w}".split(),
    *"{w}:{w} 12:30 https://a.example/{w}?* = & …".split(),
    *('"{w} {w}"', '"{w} {w}"~{n}', '"{w}', "({w} OR {w})", "title:({w} NEAR/{n} {w})"),
    *("{w} NEAR/{n} {w}", "{w}* BEFORE/{n} ({w} OR {w}~)", "{p}* {p}*", '"{w} {w}" NEAR/{n} {w}'),
]


def query_texts(count: int, rng: random.Random) -> Iterator[str]:
    """Query texts, by turns of the grammar and of any characters."""
    for number in range(count):
        if number % 2:
            codes = (rng.choice((0x7F, 0x600, 0x3000, 0x1_FFFF, 0x10_FFFF)) for _ in range(40))
            chars = (chr(rng.randrange(top)) for top in codes)
            signs = '"()~*?^:=-/ ' if rng.random() < 0.5 else ""
            yield "".join(
                rng.choice(signs) if signs and rng.random() < 0.2 else char
                for char in list(chars)[: rng.randint(1, 40)]
            )
        else:
            pieces = (rng.choice(PIECES) for _ in range(rng.choice((1, 2, 3, 3, 5, 8, 30))))
            space = " " if rng.random() < 0.9 else ""
            yield space.join(_filled(piece, rng) for piece in pieces)


def _filled(piece: str, rng: random.Random) -> str:
    def fill(found: re.Match[str]) -> str:
        match found[1]:
            case "w":
                return rng.choice(WORDS)
            case "p":
                return rng.choice(WORDS)[:2]
            case _:
                return str(rng.choice((0, 1, 2, 5, 20, 1_000, 1_001)))

    return re.sub(r"\{(.)\}", fill, piece)
