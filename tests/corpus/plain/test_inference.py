"""What plain text says of itself: where it is plain it is taken, where it is not, nothing is."""

from __future__ import annotations

import pytest
from processor import is_linear

from searchkit.article import METADATA
from searchkit.corpus import ParsedDocument
from searchkit.corpus.metadata import to_article
from searchkit.corpus.plain.inference import infer

PROSE = (
    "The ferry stayed in port on Monday, and nobody on the quay could say why. The crew had been "
    "told to wait for word from the owners, who had not been heard of since the end of March 2011."
)
HEADLINE = "Island Ferry Stays in Port for a Third Day"


def text(*blocks: str) -> str:
    return "\n\n".join(blocks)


@pytest.mark.parametrize(
    ("content", "title", "method"),
    [
        pytest.param(text(HEADLINE, PROSE), HEADLINE, "headline", id="headline"),
        pytest.param(
            text(" Island Ferry Stays\nin Port for a Third Day", PROSE),
            HEADLINE,
            "headline",
            id="wrapped",
        ),
        pytest.param(f"{HEADLINE}\n{PROSE}", HEADLINE, "headline", id="no blank line"),
        pytest.param(f"{HEADLINE}\nBy Anna Berg\n{PROSE}", HEADLINE, "headline", id="byline below"),
        pytest.param(text("Select Page", HEADLINE, PROSE), HEADLINE, "headline", id="navigation"),
        pytest.param(
            text("Skip to content", "Menu", "share on:", "Home » Islands", HEADLINE, PROSE),
            HEADLINE,
            "headline",
            id="much navigation",
        ),
        pytest.param(text("Date: 3 March 2020", HEADLINE, PROSE), HEADLINE, "headline", id="date"),
        pytest.param(
            text("By ANNA BERG", HEADLINE, PROSE), HEADLINE, "headline", id="byline above"
        ),
        pytest.param(text("ISLAND MONITOR", HEADLINE, PROSE), HEADLINE, "headline", id="kicker"),
        pytest.param(text("Opinion", HEADLINE, PROSE), HEADLINE, "headline", id="section"),
        pytest.param(
            text(HEADLINE, "Islands Ferries Weather", PROSE), HEADLINE, "headline", id="tags below"
        ),
        pytest.param(
            text("The Island Paper Online", HEADLINE, HEADLINE, PROSE),
            HEADLINE,
            "headline",
            id="twice",
        ),
        pytest.param(
            text("ISLAND FERRY STAYS IN PORT", PROSE),
            "ISLAND FERRY STAYS IN PORT",
            "headline",
            id="capitals alone",
        ),
        pytest.param(
            text("Will the Ferry Sail Again?", PROSE),
            "Will the Ferry Sail Again?",
            "headline",
            id="?",
        ),
        pytest.param(
            text("No Ferry Has Come From Any Port of the U.S.", PROSE),
            "No Ferry Has Come From Any Port of the U.S.",
            "headline",
            id="initials at the end",
        ),
        pytest.param(text(f"# {HEADLINE}", PROSE), HEADLINE, "heading", id="heading"),
        pytest.param(text(f"## {HEADLINE} ##", PROSE), HEADLINE, "heading", id="closed heading"),
        pytest.param(text(f"{HEADLINE}\n=====", PROSE), HEADLINE, "headline", id="underlined"),
        pytest.param(
            text(f"Title: {HEADLINE}\nDate: 3 March 2020", PROSE),
            HEADLINE,
            "title line",
            id="label",
        ),
        pytest.param("A short note.\nIts second line.", "A short note.", "first line", id="note"),
        pytest.param(text("Menu", PROSE), PROSE, "first line", id="prose only"),
        pytest.param("***\n---\n!!!", "note", "file name", id="no word at all"),
    ],
)
def test_the_title_is_the_headline_above_the_prose(read_one, content, title, method):
    article = read_one(content)
    assert (article.title, article.came_from("title").method) == (title, method)
    assert article.came_from("title").status == "inferred"
    evidence = article.came_from("title").evidence
    assert evidence in (content if method != "file name" else "note")


