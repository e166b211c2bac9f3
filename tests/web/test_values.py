"""All values of a facet, page by page; tags among the results."""

from __future__ import annotations

import datetime as dt

import pytest

from searchkit.web.views.facets import PART


@pytest.fixture(scope="module")
def many(build_library, tmp_path_factory):
    """Articles of 120 authors, each with a section; some have tags."""
    files = {
        f"a{number:03}.md": (
            {
                "title": f"Port {number}",
                "authors": [f"Anna Berg-{number:03}"],
                "section": f"Desk {number % 3}",
                "date": f"20{10 + number % 10}-0{1 + number % 9}",
            },
            "The port.",
        )
        for number in range(120)
    }
    with build_library(tmp_path_factory.mktemp("many"), files) as library:
        library.tag(["a001.md", "a002.md"], add=["To check"])
        library.note("a001.md", "Ask <b>Petra</b>.")
        library.update()
        yield library


def values(answer):
    return [one.text for one in answer.all("a", class_="value")]


@pytest.mark.slow
def test_every_value_is_on_some_page_and_can_be_found(many, get_from):
    seen, href = [], "/values?q=port&facet=author"
    while href:
        answer = get_from(many, href)
        seen.append(values(answer))
        following = answer.all("a", rel="next")
        href = following[0].attributes["href"] if following else ""
    assert [len(part) for part in seen] == [PART, PART, 20]
    assert len({value for part in seen for value in part}) == 120
    found = get_from(many, "/values?q=port&facet=author&within=berg-07")
    assert len(values(found)) == 10
    narrowed = get_from(many, found.link("Anna Berg-070"))
    assert narrowed.one("h1").text == "1 article"
    again = get_from(many, narrowed.link("and 108 others"))
    assert len(values(again)) == PART


@pytest.mark.slow
def test_months_and_further_fields_narrow_too(many, get_from):
    results = get_from(many, "/?q=port")
    months = get_from(many, results.link("month"))
    shown = [dt.datetime.strptime(text, "%B %Y") for text in values(months)]
    assert shown == sorted(shown, reverse=True)
    for asked in ("2010-01", "january+2010"):
        months = get_from(many, f"/values?q=port&facet=month&within={asked}")
        assert get_from(many, months.link("January 2010")).one("h1").text.endswith("articles")
    sections = get_from(many, results.link("section"))
    assert values(sections) == ["Desk 0", "Desk 1", "Desk 2"]
    assert get_from(many, sections.link("Desk 1")).one("h1").text.startswith("40 articles")


@pytest.mark.slow
def test_tags_are_a_facet_and_stand_at_their_results_with_the_note(many, get_from):
    results = get_from(many, "/?q=port&sort=oldest")
    assert "Tag" in [one.text.strip() for one in results.all("h3")]
    tagged = get_from(many, "/?q=tag:%22to+check%22")
    assert [one.text for one in tagged.all("a", dir="auto") if one.text == "To check"] == [
        "To check"
    ] * 2
    assert "Ask &lt;b&gt;Petra&lt;/b&gt;." in tagged.text
    chip = {one.attributes["href"] for one in tagged.all("a", dir="auto") if one.text == "To check"}
    assert get_from(many, chip.pop()).one("h1").text == "2 articles"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/values", 400),
        ("/values?facet=title", 400),
        ("/values?facet=source&part=2", 404),
        ("/values?facet=source&part=0", 400),
        ("/values?facet=nothing&q=army", 400),
        ("/values?facet=source&q=titel:x", 400),
    ],
)
def test_a_list_that_is_none_is_refused(get, address, status):
    assert get(address).status == status
