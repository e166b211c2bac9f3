"""Collections in SGML: each document is an article, whatever its elements are called."""

from __future__ import annotations

import pytest

from searchkit.article import PartialDate
from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.sgml import SgmlReader
from searchkit.corpus.reader import Unread
from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable

REUTERS = b"""<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" OLDID="5" NEWID="1">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<TOPICS><D>cocoa</D><D>ship</D></TOPICS>
<UNKNOWN>&#5;&#22;f0704</UNKNOWN>
<TEXT>&#2;
<TITLE>QUAY &lt;QUA> SHUT</TITLE>
<DATELINE>    OSLO, Feb 26 - </DATELINE><BODY>The council closed the quay.
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" OLDID="6" NEWID="2">
<DATE>27-FEB-1987 09:00:00.00</DATE>
<TEXT TYPE="BRIEF">&#2;
******<TITLE>BRIDGE CRACKED
</TITLE>Engineers measured it.
&#3;</TEXT>
</REUTERS>
"""

TREC = b"""<DOC>
<DOCNO> AP880212-0001 </DOCNO>
<HEAD>Quay Shut</HEAD>
<BYLINE>By ANN BAKER</BYLINE>
<BYLINE>Associated Press Writer</BYLINE>
<TEXT>
   The council closed the quay.
</TEXT>
</DOC>
<DOC>
<DOCNO> LA112689-0141 </DOCNO>
<DATE>
<P>
November 26, 1989, Sunday, Home Edition
</P>
</DATE>
<HEADLINE>
<P>
BRIDGE
</P>
<P>
CRACKED
</P>
</HEADLINE>
<BYLINE>
<P>
By Tom Reed, Reed is an engineer in Leeds.
</P>
</BYLINE>
<TEXT>
<P>
Engineers measured it.
</P>
<P>
Nobody was hurt.
</P>
</TEXT>
</DOC>
<DOC>
<DOCNO>FT911-3</DOCNO>
<DATE>910514
</DATE>
<HEADLINE>
Ferry sold
</HEADLINE>
<TEXT>
A company bought the ferry.
</TEXT>
<PUB>The Financial Times
</PUB>
</DOC>
"""

GIGAWORD = b"""<DOC id="AFP_ENG_20100101.0001" type="story" >
<HEADLINE>
Quay shut
</HEADLINE>
<TEXT>
<P>
The council closed the quay.
</P>
</TEXT>
</DOC>
"""

EXTRACTED = b"""<doc id="12" url="https://news.example/?curid=12" title="Quay shut">
Quay shut

The council closed the quay.
</doc>
"""


def read(data: bytes) -> list[ParsedDocument]:
    articles = list(SgmlReader().read(data))
    assert all(isinstance(article, ParsedDocument) for article in articles)
    return [article for article in articles if isinstance(article, ParsedDocument)]


def stated(article: ParsedDocument) -> dict[str, tuple[object, bool]]:
    return {entry.field: (entry.value, entry.inferred) for entry in article.declared}


def test_a_file_of_reuters_is_its_reports() -> None:
    first, second = read(REUTERS)
    assert (first.record, second.record) == ("1", "2")
    assert stated(first) == {
        "title": ("QUAY <QUA> SHUT", False),
        "date": (PartialDate.parse("1987-02-26T15:01:01"), False),
        "source": ("Reuters", True),
    }
    assert ("topics", "ship") in first.fields
    assert first.text == "The council closed the quay."
    assert stated(second)["title"] == ("BRIDGE CRACKED", False)
    assert second.text == "Engineers measured it."


def test_documents_of_trec_are_articles() -> None:
    wire, paper, third = read(TREC)
    assert wire.record == "AP880212-0001"
    assert stated(wire)["date"] == (PartialDate(1988, 2, 12), True)
    assert stated(wire)["source"] == ("Associated Press", True)
    assert stated(wire)["authors"] == (("Ann Baker",), False)
    assert stated(paper)["title"] == ("BRIDGE CRACKED", False)
    assert stated(paper)["date"] == (PartialDate(1989, 11, 26), False)
    assert stated(paper)["authors"] == (("Tom Reed",), False)
    assert paper.text == "Engineers measured it.\n\nNobody was hurt."
    assert stated(third)["date"] == (PartialDate(1991, 5, 14), False)
    assert stated(third)["source"] == ("The Financial Times", False)


def test_the_number_of_a_document_tells_its_house_and_day() -> None:
    (article,) = read(GIGAWORD)
    assert stated(article)["source"] == ("Agence France-Presse", True)
    assert stated(article)["date"] == (PartialDate(2010, 1, 1), True)


def test_a_page_of_an_extractor_does_not_repeat_its_title() -> None:
    (article,) = read(EXTRACTED)
    assert stated(article)["url"] == ("https://news.example/?curid=12", False)
    assert article.text.strip() == "The council closed the quay."


def test_a_letter_that_is_two_as_a_small_one_moves_no_bounds() -> None:
    turkish = TREC.replace(b"Quay Shut", "İzmir'de liman kapandı".encode())
    first = read(turkish)[0]
    assert stated(first)["title"] == ("İzmir'de liman kapandı", False)
    assert first.text.strip() == "The council closed the quay."


@pytest.mark.parametrize("between", [b"", b" ", b"\n", b"\r\n\r\n"])
def test_documents_side_by_side_are_one_each(between: bytes) -> None:
    documents = [
        b"<DOC><DOCNO>%d</DOCNO><TEXT>The quay of %d is shut.</TEXT></DOC>" % (number, number)
        for number in range(1, 4)
    ]
    assert [article.record for article in read(between.join(documents))] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("data", "number"),
    [
        pytest.param(REUTERS[: REUTERS.rindex(b"measured")], 2, id="in-a-text"),
        pytest.param(TREC[: TREC.rindex(b"<TEXT>")], 3, id="above-a-text"),
        pytest.param(TREC[: TREC.index(b"closed")], 1, id="in-the-first"),
    ],
)
def test_a_collection_that_is_cut_off_says_so(data: bytes, number: int) -> None:
    *articles, cut = SgmlReader().read(data)
    assert len(articles) == number
    assert isinstance(cut, Unread)
    assert cut.reason.endswith(f"cut off in document {number}")


def test_a_document_without_a_text_has_its_title_and_no_number_for_one() -> None:
    headline = b"<HEADLINE>\n<P>\nQuay Shut\n</P>\n</HEADLINE>"
    (article,) = read(b"<DOC>\n<DOCNO> AP880212-0001 </DOCNO>\n" + headline + b"\n</DOC>")
    assert article.text == "Quay Shut"


@pytest.mark.parametrize(
    "data", [REUTERS, TREC, GIGAWORD, EXTRACTED, TREC.decode().encode("utf-16")]
)
def test_a_collection_is_known_by_its_content(data: bytes) -> None:
    assert isinstance(Registry(()).choose("wiki_00", data), SgmlReader)


@pytest.mark.parametrize(
    "data", [b"<DOC is what we call it>", b"<doctype html>", b"<document><text>a</text></document>"]
)
def test_what_only_begins_so_is_none(data: bytes) -> None:
    assert not SgmlReader().recognises(data)


def test_other_sgml_says_that_it_has_no_documents() -> None:
    with pytest.raises(ArticleUnreadable, match="no document in the SGML"):
        list(SgmlReader().read(b"<BOOK><CHAPTER>One</CHAPTER></BOOK>"))
