"""The page of trends: a picture of counts, the table behind it, and both as files."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET

import pytest

from searchkit.web.trend_params import MAX_QUERIES


def hrefs(answer):
    """The addresses of narrowed searches that a page leads to."""
    found = [one.attributes["href"] for one in answer.all("a")]
    return [href for href in found if href.startswith("/?") and "filter=" in href]


def test_the_form_alone_is_shown_without_a_query(get):
    answer = get("/trends")
    assert answer.status == 200
    assert answer.one("h1").text == "Trends"
    assert not answer.all("svg")


def test_queries_have_lines_and_every_count_leads_to_its_articles(get):
    answer = get("/trends?q=army&q=strike&by=year")
    assert answer.status == 200
    assert len(answer.all("polyline")) == 4
    heads = [one.text for one in answer.all("th", scope="col")]
    assert heads == ["Year", "army", "strike"]
    assert [one.text for one in answer.all("th", scope="row")] == [
        "2016", "2017", "2018", "Unknown", "Total",
    ]  # fmt: skip
    cells = [one.text.strip() for one in answer.all("td")]
    assert cells == ["1", "1", "0", "0", "1", "0", "1", "0", "3", "1"]
    links = hrefs(answer)
    assert "/?q=army&filter=date:2016" in links
    for href in set(links):
        assert get(href).one("h1").text == "1 article"
    labels = {one.attributes["aria-label"] for one in answer.all("svg")}
    (label,) = labels
    assert label.startswith("army: 3 articles, 2016 to 2018; most in 2016 (1)")


def test_a_cross_table_is_a_map_of_shades_whose_cells_lead_on(get):
    answer = get("/trends?q=army&by=year&across=source")
    assert answer.status == 200
    assert answer.one("table").attributes["class"] == "heat"
    links = hrefs(answer)
    (href,) = {href for href in links if "2018" in href}
    assert get(href).one("h1").text == "1 article"


def test_files_hold_the_same_counts(get):
    asked = "q=army&q=strike&by=year&share=1"
    rows = list(csv.DictReader(get(f"/trends.csv?{asked}").text.lstrip("\ufeff").splitlines()))
    table = json.loads(get(f"/api/counts?{asked}").text)
    told = [count["articles"] for row in table["rows"] for count in row["counts"]]
    assert [int(row["articles"]) for row in rows] == told
    assert {row["query"] for row in rows} == {"army", "strike"}
    picture = get(f"/trends.svg?{asked}")
    assert picture.headers["Content-Type"].startswith("image/svg+xml")
    assert ET.fromstring(picture.text).tag == "{http://www.w3.org/2000/svg}svg"
    assert sum(
        column["total"]["articles"] for column in json.loads(get("/api/counts").text)["columns"]
    )


@pytest.mark.parametrize(
    "query",
    ["by=title", "by=nowhere", "q=titel:army", "q=a&q=b&across=source", "since=soon",
     "&".join(f"q=w{number}" for number in range(MAX_QUERIES + 1)), "by=month&across=year",
     f"q={'a' * 4_001}"],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(get, query):
    assert get(f"/api/counts?{query}").status == 400


def test_hostile_queries_are_text(get):
    answer = get("/trends?q=%3Cscript%3E&q=%27%3E%3Cimg%20src=x%3E&by=year")
    assert answer.status == 200
    assert not answer.all("img")
    assert {one.attributes.get("src", "") for one in answer.all("script")} <= {
        one.attributes["src"] for one in get("/trends").all("script")
    }


def test_results_lead_to_their_counts(get):
    (href,) = {one.attributes["href"] for one in get("/?q=army").all("a") if one.text == "month"}
    assert href == "/values?q=army&facet=month"
    assert get(href).link("Chart") == "/trends?q=army"
    assert get(href).status == 200


def test_a_picture_is_a_png_where_a_package_draws_it(get, monkeypatch):
    monkeypatch.setattr("searchkit.chart.can_draw_png", lambda: False)
    assert not [one for one in get("/trends?q=army").all("a") if one.text == "Download PNG"]
    assert get("/trends.png?q=army").status == 404
    monkeypatch.setattr("searchkit.chart.can_draw_png", lambda: True)
    monkeypatch.setattr("searchkit.chart.png", lambda picture: picture[:4].encode())
    # Another address: what was installed meanwhile changes no answer that is kept.
    answer = get(get("/trends?q=river").link("Download PNG"))
    assert (answer.text, answer.headers["Content-Type"]) == ("<svg", "image/png")


def test_a_table_shows_no_more_than_a_page_has_room_for(make_library, get_from, monkeypatch):
    monkeypatch.setattr("searchkit.web.views.trends.MAX_LINKED", 3)
    library = make_library(
        {f"{year}.md": ({"date": f"{year}-03"}, "The army.") for year in range(2001, 2012, 2)}
    )
    page = get_from(library, "/trends?q=army&by=year")
    assert [one.text for one in page.all("th", scope="row")] == ["2007", "2009", "2011", "Total"]
    assert "the table shows the latest 3 of 11 rows; the CSV file has all" in page.text
    assert get_from(library, "/trends.csv?q=army&by=year").text.count("\n") > 11


def test_a_table_that_leaves_out_nothing_but_empty_rows_says_so(
    make_library, get_from, monkeypatch
):
    monkeypatch.setattr("searchkit.web.views.trends.MAX_ROWS", 4)
    library = make_library(
        {f"{year}.md": ({"date": f"{year}-03"}, "The army.") for year in (2001, 2002, 2011)}
    )
    page = get_from(library, "/trends?q=army&by=year")
    assert [one.text for one in page.all("th", scope="row")] == ["2001", "2002", "2011", "Total"]
    assert "the table leaves out rows without articles; the CSV file has all rows" in page.text


def test_periods_are_told_as_people_read_them(make_library, get_from):
    library = make_library({"a.md": ({"date": "2016-02-20"}, "The army of 2016-02.")})
    page = get_from(library, "/trends?q=army&by=month")
    assert page.all("th", scope="row")[0].text == "February 2016"
    assert "army: 1 article, February 2016 to February 2016" in page.text
