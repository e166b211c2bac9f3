"""What people do on the page, in a browser: with and without JavaScript, by keys, on a phone."""

from __future__ import annotations

import re

import pytest
from page_kinds import PAGES
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

WITH_AND_WITHOUT = pytest.mark.parametrize(
    "scripts", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@WITH_AND_WITHOUT
def test_search_open_a_hit_step_through_its_marks_and_go_back(open_page, scripts):
    page = open_page("/", java_script_enabled=scripts)
    page.get_by_label("Search the articles").fill("army")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 articles")
    page.get_by_role("link", name="Harbour strike ends").click()
    expect(page.locator("mark")).to_have_text(["Army", "army"])
    page.get_by_role("link", name="first", exact=True).click()
    expect(page.locator("mark:target")).to_have_text("Army")
    page.locator("mark:target + .steps").get_by_role("link", name="next").click()
    expect(page.locator("mark:target")).to_have_text("army")
    page.get_by_role("link", name="Back to results").click()
    expect(page).to_have_url(re.compile(r"/\?q=army$"))


@WITH_AND_WITHOUT
def test_narrow_by_facets_and_the_timeline_and_widen_again(open_page, scripts):
    page = open_page("/?q=army", java_script_enabled=scripts)
    page.get_by_role("link", name="River Post", exact=True).click()
    expect(page.locator(".hits h2")).to_have_text(["River rises"])
    page.get_by_role("link", name="The Coast Gazette", exact=True).click()
    expect(page.locator(".hits h2")).to_have_count(2)
    page.locator("svg a").first.click()
    expect(page.locator(".hits h2")).to_have_text(["Harbour strike ends"])
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.locator(".hits h2")).to_have_count(3)
    page.get_by_role("link", name="Exclude River Post").click()
    expect(page.locator(".hits h2")).to_have_count(2)
    page.get_by_role("link", name="Remove the filter").click()
    expect(page.locator(".hits h2")).to_have_count(3)


def test_an_address_names_what_was_filled_in_alone(open_page):
    page = open_page("/")
    page.get_by_label("Search the articles").fill("army")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("3 articles")
    expect(page).to_have_url(re.compile(r"/\?q=army&sort=relevance$"))


def test_the_back_button_leads_through_every_state(open_page):
    page = open_page("/")
    page.get_by_label("Search the articles").fill("bulletin")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Next").click()
    page.get_by_role("link", name="unknown source").or_(page.locator(".hits a")).first.click()
    expect(page.locator("article.reading")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("25 articles, page 2 of 3")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("25 articles, page 1 of 3")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Search 28 articles")
    page.go_forward()
    expect(page.get_by_label("Search the articles")).to_have_value("bulletin")


@WITH_AND_WITHOUT
def test_the_start_page_teaches_by_examples_that_can_be_clicked(open_page, scripts):
    page = open_page("/", java_script_enabled=scripts)
    example = page.locator(".examples a").first
    query = example.inner_text()
    example.click()
    expect(page.get_by_label("Search the articles")).to_have_value(query)
    expect(page.locator(".hits h2").first).to_be_visible()


@WITH_AND_WITHOUT
def test_a_bad_query_can_be_mended_where_it_stands(open_page, scripts):
    page = open_page("/?q=titel:harbour", java_script_enabled=scripts)
    expect(page.locator("pre")).to_contain_text("^^^^^")
    field = page.get_by_label("Search the articles")
    expect(field).to_have_value("titel:harbour")
    field.fill("title:harbour")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 article")


@WITH_AND_WITHOUT
def test_why_a_hit_was_found_and_what_was_left_out_open_on_demand(open_page, scripts):
    page = open_page("/?q=army", java_script_enabled=scripts)
    why = page.locator(".why").first
    expect(why.get_by_text("score")).to_be_hidden()
    why.locator("summary").click()
    expect(why.get_by_text("score")).to_be_visible()
    expect(why).to_contain_text("armi ×")


@WITH_AND_WITHOUT
def test_a_sentence_is_cited_from_its_mark(open_page, scripts):
    page = open_page("/article/harbour.md?q=comment#mark-1", java_script_enabled=scripts)
    page.locator("mark:target + .steps").get_by_role("link", name="cite").click()
    expect(page.locator("blockquote")).to_contain_text("would not comment")
    expect(page.get_by_role("group", name="Markdown")).to_contain_text("gazette.example/harbour")


def test_everything_can_be_done_by_tabs_and_enter(open_page):
    page = open_page("/?q=army", java_script_enabled=False)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.locator(".hits h2 a:focus").count():
            break
    title = page.locator(".hits h2 a:focus").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def test_keys_move_open_and_step(open_page):
    page = open_page("/?q=harbour+OR+river")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    first = page.locator(".hits h2 a").first
    expect(first).to_be_focused()
    page.keyboard.press("o")
    expect(page.locator("article.reading")).to_be_visible()
    # The text is there before the script that knows the keys.
    page.wait_for_load_state("load")
    for key, at in (("n", 1), ("n", 2), ("p", 1)):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(f"#mark-{at}$"))
    page.keyboard.press("u")
    expect(page.locator(".hits")).to_be_visible()
    page.wait_for_load_state("load")
    page.keyboard.press("/")
    expect(page.get_by_label("Search the articles")).to_be_focused()


