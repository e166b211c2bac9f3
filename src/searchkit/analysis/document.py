"""An article as analysed: what an engine indexes, and what a match is decided on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from searchkit.analysis.words import offsets, tokenize
from searchkit.article import METADATA, Article
from searchkit.query import AnyTerm
from searchkit.schema import PROVENANCE, SEPARATOR, TEXT_FIELDS, UNKNOWN_VALUE, status_term


def _positions(terms: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, term in enumerate(terms):
        if term:
            found.setdefault(term, []).append(position)
    return found


class AnalysedText:
    """One text field: `exact[i]` and `stems[i]` are the two terms of its i-th token.

    A token without a term (see `fold`) holds its position with an empty string.
    """

    def __init__(self, text: str, stem: Callable[[str], str]) -> None:
        self.text = text
        self.exact = tokenize(text)
        self.stems = list(map(stem, self.exact))

    @cached_property
    def offsets(self) -> list[tuple[int, int]]:
        """The `[start, end)` code points of each token."""
        return list(offsets(self.text))


@dataclass(frozen=True, slots=True)
class Record:
    """What an engine stores beside the postings, enough to show the article without analysis.

    `digest` identifies the content that was read; `sentences` are the offsets at which the
    sentences of the body start.
    """

    article: Article
    digest: str
    sentences: tuple[int, ...]


class Document:
    """An analysed article: its record and its streams of terms.

    `streams[name][i]` is the term at position i; which streams there are, the schema says.
    `facets` has the values that the article counts under, at least one for each facet.
    """

    def __init__(self, record: Record, stem: Callable[[str], str]) -> None:
        self.record = record
        self.article = article = record.article
        self.title = AnalysedText(article.title, stem)
        self.body = AnalysedText(article.body, stem)
        self.texts: Mapping[str, AnalysedText] = {"title": self.title, "body": self.body}
        streams: dict[str, Sequence[str]] = {}
        for field in TEXT_FIELDS:
            streams[field.name] = self.texts[field.name].stems
            streams[field.exact] = self.texts[field.name].exact
        streams["source"] = tokenize(article.source or "")
        streams["author"] = _several(article.authors)
        streams["agency"] = tokenize(article.agency or "")
        streams["language"] = tokenize(article.language or "")
        streams["path"] = tokenize(article.path)
        streams["url"] = tokenize(article.url or "")
        streams[PROVENANCE] = [
            status_term(name, article.came_from(name).status) for name in METADATA
        ]
        self.streams: Mapping[str, Sequence[str]] = streams
        self.facets = _facets(article)
        self._postings: dict[str, dict[str, list[int]]] = {}

    def positions(self, stream: str, term: str) -> Sequence[int]:
        """Where the term stands in the stream, ascending."""
        return self._postings_of(stream).get(term, ())

    def positions_of_any(self, leaf: AnyTerm) -> Sequence[int]:
        """Where one of its terms stands, ascending."""
        return sorted(at for term in leaf.terms for at in self.positions(leaf.stream, term))

    def terms(self, stream: str) -> Iterable[str]:
        """The distinct terms of the stream."""
        return self._postings_of(stream).keys()

    def _postings_of(self, stream: str) -> dict[str, list[int]]:
        postings = self._postings.get(stream)
        if postings is None:
            postings = self._postings[stream] = _positions(self.streams[stream])
        return postings


def _several(values: Sequence[str]) -> list[str]:
    terms: list[str] = []
    for value in values:
        if terms:
            terms.append(SEPARATOR)
        terms.extend(tokenize(value))
    return terms


def _facets(article: Article) -> Mapping[str, tuple[str, ...]]:
    date = article.date.isoformat() if article.date else ""
    values = {
        "source": (article.source,),
        "author": article.authors,
        "agency": (article.agency,),
        "year": (date[:4],),
        # A date known to the year only is in no month.
        "month": (date[:7] if len(date) > 4 else None,),
        "language": (article.language,),
    }
    return {
        name: tuple(dict.fromkeys(filter(None, found))) or (UNKNOWN_VALUE,)
        for name, found in values.items()
    }
