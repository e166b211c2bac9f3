"""Scans in a corpus: read by OCR if the user wants it, else named with advice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchkit.corpus.formats.ocr import MAX_SECONDS, OcrReader, advice
from searchkit.corpus.formats.pdf import NO_TEXT
from searchkit.corpus.reader import ParsedDocument, Reader, Unread
from searchkit.corpus.workers import Workers
from searchkit.errors import ArticleUnreadable

#: Seconds beyond those of the reader after which its process is stopped.
_GRACE = 90.0


class Scans:
    """Reads scans in these languages; without any it only says what they are."""

    def __init__(self, languages: str = "", *, largest: int) -> None:
        self.reader: Reader | None = OcrReader(languages) if languages else None
        # Tesseract uses a whole processor.
        self._workers = Workers(1, time_limit=MAX_SECONDS + _GRACE, largest=largest)

    def close(self) -> None:
        """End the process that reads."""
        self._workers.close()

    def batches(self, data: bytes) -> Iterator[list[ParsedDocument | Unread]]:
        """The text of a scan; raises `ArticleUnreadable`."""
        assert self.reader is not None  # pictures have no reader without languages
        return self._workers.batches(self.reader, data)

    def or_scan(
        self, batches: Iterable[list[ParsedDocument | Unread]], data: bytes
    ) -> Iterator[list[ParsedDocument | Unread]]:
        """The text of a PDF, or what OCR reads if it has none."""
        try:
            yield from batches
        except ArticleUnreadable as error:
            if error.reason != NO_TEXT:
                raise
            if self.reader is None:
                raise ArticleUnreadable(f"{NO_TEXT}; {advice()}") from None
            yield from self.batches(data)
