"""Stories of an index: found as the folder changes, counted, grouped, told."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path

import pytest
from states import rebuilt, state
from story_texts import ARTICLES, CUT, FARM, MUSEUM, REWRITTEN, WIRE

from searchkit import Article, Library, SearchRequest
from searchkit.engines import ENGINES
from searchkit.errors import ArticleNotFound, QueryError, SettingsError
from searchkit.index.folder import IndexFolder
from searchkit.indexer import families, generation_builder, linking
from searchkit.stories.story import Counts

DATES = {"wire": "2016-02-20", "cut": "2016-02-21", "quoting": "2017", "farm": "2016-03"}


def write(home: Path, name: str, body: str, **given: str) -> None:
    values = {"title": f"The {name} piece", "source": f"The {name} paper", **given}
    front = "".join(f"{key}: {value}\n" for key, value in values.items())
    path = home / "corpus" / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\n{front}---\n{body}", "utf-8")


@pytest.fixture(params=ENGINES)
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """`ARTICLES`, indexed."""
    home = tmp_path / "project"
    home.mkdir()
    (home / "searchkit.toml").write_text(f'engine = "{request.param}"\n')
    for name, body in ARTICLES.items():
        write(home, name, body, **({"date": DATES[name]} if name in DATES else {}))
    with Library.open(home) as library:
        library.update()
        yield library


def representatives(library: Library) -> dict[str, set[str]]:
    return {
        one.representative: {member.article.id for member in one.members}
        for one in library.stories(limit=100).stories
    }


@pytest.mark.slow
def test_a_searcher_knows_its_stories_when_their_generation_is_gone(library: Library) -> None:
    new = SearchRequest(group="new")
    stories, hits = library.stories(), library.search("", group="new")
    library.close()
    with library.searcher() as searcher:
        for name in ("one", "two"):
            write(library.settings.home, name, WIRE, date="2015")
            library.update()
        assert not (library.settings.index / "000001").exists()
        assert searcher.stories() == stories
        assert searcher.search(new) == hits
    assert library.stories() != stories


@pytest.mark.slow
def test_stories_follow_the_folder_as_a_rebuild_would(library):
    home = library.settings.home
    assert representatives(library) == {"wire.md": {"wire.md", "cut.md", "rewritten.md"}}
    changes = [
        lambda: (home / "corpus" / "wire.md").unlink(),
        lambda: write(home, "farm", REWRITTEN),
        lambda: write(home, "copy", CUT, date="2015-01-01"),
        lambda: (home / "corpus" / "cut.md").rename(home / "corpus" / "renamed.md"),
        lambda: write(home, "wire", WIRE),
        lambda: (home / "corpus" / "farm.md.meta.toml").write_text('date = "2014"\n'),
    ]
    for change in changes:
        change()
        library.update()
        assert state(home) == rebuilt(home)
    assert representatives(library)["wire.md"] > {"copy.md", "renamed.md", "farm.md"}


@pytest.mark.slow
def test_an_update_of_many_commits_ends_where_a_rebuild_does(library, monkeypatch):
    monkeypatch.setattr(generation_builder, "BATCH", 2)
    home, chance = library.settings.home, random.Random(11)
    for number in range(12):
        text = chance.choice([WIRE, CUT, REWRITTEN, FARM, MUSEUM])
        write(home, f"paper{number}", f"{text}\nPrinted by paper number {number % 7}.")
    (home / "corpus" / "wire.md").unlink()
    library.update()
    assert state(home) == rebuilt(home)


@pytest.mark.slow
@pytest.mark.parametrize("waiting", [("MAX_WAITING", 1), ("MAX_WAITING", 3),
                                     ("MAX_WAITING_SHINGLES", 40)])  # fmt: skip
def test_articles_that_are_taken_up_a_few_at_a_time_end_where_all_at_once_do(
    library, monkeypatch, waiting
):
    monkeypatch.setattr(families, *waiting)
    home, chance = library.settings.home, random.Random(12)
    for turn in range(3):
        for number in chance.sample(range(12), 8):
            text = chance.choice([WIRE, CUT, REWRITTEN, FARM, MUSEUM])
            write(home, f"paper{number}", f"{text}\nPrinted by paper number {number % 7}.")
        (home / "corpus" / f"paper{turn}.md").unlink(missing_ok=True)
        library.update()
    followed = state(home)
    library.rebuild()
    at_a_time = state(home)
    monkeypatch.undo()
    assert followed == at_a_time == rebuilt(home)


@pytest.mark.slow
def test_texts_that_were_compared_are_not_read_again(library, monkeypatch):
    read = []
    compared = linking.link
    monkeypatch.setattr(linking, "link", lambda *two: read.append(two) or compared(*two))
    home = library.settings.home
    write(home, "museum", f"{MUSEUM}\nIt will be missed.")
    library.update()
    assert not read
    write(home, "copy", f"{CUT}\nMore follows.")
    library.update()
    assert read
    assert all(any("More follows." in one.text for one in two) for two in read)


@pytest.mark.slow
def test_texts_that_a_phrase_of_many_joined_are_strangers_when_more_have_it(library):
    home, chance = library.settings.home, random.Random(3)
    phrase = " ".join(FARM.split()[:40])

    def piece(name: str) -> None:
        words = " ".join(f"w{chance.randrange(10**9)}" for _ in range(200))
        write(home, name, f"{phrase}\n\n{words}")

    def compared() -> set[str]:
        return {text for row in state(home)["for the next run"]["link"] for text in row[:2]}

    for number in range(4):
        piece(f"few{number}")
    library.update()
    few = compared()
    for number in range(4):
        piece(f"many{number}")
    library.update()
    assert few - compared()
    assert state(home) == rebuilt(home)


@pytest.mark.slow
def test_what_a_run_does_not_touch_it_shares_with_the_generation_before(library):
    home = library.settings.home

    def files() -> dict[str, int]:
        folder = IndexFolder(home / "index").current().folder
        return {one.name: one.stat().st_ino for one in folder.glob("shingles-*.bin")}

    before = files()
    write(home, "short", "A short note.")
    library.update()
    assert before
    assert before.items() <= files().items()


@pytest.mark.slow
def test_a_correction_of_a_date_changes_who_was_first(library):
    assert library.story("cut.md").first.id == "wire.md"
    library.edit("cut.md", {"date": "2016-02-19"})
    library.update()
    assert library.story("wire.md").first.id == "cut.md"


@pytest.mark.slow
def test_an_article_without_a_version_is_a_story_of_its_own(library):
    story = library.story("farm.md")
    assert [one.article.id for one in story.members] == ["farm.md"]
    assert "farm.md" not in representatives(library)


@pytest.mark.slow
def test_unknown_articles_have_no_story(library):
    with pytest.raises(ArticleNotFound):
        library.story("gone.md")
    with pytest.raises(ArticleNotFound):
        library.compare("wire.md", "gone.md")


@pytest.mark.slow
def test_stories_can_be_listed_from_a_date_on(library):
    write(library.settings.home, "farm2", FARM, date="2018-01-01")
    library.update()
    assert [one.representative for one in library.stories().stories] == ["wire.md", "farm.md"]
    assert [one.representative for one in library.stories(order="newest").stories] == [
        "farm.md",
        "wire.md",
    ]
    assert library.stories(since="2016-03").total == 1
    assert library.stories(since="2019").total == 0
    assert library.stories(limit=1, page=2).stories[0].representative == "farm.md"
    with pytest.raises(QueryError):
        library.stories(since="soon")
    with pytest.raises(SettingsError):
        library.stories(limit=0)


@pytest.mark.slow
def test_a_search_counts_articles_stories_and_sources(library):
    counts = library.search("the").counts
    assert (counts.articles, counts.stories, counts.sources) == (6, 4, 6)


@pytest.mark.slow
def test_a_grouped_search_has_one_hit_of_each_story_with_the_others_under_it(library):
    found = library.search("harbour OR barley", sort="oldest", group="story")
    assert found.grouped
    assert found.total == 2
    assert [hit.id for hit in found.hits] == ["wire.md", "farm.md"]
    assert [one.id for one in found.hits[0].story.others] == ["cut.md"]
    newest = library.search("harbour OR barley", sort="newest", group="story")
    assert [hit.id for hit in newest.hits] == ["farm.md", "cut.md"]


@pytest.mark.slow
def test_what_a_query_excludes_is_not_under_a_hit_either(library):
    found = library.search("berths -northmouth", group="story")
    assert [hit.id for hit in found.hits] == []
    dated = library.search("vance until:2016-02-20", group="story")
    assert [(hit.id, hit.story.others) for hit in dated.hits] == [("wire.md", ())]


@pytest.mark.slow
def test_only_new_stories_leave_out_what_came_later(library):
    found = library.search("nothing", group="new")
    assert {hit.id for hit in found.hits} == {"wire.md", "quoting.md"}
    assert not library.search("nothing until:2015", group="new").hits
    assert library.search("nothing source:=cut", group="new").total == 0


@pytest.mark.slow
def test_two_articles_are_compared_sentence_by_sentence(library):
    found = library.compare("rewritten.md", "wire.md")
    changed = [row for row in found.of("changed") if "Ferries" in row.left.text]
    (row,) = changed
    marked = [row.left.text[start:end] for start, end in row.left.marks]
    assert marked == ["the Coast Herald reports"]
    assert [(one.kind, one.left, one.right) for one in row.differing] == [
        ("names", ("Coast Herald",), ())
    ]
    assert "Nine days without a ship were enough." in [r.left.text for r in found.of("left")]
    texts = [row.left.text for row in found.rows if row.left]
    assert " ".join(texts) == " ".join(REWRITTEN.split())


@pytest.mark.slow
def test_figures_that_differ_are_pointed_out(library):
    write(library.settings.home, "other", WIRE.replace("43\nships", "34\nships"))
    library.update()
    (row,) = library.compare("other.md", "wire.md").of("changed")
    assert [(one.kind, one.left, one.right) for one in row.differing] == [
        ("figures", ("34",), ("43",))
    ]


def versions(number: int, text: str, chance: random.Random) -> Iterator[str]:
    paragraphs = text.split("\n\n")
    for _ in range(chance.randint(1, 4)):
        kept = paragraphs[: chance.randint(len(paragraphs) // 2 + 1, len(paragraphs))]
        yield "\n\n".join([*kept, f"Edition {number} of {chance.choice('abcd')} hill."])


@pytest.mark.slow
def test_grouped_totals_agree_with_brute_force_on_random_queries(library):
    home, chance = library.settings.home, random.Random(7)
    words = "the harbour crowns edition hill ferries barley museum union a b c d clocks".split()
    for number, text in enumerate([WIRE, FARM, MUSEUM, WIRE.upper(), FARM[::-1]]):
        for copy, version in enumerate(versions(number, text, chance)):
            date = f"2016-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
            write(home, f"v{number}-{copy}", version, date=date, source=chance.choice("PQR"))
    library.update()
    representative_of = {
        member: representative
        for representative, ids in representatives(library).items()
        for member in ids
    }
    facets = ("source", "month")
    for _ in range(40):
        query = f"{chance.choice(words)} {chance.choice(['OR ', '', '-'])}{chance.choice(words)}"
        query += chance.choice(["", " since:2016-04", " until:2016-06"])
        sort = chance.choice(["relevance", "newest", "oldest"])
        all_ = library.search(query, limit=100, sort=sort, facets=facets)
        wanted: dict[str, list[str]] = {}
        for hit in all_.hits:
            wanted.setdefault(representative_of.get(hit.id, hit.id), []).append(hit.id)
        found = library.search(query, limit=100, sort=sort, group="story", facets=facets)
        groups = [[hit.id, *(one.id for one in _others(hit))] for hit in found.hits]
        assert groups == list(wanted.values()), query
        assert found.total == len(wanted) == all_.counts.stories == found.counts.stories
        assert found.counts.articles == all_.total
        paged = [
            hit.id
            for page in range(1, found.total // 3 + 2)
            for hit in library.search(query, limit=3, page=page, sort=sort, group="story").hits
        ]
        assert paged == [hit.id for hit in found.hits]
        assert found.facets == all_.facets
        articles = [hit.article for hit in all_.hits]
        assert all_.counts == counts_of(articles, representative_of)
        assert all_.facets == {
            "source": counted_by(attrgetter("source"), articles, representative_of),
            "month": counted_by(month, articles, representative_of),
        }, query
        assert [hit.id for hit in library.hits(query, sort=sort, group="story")] == paged


def counted_by(
    value_of: Callable[[Article], str], found: list[Article], representative_of: dict[str, str]
) -> dict[str, Counts]:
    by_value: dict[str, list[Article]] = {}
    for article in found:
        by_value.setdefault(value_of(article), []).append(article)
    return {value: counts_of(some, representative_of) for value, some in by_value.items()}


def counts_of(found: list[Article], representative_of: dict[str, str]) -> Counts:
    return Counts(
        len(found),
        len({representative_of.get(one.id, one.id) for one in found}),
        len({one.source for one in found}),
    )


def month(article: Article) -> str:
    written = article.date.isoformat() if article.date else ""
    return written[:7] if len(written) > 4 else "unknown"


def _others(hit):
    return hit.story.others if hit.story else ()
