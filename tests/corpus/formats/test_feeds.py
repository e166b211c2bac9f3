"""Feeds, notes and references: an article for each entry, and what is cut off is told."""

from __future__ import annotations

import pytest

from searchkit.article import PartialDate
from searchkit.corpus import ParsedDocument, Unread
from searchkit.corpus.formats.enex import EnexReader
from searchkit.corpus.formats.feeds import FeedReader
from searchkit.corpus.formats.ris import RisReader
from searchkit.errors import ArticleUnreadable

QUAY = "The council closed the quay."


def values(parsed: object) -> dict[str, object]:
    assert isinstance(parsed, ParsedDocument)
    found: dict[str, object] = {}
    for one in parsed.declared:
        value = one.value.isoformat() if isinstance(one.value, PartialDate) else one.value
        found.setdefault(one.field, value)
    return found


RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour Gazette</title><item><media:title>A picture</media:title>
<title>Quay &amp; bridge</title><link>https://news.example/1</link>
<dc:creator>Ann Baker</dc:creator>
<category>Ferries</category><category>Harbours</category><guid>x</guid>
<pubDate>Wed, 10 Feb 2016 09:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{QUAY}</p><p>Two.</p>]]></content:encoded></item>
<item><title>Only a summary</title><author>tom@news.example (Tom Reed)</author>
<description>{QUAY}</description></item></channel></rss>"""


def test_an_entry_has_its_fullest_text_and_the_feed_is_its_source():
    first, second = FeedReader().read(RSS.encode())
    assert isinstance(first, ParsedDocument)
    assert isinstance(second, ParsedDocument)
    assert values(first) == {
        "title": "Quay & bridge",
        "source": "Harbour Gazette",
        "authors": ("Ann Baker",),
        "date": "2016-02-10T09:00:00+00:00",
        "url": "https://news.example/1",
    }
    assert first.text == f"{QUAY}\n\nTwo."
    assert [value for name, value in first.fields if name == "category"] == ["Ferries", "Harbours"]
    assert values(second)["authors"] == ("Tom Reed",)
    assert second.text == QUAY


WORDPRESS = """<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Gazette</title>
<link>https://news.example</link><wp:author><wp:author_login>ann1</wp:author_login>
<wp:author_display_name>Ann Baker</wp:author_display_name></wp:author>
<item><title>Quay &amp; bridge</title><link>/a?b=1&c=2</link><dc:creator>ann1</dc:creator>
<description>R&D closed the caf&eacute;.</description><wp:post_type>post</wp:post_type></item>
<item><title>quay.jpg</title><wp:post_type>attachment</wp:post_type></item></channel></rss>"""


def test_a_dump_of_wordpress_has_names_for_its_logins_and_files_that_are_no_posts():
    (parsed,) = FeedReader().read(WORDPRESS.encode())
    assert isinstance(parsed, ParsedDocument)
    found = values(parsed)
    assert (found["authors"], found["url"]) == (("Ann Baker",), "https://news.example/a?b=1&c=2")
    assert parsed.text == "R&D closed the café."


def test_a_damaged_address_of_a_site_costs_no_entry():
    data = WORDPRESS.replace("https://news.example<", "http://[news.example<")
    (parsed,) = FeedReader().read(data.encode())
    assert isinstance(parsed, ParsedDocument)
    assert parsed.text == "R&D closed the café."


def test_atom_has_its_text_as_markup_or_as_elements():
    entry = "<entry><title>{}</title><link rel='self' href='https://news.example/s'/>"
    entry += "<link href='https://news.example/{}'/><published>2016-02-10</published>{}</entry>"
    div = f"<div xmlns='http://www.w3.org/1999/xhtml'><p>{QUAY}</p><p>Two.</p></div>"
    feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Gazette</title>"
    feed += entry.format("A", 1, f"<content type='html'>&lt;p&gt;{QUAY}&lt;/p&gt;</content>")
    feed += entry.format("B", 2, f"<content type='xhtml'>{div}</content>") + "</feed>"
    first, second = FeedReader().read(feed.encode())
    assert (values(first)["url"], values(second)["url"]) == (
        "https://news.example/1",
        "https://news.example/2",
    )
    assert isinstance(second, ParsedDocument)
    assert second.text == f"{QUAY}\n\nTwo."


def test_a_feed_that_is_cut_off_keeps_its_entries_and_says_so():
    found = list(FeedReader().read(RSS.encode()[:-60]))
    assert isinstance(found[0], ParsedDocument)
    assert found[-1] == Unread("behind 2", "the feed is damaged or cut off behind entry 2")


def test_entities_of_a_feed_are_not_expanded():
    bomb = (
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + RSS.partition("?>")[2]
    )
    first, *_ = FeedReader().read(bomb.replace("Two.", "&b;").replace("Short.", "&b;").encode())
    assert isinstance(first, ParsedDocument)
    assert "aaaa" not in first.text


ENEX = f"""<?xml version="1.0"?><en-export><note><title>Quay</title>
<content><![CDATA[<?xml version="1.0"?><!DOCTYPE en-note SYSTEM "x"><en-note><div>{QUAY}</div>
<div>Two.</div></en-note>]]></content><created>20160210T090000Z</created><tag>ferry</tag>
<note-attributes><author>Ann Baker</author><source-url>https://news.example/1</source-url>
</note-attributes></note></en-export>"""


def test_a_note_is_an_article_and_the_day_of_clipping_no_date():
    (parsed,) = EnexReader().read(ENEX.encode())
    assert values(parsed) == {
        "title": "Quay",
        "authors": ("Ann Baker",),
        "url": "https://news.example/1",
    }
    assert isinstance(parsed, ParsedDocument)
    assert parsed.text.split("\n\n") == [QUAY, "Two."]
    assert ("tags", "ferry") in parsed.fields


RIS = f"""TY  - NEWS
TI  - Council shuts quay
AU  - Baker, Ann
AU  - Reed, Tom
T2  - The Harbour Gazette
DA  - 2016/02/10/
PY  - 2016
KW  - ferries
UR  - https://news.example/1
AB  - {QUAY}
 It goes on.
