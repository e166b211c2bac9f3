"""The names that stand before a colon, and what other names are meant for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from searchkit import quick_re as re
from searchkit.schema import NAME_FIELDS, SCHEMA, VALUE_FIELDS

#: Further fields that an error names.
MAX_NAMED = 5
#: The command that lists the fields.
HELP = "searchkit query --help"

#: The first words of the body that `lead:` looks at.
LEAD_LENGTH = 50
TEXTS = ("title", "body", "lead")
#: Each takes a period.
DATES = ("date", "since", "until", "after", "before", "added")
#: Each takes a number, or a range of them.
NUMBERS = ("words",)
#: What is in them looks like a regular expression where none is meant.
PLACES = ("path", "url")
VALUES = frozenset(field.name for field in VALUE_FIELDS)
#: What databases have before a word for the field that it must be in.
CODES = frozenset("TI AB TX SU KW AU SO DE".split())
#: Before a blank and a parenthesis, these are no words either.
BEFORE_GROUPS = CODES | frozenset(
    "ti ab tx su kw TITLE-ABS-KEY TITLE-ABS hlead HLEAD headline HEADLINE byline BYLINE".split()
)
#: `source:unknown` asks how a field is known; `source:"unknown"` for the word.
STATUSES_OF = ("date", "source", "author", "agency", "url", "language")

FIELDS = (
    "title",
    "body",
    "lead",
    *(name for name in SCHEMA if name not in (*TEXTS, "date")),
    *NAME_FIELDS,
    *DATES,
    *NUMBERS,
)

_USUAL = ("title", "body", "source", "author", "date")

#: Names that other tools have for a field, taken for it.
ALIASES: Mapping[str, str] = {
    "headline": "title",
    "hd": "title",
    "by": "author",
    "byline": "author",
}

# Names that mean a field and are not taken for it.
_MEANT: Mapping[str, str] = {
    meant: name
    for name, names in {
        "title": "intitle allintitle ti heading subject hl caption headline_text",
        "body": "text content contents fulltext article story allintext intext tw body_text "
        "maintext",
        "lead": "lp hlp hlead intro leadparagraph first",
        "source": "publication publisher outlet newspaper paper journal magazine sn so pub rst",
        "author": "au writer reporter creator columnist authors auth",
        "language": "lang la sourcelang",
        "path": "file filename folder directory dir ext mime filetype",
        "url": "site domain link inurl website host web domainis links",
        "speaker": "said who",
        "person": "people per",
        "organisation": "organization org company companies institution",
        "place": "location loc country city geo gpe places",
        "name": "entity entities names",
        "agency": "wire newswire credit",
        "date": "year month day published pubdate pub_date publication_date load-date pd dt dp py "
        "pdat pubyear time yr when timestamp published_date publish_date published_at seendate "
        "created_at created publication_day",
        "since": "from start",
        "until": "to end",
        "words": "wordcount word_count wc length",
    }.items()
    for meant in names.split()
}


# `near20:"two words"` and `repeat3:word`, as GDELT has them.
_COUNTED = re.compile(r"(near|repeat)(\d{1,3})", re.ASCII)


def resolved(name: str) -> str:
    """The name of a field as it is known here.

    >>> resolved("Headline"), resolved("SOURCE")
    ('title', 'source')
    """
    name = name.lower()
    return ALIASES.get(name, name)


def meant(name: str) -> str | None:
    """The field that a name of another tool means; None if it means none.

    >>> meant("TI"), meant("mesh")
    ('title', None)
    """
    name = resolved(name.strip())
    return name if name in FIELDS else _MEANT.get(name)


def is_text(field: str | None) -> bool:
    """Tell if a field is of running text; None stands for title and body."""
    return field is None or field in TEXTS


def nearest(name: str, further: Collection[str] = ()) -> str | None:
    """The field that a name is meant for: by its meaning, else by its spelling.

    >>> nearest("site"), nearest("titel"), nearest("zzz")
    ('url', 'title', None)
    """
    name = name.lower()
    if name in _MEANT:
        return _MEANT[name]
    known = [*FIELDS, *ALIASES, *further]
    # Few queries need it, and it takes long to import.
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1, cutoff=0.7)
    return ALIASES.get(close[0], close[0]) if close else None


def advice(name: str, further: Collection[str] = ()) -> str:
    """What to write instead of a name that is no field."""
    words = "for the words themselves, put a space after the colon"
    if counted := _COUNTED.fullmatch(name):
        form = "taliban NEAR/{} moscow" if counted[1] == "near" else "ATLEAST/{} moscow"
        return f"write {form.format(counted[2])}; {words}"
    if meant := nearest(name, further):
        return f"did you mean {meant}:? {HELP} lists all fields; {words}"
    names = [*_USUAL, *sorted(further)[:MAX_NAMED]]
    more = len(further) - MAX_NAMED
    others = f" and {more:,} more of these articles" if more > 0 else ""
    return f"some fields are {', '.join(names)}{others}; {HELP} lists all; {words}"
