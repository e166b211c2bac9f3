"""The people, organisations and places that a text names, with the evidence for each."""

from __future__ import annotations

from searchkit.article import Article
from searchkit.names.name import KINDS, WITHOUT_CAPITALS, Kind, Name, Rule

__all__ = ["KINDS", "WITHOUT_CAPITALS", "Kind", "Name", "Rule", "names", "names_in"]


def names(text: str, language: str | None = None) -> list[Name]:
    """The names of a text in a language, in the order in which they are first mentioned.

    >>> [(one.text, one.kind) for one in names("In Oslo, envoy Ada Lind met Mr. Lind’s aide.")]
    [('Oslo', 'place'), ('Ada Lind', 'person')]
    """
    # The patterns and the lists of words take long to load.
    from searchkit.names.extraction import names_of

    return names_of(text, language)


def names_in(article: Article) -> list[Name]:
    """The names of an article: those that a model has found in it, else by our own rules."""
    if article.model_names is None:
        return names(article.body, article.language)
    from searchkit.names.model_mentions import joined_names

    return joined_names(article)
