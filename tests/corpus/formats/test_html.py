"""The text of saved pages: the article and nothing around it, in any encoding, from any markup."""

from __future__ import annotations

import random

import pytest

from searchkit import Library
from searchkit.corpus.formats.html import HtmlReader
from searchkit.corpus.metadata import to_article
from searchkit.corpus.reader import ParsedDocument
from searchkit.errors import ArticleUnreadable

FIRST = (
    "The ferry stayed in port on Monday, and nobody on the quay could say why. The crew had been "
    "told to wait for word from the owners, who had not been heard of since the end of March."
)
SECOND = (
    "By the evening some forty passengers had gathered in the waiting room, where the heating had "
    "failed, and the harbour master sent out for tea and blankets at his own expense."
)
THIRD = (
    "The owners said in a short statement that the ship would sail again when its papers were in "
    "order. The union called that an insult and asked the ministry to look into the matter."
)
STORY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
HEADLINE = "Island Ferry Stays in Port for a Third Day"


def page(body: str = f"<article>{STORY}</article>", head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def read(content: str | bytes) -> ParsedDocument:
    data = content if isinstance(content, bytes) else content.encode()
    (parsed,) = HtmlReader().read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed


@pytest.mark.parametrize(
    ("head", "is_page"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>", True),
        (b"\xef\xbb\xbf\r\n <html lang=en>", True),
        (b"<!-- saved from url=(0020)https://example.com/ -->\n<HTML>", True),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html>", True),
        (b"<head><title>x</title>", True),
        ("<html>".encode("utf-16"), True),
        (b"<?xml version='1.0'?><rss>", False),
        (b"<htmlish>", False),
        (b"<div>An excerpt in Markdown</div>", False),
        (b"In <html> there are tags.", False),
        (b"<!-- a comment that never ends", False),
        (b"", False),
    ],
)
def test_a_page_is_recognised_by_how_it_begins(head, is_page):
    assert HtmlReader().recognises(head) is is_page


def test_paragraphs_are_separated_by_blank_lines_and_the_text_is_prepared():
    parsed = read(page())
    assert parsed.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"
    assert parsed.prepared


def test_the_headline_and_the_section_above_it_are_not_repeated_in_the_text():
    body = f"<article><p>Islands</p><h1>{HEADLINE}</h1>{STORY}</article>"
    parsed = read(page(body, f'<meta property="og:title" content="{HEADLINE}">'))
    assert parsed.text.startswith(FIRST)


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param("<nav><a href=/>Home</a> <a href=/w>World zone</a></nav>", id="navigation"),
        pytest.param("<script>var hidden = 'zone';</script>", id="script"),
        pytest.param("<style>.zone { color: red }</style>", id="style"),
        pytest.param("<noscript>Turn on the zone</noscript>", id="noscript"),
        pytest.param("<template><p>The zone is a template.</p></template>", id="template"),
        pytest.param("<!-- the zone is a comment -->", id="comment"),
        pytest.param("<p>Sign up to our daily zone newsletter.</p>", id="newsletter"),
        pytest.param("<p>Read more: A zone of one's own</p>", id="read more"),
        pytest.param("<p><b><a href=/z>THE ZONE OF SILENCE</a></b></p>", id="link set off"),
        pytest.param("<p>Follow the Zone on Facebook and Twitter.</p>", id="follow"),
        pytest.param("<p>Advertisement</p><p>Story continues below the zone</p>", id="advert"),
        pytest.param("<p>We use cookies: see our privacy policy (zone).</p>", id="cookies"),
        pytest.param("<p>© 2021 The Island Zone. All rights reserved.</p>", id="copyright"),
        pytest.param(
            "<figure><img src=a.jpg><figcaption>The zone at dusk</figcaption></figure>",
            id="caption",
        ),
        pytest.param("<p class='wp-caption-text'>Anna Berg in the zone</p>", id="caption text"),
        pytest.param("<span class='sr-only'>The zone for readers</span>", id="hidden"),
        pytest.param("<p>Anna Berg is a reporter for the Zone.</p>", id="author box"),
        pytest.param("<p class=button-wrapper><a href=/s>Share the zone</a></p>", id="button"),
    ],
)
def test_what_surrounds_an_article_is_left_out(extra):
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p>{extra}<p>{THIRD}</p></article>"
    parsed = read(page(body, '<meta name="author" content="Anna Berg">'))
    assert parsed.text.split("\n\n") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(
    "kept",
    [
        "More people came to read the notice on the door than the harbour master had expected.",
        "Anna Berg is waiting for the ferry as well, with her two children and a dog called Rex.",
        "Copyright law has nothing to say about the notice, a lawyer among the passengers said.",
    ],
)
def test_a_sentence_that_only_looks_like_what_surrounds_articles_is_kept(kept):
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p><p>{kept}</p><p>{THIRD}</p></article>"
    assert kept in read(page(body, '<meta name="author" content="Anna Berg">')).text


