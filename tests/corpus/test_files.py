"""The folder: order, what is left out, and files that must not be opened."""

from __future__ import annotations

import errno
import os
import socket
import unicodedata
from pathlib import Path

import pytest

from searchkit.article import Failure
from searchkit.corpus import Corpus, SourceFile
from searchkit.errors import ArticleUnreadable, CorpusMissing


def put(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The text of {path.name.encode(errors='replace')!r}.")


def found(root: Path) -> list[str]:
    return [file.path for file in Corpus(root).files() if isinstance(file, SourceFile)]


def failures(root: Path) -> list[Failure]:
    return [file for file in Corpus(root).files() if isinstance(file, Failure)]


def only(root: Path) -> SourceFile:
    (file,) = Corpus(root).files()
    assert isinstance(file, SourceFile)
    return file


def test_files_come_sorted_by_their_whole_path(tmp_path):
    names = ["a-b/x.txt", "a/z.md", "a/y.txt", "a.txt", "b/c/d.md", "B.txt", "a0.txt"]
    put(tmp_path, *names)
    assert found(tmp_path) == sorted(names)


def test_a_source_file_tells_size_and_time(tmp_path):
    put(tmp_path, "a.txt")
    os.utime(tmp_path / "a.txt", ns=(0, 1_234_567_890_123_456_789))
    file = only(tmp_path)
    assert file.size == (tmp_path / "a.txt").stat().st_size
    assert file.mtime_ns == 1_234_567_890_123_456_789


@pytest.mark.parametrize(
    "name",
    [
        ".hidden.txt",
        ".git/a.txt",
        "sub/.cache/a.md",
        "a.txt~",
        "a.md.meta.toml",
        "metadata.toml",
        ".#a.txt",
        "#a.txt#",
    ],
)
def test_hidden_files_sidecars_and_backups_are_left_out_silently(tmp_path, name):
    put(tmp_path, name, "kept.txt")
    (tmp_path / name).write_text("")
    corpus = Corpus(tmp_path)
    assert [file.path for file in corpus.files()] == ["kept.txt"]
    assert not corpus.ignored


def test_files_without_a_reader_are_counted_by_suffix_in_each_run(tmp_path):
    put(tmp_path, "a.xyz", "sub/b.XYZ", "README", "c.txt")
    corpus = Corpus(tmp_path)
    for _ in range(2):
        assert [file.path for file in corpus.files()] == ["c.txt"]
        assert corpus.ignored == {".xyz": 2, "": 1}


def test_excluded_folders_are_never_entered(tmp_path):
    put(tmp_path, "a.txt", "index/b.txt", "index2/c.txt")
    corpus = Corpus(tmp_path, excluded=[tmp_path / "index"])
    assert [file.path for file in corpus.files()] == ["a.txt", "index2/c.txt"]


@pytest.mark.parametrize("make", [lambda path: None, lambda path: path.write_text("a")])
def test_a_root_that_is_no_folder_is_told_before_the_first_file(tmp_path, make):
    make(tmp_path / "corpus")
    with pytest.raises(CorpusMissing, match=r"no corpus folder .*corpus"):
        Corpus(tmp_path / "corpus").files()


def test_a_root_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    def refuse(path: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(CorpusMissing, match="cannot be read"):
        Corpus(tmp_path).files()


def test_a_folder_that_may_not_be_read_costs_that_folder_only(tmp_path, monkeypatch):
    put(tmp_path, "a/x.txt", "b/y.txt", "c/z.txt")
    scandir = os.scandir

    def refuse_b(path: str | Path) -> object:
        if str(path).endswith("/b"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse_b)
    assert found(tmp_path) == ["a/x.txt", "c/z.txt"]
    assert failures(tmp_path) == [Failure("b", "permission denied")]


def test_the_root_itself_may_be_a_link(tmp_path):
    put(tmp_path / "real", "a.txt")
    (tmp_path / "corpus").symlink_to("real")
    corpus = Corpus(tmp_path / "corpus")
    (file,) = corpus.files()
    assert isinstance(file, SourceFile)
    assert corpus.articles(file, corpus.load(file))[0][0].id == "a.txt"


@pytest.mark.parametrize(
    ("link", "target", "reason"),
    [
        pytest.param("b.txt", "a.txt", None, id="to a file inside"),
        pytest.param("again", "sub", None, id="to a folder inside"),
        pytest.param("sub/up", "..", None, id="to the root"),
        pytest.param("b.txt", "../outside/o.txt", "symbolic link out of the corpus", id="file out"),
        pytest.param("more", "../outside", "symbolic link out of the corpus", id="folder out"),
        pytest.param("near", "../corpus-near", "symbolic link out of the corpus", id="like name"),
        pytest.param("b.txt", "/dev/zero", "symbolic link out of the corpus", id="device"),
        pytest.param("b.txt", "none.txt", "symbolic link to nothing", id="nothing"),
        pytest.param("b.txt", "b.txt", "symbolic link loop", id="itself"),
        pytest.param(
            "b.txt", ".store/s.txt", "symbolic link to a file that is left out", id="hidden"
        ),
        pytest.param(
            "b.txt", "a.bin", "symbolic link to a file that no reader is for", id="other suffix"
        ),
    ],
)
def test_no_link_is_followed(tmp_path, link, target, reason):
    root = tmp_path / "corpus"
    put(tmp_path, "outside/o.txt", "corpus-near/n.txt")
    put(root, "a.txt", "a.bin", "sub/s.txt", ".store/s.txt")
    (root / link).symlink_to(target)
    assert found(root) == ["a.txt", "sub/s.txt"]
    assert failures(root) == ([Failure(link, reason)] if reason else [])


def test_pipes_and_sockets_are_reported_and_never_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert failures(tmp_path) == [
            Failure("pipe.txt", "not a regular file"),
            Failure("socket.txt", "not a regular file"),
        ]


def test_a_file_that_became_something_else_since_the_scan_is_not_read(tmp_path):
    put(tmp_path, "a.txt", "secret")
    file = SourceFile("a.txt", 1, 1)
    (tmp_path / "a.txt").unlink()
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(ArticleUnreadable, match=r"^not a regular file$"):
        Corpus(tmp_path).load(file)
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").symlink_to("secret")
    with pytest.raises(ArticleUnreadable, match="symbolic link"):
        Corpus(tmp_path).load(file)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(ArticleUnreadable, match=r"^vanished$"):
        Corpus(tmp_path).load(file)
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(ArticleUnreadable, match=r"^not a regular file$"):
        Corpus(tmp_path).load(file)


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    put(tmp_path, "a.txt")
    file = only(tmp_path)

    def refuse(path: object, *_: int) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ArticleUnreadable, match=r"^permission denied$"):
        Corpus(tmp_path).load(file)


def test_a_file_over_the_limit_is_refused_without_reading_it(tmp_path):
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(10**12)  # a hole: reading it would take the machine's memory
    with pytest.raises(
        ArticleUnreadable, match=r"^too large \(1,000,000 MB; the limit is 20 MB\)$"
    ):
        Corpus(tmp_path).load(only(tmp_path))


def test_a_file_of_just_the_limit_is_read(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"x" * 100)
    file = only(tmp_path)
    assert Corpus(tmp_path, largest=100).load(file) == b"x" * 100
    with pytest.raises(ArticleUnreadable, match="too large"):
        Corpus(tmp_path, largest=99).load(file)


def test_names_that_do_not_decode_are_read_and_have_escaped_ids(tmp_path):
    name = os.fsdecode(b"caf\xe9.txt")
    put(tmp_path, name)
    corpus = Corpus(tmp_path)
    (file,) = corpus.files()
    assert isinstance(file, SourceFile)
    (article,), _ = corpus.articles(file, corpus.load(file))
    assert article.id == article.path == file.article_path == r"caf\xe9.txt"
    assert article.body.startswith("The text of")


def test_no_two_names_have_one_id(tmp_path):
    names = [os.fsdecode(b"caf\xe9.txt"), r"caf\xe9.txt", r"caf\x5cxe9.txt", "café.txt", r"a\b.txt"]
    put(tmp_path, *names)
    ids = [file.article_path for file in Corpus(tmp_path).files() if isinstance(file, SourceFile)]
    assert len(set(ids)) == len(names)
    assert r"a\b.txt" in ids


def test_a_name_with_a_newline_is_indexed(tmp_path):
    put(tmp_path, "a\nb.txt")
    corpus = Corpus(tmp_path)
    file = only(tmp_path)
    assert corpus.articles(file, corpus.load(file))[0][0].id == "a\nb.txt"


def test_nfc_and_nfd_twins_are_two_files(tmp_path):
    names = [unicodedata.normalize(form, "é.txt") for form in ("NFC", "NFD")]
    put(tmp_path, *names)
    assert sorted(found(tmp_path)) == sorted(names)


def test_times_in_1900_and_in_the_future_change_nothing(tmp_path):
    put(tmp_path, "a.txt", "b.txt")
    os.utime(tmp_path / "a.txt", (-2_208_988_800, -2_208_988_800))
    os.utime(tmp_path / "b.txt", (9_000_000_000, 9_000_000_000))
    corpus = Corpus(tmp_path)
    for file in corpus.files():
        assert isinstance(file, SourceFile)
        assert corpus.articles(file, corpus.load(file))[0][0].date is None


@pytest.mark.slow
def test_folders_nested_deeper_than_python_calls_are_walked(tmp_path):
    folders = [tmp_path / "d"]
    while len(folders) < 1_500:
        folders.append(folders[-1] / "d")
    for folder in folders:
        folder.mkdir()
    put(tmp_path, "z.txt")
    (folders[-1] / "a.txt").write_text("deep")
    try:
        assert found(tmp_path) == ["d/" * 1_500 + "a.txt", "z.txt"]
    finally:  # pytest's own way to remove folders goes by calls
        (folders[-1] / "a.txt").unlink()
        for folder in reversed(folders):
            folder.rmdir()


def test_a_file_that_vanishes_during_the_scan_is_reported(tmp_path):
    put(tmp_path, "a.txt", "b.txt")
    files = Corpus(tmp_path).files()
    (tmp_path / "b.txt").unlink()
    assert [getattr(file, "reason", "") for file in files] == ["", "vanished"]


def test_a_reader_that_breaks_costs_its_file_only(tmp_path, monkeypatch):
    put(tmp_path, "a.txt")

    def breaks(self: object, data: bytes) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("searchkit.corpus.formats.text.TextReader.read", breaks)
    corpus = Corpus(tmp_path)
    with pytest.raises(ArticleUnreadable, match=r"text reader failed \(RecursionError: too deep\)"):
        corpus.articles(only(tmp_path), b"text")


@pytest.mark.parametrize(
    ("page", "folder", "belongs"),
    [
        ("Quay.html", "Quay_files", True),
        ("Quay.htm", "Quay-Dateien", True),
        ("Quay.xhtml", "Quay_fichiers", True),
        ("Quay.HTM", "Quay.files", True),
        ("Quay.txt", "Quay_files", False),
        ("Other.html", "Quay_files", False),
        ("Quay.html", "Quay", False),
    ],
)
def test_what_belongs_to_a_saved_page_is_no_article_and_told_once(tmp_path, page, folder, belongs):
    put(tmp_path, page, f"{folder}/frame.html", f"{folder}/deep/LICENSE.txt")
    corpus = Corpus(tmp_path)
    files = {file.path for file in corpus.files() if isinstance(file, SourceFile)}
    assert files == {page} | (
        set() if belongs else {f"{folder}/frame.html", f"{folder}/deep/LICENSE.txt"}
    )
    assert corpus.ignored == ({"X_files": 1} if belongs else {})


def test_documents_that_no_reader_is_for_are_named_with_advice(tmp_path):
    put(tmp_path, "talk.pages", "slides.PPTX", "mail.pst", "photo.jpg", "a.txt")
    assert failures(tmp_path) == [
        Failure("mail.pst", "no reader for .pst files; export its messages as .eml or .mbox"),
        Failure("slides.PPTX", "no reader for .pptx files; save it as PDF"),
        Failure("talk.pages", "no reader for .pages files; save it as .docx"),
    ]
