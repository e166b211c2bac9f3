"""Exports of news databases: each article is one, and no ordinary text is an export."""

from __future__ import annotations

import pytest

from searchkit.article import PartialDate
from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.exports import read_export
from searchkit.corpus.exports.names import names_of
from searchkit.corpus.exports.pages import read_page
from searchkit.corpus.formats.factiva_xml import FactivaXmlReader
from searchkit.corpus.formats.html import HtmlReader
from searchkit.corpus.formats.html.page import parse
from searchkit.corpus.formats.mail import MailReader
from searchkit.corpus.formats.text import TextReader
from searchkit.corpus.registry import Registry

QUAY = "The harbour council voted on Tuesday to close the old ferry quay."
BRIDGE = "Engineers measured the bridge for nine weeks before they told the mayor."

NEXIS = f"""
Download Request: All Items: 1-2

                               1 of 2 DOCUMENTS


                       Copyright 2010 Harbour Press
                            The Harbour Gazette

                            January 11, 2010 Monday
                                 Late Edition

SECTION: NEWS; Pg. 4

LENGTH: 1,019 words

HEADLINE: Council shuts the
old ferry quay

BYLINE: By ANN BAKER

BODY:

{QUAY}

NOTES: these were taken at the meeting.

GRAPHIC: The quay
on Monday

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

SUBJECT: FERRIES (90%); HARBOURS (75%)


                               2 of 2 DOCUMENTS


                            Valley Courier

                            3. Mai 2009 Sonntag

Bridge bearings cracked

AUTOR: Tom Reed

LÄNGE: 18 Wörter

{BRIDGE}

UPDATE: 4. Mai 2009

SPRACHE: DEUTSCH

                       Copyright 2009 Courier Ltd
                              All Rights Reserved
"""

UNI = f"""1. Council shuts ferry quay
Client/Matter: -None-

Council shuts ferry quay
The Harbour Gazette
January 11, 2010 Monday 9:33 AM GMT

Copyright 2010 Harbour Press All Rights Reserved

Section:\xa0NEWS; Pg. 4
Length:\xa0195 words
Byline:\xa0Ann Baker in Oslo
Body


{QUAY}

Classification

Language: ENGLISH

Subject: FERRIES (90%)

Load-Date: January 12, 2010

End of Document


Bridge bearings cracked
Valley Courier
May 3, 2009 Sunday

Copyright 2009 Courier Ltd All Rights Reserved

Length: 18 words
Body

{BRIDGE}
"""

FACTIVA = f"""News
Council shuts the old ferry quay
Ann Baker
195 words
11 January 2010
09:31
The Harbour Gazette
HARB
4
English
(c) 2010 Harbour Press

{QUAY}

Document HARB000020100111e61b00001


Brückenlager gerissen
195 Wörter
3 Mai 2009
Valley Courier
VALL
Deutsch
(c) 2009 Courier Ltd

{BRIDGE}

Dokument vall000020090503e53a00002

Search Summary
Text: quay
"""

FACTIVA_FIELDS = f"""HD Council shuts ferry quay
BY By Ann Baker
WC 195 words
PD 11 January 2010
SN The Harbour Gazette
LA English
CY (c) 2010 Harbour Press

LP
{QUAY}

TD
IN a second paragraph the council explains itself.

NS gcat : Political/General News | gvote : Elections
AN Document HARB000020100111e61b00001

SE News
HD Bridge bearings cracked
PD 3 May 2009
SN Valley Courier
LP {BRIDGE}
AN Document VALL000020090503e53a00002
"""

RULE = "_" * 60
PROQUEST = f"""{RULE}

Document 1 of 2

Council shuts ferry quay: [Late Edition]

Author: Baker, Ann; Reed, Tom

Publication info: Harbour Gazette ; Harbourtown [Harbourtown]08 May 2010: A.2.

Abstract: None available.

Full text: {QUAY}

Location: the word begins a paragraph here, and no field follows it for long.

One more.

Two more.

Three more.

Four more.

Subject: Ferries; Harbours

Publication title: Harbour Gazette, Late Edition (East Coast); Harbourtown

Publication year: 2010

Publication date: May 8, 2010

Language of publication: English

ProQuest document ID: 250000001

Document URL: https://search.news.example/docview/250000001

Database: Papers

{RULE}

Bridge bearings cracked

Full text: {BRIDGE}

Publication title: Valley Courier

Publication date: 2009 May 3

Database: Papers

{RULE}

Contact us at: https://www.news.example
"""


