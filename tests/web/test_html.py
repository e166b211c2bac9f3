"""Every page is valid HTML, and small."""

from __future__ import annotations

import re

import pytest
from justhtml import JustHTML
from page_kinds import PAGES

MAX_PAGE = 60_000
MAX_EXTRAS = 40_000

VOID = {"br", "hr", "img", "input", "link", "meta"}
#: Elements in which only text and what stands in a line may be.
PHRASING = {"p", "h1", "h2", "h3", "span", "a", "summary", "pre", "label", "dt", "code", "mark"}
BLOCKS = {"p", "div", "ul", "ol", "dl", "section", "article", "table", "details", "h1", "h2", "h3"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_html_that_no_parser_must_mend(get, name):
    # Raises at the first parse error of the HTML standard.
    JustHTML(get(PAGES[name]).text, strict=True)


@pytest.mark.parametrize("name", PAGES)
def test_no_block_stands_in_a_line(get, name):
    for element in get(PAGES[name]).elements:
        if element.tag in BLOCKS:
            assert not PHRASING & set(element.inside), element


@pytest.mark.parametrize("name", PAGES)
def test_what_is_referred_to_is_on_the_page(get, name):
    answer = get(PAGES[name])
    ids = {one.attributes["id"] for one in answer.elements if "id" in one.attributes}
    wanted = {
        one.attributes[attribute].removeprefix("#")
        for one in answer.elements
        for attribute in ("for", "aria-labelledby", "href")
        if attribute in one.attributes
        and (attribute != "href" or one.attributes[attribute].startswith("#"))
    }
    assert wanted <= ids


@pytest.fixture(scope="module")
def large(tmp_path_factory, build_library):
    """Articles with long texts and many different sources, authors and years."""
    files = {
        f"folder with a long name/{number:03}-{'long-file-name-' * 4}.md": (
            {
                "title": f"The harbour of Ellery, part {number}: {'a long headline ' * 6}",
                "source": f"The {number}th Gazette of the Northern Coast",
                "authors": [f"Firstname Middlename Lastname {number}"],
                "date": f"{1960 + number % 60}-0{1 + number % 9}-11",
                "language": ("en", "de", "fr")[number % 3],
            },
            "The harbour of Ellery was closed again, and nobody knew why it was so. " * 60,
        )
        for number in range(120)
    }
    with build_library(tmp_path_factory.mktemp("large"), files) as library:
        yield library


@pytest.mark.slow
def test_a_page_of_long_results_is_small(large, get_from):
    url = "/?q=harbour+ellery&filter=-language:%22de%22&filter=-date:1990"
    answer = get_from(large, f"{url}&group=article")
    assert len(answer.all("h2")) > 10
    grouped = get_from(large, url)
    assert "117 more versions" in grouped.all("summary")[-1].text
    found = get_from(large, f"{url}&group=article&facet=source&within=northern")
    assert found.one("input", name="within", value="northern")
    for one in (answer, grouped, found):
        assert len(one.text.encode()) <= MAX_PAGE
    assert len(answer.text.encode()) > MAX_PAGE / 4


@pytest.mark.slow
def test_a_page_of_a_long_article_is_small(make_library, get_from):
    body = "The harbour of Ellery was closed again, and nobody knew why it was so. " * 360
    library = make_library({"a.md": ({"title": "Long"}, body)})
    page = get_from(library, "/article/a.md?q=harbour")
    assert "360 highlights" in page.text
    assert len(page.all("mark")) == 360
    assert len(page.text.encode()) <= MAX_PAGE
    steps = [one.attributes["href"] for one in page.all("a") if one.text in ("first", "last")]
    assert steps == ["#mark-1", "#mark-360", "#mark-360", "#mark-1"]


def test_texts_that_call_themselves_titles_are_shortened_in_lists(make_library, get_from):
    title = f"Harbour {'long ' * 2_000}"
    library = make_library({f"{at}.md": ({"title": title}, "Text.") for at in range(10)})
    for url in ("/?q=harbour&group=article", "/", "/feed?q=harbour"):
        assert len(get_from(library, url).text.encode()) <= MAX_PAGE, url


def test_the_style_sheet_keeps_to_its_system(get):
    sheet = get("/static/searchkit.css").text
    written = sheet.partition("*/")[0]
    for subject in ("Type.", "Space.", "Width.", "Colour.", "Signs."):
        assert subject in written
    body = re.sub(r"/\*.*?\*/|@media print.*", "", sheet, flags=re.S)
    assert not re.findall(r"font(?:-size)?: (?:600 )?[\d.]+rem", body)
    gaps = re.findall(r"(?:margin|padding|gap)[a-z-]*: ([^;}]*)", body)
    sizes = [abs(float(size)) for gap in gaps for size in re.findall(r"([\d.]+)rem", gap)]
    assert not [one for one in sizes if one % (0.125 if one <= 0.75 else 0.25 if one <= 2 else 0.5)]


def test_style_and_scripts_are_small(get):
    page = get("/?q=army")
    files = [one.attributes["href"] for one in page.all("link", rel="stylesheet")]
    files += [one.attributes["src"] for one in page.all("script")]
    files += [f"/static/{name}.js" for name in ("copy", "keys", "suggest", "switches")]
    assert sum(len(get(file).text.encode()) for file in files) <= MAX_EXTRAS
