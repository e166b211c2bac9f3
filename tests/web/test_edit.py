"""Editing on the page: forms, what they write, and whom they refuse."""

from __future__ import annotations

import threading
import tomllib
from pathlib import Path

import pytest

from searchkit import Library
from searchkit.web import create_app
from searchkit.web.editing import MAX_CHANGES, MAX_FORM

URL = "/edit/a.md"
OWN = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
FILES = {
    "a.md": (
        {"title": "Ferry sails", "source": "The Coast Gazette", "date": "2016-02-20"},
        "Text.",
    ),
    "b.md": ({"title": "Other"}, "Another text."),
}


class Form:
    """The form of an article as a browser has it: its fields, and how it is sent."""

    def __init__(self, client, read, url=URL):
        self.client, self.read, self.url = client, read, url
        self.take(client.get(url))

    def take(self, response):
        self.status, self.page = response.status_code, self.read(response)
        self.fields = {}
        for one in self.page.all("input") + self.page.all("textarea"):
            name = one.attributes.get("name")
            if name and one.attributes.get("type") not in ("checkbox", "search"):
                self.fields[name] = one.attributes.get("value", one.text.removeprefix("\n"))
        return self

    def send(self, headers=OWN, url=None, **typed):
        response = self.client.post(url or self.url, data={**self.fields, **typed}, headers=headers)
        if response.status_code == 303:
            self.url = response.headers["Location"]
            response = self.client.get(self.url)
        return self.take(response)

    @property
    def said(self):
        return " ".join(one.text for one in self.page.all("p", role="alert"))


@pytest.fixture
def library(make_library):
    return make_library(FILES)


@pytest.fixture
def corpus(library):
    return library.settings.corpus


@pytest.fixture
def client(library):
    return create_app(library, editable=True).test_client()


@pytest.fixture
def form(client, read_page):
    return lambda url=URL: Form(client, read_page, url)


@pytest.fixture(scope="module")
def unchanged(build_library, tmp_path_factory):
    """A library of which nothing is written: all who use it are refused, or only look."""
    with build_library(tmp_path_factory.mktemp("unchanged"), FILES) as library:
        yield library
        assert {path.name for path in library.settings.corpus.iterdir()} == FILES.keys()


@pytest.fixture
def visitor(unchanged):
    return create_app(unchanged, editable=True).test_client()


@pytest.fixture
def visited(visitor, read_page):
    return lambda url=URL: Form(visitor, read_page, url)


def written(corpus, name="a.md"):
    return tomllib.loads((corpus / f"{name}.meta.toml").read_text())


def test_without_the_option_there_are_no_forms(unchanged):
    plain = create_app(unchanged).test_client()
    for method in ("GET", "HEAD", "POST"):
        for url in (URL, "/edit/b.md?q=text", "/edit/nowhere.md"):
            assert plain.open(url, method=method).status_code == 404
    assert "/edit/" not in plain.get("/article/a.md").text


def test_a_correction_is_written_beside_the_file_and_found_at_once(form, client, corpus):
    sent = form().send(date="2017-03", source="River Post", authors="Ada Quay\r\nBen Mole")
    assert sent.status == 200
    assert written(corpus) == {
        "date": "2017-03", "source": "River Post", "authors": ["Ada Quay", "Ben Mole"],
    }  # fmt: skip
    assert "River Post" in client.get("/?q=date:2017-03").text
    assert "title: Ferry sails" in (corpus / "a.md").read_text()


def test_the_form_shows_where_a_value_comes_from_and_what_a_correction_replaced(form):
    assert "2016-02-20" in form().page.text
    evidence = [one.text for one in form().send(date="2017-03").page.all("li")]
    assert any("a.md.meta.toml" in one for one in evidence)
    assert any(one.startswith("not taken: 2016-02-20") for one in evidence)


def test_a_correction_can_be_dropped(form, corpus):
    sent = form().send(date="2017-03", title="New title").send(back="date")
    assert written(corpus) == {"title": "New title"}
    assert sent.fields["date"] == "2016-02-20"