def articles(text: str) -> list[ParsedDocument]:
    found = read_export(text)
    assert found is not None
    return [one for one in found if isinstance(one, ParsedDocument)]


def values(parsed: ParsedDocument) -> dict[str, object]:
    found: dict[str, object] = {}
    for one in parsed.declared:
        value = one.value.isoformat() if isinstance(one.value, PartialDate) else one.value
        found.setdefault(one.field, value)
    return found


def test_articles_of_nexis_have_what_the_labels_above_and_below_them_say():
    quay, bridge = articles(NEXIS)
    assert (quay.record, bridge.record) == ("1", "2")
    assert values(quay) == {
        "title": "Council shuts the old ferry quay",
        "source": "The Harbour Gazette",
        "date": "2010-01-11",
        "authors": ("Ann Baker",),
        "language": "en",
    }
    assert values(bridge) == {
        "title": "Bridge bearings cracked",
        "source": "Valley Courier",
        "date": "2009-05-03",
        "authors": ("Tom Reed",),
        "language": "de",
    }
    assert quay.text == f"{QUAY}\n\nNOTES: these were taken at the meeting."
    assert bridge.text == BRIDGE
    assert dict(quay.fields) | {"subject": ""} == {
        "edition": "Late Edition",
        "section": "NEWS; Pg. 4",
        "length": "1019",
        "graphic": "The quay on Monday",
        "load-date": "January 12, 2010",
        "subject": "",
    }
    assert [value for name, value in quay.fields if name == "subject"] == ["FERRIES", "HARBOURS"]
    assert [one.kind for one in quay.removed] == ["cover page", *["database record"] * 2]


def test_a_title_of_nexis_may_go_on_in_a_paragraph_of_its_own():
    wide = NEXIS.replace("the\nold ferry quay", "the\n\nold ferry quay")
    assert wide != NEXIS
    assert articles(wide)[0].text == articles(NEXIS)[0].text
    assert values(articles(wide)[0]) == values(articles(NEXIS)[0])


def test_articles_of_nexis_uni_end_with_a_line_and_one_that_does_not_is_cut_off():
    found = read_export(UNI)
    assert found is not None
    quay, bridge, cut = found
    assert isinstance(quay, ParsedDocument)
    assert isinstance(bridge, ParsedDocument)
    assert isinstance(cut, Unread)
    assert values(quay) == {
        "title": "Council shuts ferry quay",
        "source": "The Harbour Gazette",
        "date": "2010-01-11",
        "authors": ("Ann Baker",),
        "language": "en",
    }
    assert (quay.text, bridge.text) == (QUAY, BRIDGE)
    assert quay.removed[0].text == "1. Council shuts ferry quay\nClient/Matter: -None-"
    assert bridge.warnings == ("the article is cut off: its end is missing",)
    assert (cut.record, cut.reason) == (
        "behind 2",
        "article 2, from line 29, is cut off: its end is missing",
    )


def test_articles_of_factiva_end_with_their_accession_numbers():
    quay, bridge = articles(FACTIVA)
    assert values(quay) == {
        "title": "Council shuts the old ferry quay",
        "source": "The Harbour Gazette",
        "date": "2010-01-11",
        "authors": ("Ann Baker",),
        "language": "en",
    }
    assert dict(quay.fields) == {
        "accession_number": "HARB000020100111e61b00001",
        "section": "News",
        "length": "195",
        "time": "09:31",
        "source_code": "HARB",
        "pages": "4",
    }
    assert (values(bridge)["date"], values(bridge)["language"]) == ("2009-05-03", "de")
    assert (quay.text, bridge.text) == (QUAY, BRIDGE)
    assert bridge.removed[0].kind == "end of the file"


