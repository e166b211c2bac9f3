"""Articles of one event, which share wires, quotations, pictures and what sites always say."""

from __future__ import annotations

import random

import pytest
from processor import is_linear
from story_texts import CUT, FARM, MUSEUM, WIRE, article, families_of, text

from searchkit.stories.furniture import furniture, tweets
from searchkit.stories.links import link
from searchkit.stories.roles import story

SAID = """\
“The ferry is the only street that we have, and it has been closed for nine days,” Mayor Lea Brandt
told the council. “Whoever closes it again will find all of us on the quay, with the children,” she
said. “We were promised a second boat in three elections, and nobody has seen as much as a plank.”
"""
#: The same, as it was written below.
TWEETED = """\
We asked for a second boat and got a brochure. It is a very nice brochure, and it does not float,
not even in the harbour, where we tried it this morning. — Lea Brandt (@leabrandt) May 4, 2018
"""
REPORT = """\
The council of the islands sat until midnight over the timetable of the ferries. Two members left
early, since the last boat would not wait for them, and one of them sent her vote by telephone.

In the end the council asked for four sailings a day in summer and two in winter. The company has
until the first of June to answer, and may ask for money for each sailing that nobody pays for.

It was the longest sitting since the pier was washed away, the clerk noted, and the first in which
somebody was sent out for bread. The minutes will be read aloud in the school on Thursday evening.
"""
_SMALL = "the of and to in a that was for on with by at had from were his her it".split()
_LARGE = [
    first + last
    for first in "ba ce di fo gu ha ki lo me nu".split()
    for last in "len mor tan vik ros dal gim pet wan zol".split()
]


def members(*articles):
    return sorted(sorted(one.members) for one in families_of(*articles))


def sentence(chance: random.Random, words: int) -> str:
    said = [chance.choice(_SMALL if chance.random() < 0.45 else _LARGE) for _ in range(words)]
    return f"{' '.join(said).capitalize()}."


@pytest.mark.parametrize("shared", [SAID, TWEETED], ids=["speech", "tweet"])
def test_what_somebody_said_makes_no_version_of_two_reports(shared):
    reports = [article(name, f"{body}\n{shared}") for name, body in (("a", REPORT), ("b", FARM))]
    assert members(*reports) == []
    one, other = (text(report.body) for report in reports)
    assert link(one, other).is_quotes


def test_the_same_facts_in_like_words_make_no_version_and_a_copied_passage_does():
    chance = random.Random(3)
    facts, *others = (
        [sentence(chance, 18).rstrip(".").split() for _ in range(count)] for count in (7, 5, 12)
    )
    # Every fifth word is another one, so that no six stand side by side in both.
    retold = [
        [word if at % 5 < 4 else chance.choice(_LARGE) for at, word in enumerate(words)]
        for words in facts
    ]

    def report(name, sentences):
        return article(name, " ".join(f"{' '.join(words).capitalize()}." for words in sentences))

    one = report("one", [*facts, *others[0]])
    assert members(one, report("retold", [*retold, *others[1]])) == []
    assert members(one, report("copied", [*others[1][:6], *facts[:4]])) == [["copied", "one"]]


def test_digests_of_one_text_that_keep_half_of_each_sentence_word_for_word_are_versions():
    chance = random.Random(5)
    told, *others = (
        [sentence(chance, 18).rstrip(".").split() for _ in range(count)] for count in (10, 20, 8, 5)
    )

    def digest(kept):
        return [
            [word if kept(at) else chance.choice(_LARGE) for at, word in enumerate(words)]
            for words in told
        ]

    def report(name, sentences, others):
        whole = [*sentences[:5], *others, *sentences[5:]]
        return article(name, " ".join(f"{' '.join(words).capitalize()}." for words in whole))

    one = report("one", told, others[0])
    first = report("first", digest(lambda at: at < 9 or at % 3), others[1])
    last = report("last", digest(lambda at: at > 8 or at % 3 == 1), others[2])
    assert members(one, first) == [["first", "one"]]
    assert members(first, last) == []
    assert members(one, first, last) == [["first", "last", "one"]]


def test_a_piece_that_is_little_but_quotations_is_told_as_such():
    first = article("first", f"{REPORT}\n{SAID}")
    short = article("short", f"The mayor spoke at noon.\n\n{SAID}")
    (found,) = families_of(first, article("copy", f"{REPORT}\n{SAID}\nThe Bay Courier."), short)
    assert set(found.members) == {"first", "copy"}
    told = story(found, {one: article(one, "") for one in ("first", "copy", "short")})
    (related,) = told.related
    assert related.share > 0.8
    assert related.quoted > 0.8
    assert "in quotations (9" in related.note


def test_an_article_belongs_with_the_text_that_it_shares_most_with():
    wire = [article(name, f"{WIRE}\n{SAID}\nPrinted in {name}.") for name in ("z1", "z2")]
    report = article("x", f"{REPORT}\n{SAID}")
    assert members(*wire, report, article("y", REPORT)) == [["x", "y"], ["z1", "z2"]]


def test_a_live_page_joins_nobody_to_each_other():
    live = article("live", f"{WIRE}\n{FARM}\n{MUSEUM}\n{REPORT}")
    parts = [article(name, body) for name, body in (("farm", FARM), ("museum", MUSEUM))]
    wires = [article("wire", WIRE), article("cut", CUT)]
    found = members(live, *parts, *wires)
    assert ["cut", "live", "wire"] in found or ["cut", "wire"] in found
    assert not any({"farm", "museum"} <= set(one) or {"farm", "wire"} <= set(one) for one in found)


