"""Where quotations begin and end, whatever marks a page was saved with."""

from __future__ import annotations

import pytest

from searchkit.quotes import quotations


def texts(body: str) -> list[str]:
    return [body[one.start : one.end] for one in quotations(body)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('"No," he said. "Not now."', ["No,", "Not now."]),
        ("“No,” he said. “Not now.”", ["No,", "Not now."]),
        ("„Nein“, sagte er. «Non», dit-il.", ["Nein", "Non"]),
        ("‘No,’ he said. ‘We don’t know.’", ["No,", "We don’t know."]),
        ("“They work ‘on the fly’ there,” he said.", ["They work ‘on the fly’ there,"]),
        ("‘She said “no” to us,’ he wrote.", ["She said “no” to us,"]),
        ('"She said “no” to us," he wrote.', ["She said “no” to us,"]),
        ('“No," he said.', ["No,"]),
        ("“a useless event“, he said", ["a useless event"]),
        ('a 6"2 man and a 5" nail', []),
        ("“ … ” and “!”", []),
        ("the boys’ and ‘the girls’ school’ of it", []),
        ("", []),
    ],
)
def test_marks_of_every_kind_hold_what_is_quoted(body: str, found: list[str]) -> None:
    assert texts(body) == found


def test_a_quotation_of_several_paragraphs_opens_each_anew() -> None:
    body = "“One.\n\n“Two.\n\n“Three,” she said. “Four.”"
    assert texts(body) == ["One.\n\n“Two.\n\n“Three,", "Four."]


@pytest.mark.parametrize(
    "body",
    [
        "“This is lost.\n\nNobody closes it.” But “here” is one.",
        "“This is lost, and “here” is one.",
        "It began,” he said. But “here” is one.",
        '"This is lost.\n\nIt began. But "here" is one.',
    ],
)
def test_nothing_is_quoted_across_a_mark_that_is_not_closed(body: str) -> None:
    assert texts(body) == ["here"]


def test_every_quotation_stands_between_its_two_marks() -> None:
    body = '\u200b𝒜 “naïve”, ‘plain.’ and "straight" «angled».'
    assert [body[one.start - 1] + body[one.end] for one in quotations(body)] == [
        "“”",
        "‘’",
        '""',
        "«»",
    ]
