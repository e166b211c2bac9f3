"""What the user says of an article goes before the file, stays, and can be taken back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
from samples import write_corpus

from searchkit import Article, Library
from searchkit.article import Failure
from searchkit.cli import main
from searchkit.corpus import Corpus
from searchkit.errors import ArticleNotFound, SettingsError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write_corpus(tmp_path)
    rows = [{"id": "a", "title": "First", "text": "One."}, {"title": "Second", "text": "Two."}]
    lines = "\n".join(map(json.dumps, rows))
    (tmp_path / "corpus" / "wire.jsonl").write_text(lines)
    return tmp_path


@pytest.fixture
def library(home: Path) -> Library:
    library = Library.open(home)
    library.update()
    return library


def article(library: Library, article_id: str) -> Article:
    library.update()
    return library.article(article_id).article


@pytest.mark.slow
def test_a_correction_stands_beside_the_file_and_wins_over_front_matter(
    library: Library, home: Path
) -> None:
    written = library.edit("harbour.md", {"date": "2016-03", "authors": ("Cleo Dahl",)})
    assert written == home / "corpus" / "harbour.md.meta.toml"
    report = library.update()
    assert (report.changed, report.unchanged) == (1, 5)
    found = library.article("harbour.md").article
    assert (str(found.date and found.date.isoformat()), found.authors) == (
        "2016-03",
        ("Cleo Dahl",),
    )
    came = found.came_from("date")
    assert (came.status, came.method, came.evidence) == (
        "declared",
        "harbour.md.meta.toml",
        "2016-03",
    )
    assert [rival.value for rival in came.rivals] == ["2016-02-20"]
    assert found.title == "Harbour strike ends"
    assert library.update().changes == 0


@pytest.mark.slow
def test_unknown_silences_the_file_and_what_could_be_inferred(library: Library) -> None:
    library.edit("monitor.txt", {"date": "unknown"})
    found = article(library, "monitor.txt")
    assert found.date is None
    assert found.came_from("date").status == "unknown"
    assert found.warnings == ()
    assert "monitor.txt" in {hit.id for hit in library.search("date:unknown").hits}


@pytest.mark.slow
def test_a_correction_taken_back_lets_the_file_speak_again(library: Library, home: Path) -> None:
    library.edit("harbour.md", {"date": "2019", "source": "Elsewhere"})
    sidecar = home / "corpus" / "harbour.md.meta.toml"
    sidecar.write_text(f"# seen in the archive\n{sidecar.read_text('utf-8')}", "utf-8")
    library.edit("harbour.md", {"date": None})
    found = article(library, "harbour.md")
    assert (found.date and found.date.isoformat(), found.source) == ("2016-02-20", "Elsewhere")
    assert sidecar.read_text("utf-8") == '# seen in the archive\nsource = "Elsewhere"\n'


@pytest.mark.slow
def test_one_of_several_articles_in_a_file_is_corrected_in_the_common_file(
    library: Library, home: Path
) -> None:
    assert library.edit("wire.jsonl#a", {"source": "Wire"}) == home / "corpus" / "metadata.toml"
    assert article(library, "wire.jsonl#a").source == "Wire"
    assert article(library, "wire.jsonl#2").source is None


def test_what_is_typed_for_a_name_with_accents_is_meant_for_the_file_of_a_mac(home: Path) -> None:
    corpus = home / "corpus"
    for name in ("café.txt", "thé.txt"):
        (corpus / normalize("NFD", name)).write_text("A house\n\nIt is open.\n")
    with Library.open(home) as library:
        assert library.update().added == 8
        (corpus / "metadata.toml").write_text(
            normalize("NFC", '["café.txt"]\nsource = "The Post"\n'), "utf-8"
        )
        (corpus / ".searchkitignore").write_text(normalize("NFC", "th[éè].txt\n"), "utf-8")
        done = library.update()
        assert (done.changed, done.removed) == (1, 1)
        assert library.article(normalize("NFD", "café.txt")).article.source == "The Post"
        assert library.update().changes == 0
        (corpus / "metadata.toml").unlink()
        assert library.update().changed == 1


def test_a_correction_of_one_article_leaves_the_others_of_its_file_alone(
    library: Library, home: Path
) -> None:
    library.edit("wire.jsonl#a", {"source": "Wire"})
    done = library.update()
    assert (done.added, done.changed, done.removed) == (0, 1, 0)
    library.edit("wire.jsonl#a", {"source": None})
    assert library.update().changed == 1
    assert article(library, "wire.jsonl#a").source is None
    assert not (home / "corpus" / "metadata.toml").read_text()


#: Forks writers, kills each in the middle, and says what is there then.
_KILLED = """
import os, signal, sys
from itertools import count
from pathlib import Path
from searchkit.corpus.correcting import said_of, say

folder = Path(sys.argv[1])
def write(to):
    for number in count():
        stamp = said_of(folder, "a.txt", "a.txt").stamp
        say(folder, "a.txt", "a.txt", {"note": f"{number:04} " + "x" * 1_000}, stamp=stamp)
        os.write(to, b"%04d" % number)

