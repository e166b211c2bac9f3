"""Papers of courts: the names of the parties, and what stands around the text."""

from __future__ import annotations

import pytest

from searchkit.corpus.formats.court_papers import case_name, is_stamp, without_line_numbers
from searchkit.corpus.formats.printed import read_pages

COURT = "IN THE SUPREME COURT OF THE HARBOURS"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (
            "No. 12-345|Filed 3 May|ANN LEE and TOM REED,|Plaintiffs,|v.|QUAY CO., INC., et al.",
            "ANN LEE and TOM REED v. QUAY CO., INC.",
        ),
        (
            "Eastern District|ANN LEE, ) No. 12|) |Appellant, ) Appeal from the Court|vs. ) No. 4|"
            "STATE OF THE ISLES, ) Honorable Tom Reed",
            "ANN LEE v. STATE OF THE ISLES",
        ),
        (
            "For the Third Circuit|Ann Lee,|Plaintiff—Appellant,|versus|Quay, LLC; Reed,|Bo",
            "Ann Lee v. Quay, LLC",
        ),
        (
            "IN RE: Ferry Quay|Products Litigation,|No. MDL 15",
            "IN RE Ferry Quay Products Litigation",
        ),
        ("In the Matter of Ann Lee No. 21-8", "In the Matter of Ann Lee"),
        (
            "Case No.: 865/2018|Between|QUAY LIMITED|(Company No. 200106898)|...Plaintiff(s)|And|"
            "1. ANN LEE|(Passport No. 4711)|2. TOM REED",
            "QUAY LIMITED v. ANN LEE",
        ),
        ("The harbour council shut the quay.|Ann Lee and Tom Reed watched.", ""),
        ("v.|Quay", ""),
    ],
)
def test_the_parties_name_the_case(lines: str, name: str):
    assert case_name([COURT, *lines.split("|")]) == name


def test_a_text_without_a_court_at_its_top_has_no_case():
    lines = ["The Gazette", "Quay shut, court says", "Ann Lee", "v.", "Tom Reed"]
    assert case_name(lines) == ""


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Case: 21-1298 Document: 42 Page: 1 Date Filed: 08/31/2022", True),
        ("Appeal: 17-2218 Doc: 17 Filed: 10/31/2017 Pg: 1 of 1", True),
        ("USCA4 Appeal: 17-2218 Doc: 17 Filed: 10/31/2017", True),
        ("Case 8:16-cv-01261-DOC-KES Document 40 Filed 08/05/16 Page 1 of 4 Page ID #:365", True),
        ("The case 21-1298 and its documents were filed in August.", False),
    ],
)
def test_a_stamp_of_the_registry_is_known(line: str, is_one: bool):
    assert is_stamp(line) is is_one


def test_the_numbers_beside_the_lines_of_a_pleading_are_left_out():
    numbers = [str(number) for number in range(1, 29)]
    assert without_line_numbers([*numbers, "ORDER", "29"]) == ["ORDER", "29"]
    assert without_line_numbers(["1", "2", "3", "Three reasons"]) == [
        "1",
        "2",
        "3",
        "Three reasons",
    ]


def test_a_paper_has_its_case_and_no_stamps():
    stamp = "Case 1:21-cv-00919 Document 1 Filed 04/16/21 USDC Harbours Page 1 of 2"
    page = "\n".join(
        [COURT, "ANN LEE,", "Plaintiff,", "v.", "TOM REED,", "The court ordered it.", stamp]
    )
    printed = read_pages([page])
    assert printed.case == "ANN LEE v. TOM REED"
    assert stamp not in printed.text
    assert [removed.text for removed in printed.removed] == [stamp]
