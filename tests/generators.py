"""Small random articles and queries, for the tests that compare engines."""

from __future__ import annotations

from hypothesis import strategies as st

from searchkit.analysis import Analyzer, Document
from searchkit.article import Article, PartialDate, Provenance
from searchkit.query import (
    And,
    Boost,
    DateRange,
    MatchAll,
    Not,
    Or,
    Phrase,
    Prefer,
    Query,
    Term,
)
from searchkit.schema import STREAMS

ANALYZER = Analyzer()
# Few words, so that they meet; some share a stem, some have none.
WORDS = ("army", "armies", "tajik", "talks", "talk", "kabul", "us", "14", "krakow")
STEMMED = {"title", "body"}


def make_document(
    article_id: str,
    body: str,
    *,
    title: str = "",
    source: str | None = None,
    authors: tuple[str, ...] = (),
    date: PartialDate | None = None,
    digest: str = "d",
) -> Document:
    """A document as the corpus would give it."""
    came = Provenance("declared" if date else "unknown", "test")
    article = Article(
        id=article_id,
        path=article_id,
        body=body,
        title=title,
        source=source,
        authors=authors,
        date=date,
        provenance={"date": came},
    )
    return ANALYZER.analyse(article, digest)


_text = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
_names = st.sampled_from(["Kabul Talks", "US Army", "The Tajik", ""])
_dates = st.none() | st.sampled_from(
    [
        PartialDate(2016),
        PartialDate(2016, 2),
        PartialDate(2016, 2, 20),
        PartialDate(2020, 3, 31),
        PartialDate(2020, 12, 31),
    ]
)


@st.composite
def corpora(draw: st.DrawFn) -> list[Document]:
    """Up to eight documents with distinct ids."""
    return [
        make_document(
            f"{number}.txt",
            draw(_text),
            title=draw(_text),
            source=draw(_names) or None,
            authors=tuple(name for name in draw(st.lists(_names, max_size=2)) if name),
            date=draw(_dates),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


_streams = st.sampled_from([name for name in STREAMS if name not in ("url", "language")])
_days = st.none() | st.sampled_from(
    [day.toordinal() for one in (2016, 2020) for day in (PartialDate(one).first_day,)]
    + [PartialDate(2016, 2).last_day.toordinal(), PartialDate(2020).last_day.toordinal()]
)


def _term(stream: str, word: str) -> str:
    if stream == "provenance":
        return "date:unknown"
    return ANALYZER.stem(word) if stream in STEMMED else word


@st.composite
def _leaves(draw: st.DrawFn) -> Query:
    stream = draw(_streams)
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
    terms = tuple(_term(stream, word) for word in words)
    return Term(stream, terms[0]) if len(terms) == 1 else Phrase(stream, terms)


def _grown(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(And),
        several.map(Or),
        inner.map(Not),
        st.builds(Boost, inner, st.sampled_from([0.5, 2.0])),
        st.builds(Prefer, inner, inner),
    )


queries: st.SearchStrategy[Query] = st.recursive(
    st.one_of(
        _leaves(),
        _leaves(),
        st.builds(DateRange, _days, _days),
        st.just(MatchAll()),
    ),
    _grown,
    max_leaves=6,
)