for writers in range(15):
    read, to = os.pipe()
    child = os.fork()
    if not child:
        write(to)
    os.close(to)
    with open(read, "rb", buffering=0) as said:
        last = [said.read(4) for _ in range(writers % 7 + 1)][-1]
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        last = (said.read() or last)[-4:]
    note = said_of(folder, "a.txt", "a.txt").values["note"]
    assert int(last) <= int(note[:4]) <= int(last) + 1, (last, note[:4])
    assert note[5:] == "x" * 1_000
"""


@pytest.mark.slow
def test_a_writer_that_is_killed_loses_nothing_and_leaves_nothing_half_written(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text("The ferry sails.")
    subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], check=True, timeout=60)
    assert [one.path for one in Corpus(tmp_path).files() if not isinstance(one, Failure)] == [
        "a.txt"
    ]


@pytest.mark.slow
def test_the_common_file_can_speak_of_any_article_and_the_one_beside_it_wins(
    library: Library, home: Path
) -> None:
    (home / "corpus" / "metadata.toml").write_text(
        '["old/fish.txt"]\nsource = "Common"\ndate = 2016-02-20\n'
        '["harbour.md"]\nsource = "Common"\n'
    )
    library.edit("harbour.md", {"source": "Beside"})
    fish = article(library, "old/fish.txt")
    assert (fish.source, fish.date and fish.date.isoformat()) == ("Common", "2016-02-20")
    assert article(library, "harbour.md").source == "Beside"


@pytest.mark.slow
def test_corrections_survive_an_edit_of_the_file_and_a_rebuild(
    library: Library, home: Path
) -> None:
    library.edit("monitor.txt", {"source": "Coast Monitor"})
    path = home / "corpus" / "monitor.txt"
    path.write_text(path.read_text("utf-8") + "\nOne more line of prose stands here.\n", "utf-8")
    assert article(library, "monitor.txt").source == "Coast Monitor"
    library.rebuild()
    assert library.article("monitor.txt").article.source == "Coast Monitor"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("values", "message"),
    [
        pytest.param({"date": "2016-13"}, "2016-13", id="impossible-date"),
        pytest.param({"date": "05/08/2009"}, "; write it as 2016-02-20", id="ambiguous-date"),
        pytest.param({"url": "nowhere"}, "no web address", id="no-url"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    library: Library, home: Path, values: dict[str, str], message: str
) -> None:
    with pytest.raises(SettingsError, match=message):
        library.edit("harbour.md", values)
    assert not (home / "corpus" / "harbour.md.meta.toml").exists()


@pytest.mark.slow
def test_an_article_that_is_not_there_cannot_be_corrected(library: Library) -> None:
    with pytest.raises(ArticleNotFound):
        library.edit("none.md", {"source": "x"})


@pytest.mark.slow
def test_broken_corrections_beside_a_file_cost_that_file_only(library: Library, home: Path) -> None:
    (home / "corpus" / "harbour.md.meta.toml").write_text("date = = 3")
    (home / "corpus" / "monitor.txt.meta.toml").write_text('sauce = "x"')
    report = library.update()
    reasons = {one.path: one.reason for one in report.failed}
    assert set(reasons) == {"harbour.md", "monitor.txt"}
    assert "harbour.md.meta.toml" in reasons["harbour.md"]
    assert "no field 'sauce'" in reasons["monitor.txt"]
    assert library.search("*").total == 6


@pytest.mark.slow
def test_a_broken_common_file_stops_the_run_before_it_undoes_anything(
    library: Library, home: Path
) -> None:
    library.edit("wire.jsonl#a", {"source": "Wire"})
    library.update()
    (home / "corpus" / "metadata.toml").write_text("[[")
    with pytest.raises(SettingsError, match=r"metadata\.toml"):
        library.update()
    assert library.article("wire.jsonl#a").article.source == "Wire"


@pytest.mark.slow
def test_the_shell_corrects_shows_and_takes_back(
    library: Library, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ["--home", str(home)]
    (home / "corpus" / "broken.pdf").write_bytes(b"junk")
    assert main([*base, "index"]) == 3
    capsys.readouterr()
    # A correction says nothing of files that have failed before.
    assert main([*base, "edit", "old/fish.txt", "--date", "2016-02", "--author", "Eve Holm"]) == 0
    written = capsys.readouterr()
    assert "broken.pdf" not in written.err
    assert "fish.txt.meta.toml" in written.err
    assert "1 changed" in written.out
    main([*base, "show", "old/fish.txt", "--metadata"])
    assert "2016-02  [declared by fish.txt.meta.toml]" in capsys.readouterr().out
    assert main([*base, "edit", "old/fish.txt", "--undo", "date"]) == 0
    capsys.readouterr()
    main([*base, "show", "old/fish.txt", "--metadata"])
    out = capsys.readouterr().out
    assert "date      [unknown]" in out
    assert "Eve Holm" in out
    assert main([*base, "edit", "old/fish.txt"]) == 2


@pytest.mark.slow
def test_corrections_that_cannot_be_read_never_count_as_none(library: Library, home: Path) -> None:
    library.edit("harbour.md", {"source": "Desk"})
    library.update()
    sidecar = home / "corpus" / "harbour.md.meta.toml"
    sidecar.rename(home / "desk.toml")
    sidecar.symlink_to(home / "desk.toml")
    assert article(library, "harbour.md").source == "Desk"
    sidecar.unlink()
    sidecar.mkdir()
    report = library.update()
    assert [one.path for one in report.failed] == ["harbour.md"]
    assert library.article("harbour.md").article.source == "Desk"
