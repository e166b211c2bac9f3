"""Names and titles that hold control characters add no header, no entry and no element."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from searchkit import Library
from searchkit.cli import main
from searchkit.web import create_app

EVIL = "a\r\nSet-Cookie: owned=1\r\n\r\n<script>owned()<"
NAMES = [
    f"{EVIL}.md",
    "a\nLocation: http:evil.example.md",
    "\x1b]0;owned\x07\x9b31m\x85\u2028\u202e.md",
    '"; filename=owned.exe; x=".md',
    "\udcff\n.md",
    "?q=1#owned&amp;%0d%0aX-Owned: 1.md",
    "]]><entry><title>owned.md",
]
ATOM = "{http://www.w3.org/2005/Atom}"
ROUTES = [
    "/article/{}", "/article/{}?q=ferry", "/cite/{}", "/story/{}", "/compare?left={}&right={}",
    "/quote/{}?at=1", "/api/article/{}", "/api/story/{}", "/api/compare?left={}&right={}",
    "/api/quote/{}?at=1", "/?q={}", "/?source={}", "/feed?q={}", "/feed?q=ferry&source={}",
    "/api/search?q={}", "/api/quotes?q={}", "/suggestions.json?q={}", "/login?next=/{}", "/{}",
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of articles whose names and titles are hostile."""
    folder = tmp_path_factory.mktemp("names")
    (folder / "corpus").mkdir()
    for name in NAMES:
        stated = json.dumps(name.encode("utf-8", "replace").decode())
        front = f"---\ntitle: {stated}\nsource: {stated}\nauthors: [{stated}]\n---\n"
        text = f"{front}The ferry sails.\x07\x1b[31m \ufffe\x85 {stated}\n"
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    assert main(["--home", str(folder), "index"]) == 0
    return folder


@pytest.mark.slow
def test_a_name_adds_no_header(home: Path) -> None:
    with Library.open(home) as library:
        client = create_app(library).test_client()
        ids = [hit.id for hit in library.hits("ferry")]
        assert len(ids) == len(NAMES)
        for there in (quote(one, safe="") for one in ids):
            for route in ROUTES:
                answer = client.get(route.replace("{}", there))
                assert answer.status_code in (200, 303, 400, 404), route
                assert not {"Set-Cookie", "Location", "X-Owned"} & set(answer.headers.keys())
                for value in answer.headers.values():
                    assert value.isascii()
                    assert value.isprintable()
                assert answer.is_json or b"<script>owned()" not in answer.data
            assert client.get(f"/article/{there}").status_code == 200


def test_a_feed_holds_no_control_and_one_entry_an_article(home: Path) -> None:
    with Library.open(home) as library:
        answer = create_app(library).test_client().get("/feed?q=ferry")
    root = ElementTree.fromstring(answer.data)
    assert len(root.findall(f"{ATOM}entry")) == len(NAMES)
    text = answer.data.decode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]", text)
    assert not re.search(r"&#(?:x0*[0-8bcef1]|0*[0-8]\b)", text)
    for link in root.iter(f"{ATOM}link"):
        assert re.fullmatch(r"http://localhost/[!-~]*", link.attrib["href"])
