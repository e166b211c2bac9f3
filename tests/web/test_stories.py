"""Stories on the page: badges, grouping, the feed of new ones, the pages of a story."""

from __future__ import annotations

import json
from dataclasses import replace

import feedparser
import pytest
from story_texts import FILES

from searchkit import InStory, Library
from searchkit.article import Article, PartialDate
from searchkit.web.views.story import badge
from searchkit.web.views.time_scale import time_scale


@pytest.fixture(scope="module")
def told(build_library, tmp_path_factory) -> Library:
    """A library in which four of six articles are one story."""
    with build_library(tmp_path_factory.mktemp("told"), FILES) as library:
        yield library


@pytest.fixture
def ask(get_from, told):
    return lambda url: get_from(told, url)


@pytest.mark.slow
def test_a_hit_says_how_many_articles_tell_its_story(ask):
    answer = ask("/?q=harbour")
    badges = answer.all("a", class_="story")
    assert {one.text for one in badges} == {"3 versions of this story"}
    assert ask(badges[0].attributes["href"]).status == 200
    assert answer.one("h1").text == "2 articles"
    assert "1 story, 2 sources" in answer.all("p", class_="about")[0].text


@pytest.mark.slow
def test_results_are_one_a_story_with_the_others_under_it(ask):
    answer = ask("/?q=the&sort=oldest")
    assert len(answer.all("h2", dir="auto")) == 4
    others = answer.one("ul", class_="others").text
    assert "The cut piece" in others
    assert answer.one("h1").text == "6 articles"
    assert "4 stories, 6 sources" in answer.all("p", class_="about")[0].text
    assert "more version" in answer.one("div", class_="versions").text
    assert not answer.all("input", name="group")
    assert ask("/?q=the&sort=oldest&group=story").one("ul", class_="others").text == others


@pytest.mark.slow
def test_all_versions_are_one_click_away_and_stay_so_from_page_to_page(ask):
    every = ask(ask("/?q=the").link("Show all versions"))
    assert len(every.all("h2", dir="auto")) == 6
    assert every.one("input", name="group").attributes["value"] == "article"
    article = ask(every.all("a", class_="value")[0].attributes["href"])
    assert article.one("input", name="group").attributes["value"] == "article"
    assert every.link("One result per story") == "/?q=the"
    assert every.link("CSV") == "/export?q=the&format=csv"


def test_a_search_without_stories_has_no_switch(ask):
    answer = ask("/?q=museum")
    assert not [one for one in answer.all("a") if "version" in one.text]


@pytest.mark.parametrize(
    ("dates", "earliest"),
    [
        (("2016-02-20", "2016-02-19", ""), 1),
        (("2016-02-19", "2016-02-20", "2016-02-21"), 0),
        (("2016-02", "2016-02-20"), None),
        (("2016-02-20", "2016-02-20"), None),
        (("2016-02-20", ""), None),
    ],
)
def test_the_earliest_of_a_story_is_named_where_dates_tell(dates, earliest):
    articles = [
        Article(
            id=str(number),
            path="a",
            body="",
            title="A",
            date=PartialDate.parse(day) if day else None,
        )
        for number, day in enumerate(dates)
    ]
    story = InStory("0", 9, tuple(articles[1:]))
    view = badge(articles[0], story)
    assert view.is_earliest is (earliest == 0)
    assert (view.earliest.href if view.earliest else None) == (
        f"/article/{earliest}" if earliest else None
    )
    hidden = badge(articles[0], replace(story, more=1))
    assert not hidden.is_earliest
    assert hidden.earliest is None


@pytest.mark.slow
def test_counts_of_values_tell_the_stories_behind_them(ask):
    answer = ask("/?q=the")
    assert [one.text for one in answer.all("small")] == ["4 stories, 5 sources"]


def test_a_switch_that_is_none_is_refused(ask):
    assert ask("/?q=the&group=paper").status == 400


@pytest.mark.slow
def test_a_feed_can_follow_new_stories_only(ask):
    page = ask("/?q=the&group=story")
    assert page.link("Feed") == "/feed?q=the"
    feed = feedparser.parse(ask(page.link("Feed of new stories")).text)
    assert {one.title for one in feed.entries} == {
        "The wire piece",
        "The farm piece",
        "The museum piece",
        "The quoting piece",
    }
    assert len(feedparser.parse(ask("/feed?q=the").text).entries) == 6


