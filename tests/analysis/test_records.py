from __future__ import annotations

import datetime as dt

import pytest

from searchkit.analysis.records import Record, decode, encode
from searchkit.article import Article, Candidate, Inset, PartialDate, Provenance, Removed

PLAIN = Record(Article("a.txt", "a.txt", "", ""), "digest", ())
WHOLE = Record(
    Article(
        id="a.jsonl#1",
        path="a.jsonl",
        body='One line.\n\n[["Two"]]\nlines – \ud800.',
        title="Harbour",
        source="",
        authors=("Ada Reed", "Ben Hale"),
        date=PartialDate(2016, 2, 20, dt.time(8, 30, tzinfo=dt.UTC)),
        agency="CNA",
        url="https://example.org/1",
        language="en",
        encoding="cp1252",
        provenance={
            "title": Provenance("declared", "heading", "Harbour"),
            "url": Provenance("unknown"),
            "date": Provenance(
                "inferred", "dateline", "20 Feb", (Candidate("2016", "path", "2016/a"),)
            ),
        },
        warnings=("no date",),
        removed=(Removed("Share this", "boilerplate"),),
        fields={"section": ("News", "Page 4")},
        insets=(Inset(0, 9, "standfirst"), Inset(11, 20, "caption")),
    ),
    "digest",
    (0, 11),
)


@pytest.mark.parametrize("record", [PLAIN, WHOLE], ids=["plain", "whole"])
def test_a_record_is_read_as_it_was_stored(record: Record) -> None:
    assert decode(encode(record)) == record


@pytest.mark.parametrize("date", [PartialDate(2016), PartialDate(2016, 2), PartialDate(2016, 2, 3)])
def test_a_date_is_stored_as_exactly_as_it_is_known(date: PartialDate) -> None:
    record = Record(Article("a.txt", "a.txt", "Text.", "", date=date), "digest", (0,))
    assert decode(encode(record)).article.date == date


@pytest.mark.parametrize("at", [0, 10, -1])
def test_a_record_with_a_changed_byte_is_refused(at: int) -> None:
    data = bytearray(encode(WHOLE))
    data[at] ^= 1
    with pytest.raises(ValueError, match="damaged"):
        decode(bytes(data))


@pytest.mark.parametrize(
    "insets",
    [
        (Inset(0, 99, "caption"),),
        (Inset(3, 2, "caption"),),
        (Inset(0, 2, 7),),
        (Inset("0", 2, "x"),),
    ],
    ids=["beyond the text", "backwards", "no kind", "no offset"],
)
def test_a_record_with_insets_that_no_article_has_is_refused(insets):
    record = Record(Article("a.txt", "a.txt", "Text.", "", insets=insets), "digest", (0,))
    with pytest.raises(ValueError, match="record"):
        decode(encode(record))
