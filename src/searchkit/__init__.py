"""searchkit: full-text search over a folder of saved news articles."""

from typing import TYPE_CHECKING

from searchkit.lazy import lazy_exports

if TYPE_CHECKING:
    from searchkit.article import Article, PartialDate, Provenance
    from searchkit.errors import QueryError, SearchkitError
    from searchkit.library import Library
    from searchkit.matching.snippets import Snippet
    from searchkit.results import Hit, MarkedArticle, Results

__all__ = [
    "Article",
    "Hit",
    "Library",
    "MarkedArticle",
    "PartialDate",
    "Provenance",
    "QueryError",
    "Results",
    "SearchkitError",
    "Snippet",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "Article": "searchkit.article",
        "Hit": "searchkit.results",
        "Library": "searchkit.library",
        "MarkedArticle": "searchkit.results",
        "PartialDate": "searchkit.article",
        "Provenance": "searchkit.article",
        "QueryError": "searchkit.errors",
        "Results": "searchkit.results",
        "SearchkitError": "searchkit.errors",
        "Snippet": "searchkit.matching.snippets",
    },
)
