"""The database from which the next run updates the families of the articles.

It has the text of each article by its digest, the place of each text among the shingles, and what
those share that were compared. A run writes into a copy of its own, so that it never is in memory
whole.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from searchkit.index.manifest import parsed_json
from searchkit.index.story_files import link_as_json, link_from_json
from searchkit.stories.candidates import Pair
from searchkit.stories.families import TextStats
from searchkit.stories.links import Link

_TABLES = """
CREATE TABLE article (id TEXT PRIMARY KEY, text TEXT NOT NULL, words INTEGER NOT NULL, day INTEGER)
    STRICT, WITHOUT ROWID;
CREATE INDEX article_text ON article (text);
CREATE TABLE text (digest TEXT PRIMARY KEY, place INTEGER NOT NULL, shingles INTEGER NOT NULL)
    STRICT, WITHOUT ROWID;
CREATE TABLE link (one TEXT, other TEXT, shared TEXT, PRIMARY KEY (one, other))
    STRICT, WITHOUT ROWID;
CREATE INDEX link_other ON link (other);
CREATE INDEX link_shared ON link (one) WHERE shared IS NOT NULL;
"""
# What SQLite may keep of it in memory, in KiB.
_CACHE = 32_768
# The first bytes of a database, and where it says whether others write beside it.
_JOURNALS = slice(18, 20)
_NO_JOURNAL_OF_ITS_OWN = b"\1\1"
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY rowid"
# Those that can be in a family, or be related to one.
_MEMBERS = """
SELECT id, text, words, day FROM article WHERE text IN (
    SELECT one FROM link WHERE shared IS NOT NULL
    UNION SELECT other FROM link WHERE shared IS NOT NULL
    UNION SELECT text FROM article GROUP BY text HAVING count(*) > 1
)
"""


class Changed(NamedTuple):
    """Texts that came, by digest, and the places of the shingles of those that went."""

    added: Collection[str]
    places: Collection[int]


class StoryRecords:
    """The records in a file, which is written into; in an empty one there are none.

    Raises `sqlite3.DatabaseError` for a file that this class has not written, as far as can be
    told: with other tables or a trigger, or with pages that do not hold together; `ValueError` if
    that is told in bytes that are no text. One that is `known` is of this run's making, and not
    looked at.
    """

    def __init__(self, path: Path, *, known: bool = False) -> None:
        with path.open("rb") as file:
            begin = file.read(_JOURNALS.stop)
        if begin and begin[_JOURNALS] != _NO_JOURNAL_OF_ITS_OWN:
            raise sqlite3.DatabaseError("with a journal of its own")
        self._database = sqlite3.connect(path, isolation_level=None)
        try:
            self._open(is_empty=not begin, known=known)
        except BaseException:
            self._database.close()
            raise

    def _open(self, *, is_empty: bool, known: bool) -> None:
        run = self._database.execute
        run("PRAGMA trusted_schema = OFF")
        run("PRAGMA cell_size_check = ON")
        run("PRAGMA locking_mode = EXCLUSIVE")
        # What a failed run leaves of it is thrown away, and what stays is brought to disk later.
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = OFF")
        run(f"PRAGMA cache_size = -{_CACHE}")
        if is_empty:
            self._database.executescript(_TABLES)
        elif not known:
            self._verify()

    def _verify(self) -> None:
        run = self._database.execute
        with closing(sqlite3.connect(":memory:")) as own:
            own.executescript(_TABLES)
            expected = own.execute(_SCHEMA).fetchall()
        if run(_SCHEMA).fetchmany(len(expected) + 1) != expected:
            raise sqlite3.DatabaseError("other tables than are written")
        if (problem := run("PRAGMA quick_check(1)").fetchone()) != ("ok",):
            raise sqlite3.DatabaseError(str(problem[0]))

    def close(self) -> None:
        self._database.close()

    def put(self, articles: Mapping[str, TextStats | None]) -> Changed:
        """Take articles up by their ids, in the place of any with the same; None takes one out."""
        run = self._database.execute
        run("BEGIN")
        new = {stats.digest for stats in articles.values() if stats is not None}
        old: set[str] = set()
        for article_id in articles:
            old.update(*run("SELECT text FROM article WHERE id = ?", (article_id,)))
        run_all = self._database.executemany
        run_all("DELETE FROM article WHERE id = ?", ((article_id,) for article_id in articles))
        rows = (
            (article_id, stats.digest, stats.words, stats.day)
            for article_id, stats in sorted(articles.items())
            if stats is not None
        )
        run_all("INSERT INTO article VALUES (?, ?, ?, ?)", rows)
        gone = sorted(text for text in old - new if not self._has("article WHERE text = ?", text))
        places = self._places(gone)
        for table in ("text WHERE digest", "link WHERE one", "link WHERE other"):
            run_all(f"DELETE FROM {table} = ?", ((text,) for text in gone))
        added = {text for text in new - old if not self._has("text WHERE digest = ?", text)}
        run("COMMIT")
        return Changed(added, places)

    def texts(self) -> Iterator[tuple[str, int, int]]:
        """Digest, place and number of shingles of each text that has any, by place."""
        yield from self._database.execute(
            "SELECT digest, place, shingles FROM text WHERE shingles > 0 ORDER BY place"
        )

    def put_texts(self, texts: Iterable[tuple[str, int, int]]) -> None:
        """Take up where the shingles of texts are; see `texts`."""
        self._put("INSERT OR REPLACE INTO text VALUES (?, ?, ?)", texts)

    def put_links(self, links: Iterable[tuple[Pair, Link | None]]) -> None:
        """Take up what texts share; None stands for texts that are nothing to each other."""
        rows = ((*pair, link and json.dumps(link_as_json(link))) for pair, link in links)
        self._put("INSERT INTO link VALUES (?, ?, ?)", rows)

    def forget_links(self, pairs: Iterable[Pair]) -> None:
        """Forget what texts share, as if they had never been compared."""
        self._put("DELETE FROM link WHERE one = ? AND other = ?", pairs)

    def unknown(self, pairs: Iterable[Pair]) -> list[Pair]:
        """Those of texts that there are which have not been compared, in order."""
        return [
            pair
            for pair in sorted(pairs)
            if not self._has("link WHERE one = ? AND other = ?", *pair)
            and all(self._has("text WHERE digest = ?", digest) for digest in pair)
        ]

    def links(self) -> dict[Pair, Link]:
        """The links between texts that share enough."""
        rows = self._database.execute("SELECT * FROM link WHERE shared IS NOT NULL")
        return {(left, right): link_from_json(parsed_json(shared)) for left, right, shared in rows}

    def members(self) -> dict[str, TextStats]:
        """The articles of which the families are made, by their ids."""
        # Copies of one text are many, and alike.
        shared: dict[TextStats, TextStats] = {}
        members: dict[str, TextStats] = {}
        for article_id, *values in self._database.execute(_MEMBERS):
            stats = TextStats(*values)
            members[article_id] = shared.setdefault(stats, stats)
        return members

    def article_with(self, text: str) -> str:
        """The id of an article that has this text."""
        (row,) = self._database.execute("SELECT min(id) FROM article WHERE text = ?", (text,))
        return str(row[0])

    def _places(self, texts: Iterable[str]) -> list[int]:
        """The places of the shingles of those of these texts that have any."""
        wanted = "SELECT place FROM text WHERE digest = ? AND shingles > 0"
        return [place for text in texts for (place,) in self._database.execute(wanted, (text,))]

    def _has(self, what: str, *values: str) -> bool:
        return bool(self._database.execute(f"SELECT 1 FROM {what} LIMIT 1", values).fetchone())

    def _put(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._database.execute("BEGIN")
        self._database.executemany(statement, rows)
        self._database.execute("COMMIT")
