"""A small library of our own, an app over it, and a reader of the pages that it answers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from flask import Flask
from werkzeug.test import TestResponse

from searchkit import Library
from searchkit.settings import Settings
from searchkit.web import create_app

HARBOUR = """The strike in the harbour ended on Friday.

Dock workers went back to their cranes,
and the Northern Army left the quay.

A spokesman of the army would not comment. The harbour opens on Monday.

“No one has asked us what we need, and no one is going to ask us now,” said Ida Holm."""

RIVER = """The river rose again. The northern villages asked the army for boats.

Ida Holm, a teacher, said: “No one has asked us what we need, and no one is going to ask us.”"""

FILES: Mapping[str, tuple[dict[str, object], str]] = {
    "harbour.md": (
        {
            "title": "Harbour strike ends",
            "source": "The Coast Gazette",
            "authors": ["Ada Quay", "Ben Mole"],
            "date": "2016-02-20",
            "url": "https://gazette.example/harbour?id=1&page=2",
            "language": "en",
        },
        HARBOUR,
    ),
    "inland/river & sea.md": (
        {"title": "River rises", "source": "River Post", "date": "2018-07"},
        RIVER,
    ),
    "note.txt": ({}, "A note without a date\n\nNobody knows when the army wrote this.\n"),
    **{
        f"bulletin-{number:02}.md": ({"title": f"Bulletin {number}"}, "The bulletin of the day.")
        for number in range(1, 26)
    },
}

VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass
class Element:
    """An element of a page: its attributes, and the text in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    inside: tuple[str, ...] = ()


@dataclass
class Answer:
    """A response, its page read into elements in the order of the text."""

    status: int
    headers: Mapping[str, str]
    text: str
    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements with that tag and those attributes; `class_` holds one class of several."""
        wanted_class = attributes.pop("class_", None)
        return [
            one
            for one in self.elements
            if one.tag == tag
            and attributes.items() <= one.attributes.items()
            and (wanted_class is None or wanted_class in one.attributes.get("class", "").split())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    def link(self, text: str) -> str:
        """Where the link with that text leads."""
        found = {one.attributes["href"] for one in self.all("a") if one.text.strip() == text}
        assert len(found) == 1, f"{len(found)} links {text!r}"
        return found.pop()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        inside = tuple(one.tag for one in self.open)
        element = Element(tag, {name: value or "" for name, value in attrs}, inside=inside)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        # The ways between marks are shown beside the text, not in it.
        steps = [at for at, one in enumerate(self.open) if one.attributes.get("class") == "steps"]
        for element in self.open[steps[0] if steps else 0 :]:
            element.text += data


def build(home: Path, files: Mapping[str, tuple[dict[str, object], str]]) -> Library:
    """A library over files, each front matter and text; a `.txt` has text only."""
    for name, (front, text) in files.items():
        path = home / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        head = f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\n" if front else ""
        path.write_text(head + text, encoding="utf-8")
    library = Library(Settings(home, home / "corpus", home / "index", engine="whoosh"))
    library.rebuild()
    return library


@pytest.fixture(scope="session")
def build_library() -> Callable[..., Library]:
    """Builds a library in a folder; whoever asks for it closes it."""
    return build


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """`FILES`, indexed."""
    with build(tmp_path_factory.mktemp("web"), FILES) as built:
        yield built


@pytest.fixture
def make_library(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """Builds a library of one's own."""
    made: list[Library] = []

    def make(files: Mapping[str, tuple[dict[str, object], str]]) -> Library:
        made.append(build(tmp_path, files))
        return made[-1]

    yield make
    for one in made:
        one.close()


@contextmanager
def _held_run(home: Path) -> Iterator[None]:
    """An index run that stands still after its first file until the block ends."""
    began, go_on = threading.Event(), threading.Event()

    def stand_still(*_: int) -> None:
        began.set()
        go_on.wait()

    def run() -> None:
        with Library.open(home) as writer:
            writer.update(progress=stand_still)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert began.wait(30)
        yield
    finally:
        go_on.set()
        thread.join()


@pytest.fixture
def held_run() -> Callable[[Path], AbstractContextManager[None]]:
    """Runs `searchkit index` in a project as far as its first file, and to its end afterwards."""
    return _held_run


@pytest.fixture(scope="session")
def app(library: Library) -> Flask:
    return create_app(library)


def ask(app: Flask, url: str, *, method: str = "GET", **headers: str) -> Answer:
    """What the app answers; a page is read, and must be well formed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return read(app.test_client().open(url, method=method, headers=named))


def read(response: TestResponse) -> Answer:
    """A response with its page read, which must be well formed."""
    answer = Answer(response.status_code, response.headers, response.text)
    if response.mimetype == "text/html":
        reader = _Reader()
        reader.feed(answer.text)
        reader.close()
        assert not reader.open, f"{reader.open[-1].tag} is never closed"
        answer.elements = reader.elements
    response.close()
    return answer


@pytest.fixture
def read_page() -> Callable[[TestResponse], Answer]:
    """Reads the page of a response."""
    return read


@pytest.fixture
def get(app: Flask) -> Callable[..., Answer]:
    """Asks the app over `FILES`."""
    return lambda url, **options: ask(app, url, **options)


@pytest.fixture
def get_from() -> Callable[..., Answer]:
    """Asks an app over a library that is given."""
    return lambda library, url, **options: ask(create_app(library), url, **options)
