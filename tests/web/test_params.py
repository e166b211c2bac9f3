"""Query strings → values, and back."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from searchkit.errors import SettingsError
from searchkit.web.params import SearchParams, arguments, as_typed, read_limit, read_search

FULL = SearchParams(
    q='"a b" & c',
    page=3,
    sort="newest",
    operator="or",
    source="X=Y",
    since="2016",
    until="2018-02",
    filters=('source:"River & Sea"', "-date:2016"),
)


def test_an_empty_query_string_asks_for_nothing():
    assert read_search({}) == SearchParams()
    assert read_search(arguments(b"q=+&source=&page=&sort=&any=&filter=")).is_blank


def test_a_filter_alone_is_not_blank():
    assert not SearchParams(until="2018").is_blank


def test_an_address_reads_back_as_what_it_was_made_from():
    for address in (FULL.href, FULL.article_href("a/b c#1?.md")):
        assert read_search(arguments(urlsplit(address).query.encode())) == FULL


def test_an_address_leaves_out_what_goes_without_saying():
    assert SearchParams(q="army").href == "/?q=army"
    assert SearchParams().href == "/"


@pytest.mark.parametrize(
    ("article_id", "path"),
    [
        ("a/b.md", "/article/a/b.md"),
        ("a b?c#d.md", "/article/a%20b%3Fc%23d.md"),
        ("100%.md", "/article/100%25.md"),
        ("Řeka.md", "/article/%C5%98eka.md"),
        ("//evil", "/article///evil"),
    ],
)
def test_an_article_id_is_quoted(article_id, path):
    assert SearchParams().article_href(article_id) == path


@pytest.mark.parametrize(
    "page", ["0", "00", "-1", "+1", "1e3", "1 2", " 2", "\x85", "٣", "100001", "x" * 99]
)
def test_a_page_is_a_number_from_one(page):
    with pytest.raises(SettingsError, match="page must be") as caught:
        read_search({"page": [page]})
    assert len(str(caught.value)) < 100


def test_a_limit_is_capped_before_it_costs_anything():
    assert read_limit({"limit": ["100"]}) == 100
    assert read_limit({"limit": ["9" * 8000]}) == 100
    assert read_limit({}) == 10


def test_texts_are_kept_for_the_form_whatever_the_rest_is_worth():
    typed = as_typed(arguments(b"q=army&page=x&sort=y&since=never&filter=%22"))
    assert typed == SearchParams(q="army", since="never")


def test_nul_is_removed_from_texts():
    assert read_search({"q": ["ar\0my"]}).q == "army"


def test_of_a_value_that_is_given_twice_the_first_counts():
    assert read_search(arguments(b"q=a&q=b&page=2&page=3")) == SearchParams(q="a", page=2)


def test_filters_are_kept_once_and_in_order():
    given = arguments(b"filter=date:2016&filter=-language:en&filter=date:2016&filter=+")
    assert read_search(given).filters == ("date:2016", "-language:en")


@pytest.mark.parametrize(
    "text",
    ["army", "title:army", "date:2016 army", 'source:"a" OR x', '"a"', "--date:2016", "date:",
     "source:(a OR b)", "source:a*", "x" * 999],
)  # fmt: skip
def test_a_filter_is_a_field_and_its_value(text):
    with pytest.raises(SettingsError, match="filter must be"):
        read_search({"filter": [text]})


def test_a_search_has_a_bounded_number_of_filters():
    with pytest.raises(SettingsError, match="20 filters at most"):
        read_search({"filter": [f"date:{year}" for year in range(1900, 1921)]})
