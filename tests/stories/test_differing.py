"""Figures and names of two sentences that differ."""

from __future__ import annotations

import pytest

from searchkit.stories.differing import differing_figures, differing_names

NONE: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@pytest.mark.parametrize(
    ("left", "right", "differing"),
    [
        ("a ten-day trip", "a trip of 10 days", NONE),
        ("1,250 miles of road", "1250 miles of road", NONE),
        ("twenty-one boats", "21 boats", NONE),
        ("two hundred men", "200 men", NONE),
        ("3.5 million tons", "3,500,000 tons", NONE),
        ("$1.2bn for roads", "1.2 billion dollars for roads", NONE),
        ("one of the boats", "a boat", NONE),
        ("one million boats", "1,000,000 boats", NONE),
        ("ten boats", "eleven boats", (("ten",), ("eleven",))),
        ("in 2016", "in 2017", (("2016",), ("2017",))),
        ("12 boats", "boats", (("12",), ())),
        ("9" * 30, "boats", (("9" * 30,), ())),
        ("٣ boats", "½ boats", (("٣",), ("½",))),
    ],
)
def test_figures_differ_by_their_value(left, right, differing):
    assert differing_figures(left, right) == differing


@pytest.mark.parametrize(
    ("left", "right", "differing"),
    [
        ("Envoy Ada N. Quay left", "Envoy Ada Quay left", NONE),
        ("We saw Mr. Quay", "We saw Ada V. Quay", NONE),
        ("Quay left", "So Ada Quay left", NONE),
        ("the United Nations said", "the UN said", NONE),
        ("the Northern Army said", "the Army of the North said", ((), ("North",))),
        ("with Gen. Ben Mole of the Harbour Guard", "a man", (("Ben Mole", "Harbour Guard"), ())),
        ("the Bank of the North closed", "it closed", (("Bank", "North"), ())),
        ("He said: “Nobody left.”", "He said nobody left.", NONE),
        ("in Hafen’s port", "in port", (("Hafen",), ())),
        ("в порту Замира Кабулова", "в порту Кабулова", NONE),
        ("", "", NONE),
    ],
)
def test_names_differ_as_a_whole(left, right, differing):
    assert differing_names(left, right) == differing


def test_two_sentences_without_end_are_told_apart_in_time():
    left, right = ("Ada Quay and 1 of " * 3_000, "Ben Mole or 2 of " * 10_000)
    assert differing_figures(left, right) == (("1",), ("2",))
    assert differing_names(left, right) == (("Ada Quay",), ("Ben Mole",))
