"""The start page: what the folder holds, and the saved searches."""

from __future__ import annotations

import pytest

from searchkit import Searcher, SearchTooSlow
from searchkit.web import create_app
from searchkit.web.views.start import MAX_FAILURES, MAX_NEWEST, MAX_SAVED, MAX_VALUES

TEXT = " ".join(f"The ferry number {number} sailed past pier {number}." for number in range(40))
FERRY = {"title": "Ferry sails", "source": "The Coast Gazette", "language": "en"}


def facts(page):
    names = [one.text for one in page.all("dt") if "dl" in one.inside]
    values = [one.text for one in page.all("dd") if "dl" in one.inside]
    return dict(zip(names, values, strict=True))


def links_below(page, heading):
    """The texts of the links of a section."""
    section = page.text.partition(f">{heading}</h2>")[2].partition("</section>")[0]
    links = [one for one in page.all("a") if "header" not in one.inside]
    return [one.text for one in links if f'href="{one.attributes["href"]}"' in section]


def test_it_tells_how_much_the_folder_holds(get):
    page = get("/")
    told = facts(page)
    assert told["Articles"] == "28"
    assert told["Sources"] == "2"
    assert told["Period"] == "February 2016 – July 2018"
    assert told["Undated"] == "26 articles"
    assert told["Index updated"].endswith(" UTC")
    assert "1 February 2016" not in page.text


def test_a_period_of_years_claims_no_month(make_library, get_from):
    files = {f"{year}.md": ({"title": "T", "date": str(year)}, "Text.") for year in (1999, 2004)}
    files["b.md"] = ({"title": "T", "date": "2004-05"}, "Text.")
    assert facts(get_from(make_library(files), "/"))["Period"] == "1999 – 2004"


@pytest.mark.slow
def test_every_link_of_what_it_holds_leads_to_something(get):
    page = get("/")
    links = {one.attributes["href"] for one in page.all("a") if "main" in one.inside}
    assert len(links) > 20
    assert {get(link).status for link in links} == {200}


def test_the_newest_articles_come_first(get):
    assert links_below(get("/"), "Newest articles")[:2] == ["River rises", "Harbour strike ends"]


def test_a_bar_of_the_histogram_leads_to_its_articles(get):
    page = get("/")
    bar = next(one for one in page.all("a") if one.attributes["href"] == "/?filter=date:2016-02")
    assert get(bar.attributes["href"]).one("h1").text == "1 article"


def test_the_largest_stories_are_named_with_their_versions(make_library, get_from):
    files = {f"{name}.md": (FERRY, TEXT) for name in "abc"}
    page = get_from(make_library(files), "/")
    assert "Ferry sails" in links_below(page, "Largest stories")
    assert "3 versions" in page.text


@pytest.mark.slow
def test_files_that_failed_are_named_with_the_reason(make_library, get_from, tmp_path):
    library = make_library({"a.md": (FERRY, TEXT)})
    for number in range(MAX_FAILURES + 2):
        (tmp_path / "corpus" / f"<b>{number}.pdf").write_bytes(b"%PDF-1.4 no more")
    library.update()
    page = get_from(library, "/")
    assert f"{MAX_FAILURES + 2} files could not be read" in page.text
    failed = page.text.partition('class="failures"')[2].partition("</dl>")[0]
    assert failed.count("<dt>") == MAX_FAILURES
    assert "&lt;b&gt;0.pdf" in failed
    assert str(tmp_path) not in page.text


def test_saved_searches_are_listed_with_what_is_new(make_library, get_from):
    library = make_library({"a.md": (FERRY, TEXT)})
    searches = "".join(f'["s{at}"]\nquery = "ferry"\n' for at in range(MAX_SAVED + 2))
    (library.settings.home / "searches.toml").write_text(searches)
    page = get_from(library, "/")
    names = links_below(page, "Saved searches")
    assert [name for name in names if name[0] == "s"] == [f"s{at}" for at in range(MAX_SAVED)]
    assert "1 article" in page.text
    assert "1 new" in page.text
    assert ", 2 more" in page.text


def test_saved_searches_that_cannot_be_read_are_no_failure_of_the_page(make_library, get_from):
    library = make_library({"a.md": (FERRY, TEXT)})
    (library.settings.home / "searches.toml").write_text("[[[")
    page = get_from(library, "/")
    assert page.status == 200
    assert "searches.toml" in page.text


def test_lists_are_short_however_much_there_is(make_library, get_from):
    files = {
        f"{at}.md": ({"title": f"T{at}", "source": f"Paper {at}"}, f"Text {at}.")
        for at in range(15)
    }
    page = get_from(make_library(files), "/")
    assert len(page.all("li", class_="counted")) <= 2 * MAX_VALUES
    assert len(links_below(page, "Newest articles")) <= MAX_NEWEST + 2
    assert "and 9 others" in page.text


def test_it_is_put_together_once_for_each_commit(make_library, monkeypatch, tmp_path):
    library = make_library({"a.md": (FERRY, TEXT)})
    client = create_app(library).test_client()
    asked = []
    search = Searcher.search
    monkeypatch.setattr(Searcher, "search", lambda *given: asked.append(1) or search(*given))
    assert [client.get("/").status_code for _ in range(3)] == [200] * 3
    assert len(asked) == 1
    (tmp_path / "corpus" / "b.md").write_text("Another one\n\nText.")
    library.update()
    assert "Search 2 articles" in client.get("/").text
    (tmp_path / "searches.toml").write_text('[tug]\nquery = "tug"\n')
    assert ">tug<" in client.get("/").text


def test_where_counting_takes_too_long_the_newest_are_shown(library, get_from, monkeypatch):
    search = Searcher.search

    def slow(searcher, request):
        if request.facets:
            raise SearchTooSlow(2)
        return search(searcher, request)

    monkeypatch.setattr(Searcher, "search", slow)
    page = get_from(library, "/")
    assert page.status == 200
    assert links_below(page, "Newest articles")[0] == "River rises"
    assert facts(page).keys() == {"Articles", "Index updated"}


def test_a_story_of_articles_that_are_not_there_is_left_out(library, get_from, monkeypatch):
    with library.searcher() as searcher:
        families = {"gone.md": ("x",), "harbour.md": ("y",)}
        monkeypatch.setattr(searcher.snapshot.stories, "families", families)
        page = get_from(library, "/")
    assert links_below(page, "Largest stories")[0] == "Harbour strike ends"


def test_examples_are_in_the_language_of_most_articles(make_library, get_from):
    german = {"title": "Hafenstreik beendet", "language": "de", "date": "2020"}
    files = {
        "a.md": ({**FERRY, "title": "Harbour opens", "date": "2018"}, "Text."),
        "b.md": ({**FERRY, "title": "Bridge closes", "date": "2017"}, "Text."),
        "c.md": (german, "Text."),
    }
    page = get_from(make_library(files), "/")
    assert "harbour" in next(one.text for one in page.all("code"))


def test_the_first_example_is_the_longest_word_of_the_titles(make_library, get_from):
    files = {
        "a.md": ({**FERRY, "title": "Fog today", "date": "2018"}, "Text."),
        "b.md": ({**FERRY, "title": "Disappearance at sea", "date": "2017"}, "Text."),
    }
    page = get_from(make_library(files), "/")
    assert next(one.text for one in page.all("code")) == "disappearance"
