"""What pages declare of their articles: where from, in which order, with which characters."""

from __future__ import annotations

import json

import pytest

from searchkit.article import PartialDate
from searchkit.corpus.formats.html import HtmlReader
from searchkit.corpus.metadata import to_article
from searchkit.corpus.reader import ParsedDocument, Stated

TEXT = (
    "<p>The ferry stayed in port on Monday, and nobody on the quay could say why. The crew had "
    "been told to wait for word from the owners, who had not been heard of since March.</p>"
)
URL = "https://www.island-paper.example/2020/ferry"
HEADLINE = "Island Ferry Stays in Port for a Third Day"


def linked(*nodes: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(n)}</script>' for n in nodes)


def page(head: str = "", body: str = "", attributes: str = "") -> str:
    return f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}{TEXT}</body></html>"


def read(content: str) -> ParsedDocument:
    (parsed,) = HtmlReader().read(content.encode())
    assert isinstance(parsed, ParsedDocument)
    return parsed


def stated(field: str, content: str) -> list[Stated]:
    return [one for one in read(content).declared if one.field == field]


def values(field: str, content: str) -> list[object]:
    return [one.value for one in stated(field, content)]


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


def dates(content: str) -> list[str]:
    return [getattr(value, "isoformat", lambda v=value: v)() for value in values("date", content)]


ARTICLE = {
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2020-03-31T08:30:00+02:00",
    "author": {"@type": "Person", "name": "Anna Berg"},
    "publisher": {"@type": "Organization", "name": "The Island Paper"},
    "url": URL,
    "inLanguage": "en-GB",
}


def test_json_ld_states_every_field():
    parsed = read(page(linked(ARTICLE)))
    article = to_article(parsed, "a.html")
    assert (article.title, article.authors, article.source) == (
        HEADLINE,
        ("Anna Berg",),
        "The Island Paper",
    )
    assert article.date is not None
    assert article.date.isoformat() == "2020-03-31T08:30:00+02:00"
    assert (article.url, article.language) == (URL, "en")
    for field in ("title", "authors", "source", "date", "url", "language"):
        assert article.came_from(field).status == "declared"
        assert article.came_from(field).method.startswith("JSON-LD")


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param(
            lambda node: {"@graph": [{"@type": "WebSite", "name": "x"}, node]}, id="graph"
        ),
        pytest.param(lambda node: [{"@type": "BreadcrumbList"}, node], id="list"),
        pytest.param(lambda node: {"@type": "WebPage", "mainEntity": node}, id="main entity"),
        pytest.param(lambda node: {**node, "@type": ["Thing", "ReportageNewsArticle"]}, id="types"),
        pytest.param(lambda node: {**node, "@type": "http://schema.org/BlogPosting"}, id="full"),
    ],
)
def test_the_article_is_found_wherever_json_ld_puts_it(wrap):
    assert values("title", page(linked(wrap(ARTICLE))))[0] == HEADLINE


@pytest.mark.parametrize(
    "form",
    ["// <![CDATA[\n{}\n// ]]>", "<!--\n{}\n-->", "{};", "{} trailing"],
)
def test_json_ld_is_read_within_what_is_wrapped_around_it(form):
    script = form.format(json.dumps(ARTICLE))
    head = f'<script type="application/ld+json">{script}</script>'
    assert values("authors", page(head)) == [("Anna Berg",)]


def test_broken_json_ld_costs_only_itself():
    head = '<script type="application/ld+json">{"@type": </script>' + linked(ARTICLE)
    assert values("title", page(head))[0] == HEADLINE


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Anna Berg", ("Anna Berg",)),
        (["Anna Berg", "Tom Ode"], ("Anna Berg", "Tom Ode")),
        ([{"name": "Anna Berg"}, {"name": "Tom Ode"}], ("Anna Berg", "Tom Ode")),
        ({"name": ["Anna Berg", "Tom Ode"]}, ("Anna Berg", "Tom Ode")),
        ("Anna Berg and Tom Ode", ("Anna Berg", "Tom Ode")),
        ({"name": "Anna Berg, Tom Ode and Li Wei"}, ("Anna Berg", "Tom Ode", "Li Wei")),
        ("By ANNA BERG", ("Anna Berg",)),
        ("Anna O&#8217;Dea", ("Anna O’Dea",)),
        ({"name": "Anna O&#8217;Dea"}, ("Anna O’Dea",)),
        ("Island staff reporter", ("Island staff reporter",)),
    ],
)
def test_authors_may_be_names_nodes_or_one_line(author, names):
    assert values("authors", page(linked({**ARTICLE, "author": author}))) == [names]


