"""The fields of the index as Whoosh knows them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from whoosh import columns, fields, formats

from searchkit.schema import COLUMNS, NUMBERS, STREAMS, TEXT_FIELDS

ID = "id"
RECORD = "record"
DIGEST = "digest"
FIRST_DAY = "first_day"
LAST_DAY = "last_day"

#: The positions at which the units of the body begin, each kind of unit as a term.
BOUNDARIES = "boundaries"

# No value holds it: it is no text.
_BETWEEN_VALUES = "\0"


def facet_column(name: str) -> str:
    """The column that holds the articles' values of a facet."""
    return f"facet_{name}"


def number_column(name: str) -> str:
    """The column that holds a number of `schema.NUMBERS`, plus 1; 0 for none."""
    return f"number_{name}"


def facet_bytes(values: Sequence[str]) -> bytes:
    """The values of a facet as a column keeps them."""
    return _BETWEEN_VALUES.join(values).encode()


def facet_values(column: bytes) -> tuple[str, ...]:
    """The values that `facet_bytes` was given."""
    return tuple(column.decode().split(_BETWEEN_VALUES)) if column else ()


def decoded_positions(value: bytes) -> array[int]:
    """The positions in one posting of a term."""
    return array("I", value)


class Terms(fields.FieldType):  # type: ignore[misc]
    """A stream of ready terms: each posting holds the positions of its term.

    The length of one that is `measured` is kept for each document.

    Whoosh's own analyzers have no part in it.
    """

    def __init__(self, measured: bool) -> None:
        super().__init__(formats.Format(), None, scorable=measured)


def schema() -> fields.Schema:
    """The fields of the index, in Whoosh's terms."""
    whoosh_schema = fields.Schema(
        **{
            ID: fields.ID(stored=True, unique=True),
            RECORD: fields.STORED(),
            DIGEST: fields.STORED(),
            FIRST_DAY: fields.COLUMN(columns.NumericColumn("i", default=0)),
            LAST_DAY: fields.COLUMN(columns.NumericColumn("i", default=0)),
        }
    )
    for name in COLUMNS:
        whoosh_schema.add(facet_column(name), fields.COLUMN(columns.VarBytesColumn()))
    for name in NUMBERS:
        column = fields.COLUMN(columns.NumericColumn("i", default=0))
        whoosh_schema.add(number_column(name), column)
    # Both streams of a field are as long.
    measured = {field.name for field in TEXT_FIELDS}
    for name in STREAMS:
        whoosh_schema.add(name, Terms(name in measured))
    whoosh_schema.add(BOUNDARIES, Terms(measured=False))
    return whoosh_schema
