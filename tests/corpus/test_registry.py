"""Which reader a file gets: by content, by name, and from other packages."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import ClassVar

import pytest
from corpus.builders import page, pdf, warc, word

from searchkit.corpus import Corpus, ParsedDocument, SourceFile
from searchkit.corpus.plugins import GROUP
from searchkit.corpus.registry import Registry

PAGE = page("Harbour closed", "It stays closed.").encode()
MAIL = b"Received: x\nFrom: a@b\nSubject: c\n\nIt is closed.\n"
JSON = b'{"id": 1, "text": "It is closed."}\n'


class UpsideReader:
    name: ClassVar[str] = "upside"
    suffixes: ClassVar[frozenset[str]] = frozenset({".upside", ".md"})
    isolated: ClassVar[bool] = False

    def recognises(self, head: bytes) -> bool:
        return head.startswith(b"UPSIDE")

    def read(self, data: bytes) -> Iterator[ParsedDocument]:
        yield ParsedDocument(data.decode()[::-1])


class RaisesReader(UpsideReader):
    name: ClassVar[str] = "raises"

    def recognises(self, head: bytes) -> bool:
        raise RuntimeError("no")


class NoSuffixReader(UpsideReader):
    suffixes: ClassVar[frozenset[str]] = frozenset({"txt"})


class NoReader:
    name: ClassVar[str] = "none"


def plugin(kind: str, name: str = "other") -> EntryPoint:
    return EntryPoint(name, f"{__name__}:{kind}" if ":" not in kind else kind, GROUP)


@pytest.fixture
def registry() -> Registry:
    return Registry(())


@pytest.mark.parametrize(
    ("path", "content", "reader"),
    [
        ("a.txt", b"Words.", "text"),
        ("a.TXT", b"", "text"),
        ("a.md", b"# Words", "markdown"),
        ("a.html", b"<p>Words", "html"),
        ("a.pdf", b"junk", "pdf"),
        ("a.docx", b"junk", "word"),
        ("a.rtf", b"junk", "rtf"),
        ("a.nitf", b"junk", "news-xml"),
        ("a.xml", b'<?xml version="1.0"?><a:alto xmlns:a="x">', "scanned-page"),
        ("a.odt", b"junk", "open document"),
        ("a.doc", b"junk", "old word"),
        ("a.doc", b"{\\rtf1 Words.}", "rtf"),
        ("a.msg", b"junk", "outlook"),
        ("a.epub", b"junk", "epub"),
        ("a.webarchive", b"junk", "webarchive"),
        ("a.vtt", b"junk", "subtitles"),
        ("a.eml", b"junk", "mail"),
        ("a.emlx", b"junk", "mail"),
        ("a.mhtml", b"junk", "mail"),
        ("a.jsonl", b"junk", "jsonl"),
        ("x.y.ndjson.gz", b"junk", "jsonl"),
        ("a.warc", b"junk", "warc"),
        ("A.WARC.GZ", b"junk", "warc"),
        ("a.txt", pdf(["Words."]), "pdf"),
        ("a.txt", b"{\\rtf1 Words.}", "rtf"),
        ("a.txt", PAGE, "html"),
        ("a.pdf", PAGE, "html"),
        ("a.txt", gzip.compress(JSON, mtime=0), "jsonl"),
        ("a.gz", gzip.compress(JSON, mtime=0), "jsonl"),
        ("a.bin", word("Words."), "word"),
        ("a", MAIL, "mail"),
        ("a", b"51\n" + MAIL, "mail"),
        ("a", warc([("response", "u", 200, "text/html", PAGE)], packed=True), "warc"),
        ("a.gz", b"junk", None),
        ("a.csv", b"title,text", "csv"),
        ("a.xlsx", b"junk", "excel"),
        ("a.xml", b"<rss><channel/></rss>", "feed"),
        ("a", b"<?xml version='1.0'?><en-export></en-export>", "enex"),
        ("a.txt", b"TY  - NEWS\nER  - \n", "ris"),
        ("a.txt", b"Provider: X\nContent: text/plain\n\n  TY  - NEWS\n  TI  - A\n  ER  -\n", "ris"),
        ("a.txt", b"The tags stood below it.\nTY  - NEWS\nTI  - A\nER  - \n", "text"),
        ("a", b"From a@b Wed Nov 18 09:12:00 2020\nSubject: c\n\nIt is closed.\n", "mbox"),
        ("a.mbox", b"junk", "mbox"),
        ("a.zip", b"junk", "zip"),
        ("a.wacz", b"PK", "zip"),
        ("a.html.gz", b"junk", "gzipped page"),
        ("page.gz", gzip.compress(PAGE, mtime=0), "gzipped page"),
        ("a.csv.gz", b"junk", "gzipped table"),
        ("a.arc", b"filedesc://a", "warc"),
        ("README", b"Words.", None),
    ],
)
def test_a_reader_is_chosen_by_content_and_else_by_name(registry, path, content, reader):
    chosen = registry.choose(path, content[:4_096])
    assert (chosen.name if chosen else None) == reader


@pytest.mark.slow
def test_files_of_unknown_names_are_indexed_if_a_reader_recognises_them(tmp_path: Path):
    for name, content in {
        "download": pdf(["It stays closed until the spring."]),
        "page.php": PAGE,
        "notes": b"Only words.",
        "a.gz": gzip.compress(b"Only words.", mtime=0),
    }.items():
        (tmp_path / name).write_bytes(content)
    corpus = Corpus(tmp_path)
    files = [file for file in corpus.files() if isinstance(file, SourceFile)]
    assert [file.path for file in files] == ["download", "page.php"]
    assert corpus.ignored == {"": 1, ".gz": 1}
    (article,), failed = corpus.articles(files[0], corpus.load(files[0]))
    corpus.close()
    assert (article.body, failed) == ("It stays closed until the spring.", [])


def test_a_package_that_names_a_reader_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(tmp_path)
    info = tmp_path / "other-1.dist-info"
    info.mkdir()
    entry = plugin("UpsideReader")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{entry.name} = {entry.value}\n")
    reader = Registry().for_name("a.upside")
    assert reader is not None
    assert reader.name == "upside"


def test_packages_are_read_only_where_one_of_them_names_a_reader(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: pytest.fail("asked"))
    assert Registry().for_name("a.upside") is None


def test_a_reader_of_another_package_is_used_and_preferred():
    registry = Registry([plugin("UpsideReader")])
    assert registry.warnings == ()
    for path, head in [("a.upside", b""), ("a.md", b"# A"), ("a.txt", b"UPSIDE")]:
        chosen = registry.choose(path, head)
        assert chosen is not None
        assert chosen.name == "upside"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("Missing", "AttributeError"),
        ("no_such_module_here:Reader", "ModuleNotFoundError"),
        ("NoReader", "it has no method 'recognises'"),
        ("NoSuffixReader", "its 'suffixes' is no set of suffixes"),
    ],
)
def test_a_broken_reader_of_another_package_is_a_warning_that_names_it(kind, why):
    registry = Registry([plugin(kind, "broken"), plugin("UpsideReader")])
    (warning,) = registry.warnings
    assert warning.startswith(f"the reader 'broken' ({plugin(kind).value}) cannot be used: {why}")
    assert registry.for_name("a.upside") is not None
    assert registry.for_name("a.txt") is not None


def test_a_reader_that_fails_to_recognise_stops_nobody():
    chosen = Registry([plugin("RaisesReader")]).choose("a.bin", PAGE)
    assert chosen is not None
    assert chosen.name == "html"


def test_heavy_libraries_are_imported_only_when_their_format_appears():
    heavy = {
        "pypdf",
        "pypdfium2",
        "olefile",
        "docx",
        "warcio",
        "charset_normalizer",
        "email.parser",
    }
    code = f"import sys, searchkit.corpus; print(*({heavy!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize(
    ("path", "reader"),
    [
        ("a.txt", "text"),
        ("old.d/A.TXT", "text"),
        ("dump.2016.jsonl.gz", "jsonl"),
        (".txt", None),
        ("..a.txt", "text"),
        ("a.txt.", None),
        ("a.b.txt", "text"),
        ("a..txt", "text"),
        ("txt", None),
        ("a.txt/b", None),
    ],
)
def test_the_suffix_of_a_name_tells_the_reader(path: str, reader: str | None) -> None:
    found = Registry([]).for_name(path)
    assert (found and found.name) == reader