@pytest.mark.parametrize(
    "author", ["https://example.com/anna", "@annaberg", "anna-berg", "annaberg", "", None, 7]
)
def test_addresses_and_user_names_are_no_authors(author):
    assert values("authors", page(linked({**ARTICLE, "author": author}))) == []


def test_links_between_nodes_are_followed():
    graph = {
        "@graph": [
            {**ARTICLE, "author": [{"@id": "#a"}], "publisher": {"@id": "#p"}},
            {"@type": "Person", "@id": "#a", "name": "Anna Berg"},
            {"@type": "Organization", "@id": "#p", "name": "The Island Paper"},
        ]
    }
    content = page(linked(graph))
    assert values("authors", content) == [("Anna Berg",)]
    assert values("source", content) == ["The Island Paper"]


def test_another_article_in_json_ld_is_not_this_one():
    other = {
        **ARTICLE,
        "headline": "Another Story",
        "url": URL + "/other",
        "datePublished": "2019-01-01",
        "author": "Tom Ode",
    }
    content = page(linked(other, ARTICLE) + f'<link rel="canonical" href="{URL}">')
    assert values("title", content)[0] == HEADLINE
    assert dates(content) == ["2020-03-31T08:30:00+02:00"]
    assert values("authors", content) == [("Anna Berg",)]


@pytest.mark.parametrize(
    ("field", "head", "method", "value"),
    [
        ("title", meta("og:title", "Ferry Stays"), "meta og:title", "Ferry Stays"),
        ("title", meta("citation_title", "Ferry Stays"), "meta citation_title", "Ferry Stays"),
        ("title", "<title>Ferry Stays</title>", "title element", "Ferry Stays"),
        ("source", meta("og:site_name", "Island Paper"), "meta og:site_name", "Island Paper"),
        ("source", meta("cre", "The Island Times"), "meta cre", "The Island Times"),
        ("source", meta("dc.publisher", "Island Paper"), "meta dc.publisher", "Island Paper"),
        ("authors", meta("author", "Anna Berg"), "meta author", ("Anna Berg",)),
        ("authors", meta("parsely-author", "Anna Berg"), "meta parsely-author", ("Anna Berg",)),
        ("authors", meta("citation_author", "Berg, Anna"), "meta citation_author", ("Anna Berg",)),
        ("authors", meta("sailthru.author", "Anna Berg"), "meta sailthru.author", ("Anna Berg",)),
        ("url", f'<link rel="canonical" href="{URL}">', "link canonical", URL),
        ("url", meta("og:url", URL), "meta og:url", URL),
        ("language", meta("og:locale", "de_DE"), "meta og:locale", "de"),
    ],
)
def test_tags_of_the_head_are_stated_with_their_place_and_characters(field, head, method, value):
    (one,) = stated(field, page(head))
    assert (one.method, one.value) == (method, value)
    assert one.evidence in head


def test_evidence_is_the_very_characters_even_where_json_escapes_them():
    content = page(
        linked({**ARTICLE, "headline": "Fähre bleibt", "author": ["Anna Berg", "Tom Ode"]})
    )
    title, authors = stated("title", content)[0], stated("authors", content)[0]
    assert (title.value, title.evidence) == ("Fähre bleibt", "F\\u00e4hre bleibt")
    assert authors.evidence == 'Anna Berg", "Tom Ode'
    for one in read(content).declared:
        assert one.evidence in content


def test_all_candidates_are_kept_best_first():
    head = (
        linked({**ARTICLE, "author": "Anna Berg"})
        + meta("og:title", "Why the Islands Are Cut Off")
        + meta("author", "Tom Ode")
        + meta("article:published_time", "2020-04-01T09:00:00Z")
        + meta("og:site_name", "Islands Online")
    )
    content = page(head, f"<h1>{HEADLINE}</h1>")
    assert values("title", content) == [HEADLINE, "Why the Islands Are Cut Off", HEADLINE]
    assert values("authors", content) == [("Anna Berg",), ("Tom Ode",)]
    assert values("source", content) == ["The Island Paper", "Islands Online"]
    assert dates(content) == ["2020-03-31T08:30:00+02:00", "2020-04-01T09:00:00+00:00"]
    article = to_article(read(content), "a.html")
    assert [one.value for one in article.came_from("date").rivals] == ["2020-04-01T09:00:00+00:00"]


