"""What every engine must do, whatever library is behind it."""

from __future__ import annotations

from itertools import product

import pytest
from generators import ANALYZER, make_document

from searchkit.analysis import Document
from searchkit.article import PartialDate
from searchkit.binding import bind
from searchkit.engines import Deadline, Engine, Order, SearchOptions
from searchkit.errors import SearchTooSlow
from searchkit.query import (
    And,
    AtLeast,
    Boolean,
    Boost,
    DateRange,
    Disjunction,
    Ids,
    MatchAll,
    Near,
    Not,
    Or,
    Phrase,
    Query,
    Synonyms,
    Term,
)
from searchkit.schema import FACETS
from searchkit.syntax import parse

ARMY = make_document(
    "army.txt",
    "The Tajik Army trains. The army drills with armies.",
    title="Training begins",
    source="The Herald",
    authors=("Ada Lind", "Bo Berg"),
    date=PartialDate(2016, 2, 20),
)
TALKS = make_document(
    "talks.txt",
    "Talks in Kabul ended; the Tajik side left the army out.",
    title="Army out of talks",
    source="The Herald",
    date=PartialDate(2016),
)
OPIUM = make_document("opium.txt", "Opium prices rise.", title="Prices", source="Kabul Daily")
THREE = (ARMY, TALKS, OPIUM)
# Any form of a word, the typed one more.
TYPED = Boolean(Term("body", "armi"), Boost(Term("body_exact", "armies"), 0.5), marked=False)


def fill(engine: Engine, *documents: Document) -> None:
    with engine.writer() as writer:
        for document in documents:
            writer.add(document)


def ids(engine: Engine, query: Query, **options: object) -> list[str]:
    found = engine.search(query, SearchOptions(**options))  # type: ignore[arg-type]
    return [match.record.article.id for match in found.page]