def test_teasers_of_other_articles_at_the_end_are_left_out_but_not_paragraphs():
    teasers = "<h3>More from The Island Paper</h3><p>A bridge too far for some</p>"
    assert read(page(f"<article>{STORY}{teasers}</article>")).text.endswith(THIRD)
    middle = f"<article><p>{FIRST}</p><h3>Related</h3><p>{SECOND}</p><p>{THIRD}</p></article>"
    assert read(page(middle)).text.split("\n\n") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("before", ["", "<div class=related><a href=/x>Bridge</a></div>"])
def test_text_beside_paragraphs_that_is_in_none_is_a_paragraph(before):
    loose = f"{before}{FIRST} <b>Nobody</b> knew.<p>{SECOND}</p>" + f"<p>{THIRD}</p>" * 12
    body = f"<div><h1>{HEADLINE}</h1><div class=bd>{loose}</div></div>"
    assert read(page(body)).text.split("\n\n")[:2] == [f"{FIRST} Nobody knew.", SECOND]


def test_a_short_text_keeps_its_paragraphs_and_not_its_headline_twice():
    body = (
        f"<article><header><h1>{HEADLINE}</h1></header><section>It was late.</section><section>"
        f"<h3>{HEADLINE}</h3><h4>It was late.</h4><p>Nobody knew.</p><p>It stays.</p></section>"
        "</article>"
    )
    assert read(page(body)).text == "It was late.\n\nNobody knew.\n\nIt stays."


def test_block_quotes_subheads_and_lists_are_kept():
    quote = "We have waited for two days and we can wait for a third, but not for a fourth."
    body = (
        f"<article><p>{FIRST}</p><blockquote><p>{quote}</p></blockquote><h2>What is known</h2>"
        f"<ul><li>No ship has sailed since Saturday</li><li>No reason was given</li></ul>"
        f"<p>{SECOND}</p><p>{THIRD}</p></article>"
    )
    blocks = read(page(body)).text.split("\n\n")
    assert blocks[1:4] == [
        quote,
        "What is known",
        "- No ship has sailed since Saturday\n- No reason was given",
    ]


def test_a_notice_of_cookies_is_no_standfirst():
    notice = "We use <span>cookies</span> to make your visit of this website better."
    standfirst = "Forty passengers wait for a ship whose owners have vanished"
    body = (
        f"<main><h1>{HEADLINE}</h1><div class=sub-title>{notice}</div>"
        f"<p class=standfirst>{standfirst}</p><article>{STORY}</article></main>"
    )
    assert read(page(body)).insets == ((standfirst, "standfirst"),)


