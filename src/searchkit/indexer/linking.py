"""What two texts share, read and compared once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from searchkit.analysis import Record
from searchkit.stories.alignment import Text
from searchkit.stories.candidates import Pair
from searchkit.stories.links import Link, link

#: The texts of so many pairs are in memory at once.
MAX_PAIRS = 4_000


def compared(
    pairs: Sequence[Pair],
    article_with: Callable[[str], str],
    fetch: Callable[[Sequence[str]], list[Record]],
) -> Iterator[tuple[Pair, Link | None]]:
    """The link between the texts of each pair; None if they share too little.

    A text is that of an article, whose record is fetched by its id.
    """
    for begin in range(0, len(pairs), MAX_PAIRS):
        batch = pairs[begin : begin + MAX_PAIRS]
        text_of = {article_with(text): text for pair in batch for text in pair}
        # An engine reads articles soonest in the order in which it has them.
        records = fetch(sorted(text_of))
        texts = {text_of[record.article.id]: Text.of(record) for record in records}
        for left, right in batch:
            shared = link(texts[left], texts[right])
            yield (left, right), shared if shared.says_something else None
