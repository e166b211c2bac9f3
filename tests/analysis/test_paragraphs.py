"""Where paragraphs begin, in the shapes that texts come in."""

from __future__ import annotations

from itertools import pairwise

import pytest

from searchkit.analysis.paragraphs import paragraph_starts

LONG = "Talks between the two sides began on Saturday " * 3


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("", [], id="no text"),
        pytest.param(" \n ", [], id="blank text"),
        pytest.param("One.", ["One."], id="one line"),
        pytest.param("One.\n\nTwo.\n \nThree.", ["One.", "Two.", "Three."], id="blank lines"),
        pytest.param("One\ngoes on.\nand on", ["One\ngoes on.\nand on"], id="broken lines"),
        pytest.param(
            "One\ngoes on.\n    Two\ngoes on.", ["One\ngoes on.", "Two\ngoes on."], id="wire"
        ),
        pytest.param("   One\n   goes\n   on", ["One\n   goes\n   on"], id="all lines indented"),
        pytest.param(f"{LONG}\nTwo\nThree", [LONG.strip(), "Two", "Three"], id="a line each"),
        pytest.param("One\n\n   Two", ["One", "Two"], id="a blank line and an indent are one gap"),
    ],
)
def test_a_text_falls_into_its_paragraphs(text: str, paragraphs: list[str]) -> None:
    bounds = (*paragraph_starts(text), len(text))
    assert [text[start:end].strip() for start, end in pairwise(bounds)] == paragraphs