def days(first: PartialDate | None, last: PartialDate | None) -> DateRange:
    return DateRange(
        first.first_day.toordinal() if first else None,
        last.last_day.toordinal() if last else None,
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param(Term("body", "armi"), {"army.txt", "talks.txt"}, id="stem"),
        pytest.param(Term("body_exact", "armies"), {"army.txt"}, id="surface-form"),
        pytest.param(Term("title", "armi"), {"talks.txt"}, id="other-field"),
        pytest.param(Term("body", "zebra"), set(), id="unknown-term"),
        pytest.param(Phrase("body_exact", ("tajik", "army")), {"army.txt"}, id="phrase"),
        pytest.param(Phrase("body_exact", ("army", "tajik")), set(), id="phrase-in-order"),
        pytest.param(
            Phrase("body_exact", ("trains", "the")), {"army.txt"}, id="phrase-over-sentence-end"
        ),
        pytest.param(Phrase("source", ("the", "herald")), {"army.txt", "talks.txt"}, id="value"),
        pytest.param(Phrase("author", ("lind", "bo")), set(), id="no-phrase-across-authors"),
        pytest.param(Phrase("source", ("¦", "herald", "¦")), set(), id="no-whole-value"),
        pytest.param(
            Phrase("source", ("¦", "the", "herald", "¦")),
            {"army.txt", "talks.txt"},
            id="whole-value",
        ),
        pytest.param(Phrase("author", ("¦", "bo", "berg", "¦")), {"army.txt"}, id="whole-author"),
        pytest.param(Term("provenance", "date:unknown"), {"opium.txt"}, id="provenance"),
        pytest.param(Not(Term("body", "armi")), {"opium.txt"}, id="negation-alone"),
        pytest.param(
            Or((Not(Term("body", "armi")), Term("body", "kabul"))),
            {"opium.txt", "talks.txt"},
            id="negation-in-or",
        ),
        pytest.param(
            And((Term("body", "armi"), Not(Term("title", "armi")))), {"army.txt"}, id="and-not"
        ),
        pytest.param(
            Phrase("body_exact", ("tajik", "army"), 4), {"army.txt", "talks.txt"}, id="slop"
        ),
        pytest.param(Phrase("body_exact", ("tajik", "army"), 2), {"army.txt"}, id="slop-too-small"),
        pytest.param(
            Near(Term("body", "armi"), Term("body", "tajik"), 4),
            {"army.txt", "talks.txt"},
            id="near",
        ),
        pytest.param(
            Near(Term("body", "armi"), Term("body", "tajik"), 4, ordered=True), set(), id="before"
        ),
        pytest.param(
            Near(Phrase("body_exact", ("the", "army")), Term("body", "out"), 1),
            {"talks.txt"},
            id="near-a-phrase-of-the-other-stream",
        ),
        pytest.param(
            Near(
                Disjunction((Term("body", "opium"), Term("body", "drill"))), Term("body", "armi"), 2
            ),
            {"army.txt"},
            id="near-a-group",
        ),
        pytest.param(
            Near(Synonyms("body_exact", ("talks", "ended"), "t*"), Term("body", "kabul"), 2),
            {"talks.txt"},
            id="near-synonyms",
        ),
        pytest.param(
            Synonyms("body_exact", ("armies", "opium", "zebra"), "x"),
            {"army.txt", "opium.txt"},
            id="synonyms",
        ),
        pytest.param(Synonyms("body_exact", (), "x"), set(), id="any-of-no-terms"),
        pytest.param(
            Not(Synonyms("source", ("herald",), "x")), {"opium.txt"}, id="synonyms-negated"
        ),
        pytest.param(MatchAll(), {"army.txt", "talks.txt", "opium.txt"}, id="everything"),
        pytest.param(
            days(PartialDate(2016), PartialDate(2016)), {"army.txt", "talks.txt"}, id="year"
        ),
        pytest.param(
            days(PartialDate(2016, 2), PartialDate(2016, 2)), {"army.txt"}, id="year-not-in-month"
        ),
        pytest.param(days(PartialDate(2016, 2, 20), None), {"army.txt"}, id="open-end"),
        pytest.param(
            days(None, PartialDate(2020)), {"army.txt", "talks.txt"}, id="undated-in-no-range"
        ),
        pytest.param(
            Boolean(Term("body", "kabul"), Term("body", "opium")), {"talks.txt"}, id="prefer"
        ),
        pytest.param(
            Boost(And((TYPED, Term("body", "kabul"))), 2.0), {"talks.txt"}, id="prefer-in-a-group"
        ),
    ],
)
def test_a_query_finds_exactly_the_articles_it_means(
    engine: Engine, query: Query, expected: set[str]
) -> None:
    fill(engine, *THREE)
    found = engine.search(query)
    assert {match.record.article.id for match in found.page} == expected
    assert found.total == len(expected)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("body:arm*", {"army.txt", "talks.txt"}, id="prefix"),
        pytest.param("body:*rm?es", {"army.txt"}, id="suffix-and-letter"),
        pytest.param("source:her*", {"army.txt", "talks.txt"}, id="value"),
        pytest.param("body:zz*", set(), id="nothing-fits"),
        pytest.param("body:opiun~1", {"opium.txt"}, id="fuzzy"),
        pytest.param("body:apium~1", set(), id="fuzzy-keeps-the-first-letter"),
        pytest.param("body:(taj* NEAR/1 armi~1)", {"army.txt"}, id="near"),
        pytest.param("* -body:taj*", {"opium.txt"}, id="negated"),
    ],
)
def test_a_wildcard_or_fuzzy_word_finds_what_it_stands_for(
    engine: Engine, query: str, expected: set[str]
) -> None:
    fill(engine, *THREE)
    tree = parse(query)
    assert tree is not None
    assert set(ids(engine, bind(tree, query, ANALYZER, engine.terms).query)) == expected


def test_a_wildcard_scores_as_one_word_whatever_it_stands_for(engine: Engine) -> None:
    fill(engine, *THREE)
    word, expanded = Term("body_exact", "opium"), Synonyms("body_exact", ("opium", "zebra"), "x")
    scores = [engine.search(query).page[0].score for query in (word, expanded)]
    assert scores[0] == pytest.approx(scores[1])


def test_the_stored_record_comes_back_whole(engine: Engine) -> None:
    fill(engine, *THREE)
    (found,) = engine.fetch(["army.txt"])
    assert found == ARMY.record
    assert engine.search(Term("body", "opium")).page[0].record == OPIUM.record


def test_fetch_leaves_out_what_is_not_there(engine: Engine) -> None:
    fill(engine, ARMY)
    assert [one.article.id for one in engine.fetch(["no.txt", "army.txt"])] == ["army.txt"]


