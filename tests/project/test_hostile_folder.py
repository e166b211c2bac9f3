"""One folder with every format and every bad file, indexed in one run."""

from __future__ import annotations

import base64
import gzip
import json
import os
import random
import socket
from pathlib import Path

import pytest
from corpus.builders import locked_pdf, page, pdf, pdf_bomb, warc, word

from searchkit import Library
from searchkit.cli import main

pytestmark = pytest.mark.slow

SENTENCE = "The ferry to Port Ellery sailed again on Monday after the storm."
#: Each good file says in a word of its own that it was read.
WORDS = iter(f"marker{number:03}" for number in range(200))

GOOD: dict[str, tuple[str, bytes]] = {}
BAD: dict[str, tuple[str, bytes]] = {}


def good(name: str, make: object) -> None:
    word_ = next(WORDS)
    text = f"{SENTENCE} {word_}."
    data = make(text)  # type: ignore[operator]
    GOOD[name] = (word_, data if isinstance(data, bytes) else data.encode())


def bad(name: str, reason: str, data: bytes | str) -> None:
    BAD[name] = (reason, data if isinstance(data, bytes) else data.encode())


good("plain.txt", lambda text: f"Headline\n\n{text}\n")
good("bom.txt", lambda text: b"\xef\xbb\xbf" + text.encode())
good("utf16.txt", lambda text: text.encode("utf-16"))
good("utf16-without-bom.txt", lambda text: (text * 3).encode("utf-16-le"))
good("cp1252.txt", lambda text: f"“{text}” – café".encode("cp1252"))
good("truncated.txt", lambda text: f"{text} caf".encode() + b"\xc3")
good("nul.txt", lambda text: f"{text}\0 after")
good("long-word.txt", lambda text: f"{text} {'x' * 1_000_000} end")
good("base64.txt", lambda text: f"{text}\n{base64.b64encode(bytes(30_000)).decode()}\n")
good("front.md", lambda text: f"---\ntitle: no\ndate: 99999-01-01\n---\n{text}")
good("date-title.md", lambda text: f"---\ntitle: 2024-01-01\ntime: 12:30:00\n---\n{text}")
good("unclosed.md", lambda text: f"---\ntitle: never closed\n\n{text}")
good("twice.md", lambda text: f"---\ntitle: a\ntitle: b\n---\n{text}")
good("page.html", lambda text: page("A page", text, SENTENCE))
good("page-named.txt", lambda text: page("A page named text", text, SENTENCE))
good("deep.html", lambda text: f"<html><body>{'<div>' * 50_000}<p>{text}</p></body></html>")
good("unfinished-tags.html", lambda text: page("Tags", text, SENTENCE) + "<a " * 100_000)
good("wrong-charset.html", lambda text: page("x", text, SENTENCE).replace(
    "<head>", '<head><meta charset="iso-8859-5">'))  # fmt: skip
good("script.html", lambda text: page("x", text, SENTENCE).replace(
    "</body>", "<script>x = 'notatext'</script><style>.notatext{}</style></body>"))  # fmt: skip
good("entities.xhtml", lambda text: (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "boom boom boom">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f"]><html><body><p>{text} &j;</p></body></html>"
))  # fmt: skip
good("print.pdf", lambda text: pdf([SENTENCE, text]))
good("print-named.txt", lambda text: pdf([text, SENTENCE]))
good("letter.docx", lambda text: word(text))
good("mail.eml", lambda text: f"From: Ada <ada@example.org>\nSubject: Ferry\n\n{text}\n")
good("rows.jsonl", lambda text: json.dumps({"title": "Row", "text": text}) + "\n{broken\n")
good("packed.jsonl.gz", lambda text: gzip.compress(json.dumps({"text": text}).encode()))
good("crawl.warc", lambda text: warc(
    [("response", "http://e.org/a", 200, "text/html", page("Crawled", text, SENTENCE).encode())]
))  # fmt: skip
good("line\nbreak.txt", lambda text: text)
good("nfc-\u00e9.txt", lambda text: text)
good("nfd-e\u0301.txt", lambda text: text)
good("same-1.txt", lambda text: f"Twin\n\n{SENTENCE}")
good("same-2.txt", lambda text: f"Twin\n\n{SENTENCE}")