def test_the_standfirst_between_headline_and_text_opens_the_text():
    standfirst = "Forty passengers wait for a ship whose owners have vanished"
    body = (
        f"<main><header><h1>{HEADLINE}</h1><p class=standfirst>{standfirst}</p></header>"
        f"<article>{STORY}</article></main>"
    )
    parsed = read(page(body))
    assert parsed.insets == ((standfirst, "standfirst"),)
    assert to_article(parsed, "a.html").body.split("\n\n")[:2] == [standfirst, FIRST]


def test_embedded_posts_of_the_article_are_set_apart():
    post = "Still no ferry at the harbour. Bring blankets! — Harbour Watch"
    body = f'<p>{FIRST}</p><blockquote class="twitter-tweet">{post}</blockquote><p>{SECOND}</p>'
    parsed = read(page(f"<article>{body}<p>{THIRD}</p></article>"))
    assert post not in parsed.text
    assert parsed.insets == ((post, "embedded post"),)


def test_captions_of_the_article_are_set_apart_and_others_are_not():
    figure = "<figure><img src=a.png><figcaption>{}</figcaption></figure>"
    own = "The ferry at the old quay, seen from the lighthouse."
    teaser = "Ten recipes for a week of rain, by our cook."
    soup = f"<p>{'Soup for the rainy week ahead. ' * 3}</p>"
    body = (
        f"<article><h1>{HEADLINE}</h1>{figure.format(own)}{STORY}{figure.format('Jo Ray')}"
        f"</article><aside>{figure.format(teaser)}{soup}</aside>"
        f"<div><div>{figure.format(teaser)}{soup}</div></div>"
    )
    assert read(page(body)).insets == ((own, "caption"),)


@pytest.mark.parametrize(
    "credit", ["<small>Photo: Jo Ray</small>", "<span class=img-credit>Photo: Jo Ray</span>"]
)
def test_the_credit_of_a_caption_is_not_joined_to_its_last_word(credit):
    caption = f"The ferry at the old quay, with Ada Lind and CO<small>2</small> filters{credit}"
    figure = f"<figure><img src=a.png><figcaption>{caption}</figcaption></figure>"
    parsed = read(page(f"<article><h1>{HEADLINE}</h1>{figure}{STORY}</article>"))
    expected = "The ferry at the old quay, with Ada Lind and CO2 filters Photo: Jo Ray"
    assert parsed.insets == ((expected, "caption"),)


@pytest.mark.parametrize("name", ["has-captions", "caption-transcript", "twitter-tweet"])
def test_no_name_of_a_wrapper_costs_the_text_in_it(name):
    tag = "blockquote" if name == "twitter-tweet" else "div"
    for story in (STORY, STORY * 6):
        parsed = read(page(f"<article><h1>{HEADLINE}</h1><{tag} class={name}>{story}</{tag}>"))
        assert FIRST in " ".join([parsed.text, *(text for text, _ in parsed.insets)])


def test_captions_of_a_page_in_a_script_without_blanks_are_set_apart():
    figure = "<figure><img><figcaption>{}</figcaption></figure>"
    line = "第{}艘渡轮早上停泊在旧码头旁边，四十个人等了两个小时潮水才来，船长说明天还会再来。"
    story = "".join(f"<p>{line.format(number)}</p>" for number in range(20))
    recipe = f"<p>{'雨天里每天都可以做的汤，做法很简单。' * 4}</p>"
    soup = f"<div>{figure.format('下雨的一周里的十种汤')}{recipe}</div>"
    caption = figure.format("从灯塔看到的渡轮和码头")
    body = f"<h1>渡轮</h1><div class=has-captions>{caption}{story}</div>"
    parsed = read(page(f"<article>{body}</article>{soup}"))
    assert parsed.insets == (("从灯塔看到的渡轮和码头", "caption"),)
    assert "四十个人" in parsed.text


def test_paragraphs_of_an_inset_stay_apart():
    post = "<blockquote class=twitter-tweet>One<p>two</p>three<br>four<blockquote>five</blockquote>"
    parsed = read(page(f"<article><h1>{HEADLINE}</h1>{STORY}{post}</blockquote></article>"))
    assert parsed.insets == (("One two three four five", "embedded post"),)