def test_fields_of_factiva_are_taken_by_their_letters():
    quay, bridge = articles(FACTIVA_FIELDS)
    assert values(quay)["authors"] == ("Ann Baker",)
    assert quay.text == f"{QUAY}\n\nIN a second paragraph the council explains itself."
    assert [value for name, value in quay.fields if name == "subject"] == [
        "Political/General News",
        "Elections",
    ]
    assert (values(bridge)["title"], values(bridge)["source"]) == (
        "Bridge bearings cracked",
        "Valley Courier",
    )
    assert bridge.text == BRIDGE


def test_articles_of_proquest_stand_between_rules():
    quay, bridge = articles(PROQUEST)
    assert values(quay) == {
        "title": "Council shuts ferry quay: [Late Edition]",
        "source": "Harbour Gazette",
        "date": "2010-05-08",
        "authors": ("Ann Baker", "Tom Reed"),
        "language": "en",
        "url": "https://search.news.example/docview/250000001",
    }
    assert quay.text.startswith(QUAY)
    assert quay.text.endswith("Four more.")
    assert values(bridge)["source"] == "Valley Courier"
    assert bridge.text == BRIDGE
    assert bridge.removed[0].text == "Contact us at: https://www.news.example"


def test_an_abstract_stands_for_a_text_that_the_database_does_not_have():
    text = PROQUEST.replace(f"Full text: {BRIDGE}", f"Abstract: {BRIDGE}")
    _, bridge = articles(text)
    assert bridge.text == BRIDGE
    assert bridge.warnings == ("the export has no full text, so its abstract is used",)


EUROPRESSE = f"""<html><body>
<article><header><div><span class="DocPublicationName">La Gazette   </span></div>
<div><span class="DocHeader">Politique, jeudi 4 février 2016, p. 4</span></div>
<div class="titreArticle"><p class="titreArticleVisu">Le quai est fermé</p></div>
<div>Ann Baker</div></header><section><div class="DocText"><p>{QUAY}</p><p>Fin.</p></div></section>
<footer><small>© 2016 Presse.</small><p>Numéro de document : news·20160204·LG·1</p></footer>
</article>
<article><header><span class="DocPublicationName">Le Courrier</span>
<span class="DocHeader">lundi 3 mai 2010</span><p class="titreArticleVisu">Le pont</p></header>
<section><p>{BRIDGE}</p></section></article></body></html>"""


def test_articles_of_europresse_are_elements_of_a_page():
    found = list(HtmlReader().read(EUROPRESSE.encode()))
    quay, bridge = (one for one in found if isinstance(one, ParsedDocument))
    assert values(quay) == {
        "title": "Le quai est fermé",
        "source": "La Gazette",
        "date": "2016-02-04",
        "authors": ("Ann Baker",),
    }
    assert dict(quay.fields) == {
        "section": "Politique",
        "pages": "4",
        "accession_number": "news·20160204·LG·1",
    }
    assert quay.text == f"{QUAY}\n\nFin."
    assert (bridge.record, bridge.text) == ("2", BRIDGE)


def _row(code: str, value: str) -> str:
    return f"<tr><td><b>{code}</b>&nbsp;</td><td>{value}</td></tr>"


@pytest.mark.parametrize("kind", ["enHeadline", "deHeadline counted"])
def test_a_page_of_factiva_tells_the_headline_from_what_stands_around_it(kind):
    lines = ["9 words", "3 May 2009", "Gazette", "English", "(c) 2009 Gazette Ltd"]
    record = "".join(f"<div>{line}</div>" for line in lines)
    article = f"""<div class="article enArticle"><div>News</div><div id="hd">
<span class="{kind}">Quay shut</span></div><div>xyz</div>{record}
<p class="articleParagraph">{QUAY}</p><p>Two.</p><p>Gazette Newspapers Ltd.</p>
<p>Document VALL000020090503e53a00002</p></div>"""
    page = f"<html><title>Factiva</title><body><h1>Dow Jones</h1>{article * 2}</body></html>"
    first, _ = HtmlReader().read(page.encode())
    assert isinstance(first, ParsedDocument)
    assert values(first)["title"] == "Quay shut"
    assert first.text == f"{QUAY}\n\nTwo."
    fields = dict(first.fields)
    assert (fields["section"], fields["byline"]) == ("News", "xyz")
    assert fields["publisher"] == "Gazette Newspapers Ltd."


