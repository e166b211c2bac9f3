"""The digests by which a run tells whether an article is as the index has it."""

from __future__ import annotations

from searchkit.corpus import Entry, SaidOfFile, wire
from searchkit.index.generation import digest
from searchkit.quick_dataclass import dataclass

_NOTHING = SaidOfFile(b"", {})


@dataclass(frozen=True, slots=True)
class ContentDigest:
    """The digest of a file, and of each of its articles with what is said of that one.

    A change or a correction of one record of a large file changes the digest of that record alone.
    """

    file: str
    said: SaidOfFile = _NOTHING

    @classmethod
    def of_data(cls, data: bytes, said: SaidOfFile) -> ContentDigest:
        """The digests of the articles of a file with this content."""
        return cls(digest(data), said)

    def of_entry(self, entry: Entry) -> str:
        """The digest of the article of an entry: of its own content, if it is one of many."""
        if entry.parsed.record is None:
            return self.of(entry.id)
        return digest(wire.dump([entry.parsed]) + self.said.of(entry.id))

    def with_said(self, articles: object) -> str:
        """The digest of the articles with all that is said of them, as a `FileStamp` keeps it."""
        if not self.said:
            return str(articles)
        own = b"".join(key.encode() + self.said.own[key] for key in sorted(self.said.own))
        return f"{articles} {digest(self.said.common + own)}"

    def of(self, article_id: str = "") -> str:
        """The digest of an article; without an id, of one of which alone nothing is said."""
        said = self.said.of(article_id)
        return digest(self.file.encode() + said) if said else self.file
