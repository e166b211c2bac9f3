"""The HTML pages as a reader uses them."""

from __future__ import annotations

import pytest

from searchkit import Searcher, SearchTooSlow

PAGES = [
    "/",
    "/?q=army",
    "/?q=bulletin&page=2",
    "/?q=zeppelin+army",
    "/?source=River+Post",
    "/article/harbour.md?q=army",
    "/article/nowhere.md",
    "/?q=%22army",
    "/?page=0",
]


def titles(answer):
    return [one.text for one in answer.all("h2") if "ol" in one.inside]


def test_a_blank_query_shows_the_form_and_how_many_articles_there_are(get):
    answer = get("/?q=++")
    assert answer.one("h1").text == "Search 28 articles"
    assert answer.one("input", name="q").attributes.keys() >= {"autofocus"}
    assert not answer.all("ol")


@pytest.mark.slow
def test_every_example_query_finds_something(get):
    links = [one for one in get("/").all("a") if "li" in one.inside]
    examples = [one for one in links if one.attributes["href"].startswith("/?q=")]
    assert len(examples) >= 5
    for example in examples:
        assert titles(get(example.attributes["href"])), example.text


def test_an_empty_library_says_how_to_fill_it(make_library, get_from, tmp_path):
    (tmp_path / "corpus").mkdir()
    answer = get_from(make_library({}), "/")
    assert answer.one("h1").text == "No articles yet"
    assert "searchkit index" in answer.one("main").text


def test_a_hit_shows_title_source_date_path_and_marked_passages(get):
    answer = get("/?q=harbour")
    assert answer.one("h1").text == "1 article"
    link = next(one for one in answer.all("a") if "h2" in one.inside)
    assert link.attributes["href"] == "/article/harbour.md?q=harbour"
    assert link.text == "Harbour strike ends"
    assert "The Coast Gazette" in answer.one("div", class_="meta").text
    assert answer.one("time").attributes["datetime"] == "2016-02-20"
    assert answer.one("span", class_="path").text == "harbour.md"
    assert [one.text for one in answer.all("mark")] == ["Harbour", "harbour", "harbour"]


def test_passages_that_are_apart_are_joined_with_an_ellipsis(get):
    text = get("/?q=strike+monday").one("p", class_="passages").text
    assert text.startswith("The strike in the harbour ended on Friday. … ")
    assert text.endswith("The harbour opens on Monday.")


def test_a_date_is_shown_no_more_exact_than_it_is(get):
    answer = get("/?q=river")
    assert answer.one("time").text == "July 2018"
    assert answer.one("time").attributes["datetime"] == "2018-07"


def test_an_undated_article_says_so(get):
    badge = get("/?q=nobody").one("span", class_="badge")
    assert badge.text == "undated"
    assert badge.attributes["title"] == "no known date"


@pytest.mark.slow
def test_an_inferred_date_quotes_its_evidence(make_library, get_from):
    library = make_library({"a.txt": ({}, "Bridge closed\n\nDate: 31 March 2020\n\nThe bridge.")})
    badge = get_from(library, "/?q=bridge").one("span", class_="badge")
    assert badge.text == "inferred"
    assert "“Date: 31 March 2020”" in badge.attributes["title"]


def test_a_match_in_the_title_alone_is_said(get):
    answer = get("/?q=title:ends")
    assert "Matched in title; showing the beginning of the text." in answer.one("ol").text
    assert not [one for one in answer.all("mark") if "p" in one.inside]


def test_a_match_in_the_body_needs_no_explanation(get):
    assert "Matched in" not in get("/?q=harbour").one("ol").text


@pytest.mark.slow
def test_an_article_whose_file_can_no_longer_be_read_is_stale(make_library, get_from, tmp_path):
    library = make_library({"a.txt": ({}, "Ferry\n\nThe ferry sails."), "b.txt": ({}, "B\n\nb.")})
    (tmp_path / "corpus" / "a.txt").write_bytes(b"\x00\x01\x02\x03\xff\xfe\x00" * 50)
    library.update()
    for url in ("/?q=ferry", "/article/a.txt"):
        badges = [one.text for one in get_from(library, url).all("span", class_="badge")]
        assert "stale" in badges


def test_results_are_numbered_over_all_pages(get):
    answer = get("/?q=bulletin&page=2")
    assert answer.one("ol").attributes["start"] == "11"
    assert len(titles(answer)) == 10


@pytest.mark.slow
def test_paging_leads_through_every_article_once(get):
    url, seen = "/?q=bulletin", []
    while url:
        answer = get(url)
        seen += titles(answer)
        following = answer.all("a", rel="next")
        url = following[0].attributes["href"] if following else None
    assert sorted(seen) == sorted(f"Bulletin {number}" for number in range(1, 26))


