"""A page that stays open tells of a run that writes the index in another process."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

FILES = {f"{at}.txt": ({}, f"Ferry {at}\n\nThe ferry sails.") for at in range(3)}


def test_an_open_page_follows_a_run_to_its_end(
    open_page, serve_library, build_library, held_run, tmp_path
):
    with build_library(tmp_path, FILES) as library:
        site = serve_library(library)
    page = open_page("/?q=ferry", at=site)
    note = page.locator("#run")
    expect(note).to_be_hidden()
    (tmp_path / "corpus" / "new.txt").write_text("Ferry new\n\nThe ferry sails.")
    with held_run(tmp_path):
        expect(note).to_contain_text("1 of 4 files", timeout=20_000)
        expect(note.get_by_role("status")).to_have_text("Indexing in progress.")
        expect(page.get_by_role("progressbar", name="Indexing progress")).to_be_visible()
        assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [1, 4]
        judged = Axe().run(page)
        assert judged.violations_count == 0, judged.generate_report()
        without = open_page("/", at=site, java_script_enabled=False)
        expect(without.locator("#run")).to_contain_text("1 of 4 files")
        opened = open_page("/", at=site)
        expect(opened.locator("#run")).to_contain_text("1 of 4 files")
    expect(opened.get_by_role("status")).to_have_text(re.compile("Indexing finished"))
    expect(note.get_by_role("status")).to_have_text(re.compile("Indexing finished"))
    expect(page.locator("progress")).to_be_hidden()
    page.get_by_role("link", name="Reload this page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("4 articles")
    expect(note).to_be_hidden()
