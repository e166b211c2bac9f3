"""The facade for what a user says of articles: corrections, tags and notes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit.settings import Settings

if TYPE_CHECKING:
    # A search must not wait for the import of what only a change needs.
    from searchkit.corpus import Corpus
    from searchkit.corpus.correcting import Change, SaidOfArticle
    from searchkit.search.searcher import Searcher


class EditFacade(ABC):
    """Writes beside the articles; the index follows with the next `update`.

    One writer at a time: two at once lose nothing of each other's.
    """

    settings: Settings

    @abstractmethod
    def searcher(self) -> AbstractContextManager[Searcher]:
        """Answers from one state of the index."""

    @abstractmethod
    def _corpus(self) -> Corpus:
        """The corpus of the project."""

    @abstractmethod
    def _editing(self) -> AbstractContextManager[None]:
        """Hold the lock of those who write beside the articles."""

    def edit(self, article_id: str, values: Mapping[str, Any]) -> Path:
        """Correct what is known of an article, for good; where the correction is written.

        Keys are of `article.METADATA`; `"unknown"` says that there is no value, None takes a
        correction back. Raises `ArticleNotFound` and `SettingsError`.
        """
        from searchkit.corpus.correcting import correct

        paths = self._own_paths([article_id])
        with self._editing():
            corpus = self._corpus()
            (place,) = corpus.places(paths)
            return correct(corpus.folder, *place, values)

    def tag(
        self, article_ids: Sequence[str], *, add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> tuple[Path, ...]:
        """Put tags on articles and take tags off; the files beside the articles that this changed.

        After the next update, `tag:` finds them. Raises `ArticleNotFound` and `SettingsError`, also
        for what cannot be a tag.
        """
        from searchkit.corpus.notes import tag_change

        return self._change(article_ids, tag_change(add, remove))

    def note(self, article_id: str, text: str) -> tuple[Path, ...]:
        """Write a note on an article; an empty one takes it away. The files that this changed.

        After the next update, `note:` finds its words. Raises `ArticleNotFound` and
        `SettingsError`, also for a note that is too long.
        """
        from searchkit.corpus.notes import note_change

        return self._change([article_id], note_change(text))

    def said_of(self, article_id: str) -> SaidOfArticle:
        """What is said of an article now, whether or not the index has followed.

        Raises `ArticleNotFound` and `SettingsError`.
        """
        from searchkit.corpus.correcting import said_of

        corpus = self._corpus()
        (place,) = corpus.places(self._own_paths([article_id]))
        return said_of(corpus.folder, *place)

    def say(self, article_id: str, values: Mapping[str, Any], *, stamp: str) -> SaidOfArticle:
        """Correct, tag and note an article at once, if nobody has since `stamp`; what is said now.

        Keys are of `article.METADATA`, `tags` and `note`; None takes back what was said. Raises
        `ArticleNotFound`, `EditConflict` and `SettingsError`.
        """
        from searchkit.corpus.correcting import say

        paths = self._own_paths([article_id])
        with self._editing():
            corpus = self._corpus()
            (place,) = corpus.places(paths)
            return say(corpus.folder, *place, values, stamp=stamp)

    def _change(self, article_ids: Sequence[str], changed: Change) -> tuple[Path, ...]:
        from searchkit.corpus.correcting import change

        paths = self._own_paths(article_ids)
        # What is said now is read under the lock.
        with self._editing():
            corpus = self._corpus()
            return change(corpus.folder, corpus.places(paths), changed)

    def _own_paths(self, article_ids: Sequence[str]) -> dict[str, str]:
        """The ids of articles as the corpus has them, each with its path."""
        address = self.settings.address
        with self.searcher() as searcher:
            found = {
                one.id: one.path for one in (searcher.stored(one).article for one in article_ids)
            }
        return {one if address is None else address.own_id(one): found[one] for one in found}
