"""The page of a quotation, and the way to it."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from quote_texts import FILES
from samples import write_corpus

from searchkit import Library
from searchkit.quotes import Rule
from searchkit.stories.quote_clusters import Cut
from searchkit.web.handlers.api_docs import openapi


@pytest.fixture(scope="module")
def quotes_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """A library in which three of four articles carry one quotation."""
    with Library.open(write_corpus(tmp_path_factory.mktemp("quotes_library"), FILES)) as library:
        library.update()
        yield library


@pytest.fixture
def ask(get_from, quotes_library):
    return lambda url: get_from(quotes_library, url)


@pytest.mark.slow
def test_an_article_leads_to_its_quotations_and_they_to_all_who_carried_them(ask):
    answer = ask("/article/short.md")
    page = ask(answer.link("“a useless meeting”"))
    assert page.one("h1").text.startswith("“We will not come to useless meetings, and we have")
    about = page.one("p", class_="about").text
    assert about == "Petra N. Vance (union’s envoy to the port); 3 articles, 3 wordings"
    (listed,) = page.all("ol", class_="members")
    assert [one.text for one in page.all("a", dir="auto")] == [
        "No talks",
        "Envoy speaks",
        "The port waits",
    ]
    assert "“a useless meeting” (partial quote: start and end omitted)" in listed.text
    assert "Petra Vance, who speaks for the union, called" in listed.text


@pytest.mark.slow
def test_a_quotation_without_a_speaker_says_so(ask):
    answer = ask("/article/foreign.md")
    assert [one.text for one in answer.all("a") if "useless" in one.text] == [
        "“a useless meeting”",
        "“useless”",
    ]
    assert "Ada Lind" in ask(answer.link("“useless”")).one("p", class_="about").text


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/quote/short.md", 400),
        ("/quote/short.md?at=-1", 400),
        ("/quote/short.md?at=²", 400),
        ("/quote/short.md?at=99999999999", 400),
        ("/quote/short.md?at=3", 404),
        ("/quote/gone.md?at=3", 404),
    ],
)
def test_a_place_where_nothing_is_quoted_is_refused(ask, url, status):
    assert ask(url).status == status
    assert ask(url.replace("/quote/", "/api/quote/")).status == status


@pytest.mark.slow
def test_the_answers_for_programs_are_those_of_the_shell(ask, quotes_library):
    found = quotes_library.quotes("useless", speaker="vance", limit=1, page=2).to_dict()
    assert json.loads(ask("/api/quotes?q=useless&speaker=vance&limit=1&page=2").text) == found
    wider = quotes_library.quotes("useless mayor", operator="or").to_dict()
    assert json.loads(ask("/api/quotes?q=useless+mayor&any=1").text) == wider
    (one,) = found["quotes"]
    assert json.loads(ask(f"/api/quote/{one['id']}?at={one['start']}").text) == one
    assert ask("/api/quotes?q=useless&page=9").status == 404


def test_the_description_has_every_cut_and_rule():
    schemas = openapi()["components"]["schemas"]
    assert schemas["Cut"]["items"]["enum"] == list(get_args(Cut))
    carrier = schemas["Quote"]["properties"]["carriers"]["items"]["properties"]
    assert carrier["speaker"]["properties"]["rule"]["enum"] == list(get_args(Rule))


@pytest.mark.slow
def test_quotations_are_listed_with_their_speakers(ask):
    page = ask("/quotes")
    assert page.one("h1").text == "4 quotations"
    values = [one.text for one in page.all("a", class_="value")]
    assert values[0] == "Petra N. Vance"
    assert set(values) == {"Petra N. Vance", "Bo Berg", "Ada Lind"}
    hers = ask(next(one.attributes["href"] for one in page.all("a") if one.text == values[0]))
    assert {one.text for one in hers.all("span") if "Vance" in one.text}
    assert "Bo Berg" not in hers.one("ol").text
    assert hers.one("input", name="speaker").attributes["value"] in ("Petra Vance", "Vance")
    quote = next(one for one in hers.all("a") if "h2" in one.inside)
    assert ask(quote.attributes["href"]).one("h1").text == quote.text


@pytest.mark.slow
def test_quotations_of_a_query_can_be_exported(ask):
    page = ask("/quotes?q=fair&any=1")
    assert "useless" in page.one("ol").text
    export = page.link("Export as CSV")
    assert export == "/quotes.csv?q=fair&any=1"
    assert ask(export).status == 200


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("/quotes?page=9", 404),
        ("/quotes?page=x", 400),
        ("/quotes?q=%22", 400),
        ("/quotes?speaker=nobody", 200),
        ("/quotes?speaker=%3Cscript%3E", 200),
    ],
)
def test_a_list_that_is_none_is_refused_or_empty(ask, url, status):
    page = ask(url)
    assert page.status == status
    assert not [one for one in page.all("script") if "src" not in one.attributes]
