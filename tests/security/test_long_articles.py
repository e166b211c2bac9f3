"""An article of many megabytes costs no search more than its time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processor import is_linear

from searchkit import Library
from searchkit.analysis import Analyzer, Document
from searchkit.analysis.offsets import Offsets
from searchkit.analysis.words import offsets, pieces, tokenize
from searchkit.article import Article
from searchkit.cli import main
from searchkit.deadline import Deadline
from searchkit.engines.auto import MAX_BYTES, advice
from searchkit.errors import SearchTooSlow
from searchkit.matching.highlights import project_to_body
from searchkit.matching.match import Occurrence, match
from searchkit.matching.snippets import marks, snippets
from searchkit.query import Near, Phrase, Query, Synonyms, Term
from searchkit.quotes import quotations
from searchkit.search.leads import LEAD, leads
from searchkit.settings import Settings
from searchkit.stories.alignment import Text
from searchkit.stories.comparison import compare
from searchkit.web import create_app

pytestmark = pytest.mark.slow

SENTENCE = "“The ferry sails again,” said Petra Vance on Monday of the storm. "
PLAIN = "The ferry sails again after the storm, and nobody says when. "
LONG = SENTENCE * 2_000
EXPIRED = Deadline(-1)


def document(body: str, article_id: str = "long.txt") -> Document:
    return Analyzer().analyse(Article(article_id, article_id, body, "Ferry"), "digest")


@pytest.mark.parametrize(
    "query",
    [
        Term("body", "ferri"),
        Term("body_exact", "ferry"),
        Term("quote", "ferry"),
        Phrase("body_exact", ("the", "ferry")),
        Phrase("body_exact", ("ferry", "again"), 3),
        Synonyms("body_exact", ("ferry", "storm"), "*r*"),
        Near(Term("body_exact", "ferry"), Term("body_exact", "storm"), 20, ordered=False),
    ],
    ids=str,
)
def test_a_match_is_looked_for_until_the_time_is_over(query: Query) -> None:
    assert match(query, document(LONG))
    with EXPIRED.applied(), pytest.raises(SearchTooSlow):
        match(query, document(LONG))


def _analysed() -> tuple[Document, list[Occurrence]]:
    made = document(LONG)
    found = match(Term("body_exact", "ferry"), made)
    assert found
    return made, found


def _marks() -> object:
    made, found = _analysed()
    return lambda: marks(made, "body", found)


def _snippets() -> object:
    made, found = _analysed()
    return lambda: snippets(made, found, lambda leaf: 1.0)


def _projection() -> object:
    made = document(LONG)
    found = match(Term("quote", "ferry"), made) or []
    return lambda: project_to_body(found, made)


def _quotations() -> object:
    return lambda: quotations(LONG)


def _comparison() -> object:
    one, other = document(LONG), document(LONG, "other.txt")
    texts = [Text(each.article.body, each.record.sentences) for each in (one, other)]
    return lambda: compare(one.article, other.article, *texts)


@pytest.mark.parametrize("prepared", [_marks, _snippets, _projection, _quotations, _comparison])
def test_what_is_shown_of_a_long_article_keeps_the_deadline(
    prepared: Callable[[], Callable[[], object]],
) -> None:
    show = prepared()
    with EXPIRED.applied(), pytest.raises(SearchTooSlow):
        show()
    show()


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two articles that are longer than what is looked at first."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "searchkit.toml").write_text(f'engine = "{request.param}"\n')
    (folder / "corpus").mkdir()
    # Its quotes would take most of the time that its analysis may.
    body = SENTENCE * 500 + PLAIN * (LEAD // len(PLAIN)) + SENTENCE * 500
    for name, last in (("one.txt", "A zeppelin lands."), ("two.txt", "A balloon rises.")):
        (folder / "corpus" / name).write_text(f"Ferry\n\n{body}{last}\n")
    assert main(["--home", str(folder), "index"]) == 0
    return folder


def _slow(home: Path) -> Library:
    loaded = Settings.load(home)
    return Library(
        Settings(loaded.home, loaded.corpus, loaded.index, loaded.engine, search_seconds=1e-9)
    )


ASKED: dict[str, Callable[[Library], object]] = {
    "search": lambda library: library.search("ferry"),
    "hits": lambda library: list(library.hits("ferry")),
    "kwic": lambda library: list(library.kwic("ferry")),
    "article": lambda library: library.article("one.txt", "ferry"),
    "similar": lambda library: library.similar("one.txt"),
    "quotes": lambda library: library.quotes("ferry"),
    "quote": lambda library: library.quote("one.txt", len("Ferry\n\n“")),
    "compare": lambda library: library.compare("one.txt", "two.txt"),
}


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_about_a_long_article_is_stopped_at_the_limit(home: Path, name: str) -> None:
    with _slow(home) as library, pytest.raises(SearchTooSlow, match="search_seconds"):
        ASKED[name](library)


def test_the_shell_and_the_page_say_that_it_took_too_long(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with _slow(home) as library:
        client = create_app(library).test_client()
        assert client.get("/?q=ferry").status_code == 503
        assert client.get("/article/one.txt?q=ferry").status_code == 200
    settings = home / "searchkit.toml"
    before = settings.read_text()
    settings.write_text(f"{before}search_seconds = 1e-9\n")
    try:
        for command in ("query ferry", "show one.txt --query ferry", "kwic ferry"):
            assert main(["--home", str(home), *command.split()]) == 2
            assert "search_seconds" in capsys.readouterr().err
    finally:
        settings.write_text(before)


@pytest.mark.parametrize("word", ["zeppelin", "ferry"])
def test_a_word_is_marked_wherever_it_is_in_a_long_article(home: Path, word: str) -> None:
    with Library.open(home) as library:
        found = next(hit for hit in library.hits(word) if hit.id == "one.txt")
        shown = found.snippets[0]
        assert {shown.text[slice(*mark)] for mark in shown.marks} == {word}
        assert found.article.body[shown.start :].startswith(shown.text.strip("… ")[:10])
        assert len(found.article.body) > LEAD


def test_the_page_of_a_long_article_shows_the_part_with_the_first_mark(home: Path) -> None:
    with Library.open(home) as library:
        client = create_app(library).test_client()
        for query, there in (("", False), ("zeppelin", True)):
            page = client.get(f"/article/one.txt?q={query}").text
            assert "characters are omitted" in page
            assert ("<mark" in page and "zeppelin</mark>" in page) == there


def test_a_hit_costs_no_more_in_an_article_four_times_as_long() -> None:
    analyzer = Analyzer()
    records = {
        length: document(SENTENCE * (length // len(SENTENCE))).record
        for length in (2 * LEAD, 8 * LEAD)
    }

    def show(length: int) -> None:
        for _ in range(3):
            for lead in leads(records[length]):
                made = analyzer.document(lead)
                if found := match(Term("body_exact", "ferry"), made):
                    snippets(made, found, lambda leaf: 1.0)
                    break

    assert is_linear(show, 2 * LEAD, times=4, max_ratio=2.5)


def test_the_beginnings_of_an_article_end_with_a_sentence() -> None:
    record = document(SENTENCE * (6 * LEAD // len(SENTENCE))).record
    found = list(leads(record))
    assert [len(one.article.body) // LEAD for one in found] == [1, 4, 5]
    assert found[-1] is record
    for one in found[:-1]:
        assert record.article.body.startswith(one.article.body)
        assert one.article.body.endswith(". ")
        assert one.sentences == record.sentences[: len(one.sentences)]


@given(st.text(st.sampled_from("ab1é漢.,'’-\u0301\u200d\ufe0f。，！ \n\u3000字カU.S.\U0001f1e9☺")))
def test_pieces_part_no_token(text: str) -> None:
    bounds = list(pieces(text, 3))
    assert "".join(text[start:end] for start, end in bounds) == text
    terms = [tokenize(text[start:end]) for start, end in bounds]
    assert [term for some in terms for term in some] == tokenize(text)
    found = Offsets(text, bounds, map(len, terms))
    assert list(found) == [found[one] for one in range(len(found))] == offsets(text)


def test_so_much_text_is_no_small_folder() -> None:
    assert advice("whoosh", 5, MAX_BYTES) is None
    assert "run: searchkit rebuild" in (advice("whoosh", 5, MAX_BYTES + 1) or "")
    assert advice("tantivy", 5, MAX_BYTES + 1) is None