@pytest.mark.slow
def test_a_title_is_one_line_and_at_most_500_characters(read_one):
    article = read_one("word " * 20_000)
    assert article.title == ("word " * 100).rstrip()
    assert len(article.came_from("title").evidence) <= 500
    assert len(read_one("---\ntitle: " + "x" * 50_000 + "\n---\nText.").title) == 500


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Anna Berg", ["Anna Berg"]),
        ("— By Anna Berg", ["Anna Berg"]),
        ("By Anna Berg in Oslo", ["Anna Berg"]),
        ("By Anna Berg in Oslo and Tom Ode in New York", ["Anna Berg", "Tom Ode"]),
        ("By Anna Berg | Reuters", ["Anna Berg"]),
        ("By Anna Berg, Reuters", ["Anna Berg"]),
        ("By Anna Berg, Oslo, who has waited for the word of the owners since March", []),
        ("By ANNA BERG and J. K. O'NEILL", ["Anna Berg", "J. K. O'Neill"]),
        ("By ANNA McDONALD and TOM MCBRIDE", ["Anna McDonald", "Tom McBride"]),
        ("BY LARS VAN DER BERG", ["Lars van der Berg"]),
        ("By JEAN-LUC D’ARC JR.", ["Jean-Luc D’Arc Jr."]),
        ("By ANNA BERG III", ["Anna Berg III"]),
        ("By Anna Berg, Tom Ode and Li Wei", ["Anna Berg", "Tom Ode", "Li Wei"]),
        ("By Anna Berg, Tom Ode, and Li Wei", ["Anna Berg", "Tom Ode", "Li Wei"]),
        ("By Anna Berg & Tom Ode", ["Anna Berg", "Tom Ode"]),
        ("Written by Łucja Żak", ["Łucja Żak"]),
        ("Author: Anna de la Cruz", ["Anna de la Cruz"]),
        ("By Anna Berg, Staff Writer", ["Anna Berg"]),
        ("By Anna Berg | 3 March 2020", ["Anna Berg"]),
        ("By Anna", []),
        ("By Anna Berg, New York", ["Anna Berg"]),
        ("By Anna Berg, Oslo Harbour", []),
        ("By Our Correspondent", []),
        ("By The Associated Press", []),
        ("By Reuters Staff", []),
        ("By Friday Evening", []),
        ("By the end of the week", []),
        ("By Boat to the Islands", []),
        ("By Anna Berg and others", []),
        ("By One Two Three Four Five Six", []),
        ("by Harbour Software, to its ferries", []),
        ("by Harbour Software", []),
        ("BY FIRST HARBOUR", []),
        ("By Harbour Corp", []),
        ("By Harbour Boats.", []),
    ],
)
def test_authors_are_the_names_of_a_byline_and_nothing_less_sure(read_one, line, authors):
    article = read_one(text(HEADLINE, line, PROSE))
    assert list(article.authors) == authors
    provenance = article.came_from("authors")
    assert provenance.status == ("inferred" if authors else "unknown")
    assert line.startswith(provenance.evidence)


def test_a_name_in_a_place_is_a_byline_right_above_the_date(read_one):
    article = read_one(text(HEADLINE, "Anna Berg in Oslo", "3 March 2020", PROSE))
    assert article.authors == ("Anna Berg",)
    assert read_one(text(HEADLINE, "Anna Berg in Oslo", PROSE)).authors == ()
    assert read_one(text("Anna Berg in Oslo", "3 March 2020", PROSE)).authors == ()


ABOUT = "Ferries, bread and a cat. Loves storms!"