def test_a_deleted_article_is_not_there(engine: Engine) -> None:
    # Of more than a few, so that what is deleted is not merged away at once.
    fill(engine, *(make_document(f"{number}.txt", "A ferry sails.") for number in range(6)))
    with engine.writer() as writer:
        writer.delete("3.txt")
    there = [one.article.id for one in engine.fetch(["5.txt", "3.txt", "0.txt"])]
    assert there == ["5.txt", "0.txt"]
    assert engine.fetch(["3.txt"]) == []
    assert ids(engine, Ids(frozenset({"3.txt", "4.txt"}))) == ["4.txt"]


def test_adding_the_same_id_again_replaces_the_article(engine: Engine) -> None:
    fill(engine, *THREE)
    fill(engine, make_document("army.txt", "Nothing of the kind."))
    assert ids(engine, Term("body_exact", "armies")) == []
    assert ids(engine, Term("body", "noth")) == ["army.txt"]
    assert engine.size()[0] == 3


def test_a_deleted_article_is_gone_from_answers_counts_and_vocabulary(engine: Engine) -> None:
    fill(engine, *THREE)
    with engine.writer() as writer:
        writer.delete("opium.txt")
        writer.delete("never-there.txt")
    assert ids(engine, Term("body", "opium")) == []
    assert engine.search(MatchAll()).total == 2
    words = {
        term
        for one in THREE
        for term in (*one.title.exact, *one.body.exact)
        if one.article.id != "opium.txt" and term
    }
    assert engine.size() == (2, len(words))
    assert engine.term_dictionary("body_exact", "opi", 5) == []
    assert {article_id for article_id, _ in engine.digests()} == {"army.txt", "talks.txt"}


def test_a_block_that_raises_changes_nothing(engine: Engine) -> None:
    fill(engine, ARMY)

    def interrupted() -> None:
        with engine.writer() as writer:
            writer.add(TALKS)
            writer.delete("army.txt")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        interrupted()
    assert ids(engine, MatchAll()) == ["army.txt"]
    fill(engine, TALKS)
    assert engine.search(MatchAll()).total == 2


def test_pages_join_to_the_whole_answer_in_one_order(engine: Engine) -> None:
    fill(engine, *(make_document(f"{n:02}.txt", "same words " * (n % 3)) for n in range(20)))
    whole = ids(engine, MatchAll(), limit=20)
    ranked = ids(engine, Or((MatchAll(), Term("body", "word"))), limit=20)
    assert whole == sorted(whole)
    for expected, query in ((whole, MatchAll()), (ranked, Or((MatchAll(), Term("body", "word"))))):
        pages = [ids(engine, query, offset=start, limit=7) for start in (0, 7, 14, 21)]
        assert [one for page in pages for one in page] == expected


@pytest.mark.slow
def test_a_far_page_of_hits_that_tie_is_in_the_order_of_ids(engine: Engine) -> None:
    numbers = [*range(0, 600, 2), *range(1, 600, 2)]
    fill(engine, *(make_document(f"{one:03}.txt", "army") for one in numbers))
    orders: tuple[Order, ...] = ("relevance", "newest", "oldest", "added")
    for query, order in product((MatchAll(), Term("body", "armi")), orders):
        page = ids(engine, query, offset=555, limit=5, order=order)
        assert page == [f"{one}.txt" for one in range(555, 560)], (query, order)


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest", "added"])
def test_every_match_comes_in_the_order_of_the_pages(engine: Engine, order: Order) -> None:
    fill(engine, *THREE, *(make_document(f"{n:02}.txt", "army " * (n % 4)) for n in range(12)))
    query = Or((MatchAll(), Term("body", "armi")))
    paged = engine.search(query, SearchOptions(limit=100, order=order)).page
    assert list(engine.scan(query, order)) == list(paged)


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest", "added"])
def test_members_come_in_the_order_of_the_pages(engine: Engine, order: Order) -> None:
    fill(engine, *THREE, *(make_document(f"{n:02}.txt", "army " * (n % 4)) for n in range(12)))
    query = Term("body", "armi")
    members = {"09.txt", "02.txt", "10.txt", "06.txt", "01.txt", "04.txt", "none.txt", "000.txt"}
    paged = ids(engine, query, limit=100, order=order)
    found = engine.members(query, SearchOptions(order=order, members=members))
    assert found == [article_id for article_id in paged if article_id in members]
    assert len(found) >= 5