def test_captions_are_the_text_of_a_page_that_has_pictures_only():
    captions = ["The ferry at the old quay.", "The ferry, seen from the lighthouse."]
    figures = "".join(f"<figure><img><figcaption>{text}</figcaption></figure>" for text in captions)
    menu = "<nav><figure><figcaption>Ten recipes for rain.</figcaption></figure></nav>"
    parsed = read(page(f"{menu}<article><h1>{HEADLINE}</h1>{figures}</article>"))
    assert parsed.insets == tuple((text, "caption") for text in captions)


def test_a_reference_to_a_character_that_no_tree_takes_costs_no_text():
    body = f"<article>a&#1;<div>{FIRST}</div>&#2;x<p>{SECOND}</p><p>{THIRD}</p></article>"
    parsed = read(page(body + "<figcaption><p>b&#3;</p>&#4;</figcaption>"))
    assert FIRST in parsed.text
    assert THIRD in parsed.text


@pytest.mark.slow
def test_insets_are_searched_and_marked_like_the_text_on_every_engine(project):
    standfirst = "<p class=standfirst>At the harbour, forty people wait for the tide.</p>"
    caption = "<figcaption>The ferry, seen from the lighthouse.</figcaption>"
    body = f"<article><h1>{HEADLINE}</h1>{standfirst}{STORY}{caption}</article>"
    (project / "corpus" / "ferry.html").write_text(page(body))
    queries = {"harbour NEAR/9 tide": 0, "lighthouse": 1, '"seen from the lighthouse"': 1}
    with Library.open(project) as library:
        library.update()
        for query, number in queries.items():
            (hit,) = library.search(query).hits
            marked = library.article(hit.id, query)
            assert [one.kind for one in marked.article.insets] == ["standfirst", "caption"]
            inset = marked.article.insets[number]
            assert marked.body_marks
            assert all(inset.start <= start < end <= inset.end for start, end in marked.body_marks)


def test_text_that_stands_only_in_the_metadata_is_taken_from_there():
    linked = f'{{"@type": "NewsArticle", "articleBody": "{FIRST}\\n{SECOND}\\n{THIRD}"}}'
    head = f'<script type="application/ld+json">{linked}</script>'
    parsed = read(page("<p>Subscribe to go on reading.</p>", head))
    assert parsed.text == f"{FIRST}\n\n{SECOND}\n\n{THIRD}"


def test_a_page_without_any_article_markup_gives_its_visible_text():
    assert (
        read("<html><body><center>No ferry today</center></body></html>").text == "No ferry today"
    )


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(page(f"<p>Café. {FIRST}</p>").encode(), "utf-8", id="utf-8"),
        pytest.param(
            page(f"<p>Café. {FIRST}</p>", "<meta charset=iso-8859-1>").encode(),
            "utf-8",
            id="wrongly declared",
        ),
        pytest.param(b"\xef\xbb\xbf" + page(f"<p>Café. {FIRST}</p>").encode(), "utf-8", id="mark"),
        pytest.param(
            page(f"<p>Café. {FIRST}</p>", "<meta charset=latin1>").encode("cp1252"),
            "cp1252",
            id="latin-1 means cp1252",
        ),
        pytest.param(page(f"<p>Café. {FIRST}</p>").encode("cp1252"), "cp1252", id="undeclared"),
        pytest.param(page(f"<p>Café. {FIRST}</p>").encode("utf-16"), "utf-16-le", id="utf-16"),
    ],
)
def test_the_encoding_is_found_and_recorded(data, encoding):
    parsed = read(data)
    assert (parsed.text, parsed.encoding) == (f"Café. {FIRST}", encoding)


