"""Which quotations are the same, who cites them, and what was cut."""

from __future__ import annotations

import pytest
from quote_texts import CUT, FOREIGN, SHORT, WHOLE
from story_texts import article

from searchkit.analysis import Analyzer
from searchkit.stories.quote_clusters import (
    QuoteMention,
    is_same_quote,
    quote_cluster,
    quote_mentions,
)

_ANALYSED = Analyzer().quoted


def first(body: str, article_id: str = "one", date: str | None = None) -> QuoteMention:
    return next(quote_mentions(article(article_id, body, date), _ANALYSED))


LINE = "“{}” said Petra Vance."


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        pytest.param(WHOLE, CUT, True, id="the end is cut"),
        pytest.param(WHOLE, SHORT, True, id="a few words of the same speaker, in another form"),
        pytest.param(WHOLE, FOREIGN, False, id="a few words of somebody else"),
        pytest.param("“A useless meeting.”", SHORT, False, id="a few words of nobody"),
        pytest.param(
            LINE.format("Our first duty is to fill all the shops in the islands,"),
            "“Our first duty is now to fill all the shops of the islands.”",
            True,
            id="words changed in a long one without a speaker",
        ),
        pytest.param(
            LINE.format("We have not been paid"),
            LINE.format("We have a fine harbour here. We have not been paid for it in years"),
            True,
            id="word for word inside a longer one",
        ),
        pytest.param(
            LINE.format("very good people"),
            LINE.format("They were very good people who came from the islands"),
            False,
            id="a few words that everybody says",
        ),
        pytest.param(
            LINE.format("Our first duty is to fill shops,"),
            "“Our first duty is to fill boats,” said Petra Vance.",
            False,
            id="a word changed in a short one",
        ),
        pytest.param(
            LINE.format("Our first duty is to fill shops,"),
            "“Our first duty is to fill shops,” said Bo Berg.",
            False,
            id="two speakers",
        ),
        pytest.param(
            LINE.format("We will fill the shops of the islands soon"),
            LINE.format(
                "We have heard that they will not come. To fill boats is good, but the men who go "
                "to shops and think of rain and wind know all of it, and the islands will know soon"
            ),
            False,
            id="the same words far apart",
        ),
    ],
)
def test_quotations_are_one_by_words_in_order_and_few_words_by_their_speaker(
    left: str, right: str, one: bool
) -> None:
    assert is_same_quote(first(left), first(right)) is one
    assert is_same_quote(first(right), first(left)) is one


FEW = "a step in the right direction"
SOME = "The shops of the outer islands have been empty since the strike began"
MANY = f"{SOME}, and nobody on the quay has told us when the ferries will sail"


@pytest.mark.parametrize(
    ("text", "dates", "one"),
    [
        pytest.param(FEW, ("2016-02-19", "2016-02-20"), True, id="few, of the same days"),
        pytest.param(FEW, ("2016-02-19", "2016-02-28"), False, id="few, of other days"),
        pytest.param(FEW, ("2016-02-19", "2016"), False, id="few, not dated to the day"),
        pytest.param(FEW, (None, "2016-02-19"), False, id="few, undated"),
        pytest.param(SOME, ("2016-02-19", "2016-02-28"), False, id="more, of other days"),
        pytest.param(SOME, (None, "2016-02-19"), True, id="more, undated"),
        pytest.param(MANY, ("2016-02-19", "2018-02-19"), True, id="many, at any time"),
    ],
)
def test_words_of_nobody_that_many_could_have_said_are_one_only_in_the_same_days(
    text: str, dates: tuple[str | None, str | None], one: bool
) -> None:
    left, right = (first(f"“{text}.”", str(date), date) for date in dates)
    assert is_same_quote(left, right) is one
    named, again = (first(LINE.format(f"{text},"), str(date), date) for date in dates)
    assert is_same_quote(named, again)


def test_a_word_or_two_of_a_speaker_are_one_only_in_the_same_days() -> None:
    long = LINE.format("We will not come to useless meetings,")
    dates = (None, "2016-02-22", "2016-04-20")
    found = [first(long, "long", "2016-02-20"), *(first(SHORT, "short", date) for date in dates)]
    assert [is_same_quote(found[0], one) for one in found[1:]] == [True, True, False]


def test_a_cluster_has_citations_by_date_and_wordings_with_what_they_cut() -> None:
    whole = first(WHOLE, "whole", "2016-02-20")
    cut = first(CUT, "cut", "2016-02-19")
    short, foreign = first(SHORT, "short"), first(FOREIGN, "foreign")
    found = quote_cluster(whole, [short, foreign, whole, cut])
    assert [(one.article.id, one.cut) for one in found.citations] == [
        ("cut", ("end",)),
        ("whole", ()),
        ("short", ("start", "end")),
    ]
    assert found.text.startswith("We will not come to useless meetings, and we have")
    assert found.speaker == "Petra N. Vance"
    assert [some[0].article.id for some in found.wordings] == ["whole", "cut", "short"]
    told = found.to_dict()
    assert told["articles"] == 3
    assert told["carriers"][2]["speaker"]["evidence"].startswith("Petra Vance, who speaks")
    assert told["wordings"][2]["text"] == "a useless meeting"


def test_marks_and_case_make_no_other_wording() -> None:
    left, right = (
        first(f"“{text}” said Petra Vance.", name)
        for name, text in (
            ("left", "We’ll fill the shops soon,"),
            ("right", "we'll fill the Shops soon"),
        )
    )
    assert len(quote_cluster(left, [right]).wordings) == 1


def test_two_speakers_of_the_same_words_are_told_as_a_contradiction() -> None:
    said = "“Our first duty is to fill all the shops of the islands before the winter,” said {}."
    one, other = (first(said.format(name), name[:3]) for name in ("Petra Vance", "Bo Berg"))
    cluster = quote_cluster(one, [other])
    assert cluster.note == "speakers differ: Bo Berg in Bo , Petra Vance in Pet"
    assert [row["speaker"] for row in cluster.to_dict()["contradiction"]] == [
        "Bo Berg",
        "Petra Vance",
    ]
    assert not quote_cluster(one, [first(said.format("Ms. Vance"), "again")]).note
