"""Whatever an engine lacks of a file's articles, or has in another form, one run completes."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import servers
from samples import FISH, write_corpus
from servers import new_address

from searchkit import Article, Library
from searchkit.analysis import Analyzer
from searchkit.engines import ENGINES, REMOTE, Engine, Writer, open_engine, open_remote
from searchkit.engines.address import Address
from searchkit.index.folder import IndexFolder
from searchkit.indexer.generation_builder import GenerationBuilder
from searchkit.indexer.id_digest import IdDigest

pytestmark = pytest.mark.slow

RECORDS = 30


@pytest.fixture(params=[*ENGINES, REMOTE])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A project with files of many records and of one, settled, with a whole index."""
    address: Address | None = None
    if request.param == REMOTE:
        address = new_address()
        servers.project(tmp_path, address)
    else:
        (tmp_path / "searchkit.toml").write_text(f'engine = "{request.param}"\n')
    write_corpus(tmp_path)
    write_records(tmp_path, "many.jsonl", RECORDS)
    write_records(tmp_path, "few.jsonl", 2)
    settle(tmp_path)
    with Library.open(tmp_path) as library:
        library.update()
    yield tmp_path
    if address is not None:
        servers.clear(address)


def write_records(home: Path, name: str, number: int) -> None:
    rows = ({"id": f"r{one}", "title": f"Cod {one}", "text": FISH} for one in range(number))
    (home / "corpus" / name).write_text("".join(json.dumps(row) + "\n" for row in rows))


def settle(home: Path) -> None:
    """Files that have not just changed are not read again."""
    for path in (home / "corpus").rglob("*"):
        os.utime(path, ns=(1, 1))


@contextmanager
def behind_the_back(home: Path) -> Iterator[tuple[Writer, Engine]]:
    """The index itself, whose articles no run of the corpus changes."""
    with Library.open(home) as library:
        settings = library.settings
    if settings.address is not None:
        with closing(open_remote(settings.address)) as remote, remote.writer() as changes:
            yield changes, remote
        return
    folder = IndexFolder(settings.index)
    base = folder.current()
    name = base.manifest.engine
    with (
        folder.locked(),
        closing(open_engine(name, base.engine_folder)) as engine,
        GenerationBuilder(folder, name, base) as builder,
    ):
        yield builder, engine
        builder.commit(base.manifest.articles)


def held(home: Path) -> list[tuple[str, str]]:
    with Library.open(home) as library:
        opened = library._index.open()
        with closing(opened.engine):
            return sorted(opened.engine.digests())


def altered(engine: Engine, ids: Sequence[str], digest: str, writer: Writer) -> None:
    analyzer = Analyzer()
    for record in engine.fetch(ids):
        article = analyzer.document(record).article
        writer.add(analyzer.analyse(article, digest))


@pytest.mark.parametrize("verify", [False, True])
def test_whatever_lacks_or_differs_is_there_after_one_run(home: Path, verify: bool) -> None:
    whole = held(home)
    ids = [article_id for article_id, _ in whole]
    # At least half stays: most of an index that is gone is asked about.
    some = random.Random(3).sample(ids, len(ids) // 2)
    cut = len(some) // 3
    with behind_the_back(home) as (writer, engine):
        for article_id in some[:cut]:
            writer.delete(article_id)
        altered(engine, some[cut:], "0" * 32, writer)
    with Library.open(home) as library:
        report = library.update(verify=verify)
        assert (report.added, report.removed, report.failed) == (cut, 0, ())
        assert report.changed >= len(some) - cut
    assert held(home) == whole
    with Library.open(home) as library:
        assert library.update(verify=verify).changes == 0
        compared = library.check(deep=True)
        assert (compared.differing, compared.damaged) == ((), ())


def test_only_what_lacks_is_analysed_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with behind_the_back(home) as (writer, _):
        writer.delete("many.jsonl#r7")
    done = []
    analyse = Analyzer.analyse

    def analysed(analyzer: Analyzer, article: Article, *arguments: Any) -> object:
        done.append(article.id)
        return analyse(analyzer, article, *arguments)

    monkeypatch.setattr(Analyzer, "analyse", analysed)
    with Library.open(home) as library:
        report = library.update()
    assert (report.added, report.changed, report.unchanged) == (1, 0, RECORDS + 2 + 4 - 1)
    assert done == ["many.jsonl#r7"]


def test_a_file_whose_articles_are_all_there_is_not_read(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reads(*_: object) -> None:
        raise AssertionError("it was read")

    monkeypatch.setattr("searchkit.corpus.Corpus.load", reads)
    with Library.open(home) as library:
        assert library.update().changes == 0


def test_a_machine_that_has_read_nothing_completes_all_the_same(home: Path) -> None:
    whole = held(home)
    with behind_the_back(home) as (writer, _):
        writer.delete("many.jsonl#r7")
    (home / "index" / "seen.json").unlink(missing_ok=True)
    with Library.open(home) as library:
        assert library.update().added == 1
    assert held(home) == whole


def test_a_file_that_moved_takes_along_no_gap(home: Path) -> None:
    with behind_the_back(home) as (writer, _):
        writer.delete("many.jsonl#r7")
        writer.delete("few.jsonl#r1")
    corpus = home / "corpus"
    (corpus / "many.jsonl").rename(corpus / "moved.jsonl")
    (corpus / "few.jsonl").rename(corpus / "away.jsonl")
    with Library.open(home) as library:
        library.update()
    assert {one for one, _ in held(home) if one.startswith(("moved", "away"))} == {
        *(f"moved.jsonl#r{one}" for one in range(RECORDS)),
        *("away.jsonl#r0", "away.jsonl#r1"),
    }
    with Library.open(home) as library:
        assert library.check(deep=True).differing == ()


def test_an_article_that_no_file_has_is_taken_out(home: Path) -> None:
    whole = held(home)
    write_records(home, "copy.jsonl", RECORDS + 3)
    with Library.open(home) as library:
        corpus = library._corpus()
    content = dict(whole)["many.jsonl#r0"]
    file = next(one for one in corpus.files() if getattr(one, "path", "") == "copy.jsonl")
    articles, _ = corpus.articles(file, corpus.load(file))  # type: ignore[arg-type]
    (home / "corpus" / "copy.jsonl").unlink()
    extra = [
        replace(one, id=one.id.replace("copy", "many"), path="many.jsonl")
        for one in articles
        if one.id.endswith(("r30", "r31"))
    ]
    with behind_the_back(home) as (writer, _):
        for one in extra:
            writer.add(Analyzer().analyse(one, content))
    assert len(held(home)) == len(whole) + 2
    with Library.open(home) as library:
        assert library.update().removed == 2
    assert held(home) == whole


def test_what_tells_the_articles_of_a_file_is_the_same_under_another_name() -> None:
    def digest(path: str, *ids: str, content: str = "") -> str:
        told = IdDigest(path)
        told.add(ids, dict.fromkeys(ids, content))
        return str(told)

    assert digest("a.jsonl", "a.jsonl#1", "a.jsonl#2") == digest("b", "b#2", "b#1")
    assert digest("a", "a#1", "a#2") != digest("a", "a#1")
    assert digest("a", "a#1\0#2") != digest("a", "a#1", "a#2")
    assert digest("a", "a#1", content="00ff") != digest("a", "a#1", content="00fe")