def test_whoever_shares_text_with_a_member_only_is_related_to_the_story():
    live = article("live", f"{WIRE}\n{FARM}")
    (found,) = families_of(live, article("wire", WIRE), article("farm", FARM))
    assert set(found.members) == {"live", "wire"}
    assert found.related["farm"].member == "live"
    assert found.related["farm"].quoted == 0


@pytest.mark.parametrize("copies", [6, 10, 32, pytest.param(60, marks=pytest.mark.slow)])
@pytest.mark.parametrize("is_first", [True, False], ids=["first", "last"])
def test_a_text_that_many_print_is_found_however_many_they_are(copies, is_first):
    chance = random.Random(copies)
    wire = " ".join(sentence(chance, 15) for _ in range(5))
    papers = []
    for number in range(copies):
        own = " ".join(sentence(chance, 15) for _ in range(3))
        body = f"{wire}\n\n{own}" if is_first else f"{own}\n\n{wire}"
        papers.append(article(f"{number:02}", body))
    assert members(*papers) == [[one.id for one in papers]]


def test_a_story_that_grows_has_earlier_versions_and_none_was_made_of_a_later_one():
    paragraphs = WIRE.split("\n\n")
    grown = [
        article(f"{hour:02}h", "\n\n".join(paragraphs[:count]), f"2018-05-04T{hour:02}:00:00+00:00")
        for hour, count in ((8, 4), (10, 6), (14, 9))
    ]
    later = article("late", CUT, "2018-05-05")
    (family,) = families_of(*grown, later)
    told = story(family, {one.id: one for one in (*grown, later)})
    roles = {one.article.id: one.role for one in told.members}
    assert roles["10h"] == "earlier"
    assert roles["late"] == "trimmed"
    assert not {"trimmed", "reprint", "rewritten"} & {roles["08h"], roles["10h"]}


def test_without_an_order_of_dates_no_version_is_said_to_be_made_of_another():
    for dates in ((None, None), ("2018-05", "2018-05-04"), ("2018-05-04", "2018-05-04")):
        wire, cut = article("wire", WIRE, dates[0]), article("cut", CUT, dates[1])
        (family,) = families_of(wire, cut)
        told = story(family, {"wire": wire, "cut": cut})
        assert {one.role for one in told.members} == {"fullest", "version"}
        assert any("of this article appears in wire" in one for one in told.member("cut").evidence)


@pytest.mark.parametrize(
    "line",
    [
        "The quay of Port Ellery on the last day of the strike, with the ferry that was the first "
        "to leave it in nine days and a band that played for the rest. (AP Photo/Ann Lee, File)",
        "FILE - In this Feb. 2, 2016 file photo, the ferry to the islands is seen at the quay, "
        "where it waited for nine days with three hundred people and a lorry of bread aboard it.",
        "We use cookies to give you the best service that we can. If you go on reading we take it "
        "that you agree to the use of cookies on this site and on those of our seven partners.",
        "Readers like you keep this paper alive. Please make a contribution, as little as £1, to "
        "help us go on with the work that nobody else on the islands would do for you.",
        "It seems that you have an ad blocker. We understand, but our pages are paid for by what "
        "is shown beside them; please allow it for our site and load the page once more.",
    ],
    ids=["caption", "file photo", "cookies", "donation", "ad blocker"],
)
def test_the_furniture_of_a_page_makes_no_link(line):
    notice = f"{line}\n\n{line.replace('. ', '! ')}"
    one, other = (text(f"{body[:240]}\n\n{notice}\n") for body in (FARM, MUSEUM))
    assert not link(one, other).says_something


def test_a_form_with_another_name_in_it_is_no_version():
    form = (
        "{0} Corp said its directors declared the usual dividend for the quarter, payable to "
        "holders of record at the end of the month. {0} makes {1} in the north of the country and "
        "has paid a dividend in each year since it was founded by {2}, who owns a third of it."
    )
    firms = [("Arvo", "Rope", "Jon Ward"), ("Belling", "Glass", "Ida Korr")]
    notices = [article(firm[0], form.format(*firm)) for firm in firms]
    assert members(*notices) == []
    assert members(*notices, article("copy", f"{notices[0].body} More follows.")) == [
        ["Arvo", "copy"]
    ]


def test_tables_of_two_days_are_no_versions():
    table = (
        "NORTHMOUTH DEPOSITS {0} MAY. One week 6-3/8 6-1/4, one month 6-7/16 6-5/16, two months "
        "6-1/2 6-3/8, three months 6-9/16 6-7/16, six months 6-{1}/16 6-9/16, one year 6-7/8 6-3/4."
    )
    assert members(article("a", table.format(4, 9)), article("b", table.format(5, 11))) == []


def test_a_tweet_is_found_with_the_name_below_it():
    body = f"It rained.\n\n{TWEETED}\nIt stopped.\n\nHello!\n\n— Bo Berg (@bo)\n"
    found = [" ".join(body[begin:end].split()) for begin, end in tweets(body)]
    assert found[0].endswith("— Lea Brandt (@leabrandt) May 4, 2018")
    assert found[1] == "Hello! — Bo Berg (@bo)"


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["— A (@b) May 4, 2018", "— ", "\n\n— A (@b)", "photo by ", "your inbox ", "\nfile - "]
)
def test_furniture_is_found_in_time_by_its_length(piece):
    def work(count: int) -> None:
        long = piece * count + "(@a)"
        list(furniture(long)), list(tweets(long))

    assert is_linear(work, 4_000)
