"""Rich Text Format: the text that a program shows, in its order; what it hides is left out."""

from __future__ import annotations

import pytest

from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.formats.rtf import RtfReader
from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable

FONTS = rb"{\fonttbl{\f0\froman Times;}{\f1\fswiss\fcharset204 Arial CYR;}{\f2\fcharset2 Signs;}}"


def rtf(body: bytes, head: bytes = b"\\ansi\\ansicpg1252\\deff0") -> bytes:
    return b"{\\rtf1" + head + FONTS + body + b"}"


def read(data: bytes) -> ParsedDocument:
    (parsed,) = RtfReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed


@pytest.mark.parametrize(
    "body",
    [
        rb"\pard The quay is \b shut\b0 .\par Nobody said why.\par",
        b"\\pard The quay is shut.\\\nNobody said why.\\\n",
        b"The quay\r\n is shut.\\par\r\nNobody said why.",
        rb"The quay is shut.\par{\pict\pngblip 89504e47}Nobody said why.",
        rb"The quay is shut.\par{\pict\bin4 }{\}}Nobody said why.",
        rb"{\*\unknown Not this.}The quay is shut.{\*\bkmkstart A1}\par Nobody said why.",
        rb"The quay is {\deleted closed }{\v secret }shut.\par Nobody said why.",
        rb"{\object{\*\objdata 01}{\result The quay is shut.}}\par Nobody said why.",
        rb"The {\field{\*\fldinst HYPERLINK x}{\fldrslt quay}} is shut.\par Nobody said why.",
        rb"{\upr{The quoi}{\*\ud The quay}} is shut.\par Nobody said why.",
        rb"The quay is {\*\shppict{\pict 00}}{\nonshppict{\pict 00}}shut.\par Nobody said why.",
        rb"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt The quay is shut.\par}}}Nobody said why.",
        rb"{\loch\i0\*\cs7\rtlch The quay is shut.}\par{\f0\*\cs7 Nobody said why.}",
        rb"{\f2 \'b7}{\pntext\f2 \'b7\tab}The quay is shut.\par Nobody said why.",
    ],
)
def test_what_is_no_text_is_left_out(body: bytes):
    assert read(rtf(body)).text == "The quay is shut.\n\nNobody said why."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"{\listtext 1.\tab}Fish.\par{\listtext 2.\tab}Chips.", "1. Fish.\n\n2. Chips."),
        (rb"\u8220?Qu\'e9bec\u8221? \emdash  fin\'85", "“Québec” — fin…"),
        (rb"\uc2\u1087\'af\'af\uc0\u1086 k\uc1\u-10179?\u-8704?.", "поk😀."),
        (rb"\f1\'cf\'ee\f0  p", "По p"),
        (rb"\plain\f1\'cf\'ee\plain\'e9", "Поé"),
        (rb"A\~b co\-op F\_16 \{x\} \\", "A\N{NO-BREAK SPACE}b coop F\u201116 {x} \\"),
        (rb"A\line b\tab c", "A\nb\tc"),
    ],
)
def test_signs_and_letters_are_those_that_a_program_shows(body: bytes, text: str):
    assert read(rtf(body)).text == text


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (rb"\ansi\ansicpg1251", rb"\'cf\'ee\'f0\'f2", "Порт"),
        (rb"\ansi\ansicpg1251", "Порт".encode("cp1251"), "Порт"),
        (rb"\ansi\ansicpg936", rb"\'b8\'db\'bf\'da", "港口"),
        (rb"\ansi\ansicpg932", b"\\'8d`", "港"),
        (rb"\mac", rb"caf\'8e", "café"),
        (rb"\ansi\ansicpg65001", "Порт".encode(), "Порт"),
        (rb"\ansi\ansicpg0", rb"caf\'e9", "café"),
        (rb"\ansi\ansicpg99999", rb"caf\'e9", "café"),
    ],
)
def test_bytes_are_read_in_the_code_page_of_the_file(head: bytes, body: bytes, text: str):
    parsed = read(b"{\\rtf1" + head + b" " + body + b"}")
    assert parsed.text == text


def test_rows_are_lines_and_cells_that_frame_running_text_are_paragraphs():
    row = rb"\trowd\cellx1\cellx2\intbl a\cell b\cell\row\intbl c\cell\cell\row\pard"
    frame = rb"\trowd\cellx1\intbl The quay is shut.\par Nobody said why.\cell\row\pard"
    assert read(rtf(rb"Before.\par" + row + rb" After.\par" + frame)).text == (
        "Before.\n\na\tb\nc\n\nAfter.\n\nThe quay is shut.\n\nNobody said why."
    )


