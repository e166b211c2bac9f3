"""Lines of a text that look like an export's own: no field, no end, no article."""

from __future__ import annotations

import pytest

from searchkit.article import Article, PartialDate
from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.exports import read_export
from searchkit.corpus.metadata import Entry

FIRST, LAST = "The ferry was late again.", "Nobody could say why it was."
RULE = "_" * 60


def only_article(text: str) -> ParsedDocument:
    found = read_export(text)
    assert found is not None
    (parsed,) = found
    assert isinstance(parsed, ParsedDocument)
    return parsed


def value(parsed: ParsedDocument, field: str) -> object:
    found = next((one.value for one in parsed.declared if one.field == field), None)
    return found.isoformat() if isinstance(found, PartialDate) else found


def proquest(*inner: str) -> str:
    body = "\n\n".join([FIRST, *inner, LAST])
    return f"""{RULE}

Late ferry

Full text: {body}

Subject: Ferries

Title: Late ferry

Publication title: The Harbour Gazette

Publication date: May 8, 2010

Database: Papers

{RULE}
"""


@pytest.mark.parametrize(
    "inner",
    [
        ("Location: they met below the bridge.", "People: they were many."),
        ("Subject: Boats", "One.", "Two.", "Three.", "Four."),
        ("Section: all of them sat in the second one, which was cold.",),
        ("Late boat", "Author: Ann Baker", "Full text: Gone.", "Publication title: Other Paper",
         "Publication date: June 9, 2011", "Database: Other"),
    ],
    ids=["labels", "label", "label above the record", "record"],
)  # fmt: skip
def test_a_text_may_have_labels_and_records_of_proquest_in_it(inner: tuple[str, ...]):
    parsed = only_article(proquest(*inner))
    assert parsed.text == "\n\n".join([FIRST, *inner, LAST])
    assert (value(parsed, "source"), value(parsed, "date")) == ("The Harbour Gazette", "2010-05-08")
    assert value(parsed, "title") == "Late ferry"
    assert dict(parsed.fields)["subject"] == "Ferries"


def uni(inner: str, day: str = "May 8, 2010 Saturday") -> str:
    return f"""Late ferry
The Harbour Gazette
{day}

Copyright 2010 Harbour Press
Length: 12 words
Body

{FIRST}

{inner}

{LAST}

Load-Date: May 9, 2010

End of Document
"""


def test_the_line_that_ends_an_article_may_stand_in_its_text():
    parsed = only_article(uni("End of Document"))
    assert parsed.text == f"{FIRST}\n\nEnd of Document\n\n{LAST}"
    second = uni("Calm.").replace("Late ferry", "Early ferry")
    found = read_export(uni("End of Document") + "\n" + second)
    assert found is not None
    assert [one.record for one in found] == ["1", "2"]


def test_an_article_without_a_body_does_not_become_the_end_of_the_one_above():
    bare = (
        "Early ferry\nThe Harbour Gazette\nMay 9, 2010 Sunday\n\nCopyright 2010\nEnd of Document\n"
    )
    found = read_export(uni("Calm.").replace("Load-Date: May 9, 2010\n\n", "") + bare)
    assert found is not None
    assert [type(one) for one in found] == [ParsedDocument, Unread]


def nexis(inner: str, day: str = "May 8, 2010 Saturday") -> str:
    return f"""1 of 1 DOCUMENTS

The Harbour Gazette

{day}

Late ferry

LENGTH: 12 words

{FIRST}

{inner}

{LAST}

LOAD-DATE: May 9, 2010
"""


def test_the_line_above_an_article_of_nexis_may_stand_in_a_text():
    parsed = only_article(nexis("3 of 7 DOCUMENTS"))
    assert parsed.text == f"{FIRST}\n\n3 of 7 DOCUMENTS\n\n{LAST}"


@pytest.mark.parametrize(
    "inner",
    [
        "LANGUAGE: it was what parted them, said the captain of the late ferry.",
        "COUNTRY: nobody knew which of the two it was that the harbour belonged to.",
    ],
)
def test_a_paragraph_may_begin_with_a_label_of_nexis(inner: str):
    parsed = only_article(nexis(inner))
    assert parsed.text == f"{FIRST}\n\n{inner}\n\n{LAST}"
    assert value(parsed, "language") is None


def test_a_line_of_a_text_may_name_another_document_of_the_same_export():
    articles = [
        nexis("3 of 4 DOCUMENTS" if number == 2 else "Calm.").replace("1 of 1", f"{number} of 4")
        for number in range(1, 5)
    ]
    found = read_export("\n".join(articles))
    assert found is not None
    assert [one.record for one in found] == ["1", "2", "3", "4"]
    assert isinstance(found[1], ParsedDocument)
    assert found[1].text == f"{FIRST}\n\n3 of 4 DOCUMENTS\n\n{LAST}"


FACTIVA = f"""Late ferry
12 words
31 April 2010
The Harbour Gazette
English
(c) 2010 Harbour Press

{FIRST}

Document HARB000020100508e61b00001
"""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (nexis("Calm.", "February 30, 2010"), "February 30, 2010"),
        (uni("Calm.", "February 30, 2010"), "February 30, 2010"),
        (FACTIVA, "31 April 2010"),
        (proquest("Calm.").replace("May 8", "May 38"), "May 38, 2010"),
        (nexis("Calm.", "2010년 13월 8일"), "2010년 13월 8일"),
    ],
)
def test_an_impossible_date_is_told_and_is_no_title(text: str, day: str):
    article = Entry(only_article(text), "a.txt").read()
    assert isinstance(article, Article)
    assert (article.title, article.source) == ("Late ferry", "The Harbour Gazette")
    assert article.date is None
    assert [one for one in article.warnings if day in one and "impossible" in one]
