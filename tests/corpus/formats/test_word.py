"""Word documents: paragraphs and tables in order; nothing that swells is unpacked."""

from __future__ import annotations

import io
import random
import re
import zipfile

import docx
import pytest
from corpus.builders import saved, with_part, word
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from searchkit.article import Removed
from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.word import MAX_PART_SIZE, WordReader
from searchkit.errors import ArticleUnreadable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "word/document.xml"
BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    "<w:body>{}</w:body></w:document>"
)


def read(data: bytes) -> ParsedDocument:
    (parsed,) = WordReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed


def test_paragraphs_and_tables_come_in_order():
    document = docx.Document()
    document.add_paragraph("Before.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["a", "b", "c", "d"], strict=True):
        cell.text = text
    document.add_paragraph("After.")
    assert read(saved(document)).text == "Before.\n\na\tb\nc\td\n\nAfter."


def test_title_and_author_are_declared_and_the_time_of_making_is_not():
    parsed = read(word("Text.", title="Harbour closed", author="Anna Berg"))
    assert {one.field: one.value for one in parsed.declared} == {
        "title": "Harbour closed",
        "authors": ("Anna Berg",),
    }
    assert read(word("Text.", title="draft_3.docx", author="python-docx")).declared == ()


def test_a_paragraph_in_the_style_of_a_title_comes_first():
    document = docx.Document()
    document.add_heading("Harbour closed", level=0)
    document.add_paragraph("Text.")
    document.core_properties.title = "Some other title"
    titles = [one.value for one in read(saved(document)).declared if one.field == "title"]
    assert titles == ["Harbour closed", "Some other title"]


def test_headers_and_footers_are_removed_and_kept():
    document = docx.Document()
    document.add_paragraph("Text.")
    document.sections[0].header.paragraphs[0].text = "The Post"
    document.sections[0].footer.paragraphs[0].text = "Confidential"
    parsed = read(saved(document))
    assert parsed.text == "Text."
    assert parsed.removed == (
        Removed("The Post", "page header"),
        Removed("Confidential", "page header"),
    )


def test_insertions_are_text_deletions_and_fallbacks_are_not():
    runs = (
        "<w:p><w:r><w:t>It is</w:t></w:r><w:del><w:r><w:delText> not</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t xml:space='preserve'> closed</w:t></w:r></w:ins>"
        "<mc:Fallback><w:r><w:t>twice</w:t></w:r></mc:Fallback>"
        "<w:r><w:tab/><w:t>now</w:t></w:r></w:p>"
    )
    data = with_part(word("x"), DOCUMENT, BODY.format(runs).encode())
    assert read(data).text == "It is closed\tnow"


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + BODY.format("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="0 bytes"),
        pytest.param(random.Random(1).randbytes(5_000), "not a Word document", id="junk"),
        pytest.param(word("Text.")[:-200], "not a Word document", id="cut off"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500),
            "made with an old version of Word; save it as .docx",
            id="old",
        ),
        pytest.param(word(" "), "no text", id="no text"),
        pytest.param(
            lambda: with_part(word("x"), DOCUMENT, b" " * (MAX_PART_SIZE + 1)),
            "too large when unpacked",
            id="bomb",
        ),
        pytest.param(
            lambda: with_part(word("x"), "word/media/a.png", bytes(300_000_000)),
            "too large when unpacked",
            id="picture bomb",
        ),
        pytest.param(
            with_part(word("x"), DOCUMENT, ENTITIES.encode()), "its XML declares entities", id="dtd"
        ),
        pytest.param(
            with_part(word("x"), DOCUMENT, ENTITIES.encode("utf-16")),
            "its XML declares entities",
            id="dtd in utf-16",
        ),
    ],
)
def test_each_wrong_file_has_its_reason(data, reason):
    # Bombs are made only where they are read: each process collects all tests.
    with pytest.raises(ArticleUnreadable) as error:
        read(data() if callable(data) else data)
    assert error.value.reason == reason


@pytest.mark.parametrize("content", [b"<broken", BODY.format("<w:p>").encode(), b""])
def test_broken_xml_is_a_damaged_document(content):
    with pytest.raises(ArticleUnreadable, match="damaged Word document"):
        read(with_part(word("x"), DOCUMENT, content))


