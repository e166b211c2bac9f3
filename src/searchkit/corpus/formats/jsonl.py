"""JSON exports: one article a line, or one object or a list in a file, plain or gzipped."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import ClassVar

from searchkit import quick_re as re
from searchkit.corpus.formats.encoding import decode
from searchkit.corpus.formats.field_names import TEXT_KEYS
from searchkit.corpus.formats.json_lists import articles_in
from searchkit.corpus.formats.json_record import Unsuitable, id_of
from searchkit.corpus.formats.posts import ASSIGNMENT
from searchkit.corpus.formats.records import Records
from searchkit.corpus.reader import ParsedDocument, Unread
from searchkit.errors import ArticleUnreadable

#: Bytes; a longer line is no article that a person reads.
MAX_LINE_LENGTH = 10_000_000
#: Bytes of a gzipped file that are read once they are unpacked: of one value, or between two
#: records, and of all records.
MAX_UNPACKED_SIZE = 200_000_000
MAX_UNPACKED_RECORDS = 4_000_000_000
#: More lines than this are blank ones.
MAX_LINES = 2_000_000

_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 16
#: A file whose first lines are broken, this many of them, is no JSON at all.
_HOPELESS = 100
_OPENING = re.compile(rb'\s*(?:\[\s*)?\{\s*"')
_TEXT_KEY = re.compile(
    rb'"(?:%s)"\s*:' % b"|".join(name.encode() for name in TEXT_KEYS), re.IGNORECASE
)
_ID_IN_BROKEN = re.compile(r'"(?:_?id|uid|uuid|guid)"\s*:\s*(?:"([^"\\]+)"|(\d+))', re.IGNORECASE)


class JsonlReader:
    """Reads JSON lines, a JSON object or a JSON list: an article for each object."""

    name: ClassVar[str] = "jsonl"
    suffixes: ClassVar[frozenset[str]] = frozenset(
        {".jsonl", ".ndjson", ".json", ".jsonl.gz", ".ndjson.gz", ".json.gz"}
    )
    isolated: ClassVar[bool] = True
    many_records: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        """Tell if an object begins, gzipped or not, that has a key for the text of an article."""
        if head.startswith(_GZIP):
            try:
                head = zlib.decompressobj(wbits=31).decompress(head, 4 * len(head))
            except zlib.error:
                return False
        head = head.removeprefix(_MARK)
        if ASSIGNMENT.match(head):
            return True
        return bool(_OPENING.match(head) and _TEXT_KEY.search(head))

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        if assigned := ASSIGNMENT.match(data.removeprefix(_MARK)):
            data = data.removeprefix(_MARK)[assigned.end() :]
        lines = _Lines(data)
        numbered = ((number, line) for number, line in lines if line.strip())
        first = next(numbered, None)
        if first is None:
            raise ArticleUnreadable(lines.problem or "no text")
        value = _value_of(first[1])
        whole = None if isinstance(value, dict) else _whole(data, of_lines=value is not None)
        if whole is not None:
            objects, encoding = whole
            records = Records("record", encoding)
            yield from records.read(enumerate(objects, 1), _id_at_start)
            return
        records = Records("line", parse=_parsed)
        yield from _unless_hopeless(records.read(chain([first], numbered), _id_at_start))
        if lines.problem:
            number = lines.number + 1
            yield records.unread(None, number, lines.problem)


class _Lines:
    """The lines of a file with their numbers from 1, unpacked as they are asked for.

    A line over the limit is cut one byte behind it. `number` is that of the last line given,
    `problem` says why there are no more if the file goes on.
    """

    def __init__(self, data: bytes) -> None:
        self.number = 0
        self.problem = ""
        self._stream = _open(data)
        self._left = MAX_UNPACKED_SIZE
        self._all_left = MAX_UNPACKED_RECORDS

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        try:
            while line := self._take(MAX_LINE_LENGTH + 1):
                if self.number == MAX_LINES:
                    self.problem = f"over {MAX_LINES:,} lines; the rest is unread"
                    return
                rest = line if len(line) > MAX_LINE_LENGTH else b""
                while rest and not rest.endswith(b"\n"):
                    rest = self._take(_CHUNK)
                self.number += 1
                yield self.number, line
                if not line.isspace():
                    self._left = min(MAX_UNPACKED_SIZE, self._all_left)
        except (EOFError, OSError, zlib.error):
            self.problem = "the gzip data are damaged or cut off"
        if self._left < 0:
            most = MAX_UNPACKED_RECORDS if self._all_left < 0 else MAX_UNPACKED_SIZE
            self.problem = f"over {most / 1e6:,.0f} MB when unpacked; the rest is unread"

    def _take(self, most: int) -> bytes:
        line = self._stream.readline(most)
        self._left -= len(line)
        self._all_left -= len(line)
        return line if self._left >= 0 else b""


def _open(data: bytes) -> io.BufferedIOBase:
    if data.startswith(_GZIP):
        return gzip.GzipFile(fileobj=io.BytesIO(data))
    if b"\0" in data[:100]:  # UTF-16: its lines end in two bytes
        return io.BytesIO(decode(data).text.encode())
    return io.BytesIO(data)


def _parsed(line: bytes) -> tuple[object, str]:
    """The value of a line and its encoding; raises `Unsuitable`."""
    if len(line) > MAX_LINE_LENGTH:
        raise Unsuitable(f"longer than {MAX_LINE_LENGTH / 1e6:.3g} MB")
    try:
        text, encoding = _decoded(line)
        return json.loads(text), encoding
    except ArticleUnreadable as error:
        raise Unsuitable(error.reason) from None
    except json.JSONDecodeError as error:
        problem = f"{error.msg.removesuffix(' at')} at character {error.pos + 1}"
        raise Unsuitable(f"not JSON ({problem})") from None
    except RecursionError:
        raise Unsuitable("nested too deeply") from None
    except ValueError:
        raise Unsuitable("a number that is too large") from None


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of JSON, which is UTF-8 unless its bytes are not, and its encoding."""
    try:
        return data.removeprefix(_MARK).decode(), "utf-8"
    except UnicodeDecodeError:
        decoded = decode(data)
        return decoded.text, decoded.encoding


