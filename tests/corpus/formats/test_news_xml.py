"""News in XML of agencies: an article for each item, with what its elements declare."""

from __future__ import annotations

import pytest
from processor import is_linear

from searchkit.article import Article, PartialDate
from searchkit.corpus import Entry, ParsedDocument, Unread
from searchkit.corpus.formats.news_xml import NewsXmlReader
from searchkit.corpus.metadata import to_article
from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable

FIRST = "The ferry stayed in port on Monday, and nobody on the quay could say why it did."
SECOND = "The crew had been told to wait for word from the owners."
BODY = f"{FIRST}\n\n{SECOND}"
PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"

NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://x.example/nitf.dtd">
<nitf><head><title>A title</title><docdata><date.issue norm="20160211T090000Z"/></docdata>
<pubdata date.publication="20160210T090000+0100" name="Harbour Post" position.section="Coast"/>
</head><body><body.head><hedline><hl1>Ferry stays in port</hl1><hl2>Nobody knows why</hl2></hedline>
<byline>By <person>Anna Berg</person>, <byttl>Staff Writer</byttl></byline></body.head>
<body.content><media><media-reference source="a.jpg"/><media-caption>The quay.</media-caption>
</media>{PARAGRAPHS}</body.content></body></nitf>"""

G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="https://x.example/1"
 xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider literal="Associated Press"/>
<versionCreated>2016-02-12T09:00:00Z</versionCreated></itemMeta><contentMeta>
<contentCreated>2016-02-10T09:00:00Z</contentCreated><by>By Anna Berg</by>
<headline>Ferry stays in port</headline><slugline>FERRY</slugline></contentMeta><contentSet>{}
</contentSet></newsItem>"""
INLINE = (
    '<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    f"{PARAGRAPHS}</body></html></inlineXML>"
)
NEWSML1 = f"""<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20160216T130209Z</DateAndTime>
</NewsEnvelope><NewsItem xml:lang="es"><NewsManagement><FirstCreated>20160210T125900+0000
</FirstCreated></NewsManagement><NewsComponent><NewsLines><HeadLine>Ferry stays in port</HeadLine>
<ByLine>By Anna Berg</ByLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="EFE"/>
</Provider></AdministrativeMetadata><ContentItem><DataContent>{PARAGRAPHS}</DataContent></ContentItem>
</NewsComponent></NewsItem></NewsML>"""
RCV1 = f"""<?xml version="1.0" encoding="iso-8859-1"?>
<newsitem itemid="2" date="2016-02-10" xml:lang="en">
<title>Ferry</title><headline>Ferry stays in port</headline><text>{PARAGRAPHS}</text></newsitem>"""


IN_XHTML = INLINE.replace(
    "<body>", "<body><header><time>10.02.2016</time><ul><li>Oslo</li></ul><h1>Ferry</h1></header>"
)


def read(data: str) -> list[ParsedDocument | Unread]:
    return list(NewsXmlReader().read(data.encode()))


def only(data: str) -> Article:
    (parsed,) = read(data)
    assert isinstance(parsed, ParsedDocument)
    return to_article(parsed, "a.xml")


