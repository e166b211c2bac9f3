"""The digests by which a run tells whether an article is as the index has it."""

from __future__ import annotations

from searchkit.corpus import SaidOfFile
from searchkit.index.generation import digest
from searchkit.quick_dataclass import dataclass

_NOTHING = SaidOfFile(b"", {})


@dataclass(frozen=True, slots=True)
class ContentDigest:
    """The digest of a file, and of each of its articles with what is said of that one.

    A correction of one record of a large file changes the digest of that record alone.
    """

    file: str
    said: SaidOfFile = _NOTHING

    @classmethod
    def of_data(cls, data: bytes, said: SaidOfFile) -> ContentDigest:
        """The digests of the articles of a file with this content."""
        return cls(digest(data), said)

    def of(self, article_id: str = "") -> str:
        """The digest of an article; without an id, of one of which alone nothing is said."""
        said = self.said.of(article_id)
        return digest(self.file.encode() + said) if said else self.file
