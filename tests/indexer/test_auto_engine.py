"""Which engine a library takes for its corpus, and what it says when that does not fit any more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit import Library
from searchkit.cli import main
from searchkit.engines import auto
from searchkit.errors import SettingsError


@pytest.mark.slow
def test_over_a_thousand_records_of_one_file_go_to_tantivy(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    records = [{"id": n, "title": f"Report {n}", "text": "The keeper left."} for n in range(1_001)]
    (corpus / "wire.jsonl").write_text("\n".join(map(json.dumps, records)))
    with Library.open(tmp_path) as library:
        assert library.update().added == 1_001
        status = library.status()
        assert (status.engine, status.articles) == ("tantivy", 1_001)
        assert status.library.startswith("tantivy 0.")
        assert library.search("keeper").total == 1_001
        assert library.update().unchanged == 1_001
        assert library.advice is None
        library.rebuild(engine="whoosh")
        assert library.status().engine == "whoosh"
        assert library.advice is not None


@pytest.fixture
def outgrown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose index was right for fewer articles."""
    home = write_corpus(tmp_path)
    monkeypatch.chdir(home)
    assert main(["index"]) == 0
    monkeypatch.setattr(auto, "MAX_ARTICLES", 3)
    return home


@pytest.mark.slow
@pytest.mark.parametrize("command", [["query", "strike"], ["index"]])
def test_a_command_says_when_the_index_has_outgrown_its_engine(
    outgrown: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(command) == 0
    shown = capsys.readouterr()
    assert "run: searchkit rebuild" in shown.err
    assert "rebuild" not in shown.out
    assert main(["rebuild"]) == 0
    assert main(command) == 0
    assert "rebuild" not in capsys.readouterr().err
    with Library.open(outgrown) as library:
        assert library.status().engine == "tantivy"


def test_an_engine_that_the_user_has_named_is_no_matter_for_advice(
    outgrown: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (outgrown / "searchkit.toml").write_text('engine = "whoosh"')
    assert main(["query", "strike"]) == 0
    assert "rebuild" not in capsys.readouterr().err


@pytest.mark.slow
def test_status_names_the_engine_with_its_library_and_the_age(
    outgrown: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status"]) == 0
    assert "whoosh (whoosh-reloaded 2.7.5)" in (shown := capsys.readouterr().out)
    assert "(just now)" in shown
    assert main(["rebuild", "--engine", "tantivy"]) == 0
    capsys.readouterr()
    assert main(["status", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["engine"], found["generation"], found["articles"]) == ("tantivy", 2, 4)
    assert 0 <= found["age"] < 60


@pytest.mark.slow
def test_only_whoosh_ranks_as_the_settings_may_ask_for(outgrown: Path) -> None:
    with Library.open(outgrown) as library:
        library.rebuild()
        assert library.search("strike").engine == "tantivy"
    (outgrown / "searchkit.toml").write_text("k1 = 2")
    with Library.open(outgrown) as library:
        with pytest.raises(SettingsError, match="remove them"):
            library.search("strike")
        library.rebuild()
        assert library.advice is None
        assert library.search("strike").engine == "whoosh"


@pytest.mark.slow
def test_an_engine_that_cannot_rank_as_it_is_set_is_refused_before_it_is_built(
    tmp_path: Path,
) -> None:
    project = write_corpus(tmp_path)
    with Library.open(project) as library:
        library.rebuild(engine="whoosh")
    (project / "searchkit.toml").write_text("k1 = 1.5\n")
    with Library.open(project) as library:
        with pytest.raises(SettingsError, match=r"k1 = 1\.2"):
            library.rebuild(engine="tantivy")
        assert library.search("*").engine == "whoosh"
        assert library.rebuild(engine="auto").added