def test_a_document_is_recognised_and_another_zip_is_not():
    assert WordReader().recognises(word("Text.")[:4_096])
    assert not WordReader().recognises(b"PK\x03\x04" + bytes(100) + b"xl/workbook.xml")


def test_footnotes_and_endnotes_stand_below_the_text_in_their_order():
    space = f'xmlns:w="{W}"'
    document = docx.Document()
    paragraph = document.add_paragraph("The quay is shut")
    for kind, number in (("endnote", "2"), ("footnote", "3"), ("footnote", "2")):
        run = paragraph.add_run()._r
        run.append(run.makeelement(f"{{{W}}}{kind}Reference", {f"{{{W}}}id": number}))
    notes = {"footnotes": ("Not for long.", "So the mayor."), "endnotes": ("Or not.",)}
    for name, texts in notes.items():
        kind = name.removesuffix("s")
        inner = "".join(
            f'<w:{kind} w:id="{n}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
            for n, text in enumerate(texts, 2)
        )
        edge = (
            f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:{kind}>'
        )
        document.part.relate_to(
            Part(
                PackURI(f"/word/{name}.xml"),
                f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml",
                f"<w:{name} {space}>{edge}{inner}</w:{name}>".encode(),
                document.part.package,
            ),
            f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}",
        )
    assert read(saved(document)).text == (
        "The quay is shut\n\n[1] Or not.\n\n[2] So the mayor.\n\n[3] Not for long."
    )


def test_the_title_that_a_library_writes_by_itself_is_none():
    (parsed,) = WordReader().read(word("The quay is shut.", title="Word Document"))
    assert isinstance(parsed, ParsedDocument)
    assert not [one for one in parsed.declared if one.field == "title"]


PASTED = "Council shuts the quay\n\nBy Ann Baker\n\n10 February 2016\n\nThe boats left at noon."


def pasted(text, **properties):
    document = docx.Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    return saved(document)


@pytest.mark.slow
def test_headline_and_byline_of_the_text_are_better_than_the_properties(read_one):
    article = read_one(pasted(PASTED, title="For my thesis", author="Rob Stone"), "a.docx")
    assert (article.title, article.authors) == ("Council shuts the quay", ("Ann Baker",))
    assert article.came_from("title").rivals[0].value == "For my thesis"
    assert article.came_from("authors").rivals[0].value == "Rob Stone"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Sent to the desk\n\nThe boats left at noon, and nobody saw them go.", "Boats gone"),
        (f"Harbour news\n\n{PASTED}", "Council shuts the quay"),
    ],
    ids=["no byline or date", "the text has it"],
)
def test_properties_count_where_the_text_says_nothing_else(read_one, text, title):
    article = read_one(pasted(text, title=title, author="Robin"), "a.docx")
    assert article.title == title


@pytest.mark.parametrize(
    "kind",
    [
        "vnd.ms-word.document.macroEnabled.main",
        "vnd.ms-word.template.macroEnabledTemplate.main",
        "vnd.openxmlformats-officedocument.wordprocessingml.template.main",
    ],
)
def test_a_document_with_macros_and_a_template_are_read(kind: str):
    out = io.BytesIO()
    usual = zipfile.ZipFile(io.BytesIO(word("The ferry stays.", title="Ferry")))
    with usual, zipfile.ZipFile(out, "w") as other:
        for name in usual.namelist():
            text = usual.read(name)
            if name == "[Content_Types].xml":
                main = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main"
                text = text.replace(main, kind.encode())
            other.writestr(name, text)
    assert read(out.getvalue()).text == "The ferry stays."


def test_a_document_in_the_strict_form_of_the_standard_is_read():
    out = io.BytesIO()
    usual = zipfile.ZipFile(io.BytesIO(word("The ferry stays.", title="Ferry")))
    with usual, zipfile.ZipFile(out, "w") as strict:
        for name in usual.namelist():
            text = re.sub(
                rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                usual.read(name),
            )
            strict.writestr(name, text)
    assert read(out.getvalue()).text == "The ferry stays."
