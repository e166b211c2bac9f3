"""Pages of old newspapers as libraries give them: ALTO, PAGE and hOCR, read by OCR.

Source: the schemas of ALTO and PAGE, and the specification of hOCR. Each has blocks of lines of
words; a block is a paragraph here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.xml_tree import local_name, parse_xml
from searchkit.corpus.plain.hyphens import Hyphens
from searchkit.corpus.reader import ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:alto|PcGts)[\s>]")
_OF_HOCR = re.compile(r"""<meta\b[^<>]*\bname\s?=\s?["']ocr-|\bclass\s?=\s?["']ocr_page\b""")
_HEAD = 4_096
#: The two parts of a divided word; the first has the whole word too.
_FIRST_PART, _SECOND_PART = "HypPart1", "HypPart2"
_LINES = frozenset({"ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_BLOCKS = ("ocr_par", "ocrx_block", "ocr_carea", "ocr_page")
_SURE = re.compile(r"\bx_wconf (\d{1,3})")


@dataclass(frozen=True, slots=True)
class _Scan:
    """The lines of each block of text, and how sure OCR was of the words, in percent."""

    blocks: Sequence[Sequence[str]]
    confidences: Sequence[float]


class ScannedPageReader:
    """Reads ALTO and PAGE, the XML that OCR makes of pages: an article for each file."""

    name: ClassVar[str] = "scanned-page"
    suffixes: ClassVar[frozenset[str]] = frozenset()
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Tell if the root of the XML is that of ALTO or PAGE."""
        return _ROOT.search(head.replace(b"\0", b"")) is not None

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        root, is_whole = parse_xml(data)
        scan = _of_alto(root) if local_name(root) == "alto" else _of_page(root)
        yield _document(scan, () if is_whole else ("the XML is damaged or cut off",))


def is_hocr(text: str) -> bool:
    """Tell if a web page is what OCR wrote of a page of print."""
    return _OF_HOCR.search(text[:_HEAD]) is not None


def read_hocr(tree: _Element, encoding: str, warnings: tuple[str, ...]) -> ParsedDocument:
    """The article in a page of hOCR."""
    return _document(_of_hocr(tree), warnings, encoding=encoding)


def _document(scan: _Scan, warnings: tuple[str, ...], *, encoding: str = "utf-8") -> ParsedDocument:
    hyphens = Hyphens([line for block in scan.blocks for line in block])
    text = "\n\n".join(filter(None, (_paragraph(block, hyphens) for block in scan.blocks)))
    if not text:
        raise ArticleUnreadable("no text")
    warning = "read by OCR"
    if scan.confidences:
        warning += f", confidence {sum(scan.confidences) / len(scan.confidences):.0f}%"
    return ParsedDocument(text, encoding=encoding, warnings=(warning, *warnings), prepared=True)


def _paragraph(lines: Sequence[str], hyphens: Hyphens) -> str:
    text = ""
    for line in lines:
        text = hyphens.joined(text, line) if text else line
    return text


def _of_alto(root: _Element) -> _Scan:
    elements = [(local_name(element), element) for element in root.iter()]
    # Without blanks anywhere, there is one between any two words.
    has_blanks = any(name == "sp" for name, _ in elements)
    blocks: list[list[str]] = []
    confidences: list[float] = []
    for name, element in elements:
        if name == "textblock":
            blocks.append([])
        elif name == "textline":
            words, sure = _alto_words(element, has_blanks=has_blanks)
            confidences += sure
            if blocks and (line := " ".join(words.split())):
                blocks[-1].append(line)
    return _Scan(blocks, confidences)


def _alto_words(line: _Element, *, has_blanks: bool) -> tuple[str, list[float]]:
    parts: list[str] = []
    sure: list[float] = []
    for element in line:
        name = local_name(element)
        if name == "sp" or (name == "string" and not has_blanks):
            parts.append(" ")
        elif name == "hyp" and parts and not parts[-1].endswith("-"):
            parts.append("-")
        if name != "string":
            continue
        kind, whole = element.get("SUBS_TYPE") or "", element.get("SUBS_CONTENT") or ""
        is_whole = kind == _FIRST_PART and whole and "-" not in whole
        if kind == _SECOND_PART and whole and "-" not in whole:
            continue
        parts.append(whole if is_whole else element.get("CONTENT") or "")
        if (share := element.get("WC")) and share.replace(".", "", 1).isdecimal():
            sure.append(100 * float(share))
        if is_whole:
            break  # a hyphen follows, which is not in the word
    return "".join(parts), sure


def _of_page(root: _Element) -> _Scan:
    blocks: list[list[str]] = []
    for region in root.iter():
        if local_name(region) != "textregion":
            continue
        lines = [text for line in region if local_name(line) == "textline" if (text := _own(line))]
        blocks.append(lines or _own(region).split("\n"))
    return _Scan(blocks, ())


def _own(element: _Element) -> str:
    """The text of a line or a region: its own, else that of its words."""
    for child in element:
        if local_name(child) == "textequiv":
            return next((x.text or "" for x in child if local_name(x) == "unicode"), "").strip()
    words = (_own(word) for word in element if local_name(word) == "word")
    return " ".join(filter(None, words))


def _of_hocr(tree: _Element) -> _Scan:
    blocks: list[list[str]] = []
    confidences: list[float] = []
    current: _Element | None = None
    for element in tree.iter():
        classes = (element.get("class") or "").split()
        confidences += map(float, _SURE.findall(element.get("title") or ""))
        if _LINES.isdisjoint(classes):
            continue
        block = next(filter(_is_block, element.iterancestors()), None)
        if not blocks or block is not current:
            blocks.append([])
            current = block
        if line := " ".join("".join(map(str, element.itertext())).split()):
            blocks[-1].append(line)
    return _Scan(blocks, confidences)


def _is_block(element: _Element) -> bool:
    return any(name in _BLOCKS for name in (element.get("class") or "").split())