def test_the_title_for_sharing_is_better_if_the_page_shows_it():
    head = linked(ARTICLE) + meta("og:title", "Why the Islands Are Cut Off")
    assert values("title", page(head, "<h1>Why the Islands Are Cut Off</h1>"))[0] == (
        "Why the Islands Are Cut Off"
    )


def test_the_title_for_sharing_is_better_if_it_is_the_headline_abridged():
    head = linked(ARTICLE) + meta("og:title", "Island Ferry Stays in Port")
    assert values("title", page(head, f"<h1>{HEADLINE}</h1>"))[0] == "Island Ferry Stays in Port"


@pytest.mark.parametrize(
    ("title", "left"),
    [
        (f"{HEADLINE} | The Island Paper", HEADLINE),
        (f"{HEADLINE} - Island Paper", HEADLINE),
        (f"{HEADLINE} — Island-Paper.example", HEADLINE),
        ("BUDGET 3.0 | Islands hire debt collectors", "BUDGET 3.0 | Islands hire debt collectors"),
        ("Ferry - but no captain", "Ferry - but no captain"),
    ],
)
def test_the_name_of_the_site_is_dropped_behind_a_title_and_nothing_else(title, left):
    head = meta("og:site_name", "The Island Paper") + f"<title>{title}</title>"
    assert values("title", page(head)) == [left]


def test_what_follows_the_headline_in_the_title_element_is_dropped():
    head = f"<title>{HEADLINE} | Islands | Somewhere Else Entirely</title>"
    assert values("title", page(head, f"<h1>{HEADLINE}</h1>")) == [HEADLINE, HEADLINE]


def test_one_of_many_headings_is_no_better_than_the_title_element():
    body = "<h1>Log in</h1><h1>Another story</h1>"
    assert values("title", page(f"<title>{HEADLINE}</title>", body))[0] == HEADLINE


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2020-03-31", "2020-03-31"),
        ("2020-03", "2020-03"),
        ("2020-03-31T23:30:00-05:00", "2020-03-31T23:30:00-05:00"),
        ("2020-03-31T23:30:00.120+0200", "2020-03-31T23:30:00.120000+02:00"),
        ("2020-03-31 23:30:00 +02:00", "2020-03-31T23:30:00+02:00"),
        ("2020-03-31T23:30:00+02", "2020-03-31T23:30:00+02:00"),
        ("2020-03-31T23:30Z", "2020-03-31T23:30:00+00:00"),
        ("2020-03-31T00:00:00Z", "2020-03-31"),
        ("20200331T233000Z", "2020-03-31T23:30:00+00:00"),
        ("20200331", "2020-03-31"),
        ("Tue, 31 Mar 2020 23:30:00 GMT", "2020-03-31T23:30:00+00:00"),
        ("Tue Mar 31 2020 23:30:00 GMT+0200 (CEST)", "2020-03-31T23:30:00+02:00"),
        ("March 31st, 2020", "2020-03-31"),
        ("1585697400000", "2020-03-31T23:30:00+00:00"),
    ],
)
def test_a_date_keeps_its_day_its_time_zone_and_its_precision(written, date):
    assert dates(page(meta("article:published_time", written))) == [date]


@pytest.mark.parametrize("written", ["05/08/2009", "2020-02-31"])
def test_an_ambiguous_or_impossible_date_never_becomes_a_day(written):
    article = to_article(read(page(meta("article:published_time", written))), "a.html")
    assert article.date is None
    assert article.came_from("date").evidence == written
    assert written in article.warnings[0]


@pytest.mark.parametrize(
    "head",
    [
        meta("article:modified_time", "2020-03-31"),
        meta("og:updated_time", "2020-03-31"),
        meta("article:published_time", "{{ date }}"),
        linked({"@type": "NewsArticle", "dateModified": "2020-03-31"}),
        linked({"@type": "VideoObject", "uploadDate": "2020-03-31", "datePublished": "2020-03-31"}),
    ],
)
def test_changes_placeholders_and_other_things_give_no_date(head):
    assert dates(page(head)) == []