@pytest.mark.parametrize(
    ("data", "body", "authors", "source", "date"),
    [
        pytest.param(
            NITF,
            f"Nobody knows why\n\n{BODY}\n\nThe quay.",
            ("Anna Berg",),
            "Harbour Post",
            "2016-02-10T09:00:00+01:00",
            id="NITF",
        ),
        pytest.param(
            G2.format(INLINE),
            BODY,
            ("Anna Berg",),
            "Associated Press",
            "2016-02-10T09:00:00+00:00",
            id="NewsML-G2",
        ),
        pytest.param(
            G2.format(f"<inlineXML>{NITF.partition('?>')[2].partition('>')[2]}</inlineXML>"),
            f"Nobody knows why\n\n{BODY}\n\nThe quay.",
            ("Anna Berg",),
            "Harbour Post",
            "2016-02-10T09:00:00+01:00",
            id="NITF in NewsML-G2",
        ),
        pytest.param(
            G2.format(f"<inlineData contenttype='text/plain'>{FIRST}\n\n{SECOND}</inlineData>"),
            BODY,
            ("Anna Berg",),
            "Associated Press",
            "2016-02-10T09:00:00+00:00",
            id="plain text in NewsML-G2",
        ),
        pytest.param(
            NEWSML1, BODY, ("Anna Berg",), "EFE", "2016-02-10T12:59:00+00:00", id="NewsML 1"
        ),
        pytest.param(RCV1, BODY, (), None, "2016-02-10", id="news item of a collection"),
    ],
)
def test_an_item_is_an_article(data, body, authors, source, date):
    article = only(data)
    assert (article.title, article.body) == ("Ferry stays in port", body)
    assert (article.authors, article.source) == (authors, source)
    assert article.date is not None
    assert article.date.isoformat() == date


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(G2.format(IN_XHTML), id="a head of day, topics and headline"),
        pytest.param(NITF.replace("<p>The", "<p><!-- Text -->The"), id="a comment in the text"),
        pytest.param(
            G2.format(f"<inlineData><![CDATA[<p>\n\n{FIRST}\n\n{SECOND}</p>]]></inlineData>"),
            id="a page as characters",
        ),
    ],
)
def test_what_is_no_text_in_an_item_costs_none_and_adds_none(data):
    body = only(data).body
    assert BODY in body
    assert not {"10.02.2016", "<p>", "Text"} & set(body.split())


def test_captions_sections_and_addresses_are_kept_beside_the_text():
    (parsed,) = read(NITF)
    assert isinstance(parsed, ParsedDocument)
    assert parsed.insets == (("The quay.", "caption"),)
    assert parsed.fields == (("section", "Coast"),)
    assert only(G2.format(INLINE)).url == "https://x.example/1"
    assert only(G2.format(INLINE)).agency == "Associated Press"


def test_a_message_of_several_items_is_several_articles():
    items = G2.format(INLINE) + G2.format("").replace("ninat:text", "ninat:picture")
    found = read(
        f"<newsMessage><header/><itemSet>{items}{G2.format(INLINE)}</itemSet></newsMessage>"
    )
    assert [one.record for one in found] == ["1", "2", "3"]
    assert found[1] == Unread("2", "no text (picture item)")


def test_other_xml_with_running_text_is_an_article():
    title = "<title>Ferry stays in port</title>"
    article = only(f"<?xml version='1.0'?><doc>{title}<body>{PARAGRAPHS}</body></doc>")
    assert (article.title, article.body) == ("Ferry stays in port", BODY)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "empty"),
        ("<?xml version='1.0'?><a>", "XML without the text of an article"),
        ("<?xml version='1.0'?><settings><a>1</a><b>no</b></settings>", "XML without the text"),
        (G2.format("").replace("ninat:text", "ninat:video"), "no text"),
    ],
)
def test_xml_without_an_article_says_so(data, reason):
    with pytest.raises(ArticleUnreadable, match=reason):
        read(data)


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE nitf [<!ENTITY a "ferry "><!ENTITY b "&a;&a;&a;">]>'
    assert (
        "ferry ferry" not in only(bomb + NITF.split('dtd">')[1].replace(FIRST, f"&b;{FIRST}")).body
    )


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.txt", NITF, "news-xml"),
        ("a.xml", G2, "news-xml"),
        ("a", NEWSML1, "news-xml"),
        ("a.txt", RCV1, "news-xml"),
        ("a.txt", '<?xml version="1.0"?><svg></svg>', "text"),
        ("a.xml", '<?xml version="1.0"?><svg></svg>', None),
        ("a.xml", '<?xml version="1.0"?><plist></plist>', None),
    ],
)
def test_it_is_recognised_by_its_root(name: str, data: str, reader: str | None):
    chosen = Registry(()).choose(name, data.encode())
    assert (chosen.name if chosen else None) == reader


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("#!/bin/sh\necho ferry\n", "a script"),
        (
            "import os\n\ndef ferry(a):\n    return os.getcwd()\n\nfor a in b:\n    ferry(a)\n",
            "a script",
        ),
        ("function a(b){\n  var c = b;\n  return c;\n}\na(1);\n", "a script"),
        ("!function(){var a=1;" + "b(function(){c=(d)});" * 20, "a script"),
        ('<?xml version="1.0"?><svg><path d="M1"/></svg>', "markup"),
    ],
)
def test_a_program_saved_as_text_is_no_article(text: str, reason: str):
    reader = Registry(()).for_name("a.txt")
    assert reader is not None
    with pytest.raises(ArticleUnreadable, match=reason):
        list(reader.read(text.encode()))


