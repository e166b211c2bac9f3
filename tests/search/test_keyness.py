"""Telling terms: counted over all articles, weighed by log-likelihood, and near a match."""

from __future__ import annotations

from pathlib import Path

import pytest
from differential import opened
from generators import ANALYZER, make_document

from searchkit import SearchRequest, SettingsError
from searchkit.binding import Bound, bind
from searchkit.engines import Deadline
from searchkit.search import keyness
from searchkit.search.keyness import Keyness, TermList, TermRequest, log_likelihood
from searchkit.syntax import MatchAll

TEXTS = [
    "Army talks failed since river patrol boats stayed away.",
    "Army talks failed again; river patrol boats never came.",
    "Army parade cancelled, river patrol absent.",
    "Harvest prices rose, and talks went well.",
    "Harvest fair opened. Talks on prices.",
    "Harvest fair closed after prices fell.",
]


def answer(name: str, folder: Path, request: TermRequest) -> TermList:
    with opened(name, folder) as engine:
        with engine.writer() as writer:
            for number, text in enumerate(TEXTS):
                writer.add(make_document(f"{number}.txt", text))

        def bound(search: SearchRequest) -> Bound:
            return bind(search.tree or MatchAll(), search.text, ANALYZER, engine.terms)

        return Keyness(engine, ANALYZER, bound, Deadline(60)).terms(request)


def test_no_engine_is_asked_for_its_size_which_may_count_every_term(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count_terms(_engine: object) -> tuple[int, int]:
        raise AssertionError

    with opened("whoosh", tmp_path / "other") as engine:
        monkeypatch.setattr(type(engine), "size", count_terms)
    request = TermRequest(search=SearchRequest(text="army"))
    assert answer("whoosh", tmp_path / "index", request).there == 3


@pytest.mark.parametrize("name", ["memory", "whoosh", "tantivy", "opensearch"])
def test_words_and_pairs_are_counted_in_all_articles(name: str, tmp_path: Path) -> None:
    found = answer(name, tmp_path, TermRequest(search=SearchRequest(text="army"), limit=100))
    assert (found.here, found.there) == (3, 3)
    counts = {term.text: (term.here, term.there) for term in found.terms}
    assert counts == {
        "river": (3, 0), "patrol": (3, 0), "river patrol": (3, 0), "boats": (2, 0),
        "patrol boats": (2, 0), "failed": (2, 0), "talks failed": (2, 0),
    }  # fmt: skip
    scores = [term.score for term in found.terms]
    assert scores == sorted(scores, reverse=True)
    assert found.terms[0].score == log_likelihood(3, 0, 3, 3)


def test_another_query_is_the_other_side(tmp_path: Path) -> None:
    asked = TermRequest(search=SearchRequest(text="talks"), against=SearchRequest(text="fair"))
    found = answer("whoosh", tmp_path, asked)
    assert (found.here, found.there) == (4, 2)
    assert {term.text: (term.here, term.there) for term in found.terms}["army"] == (2, 0)


def test_collocates_stand_near_a_match(tmp_path: Path) -> None:
    found = answer("memory", tmp_path, TermRequest(search=SearchRequest(text="patrol"), within=1))
    assert (found.here, found.there) == (6, 15)
    assert [(term.text, term.here, term.there) for term in found.terms] == [
        ("river", 3, 0), ("boats", 2, 0),
    ]  # fmt: skip


def test_of_many_articles_some_are_read_and_all_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyness, "MAX_READ", 2)
    found = answer("memory", tmp_path, TermRequest(search=SearchRequest(text="army")))
    assert {term.text: term.here for term in found.terms}["river patrol"] == 3
    assert found.notes == ("the words are those of 2 of the 3 articles",)


@pytest.mark.parametrize("given", [{"limit": 0}, {"within": 51}, {"within": 2, "against": True}])
def test_what_cannot_be_told_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(SettingsError):
        TermRequest(search=SearchRequest(text="a"), **given)  # type: ignore[arg-type]
