"""Articles that a page streams, or whose containers are called something else, are found whole."""

from __future__ import annotations

import pytest
from processor import is_linear

from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.html import HtmlReader

PARAGRAPHS = [
    f"On day {day} the council of the town argued for hours about the bridge, and about its price."
    for day in range(30)
]
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def text_of(body: str) -> str:
    page = f"<html><head><title>The bridge</title></head><body>{body}</body></html>"
    (parsed,) = HtmlReader().read(page.encode())
    assert isinstance(parsed, ParsedDocument)
    return parsed.text


def test_a_part_that_was_streamed_behind_the_page_is_put_in_its_place():
    text = text_of(
        '<main><h1>The bridge</h1><template id="B:0"></template><p>The vote is in May.</p></main>'
        '<div hidden="" id="S:1"><p>The mayor said so.</p></div>'
        f'<div hidden id="S:0"><article>{STORY}<template id="P:1"></template></article></div>'
    )
    said = [text.index(words) for words in (PARAGRAPHS[0], PARAGRAPHS[-1], "The mayor said so.")]
    assert said == sorted(said)


def test_what_is_hidden_for_other_reasons_stays_out():
    hidden = '<div hidden id="S:0"><p>The ferry is hidden.</p></div>'
    assert "ferry" not in text_of(f"<main><h1>The bridge</h1>{STORY}</main>{hidden}")


def test_parts_that_stand_in_one_another_take_time_by_their_number():
    def work(parts: int) -> None:
        chain = "".join(
            f'<div hidden id="S:{at}"><p>Part {at}.</p><template id="P:{at + 1}"></template></div>'
            for at in range(parts)
        )
        text = text_of(f'<p>The quay.</p><template id="P:0"></template>{chain}')
        assert f"Part {parts - 1}." in text

    assert is_linear(work, 500)


@pytest.mark.parametrize("name", ["commentOnSelection", "audioPlayerHidden comments", "sidebar"])
def test_an_article_in_a_container_that_is_called_something_else_is_found(name):
    text = text_of(f"<div class='{name}' id='comments'><h1>The bridge</h1><div>{STORY}</div></div>")
    assert all(paragraph in text for paragraph in PARAGRAPHS)
    assert text.count("\n\n") >= len(PARAGRAPHS) - 1
