"""Tags and notes stand in the files of corrections, travel with them, and are searched."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit import ArticleNotFound, Library, SettingsError
from searchkit.corpus.correcting import change
from searchkit.corpus.notes import (
    MAX_NOTE_LENGTH,
    MAX_TAG_LENGTH,
    MAX_TAGS,
    note_change,
    noted_fields,
    tag_change,
)
from searchkit.toml_text import parse_toml

SIDECAR = "a.txt.meta.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Prose.")
    return tmp_path


def tagged(folder: Path, add: list[str], remove: list[str] | None = None) -> object:
    change(folder, [("a.txt", "a.txt")], tag_change(add, remove or []))
    return parse_toml((folder / SIDECAR).read_bytes()).get("tags")


def test_tags_are_added_and_removed_in_any_case(folder: Path) -> None:
    assert tagged(folder, ["Important", "to  check"]) == ["Important", "to check"]
    assert tagged(folder, ["IMPORTANT", "2016"], ["To Check"]) == ["Important", "2016"]
    change(folder, [("a.txt", "a.txt")], tag_change([], ["important", "2016", "never"]))
    assert not (folder / SIDECAR).exists()


@pytest.mark.parametrize(
    "tag",
    ["免密登录", "ai/work", "authorized_keys", "Posh-SSH", "985", "к проверке", "#todo", "C++"],
)
def test_tags_of_any_script_and_with_marks_stay_as_they_are(folder: Path, tag: str) -> None:
    assert tagged(folder, [tag]) == [tag]


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("", "no letter or digit"),
        ("⁂ !", "no letter or digit"),
        ("\u202e\u200b", "no letter or digit"),
        ("Unknown", "the word for articles without a tag"),
        ("x" * (MAX_TAG_LENGTH + 1), "longer than 40 characters"),
    ],
)
def test_what_cannot_be_found_again_is_no_tag(tag: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        tag_change([tag], [])


def test_a_tag_cannot_be_added_and_removed_at_once() -> None:
    with pytest.raises(SettingsError, match="at once"):
        tag_change(["todo"], ["TODO"])


def test_there_are_bounds_on_tags_and_notes(folder: Path) -> None:
    tagged(folder, [f"t{number}" for number in range(MAX_TAGS)])
    with pytest.raises(SettingsError, match="more than 50 tags"):
        tagged(folder, ["another"])
    assert len(parse_toml((folder / SIDECAR).read_bytes())["tags"]) == MAX_TAGS
    with pytest.raises(SettingsError, match="longer than 2,000"):
        note_change("x" * (MAX_NOTE_LENGTH + 1))


def test_a_note_and_the_comments_beside_it_stay_as_they_were_written(folder: Path) -> None:
    (folder / SIDECAR).write_text('# from the archive\nsource = "Post"\n')
    text = 'Said "no".\n\n[table]\ntags = ["x"]\\'
    change(folder, [("a.txt", "a.txt")], note_change(text))
    assert parse_toml((folder / SIDECAR).read_bytes()) == {"source": "Post", "note": text}
    assert (folder / SIDECAR).read_text().startswith("# from the archive\n")
    change(folder, [("a.txt", "a.txt")], note_change("  "))
    assert parse_toml((folder / SIDECAR).read_bytes()) == {"source": "Post"}


def test_what_changes_nothing_writes_nothing(folder: Path) -> None:
    assert change(folder, [("a.txt", "a.txt")], note_change("")) == ()
    assert change(folder, [("a.txt", "a.txt")], tag_change([], ["x"])) == ()
    assert [path.name for path in folder.iterdir()] == ["a.txt"]


def test_tags_in_the_common_file_count_and_can_be_taken_off(folder: Path) -> None:
    common = '["a.txt"]\ntags = ["one", "two"]\nnote = "Common."\n'
    (folder / "metadata.toml").write_text(common)
    assert tagged(folder, ["three"], ["one"]) == ["two", "three"]
    assert tagged(folder, [], ["two", "three"]) == ""
    change(folder, [("a.txt", "a.txt")], note_change(""))
    assert parse_toml((folder / SIDECAR).read_bytes()) == {"tags": "", "note": ""}
    assert (folder / "metadata.toml").read_text() == common


def test_the_common_file_is_written_once_for_all_records(folder: Path) -> None:
    places: list[tuple[str, str | None]] = [(f"wire.jsonl#{one}", None) for one in range(300)]
    assert change(folder, places, tag_change(["x"], [])) == (folder / "metadata.toml",)
    said = parse_toml((folder / "metadata.toml").read_bytes())
    assert said == {one: {"tags": ["x"]} for one, _ in places}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('tags = [["a"]]', "not a text"),
        ("tags = { a = 1 }", "not a text"),
        ("tags = true", "not a text"),
        ("tags = ['']", "no letter or digit"),
        (f"tags = {[str(one) for one in range(51)]}", "more than 50 tags"),
        ("note = 5", "not a text"),
        (f"note = '{'x' * 2001}'", "longer than 2,000"),
    ],
)
def test_what_is_written_by_hand_is_checked(line: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        list(noted_fields(parse_toml(line.encode())))


def test_one_tag_need_not_be_a_list() -> None:
    assert list(noted_fields({"tags": "todo"})) == [("tag", "todo")]


@pytest.mark.slow
def test_tags_and_notes_are_searched_counted_and_shown(library: Library) -> None:
    note = f"<b>The minister denied it. {'More of it. ' * 150}end"
    library.tag(["harbour.md", "old/fish.txt"], add=["important", "To check"])
    library.note("harbour.md", note)
    assert library.update().changed == 2
    results = library.search("tag:IMPORTANT", facets=("tag",))
    assert {hit.id for hit in results.hits} == {"harbour.md", "old/fish.txt"}
    counts = {name: row.articles for name, row in results.facets["tag"].items()}
    assert counts == {"important": 2, "To check": 2}
    (hit,) = library.search('tag:"to check" note:"minister denied" note:end').hits
    assert hit.article.fields == {"tag": ("important", "To check"), "note": (note,)}
    library.tag(["harbour.md"], remove=["important"])
    library.note("harbour.md", "")
    library.update()
    assert [one.id for one in library.search("tag:important").hits] == ["old/fish.txt"]
    library.rebuild()
    assert library.article("harbour.md").article.fields == {"tag": ("To check",)}


@pytest.mark.slow
def test_before_the_first_tag_nothing_is_found_and_nothing_is_wrong(library: Library) -> None:
    results = library.search("tag:important", facets=("tag", "note"))
    assert results.total == 0
    assert library.search("tag:unknown note:unknown").total == library.search("*").total
    with pytest.raises(ArticleNotFound):
        library.tag(["harbour.md", "none.md"], add=["x"])
    library.update()
    assert library.search("tag:x").total == 0


@pytest.mark.slow
def test_records_of_one_file_are_tagged_and_their_own_fields_stay(tmp_path: Path) -> None:
    write_corpus(tmp_path)
    rows = [
        {"id": "a", "text": "One.", "tag": "theirs", "note": "Printed."},
        {"id": "b", "text": "Two."},
    ]
    (tmp_path / "corpus" / "wire.jsonl").write_text("\n".join(map(json.dumps, rows)))
    with Library.open(tmp_path) as library:
        library.update()
        written = library.tag(["wire.jsonl#a"], add=["mine"])
        assert written == (tmp_path / "corpus" / "metadata.toml",)
        library.update()
        fields = library.article("wire.jsonl#a").article.fields
        assert (fields["tag"], fields["note"]) == (("mine", "theirs"), ("Printed.",))
        assert library.search("tag:mine").total == 1


@pytest.mark.slow
def test_two_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    home = write_corpus(tmp_path)
    with Library.open(home) as library:
        library.update()

    def write(name: str) -> None:
        with Library.open(home) as own:
            for number in range(10):
                own.tag(["harbour.md"], add=[f"{name}{number}"])

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    said = parse_toml((home / "corpus" / "harbour.md.meta.toml").read_bytes())
    assert set(said["tags"]) == {f"{name}{number}" for name in "ab" for number in range(10)}
