"""Tables of counts equal what a loop over all articles counts, on every engine."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from differential import opened
from generators import ANALYZER, make_document

from searchkit import PartialDate, SearchRequest, SettingsError
from searchkit.analysis import Document, folded_value
from searchkit.binding import Bound, bind
from searchkit.count_table import TIMES, CountColumn, CountRow, CountTable
from searchkit.engines import Deadline, Engine
from searchkit.matching.match import match
from searchkit.query import Query
from searchkit.search.counting import COUNTED_BY, Counting, CountRequest
from searchkit.search.periods import MAX_PERIODS, PERIODS
from searchkit.search.stories import Stories
from searchkit.stories.story import Counts
from searchkit.syntax import MatchAll

ENGINES = ["memory", "whoosh", "tantivy", "opensearch"]
WORDS = "army talks ceasefire river dam harvest strike port".split()
STORIES = Stories({"1.txt": ("2.txt", "3.txt"), "7.txt": ("9.txt",)}, None)


def random_documents(count: int, seed: int) -> list[Document]:
    chosen = random.Random(seed)

    def date() -> PartialDate | None:
        year, month, day = chosen.randint(2015, 2017), chosen.randint(1, 12), chosen.randint(1, 28)
        return chosen.choice(
            [
                None,
                PartialDate(year),
                PartialDate(year, month),
                *[PartialDate(year, month, day)] * 4,
            ]
        )

    return [
        make_document(
            f"{number}.txt",
            " ".join(chosen.choices(WORDS, k=6)),
            source=chosen.choice([None, "The Herald", "THE HERALD", "River Post"]),
            authors=tuple(
                chosen.sample(["Ada Lind", "Bo Berg", "ADA LIND"], k=chosen.randint(0, 2))
            ),
            date=date(),
            fields=chosen.choice([{}, {"section": ("World",)}, {"section": ("Home", "world")}]),
        )
        for number in range(count)
    ]


def counting(engine: Engine) -> Counting:
    def bound(request: SearchRequest) -> Bound:
        return bind(request.tree or MatchAll(), request.text, ANALYZER, engine.terms)

    @contextmanager
    def limited() -> Iterator[Deadline]:
        yield Deadline(60)

    return Counting(engine, STORIES, bound, limited)


def rows_of(document: Document, by: str) -> set[tuple[str, str]]:
    """The rows in which an article belongs, from its metadata alone."""
    article = document.article
    if by in TIMES:
        date = article.date
        if date is None:
            return {("unknown", "")}
        known = {"year": 0, "quarter": 1, "month": 1}.get(by, 2)
        if [date.month, date.day][:known].count(None):
            return {("imprecise", "")}
        first, (year, week, _) = date.first_day, date.first_day.isocalendar()
        return {
            (
                "value",
                {
                    "year": f"{first.year}",
                    "quarter": f"{first.year}-Q{(first.month - 1) // 3 + 1}",
                    "month": f"{first:%Y-%m}",
                    "week": f"{year}-W{week:02}",
                    "day": f"{first}",
                }[by],
            )
        }
    values = {
        "source": (article.source,), "author": article.authors, "agency": (None,),
        "language": (None,), "date_status": (article.came_from("date").status,),
    }.get(by, article.fields.get(by, ()))  # fmt: skip
    known_values = {folded_value(value) for value in values if value and value != "unknown"}
    return {("value", value) for value in known_values} or {("unknown", "")}


def brute_force(
    documents: list[Document], query: Query, by: str
) -> dict[tuple[str, str], tuple[int, int]]:
    """The articles and the stories of each row that has any."""
    hits = [document for document in documents if match(query, document) is not None]
    articles = Counter(row for document in hits for row in rows_of(document, by))
    stories: dict[tuple[str, str], set[str]] = {row: set() for row in articles}
    for document in hits:
        for row in rows_of(document, by):
            stories[row].add(STORIES.representative_of.get(document.id, document.id))
    return {row: (count, len(stories[row])) for row, count in articles.items()}


def told(table: CountTable, column: int, by: str) -> dict[tuple[str, str], tuple[int, int]]:
    """What a table has in one column, without the zeros."""
    return {
        (row.kind, row.value if by in TIMES or not row.value else folded_value(row.value)): (
            row.counts[column].articles,
            row.counts[column].stories,
        )
        for row in table.rows
        if row.counts[column].articles
    }


@pytest.mark.parametrize("name", ENGINES)
def test_counts_are_those_of_a_loop_over_all_articles(name: str, tmp_path: Path) -> None:
    documents = random_documents(40, 7)
    texts = ("army OR dam", "talks -river", "*")
    with opened(name, tmp_path) as engine:
        with engine.writer() as writer:
            for document in documents:
                writer.add(document)
        tables = counting(engine)
        searches = tuple((text, SearchRequest(text=text)) for text in texts)
        queries = [tables._bind(search).query for _, search in searches]
        for by in (*COUNTED_BY, "section"):
            table = tables.table(CountRequest(searches=searches, by=(by,)))
            for column, query in enumerate(queries):
                assert told(table, column, by) == brute_force(documents, query, by), (by, column)
        crossed = tables.table(CountRequest(searches=searches[:1], by=("section", "month")))
        assert crossed.by == ("month", "section")
        for column, head in enumerate(crossed.columns):
            key = ("unknown", "") if head.name == "unknown" else ("value", folded_value(head.name))
            some = [document for document in documents if key in rows_of(document, "section")]
            expected = {
                key: one for key, (one, _) in brute_force(some, queries[0], "month").items()
            }
            assert {
                key: one for key, (one, _) in told(crossed, column, "month").items()
            } == expected


def test_the_sources_of_a_row_and_its_share_are_told(tmp_path: Path) -> None:
    documents = [
        make_document("a", "army", source="A", date=PartialDate(2016, 1, 5)),
        make_document("b", "army", source="B", date=PartialDate(2016, 1)),
        make_document("c", "dam", source="B", date=PartialDate(2016, 3, 5)),
    ]
    with opened("whoosh", tmp_path) as engine:
        with engine.writer() as writer:
            for document in documents:
                writer.add(document)
        search = SearchRequest(text="army")
        table = counting(engine).table(CountRequest(searches=(("army", search),), share=True))
    assert [row.value for row in table.rows] == ["2016-01", "2016-02", "2016-03"]
    assert [row.counts[0].sources for row in table.rows] == [2, 0, 0]
    assert [row.share(0) for row in table.rows] == [1.0, None, 0.0]
    assert table.summary(0) == "army: 2 articles, 2016-01 to 2016-03; most in 2016-01 (2)"


def test_the_range_is_that_which_was_asked_for(tmp_path: Path) -> None:
    with opened("memory", tmp_path) as engine:
        with engine.writer() as writer:
            writer.add(make_document("a", "army", date=PartialDate(2016, 2, 5)))
        asked = SearchRequest(text="army", since="2015-12", until="2016-03")
        table = counting(engine).table(CountRequest(searches=(("army", asked),)))
        nothing = SearchRequest(text="strike")
        empty = counting(engine).table(CountRequest(searches=(("strike", nothing),)))
    values = [row.value for row in table.rows]
    assert values == ["2015-12", "2016-01", "2016-02", "2016-03"]
    assert empty.rows == ()


def test_one_old_article_makes_many_empty_rows_which_is_told(tmp_path: Path) -> None:
    with opened("memory", tmp_path) as engine:
        with engine.writer() as writer:
            writer.add(make_document("a", "army", date=PartialDate(1916, 2, 5)))
            writer.add(make_document("b", "army", date=PartialDate(2016, 1, 5)))
        search = SearchRequest(text="army")
        table = counting(engine).table(CountRequest(searches=(("army", search),)))
        short = counting(engine).table(CountRequest(searches=(("army", search),), by=("year",)))
    assert table.notes == (
        "1,198 of the 1,200 rows have no article; since and until narrow the period",
    )
    assert short.notes == ("99 of the 101 rows have no article; since and until narrow the period",)


def test_a_column_without_an_article_in_any_row_has_no_peak() -> None:
    rows = (CountRow("A", (Counts(0, 0, 0),)), CountRow("", (Counts(2, 2, 1),), "unknown"))
    columns = (CountColumn("x", "x", "x", Counts(2, 2, 1)),)
    assert CountTable(("section",), columns, rows).summary(0) == "x: 2 articles"


@pytest.mark.parametrize(
    "given",
    [
        {"by": ("title",)}, {"by": ("shoe size",)}, {"by": ("month", "year")}, {"limit": 0},
        {"by": ("source", "source")}, {"by": ("source", "year"), "share": True}, {"searches": ()},
        {"by": ()},
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        CountRequest(**{"searches": (("a", SearchRequest(text="a")),), **given})  # type: ignore[arg-type]


def test_too_many_periods_are_refused(tmp_path: Path) -> None:
    with opened("memory", tmp_path) as engine:
        with engine.writer() as writer:
            writer.add(make_document("a", "army", date=PartialDate(1, 1, 1)))
            writer.add(make_document("b", "army", date=PartialDate(9999, 12, 31)))
        search = (("army", SearchRequest(text="army")),)
        with pytest.raises(SettingsError, match=f"more than {MAX_PERIODS:,} times a week"):
            counting(engine).table(CountRequest(searches=search, by=("week",)))
        table = counting(engine).table(CountRequest(searches=search, by=("year",)))
    assert (len(table.rows), table.rows[-1].value) == (9999, "9999")


@pytest.mark.parametrize("by", list(PERIODS))
def test_periods_meet_without_a_gap(by: str) -> None:
    period = PERIODS[by]
    day = period.begin(dt.date(2015, 12, 30))
    for _ in range(70):
        following = period.next(day)
        assert period.begin(following - dt.timedelta(1)) == day
        assert period.begin(following) == following
        assert period.name(day) < period.name(following)
        day = following


def test_the_last_week_of_the_calendar_has_a_query(tmp_path: Path) -> None:
    search = SearchRequest(text="army", since="9999-12-20", until="9999-12-31")
    with opened("memory", tmp_path) as engine:
        table = counting(engine).table(CountRequest(searches=(("army", search),), by=("week",)))
    assert table.rows[-1].filter == "date:9999-12-27..9999-12-31"
