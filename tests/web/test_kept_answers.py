"""Answers that are kept: who gets one, and who must not."""

from __future__ import annotations

import datetime as dt
import gzip
from itertools import count

import pytest

from searchkit import Searcher, SearchTooSlow
from searchkit.web import create_app, kept_answers, service

TWO = {"a.txt": ({}, "Ferry\n\nThe ferry sails."), "b.txt": ({}, "Quay\n\nThe quay is empty.")}


@pytest.fixture
def searches(monkeypatch):
    """The texts that were searched for."""
    asked = []
    search = Searcher.search

    def counted(self, request):
        asked.append(request.text)
        return search(self, request)

    monkeypatch.setattr(Searcher, "search", counted)
    return asked


@pytest.fixture
def client(library):
    return create_app(library).test_client()


@pytest.mark.parametrize("url", ["/?q=army", "/api/search?q=army", "/feed?q=army"])
def test_what_was_asked_before_is_answered_without_a_search(client, searches, url):
    first = client.get(url)
    count = len(searches)
    again = client.get(url)
    assert len(searches) == count > 0
    assert again.data == first.data
    assert list(again.headers) == list(first.headers)


def test_who_takes_gzip_and_who_does_not_each_get_their_own(client):
    plain = client.get("/?q=army").data
    small = client.get("/?q=army", headers={"Accept-Encoding": "gzip"})
    assert abs(len(gzip.decompress(small.data)) - len(plain)) <= 4
    assert client.get("/?q=army").data == plain


def test_a_head_gets_no_body(client):
    client.get("/?q=army")
    assert client.head("/?q=army").data == b""


def test_another_name_of_the_page_gets_its_own_links(client):
    own = client.get("/feed?q=army", base_url="http://127.0.0.1")
    assert b"http://127.0.0.1/" in own.data
    assert b"127.0.0.1" not in client.get("/feed?q=army", base_url="http://localhost").data


def test_a_condition_is_judged_on_a_new_answer(client):
    tag = client.get("/?q=army").headers["ETag"]
    assert client.get("/?q=army", headers={"If-Match": '"x"'}).status_code == 412
    assert client.get("/?q=army", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    ("file", "text"), [("variants.txt", "ferry = quay\n"), ("corpus/c.txt", "A ferry\n\nIt sinks.")]
)
def test_what_changes_the_answer_ends_it(make_library, tmp_path, file, text):
    library = make_library(TWO)
    client = create_app(library).test_client()
    assert "1 article" in client.get("/?q=ferry").text
    (tmp_path / file).write_text(text)
    library.update()
    assert "2 articles" in client.get("/?q=ferry").text


def test_nothing_is_kept_while_the_index_is_behind(make_library, tmp_path, searches):
    library = make_library(TWO)
    (tmp_path / "corpus" / "c.txt").write_text("New\n\nNot in the index yet.")
    client = create_app(library).test_client()
    client.get("/?q=ferry")
    (tmp_path / "corpus" / "a.txt").write_text("Ferry\n\nThe ferry sank.")
    assert "changed" in client.get("/?q=ferry").text
    assert len(searches) == 2


def test_an_article_without_its_marks_is_not_kept(client, monkeypatch):
    article = Searcher.article

    def slow(self, article_id, request=None):
        if request is not None:
            raise SearchTooSlow("too slow")
        return article(self, article_id)

    with monkeypatch.context() as patched:
        patched.setattr(Searcher, "article", slow)
        assert "<mark" not in client.get("/article/harbour.md?q=army").text
    assert "<mark" in client.get("/article/harbour.md?q=army").text


def test_what_took_as_long_as_a_search_may_is_not_kept(client, searches, monkeypatch):
    # Some of its parts may have been left out for want of time.
    with monkeypatch.context() as patched:
        patched.setattr(kept_answers, "monotonic", count(step=1_000).__next__)
        client.get("/?q=army")
    client.get("/?q=army")
    assert len(searches) == 2


def test_tomorrow_is_another_day(client, searches, monkeypatch):
    client.get("/?q=army")

    class Tomorrow(dt.date):
        @classmethod
        def today(cls):
            return dt.date(2099, 1, 2)

    monkeypatch.setattr(service.dt, "date", Tomorrow)
    client.get("/?q=army")
    assert len(searches) == 2


def test_those_that_nobody_asked_for_lately_go_first(monkeypatch):
    monkeypatch.setattr(kept_answers, "MAX_KEPT", 10)
    answers = kept_answers.KeptAnswers()
    for key in ("a", "b"):
        answers.keep(key, kept_answers.Answer((), b"four"))
    assert answers.get("a")
    answers.keep("c", kept_answers.Answer((), b"four"))
    assert answers.get("b") is None
    assert answers.get("a")


def test_the_counts_of_a_facet_that_narrows_need_no_second_search(client, searches):
    page = client.get("/?q=army&filter=date:2016").text
    assert "2018" in page
    assert len(searches) == 1
