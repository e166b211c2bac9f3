"""Where a project is found and what may be set."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from searchkit.engines.ranking import Ranking
from searchkit.errors import SettingsError
from searchkit.settings import Settings


def test_the_nearest_folder_with_a_corpus_is_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "corpus" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "corpus" / "deep")
    assert Settings.load(environment={}).home == tmp_path


def test_the_flag_goes_before_the_environment_and_that_before_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("flag", "environment", "here/corpus"):
        (tmp_path / name).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    environment = {"SEARCHKIT_HOME": str(tmp_path / "environment")}
    assert Settings.load(tmp_path / "flag", environment).home == tmp_path / "flag"
    assert Settings.load(None, environment).home == tmp_path / "environment"
    assert Settings.load(None, {}).home == tmp_path / "here"


def test_the_file_names_folders_and_engine_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / "searchkit.toml").write_text('corpus = "articles"\nindex = "idx"\n')
    settings = Settings.load(tmp_path, {"SEARCHKIT_ENGINE": "whoosh"})
    assert settings.corpus == tmp_path / "articles"
    assert settings.index == tmp_path / "idx"
    assert settings.engine == "whoosh"
    assert Settings.load(tmp_path, {}).engine == "auto"


def test_bm25_is_tuned_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "searchkit.toml").write_text("k1 = 2\nb = 0.4\n")
    assert Settings.load(tmp_path, {}).ranking == Ranking(2.0, 0.4)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        pytest.param("corpse = 'x'", "no setting 'corpse'", id="unknown-name"),
        pytest.param("corpus = 3", "must be of type str", id="wrong-type"),
        pytest.param("engine = 'lucene'", "there is no engine 'lucene'", id="unknown-engine"),
        pytest.param("index = 'corpus/index'", "inside the corpus", id="index-in-corpus"),
        pytest.param("= =", "searchkit.toml", id="no-toml"),
        pytest.param("k1 = true", "must be of type float", id="no-number"),
        pytest.param("k1 = -0.1", "k1 must be from 0", id="k1-too-small"),
        pytest.param("b = 1.5", "b from 0 to 1", id="b-too-large"),
        pytest.param("search_seconds = 0", "more than 0", id="no-time"),
        pytest.param("index_memory = 1000000", "at least 256,000,000 bytes", id="no-memory"),
        pytest.param("b = nan", "b from 0 to 1", id="b-no-number"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, written: str, message: str) -> None:
    (tmp_path / "searchkit.toml").write_text(written)
    with pytest.raises(SettingsError, match=message):
        Settings.load(tmp_path, {})


def test_a_home_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no folder"):
        Settings.load(tmp_path / "nowhere", {})


NAMES = st.sampled_from(
    "corpus index engine largest_file k1 b search_seconds index_memory url shards replicas part "
    "authority insecure_http credentials x".split()
)
NUMBERS = st.one_of(st.integers(), st.floats(), st.integers(-(10**400), 10**400)).map(str)
TEXTS = st.text(st.sampled_from("~/.\\0x:@,#? é\u202e\x1b\n\x85"), max_size=12).map(
    lambda text: f"'{text}'"
)
KNOWN = st.sampled_from(
    ["'opensearch'", "'tantivy'", "'https://a.example'", "'http://[::1]:9200,https://b.example'",
     "'..'", "'/etc'", "'~'", '"a\\u0000"', "true", "[]", "{}", "1979-05-27", "nan", "1e400"]
)  # fmt: skip


def refused(home: Path, *, trust: bool) -> str:
    """Why the settings of a project are refused; empty if they are not."""
    try:
        settings = Settings.load(home, {}, trust=trust)
    except SettingsError as error:
        return str(error)
    return "" if trust or not settings.claims else "never this"


@pytest.mark.slow
@given(st.lists(st.tuples(NAMES, st.one_of(NUMBERS, TEXTS, KNOWN)), max_size=4))
@examples(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_settings_are_taken_or_refused_in_words(
    tmp_path: Path, written: list[tuple[str, str]]
) -> None:
    text = "".join(f"{name} = {value}\n" for name, value in written)
    (tmp_path / "searchkit.toml").write_text(text, "utf-8")
    for trust in (False, True):
        reason = refused(tmp_path, trust=trust)
        assert reason.replace("\n", "a").isprintable()
        assert reason != "never this"


@pytest.mark.slow
@given(st.binary(max_size=40))
@examples(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_taken_or_refused_in_words(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "searchkit.toml").write_bytes(b"k1 = 2\n" + data)
    assert refused(tmp_path, trust=False).isprintable()


def test_a_file_of_settings_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "searchkit.toml").write_bytes(b"\xef\xbb\xbfk1 = 1.5\r\n")
    assert Settings.load(tmp_path, {}).ranking.k1 == 1.5
