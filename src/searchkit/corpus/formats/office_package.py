"""Documents of Word and Excel, checked before the packages that read them open them."""

from __future__ import annotations

import io
import zipfile
import zlib

from searchkit import quick_re as re
from searchkit.corpus.formats.ole import OLE, is_encrypted
from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass

#: Bytes of all parts when unpacked, and the number of parts.
MAX_SIZE, MAX_PARTS = 200_000_000, 10_000

_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/")
_USUAL_NAME = rb"http://schemas.openxmlformats.org/\1/2006/"
#: What Word calls a document with macros, and templates, which are read as any document.
_WITH_MACROS = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
_DECLARATIONS = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class OfficeFormat:
    """What the documents of a program are called, and the folder in which their parts are.

    `max_part_size` are the bytes of one XML part when unpacked.
    """

    name: str
    program: str
    suffix: str
    folder: str
    max_part_size: int

    def check(self, data: bytes) -> None:
        """Raises `ArticleUnreadable` for what is no such document, or would swell."""
        if not data.strip():
            raise ArticleUnreadable("empty")
        if data.startswith(OLE):
            if is_encrypted(data):
                raise ArticleUnreadable("encrypted; save it without its password")
            raise ArticleUnreadable(
                f"made with an old version of {self.program}; save it as {self.suffix}"
            )
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                self._check_parts(package)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            raise ArticleUnreadable(f"not {self.name}") from None

    def _check_parts(self, package: zipfile.ZipFile) -> None:
        parts = package.infolist()
        if not any(part.filename.startswith(self.folder) for part in parts):
            raise ArticleUnreadable(f"not {self.name}")
        texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
        if (
            len(parts) > MAX_PARTS
            or sum(part.file_size for part in parts) > MAX_SIZE
            or any(part.file_size > self.max_part_size for part in texts)
        ):
            raise ArticleUnreadable("too large when unpacked")
        for part in texts:
            text = package.read(part)
            if any(declaration in text for declaration in _DECLARATIONS):
                raise ArticleUnreadable("its XML declares entities")


def as_usual(data: bytes) -> bytes:
    """A package in the strict form of the standard or with macros, as the libraries need it.

    Only the names differ. The package has been checked.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        types = package.read(_TYPES)
        if _STRICT not in package.read("_rels/.rels") and not _WITH_MACROS.search(types):
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as usual:
            for part in package.infolist():
                text = package.read(part)
                if part.filename.endswith((".xml", ".rels")):
                    text = _STRICT_NAME.sub(_USUAL_NAME, text)
                if part.filename == _TYPES:
                    text = _WITH_MACROS.sub(_DOCUMENT, text)
                usual.writestr(part.filename, text)
    return out.getvalue()


def what_broke(error: Exception) -> str:
    """The reason why a package could not be opened, in words."""
    if isinstance(error, KeyError):
        part = " ".join(str(error.args[0] if error.args else "").split())
        return f"a part is missing: {part[:200]}"
    return f"{type(error).__name__}: {error}"
