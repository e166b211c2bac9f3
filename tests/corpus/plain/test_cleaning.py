"""What surrounds an article goes, what is the article stays, and nothing is lost or invented."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processor import takes_at_most

from searchkit.article import Removed
from searchkit.corpus import ParsedDocument
from searchkit.corpus.metadata import to_article
from searchkit.corpus.plain.cleaning import clean_text

HEADLINE = "Island Ferry Stays in Port for a Third Day"
PROSE = (
    "The ferry stayed in port on Monday, and nobody on the quay could say why. The crew had been "
    "told to wait for word from the owners, who had not been heard of since the end of March."
)
MORE = (
    "By evening the bread on the outer island was sold out, and the doctor went home in a fishing "
    "boat. “We have waited before,” he said, “but never with so many people on the quay.”"
)
OFFER = "If what our team writes is useful to you, please support us with a small donation."


def text(*blocks: str) -> str:
    return "\n\n".join(blocks)


ABOVE = [
    pytest.param("share on:", "share", id="share"),
    pytest.param("Share this article", "share", id="share this"),
    pytest.param("Share this: Facebook, Twitter, Email", "share", id="share this on sites"),
    pytest.param(
        "Share this:Click to share on X (Opens in new window)Like this:Like Loading...",
        "share",
        id="buttons of a blog",
    ),
    pytest.param("Please share this story via WhatsApp or email", "share", id="please share"),
    pytest.param("Facebook Twitter LinkedIn Email", "share", id="sites"),
    pytest.param("Twitter", "share", id="one site"),
    pytest.param("Select Page", "navigation", id="select page"),
    pytest.param("Menu", "navigation", id="menu"),
    pytest.param("Home » Islands » Ferries", "navigation", id="breadcrumbs"),
    pytest.param("Home / Islands / Ferries", "navigation", id="breadcrumbs with slashes"),
    pytest.param("ISLAND MONITOR", "kicker", id="kicker"),
    pytest.param("Opinion", "kicker", id="section"),
    pytest.param("By ANNA BERG and TOM ODE", "byline", id="byline"),
    pytest.param("By Anna Berg | Reuters", "byline", id="byline with agency"),
    pytest.param("By The Associated Press", "byline", id="agency"),
    pytest.param("Date: 31 March 2020", "date", id="date"),
    pytest.param("3/31/2020", "date", id="bare date"),
    pytest.param("Updated: 3 April 2020", "date", id="updated"),
    pytest.param("By Anna Berg | 3 March 2020", "byline", id="byline and date"),
    pytest.param("Photo: Tom Ode", "credit", id="picture"),
    pytest.param("SOURCE: WIKIMEDIA COMMONS", "credit", id="picture source"),
    pytest.param("3 Comments", "comments", id="count"),
]


@pytest.mark.parametrize(("line", "kind"), ABOVE)
def test_what_stands_above_the_headline_goes(line, kind):
    cleaned = clean_text(text(line, HEADLINE, PROSE, MORE), HEADLINE)
    assert cleaned.body == text(PROSE, MORE)
    assert cleaned.removed == (Removed(line, kind), Removed(HEADLINE, "title"))


AMONG = [
    pytest.param("Read: Ferry Sails After All", "link", id="read"),
    pytest.param("Read:\xa0 Is the Ferry to Sail Again?", "link", id="read with odd space"),
    pytest.param("READ ALSO: Ten Days Without a Boat", "link", id="read also"),
    pytest.param("Read more »", "link", id="read more"),
    pytest.param("Continue reading →", "link", id="continue reading"),
    pytest.param("Share this:", "share", id="share"),
    pytest.param("Click to share on Facebook (Opens in new window)", "share", id="click"),
    pytest.param("Follow us on Twitter", "share", id="follow"),
    pytest.param("Leave a comment", "comments", id="comment"),
    pytest.param(f'Be the first to comment on "{HEADLINE}"', "comments", id="first"),
    pytest.param("12 Comments", "comments", id="count"),
    pytest.param(f"2 Responses to “{HEADLINE}”", "comments", id="responses"),
    pytest.param("This site uses Akismet to reduce spam.", "notice", id="akismet"),
    pytest.param("We use cookies to make this site better for you.", "notice", id="cookies"),
    pytest.param("By using this site you agree to our terms.", "notice", id="agree"),
    pytest.param("Subscribe to our weekly newsletter!", "subscription", id="newsletter"),
    pytest.param("Support us", "donation", id="support"),
    pytest.param("Advertisement", "navigation", id="advertisement"),
    pytest.param("(Photo by Tom Ode / Harbour Pictures)", "credit", id="photo by"),
    pytest.param("© 2020 Harbour Post. All rights reserved.", "licence", id="copyright"),
    pytest.param("All rights reserved.", "licence", id="rights"),
]


@pytest.mark.parametrize(("line", "kind"), AMONG)
def test_what_stands_between_or_below_the_paragraphs_goes(line, kind):
    among = clean_text(text(PROSE, line, MORE), HEADLINE)
    below = clean_text(text(PROSE, MORE, line), HEADLINE)
    assert among.body == below.body == text(PROSE, MORE)
    assert among.removed == below.removed == (Removed(line, kind),)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("Top", "navigation", id="top"),
        pytest.param("Tags: ferries, islands", "tags", id="tags"),
        pytest.param("Privacy Policy | Terms of Use", "notice", id="privacy"),
        pytest.param("Comments", "comments", id="comments"),
        pytest.param("This story was first published in Harbour Post.", "licence", id="published"),
        pytest.param("WhatsApp Telegram", "share", id="two sites"),
    ],
)
def test_some_lines_go_at_the_edges_only(line, kind):
    assert clean_text(text(PROSE, MORE, line), "").removed == (Removed(line, kind),)
    assert clean_text(text(PROSE, line, MORE), "").body == text(PROSE, line, MORE)


@pytest.mark.parametrize(
    "paragraph",
    [
        pytest.param("Share prices fell on Monday.", id="share prices"),
        pytest.param("Support us, he said.", id="support us"),
        pytest.param("Read: the verdict was what all had feared.", id="read"),
        pytest.param("Read: Psalms", id="two words"),
        pytest.param("Read: A Book About the Sea. It is a good book.", id="read and sentence"),
        pytest.param("We use cookies in our pies, the baker said.", id="cookies"),
        pytest.param("12 responses to the survey came from the outer island.", id="responses"),
        pytest.param("No comment on the matter came from the owners.", id="no comment"),
        pytest.param("Comments on the plan are due on Monday.", id="comments"),
        pytest.param("Leave a comment on the wall, the note said.", id="leave"),
        pytest.param("Home is where the ferry goes.", id="home"),
        pytest.param("Top officials of the harbour resigned.", id="top"),
        pytest.param("Copyright law in Norway", id="copyright"),
        pytest.param("Photo: the ferry in the harbour at night", id="caption"),
        pytest.param("Source: Harbour Post", id="source"),
        pytest.param("By the end of the week all was well.", id="by"),
        pytest.param("Author’s Note: I have waited on that quay myself.", id="note"),
        pytest.param("What the Owners Say", id="subheading"),
        pytest.param("Facebook", id="a company as subheading"),
        pytest.param("(C) - the owners' own account", id="c in brackets"),
    ],
)
def test_prose_that_only_sounds_like_it_stays(paragraph):
    content = text(PROSE, paragraph, MORE)
    for saved in (content, f"{PROSE}\n{paragraph}\n{MORE}"):
        cleaned = clean_text(saved, HEADLINE)
        assert (cleaned.body.split(), cleaned.removed) == (content.split(), ())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(text(HEADLINE, PROSE), id="alone"),
        pytest.param(text(HEADLINE, HEADLINE, PROSE), id="twice"),
        pytest.param(text(f"# {HEADLINE}", PROSE), id="marks"),
        pytest.param(text(f"{HEADLINE}\n=====", PROSE), id="underlined"),
        pytest.param(text(f"Title: {HEADLINE}", PROSE), id="label"),
        pytest.param(text(HEADLINE.upper(), PROSE), id="capitals"),
        pytest.param(text("Island Ferry Stays\nin Port for a Third Day", PROSE), id="two lines"),
        pytest.param(f"{HEADLINE}\n{PROSE}", id="no blank line"),
        pytest.param(f"{HEADLINE}\nBy Anna Berg\n3 March 2020\n{PROSE}", id="one block"),
        pytest.param(text(HEADLINE, "Island Ferry", PROSE), id="tags"),
        pytest.param(text(HEADLINE, PROSE, "Leave a comment"), id="comments"),
    ],
)
def test_the_headline_is_no_part_of_the_body(content):
    assert clean_text(content, HEADLINE).body == PROSE


def test_a_headline_above_lines_of_a_fixed_width_goes_too():
    wrapped = "\n".join(re.findall(r".{1,72}(?:\s|$)", PROSE + " " + MORE))
    assert clean_text(f"{HEADLINE}\n{wrapped}", HEADLINE).body == f"{PROSE} {MORE}"


@pytest.mark.parametrize(
    ("content", "title"),
    [
        pytest.param(text(PROSE, HEADLINE, MORE), HEADLINE, id="a subheading"),
        pytest.param(text(HEADLINE + " Again", PROSE), HEADLINE, id="a longer line"),
        pytest.param(text(HEADLINE, "Nobody Knows What the Owners Want", PROSE), "", id="deck"),
        pytest.param(text("The Old Town\nof Oslo", PROSE), "The Old Town", id="goes on"),
        pytest.param(text(HEADLINE, "No reason."), HEADLINE, id="no prose left"),
        pytest.param(text("Home » Islands", "Share this:", "A storm."), "", id="more than half"),
        pytest.param(text("3 March 2020", PROSE, "4 March 2020", MORE), "", id="diary"),
        pytest.param(text("---\nlayout: post", PROSE), "layout: post", id="broken front matter"),
    ],
)
def test_in_doubt_everything_stays(content, title):
    cleaned = clean_text(content, title)
    assert (cleaned.body, cleaned.removed) == (content, ())


def test_the_first_line_of_prose_is_no_headline_that_could_go():
    article = to_article(ParsedDocument(text(PROSE, MORE)), "a.txt")
    assert article.title.startswith("The ferry stayed in port")
    assert article.body == text(PROSE, MORE)


@pytest.mark.parametrize(
    ("below", "kinds"),
    [
        pytest.param(["About the Author"], ["author box"], id="heading alone"),
        pytest.param(["About the author", "Anna Berg", "She writes."], ["author box"] * 3, id="3"),
        pytest.param(
            ["Anna Berg", "Anna Berg", "Ferries, bread and a cat. Loves storms!"],
            ["author box"] * 3,
            id="twice",
        ),
        pytest.param(
            ["Anna Berg", "Anna Berg is a reporter on the islands."], ["author box"] * 2, id="once"
        ),
        pytest.param(
            ["Anna Berg", "I'm a reporter on the islands.", "Leave a Reply"],
            ["author box", "author box", "comments"],
            id="above comments",
        ),
        pytest.param(
            ["3 Comments", "Anna Berg", "She is a reporter.", "Share this:"],
            ["comments", "author box", "author box", "share"],
            id="between",
        ),
        pytest.param(["Support Us", OFFER, "Support"], ["donation"] * 3, id="donation"),
        pytest.param(["Subscribe", OFFER, "Sign up"], ["subscription"] * 3, id="subscription"),
        pytest.param(
            ["Related posts", "Ten Days Without a Boat", "The Bread Is Gone", "Top"],
            ["navigation", "related", "related", "navigation"],
            id="related",
        ),
    ],
)
def test_boxes_below_the_prose_go_whole(below, kinds):
    cleaned = clean_text(text(PROSE, MORE, MORE, *below), HEADLINE)
    assert cleaned.body == text(PROSE, MORE, MORE)
    assert cleaned.removed == tuple(map(Removed, below, kinds))


def test_a_donation_box_amid_the_text_goes_whole():
    cleaned = clean_text(text(PROSE, "Support Us", OFFER, "Support", MORE), HEADLINE)
    assert cleaned.body == text(PROSE, MORE)


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(["Anna Berg", "The ferry sailed at last, and all was well."], id="no box"),
        pytest.param(["Anna Berg", "Tom Ode", "They waited on the quay all night."], id="two"),
        pytest.param(["Anna Berg is a reporter on the islands."], id="no name"),
        pytest.param(["Related posts", PROSE], id="related and prose"),
        pytest.param(["What Now", OFFER], id="offer without its heading"),
    ],
)
def test_what_only_resembles_a_box_stays(below):
    kept = [line for line in below if line != "Related posts"]
    assert clean_text(text(PROSE, MORE, *below), HEADLINE).body == text(PROSE, MORE, *kept)


def test_text_with_front_matter_loses_only_what_no_article_holds(read_one):
    kept = ["Opinion", "By Anna Berg", PROSE, "Read: Ten Days Without a Boat", MORE]
    content = text(HEADLINE, *kept, "Share this:", "Leave a comment")
    article = read_one(f"---\ntitle: {HEADLINE}\n---\n{content}")
    assert article.body == text(*kept)
    assert [one.kind for one in article.removed] == ["title", "share", "comments"]


def test_a_prepared_text_is_not_touched():
    content = text(HEADLINE, PROSE, "Share this:")
    removed = (Removed("Menu", "navigation"),)
    article = to_article(ParsedDocument(content, prepared=True, removed=removed), "a.html")
    assert (article.body, article.removed) == (content, removed)


def test_the_source_is_read_from_a_footer_that_goes():
    footer = "All texts published by the Harbour Institute may be shared if credited."
    article = to_article(ParsedDocument(text(HEADLINE, PROSE, MORE, footer)), "a.txt")
    assert article.source == "Harbour Institute"
    assert article.body == text(PROSE, MORE)
    assert article.removed[-1] == Removed(footer, "licence")


def wrapped(width: int, *paragraphs: str) -> str:
    return text(*("\n".join(re.findall(rf".{{1,{width}}}(?:\s|$)", p)) for p in paragraphs))


@pytest.mark.parametrize("width", [60, 72, 90, 99])
def test_lines_of_a_fixed_width_become_paragraphs(width):
    paragraphs = f"{PROSE} {MORE}", MORE
    content = "\n".join(line.rstrip() for line in wrapped(width, *paragraphs).split("\n"))
    assert content.count("\n") > 4
    assert clean_text(content, "").body == text(*paragraphs)


LINE = "The ferry stayed in port on Monday and nobody on the old quay could say why it"
LOWER = LINE.lower()
ENDS = "The ferry stayed in port on Monday and nobody at all could really say why."


@pytest.mark.parametrize(
    ("content", "body"),
    [
        pytest.param(f"{LINE}\n{LINE}\n did so.", f"{LINE} {LINE} did so.", id="page break"),
        pytest.param(f"{LINE}\n\fdid {LINE}\nso.", f"{LINE} did {LINE} so.", id="form feed"),
        pytest.param(
            f"{LINE}\n{LOWER}\n{LOWER}\n\nsailed.", f"{LINE} {LOWER} {LOWER} sailed.", id="blank"
        ),
        pytest.param(
            f"{LINE}\n{LINE}\nsailed.\n Nobody came to see {LINE}\nsailed.",
            f"{LINE} {LINE} sailed.\n\nNobody came to see {LINE} sailed.",
            id="page break between sentences",
        ),
        pytest.param(
            f"{LINE}\nwas so.\n    {ENDS}\n    {LINE}\nwas so. And then {LINE}\nsailed.",
            f"{LINE} was so.\n\n{ENDS}\n\n{LINE} was so. And then {LINE} sailed.",
            id="indents",
        ),
        pytest.param(
            f"{LINE} was American-\nled by then.", f"{LINE} was American-led by then.", id="hyphen"
        ),
        pytest.param(f"{LINE}\n{LOWER}-\nUp.", f"{LINE} {LOWER}-Up.", id="name with hyphen"),
        pytest.param(
            f"{LINE} exam-\nple of an example.", f"{LINE} example of an example.", id="torn word"
        ),
        pytest.param(
            f"{LINE} re-\ncover, recover or re-cover.",
            f"{LINE} re-cover, recover or re-cover.",
            id="both occur",
        ),
        pytest.param(f"{LINE} informa-\ntion.", f"{LINE} information.", id="syllable"),
        pytest.param(
            f"{LINE} short-\nand long-term.", f"{LINE} short- and long-term.", id="suspended"
        ),
        pytest.param(f"{LINE}\n{LOWER}–\n1985.", f"{LINE} {LOWER}–1985.", id="dash"),
    ],
)
def test_what_a_line_break_tore_is_made_whole(content, body):
    assert clean_text(content, "").body == body


COLUMN = (
    "The har-\nbour council voted on Tues-\nday to close the inter-\nnational quay, and the "
    "fisher¬\nmen said they would go to a well-\nknown judge in the capi\u00ad\n"
)
MENDED = (
    "The harbour council voted on Tuesday to close the international quay, and the fishermen said "
    "they would go to a well-known judge in the capi"
)


@pytest.mark.parametrize(
    ("between", "removed"),
    [
        ("", []),
        ("\n", []),
        ("\n4\n\n", ["4"]),
        ("- 4 -\n", ["- 4 -"]),
        ("\nPage 4 of 9\n\nTHE HARBOUR POST\n\n", ["Page 4 of 9", "THE HARBOUR POST"]),
        ("\nTHE HARBOUR POST 4\n\n", ["THE HARBOUR POST 4"]),
    ],
)
def test_a_column_of_a_newspaper_is_running_text(between: str, removed: list[str]):
    head = text("THE HARBOUR POST", "Quay shut")
    saved = f"{head}\n\n{COLUMN}{between}tal before the month was out.\n\n{PROSE}"
    cleaned = clean_text(saved, "")
    assert cleaned.body == text(head, f"{MENDED}tal before the month was out.", PROSE)
    assert [one.text for one in cleaned.removed] == removed


def test_numbers_between_sentences_stay():
    content = text(PROSE, "4", MORE, "THE HARBOUR POST", PROSE, "THE HARBOUR POST", MORE)
    assert clean_text(content, "").body == content


@pytest.mark.parametrize(
    ("lines", "word"),
    [
        ("a re-\nport of the", "a report of the"),
        ("an election and a re-\nelection of the", "re-election of the"),
        ("a cease-fire, a cease-\nfire that the", "a cease-fire that the"),
        ("the cooperative and the coop-\nerative of the", "the cooperative of the"),
    ],
)
def test_a_torn_word_is_whole_unless_the_text_has_the_compound(lines: str, word: str):
    torn = "the govern-\nment and the parlia-\nment of the is-\nland asked for"
    assert word in clean_text(f"In the end {torn} {lines}\nharbour, which it had seen.", "").body


def test_a_paragraph_a_line_is_a_paragraph():
    for indent in ("", "    ", "\t"):
        saved = "\n".join(indent + one for one in (PROSE, MORE, "Nobody Knew", PROSE, MORE))
        assert clean_text(saved, "").body == text(PROSE, MORE, "Nobody Knew", PROSE, MORE)


POEM = "The ferry waits,\nthe water too,\nand nobody will ask\nwhat either of them knew."
TABLE = "Port       Boats     People\nInner      12        1,400\nOuter      3         90"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(POEM, id="poem"),
        pytest.param(TABLE, id="table"),
        pytest.param(f"- {LINE}\n- {LINE}\n- {LINE}", id="list"),
        pytest.param(f"1. {LINE}\n2. {LINE}\n3. {LINE}", id="numbered list"),
        pytest.param(f"> {LINE}\n> {LINE}\n> {LINE}", id="quotation"),
        pytest.param(f"## What Now\n{PROSE}", id="heading"),
        pytest.param(f"```\n{LINE}  x\n\n{LINE}\n\n\nsailed\n```", id="fenced code"),
        pytest.param(f"| a | b |\n| - | - |\n| {LINE} | c |", id="markdown table"),
        pytest.param("Anna Berg\nHarbour Street 4\nInner Island", id="address"),
        pytest.param("\n".join([ENDS] * 4), id="a sentence a line"),
    ],
)
def test_lines_that_mean_something_stay_lines(content):
    assert clean_text(text(PROSE, content, MORE), "").body == text(PROSE, content, MORE)


def test_space_is_plain_and_invisible_characters_are_gone():
    content = "The\xa0ferry  stayed\u2009in\tpo\xadrt.  \n \n\n\nNo\u200bbody\ufeff knew  why. "
    assert clean_text(content, "").body == "The ferry stayed in port.\n\nNobody knew why."


def test_joiners_that_some_scripts_need_stay():
    assert clean_text("می\u200cخواهم", "").body == "می\u200cخواهم"


PIECES = st.sampled_from(
    [
        *(param.values[0] for param in [*ABOVE, *AMONG]),
        *(HEADLINE, PROSE, MORE, LINE, ENDS, POEM, TABLE, OFFER, "Anna Berg", "Related posts"),
        *("About the author", "She is a reporter.", "Top", "Support", "```", "- one", "====="),
        *("    " + LINE, " so it was", "Exam-", "lower case", "", "a", "***", "\f", "Comments"),
    ]
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", "\n \n", " ", "\n    "])))


def letters(content: str) -> Counter[str]:
    return Counter(char for char in content if not char.isspace() and char not in "-\xad\u200b")


@pytest.mark.slow
@given(TEXTS, st.sampled_from(["", HEADLINE]), st.booleans())
def test_cleaning_what_is_clean_changes_nothing(pieces, title, timid):
    once = clean_text("".join(map("".join, pieces)), title, timid=timid)
    again = clean_text(once.body, title, timid=timid)
    assert (again.body, again.removed) == (once.body, ())


@pytest.mark.slow
@given(TEXTS | st.text(), st.sampled_from(["", HEADLINE]))
def test_nothing_is_lost_and_nothing_invented(pieces, title):
    content = pieces if isinstance(pieces, str) else "".join(map("".join, pieces))
    cleaned = clean_text(content, title)
    visible = content.translate(dict.fromkeys((0x2060, 0xFEFF)))
    found = cleaned.body + "".join(one.text for one in cleaned.removed)
    assert letters(found.translate(dict.fromkeys((0x2060, 0xFEFF)))) == letters(visible)
    at = 0
    for one in cleaned.removed:
        at = content.index(one.text, at) + len(one.text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        pytest.param("word " * 1_000_000, id="one line of 5 MB"),
        pytest.param("a" + " " * 1_000_000 + "b", id="spaces"),
        pytest.param("short line\n" * 200_000, id="short lines"),
        pytest.param("a-\n" * 100_000, id="hyphens"),
        pytest.param("short\n\n" * 100_000, id="short paragraphs"),
        pytest.param("share on:\n" * 100_000, id="share bars"),
        pytest.param("```\n" * 100_000, id="fences"),
        pytest.param("Facebook " * 100_000, id="sites"),
        pytest.param(("Privacy policy " * 45 + "z\n\n") * 1_000, id="nearly notices"),
        pytest.param(("Home " + "/ a " * 170 + ".\n\n") * 1_000, id="nearly breadcrumbs"),
        pytest.param((LINE + " and exam-\nple of it\n") * 20_000, id="torn words"),
        pytest.param((LINE + "\n\n") * 20_000, id="torn sentences"),
        pytest.param("Related posts\n\n" * 50_000, id="related"),
    ],
)
def test_no_text_makes_cleaning_slow(content):
    assert takes_at_most(5, lambda: clean_text(text(HEADLINE, content), HEADLINE))


def test_a_line_of_verse_that_comes_back_is_no_page_header():
    above = "and all who stand along the long grey quay in the rain,"
    verse = f"{above}\nThe ferry waits,\nnobody goes on board; {above}\nThe ferry waits,\nas ever."
    assert clean_text(verse, "").body.count("The ferry waits,") == 2