def test_the_current_page_is_named_in_paging_and_title(get):
    answer = get("/?q=bulletin&page=3")
    assert answer.one("a", **{"aria-current": "page"}).text == "3"
    assert "page 3 of 3" in answer.all("title")[0].text
    assert answer.one("a", rel="prev").attributes["href"] == "/?q=bulletin&page=2"
    assert not answer.all("a", rel="next")


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/?q=bulletin&page=4", 404),
        ("/?q=zeppelin&page=2", 404),
        ("/?q=bulletin&page=99999", 404),
        ("/?q=bulletin&page=0", 400),
        ("/?q=bulletin&page=-1", 400),
        ("/?q=bulletin&page=abc", 400),
        ("/?q=bulletin&page=1.0", 400),
        ("/?q=bulletin&page=1000000000000", 400),
        (f"/?q=bulletin&page={'9' * 5000}", 400),
        ("/?q=bulletin&page=%D9%A1", 400),
        ("/?q=bulletin&sort=best", 400),
        ("/?q=bulletin&any=perhaps", 400),
    ],
)
def test_a_page_or_option_that_is_none_is_refused_and_the_query_kept(get, url, status):
    answer = get(url)
    assert answer.status == status
    assert not answer.all("ol")
    assert answer.one("input", name="q").attributes["value"] in ("bulletin", "zeppelin")


def test_sorting_goes_by_date(get):
    newest = titles(get("/?q=army&sort=newest"))
    assert newest[:2] == ["River rises", "Harbour strike ends"]
    assert titles(get("/?q=army&sort=oldest"))[:2] == newest[1::-1]
    answer = get("/?q=army&sort=oldest")
    assert answer.one("option", selected="").attributes["value"] == "oldest"


@pytest.mark.slow
def test_any_finds_either_word_and_the_article_marks_it(get):
    assert titles(get("/?q=river+quay")) == []
    answer = get("/?q=river+quay&any=1")
    assert len(titles(answer)) == 2
    assert "checked" in answer.one("input", name="any").attributes
    article = get(answer.link("River rises"))
    assert [one.text for one in article.all("mark")] == ["River", "river"]


def test_an_article_says_of_what_it_is_that_nothing_is_known(get):
    (title,) = titles(found := get("/?q=army&filter=source:unknown"))
    byline = get(found.link(title)).text.partition("<h1")[2].partition("Details")[0]
    assert ">unknown source</span>" in byline


@pytest.mark.slow
def test_facets_narrow_and_their_counts_hold(get):
    answer = get("/?q=army")
    for name in ("River Post", "The Coast Gazette", "unknown source", "2016", "2018", "undated"):
        narrowed = get(answer.link(name))
        assert narrowed.one("h1").text == "1 article", name
    headings = [one.text.strip() for one in answer.all("h3")]
    assert headings == ["Source", "Author", "Year", "More facets"]


def test_years_are_listed_from_the_newest_to_the_undated(get):
    rows = [one.text for one in get("/?q=army").all("a", class_="value")]
    assert rows[rows.index("2018") :][:3] == ["2018", "2016", "undated"]


def test_the_unknown_bucket_holds_for_a_query_of_alternatives(get):
    answer = get("/?q=harbour+OR+nobody")
    narrowed = get(answer.link("undated"))
    assert titles(narrowed) == ["A note without a date"]
    assert narrowed.one("input", name="q").attributes["value"] == "harbour OR nobody"


@pytest.mark.slow
@pytest.mark.parametrize("label", ["River Post", "2018", "undated", "unknown source"])
@pytest.mark.parametrize("query", ["army", "army+OR+harbour", "army+harbour&any=1"])
def test_every_facet_can_be_cleared_again(get, label, query):
    before = get(f"/?q={query}")
    narrowed = get(before.link(label))
    clear = [one for one in narrowed.all("a") if one.text.startswith("Remove the filter")]
    assert len(clear) == 1
    again = get(clear[0].attributes["href"])
    assert again.one("h1").text == before.one("h1").text
    assert again.one("input", name="q").attributes == before.one("input", name="q").attributes


def test_filters_that_are_used_are_shown_open_and_kept_in_the_form(get):
    answer = get("/?q=army&since=2016-01&until=2017&source=Gazette")
    assert titles(answer) == ["Harbour strike ends"]
    assert "open" in answer.all("details")[1].attributes
    values = {one.attributes["name"]: one.attributes.get("value") for one in answer.all("input")}
    assert values["since"] == "2016-01"
    assert values["until"] == "2017"
    assert values["source"] == "Gazette"
    assert "open" not in get("/?q=army").all("details")[0].attributes


def test_a_filter_alone_is_a_search(get):
    assert titles(get("/?source=River+Post")) == ["River rises"]


