"""What a dateline and a credit say: the agency, and a date only if its year is there."""

from __future__ import annotations

import pytest

HEADLINE = "Island Ferry Stays in Port for a Third Day"
PROSE = (
    "The ferry stayed in port on Monday, and nobody on the quay could say why. The crew had been "
    "told to wait for word from the owners, who had not been heard of since the end of March."
)


def text(*blocks: str) -> str:
    return "\n\n".join(blocks)


@pytest.mark.parametrize(
    ("dateline", "agency", "credit"),
    [
        ("DUSHANBE, Aug. 5 (Reuters) — ", "Reuters", "Reuters"),
        ("DUSHANBE (Reuters) - ", "Reuters", "Reuters"),
        ("KABUL, Afghanistan (AP) — ", "Associated Press", "AP"),
        ("Kabul (AP) -- ", "Associated Press", "AP"),
        ("WASHINGTON, 20 February 2016 (AFP) - ", "Agence France-Presse", "AFP"),
        ("MOSCOW, February 20 /TASS/. ", "TASS", "TASS"),
        ("MOSCOW, Feb 20 (RIA Novosti) – ", "RIA Novosti", "RIA Novosti"),
        ("(Reuters) - ", "Reuters", "Reuters"),
        ("OSLO (The Ferry) — ", None, ""),
        ("He said (Reuters) - ", None, ""),
        ("PARIS (Texas) — ", None, ""),
        ("The owners of the boat (AP) said — ", None, ""),
        ("OSLO — ", None, ""),
    ],
)
def test_a_dateline_credits_an_agency_that_is_known(read_one, dateline, agency, credit):
    article = read_one(text(HEADLINE, dateline + PROSE))
    assert article.agency == agency
    provenance = article.came_from("agency")
    assert provenance.evidence == credit
    assert provenance.method == ("dateline" if agency else "")
    assert article.body == dateline.strip() + " " + PROSE
    assert article.source is None


@pytest.mark.parametrize(
    ("dateline", "date", "evidence"),
    [
        (
            "WASHINGTON, 20 February 2016 (AFP) - ",
            "2016-02-20",
            "WASHINGTON, 20 February 2016 (AFP) -",
        ),
        ("OSLO, March 3, 2020 (AP) — ", "2020-03-03", "OSLO, March 3, 2020 (AP) —"),
        ("OSLO, March 3, 2020 — ", "2020-03-03", "OSLO, March 3, 2020 —"),
        ("DUSHANBE, Aug. 5 (Reuters) — ", None, "Aug. 5"),
        ("MOSCOW, February 20 /TASS/. ", None, "February 20"),
        ("LOS ANGELES, Feb 26 - ", None, "Feb 26"),
        ("ROCHESTER, N.Y., Feb 26 - ", None, "Feb 26"),
        ("KABUL, Afghanistan (AP) — ", None, ""),
        ("OSLO, 05/08/2009 (AP) — ", None, ""),
        ("Oslo, March 3 - ", None, ""),
        ("OSLO, February 31, 2020 (AP) — ", None, ""),
    ],
)
def test_a_dateline_gives_a_date_only_with_its_year(read_one, dateline, date, evidence):
    article = read_one(text(HEADLINE, dateline + PROSE))
    assert (article.date.isoformat() if article.date else None) == date
    provenance = article.came_from("date")
    assert provenance.status == ("inferred" if date else "unknown")
    assert provenance.evidence == evidence


def test_a_date_line_goes_before_the_dateline_which_is_its_rival(read_one):
    article = read_one(text(HEADLINE, "4 March 2020", "OSLO, March 3, 2020 (AP) — " + PROSE))
    assert article.date is not None
    assert article.date.isoformat() == "2020-03-04"
    (rival,) = article.came_from("date").rivals
    assert (rival.value, rival.method) == ("2020-03-03", "dateline")


def test_a_doubtful_date_line_is_not_settled_by_a_dateline(read_one):
    article = read_one(text(HEADLINE, "05/08/2009", "OSLO, March 3, 2020 (AP) — " + PROSE))
    assert article.date is None
    assert article.warnings == ('date "05/08/2009" is ambiguous',)


@pytest.mark.parametrize(
    ("line", "agency", "evidence"),
    [
        ("By Anna Berg | Reuters", "Reuters", "Reuters"),
        ("By Anna Berg, Associated Press", "Associated Press", "Associated Press"),
        ("By The Associated Press", "Associated Press", "The Associated Press"),
        ("By Anna Berg, Staff Writer", None, ""),
        ("Reuters Building Sold", None, ""),
    ],
)
def test_a_byline_credits_an_agency_too(read_one, line, agency, evidence):
    article = read_one(text(HEADLINE, line, PROSE))
    assert (article.agency, article.came_from("agency").evidence) == (agency, evidence)


@pytest.mark.parametrize(
    ("foot", "agency"),
    [
        ("— Reuters", "Reuters"),
        ("- AP", "Associated Press"),
        ("The ferry sailed at last. — AFP", "Agence France-Presse"),
        ("(Reporting by Anna Berg in Oslo for Reuters; Editing by Tom Ode)", "Reuters"),
        ("(Reporting by Anna Berg; Editing by Tom Ode)", None),
        ("— Anna Berg", None),
        ("She now works for a rival of Reuters", None),
        ("He read it in the news - Reuters, he thought, or another.", None),
    ],
)
def test_a_credit_at_the_end_names_the_agency(read_one, foot, agency):
    article = read_one(text(HEADLINE, PROSE, PROSE, PROSE, foot))
    assert article.agency == agency
    assert article.came_from("agency").evidence in foot


def test_a_credit_amid_the_text_is_none(read_one):
    assert read_one(text(HEADLINE, "— Reuters", *[PROSE] * 20)).agency is None