@pytest.mark.parametrize(
    ("below", "authors"),
    [
        pytest.param(["Anna Berg", "Anna Berg", ABOUT], ["Anna Berg"], id="twice"),
        pytest.param(["Anna Berg", "Anna Berg", ABOUT, "Leave a Reply"], ["Anna Berg"], id="reply"),
        pytest.param(["Anna Berg", ABOUT], [], id="once"),
        pytest.param(["Anna Berg", "Anna Berg"], [], id="no description"),
        pytest.param(["Anna Berg", "Tom Ode", ABOUT], [], id="two names"),
        pytest.param(["Anna Berg", "Anna Berg", ABOUT, PROSE], [], id="prose below"),
        pytest.param(["Harbour Post", "Harbour Post", ABOUT], [], id="no person"),
    ],
)
def test_the_author_of_a_box_is_named_twice_and_described(read_one, below, authors):
    article = read_one(text(HEADLINE, PROSE, PROSE, *below))
    assert list(article.authors) == authors
    if authors:
        assert article.came_from("authors").method == "author box"
    byline = read_one(text(HEADLINE, "By Tom Ode", PROSE, PROSE, *below))
    assert byline.authors == ("Tom Ode",)


def test_a_name_below_the_prose_is_no_author(read_one):
    assert read_one(text(HEADLINE, PROSE, PROSE, "By Anna Berg")).authors == ()


