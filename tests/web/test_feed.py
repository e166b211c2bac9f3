"""A search as an Atom feed, read by a feed reader; and the description for a browser's bar."""

from __future__ import annotations

import datetime as dt
import json
from xml.etree import ElementTree

import feedparser
import pytest

from searchkit.indexer import analysis_pool
from searchkit.web import create_app

HOSTILE = [
    "<script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    "&lt;b&gt; &amp; &#0; \x00\x1b[31m \ufffe end",
    '"><svg onload=alert(1)>',
]


def read(answer):
    assert answer.status == 200, answer.text
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.text)
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def test_a_search_is_a_feed_of_its_hits_with_the_day_on_which_each_came(get):
    feed = read(get("/feed?q=army"))
    assert {one.title for one in feed.entries} == {
        "River rises",
        "Harbour strike ends",
        "A note without a date",
    }
    (entry,) = (one for one in feed.entries if one.title == "Harbour strike ends")
    assert entry.link == "http://localhost/article/harbour.md?q=army"
    assert entry.published == "2016-02-20T00:00:00+00:00"
    assert [one["name"] for one in entry.authors] == ["Ada Quay", "Ben Mole"]
    assert "20 February 2016" in entry.summary
    came = f"{json.loads(get('/api/article/harbour.md').text)['added']}T00:00:00+00:00"
    assert {entry.updated, feed.feed.updated} == {came}


def test_an_old_article_that_came_last_is_the_first_entry(make_library, get_from, monkeypatch):
    monkeypatch.setattr(analysis_pool, "_today", dt.date(2026, 3, 10).toordinal)
    library = make_library({"b.md": ({"title": "B", "date": "2020"}, "The army.")})
    monkeypatch.setattr(analysis_pool, "_today", dt.date(2026, 3, 20).toordinal)
    old = "---\ntitle: Z\ndate: 1998-05-01\n---\nThe army.\n"
    (library.settings.corpus / "z.md").write_text(old)
    library.update()
    feed = read(get_from(library, "/feed?q=army"))
    assert [(one.title, one.updated[:10]) for one in feed.entries] == [
        ("Z", "2026-03-20"),
        ("B", "2026-03-10"),
    ]


def test_an_undated_entry_says_so_and_claims_no_date(get):
    entry = read(get("/feed?q=nobody")).entries[0]
    assert "published" not in entry
    assert "undated" in entry.summary


def test_every_entry_has_the_fields_that_atom_demands(get):
    feed = read(get("/feed?q=*"))
    assert len(feed.entries) == 28
    for one in (feed.feed, *feed.entries):
        assert one.id.startswith("urn:uuid:")
        assert one.title
        assert one.updated
    assert len({one.id for one in feed.entries}) == 28
    assert {one.rel for one in feed.feed.links} == {"self", "alternate"}


def test_ids_stay_whatever_the_host_the_port_or_the_query(get):
    here = {one.title: one.id for one in read(get("/feed?q=army")).entries}
    there = {one.title: one.id for one in read(get("/feed?q=river", Host="127.0.0.1:9")).entries}
    assert here["River rises"] == there["River rises"]


def test_the_feed_of_a_page_is_linked_from_it_with_its_filters(get):
    page = get("/?q=army&filter=date:2016&page=1&sort=oldest")
    link = page.one("link", rel="alternate").attributes["href"]
    assert link == "/feed?q=army&filter=date:2016"
    assert [one.title for one in read(get(link)).entries] == ["Harbour strike ends"]


def test_a_feed_without_hits_is_a_feed(get):
    assert read(get("/feed?q=zeppelin")).entries == []


def test_a_feed_of_a_bad_query_is_refused(get):
    assert get("/feed?q=%22army").status == 400


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_text_in_a_feed_is_text(make_library, get_from, payload):
    library = make_library(
        {"a.md": ({"title": f"needle {payload}", "source": payload}, f"A needle {payload}.")}
    )
    feed = get_from(library, "/feed?q=needle")
    root = ElementTree.fromstring(feed.text)
    assert {one.tag.partition("}")[2] for one in root.iter()} <= {
        "feed", "title", "id", "updated", "author", "name", "link", "entry", "summary", "published",
    }  # fmt: skip
    read(feed)


def test_a_hostile_query_is_text_in_a_feed(get):
    feed = read(get("/feed?q=%3Cscript%3Ealert(1)%3C/script%3E"))
    assert feed.entries == []


def test_a_browser_learns_how_to_search_here(get):
    href = get("/").one("link", rel="search").attributes["href"]
    answer = get(href)
    assert answer.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(answer.text)
    templates = {one.get("template") for one in root.iter() if one.tag.endswith("}Url")}
    assert "http://localhost/?q={searchTerms}" in templates


def test_a_reader_that_has_the_feed_is_told_so(library):
    client = create_app(library).test_client()
    first = client.get("/feed?q=army")
    again = client.get("/feed?q=army", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