def test_a_correction_in_the_common_file_can_be_dropped(form, corpus, library):
    (corpus / "metadata.toml").write_text(
        '# kept\n["a.md"]\ndate = "2019"\n["b.md"]\ndate = "2018"\n'
    )
    library.update()
    assert form().send(back="date").fields["date"] == "2016-02-20"
    text = (corpus / "metadata.toml").read_text()
    assert "# kept" in text
    assert tomllib.loads(text) == {"b.md": {"date": "2018"}}


def test_an_empty_value_is_unknown(form, corpus):
    assert form().send(date="", authors=" ").fields["date"] == ""
    assert written(corpus) == {"date": "unknown"}


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ({"date": "31 June 2016"}, "date"),
        ({"title": " "}, "title"),
        ({"tags": "?"}, "tag"),
        ({"tags": "x" * 41}, "40"),
        ({"note": "x" * 2001}, "2,000"),
        ({"tags": "\n".join(f"t{at}" for at in range(51))}, "50"),
    ],
)
def test_what_cannot_be_said_is_refused_and_kept_in_the_form(visited, typed, trouble):
    sent = visited().send(**{"source": "River Post", **typed})
    assert sent.status == 400
    assert trouble in sent.said
    assert sent.fields["source"] == "River Post"


def test_tags_and_a_note_are_those_of_the_shell(form, client, library, corpus):
    library.tag(["a.md"], add=["important"])
    begun = form()
    assert begun.fields["tags"] == "important"
    begun.send(tags="important\r\nto check, soon", note="He <b>denied</b> it.\r\n\r\nTwice.")
    assert written(corpus) == {
        "tags": ["important", "to check, soon"], "note": "He <b>denied</b> it.\n\nTwice.",
    }  # fmt: skip
    assert "Ferry sails" in client.get("/?q=note:denied").text
    assert "<b>denied" not in client.get("/article/a.md").text
    form().send(note="unknown")
    assert form().fields["note"] == "unknown"
    form().send(tags="", note="")
    assert not (corpus / "a.md.meta.toml").exists()


def test_the_last_change_can_be_undone_and_that_too(form, corpus):
    form().send(note="First.")
    changed = form().send(note="Second.", source="River Post")
    name = changed.page.one("button", name="undo").attributes["value"]
    undone = changed.send(undo=name)
    assert written(corpus) == {"note": "First."}
    undone.send(undo=undone.page.one("button", name="undo").attributes["value"])
    assert written(corpus) == {"note": "Second.", "source": "River Post"}


def test_nothing_is_undone_over_a_later_change(form, corpus, library):
    changed = form().send(note="First.")
    name = changed.page.one("button", name="undo").attributes["value"]
    library.note("a.md", "Second.")
    assert changed.send(undo=name).status == 409
    assert written(corpus) == {"note": "Second."}


def test_a_change_of_another_article_is_not_undone_here(form, corpus):
    name = form().send(note="First.").page.one("button", name="undo").attributes["value"]
    assert form("/edit/b.md").send(undo=name).status == 400
    assert written(corpus) == {"note": "First."}


def test_changes_that_can_be_undone_are_few(unchanged):
    from searchkit.web.editing import Change, Editing

    editing = Editing(unchanged)
    names = [editing.keep(Change("a.md", {}, "")) for _ in range(MAX_CHANGES + 1)]
    assert editing.change(names[0], "a.md") is None
    assert editing.change(names[1], "a.md") is not None


def test_a_form_that_somebody_else_overtook_is_not_saved(form, library, corpus):
    begun = form()
    library.edit("a.md", {"source": "River Post"})
    sent = begun.send(source="Coast Post", date="2017")
    assert sent.status == 409
    assert written(corpus) == {"source": "River Post"}
    assert sent.fields["source"] == "Coast Post"
    assert "There now: River Post" in sent.page.one("main").text
    sent.send()
    assert written(corpus) == {"source": "Coast Post", "date": "2017"}


@pytest.mark.slow
def test_of_many_writers_at_once_no_tag_is_lost(client, library, read_page):
    def tag(number):
        with Library(library.settings) as own:
            own.tag(["a.md"], add=[f"shell {number}"])

    def type_tag(number):
        form = Form(client.application.test_client(), read_page)
        form.send(tags=f"{form.fields['tags']}\npage {number}")
        while form.status == 409:
            form.send()

    work = [threading.Thread(target=job, args=(at,)) for at in range(3) for job in (tag, type_tag)]
    for one in work:
        one.start()
    for one in work:
        one.join()
    tags = set(library.said_of("a.md").values["tags"])
    assert tags == {f"{who} {at}" for who in ("shell", "page") for at in range(3)}