def test_a_byline_below_a_short_standfirst_counts(read_one):
    standfirst = "Nobody on the quay could say why the old boat was waiting."
    article = read_one(text(HEADLINE, standfirst, "By Anna Berg", "3 March 2020", PROSE))
    assert article.title == HEADLINE
    assert article.authors == ("Anna Berg",)
    assert article.date is not None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Date: 31 March 2020", "2020-03-31"),
        ("Published: March 31, 2020", "2020-03-31"),
        ("Published on 31 March 2020, 10:15 pm", "2020-03-31"),
        ("Posted: 2020-03-31T10:15:00Z", "2020-03-31T10:15:00+00:00"),
        ("Published: 5 August 2009, 10:30 GMT", "2009-08-05T10:30:00+00:00"),
        ("Published: 5 August 2009, 10:30", "2009-08-05"),
        ("Published: 5 August 2009, 10:30 CET", "2009-08-05"),
        ("Published: 5 August 2009 | Updated: 6 August 2009", "2009-08-05"),
        ("2/20/2016", "2016-02-20"),
        ("20/2/2016", "2016-02-20"),
        ("20.02.2016", "2016-02-20"),
        ("5/5/2009", "2009-05-05"),
        ("February 20, 2016", "2016-02-20"),
        ("FEBRUARY 20, 2016", "2016-02-20"),
        ("Feb. 20, 2016", "2016-02-20"),
        ("Sept. 3rd, 2016", "2016-09-03"),
        ("Friday, January 4, 2019", "2019-01-04"),
        ("Fri 4 Jan 2019", "2019-01-04"),
        ("Tuesday 31 March 2020 18:05 GMT", "2020-03-31T18:05:00+00:00"),
        ("5. August 2009", "2009-08-05"),
        ("Mittwoch, den 5. August 2009", "2009-08-05"),
        ("Veröffentlicht am 5. März 2016", "2016-03-05"),
        ("le mercredi 5 août 2009", "2009-08-05"),
        ("Publié le 1er mars 2016", "2016-03-01"),
        ("miércoles, 5 de agosto de 2009", "2009-08-05"),
        ("20 февраля 2016 г.", "2016-02-20"),
        ("среда, 5 августа 2009", "2009-08-05"),
        ("2016-02-20", "2016-02-20"),
        ("2016/02/20", "2016-02-20"),
        ("March 2020", "2020-03"),
        ("Date: 2020-03", "2020-03"),
        ("Date: 2020", "2020"),
        ("By Anna Berg | 3 March 2020", "2020-03-03"),
    ],
)
def test_a_date_that_stands_alone_at_the_top_is_taken(read_one, line, date):
    article = read_one(text(HEADLINE, line, PROSE))
    assert article.date is not None
    assert article.date.isoformat() == date
    assert article.came_from("date").status == "inferred"
    assert article.came_from("date").evidence in line
    assert article.title == HEADLINE


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(text(HEADLINE, PROSE), id="in running prose"),
        pytest.param(text(HEADLINE, PROSE, "3 March 2020"), id="below the prose"),
        pytest.param(text(HEADLINE, PROSE, "© 2020 Harbour Post"), id="copyright"),
        pytest.param(text(HEADLINE, "© 2020", PROSE), id="copyright on top"),
        pytest.param(text(HEADLINE, "Updated: 3 March 2020", PROSE), id="updated"),
        pytest.param(text(HEADLINE, "Updated on 3 March 2020", PROSE), id="updated on"),
        pytest.param(text(HEADLINE, "Photo: Tom Ode, 3 March 2020", PROSE), id="picture"),
        pytest.param(text(HEADLINE, "2020", PROSE), id="bare year"),
        pytest.param(text(HEADLINE, "MAY  1414", PROSE), id="price of May"),
        pytest.param(text(HEADLINE, "Dec 2901", PROSE), id="price of December"),
        pytest.param(text(HEADLINE, "3 days ago", PROSE), id="relative"),
        pytest.param(text(HEADLINE, "5 Awst 2009", PROSE), id="language unknown"),
        pytest.param(text(HEADLINE, "5 auguſt 2009", PROSE), id="odd letter"),
        pytest.param(text(HEADLINE, "Related: Storm of 3 March 2020", PROSE), id="related"),
        pytest.param(
            text(HEADLINE, PROSE, "Related posts", "3 March 2020"), id="of a related post"
        ),
        pytest.param(text(HEADLINE, "1/2/20", PROSE), id="two-digit year"),
        pytest.param(text("March 3, 2020, a Day to Remember on the Islands", PROSE), id="headline"),
        pytest.param(
            f"It was a long wait for all who had hoped to see the boats sail again on\n"
            f"3 March 2020\n\n{PROSE}",
            id="line of wrapped prose",
        ),
    ],
)
def test_no_date_comes_from_nowhere(read_one, content):
    article = read_one(content, "2016-02-20 ferry.txt")
    assert article.date is None
    assert article.came_from("date").status == "unknown"


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("05/08/2009", 'date "05/08/2009" is ambiguous'),
        ("Date: 05.08.2009", 'date "05.08.2009" is ambiguous'),
        ("February 31, 2016", 'date "February 31, 2016" is impossible'),
        ("31/13/2016", 'date "31/13/2016" is impossible'),
        ("Monday, January 4, 2019", 'date "Monday, January 4, 2019" is not on that weekday'),
        ("Donnerstag, 5. August 2009", 'date "Donnerstag, 5. August 2009" is not on that weekday'),
        ("31 febrero 2016", 'date "31 febrero 2016" is impossible'),
        ("3 March 2020\n\n5 March 2020", "several dates, none is sure: 2020-03-03, 2020-03-05"),
    ],
)
def test_a_date_that_is_not_sure_is_unknown_and_named_in_a_warning(read_one, line, warning):
    article = read_one(text(HEADLINE, line, PROSE))
    assert article.date is None
    assert article.came_from("date").status == "unknown"
    assert article.came_from("date").evidence in line
    assert article.warnings == (warning,)


def test_a_labelled_date_wins_over_the_day_of_the_masthead(read_one):
    article = read_one(text("Thursday, March 5, 2020", HEADLINE, "Published: March 3, 2020", PROSE))
    assert article.date is not None
    assert article.date.isoformat() == "2020-03-03"