@pytest.mark.parametrize("number", [True, False])
def test_a_page_of_factiva_has_an_article_in_each_table(number):
    tables = ""
    for title, text in (("The quay", QUAY), ("The bridge", BRIDGE), ("The end", QUAY)):
        rows = (
            _row("HD", title) + _row("PD", "3 May 2009") + _row("LP", f"<p>{text}</p><p>Two.</p>")
        )
        if number:
            rows += _row("AN", "Document VALL000020090503e53a00002")
        tables += f'<div class="article enArticle"><table>{rows}</table></div>'
    page = f"<html><title>Factiva</title><body><h1>Factiva</h1>{tables}</body></html>"
    found = list(HtmlReader().read(page.encode()))
    texts = [one.text for one in found if isinstance(one, ParsedDocument)]
    assert texts == [f"{text}\n\nTwo." for text in (QUAY, BRIDGE, QUAY)]


def test_mail_from_a_database_is_its_articles():
    fields = f"<p><b>Full text:</b> {QUAY}</p><p><b>Publication title:</b> Gazette</p>"
    fields += "<p><b>Publication date:</b> May 8, 2010</p>"
    page = f"<p>Jane sent you:</p><hr><p>One</p>{fields}<hr><p>Two</p>{fields}"
    head = "From: a@news.example\nSubject: Your research\nMIME-Version: 1.0\n"
    mail = f"{head}Content-Type: text/html; charset=utf-8\n\n<html><body>{page}</body></html>"
    found = list(MailReader().read(mail.encode()))
    assert [values(one)["title"] for one in found if isinstance(one, ParsedDocument)] == [
        "One",
        "Two",
    ]


def test_an_export_of_one_article_is_the_file():
    (parsed,) = TextReader().read(NEXIS.partition("2 of 2")[0].replace("1 of 2", "1 of 1").encode())
    assert isinstance(parsed, ParsedDocument)
    assert parsed.record is None


def test_an_article_without_text_is_told_with_its_line():
    text = NEXIS.replace(BRIDGE, "").replace("Bridge bearings cracked\n", "")
    found = read_export(text)
    assert found is not None
    assert found[1:] == [Unread("2", "line 40: no text")]


def test_a_document_that_is_not_in_the_file_is_told_by_its_number():
    text = NEXIS.replace("2 of 2 DOC", "4 of 4 DOC").replace("1 of 2 DOC", "1 of 4 DOC")
    text += "\nWe are sorry but there is an error in this document and it cannot be shown.\n"
    found = read_export(text)
    assert found is not None
    assert [one.record for one in found if isinstance(one, Unread)][:2] == [
        "document 2",
        "document 3",
    ]
    assert isinstance(found[-1], Unread)
    assert found[-1].reason.endswith("the service could not show a document")


ORDINARY = [
    f"Quay shut\n\n{QUAY}\n\nThis was 1 of 3 DOCUMENTS that the court saw.\n\nLENGTH: 3 pages\n",
    f"Quay shut\n\n{QUAY}\n\n1 of 3 DOCUMENTS\n\n{BRIDGE}",
    f"Quay shut\n\n{QUAY}\n\n1 of 3 DOCUMENTS\n\nLENGTH: 500 words\n\n{BRIDGE}",
    f"Quay shut\n\nBody\n\n{QUAY}\n\nEnd of Document\n\n{BRIDGE}",
    f"Quay shut\n\n{QUAY}\n\nDocument HARB000020100111e61b00001\n\n{BRIDGE}",
    f"Quay shut\n\nAuthor: Ann Baker\n\n{QUAY}\n\nCopyright 2010 Harbour Press\n",
    f"HD was the sign on the door\n\n{QUAY}\n\nPD\n\n{BRIDGE}",
    f"Publication title: what is in a name?\n\n{QUAY}\n\n{RULE}\n\n{BRIDGE}",
    f"195 words\n\n{QUAY}\n\n11 January 2010\n\n{BRIDGE}",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_an_article_that_quotes_an_export_is_none(text):
    assert read_export(text) is None
    tree = parse(f"<html><body>{text}</body></html>")
    assert tree is not None
    assert read_page(tree, text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Baker, Ann; Reed, Tom", ("Ann Baker", "Tom Reed")),
        ("By ANN BAKER and TOM REED", ("Ann Baker", "Tom Reed")),
        ("Ann Baker;Tom Reed", ("Ann Baker", "Tom Reed")),
        ("Ann Baker, Valley Courier, Ohio.", ("Ann Baker",)),
        ("By Ann Baker ann@news.example", ("Ann Baker",)),
        ("Smith, J. K.", ("J. K. Smith",)),
        ("By ANN BAKER Special to The Gazette", ("Ann Baker",)),
        ("From staff and wire reports", ()),
        ("The Canadian Press", ()),
    ],
)
def test_people_in_bylines(text, names):
    assert names_of(text) == names


