"""The view models, without Flask."""

from __future__ import annotations

import datetime as dt

import pytest

from searchkit import Hit, MarkedArticle, MatchedTerm, Results
from searchkit.article import Article, Inset, PartialDate, Provenance
from searchkit.matching.snippets import Snippet
from searchkit.web.params import SearchParams
from searchkit.web.views.article import article_view
from searchkit.web.views.highlighting import (
    Segment,
    Sentence,
    paragraphs,
    passages,
    segments,
    visible,
)
from searchkit.web.views.labels import date_label, date_text, origin
from searchkit.web.views.results import results_view


def article(**fields):
    return Article(**{"id": "a", "path": "a", "body": "Body.", "title": "Title", **fields})


def results(**fields):
    given = {"text": "", "parsed": "*", "total": 0, "page": 1, "limit": 10, "engine": "memory"}
    return Results(**{**given, "hits": (), "facets": {}, **fields})


def view_of(asked, **fields):
    found = results(**{"facets": {"year": {}, "month": {}}, **fields})
    return results_view(asked, found, found.facets)


def numbers(page, total):
    paging = view_of(SearchParams(page=page), total=total, page=page).paging
    return [int(link.text) if link else None for link in paging.pages]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [("abcdef", False)]),
        ([(0, 2)], [("ab", True), ("cdef", False)]),
        ([(2, 4)], [("ab", False), ("cd", True), ("ef", False)]),
        ([(4, 6)], [("abcd", False), ("ef", True)]),
        ([(0, 3), (3, 6)], [("abc", True), ("def", True)]),
        ([(0, 6)], [("abcdef", True)]),
    ],
)
def test_runs_are_the_text_cut_at_its_marks(marks, expected):
    found = segments("abcdef", marks)
    assert [(run.text, run.is_mark) for run in found] == expected


def test_paragraphs_are_parted_by_blank_lines_and_number_the_marks():
    found = paragraphs("one two\nthree\n \n\n four", [(0, 3), (18, 22)], [0, 17], first=3)
    assert found == (
        (Sentence(1, (Segment("one", True, 3, True), Segment(" two\nthree"))),),
        (Sentence(2, (Segment("four", True, 4, True),)),),
    )


def test_a_mark_over_the_end_of_a_paragraph_is_one_mark_with_two_runs():
    first, second = paragraphs("the army\n\nleft now", [(4, 14)], [0, 10], first=1)
    assert [(run.text, run.number, run.opens) for run in first[0].segments] == [
        ("the ", 0, False),
        ("army", 1, True),
    ]
    assert [(run.text, run.number, run.opens) for run in second[0].segments] == [
        ("left", 1, False),
        (" now", 0, False),
    ]


@pytest.mark.parametrize(
    ("starts", "numbers"),
    [
        ([0, 5, 11], [[1, 2], [3]]),
        ([5, 11], [[0, 1], [2]]),
        ([0, 5], [[1, 2], [0]]),
        ([], [[0], [0]]),
    ],
    ids=["each", "no first", "one over a blank line", "none"],
)
def test_every_sentence_has_its_number_once_and_no_letter_is_lost(starts, numbers):
    found = paragraphs("One. Two.\n\nThree", [(2, 7)], starts, first=1)
    assert [[one.number for one in paragraph] for paragraph in found] == numbers
    shown = ["".join(run.text for one in some for run in one.segments) for some in found]
    assert shown == ["One. Two.", "Three"]
    assert sum(run.opens for some in found for one in some for run in one.segments) == 1


def test_no_paragraph_is_empty():
    assert paragraphs("", [], [], first=1) == ()
    assert len(paragraphs("a\n\n\n\n\nb\n\n", [], [0, 6], first=1)) == 2


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["One.", "Two."], "One. … Two."),
        (["One …", "Two."], "One … Two."),
        (["One.", "… two."], "One. … two."),
        (["One …", "… two."], "One … two."),
    ],
)
def test_there_is_one_ellipsis_between_two_passages(texts, joined):
    found = passages([Snippet(text, (), 0) for text in texts])
    assert " ".join("".join(run.text for run in found).split()) == joined


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (PartialDate(2016), "2016"),
        (PartialDate(2016, 2), "February 2016"),
        (PartialDate(2016, 2, 3), "3 February 2016"),
        (PartialDate(2016, 2, 3, dt.time(8, 5)), "3 February 2016, 08:05"),
        (PartialDate(2016, 2, 3, dt.time(8, 5, tzinfo=dt.UTC)), "3 February 2016, 08:05 UTC"),
    ],
)
def test_a_date_is_written_to_its_own_precision(date, text):
    assert date_text(date) == text


