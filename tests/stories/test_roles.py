"""What each article is to its story, and what is said of who was first."""

from __future__ import annotations

from story_texts import CUT, REWRITTEN, WIRE, article, families_of

from searchkit.stories.roles import story


def told(*articles):
    (family,) = families_of(*articles)
    return story(family, {one.id: one for one in articles})


def roles(found):
    return {one.article.id: one.role for one in found.members}


def versions(**dates):
    bodies = {"wire": WIRE, "cut": CUT, "rewritten": REWRITTEN}
    return [article(name, body, dates.get(name)) for name, body in bodies.items()]


def test_each_version_has_the_role_that_it_plays():
    found = told(*versions(wire="2016-02-20", cut="2016-02-21", rewritten="2016-03"))
    assert roles(found) == {
        "wire": "original",
        "cut": "trimmed",
        "rewritten": "rewritten",
    }
    assert found.first.id == "wire"
    assert found.first.certain


def test_a_copy_is_a_reprint_of_the_one_that_was_first():
    found = told(article("b", WIRE, "2016-02-20"), article("a", WIRE, "2016-02-22"))
    assert roles(found) == {"b": "original", "a": "reprint"}
    assert found.member("a").compared == "b"


def test_a_copy_with_a_line_of_its_own_is_a_reprint():
    found = told(
        article("a", WIRE, "2016-02-20"),
        article("b", f"{WIRE}\nThe Bay Courier is printed in Port Ellery.\n", "2016-02-22"),
    )
    assert roles(found) == {"a": "original", "b": "reprint"}


def test_a_version_that_was_first_and_has_little_of_it_is_the_earliest():
    found = told(*versions(rewritten="2015", wire="2016-02-20", cut="2016-02-21"))
    assert roles(found)["rewritten"] == "earliest"
    assert roles(found)["wire"] == "fullest"


def test_without_dates_nobody_is_called_original():
    found = told(*versions())
    assert roles(found)["wire"] == "fullest"
    assert found.first.id is None
    assert "no version is dated" in found.first.note


def test_an_inferred_date_and_undated_articles_make_the_first_uncertain():
    wire = article("wire", WIRE, "2016-02-20", inferred=True)
    found = told(wire, article("cut", CUT))
    assert found.first.id == "wire"
    assert not found.first.certain
    assert "date inferred" in found.first.note
    assert "1 of 2 versions undated" in found.first.note


def test_two_dates_that_may_be_the_same_day_tell_nothing():
    found = told(article("wire", WIRE, "2016-02"), article("cut", CUT, "2016-02-20"))
    assert found.first.id is None
    assert "overlapping dates, 2016-02-20 and 2016-02" in found.first.note


def test_the_time_of_day_tells_who_was_first_on_one_day():
    found = told(
        article("wire", WIRE, "2016-02-20T09:00:00+00:00"),
        article("cut", CUT, "2016-02-20T09:30:00+01:00"),
    )
    assert found.first.id == "cut"


def test_the_evidence_says_how_much_is_shared_and_whom_the_text_names():
    wire = article("wire", WIRE, "2016-02-20", source="Coast Herald")
    found = told(wire, article("rewritten", REWRITTEN, agency="Reuters"))
    evidence = found.member("rewritten").evidence
    assert any("of this article appears in wire" in one for one in evidence)
    assert "credits Reuters" in evidence
    assert "names Coast Herald" in evidence


def test_members_stand_in_the_order_of_their_dates_the_undated_ones_last():
    found = told(*versions(wire="2016-02-20", cut="2016-02-21"))
    assert [one.article.id for one in found.members] == ["wire", "cut", "rewritten"]
