"""Pictures of counts: scales that fit, labels apart, and text that is only text."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest

from searchkit import CountColumn, CountRow, Counts, CountTable, chart

SVG = "{http://www.w3.org/2000/svg}"


def table(*columns: list[int], by: str = "year", base: int | None = None) -> CountTable:
    return CountTable(
        (by,),
        tuple(
            CountColumn(f"query {number}", "q", "q", Counts(sum(column), 0, None))
            for number, column in enumerate(columns)
        ),
        tuple(
            CountRow(
                str(2000 + number),
                tuple(Counts(count, count, None) for count in counts),
                base=None if base is None else Counts(base, base, None),
            )
            for number, counts in enumerate(zip(*columns, strict=True))
        ),
    )


def drawn(counts: CountTable, size: chart.Size = chart.WIDE) -> ET.Element:
    return ET.fromstring(chart.svg(counts, size=size))


@pytest.mark.parametrize("size", [chart.WIDE, chart.NARROW])
@pytest.mark.parametrize("most", [0, 1, 3, 7, 99, 1_000, 123_456])
def test_ticks_are_whole_numbers_and_every_point_is_inside(most: int, size: chart.Size) -> None:
    picture = drawn(table([0, most, most // 2]), size)
    ticks = [one.text for one in picture.iter(f"{SVG}text") if one.get("text-anchor") == "end"]
    numbers = [int((text or "").replace(",", "")) for text in ticks]
    assert numbers == sorted(set(numbers))
    assert 2 <= len(numbers) <= 7
    assert numbers[-1] >= most
    for point in picture.iter(f"{SVG}circle"):
        assert 0 <= float(point.get("cx", "-1")) <= size.width
        assert 0 <= float(point.get("cy", "-1")) <= size.height


def test_names_at_the_ends_of_equal_lines_do_not_cover_each_other() -> None:
    picture = drawn(table(*[[1, 5]] * chart.MAX_LINES))
    names = [one for one in picture.iter(f"{SVG}text") if "name" in one.get("class", "")]
    places = sorted(float(one.get("y", "0")) for one in names)
    assert len(places) == chart.MAX_LINES
    assert all(after - before >= 13 for before, after in pairwise(places))
    assert all(0 < place < chart.WIDE.height for place in places)


def test_labels_of_periods_are_far_enough_apart() -> None:
    picture = drawn(table(list(range(400))))
    labels = [one for one in picture.iter(f"{SVG}text") if (one.text or "").startswith("2")]
    assert len(labels) < 20
    assert len(list(picture.iter(f"{SVG}circle"))) == 0


def test_labels_of_months_come_again_every_year() -> None:
    counts = table(list(range(88)), by="month")
    months = (f"{2013 + number // 12}-{number % 12 + 1:02}" for number in range(8, 96))
    rows = tuple(replace(row, value=month) for row, month in zip(counts.rows, months, strict=True))
    labels = [one.text or "" for one in drawn(replace(counts, rows=rows)).iter(f"{SVG}text")]
    assert [one for one in labels if "-" in one] == [f"{year}-09" for year in range(2013, 2021)]


def test_shares_are_per_cent() -> None:
    picture = drawn(table([1, 2, 3], base=10))
    assert "30%" in {one.text for one in picture.iter(f"{SVG}text")}


def test_values_are_bars_with_their_counts() -> None:
    picture = drawn(table([5, 2], by="source"))
    bars = [one for one in picture.iter(f"{SVG}rect") if "bar" in one.get("class", "")]
    assert float(bars[0].get("width", "0")) > 2 * float(bars[1].get("width", "0"))
    assert {"5", "2"} <= {one.text for one in picture.iter(f"{SVG}text")}


def test_a_name_is_text_whatever_it_holds() -> None:
    column = CountColumn('<a href="x">\0&\x1b', "q", "q", Counts(1, 1, 1))
    counts = CountTable(("year",), (column,), (CountRow("2016", (Counts(1, 1, 1),)),))
    picture = drawn(counts)
    assert not list(picture.iter(f"{SVG}a"))
    assert '<a href="x"> & ' in {one.text for one in picture.iter(f"{SVG}text")}