def test_more_occurrences_rank_higher_and_a_boost_can_turn_that(engine: Engine) -> None:
    long = f"kabul kabul army {'x ' * 30}"
    fill(engine, make_document("one.txt", long), make_document("two.txt", "kabul"))
    assert ids(engine, Term("text", "kabul")) == ["two.txt", "one.txt"]
    twice = Or((Term("text", "kabul"), Boost(Term("text", "armi"), 5.0)))
    assert ids(engine, twice) == ["one.txt", "two.txt"]


def test_a_preferred_phrase_lifts_an_article(engine: Engine) -> None:
    apart = make_document("apart.txt", "tajik men and the army")
    together = make_document("together.txt", "men and the tajik army")
    fill(engine, apart, together)
    both = And((Term("text", "tajik"), Term("text", "armi")))
    assert ids(engine, both) == ["apart.txt", "together.txt"]
    phrase = Phrase("text", ("tajik", "armi"))
    assert ids(engine, Boolean(both, phrase)) == ["together.txt", "apart.txt"]


@pytest.mark.parametrize(
    "query",
    [
        pytest.param(Term("body", "armi"), id="term"),
        pytest.param(
            Or((Boost(Term("title", "armi"), 0.5), Term("body", "armi"), Term("source", "herald"))),
            id="fields",
        ),
        pytest.param(
            Boolean(
                And((Term("body", "tajik"), Term("body", "armi"))),
                Boost(Phrase("body", ("tajik", "armi")), 4.0),
            ),
            id="preferred",
        ),
        pytest.param(
            Or((And((Term("body", "armi"), Term("body", "opium"))), Term("body", "kabul"))),
            id="branch-that-fails",
        ),
        pytest.param(
            Or((Boost(And((TYPED, Term("body", "opium"))), 2.0), TYPED, Term("body", "kabul"))),
            id="preferred-in-branches",
        ),
        pytest.param(Near(Term("body", "tajik"), Term("body", "armi"), 4), id="near"),
        pytest.param(Synonyms("body_exact", ("army", "armies"), "arm*"), id="synonyms"),
        pytest.param(And((Not(Term("body", "opium")), MatchAll())), id="nothing-scores"),
    ],
)
def test_the_shares_of_an_explanation_add_up_to_the_score(engine: Engine, query: Query) -> None:
    fill(engine, *THREE)
    found = engine.search(query).page
    assert found
    for one in found:
        document = next(each for each in THREE if each.record == one.record)
        explanations = engine.explain(query, document)
        assert sum(part.score for part in explanations) == pytest.approx(one.score, rel=1e-4)
        assert all(part.occurrences > 0 for part in explanations)


def test_a_search_is_stopped_when_its_time_is_over(engine: Engine) -> None:
    fill(engine, *THREE)
    query = And((Term("body", "tajik"), Near(Term("body", "armi"), Term("body", "the"), 9)))
    assert engine.search(query, SearchOptions(deadline=Deadline(60.0))).total == 2
    with pytest.raises(SearchTooSlow, match="longer than 0 s"):
        engine.search(query, SearchOptions(deadline=Deadline(0.0)))


def test_value_fields_filter_and_never_score(engine: Engine) -> None:
    fill(engine, *THREE)
    assert {match.score for match in engine.search(Term("source", "herald")).page} == {0.0}


def test_sorting_by_the_day_of_coming_puts_the_last_first_and_unknown_days_last(
    engine: Engine,
) -> None:
    days = {"b.txt": 735_000, "a.txt": 735_001, "c.txt": None, "d.txt": 735_001, "e.txt": 735_000}
    fill(engine, *(make_document(name, "army", added=day) for name, day in days.items()))
    assert ids(engine, MatchAll(), order="added") == ["a.txt", "d.txt", "b.txt", "e.txt", "c.txt"]
    assert [match.record.article.id for match in engine.scan(Term("body", "armi"), "added")] == [
        "a.txt", "d.txt", "b.txt", "e.txt", "c.txt"
    ]  # fmt: skip
    options = SearchOptions(offset=1, limit=3, order="added")
    page = engine.search(MatchAll(), options).page
    assert [match.record.article.id for match in page] == ["d.txt", "b.txt", "e.txt"]


def test_sorting_by_date_puts_the_undated_last(engine: Engine) -> None:
    fill(engine, *THREE, make_document("late.txt", "x", date=PartialDate(2020, 3)))
    assert ids(engine, MatchAll(), order="newest") == [
        "late.txt",
        "army.txt",
        "talks.txt",
        "opium.txt",
    ]
    assert ids(engine, MatchAll(), order="oldest") == [
        "talks.txt",
        "army.txt",
        "late.txt",
        "opium.txt",
    ]