def test_an_empty_answer_says_which_word_no_article_has_and_what_would_find_more(get):
    answer = get("/?q=zeppelin+army")
    assert answer.status == 200
    assert answer.one("h1").text == "No articles"
    assert "no article has zeppelin" in answer.one("main").text
    assert len(titles(get(answer.link("(zeppelin OR army)")))) == 3


def test_a_misspelt_word_is_offered_as_articles_write_it(get):
    answer = get("/?q=harbuor")
    assert "Did you mean harbour – 1 article" in answer.one("main").text
    assert titles(get(answer.link("harbour"))) == ["Harbour strike ends"]


def test_an_empty_answer_counts_what_it_would_find_without_a_part(get):
    answer = get("/?q=zeppelin+army")
    assert "Without “zeppelin”: army – 3 articles" in answer.one("main").text
    assert len(titles(get(answer.link("army")))) == 3


def test_an_empty_answer_offers_no_other_empty_one(get):
    main = get("/?q=spokesman+rises+strike").one("main").text
    assert "Without “rises”: spokesman strike – 1 article" in main
    assert "no articles" not in main


@pytest.mark.parametrize(
    ("query", "carets"),
    [("titel:army", "^^^^^"), ("army %22north", "     ^"), ("date:2016-13", "     ^^^^^^^")],
)
def test_a_bad_query_is_shown_with_its_place_and_kept(get, query, carets):
    answer = get(f"/?q={query}")
    assert answer.status == 400
    lines = answer.one("pre").text.splitlines()
    assert lines[0] == answer.one("input", name="q").attributes["value"]
    assert lines[1].startswith(carets)
    assert answer.one("p", class_="note").text


def test_a_line_break_in_a_bad_query_leaves_the_caret_in_place(get):
    assert get("/?q=a%0Aarmy+%22n").one("pre").text.splitlines()[0] == 'a army "n'


def test_a_bad_date_in_a_filter_is_a_bad_query(get):
    answer = get("/?q=army&since=soon")
    assert answer.status == 400
    assert "soon" in answer.one("pre").text
    assert answer.one("input", name="since").attributes["value"] == "soon"


def test_bytes_that_are_no_text_are_replaced_in_a_query(get):
    answer = get("/?q=army+%ff%fe")
    assert answer.status == 200
    assert answer.one("input", name="q").attributes["value"] == "army \ufffd\ufffd"


def test_an_article_shows_its_metadata_and_where_it_comes_from(get):
    answer = get("/article/harbour.md")
    assert answer.one("h1").text == "Harbour strike ends"
    record, origins = (one.text for one in answer.all("dl"))
    for value in ("The Coast Gazette", "Ada Quay, Ben Mole", "20 February 2016", "harbour.md"):
        assert value in record
    assert "declared in the front matter" in origins
    assert "“2016-02-20”" in origins
    assert not answer.all("mark")


def test_the_body_of_an_article_is_its_text_in_paragraphs(get):
    answer = get("/article/harbour.md")
    body = [one.text for one in answer.all("p") if one.attributes == {"dir": "auto"}]
    assert body == HARBOUR_PARAGRAPHS


HARBOUR_PARAGRAPHS = [
    "The strike in the harbour ended on Friday.",
    "Dock workers went back to their cranes,\nand the Northern Army left the quay.",
    "A spokesman of the army would not comment. The harbour opens on Monday.",
    "“No one has asked us what we need, and no one is going to ask us now,” said Ida Holm.",
]


def test_the_marks_of_an_article_lead_to_each_other(get):
    answer = get("/article/harbour.md?q=harbour")
    ids = [one.attributes["id"] for one in answer.all("mark")]
    assert ids == ["mark-1", "mark-2", "mark-3"]
    assert [one.text for one in answer.all("mark")] == ["Harbour", "harbour", "harbour"]
    assert "3 highlights" in answer.one("nav", class_="marks").text
    steps = [one.attributes["href"] for one in answer.all("a") if one.text in ("next", "previous")]
    assert steps == ["#mark-2", "#mark-3", "#mark-1", "#mark-2"]
    assert answer.link("first") == "#mark-1"


def test_a_query_without_a_place_in_the_text_says_so(get):
    assert (
        "Nothing in this text matches the query"
        in get("/article/harbour.md?q=date:2016").one("main").text
    )


def test_an_article_leads_back_to_the_very_results_it_was_opened_from(get):
    url = "/?q=bulletin&sort=oldest&page=2"
    article = next(one for one in get(url).all("a") if "h2" in one.inside)
    assert get(article.attributes["href"]).link("Back to results") == url


def test_an_article_opened_by_its_address_has_no_way_back(get):
    assert "Back to results" not in get("/article/harbour.md").text


