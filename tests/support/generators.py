"""Small random articles and queries, for the tests that compare engines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from hypothesis import strategies as st

from searchkit.analysis import Analyzer, Document
from searchkit.article import Article, PartialDate, Provenance
from searchkit.expansion import Vocabulary, expand_fuzzy, expand_wildcard
from searchkit.operands import in_field
from searchkit.query import (
    And,
    AtLeast,
    Boolean,
    Boost,
    DateRange,
    Disjunction,
    Filtered,
    First,
    Leaf,
    MatchAll,
    Near,
    Not,
    NotNear,
    NumberRange,
    Operand,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
    Unit,
    Within,
)
from searchkit.schema import SCORED_STREAMS, SEPARATOR, STREAMS, TEXT, TEXT_FIELDS

T = TypeVar("T")

ANALYZER = Analyzer()
# Few words, so that they meet; some share a stem, some have none.
WORDS = ("army", "armies", "tajik", "talks", "talk", "kabul", "us", "14", "krakow")
STEMMED = {TEXT.name, *(field.name for field in TEXT_FIELDS)}


def vocabulary_of(*documents: Document) -> Vocabulary:
    """The terms of an index that has these documents."""

    def terms(stream: str, prefix: str) -> list[str]:
        return starting(prefix, (term for one in documents for term in one.terms(stream)))

    return terms


def starting(prefix: str, terms: Iterable[str]) -> list[str]:
    """The terms that start so, in order."""
    return sorted({term for term in terms if term.startswith(prefix)})


def make_document(
    article_id: str,
    body: str,
    *,
    title: str = "",
    source: str | None = None,
    authors: tuple[str, ...] = (),
    date: PartialDate | None = None,
    digest: str = "d",
    language: str | None = None,
    fields: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    added: int | None = None,
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
        language=language,
        provenance={"date": came},
        fields=fields,
    )
    return ANALYZER.analyse(article, digest, added)


# The first words are common, so that phrases and neighbours meet too.
_words = st.sampled_from(WORDS + WORDS[:4] * 3)
# Names with marks in them, and words in capitals.
MARKED = ("talks-talk", "army-talk", "US", "TAJIK")
# Some end a sentence, and some a paragraph.
_written = st.builds(
    lambda word, end: f"{word if word in MARKED else word.capitalize()}{end}",
    st.sampled_from((*WORDS * 3, *WORDS[:4] * 9, *MARKED)),
    st.sampled_from([" ", " ", " ", " ", " ", ". ", ".\n\n"]),
)
_text = st.sampled_from([0, 2, 8, 12]).flatmap(
    lambda least: st.lists(_written, min_size=least, max_size=least + 4).map("".join)
)
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
#: The further fields that documents may have.
FURTHER_FIELDS = ("section", "price")
_fields = st.dictionaries(
    st.sampled_from(FURTHER_FIELDS),
    st.lists(
        st.sampled_from(["Army", "Kabul Talks", "7", "1,200", "unknown", "price:7"]),
        min_size=1,
        max_size=2,
        unique=True,
    ).map(tuple),
    max_size=2,
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
            fields=draw(_fields),
        )
        for number in range(draw(st.sampled_from([0, 1, 2, 3, 4, 5, 6, 7, 8])))
    ]


# What scores is asked for most.
_streams = st.sampled_from(
    [name for name in STREAMS if name not in ("url", "language")] + sorted(SCORED_STREAMS) * 3
)
_days = st.none() | st.sampled_from(
    [day.toordinal() for one in (2016, 2020) for day in (PartialDate(one).first_day,)]
    + [PartialDate(2016, 2).last_day.toordinal(), PartialDate(2020).last_day.toordinal()]
)


def _term(stream: str, word: str) -> str:
    if stream == "provenance":
        return "date:unknown"
    if stream.endswith("_names"):
        return "talkstalk|5" if word < "l" else "armytalk|4"
    return ANALYZER.stem(word) if stream in STEMMED else word


_patterns = st.sampled_from(["ar*", "*mies", "t?lk*", "ta*k", "*a*", "krak?w", "zz*", "*"])
_fuzzy = st.sampled_from(["army", "armie", "tajic", "talk", "talkss", "krakov", "u", "15"])


# All that the random documents have in any stream.
_TERMS = (*WORDS, *map(ANALYZER.stem, WORDS), "the", "date:unknown", "date:declared", SEPARATOR)


def _vocabulary(_stream: str, prefix: str) -> list[str]:
    return starting(prefix, _TERMS)


@st.composite
def _words_of(draw: st.DrawFn, stream: str) -> Leaf:
    """A term or a phrase."""
    words = draw(st.lists(_words, min_size=1, max_size=3))
    terms = tuple(_term(stream, word) for word in words)
    if len(terms) == 1:
        return Term(stream, terms[0])
    return Phrase(stream, terms, draw(st.sampled_from([0, 0, 1, 3])))


def _expanded(stream: str) -> st.SearchStrategy[Leaf]:
    return st.one_of(
        _patterns.map(lambda pattern: expand_wildcard(stream, pattern, vocabulary=_vocabulary)),
        st.builds(
            lambda word, distance: expand_fuzzy(stream, word, distance, vocabulary=_vocabulary),
            _fuzzy,
            st.integers(1, 2),
        ),
        st.builds(
            Synonyms, st.just(stream), st.lists(_words, max_size=3, unique=True).map(tuple), _words
        ),
    )


def _near(streams: list[str]) -> st.SearchStrategy[Near]:
    """Operands over streams of one field, some of them groups and chains."""
    stream = st.sampled_from(streams)
    leaf = _kinds(stream.flatmap(_words_of), stream.flatmap(_words_of), stream.flatmap(_expanded))
    group = st.lists(leaf, min_size=2, max_size=3).map(lambda found: Disjunction(tuple(found)))
    operand: st.SearchStrategy[Operand] = _kinds(leaf, leaf, group)
    distance = st.sampled_from([1, 2, 3, 5, 1_000])
    pair = st.builds(Near, operand, operand, distance, st.booleans())
    chain = st.builds(
        Near, _kinds(pair, pair, operand), _kinds(leaf, pair), distance, st.booleans()
    )
    return _kinds(pair, chain)


def _kinds(*strategies: st.SearchStrategy[T]) -> st.SearchStrategy[T]:
    """One of the strategies, each as likely, however many it is made of."""
    return st.sampled_from(strategies).flatmap(lambda chosen: chosen)


@st.composite
def _operand(draw: st.DrawFn, streams: list[str]) -> Operand:
    """A word, a phrase, a group or a `Near` over streams of one field."""
    stream = st.sampled_from(streams)
    kind = draw(st.sampled_from(["words", "words", "expanded", "group", "near"]))
    if kind == "near":
        return draw(_near(streams))
    if kind == "expanded":
        return draw(stream.flatmap(_expanded))
    if kind == "words":
        return draw(stream.flatmap(_words_of))
    found = draw(st.lists(stream.flatmap(_words_of), min_size=2, max_size=3))
    return Disjunction(tuple(found))


_SCOPES: list[int | Unit] = [1, 2, 5, "sentence", "paragraph"]
_UNITS: list[Unit] = ["sentence", "paragraph"]


@st.composite
def _placed(draw: st.DrawFn, streams: list[str]) -> Leaf:
    """A leaf that looks at sentences, paragraphs, what is not there or where a text begins."""
    one, other = draw(_operand(streams)), draw(_operand(streams))
    within = Within(one, other, draw(st.sampled_from(_UNITS)))
    match draw(st.sampled_from(["within", "twice", "not near", "near", "first"])):
        case "twice":
            return Within(within, draw(_operand(streams)), draw(st.sampled_from(_UNITS)))
        case "not near":
            return NotNear(one, other, draw(st.sampled_from(_SCOPES)), draw(st.booleans()))
        case "near":
            return Near(within, one, draw(st.sampled_from([1, 3])), draw(st.booleans()))
        case "first":
            return First(one, draw(st.sampled_from([1, 3, 6])))
        case _:
            return within


leaves: st.SearchStrategy[Leaf] = _kinds(
    _streams.flatmap(_words_of),
    _streams.flatmap(_words_of),
    _streams.flatmap(_expanded),
    _near(["text", "text_exact"]),
    _near(["text", "text_exact"]),
    _near(["body", "body_exact"]) | _near(["title", "title_exact"]),
    _near(["author"]) | _near(["source"]),
    _placed(["text", "text_exact"]),
    _placed(["body", "body_exact"]) | _placed(["title", "title_exact"]),
)


@st.composite
def _typed(draw: st.DrawFn) -> Query:
    """A word that counts more in the form in which it was typed, as `binding` has it."""
    word = draw(_words)
    form = Boost(Term(TEXT.exact, word), 0.5)
    return Boolean(Term(TEXT.name, ANALYZER.stem(word)), form, marked=False)


@st.composite
def _in_one_field(draw: st.DrawFn) -> Query:
    """A leaf over title or body, scored as in all of the text."""
    leaf = draw(_near([TEXT.name, TEXT.exact]) | _text_streams.flatmap(_words_of))
    return Filtered(in_field(leaf, draw(st.sampled_from(TEXT_FIELDS))), leaf)


_text_streams = st.sampled_from(sorted(SCORED_STREAMS))


def _grown(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        several.map(And),
        several.map(Or),
        inner.map(Not),
        st.builds(Boost, inner, st.sampled_from([0.5, 2.0])),
        st.builds(Boolean, inner, inner),
    )


@st.composite
def _counted(draw: st.DrawFn) -> Query:
    """So many occurrences of a leaf, or of several."""
    found: list[Query] = [*draw(st.lists(leaves, min_size=1, max_size=3))]
    if draw(st.booleans()):
        found[0] = Boost(found[0], 0.5)
    return AtLeast(draw(st.integers(1, 4)), Or(tuple(found)) if len(found) > 1 else found[0])


_numbers = st.builds(
    NumberRange,
    st.sampled_from(["words", "added"]),
    st.none() | st.sampled_from([0, 4, 9]),
    st.none() | st.sampled_from([0, 8, 12]),
)

queries: st.SearchStrategy[Query] = st.recursive(
    st.one_of(
        leaves,
        leaves,
        leaves,
        leaves,
        _typed(),
        _typed(),
        _counted(),
        _numbers,
        _in_one_field(),
        st.builds(DateRange, _days, _days),
        st.just(MatchAll()),
    ),
    _grown,
    max_leaves=6,
)