def test_facets_count_every_match_not_only_the_page(engine: Engine) -> None:
    fill(engine, *THREE)
    facets = engine.search(MatchAll(), SearchOptions(limit=1, facets=FACETS)).facets
    assert {name: [row[:2] for row in rows] for name, rows in facets.items()} == {
        "source": [("The Herald", 2), ("Kabul Daily", 1)],
        "author": [("unknown", 2), ("Ada Lind", 1), ("Bo Berg", 1)],
        "agency": [("unknown", 3)],
        "year": [("2016", 2), ("unknown", 1)],
        "month": [("unknown", 2), ("2016-02", 1)],
        "date_status": [("declared", 2), ("unknown", 1)],
        "language": [("unknown", 3)],
    }
    assert engine.search(MatchAll(), SearchOptions(limit=1)).facets == {}


def test_facets_tell_the_sources_of_each_value(engine: Engine) -> None:
    fill(engine, *THREE)
    options = SearchOptions(limit=1, facets=("year", "agency", "source"))
    facets = engine.search(MatchAll(), options).facets
    ((dated, undated), (all_,)) = (
        [row.sources for row in facets[name]] for name in ("year", "agency")
    )
    assert len(dated) == len(undated) == 1
    assert all_ == dated | undated != dated
    (herald, kabul) = (row.sources for row in facets["source"])
    assert (herald, kabul) == (dated, undated)


def test_sources_are_one_if_they_fold_alike_and_none_if_unknown(engine: Engine) -> None:
    sources = ("The Herald", "THE HÉRALD", "Other", None)
    fill(engine, *(make_document(f"{one}.txt", "army", source=one) for one in sources))
    (row,) = engine.search(MatchAll(), SearchOptions(facets=("year",))).facets["year"]
    assert len(row.sources) == 2


@pytest.mark.parametrize(
    ("sources", "expected"), [(("The Herald", "THE HERALD"), 1), ((None, None), 0)]
)
def test_articles_of_one_source_or_none_count_it(
    engine: Engine, sources: tuple[str | None, ...], expected: int
) -> None:
    for number, source in enumerate(sources):
        fill(engine, make_document(f"{number}.txt", "army", source=source))
    facets = engine.search(MatchAll(), SearchOptions(facets=("year", "source"))).facets
    assert {len(row.sources or ()) for rows in facets.values() for row in rows} == {expected}
    fill(engine, make_document("other.txt", "army", source="Other"))
    (row,) = engine.search(MatchAll(), SearchOptions(facets=("year",))).facets["year"]
    assert len(row.sources or ()) == expected + 1


def test_a_search_tells_which_of_some_articles_it_found(engine: Engine) -> None:
    fill(engine, *THREE)
    army = Term("body", "armi")
    these = frozenset({"talks.txt", "opium.txt", "elsewhere.txt"})
    found = engine.search(army, SearchOptions(limit=1, facets=("source", "author"), members=these))
    assert found.total == 2
    assert found.members == {"talks.txt"}
    (source,) = found.facets["source"]
    assert source[:2] == ("The Herald", 2)
    assert source.members == {"talks.txt"}
    authors = {row.value: row.members for row in found.facets["author"]}
    assert authors == {"Ada Lind": set(), "Bo Berg": set(), "unknown": {"talks.txt"}}
    # The same articles once more, and others.
    again = engine.search(MatchAll(), SearchOptions(members=these))
    assert again.members == {"talks.txt", "opium.txt"}
    one = SearchOptions(members=frozenset({"army.txt"}))
    assert engine.search(army, one).members == {"army.txt"}


def test_vocabulary_lists_terms_with_their_articles_in_order(engine: Engine) -> None:
    fill(engine, *THREE)
    assert engine.term_dictionary("body_exact", "arm", 10) == [("armies", 1), ("army", 2)]
    assert engine.term_dictionary("body_exact", "arm", 1) == [("armies", 1)]
    assert engine.doc_freq("body_exact", "army") == 2
    assert engine.doc_freq("body_exact", "zebra") == 0


def test_a_stem_and_a_form_count_each_word_once(engine: Engine) -> None:
    texts = {"one.txt": "the banks", "two.txt": "the banks of the bank", "three.txt": "bank bank"}
    fill(engine, *(make_document(name, text) for name, text in texts.items()))
    either = Or((Term("text", "bank"), Term("text_exact", "banks")))
    assert engine.ids(AtLeast(2, either)) == ["three.txt", "two.txt"]
    assert engine.ids(AtLeast(3, either)) == []


