"""What clippers, scrapers, read-later lists and newsrooms write of an article."""

from __future__ import annotations

import json

import pytest

TEXT = (
    "The lighthouse on the skerry went dark on Sunday, and the pilots asked who would pay for oil."
)
WANTED = {
    "title": "Lighthouse goes dark",
    "source": None,
    "authors": ("Anna Berg",),
    "date": "2016-02-10",
    "url": "https://paper.example/2016/light",
}
HTML = f"<p>{TEXT}</p><p>Nobody answered.</p>"
URL = WANTED["url"]

JSON_DIALECTS = {
    "trafilatura": (
        {
            "title": "Lighthouse goes dark", "author": "Anna Berg", "hostname": "paper.example",
            "date": "2016-02-10", "raw_text": TEXT, "text": TEXT, "filedate": "2024-01-05",
            "source": URL, "source-hostname": "Skerry Paper",
        },
        {"source": "Skerry Paper"},
    ),
    "news-please": (
        {
            "authors": ["Anna Berg"], "date_download": "2024-01-05 10:00:00",
            "date_publish": "2016-02-10 00:00:00", "maintext": TEXT, "url": URL,
            "source_domain": "paper.example", "title": "Lighthouse goes dark",
        },
        {},
    ),
    "readability": (
        {
            "title": "Lighthouse goes dark", "byline": "By Anna Berg", "dir": None,
            "content": HTML, "textContent": TEXT, "siteName": "Skerry Paper", "url": URL,
            "publishedTime": "2016-02-10T00:00:00.000Z",
        },
        {"source": "Skerry Paper"},
    ),
    "fundus": (
        {
            "authors": ["Anna Berg"], "title": "Lighthouse goes dark", "url": URL,
            "publishing_date": "2016-02-10 00:00:00+00:00", "topics": ["Sea"],
            "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [TEXT, "No."]}]},
        },
        {},
    ),
    "postlight": (
        {
            "title": "Lighthouse goes dark", "content": HTML, "author": "Anna Berg",
            "date_published": "2016-02-10T00:00:00.000Z", "dek": None, "next_page_url": None,
            "url": URL, "domain": "paper.example", "excerpt": "The lighthouse …",
        },
        {},
    ),
    "wallabag": (
        {
            "id": 4, "title": "Lighthouse goes dark", "url": URL, "content": HTML,
            "created_at": "2020-09-08T11:55:58+0200", "updated_at": "2020-09-08T11:55:59+0200",
            "published_at": "2016-02-10T00:00:00+0100", "published_by": ["Anna Berg"],
            "user_name": "reader", "domain_name": "paper.example",
        },
        {},
    ),
    "wallabag without a date": (
        {
            "title": "Lighthouse goes dark", "url": URL, "content": HTML,
            "created_at": "2020-09-08T11:55:58+0200", "published_by": ["Anna Berg"],
        },
        {"date": None},
    ),
    "read-later list": (
        {
            "title": "Lighthouse goes dark", "author": "Anna Berg", "source": "share-sheet",
            "site_name": "Skerry Paper", "source_url": URL, "html_content": HTML,
            "url": "https://reader.example/read/01", "saved_at": "2020-09-08T11:55:58Z",
            "published_date": "2016-02-10",
        },
        {"source": "Skerry Paper"},
    ),
    "a site in source_url": (
        {
            "title": "Lighthouse goes dark", "authors": ["Anna Berg"], "text": TEXT,
            "source_url": "https://paper.example", "url": URL, "publish_date": "2016-02-10",
            "meta_site_name": "Skerry Paper",
        },
        {"source": "Skerry Paper"},
    ),
    "goose": (
        {
            "meta": {"canonical": URL, "lang": "en"}, "title": "Lighthouse goes dark",
            "cleaned_text": TEXT, "authors": ["Anna Berg"], "publish_date": "2016-02-10",
        },
        {},
    ),
    "jina": (
        {
            "code": 200,
            "data": {
                "title": "Lighthouse goes dark", "url": URL, "content": TEXT,
                "publishedTime": "2016-02-10", "metadata": {"author": "Anna Berg"},
            },
        },
        {},
    ),
    "content service": (
        {
            "id": "sea/1", "webTitle": "Lighthouse goes dark", "webUrl": URL,
            "webPublicationDate": "2016-02-10T00:00:00Z", "sectionName": "Sea",
            "fields": {"byline": "Anna Berg", "bodyText": TEXT, "publication": "Skerry Paper"},
        },
        {"source": "Skerry Paper"},
    ),
    "archive service": (
        {
            "headline": {"main": "Lighthouse goes dark", "kicker": None},
            "byline": {"original": "By Anna Berg", "person": []}, "pub_date": "2016-02-10",
            "web_url": URL, "lead_paragraph": TEXT, "source": "Skerry Paper", "_id": "nyt://1",
        },
        {"source": "Skerry Paper"},
    ),
    "media monitor": (
        {
            "title": "Lighthouse goes dark", "publish_date": "2016-02-10", "url": URL,
            "media_name": "Skerry Paper", "media_url": "paper.example", "text": TEXT,
            "indexed_date": "2024-01-05", "author": "Anna Berg",
        },
        {"source": "Skerry Paper"},
    ),
    "search engine": (
        {
            "_index": "news", "_source": {
                "headline": "Lighthouse goes dark", "body": TEXT, "published": "2016-02-10",
                "author": {"name": "Anna Berg"}, "url": URL,
            },
        },
        {},
    ),
    "a post": (
        {
            "created_at": "Wed Feb 10 20:19:24 +0000 2016", "id_str": "12", "full_text": TEXT,
            "user": {"name": "Anna Berg", "screen_name": "ab"}, "url": URL,
            "title": "Lighthouse goes dark",
        },
        {"date": "2016-02-10T20:19:24+00:00"},
    ),
}  # fmt: skip

