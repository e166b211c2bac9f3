"""The fields of a Tantivy index, and an article as they hold it.

A text field keeps its two streams in one field of Tantivy's, turn by turn: `armi =armies go =go`.
So words of both can stand in one phrase query, whose distances are twice those of the text. The
scored text is a field with the body, and then the title as often as it counts; what is in the body
is in the text, and not in the title alone. The terms are stored as well, for what only the
positions of an article can tell.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import accumulate, pairwise
from typing import NamedTuple

import tantivy

from searchkit.analysis import Document
from searchkit.engines.base import source_of
from searchkit.engines.counts import MARK, often_counts, often_terms, repeated_terms
from searchkit.engines.tantivy.units import UNIT_FIELDS, UNMEASURED, units_of
from searchkit.query import Unit
from searchkit.schema import COLUMNS, NUMBERS, STREAMS, TEXT, TEXT_FIELDS, TITLE_WEIGHT

ID = "id"
#: The id and the digest in one term: see `state_term`.
STATE = "state"
RECORD = "record"
#: What stands for an id where that would take longer: see `number`.
NUMBER = "number"
NUMBER_BITS = 64
#: What stands for the source of an article, if it has one.
SOURCE = "source_number"
SOURCES = 1 << 62
FIRST_DAY = "first_day"
LAST_DAY = "last_day"

#: What is only in the title, by its terms.
ONLY_TITLE = "only_title"
#: The terms of the body, joined; a form that is its own stem is `SAME`.
BODY_TERMS = "body_terms"
#: The positions at which its sentences and paragraphs begin: see `packed_starts`.
UNIT_STARTS = "unit_starts"
#: How often its terms occur: see `often_term`.
OFTEN = "often"

#: Stands before the first word of the scored text.
START = f"{MARK}{MARK}"
#: Stands, where terms are stored, for a surface form that is the stem before it.
SAME = "~"
#: Words further apart than this can stand in different parts of a text.
GAP = 64

_TITLE, _BODY = TEXT_FIELDS
_TERMS = "terms"
_UNITS: tuple[Unit, ...] = ("sentence", "paragraph")
_APART = f"{MARK} " * 2 * GAP
# No id and no digest has it.
_BETWEEN = "\0"


#: The streams of the body, which have no field of their own.
BODY_STREAMS = frozenset({_BODY.name, _BODY.exact})


class StreamLayout(NamedTuple):
    """The place of a stream: its n-th term is the token n · `step` + `shift` of `field`.

    The tokens of an article are stored in `stored`, unless it is empty. Those of a body are looked
    for in all of the text.
    """

    field: str
    mark: str
    step: int
    shift: int
    stored: str

    def has(self, token: str) -> bool:
        """Tell if a token of the field is a term of the stream."""
        return token.startswith(MARK) == bool(self.mark) and token != START

    def term(self, token: str) -> str:
        """The term that a token of the stream stands for."""
        return token[len(self.mark) :]


#: Every stream.
LAYOUTS = {name: StreamLayout(name, "", 1, 0, name) for name in STREAMS}
for _field, _name, _stored in (
    (TEXT, TEXT.name, ""),
    (_TITLE, _TITLE.name, _TITLE.name),
    (_BODY, TEXT.name, BODY_TERMS),
):
    LAYOUTS[_field.name] = StreamLayout(_name, "", 2, 0, _stored)
    LAYOUTS[_field.exact] = StreamLayout(_name, MARK, 2, 1, _stored)

_VALUE_STREAMS = tuple(name for name, layout in LAYOUTS.items() if layout.step == 1)


def facet_field(name: str) -> str:
    """The field that holds the articles' values of a facet."""
    return f"facet_{name}"


def length_field(field: str) -> str:
    """The field that holds the number of terms in a text field."""
    return f"{field}_length"


def number_field(name: str) -> str:
    """The field that holds a number of `schema.NUMBERS`."""
    return f"number_{name}"


def number(article_id: str) -> int:
    """A number by which an article can be asked for, and known again: 64 bits of a digest."""
    return int.from_bytes(blake2b(article_id.encode(), digest_size=8).digest(), "big")


def source_number(value: str) -> int | None:
    """A number below `SOURCES` for a source, by its value as a facet; None if it is not known."""
    source = source_of(value)
    return number(source) % SOURCES if source else None


def state_term(article_id: str, digest: str) -> str:
    """The two as one term, which sorts as the id does."""
    return f"{article_id}{_BETWEEN}{digest}"


def id_and_digest(state: str) -> tuple[str, str]:
    """Undo `state_term`."""
    article_id, _, digest = state.partition(_BETWEEN)
    return article_id, digest


