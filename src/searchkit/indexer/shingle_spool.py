"""The shingles of the texts that a run has written, in a file until the stories are told."""

from __future__ import annotations

import tempfile
from array import array

from searchkit.analysis import Document


class ShingleSpool:
    """Keeps the shingles of texts by their digests; in memory is the place of each."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - see `close`
        self._places: dict[str, tuple[int, int]] = {}

    def close(self) -> None:
        self._file.close()

    def add(self, document: Document) -> None:
        """Keep those of the text of a document."""
        digest, shingles = document.fingerprint.digest, document.fingerprint.shingles
        if digest not in self._places:
            place = self._file.seek(0, 2)
            self._file.write(shingles.tobytes())
            self._places[digest] = place, len(shingles) * shingles.itemsize

    def get(self, digest: str) -> array[int] | None:
        """The shingles of a text; None if they are not here."""
        if digest not in self._places:
            return None
        place, size = self._places[digest]
        self._file.seek(place)
        return array("I", self._file.read(size))
