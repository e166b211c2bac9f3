"""How to cite an article or a sentence of it."""

from __future__ import annotations

import datetime as dt
import json

import pytest


def forms(answer):
    return {one.attributes["aria-label"]: one.text for one in answer.all("pre")}


def test_an_article_is_cited_in_each_form_with_its_own_address(get):
    found = forms(get("/cite/harbour.md"))
    own = "https://gazette.example/harbour?id=1&page=2"
    day = dt.date.fromisoformat(json.loads(get("/api/article/harbour.md").text)["added"])
    accessed = f" (accessed {day.day} {day:%B %Y})"
    assert found["Plain"] == (
        "Ada Quay, Ben Mole, “Harbour strike ends”, The Coast Gazette, 20 February 2016, "
        f"{own}{accessed}"
    )
    assert found["Markdown"] == (
        f"[Harbour strike ends](<{own}>), The Coast Gazette, 20 February 2016{accessed}"
    )
    assert found["BibTeX"].startswith("@misc{quay2016harbour,\n  title = {Harbour strike ends}")
    assert f"  url = {{{own}}},\n  urldate = {{{day}}},\n" in found["BibTeX"]
    assert f"UR  - {own}\nY2  - {day:%Y/%m/%d}/\n" in found["RIS"]
    (item,) = json.loads(found["CSL-JSON"])
    assert item["URL"] == own
    assert item["accessed"] == {"date-parts": [[day.year, day.month, day.day]]}


def test_the_address_of_the_page_is_cited_only_where_there_is_no_other(get):
    for text in forms(get("/cite/note.txt")).values():
        assert "http://localhost/article/note.txt" in text


def test_a_sentence_is_quoted_and_its_link_leads_to_it(get):
    answer = get("/cite/harbour.md?sentence=2")
    quote = "Dock workers went back to their cranes, and the Northern Army left the quay."
    assert answer.one("blockquote").text == quote
    assert forms(answer)["Plain"].startswith(f"“{quote}” — ")
    link = "http://localhost/article/note.txt#s1"
    assert f"(<{link}>)" in forms(get("/cite/note.txt?sentence=1"))["Markdown"]
    sentence = get("/article/harbour.md").one("span", id="s2")
    assert " ".join(sentence.text.split()) == quote


def test_every_sentence_can_be_reached(get):
    url, seen = "/cite/harbour.md", []
    while url:
        answer = get(url)
        seen += [one.text for one in answer.all("blockquote")]
        following = answer.all("a", rel="next")
        url = following[0].attributes["href"] if following else None
    assert len(seen) == 5
    assert seen[-1].endswith("said Ida Holm.")


def test_a_mark_leads_to_the_citation_of_its_sentence(get):
    answer = get("/article/harbour.md?q=comment")
    (cite,) = {one.attributes["href"] for one in answer.all("a") if one.text == "cite"}
    assert cite == "/cite/harbour.md?q=comment&sentence=3"
    assert "would not comment" in get(cite).one("blockquote").text
    back = get(cite).link("Back to the article")
    assert back == "/article/harbour.md?q=comment#s3"


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/cite/harbour.md?sentence=6", 404),
        ("/cite/harbour.md?sentence=0", 400),
        ("/cite/harbour.md?sentence=x", 400),
        ("/cite/none.md", 404),
        ("/cite/", 404),
    ],
)
def test_what_cannot_be_cited_is_refused(get, url, status):
    assert get(url).status == status


def test_markup_in_a_title_means_only_itself(make_library, get_from):
    library = make_library({"a.md": ({"title": "A [b](c) {d} `e`"}, "One *two*.")})
    found = forms(get_from(library, "/cite/a.md?sentence=1"))
    assert found["Markdown"].startswith("> One \\*two\\*.\n>\n> — [A \\[b\\]\\(c\\)")
    assert r"A [b](c) \{d\} `e`" in found["BibTeX"]


def test_an_undated_article_is_cited_as_such(get):
    assert "undated" in forms(get("/cite/note.txt"))["Plain"]