@pytest.mark.parametrize(
    "body",
    [
        "<p>© 2020 The Island Paper</p>",
        "<time datetime='2020-03-30' class='updated'>30 March</time>",
        "<time datetime='2020-03-30'>x</time><time datetime='2020-03-31'>y</time>",
        "<p class='date'>30 March 2020</p><p class='date'>31 March 2020</p>",
        "<span class='date'>05/08/2009</span>",
    ],
)
def test_dates_of_other_things_on_the_page_are_not_stated(body):
    assert dates(page("", body)) == []


def test_a_date_that_only_a_sentence_names_is_never_declared():
    body = "<p>On 31 March 2020 the ferry stayed in port.</p>"
    assert not [one for one in stated("date", page("", body)) if not one.inferred]


@pytest.mark.parametrize(
    ("body", "method"),
    [
        ("<time class='published' datetime='2020-03-31'>Tuesday</time>", "time element"),
        (
            "<time pubdate datetime='2020-03-31'>x</time><time datetime='2020-04-02'>y</time>",
            "time element",
        ),
        (
            "<div itemscope itemtype='https://schema.org/NewsArticle'>"
            "<meta itemprop='datePublished' content='2020-03-31'></div>",
            "itemprop datePublished",
        ),
        ("<span class='publish-date'>March 31, 2020</span>", "date line"),
    ],
)
def test_markup_that_is_made_for_the_date_states_it(body, method):
    (one,) = stated("date", page("", body))
    assert (one.value.isoformat(), one.method) == ("2020-03-31", method)
    assert one.evidence in body


def test_the_day_in_the_address_is_the_last_resort():
    head = '<link rel="canonical" href="https://paper.example/2020/03/31/ferry">'
    (one,) = stated("date", page(head))
    assert (one.value.isoformat(), one.method, one.evidence) == (
        "2020-03-31",
        "address",
        "2020/03/31",
    )
    assert dates(page(head + meta("article:published_time", "2020-04-01"))) == ["2020-04-01"]


def test_a_date_that_is_the_last_change_comes_after_an_earlier_one():
    article = {**ARTICLE, "datePublished": "2020-06-01", "dateModified": "2020-06-01"}
    head = linked(article) + meta("article:published_time", "2020-03-31")
    assert dates(page(head)) == ["2020-03-31", "2020-06-01"]


def test_microdata_of_pictures_is_not_the_articles():
    body = (
        "<div itemscope itemtype='http://schema.org/NewsArticle'>"
        "<span itemprop=author itemscope><b itemprop=name>Anna Berg</b></span>"
        "<div itemscope itemtype='http://schema.org/ImageObject'>"
        "<meta itemprop=author content='Tom Ode'></div></div>"
    )
    assert values("authors", page("", body)) == [("Anna Berg",)]


def test_marked_bylines_are_authors_if_they_name_people():
    assert values("authors", page("", "<a rel=author href=/a>Anna Berg</a>")) == [("Anna Berg",)]
    assert values("authors", page("", "<p class=byline>By Anna Berg</p>")) == [("Anna Berg",)]
    assert values("authors", page("", "<p class=byline>From our own desk</p>")) == []
    many = "".join(f"<a rel=author href=/>{n} Berg</a>" for n in ("Anna", "Tom", "Li", "Ida"))
    assert values("authors", page("", many)) == []


def test_a_person_is_better_than_the_name_of_the_site():
    head = linked({**ARTICLE, "author": "The Island Paper"}) + meta("author", "Anna Berg")
    assert values("authors", page(head)) == [("Anna Berg",), ("The Island Paper",)]


def test_a_site_that_signs_with_an_ampersand_in_its_name_is_not_two_people():
    head = meta("og:site_name", "Mac &amp; Co") + meta("author", "Mac &amp; Co")
    assert values("authors", page(head)) == [("Mac & Co",)]


def test_an_agency_among_the_authors_is_also_the_agency():
    head = linked({**ARTICLE, "author": [{"name": "Anna Berg"}, {"name": "AP"}]})
    (one,) = stated("agency", page(head))
    assert (one.value, one.evidence, one.method) == ("Associated Press", "AP", "JSON-LD author")
    assert values("agency", page(linked(ARTICLE))) == []


