"""`add` takes articles and nothing else, whole or not at all, and says what it left."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from searchkit import Library
from searchkit.cli import main
from searchkit.errors import SettingsError

TEXT = "Lighthouse\n\nA keeper retires after forty years.\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / "there.txt").write_text(TEXT)
    (folder / "searchkit.toml").write_text("largest_file = 2000\n")
    return folder


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A folder of articles from somebody else."""
    folder = tmp_path / "saved"
    (folder / "deep").mkdir(parents=True)
    (folder / "good.txt").write_text(TEXT)
    (folder / "deep" / "more.txt").write_text(f"More\n\n{TEXT}")
    return folder


def files(corpus: Path) -> set[str]:
    return {
        str(one.relative_to(corpus))
        for one in corpus.rglob("*")
        if not one.is_dir() or one.is_symlink()
    }


TAKEN = {"there.txt", "saved/good.txt", "saved/deep/more.txt"}


def _link_out(path: Path) -> None:
    (path.parent.parent / "secret.txt").write_text("hunter2")
    path.symlink_to(path.parent.parent / "secret.txt")


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2_001)


def _folder_link(path: Path) -> None:
    path.symlink_to("/etc")


@pytest.mark.parametrize(
    ("name", "make", "reason"),
    [
        ("metadata.toml", Path.touch, "settings"),
        ("searchkit.toml", Path.touch, "settings"),
        (".searchkitignore", Path.touch, "hidden"),
        (".hidden.txt", Path.touch, "hidden"),
        (".git", Path.mkdir, "hidden"),
        ("lone.txt.meta.toml", Path.touch, "without their article"),
        ("good.txt~", Path.touch, "editor"),
        ("picture.xyz", Path.touch, "unsupported format"),
        ("talk.pages", Path.touch, "no reader for .pages files; save it as .docx"),
        ("link.txt", _link_out, "outside the folder"),
        ("folder", _folder_link, "outside the folder"),
        ("nothing.txt", lambda path: path.symlink_to("nowhere"), "broken symbolic link"),
        ("zero.txt", lambda path: path.symlink_to("/dev/zero"), "outside the folder"),
        ("pipe.txt", os.mkfifo, "not a regular file"),
        ("large.txt", _large, "too large"),
    ],
)
def test_what_is_no_article_is_left_and_named(
    home: Path,
    saved: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    make: Callable[[Path], object],
    reason: str,
) -> None:
    make(saved / name)
    assert main(["--home", str(home), "add", str(saved)]) == 3
    told = capsys.readouterr().err
    assert [line for line in told.splitlines() if str(saved / name) in line and reason in line]
    assert files(home / "corpus") == TAKEN


def test_articles_alone_are_added_without_a_word(
    home: Path, saved: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (saved / "again.txt").symlink_to("good.txt")
    (saved / "good.txt").chmod(0o4755)
    assert main(["--home", str(home), "add", str(saved), str(saved)]) == 0
    assert capsys.readouterr().err == ""
    assert files(home / "corpus") == TAKEN
    mode = (home / "corpus" / "saved" / "good.txt").stat().st_mode
    assert not mode & (stat.S_ISUID | stat.S_IXUSR)


def test_a_sidecar_comes_with_its_own_article_only(home: Path, saved: Path) -> None:
    (saved / "good.txt.meta.toml").write_text('source = "Desk"\n')
    assert main(["--home", str(home), "add", str(saved)]) == 0
    assert "saved/good.txt.meta.toml" in files(home / "corpus")
    (saved / "there.txt").write_text(TEXT)
    (saved / "there.txt.meta.toml").write_text('source = "Forged"\n')
    given = [str(saved / "there.txt"), str(saved / "there.txt.meta.toml")]
    assert main(["--home", str(home), "add", *given]) == 3
    assert "there.txt.meta.toml" not in files(home / "corpus")


RECORD = {"title": "Forged", "url": "https://x.example/forged", "date": "2001-01-01"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("there.json", RECORD),
        ("there.txt.json", {**RECORD, "text": TEXT}),
        ("metadata.json", [{**RECORD, "file": "there.txt"}]),
    ],
    ids=["a record", "a record with the text", "a list"],
)
def test_no_metadata_of_an_article_that_is_there_already_is_added(
    home: Path, saved: Path, capsys: pytest.CaptureFixture[str], name: str, data: object
) -> None:
    (saved / name).write_text(json.dumps(data))
    assert main(["--home", str(home), "add", str(saved / name)]) == 3
    assert "metadata of an article that the corpus already has" in capsys.readouterr().err
    assert files(home / "corpus") == {"there.txt"}


