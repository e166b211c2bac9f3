"""PDFs give running text; each thing that can be wrong with one has its own reason."""

from __future__ import annotations

import random
import resource
import subprocess
import sys

import pytest
from corpus.builders import locked_pdf, pdf, pdf_bomb, pdf_with_xmp

from searchkit.article import PartialDate, Removed
from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.pdf import PdfReader
from searchkit.corpus.formats.printed import read_pages
from searchkit.errors import ArticleUnreadable

LINES = (
    "The harbour of the old town will stay closed until the spring, the mayor said",
    "on Monday, after divers had found long cracks in the wall below the lighthouse.",
    "Nobody was hurt.",
    "The fishing boats have been moved to the next village, where a court will hear",
    "the case of the forty owners whose licences depend on the berths that they had.",
)
TEXT = (
    "The harbour of the old town will stay closed until the spring, the mayor said on Monday, "
    "after divers had found long cracks in the wall below the lighthouse. Nobody was hurt.\n\n"
    "The fishing boats have been moved to the next village, where a court will hear the case of "
    "the forty owners whose licences depend on the berths that they had."
)


def read(data: bytes) -> ParsedDocument:
    (parsed,) = PdfReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed


def stated(parsed: ParsedDocument) -> dict[str, object]:
    return {one.field: one.value for one in reversed(parsed.declared)}


def test_lines_broken_by_the_page_are_paragraphs_again():
    assert read(pdf(LINES)).text == TEXT


def test_a_sentence_that_goes_over_a_page_is_whole():
    pages = [[*LINES[:1]], [*LINES[1:]]]
    assert "the mayor said on Monday, after divers had found long cracks" in read(pdf(*pages)).text


def test_what_repeats_on_the_pages_is_removed_and_kept():
    parts = (LINES[:2], LINES[2:3], LINES[3:])
    pages = [["The Harbour Post", *part, f"Page {n} of 3"] for n, part in enumerate(parts, 1)]
    parsed = read(pdf(*pages))
    assert parsed.text == TEXT
    assert parsed.removed == (
        Removed("The Harbour Post", "page header"),
        *(Removed(f"Page {n} of 3", "page header") for n in (1, 2, 3)),
    )


def test_what_a_browser_prints_around_a_page_is_removed_and_its_address_declared():
    foot = "https://example.org/harbour 1/1"
    parsed = read(pdf([*LINES, "3/4/21, 5:06 PM Harbour closed", foot]))
    assert parsed.text == TEXT
    assert [one.text for one in parsed.removed] == ["3/4/21, 5:06 PM Harbour closed", foot]
    assert stated(parsed) == {"url": "https://example.org/harbour"}


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("counter-", "narcotics force", "counter-narcotics force"),
        ("the Franco-", "German border", "Franco-German border"),
        ("of the govern-", "ment in the town", "government in the town"),
        ("a state-of-the-", "art harbour", "state-of-the-art harbour"),
        ("harbour-", "master asked whether the harbourmaster knew", "harbourmaster asked"),
        ("harbour-", "side cafe; the harbour-side cafes", "harbour-side cafe;"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_mended(first, second, word):
    lead = "The report that was read to the court speaks at some length of "
    assert word in read(pdf([lead + first, second])).text


def test_a_page_without_text_for_pdfium_is_read_by_pypdf(monkeypatch):
    monkeypatch.setattr("pypdfium2.PdfTextPage.get_text_range", lambda self: " ")
    assert read(pdf(LINES)).text == TEXT


def test_a_pdf_that_pdfium_cannot_open_is_read_by_pypdf(monkeypatch):
    monkeypatch.setattr("searchkit.corpus.formats.pdf_pages._open", lambda data: None)
    assert read(pdf(LINES)).text == TEXT


def test_a_pdf_that_pypdf_cannot_open_is_read_by_pdfium(monkeypatch):
    monkeypatch.setattr("searchkit.corpus.formats.pdf._open", lambda data: None)
    parsed = read(pdf(LINES, info={"Title": "Harbour closed"}))
    assert (parsed.text, parsed.declared) == (TEXT, ())


def test_a_soft_hyphen_is_never_kept():
    assert read_pages(["a talk about the govern\u00ad\nment"]).text == "a talk about the government"


def test_a_list_stays_a_list():
    lines = ["Home", "News", "Sport", "1. First of all", "2. Then this"]
    assert read(pdf(lines)).text == "\n\n".join(lines)


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Harbour closed until spring", True),
        ("Microsoft Word - harbour.docx", False),
        ("harbour_final_2.indd", False),
        ("Untitled", False),
        ("https://example.org/a", False),
        ("D:20210304", False),
    ],
)
def test_a_title_is_taken_if_it_looks_like_one(title, kept):
    declared = stated(read(pdf(LINES, info={"Title": title})))
    assert declared.get("title") == (title if kept else None)


