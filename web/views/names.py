"""The pages of names: a list of them, and one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import quote, urlencode

from searchkit import NameList, NameReport
from searchkit.web.params import SearchParams
from searchkit.web.views.quote import quote_href
from searchkit.web.views.story import ArticleLinkView, article_link, name_href

NAMES_PER_PAGE = 100
#: Names beside one, and values of a kind, that a page shows.
MAX_BESIDE = 40
MAX_VALUES = 40

_KINDS = {
    "": "All",
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "other": "Others",
}
_RULES = {
    "title": "title before the name",
    "role": "role beside the name",
    "said": "verb of speech",
    "age": "age or “who” after the name",
    "initial": "initial or suffix",
    "first name": "common first name",
    "form": "company form",
    "head": "last word",
    "known": "known to everybody",
    "in": "“in” before the name",
    "acronym": "acronym in brackets",
    "model": "language model",
    "unknown": "nothing tells the kind",
}


@dataclass(frozen=True, slots=True)
class NameRowView:
    """A name of a table, with its page, its kind and its numbers."""

    name: str
    href: str
    kind: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamesChoice:
    """The names that a list is of: those of a search, of a kind, that contain a text."""

    params: SearchParams
    kind: str = ""
    within: str = ""

    def href(self, page: int = 1) -> str:
        """The address of a page of the list."""
        query = urlencode(self.fields(page))
        return f"/names?{query}" if query else "/names"

    def fields(self, page: int = 1) -> dict[str, str]:
        """What the address has, without what is empty."""
        values = {
            "q": self.params.q,
            "any": "1" if self.params.operator == "or" else "",
            "kind": self.kind,
            "within": self.within,
            "page": str(page) if page > 1 else "",
        }
        return {name: value for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class NamesView:
    """A page of names; `kinds` are the links by kind, with the one that is shown.

    `fields` are what a form that finds other names in the same list sends along.
    """

    heading: str
    asked: str
    within: str
    fields: Mapping[str, str]
    kinds: tuple[tuple[str, str, bool], ...]
    heads: tuple[str, ...]
    rows: tuple[NameRowView, ...]
    notes: tuple[str, ...]
    previous_href: str
    next_href: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A rule that tells the kind, in so many articles, with examples."""

    rule: str
    told: str
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NameView:
    """All that a page shows of a name."""

    name: str
    heading: str
    articles_href: str
    trends_href: str
    spellings: tuple[tuple[str, str], ...]
    evidence: tuple[EvidenceView, ...]
    years: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    beside: tuple[NameRowView, ...]
    quotes: tuple[tuple[str, str, str], ...]
    first: ArticleLinkView
    last: ArticleLinkView
    notes: tuple[str, ...]


def names_view(names: NameList, choice: NamesChoice) -> NamesView:
    """The page of a list of names."""
    what = "name" if names.total == 1 else "names"
    heads = ("Name", "Kind", "Articles", "Stories", *(["Sources"] if names.has_sources else []))
    rows = tuple(
        NameRowView(
            row.name,
            name_href(row.name),
            "" if row.kind == "other" else row.kind,
            row.counts.cells()[: len(heads) - 2],
        )
        for row in names.names
    )
    kinds = tuple(
        (text, replace(choice, kind=key).href(), key == choice.kind) for key, text in _KINDS.items()
    )
    return NamesView(
        f"{names.total:,} {what}" if names.total else "No names",
        choice.params.q,
        choice.within,
        replace(choice, within="").fields(),
        kinds,
        heads,
        rows,
        names.notes,
        choice.href(names.page - 1) if names.page > 1 else "",
        choice.href(names.page + 1) if names.page < names.pages else "",
    )


def name_view(report: NameReport) -> NameView:
    """The page of a name."""
    kind = "Kind unknown" if report.kind == "other" else report.kind.capitalize()
    articles = report.counts.articles
    more = report.counts.summary()
    told = f"{articles:,} {'article' if articles == 1 else 'articles'}"
    return NameView(
        report.name,
        f"{kind} · {told}" + (f", {more}" if more else ""),
        f"/?{urlencode({'q': report.query})}",
        f"/trends?{urlencode({'q': report.query})}",
        _pairs(report.spellings),
        tuple(
            EvidenceView(
                _RULES.get(one.rule, one.rule),
                f"{one.articles:,} {'article' if one.articles == 1 else 'articles'}",
                tuple((text, f"/article/{quote(key, safe='/')}") for key, text in one.examples),
            )
            for one in report.evidence
        ),
        _pairs(report.years),
        _pairs(report.sources),
        tuple(
            NameRowView(
                row.name,
                name_href(row.name),
                "" if row.kind == "other" else row.kind,
                (f"{row.sentences:,}", f"{row.articles:,}", f"{row.score:z.1f}"),
            )
            for row in report.beside[:MAX_BESIDE]
        ),
        tuple(
            (one.text, quote_href(one.article.id, one.start), one.article.title)
            for one in report.quotes
        ),
        article_link(report.first),
        article_link(report.last),
        report.notes,
    )


def _pairs(rows: Sequence[tuple[str, int]]) -> tuple[tuple[str, str], ...]:
    return tuple(islice(((label, f"{count:,}") for label, count in rows if count), MAX_VALUES))
