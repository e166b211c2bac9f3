"""Posts of networks, as their archives, exports and answers hold them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from searchkit.article import Article
from searchkit.corpus import Corpus, Entry, ParsedDocument, SourceFile
from searchkit.corpus.reader import Unread
from searchkit.corpus.registry import Registry

BRIDGE = "The harbour bridge is closed until May."
FERRY = "The ferry sails again."


def articles(data: bytes, name: str = "result.json") -> dict[str, Article]:
    """The articles of a file by their records; none may be unreadable."""
    reader = Registry(()).choose(name, data)
    assert reader is not None
    read: dict[str, Article] = {}
    for document in reader.read(data):
        assert isinstance(document, ParsedDocument), document
        article = Entry(document, name).read()
        assert isinstance(article, Article)
        read[document.record or ""] = article
    return read


def day(article: Article) -> str:
    return article.date.isoformat() if article.date else ""


def of_json(value: object) -> dict[str, Article]:
    return articles(json.dumps(value).encode())


def chat(kind: str, **more: object) -> Mapping[str, object]:
    """A chat of Telegram with a service message, two posts, a mere picture and mere signs."""
    message = {"type": "message", "date": "2022-02-24T06:12:33", "from": "Ann Baker", **more}
    runs = [{"type": "bold", "text": "Ferry"}, " sails again: ", {"type": "link", "text": "read"}]
    return {
        "name": "Harbour Radio",
        "type": kind,
        "id": 7,
        "messages": [
            {"id": 1, "type": "service", "date": "2022-02-24T05:00:00", "text": ""},
            {"id": 2, **message, "text": BRIDGE},
            {"id": 3, **message, "text": ""},
            {"id": 4, **message, "text": runs},
            {"id": 5, **message, "text": "👍 …"},
        ],
    }


def test_a_channel_of_telegram_is_the_source_of_its_posts() -> None:
    read = of_json(chat("public_channel", forwarded_from="Quay News"))
    assert [article.body for article in read.values()] == [BRIDGE, "Ferry sails again: read"]
    assert list(read) == ["2", "4"]
    first = read["2"]
    assert (first.source, day(first), first.authors) == (
        "Harbour Radio",
        "2022-02-24T06:12:33",
        (),
    )


@pytest.mark.parametrize("whole", [False, True], ids=["chat", "all chats"])
def test_a_group_of_telegram_has_authors(*, whole: bool) -> None:
    group = chat("private_supergroup")
    read = of_json({"about": "All.", "chats": {"list": [group]}} if whole else group)
    assert {article.authors for article in read.values()} == {("Ann Baker",)}
    assert {article.source for article in read.values()} == {None}


def test_an_article_about_messages_is_no_chat() -> None:
    (article,) = of_json({"title": "Chats", "body": BRIDGE, "messages": []}).values()
    assert article.body == BRIDGE


def test_the_archive_of_twitter_is_a_script() -> None:
    tweet = {"id": "1490", "created_at": "Mon Feb 07 09:56:33 +0000 2022", "full_text": BRIDGE}
    tweet |= {"favorite_count": "1", "source": '<a href="http://x.example">Phone</a>'}
    data = b"window.YTD.tweets.part0 = " + json.dumps([{"tweet": tweet}], indent=1).encode()
    (record, article), *_ = articles(data, "tweets.js").items()
    assert (record, article.body, article.source) == ("1490", BRIDGE, None)
    assert day(article) == "2022-02-07T09:56:33+00:00"


def test_a_long_post_in_the_archive_of_twitter_has_its_text_further_in() -> None:
    note = {"noteTweetId": "77", "createdAt": "2023-05-04T10:00:00.000Z", "core": {"text": BRIDGE}}
    data = b"window.YTD.note_tweet.part0 = " + json.dumps([{"noteTweet": note}]).encode()
    ((record, article),) = articles(data, "note-tweet.js").items()
    assert (record, article.body, day(article)) == ("77", BRIDGE, "2023-05-04T10:00:00+00:00")


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"text": BRIDGE, "tweet": {"id": "1", "text": FERRY}}, id="a-tweet-in-it"),
        pytest.param({"story": BRIDGE, "message": "success"}, id="the-message-of-a-service"),
    ],
)
def test_an_article_with_the_key_of_a_post_keeps_its_text(more: Mapping[str, object]) -> None:
    (article,) = of_json({"title": "Bridge closed", **more}).values()
    assert (article.title, article.body) == ("Bridge closed", BRIDGE)


def test_a_script_of_another_kind_is_not_read() -> None:
    assert Registry(()).choose("a.js", b'window.YTD.follower.part0 = [{"follower": {}}]') is None


POSTS = {
    "outbox": {
        "orderedItems": [
            {"type": "Announce", "object": "https://m.example/1"},
            {
                "type": "Create",
                "object": {"content": f"<p>{BRIDGE}</p>", "published": "2022-11-05T18:20:00Z"},
            },
        ]
    },
    "Bluesky": {
        "feed": [
            {
                "post": {
                    "uri": "at://did:plc:x/app.bsky.feed.post/3k1",
                    "author": {"handle": "ann.example", "displayName": "Ann Baker"},
                    "record": {"text": BRIDGE, "createdAt": "2022-11-05T18:20:00Z"},
                }
            }
        ]
    },
    "Reddit": {
        "kind": "Listing",
        "data": {
            "children": [
                {
                    "kind": "t3",
                    "data": {
                        "title": "Closed",
                        "selftext": BRIDGE,
                        "subreddit": "harbour",
                        "created_utc": 1667672400.0,
                    },
                },
                {"kind": "more", "data": {"count": 3}},
            ]
        },
    },
    "Facebook": [
        {"timestamp": 1667672400, "data": [{"post": BRIDGE}], "title": "Ann updated her status."},
    ],
    "Facebook's pages": {
        "data": [{"message": BRIDGE, "created_time": "2022-11-05T18:20:00+0000", "id": "9"}]
    },
    "X": {
        "data": [
            {"text": BRIDGE, "created_at": "2022-11-05T18:20:00Z", "author_id": "7"},
        ],
        "includes": {"users": [{"id": "7", "name": "Ann Baker"}]},
    },
}


@pytest.mark.parametrize("name", POSTS)
def test_a_post_is_an_article_with_its_moment(name: str) -> None:
    (article,) = of_json(POSTS[name]).values()
    assert article.body == BRIDGE
    assert day(article) == "2022-11-05T18:20:00+00:00"
    assert article.authors == (("Ann Baker",) if name in ("Bluesky", "X") else ())


def test_the_letters_of_facebook_are_mended() -> None:
    garbled = "Brücke – мост".encode().decode("latin-1")
    (article,) = of_json([{"timestamp": 1667672400, "data": [{"post": garbled}]}]).values()
    assert article.body == "Brücke – мост"


def test_a_message_of_an_error_is_no_article() -> None:
    data = b'{"message": "Not Found", "status": "404"}'
    reader = Registry(()).choose("a.json", data)
    assert reader is not None
    (unread,) = reader.read(data)
    assert isinstance(unread, Unread)


def test_references_of_zotero_have_people_papers_and_days() -> None:
    csl = {
        "type": "article-newspaper",
        "title": "Bridge closed",
        "container-title": "Harbour Gazette",
        "author": [{"family": "Baker", "given": "Ann"}, {"literal": "Quay Desk"}],
        "issued": {"date-parts": [["2019", 3, 4]]},
        "abstract": BRIDGE,
    }
    zotero = {
        "key": "ABCD",
        "data": {
            "itemType": "newspaperArticle",
            "title": "Bridge closed",
            "publicationTitle": "Harbour Gazette",
            "creators": [
                {"creatorType": "author", "firstName": "Ann", "lastName": "Baker"},
                {"creatorType": "author", "name": "Quay Desk"},
            ],
            "date": "2019-03-04",
            "dateAdded": "2020-01-02T10:00:00Z",
            "abstractNote": BRIDGE,
        },
    }
    for article in of_json([csl, zotero]).values():
        assert (article.title, article.source) == ("Bridge closed", "Harbour Gazette")
        assert (day(article), article.body) == ("2019-03-04", BRIDGE)
        assert article.authors == ("Ann Baker", "Quay Desk")


MESSAGE = """<div class="message default clearfix{joined}" id="message{number}"><div class="body">
<div class="pull_right date details" title="{stamp}">06:12</div>{name}
<div class="{kind}">{text}</div></div></div>"""
PAGE = """<!DOCTYPE html><html><head><title>Exported Data</title></head><body>
<div class="page_header"><div class="content"><div class="text bold">
Harbour Radio
</div></div></div><div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">24 February</div></div>
{}</div></div></body></html>"""


def message(
    number: int,
    text: str,
    name: str = "",
    *,
    kind: str = "text",
    stamp: str = "05.02.2022 06:12:33",
) -> str:
    above = f'<div class="from_name">{name} </div>' if name else ""
    joined = "" if name else " joined"
    return MESSAGE.format(
        number=number, text=text, name=above, kind=kind, joined=joined, stamp=stamp
    )


def page_of(*messages: str) -> dict[str, Article]:
    return articles(PAGE.format("".join(messages)).encode(), "messages.html")


def test_a_page_of_a_channel_of_telegram() -> None:
    forwarded = '<div class="from_name">Quay News</div><div class="text">Fog at sea.</div>'
    read = page_of(
        message(2, "Bridge shut.<br>It opens in May.", "Harbour Radio"),
        message(3, "", kind="media_wrap"),
        message(4, FERRY, stamp="06.02.2022 07:00:00 UTC+03:00"),
        message(5, forwarded, kind="forwarded body"),
        message(6, "👍 …"),
    )
    assert list(read) == ["2", "4", "5"]
    assert {article.source for article in read.values()} == {"Harbour Radio"}
    # The day comes first, whatever language the text is.
    assert day(read["2"]) == "2022-02-05T06:12:33"
    assert day(read["4"]) == "2022-02-06T07:00:00+03:00"
    assert read["5"].body == "Fog at sea."
    assert read["5"].fields["forwarded_from"] == ("Quay News",)


def test_who_wrote_stands_above_the_first_of_several_messages() -> None:
    read = page_of(
        message(2, BRIDGE, "Ann Baker"), message(3, FERRY), message(4, "Fog at sea.", "Tom Ode")
    )
    assert [article.authors for article in read.values()] == [
        ("Ann Baker",),
        ("Ann Baker",),
        ("Tom Ode",),
    ]
    assert {article.source for article in read.values()} == {None}


ENDNOTE = """<?xml version="1.0"?><xml><records><record><database name="x.enl">x.enl</database>
<ref-type name="Newspaper Article">23</ref-type><contributors><authors>
<author><style face="normal">Baker, Ann</style></author></authors></contributors><titles>
<title><style face="normal">Bridge</style><style face="italic"> closed</style></title>
<secondary-title>Harbour Gazette</secondary-title></titles><dates><year>2019</year>
<pub-dates><date>March 4</date></pub-dates></dates><abstract>{}</abstract></record>
<record><ref-type name="Web Page">12</ref-type><titles><title>Ferry</title></titles>
<dates><year>2020</year></dates></record></records></xml>"""


def test_references_of_endnote() -> None:
    first, second = articles(ENDNOTE.format(BRIDGE).encode(), "library.xml").values()
    assert (first.title, first.source, first.authors) == (
        "Bridge closed",
        "Harbour Gazette",
        ("Ann Baker",),
    )
    assert (day(first), first.body) == ("2019-03-04", BRIDGE)
    assert first.warnings == ("the export has no full text, so its abstract is used",)
    assert (second.body, day(second)) == ("Ferry", "2020")


def test_an_object_may_have_its_keys_in_another_language() -> None:
    (article,) = of_json(
        [{"Artikeltitel": "Brücke", "Medium": "Bote", "Datum": "14.03.2019", "Volltext": BRIDGE}]
    ).values()
    assert (article.title, article.source, day(article)) == ("Brücke", "Bote", "2019-03-14")
    assert article.body == BRIDGE


@pytest.mark.parametrize(
    "more",
    [
        {"tweet": {"full_text": FERRY}},
        {"type": "Create", "object": {"content": FERRY}},
        {"record": {"createdAt": "2024-01-01", "text": FERRY}},
        {"timestamp": 5, "data": [{"post": FERRY}]},
        {"message": "done", "created_time": "2020-02-02"},
        {"kind": "t3", "data": {"selftext": FERRY}},
    ],
    ids=["tweet", "activity", "record", "facebook", "message", "reddit"],
)
def test_an_article_that_shows_a_post_stays_itself(more: Mapping[str, object]) -> None:
    (article,) = of_json({"headline": "Bridge", "body": BRIDGE, **more}).values()
    assert (article.title, article.body) == ("Bridge", BRIDGE)


def test_an_outbox_may_begin_with_what_others_wrote() -> None:
    note = {"type": "Create", "object": {"id": "7", "content": FERRY}}
    boost = {"type": "Announce", "object": "https://social.example/1"}
    (article,) = of_json({"orderedItems": [*[boost] * 9, note]}).values()
    assert article.body == FERRY


def test_messages_of_one_number_are_told_apart(tmp_path: Path) -> None:
    numbers = (7, 7, 7, 8)
    page = PAGE.format("".join(message(number, FERRY, "Ann Baker") for number in numbers))
    (tmp_path / "messages.html").write_text(page)
    corpus = Corpus(tmp_path)
    (file,) = corpus.files()
    assert isinstance(file, SourceFile)
    (read, failed), _ = corpus.articles(file, corpus.load(file)), corpus.close()
    assert not failed
    ids = [article.id.partition("#")[2] for article in read]
    assert ids == ["7", "7.2", "7.3", "8"]


def test_replies_to_comments_are_articles_too() -> None:
    def listing(*posts: object) -> Mapping[str, object]:
        return {"kind": "Listing", "data": {"children": posts}}

    def comment(name: str, replies: object) -> Mapping[str, object]:
        return {"kind": "t1", "data": {"id": name, "body": FERRY, "replies": replies}}

    more = {"kind": "more", "data": {"id": "x"}}
    deepest = listing(comment("c", ""), more)
    read = of_json(listing(comment("a", listing(comment("b", deepest))), comment("d", "")))
    assert list(read) == ["a", "b", "c", "d"]
