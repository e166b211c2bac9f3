"""What editors do to a text that is not theirs: cut it, reword it, quote it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from itertools import pairwise

from searchkit.analysis.sentences import sentence_starts

_WORD = re.compile(r"[A-Za-z]+")
_NO_MARKS = str.maketrans("", "", '“”"')
_SMALL_WORD = re.compile(r"\b[a-z]+\b")

#: What stands in the place of words that are changed.
WORDS = """
    above account across admit advice afternoon ahead allow almost answer appear arrange attempt
    autumn balance bargain barrel basket begin behind belong beside better beyond bitter blanket
    borrow bottom bridge bright broken bucket burden butter candle careful carry castle catch
    cellar chance change cheap circle clean clever cloud corner cotton count cover crowd curtain
    daily danger dealt decide deep demand desire distant divide double drawer dream dusty eager
    early earth easy effort empty enough equal escape evening event exact except expect extra
    fashion feather fellow fence field finger finish flame flower follow forest forget forward
    """.split()


def sentences(text: str) -> list[str]:
    """The sentences of a text, without what stands between them."""
    starts = (*sentence_starts(text), len(text))
    return [text[start:end].strip() for start, end in pairwise(starts)]


def trimmed(text: str, share: float = 0.4) -> str:
    """The first sentences, until they have that share of the words."""
    enough = share * len(text.split())
    kept: list[str] = []
    for sentence in sentences(text):
        if kept and sum(len(one.split()) for one in kept) >= enough:
            break
        kept.append(sentence)
    return "\n\n".join(kept)


def half_rewritten(text: str, chance: random.Random) -> str:
    """Half of the sentences in other words; names and figures stay."""
    found = sentences(text)
    other = set(chance.sample(range(len(found)), len(found) // 2))
    return "\n\n".join(
        _SMALL_WORD.sub(lambda _: chance.choice(WORDS), one) if number in other else one
        for number, one in enumerate(found)
    )


def changed(text: str, chance: random.Random, share: float = 0.25) -> str:
    """Every word, names too, with this chance another one."""
    return _WORD.sub(
        lambda word: chance.choice(WORDS) if chance.random() < share else word[0], text
    )


def quoting(text: str, carrier: str, chance: random.Random, count: int = 5) -> str:
    """Another piece, with some sentences of the text between quotation marks."""
    long = [one for one in sentences(text) if len(one.split()) >= 8]
    quotes = [
        f"“{one.translate(_NO_MARKS)}” an official said."
        for one in chance.sample(long, min(count, len(long)))
    ]
    return "\n\n".join(_mixed(sentences(carrier), quotes, chance))


def _mixed(one: Sequence[str], other: Sequence[str], chance: random.Random) -> list[str]:
    mixed = list(one)
    for piece in other:
        mixed.insert(chance.randrange(1, len(mixed) + 1), piece)
    return mixed