@pytest.mark.parametrize(
    "head",
    [
        "<meta charset='windows-1251'>",
        '<meta http-equiv="x" content="text/html; charset=cp1251">',
        "",
    ],
)
def test_cyrillic_is_read_as_declared_or_as_its_letters_suggest(head):
    words = "Паром остался в порту в понедельник, и никто на причале не мог сказать почему. " * 4
    parsed = read(page(f"<p>{words}</p>", head).encode("cp1251"))
    assert (parsed.text, parsed.encoding) == (words.strip(), "cp1251")


def test_an_unknown_declared_encoding_is_no_obstacle():
    parsed = read(page(f"<p>Café. {FIRST}</p>", "<meta charset='x-nonsense'>").encode("cp1252"))
    assert parsed.encoding == "cp1252"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \r\n\t", id="blank"),
        pytest.param(page("").encode(), id="no body"),
        pytest.param(page("<script>x()</script><style>p{}</style>").encode(), id="only script"),
        pytest.param(
            b"<html><frameset cols=1><frame src=a.html><noframes>x</noframes></frameset></html>",
            id="frames",
        ),
    ],
)
def test_a_page_without_text_is_unreadable(data):
    with pytest.raises(ArticleUnreadable, match="no text"):
        read(data)


def test_random_bytes_are_binary():
    with pytest.raises(ArticleUnreadable, match="binary"):
        read(random.Random(7).randbytes(50_000))


def test_nul_and_surrogates_never_reach_the_text():
    parsed = read(page(f"<p>A\0B &#xD800; {FIRST}</p>"))
    assert parsed.text.endswith(FIRST)
    assert not set(parsed.text) & {"\0", "\ud800"}
    parsed.text.encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 50_000 + STORY + "</div>" * 50_000, id="div"),
        pytest.param("<b>" * 50_000 + STORY, id="b"),
        pytest.param("<ul><li>" * 20_000 + STORY, id="lists"),
        pytest.param("<blockquote>" * 5_000 + STORY, id="quotes"),
        pytest.param(STORY + "<a " * 100_000, id="unfinished tags"),
        pytest.param(STORY + "<" * 300_000, id="brackets"),
        pytest.param(STORY + "<!--" * 50_000, id="unfinished comments"),
        pytest.param(
            STORY + "<i " + " ".join(f"a{n}=1" for n in range(60_000)) + ">x</i>", id="attributes"
        ),
        pytest.param(
            f'<script type="application/ld+json">{"[" * 100_000}</script>{STORY}', id="json"
        ),
        pytest.param(
            '<script type="application/ld+json">['
            + ",".join('{"@type": "Article", "headline": "A B"}' for _ in range(20_000))
            + f"]</script>{STORY}",
            id="many articles",
        ),
    ],
)
def test_hostile_markup_ends_soon_and_the_text_is_kept(body):
    text = " ".join(read(page(body)).text.split())
    assert FIRST in text
    assert THIRD in text
    assert len(text) < 2 * len(STORY)


def test_entities_that_a_page_defines_are_not_expanded():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        f"<html><body><p>{FIRST} &b; &f;</p></body></html>"
    )
    assert read(bomb).text == f"{FIRST} &b; &f;"


def test_a_giant_title_does_not_cost_the_article():
    article = to_article(read(page(STORY, f"<title>{'x' * 100_000}</title>")), "a.html")
    assert len(article.title) == 500
    assert len(article.came_from("title").evidence) <= 500
    assert FIRST in article.body


@pytest.mark.slow
def test_heavy_libraries_are_imported_only_to_read():
    import subprocess
    import sys

    code = (
        "import sys; from searchkit.corpus.formats.html import HtmlReader; "
        "HtmlReader().recognises(b'<html>'); "
        "print([m for m in ('lxml', 'trafilatura', 'htmldate') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "sentence",
    [
        "Residents can sign up for flood alerts by text message, the sheriff told reporters.",
        "Brokers may receive commissions of up to nine percent, the inquiry found.",
        "The watchdog ruled that the firm uses cookies to profile readers despite its policy.",
        "Source: the ministry said.",
    ],
)
def test_a_sentence_that_reports_what_was_said_is_no_boilerplate(sentence):
    assert sentence in read(page(f"<article>{STORY}<p>{sentence}</p>{STORY}</article>")).text


