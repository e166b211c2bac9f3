"""Which articles are one story, and which are not."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from edits import changed, half_rewritten, quoting, trimmed
from story_texts import (
    ARTICLES,
    CUT,
    FARM,
    MUSEUM,
    QUOTING,
    WIRE,
    article,
    document,
    families_of,
    links_of,
    stats_of,
)

from searchkit.stories.families import families


def members(*articles):
    return [set(one.members) for one in families_of(*articles)]


def every_article():
    return [article(name, body) for name, body in ARTICLES.items()]


def test_a_story_is_found_however_it_was_edited_and_nothing_else_is():
    assert members(*every_article()) == [{"wire", "cut", "rewritten"}]


def test_the_core_is_what_the_others_share_most_with():
    (found,) = families_of(*every_article())
    assert found.representative == "wire"


@pytest.mark.parametrize(
    "edit",
    [
        lambda text, chance: text,
        lambda text, chance: trimmed(text),
        half_rewritten,
        changed,
    ],
    ids=["as it is", "trimmed", "half rewritten", "a quarter changed"],
)
def test_an_edited_text_is_in_the_family_of_what_it_was_made_of(edit):
    for seed in range(5):
        edited = article("edited", edit(WIRE, random.Random(seed)))
        assert members(article("wire", WIRE), edited) == [{"wire", "edited"}]


def test_a_piece_that_quotes_a_story_is_related_and_no_version():
    for seed in range(5):
        quoted = article("quoted", quoting(WIRE, FARM + MUSEUM, random.Random(seed)))
        (found,) = families_of(article("wire", WIRE), article("cut", CUT), quoted)
        assert set(found.members) == {"wire", "cut"}
        assert found.related["quoted"].quoted > 0.8


def test_the_same_text_twice_is_one_story_however_short():
    same = [article(name, "Dock workers went back.", title="Strike") for name in ("a", "b")]
    assert members(*same) == [{"a", "b"}]


def test_a_short_text_under_another_title_is_another_story():
    a, b = (article(name, "The bulletin of the day.", title=f"No. {name}") for name in "ab")
    assert members(a, b) == []


@pytest.mark.parametrize(
    "page",
    [
        "It looks like nothing was found at this location. Maybe try a search?",
        "The web server is not returning a connection.\n\nWhat can I do?\n\nPlease try again.",
        "Access to this page has been denied because we believe you are using automation tools.",
    ],
)
def test_pages_that_say_that_there_is_no_article_are_no_story(page):
    assert members(*(article(name, page, title="News") for name in "ab")) == []


def test_a_headline_in_the_place_of_the_text_is_no_story():
    headline = (
        "Harbour Pilots Tell What They Know About the Night When Nobody Went Out to the Ships"
    )
    titles = ("Council sits until midnight over ferries", "Museum finds the bell of a lost ship")
    assert members(*(article(title, headline, title=title) for title in titles)) == []


def test_a_form_filled_in_with_other_figures_is_another_story():
    form = (
        "The central bank bought bills of {} million crowns at {} percent on {} March. It had "
        "forecast a shortage of {} million crowns for the day, of which {} million were covered."
    )
    first = article("first", form.format(51, 9.9, 3, 700, 186))
    second = article("second", form.format(65, 9.4, 12, 1150, 265))
    assert members(first, second) == []


def test_questions_that_are_put_to_everybody_make_no_story():
    questions = [
        "What would be the first thing that you would do as mayor of this town?",
        "How would you pay for the new school that has been promised for ten years?",
        "Would you build the road around the harbour or through the old market?",
        "Which of your rivals would you want to have a long journey by ferry with?",
        "What do you say to those who left because there was no work for them here?",
        "Whom do you thank for what you learnt before you went into the council?",
    ]
    pieces = {"farm": FARM, "museum": MUSEUM}
    asked = [
        article(name, "\n\n".join([*questions, piece, "Thank you for the talk."]))
        for name, piece in pieces.items()
    ]
    assert members(*asked) == []


def test_an_introduction_that_two_pieces_have_makes_no_story():
    introduction = "\n\n".join(WIRE.split("\n\n")[:3])
    pieces = {"farm": FARM, "museum": MUSEUM}
    begun = [article(name, f"{introduction}\n\n{piece}") for name, piece in pieces.items()]
    assert members(*begun) == []
    # The same sentences at the end of both are no introduction.
    ended = [article(name, f"{piece}\n\n{introduction}") for name, piece in pieces.items()]
    assert members(*ended) == [{"farm", "museum"}]


def test_no_chain_leads_from_a_text_to_one_that_it_shares_nothing_with():
    half = "\n\n".join(WIRE.split("\n\n")[4:])
    middle = article("middle", half + "\n" + FARM)
    found = families_of(article("wire", WIRE), middle, article("farm", FARM))
    by_representative = {one.representative: set(one.members) for one in found}
    assert all("middle" in one for one in by_representative.values())
    assert not any(
        {"wire", "farm"} <= one and "middle" not in by_representative
        for one in by_representative.values()
    )


def test_every_member_shares_text_with_the_core():
    for one in families_of(*every_article()):
        assert all(link.is_shared for link in one.links.values())


def test_who_shares_a_single_quotation_is_related_and_no_member():
    quotation = (
        "“We have shown that nothing moves in this town without us, and whoever wants to build "
        "machines that need no driver should first ask the people who have driven these cranes "
        "through every winter since the harbour was built,” she said."
    )
    wire = f"{WIRE}\n{quotation}\n"
    talk = article("talk", f"{FARM}\n{quotation}\n")
    (found,) = families_of(article("wire", wire), article("cut", trimmed(wire)), talk)
    assert set(found.members) == {"wire", "cut"}
    assert set(found.related) == {"talk"}


def test_families_do_not_depend_on_the_order_of_the_articles():
    articles = every_article()
    stats, links = stats_of(*articles), links_of(*articles)
    wanted = families(stats, links)
    for seed in range(5):
        chance = random.Random(seed)
        shuffled = [dict(chance.sample(list(one.items()), len(one))) for one in (stats, links)]
        assert families(*shuffled) == wanted


@pytest.mark.slow
def test_a_text_that_more_papers_print_than_a_shingle_may_have_is_one_story():
    papers = [article(f"{n:03}", f"{WIRE}\nPrinted by paper number {n}.") for n in range(40)]
    assert members(*papers) == [{one.id for one in papers}]


@pytest.mark.slow
def test_a_fingerprint_is_the_same_in_every_process():
    code = (
        "from story_texts import *;"
        "one = document(article('a', WIRE)).fingerprint; print(one.digest, list(one.shingles))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "tests/support"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    here = document(article("a", WIRE)).fingerprint
    assert said == {f"{here.digest} {list(here.shingles)}\n"}


def test_texts_that_share_quotations_alone_are_no_story():
    assert members(article("wire", WIRE), article("a quoting", QUOTING)) == []


@pytest.mark.slow
def test_a_text_without_a_stop_is_compared_in_time_and_found():
    words = [f"w{number * 7919 % 10_007}" for number in range(30_000)]
    long, cut = " ".join(words), " ".join(words[:20_000])
    assert members(article("long", long), article("cut", cut)) == [{"long", "cut"}]


def test_a_hostile_text_of_quotation_marks_is_compared_in_time():
    text = f"{WIRE}\n\n" + "“\n" * 20_000 + '"' * 20_000
    assert members(article("one", text), article("wire", WIRE)) == [{"one", "wire"}]
