"""The fields that can be searched, and the term streams that stand for them in an index."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from searchkit import quick_re as re
from searchkit.quick_dataclass import dataclass

# What `corpus.further_fields` gives.
_FIELD_NAME = re.compile(r"[^\W\d_][\w-]{0,39}")

Kind = Literal["text", "value", "date"]

#: Changes whenever an index written before could not be read as it is meant now, and whenever the
#: same file would give another article: unchanged files are not read again.
SCHEMA_VERSION = 18

#: What the name of a stream of surface forms ends with.
EXACT = "_exact"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the query language.

    A text field has two streams of terms with the same positions: stems under its own name, and
    surface forms under `exact`. A value field has one, of surface forms.
    """

    name: str
    kind: Kind

    @property
    def exact(self) -> str:
        """The stream of folded surface forms."""
        return self.name + EXACT if self.kind == "text" else self.name

    @property
    def names(self) -> str:
        """The stream of the names with marks in a text field, in their order."""
        return f"{self.name}_names"

    @property
    def capitals(self) -> str:
        """The stream of the words that a text field has in capitals, in their order."""
        return f"{self.name}_capitals"

    @property
    def streams(self) -> tuple[str, ...]:
        """All streams of the field."""
        if self.kind != "text":
            return (self.name,)
        return (self.name, self.exact, self.names, self.capitals)


_FIELDS = (
    Field("title", "text"),
    Field("body", "text"),
    Field("source", "value"),
    Field("author", "value"),
    Field("agency", "value"),
    Field("language", "value"),
    Field("path", "value"),
    Field("url", "value"),
    Field("speaker", "value"),
    Field("quote", "value"),
    Field("date", "date"),
)

SCHEMA: Mapping[str, Field] = MappingProxyType({field.name: field for field in _FIELDS})

TEXT_FIELDS = tuple(field for field in _FIELDS if field.kind == "text")
#: What loose words are looked for in, and what scores: title and body as one text. No phrase
#: crosses from one to the other. In its length, and in how often a term occurs, the title counts
#: `TITLE_WEIGHT` times.
TEXT = Field("text", "text")
TITLE_WEIGHT = 2
#: Where the positions of the title begin in the text: no word of a body is near.
TITLE_START = 1 << 30

VALUE_FIELDS = tuple(field for field in _FIELDS if field.kind == "value")

#: The stream that tells how an article's metadata came to be known; its terms are `status_term`s,
#: one for each language whose stems the article has, and those of its compounds, see
#: `analysis.compounds`.
PROVENANCE = "provenance"
#: What the terms of these languages begin with.
STEMS_OF = "stems:"

#: What a facet calls the articles that have no value; `source:unknown` finds them.
UNKNOWN_VALUE = "unknown"

#: All further fields of an article, in one stream: each term begins with the name of its field and
#: a colon. After the words, each value that is a number or a date stands as a whole, after `#`.
FURTHER = Field("fields", "value")

#: The names in the text of an article, in one stream as the further fields are. `name` has those of
#: the others too. After the words, each whole name of a person stands as a `whole_name_term`.
NAMES = Field("names", "value")
NAME_FIELDS = ("person", "organisation", "place", "name")

#: Their terms begin with the name of a field.
PREFIXED = frozenset({FURTHER, NAMES})

#: The further fields in which users keep tags and notes of their own; no article need have one.
OWN_FIELDS = TAG, NOTE = "tag", "note"

#: What the terms of `FURTHER` begin with that tell of an article which fields it has, and values of
#: which types; no word begins so.
FIELD_MARK = "#"
FIELD_TYPES = ("number", "date", "text")

#: The streams of the scored text; each stands for those of title and body.
SCORED_STREAMS = frozenset({TEXT.name, TEXT.exact})

#: The streams of terms of an article. Whatever matches in one of them filters, and never scores.
STREAMS = (
    *(field.name for field in TEXT_FIELDS),
    *(field.exact for field in TEXT_FIELDS),
    *(field.names for field in TEXT_FIELDS),
    *(field.capitals for field in TEXT_FIELDS),
    *(field.name for field in VALUE_FIELDS),
    PROVENANCE,
    FURTHER.name,
    NAMES.name,
)

#: Stands before, between and after the values of a field: no phrase crosses them, and one that has
#: a separator at both ends is a whole value.
#: Analysis never makes this term.
SEPARATOR = "¦"

#: The numbers of an article that take ranges: the words of its body, and the day on which it came
#: into the index, as a proleptic ordinal.
NUMBERS = ("words", "added")

#: What hits can be counted by, and what they are counted by unless more is asked for.
FACETS = ("source", "author", "agency", "year", "month", "date_status", "language")
DEFAULT_FACETS = ("source", "year")
#: Values that a table of counts tells, unless more are asked for.
DEFAULT_VALUES = 50

#: The days of articles as a facet: as much of a date as is known of it.
DAY = "day"
#: What an index keeps the values of articles of, to count them by: all values of further fields
#: are in one column, each behind the name of its field and a colon, and so are all names.
COLUMNS = (*FACETS, DAY, FURTHER.name, NAMES.name)


def column_of(facet: str) -> tuple[str, str]:
    """The column of a facet, and what its values begin with there.

    >>> column_of("source"), column_of("section")
    (('source', ''), ('fields', 'section:'))
    """
    return (facet, "") if facet in COLUMNS else (prefixed_field(facet).name, f"{facet}:")


def prefixed_field(name: str) -> Field:
    """The stream whose terms begin with a name of a field: that of names, or of further fields.

    >>> prefixed_field("person").name, prefixed_field("section").name
    ('names', 'fields')
    """
    return NAMES if name in NAME_FIELDS else FURTHER


def is_facet(name: str) -> bool:
    """Tell if hits can be counted by a name: a facet, or what can be a further field.

    >>> is_facet("source"), is_facet("section"), is_facet("title"), is_facet("shoe size")
    (True, True, False, False)
    """
    if name in FACETS or name == DAY:
        return True
    return name not in SCHEMA and _FIELD_NAME.fullmatch(name) is not None


def has_field_term(name: str) -> str:
    """The term of `FURTHER` for articles that have a further field.

    >>> has_field_term("section")
    '#section'
    """
    return f"{FIELD_MARK}{name}"


def field_type_term(name: str, kind: str) -> str:
    """The term of `FURTHER` for articles in which a further field has a value of a type.

    >>> field_type_term("price", "number")
    '#price#number'
    """
    return f"{FIELD_MARK}{name}{FIELD_MARK}{kind}"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A rule of a project for the further field of a name.

    It gets a `new_name`, is `hidden`, which is left out of the index, or has values of one `type`.
    """

    name: str
    new_name: str = ""
    hidden: bool = False
    type: str = ""


#: Begins the terms of whole names of people.
WHOLE_NAMES = "person:="


def whole_name_prefix(surname: str) -> str:
    """The beginning of the terms of people whose surnames begin alike.

    >>> whole_name_prefix("kabulov")
    'person:=ka|'
    """
    return f"{WHOLE_NAMES}{surname[:2]}|"


def status_term(field: str, status: str) -> str:
    """The term of the provenance stream for articles whose `field` is known so.

    >>> status_term("date", "inferred")
    'date:inferred'
    """
    return f"{field}:{status}"
