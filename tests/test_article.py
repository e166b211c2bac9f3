"""Partial dates and the provenance of an article."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.article import Article, PartialDate, Provenance


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        pytest.param("2016", "year", dt.date(2016, 1, 1), dt.date(2016, 12, 31), id="year"),
        pytest.param(
            "2016-02", "month", dt.date(2016, 2, 1), dt.date(2016, 2, 29), id="leap month"
        ),
        pytest.param("1900-02", "month", dt.date(1900, 2, 1), dt.date(1900, 2, 28), id="1900"),
        pytest.param(
            "2016-12", "month", dt.date(2016, 12, 1), dt.date(2016, 12, 31), id="December"
        ),
        pytest.param("2016-02-20", "day", dt.date(2016, 2, 20), dt.date(2016, 2, 20), id="day"),
        pytest.param(
            "2016-02-20T08:30", "time", dt.date(2016, 2, 20), dt.date(2016, 2, 20), id="time"
        ),
    ],
)
def test_a_date_is_the_period_that_is_known(
    text: str, precision: str, first: dt.date, last: dt.date
) -> None:
    date = PartialDate.parse(text)
    assert (date.precision, date.first_day, date.last_day) == (precision, first, last)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("2016-2-3", "2016-02-03", id="short month and day"),
        pytest.param(" 2016 ", "2016", id="blank space"),
        pytest.param("0099", "0099", id="early year"),
        pytest.param("2016-02-20 08:30", "2016-02-20T08:30:00", id="space before the time"),
        pytest.param("2016-02-20T08:30:00Z", "2016-02-20T08:30:00+00:00", id="UTC"),
        pytest.param("2016-02-20T08:30:00+05:00", "2016-02-20T08:30:00+05:00", id="offset"),
    ],
)
def test_a_date_is_written_in_full(text: str, written: str) -> None:
    assert PartialDate.parse(text).isoformat() == written


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("yesterday", id="word"),
        pytest.param("16", id="short year"),
        pytest.param("20160220", id="no hyphens"),
        pytest.param("2016-", id="dangling hyphen"),
        pytest.param("2016-13", id="month 13"),
        pytest.param("2016-00", id="month 0"),
        pytest.param("2016-02-00", id="day 0"),
        pytest.param("2015-02-29", id="no leap year"),
        pytest.param("2016-02-30", id="30 February"),
        pytest.param("0000", id="year 0"),
        pytest.param("99999", id="year 99999"),
        pytest.param("2016-02T08:30", id="time of a month"),
        pytest.param("2016-02-20T", id="empty time"),
        pytest.param("2016-02-20T25:00", id="hour 25"),
    ],
)
def test_what_no_calendar_has_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("month", "day", "time"),
    [
        pytest.param(None, 3, None, id="a day without its month"),
        pytest.param(2, None, dt.time(8), id="a time without its day"),
        pytest.param(13, None, None, id="month 13"),
    ],
)
def test_a_date_knows_no_less_of_the_greater_part(
    month: int | None, day: int | None, time: dt.time | None
) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate(2016, month, day, time)


PARTIAL_DATES = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
    st.datetimes(timezones=st.none() | st.just(dt.UTC)).map(
        lambda at: PartialDate(at.year, at.month, at.day, at.timetz())
    ),
)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(PARTIAL_DATES)
def test_a_written_date_reads_as_the_same_date(date: PartialDate) -> None:
    assert PartialDate.parse(date.isoformat()) == date
    assert date.first_day <= date.last_day


def test_what_is_not_noted_of_an_article_is_unknown() -> None:
    article = Article(
        "a", "a", "text", "t", provenance={"date": Provenance("inferred", "dateline")}
    )
    assert article.came_from("date").status == "inferred"
    assert article.came_from("source").status == "unknown"