def test_the_name_of_the_site_is_better_than_a_publisher_unlike_its_address():
    head = (
        linked({**ARTICLE, "publisher": {"name": "Where Ships Come Home"}})
        + meta("og:site_name", "The Island Paper")
        + meta("og:url", URL.replace("island-paper", "islandpaper"))
    )
    assert values("source", page(head)) == ["The Island Paper", "Where Ships Come Home"]


def test_the_address_is_absolute_and_not_that_of_the_whole_site():
    head = '<link rel="canonical" href="https://paper.example/">' + meta("og:url", URL)
    assert values("url", page(head)) == [URL]
    head = '<link rel="canonical" href="/2020/ferry">' + meta("og:url", URL)
    assert values("url", page(head))[0] == URL
    assert values("url", page('<link rel="canonical" href="javascript:x">')) == []


def test_a_saved_page_tells_where_it_was_saved_from():
    content = f"<!-- saved from url=(0042){URL} -->\n" + page()
    (one,) = stated("url", content)
    assert (one.value, one.evidence) == (URL, URL)


def test_the_language_of_the_page_comes_first():
    content = page(linked(ARTICLE) + meta("og:locale", "en_US"), attributes='lang="de-AT"')
    assert values("language", content) == ["de", "en", "en"]


def test_a_page_that_declares_nothing_states_nothing():
    assert read(page()).declared == ()


@pytest.mark.parametrize(
    "body",
    [
        "<aside class='related'><time datetime='2011-01-01'>2011</time></aside>",
        "<section id='comments'><time datetime='2015-03-03'>3 March</time></section>",
        "<p>The concert is on <time datetime='2031-12-24'>Christmas Eve</time>.</p>",
    ],
    ids=["related", "comment", "event"],
)
def test_a_time_that_nothing_marks_as_publication_states_no_date(body):
    assert stated("date", page("", body)) == []


@pytest.mark.parametrize("digits", ["2024050212", "0000000000", "9999999999"])
def test_digits_that_are_no_sure_moment_are_no_date(digits):
    declared = stated("date", page(f'<meta name="date" content="{digits}">'))
    assert not [one for one in declared if isinstance(one.value, PartialDate)]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<p>von Dr. Anna Berg</p>", ("Dr. Anna Berg",)),
        ("<p>By Anna Berg, May 3rd 2016</p>", ("Anna Berg",)),
        ("<p>Tuesday May 3, 2016 9:44 am by Anna Berg</p>", ("Anna Berg",)),
        ("<p>Anna Berg</p><p>3 May 2016, 9:44</p>", ("Anna Berg",)),
        ("<ul class=byline__list><li class=byline__author>Anna Berg | a@x.example</li></ul>",
         ("Anna Berg",)),
        ("<div class='byline--3Eec5'><a href=/a>Anna Berg</a></div>", ("Anna Berg",)),
        ("<div class=byline><span>Anna Berg</span> <span>Tom Ode</span></div>",
         ("Anna Berg", "Tom Ode")),
        ("<aside><address><a rel=author href=/a>Anna Berg</a> and <a rel=author href=/b>Tom Ode"
         "</a></address></aside>", ("Anna Berg", "Tom Ode")),
    ],
)  # fmt: skip
def test_a_line_below_the_headline_names_the_authors(byline, names):
    body = f"<article><h1>{HEADLINE}</h1>{byline}<p>{'It stays in port. ' * 20}</p></article>"
    assert values("authors", page("", body))[:1] == [names]


@pytest.mark.parametrize(
    ("title", "address", "found"),
    [
        ("Ferry stays - The Harbour Post", "https://www.harbourpost.example/a", "The Harbour Post"),
        (
            "Ferry stays | The New Harbour Times",
            "https://nhtimes.example/a",
            "The New Harbour Times",
        ),
        ("Ferry stays - Oslo", "https://www.harbourpost.example/a", None),
        ("Ferry stays", "https://www.ferry.example/a", None),
    ],
)
def test_a_name_behind_the_headline_is_the_source_if_the_address_says_the_same(
    title, address, found
):
    article = to_article(
        read(page(f"<title>{title}</title><link rel=canonical href={address}>", TEXT)), "a.html"
    )
    assert article.source == found
    assert article.came_from("source").status == ("inferred" if found else "unknown")