def test_fields_beside_running_text_keep_its_paragraphs():
    long = b"Nobody on the quay could say why. " * 10
    row = rb"\trowd\intbl HD\cell Ferries\cell\row\intbl TD\cell One.\par " + long + rb"\cell\row"
    assert read(rtf(row)).text == f"HD\tFerries\n\nTD\tOne.\n\n{long.decode().strip()}"


def test_notes_follow_the_text_and_page_headers_are_removed():
    parsed = read(
        rtf(
            rb"{\header Page one}{\footerf\pard Confidential\par}"
            rb"The quay{\super\chftn{\footnote\pard\chftn  So the mayor.\par}} is shut."
            rb"{\footnote\ftnalt Or not.}"
        )
    )
    assert parsed.text == "The quay is shut.\n\n[1] So the mayor.\n\n[2] Or not."
    assert [(each.kind, each.text) for each in parsed.removed] == [
        ("page header", "Page one"),
        ("page header", "Confidential"),
    ]


def test_title_and_author_come_from_the_file_unless_a_program_wrote_them():
    info = rb"{\info{\title Ferry quay shut}{\author Anna Berg}{\company Desk}{\creatim\yr2016}}"
    style = rb"{\stylesheet{\s0 Normal;}{\s15\b Title;}}"
    parsed = read(rtf(info + style + rb"\pard\s15 Quay shut for good\par\pard\s0 Text."))
    assert [(one.field, one.value) for one in parsed.declared] == [
        ("title", "Quay shut for good"),
        ("title", "Ferry quay shut"),
        ("authors", ("Anna Berg",)),
    ]
    parsed = read(rtf(rb"{\info{\title draft_3.rtf}{\author jsmith}}Text."))
    assert parsed.declared == ()


@pytest.mark.slow
def test_lines_that_were_broken_at_a_fixed_width_are_joined(read_one):
    lines = [
        b"The harbour council voted on Tuesday to close the old",
        b"ferry quay, and the fishermen who have landed their",
        b"catch there since the war said that they would sue the",
        b"town before the month was out.",
    ]
    article = read_one(rtf(b"Quay shut\\par\\par " + b"\\par ".join(lines)), "note.doc")
    assert article.body == b" ".join(lines).decode()
    assert article.title == "Quay shut"


def test_a_file_that_is_cut_off_is_read_as_far_as_it_goes():
    parsed = read(rtf(rb"The quay is shut.\par Nobody said")[:-1])
    assert parsed.text == "The quay is shut.\n\nNobody said"
    assert parsed.warnings == ("the file is cut off",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"Words.", "not an RTF file"),
        (rtf(b""), "no text"),
        (b"{\\rtf1" + b"{" * 20_000, "nested too deeply"),
    ],
)
def test_what_is_no_document_says_so(data: bytes, reason: str):
    with pytest.raises(ArticleUnreadable, match=reason):
        list(RtfReader().read(data))


@pytest.mark.parametrize("name", ["a.rtf", "a.txt", "a.doc", "a"])
def test_it_is_recognised_whatever_its_name(name: str):
    chosen = Registry(()).choose(name, rtf(b"Text."))
    assert chosen is not None
    assert chosen.name == "rtf"


def test_documents_one_behind_the_other_are_articles_of_their_own():
    found = list(RtfReader().read(rtf(b"The quay is shut.") + b"\r\n" + rtf(b"The ferry left.")))
    assert [(one.record, one.text) for one in found if isinstance(one, ParsedDocument)] == [
        ("1", "The quay is shut."),
        ("2", "The ferry left."),
    ]


def test_text_behind_the_end_of_a_document_is_told():
    assert read(rtf(b"The quay is shut.} Nobody said why.")).warnings == (
        "text behind the end of the RTF document is left out",
    )


def test_an_export_that_is_cut_off_says_so():
    head = "{0} of 2 DOCUMENTS\n\nGazette\n\nMay 3, 2009\n\nTitle\n\n"
    article = f"{head}LENGTH: 9 words\n\nThe quay.\n\n"
    lines = "".join(map(article.format, (1, 2))).replace("\n", "\\par\n").encode()
    *articles, last = RtfReader().read(rtf(lines)[:-1])
    assert [type(one) for one in articles] == [ParsedDocument, ParsedDocument]
    assert last == Unread("behind 2", "the file is cut off")
