"""Records whose fields have labels are an article each; no article that has a label is split."""

from __future__ import annotations

import pytest

from searchkit.corpus import ParsedDocument
from searchkit.corpus.exports import read_export
from searchkit.corpus.formats.html import HtmlReader

EBSCO = """EBSCOhost

Record: 1
Title: Quay shut: council votes.
Authors: Baker, Ann
Source: Harbour Gazette; 1/25/2012, p4-4, 1p
Document Type: Article
Subject Terms: FERRIES; HARBOURS
Full Text Word Count: 300
Accession Number: 12345
Database: Newspaper Source

The council voted on Tuesday.

Title: this line of the text is none.
Fishermen are angry.

Record: 2
Title: Bridge cracked.
Source: Harbour Gazette; 2/26/2012, p1-4, 1p
Document Type: Article
Abstract: Engineers measured it.
Accession Number: 12346
"""

GALE = """Title: Quay shut
Author(s): Ann Baker
Source: The Gazette (Oslo, Norway). (Jan. 12, 1988): News: p18.
Document Type: Article
Full Text:
The council voted.

Date: on Tuesday.
Gale Document Number: GALE|A1
Copyright: 1988 Gazette

Title: Bridge cracked
Source: The Gazette (Oslo, Norway). (Jan. 13, 1988): News: p1.
Document Type: Article
Full Text:
Engineers measured.
Gale Document Number: GALE|A2
"""

NEWSBANK = """Headline: Quay shut
Author: Ann Baker
Paper: Harbour Gazette
Date: January 12, 1988
Section: News

The council voted.

Record Number: A1
Copyright 1988 Gazette

Headline: Bridge cracked
Paper: Harbour Gazette
Date: January 13, 1988
Section: News

Engineers measured.

Record Number: A2
"""


def values(document: ParsedDocument) -> dict[str, str]:
    return {
        entry.field: entry.value.isoformat()
        if hasattr(entry.value, "isoformat")
        else str(entry.value)
        for entry in document.declared
    }


def documents(text: str) -> list[ParsedDocument]:
    return [one for one in read_export(text) or () if isinstance(one, ParsedDocument)]


def test_records_of_ebsco_are_articles():
    quay, bridge = documents(EBSCO)
    assert values(quay) == {
        "title": "Quay shut: council votes",
        "authors": "('Ann Baker',)",
        "source": "Harbour Gazette",
        "date": "2012-01-25",
    }
    assert quay.text.endswith("Title: this line of the text is none.\nFishermen are angry.")
    assert dict(quay.fields)["accession_number"] == "12345"
    assert [field for field in quay.fields if field[0] == "subject"] == [
        ("subject", "FERRIES"),
        ("subject", "HARBOURS"),
    ]
    assert (bridge.record, bridge.text) == ("2", "Engineers measured it.")
    assert bridge.warnings == ("it has no text, so its abstract is used",)


@pytest.mark.parametrize(
    ("export", "source"), [(GALE, "The Gazette"), (NEWSBANK, "Harbour Gazette")]
)
def test_records_of_gale_and_newsbank_are_articles(export: str, source: str):
    quay, bridge = documents(export)
    assert values(quay) == {
        "title": "Quay shut",
        "authors": "('Ann Baker',)",
        "source": source,
        "date": "1988-01-12",
    }
    assert quay.text.startswith("The council voted.")
    assert "A1" not in quay.text
    assert values(bridge)["date"] == "1988-01-13"
    assert bridge.text == "Engineers measured."


def test_a_page_of_such_records_is_its_articles():
    rows = [
        line.split(": ", 1) for line in EBSCO.split("\n") if ": " in line and "none" not in line
    ]
    table = "".join(f"<tr><td>{name}:</td><td>{value}</td></tr>" for name, value in rows[1:8])
    one = f"<table>{table}</table><p>The council voted on Tuesday.</p><hr>"
    found = list(HtmlReader().read(f"<html><body>{one * 2}</body></html>".encode()))
    assert [one.text for one in found if isinstance(one, ParsedDocument)] == [
        "The council voted on Tuesday."
    ] * 2


def test_what_has_too_few_labels_for_a_record_is_not_lost():
    _, bridge = documents(NEWSBANK + "\nHeadline: A list\nDate: in June\nThe end.\n")
    assert bridge.text.split("\n") == [
        "Engineers measured.", "", "Headline: A list", "Date: in June", "The end.",
    ]  # fmt: skip
    assert values(bridge)["title"] == "Bridge cracked"


@pytest.mark.parametrize(
    "text",
    [
        NEWSBANK.partition("Headline: Bridge")[0],
        "Title: Quay shut\n\nThe council voted.\n\nTitle: Bridge cracked\n\nEngineers measured.\n",
        "The council voted.\n" * 40 + NEWSBANK,
    ],
    ids=["one record", "titles only", "below an article"],
)
def test_no_other_text_is_such_an_export(text: str):
    assert read_export(text) is None
