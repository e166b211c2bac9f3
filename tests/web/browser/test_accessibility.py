"""Every page in both colour schemes, judged by axe."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from page_kinds import PAGES

pytestmark = pytest.mark.slow

# The schemes differ in nothing but colours.
COLOURS = {"runOnly": ["color-contrast"]}


def no_violation(page):
    for scheme, options in (("light", None), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=options)
        assert found.violations_count == 0, f"{scheme}: {found.generate_report()}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_violation(open_page, name):
    page = open_page(PAGES[name])
    # What is folded is judged too.
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    no_violation(page)


def test_the_list_of_keys_has_no_violation(open_page):
    page = open_page("/?q=army")
    page.keyboard.press("?")
    no_violation(page)


def test_a_form_that_was_saved_has_no_violation(open_page, serve_library, make_library):
    library = make_library({"a.md": ({"title": "Ferry", "date": "2016"}, "The ferry sails.")})
    page = open_page("/edit/a.md", at=serve_library(library, "--edit"), java_script_enabled=False)
    page.get_by_label("Date").fill("2017-03")
    page.get_by_label("Tags").fill("important")
    page.get_by_role("button", name="Save").click()
    assert page.get_by_role("status").inner_text() == "Saved."
    assert page.get_by_label("Drop this correction").count() == 1
    address, path, form = page.url.partition("/edit/")
    no_violation(open_page(path + form, at=address))