def test_many_words_are_counted_together(engine: Engine) -> None:
    words = [f"w{chr(ord('a') + number)}" for number in range(8)]
    texts = {
        "each.txt": " ".join(words),
        "twice.txt": "wa wa wb wb",
        "often.txt": "wc " * 30,
        "title.txt": "wa wb wc wd",
    }
    fill(
        engine,
        *(
            make_document(name, text, title="wa wa" * (name == "title.txt"))
            for name, text in texts.items()
        ),
    )
    any_word = Synonyms("text_exact", tuple(words), "w*")
    found = {count: engine.ids(AtLeast(count, any_word)) for count in (2, 4, 6, 8, 9, 20, 21, 31)}
    assert found[2] == found[4] == sorted(texts)
    assert found[6] == ["each.txt", "often.txt", "title.txt"]
    assert found[8] == ["each.txt", "often.txt"]
    assert found[9] == found[20] == found[21] == ["often.txt"]
    assert found[31] == []


def test_a_word_of_a_title_counts_in_the_text_and_not_in_the_body(engine: Engine) -> None:
    titled = make_document("titled.txt", "no such word", title="Army")
    both = make_document("both.txt", "the army", title="Army")
    fill(engine, titled, both, make_document("body.txt", "the army"))
    streams = ("text", "title", "body", "body_exact")
    terms = ("armi", "armi", "armi", "army")
    assert [*map(engine.doc_freq, streams, terms)] == [3, 2, 2, 2]
    with engine.writer() as writer:
        writer.delete("titled.txt")
        writer.delete("body.txt")
    assert [*map(engine.doc_freq, streams, terms)] == [1, 1, 1, 1]


def test_terms_are_all_that_start_so_in_order(engine: Engine) -> None:
    fill(engine, *THREE)
    assert engine.terms("body_exact", "arm") == ["armies", "army"]
    assert engine.terms("body_exact", "zebra") == []
    assert engine.terms("title_exact", "") == sorted(
        {"training", "begins", "army", "out", "of", "talks", "prices"}
    )


def test_an_empty_index_answers(engine: Engine) -> None:
    assert engine.search(MatchAll(), SearchOptions(facets=FACETS)).total == 0
    assert engine.search(Phrase("body", ("a", "b"))).total == 0
    assert engine.fetch(["a"]) == []
    assert engine.size() == (0, 0)


def test_scores_stay_in_order_after_many_articles_were_replaced(engine: Engine) -> None:
    def whales(number: int, more: str = "") -> Document:
        whales = number % 5 + 1
        text = f"{'whale ' * whales}{'sea ' * (5 - whales)}ship {more}"
        return make_document(f"{number:02}.txt", text)

    fill(engine, *(whales(number) for number in range(40)))
    fill(engine, *(whales(number, "storm") for number in range(20)))
    found = engine.search(Term("text", "whale"), SearchOptions(limit=40)).page
    assert all(match.score > 0 for match in found)
    most = {f"{number:02}.txt" for number in range(4, 40, 5)}
    assert {match.record.article.id for match in found[:4]} <= most


def test_articles_are_found_by_their_ids(engine):
    fill(engine, *THREE)
    some = Ids(frozenset({"army.txt", "opium.txt", "gone.txt"}))
    assert ids(engine, some) == ["army.txt", "opium.txt"]
    assert ids(engine, Not(some)) == ["talks.txt"]
    assert ids(engine, And((Term("body", "armi"), some))) == ["army.txt"]
    assert ids(engine, Ids(frozenset())) == []


def test_the_articles_that_a_search_is_narrowed_to_keep_their_scores(engine):
    fill(engine, *THREE)
    army = Term("body", "armi")
    scores = {one.record.article.id: one.score for one in engine.search(army).page}
    narrowed = And((army, Not(Ids(frozenset({"talks.txt"})))))
    assert [one.score for one in engine.search(narrowed).page] == [scores["army.txt"]]


def test_the_ids_of_all_matches_come_in_order(engine):
    fill(engine, *THREE)
    assert engine.ids(MatchAll()) == ["army.txt", "opium.txt", "talks.txt"]
    assert engine.ids(Term("body", "armi")) == ["army.txt", "talks.txt"]
    assert engine.ids(Not(MatchAll())) == []