def test_prose_about_programs_is_an_article():
    text = (
        f"{BODY}\n\n    print(ferry)\n\n{BODY}\n\nFerries;\nquays;\n\n{BODY} (See page 4; and 5.)"
    )
    reader = Registry(()).for_name("a.txt")
    assert reader is not None
    assert len(list(reader.read(text.encode()))) == 1


def test_utf_8_counts_before_the_encoding_that_the_xml_declares():
    text = NITF.replace("UTF-8", "iso-8859-1").replace("stays in port", "bleibt über Nacht")
    for encoding in ("utf-8", "iso-8859-1"):
        (parsed,) = NewsXmlReader().read(text.encode(encoding))
        assert isinstance(parsed, ParsedDocument)
        assert to_article(parsed, "a.xml").title == "Ferry bleibt über Nacht"


def test_a_page_that_stands_in_an_element_is_read_as_its_text():
    escaped = PARAGRAPHS.replace("<", "&lt;")
    xml = (
        "<?xml version='1.0'?><story><id>77f1</id><PublishDate>2018-01-30T17:32:18</PublishDate>"
        f"<headline>Ferry stays</headline><kind>1</kind><content>{escaped}</content></story>"
    )
    (parsed,) = NewsXmlReader().read(xml.encode())
    assert isinstance(parsed, ParsedDocument)
    article = to_article(parsed, "a.xml")
    assert (article.body, article.title) == (BODY, "Ferry stays")
    assert article.date is not None
    assert article.date.isoformat() == "2018-01-30T17:32:18"


@pytest.mark.slow
def test_the_time_for_an_export_grows_with_its_items() -> None:
    item = NEWSML1[NEWSML1.index("<NewsItem") : NEWSML1.index("</NewsML>")]

    def read(number_of_items: int) -> None:
        data = NEWSML1.replace(item, item * number_of_items).encode()
        assert len(list(NewsXmlReader().read(data))) == number_of_items

    assert is_linear(read, 300)


LONG = "The harbour bridge was shut for a week after the flood, and the ferry took its place."


def records(xml: str) -> list[Article]:
    documents = list(NewsXmlReader().read(xml.encode()))
    articles = [Entry(one, "a.xml").read() for one in documents if isinstance(one, ParsedDocument)]
    assert len(articles) == len(documents)
    return [article for article in articles if isinstance(article, Article)]


