"""Small files of the formats that readers are for, made in code."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence

import docx
from pypdf import PdfReader, PdfWriter


def pdf(
    *pages: Sequence[str], info: Mapping[str, str] | None = None, contents: bytes | None = None
) -> bytes:
    """A PDF with a line of text for each string; or with `contents` as the stream of each page."""
    objects = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        stream = contents if contents is not None else _stream(_shown(lines), b"")
        objects.append(stream)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    stated = b"".join(b"/%s (%s) " % (k.encode(), v.encode()) for k, v in (info or {}).items())
    objects.append(b"<< %s>>" % stated)
    return _written(objects)


def _shown(lines: Sequence[str]) -> bytes:
    marks = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})
    shown = " T* ".join(f"({line.translate(marks)}) Tj" for line in lines)
    return f"BT /F1 11 Tf 14 TL 50 740 Td {shown} ET".encode("latin-1")


def _stream(data: bytes, keys: bytes) -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), keys, data)


def _written(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, len(objects) + 1, len(objects), len(out))
    )


def pdf_bomb(megabytes: int) -> bytes:
    """A PDF of a page that is very many times larger when it is unpacked."""
    # One block, packed once, that comes again and again.
    packer, blanks, check = zlib.compressobj(9, wbits=-15), b" " * 1_000_000, 1
    block = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(megabytes):
        check = zlib.adler32(blanks, check)
    data = b"\x78\xda" + block * megabytes + packer.flush() + check.to_bytes(4, "big")
    return pdf([""], contents=_stream(data, b"/Filter /FlateDecode "))


def locked_pdf(data: bytes, password: str) -> bytes:
    """The PDF, to be opened with a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_with_xmp(data: bytes, inner: str) -> bytes:
    """The PDF with an XMP packet that has `inner` as its description."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.xmp_metadata = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        ' rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:xmp="http://ns.adobe.com/xap/1.0/">{inner}</rdf:Description></rdf:RDF>'
        '</x:xmpmeta><?xpacket end="w"?>'
    ).encode()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(*paragraphs: str, title: str = "", author: str = "") -> bytes:
    """A Word document of these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.core_properties.title = title
    document.core_properties.author = author
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(package: bytes, name: str, content: bytes) -> bytes:
    """A zip package with one part replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def page(title: str, *paragraphs: str) -> str:
    """A web page with one article."""
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )


def warc(records: Iterable[tuple[str, str, int, str, bytes]], *, packed: bool = False) -> bytes:
    """A web archive of (record type, address, status, content type, payload)."""
    out = b""
    for number, (kind, address, status, content_type, payload) in enumerate(records, 1):
        body, outer = payload, content_type
        if kind == "response":
            head = f"HTTP/1.1 {status} Said\r\nContent-Type: {content_type}\r\n\r\n"
            body, outer = head.encode() + payload, "application/http; msgtype=response"
        header = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
            "WARC-Date: 2021-03-04T05:06:07Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
            f"Content-Type: {outer}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        record = header.encode() + body + b"\r\n\r\n"
        out += gzip.compress(record) if packed else record
    return out


#: What ends a chain of sectors of a compound file, and what stands where there is none.
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF


def _entries(names: list[str], streams: Mapping[str, bytes], starts: Mapping[str, int]) -> bytes:
    """The directory of a compound file."""
    entries = b""
    for at, path in enumerate(names):
        folder, _, name = path.rpartition("/")
        inside = [n for n in names[1:] if n.rpartition("/")[0] == path]
        beside = [n for n in names[at + 1 :] if path and n.rpartition("/")[0] == folder]
        kind = 5 if not path else 2 if path in streams else 1
        label = (name or "Root Entry").encode("utf-16-le")
        right = names.index(beside[0]) if beside else FREE
        child = names.index(inside[0]) if inside else FREE
        entries += label.ljust(64, b"\0")
        entries += struct.pack("<HBBIII36s", len(label) + 2, kind, 1, FREE, right, child, b"")
        entries += struct.pack("<IQ", starts.get(path, END), len(streams.get(path, b"")))
    return entries


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of Microsoft with these streams; `/` in a path parts storages.

    Each is filled up with zeros to the size from which it has sectors of its own.
    """
    size = 512
    streams = {path: content.ljust(4_096, b"\0") for path, content in streams.items()}
    above = {path.rpartition("/")[0] for path in streams}
    above |= {path.rpartition("/")[0] for path in above}
    names = ["", *sorted({*streams, *above} - {""})]
    data, fat, starts = b"", list[int](), dict[str, int]()

    def add(content: bytes) -> int:
        nonlocal data
        start, count = len(fat), -(-len(content) // size)
        fat.extend([*range(start + 1, start + count), END])
        data += content.ljust(count * size, b"\0")
        return start

    starts = {path: add(content) for path, content in streams.items()}
    directory = add(_entries(names, streams, starts))
    first = len(fat)
    tables = -(-(first + 10) // 128)
    fat += [0xFFFFFFFD] * tables
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * size, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, tables, directory, 0, 4_096, END, 0, END, 0)
    head += struct.pack(f"<{tables}I", *range(first, first + tables))
    return head.ljust(size, b"\xff") + data + table
