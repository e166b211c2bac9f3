"""Documents that are zip archives of parts, opened within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from searchkit.errors import ArticleUnreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Bytes of one part and of all parts that are read when unpacked, and the number of parts.
MAX_PART_SIZE, MAX_SIZE, MAX_PARTS = 30_000_000, 200_000_000, 50_000

#: Where an OpenDocument says that its parts are encrypted, each of them for itself.
_MANIFEST, _ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
_HEAD = 200

ZIP = b"PK\x03\x04"


class Package:
    """The parts of a document; raises `ArticleUnreadable` for what is no `kind` of document."""

    def __init__(self, data: bytes, kind: str) -> None:
        self._kind = kind
        self._read = 0
        if not data.strip():
            raise ArticleUnreadable("empty")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, EOFError):
            raise ArticleUnreadable(f"not {kind}, or damaged") from None
        self.names = frozenset(self._archive.namelist())
        if len(self.names) > MAX_PARTS:
            raise ArticleUnreadable("too many parts")

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None if there is none of that name."""
        if name not in self.names:
            return None
        try:
            size = self._archive.getinfo(name).file_size
            self._read += size
            if size > MAX_PART_SIZE or self._read > MAX_SIZE:
                raise ArticleUnreadable("too large when unpacked")
            with self._archive.open(name) as stream:
                data = stream.read(MAX_PART_SIZE + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            raise ArticleUnreadable(f"{self._kind} is damaged or encrypted") from None
        except NotImplementedError:
            raise ArticleUnreadable(f"{self._kind} is packed in an unknown way") from None
        if len(data) > MAX_PART_SIZE:
            raise ArticleUnreadable("too large when unpacked")
        return data

    def xml(self, name: str) -> _Element | None:
        """The root of a part in XML, no entity expanded; None if there is no such part."""
        from searchkit.corpus.formats.xml_tree import parse_xml

        data = self.part(name)
        if data is None:
            return None
        is_markup = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        if not is_markup and _ENCRYPTED in (self.part(_MANIFEST) or b""):
            raise ArticleUnreadable("encrypted; save it without its password")
        root, _ = parse_xml(data)
        return root