def test_a_story_shows_its_articles_with_roles_and_the_way_to_compare_them(ask):
    answer = ask("/story/cut.md")
    assert [one.text for one in answer.all("p", class_="role")] == [
        "original",
        "version",
        "version",
    ]
    assert (
        "3 versions, 3 sources; earliest dated copy here: 20 February 2016 (2 of 3 versions "
        "undated)" in answer.one("p", class_="about").text
    )
    assert answer.link("Compare “The cut piece”, version") == "/compare?left=cut.md&right=wire.md"


def test_a_story_shows_the_people_in_it_with_their_pages(ask):
    answer = ask("/story/cut.md")
    assert answer.one("p", class_="people").text.startswith("People: Petra Vance")
    assert answer.link("Petra Vance") == "/name/Petra%20Vance"


def test_two_articles_stand_side_by_side_with_what_differs_marked(ask):
    answer = ask("/compare?left=rewritten.md&right=wire.md")
    marks = [one.text for one in answer.all("mark")]
    assert "the Coast Herald reports" in marks
    kinds = {one.attributes["class"] for one in answer.all("tr") if "class" in one.attributes}
    assert kinds == {"same", "changed", "left", "right"}
    assert answer.link("Swap sides") == "/compare?left=wire.md&right=rewritten.md"


@pytest.mark.slow
def test_all_stories_are_listed(ask):
    answer = ask("/stories")
    assert answer.one("h1").text == "1 story"
    assert ask(answer.link("The wire piece")).status == 200
    assert ask("/stories?page=2").status == 404
    assert ask("/stories?sort=best").status == 400


@pytest.mark.slow
def test_articles_that_are_not_there_are_not_found(ask):
    assert ask("/story/gone.md").status == 404
    assert ask("/compare?left=wire.md&right=gone.md").status == 404
    assert ask("/compare?left=wire.md").status == 400


@pytest.mark.slow
def test_the_answers_for_programs_are_those_of_the_shell(ask, told):
    assert json.loads(ask("/api/story/cut.md").text) == told.story("cut.md").to_dict()
    assert json.loads(ask("/api/stories").text) == told.stories().to_dict()
    compared = told.compare("cut.md", "wire.md").to_dict()
    assert json.loads(ask("/api/compare?left=cut.md&right=wire.md").text) == compared
    found = json.loads(ask("/api/search?q=the&group=story").text)
    assert found["total"] == 4
    assert found["counts"] == {"articles": 6, "stories": 4, "sources": 6}
    assert json.loads(ask("/api/facets?q=the&group=story").text)["total"] == 6


WIRE = " ".join(f"The ferry number {number} sailed past pier {number}." for number in range(40))


@pytest.mark.slow
def test_a_story_has_a_scale_of_time_with_each_version_at_its_date(make_library, get_from):
    dates = {"a": "2016-02-01", "b": "2016-02-11", "c": "2016-02-21", "d": "2016-02"}
    files = {
        f"{name}.md": ({"title": f"T{name}", "source": f"Paper {name}", "date": date}, WIRE)
        for name, date in dates.items()
    }
    page = get_from(make_library(files), "/story/a.md")
    assert page.one("p", class_="span").text == "1 February 2016 February 2016"
    places = {float(one.attributes["cx"].removesuffix("%")) for one in page.all("circle")}
    assert places == {0.0, 35.71, 71.43}
    lines = [one.attributes for one in page.all("line") if "class" not in one.attributes]
    assert ("0.0%", "100.0%") in [(one["x1"], one["x2"]) for one in lines]
    text = page.one("main").text
    assert "2016-02" not in text
    assert "appears in the version of Paper" in text
    assert ".md" not in text


def test_one_date_makes_no_scale(ask):
    assert not ask("/story/cut.md").all("svg", class_="when")


@pytest.mark.slow
def test_long_runs_of_a_comparison_are_folded(make_library, get_from):
    more = " ".join(
        f"Captain {number} of ship {number} slept in bay {number}." for number in range(9)
    )
    library = make_library(
        {"a.md": ({"title": "A"}, WIRE), "b.md": ({"title": "B"}, f"{WIRE} {more}")}
    )
    page = get_from(library, "/compare?left=a.md&right=b.md")
    folded = [one.text for one in page.all("summary") if "tr" in one.inside]
    assert folded == ["39 more sentences in both", "8 more sentences only on the right"]
    assert "ship 8 slept" in page.one("table").text
    assert len(page.all("tr")) == 5


def test_dates_at_the_ends_of_the_calendar_have_a_scale():
    scale = time_scale([PartialDate(1), PartialDate(9999, 12, 31), None])
    assert scale.span(PartialDate(9999, 12, 31)) == (100.0, 100.0)
    assert time_scale([PartialDate(2016), PartialDate(2016)]) is None
