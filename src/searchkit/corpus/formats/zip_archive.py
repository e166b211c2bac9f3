"""Zip archives: each file in them as its own reader reads it; web archives in WACZ."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar

from searchkit.corpus.reader import ParsedDocument, Reader, Unread
from searchkit.corpus.unsupported import unsupported
from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    pass

#: Files in an archive; bytes of one and of all when unpacked.
MAX_FILES, MAX_FILE_SIZE, MAX_SIZE = 20_000, 100_000_000, 1_000_000_000
#: Bytes of a list of pages.
MAX_LIST_SIZE = 20_000_000

_HEAD = 4_096
_MAX_NAME_LENGTH = 200
#: What a WACZ has, and the files in it that hold pages.
_WACZ = "datapackage.json"
_PAGES = (".warc", ".warc.gz")


class ZipReader:
    """Reads zip archives and WACZ: the articles of each file in them."""

    name: ClassVar[str] = "zip"
    suffixes: ClassVar[frozenset[str]] = frozenset({".zip", ".wacz"})
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Never: documents of many programs are such archives."""
        return False

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if not data.strip():
            raise ArticleUnreadable("empty")
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError):
            raise ArticleUnreadable("not a zip archive, or damaged or cut off") from None
        with archive:
            contents = _Archive(archive)
            pages = contents.pages() if _WACZ in archive.namelist() else frozenset[str]()
            yield from _of_pages(list(contents.articles()), pages) if pages else contents.articles()


class _Archive:
    """The files of an archive that hold articles."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        from searchkit.corpus.registry import readers

        self._archive = archive
        self._readers = readers()
        self._left = MAX_SIZE
        self._ignored: Counter[str] = Counter()
        self._taken: set[str] = set()

    def articles(self) -> Iterator[ParsedDocument | Unread]:
        """The articles of all files, and each file that cannot be read."""
        members = self._members()
        if len(members) > MAX_FILES:
            raise ArticleUnreadable(f"over {MAX_FILES:,} files in it")
        has_entries = False
        for member in members:
            name = self._name(member.filename)
            try:
                for entry in self._of(member):
                    has_entries = True
                    yield _within(entry, name)
            except ArticleUnreadable as error:
                has_entries = True
                yield Unread(name, error.reason)
        if not has_entries:
            kinds = ", ".join(f"{kind or 'no suffix'} ({n})" for kind, n in self._ignored.items())
            raise ArticleUnreadable(f"no reader is for what is in it: {kinds or 'nothing'}")

    def pages(self) -> frozenset[str]:
        """The addresses of the pages that the maker of a web archive visited."""
        addresses: set[str] = set()
        for member in self._archive.infolist():
            if not member.filename.startswith("pages/") or member.file_size > MAX_LIST_SIZE:
                continue
            try:
                lines = self._archive.read(member).splitlines()
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
                continue
            for line in lines:
                try:
                    page = json.loads(line)
                except (ValueError, RecursionError):
                    continue
                if isinstance(page, dict) and isinstance(page.get("url"), str):
                    addresses.add(page["url"])
        return frozenset(addresses)

    def _members(self) -> list[zipfile.ZipInfo]:
        """The files that are no technical ones."""
        members = [member for member in self._archive.infolist() if not _is_left_out(member)]
        if any(member.filename == _WACZ for member in members):
            return [member for member in members if member.filename.endswith(_PAGES)]
        return members

    def _of(self, member: zipfile.ZipInfo) -> Iterator[ParsedDocument | Unread]:
        if member.flag_bits & 0x1:
            raise ArticleUnreadable("encrypted")
        try:
            with self._archive.open(member) as stream:
                head = stream.read(_HEAD)
                reader = self._readers.choose(member.filename, head)
                if reader is None:
                    if reason := unsupported(member.filename):
                        raise ArticleUnreadable(reason)
                    self._ignored[PurePosixPath(member.filename).suffix.lower()] += 1
                    return
                data = head + self._rest(stream, len(head))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            raise ArticleUnreadable("damaged in the archive") from None
        except NotImplementedError:
            raise ArticleUnreadable("packed in a way that is not known") from None
        if isinstance(reader, ZipReader):
            raise ArticleUnreadable("an archive in an archive; unpack it first")
        yield from _read(reader, data)

    def _rest(self, stream: object, given: int) -> bytes:
        """The bytes of a file behind its head, unless there are more than may be."""
        limit = min(MAX_FILE_SIZE, self._left) - given
        data: bytes = stream.read(max(limit, 0) + 1)  # type: ignore[attr-defined]
        if len(data) > limit:
            most = MAX_FILE_SIZE if self._left >= MAX_FILE_SIZE else MAX_SIZE
            raise ArticleUnreadable(f"over {most / 1e6:,.0f} MB when unpacked")
        self._left -= given + len(data)
        return data

    def _name(self, path: str) -> str:
        """The name of a file as the end of an id, which no other has."""
        path = "/".join(part for part in path.split("/") if part not in ("", ".", ".."))
        name = "".join(char if char.isprintable() and char != "#" else "_" for char in path)
        name = free = name[-_MAX_NAME_LENGTH:] or "_"
        number = 1
        while free in self._taken:
            number += 1
            free = f"{name}~{number}"
        self._taken.add(free)
        return free


def _of_pages(
    entries: list[ParsedDocument | Unread], pages: frozenset[str]
) -> Iterator[ParsedDocument | Unread]:
    """Of what a web archive holds, the pages that its maker visited; all if they are not there."""
    visited = [
        entry for entry in entries if isinstance(entry, ParsedDocument) and _address(entry) in pages
    ]
    yield from visited or entries
    if visited:
        yield from (entry for entry in entries if isinstance(entry, Unread))


def _address(article: ParsedDocument) -> str:
    return next((str(stated.value) for stated in article.declared if stated.field == "url"), "")


def _read(reader: Reader, data: bytes) -> Iterator[ParsedDocument | Unread]:
    try:
        yield from reader.read(data)
    except (ArticleUnreadable, MemoryError):
        raise
    except Exception as error:  # one file must not cost the others
        raise ArticleUnreadable(f"cannot be parsed ({type(error).__name__}: {error})") from None


def _within(entry: ParsedDocument | Unread, name: str) -> ParsedDocument | Unread:
    """What a reader found in the file `name` of an archive."""
    return replace(entry, record=name if entry.record is None else f"{name}/{entry.record}")


def _is_left_out(member: zipfile.ZipInfo) -> bool:
    """Tell if a member is a folder, hidden, or what a system adds."""
    parts = (part for part in PurePosixPath(member.filename).parts if part not in (".", ".."))
    return member.is_dir() or any(part.startswith((".", "__MACOSX")) for part in parts)