@pytest.mark.parametrize(
    ("title", "left", "source"),
    [
        ("渡轮连续第三天停在港口--时政--人民网", "渡轮连续第三天停在港口", "人民网"),
        ("フェリーは三日目も港に 船長待機：海港新聞デジタル", "フェリーは三日目も港に 船長待機",
         "海港新聞デジタル"),
        ("市長：地元の新聞", "市長：地元の新聞", None),
    ],
)  # fmt: skip
def test_the_name_of_a_site_in_chinese_or_japanese_needs_no_blank(title, left, source):
    article = to_article(read(page(f"<title>{title}</title>", TEXT)), "a.html")
    assert (article.title, article.source) == (left, source)


def test_the_headline_is_no_name_of_a_site():
    head = meta("og:title", HEADLINE) + meta("og:site_name", HEADLINE) + meta("copyright", "© Post")
    assert values("source", page(head)) == ["Post"]


def test_a_meta_tag_may_have_its_content_as_value():
    head = "<meta name='og:site_name' value='Harbour Post'>"
    assert values("source", page(head)) == ["Harbour Post"]


def test_the_program_of_a_blog_is_not_its_source():
    head = linked({**ARTICLE, "publisher": {"@type": "Organization", "name": "Blogger"}})
    assert values("source", page(head)) == []
    assert values("source", page(head + meta("og:site_name", "Quay Notes"))) == ["Quay Notes"]


def test_a_commenter_is_no_author():
    comments = (
        "<div id=comments><div class=comment><span class=author>Pete Nobody</span></div>"
        "<div class=comment><a rel=author href=/p>Jim Loud</a><p>By Jim Loud</p></div></div>"
    )
    assert values("authors", page("", f"<article><h1>{HEADLINE}</h1></article>{comments}")) == []


@pytest.mark.parametrize(
    "line", ["Von Anna Berg", "VonAnna Berg", "By Anna Berg", "View all posts by Anna Berg"]
)
def test_an_author_stands_without_the_words_before_the_name(line):
    assert values("authors", page(meta("author", line))) == [("Anna Berg",)]


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("<span class='author vcard'><a class='url fn n' href=/author/ann>Ann</a></span>", "Ann"),
        ("<div class='posted by-author'><a rel=author href=/author/quay7>quay7</a></div>", "quay7"),
        ("<p class=content__author>von Quayside</p>", "Quayside"),
        ("<footer><span class='post-meta-author'>Anna Berg</span></footer>", "Anna Berg"),
        ("<div class='autorenzeile'>Par Anne Dubois</div>", "Anne Dubois"),
        ("<p class=author>Eingestellt von der Anleger</p>", "der Anleger"),
        ("<p class=author>Erstellt von Anna Berg</p>", "Anna Berg"),
        ("<p class=author>Von Anna Berg Fr, 18. Oktober 2019</p>", "Anna Berg"),
        ("<p class=author>Von Jette</p>", "Jette"),
        ("<p class=author><a>Anna Berg</a> <a>Alle Beiträge</a></p>", "Anna Berg"),
        ("<p class=author>Opinion By Anna Berg</p>", "Anna Berg"),
        ("<a rel=author href=/a>von Anna Berg</a>", "Anna Berg"),
    ],
)
def test_markup_of_the_article_tells_a_name_of_any_form(byline, name):
    body = f"<article><h1>{HEADLINE}</h1>{TEXT}{byline}</article>"
    assert set(values("authors", page("", body))) == {(name,)}


@pytest.mark.parametrize(
    "body",
    [
        "<span class=author>Super User</span>",
        "<span class=author>Comments</span>",
        "<p>In short:</p>",
        "<p><span class='meta-prep-author'>Posted on</span> 3 May 2016</p>",
        "<p>Powered by Ferry Publish</p>",
        "<a rel=author href=/profile/1>Visit profile</a>",
        "<p>Hi Anna,</p><p>3 May 2016, 9:44</p>",
        "<h2>Recent Posts</h2><p>3 May 2016, 9:44</p>",
        "<h2>Ähnliche Beiträge</h2><p>3 May 2016, 9:44</p>",
        "<h2>The Harbour Life</h2><p>3 May 2016, 9:44</p>",
        "<p>Leasing von Firmenwagen</p>",
        "<p>Ferry at Dawn by Berg</p>",
        "<span class=author>wordpressadmin</span>",
        "<footer><span class=author>Island Web Design</span></footer>",
    ],
)
def test_labels_and_nobody_are_no_authors(body):
    assert values("authors", page("", f"<article><h1>{HEADLINE}</h1></article>{body}")) == []


