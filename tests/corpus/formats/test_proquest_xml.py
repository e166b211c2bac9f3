"""Records of ProQuest in XML: paper, day, author and text of each."""

from __future__ import annotations

import pytest

from searchkit.article import PartialDate
from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.proquest_xml import ProquestXmlReader
from searchkit.corpus.registry import Registry

RECORD = b"""<?xml version="1.0" encoding="utf-8"?>
<Record><RecordID>42</RecordID><RecordTitle>Quay shut</RecordTitle>
<Publication><Title>The Harbour Gazette (1923-Current File)</Title></Publication>
<AlphaPubDate>Mar 3, 1950</AlphaPubDate><NumericPubDate>19500303</NumericPubDate>
<Contributor><ContribRole>Author</ContribRole><LastName>Baker</LastName>
<FirstName>Ann</FirstName></Contributor><StartPage>7</StartPage>
<URLDocView>http://papers.example/docview/42/</URLDocView>
<FullText>The council closed the quay.</FullText></Record>
"""


def read(data: bytes) -> list[ParsedDocument]:
    reader = Registry(()).choose("a.xml", data)
    assert isinstance(reader, ProquestXmlReader)
    return [article for article in reader.read(data) if isinstance(article, ParsedDocument)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_record_is_an_article(encoding: str) -> None:
    (article,) = read(RECORD.decode().replace("utf-8", encoding).encode(encoding))
    assert {entry.field: entry.value for entry in article.declared} == {
        "title": "Quay shut",
        "source": "The Harbour Gazette",
        "date": PartialDate(1950, 3, 3),
        "authors": ("Ann Baker",),
        "url": "http://papers.example/docview/42/",
    }
    assert ("page", "7") in article.fields
    assert article.text == "The council closed the quay."


def test_a_record_without_its_text_has_its_abstract_and_says_so() -> None:
    (article,) = read(RECORD.replace(b"FullText>", b"Abstract>"))
    assert article.text == "The council closed the quay."
    assert article.warnings == ("the export has no full text, so its abstract is used",)