def test_what_a_page_puts_among_its_paragraphs_is_kept_aside():
    line = "Sign up for our daily newsletter and get the news in your inbox"
    parsed = read(page(f"<article>{STORY}<p>{line}</p>{STORY}</article>"))
    assert line not in parsed.text
    assert line in [piece.text for piece in parsed.removed]


@pytest.mark.parametrize(
    ("row", "name"), [("row", "grid-item body"), ("sidebar-grid", "sidebar-grid__content")]
)
def test_a_text_that_is_parted_into_containers_of_one_class_is_joined(row, name):
    parts = [FIRST, SECOND, THIRD, *(f"{FIRST} {n} {SECOND}" for n in range(6))]
    columns = "".join(
        f"<div class={row}><div class='{name}'><p>{part}</p><p>{part[::-1]}</p></div></div>"
        "<aside><p>Subscribe</p></aside>"
        for part in parts
    )
    blocks = read(page(f"<article><h1>{HEADLINE}</h1>{columns}</article>")).text.split("\n\n")
    assert blocks == [each for part in parts for each in (part, part[::-1])]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("<article><div class=body><p>{0}</p></div></article>", id="another article"),
        pytest.param("<aside><div class=body><p>{0}</p></div></aside>", id="aside"),
        pytest.param("<div class=related><div class=body><p>{0}</p></div></div>", id="related"),
        pytest.param("<div class=body><p><a href=/x>{0}</a></p></div>", id="link"),
    ],
)
def test_what_is_of_others_is_not_joined(other):
    strange = "A beekeeper in the valley was freed on Friday after a witness withdrew. " * 5
    body = f"<article><h1>{HEADLINE}</h1><div class=body>{STORY}</div></article>"
    assert "beekeeper" not in read(page(body + other.format(strange))).text


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        pytest.param(
            "<ul><li><h3>Ferry traffic</h3><p>No ship sailed.</p></li><li>Quay</li></ul>",
            ["- Ferry traffic", "No ship sailed.", "- Quay"],
            id="blocks in an item",
        ),
        pytest.param(
            "<ul><li>North<ul><li>Pier one</li><li>Pier two</li></ul></li><li>South</li></ul>",
            ["- North", "- Pier one", "- Pier two", "- South"],
            id="nested list, once",
        ),
        pytest.param(
            "<ul><li><div>Quay walls</div><div>A court sat.</div></li><li>South</li></ul>",
            ["- Quay walls", "A court sat.", "- South"],
            id="divisions in an item",
        ),
        pytest.param(
            "<table><tr><td>Elliot Lind<br>Mara Ode</td><td>Crew</td></tr></table>",
            ["Elliot Lind", "Mara Ode | Crew"],
            id="break in a cell",
        ),
        pytest.param(
            "<blockquote>We waited. <p>Nobody came.</p> Then it rained.</blockquote>",
            ["We waited.", "", "Nobody came.", "", "Then it rained."],
            id="loose text in a quotation",
        ),
    ],
)
def test_words_of_two_blocks_are_never_one(markup, lines):
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p>{markup}<p>{THIRD}</p></article>"
    assert "\n".join(lines) in read(page(body)).text


def test_a_card_that_opens_over_a_name_is_no_part_of_its_sentence():
    card = "<span class='person-tooltip'>Anna Berg leads the union since 2011</span>"
    text = f"<p>The union of Anna Berg{card} called that an insult to every passenger.</p>"
    body = f"<article><p>{FIRST}</p><p>{SECOND}</p>{text}</article>"
    assert "Anna Berg called that an insult" in read(page(body)).text