def test_the_company_of_the_publisher_comes_after_a_byline():
    head = meta("author", "Insel Verlag GmbH")
    body = f"<article><h1>{HEADLINE}</h1><p>Von Anna Berg</p><p>{'Ein Wort. ' * 40}</p></article>"
    assert values("authors", page(head, body)) == [("Anna Berg",), ("Insel Verlag GmbH",)]


@pytest.mark.parametrize(
    ("body", "day"),
    [
        pytest.param(
            "<article><h1>{0}</h1><time datetime='2022-01-26'>26 January 2022</time>{1}</article>"
            "<ul><li><a href=/x>Bridge</a> <time class=published datetime='2017-05-11'>"
            "11 May 2017</time></li></ul>",
            ["2022-01-26"],
            id="time beside the headline, not in a teaser",
        ),
        pytest.param(
            "<div class=date>Mon, 25 Dec 2023</div><article><h1>{0}</h1><div>Anna Berg<br>"
            "Thu, 14 May 2020 12:00 UTC</div>{1}</article>",
            ["2020-05-14"],
            id="date of today above",
        ),
        pytest.param(
            "<h1>{0}</h1><table class='infobox vcard'><tr><td>28 February 1998"
            "<span class='published updated'>1998-02-28</span></td></tr></table>{1}",
            [],
            id="founding day",
        ),
        pytest.param(
            "<article><h1>{0}</h1><p>Posted: 3 May 2019 | Last Updated: 7 June 2020</p>"
            "{1}</article>",
            ["2019-05-03"],
            id="posted and updated",
        ),
        pytest.param(
            "<article><h1>{0}</h1><div>Par Anne Dubois, le 3 mai 2019 à 10:15</div>{1}</article>",
            ["2019-05-03"],
            id="in a byline",
        ),
        pytest.param(
            "<article><h1>{0}</h1><a href=/ferry><time class='entry-date published'"
            " datetime='2019-05-03'>3 May 2019</time><time class=updated datetime='2020-06-07'>"
            "7 June 2020</time></a>{1}</article>",
            ["2019-05-03"],
            id="two times in one link",
        ),
        pytest.param(
            "<article><h1>{0}</h1><time class='date updated published' datetime='2019-05-03'>"
            "3 May</time>{1}</article>",
            ["2019-05-03"],
            id="published and never changed",
        ),
        pytest.param(
            "<article><h1>{0}</h1><time datetime='2019-07-03'>Posted 29 June 2019</time>{1}"
            "</article>",
            ["2019-06-29"],
            id="time that shows another day",
        ),
        pytest.param(
            "<article><h1><time datetime='2019-05-03'>3 May 2019</time> {0}</h1>{1}</article>",
            ["2019-05-03"],
            id="in the headline",
        ),
        pytest.param(
            "<article><h1>{0}</h1><p>Posted 3 May 2019 (last update: 7 June 2020)</p>{1}</article>",
            ["2019-05-03"],
            id="update in brackets",
        ),
        pytest.param(
            "<div><h3 class=bb-teaser-meta>3 May 2019</h3><h1>{0}</h1>{1}</div>",
            ["2019-05-03"],
            id="neighbour of the headline, whatever its class",
        ),
        pytest.param(
            "<article><h1>{0}</h1><aside><ul><li class=content__meta__date>3 May 2019</li></ul>"
            "</aside>{1}</article>",
            ["2019-05-03"],
            id="data of the article set aside",
        ),
        pytest.param(
            "<article><h1>{0}</h1><p>Port Ellis (3 May 2019). "
            f"{'The ferry stayed in port. ' * 9}</p></article>",
            ["2019-05-03"],
            id="opening of the text",
        ),
        pytest.param(
            "<article><h1>{0}</h1>{1}{1}<p>Written: 3 May 2019</p></article>",
            ["2019-05-03"],
            id="labelled below the text",
        ),
        pytest.param(
            "<article><h1>{0}</h1>{1}{1}</article><p>Page last edited on 3 May 2019.</p>",
            [],
            id="edited",
        ),
    ],
)
def test_the_date_stands_where_articles_have_theirs(body, day):
    text = f"<p>{'The ferry stayed in port and nobody could say why it did. ' * 6}</p>"
    found = stated("date", page("", body.format(HEADLINE, text)))
    assert [one.value.isoformat() for one in found] == day
    assert all(one.inferred for one in found)


