"""The families of an index while a run changes its articles.

They are a function of all its articles alone, and computed anew for every commit. What a run reads
texts for is comparing two that may be one: that is done once for two texts.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from searchkit.analysis import Document
from searchkit.engines import Engine
from searchkit.library import story_files
from searchkit.library.generation import Draft, Generation
from searchkit.stories.alignment import Text
from searchkit.stories.candidates import Pair, candidates
from searchkit.stories.families import Print, families
from searchkit.stories.links import Link, link

#: The texts of so many pairs are in memory at once.
MOST_PAIRS = 4_000


class Families:
    """Follows what is written to an index, from what a generation has; None has nothing."""

    def __init__(self, base: Generation | None) -> None:
        with _uncollected():
            kept, links = (base.load("fingerprints"), base.load("links")) if base else ({}, {})
            self._prints = story_files.prints_from_json(kept)
            self._links = story_files.links_from_json(links)

    def add(self, document: Document) -> None:
        """Take an article up, in the place of any with the same id."""
        made = document.fingerprint
        day = document.days[0] if document.days else None
        self._prints[document.id] = Print(made.digest, made.words, made.runs, day)

    def delete(self, article_id: str) -> None:
        """Take an article out; one that is not there is no error."""
        self._prints.pop(article_id, None)

    def save(self, draft: Draft, opened: Callable[[], AbstractContextManager[Engine]]) -> None:
        """Keep the families in a draft; `opened` is the engine that has the articles in it."""
        with _uncollected():
            self._save(draft, opened)

    def _save(self, draft: Draft, opened: Callable[[], AbstractContextManager[Engine]]) -> None:
        pairs = candidates({one.digest: one.runs for one in self._prints.values()})
        unknown = [pair for pair in pairs if pair not in self._links]
        if unknown:
            with opened() as engine:
                self._links.update(self._compared(engine, unknown))
        # What no two texts ask for any more is forgotten, as a rebuild has never known it.
        self._links = {pair: self._links[pair] for pair in pairs}
        found = families(
            self._prints, {pair: link for pair, link in self._links.items() if link is not None}
        )
        days = {article_id: one.day for article_id, one in self._prints.items()}
        draft.save("fingerprints", story_files.prints_as_json(self._prints))
        draft.save("links", story_files.links_as_json(self._links))
        draft.save("families", story_files.families_as_json(found))
        draft.save("stories", story_files.stories_as_json(found, days))

    def _compared(
        self, engine: Engine, pairs: Sequence[Pair]
    ) -> Iterator[tuple[Pair, Link | None]]:
        """What the texts of each pair share; None if that makes them nothing to each other."""
        having = {one.digest: article_id for article_id, one in self._prints.items()}
        for begin in range(0, len(pairs), MOST_PAIRS):
            some = pairs[begin : begin + MOST_PAIRS]
            # An engine reads articles soonest in the order in which it has them.
            ids = sorted({having[digest] for pair in some for digest in pair})
            texts = {self._prints[one.article.id].digest: Text.of(one) for one in engine.fetch(ids)}
            for pair in some:
                found = link(texts[pair[0]], texts[pair[1]])
                yield pair, found if found.says_something else None


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circles of garbage: there are none, and much to search through in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