bad("empty.txt", "no text", "")
bad("blank.txt", "no text", " \n\t\n ")
bad("random.txt", "binary", random.Random(7).randbytes(5_000))
bad("large.txt", "too large", b"word " * 4_200_000)
bad("aliases.md", "alias", "---\na: &x [1]\ntitle: *x\n---\ntext")
bad("tags.md", "tag", "---\ntitle: !!python/object:os.system x\n---\ntext")
bad("brackets.md", "deep", f"---\ntitle: {'[' * 20_000}\n---\ntext")
bad("much-front.md", "too large", f"---\ntitle: {'x' * 70_000}\n---\ntext")
bad("empty.pdf", "", b"")
bad("junk.pdf", "not a PDF", b"this is no PDF at all, but the name says so")
bad("locked.pdf", "encrypted", locked_pdf(pdf([SENTENCE]), "secret"))
bad("scan.pdf", "no text", pdf([""]))
bad("bomb.pdf", "", pdf_bomb(300))
bad("broken.docx", "not a Word document", b"PK\x03\x04 and then nothing")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("hostile")
    corpus = home / "corpus"
    corpus.mkdir()
    for name, (_, data) in (GOOD | BAD).items():
        (corpus / name).write_bytes(data)
    os.mkfifo(corpus / "pipe.txt")
    (home / "outside.txt").write_text("outside")
    (corpus / "out.txt").symlink_to(home / "outside.txt")
    (corpus / "loop").symlink_to(corpus)
    (corpus / "spin.txt").symlink_to(corpus / "spin.txt")
    undecodable = os.fsdecode(b"caf\xe9.txt")
    (corpus / undecodable).write_text(f"{SENTENCE} undecodable")
    os.utime(corpus / "plain.txt", (-2_208_988_800, -2_208_988_800))
    os.utime(corpus / "front.md", (9_000_000_000, 9_000_000_000))
    here = Path.cwd()
    os.chdir(corpus)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
    os.chdir(here)
    return home


@pytest.fixture(scope="module")
def library(home: Path) -> Library:
    library = Library.open(home)
    library.update()
    return library


def test_the_run_ends_with_3_and_lists_each_failure(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), "rebuild"]) == 3
    listed = capsys.readouterr().err
    for name, (reason, _) in BAD.items():
        (line,) = [line for line in listed.splitlines() if line.startswith(f"{name}: ")]
        assert reason in line
    assert "rows.jsonl#2: " in listed
    assert "pipe.txt: not a regular file" in listed
    assert "socket.txt: not a regular file" in listed
    assert "out.txt: symbolic link out of the corpus" in listed
    assert "spin.txt: symbolic link loop" in listed


@pytest.mark.parametrize("name", GOOD)
def test_every_good_article_is_found(library: Library, name: str) -> None:
    word_, data = GOOD[name]
    if word_.encode() not in data and name.startswith("same-"):
        twins = {hit.id for hit in library.search("title:twin").hits}
        assert name in twins
        return
    (hit,) = library.search(word_).hits
    assert hit.article.path == name


def test_no_more_and_no_fewer_articles_are_there(library: Library) -> None:
    assert library.status().articles == len(GOOD) + 1
    assert library.search("undecodable").hits[0].id == r"caf\xe9.txt"
    assert library.search("notatext OR outside OR boom").total == 0


def test_what_the_files_say_wrongly_is_a_warning_and_no_date(library: Library) -> None:
    front = library.article("front.md").article
    assert (front.title, front.date) == ("no", None)
    assert any("99999" in warning for warning in front.warnings)
    assert library.article("date-title.md").article.title == "2024-01-01"
    assert library.article("twice.md").article.title == "b"
    assert library.article("cp1252.txt").article.encoding == "cp1252"


def test_the_failures_are_in_the_status_too(
    home: Path, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(home), "status", "--failures"]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in BAD)
    assert len(listed.splitlines()) == len(library.status().failed)
