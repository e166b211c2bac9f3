"""The people in the byline of an export."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit.corpus.plain.bylines import is_person, read_byline

_BY = re.compile(r"(?:by|von|par|por|di|door|av|af)\s++(?=\S)", re.IGNORECASE)
_GLUED_COMMA = re.compile(r",(?=[^\W\d_])")
_ADDRESS = re.compile(r"(?<!\S)[\w.+-]{1,64}@[\w.-]{1,255}")
_SPECIAL = re.compile(r"\bspecial to\b.*", re.IGNORECASE)
_MAX_LENGTH = 600


def names_of(text: str) -> tuple[str, ...]:
    """The names of people in `By A and B`, `A; B`, `Last, First; Last, First`; none if in doubt.

    >>> names_of("Baker, Ann; Reed, Tom"), names_of("By ANN BAKER in Oslo"), names_of("Our staff")
    (('Ann Baker', 'Tom Reed'), ('Ann Baker',), ())
    >>> names_of("Ann Baker,Tom Reed")
    ('Ann Baker', 'Tom Reed')
    """
    text = _ADDRESS.sub("", " ".join(text.split())[:_MAX_LENGTH])
    parts = _GLUED_COMMA.split(text)
    # `A B,C D` is how Factiva parts names; `Baker,Ann` is one.
    text = ("; " if all(" " in part.strip() for part in parts) else ", ").join(parts)
    text = _SPECIAL.sub("", text).rstrip(" ,")
    # A full stop ends the line, or an initial.
    text = text if text[-3:-2] in (" ", ".") else text.rstrip(".")
    names: list[str] = []
    for part in filter(str.strip, text.split(";")):
        names += _names(part.strip(" ,"))
    return tuple(dict.fromkeys(names))


def _names(part: str) -> tuple[str, ...]:
    last, comma, first = part.partition(", ")
    if (
        comma
        and " " not in first.replace(". ", ".").strip() + last
        and is_person(f"{first} {last}")
    ):
        return read_byline(f"By {first} {last}")
    if names := read_byline(f"By {_BY.sub('', part, count=1)}"):
        return names
    if comma and is_person(f"{first} {last}") and len(first.split()) <= 2 and " " not in last:
        return read_byline(f"By {first} {last}")
    # `Tom Reed, Valley Courier, Oslo`: what follows may be a person, a paper or a place.
    return read_byline(f"By {_BY.sub('', last, count=1)}") if comma else ()
