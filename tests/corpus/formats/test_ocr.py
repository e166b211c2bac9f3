"""Scans: read by the program that is installed, with its confidence; else named with advice."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from corpus.builders import pdf

from searchkit.article import Failure
from searchkit.corpus import Corpus, ParsedDocument, SourceFile
from searchkit.corpus.adding import copy_into
from searchkit.corpus.formats.ocr import OcrReader, are_languages
from searchkit.errors import ArticleUnreadable, SettingsError
from searchkit.settings import Settings

WORDS = [(1, "The", 96), (1, "old", 90), (1, "har-", 80), (2, "bour", 70), (2, "stays", 64)]
HEAD = "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
    """Puts a program in the place of Tesseract, which says what it was given."""
    rows = [f"5\t1\t1\t1\t{line}\t1\t0\t0\t9\t9\t{sure}\t{word}" for line, word, sure in WORDS]
    rows += ["4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t", "5\t1\t1\t1\t2\t9\t0\t0\t9\t9\t-1\t "]
    table = "\n".join([HEAD, *rows])
    program = folder / "tesseract"
    program.write_text(
        f"#!{sys.executable}\nimport sys\n"
        "data = sys.stdin.buffer.read()\n"
        f"if {fails}: sys.exit('no such language')\n"
        "assert sys.argv[1:] == ['stdin', 'stdout', '-l', 'eng+rus', 'tsv'], sys.argv\n"
        "assert data[:2] in (b'P5', b'\\x89P'), data[:9]\n"
        f"print({table!r})\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def read(data: bytes) -> ParsedDocument:
    (parsed,) = OcrReader("eng+rus").read(data)
    assert isinstance(parsed, ParsedDocument)
    return parsed


def test_pages_and_pictures_are_read_and_say_so(tmp_path, monkeypatch):
    install(tmp_path, monkeypatch)
    for data in (pdf([""]), b"\x89PNG"):
        parsed = read(data)
        assert parsed.text == "The old har-\n\nbour stays" or "harbour" in parsed.text
        assert parsed.warnings == ("read by OCR (eng+rus), confidence 80%",)


def test_a_program_that_fails_says_why(tmp_path, monkeypatch):
    install(tmp_path, monkeypatch, fails=True)
    with pytest.raises(ArticleUnreadable, match=r"OCR failed \(no such language\)"):
        read(b"\x89PNG")


def test_without_the_program_the_reason_names_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ArticleUnreadable, match="install tesseract-ocr and its language"):
        read(b"\x89PNG")


@pytest.mark.parametrize("languages", ["", "--help", "eng+", "eng rus", "../eng", "e" * 99])
def test_only_names_of_languages_reach_the_program(languages: str):
    assert not are_languages(languages)
    with pytest.raises(ArticleUnreadable, match="no names of languages"):
        list(OcrReader(languages).read(b"\x89PNG"))


@pytest.mark.slow
def test_scans_of_a_corpus_are_read_if_the_user_wants_it(tmp_path, monkeypatch):
    program = tmp_path / "bin"
    program.mkdir()
    install(program, monkeypatch)
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(pdf([""]))
    (folder / "b.png").write_bytes(b"\x89PNG")

    corpus = Corpus(folder)
    (file,) = corpus.files()
    assert isinstance(file, SourceFile)
    with pytest.raises(ArticleUnreadable, match='set languages = "eng" under'):
        corpus.articles(file, corpus.load(file))
    corpus.close()

    corpus = Corpus(folder, ocr_languages="eng+rus")
    files = [file for file in corpus.files() if not isinstance(file, Failure)]
    assert [file.path for file in files] == ["a.pdf", "b.png"]
    for file in files:
        (article,), _ = corpus.articles(file, corpus.load(file))
        assert article.warnings == ("read by OCR (eng+rus), confidence 80%",)
    corpus.close()


def test_the_languages_are_a_setting(tmp_path):
    (tmp_path / "corpus").mkdir()
    file = tmp_path / "searchkit.toml"
    file.write_text('[ocr]\nlanguages = "eng+rus"\n')
    assert Settings.load(tmp_path, {}).ocr_languages == "eng+rus"
    for text in ('[ocr]\nlanguages = "--help"\n', "[ocr]\nlanguages = 3\n", "[ocr]\nother = 3\n"):
        file.write_text(text)
        with pytest.raises(SettingsError):
            Settings.load(tmp_path, {})


def test_pictures_are_added_where_they_are_read(tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "scan.png").write_bytes(b"\x89PNG")
    left: list[Failure] = []
    added = copy_into(corpus, [tmp_path / "scan.png"], largest=1_000, left=left.append)
    assert (added, [one.reason for one in left]) == ([], ["unsupported format"])
    added = copy_into(
        corpus, [tmp_path / "scan.png"], largest=1_000, left=left.append, ocr_languages="eng"
    )
    assert added == [corpus / "scan.png"]
