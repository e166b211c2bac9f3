"""Quotations and their speakers as fields of the query language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit import Library

STRIKE = """\
Strike ends

“We won’t unload useless cargo, and we’ve told the owners,” said Petra Vance, who leads the union.
The owners call her cargo useless. Bo Berg said he had “no time for events”.
"""
OWNERS = """\
Owners speak

No cargo is useless, “events” or not, said the owners. Petra Vance and others were not there.
"""


@pytest.fixture(params=["whoosh", "tantivy"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    write_corpus(tmp_path, {"strike.txt": STRIKE, "owners.txt": OWNERS})
    with Library.open(tmp_path) as opened:
        opened.rebuild(engine=request.param)
        yield opened


def ids(library: Library, query: str) -> list[str]:
    return sorted(hit.article.id for hit in library.search(query).hits)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("quote:cargo", ["strike.txt"]),
        ('quote:"useless cargo"', ["strike.txt"]),
        ('quote:"owners no"', []),
        ("quote:events", ["owners.txt", "strike.txt"]),
        ('quote:="events"', ["owners.txt"]),
        ("quote:carg*", ["strike.txt"]),
        ("speaker:vance", ["strike.txt"]),
        ('speaker:"bo berg"', ["strike.txt"]),
        ("speaker:owners", []),
        ("speaker:vance -quote:events", []),
    ],
)
def test_quotations_and_speakers_are_searched_alone(
    library: Library, query: str, found: list[str]
) -> None:
    assert ids(library, query) == found


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("quote:useless", ["useless"]),
        ('quote:"useless cargo"', ["useless cargo"]),
        ('quote:="no time for events"', ["no time for events"]),
        ("quote:carg*", ["cargo"]),
        ("quote:won’t-unl*", ["won’t unload"]),
        ("speaker:vance", []),
        ("quote:useless owners", ["useless", "owners", "owners"]),
    ],
)
def test_a_quotation_is_marked_where_the_body_has_it_and_nowhere_else(
    library: Library, query: str, marked: list[str]
) -> None:
    article = library.article("strike.txt", query)
    body = article.article.body
    assert [body[start:end] for start, end in article.body_marks] == marked
    (hit,) = [one for one in library.search(query).hits if one.article.id == "strike.txt"]
    shown = [one.text[start:end] for one in hit.snippets for start, end in one.marks]
    assert shown == marked
