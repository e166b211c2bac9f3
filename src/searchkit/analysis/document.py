"""An article as analysed: what an engine indexes, and what a match is decided on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from searchkit.analysis.analysed_text import AnalysedText
from searchkit.analysis.compounds import COMPOUNDING, reversed_terms
from searchkit.analysis.fingerprints import Fingerprint, fingerprint
from searchkit.analysis.languages import language_code, language_values
from searchkit.analysis.name_values import name_facet, name_terms, names_by_field
from searchkit.analysis.paragraphs import paragraph_starts
from searchkit.analysis.plain_spellings import plain_terms
from searchkit.analysis.records import Record, decode, encode
from searchkit.analysis.stems import Stems, is_stemmed
from searchkit.analysis.values import facets_of, further_terms, value_terms
from searchkit.article import METADATA, Article
from searchkit.deadline import check_deadline, watched
from searchkit.operands import by_field, in_field
from searchkit.query import Synonyms, Term, Unit
from searchkit.schema import (
    FURTHER,
    NAMES,
    PROVENANCE,
    SCHEMA,
    SCORED_STREAMS,
    STEMS_OF,
    STREAMS,
    TEXT_FIELDS,
    TITLE_START,
    TITLE_WEIGHT,
    Field,
    status_term,
)

if TYPE_CHECKING:
    from searchkit.quotes import Quotation

#: So many terms of a stream are looked for one by one, before all its terms are sorted out at once.
MAX_LOOK_UPS = 8
#: In a longer stream, it takes longer to sort out all terms than to look for this many.
LONG_STREAM = 200_000
MAX_LOOK_UPS_IN_LONG = 32


def _places(terms: Sequence[str], term: str) -> list[int]:
    positions: list[int] = []
    at = -1
    try:
        while term:
            at = terms.index(term, at + 1)
            positions.append(at)
            if len(positions) % 4096 == 0:
                check_deadline()
    except ValueError:
        pass
    return positions


def _positions(terms: Sequence[str]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    for position, term in enumerate(watched(terms)):
        if term:
            postings.setdefault(term, []).append(position)
    return postings


class _Streams(Mapping[str, Sequence[str]]):
    """The streams of the schema, each made when it is first asked for."""

    def __init__(self, article: Article, texts: Mapping[str, AnalysedText], stems: Stems) -> None:
        self._article = article
        self._texts = texts
        self._stems = stems
        self._made: dict[str, Sequence[str]] = {}

    def __getitem__(self, stream: str) -> Sequence[str]:
        terms = self._made.get(stream)
        if terms is None:
            terms = self._made[stream] = self._terms(stream)
        return terms

    def __iter__(self) -> Iterator[str]:
        return iter(STREAMS)

    def __len__(self) -> int:
        return len(STREAMS)

    @cached_property
    def names(self) -> Mapping[str, Sequence[str]]:
        """The names in the text, by field."""
        return names_by_field(self._article)

    @cached_property
    def _quotations(self) -> Sequence[Quotation]:
        # Its patterns take long to compile, and few queries need them.
        from searchkit.quotes import quotations

        return quotations(self._article.body)

    def _terms(self, stream: str) -> Sequence[str]:
        article = self._article
        if stream in _TEXT_STREAMS:
            field, terms_of = _TEXT_STREAMS[stream]
            return terms_of(self._texts[field])
        if stream == PROVENANCE:
            known = [status_term(name, article.came_from(name).status) for name in METADATA]
            codes = dict.fromkeys(map(language_code, article.languages))
            stems = [STEMS_OF + code for code in codes if is_stemmed(code)]
            return [*known, *stems, *self._reversed(codes), *self._plain(codes)]
        if stream == FURTHER.name:
            return further_terms(article.fields, article.plain_fields)
        if stream == NAMES.name:
            return name_terms(self.names)
        if stream == "language":
            return value_terms([name for tag in article.languages for name in language_values(tag)])
        if stream == "author":
            return value_terms(article.authors)
        if stream == "speaker":
            speakers = (
                quotation.speaker.name for quotation in self._quotations if quotation.speaker
            )
            return value_terms(list(dict.fromkeys(speakers)))
        if stream == "quote":
            return value_terms(
                [article.body[quotation.start : quotation.end] for quotation in self._quotations]
            )
        values: Mapping[str, str | None] = {
            "source": article.source,
            "agency": article.agency,
            "path": article.path,
            "url": article.url,
        }
        return value_terms([values[stream] or ""])

    def _reversed(self, codes: Collection[str]) -> Sequence[str]:
        if COMPOUNDING.isdisjoint(codes):
            return ()
        return reversed_terms(term for text in self._texts.values() for term in text.stems)

    def _plain(self, codes: Collection[str]) -> Sequence[str]:
        words = (
            word
            for text in self._texts.values()
            for word in zip(text.exact, text.stems, strict=True)
        )
        return plain_terms(words, codes, self._stems)


#: The streams of text fields, with the field and its terms.
_TEXT_STREAMS: Mapping[str, tuple[str, Callable[[AnalysedText], Sequence[str]]]] = {
    stream: (field.name, terms_of)
    for field in TEXT_FIELDS
    for stream, terms_of in (
        (field.name, lambda text: text.stems),
        (field.exact, lambda text: text.exact),
        (field.names, lambda text: [name.term for _, name in text.names]),
        (field.capitals, lambda text: [text.exact[at] for at in text.capitals]),
    )
}


class _Joined(Mapping[str, Sequence[str]]):
    """Streams that another process has made, in as little memory as their text takes."""

    def __init__(self, streams: Mapping[str, str]) -> None:
        self._streams = streams

    def __getitem__(self, stream: str) -> Sequence[str]:
        return self._streams[stream].split(" ")[1:]

    def __iter__(self) -> Iterator[str]:
        return iter(self._streams)

    def __len__(self) -> int:
        return len(self._streams)


class Document:
    """An analysed article: its record and its streams of terms.

    `streams[name][i]` is the term at position i; which streams there are, the schema says. What
    nobody asks for is not analysed. A pickled document takes along all that an engine writes of it;
    the rest is made again if somebody asks.
    """

    def __init__(self, record: Record, stems: Stems) -> None:
        self.id = record.article.id
        self.digest = record.digest
        self.record = record
        self._stems = stems
        self._analysed: Mapping[str, Sequence[str]] = {}
        self._begin()

    def _begin(self) -> None:
        self._postings: dict[str, dict[str, list[int]]] = {}
        self._looked_up: dict[str, dict[str, list[int]]] = {}

    def __getstate__(self) -> tuple[Any, ...]:
        streams = {name: " ".join(("", *terms)) for name, terms in self.streams.items()}
        kept = self.id, self.digest, self.encoded, self.days, self.facets, self.fingerprint
        return *kept, self.numbers, self.unit_starts, streams

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        *kept, self.numbers, self.unit_starts, streams = state
        self.id, self.digest, self.encoded, self.days, self.facets, self.fingerprint = kept
        self.streams = self._analysed = _Joined(streams)
        # Nobody asks for a stem: all that there are have come.
        self._stems = Stems()
        self._begin()

    @cached_property
    def record(self) -> Record:
        """The record that an engine stores."""
        return decode(self.encoded)

    def keep_added(self, day: int) -> None:
        """Let the article have come into the index on an earlier day."""
        if self.numbers["added"] != day:
            self.numbers = {**self.numbers, "added": day}
            self.record = replace(self.record, added=day)
            self.encoded = encode(self.record)

    @cached_property
    def encoded(self) -> bytes:
        """The record as bytes."""
        return encode(self.record)

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.record.article

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """The first and the last day of its date, as ordinals; None if it has none."""
        date = self.article.date
        return (date.first_day.toordinal(), date.last_day.toordinal()) if date else None

    @cached_property
    def numbers(self) -> Mapping[str, int | None]:
        """The numbers of `schema.NUMBERS`; None for one that is not known."""
        terms = self.streams[SCHEMA["body"].exact]
        return {"words": len(terms) - terms.count(""), "added": self.record.added}

    @cached_property
    def texts(self) -> Mapping[str, AnalysedText]:
        """The text fields."""
        return {field.name: self._text(field) for field in TEXT_FIELDS}

    @property
    def title(self) -> AnalysedText:
        """The title."""
        return self.texts["title"]

    @property
    def body(self) -> AnalysedText:
        """The body."""
        return self.texts["body"]

    @cached_property
    def streams(self) -> Mapping[str, Sequence[str]]:
        """Every stream of the schema."""
        return self._own_streams

    @cached_property
    def _own_streams(self) -> _Streams:
        # It must not lead back here: what is part of a ring is only freed by a search for rings.
        return _Streams(self.article, self.texts, self._stems)

    @cached_property
    def fingerprint(self) -> Fingerprint:
        """The fingerprint by which articles that share its text are found."""
        return fingerprint(self.article, self.title.exact, self.body.exact)

    @cached_property
    def facets(self) -> Mapping[str, tuple[str, ...]]:
        """The values that the article counts under, by column; of a facet, at least one."""
        return {**facets_of(self.article), NAMES.name: name_facet(self._own_streams.names)}

    def positions(self, stream: str, term: str) -> Sequence[int]:
        """The positions of a term in the stream, ascending."""
        if stream in SCORED_STREAMS:
            title, body = (self.positions(leaf.stream, term) for leaf in by_field(Term(stream, "")))
            return [*body, *(TITLE_START + at for at in title)]
        if stream in self._postings:
            return self._postings[stream].get(term, ())
        known = self._looked_up.setdefault(stream, {})
        if term not in known:
            terms = self.streams[stream]
            if len(known) == (MAX_LOOK_UPS if len(terms) <= LONG_STREAM else MAX_LOOK_UPS_IN_LONG):
                return self._postings_of(stream).get(term, ())
            known[term] = _places(terms, term)
        return known[term]

    def synonym_positions(self, leaf: Synonyms) -> Sequence[int]:
        """The positions of any of its terms, ascending."""
        if leaf.stream in SCORED_STREAMS:
            title, body = (self.synonym_positions(in_field(leaf, field)) for field in TEXT_FIELDS)
            return [*body, *(TITLE_START + at for at in title)]
        if len(leaf.terms) <= MAX_LOOK_UPS and leaf.stream not in self._postings:
            return sorted(at for term in leaf.terms for at in self.positions(leaf.stream, term))
        terms = self.streams[leaf.stream]
        if len(terms) > LONG_STREAM:
            wanted = frozenset(leaf.terms) - {""}
            return [at for at, term in enumerate(watched(terms)) if term in wanted]
        postings = self._postings_of(leaf.stream)
        return sorted(at for term in leaf.terms for at in postings.get(term, ()))

    def boundaries(self, stream: str, unit: Unit) -> Sequence[int]:
        """The positions in a text stream at which a sentence or paragraph begins, ascending.

        The first begins at 0, which is left out. A title is one sentence.
        """
        if stream in SCORED_STREAMS:
            return [*self.boundaries(SCHEMA["body"].name, unit), TITLE_START]
        if stream not in (SCHEMA["body"].name, SCHEMA["body"].exact):
            return ()
        return self.unit_starts[unit]

    @cached_property
    def unit_starts(self) -> Mapping[Unit, Sequence[int]]:
        """The positions at which the sentences and the paragraphs of the body begin, without 0."""
        paragraphs = paragraph_starts(self.article.body)
        starts = sorted({*paragraphs, *self.record.sentences})
        numbers = dict(zip(starts, self.body.numbers_at(starts), strict=True))
        sentences = set(numbers.values())
        return {
            "sentence": sorted(sentences - {0}),
            "paragraph": sorted({numbers[start] for start in paragraphs} - {0}),
        }

    def length(self, stream: str) -> int:
        """The number of terms in a stream; of the scored text, with the weight of the title."""
        if stream not in SCORED_STREAMS:
            terms = self.streams[stream]
            return len(terms) - terms.count("")
        title, body = (self.length(field.exact) for field in TEXT_FIELDS)
        return TITLE_WEIGHT * title + body

    def terms(self, stream: str) -> Iterable[str]:
        """The distinct terms of the stream."""
        parts = (leaf.stream for leaf in by_field(Term(stream, "")))
        return set().union(*(self._postings_of(part) for part in parts))

    def _text(self, field: Field) -> AnalysedText:
        article = self.article
        text = AnalysedText(
            getattr(article, field.name),
            self._stems,
            article.language,
            article.passages if field.name == "body" else (),
        )
        if self._analysed:
            text.exact, text.stems = self._analysed[field.exact], self._analysed[field.name]
        return text

    def _postings_of(self, stream: str) -> dict[str, list[int]]:
        postings = self._postings.get(stream)
        if postings is None:
            postings = self._postings[stream] = _positions(self.streams[stream])
        return postings