def test_a_write_that_is_killed_leaves_what_was_there(form, corpus, library, monkeypatch):
    library.note("a.md", "First.")
    begun = form()

    def kill(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", kill)
    sent = begun.send(note="Second.")
    monkeypatch.undo()
    assert sent.status == 500
    assert "No space left" in sent.said
    assert sent.fields["note"] == "Second."
    assert written(corpus) == {"note": "First."}
    assert sorted(path.name for path in corpus.iterdir()) == ["a.md", "a.md.meta.toml", "b.md"]


def test_what_is_taken_back_leaves_nothing_behind(form, corpus):
    sent = form().send(date="2017-03", tags="envoy")
    name = sent.page.one("button", name="undo").attributes["value"]
    assert sent.send(undo=name).fields["date"] == "2016-02-20"
    form().send(note="First.").send(note="")
    assert {path.name for path in corpus.iterdir()} == FILES.keys()


def test_a_comment_beside_an_article_stays_when_all_else_is_taken_back(form, corpus):
    (corpus / "a.md.meta.toml").write_text("# Ask Ada.\nnote = 'First.'\n")
    form().send(note="")
    assert (corpus / "a.md.meta.toml").read_text() == "# Ask Ada.\n"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:81"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Host": "evil.example", "Origin": "http://evil.example"},
        {"Host": "localhost.evil.example"},
    ],
)
def test_a_form_from_elsewhere_is_refused(visited, headers):
    sent = visited().send(headers=headers, note="In.")
    assert sent.status == 400


def test_a_form_without_its_token_is_not_saved_but_kept(form, corpus):
    sent, other = form(), form("/edit/b.md").fields["token"]
    for token in ("", "x", "0" * 64, "é", other):
        sent.send(token=token, note="In.")
        assert sent.status == 403
        assert sent.fields["note"] == "In."
    assert not (corpus / "a.md.meta.toml").exists()
    assert sent.send().status == 200
    assert written(corpus) == {"note": "In."}


def test_forms_of_another_machine_are_refused(visitor):
    for address in ("10.0.0.7", "::ffff:10.0.0.7", ""):
        answer = visitor.get(URL, environ_base={"REMOTE_ADDR": address})
        assert answer.status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_forms_are_read_and_sent_only(visitor, method):
    assert visitor.open(URL, method=method, headers=OWN).status_code == 405


def test_other_pages_take_no_forms(visitor):
    for url in ("/", "/article/a.md", "/api/article/a.md", "/searches"):
        assert visitor.post(url, data={"note": "x"}, headers=OWN).status_code == 405


def test_a_form_that_is_too_large_is_refused(visited):
    assert visited().send(note="x" * MAX_FORM).status == 413


def test_a_form_is_never_kept_by_a_browser_cache(visitor):
    answer = visitor.get(URL)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "ETag" not in answer.headers


def test_an_article_that_is_gone_cannot_be_edited(client, corpus):
    (corpus / "a.md").unlink()
    assert client.get(URL).status_code == 409
    assert client.get("/edit/nowhere.md").status_code == 404


def test_the_article_leads_to_its_form_and_back(visitor, read_page):
    page = read_page(visitor.get("/article/a.md?q=text"))
    assert page.link("Edit") == "/edit/a.md?q=text"
    form = read_page(visitor.get(page.link("Edit")))
    assert form.link("Back to the article") == "/article/a.md?q=text"


def test_a_page_with_names_or_a_password_is_not_editable(unchanged):
    with pytest.raises(AssertionError):
        create_app(unchanged, hosts=["news.example"], editable=True)


def test_hostile_text_stays_text(make_library, read_page):
    title = '</textarea><script>alert(1)</script>" onfocus="x'
    library = make_library({"a.md": ({"title": title, "authors": [title]}, "Text.")})
    library.note("a.md", title)
    page = read_page(create_app(library, editable=True).test_client().get(URL))
    assert page.one("input", name="title").attributes["value"] == title
    assert page.one("textarea", name="note").text == f"\n{title}"
    assert not [one for one in page.all("script") if "src" not in one.attributes]