FRONT_MATTER = {
    "clipper": (
        f'title: "Lighthouse goes dark"\nsource: "{URL}"\nauthor:\n  - "[[Anna Berg]]"\n'
        "published: 2016-02-10\ncreated: 2026-07-13\n",
        {},
    ),
    "clipper that links a note": (
        f"title: Lighthouse goes dark\nurl: {URL}\nauthor: '[[People/Berg|Anna Berg]]'\n"
        "published: 2016-02-10\n",
        {},
    ),
    "saved on the day that is called date": (
        f"title: |\n  Lighthouse goes dark\nauthor: |\n  Anna Berg\ndate: 2026-07-13 10:00:00\n"
        f"date_saved: 2026-07-13 10:00:00\nurl: {URL}\n",
        {"date": None},
    ),
    "saved and published": (
        "title: Lighthouse goes dark\nauthor: Anna Berg\ndate: 2026-07-13\nsaved: 2026-07-13\n"
        f"date_published: 2016-02-10 00:00:00\nurl: {URL}\n",
        {},
    ),
    "note program": (
        "title: Lighthouse goes dark\nupdated: 2026-07-13 08:00Z\ncreated: 2026-07-13 08:00Z\n"
        f"source: {URL}\nauthor: Anna Berg\nlatitude: 0.1\n",
        {"date": None},
    ),
    "blog that is no draft": (
        f"title: Lighthouse goes dark\nauthor: Anna Berg\npublished: true\ndate: 2016-02-10\n"
        f"url: {URL}\n",
        {},
    ),
    "the address as a link": (
        f"title: Lighthouse goes dark\nauthor: Anna Berg\ndate: 2016-02-10\n"
        f'source: "[Skerry Paper]({URL})"\n',
        {},
    ),
    "German": (
        f"titel: Lighthouse goes dark\nautor: Von Anna Berg\ndatum: 10.2.2016\nlang: de\n"
        f"url: {URL}\n",
        {},
    ),
}

LISTS = {
    "reader": (
        f"Title: Lighthouse goes dark\n\nURL Source: {URL}\n\nPublished Time: 2016-02-10\n"
        f"\nMarkdown Content:\n{TEXT}\n",
        {"authors": ()},
    ),
    "highlights": (
        "# Lighthouse\n\n![cover](https://x.example/c)\n\n## Metadata\n"
        "- Author: [[Anna Berg]]\n"
        f"- Full Title: Lighthouse goes dark\n- Category: #articles\n- URL: {URL}\n\n"
        f"## Highlights\n\n{TEXT}\n",
        {"date": None},
    ),
    "data base": (
        f"# Lighthouse goes dark\n\nAuthor: Anna Berg\nCreated: July 13, 2026 10:00 AM\n"
        f"Published: February 10, 2016\nURL: {URL}\n\n{TEXT}\n",
        {},
    ),
    "bold in a quotation": (
        f"# Lighthouse goes dark\n\n> [!info]\n> **Source:** {URL}\n> **Clipped:** 2026-07-13\n"
        f"> **Author:** Anna Berg\n> **Published:** 2016-02-10\n\n{TEXT}\n",
        {},
    ),
    "below the text": (
        f"Lighthouse goes dark\n\n{TEXT}\n\nid: {'ab' * 16}\nparent_id: {'cd' * 16}\n"
        f"created_time: 2026-07-13T08:00:00.000Z\nauthor: Anna Berg\nsource_url: {URL}\ntype_: 1",
        {"date": None},
    ),
}


def fields(article):
    return {
        "title": article.title,
        "source": article.source,
        "authors": article.authors,
        "date": article.date and article.date.isoformat(),
        "url": article.url,
    }


@pytest.mark.slow
@pytest.mark.parametrize(("found", "other"), JSON_DIALECTS.values(), ids=JSON_DIALECTS)
def test_each_dialect_of_json_is_understood(read_one, found, other):
    article = read_one(json.dumps(found), "one.json")
    assert fields(article) == {**WANTED, **other}
    assert article.body.startswith(TEXT)