def _value_of(line: bytes) -> object:
    """The JSON value that a line is; None if it is none of its own."""
    try:
        return _parsed(line)[0]
    except Unsuitable:
        return None


def _whole(data: bytes, *, of_lines: bool) -> tuple[list[object], str] | None:
    """The objects of a file that is one JSON value, and its encoding; None if it is not.

    Raises `ArticleUnreadable` for a list that is damaged, unless it may be one `of_lines`.
    """
    stream = _open(data)
    try:
        unpacked = stream.read(MAX_UNPACKED_SIZE)
    except (EOFError, OSError, zlib.error):
        return None
    is_list = unpacked.removeprefix(_MARK).lstrip().startswith(b"[") and not of_lines
    try:
        text, encoding = _decoded(unpacked)
        value = _value_in(text)
    except RecursionError:
        if b"\n" in unpacked.strip() and not is_list:
            return None  # one line of many
        raise ArticleUnreadable("nested too deeply") from None
    except ArticleUnreadable:
        if is_list:
            raise
        return None
    except ValueError as error:
        if is_list:
            raise ArticleUnreadable(f"not JSON ({error})") from None
        return None
    if isinstance(value, list):
        return value, encoding
    inner = articles_in(value)
    return (inner if inner is not None else [value]), encoding


def _value_in(text: str) -> object:
    """The value that a text is; of several, each over many lines, the list of them."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data") or not text.lstrip().startswith("{"):
            raise
    decoder, values, at = json.JSONDecoder(), list[object](), 0
    while at < len(text):
        if text[at].isspace() or text[at] == ",":
            at += 1
            continue
        value, at = decoder.raw_decode(text, at)
        values.append(value)
    return values


def _unless_hopeless(
    documents: Iterator[ParsedDocument | Unread],
) -> Iterator[ParsedDocument | Unread]:
    """The documents; raises `ArticleUnreadable` if the first of them all are unreadable."""
    unread: list[ParsedDocument | Unread] = []
    for document in documents:
        unread.append(document)
        if isinstance(document, ParsedDocument):
            break
        if len(unread) == _HOPELESS:
            raise ArticleUnreadable(f"not JSON lines ({document.reason})")
    yield from unread
    yield from documents


def _id_at_start(line: bytes) -> str | None:
    """The id that a line has before anything nested, for the case that the line is broken."""
    start = line[:2_000].decode("utf-8", "replace").lstrip()[1:]
    match = _ID_IN_BROKEN.search(start.partition("{")[0].partition("[")[0])
    return id_of({"id": match[1] or match[2]}) if match else None
