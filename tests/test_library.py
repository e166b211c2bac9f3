"""The facade over a real folder: index, follow, search, show."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from corpus.builders import page, pdf
from crafting import reseal
from samples import write_corpus

from searchkit import Library, QueryError
from searchkit.errors import (
    ArticleNotFound,
    CorpusMissing,
    CorpusShrunk,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    SettingsError,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return write_corpus(tmp_path)


@pytest.fixture
def library(home: Path) -> Library:
    library = Library.open(home)
    library.update()
    return library


def found(library: Library, query: str, **options: object) -> set[str]:
    return {hit.id for hit in library.search(query, **options).hits}  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param('"Petra Vance"', {"harbour.md", "monitor.txt", "rewrite.txt"}, id="phrase"),
        pytest.param("harbours unions", {"harbour.md", "monitor.txt"}, id="stems"),
        pytest.param('"harbour unions"', set(), id="phrase-is-not-stemmed"),
        pytest.param("strike NOT cod -herald", {"harbour.md"}, id="without"),
        pytest.param("title:ferry", {"monitor.txt"}, id="title"),
        pytest.param('source:"coast herald"', {"harbour.md"}, id="source"),
        pytest.param("author:berg", {"harbour.md"}, id="author"),
        pytest.param("path:old", {"old/fish.txt"}, id="path"),
        pytest.param("date:2016-02", {"harbour.md"}, id="month"),
        pytest.param("date:2020-03-31", {"monitor.txt"}, id="inferred-day"),
        pytest.param("date:inferred", {"monitor.txt"}, id="inferred"),
        pytest.param("date:unknown", {"rewrite.txt", "old/fish.txt"}, id="undated"),
        pytest.param("U.S.", {"harbour.md", "old/fish.txt"}, id="abbreviation"),
        pytest.param("US", {"harbour.md", "old/fish.txt"}, id="abbreviation-without-dots"),
        pytest.param("putin", {"old/fish.txt"}, id="possessive"),
        pytest.param("“useless cargo”", {"harbour.md"}, id="curly-quotes"),
        pytest.param('"dock ellery"~2', set(), id="slop-too-small"),
        pytest.param('"dock port"~2', {"harbour.md"}, id="slop"),
        pytest.param("strike NEAR/3 (dock OR nine)", {"harbour.md", "rewrite.txt"}, id="near"),
        pytest.param("workers BEFORE/3 dock", set(), id="before"),
        pytest.param("title:(union NEAR/4 ties)", {"monitor.txt"}, id="near-in-the-title"),
        pytest.param("harb*", {"harbour.md", "monitor.txt"}, id="prefix"),
        pytest.param("source:h*ld", {"harbour.md"}, id="wildcard-in-a-value"),
        pytest.param("quotes~", {"old/fish.txt"}, id="fuzzy"),
        pytest.param("cod OR ferry", {"old/fish.txt", "monitor.txt"}, id="or"),
        pytest.param(
            "*", {"harbour.md", "monitor.txt", "rewrite.txt", "old/fish.txt"}, id="everything"
        ),
    ],
)
def test_queries_find_the_articles_they_mean(
    library: Library, query: str, expected: set[str]
) -> None:
    assert found(library, query) == expected


def test_a_near_hit_gives_the_whole_match_as_its_reason_and_its_mark(library: Library) -> None:
    (hit,) = library.search("dock NEAR/4 ellery~").hits
    assert [(one.field, one.text, one.count) for one in hit.matched_terms] == [
        ("body", "dock NEAR/4 ellery~1", 1)
    ]
    (snippet,) = hit.snippets
    assert [snippet.text[start:end] for start, end in snippet.marks] == [
        "Dock workers in Port Ellery"
    ]


def test_a_wildcard_of_too_many_words_is_refused_where_it_stands(home: Path) -> None:
    (home / "corpus" / "words.txt").write_text(" ".join(f"zz{n}" for n in range(1_025)))
    with Library.open(home) as library:
        library.update()
        with pytest.raises(QueryError) as caught:
            library.search("strike zz*")
    assert caught.value.caret_lines() == ["strike zz*", "       ^^^"]


def test_words_side_by_side_rank_higher_and_are_marked_as_one(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Parade.\n\nThe army of autumn paraded on in Tajik rain.")
    (corpus / "b.txt").write_text("Parade.\n\nIn the rain of autumn the Tajik Army paraded on.")
    library = Library.open(tmp_path)
    library.update()
    results = library.search("tajik army")
    assert [hit.id for hit in results.hits] == ["b.txt", "a.txt"]
    (snippet,) = results.hits[0].snippets
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["Tajik Army"]


def test_filters_narrow_like_the_fields_of_the_query(library: Library) -> None:
    assert found(library, "union", source="Coast Herald") == {"harbour.md"}
    assert found(library, "union", since="2020") == {"monitor.txt"}
    assert found(library, "union", until="2019-12") == {"harbour.md"}
    assert found(library, "", since="2016", until="2016") == {"harbour.md"}
    assert found(library, "cod ferry", operator="or") == {"old/fish.txt", "monitor.txt"}


def test_results_have_the_shape_of_the_contract(library: Library) -> None:
    answer = library.search("strike", limit=1).to_dict()
    assert list(answer) == [
        "query", "total", "page", "engine", "hits", "facets", "facet_counts", "suggestion",
        "suggestion_total", "notes", "readings", "spelling", "missing", "relaxed", "partial",
        "counts", "grouped",
    ]  # fmt: skip
    assert answer["query"] == {"text": "strike", "parsed": "strike"}
    assert (answer["total"], answer["page"], answer["engine"]) == (2, 1, "whoosh")
    assert {
        "rank", "score", "id", "title", "source", "authors", "date", "date_precision",
        "date_status", "url", "path", "language", "title_marks", "snippets",
    } <= answer["hits"][0].keys()  # fmt: skip
    facets = answer["facets"]
    assert facets["source"] == [["The Coast Herald", 1], ["unknown", 1]]
    assert sum(count for _, count in facets["year"]) == answer["total"]
    assert answer["facet_counts"]["source"] == {
        "The Coast Herald": {"articles": 1, "stories": 1, "sources": 1},
        "unknown": {"articles": 1, "stories": 1, "sources": 0},
    }


def test_pages_follow_each_other_without_gap_or_repeat(library: Library) -> None:
    whole = [hit.id for hit in library.search("*", sort="newest").hits]
    paged = [
        (hit.rank, hit.id)
        for page in (1, 2, 3)
        for hit in library.search("*", sort="newest", limit=2, page=page).hits
    ]
    assert paged == list(enumerate(whole, start=1))
    assert whole[:2] == ["monitor.txt", "harbour.md"]


def test_an_empty_answer_names_the_missing_word_and_offers_or(library: Library) -> None:
    results = library.search("strike zebra")
    assert results.total == 0
    assert results.notes == ("no article has zebra",)
    assert results.suggestion is not None
    assert library.search(results.suggestion).total == 2


def test_words_are_offered_with_or_only_in_the_source_that_was_named(library: Library) -> None:
    source = library.search("strike", sort="newest").hits[0].article.source
    results = library.search(f'strike zebra source:"{source}"')
    assert results.suggestion is not None
    offered = library.search(results.suggestion)
    assert offered.total == results.suggestion_total > 0
    assert {hit.article.source for hit in offered.hits} == {source}
    assert library.search(f'(strike NEAR/2 zebra) source:"{source}"').suggestion is None


def test_an_article_is_marked_where_the_query_matches(library: Library) -> None:
    marked = library.article("harbour.md", '"useless cargo" OR title:strike')
    body = marked.article.body
    assert [body[start:end] for start, end in marked.body_marks] == ["useless cargo"]
    assert [marked.article.title[s:e] for s, e in marked.title_marks] == ["strike"]
    assert library.article("harbour.md", "cod").body_marks == ()
    with pytest.raises(ArticleNotFound):
        library.article("../harbour.md")


@pytest.mark.slow
def test_the_index_follows_the_folder(library: Library, home: Path) -> None:
    sixth = home / "corpus" / "sixth.txt"
    sixth.write_text("Lighthouse\n\nA keeper retires.")
    report = library.update()
    assert (report.added, report.changed, report.removed, report.unchanged) == (1, 0, 0, 4)
    assert found(library, "keeper") == {"sixth.txt"}
    sixth.write_text("Lighthouse\n\nA painter arrives.")
    report = library.update()
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 1, 0, 4)
    assert found(library, "keeper") == set()
    assert found(library, "painter") == {"sixth.txt"}
    sixth.unlink()
    assert library.update().removed == 1
    assert found(library, "painter") == set()


@pytest.mark.slow
def test_incremental_updates_end_where_a_rebuild_does(library: Library, home: Path) -> None:
    (home / "corpus" / "rewrite.txt").unlink()
    (home / "corpus" / "new.txt").write_text("New\n\nThe ferry union and Petra Vance.")
    library.update()
    queries = ("petra vance", '"harbour union"', "date:unknown", "ferry union", "*")
    before = [found(library, query) for query in queries]
    library.rebuild()
    assert [found(library, query) for query in queries] == before


def test_a_second_run_writes_nothing(library: Library, home: Path) -> None:
    def files() -> dict[str, int]:
        # The lock is opened, and holds the pid of whoever did.
        return {
            str(path): path.stat().st_mtime_ns
            for path in (home / "index").rglob("*")
            if path.is_file() and path.name != "LOCK"
        }

    for path in (home / "corpus").rglob("*.*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    library.update()
    before = files()
    report = library.update()
    assert (report.changes, report.unchanged) == (0, 4)
    assert files() == before


@pytest.mark.slow
def test_an_edit_that_keeps_size_and_time_is_found_by_verify(library: Library, home: Path) -> None:
    path = home / "corpus" / "old" / "fish.txt"
    os.utime(path, (1_000_000_000, 1_000_000_000))
    library.update()
    path.write_text(path.read_text("utf-8").replace("cod", "eel"), "utf-8")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert library.update().changed == 0
    assert library.update(verify=True).changed == 1
    assert found(library, "eel") == {"old/fish.txt"}


def test_a_dry_run_tells_and_changes_nothing(library: Library, home: Path) -> None:
    (home / "corpus" / "sixth.txt").write_text("Lighthouse\n\nA keeper retires.")
    (home / "corpus" / "rewrite.txt").unlink()
    report = library.update(dry=True)
    assert (report.added, report.removed, report.unchanged) == (1, 1, 3)
    assert found(library, "keeper") == set()
    assert "rewrite.txt" in found(library, "strike")


def test_a_file_that_fails_keeps_its_old_version_marked_stale(library: Library, home: Path) -> None:
    (home / "corpus" / "rewrite.txt").write_text("")
    report = library.update()
    assert [(one.path, one.reason) for one in report.failed] == [("rewrite.txt", "no text")]
    stale = {hit.id: hit.stale for hit in library.search("strike").hits}
    assert stale == {"harbour.md": False, "rewrite.txt": True}
    assert [one.path for one in library.status().failed] == ["rewrite.txt"]


def test_a_corpus_that_lost_most_articles_is_believed_only_when_told(
    library: Library, home: Path
) -> None:
    for name in ("rewrite.txt", "monitor.txt", "harbour.md"):
        (home / "corpus" / name).unlink()
    with pytest.raises(CorpusShrunk, match="3 of 4"):
        library.update()
    assert len(found(library, "*")) == 4
    assert library.update(allow_shrink=True).removed == 3


def test_a_missing_corpus_leaves_the_index_alone(library: Library, home: Path) -> None:
    (home / "corpus").rename(home / "elsewhere")
    with pytest.raises(CorpusMissing):
        library.update()
    with pytest.raises(CorpusMissing):
        library.rebuild()
    assert len(found(library, "*")) == 4


@pytest.mark.slow
def test_another_library_sees_a_commit_without_reopening(library: Library, home: Path) -> None:
    reader = Library.open(home)
    assert found(reader, "keeper") == set()
    (home / "corpus" / "sixth.txt").write_text("Lighthouse\n\nA keeper retires.")
    library.update()
    assert found(reader, "keeper") == {"sixth.txt"}
    library.rebuild()
    assert found(reader, "keeper") == {"sixth.txt"}


def test_status_counts_what_is_there(library: Library) -> None:
    status = library.status()
    assert (status.articles, status.engine, status.generation) == (4, "whoosh", 1)
    assert status.provenance["date"] == {"declared": 1, "inferred": 1, "unknown": 2}
    assert status.size > 0
    assert status.terms > 50


def test_files_of_other_kinds_are_counted_not_hidden(library: Library, home: Path) -> None:
    (home / "corpus" / "scan.xyz").write_text("x")
    assert library.update().ignored == {".xyz": 1}
    assert library.status().ignored == {".xyz": 1}


def test_add_copies_and_refuses_to_overwrite(library: Library, home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    (folder / "a.txt").write_text("One\n\nA lighthouse.")
    library.add([folder, folder / "a.txt"])
    library.update()
    assert found(library, "lighthouse") == {"saved/a.txt", "a.txt"}
    (folder / "a.txt").write_text("Two")
    with pytest.raises(SettingsError, match="different content"):
        library.add([folder / "a.txt"])
    with pytest.raises(SettingsError, match="no such file"):
        library.add([tmp_path / "none.txt"])


def test_a_wrong_filter_date_is_a_query_error(library: Library) -> None:
    with pytest.raises(QueryError, match="2016-13"):
        library.search("strike", since="2016-13")


def test_no_index_yet_is_said(home: Path) -> None:
    with pytest.raises(IndexMissing, match="searchkit index"):
        Library.open(home).search("strike")


@pytest.mark.parametrize("changed", ["FINGERPRINT", "SCHEMA_VERSION"])
def test_an_index_of_another_version_is_refused(
    library: Library, home: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    library.close()
    with monkeypatch.context() as patched:
        patched.setattr(f"searchkit.index.manifest.{changed}", "another")
        with pytest.raises(IndexOutdated, match="searchkit rebuild"):
            Library.open(home).search("strike")
    Library.open(home).rebuild()
    assert len(found(Library.open(home), "*")) == 4


def test_a_file_of_an_earlier_version_alone_is_no_damage(library: Library, home: Path) -> None:
    library.close()

    def earlier(manifest: dict[str, Any]) -> None:
        manifest["files"]["stems.json"] = [1, "0" * 32]
        manifest["analysis"] = "words-1"

    reseal(home, earlier)
    with pytest.raises(IndexOutdated, match="searchkit rebuild"):
        Library.open(home).search("strike")


@pytest.mark.parametrize("damaged", ["CURRENT", "000001/manifest.json", "000001/whoosh/*.seg"])
def test_a_damaged_index_says_rebuild(library: Library, home: Path, damaged: str) -> None:
    (path,) = (home / "index").glob(damaged)
    path.write_bytes(b"\xff junk")
    library.close()
    with pytest.raises(IndexDamaged, match="searchkit rebuild"):
        Library.open(home).search("strike harbour")


@pytest.mark.slow
def test_a_rebuild_keeps_the_generation_before_and_no_more(library: Library, home: Path) -> None:
    library.rebuild()
    library.rebuild()
    names = {path.name for path in (home / "index").iterdir() if path.is_dir()}
    assert names == {"000002", "000003"}


@pytest.mark.slow
def test_a_rebuild_that_fails_leaves_the_old_index_answering(
    library: Library, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("searchkit.index.folder.replace_file", fails)
        with pytest.raises(OSError, match="No space"):
            library.rebuild()
    assert len(found(Library.open(home), "*")) == 4
    assert {path.name for path in (home / "index").iterdir() if path.is_dir()} == {"000001"}


def test_two_writers_do_not_meet(library: Library, home: Path) -> None:
    other = Library.open(home)
    with library._folder.locked(), pytest.raises(IndexLocked, match=str(os.getpid())):
        other.update()
    other.update()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda path: path.write_text("x"), "is a file", id="file"),
        pytest.param(
            lambda path: (path.mkdir(), (path / "thesis.doc").write_text("x")),
            "other things",
            id="foreign-folder",
        ),
    ],
)
def test_an_index_path_that_is_not_ours_is_refused(home: Path, make: object, message: str) -> None:
    make(home / "index")  # type: ignore[operator]
    with pytest.raises(SettingsError, match=message):
        Library.open(home).update()
    assert (home / "index").exists()


def test_progress_counts_files_and_failures(library: Library, home: Path) -> None:
    (home / "corpus" / "aaa.txt").write_text("")
    told: list[tuple[int, int, int]] = []
    library.update(progress=lambda *numbers: told.append(numbers))
    assert told == [(1, 5, 1), (2, 5, 1), (3, 5, 1), (4, 5, 1), (5, 5, 1)]


@pytest.mark.slow
def test_a_broken_record_is_told_in_every_run_until_it_is_mended(
    library: Library, home: Path
) -> None:
    path = home / "corpus" / "wire.jsonl"
    path.write_text('{"id": "a", "text": "Ships."}\n{"id": "b", "text": "Boats."}\n')
    library.update()
    path.write_text('{"id": "a", "text": "Ships."}\n{"id": "b", "text": \n')
    for _ in range(3):
        assert [one.path for one in library.update().failed] == ["wire.jsonl#b"]
    (boats,) = library.search("boats").hits
    assert boats.stale
    assert not library.search("ships").hits[0].stale
    path.write_text('{"id": "a", "text": "Ships."}\n')
    report = library.update()
    assert (report.failed, report.removed) == ((), 1)


@pytest.mark.slow
def test_a_saved_page_and_its_print_are_both_found_by_a_phrase_of_ten_words(
    library: Library, home: Path
) -> None:
    lines = [
        "The harbour master closed the northern pier on",
        "Thursday because two of its oldest pillars had",
        "moved by a hand's breadth in the storm, and said",
        "that it would stay shut until the counter-",
        "measures of the engineers were in place.",
    ]
    (home / "corpus" / "saved.html").write_text(page("Pier closed", " ".join(lines)))
    (home / "corpus" / "printed.pdf").write_bytes(pdf(lines))
    library.update()
    phrase = '"oldest pillars had moved by a hand\'s breadth in the storm"'
    assert found(library, phrase) == {"saved.html", "printed.pdf"}


def test_add_refuses_two_files_of_one_name_and_a_folder_that_holds_the_corpus(
    library: Library, home: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "same.txt").write_text(f"{name} text")
    with pytest.raises(SettingsError, match="same name"):
        library.add([tmp_path / "one" / "same.txt", tmp_path / "two" / "same.txt"])
    assert not (home / "corpus" / "same.txt").exists()
    with pytest.raises(SettingsError, match="contains the corpus"):
        library.add([home])
    there = home / "corpus" / "rewrite.txt"
    assert library.add([there]) == [there]


@pytest.mark.slow
def test_an_export_that_lost_most_of_its_lines_is_believed_only_when_told(
    library: Library, home: Path
) -> None:
    path = home / "corpus" / "wire.jsonl"
    lines = [f'{{"id": "w{number}", "text": "Wire {number}."}}\n' for number in range(20)]
    path.write_text("".join(lines))
    library.update()
    path.write_text(lines[0])
    with pytest.raises(CorpusShrunk, match="19 of 24"):
        library.update()
    assert library.search("wire", limit=30).total == 20
    assert library.update(allow_shrink=True).removed == 19


def test_a_query_without_any_word_finds_nothing_and_says_why(library: Library) -> None:
    results = library.search("& …")
    assert (results.total, results.suggestion) == (0, None)
    assert results.notes[-1] == "there is nothing to search for"
    assert library.article("harbour.md", "\ufffd\ufffd").body_marks == ()


def test_facets_and_all_hits_are_asked_by_name(library: Library) -> None:
    facets = library.facets("petra", ["source", "month"], filters=["date:2016..2020"])
    assert list(facets) == ["source", "month"]
    assert {name: counts.articles for name, counts in facets["month"].items()} == {
        "2016-02": 1,
        "2020-03": 1,
    }
    assert [hit.id for hit in library.hits("petra", filters=["date:2016"])] == ["harbour.md"]
    assert {line.article.id for line in library.kwic("petra", filters=["date:2020"])} == {
        "monitor.txt"
    }


def test_a_flash_shows_its_headline_once(project: Path) -> None:
    flash = '{"title": "QUARRY SHUT"}\n{"title": "TRAM LATE", "body": "The tram is late."}\n'
    (project / "corpus" / "wire.jsonl").write_text(flash)
    with Library.open(project) as library:
        library.update()
        (closed,) = library.search("quarry shut").hits
        (late,) = library.search("tram late").hits
    assert closed.title_marks
    assert not closed.snippets
    assert [one.text for one in late.snippets] == ["The tram is late."]
