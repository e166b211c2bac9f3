"""What is peculiar to Tantivy: its files, its errors, and what it cannot say in its own queries."""

from __future__ import annotations

import json
import resource
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import permutations
from pathlib import Path

import pytest
import tantivy
from generators import make_document

from searchkit.analysis import Document
from searchkit.engines import Deadline, MemoryEngine, SearchOptions, open_engine
from searchkit.engines.tantivy import TantivyEngine, faceting, paging
from searchkit.engines.tantivy.patterns import token_groups
from searchkit.errors import EngineUnavailable, IndexDamaged, IndexMissing, SearchTooSlow
from searchkit.index.generation import remove
from searchkit.matching.match import match
from searchkit.query import MatchAll, Near, NotNear, Phrase, Query, Synonyms, Term

ARMY, TALKS, KABUL = (Term("body", stem) for stem in ("armi", "talk", "kabul"))

OIL_TAX_AND_FORM = (Term("text", "oil"), Term("text", "tax"), Term("text_exact", "tax"))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[TantivyEngine]:
    made = TantivyEngine(tmp_path / "index", create=True)
    yield made
    made.close()


def fill(engine: TantivyEngine | MemoryEngine, *documents: Document) -> None:
    with engine.writer() as writer:
        for document in documents:
            writer.add(document)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow over 50 kB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.slow
def test_no_file_is_left_that_no_segment_needs(engine: TantivyEngine, tmp_path: Path) -> None:
    for number in range(40):
        fill(engine, make_document(f"{number % 7}.txt", f"army {number}"))
    folder = tmp_path / "index"
    meta = json.loads((folder / "meta.json").read_text())
    needed = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
    segments = {name for one in folder.iterdir() if len(name := one.name.partition(".")[0]) == 32}
    assert segments == needed
    assert engine.search(ARMY).total == 7


@pytest.mark.slow
def test_a_full_disk_is_no_damage_and_leaves_the_index_as_it_was(engine: TantivyEngine) -> None:
    fill(engine, make_document("army.txt", "army"))
    long = make_document("long.txt", " ".join(f"word{number}" for number in range(50_000)))
    with pytest.raises(OSError, match=r"could not be written: .*File too large"), full_disk():
        fill(engine, long)
    assert engine.search(MatchAll()).total == 1
    fill(engine, long)
    assert engine.search(MatchAll()).total == 2


@pytest.mark.slow
def test_a_draft_that_could_not_be_written_goes_whatever_threads_are_left(tmp_path: Path) -> None:
    """A commit that fails waits for the first of its threads alone; others go on to write."""
    documents = [
        make_document(f"{number}.txt", " ".join(f"w{number * word % 997}" for word in range(300)))
        for number in range(60)
    ]
    for number in range(20):
        draft = tmp_path / f"{number:06d}.draft"
        with closing(open_engine("tantivy", draft / "tantivy", create=True)) as engine:
            with (  # noqa: PT012 - the commit at the end of the block fails
                pytest.raises(OSError, match="could not be written"),
                engine.writer() as writer,
            ):
                for document in documents:
                    writer.add(document)
                limits = resource.getrlimit(resource.RLIMIT_FSIZE)
                resource.setrlimit(resource.RLIMIT_FSIZE, (1_000 * number, limits[1]))
            remove(draft)
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert not draft.exists()


@pytest.mark.parametrize("suffix", ["json", "idx", "term", "fast", "store", "pos"])
@pytest.mark.parametrize("left", [None, 0, 0.5])
def test_a_file_that_is_gone_or_cut_short_is_damage(
    engine: TantivyEngine, tmp_path: Path, suffix: str, left: float | None
) -> None:
    fill(engine, make_document("army.txt", "army talks " * 40))
    (file,) = (tmp_path / "index").glob(f"[!.]*.{suffix}")
    data = file.read_bytes()
    file.unlink()
    if left is not None:
        file.write_bytes(data[: int(left * len(data))])
    expected = IndexMissing if (suffix, left) == ("json", None) else IndexDamaged
    with pytest.raises(expected):
        TantivyEngine(tmp_path / "index").search(Phrase("body", ("armi", "talk")))