def test_keys_rest_while_something_is_typed(open_page):
    page = open_page("/?q=army")
    field = page.get_by_label("Search the articles")
    field.fill("")
    field.press_sequentially("jok/n?p")
    expect(field).to_have_value("jok/n?p")
    expect(page.locator("dialog")).to_be_hidden()


def test_the_keys_are_listed_and_can_be_switched_off_for_good(open_page):
    page = open_page("/?q=army")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.get_by_label("Enable keyboard shortcuts").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.reload()
    page.keyboard.press("/")
    page.keyboard.press("j")
    expect(page.get_by_label("Search the articles")).not_to_be_focused()
    expect(page.locator(".hits h2 a").first).not_to_be_focused()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_label("Enable keyboard shortcuts").check()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("/")
    expect(page.get_by_label("Search the articles")).to_be_focused()


def test_suggestions_come_while_typing_and_can_be_switched_off(open_page):
    page = open_page("/")
    field = page.get_by_label("Search the articles")
    field.press_sequentially("har")
    options = page.locator("datalist option")
    expect(options.first).to_have_attribute("value", re.compile("^harbour", re.IGNORECASE))
    field.fill("title:har")
    expect(options).to_have_count(0)
    page.locator("h1").click()
    page.keyboard.press("?")
    page.get_by_label("Suggest while typing").uncheck()
    page.keyboard.press("Escape")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    field.fill("")
    field.press_sequentially("harb")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("No articles")
    assert not [url for url in asked if "suggest" in url and "static" not in url]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone_and_four_times_its_size(open_page, name):
    """320 pixels are a phone, and 1280 at 400 %."""
    page = open_page(PAGES[name], viewport={"width": 320, "height": 640})
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    wide = page.evaluate(
        "[...document.querySelectorAll('body *')]"
        ".filter((one) => !one.closest('pre, .scroll, .unseen, .skip')"
        " && one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML)"
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@WITH_AND_WITHOUT
def test_a_phone_has_the_facets_in_a_drawer_before_the_results(open_page, scripts):
    page = open_page(
        "/?q=army", viewport={"width": 390, "height": 844}, java_script_enabled=scripts
    )
    facet = page.get_by_role("link", name="River Post", exact=True)
    expect(facet).to_be_hidden()
    page.get_by_text("Filter results", exact=True).last.click()
    expect(facet).to_be_in_viewport()
    facet.click()
    expect(page.locator(".hits h2")).to_have_text(["River rises"])
    rows = {one.bounding_box()["y"] // 20 for one in page.locator(".options > *").all()}
    assert len(rows) == 1


def test_a_wide_window_has_the_facets_open_beside_the_results(open_page):
    page = open_page("/?q=army", viewport={"width": 1280, "height": 900})
    expect(page.get_by_role("link", name="River Post", exact=True)).to_be_in_viewport()
    expect(page.locator(".drawer > summary")).to_be_hidden()
    left, right = (page.locator(one).bounding_box() for one in ("aside", ".answer"))
    assert left["x"] + left["width"] < right["x"]
    assert right["x"] + right["width"] > 1280 * 0.9


def test_links_can_be_hit_with_a_finger(open_page):
    page = open_page("/?q=army", viewport={"width": 360, "height": 640})
    page.locator(".drawer > summary").click()
    sizes = page.evaluate(
        "[...document.querySelectorAll('aside li a')].map((one) => one.getBoundingClientRect())"
        ".map((box) => Math.min(box.width, box.height))"
    )
    assert min(sizes) >= 24


@WITH_AND_WITHOUT
def test_the_ways_between_the_highlights_are_there_at_once(open_page, scripts):
    page = open_page("/article/harbour.md?q=army", java_script_enabled=scripts)
    marks = page.get_by_role("navigation", name="Highlights")
    expect(marks).to_be_in_viewport()
    marks.get_by_role("link", name="last").click()
    expect(page.locator("mark:target")).to_have_text("army")
    expect(marks).to_be_hidden()
    expect(page.locator("mark:target + .steps")).to_contain_text("2 of 2")


def test_an_article_is_a_column_of_text_with_what_is_known_beside_it(open_page):
    page = open_page("/article/harbour.md?q=army", viewport={"width": 1280, "height": 900})
    text, side = (page.locator(one).bounding_box() for one in (".body", ".side"))
    assert text["x"] + text["width"] < side["x"]
    size = "parseFloat(getComputedStyle(document.querySelector('.body')).fontSize)"
    assert 60 < text["width"] / (page.evaluate(size) * 0.45) < 80
    page.set_viewport_size({"width": 390, "height": 844})
    text, side = (page.locator(one).bounding_box() for one in (".body", ".side"))
    assert text["y"] + text["height"] <= side["y"]
    page.get_by_role("link", name="Details").click()
    expect(page.get_by_role("group", name="About this article")).to_be_in_viewport()


@WITH_AND_WITHOUT
def test_the_ways_to_the_lists_are_at_the_top_and_on_a_phone_in_a_menu(open_page, scripts):
    page = open_page("/?q=army", java_script_enabled=scripts)
    pages = page.get_by_role("navigation", name="Pages")
    pages.get_by_role("link", name="Names").click()
    expect(page).to_have_url(re.compile("/names$"))
    expect(pages.get_by_role("link", name="Names")).to_have_attribute("aria-current", "page")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(pages).to_be_hidden()
    # By keyboard: after the way to the content and the name of the page.
    page.locator(".brand").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(pages).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/stories$"))


def test_a_form_is_filled_in_saved_and_undone_by_keyboard(open_page, serve_library, make_library):
    library = make_library({"a.md": ({"title": "Ferry", "date": "2016"}, "The ferry sails.")})
    page = open_page("/article/a.md", at=serve_library(library, "--edit"))
    page.get_by_role("link", name="Edit").focus()
    page.keyboard.press("Enter")
    labels = []
    page.get_by_label("Title").focus()
    for _ in range(8):
        labels.append(page.evaluate("document.activeElement.labels?.[0]?.innerText.trim() ?? ''"))
        page.keyboard.press("Tab")
    assert labels[:6] == ["Title", "Source", "Date", "Authors", "Tags", "Note"]
    page.get_by_label("Date").fill("2017-03")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    page.get_by_role("button", name="Undo this change").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Date")).to_have_value("2016")


def test_nothing_moves_for_who_wants_no_motion(open_page):
    page = open_page("/article/harbour.md?q=army", reduced_motion="reduce")
    behavior = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(behavior) == "auto"
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(behavior) == "smooth"


def test_paper_gets_the_article_alone(open_page):
    page = open_page("/article/harbour.md?q=army")
    page.emulate_media(media="print")
    for part in (".top", ".foot", ".back", ".marks"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".body")).to_be_visible()
    expect(page.locator(".reading > .meta")).to_contain_text("The Coast Gazette")


def test_marks_stay_marks_in_forced_colours(open_page):
    page = open_page("/?q=army", forced_colors="active")
    mark, text = (
        page.evaluate(f"getComputedStyle(document.querySelector('{one}')).backgroundColor")
        for one in (".passages mark", ".passages")
    )
    assert mark != text
