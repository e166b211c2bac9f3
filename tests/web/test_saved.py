"""The page of saved searches."""

from __future__ import annotations

import json

import pytest


def test_the_page_lists_each_search_with_its_results_and_its_feed(make_library, get_from):
    library = make_library({"a.md": ({"title": "A"}, "The army."), "b.md": ({}, "A navy.")})
    page = get_from(library, "/searches")
    assert "No searches are saved" in page.text
    (library.settings.home / "searches.toml").write_text(
        '["<b>army"]\nquery = "army OR navy"\nfilters = ["army"]\n[bad]\nquery = "titel:x"\n'
    )
    changed = get_from(library, "/searches", **{"If-None-Match": page.headers["ETag"]})
    assert changed.status == 200
    results = get_from(library, changed.link("<b>army"))
    assert [one.attributes["href"] for one in results.all("a") if one.text == "A"]
    assert "1 article" in results.text
    feed = next(one for one in changed.all("a") if one.text.startswith("Feed"))
    assert get_from(library, feed.attributes["href"]).status == 200
    assert "titel" in changed.text
    searches = json.loads(get_from(library, "/api/searches").text)["searches"]
    assert [(one["name"], one["new"]) for one in searches] == [("<b>army", ["a.md"]), ("bad", [])]


@pytest.mark.parametrize("url", ["/searches", "/api/searches", "/"])
def test_a_mistake_in_the_file_is_told_without_the_folder(make_library, get_from, url):
    library = make_library({"a.md": ({"title": "A"}, "The army.")})
    (library.settings.home / "searches.toml").write_text("[army")
    page = get_from(library, url)
    assert page.status == (200 if url == "/" else 503)
    assert "searches.toml: Expected" in page.text
    assert str(library.settings.home) not in page.text


def test_a_saved_search_is_asked_for_by_its_name(make_library, get_from):
    library = make_library({"a.md": ({"title": "A"}, "The army."), "b.md": ({}, "A navy.")})
    (library.settings.home / "searches.toml").write_text('[fleet]\nquery = "navy"\n')
    assert get_from(library, "/?q=%40fleet").status == 303
    assert get_from(library, "/?q=%40nobody").status == 200


def test_saved_searches_that_name_each_other_lead_nowhere(make_library, get_from):
    library = make_library({"a.md": ({"title": "A"}, "The army.")})
    (library.settings.home / "searches.toml").write_text(
        '[one]\nquery = "@two"\n[two]\nquery = "@one"\n[own]\nquery = "@own"\n'
    )
    assert get_from(library, "/?q=%40one").status == 200
    assert get_from(library, "/?q=%40own").status == 200
