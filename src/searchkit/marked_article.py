"""An article as it is shown whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from searchkit.article import Article
from searchkit.matching.snippets import Mark
from searchkit.quick_dataclass import dataclass

if TYPE_CHECKING:
    from searchkit.quotes import Quotation


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """A whole article with the places that a query marks in its title and body.

    `sentences` are the offsets at which those of the body start; `added` is the day on which the
    article came into the index.
    """

    article: Article
    title_marks: tuple[Mark, ...] = ()
    body_marks: tuple[Mark, ...] = ()
    sentences: tuple[int, ...] = ()
    stale: bool = False
    added: dt.date | None = None

    def quotations(self, start: int, end: int) -> Sequence[Quotation]:
        """The quotations in a part of the body; their offsets are those in that part."""
        # A query does not need it.
        from searchkit.quotes import quotations

        return quotations(self.article.body[start:end])

    def to_dict(self) -> dict[str, Any]:
        """The article, its provenance and its marks, ready for JSON."""
        article = self.article
        return {
            "id": article.id,
            "path": article.path,
            "title": article.title,
            "source": article.source,
            "authors": list(article.authors),
            "date": article.date.isoformat() if article.date else None,
            "date_precision": article.date.precision if article.date else None,
            "agency": article.agency,
            "url": article.url,
            "language": article.language,
            "encoding": article.encoding,
            "fields": {name: list(values) for name, values in article.fields.items()},
            "body": article.body,
            "insets": [
                {"start": inset.start, "end": inset.end, "kind": inset.kind}
                for inset in article.insets
            ],
            "title_marks": [list(mark) for mark in self.title_marks],
            "body_marks": [list(mark) for mark in self.body_marks],
            "provenance": {
                name: {
                    "status": came.status,
                    "method": came.method,
                    "evidence": came.evidence,
                    "rivals": [
                        {"value": rival.value, "method": rival.method, "evidence": rival.evidence}
                        for rival in came.rivals
                    ],
                }
                for name, came in article.provenance.items()
            },
            "removed": [{"text": part.text, "kind": part.kind} for part in article.removed],
            "warnings": list(article.warnings),
            "stale": self.stale,
            "added": self.added.isoformat() if self.added else None,
        }
