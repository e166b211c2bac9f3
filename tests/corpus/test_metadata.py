"""A document of any reader becomes an article; what it declares is used as far as it can be."""

from __future__ import annotations

import pytest

from searchkit.article import METADATA, PartialDate
from searchkit.corpus import ParsedDocument, Stated
from searchkit.corpus.metadata import to_article
from searchkit.corpus.wire import dump, load
from searchkit.errors import ArticleUnreadable


def test_a_record_of_a_file_has_an_id_of_its_own():
    article = to_article(ParsedDocument("Some text.", record="7"), "all.jsonl")
    assert (article.id, article.path) == ("all.jsonl#7", "all.jsonl")


def test_declared_values_carry_the_method_of_their_reader():
    day = PartialDate(2016, 2, 20)
    declared = (
        Stated("date", day, "meta", "2016-02-20"),
        Stated("authors", ("A  B", " "), "meta", "A  B"),
    )
    article = to_article(ParsedDocument("Some text.", declared), "a.html")
    assert (article.date, article.authors) == (day, ("A B",))
    provenance = article.came_from("date")
    assert (provenance.status, provenance.method) == ("declared", "meta")
    assert provenance.evidence == "2016-02-20"


def test_what_a_reader_concludes_is_inferred_and_passes_between_processes():
    concluded = ParsedDocument("Some text.", (Stated("date", "2016-02-20", "address", "x", True),))
    (parsed,) = load(dump([concluded]))
    assert parsed == concluded
    assert to_article(parsed, "a.html").came_from("date").status == "inferred"


@pytest.mark.parametrize("name", ["author", "body", ""])
def test_a_field_that_no_article_has_cannot_be_declared(name):
    with pytest.raises(ValueError, match=rf"no field '{name}'; fields are title, source, authors"):
        Stated(name, "Ada Lind", "byline", "By Ada Lind")


@pytest.mark.parametrize("name", METADATA)
@pytest.mark.parametrize("value", [7, None, "", b"x", ()], ids=repr)
def test_a_value_that_an_article_cannot_hold_is_no_value(name, value):
    article = to_article(
        ParsedDocument("Some text.", (Stated(name, value, "meta", "…"),)), "a.html"
    )
    assert article.came_from(name).status != "declared"
    assert article.title == "Some text."


def test_text_of_any_reader_is_cleaned():
    article = to_article(
        ParsedDocument(" a\0b\r\nc\ud800 ", (Stated("title", "x\ny\0\ud800", "meta", "x"),)),
        "a.txt",
    )
    assert article.body.startswith("a\ufffdb\nc\ufffd")
    assert article.title.startswith("x y\ufffd\ufffd")
    assert (article.body + article.title).encode().decode() == article.body + article.title


def test_warnings_and_encoding_of_the_document_are_kept():
    article = to_article(
        ParsedDocument("Some text.", encoding="koi8-r", warnings=("odd",)), "a.txt"
    )
    assert (article.encoding, article.warnings) == ("koi8-r", ("odd",))


@pytest.mark.parametrize("text", ["", " \n\t", "\ufffd \ufffd", "\u200b"], ids=repr)
def test_a_document_without_text_is_unreadable(text):
    with pytest.raises(ArticleUnreadable, match=r"^no text$"):
        to_article(ParsedDocument(text), "a.txt")
