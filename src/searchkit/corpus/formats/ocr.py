"""Scans: pictures, and PDFs whose pages are pictures, read by Tesseract where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.printed import read_pages
from searchkit.corpus.reader import ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass

PROGRAM = "tesseract"
#: Seconds that a file may take, and a page.
MAX_SECONDS, MAX_PAGE_SECONDS = 240.0, 60.0
MAX_PAGES = 300

#: What Tesseract expects, in dots an inch, and dots of a page.
_DENSITY, _MAX_DOTS = 300, 40_000_000
_LANGUAGES = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,30}(?:\+[A-Za-z][A-Za-z0-9_]{1,30}){0,9}")
_PDF = b"%PDF-"
_WORD = 5


class OcrReader:
    """Reads scans in these languages, as Tesseract names them: one article a file."""

    name: ClassVar[str] = "ocr"
    suffixes: ClassVar[frozenset[str]] = frozenset(
        {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".pnm"}
    )
    isolated: ClassVar[bool] = True

    def __init__(self, languages: str = "eng") -> None:
        #: What makes such a reader in another process.
        self.options = {"languages": languages}

    def recognises(self, head: bytes) -> bool:
        """Never: a picture is a scan only if the user says so."""
        return False

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        languages = self.options["languages"]
        if not are_languages(languages):
            raise ArticleUnreadable("the languages of [ocr] are no names of languages")
        if not shutil.which(PROGRAM):
            raise ArticleUnreadable(f"a scan; {advice()}")
        pages: list[_Page] = []
        warnings: list[str] = []
        begun = time.monotonic()
        for number, picture in enumerate(_pictures(data)):
            if time.monotonic() - begun > MAX_SECONDS or number == MAX_PAGES:
                warnings.append(f"only the first {number} pages were read")
                break
            pages.append(_read_page(picture, languages))
        printed = read_pages([page.text for page in pages])
        if not printed.text.strip():
            raise ArticleUnreadable("no text found by OCR")
        sure = [percent for page in pages for percent in page.confidences]
        confidence = sum(sure) / len(sure) if sure else 0.0
        warning = f"read by OCR ({languages}), confidence {confidence:.0f}%"
        yield ParsedDocument(printed.text, warnings=(warning, *warnings), removed=printed.removed)


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page, and how sure each of its words is, from 0 to 100."""

    text: str
    confidences: tuple[float, ...]


def are_languages(text: str) -> bool:
    """Tell if a text names languages as Tesseract does.

    >>> are_languages("eng+rus"), are_languages("--help")
    (True, False)
    """
    return bool(_LANGUAGES.fullmatch(text))


def advice() -> str:
    """What to do so that scans are read."""
    if shutil.which(PROGRAM):
        return 'to read it by OCR, set languages = "eng" under [ocr] in searchkit.toml'
    return (
        "to read it by OCR, install tesseract-ocr and its language, such as tesseract-ocr-eng, "
        'and set languages = "eng" under [ocr] in searchkit.toml'
    )


def _pictures(data: bytes) -> Iterator[bytes]:
    """The pages of a PDF as pictures, or the picture that the file is."""
    if not data.startswith(_PDF):
        yield data
        return
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ArticleUnreadable(f"damaged PDF ({error})") from None
    for page in document:
        width, height = page.get_size()
        scale = min(_DENSITY / 72, (_MAX_DOTS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        rows = bytes(bitmap.buffer)
        lines = (
            rows[at * bitmap.stride : at * bitmap.stride + bitmap.width]
            for at in range(bitmap.height)
        )
        yield b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
        bitmap.close()
        page.close()


def _read_page(picture: bytes, languages: str) -> _Page:
    """What Tesseract reads in a picture; raises `ArticleUnreadable`."""
    try:
        done = subprocess.run(
            [PROGRAM, "stdin", "stdout", "-l", languages, "tsv"],
            input=picture,
            capture_output=True,
            timeout=MAX_PAGE_SECONDS,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise ArticleUnreadable(f"OCR took over {MAX_PAGE_SECONDS:g} s for a page") from None
    except OSError as error:
        raise ArticleUnreadable(f"OCR cannot be started ({error.strerror})") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").split("\n")
        raise ArticleUnreadable(f"OCR failed ({' '.join(lines[0].split())[:200]})")
    return _page_of(done.stdout.decode("utf-8", "replace"))


def _page_of(table: str) -> _Page:
    """The words of a table, in lines."""
    lines: dict[tuple[str, ...], list[str]] = {}
    sure: list[float] = []
    for row in table.split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != str(_WORD) or not cells[11].strip():
            continue
        lines.setdefault(tuple(cells[2:5]), []).append(cells[11].strip())
        try:
            sure.append(max(0.0, min(float(cells[10]), 100.0)))
        except ValueError:
            continue
    return _Page("\n".join(" ".join(words) for words in lines.values()), tuple(sure))