def test_an_export_of_factiva_in_xml_has_its_elements():
    article = f"""<ppsarticle><article><accessionNo>HARB0000</accessionNo>
<baseLanguage>EN</baseLanguage>
<byline>By Ann Baker</byline><headline><paragraph><hlt>Quay</hlt> shut</paragraph></headline>
<leadParagraph><paragraph>{QUAY}</paragraph></leadParagraph><sourceName>Gazette</sourceName>
<publicationDate><dateTime>2016-02-10T01:35:58Z</dateTime></publicationDate>
<newsSubject code="x"><name>Ferries</name></newsSubject><wordCount>9</wordCount>
<tailParagraphs><paragraph>Two.</paragraph></tailParagraphs></article></ppsarticle>"""
    data = f'<r xmlns="http://global.factiva.com/pps/2.0">{article * 2}</r>'.encode()
    reader = Registry(()).choose("a.xml", data)
    assert isinstance(reader, FactivaXmlReader)
    first, _ = reader.read(data)
    assert isinstance(first, ParsedDocument)
    assert values(first) == {
        "title": "Quay shut",
        "source": "Gazette",
        "date": "2016-02-10",
        "authors": ("Ann Baker",),
        "language": "en",
    }
    assert (first.text, first.record) == (f"{QUAY}\n\nTwo.", "1")
    assert ("subject", "Ferries") in first.fields
    assert isinstance(list(reader.read(data[:-200]))[-1], Unread)


SINGLE = f"""The Harbour Gazette

January 11, 2010 Monday
Late Edition

Council shuts the old ferry quay

BYLINE: Ann Baker

LENGTH: 320 words

{QUAY}

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH
"""
SINGLE_UNI = f"""Council shuts the old ferry quay

The Harbour Gazette

January 11, 2010 Monday

Copyright 2010 Harbour Press All Rights Reserved

Length: 320 words
Byline: Ann Baker

Body

{QUAY}

Classification

Language: ENGLISH

Load-Date: January 12, 2010
"""


@pytest.mark.parametrize("text", [SINGLE, SINGLE_UNI], ids=["Nexis", "Nexis Uni"])
def test_an_article_that_was_copied_out_of_an_export_is_read_as_one(text):
    found = read_export(text)
    assert found is not None
    (parsed,) = found
    assert isinstance(parsed, ParsedDocument)
    stated = {one.field: one.value for one in reversed(parsed.declared)}
    assert (stated["title"], stated["source"]) == (
        "Council shuts the old ferry quay",
        "The Harbour Gazette",
    )
    assert (stated["authors"], parsed.text, parsed.record) == (("Ann Baker",), QUAY, None)
    assert stated["date"] == PartialDate(2010, 1, 11)


@pytest.mark.parametrize("text", [SINGLE, SINGLE_UNI], ids=["Nexis", "Nexis Uni"])
def test_a_text_with_only_some_of_the_labels_is_no_export(text):
    below = text.index("LOAD-DATE" if "LOAD-DATE" in text else "Load-Date")
    assert read_export(text[:below]) is None
