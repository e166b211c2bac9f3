"""Bylines and dates in the marks of Markdown are what they are without them."""

from __future__ import annotations

import pytest

from searchkit.corpus import ParsedDocument
from searchkit.corpus.metadata import to_article
from searchkit.corpus.plain.emphasis import unmarked

PROSE = "The council shut the old quay on Tuesday, and the fishermen are angry about it."


@pytest.mark.parametrize(
    ("line", "authors", "day"),
    [
        ("*By Anna Berg and Tom Reed*", ("Anna Berg", "Tom Reed"), None),
        ("_by Anna Berg, Harbour Press_", ("Anna Berg",), None),
        ("**By Anna Berg** | *May 3, 2016*", ("Anna Berg",), "2016-05-03"),
        ("By [Anna Berg](https://a.example/berg)", ("Anna Berg",), None),
        ("**Published:** May 3, 2016", (), "2016-05-03"),
        ("_3 May 2016_", (), "2016-05-03"),
    ],
)
def test_a_line_set_apart_by_marks_is_read(line: str, authors: tuple[str, ...], day: str | None):
    text = f"# Quay shut\n\n{line}\n\n{PROSE}"
    article = to_article(ParsedDocument(text), "a.md")
    assert article.title == "Quay shut"
    assert article.authors == authors
    assert (article.date.isoformat() if article.date else None) == day
    assert all(
        article.came_from(name).evidence in text
        for name in ("authors", "date")
        if article.came_from(name).status != "unknown"
    )


@pytest.mark.parametrize(
    "line", ["snake_case_name and init_", "2 * 3 * 4", "a ** b", "[note] (of the editor)"]
)
def test_other_signs_are_no_marks(line: str):
    assert unmarked(line) == line
