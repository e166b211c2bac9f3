"""The page says when the index is older than the corpus."""

from __future__ import annotations

from searchkit.web import create_app
from searchkit.web.freshness import SHORTEST, Freshness


def test_the_page_says_that_the_corpus_has_changed_and_what_to_run(make_library, tmp_path):
    library = make_library({"a.txt": ({}, "Ferry\n\nThe ferry sails.")})
    assert "have changed since" not in create_app(library).test_client().get("/?q=ferry").text
    (tmp_path / "corpus" / "b.txt").write_text("Ferry two\n\nThe ferry sails.")
    client = create_app(library).test_client()
    for url in ("/", "/?q=ferry"):
        assert "have changed since they were indexed" in client.get(url).text
    library.update()
    assert "have changed since" not in client.get("/?q=ferry").text


class Asked:
    """A library that counts how often it is asked, and a clock that stands still."""

    def __init__(self) -> None:
        self.times = 0
        self.now = 0.0

    def is_behind(self) -> bool:
        self.times += 1
        self.now += 1.0
        return True


def test_a_folder_that_is_slow_to_look_through_is_looked_through_seldom():
    library = Asked()
    freshness = Freshness(library, lambda: library.now)
    assert freshness.is_behind("1")
    library.now += 50 * SHORTEST / 10
    assert freshness.is_behind("1")
    assert library.times == 1
    library.now += 100
    freshness.is_behind("1")
    assert library.times == 2


def test_a_commit_is_a_reason_to_look_again():
    library = Asked()
    freshness = Freshness(library, lambda: library.now)
    freshness.is_behind("1")
    freshness.is_behind("2")
    assert library.times == 2
