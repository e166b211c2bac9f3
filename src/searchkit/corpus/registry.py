"""The readers there are, and which of them a file is for: by its content, else by its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from searchkit.corpus.formats.agency_messages import AgencyMessageReader
from searchkit.corpus.formats.endnote import EndNoteReader
from searchkit.corpus.formats.enex import EnexReader
from searchkit.corpus.formats.epub import EpubReader
from searchkit.corpus.formats.factiva_xml import FactivaXmlReader
from searchkit.corpus.formats.feeds import FeedReader
from searchkit.corpus.formats.gzipped import (
    GzippedMailReader,
    GzippedMarkdownReader,
    GzippedMboxReader,
    GzippedPageReader,
    GzippedTableReader,
    GzippedTextReader,
)
from searchkit.corpus.formats.html import HtmlReader
from searchkit.corpus.formats.jsonl import JsonlReader
from searchkit.corpus.formats.mail import MailReader
from searchkit.corpus.formats.markdown import MarkdownReader
from searchkit.corpus.formats.mbox import MboxReader
from searchkit.corpus.formats.news_xml import NewsXmlReader
from searchkit.corpus.formats.old_word import OldWordReader
from searchkit.corpus.formats.open_document import OpenDocumentReader
from searchkit.corpus.formats.outlook import OutlookReader
from searchkit.corpus.formats.pdf import PdfReader
from searchkit.corpus.formats.proquest_xml import ProquestXmlReader
from searchkit.corpus.formats.ris import RisReader
from searchkit.corpus.formats.rtf import RtfReader
from searchkit.corpus.formats.scanned_pages import ScannedPageReader
from searchkit.corpus.formats.sgml import SgmlReader
from searchkit.corpus.formats.subtitles import SubtitlesReader
from searchkit.corpus.formats.tables import CsvReader, ExcelReader
from searchkit.corpus.formats.text import TextReader
from searchkit.corpus.formats.warc import WarcReader
from searchkit.corpus.formats.web_archive import WebArchiveReader
from searchkit.corpus.formats.word import WordReader
from searchkit.corpus.formats.zip_archive import ZipReader
from searchkit.corpus.plugins import reader_entry_points
from searchkit.corpus.reader import Reader

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

#: How many of a file's first bytes a reader is shown to recognise it.
HEAD = 4_096

#: A file with an article in each of many records may be so many times as large as an article.
MANY_TIMES = 10

#: The first that recognises a file gets it, so those with the plainest marks come first.
BUILT_IN: tuple[type[Reader], ...] = (
    PdfReader,
    RtfReader,
    WordReader,
    OldWordReader,
    OutlookReader,
    OpenDocumentReader,
    EpubReader,
    WebArchiveReader,
    SubtitlesReader,
    AgencyMessageReader,
    ExcelReader,
    WarcReader,
    JsonlReader,
    FactivaXmlReader,
    ProquestXmlReader,
    EndNoteReader,
    ScannedPageReader,
    SgmlReader,
    FeedReader,
    EnexReader,
    RisReader,
    MboxReader,
    MailReader,
    HtmlReader,
    NewsXmlReader,
    CsvReader,
    ZipReader,
    GzippedPageReader,
    GzippedTextReader,
    GzippedMarkdownReader,
    GzippedTableReader,
    GzippedMailReader,
    GzippedMboxReader,
    MarkdownReader,
    TextReader,
)


class Registry:
    """The built-in readers and those of other packages, which come first.

    `warnings` has a sentence for each reader of another package that cannot be used.
    """

    def __init__(
        self, plugins: Iterable[EntryPoint] | None = None, *, more: Iterable[Reader] = ()
    ) -> None:
        points = reader_entry_points() if plugins is None else plugins
        warnings: list[str] = []
        self._readers = tuple(_plugins(points, warnings)) + tuple(factory() for factory in BUILT_IN)
        self._readers += tuple(more)
        self.warnings = tuple(warnings)
        self._by_suffix = {
            suffix: reader for reader in reversed(self._readers) for suffix in reader.suffixes
        }

    def for_name(self, path: str) -> Reader | None:
        """The reader for the suffix of a file's name, the longest first: `.jsonl.gz`, `.gz`."""
        # As `PurePath.suffixes`, in a tenth of the time: this is done for every file of a corpus.
        name = path.rpartition("/")[2].lstrip(".").lower()
        _, *parts = name.split(".")[-3:]
        longest = self._by_suffix.get("." + ".".join(parts))
        return longest or (self._by_suffix.get(f".{parts[-1]}") if parts else None)

    def for_content(self, head: bytes) -> Reader | None:
        """The reader that plainly recognises the first bytes of a file, whatever its name."""
        head = head[:HEAD]
        return next((reader for reader in self._readers if _recognises(reader, head)), None)

    def largest(self, path: str, head: bytes, limit: int) -> int:
        """The bytes that a file may have where an article may have so many as `limit`."""
        reader = self.choose(path, head)
        return limit * MANY_TIMES if getattr(reader, "many_records", False) else limit

    def choose(self, path: str, head: bytes) -> Reader | None:
        """The reader for a file: the one that recognises its content, else the one for its name."""
        return self.for_content(head) or self.for_name(path)


@cache
def readers() -> Registry:
    """The registry of this process, made once: packed files ask for it for each file inside."""
    return Registry()


def _recognises(reader: Reader, head: bytes) -> bool:
    try:
        return bool(head) and reader.recognises(head)
    except Exception:  # a reader of another package must not stop the run
        return False


def _plugins(points: Iterable[EntryPoint], warnings: list[str]) -> Iterator[Reader]:
    for point in sorted(points, key=lambda entry: (entry.name, entry.value)):
        try:
            reader = point.load()()
            lacking = _lacks(reader)
        except Exception as error:  # whatever another package does when it is imported
            lacking = f"{type(error).__name__}: {error}"
        if lacking:
            warnings.append(f"the reader {point.name!r} ({point.value}) cannot be used: {lacking}")
        else:
            yield reader


def _lacks(reader: object) -> str:
    """The reason why an object is no `Reader`; empty if it is one."""
    for name in ("recognises", "read"):
        if not callable(getattr(reader, name, None)):
            return f"it has no method {name!r}"
    if not isinstance(getattr(reader, "name", None), str):
        return "its 'name' is no string"
    if not isinstance(getattr(reader, "isolated", True), bool):
        return "its 'isolated' is not True or False"
    suffixes = getattr(reader, "suffixes", None)
    if not isinstance(suffixes, (frozenset, set)) or not all(map(_is_suffix, suffixes)):
        return "its 'suffixes' is no set of suffixes such as '.abc'"
    return ""


def _is_suffix(suffix: object) -> bool:
    return isinstance(suffix, str) and suffix.startswith(".") and suffix == suffix.lower()