@pytest.mark.parametrize(
    ("date", "came", "badge", "why"),
    [
        (PartialDate(2016), Provenance("declared", "front matter", "2016"), "", ""),
        (
            PartialDate(2016),
            Provenance("inferred", "date line", "in 2016"),
            "inferred",
            "inferred from the date line: “in 2016”",
        ),
        (None, Provenance("unknown"), "undated", "no known date"),
        (
            None,
            Provenance("unknown", "front matter", "2016-13"),
            "undated",
            "no known date: “2016-13”",
        ),
    ],
    ids=["declared", "inferred", "unknown", "impossible"],
)
def test_a_date_says_how_it_is_known(date, came, badge, why):
    label = date_label(article(date=date, provenance={"date": came}))
    assert (label.badge, label.why) == (badge, why)


def test_an_origin_without_a_method_is_the_text():
    assert origin(Provenance("inferred", "", "By X")) == "inferred from the text: “By X”"


def test_text_that_shows_nothing_is_written_out():
    assert visible("a\x1b[31m\u200b\u202eb é") == "a\\x1b[31m\\u200b\\u202eb é"


@pytest.mark.parametrize(
    ("page", "total", "expected"),
    [
        (1, 10, []),
        (1, 11, [1, 2]),
        (1, 200, [1, 2, 3, None, 20]),
        (4, 200, [1, 2, 3, 4, 5, 6, None, 20]),
        (5, 200, [1, 2, 3, 4, 5, 6, 7, None, 20]),
        (10, 200, [1, None, 8, 9, 10, 11, 12, None, 20]),
        (20, 200, [1, None, 18, 19, 20]),
    ],
)
def test_paging_names_the_ends_and_the_neighbours(page, total, expected):
    assert numbers(page, total) == expected


def test_a_suggestion_is_a_search_of_its_own():
    asked = SearchParams(q="a b", source="X", since="2016", page=1, sort="newest")
    view = view_of(asked, suggestion="(a OR b)")
    assert [one.href for one in view.alternatives] == ["/?q=%28a+OR+b%29&sort=newest"]


@pytest.mark.parametrize(
    ("matched", "said"),
    [(("body", "title"), ""), (("title",), "title"), (("source", "title"), "source and title")],
)
def test_a_hit_says_where_it_matched_if_not_in_its_body(matched, said):
    reasons = tuple(MatchedTerm(field, "x", 1) for field in matched)
    hit = Hit(1, 1.0, article(), (), (Snippet("Body.", (), 0),), reasons)
    assert view_of(SearchParams(q="x"), total=1, hits=(hit,)).hits[0].matched == said


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://gazette.example/a?b=1", True),
        ("HTTP://gazette.example/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)//http://x", False),
        ("javascript://x.example/%0aalert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("vbscript:x", False),
        ("file:///etc/passwd", False),
        ("//evil.example", False),
        ("https:evil.example", False),
        ("http://[broken", False),
        ("https://x.example/\u202egpj", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_linked(url, linked):
    view = article_view(SearchParams(), MarkedArticle(article(url=url)))
    assert bool(view.url) is linked


def test_the_marks_of_title_and_body_are_counted_together():
    view = article_view(SearchParams(q="x"), MarkedArticle(article(), ((0, 5),), ((0, 4),)))
    assert view.marks == 2
    assert [run.number for run in (*view.title, *view.paragraphs[0][0].segments)] == [1, 2, 0]


def test_paragraphs_that_are_set_apart_have_their_kind():
    insets = (Inset(0, 6, "standfirst"), Inset(15, 22, "caption"))
    body = "Above.\n\nText.\n\nBelow.\n\nB."
    view = article_view(SearchParams(), MarkedArticle(article(body=body, insets=insets)))
    assert view.kinds == ("standfirst", "", "caption", "")
    assert len(view.paragraphs) == 4


@pytest.mark.parametrize(("tag", "kept"), [("en", "en"), ("pt-BR", "pt-BR"), ('" x="', "")])
def test_a_language_is_only_used_if_it_is_a_tag(tag, kept):
    assert article_view(SearchParams(), MarkedArticle(article(language=tag))).language == kept