ER  -{" "}

TY  - NEWS
T1  - Bridge
PY  - 2009
ER  -{" "}
"""


def test_a_reference_is_an_article_of_its_abstract():
    first, second = RisReader().read(RIS.encode())
    assert isinstance(first, ParsedDocument)
    assert values(first) == {
        "title": "Council shuts quay",
        "source": "The Harbour Gazette",
        "authors": ("Ann Baker", "Tom Reed"),
        "date": "2016-02-10",
        "url": "https://news.example/1",
    }
    assert first.text == f"{QUAY}\nIt goes on."
    assert "year" not in dict(first.fields)
    assert (values(second)["date"], second.record) == ("2009", "2")


def test_a_reference_that_is_cut_off_is_told_with_its_line():
    found = list(RisReader().read(RIS.encode()[:-8]))
    assert found[-1] == Unread(
        "behind 2", "line 14: the reference is cut off: its tag ER is missing"
    )


@pytest.mark.parametrize("reader", [FeedReader, EnexReader, RisReader])
@pytest.mark.parametrize("data", [b"", b"  \n", b"only words", b"<a/>"])
def test_what_is_none_of_these_says_why(reader, data):
    with pytest.raises(ArticleUnreadable):
        list(reader().read(data))


@pytest.mark.parametrize("gap", ["  ", " "])
def test_a_line_of_an_abstract_that_begins_like_a_tag_is_text(gap):
    lines = ("TY{}- NEWS", "TI{}- Quay shut", "AB{}- The quay is shut.", "US{}- cracked, they said")
    other = " " if gap == "  " else "  "
    text = "\n".join([*(line.format(gap) for line in lines), f"AI{other}- no tag", f"ER{gap}- "])
    (parsed,) = RisReader().read(text.encode())
    assert isinstance(parsed, ParsedDocument)
    assert parsed.text.endswith("cracked, they said\nAI" + other + "- no tag")
