"""Names by a model that the user has installed, in the place of our own rules."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchkit import Library, Settings, SettingsError
from searchkit.analysis.records import Record, decode, encode
from searchkit.article import Article, ModelName
from searchkit.names import names_in
from searchkit.names.models import NameModels

#: What a package of spaCy offers, as far as it is used; it finds these words.
MODEL = """
import types

FOUND = {"Zeb Lund": "PERSON", "Lund": "PERSON", "the Tin Union": "ORG", "Tuesday": "DATE"}

class Model:
    pipe_names = ["tok2vec", "ner"]

    def __call__(self, text):
        spans, at = [], 0
        while at < len(text):
            word = next((word for word in FOUND if text.startswith(word, at)), None)
            if word:
                spans.append(types.SimpleNamespace(
                    start_char=at, end_char=at + len(word), label_=FOUND[word]
                ))
            at += len(word or "x")
        return types.SimpleNamespace(ents=spans)

def load(exclude=()):
    assert "parser" in exclude
    return Model()
"""
NAME = "en_tiny_model"
TEXT = "on Tuesday zeb lund, Zeb Lund, left the Tin Union. Ada Berg met Lund in Oslo."


def install(folder: Path, version: str = "1.0") -> None:
    """Install the model as pip would."""
    (folder / NAME).mkdir(parents=True, exist_ok=True)
    (folder / NAME / "__init__.py").write_text(MODEL)
    info = folder / f"{NAME}.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[spacy_models]\n{NAME} = {NAME}\n")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of packages with the model, for this process and those it starts."""
    folder = tmp_path / "site"
    install(folder)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", f"{folder}:{':'.join(sys.path)}")
    yield folder
    sys.modules.pop(NAME, None)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Library]:
    """Opens a project with an article in English and one in Norwegian."""
    home = tmp_path / "home"
    (home / "corpus").mkdir(parents=True)
    (home / "corpus" / "a.txt").write_text(f"---\nlanguage: en\n---\nA talk\n\n{TEXT}\n")
    (home / "corpus" / "b.txt").write_text(
        "---\nlanguage: nb\n---\nEn prat\n\nZeb Lund og Ada Berg reiste til Oslo.\n"
    )

    def library(model: str = NAME) -> Library:
        (home / "searchkit.toml").write_text(f'[names]\nmodel = "{model}"\n' if model else "")
        return Library.open(home, trust=True)

    return library


def article(*found: tuple[int, int, str]) -> Article:
    names = tuple(ModelName(*one) for one in found)
    return Article("a.txt", "a.txt", TEXT, "A talk", language="en", model_names=names)


def listed(library: Library) -> list[tuple[str, str]]:
    return [(row.name, row.kind) for row in library.names().names]


def test_the_names_of_a_model_are_joined_by_our_rules_and_marked_as_its_own(site: Path) -> None:
    found = NameModels(NAME).found(TEXT, "en")
    # Without the day, and the article before a name.
    assert found == (
        ModelName(21, 29, "person"),
        ModelName(40, 49, "organisation"),
        ModelName(64, 68, "person"),
    )
    assert [
        (one.text, one.kind, one.rule, one.spans)
        for one in names_in(
            article((21, 29, "person"), (40, 49, "organisation"), (64, 68, "person"))
        )
    ] == [
        ("Zeb Lund", "person", "model", ((21, 29), (64, 68))),
        ("Tin Union", "organisation", "model", ((40, 49),)),
    ]


def test_a_model_is_for_the_articles_of_its_language(site: Path) -> None:
    models = NameModels(NAME)
    assert models.found(TEXT, "en-GB")
    assert models.found(TEXT, "nb") is None
    assert models.found(TEXT, None) is None
    assert not NameModels()


def test_an_index_has_the_names_of_the_model_and_tells_them_without_it(
    site: Path, opened: Callable[..., Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened() as library:
        library.update()
        # Ada Berg and Oslo only in Norwegian, by our rules.
        assert listed(library) == [
            ("Zeb Lund", "person"), ("Ada Berg", "other"), ("Oslo", "place"),
            ("Tin Union", "organisation"),
        ]  # fmt: skip
        before = library.name("Zeb Lund").to_dict()
        assert [row["rule"] for row in before["evidence"]] == ["unknown", "model"]
        unchanged = library.update()
        assert (unchanged.changed, unchanged.unchanged) == (0, 2)
    (site / f"{NAME}.dist-info" / "entry_points.txt").unlink()
    sys.modules.pop(NAME, None)
    with opened() as library:
        assert library.name("Zeb Lund").to_dict() == before
        with pytest.raises(SettingsError, match=r"en_tiny_model of \[names\] is not installed"):
            library.update()


def test_articles_are_analysed_anew_with_another_model_and_without_one(
    site: Path, opened: Callable[..., Library]
) -> None:
    with opened("") as library:
        library.update()
        assert ("Zeb Lund", "person") not in listed(library)
    with opened() as library:
        assert library.update().changed == 2
        assert ("Zeb Lund", "person") in listed(library)
        install(site, "1.1")
        assert library.update().changed == 2
    with opened("") as library:
        assert library.update().changed == 2
        assert ("Zeb Lund", "person") not in listed(library)


def test_a_project_names_a_model_only_once_it_is_trusted(
    site: Path, opened: Callable[..., Library], tmp_path: Path
) -> None:
    opened().close()
    with pytest.raises(SettingsError, match="this model, which is installed on this machine"):
        Settings.load(tmp_path / "home")


@pytest.mark.parametrize("named", ["../model", "/tmp/en_model", "os", "en_core web", "en_a," * 30])
def test_what_is_not_the_name_of_a_model_is_refused(
    opened: Callable[..., Library], named: str
) -> None:
    with pytest.raises(SettingsError, match=r"names\.model names no model"):
        opened(named)


def test_a_model_in_the_current_folder_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    # As `python -m` has it.
    monkeypatch.syspath_prepend(str(tmp_path / "project"))
    with pytest.raises(SettingsError, match="not installed"):
        NameModels(NAME).check()
    assert NAME not in sys.modules


def test_a_link_to_a_model_in_the_current_folder_is_not_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "elsewhere")
    (tmp_path / "project").mkdir()
    for part in (NAME, f"{NAME}.dist-info"):
        (tmp_path / "project" / part).symlink_to(tmp_path / "elsewhere" / part)
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.syspath_prepend(str(tmp_path / "project"))
    with pytest.raises(SettingsError, match="not installed"):
        NameModels(NAME).check()


def test_a_record_with_names_is_read_as_it_was_written() -> None:
    for stored in (article((21, 29, "person")), article()):
        assert decode(encode(Record(stored, "0", (0,)))).article == stored


@pytest.mark.parametrize(
    "found",
    [
        [(0, 999, "person")],
        [(9, 3, "person")],
        [(0, 3, "planet")],
        [(5, 9, "place"), (7, 8, "place")],
    ],
)
def test_names_that_no_text_has_are_no_record(found: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="a stored record has names"):
        decode(encode(Record(article(*found), "0", (0,))))
