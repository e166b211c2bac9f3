"""The names in the text of an article: as terms, and as facets that it counts under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from searchkit.analysis.values import folded_value
from searchkit.analysis.words import tokenize
from searchkit.article import Article
from searchkit.schema import NAME_FIELDS, SEPARATOR, has_field_term, whole_name_prefix

#: Names that an index has of one article, the first ones; `names_in` tells all of it.
MAX_INDEXED = 100
# Characters of a name that is remembered.
_MAX_KNOWN = 100


def names_by_field(article: Article) -> Mapping[str, Sequence[str]]:
    """The names of an article by `schema.NAME_FIELDS`, each once; those that it declares first."""
    # Its patterns take long to compile, and few queries need them.
    from searchkit.names import names_in
    from searchkit.names.aliases import canonical

    fields: dict[str, dict[str, str]] = {name: {} for name in NAME_FIELDS}
    for name, values in fields.items():
        for value in article.fields.get(name, ()):
            values.setdefault(canonical(_folded(value)), value)
    for found in names_in(article)[:MAX_INDEXED]:
        folded = canonical(_folded(found.text))
        fields["name"].setdefault(folded, found.text)
        if found.kind != "other":
            fields[found.kind].setdefault(folded, found.text)
    return {name: tuple(values.values()) for name, values in fields.items() if values}


def _folded(value: str) -> str:
    return " ".join(_words(value)) or folded_value(value)


def _words(value: str) -> Sequence[str]:
    """The words of a name. Few names are most of those in the news, so they are remembered."""
    return _known_words(value) if len(value) <= _MAX_KNOWN else _folded_words(value)


def _folded_words(value: str) -> tuple[str, ...]:
    return tuple(filter(None, tokenize(value)))


_known_words = lru_cache(1 << 14)(_folded_words)


def name_terms(fields: Mapping[str, Sequence[str]]) -> list[str]:
    """The terms of all names, by field; see `schema.NAMES`."""
    terms: list[str] = []
    whole: list[str] = []
    for field, values in fields.items():
        whole.append(has_field_term(field))
        for value in values:
            words = _words(value)
            terms += [*(f"{field}:{word}" for word in words), SEPARATOR]
            if field == "person" and len(words) > 1:
                whole.append(whole_name_term(words))
    return [SEPARATOR, *terms, *whole] if whole else []


def whole_name_term(words: Sequence[str]) -> str:
    """The term of the whole name of a person, by which those that are spelt alike are found.

    >>> whole_name_term(["zamir", "n", "kabulov"])
    'person:=ka|zamir_n_kabulov'
    """
    from searchkit.names.spelling import parts

    # By its words, as it is looked up: `Hale-Lind` and `Hale Lind` are one.
    (surname,) = parts(" ".join(words))[-1:] or words[-1:]
    return f"{whole_name_prefix(surname)}{'_'.join(words)}"


def name_facet(fields: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The names that an article counts under, each behind its field and a colon."""
    return tuple(f"{field}:{value}" for field, values in fields.items() for value in values)
