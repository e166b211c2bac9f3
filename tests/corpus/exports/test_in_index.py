"""Exports in a project: ids, failures and the limit of a file, from the file to the status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchkit import Library
from searchkit.corpus import Corpus, SourceFile
from searchkit.errors import ArticleUnreadable

QUAY = "The council closed the quay on Tuesday, and the fishermen said that they would sue."


def uni(title: str, *, end: str = "End of Document\n") -> str:
    head = f"{title}\nThe Gazette\nMay 3, 2009 Sunday\n\nCopyright 2009 Gazette\n\n"
    return f"{head}Section: NEWS\nLength: 14 words\nBody\n\n{QUAY} {title}.\n\n{end}\n\n"


@pytest.mark.slow
def test_articles_of_an_export_are_found_by_themselves_and_what_is_cut_off_is_told(
    tmp_path: Path,
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "export.txt").write_text(uni("First piece") + uni("Second piece", end=""))
    with Library.open(tmp_path) as library:
        report = library.update()
        assert [(one.path, one.reason) for one in report.failed] == [
            (
                "export.txt#behind 2",
                "article 2, from line 16, is cut off: its end is missing",
            )
        ]
        found = library.search("quay", limit=10)
        assert sorted(hit.id for hit in found.hits) == ["export.txt#1", "export.txt#2"]
        (hit,) = library.search('title:"second piece"', limit=10).hits
        article = hit.article
        assert article.source == "The Gazette"
        assert article.date is not None
        assert article.date.isoformat() == "2009-05-03"
        assert article.fields["section"] == ("NEWS",)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.json"])
def test_a_file_of_many_articles_may_be_larger_than_an_article(tmp_path: Path, name: str) -> None:
    records = [json.dumps({"title": "A", "text": QUAY}) for _ in range(20)]
    data = {
        "a.jsonl": "\n".join(records),
        "a.json": f"[{','.join(records)}]",
        "a.csv": "title,text\n" + f'A,"{QUAY}"\n' * 20,
    }[name]
    (tmp_path / name).write_text(data)
    corpus = Corpus(tmp_path, largest=500)
    try:
        (file,) = corpus.files()
        assert isinstance(file, SourceFile)
        assert corpus.load(file) == data.encode()
        (tmp_path / name).write_text(data * 10)
        with pytest.raises(ArticleUnreadable, match="too large"):
            corpus.load(file)
    finally:
        corpus.close()


@pytest.mark.slow
def test_an_article_larger_than_the_limit_is_a_failure_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'title,text\nA,"{QUAY * 20}"\nB,"{QUAY}"\n')
    corpus = Corpus(tmp_path, largest=500)
    try:
        (file,) = corpus.files()
        assert isinstance(file, SourceFile)
        articles, failed = corpus.articles(file, corpus.load(file))
        assert [one.id for one in articles] == ["a.csv#3"]
        assert [one.path for one in failed] == ["a.csv#2"]
    finally:
        corpus.close()