def test_where_the_library_is_missing_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.startswith("searchkit.engines.tantivy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(EngineUnavailable, match="pip install tantivy"):
        open_engine("tantivy", tmp_path, create=True)


@pytest.mark.slow
def test_threads_search_while_another_one_writes(engine: TantivyEngine) -> None:
    fill(engine, make_document("0.txt", "army"))
    totals: list[int] = []
    done = threading.Event()

    def search() -> None:
        while not done.is_set():
            totals.append(engine.search(ARMY, SearchOptions(facets=("source",))).total)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(1, 5):
        fill(engine, *(make_document(f"{number}{name}.txt", "army") for name in "ab"))
    done.set()
    for thread in threads:
        thread.join()
    assert set(totals) <= {1, 3, 5, 7, 9}


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(
            Near(Phrase("body", ("armi", "talk")), KABUL, 1_000), id="too-far-to-try-each-distance"
        ),
        pytest.param(Near(Near(ARMY, TALKS, 4), KABUL, 4), id="near-of-near"),
        pytest.param(Phrase("body", ("armi", "talk", "kabul"), 40), id="too-many-gaps"),
        pytest.param(
            Near(
                Synonyms("body_exact", ("talks", "a", "b", "c", "d"), "x"), Near(ARMY, KABUL, 2), 9
            ),
            id="near-synonyms",
        ),
    ],
)
def test_what_is_decided_for_each_article_ranks_as_it_does_in_memory(
    engine: TantivyEngine, query: Query
) -> None:
    documents = [
        make_document(f"{number:02}.txt", "army talks kabul " * (number % 4) + "x " * number)
        for number in range(30)
    ]
    memory = MemoryEngine()
    fill(memory, *documents)
    fill(engine, *documents)
    answers = [
        {
            one.record.article.id: one.score
            for one in each.search(query, SearchOptions(limit=30)).page
        }
        for each in (engine, memory)
    ]
    assert len(answers[1]) == 22
    assert answers[0] == pytest.approx(answers[1], rel=0.02)


@pytest.mark.parametrize("few", [0, 300])
def test_hits_that_tie_come_in_the_order_of_ids_however_many_they_are(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(paging, "_FEW", few)
    names = [f"{number}.txt" for number in range(30)]
    fill(engine, *(make_document(name, "army") for name in reversed(names)))
    page = engine.search(ARMY, SearchOptions(offset=8, limit=9)).page
    found = [one.record.article.id for one in page]
    assert found == sorted(names)[8:17]
    assert [one.record.article.id for one in engine.scan(ARMY)] == sorted(names)


def test_a_facet_of_many_values_counts_them_all_and_tells_no_sources(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, *(make_document(f"{one}.txt", "army", source=f"S{one % 5}") for one in range(9)))
    ids = frozenset(f"{one}.txt" for one in range(0, 9, 2))
    names = ("source", "year")
    whole = engine.search(ARMY, SearchOptions(facets=names, members=ids))
    monkeypatch.setattr(faceting, "MAX_VALUES", 2)
    fill(engine, make_document("other.txt", "talks", source="Other"))
    found = engine.search(ARMY, SearchOptions(facets=names, members=ids))
    assert found.members == whole.members == ids
    assert found.facets["year"] == whole.facets["year"]
    assert len(whole.facets["source"]) == 5
    assert found.facets["source"] == [row._replace(sources=None) for row in whole.facets["source"]]


class Limited:
    """A searcher that gives no more than so many values in an answer."""

    def __init__(self, searcher: tantivy.Searcher, most: int) -> None:
        self._searcher = searcher
        self._most = most
        self.refused = 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._searcher, name)

    def aggregate(self, query: tantivy.Query, asked: dict[str, object]) -> dict[str, object]:
        answer = self._searcher.aggregate(query, asked)
        if json.dumps(answer).count('"key"') > self._most:
            self.refused += 1
            raise ValueError("Aborting aggregation because bucket limit was exceeded.")
        return answer


