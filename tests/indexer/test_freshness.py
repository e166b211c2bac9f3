"""Whether the index is older than the corpus."""

from __future__ import annotations

import os
import shutil

import pytest
from samples import write_corpus

from searchkit import Library


@pytest.fixture
def library(tmp_path):
    write_corpus(tmp_path)
    with Library.open(tmp_path) as opened:
        opened.update()
        yield opened


def test_an_index_that_was_just_made_is_not_behind(library):
    assert not library.is_behind()


def test_a_new_file_is_noticed(library, tmp_path):
    (tmp_path / "corpus" / "new.txt").write_text("New\n\nA new one.")
    assert library.is_behind()
    library.update()
    assert not library.is_behind()


def test_a_file_that_comes_with_an_old_time_is_noticed(library, tmp_path):
    (tmp_path / "old.txt").write_text("Old\n\nAn old one.")
    os.utime(tmp_path / "old.txt", (1e9, 1e9))
    shutil.move(tmp_path / "old.txt", tmp_path / "corpus" / "old.txt")
    assert library.is_behind()


def test_a_changed_file_is_noticed(library, tmp_path):
    file = tmp_path / "corpus" / "harbour.md"
    os.utime(file, (1e9, 1e9))
    library.update()
    assert not library.is_behind()
    file.write_text(file.read_text() + "More.")
    assert library.is_behind()


def test_a_file_that_is_gone_is_noticed(library, tmp_path):
    for file in (tmp_path / "corpus").rglob("*.*"):
        os.utime(file, (1e9, 1e9))
    library.update()
    (tmp_path / "corpus" / "harbour.md").unlink()
    assert library.is_behind()
    library.update()
    assert not library.is_behind()


def test_a_file_that_cannot_be_read_does_not_leave_the_index_behind_for_ever(library, tmp_path):
    (tmp_path / "corpus" / "broken.txt").write_bytes(b"\0\1\2\3\xff\xfe\0" * 50)
    assert library.is_behind()
    assert library.update().failed
    assert not library.is_behind()


@pytest.mark.slow
def test_a_changed_record_of_a_file_is_noticed(library, tmp_path):
    record = tmp_path / "corpus" / "harbour.json"
    for name in ("Ann Baker", "Jo Ray"):
        record.write_text(f'{{"url": "https://gazette.example/quay", "author": "{name}"}}')
        assert library.is_behind()
        library.update()
        assert not library.is_behind()
        assert library.search(f'author:"{name}"').total == 1
