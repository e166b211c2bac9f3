"""Digests of the articles of a file: of their ids and of their own digests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b

_ID_BYTES = 16


class IdDigest:
    """Tells sets of articles of one file apart, in whatever order they come.

    It takes the same memory for a million as for one. What the file is called makes no difference.
    Source: Bellare and Micciancio 1997 (AdHash).
    """

    def __init__(self, path: str) -> None:
        self.count = 0
        self._path = path
        self._sum = 0

    def add(self, ids: Iterable[str], digests: Mapping[str, str]) -> None:
        """Add articles; `digests` has the one of each."""
        for article_id in ids:
            own = f"{article_id.removeprefix(self._path)}\0{digests[article_id]}"
            name = own.encode(errors="surrogatepass")
            self._sum += int.from_bytes(blake2b(name, digest_size=_ID_BYTES).digest())
            self.count += 1

    def __str__(self) -> str:
        return f"{self.count}:{self._sum % (1 << 8 * _ID_BYTES):x}"
