"""Shortcodes of WordPress are no text; brackets of an editor are."""

from __future__ import annotations

import pytest

from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.shortcodes import without_shortcodes
from searchkit.corpus.metadata import to_article


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ('[caption id="a" align="left"]The quay at dusk[/caption] Shut.', "The quay at dusk Shut."),
        ('Above.\n\n[gallery ids="1,2,3"]\n\nBelow.', "Above.\n\n\n\nBelow."),
        ("Above.\n[gallery]\nBelow.", "Above.\n\nBelow."),
        ('[vc_row][vc_column width="1/2"]Quay.[/vc_column][/vc_row]', "Quay."),
        ("[quote]Shut it.[/quote]", "Shut it."),
    ],
)
def test_shortcodes_are_left_out_and_what_they_enclose_stays(text: str, left: str):
    assert without_shortcodes(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "“He [the mayor] shut it [sic],” she said. [1] a=b",
        "See [a=b](https://a.example) and [video].",
        "- [x] shut the quay\n- [ ] tell the fishermen",
    ],
)
def test_other_brackets_stay(text: str):
    assert without_shortcodes(text) == text


def test_an_article_of_any_format_has_none():
    text = '[caption id="a"]The quay[/caption]\n\nThe council shut the quay on Tuesday.'
    article = to_article(ParsedDocument(text), "a.csv")
    assert article.body == "The quay\n\nThe council shut the quay on Tuesday."