def test_the_original_is_linked_without_telling_where_from(get):
    link = get("/article/harbour.md").one("a", rel="noopener noreferrer")
    assert link.attributes["href"] == "https://gazette.example/harbour?id=1&page=2"


def test_an_article_leads_to_those_most_like_it_and_says_what_they_share(get, library):
    answer = get("/article/bulletin-07.md?q=bulletin")
    links = [one for one in answer.all("a") if "section" in one.inside]
    expected = library.similar("bulletin-07.md", limit=5).hits
    assert [one.text for one in links] == [one.hit.title for one in expected]
    assert len(links) == 5
    assert f"shared words: {', '.join(expected[0].terms[:6])}" in answer.one("section").text
    assert get(links[0].attributes["href"]).status == 200


@pytest.mark.slow
def test_an_article_leads_to_the_results_before_and_after_it_over_the_pages(get):
    def titles(page):
        found = get(f"/?q=bulletin&group=article&page={page}").elements
        return [one.text for one in found if one.tag == "a" and "h2" in one.inside]

    expected = [title for page in (1, 2, 3) for title in titles(page)]
    answer = get(get("/?q=bulletin&group=article").link(expected[0]))
    seen = [answer.one("h1").text]
    while links := answer.all("a", rel="next"):
        answer = get(links[0].attributes["href"])
        seen.append(answer.one("h1").text)
    assert seen == expected
    assert "Result 25 of 25" in answer.one("nav", class_="back").text
    assert answer.link("Back to results") == "/?q=bulletin&group=article&page=3"
    for title in expected[-2:-12:-1]:
        answer = get(answer.one("a", rel="prev").attributes["href"])
        assert answer.one("h1").text == title


@pytest.mark.parametrize(
    "url",
    [
        "/article/note.txt",
        "/article/note.txt?q=zeppelin",
        "/article/note.txt?q=army&page=9",
        "/article/note.txt?q=nobody",
    ],
    ids=["no search", "no hit", "no such page", "only hit"],
)
def test_an_article_that_has_no_neighbours_names_none(get, url):
    answer = get(url)
    assert answer.status == 200
    assert "Result " not in answer.one("main").text


def test_an_article_is_shown_even_if_its_neighbours_take_too_long(library, get_from, monkeypatch):
    def slow(*_args, **_named):
        raise SearchTooSlow(2)

    monkeypatch.setattr(Searcher, "place", slow)
    assert "Result " not in get_from(library, "/article/note.txt?q=army").one("main").text


def test_an_article_is_shown_even_if_those_like_it_take_too_long(get_from, library, monkeypatch):
    def slow(*_args, **_named):
        raise SearchTooSlow(2)

    monkeypatch.setattr(Searcher, "similar", slow)
    answer = get_from(library, "/article/harbour.md")
    assert answer.status == 200
    assert not answer.all("section")


@pytest.mark.slow
def test_an_id_with_spaces_and_signs_can_be_opened(get):
    href = get("/?q=river").link("River rises")
    assert href == "/article/inland/river%20%26%20sea.md?q=river"
    assert get(href).one("h1").text == "River rises"


@pytest.mark.slow
def test_a_path_that_would_upset_the_line_is_written_out(make_library, get_from):
    library = make_library({"two\nlines \u202egpj.txt": ({}, "Odd name\n\nThe odd name.")})
    answer = get_from(library, "/?q=odd")
    assert answer.one("span", class_="path").text == "two\\nlines \\u202egpj.txt"
    assert get_from(library, answer.link("Odd name")).status == 200


@pytest.mark.parametrize("url", PAGES)
def test_every_page_has_its_landmarks_one_heading_and_a_name(get, url):
    answer = get(url)
    assert answer.one("html").attributes["lang"] == "en"
    assert answer.one("h1").text.strip()
    assert answer.all("title")[0].text.endswith(" – searchkit")
    for landmark in ("header", "main"):
        answer.one(landmark)
    assert answer.all("a")[0].attributes["href"] in ("#main", "#answer")
    ids = [one.attributes["id"] for one in answer.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    labelled = {one.attributes["for"] for one in answer.all("label") if "for" in one.attributes}
    for control in answer.all("input") + answer.all("select"):
        assert "label" in control.inside or control.attributes.get("id") in labelled


@pytest.mark.slow
def test_no_two_kinds_of_page_share_a_title(get):
    names = [get(url).all("title")[0].text for url in PAGES]
    assert len(set(names)) == len(names)


@pytest.mark.slow
def test_the_other_reading_of_a_word_is_a_link_with_its_count(get):
    answer = get("/?q=tajik+or+army")
    (note,) = [one for one in answer.all("p", class_="note") if "“or” was" in one.text]
    assert "was searched for as a word" in note.text
    assert "articles" in note.text
    assert titles(get(answer.link("tajik OR army")))
