"""Stories in a browser: by keyboard, on a phone, judged by axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from story_texts import FILES

pytestmark = pytest.mark.slow

PHONE = {"width": 360, "height": 640}
PAGES = {
    "grouped": "/?q=the",
    "every version": "/?q=the&group=article",
    "stories": "/stories",
    "story": "/story/cut.md",
    "compare": "/compare?left=rewritten.md&right=wire.md",
}


@pytest.fixture(scope="module")
def told(build_library, serve_library, tmp_path_factory):
    """The address of a page over a library in which four articles are one story."""
    with build_library(tmp_path_factory.mktemp("told"), FILES) as library:
        yield serve_library(library)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_violation(open_page, told, name):
    page = open_page(PAGES[name], at=told)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_a_phone(open_page, told, name):
    page = open_page(PAGES[name], at=told, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_a_phone_the_sides_stand_under_each_other(open_page, told):
    page = open_page(PAGES["compare"], at=told, viewport=PHONE)
    left, right = (
        one.bounding_box() for one in page.locator("tr.changed").first.locator("td").all()
    )
    assert left["y"] + left["height"] <= right["y"]


def test_a_story_is_reached_and_compared_by_keyboard(open_page, told):
    page = open_page("/?q=harbour", at=told)
    page.locator("a.story").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/story/**")
    page.locator("a", has_text="Compare").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?**")
    assert page.locator("tr.same").count()


def test_the_switch_groups_what_is_searched_for(open_page, told):
    page = open_page("/?q=the", at=told)
    assert page.locator(".hits > li").count() == 4
    page.get_by_role("link", name="Show all versions").click()
    page.wait_for_url("**group=article**")
    assert page.locator(".hits > li").count() == 6
    page.get_by_role("button", name="Search").click()
    page.wait_for_url("**group=article**")