def schema() -> tantivy.Schema:
    """The fields of the index, in Tantivy's terms."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(STATE, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field(RECORD, stored=True)
    builder.add_unsigned_field(NUMBER, indexed=True, fast=True)
    builder.add_unsigned_field(SOURCE, fast=True)
    builder.add_integer_field(FIRST_DAY, fast=True)
    builder.add_integer_field(LAST_DAY, fast=True)
    for field in (_TITLE.name, *_VALUE_STREAMS):
        builder.add_text_field(field, stored=True, tokenizer_name=_TERMS)
    builder.add_text_field(TEXT.name, tokenizer_name=_TERMS)
    builder.add_text_field(ONLY_TITLE, tokenizer_name=_TERMS, index_option="basic")
    builder.add_bytes_field(BODY_TERMS, stored=True)
    builder.add_bytes_field(UNIT_STARTS, stored=True)
    for unit_field in UNIT_FIELDS:
        builder.add_text_field(unit_field.name, tokenizer_name=_TERMS)
    for name in (UNMEASURED, OFTEN):
        builder.add_text_field(name, tokenizer_name=_TERMS, index_option="basic")
    for text in TEXT_FIELDS:
        builder.add_unsigned_field(length_field(text.name), fast=True)
    for name in NUMBERS:
        builder.add_integer_field(number_field(name), fast=True)
    for name in COLUMNS:
        builder.add_text_field(
            facet_field(name), fast=True, tokenizer_name="raw", index_option="basic"
        )
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Tell an index how it splits fields of terms: where there is a space, and nowhere else.

    A token without a term holds its place.
    """
    splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    no_term = tantivy.Filter.custom_stopword([MARK])
    index.register_tokenizer(_TERMS, splitter.filter(no_term).build())


def stored(document: Document) -> tantivy.Document:
    """A document as the index takes it."""
    streams = document.streams
    fields = tantivy.Document()
    fields.add_text(ID, document.id)
    fields.add_text(STATE, state_term(document.id, document.digest))
    fields.add_bytes(RECORD, document.encoded)
    fields.add_unsigned(NUMBER, number(document.id))
    (source,) = document.facets["source"]
    if (mark := source_number(source)) is not None:
        fields.add_unsigned(SOURCE, mark)
    if document.days is not None:
        first, last = document.days
        fields.add_integer(FIRST_DAY, first)
        fields.add_integer(LAST_DAY, last)
    _add_texts(fields, document)
    for name in _VALUE_STREAMS:
        fields.add_text(name, _joined(_held(streams[name])))
    for name, count in document.numbers.items():
        if count is not None:
            fields.add_integer(number_field(name), count)
    for name in COLUMNS:
        for value in document.facets[name]:
            fields.add_text(facet_field(name), value)
    return fields


def _add_texts(fields: tantivy.Document, document: Document) -> None:
    """Add title and body: their terms, where units begin, and what occurs often in them."""
    streams = document.streams
    stems = {field: streams[field.name] for field in TEXT_FIELDS}
    exact = {field: streams[field.exact] for field in TEXT_FIELDS}
    for field, forms in exact.items():
        fields.add_unsigned(length_field(field.name), len(forms) - forms.count(""))
    title, body = (_turn_by_turn(stems[field], exact[field]) for field in (_TITLE, _BODY))
    fields.add_text(_TITLE.name, _joined(title))
    fields.add_text(TEXT.name, START + _joined(body) + f"{_APART}{_joined(title)}" * TITLE_WEIGHT)
    fields.add_bytes(BODY_TERMS, _shortened(body, stems[_BODY], exact[_BODY]))
    fields.add_text(ONLY_TITLE, " ".join(set(title).difference(body)))
    fields.add_bytes(UNIT_STARTS, packed_starts(document.unit_starts))
    # The title is one sentence, and one paragraph.
    of_both = [*stems[_BODY], *stems[_TITLE]]
    starts = {unit: [*at, len(stems[_BODY])] for unit, at in document.unit_starts.items()}
    often = often_counts([*title, *body])
    listed = [*often_terms(often), *repeated_terms(of_both, starts, often)]
    fields.add_text(OFTEN, " ".join(listed))
    if units := units_of(of_both, [*exact[_BODY], *exact[_TITLE]], starts):
        unit_field, tokens = units
        fields.add_pre_tokenized_text(unit_field.name, tokens)
    else:
        fields.add_text(UNMEASURED, START)


def _turn_by_turn(stems: Sequence[str], forms: Sequence[str]) -> list[str]:
    """The tokens of a text field: a stem, then the surface form with its mark."""
    tokens = [MARK] * (2 * len(stems))
    tokens[::2] = _held(stems)
    tokens[1::2] = [MARK + form for form in forms]
    return tokens


def packed_starts(starts: Mapping[Unit, Sequence[int]]) -> bytes:
    """The starts of sentences and paragraphs, each as its distance from the one before."""
    sentences, paragraphs = (starts[unit] for unit in _UNITS)
    pairs = [*pairwise([0, *sentences]), *pairwise([0, *paragraphs])]
    gaps = [after - before for before, after in pairs]
    return array("I", [len(sentences), *gaps]).tobytes()


def unpacked_starts(packed: bytes, unit: Unit) -> Sequence[int]:
    """The starts of one kind, from `packed_starts`. Raises `ValueError` for other bytes."""
    count, *gaps = array("I", packed)
    return list(accumulate(gaps[:count] if unit == _UNITS[0] else gaps[count:]))


def _shortened(tokens: Sequence[str], stems: Sequence[str], forms: Sequence[str]) -> bytes:
    """The tokens of the body as they are stored."""
    shortened = list(tokens)
    shortened[1::2] = [
        SAME if stem == form else token
        for stem, form, token in zip(stems, forms, tokens[1::2], strict=True)
    ]
    return _joined(shortened).encode()


def _held(terms: Sequence[str]) -> Sequence[str]:
    """The terms, with a mark that holds the place of each empty one."""
    return [term or MARK for term in terms] if "" in terms else terms


def _joined(tokens: Iterable[str]) -> str:
    """A field of terms: every token has a space on both sides."""
    return f" {' '.join(tokens)} "