@pytest.mark.slow
def test_an_article_of_its_own_beside_another_one_is_added(home: Path, saved: Path) -> None:
    text = "Quite another article, about a bridge in another town, that nobody crossed."
    (saved / "there.json").write_text(json.dumps({**RECORD, "text": text}))
    assert main(["--home", str(home), "add", str(saved / "there.json")]) == 0
    assert files(home / "corpus") == {"there.json", "there.txt"}


@pytest.mark.parametrize("name", ["metadata.toml", "link.txt"])
def test_what_is_named_itself_is_left_as_well(home: Path, saved: Path, name: str) -> None:
    if name == "link.txt":
        (saved / name).symlink_to("good.txt")
    else:
        (saved / name).touch()
    assert main(["--home", str(home), "add", str(saved / name)]) == 3
    assert files(home / "corpus") == {"there.txt"}


def test_a_path_that_does_not_exist_makes_no_corpus(tmp_path: Path) -> None:
    assert main(["--home", str(tmp_path), "add", "/nonexistent"]) == 2
    assert not list(tmp_path.iterdir())


def test_other_content_is_refused_before_anything_is_copied(home: Path, saved: Path) -> None:
    for make in (Path.touch, Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/dev/zero")):
        taken = home / "corpus" / "good.txt"
        make(taken)
        given = ["--home", str(home), "add", str(saved / "deep"), str(saved / "good.txt")]
        assert main(given) == 2
        assert files(home / "corpus") <= {"there.txt", "good.txt"}
        taken.rmdir() if taken.is_dir() else taken.unlink()


def test_a_link_in_the_corpus_leads_no_copy_out_of_it(
    home: Path, saved: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (home / "corpus" / "saved").symlink_to(outside)
    with Library.open(home) as library, pytest.raises(SettingsError, match="outside the corpus"):
        library.add([saved])
    assert not list(outside.iterdir())


@pytest.mark.slow
def test_a_copy_that_fails_leaves_no_half_file(home: Path, saved: Path) -> None:
    (saved / "good.txt").write_text(f"{TEXT}{'The lamp is lit. ' * 80}")
    # A file system that takes a thousand bytes of a file, and no more.
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "from searchkit.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, "--home", str(home), "add", str(saved)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "too large" in done.stderr.lower()
    assert files(home / "corpus") <= {"there.txt", "saved/deep/more.txt"}


@pytest.mark.slow
@pytest.mark.parametrize("size", [246, 251, 255])
def test_a_name_of_255_bytes_is_an_ordinary_name(home: Path, saved: Path, size: int) -> None:
    name = "é" * 100 + "n" * (size - 204) + ".txt"
    assert len(os.fsencode(name)) == size
    (saved / name).write_text("Long name\n\nA zeppelin lands.\n")
    base = ["--home", str(home)]
    assert main([*base, "add", str(saved / name)]) == 0
    assert main([*base, "query", "zeppelin", "--count"]) == 0
    assert main([*base, "edit", name, "--source", "Desk"]) == 0
    assert main([*base, "query", "zeppelin source:desk"]) == 0
    assert main([*base, "edit", name, "--undo", "source"]) == 0
    assert main([*base, "query", "zeppelin source:desk"]) == 1
    assert main([*base, "check", "--deep"]) == 0
    for form in ("json", "jsonl", "csv", "bibtex", "markdown", "paths"):
        assert main([*base, "query", "zeppelin", f"--{form}"]) == 0
    assert main([*base, "show", name]) == 0
    assert main([*base, "rebuild"]) == 0
