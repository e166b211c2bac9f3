"""Of a file of many records a run analyses those that have changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from searchkit import Library
from searchkit.analysis import Analyzer
from searchkit.corpus import Corpus

LINES = [json.dumps({"id": f"r{one}", "title": f"Cod {one}", "text": "Cod."}) for one in "abcd"]


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are analysed from now on."""
    ids: list[str] = []
    analyse = Analyzer.analyse

    def noted(self, article, *rest):  # type: ignore[no-untyped-def]
        ids.append(article.id)
        return analyse(self, article, *rest)

    monkeypatch.setattr(Analyzer, "analyse", noted)
    return ids


def test_one_that_changes_is_analysed_alone(project: Path, analysed: list[str]) -> None:
    file = project / "corpus" / "many.jsonl"
    file.write_text("\n".join(LINES))
    with Library.open(project) as library:
        library.update()
        analysed.clear()
        file.write_text("\n".join([LINES[0], LINES[1].replace("Cod.", "Hake."), *LINES[2:]]))
        report = library.update()
        assert (report.changed, report.added, report.removed) == (1, 0, 0)
        assert [hit.id for hit in library.search("hake").hits] == ["many.jsonl#rb"]

        (project / "corpus" / "metadata.toml").write_text('["many.jsonl#rc"]\nsource = "Quay"\n')
        assert library.update().changed == 1
        assert library.update().changed == 0
    assert analysed == ["many.jsonl#rb", "many.jsonl#rc"]


def test_a_record_that_moves_within_its_file_stays(project: Path, analysed: list[str]) -> None:
    file = project / "corpus" / "many.jsonl"
    file.write_text("\n".join(LINES))
    with Library.open(project) as library:
        library.update()
        analysed.clear()
        file.write_text("\n".join(LINES[::-1][1:]))
        report = library.update()
    assert (report.changed, report.removed) == (0, 1)
    assert not analysed


def test_a_file_that_was_replaced_by_another_one_is_not_taken_for_it(project: Path) -> None:
    file, other = (project / "corpus" / name for name in ("many.jsonl", "other.jsonl"))
    file.write_text("\n".join(LINES))
    other.write_text("\n".join(line.replace("Cod.", "Hake.") for line in LINES))
    with Library.open(project) as library:
        library.update()
        shutil.move(other, file)
        report = library.update(allow_shrink=True)
        assert (report.changed, report.removed) == (4, 4)
        assert library.search("hake").total == 4


def test_a_file_of_which_one_article_was_corrected_may_be_renamed(project: Path) -> None:
    corpus = project / "corpus"
    (corpus / "many.jsonl").write_text("\n".join(LINES))
    (corpus / "metadata.toml").write_text('["many.jsonl#rc"]\nsource = "Quay"\n')
    with Library.open(project) as library:
        library.update()
        (corpus / "many.jsonl").rename(corpus / "other.jsonl")
        report = library.update()
        assert (report.moved, report.added, report.removed) == (4, 0, 0)
        assert library.search("source:quay").total == 0
        assert not library.check(deep=True).differing


def test_a_process_goes_on_with_the_file_that_it_has_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "many.jsonl").write_text(
        "\n".join(
            json.dumps({"id": str(one), "title": "Cod", "text": "Cod."}) for one in range(260)
        )
    )
    parsed: list[str] = []
    entries = Corpus.entries

    def noted(self, file, data):  # type: ignore[no-untyped-def]
        parsed.append(file.path)
        return entries(self, file, data)

    monkeypatch.setattr(Corpus, "entries", noted)
    with Library.open(tmp_path) as library:
        report = library.update()
    assert (report.added, parsed) == (260, ["many.jsonl"])
