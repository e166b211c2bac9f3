"""OpenDocument texts: paragraphs, tables and notes in order; nothing that is hidden."""

from __future__ import annotations

import io
import zipfile

import pytest

from searchkit.article import Removed
from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.open_document import OpenDocumentReader
from searchkit.corpus.formats.package import MAX_PART_SIZE
from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable

TYPE = "application/vnd.oasis.opendocument.text"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "meta": "meta",
        "draw": "drawing",
        "svg": "svg-compatible",
    }.items()
)


def odt(body: str, *, styles: str = "", meta: str = "", headers: str = "", **parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        archive.writestr(
            "meta.xml", f"<office:document-meta {SPACES} {dc}>{meta}</office:document-meta>"
        )
        archive.writestr("styles.xml", f"<office:styles {SPACES}>{headers}</office:styles>")
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def read(data: bytes) -> ParsedDocument:
    (parsed,) = OpenDocumentReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:h>Ferries</text:h><text:p>Shut.</text:p>", "Ferries\n\nShut."),
        ("<text:p>The <text:span>quay</text:span> is shut.</text:p>", "The quay is shut."),
        ("<text:p>a<text:tab/>b<text:line-break/>c<text:s text:c='2'/>d</text:p>", "a\tb\nc  d"),
        ("<text:section><text:list><text:list-item><text:p>One</text:p></text:list-item></text:list>"
         "</text:section>", "One"),
        ("<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
         "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row><table:table-row>"
         "<table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table>",
         "a\tb\nc"),
        ("<text:p>Shut.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>"
         "So the mayor.</text:p></text:note-body></text:note> For good.</text:p>"
         "<text:p>End.</text:p>",
         "Shut. For good.\n\nEnd.\n\n[1] So the mayor."),
        ("<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes><text:p>Shut."
         "<office:annotation><text:p>Remark.</text:p></office:annotation></text:p>", "Shut."),
        ("<text:p><draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box>"
         "<svg:title>A picture</svg:title></draw:frame></text:p>", "In a box."),
    ],
)  # fmt: skip
def test_the_text_is_what_a_program_shows(body: str, text: str):
    assert read(odt(body)).text == text


def test_title_author_and_page_headers_are_told_apart():
    parsed = read(
        odt(
            "<text:p text:style-name='P1'>Quay shut</text:p><text:p>Text.</text:p>",
            styles="<style:style style:name='P1' style:parent-style-name='Title'/>",
            meta="<dc:title>Some other title</dc:title><meta:initial-creator>Anna Berg"
            "</meta:initial-creator><dc:creator>Tom Ode</dc:creator>",
            headers="<style:header><text:p>Page one</text:p></style:header>",
        )
    )
    assert [(one.field, one.value) for one in parsed.declared] == [
        ("title", "Quay shut"),
        ("title", "Some other title"),
        ("authors", ("Anna Berg",)),
    ]
    assert parsed.removed == (Removed("Page one", "page header"),)


def test_a_flat_document_is_read_too():
    data = (
        f'<?xml version="1.0"?><office:document {SPACES} office:mimetype="{TYPE}"><office:body>'
        "<office:text><text:p>Shut.</text:p></office:text></office:body></office:document>"
    ).encode()
    assert read(data).text == "Shut."
    chosen = Registry(()).choose("a.xml", data)
    assert chosen is not None
    assert chosen.name == "open document"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"PK\x03\x04junk", "not an OpenDocument text, or damaged"),
        (odt(""), "no text"),
        (odt("<text:p>a</text:p>")[:-40], "not an OpenDocument text, or damaged"),
        (odt("<text:p>" + "a" * MAX_PART_SIZE + "</text:p>"), "too large when unpacked"),
        (b"<office:document/>", "not an OpenDocument text"),
    ],
)
def test_what_is_no_document_says_so(data: bytes, reason: str):
    with pytest.raises(ArticleUnreadable, match=reason):
        list(OpenDocumentReader().read(data))


def test_an_encrypted_document_says_so():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", bytes(range(256)))
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(ArticleUnreadable, match="encrypted; save it without its password"):
        list(OpenDocumentReader().read(file.getvalue()))


def test_an_entity_is_not_expanded():
    body = "<text:p>Shut.</text:p>"
    content = (
        f'<!DOCTYPE a [<!ENTITY b "boom">]><office:document-content {SPACES}><office:body>'
        f"<office:text>{body}<text:p>&b;</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", TYPE)
        archive.writestr("content.xml", content)
    assert read(file.getvalue()).text == "Shut."
