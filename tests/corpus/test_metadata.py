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


def test_insets_go_above_and_below_the_text_and_pass_between_processes():
    texts = (("Below a\npicture.", "caption"), ("Above it.", "standfirst"))
    (parsed,) = load(dump([ParsedDocument("Some text.", insets=texts, prepared=True)]))
    article = to_article(parsed, "a.html")
    assert article.body == "Above it.\n\nSome text.\n\nBelow a picture."
    assert [(article.body[one.start : one.end], one.kind) for one in article.insets] == [
        ("Above it.", "standfirst"),
        ("Below a picture.", "caption"),
    ]


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


@pytest.mark.parametrize(
    ("date", "language", "day"),
    [
        pytest.param("1402-05-03", "fa", "2023-07-25", id="Solar Hijri"),
        pytest.param("۱۴۰۲/۰۲/۳۱", "fa-IR", "2023-05-21", id="a day that February has not"),
        pytest.param(PartialDate(1399, 12, 30), "ps", "2021-03-20", id="leap year"),
        pytest.param("2566-07-25", "th", "2023-07-25", id="Buddhist"),
        pytest.param("25/07/2566", "th-TH", "2023-07-25", id="Buddhist, day first"),
        pytest.param("05.08.2009", "de", "2009-08-05", id="day first"),
        pytest.param("05/08/2009", "en-GB", "2009-08-05", id="day first in Britain"),
        pytest.param("25.02.05", "ru", "2005-02-25", id="year of two digits"),
        pytest.param("06.06.93", "de-AT", "1993-06-06", id="year of two digits before 2000"),
        pytest.param("25.02.05", "ko", "2025-02-05", id="year of two digits first"),
        pytest.param("10.12.2022, 07:00:03", "", "2022-12-10T07:00:03", id="dots and a clock"),
        pytest.param("2023-07-25", "fa", "2023-07-25", id="our calendar"),
    ],
)
def test_the_language_of_a_document_tells_how_its_date_is_read(date, language, day):
    declared = (
        Stated("language", language[:2], "html lang", language),
        Stated("date", date, "meta", str(date)),
    )
    article = to_article(ParsedDocument("Some text.", declared), "a.html")
    assert article.date is not None
    assert article.date.isoformat() == day


@pytest.mark.parametrize(
    ("date", "language", "doubt"),
    [
        ("1402-05-03", "", "may be of another calendar"),
        (PartialDate(1402, 5, 3), "de", "may be of another calendar"),
        ("1402-13-03", "fa", "is impossible"),
        ("2566-07-25", "en", "is in the future"),
        ("9999-12-31", "", "is in the future"),
        (PartialDate(1, 1, 1), "", "is impossible"),
        ("1399-12-30", "", "is impossible"),
        ("05/08/2009", "en", "is ambiguous"),
        ("05/08/2009", "de", "is ambiguous"),
        ("05.08.2009", "", "is ambiguous"),
        ("05/08/2009", "English", "is ambiguous"),
        ("05/08/2009", "eng", "is ambiguous"),
        ("05/08/2009", "en-us, en", "is ambiguous"),
        ("05/08/2009", "utf-8", "is ambiguous"),
        ("05/08/2009", "multilingual", "is ambiguous"),
        ("05.08.09", "en", "is ambiguous"),
        ("05.08.09", "fa", "is ambiguous"),
    ],
)
def test_a_year_that_cannot_be_is_no_date(date, language, doubt):
    declared = (
        Stated("language", language, "html lang", language),
        Stated("date", date, "meta", str(date)),
    )
    article = to_article(ParsedDocument("Some text.", declared), "a.html")
    assert article.date is None
    assert article.warnings[-1].endswith(doubt)


RUSSIAN = "Президент России встретился сегодня в Москве с министром иностранных дел Франции. Он сказал, что это было нужно."  # noqa: E501


@pytest.mark.parametrize(
    ("date", "day"), [("05.08.2009", "2009-08-05"), ("25.02.05", "2005-02-25")]
)
def test_where_no_language_is_declared_that_of_the_text_reads_dates_with_dots(date, day):
    article = to_article(ParsedDocument(RUSSIAN, (Stated("date", date, "Date", date),)), "a.csv")
    assert article.date is not None
    assert article.date.isoformat() == day
    strokes = (Stated("date", "05/08/2009", "Date", "05/08/2009"),)
    assert to_article(ParsedDocument(RUSSIAN, strokes), "a.csv").date is None


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "Windows-1251", "big5"])
def test_an_encoding_is_no_language(encoding):
    stated = (Stated("language", encoding, "meta content-language", encoding),)
    article = to_article(ParsedDocument(RUSSIAN, stated), "a.html")
    assert (article.language, article.warnings) == ("ru", ())


@pytest.mark.parametrize(
    "prefix",
    [
        "https://web.archive.org/web/20220721144454/",
        "http://web.archive.org/web/2016id_/",
        "https://archive.ph/20160220/",
        "https://webarchive.archives.example/20160220120000/",
    ],
)
def test_the_address_of_a_copy_in_a_public_archive_is_that_of_the_page(prefix):
    copied = "https://gazette.example/2016/quay?page=1"
    article = to_article(
        ParsedDocument("Text.", (Stated("url", prefix + copied, "x", prefix),)), "a"
    )
    assert article.url == copied
    assert article.came_from("url").evidence == prefix


def test_an_address_of_an_archive_that_is_no_copy_stays():
    address = "https://web.archive.org/about/2016/quay"
    article = to_article(ParsedDocument("Text.", (Stated("url", address, "x", address),)), "a")
    assert article.url == address


def test_invisible_signs_that_push_back_the_text_of_a_newsletter_are_no_text():
    padding = "\u034f \u200c\xa0\u200b\u2007\ufeff \xad " * 20
    article = to_article(ParsedDocument(f"The quay is shut. {padding}\n\nThe end."), "a.html")
    assert article.body.split() == ["The", "quay", "is", "shut.", "The", "end."]


def test_a_joiner_within_a_word_stays():
    text = "می\u200cخواهم به اسکله بروم، گفت."
    assert to_article(ParsedDocument(text), "a.txt").body == text
