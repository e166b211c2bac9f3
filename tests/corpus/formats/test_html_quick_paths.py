"""Expressions evaluated in Python lead to the elements that XPath leads to."""

from __future__ import annotations

import pytest
from lxml import etree, html
from trafilatura import xpaths

from searchkit.corpus.formats.html.quick_paths import quickened

PAGE = html.document_fromstring(
    """<html><body id="top" class="post">
    <div id="share" class="post-content teaser"><p class="menu">One</p><p>Two</p></div>
    <div class="widget" id="cookie-note"><span aria-hidden="true">Three</span></div>
    <div id="main" class="cookie infinite-scroll"><h1>Four</h1></div>
    <section class="infinite-scroll"><p style="display:none" class="a hide-b">Five</p></section>
    <article class="entry" role="article"><div class="entry-content">Six</div>
    <div class="post-body">Seven</div><ol class="comment-list" id="comments"><li>Eight</li></ol>
    <ul class="Comment"><li id="reply-1">Nine</li></ul></article>
    <main itemprop="articleBody" role="Navigation"><p data-component="MostPopularStories">Ten</p>
    <details id="comol">Eleven</details><div class="FullText BYLINE">Twelve</div></main>
    </body></html>"""
)
NAMESPACES = {"re": "http://exslt.org/regular-expressions"}
#: Reading a page puts quick functions in the place of some of them.
EXPRESSIONS = [
    etree.XPath(expression.path, namespaces=NAMESPACES)
    for expressions in vars(xpaths).values()
    if isinstance(expressions, list)
    for expression in expressions
]
OF_OTHER_FORM = (
    "//*[re:test(@class, 'a')]",
    ".//*[re:test(@class, 'a')]//p",
    ".//*[re:test(@class, 'a')][2]",
    ".//*[re:test(@class, 'a')][last()]",
    ".//*[re:test(text(), 'a')]",
    ".//p[re:test(@class, 'a')]",
    ".//*[count(p) > 1 or re:test(@class, 'a')]",
)


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda each: each.path[:60])
def test_an_expression_of_trafilatura_finds_the_same_elements(expression: etree.XPath) -> None:
    for start in (PAGE, *PAGE.iter("article", "main", "div")):
        assert list(quickened(expression)(start)) == expression(start)


@pytest.mark.parametrize("name", ["BODY_XPATH", "OVERALL_DISCARD_XPATH"])
def test_what_takes_longest_is_quick(name: str) -> None:
    for expression in getattr(xpaths, name):
        slow = etree.XPath(expression.path, namespaces=NAMESPACES)
        assert ("re:test" in slow.path) is (quickened(slow) is not slow)


@pytest.mark.parametrize(
    "condition",
    [
        "re:test(@id|@class, '^cookie')",
        "re:test(@class|@id, 'post')",
        "re:test(@class, 'fulltext', 'i')",
        "re:test(@class, '^$')",
        "not(re:test(@class, 'o')) or self::section",
        "not(.//h1) or re:test(@class, 'x')",
        "contains(translate(@class, 'TB', 'tb'), 'text b') or re:test(@id, 'x')",
        "@role or re:test(@id, 'x')",
        "starts-with(@id|@class, 'reply-') or re:test(@id, 'x')",
        "@role = 'article' or re:test(@id, 'x')",
    ],
)
@pytest.mark.parametrize(
    "path", [".//*[{}]", ".//*[self::p or self::div][{}]", ".//*[{}][1]", "(.//*[{}])[1]"]
)
def test_a_condition_is_fulfilled_by_the_same_elements(condition: str, path: str) -> None:
    expression = etree.XPath(path.format(condition), namespaces=NAMESPACES)
    quick = quickened(expression)
    assert quick is not expression
    for _ in range(2):  # the second time by what is remembered
        assert list(quick(PAGE)) == expression(PAGE)


@pytest.mark.parametrize("path", OF_OTHER_FORM)
def test_an_expression_of_another_form_stays_as_it_is(path: str) -> None:
    expression = etree.XPath(path, namespaces=NAMESPACES)
    assert quickened(expression) is expression
