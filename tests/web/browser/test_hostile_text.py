"""Text from articles and addresses is text to the browser, wherever it comes in.

`open_page` looks for dialogs, requests to other hosts and refusals by the page's policy.
"""

from __future__ import annotations

from urllib.parse import quote

import pytest
from payloads import PAYLOADS

pytestmark = pytest.mark.slow

#: What a page of ours is made of.
TAGS = set(
    "a article aside bdi blockquote body br button caption code datalist dd details dialog div dl "
    "dt footer form h1 h2 h3 head header html input kbd label li link main mark meta nav ol "
    "option p pre progress q rect script section select small span strong summary svg table "
    "tbody td th thead time title tr ul".split()
)


def visit(page, path):
    return page.goto(path, wait_until="domcontentloaded")


LOOK = """() => {
  const all = [...document.querySelectorAll("*")];
  const names = all.flatMap((one) => [...one.attributes].map((its) => its.name));
  const ways = all.flatMap((one) => ["href", "src", "action", "formaction"].map(
    (name) => [one.tagName, one.getAttribute(name)]).filter((way) => way[1] !== null));
  return {
    tags: [...new Set(all.map((one) => one.tagName.toLowerCase()))],
    bad: names.filter((name) => name.startsWith("on") || ["style", "srcdoc"].includes(name)),
    scripts: document.querySelectorAll("script:not([src^='/static/'])").length,
    refreshes: document.querySelectorAll("meta[http-equiv]").length,
    away: ways.filter(([, way]) => !/^[#/](?!\\/)/.test(way)),
  };
}"""


# Two for each article, which takes half of the pages; the second of each pair is its address too.
HALF = len(PAYLOADS) // 2
PAIRS = [
    f"{first} {second}" for first, second in zip(PAYLOADS[:HALF], PAYLOADS[HALF:], strict=True)
]
#: The file of each pair, and how an address names it.
NAMES = [f"{number:02} {pair.replace('/', '_')}.md" for number, pair in enumerate(PAIRS)]
ADDRESSES = [quote(name, safe="") for name in NAMES]

HREFS = "all => all.map((one) => one.href)"


def is_our_own(page, *, may_leave=False):
    found = page.evaluate(LOOK)
    assert set(found["tags"]) <= TAGS, set(found["tags"]) - TAGS
    assert found["bad"] == []
    assert (found["scripts"], found["refreshes"]) == (0, 0)
    allowed = [way for tag, way in found["away"] if tag == "A" and way.startswith("https://evil.")]
    assert len(found["away"]) == (len(allowed) if may_leave else 0), found["away"]


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory, build_library, serve_library):
    """An article for each pair, which is its title, source, author, text, address and name."""
    files = {
        name: (
            {
                "title": f"needle {pair}",
                "source": f"{pair} {number}",
                "authors": [pair],
                "language": pair,
                "date": pair,
                "url": PAYLOADS[HALF + number],
            },
            f"A needle {pair} here.\n\n“A needle {pair} in hay,” said Ada {pair}.\n\n"
            f"share on: {pair}\n",
        )
        for number, (name, pair) in enumerate(zip(NAMES, PAIRS, strict=True))
    }
    with build_library(tmp_path_factory.mktemp("hostile"), files) as library:
        yield serve_library(library)


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 40


def test_hostile_articles_in_results_facets_and_hovers(open_page, hostile_site):
    shown = ""
    page = open_page("/?q=needle&group=article", at=hostile_site)
    for number in range(1, 4):
        visit(page, f"/?q=needle&group=article&page={number}")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        is_our_own(page)
        shown += page.locator(".hits").inner_text()
    for pair in PAIRS:
        assert " ".join(f"A needle {pair} here.".split()) in " ".join(shown.split())


def test_hostile_articles_opened_cited_and_quoted(open_page, hostile_site):
    page = open_page("/?q=needle", at=hostile_site)
    quoted = 0
    for name in ADDRESSES:
        visit(page, f"/article/{name}?q=needle")
        assert page.locator("h1 mark").inner_text() == "needle"
        is_our_own(page, may_leave=True)
        # A payload may have a mark that opens another quotation.
        links = page.locator("a[href^='/quote/']").evaluate_all(HREFS)
        quoted += bool(links)
        for link in links:
            visit(page, link)
            assert page.locator("h1").inner_text().startswith("“")
            is_our_own(page)
        visit(page, f"/cite/{name}?sentence=1")
        is_our_own(page)
    assert quoted > len(PAIRS) * 0.9


def test_hostile_articles_as_stories_and_side_by_side(open_page, hostile_site):
    page = open_page("/stories", at=hostile_site)
    is_our_own(page)
    for name in ADDRESSES:
        visit(page, f"/story/{name}")
        is_our_own(page)
    # Each of them on the left or on the right.
    for left, right in zip(ADDRESSES[::2], reversed(ADDRESSES[1::2]), strict=False):
        visit(page, f"/compare?left={left}&right={right}")
        is_our_own(page)


def test_hostile_sources_as_filters(open_page, hostile_site):
    page = open_page("/?q=needle", at=hostile_site)
    links = page.locator("aside .value").evaluate_all(HREFS)
    for link in filter(None, links[:8]):
        visit(page, link)
        is_our_own(page)


def test_hostile_queries(open_page):
    page = open_page("/")
    for payload in PAYLOADS:
        visit(page, f"/?q={quote(payload)}")
        is_our_own(page)
        assert page.get_by_label("Search the articles").input_value() == payload


def test_hostile_values_of_every_part_of_an_address(open_page):
    """The form shows each of them again, and the refusal quotes the last."""
    page = open_page("/")
    for number, payload in enumerate(PAYLOADS):
        value = quote(payload)
        refused = ("sort", "filter")[number % 2]
        given = "&".join(f"{name}={value}" for name in ("source", "since", "until", refused))
        visit(page, f"/article/{quote(payload, safe='')}?q=army&{given}")
        is_our_own(page)
        assert page.locator("[name=since]").get_attribute("value") == payload


def test_hostile_text_in_json_and_feeds_is_not_shown_as_a_page(open_page, hostile_site):
    page = open_page("/", at=hostile_site)
    for path in ("/api/search?q=needle&limit=100", "/api/facets?q=needle", "/feed?q=needle"):
        response = visit(page, path)
        assert "html" not in response.headers["content-type"]
        assert response.headers["x-content-type-options"] == "nosniff"
        assert page.locator("img, iframe, svg").count() == 0
    for payload in PAYLOADS[::8]:
        for path in ("/api/search", "/feed"):
            visit(page, f"{path}?q={quote(payload)}")
            assert page.locator("img, iframe, object").count() == 0


def test_hostile_titles_among_the_suggestions(open_page, hostile_site):
    page = open_page("/", at=hostile_site)
    page.get_by_label("Search the articles").press_sequentially("needle")
    options = page.locator("datalist option")
    options.first.wait_for(state="attached")
    assert any("<" in text for text in options.evaluate_all("all => all.map((one) => one.value)"))
    assert page.locator("datalist option *").count() == 0
