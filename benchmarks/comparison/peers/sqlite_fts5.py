"""SQLite's full-text index FTS5, with its Porter stemmer and its `snippet` function."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from comparison.articles import Item, read_corpus
from comparison.peers.base import HITS, Found
from comparison.questions import KINDS, Question

_FILE = "articles.sqlite"
_TABLES = """
create table meta (docid integer primary key, id text unique, date text, source text, year text);
create virtual table articles using fts5 (title, body, tokenize = 'porter unicode61');
"""
_FIRST = """
select articles.title, articles.body, meta.id, meta.date, meta.source {more}
from articles join meta on meta.docid = articles.rowid
where articles match ? order by articles.rank limit ?
"""
_SNIPPET = ", snippet(articles, 1, '[', ']', '…', 40)"
_TOTAL = "select count(*) from articles where articles match ?"
_COUNTS = """
select {facet}, count(*) from articles join meta on meta.docid = articles.rowid
where articles match ? group by 1 order by 2 desc
"""


class SqliteFts5:
    """One stream of stems; the articles are stored in the index, what facets need beside it."""

    name = "SQLite FTS5"
    kinds: Sequence[str] = KINDS
    shows = True
    updates = True

    def version(self) -> str | None:
        with closing(sqlite3.connect(":memory:")) as database:
            options = {row[0] for row in database.execute("pragma compile_options")}
        return sqlite3.sqlite_version if "ENABLE_FTS5" in options else None

    def build(self, corpus: Path, index: Path) -> None:
        with closing(sqlite3.connect(index / _FILE)) as database:
            database.executescript(_TABLES)
            with database:
                _insert(database, read_corpus(corpus))

    def open(self, index: Path) -> _Opened:
        return _Opened(sqlite3.connect(index / _FILE))


class _Opened:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def find(self, question: Question) -> Found:
        return self._found(question, "")

    def show(self, question: Question) -> None:
        self._found(question, _SNIPPET)
        for facet in ("source", "year"):
            self._database.execute(_COUNTS.format(facet=facet), [question.text]).fetchall()

    def replace(self, items: Sequence[Item]) -> None:
        with self._database as database:
            for item in items:
                (docid,) = database.execute(
                    "select docid from meta where id = ?", [item.id]
                ).fetchone()
                database.execute("delete from articles where rowid = ?", [docid])
                database.execute("delete from meta where docid = ?", [docid])
            _insert(database, items)

    def close(self) -> None:
        self._database.close()

    def _found(self, question: Question, more: str) -> Found:
        rows = self._database.execute(_FIRST.format(more=more), [question.text, HITS]).fetchall()
        (total,) = self._database.execute(_TOTAL, [question.text]).fetchone()
        return Found(total, tuple(row[2] for row in rows))


def _insert(database: sqlite3.Connection, items: Iterable[Item]) -> None:
    for item in items:
        row = (item.id, item.date, item.source, item.year)
        cursor = database.execute(
            "insert into meta (id, date, source, year) values (?, ?, ?, ?)", row
        )
        database.execute(
            "insert into articles (rowid, title, body) values (?, ?, ?)",
            (cursor.lastrowid, item.title, item.body),
        )
