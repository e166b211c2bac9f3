"""A recorded search, repeated: equal, or each difference with its reason."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from searchkit import (
    Library,
    SearchRequest,
    SettingsError,
    Verification,
    record_as_toml,
    record_from_toml,
)

QUERY = SearchRequest(text="ferry", today=dt.date(2026, 3, 20))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "searchkit.toml").write_text('engine = "whoosh"\n')
    (tmp_path / "corpus").mkdir()
    for number in range(6):
        write(tmp_path, f"{number}.md", f"The ferry number {number} sails.")
    write(tmp_path, "other.md", "Nothing of the kind.")
    return tmp_path


def write(home: Path, name: str, text: str, date: str = "2016-02-20") -> None:
    (home / "corpus" / name).write_text(f"---\ntitle: T {name}\ndate: {date}\n---\n{text}\n")


def changes(verification: Verification) -> dict[str, tuple[str, str]]:
    return {one.id: (one.change, one.reason) for one in verification.differences}


@pytest.mark.slow
def test_a_search_is_equal_after_a_rebuild_with_another_engine(home: Path) -> None:
    with Library.open(home) as library:
        library.update()
        record = library.record(QUERY)
        assert [hit.date for hit in record.hits] == ["2016-02-20"] * 6
        library.rebuild(engine="tantivy")
        verification = library.verify(record)
    assert verification.is_equal
    assert verification.now.engine == "tantivy"


def test_each_change_of_the_folder_is_named_with_its_reason(home: Path) -> None:
    with Library.open(home) as library:
        library.update()
        record = library.record(QUERY)
        corpus = home / "corpus"
        (corpus / "0.md").unlink()
        write(home, "1.md", "The boat sails.")
        write(home, "2.md", "The ferry number 2 sails.", date="2017")
        (corpus / "3.md").rename(corpus / "moved.md")
        write(home, "new.md", "Another ferry.")
        library.update()
        verification = library.verify(record)
    assert changes(verification) == {
        "0.md": ("gone", "no longer in the index"),
        "1.md": ("gone", "its text or what is known of it has changed; it no longer matches"),
        "2.md": ("changed", "its date was 2016-02-20, now 2017"),
        "3.md": ("moved", "its file is now moved.md"),
        "new.md": ("new", "added or changed since"),
    }
    assert verification.notes == ("files of the folder have changed: 7 articles then and now",)


def test_only_the_article_of_an_export_that_was_corrected_is_changed(home: Path) -> None:
    lines = [f'{{"id": "{n}", "title": "T", "text": "Ferry {n} sails."}}\n' for n in range(3)]
    (home / "corpus" / "export.jsonl").write_text("".join(lines))
    with Library.open(home) as library:
        library.update()
        record = library.record(QUERY)
        library.edit("export.jsonl#1", {"source": "The Coast Herald"})
        library.update()
        verification = library.verify(record)
        (home / "corpus" / "export.jsonl").rename(home / "corpus" / "other.jsonl")
        (home / "corpus" / "metadata.toml").unlink()
        library.update()
        moved = library.verify(record)
    assert changes(verification) == {
        "export.jsonl#1": ("changed", "its text or what is known of it has changed")
    }
    assert changes(moved) == {
        f"export.jsonl#{n}": ("moved", f"its file is now other.jsonl#{n}") for n in range(3)
    }


def test_a_folder_that_grows_around_a_search_does_not_change_it(home: Path) -> None:
    with Library.open(home) as library:
        library.update()
        record = library.record(QUERY)
        write(home, "more.md", "Nothing of the kind again.")
        library.update()
        verification = library.verify(record)
    assert verification.is_equal
    assert verification.notes == ("files of the folder have changed: 7 articles then, 8 now",)


def test_words_of_equal_meaning_that_were_added_are_the_reason(home: Path) -> None:
    with Library.open(home) as library:
        library.update()
        record = library.record(QUERY)
        (home / "variants.txt").write_text("ferry = kind\n")
        verification = library.verify(record)
    assert changes(verification) == {
        "other.md": ("new", "the query is understood otherwise; it matches now")
    }


@pytest.mark.slow
def test_a_record_is_read_as_it_was_written(home: Path) -> None:
    name = 'a "b"\\ é\x7f\n#[x].md'
    write(home, name, "The ferry.")
    (home / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    request = SearchRequest(
        text='ferry -"x\\y" date:1y',
        operator="or",
        filters=("date:2016",),
        since="2001",
        today=dt.date(2016, 12, 1),
    )
    with Library.open(home) as library:
        library.update()
        record = library.record(request)
    written = "".join(record_as_toml(record)).encode()
    assert name in {hit.id for hit in record.hits}
    assert record.searched.failed == 1
    read = record_from_toml(written)
    assert read == record
    assert read.request.today == request.today
    with pytest.raises(SettingsError, match="another version"):
        record_from_toml(written.replace(b"record = 1", b"record = true", 1))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"record = 2",
        b"record = 1",
        b"record = 1\nsearch = 3\nreading = 3\nsearched = 3\nfound = 3",
        b"a = " + b"[" * 5_000,
    ],
)
def test_what_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(SettingsError, match="not a record"):
        record_from_toml(data)


@pytest.mark.slow
def test_a_report_says_what_was_searched_where_nothing_was_found(home: Path) -> None:
    write(home, "undated.md", "No boat.", date="unknown")
    (home / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    with Library.open(home) as library:
        library.update()
        report = "\n".join(library.search_report(SearchRequest(text="fery sails")))
    for told in (
        "Result: no article matches.",
        "Searched: 8 articles, dated 2016-02-20 to 2016-02-20.",
        "Of these, 1 article has no date.",
        "1 file could not be read: broken.pdf",
        "Nearest words to fery: ferry (6)",
    ):
        assert told in report