def test_the_days_of_a_diary_are_not_its_date(read_one):
    article = read_one(text(HEADLINE, "3 March 2020", PROSE, "4 March 2020", PROSE))
    assert article.date is None
    assert "2020-03-03, 2020-03-04" in article.warnings[0]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("All texts published by the Harbour Institute may be shared.", "Harbour Institute"),
        ("All texts published by the Harbour Foundation may be shared.", "Harbour Foundation"),
        ("This article was originally published by The Island Paper.", "The Island Paper"),
        (
            "This article was published in the Review of Ferries and Boats.",
            "Review of Ferries and Boats",
        ),
        ("This article first appeared on islandpaper.example.", "islandpaper.example"),
        ("This story was first published by the\nIsland Paper, with leave.", "Island Paper"),
        ("This article was first published in Harbour Post on 3 March 2020.", "Harbour Post"),
        ("© 2020 Harbour Post", "Harbour Post"),
        ("© 2019–2020 Harbour Post, Inc.", "Harbour Post, Inc"),
        ("SOURCE: WIKIMEDIA COMMONS", None),
        ("Source: Harbour Post", None),
        ("© 2020 Getty Images", None),
        ("© 2019 Wikimedia Commons", None),
        ("© 2020 Reuters", None),
        ("© 2020 Harbour Post. All rights reserved.", None),
        ("© Harbour Post", None),
        ("This article was published by Harbour Post\nRead More", None),
        ("This article was published on Monday.", None),
        ("This article was published in English.", None),
        ("He said that this article was published by Harbour Post.", None),
        ("This article was published by Harbour Post.\n\n© 2020 Island Paper", None),
    ],
)
def test_the_source_is_only_what_the_text_states_as_its_publisher(read_one, line, source):
    article = read_one(text(HEADLINE, PROSE, line))
    assert article.source == source
    provenance = article.came_from("source")
    assert provenance.status == ("inferred" if source else "unknown")
    assert provenance.evidence in line
    assert article.date is None


def test_a_legal_form_is_dropped_if_the_text_does_so_too(read_one):
    article = read_one(
        text(
            HEADLINE,
            PROSE,
            "The team of the Harbour Institute thanks you.",
            "All texts published by the Harbour Institute Foundation may be shared.",
        )
    )
    assert article.source == "Harbour Institute"


def test_a_copyright_line_under_a_picture_names_no_publisher(read_one):
    assert read_one(text(HEADLINE, "© 2020 Tom Ode", *[PROSE] * 10)).source is None


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("URL: https://example.org/a", "https://example.org/a"),
        ("Link: http://example.org/a", "http://example.org/a"),
        ("Read it at https://example.org/a", None),
        ("URL: ftp://example.org/a", None),
    ],
)
def test_a_url_is_taken_from_a_line_that_says_so(read_one, line, url):
    article = read_one(text(HEADLINE, PROSE, line))
    assert article.url == url
    assert article.title == HEADLINE