@pytest.mark.parametrize(("lines", "other"), FRONT_MATTER.values(), ids=FRONT_MATTER)
def test_each_dialect_of_front_matter_is_understood(read_one, lines, other):
    article = read_one(f"---\n{lines}---\n\n{TEXT}\n", "one.md")
    assert fields(article) == {**WANTED, **other}
    assert article.body == TEXT


@pytest.mark.parametrize(("content", "other"), LISTS.values(), ids=LISTS)
def test_a_list_of_properties_declares_what_it_names(read_one, content, other):
    article = read_one(content, "one.md")
    assert fields(article) == {**WANTED, **other}
    assert article.body == TEXT
    assert article.came_from("url").status == "declared"


def test_toml_between_plus_signs_is_front_matter(read_one):
    lines = (
        f'title = "Lighthouse goes dark"\ndate = 2016-02-10\nlastmod = 2020-01-01\ndraft = false\n'
        f'authors = ["Anna Berg"]\n[params]\nsource = "{URL}"\n'
    )
    article = read_one(f"+++\n{lines}+++\n\n{TEXT}\n", "one.md")
    assert fields(article) == WANTED
    assert article.came_from("date").evidence == "2016-02-10"
    assert article.body == TEXT


@pytest.mark.parametrize("lines", ["title = ", "title = [[[", "a" + ".a" * 40 + " = 1"])
def test_what_is_no_toml_stays_in_the_text_with_a_warning(read_one, lines):
    article = read_one(f"+++\n{lines}\n+++\n\n{TEXT}\n", "one.md")
    assert TEXT in article.body
    assert "not valid TOML" in article.warnings[0]


@pytest.mark.parametrize(
    "content",
    [
        f"Question: who pays?\nAnswer: nobody.\n\n{TEXT}\n",
        f"Source: the harbour office\nAuthor: nobody knows\n\n{TEXT}\n",
        f"Pilots: {URL}\nOil: none\nLamp: out\nMood: low\nTide: high\n\n{TEXT}\n",
    ],
)
def test_lines_of_the_text_with_a_colon_are_no_properties(read_one, content):
    article = read_one(content)
    assert "declared" not in {each.status for each in article.provenance.values()}


@pytest.mark.slow
def test_a_text_that_a_service_cut_off_says_so(read_one):
    article = read_one(json.dumps({"title": "Dark", "content": f"{TEXT}… [+2310 chars]"}), "a.json")
    assert article.warnings == ("the text is cut off: 2310 more characters",)


@pytest.mark.slow
def test_a_summary_stands_for_a_text_that_is_not_there(read_one):
    article = read_one(json.dumps({"title": "Dark", "abstract": TEXT}), "a.json")
    assert (article.body, article.warnings) == (TEXT, ("it has no text, so a summary is used",))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Anna Berg", ("Anna Berg",)),
        ("ByAnna Berg", ("Anna Berg",)),
        ("Von Anna Berg und Tom Ode", ("Anna Berg", "Tom Ode")),
        ("VonAnna Berg", ("Anna Berg",)),
        ("Par Anne Dubois", ("Anne Dubois",)),
        ("Af Mette Holm", ("Mette Holm",)),
        ("Author: Anna Berg", ("Anna Berg",)),
        ("View all posts by Anna Berg", ("Anna Berg",)),
        ("Nga Anna Berg", ("Anna Berg",)),
        ("Oleh: Anna Berg", ("Anna Berg",)),
        ("Oleh Petro Bereh", ("Oleh Petro Bereh",)),
        ("Eingestellt von Anna Berg", ("Anna Berg",)),
        ("Publié par Anne Dubois", ("Anne Dubois",)),
        ("Ein Gastbeitrag von Anna Berg", ("Anna Berg",)),
        ("Geschreven door Anna Berg", ("Anna Berg",)),
        ("Texto por Ana Ruiz", ("Ana Ruiz",)),
        ("[[Anna Berg]]", ("Anna Berg",)),
        ("[Anna Berg](https://paper.example/ab)", ("Anna Berg",)),
        ("Von der Berg, Anna", ("Von der Berg, Anna",)),
        ("Berg, Jr.", ("Berg, Jr.",)),
        ("Berg, Ph.D.", ("Berg, Ph.D.",)),
        ("Bya Lind", ("Bya Lind",)),
        ("Vontobel Kurt", ("Vontobel Kurt",)),
        ("記者王小明／台北報導", ("王小明",)),
        ("文/王小明", ("王小明",)),
        ("本报记者 李明 张伟", ("李明", "张伟")),
        ("홍길동 기자", ("홍길동",)),
    ],
)
def test_a_name_stands_without_the_words_around_it(read_one, line, names):
    assert read_one(json.dumps({"text": TEXT, "author": line}), "a.json").authors == names
