"""The articles that an index holds before a run, by the paths of their files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from searchkit.corpus import SourceFile
from searchkit.index.file_stamps import FileStamp, FileStamps
from searchkit.indexer.content_digest import ContentDigest
from searchkit.indexer.id_digest import IdDigest


class HeldArticles:
    """The `digests` of articles by id, with the paths of `files` and of those that are `unread`.

    `vanished` are paths that are no more, by the digest of their only article, or else by that of
    the file if its stamp is known.
    """

    def __init__(
        self,
        digests: Mapping[str, str],
        files: Collection[SourceFile],
        unread: Collection[str],
        stamps: FileStamps,
    ) -> None:
        self.digests = digests
        self._files = {file.article_path for file in files}
        self._unread = frozenset(unread)
        self._ids = self._ids_by_path()
        self.vanished = self._vanished_by_digest(stamps)

    def ids(self, path: str) -> Sequence[str]:
        """The articles of a file."""
        return self._ids.get(path, ())

    def knows(self, path: str) -> bool:
        """Tell if it holds an article of a file."""
        return path in self._ids

    def gone(self) -> Iterator[str]:
        """The articles whose files are not in the corpus."""
        for path, ids in self._ids.items():
            if path not in self._files:
                yield from ids

    def below_unread(self) -> Iterator[str]:
        """The paths that could not be read, or that lie in a folder that could not."""
        for path in self._ids:
            parts = PurePosixPath(path)
            if any(str(part) in self._unread for part in (parts, *parts.parents)):
                yield path

    def has_all(self, path: str, stamp: FileStamp, content: ContentDigest) -> bool:
        """Tell if it holds every article of this content of a file."""
        if self.ids(path) == [path]:
            # An article that has the name of its file is the only one there.
            known = not stamp.articles or self.is_whole(path, stamp.articles)
            return known and self.digests[path] == content.of(path)
        return stamp.articles == content.with_said(self._id_digest(path))

    def is_whole(self, path: str, articles: str) -> bool:
        """Tell if it holds the articles of which `FileStamp.articles` tells, if that is known."""
        known = articles.partition(" ")[0]
        return self._id_digest(path) == known if known else self.ids(path) == [path]

    def _id_digest(self, path: str) -> str:
        ids = IdDigest(path)
        ids.add(self.ids(path), self.digests)
        return str(ids)

    def _ids_by_path(self) -> dict[str, list[str]]:
        paths = self._files | self._unread
        ids: dict[str, list[str]] = {}
        for article_id in self.digests:
            path = article_id if article_id in paths else article_id.rpartition("#")[0]
            ids.setdefault(path or article_id, []).append(article_id)
        return ids

    def _vanished_by_digest(self, stamps: FileStamps) -> dict[str, list[str]]:
        there = self._files.union(self.below_unread())
        vanished: dict[str, list[str]] = {}
        for path in sorted(self._ids.keys() - there, reverse=True):
            # A file whose name looks like a record has no stamp under the path taken for its own.
            ids = self._ids[path]
            if ids == [path] or (len(ids) == 1 and path not in stamps):
                vanished.setdefault(self.digests[ids[0]], []).append(path)
            elif path in stamps:
                vanished.setdefault(stamps[path].digest, []).append(path)
        return vanished
