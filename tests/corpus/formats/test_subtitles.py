"""Subtitles: what is said, in paragraphs, without times, signs and lines that come again."""

from __future__ import annotations

import pytest

from searchkit.corpus import ParsedDocument
from searchkit.corpus.formats.subtitles import SubtitlesReader
from searchkit.corpus.registry import Registry
from searchkit.errors import ArticleUnreadable

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>The ferry stayed</i> in port
on Monday.

2
00:00:03,600 --> 00:00:05,000
{\\an8}Nobody could say why.

3
00:00:20,000 --> 00:00:22,000
- Who told you?
- The crew.
"""
VTT = """WEBVTT Kind: captions
Language: en

STYLE
::cue { color: red }

NOTE made by hand

intro
00:01.000 --> 00:03.500 align:start
<v Anna Berg>The ferry <00:02.000><c>stayed</c> in port.

00:03.500 --> 00:04.000
The ferry stayed in port.

00:04.000 --> 00:05.000
Nobody &amp; nothing moved.
"""


def read(text: str) -> ParsedDocument:
    (parsed,) = SubtitlesReader().read(text.encode())
    assert isinstance(parsed, ParsedDocument)
    return parsed


def test_cues_are_running_text():
    assert read(SRT).text == (
        "The ferry stayed in port on Monday. Nobody could say why.\n\n"
        "- Who told you?\n\n- The crew."
    )


def test_web_subtitles_are_read_without_their_styles():
    parsed = read(VTT)
    assert parsed.text == (
        "Anna Berg: The ferry stayed in port. The ferry stayed in port. Nobody & nothing moved."
    )
    assert [(one.field, one.value) for one in parsed.declared] == [("language", "en")]


def test_lines_that_a_live_caption_shows_again_are_said_once():
    cues = [("so the ferry",), ("so the ferry", "stayed in port"), ("stayed in port", "on Monday")]
    text = "\n\n".join(
        f"00:00:0{n}.000 --> 00:00:0{n}.900\n" + "\n".join(cue) for n, cue in enumerate(cues)
    )
    assert read(f"WEBVTT\n\n{text}").text == "so the ferry stayed in port on Monday"


@pytest.mark.parametrize("name", ["a.srt", "a.txt", "a"])
def test_they_are_recognised_whatever_the_name(name: str):
    for text in (SRT, VTT, SRT.replace("\n", "\r\n")):
        chosen = Registry(()).choose(name, text.encode())
        assert chosen is not None
        assert chosen.name == "subtitles"


@pytest.mark.parametrize("text", ["", "WEBVTT\n", "1\n00:00:01,000 --> 00:00:02,000\n"])
def test_without_words_there_is_no_text(text: str):
    with pytest.raises(ArticleUnreadable, match="no text"):
        read(text)


def test_words_below_a_blank_line_within_a_cue_are_kept():
    cues = "1\n00:00:01,000 --> 00:00:02,000\nThe quay\n\nis shut.\n\n2\n"
    (parsed,) = SubtitlesReader().read(f"{cues}00:00:02,100 --> 00:00:03,000\nWhy?\n".encode())
    assert isinstance(parsed, ParsedDocument)
    assert parsed.text == "The quay is shut. Why?"
