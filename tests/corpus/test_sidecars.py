"""Files with the metadata of others: with these they are one article."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from corpus.builders import page, pdf

from searchkit.article import Article, Failure
from searchkit.corpus import Corpus, SourceFile

TEXT = "The council closed the old quay on Monday.\n\nNobody had asked the people of the harbour."
RECORD = {
    "title": "Quay shut",
    "author": "Ann Baker",
    "url": "https://gazette.example/quay",
    "publishedAt": "2016-02-10",
    "savedAt": "2020-01-01",
    "section": "News",
}
YAML = "title: Quay shut\nauthor: Ann Baker\nurl: https://gazette.example/quay\ndate: 2016-02-10\n"
TOML = 'title = "Quay shut"\nauthor = "Ann Baker"\nurl = "https://gazette.example/quay"\n'
XML = (
    '<dc:dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Quay shut</dc:title>'
    "<dc:creator>Ann Baker</dc:creator><dc:date>2016-02-10</dc:date>"
    "<dc:identifier>https://gazette.example/quay</dc:identifier></dc:dc>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    return tmp_path / "corpus"


def articles(folder: Path) -> dict[str, Article]:
    corpus = Corpus(folder)
    files = list(corpus.files())
    found = {}
    for file in files:
        assert isinstance(file, SourceFile), file
        for one in corpus.articles(file, corpus.load(file))[0]:
            found[one.id] = one
    corpus.close()
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(RECORD)),
        ("a.txt.json", json.dumps({**RECORD, "text": TEXT})),
        ("a.meta.json", "\ufeff" + json.dumps({"metadata": RECORD})),
        ("a_metadata.json", json.dumps(RECORD)),
        ("a.yaml", YAML),
        ("a.txt.meta", YAML),
        ("a.yml", f"---\n{YAML}---\n"),
        ("a.toml", TOML),
        ("a.xml", XML),
    ],
)
def test_a_record_beside_a_file_is_no_article_and_says_what_that_is(folder, name, text):
    (folder / "a.txt").write_text(TEXT)
    (folder / name).write_text(text)
    (article,) = articles(folder).values()
    assert (article.id, article.body) == ("a.txt", TEXT)
    assert (article.title, article.authors) == ("Quay shut", ("Ann Baker",))
    assert article.url == "https://gazette.example/quay"
    if "2016" in text:
        assert str(article.date) == "2016-02-10" or article.date is not None
        assert article.provenance["date"].status == "declared"
    assert article.provenance["title"].method.startswith(f"{name} ")


@pytest.mark.slow
@pytest.mark.parametrize("content", ["a.html", "a.pdf"])
def test_pages_and_printed_articles_have_records_too(folder, content):
    data = (
        pdf(["The council closed the quay."]) if content == "a.pdf" else page("Quay", TEXT).encode()
    )
    (folder / content).write_bytes(data)
    (folder / "a.json").write_text(json.dumps(RECORD))
    found = articles(folder)
    assert list(found) == [content]
    assert found[content].fields["section"] == ("News",)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps({**RECORD, "text": "Quite another article about a bridge in town."})),
        ("a.json", json.dumps([RECORD, RECORD])),
        ("b.json", json.dumps(RECORD)),
    ],
    ids=["own text", "list", "own name"],
)
def test_what_is_an_article_of_its_own_stays_one(folder, name, text):
    (folder / "a.txt").write_text(TEXT)
    (folder / name).write_text(text)
    found = articles(folder)
    assert {one.path for one in found.values()} == {"a.txt", name}
    assert found["a.txt"].title != "Quay shut"


def test_what_is_said_of_a_file_changes_with_its_record(folder):
    (folder / "a.txt").write_text(TEXT)
    corpus = Corpus(folder)
    said = []
    for title in ("", "One", "Two"):
        if title:
            (folder / "a.json").write_text(json.dumps({**RECORD, "title": title}))
        (file,) = (one for one in corpus.files() if not isinstance(one, Failure))
        said.append(corpus.said_of(file))
    assert not said[0]
    assert len(set(map(repr, said))) == 3


@pytest.mark.slow
def test_a_list_of_records_is_about_the_files_that_it_names(folder):
    records = [
        {**RECORD, "slug": "quay-x1"},
        {**RECORD, "title": "Bridge open", "slug": "bridge-x2"},
    ]
    (folder / "content").mkdir()
    (folder / "metadata_0_to_2.json").write_text(json.dumps(records))
    for one in records:
        (folder / "content" / f"{one['slug']}.html").write_text(page("Reader", TEXT))
    found = articles(folder)
    assert {name: one.title for name, one in found.items()} == {
        "content/bridge-x2.html": "Bridge open",
        "content/quay-x1.html": "Quay shut",
    }
    (folder / "content" / "quay-x1.html").unlink()
    # What would be lost is an article of the list again.
    assert {one.path for one in articles(folder).values()} == {
        "content/bridge-x2.html",
        "metadata_0_to_2.json",
    }


def test_the_table_of_an_export_of_substack_is_about_its_posts(folder):
    (folder / "posts").mkdir()
    (folder / "posts" / "12.quay.html").write_text(f"<p>{TEXT}</p>")
    (folder / "posts.csv").write_text(
        "post_id,post_date,type,title\n12.quay,2016-02-10T09:00:00Z,newsletter,Quay shut\n"
    )
    found = articles(folder)
    assert list(found) == ["posts/12.quay.html"]
    (article,) = found.values()
    assert (article.title, str(article.date.isoformat())[:10]) == ("Quay shut", "2016-02-10")


@pytest.mark.parametrize(
    ("table", "title"),
    [
        ("post_id,title\n12.quay,Quay shut,more,more\n", "Quay shut"),
        ("post_id,title\r12.quay,Quay shut\r", "Quay shut"),
        (f"post_id,title\n12.quay,{'long' * 50_000}\n", ""),
    ],
)
def test_a_damaged_list_of_substack_stops_nothing(folder, table, title):
    (folder / "posts").mkdir()
    (folder / "posts/12.quay.html").write_text(f"<p>{TEXT}</p>")
    (folder / "posts.csv").write_text(table, newline="")
    assert articles(folder)["posts/12.quay.html"].title.startswith(title)


def test_a_list_counts_though_a_file_is_gone_and_says_so(folder):
    names = ("a.txt", "b.txt", "gone.txt", "a.txt")
    records = [{**RECORD, "title": f"Record {at}", "file": name} for at, name in enumerate(names)]
    (folder / "metadata.json").write_text(json.dumps(records))
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(TEXT)
    corpus = Corpus(folder)
    files = list(corpus.files())
    failures = [one for one in files if isinstance(one, Failure)]
    assert failures == [Failure("metadata.json", "it describes files that are not there: gone.txt")]
    found = [
        one
        for file in files
        if isinstance(file, SourceFile)
        for one in corpus.articles(file, corpus.load(file))[0]
    ]
    corpus.close()
    assert [(one.id, one.title) for one in found] == [("a.txt", "Record 3"), ("b.txt", "Record 1")]
    assert found[0].warnings == ("metadata.json has 2 records of this file; the last one counts",)
    assert not found[1].warnings


def test_the_list_of_all_snapshots_of_an_archive_is_no_article(folder):
    link = {"timestamp": "1600000000.0", "url": "https://gazette.example/quay", "title": "Quay"}
    (folder / "archive" / "1600000000.0").mkdir(parents=True)
    (folder / "archive" / "1600000000.0" / "quay.txt").write_text(TEXT)
    (folder / "index.json").write_text(json.dumps({"info": "Index", "links": [link]}))
    (folder / "index.html").write_text(page("Archive", "All that was saved."))
    assert list(articles(folder)) == ["archive/1600000000.0/quay.txt"]


@pytest.mark.slow
def test_of_a_folder_with_all_that_was_made_of_a_page_the_best_is_read(folder):
    snapshot = folder / "archive" / "1600000000.0"
    (snapshot / "readability").mkdir(parents=True)
    (snapshot / "index.json").write_text(
        json.dumps({**RECORD, "timestamp": "1600000000.0", "base_url": "x", "archive_path": "y"})
    )
    (snapshot / "index.html").write_text(page("Archived", "Links to all files."))
    (snapshot / "singlefile.html").write_text(page("Quay", TEXT))
    (snapshot / "readability" / "content.html").write_text(page("Quay", TEXT))
    (snapshot / "readability" / "content.txt").write_text(TEXT)
    (folder / "archive" / "z.txt").write_text(TEXT)
    found = articles(folder)
    assert list(found) == ["archive/1600000000.0/readability/content.html", "archive/z.txt"]
    assert next(iter(found.values())).title == "Quay shut"


def test_only_regular_files_of_the_corpus_are_records_or_have_them(folder, tmp_path):
    secret = {**RECORD, "file": "../secret.txt"}
    (tmp_path / "secret.txt").write_text(TEXT)
    (folder / "index.json").write_text(json.dumps([secret, {**secret, "file": "/etc/hostname"}]))
    (folder / "a.txt").write_text(TEXT)
    os.mkfifo(folder / "a.json")
    (folder / "b.txt").write_text(TEXT)
    (folder / "b.yaml").symlink_to(tmp_path / "b.yaml")
    (tmp_path / "b.yaml").write_text(YAML)
    (folder / "c.txt").write_text(TEXT)
    (folder / "c.yaml").write_text("[" * 20_000)
    corpus = Corpus(folder)
    files = list(corpus.files())
    read = {one.path for one in files if isinstance(one, SourceFile)}
    assert read == {"a.txt", "b.txt", "c.txt", "index.json"}
    assert {one.path for one in files if isinstance(one, Failure)} == {"a.json", "b.yaml"}
    assert not any(corpus.said_of(one) for one in files if isinstance(one, SourceFile))


@pytest.mark.slow
def test_a_record_is_an_article_where_its_file_is_left_out(folder):
    (folder / "a.txt").write_text(TEXT)
    (folder / "a.json").write_text(json.dumps(RECORD))
    (folder / ".searchkitignore").write_text("*.txt\n")
    assert list(articles(folder)) == ["a.json#1"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", 'title: "\\UFFFFFFFF"\nurl: https://gazette.example/quay\n'),
        ("a.yaml", "title: " + "[" * 9_000),
        ("a.xml", "<"),
        ("a.xml", "<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;<!-- --><url>https://a.example/</url></a>"),
        ("a.json", '{"url": ' + "[" * 90_000),
    ],
    ids=["character", "deep", "cut off", "entity", "deep JSON"],
)
def test_a_record_that_breaks_its_parser_costs_nothing_else(folder, name, text):
    (folder / "a.txt").write_text(TEXT)
    (folder / name).write_text(text)
    corpus = Corpus(folder)
    files = [one for one in corpus.files() if isinstance(one, SourceFile)]
    corpus.close()
    assert "a.txt" in [one.path for one in files]


def test_all_records_of_a_file_count_the_first_before_the_others(folder):
    (folder / "a.txt").write_text(TEXT)
    (folder / "a.json").write_text(json.dumps({"url": RECORD["url"], "title": "Quay shut"}))
    (folder / "a.yaml").write_text(YAML.replace("Quay shut", "Another title"))
    (folder / "metadata.json").write_text(json.dumps([{"file": "./a.txt", "lang": "en", **RECORD}]))
    (article,) = articles(folder).values()
    assert (article.title, article.authors) == ("Quay shut", ("Ann Baker",))
    assert article.provenance["date"].method == "a.yaml entry"
    assert article.fields["section"] == ("News",)


def test_the_paragraphs_of_another_article_in_xml_are_no_record(folder):
    story = "".join(
        f"<p>The bridge number {n} opened on Monday, people say.</p>" for n in range(20)
    )
    (folder / "a.txt").write_text(TEXT)
    (folder / "a.xml").write_text(f"{XML[:-8]}{story}</dc:dc>")
    (article,) = (one for one in articles(folder).values() if one.path == "a.txt")
    assert article.title != "Quay shut"


@pytest.mark.slow
def test_a_list_takes_no_place_of_what_is_hidden(folder):
    (folder / ".trash").mkdir()
    (folder / ".trash" / "a.txt").write_text(TEXT)
    (folder / "metadata.json").write_text(json.dumps([{**RECORD, "file": ".trash/a.txt"}]))
    assert [one.path for one in articles(folder).values()] == ["metadata.json"]


@pytest.mark.slow
def test_an_empty_form_of_an_archived_page_is_not_the_best(folder):
    snapshot = {"timestamp": "1", "base_url": "a", "archive_path": "b", **RECORD}
    (folder / "s" / "readability").mkdir(parents=True)
    (folder / "s" / "index.json").write_text(json.dumps(snapshot))
    (folder / "s" / "readability" / "content.html").write_text("")
    (folder / "s" / "singlefile.html").write_text(page("Quay", TEXT))
    assert list(articles(folder)) == ["s/singlefile.html"]
