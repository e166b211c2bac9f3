"""Facets as links: several values at once, left out, cleared, and the timeline."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlencode

import pytest

from searchkit import filters
from searchkit.stories.story import Counts
from searchkit.web.params import FacetSearch, SearchParams, arguments, read_search
from searchkit.web.views.facets import MAX_FOUND, MAX_MORE_ROWS, MAX_ROWS, facet_views
from searchkit.web.views.timeline import MAX_BARS, MAX_TICKS, timeline


def titles(answer):
    return {one.text for one in answer.all("h2") if "ol" in one.inside}


def chips(answer):
    return [
        one.attributes["href"]
        for one in answer.all("a")
        if one.text.startswith("Remove the filter")
    ]


def href(answer, name):
    """Where the link with that accessible name leads."""
    (found,) = (
        one.attributes["href"]
        for one in answer.all("a")
        if name in (one.text.strip(), one.attributes.get("aria-label"))
    )
    return found


@pytest.mark.slow
def test_values_of_one_facet_are_alternatives_and_facets_narrow_each_other(get):
    one = get(href(get("/?q=army"), "River Post"))
    assert titles(one) == {"River rises"}
    both = get(href(one, "The Coast Gazette"))
    assert titles(both) == {"River rises", "Harbour strike ends"}
    assert titles(get(href(both, "2018"))) == {"River rises"}
    assert len(chips(both)) == 2


def test_a_chosen_value_is_named_and_a_second_click_takes_it_back(get):
    chosen = get(href(get("/?q=army"), "River Post"))
    value = chosen.one("a", **{"aria-current": "true"})
    assert value.text == "River Post"
    assert titles(get(value.attributes["href"])) == titles(get("/?q=army"))


def test_the_other_values_of_a_chosen_facet_keep_their_counts(get):
    chosen = get(href(get("/?q=army"), "River Post"))
    counts = [one.text for one in chosen.all("span", class_="count")][:3]
    assert counts == ["1", "1", "1"]


def test_a_value_can_be_left_out_and_let_in_again(get):
    without = get(href(get("/?q=army"), "Exclude River Post"))
    assert titles(without) == {"Harbour strike ends", "A note without a date"}
    assert without.one("input", name="filter").attributes["value"] == '-source:="River Post"'
    again = get(href(without, "Stop excluding River Post"))
    assert len(titles(again)) == 3


def test_leaving_out_and_asking_for_a_value_exclude_each_other(get):
    without = get(href(get("/?q=army"), "Exclude River Post"))
    asked_for = get(href(without, "River Post"))
    assert titles(asked_for) == {"River rises"}
    assert len(chips(asked_for)) == 1


def test_a_facet_and_all_filters_can_be_cleared(get):
    url = "/?q=army&filter=date:2018&filter=source:%22River+Post%22"
    answer = get(url)
    assert titles(answer) == {"River rises"}
    assert get(href(answer, "Clear Year")).one("input", name="filter").attributes["value"] == (
        'source:"River Post"'
    )
    assert href(answer, "Clear all filters") == "/?q=army"


def test_filters_stay_when_the_form_is_sent_again(get):
    fields = get("/?q=army&filter=date:2018&filter=-date:inferred").all("input", name="filter")
    assert [one.attributes["value"] for one in fields] == ["date:2018", "-date:inferred"]
    assert {one.attributes["type"] for one in fields} == {"hidden"}


@pytest.mark.slow
def test_how_a_date_is_known_is_a_facet(make_library, get_from):
    library = make_library(
        {
            "a.txt": ({}, "Bridge closed\n\nDate: 31 March 2020\n\nThe bridge."),
            "b.md": ({"title": "Bridge open", "date": "2020-04"}, "The bridge."),
        }
    )
    answer = get_from(library, "/?q=bridge")
    assert titles(get_from(library, href(answer, "inferred"))) == {"Bridge closed"}
    assert titles(get_from(library, href(answer, "Exclude inferred"))) == {"Bridge open"}


@pytest.mark.slow
def test_what_the_page_asks_the_shell_can_ask_too(get, library):
    url = '/?q=army&filter=source:"River+Post"&filter=date:unknown&filter=-language:"en"'
    answer = get(url)
    parsed = answer.all("code")[0].text
    assert len(titles(answer)) == library.search(parsed).total == 0
    assert 'source:"River Post"' in parsed


@pytest.mark.parametrize(
    "text",
    [
        "army",
        "title:x",
        'source:"a',
        "date:",
        'source:="?!"',
        "-author:--",
        f'agency:"{"x" * 101}"',
    ],
)
def test_a_filter_that_is_none_is_refused_and_the_query_kept(get, text):
    answer = get(f"/?q=army&filter={text}")
    assert answer.status == 400
    assert answer.one("input", name="q").attributes["value"] == "army"


def test_a_filter_with_a_bad_date_shows_its_place(get):
    answer = get("/?q=army&filter=date:2016-13")
    assert answer.status == 400
    assert answer.one("pre").text.startswith("date:2016-13")


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("River Post", 'source:="River Post"'),
        ('The "Post"', 'source:="The  Post "'),
        ("Post” and “News", 'source:="Post  and  News"'),
        ("a\nb", 'source:="a b"'),
        ("unknown", "source:unknown"),
        ("???", None),
        ("x" * 600, None),
    ],
)
def test_a_source_becomes_a_term_whatever_it_is_called(value, term):
    assert filters.term("source", value) == term


def test_a_facet_with_many_values_shows_the_first_more_on_demand_and_counts_the_rest():
    rows = {f"Source {number}": Counts(1, 1, 1) for number in range(150)}
    (view,) = facet_views(SearchParams(q="x"), {"source": rows})
    assert [row.text for row in view.rows] == [f"Source {number}" for number in range(MAX_ROWS)]
    assert len(view.more) == MAX_MORE_ROWS
    assert view.hidden == 150 - MAX_ROWS - MAX_MORE_ROWS


def test_a_long_facet_can_be_searched_whatever_the_accents():
    rows = {f"Source {number}": Counts(1, 1, 1) for number in range(150)}
    rows["L’Écho du Nord"] = Counts(1, 1, 1)
    asked = SearchParams(q="x", filters=("date:2016",))

    def found(text):
        (view,) = facet_views(asked, {"source": rows}, FacetSearch("source", text))
        return view

    assert [row.text for row in found("echo DU").rows] == ["L’Écho du Nord"]
    assert "&filter=date:2016" in found("echo").rows[0].href
    assert (len(found("source").rows), found("source").hidden) == (MAX_FOUND, 150 - MAX_FOUND)
    assert found("?!").rows == found("zeppelin").rows == ()


def test_a_search_in_a_facet_keeps_the_whole_search():
    asked = SearchParams(
        q="a b", operator="or", source="X", since="2016", filters=("date:2016", "-date:inferred"),
        sort="newest", group="article", page_group="story", page=3,
    )  # fmt: skip
    kept = read_search(arguments(urlencode(asked.fields).encode()), "story")
    assert kept == replace(asked, page=1)


def test_a_chosen_value_is_shown_however_rare_it_is():
    rows = {f"Source {number}": Counts(1, 1, 1) for number in range(150)}
    asked = SearchParams(q="x", filters=('source:="Source 149"',))
    (view,) = facet_views(asked, {"source": rows})
    assert view.rows[-1].text == "Source 149"


def test_a_facet_of_one_value_says_nothing_and_is_left_out():
    assert facet_views(SearchParams(q="x"), {"source": {"A": Counts(5, 5, 1)}}) == ()


def test_narrowing_begins_at_the_first_page():
    (view,) = facet_views(
        SearchParams(q="army", page=4), {"source": {"X": Counts(1, 1, 1), "Y": Counts(1, 1, 1)}}
    )
    assert view.rows[0].href == "/?q=army&filter=source:%3D%22X%22"


def line(years, months=(), **given):
    counts = {
        name: {period: Counts(articles, articles, 1) for period, articles in dict(rows).items()}
        for name, rows in (("year", years), ("month", months))
    }
    return timeline(SearchParams(q="x", **given), counts)


def test_the_bars_are_in_proportion_and_without_a_gap():
    found = line({"2010": 10, "2013": 5, "unknown": 2})
    assert [(bar.text, bar.count, bar.height) for bar in found.bars] == [
        ("2010", 10, 100),
        ("2011", 0, 0),
        ("2012", 0, 0),
        ("2013", 5, 50),
    ]
    assert (found.unit, found.most, found.elsewhere) == ("year", 10, 2)
    assert found.bars[3].href == "/?q=x&filter=date:2013"


@pytest.mark.parametrize("most", [1, 2, 7, 9, 11, 99, 1835, 98765])
def test_the_axis_of_counts_reaches_over_the_highest_bar_by_little(most):
    found = line({"2010": most, "2011": 1})
    assert most <= found.scale[0] <= 2 * most
    assert found.scale[-1] == 0
    assert all(left > right for left, right in pairwise(found.scale))
    assert abs(found.bars[0].height - 100 * most / found.scale[0]) < 0.1


@pytest.mark.parametrize("years", [(2010, 2011), (1987, 2026), (1800, 2026), (1, 9999)])
def test_the_axis_of_time_names_few_periods_where_they_stand(years):
    found = line(dict.fromkeys((f"{year:04}" for year in years), 1))
    assert 2 <= len(found.ticks) <= MAX_TICKS
    for tick in found.ticks:
        bar = found.bars[int(tick.at / 100 * len(found.bars))]
        assert bar.text.startswith(tick.text)


def test_few_years_are_shown_by_month():
    found = line({"2019": 3, "2020": 2}, {"2019-11": 2, "2020-01": 2, "unknown": 1})
    assert [bar.text for bar in found.bars] == ["November 2019", "December 2019", "January 2020"]
    assert [tick.text for tick in found.ticks] == ["Nov 2019", "Dec 2019", "Jan 2020"]
    assert found.elsewhere == 1
    assert found.bars[0].href == "/?q=x&filter=date:2019-11"


@pytest.mark.parametrize("years", [(1, 9999), (1800, 2026), (1967, 2026), (1990, 2026)])
def test_a_long_time_has_few_bars_that_leave_out_no_hit(years):
    found = line(dict.fromkeys((f"{year:04}" for year in years), 1))
    assert len(found.bars) <= MAX_BARS
    assert found.elsewhere == 0


def test_a_click_takes_the_place_of_another_period_and_keeps_the_other_filters():
    found = line(
        {"2010": 1, "2013": 1}, filters=("date:2010..2013", "-date:inferred", 'source:"A"')
    )
    wanted = SearchParams(q="x", filters=("-date:inferred", 'source:"A"', "date:2010"))
    assert found.bars[0].href == wanted.href


def test_one_period_is_no_timeline():
    assert line({"2010": 5}) is None
    assert line({"unknown": 5}) is None
    assert line({}) is None


def test_the_table_behind_the_histogram_says_the_same_and_narrows(get):
    answer = get("/?q=army")
    assert [one.text for one in answer.all("tr")][1:] == ["February 20161", "July 20181"]
    bars = [one.attributes["href"] for one in answer.all("a") if "svg" in one.inside]
    table = [one.attributes["href"] for one in answer.all("a") if "table" in one.inside]
    assert bars == table
    assert titles(get(table[0])) == {"Harbour strike ends"}


@pytest.mark.parametrize("one", ["source:declared", "author:inferred", "-source:inferred"])
def test_only_a_filter_of_dates_tells_how_a_date_is_known(one):
    assert filters.of_facet("date_status", [one, "date:inferred"]) == ("date:inferred",)
    assert filters.queries([one, "date:inferred"]).count("date:inferred") == 1


def test_a_click_keeps_what_is_left_out_of_a_period_of_several_years():
    found = line({"1900": 1, "2015": 1}, filters=("-date:2014",))
    wanted = SearchParams(q="x", filters=("-date:2014", "date:2014..2015"))
    assert found.bars[-1].href == wanted.href


@pytest.fixture
def dated(make_library):
    return make_library(
        {
            f"{month}.md": ({"title": f"Ferry {month}", "date": f"2016-{month:02}"}, "Ferry.")
            for month in (1, 2, 5, 6)
        }
    )


@pytest.mark.slow
def test_a_range_of_the_histogram_is_picked_by_two_links(dated, get_from):
    page = get_from(dated, "/?q=ferry")
    first = get_from(dated, page.link("Select a range").partition("#")[0])
    assert "Choose the first bar" in first.one("section", class_="timeline").text
    assert first.link("Cancel") == "/?q=ferry"
    second = get_from(dated, first.link("May 2016").partition("#")[0])
    assert len(second.all("a", class_="picked")) == 1
    # The range may be picked backwards; months without articles can begin or end it.
    assert second.link("March 2016") == "/?q=ferry&filter=date:2016-03..2016-05"
    found = get_from(dated, second.link("February 2016"))
    assert found.one("h1").text == "2 articles"
    assert second.link("May 2016") == "/?q=ferry&filter=date:2016-05"


@pytest.mark.slow
def test_a_range_replaces_the_period_and_keeps_other_filters(dated, get_from):
    url = "/?q=ferry&filter=date:2016&filter=-date:2016-02&filter=-source:x"
    page = get_from(dated, f"{url}&range=2016-01")
    assert page.link("May 2016") == (
        "/?q=ferry&filter=-date:2016-02&filter=-source:x&filter=date:2016-01..2016-05"
    )


@pytest.mark.parametrize("picked", ["x", "2016-13", "9999", "%3Cb%3E", "2016-01..2016-02"])
def test_a_range_that_begins_nowhere_begins_anew(library, get_from, picked):
    page = get_from(library, f"/?q=army&range={picked}")
    assert page.status == 200
    assert "Choose the first bar" in page.text