def shown(line):
    """A page that shows a line between its headline and its text."""
    return f"<article><h1>{HEADLINE}</h1><p>{line}</p>{TEXT}</article>"


@pytest.mark.parametrize(
    ("published", "others", "line"),
    [
        ("2019-05-03T12:00:00+02:00", {}, "Updated 7 June 2020"),
        ("2019-05-03T12:00:00+02:00", {"dateModified": "2019-05-01"}, ""),
        ("2019-05-03T12:00:00+02:00", {"dateModified": "2021-05-01"}, ""),
        ("2019-05-03T12:00:00+02:00", {"dateModified": "2019-05-03T12:00:00+02:00"}, ""),
        ("2019-05-03T03:00:00Z", {}, ""),
        ("2019-05-03T12:00:00Z", {"@type": "LiveBlogPosting"}, "3 May 2019"),
    ],
    ids=["shown", "changed before", "changed much later", "last change", "time zone", "live blog"],
)
def test_a_declared_date_that_the_page_contradicts_is_inferred(published, others, line):
    head = linked({**ARTICLE, "datePublished": published, **others})
    best = stated("date", page(head, shown(line)))[0]
    assert (best.value.isoformat()[:10], best.inferred) == ("2019-05-03", True)


@pytest.mark.parametrize(
    ("published", "line"),
    [
        ("2019-05-03T12:00:00+02:00", "3 May 2019"),
        ("2019-05-03T12:00:00+02:00", ""),
        ("2019-05-03T03:00:00Z", "3 May 2019"),
        ("2019-05-03T12:00:00Z", ""),
    ],
)
def test_a_declared_date_that_nothing_contradicts_stays_declared(published, line):
    head = linked({**ARTICLE, "datePublished": published})
    best = stated("date", page(head, shown(line)))[0]
    assert (best.value.isoformat()[:10], best.inferred) == ("2019-05-03", False)


def test_a_stamp_of_a_vague_name_gives_way_to_the_day_that_is_shown():
    assert dates(page(meta("dc.date", "2019-05-07"), shown("3 May 2019")))[0] == "2019-05-03"


def test_the_moment_when_a_day_begins_where_the_page_was_written_is_that_day():
    head = linked({**ARTICLE, "datePublished": "2019-05-02T22:00:00Z"})
    assert dates(page(head).replace("<html", '<html lang="de"'))[0] == "2019-05-03"


def test_the_day_that_is_shown_tells_which_of_two_stamps_is_of_the_place():
    head = linked({**ARTICLE, "datePublished": "2019-05-03T01:00:00Z"})
    assert dates(page(head, shown("2 May 2019")))[0] == "2019-05-02"


def test_microdata_may_have_the_moment_in_the_title_of_an_abbreviation():
    body = "<abbr itemprop=datePublished title='2019-05-03T10:52:00+02:00'>10:52</abbr>"
    assert dates(page("", body)) == ["2019-05-03T10:52:00+02:00"]


def test_a_stamp_in_utc_gives_way_to_the_day_that_the_address_or_the_page_states():
    head = linked({**ARTICLE, "datePublished": "2023-11-09T03:28:35Z"})
    local = meta("sailthru.date", "2023-11-08 22:28:35")
    assert dates(page(head + local))[0] == "2023-11-08T22:28:35"
    address = '<link rel=canonical href="https://paper.example/2023/11/08/ferry">'
    article = {**ARTICLE, "datePublished": "2023-11-09T03:28:35Z", "url": ""}
    assert dates(page(linked(article) + address))[0] == "2023-11-08"


@pytest.mark.parametrize(
    "note",
    [
        "<!--\n Page saved with SingleFile \n url: {} \n saved date: Mon Jul 13 2026 10:00 -->",
        "<!-- Saved from {} at 2026-07-13T08:00:00Z using monolith v2.8.1 -->",
        "<!-- saved from url=(0034){} -->",
    ],
)
def test_each_program_that_saves_pages_tells_the_address_in_its_way(note):
    content = f"<!DOCTYPE html>{note.format(URL)}" + page()[15:]
    assert values("url", content) == [URL]
