"""Example queries for the start page, made from the articles; each finds something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from searchkit import UNKNOWN_VALUE, Results
from searchkit import quick_re as re
from searchkit.web.params import SearchParams

MAX_EXAMPLES = 10
#: The number of articles that examples are made from.
SAMPLE = 3

_WORD = re.compile(r"(?<![\w’'.-])[^\W\d_]{5,}(?![\w’'.-])")
_SIDE_BY_SIDE = re.compile(rf"{_WORD.pattern} {_WORD.pattern}")


@dataclass(frozen=True, slots=True)
class ExampleView:
    """An example query, its address and its meaning."""

    query: str
    href: str
    meaning: str


def example_views(everything: Results) -> tuple[ExampleView, ...]:
    """Examples from the answer to a blank query."""
    return tuple(
        ExampleView(query, SearchParams(q=query).href, meaning)
        for query, meaning in islice(_queries(everything), MAX_EXAMPLES)
    )


def _queries(everything: Results) -> Iterator[tuple[str, str]]:
    # Most readers know the language in which most articles are.
    usual = next((value for value in everything.facets.get("language", ())), UNKNOWN_VALUE)
    # Of what is in that language, the longest word tells most: `disappearance` more than `today`.
    hits = sorted(
        everything.hits,
        key=lambda hit: (hit.article.language != usual, -len(_longest_word(hit.title))),
    )
    titles = [hit.title for hit in hits[:SAMPLE]]
    words = [word for title in titles if (word := _longest_word(title))]
    if words:
        yield words[0], "any form of the word"
        yield f"title:{words[0]}", "in titles only"
        yield f"{words[0][:4]}*", "all words that begin like this"
    for title in titles:
        if pair := _SIDE_BY_SIDE.search(title):
            left, right = pair[0].split()
            yield f'"{pair[0]}"', "the exact phrase"
            yield f"{right.lower()} NEAR/5 {left.lower()}", "within five words of each other"
            break
    if len(set(words)) > 1:
        yield f"{words[0]} OR {next(word for word in words if word != words[0])}", "either word"
    for source in everything.facets.get("source", ()):
        if source != UNKNOWN_VALUE and source.isprintable() and not set(source) & set('"“”\\'):
            yield f'source:"{source}"', "from this source"
            break
    years = dict(everything.facets.get("year", ()))
    dated = sorted(year for year in years if year != UNKNOWN_VALUE)
    if dated:
        yield f"date:{dated[-1]}", "dated in that year; 2016-02 and 2016..2018 work too"
    if UNKNOWN_VALUE in years:
        yield f"date:{UNKNOWN_VALUE}", "undated articles"


def _longest_word(title: str) -> str:
    return max(_WORD.findall(title), key=len, default="").lower()
