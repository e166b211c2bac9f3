"""Speakers in the ways in which news names them: a paragraph before, in a second half, by role."""

from __future__ import annotations

import pytest

from searchkit.quotes import quotations

VANCE = "Petra Vance"


def names(body: str) -> list[str | None]:
    return [one.speaker.name if one.speaker else None for one in quotations(body)]


@pytest.mark.parametrize(
    "body",
    [
        "“The bridge is safe,” Petra Vance said.\n\n“We tested every bolt of it,” she said.",
        "“The bridge is safe,” said Petra Vance.\n\nShe added: “We tested every bolt of it.”",
        "“The bridge is safe,” said Petra Vance.\n\nWork goes on. “We tested it all,” she said.",
        "Petra Vance said the bridge, which Bo Berg had closed, was safe.\n\n“We tested every bolt "
        "of it,” she said.",
        "The bridge is safe, said the city.\n\nPetra Vance opened it at noon. “We tested each "
        "bolt of it,” she said.",
    ],
    ids=["speaker before", "before the words", "a sentence between", "told before", "subject"],
)
def test_he_and_she_are_whoever_spoke_a_paragraph_before(body: str) -> None:
    assert names(body)[-1] == VANCE


@pytest.mark.parametrize(
    "body",
    [
        "“The bridge is safe,” said Petra Vance.\n\nAda Lind was away. “We tested it,” she said.",
        "“The bridge is safe,” said Petra Vance.\n\nIt rained.\n\nIt snowed.\n\n“We tested it,” "
        "she said.",
        "“The bridge is safe for everybody now.”\n\n“We tested every bolt of it,” she said.",
    ],
    ids=["another person", "two paragraphs", "nobody named"],
)
def test_he_and_she_are_nobody_if_that_is_not_plain(body: str) -> None:
    assert names(body)[-1] is None


@pytest.mark.parametrize(
    "body",
    [
        "“The bridge is safe,” said Petra Vance, who runs the harbour. “We tested every bolt.”",
        "“The bridge is safe,” Petra Vance said at a dinner in Leeds, according to the Post. “We "
        "tested every bolt of it.”",
        "“The bridge is safe,” said Petra Vance of the Leeds delegation.\n\n“We tested all bolts.”",
        "Petra Vance said on the network’s “Meet the Mayors.” “We tested every bolt of it.”",
        "Petra Vance said it was “safe enough” because “we have tested every bolt of it”.",
        "“The bridge is safe,” Petra Vance said, and added that “we tested every bolt of it”.",
    ],
    ids=["who", "according", "next paragraph", "show", "same sentence", "and added"],
)
def test_the_second_half_of_what_somebody_said_is_his_too(body: str) -> None:
    assert names(body)[-1] == VANCE


@pytest.mark.parametrize(
    "body",
    [
        "“We tested every bolt,” Rep. Petra Vance (R-Ohio) said.",
        "Petra Vance: “We tested every bolt.”",
        "“We tested every bolt.” — Petra Vance",
        "“We tested every bolt of it.”\n— Petra Vance, engineer",
        "In other words, explained engineer Petra Vance: “We tested every bolt.”",
        "“We tested every bolt,” remembered Petra Vance.",
        "“We tested every bolt,” Petra Vance, who built it, told reporters.",
        "“We tested every bolt,” said Bay Post’s Petra Vance.",
        "“We tested every bolt,” said union delegate Petra Vance.",
        "At noon, Petra Vance opened the bridge, telling reporters, “We tested every bolt.”",
        "It rained and Petra Vance said, “We tested every bolt.”",
        "The bridge, Petra Vance said, adding: “We tested every bolt.”",
        "Petra Vance, speaking to Texans, said: “We tested every bolt.”",
        "Petra Vance, during a meeting in Columbus, Ohio, said: “We tested every bolt.”",
        "Petra Vance, R-South Carolina, said: “We tested every bolt.”",
    ],
)
def test_plain_forms_name_the_speaker(body: str) -> None:
    assert names(body)[-1] == VANCE


@pytest.mark.parametrize(
    "body",
    [
        "“We tested every bolt,” said a spokesman for Speaker Vance.",
        "“We tested every bolt,” said an aide to President Vance.",
        "As Petra Vance spoke, the union handed out “bolts for everybody”.",
        "As Petra Vance said, the union is sure: “We tested every bolt.”",
        "The engineer said in St. Louis: “We tested every bolt.”",
        "Petra Vance appeared on the network’s “Meet the Mayors.”",
        "The union wrote to Petra Vance: “We tested every bolt.”",
        "The engineer told the Bay Post: “We tested every bolt.”",
    ],
)
def test_who_stands_beside_the_speaker_is_none(body: str) -> None:
    assert names(body)[-1] != VANCE
    assert names(body)[-1] in (None, "Vance") or "Louis" not in str(names(body)[-1])


def test_a_relative_is_not_taken_for_the_bearer_of_the_surname() -> None:
    body = (
        "President Vance came with his wife, Ada Vance. “No deal is better than this one,” Vance "
        "said."
    )
    assert names(body)[-1] != "Ada Vance"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("``We tested it,'' Petra Vance said.", "We tested it,"),
        ('Petra Vance said: " We tested it. "', "We tested it."),
        ("Petra Vance said: «\u202fWe tested it.\u202f»", "We tested it."),
        ("Petra Vance said: «\u00a0We tested it.\u00a0»", "We tested it."),
        ("Petra Vance said: 「We tested it.」", "We tested it."),
    ],
)
def test_marks_of_other_hands_are_marks(body: str, said: str) -> None:
    (one,) = quotations(body)
    assert body[one.start : one.end] == said
    assert one.speaker is not None
    assert one.speaker.name == VANCE
