"""`variants.txt`: words of equal meaning, which loose words take along."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from searchkit import Library, SearchRequest, SettingsError
from searchkit.cli.main import main
from searchkit.search.variants import MAX_BYTES, MAX_IN_LINE

LINES = "# of ships\n\nferry = “dock workers” = boat\nboat = barge\n"


@pytest.fixture
def file(project: Path) -> Path:
    path = project / "variants.txt"
    path.write_text(LINES)
    return path


def ids(library: Library, text: str, **options: bool) -> set[str]:
    with library.searcher() as searcher:
        return {hit.id for hit in searcher.search(SearchRequest(text=text, **options)).hits}


def test_a_loose_word_takes_its_variants_along(library: Library, file: Path) -> None:
    ferry, workers = {"monitor.txt"}, {"harbour.md", "rewrite.txt"}
    assert ids(library, "ferry") == ids(library, "boats") == ferry | workers
    assert ids(library, "barge") == set()
    assert ids(library, "title:ferry strike") == set()
    assert ids(library, "ferry SENTENCE ellery") == {"harbour.md"}
    assert ids(library, "strike -ferry") == set()
    assert ids(library, '"ferry"') == ids(library, "=ferry") == ferry
    assert ids(library, "ferry", variants=False) == ferry


def test_the_answer_lists_them(library: Library, file: Path) -> None:
    results = library.search("ferry")
    assert results.notes == ("“ferry” also stands for dock workers, boat (variants.txt)",)
    assert results.parsed == "ferry"
    assert not library.search("cod").notes


def test_a_changed_file_counts_at_once(library: Library, file: Path) -> None:
    assert ids(library, "boat")
    file.write_text("boat = vessel\n")
    assert not ids(library, "boat")
    file.unlink()
    assert not ids(library, "ferry boat")


@pytest.mark.parametrize(
    "text",
    [
        "ferry\n",
        "ferry = \n",
        "a = & = b\n",
        " = ".join(["a"] * (MAX_IN_LINE + 1)),
        "x" * MAX_BYTES * 2,
    ],
    ids=["one word", "nothing beside it", "no word", "too many", "too large"],
)
def test_a_file_that_says_something_else_is_refused_by_its_name(
    library: Library, file: Path, text: str
) -> None:
    file.write_text(text)
    with pytest.raises(SettingsError, match=r"variants\.txt"):
        library.search("ferry")
    assert ids(library, "ferry", variants=False) == {"monitor.txt"}


@pytest.mark.parametrize("kind", ["fifo", "link"])
def test_what_is_no_file_is_refused_and_never_read(library: Library, file: Path, kind: str) -> None:
    file.unlink()
    if kind == "fifo":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    with pytest.raises(SettingsError, match="not a regular file"):
        library.search("ferry")


def test_the_shell_can_leave_them_out(
    library: Library, file: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--home", str(project), "query", "ferry", "--count"]) == 0
    assert main(["--home", str(project), "query", "ferry", "--count", "--no-variants"]) == 0
    assert capsys.readouterr().out == "3\n1\n"
