"""searchkit: full-text search over a folder of saved news articles."""

from searchkit.article import Article, PartialDate, Provenance
from searchkit.errors import QueryError, SearchkitError
from searchkit.library import Library
from searchkit.results import Hit, MarkedArticle, Results
from searchkit.snippets import Snippet

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