def test_authors_are_people_and_the_time_of_making_is_no_date():
    info = {"Author": "Anna Berg", "CreationDate": "D:20210304050607Z"}
    parsed = read(pdf(LINES, info=info))
    assert stated(parsed) == {"authors": ("Anna Berg",)}
    assert stated(read(pdf(LINES, info={"Author": "aberg2"}))) == {}


XMP = (
    "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Harbour closed again</rdf:li></rdf:Alt>"
    "</dc:title><dc:creator><rdf:Seq><rdf:li>Tom Ode</rdf:li></rdf:Seq></dc:creator>"
    "<dc:date><rdf:Seq><rdf:li>2021-03-04</rdf:li></rdf:Seq></dc:date>"
)


def test_dublin_core_is_declared():
    assert stated(read(pdf_with_xmp(pdf(LINES), XMP))) == {
        "title": "Harbour closed again",
        "authors": ("Tom Ode",),
        "date": PartialDate(2021, 3, 4),
    }


def test_a_dublin_core_date_that_is_when_the_file_was_made_is_no_date():
    made = XMP + "<xmp:CreateDate>2021-03-04T05:06:07Z</xmp:CreateDate>"
    assert "date" not in stated(read(pdf_with_xmp(pdf(LINES), made)))


def test_a_pdf_that_only_its_owner_may_change_is_read():
    assert read(locked_pdf(pdf(LINES), "")).text == TEXT


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="0 bytes"),
        pytest.param(random.Random(1).randbytes(5_000), "not a PDF", id="junk"),
        pytest.param(locked_pdf(pdf(LINES), "secret"), "encrypted", id="encrypted"),
        pytest.param(pdf([""]), "no text in the PDF (scanned images?)", id="no text"),
        pytest.param(pdf_bomb(100), "a part of it is too large when unpacked", id="bomb"),
    ],
)
def test_each_wrong_file_has_its_reason(data, reason):
    with pytest.raises(ArticleUnreadable) as error:
        read(data)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"%PDF-1.4\n" + random.Random(2).randbytes(5_000), id="junk with a mark"),
        pytest.param(pdf(LINES).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"), id="its own page"),
        pytest.param(pdf(LINES)[:300], id="cut off"),
    ],
)
def test_a_damaged_pdf_is_unreadable(data):
    with pytest.raises(ArticleUnreadable):
        read(data)


@pytest.mark.slow
def test_a_bomb_needs_little_memory():
    code = (
        "import sys, resource; from searchkit.corpus.formats.pdf import PdfReader;"
        "from searchkit.errors import ArticleUnreadable\n"
        "try: list(PdfReader().read(sys.stdin.buffer.read()))\n"
        "except ArticleUnreadable as error: print(error.reason)"
    )
    limit = 256 * 1024 * 1024
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pdf_bomb(500),
        capture_output=True,
        check=True,
        timeout=30,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
    )
    assert done.stdout.decode().strip() == "a part of it is too large when unpacked"


def test_a_printed_export_is_its_articles():
    def pages(number: int, title: str) -> list[list[str]]:
        head = [f"{number} of 2 DOCUMENTS", "The Gazette", "May 3, 2009 Sunday", title]
        record = ["LENGTH: 99 words", "The council closed the quay on Tuesday and said nothing."]
        more = [f"Page {2 * number}", title, "The fishermen said that they would sue it at once."]
        return [[*head, *record], [*more, "LOAD-DATE: May 4, 2009", "LANGUAGE: ENGLISH"]]

    data = pdf(*pages(1, "Council shuts quay"), *pages(2, "Bridge has cracked"))
    found = list(PdfReader().read(data))
    assert [one.record for one in found] == ["1", "2"]
    for one, title in zip(found, ("Council shuts quay", "Bridge has cracked"), strict=True):
        assert isinstance(one, ParsedDocument)
        assert {each.field: each.value for each in one.declared}["title"] == title
        assert "said nothing" in one.text
        assert "would sue it" in one.text
        assert "LOAD" not in one.text
