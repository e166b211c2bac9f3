"""Every count beside a link is how many hits the link leads to, on every engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from searchkit import Library, filters
from searchkit.engines import ENGINES
from searchkit.schema import FACETS
from searchkit.settings import Settings
from searchkit.web import create_app
from searchkit.web.params import arguments, read_search
from searchkit.web.views import facets
from searchkit.web.views.timeline import timeline

pytestmark = pytest.mark.slow

#: What articles declare: spellings that no query tells apart, and names that are hard to ask for.
DECLARED = (
    {"source": "Herald", "authors": ["Ada Lind", "ADA LIND"], "date": "2016-02-20"},
    {"source": "HERALD", "authors": ["Ada Lind", "Bo Berg"], "date": "2016-07", "language": "en"},
    {"source": "Hérald", "authors": ["BO  BERG"], "date": 2016, "language": "EN"},
    {"source": "Herald", "agency": "Reuters", "date": "2017-01-05"},
    {"source": "The Herald", "agency": "REUTERS", "date": "2018-12"},
    {"source": "unknown", "authors": ["Unknown"], "date": "2018-12-24"},
    {"source": "UNKNOWN", "language": "de-AT"},
    {"source": "News\u00adpaper", "date": "2019"},
    {"source": 'The "Coast" Post', "authors": ["A\u200bB", "O'Neil, Jr."], "date": "2020-05-01"},
    {"source": "Coast/Post", "authors": ["U.S. Desk"], "date": "2021-05-01"},
    {"source": "???", "date": "2022-06-30"},
    {"source": "x" * 120, "authors": ["李 明"]},
    {},
)  # fmt: skip


@pytest.fixture(scope="module", params=ENGINES)
def library(request, tmp_path_factory):
    home: Path = tmp_path_factory.mktemp(request.param)
    (home / "corpus").mkdir()
    for number, declared in enumerate(DECLARED):
        front = yaml.safe_dump({"title": f"Ferry {number}", **declared}, allow_unicode=True)
        text = f"---\n{front}---\n\nThe ferry sails.\n"
        (home / "corpus" / f"{number:02}.md").write_text(text, encoding="utf-8")
    with Library(Settings(home, home / "corpus", home / "index", engine=request.param)) as made:
        made.rebuild()
        yield made


def asked_in(href):
    return read_search(arguments(href.partition("?")[2].encode()))


@pytest.fixture
def total(library):
    """How many hits the page says that an address leads to."""
    client = create_app(library).test_client()
    return lambda href: client.get(f"/api/search{href[1:]}").json["total"]


def counts_of(library, asked):
    return library.search(
        asked.q,
        since=asked.since or None,
        until=asked.until or None,
        filters=filters.queries(asked.filters),
        facets=FACETS,
    ).facets


@pytest.mark.parametrize(
    "href", ["/?q=ferry", "/?q=ferry&since=2016-03&until=2021-01", "/?q=ferry+since:2018"]
)
def test_a_facet_counts_the_hits_behind_its_link(library, total, href):
    asked = asked_in(href)
    hits = total(href)
    views = facets.facet_views(asked, counts_of(library, asked))
    rows = [row for view in views for row in (*view.rows, *view.more) if row.href]
    assert len(rows) > 15
    for row in rows:
        assert (row.text, row.count) == (row.text, total(row.href))
        assert total(row.exclude_href) == hits - row.count


def articles(counts):
    return {value: one.articles for value, one in counts.items()}


def test_values_that_fold_alike_are_one_in_the_commonest_spelling(library):
    found = library.search("ferry", facets=FACETS).facets
    sources = articles(found["source"])
    assert sources["Herald"] == 4
    assert not {"HERALD", "Hérald"} & sources.keys()
    assert sources["The Herald"] == 1
    assert found["author"]["Ada Lind"].articles == 2
    assert articles(found["language"]) == {"en": 12, "de": 1}
    assert list(sources.values()) == sorted(sources.values(), reverse=True)
    assert {one.sources for name, one in found["source"].items() if name != "unknown"} == {1}


def test_a_source_that_is_declared_to_be_unknown_is_none(library):
    sources = articles(library.search("ferry").facets["source"])
    assert not {"Unknown", "UNKNOWN"} & sources.keys()
    assert sources["unknown"] == library.search("source:unknown").total == 3


def test_a_value_is_chosen_in_whatever_spelling(library):
    asked = asked_in('/?q=ferry&filter=source:="HERALD"')
    view, *_ = facets.facet_views(asked, library.search("ferry").facets)
    (chosen,) = [row for row in view.rows if row.chosen]
    assert (chosen.text, chosen.href) == ("Herald", "/?q=ferry")
    assert asked_in(chosen.exclude_href).filters == ('-source:="Herald"',)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "&since=2016-03&until=2018-12-10",
        "&filter=date:2016-03..2018-12-24",
        "&filter=date:2016-02-21..2018-12-24",
        "&filter=date:>=2016-07&filter=-date:2019",
        "&filter=date:2016-01..2016-02&filter=date:2016-07..2021",
        "&filter=date:..2018-12-24&filter=date:unknown",
        "&filter=date:2016..2022&since=2017-01-05",
    ],
)
def test_a_bar_counts_the_hits_behind_its_link(library, total, given):
    asked = asked_in(f"/?q=ferry{given}")
    line = timeline(asked, counts_of(library, asked))
    assert sum(bar.count for bar in line.bars) > 1
    for bar in line.bars:
        assert bar.count == (total(bar.href) if bar.href else 0), bar.text