@pytest.mark.parametrize(
    "xml",
    [
        "<articles>{0}</articles>",
        "<export><head><count>2</count></head><articles>{0}</articles></export>",
    ],
    ids=["at the root", "below"],
)
@pytest.mark.parametrize(
    "one",
    [
        "<article><title>Quay {0}</title><date>2019-03-0{0}</date><source>Bay Post</source>"
        "<author>Ann Baker</author><body><p>{1}</p><p>{1}</p></body></article>",
        '<article published-at="2019-03-0{0}" title="Quay {0}" author="Ann Baker"'
        ' source="Bay Post"><p>{1}</p><p>{1}</p></article>',
        '<doc><str name="title">Quay {0}</str><date name="date">2019-03-0{0}</date>'
        '<str name="source">Bay Post</str><str name="author">Ann Baker</str>'
        '<str name="text">{1}\n\n{1}</str></doc>',
        "<row><meta><headline>Quay {0}</headline><pub_date>2019-03-0{0}</pub_date><source>Bay Post"
        "</source><author>Ann Baker</author></meta><text>{1}\n\n{1}</text></row>",
    ],
    ids=["elements", "attributes", "Solr", "nested"],
)
def test_a_list_of_records_is_an_article_for_each(xml: str, one: str) -> None:
    first, second = records(xml.format(one.format(1, LONG) + one.format(2, LONG)))
    assert (first.title, second.title) == ("Quay 1", "Quay 2")
    assert (first.source, first.authors) == ("Bay Post", ("Ann Baker",))
    assert second.date == PartialDate(2019, 3, 2)
    assert first.body == f"{LONG}\n\n{LONG}"


def test_a_list_of_numbers_is_no_list_of_articles() -> None:
    rows = "".join(f"<row><name>A{at}</name><value>{at}</value></row>" for at in range(3))
    with pytest.raises(ArticleUnreadable):
        list(NewsXmlReader().read(f"<rows>{rows}</rows>".encode()))


def test_elements_of_many_names_are_looked_through_in_linear_time() -> None:
    def read(names: int) -> None:
        pairs = "".join(f"<a{at}/><a{at}/>" for at in range(names))
        with pytest.raises(ArticleUnreadable):
            list(NewsXmlReader().read(f"<rows>{pairs}</rows>".encode()))

    assert is_linear(read, 300)


def test_one_article_with_its_metadata_in_elements() -> None:
    xml = (
        "<doc><meta><title>Quay</title><author>Ann Baker</author><publisher>Bay Post</publisher>"
        f"<url>https://bay.example/a</url></meta><p>{LONG}</p><p>{LONG}</p></doc>"
    )
    (article,) = records(xml)
    assert (article.title, article.source, article.authors) == ("Quay", "Bay Post", ("Ann Baker",))
    assert (article.url, article.body) == ("https://bay.example/a", f"{LONG}\n\n{LONG}")


@pytest.mark.parametrize(
    "body",
    [
        "<body><sec><title>One</title><p>{0}</p></sec><sec><title>Two</title><p>{0}</p></sec></body>",
        "<text><body><div n='1'><head>One</head><p>{0}</p></div>"
        "<div n='2'><head>Two</head><p>{0}</p></div></body></text>",
        "<text>{0} {0}</text><comments><comment by='a'><text>{0}</text></comment>"
        "<comment by='b'><text>{0}</text></comment></comments>",
    ],
    ids=["sections", "tei", "comments"],
)
def test_what_is_within_an_article_is_none_of_its_own(body: str) -> None:
    whole = f"<article><title>Quay</title>{body.format(LONG)}</article>"
    article = only(f"<?xml version='1.0'?>{whole}")
    assert article.title == "Quay"
    assert article.body.count(LONG) == 2


@pytest.mark.parametrize("days", [(3, 3), (1, 1), (0, 2)])
def test_records_may_be_in_groups(days: tuple[int, ...]) -> None:
    one = f"<doc><title>Quay</title><text>{LONG}</text></doc>"
    groups = "".join(f"<day{at}>{one * count}</day{at}>" for at, count in enumerate(days))
    read = NewsXmlReader().read(f"<?xml version='1.0'?><root>{groups}</root>".encode())
    assert len(list(read)) == sum(days)


def test_the_title_of_a_paper_is_not_that_of_its_first_section() -> None:
    article = only(
        "<?xml version='1.0'?><article><front><title-group><article-title>Quay</article-title>"
        f"</title-group></front><body><sec><title>One</title><p>{LONG}</p></sec></body></article>"
    )
    assert article.title == "Quay"
