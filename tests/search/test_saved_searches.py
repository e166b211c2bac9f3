"""Saved searches: what they find, and what of it is new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchkit import Library, SearchRequest, SearchTooSlow, SettingsError
from searchkit.results import QueryRow
from searchkit.search.searcher import Searcher

SEARCHES = """
[ferry]
query = "ferry OR boat"
sort = "newest"

["any of them"]
query = "ferry boat"
any = true
filters = ["title:one"]

[bad]
query = "titel:x"
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "searchkit.toml").write_text('engine = "whoosh"\n')
    (tmp_path / "searches.toml").write_text(SEARCHES)
    write(tmp_path, "one", "The ferry sails.")
    write(tmp_path, "two", "A boat sails.")
    with Library.open(tmp_path) as opened:
        opened.update()
        yield opened


def write(home: Path, name: str, text: str) -> None:
    (home / "corpus" / f"{name}.md").write_text(f"# {name.capitalize()}\n\n{text}\n")


def new(library: Library) -> list[str]:
    (ferry,) = library.follow(["ferry"])
    return sorted(article.id for article in ferry.new)


def test_a_saved_search_has_counts_and_a_bad_one_its_error(library: Library) -> None:
    ferry, some, bad = library.follow()
    assert (ferry.counts.articles, len(ferry.new), ferry.error) == (2, 2, "")
    assert (some.search.name, some.counts.articles) == ("any of them", 1)
    assert "titel" in bad.error
    assert some.search.request().operator == "or"


def test_a_search_that_is_too_slow_does_not_cost_the_others(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counts(searcher: Searcher, request: SearchRequest) -> QueryRow:
        if request.operator == "or":
            raise SearchTooSlow(10)
        return answered(searcher, request)

    answered = Searcher.counts
    monkeypatch.setattr(Searcher, "counts", counts)
    ferry, some, _ = library.follow()
    assert (ferry.counts.articles, ferry.error) == (2, "")
    assert "longer than 10 s" in some.error


def test_no_search_begins_when_the_time_for_all_is_over(library: Library) -> None:
    followed = library.follow(["ferry", "any of them"], seconds=-1)
    assert [one.error for one in followed] == [
        "not counted: the searches before it took over -1 s"
    ] * 2
    assert library.follow(["ferry"], seconds=60)[0].error == ""


@pytest.mark.slow
def test_new_is_what_was_not_seen_wherever_its_file_is(library: Library) -> None:
    home = library.settings.home
    library.mark_seen(library.follow())
    assert new(library) == []
    write(home, "three", "Another boat.")
    write(home, "one", "The ferry sails again.")
    (home / "corpus" / "two.md").rename(home / "corpus" / "moved.md")
    library.update()
    assert new(library) == ["three.md"]
    library.rebuild()
    library.mark_seen(library.follow())
    assert new(library) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]\nquery = 3", "query has a value of another type"),
        ("[a]\nqery = 'x'", "no key 'qery'"),
        ("query = 'x'", "write a table with a query"),
        ('["a\\nb"]\nquery = "x"', "printable characters"),
        ("[a", "searches.toml"),
        ("\n".join(f"[a{number}]" for number in range(501)), "more than 500 searches"),
    ],
)
def test_what_is_no_list_of_searches_is_refused(library: Library, text: str, message: str) -> None:
    (library.settings.home / "searches.toml").write_text(text)
    with pytest.raises(SettingsError, match=message):
        library.saved_searches()


def test_as_many_searches_as_there_may_be_have_room(library: Library) -> None:
    searches = (f'[a{number}]\nquery = "{"harbour OR " * 90}ferry"\n' for number in range(500))
    (library.settings.home / "searches.toml").write_text("".join(searches))
    assert len(library.saved_searches()) == 500


def test_an_unknown_name_and_a_damaged_file_are_told(library: Library) -> None:
    with pytest.raises(SettingsError, match="no saved search is called boats"):
        library.follow(["boats"])
    (library.settings.home / "searches-seen.json").write_text("[1]")
    with pytest.raises(SettingsError, match="cannot be read"):
        library.follow()
