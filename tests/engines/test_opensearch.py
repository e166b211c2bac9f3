"""What is peculiar to OpenSearch: what it is asked in pages, and what it cannot say itself."""

from __future__ import annotations

import sys
import threading
from collections.abc import Collection, Iterator
from concurrent import futures
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from differential import opened
from generators import make_document
from servers import SCORES_AS_LUCENE, new_address

from searchkit.analysis import Document
from searchkit.article import PartialDate
from searchkit.engines import REMOTE, Engine, MemoryEngine, Order, SearchOptions, open_remote
from searchkit.engines.address import Address
from searchkit.engines.opensearch import bulk, compiling, faceting, pages, reading, term_dictionary
from searchkit.errors import EngineUnavailable, IndexMissing, SettingsError
from searchkit.query import AtLeast, MatchAll, Near, Or, Phrase, Query, Synonyms, Term


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with opened(REMOTE, tmp_path) as made:
        yield made


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server gives three rows an answer."""
    for module in (reading, term_dictionary, pages, faceting):
        monkeypatch.setattr(module, "PAGE", 3)
    monkeypatch.setattr(faceting, "MAX_VALUES", 2)
    monkeypatch.setattr(compiling, "CANDIDATES", 2)


def fill(engine: Engine, *documents: Document) -> None:
    with engine.writer() as writer:
        for document in documents:
            writer.add(document)


def letters(number: int) -> list[Document]:
    return [
        make_document(
            f"{one:02}.txt",
            f"word{one} army the talks army",
            source=f"Source {one % 7}",
            date=PartialDate(2000 + one % 5) if one % 3 else None,
        )
        for one in range(number)
    ]


def ids(engine: Engine, query: Query, **options: object) -> list[str]:
    found = engine.search(query, SearchOptions(**options))  # type: ignore[arg-type]
    return [match.record.article.id for match in found.page]


@pytest.mark.usefixtures("small_pages")
@pytest.mark.parametrize("order", ["relevance", "newest", "oldest", "added"])
def test_pages_and_exports_go_on_where_an_answer_ends(engine: Engine, order: Order) -> None:
    memory = MemoryEngine()
    for one in (engine, memory):
        fill(one, *letters(11))
    # The small server goes on from no score that is not whole.
    scored = [Term("body", "armi")] if SCORES_AS_LUCENE or order != "relevance" else []
    for query in (MatchAll(), *scored):
        assert ids(engine, query, offset=4, limit=5, order=order) == ids(
            memory, query, offset=4, limit=5, order=order
        )
        whole = [match.record.article.id for match in engine.scan(query, order)]
        assert whole == [match.record.article.id for match in memory.scan(query, order)]
    assert dict(engine.digests()) == dict(memory.digests())


@pytest.mark.usefixtures("small_pages")
def test_words_and_facets_go_on_where_an_answer_ends(engine: Engine) -> None:
    memory = MemoryEngine()
    for one in (engine, memory):
        fill(one, *letters(11))
    for prefix in ("", "word", "word1", "the", "zebra"):
        assert engine.terms("body_exact", prefix) == memory.terms("body_exact", prefix)
        for limit in (1, 3, 5, 1 << 31):
            known = memory.term_dictionary("body_exact", prefix, limit)
            assert engine.term_dictionary("body_exact", prefix, limit) == known
    options = SearchOptions(limit=0, facets=("source", "year"))
    counted, meant = (
        {
            name: [row[:2] for row in rows]
            for name, rows in one.search(MatchAll(), options).facets.items()
        }
        for one in (engine, memory)
    )
    assert counted == meant


@pytest.mark.usefixtures("small_pages")
def test_what_a_server_cannot_say_is_decided_for_more_candidates_than_an_answer_has(
    engine: Engine,
) -> None:
    fill(engine, *letters(9), make_document("far.txt", "army x x x talks x the"))
    phrase = Phrase("body_exact", ("army", "the", "talks"), 1)
    near = Near(phrase, Term("body", "armi"), 1)
    for query in (phrase, near):
        assert engine.search(query, SearchOptions(limit=0)).total == 9
        assert ids(engine, query, limit=3) == ["00.txt", "01.txt", "02.txt"]


def test_no_article_is_read_for_how_often_function_words_occur(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(
        engine, make_document("a.txt", "the talks of the army"), make_document("b.txt", "the army")
    )
    monkeypatch.setattr(compiling.Compiler, "_documents", lambda *_: pytest.fail("it reads them"))
    the, of = (Term("text_exact", word) for word in ("the", "of"))
    assert ids(engine, AtLeast(2, the)) == ["a.txt"]
    assert ids(engine, AtLeast(3, Or((the, of)))) == ["a.txt"]
    assert ids(engine, AtLeast(3, the)) == []


def test_rare_forms_beyond_those_that_are_weighed_one_by_one_are_found(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "_MAX_FORMS", 3)
    fill(engine, *letters(9))
    some = Synonyms("body_exact", tuple(f"word{one}" for one in range(9)), "word*")
    found = engine.search(some).page
    assert len(found) == 9
    # Each is as rare as all of them together, and so scores about the same.
    scores = [match.score for match in found]
    assert not SCORES_AS_LUCENE or min(scores) == pytest.approx(max(scores), rel=0.05)


def test_a_prefix_is_taken_by_the_letter(engine: Engine) -> None:
    fill(engine, make_document("a.txt", "x", source="rock'n'roll 3.5 C++"))
    assert engine.terms("source", "rock'") == ["rock'n'roll"]
    assert engine.terms("source", "3.") == ["3.5"]
    assert engine.terms("source", ".*") == []


def test_an_id_may_be_longer_than_a_server_takes_and_hold_any_character(engine: Engine) -> None:
    long = "ж/" * 400 + "a b\n?#%2f.txt"
    fill(engine, make_document(long, "army"), make_document("_x", "army"))
    assert [one.article.id for one in engine.fetch([long, "_x"])] == [long, "_x"]
    with engine.writer() as writer:
        writer.delete(long)
    assert ids(engine, MatchAll()) == ["_x"]


def test_a_document_that_was_deleted_in_the_block_that_adds_it_is_there(engine: Engine) -> None:
    fill(engine, make_document("a.txt", "army"))
    with engine.writer() as writer:
        writer.add(make_document("a.txt", "talks"))
        writer.delete("a.txt")
    assert ids(engine, Or((Term("body", "talk"), Term("body", "armi")))) == ["a.txt"]
    assert ids(engine, Term("body", "armi")) == []


def test_without_its_library_the_engine_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [one for one in sys.modules if one.startswith("searchkit.engines.opensearch")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opensearchpy", None)
    with pytest.raises(EngineUnavailable, match=r"pip install 'searchkit\[opensearch\]'"):
        open_remote(new_address())


def test_where_there_is_no_index_it_is_told() -> None:
    with pytest.raises(IndexMissing, match="searchkit index"):
        open_remote(new_address())


class Slow:
    """A server that answers only when somebody waits for it."""

    address = Address(("http://127.0.0.1",))

    def __init__(self) -> None:
        self.waited_for = threading.Event()

    def ask(self, _method: str, _path: str, text: str, _options: object) -> object:
        self.waited_for.wait()
        done = {"status": 200, "_seq_no": 1, "_primary_term": 1}
        return {"items": [{"create": done}] * (text.count("\n") // 2)}


@pytest.mark.parametrize(
    ("memory", "together"),
    [
        pytest.param(1_000_000_000, bulk.MAX_UNDER_WAY, id="much"),
        pytest.param(1_000_000, 2, id="little"),
        pytest.param(1_000, 1, id="too-little-for-one"),
    ],
)
def test_changes_under_way_take_no_more_than_their_part_of_the_memory(
    monkeypatch: pytest.MonkeyPatch, memory: int, together: int
) -> None:
    monkeypatch.setattr(bulk, "MAX_BYTES", 20_000)
    server = Slow()
    under_way = []

    def wait(some: Collection[Future[None]], **options: Any) -> object:
        under_way.append(len(some))
        server.waited_for.set()
        return futures.wait(some, **options)

    monkeypatch.setattr(bulk, "wait", wait)
    made = bulk.Bulk(server, "x", memory)  # type: ignore[arg-type]
    for number in range(12):
        made.add(bulk.Change.put(str(number), str(number), "x" * 20_000))
    assert made.finish() == []
    assert max(under_way) == under_way[0] == together


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(Address(()), id="no-url"),
        pytest.param(Address(("search.example.org",)), id="no-scheme"),
        pytest.param(Address(("ftp://search.example.org",)), id="other-scheme"),
        pytest.param(Address(("http://search.example.org:9200",)), id="unencrypted"),
        pytest.param(Address(("https://[::1", "https://a")), id="broken"),
        pytest.param(Address(("https://a/?q=1",)), id="query"),
        pytest.param(Address(("https://a",), index="Upper"), id="index"),
        pytest.param(Address(("https://a",), index="a/b"), id="index-with-slash"),
        pytest.param(Address(("https://a",), shards=0), id="no-shard"),
        pytest.param(Address(("https://a",), replicas=-1), id="replicas"),
        pytest.param(Address(("https://a",), part="a b"), id="part"),
        pytest.param(Address(("https://a",), authority=Path("/no/such")), id="authority"),
    ],
)
def test_an_address_that_leads_nowhere_or_not_safely_is_refused(address: Address) -> None:
    with pytest.raises(SettingsError):
        address.check()


@pytest.mark.parametrize(
    "address",
    [
        Address(("http://127.0.0.1:9200", "http://localhost:9200", "http://[::1]:9200")),
        Address(("https://search.example.org:9200/behind/a/proxy",), "news", 3, 2, "east"),
        Address(("http://search.example.org:9200",), insecure_http=True),
    ],
)
def test_an_address_on_this_machine_or_encrypted_is_taken(address: Address) -> None:
    address.check()


def test_a_password_in_a_url_is_refused_without_being_shown() -> None:
    with pytest.raises(SettingsError) as caught:
        Address(("https://ada:s3cret@search.example.org",)).check()
    assert "s3cret" not in str(caught.value)


@pytest.mark.usefixtures("small_pages")
def test_sources_go_on_where_an_answer_ends_and_are_told_of_no_facet_of_many_values(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faceting, "MAX_VALUES", 6)
    # As many articles as a server takes in one question.
    monkeypatch.setattr(faceting, "_NAMED", 2)
    memory = MemoryEngine()
    for one in (engine, memory):
        fill(one, *letters(11))
    names = ("source", "year", "date_status")
    options = SearchOptions(limit=0, facets=names, members=frozenset({"01.txt", "07.txt", "x"}))
    for query in (MatchAll(), Term("body", "word1"), Term("body", "zebra")):
        found, meant = (one.search(query, options).facets for one in (engine, memory))
        assert [row.sources for row in found["source"]] == [None] * len(meant["source"])
        for name in ("year", "date_status"):
            assert found[name] == meant[name]


def test_further_fields_tell_their_sources(engine: Engine) -> None:
    for number in range(5):
        section = {"section": (f"Part {number % 2}",)}
        source = f"S{number % 3}"
        fill(engine, make_document(f"{number}.txt", "army", source=source, fields=section))
    (one, other) = engine.search(MatchAll(), SearchOptions(facets=("section",))).facets["section"]
    assert (len(one.sources or ()), len(other.sources or ())) == (3, 2)