def test_an_answer_that_is_too_long_is_asked_for_in_parts(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    authors = ("Ada", "Bo", "Cy", "Di")
    one = make_document("a.txt", "army", authors=authors)
    others = (make_document(f"{one}.txt", "army", source=f"S{one % 5}") for one in range(9))
    fill(engine, one, *others)
    names = ("source", "year", "author")
    ids = frozenset({"a.txt", "3.txt", "4.txt"})
    whole = engine.search(ARMY, SearchOptions(facets=names, members=ids))
    assert {row.value for row in whole.facets["author"] if "a.txt" in row.members} == set(authors)
    fill(engine, make_document("other.txt", "talks", source="Other"))
    snapshot = engine._snapshot
    assert not snapshot._faceting._large
    limited = Limited(snapshot._searcher, 6)
    monkeypatch.setattr(snapshot._faceting, "_searcher", limited)
    found = engine.search(ARMY, SearchOptions(facets=names, members=ids))
    assert (found.members, found.facets) == (whole.members, whole.facets)
    assert limited.refused > 3


def test_the_ids_of_many_hits_are_those_of_a_walk(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, *(make_document(f"{one}.txt", "army") for one in range(9)))
    fill(engine, make_document("other.txt", "talks"))
    ids = engine.ids(ARMY)
    assert ids == [f"{one}.txt" for one in range(9)]
    monkeypatch.setattr(paging, "_MANY", 8)
    assert engine.ids(ARMY) == ids


def test_facets_are_not_counted_when_the_time_is_over(engine: TantivyEngine) -> None:
    fill(engine, make_document("a.txt", "army"))
    snapshot = engine._snapshot
    compiled = snapshot._compiler().query(ARMY)
    with pytest.raises(SearchTooSlow):
        snapshot._faceting.values(
            compiled, ["year"], known=faceting.NOBODY, hits=frozenset(), deadline=Deadline(-1)
        )


def test_the_facets_of_an_answer_that_is_too_long_are_counted_one_by_one(
    engine: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(engine, *(make_document(f"{one}.txt", "army", source=f"S{one % 5}") for one in range(9)))
    names = ("source", "year", "author")
    ids = frozenset({"3.txt", "4.txt"})
    whole = engine.search(ARMY, SearchOptions(facets=names, members=ids))
    aggregate = tantivy.Searcher.aggregate
    asked: list[int] = []

    class Limited:
        """A searcher that gives the values of one facet at a time."""

        def __init__(self, searcher: tantivy.Searcher) -> None:
            self._searcher = searcher

        def __getattr__(self, name: str) -> object:
            return getattr(self._searcher, name)

        def aggregate(self, query: tantivy.Query, aggregations: dict[str, object]) -> object:
            asked.append(len(aggregations))
            if len(aggregations) > 1:
                raise ValueError("Aborting aggregation because bucket limit was exceeded.")
            return aggregate(self._searcher, query, aggregations)

    snapshot = engine._snapshot
    monkeypatch.setattr(snapshot._faceting, "_searcher", Limited(snapshot._searcher))
    assert engine.search(ARMY, SearchOptions(facets=names, members=ids)).facets == whole.facets
    assert asked == [3, 1, 1, 1]


def test_words_that_may_be_one_of_many_are_told_from_those_that_begin_alike(
    engine: TantivyEngine,
) -> None:
    words = [f"{letter}{number:03}{letter * 6}" for number in range(200) for letter in "xy"]
    meant, others = ["1.2", *words[::3]], ["102", *words[1::3]]
    fill(engine, *(make_document(word, f"{word} talks") for word in (*meant, *others)))
    # They have more letters than one pattern may have.
    assert len(token_groups(tuple(meant))) > 1
    near = Near(Synonyms("text_exact", tuple(meant), "*"), Term("text_exact", "talks"), 3)
    assert engine.ids(near) == sorted(meant)


def test_words_alone_in_a_sentence_are_told_where_articles_were_deleted(
    engine: TantivyEngine,
) -> None:
    texts = ("Oil tax. Oil.", "Oil tax. Oil tax.", "Tax on oil.", "Oil. Tax.", "Tax", "Oil tax oil")
    documents = [make_document(text, text) for text in texts]
    long = make_document("long", "Oil tax. " * 2_000, title="Oil")
    fill(engine, *documents, long, *(make_document(f"{n}", "Oil and oil") for n in range(9)))
    with engine.writer() as writer:
        for number in range(9):
            writer.delete(f"{number}")
    for query in (NotNear(*pair, "sentence") for pair in permutations(OIL_TAX_AND_FORM, 2)):
        found = [one.id for one in (*documents, long) if match(query, one) is not None]
        assert engine.ids(query) == sorted(found)