def test_every_field_has_a_provenance_even_when_nothing_is_known(read_one):
    article = read_one(PROSE)
    assert set(article.provenance) == set(METADATA)
    assert article.came_from("agency").status == "unknown"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("before", "piece"),
    [
        pytest.param("By ", "A. ", id="initials"),
        pytest.param("This article was published by ", "Ab and ", id="names"),
        pytest.param("", "This article was published by Ab Cd.\n", id="statements"),
        pytest.param("", "\n \n", id="blank lines"),
        pytest.param("x\n", "\t \n", id="blank lines within"),
        pytest.param("", "3 March 2020\n", id="dates"),
        pytest.param("", "# ", id="marks"),
        pytest.param("", "© 2020 ", id="copyrights"),
        pytest.param("", "word ", id="one line"),
    ],
)
def test_no_text_makes_inference_slow(before: str, piece: str) -> None:
    def read(size: int) -> None:
        to_article(ParsedDocument(before + piece * (size // len(piece)) + "x"), "note.txt")

    assert is_linear(read, 100_000)


@pytest.mark.parametrize(
    ("content", "source", "title"),
    [
        (
            text(
                "THE ORCHARD POST", HEADLINE, PROSE, "© 2016 The Orchard Post. All rights reserved"
            ),
            "The Orchard Post",
            HEADLINE,
        ),
        (
            text("THE ORCHARD POST\nIsland Ferry Stays\nin Port for a Third Day", PROSE)
            + "\n\nCopyright 2016 ORCHARD POST",
            "The Orchard Post",
            HEADLINE,
        ),
        (
            text("THE ORCHARD POST", HEADLINE, PROSE, "THE ORCHARD POST", PROSE),
            "The Orchard Post",
            HEADLINE,
        ),
        (text("THE ORCHARD POST", HEADLINE, PROSE), None, HEADLINE),
        (text("THE FERRY WAITS", PROSE, "THE FERRY WAITS", PROSE), None, "THE FERRY WAITS"),
        (
            text("WORLD NEWS", HEADLINE, PROSE, "© 2016 The Orchard Post"),
            "The Orchard Post",
            HEADLINE,
        ),
    ],
)
def test_a_first_line_in_capitals_that_names_the_paper_is_the_source(content, source, title):
    article = to_article(ParsedDocument(content), "a.txt")
    assert (article.source, article.title) == (source, title)
    assert source is None or article.came_from("source").status == "inferred"


def test_a_date_of_an_old_paper_ends_in_a_full_stop():
    article = to_article(
        ParsedDocument(text(HEADLINE, "MONDAY, JANUARY 11, 1926.", PROSE)), "a.txt"
    )
    assert article.date is not None
    assert article.date.isoformat() == "1926-01-11"


@pytest.mark.parametrize(
    ("headline", "below"),
    [
        ("คณะผู้แทนรัฐบาลเดินทางถึงท่าเรือเมื่อเช้านี้", "รายงานจาก ท่าเรือ เกาะเหนือ โดย ผู้สื่อข่าวพิเศษ"),
        ("渔民代表团抵达北岛港口举行会谈", "本报 记者 李四 王五 北岛 报道"),
    ],
)
def test_a_headline_without_blanks_is_no_kicker(read_one, headline, below):
    article = read_one(text(headline, below, f"{below}。" * 12))
    assert article.title == headline


FLOOD = "The bridge was shut for a week after the flood, officials said on Monday in the town."


@pytest.mark.parametrize(
    ("line", "source", "date"),
    [
        ("The Orchard Post, 4 March 2019", "The Orchard Post", "2019-03-04"),
        ("Talzeitung – 4. März 2019", "Talzeitung", "2019-03-04"),
        ("Новая газета, 4 марта 2019", "Новая газета", "2019-03-04"),
        ("Daily Echo (London), 4 March 2019", None, None),
        ("London, 4 March 2019", None, None),
        ("The post of mayor, 4 March 2019", None, None),
    ],
)
def test_a_paper_and_a_day_below_the_headline(
    line: str, source: str | None, date: str | None
) -> None:
    values = infer(f"Bridge shut after flood\n{line}\n\n{FLOOD}\n\n{FLOOD}").values
    assert (values["source"].value if "source" in values else None) == source
    if date is not None:
        assert values["title"].value == "Bridge shut after flood"
        assert values["date"].value.isoformat() == date


def test_an_address_alone_at_the_top_is_the_url() -> None:
    values = infer(f"https://bay.example/a\n2019-03-04\nBridge shut\n\n{FLOOD}").values
    assert values["url"].value == "https://bay.example/a"
    assert values["title"].value == "Bridge shut"


def test_an_address_below_the_text_is_of_something_else() -> None:
    assert "url" not in infer(f"Bridge shut\n\n{FLOOD}\n\nhttps://bay.example/b").values


@pytest.mark.parametrize(
    ("line", "source", "authors"),
    [
        ("The Orchard Post | 4 March 2019 | Anna Berg", "The Orchard Post", ("Anna Berg",)),
        ("Anna Berg · Le Monde · 4 March 2019", "Le Monde", ("Anna Berg",)),
        ("4 March 2019 | Anna Berg", None, ("Anna Berg",)),
        ("Orchard News | World | 4 March 2019", None, ()),
        ("The Orchard Post | Anna Berg", None, ()),
    ],
)
def test_a_line_of_the_day_may_name_the_paper_and_the_author(line, source, authors):
    article = to_article(ParsedDocument(text(HEADLINE, line, PROSE)), "a.txt")
    assert (article.source, article.authors) == (source, authors)
    assert (line in article.body) == (not authors)
