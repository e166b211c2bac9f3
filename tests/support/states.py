"""What an index holds, in a form that can be compared with what another one holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from searchkit import Library
from searchkit.engines import open_engine
from searchkit.index.folder import IndexFolder
from searchkit.index.generation import Generation
from searchkit.index.kept import Kept
from searchkit.index.story_records import StoryRecords
from searchkit.indexer.families import RECORDS, shingle_index
from searchkit.schema import STREAMS
from searchkit.stories.shingle_index import ShingleIndex

_OF_STORIES: tuple[Kept, ...] = ("families", "stories")


def state(home: Path) -> dict[str, Any]:
    """Every article of an index with all that is stored of it, every term's count, the families."""
    generation = IndexFolder(home / "index").current()
    engine = open_engine(generation.manifest.engine, generation.engine_folder)
    try:
        digests = dict(engine.digests())
        records = {one.article.id: one for one in engine.fetch(sorted(digests))}
        terms = {
            stream: {term: count for term in engine.terms(stream, "")
                     if (count := engine.doc_freq(stream, term))}
            for stream in STREAMS
        }  # fmt: skip
        kept = {name: generation.load(name) for name in _OF_STORIES}
        kept["for the next run"] = _records(generation)
        return {"digests": digests, "records": records, "terms": terms, **kept}
    finally:
        engine.close()


def _records(generation: Generation) -> dict[str, Any]:
    """What is kept of each text to tell the families anew, wherever it is kept."""
    with TemporaryDirectory() as folder:
        path = Path(folder, RECORDS)
        path.write_bytes(generation.read_file(RECORDS))
        with closing(StoryRecords(path)) as records:
            index = shingle_index(generation, records)
        return _records_in(path, index)


def _records_in(path: Path, index: ShingleIndex) -> dict[str, Any]:
    with closing(sqlite3.connect(path)) as database:
        rows = {name: database.execute(f"SELECT * FROM {name}").fetchall()
                for name in ("article", "link")}  # fmt: skip
        shingles = {
            digest: list(index.shingles(number)) for number, digest in enumerate(index.digests)
        }
        assert {one: len(found) for one, found in shingles.items() if found} == dict(
            database.execute("SELECT digest, shingles FROM text WHERE shingles > 0")
        )
        texts = {
            (shingle, index.digests[one])
            for shingle, one in index.texts_with(set(chain(*shingles.values())))
        }
        assert texts == {(shingle, one) for one, found in shingles.items() for shingle in found}
        return {**{name: sorted(found) for name, found in rows.items()}, "shingles": shingles}


def rebuilt(home: Path) -> dict[str, Any]:
    """The state of a fresh index of the same corpus."""
    other = home.parent / f"{home.name}-rebuilt"
    other.mkdir(exist_ok=True)
    engine = IndexFolder(home / "index").current().manifest.engine
    settings = f'corpus = "{home / "corpus"}"\nengine = "{engine}"\n'
    (other / "searchkit.toml").write_text(settings)
    with Library.open(other, trust=True) as library:
        library.rebuild(allow_shrink=True)
    return state(other)
