"""The table of further fields in the settings of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit import Library, SearchRequest, Settings, SettingsError
from searchkit.schema import FieldRule

RULES = """
[fields]
ressort = { name = "section" }
internal_id = { hide = true }
zip = { type = "text" }
price = { type = "number" }
"""


def write(home: Path, text: str, articles: str = "") -> Path:
    (home / "corpus").mkdir(exist_ok=True)
    (home / "searchkit.toml").write_text(text)
    if articles:
        (home / "corpus" / "a.jsonl").write_text(articles)
    return home


def test_rules_are_read_from_the_settings(tmp_path: Path) -> None:
    assert Settings.load(write(tmp_path, RULES)).fields == (
        FieldRule("ressort", "section"),
        FieldRule("internal_id", hidden=True),
        FieldRule("zip", type="text"),
        FieldRule("price", type="number"),
    )
    assert Settings.load(write(tmp_path, "")).fields == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fields = 3", "write a table of fields"),
        ("[fields]\na = 3", "must be a table"),
        ("[fields]\na = {}", "must be a table"),
        ('[fields]\na = { label = "b" }', "no key 'label'; keys are name, hide, type"),
        ("[fields]\na = { hide = 1 }", "hide must be of type bool"),
        ('[fields]\na = { type = "money" }', "type must be one of number, date, text"),
        ('[fields]\na = { name = "source" }', "cannot be called 'source'"),
        ('[fields]\na = { name = "year" }', "cannot be called 'year'"),
        ('[fields]\na = { name = "since" }', "cannot be called 'since'"),
        ('[fields]\na = { name = "tag" }', "cannot be called 'tag'"),
        ('[fields]\na = { name = "Two Words" }', "cannot be called 'Two Words'"),
        ('[fields]\na = { name = "" }', "cannot be called ''"),
        ("[fields]\ntag = { hide = true }", "is for tags and notes"),
        ('[fields]\n"!" = { hide = true }', "is not the name of a field"),
        ("[fields]\n" + "\n".join(f"f{at} = {{ hide = true }}" for at in range(201)), "200"),
    ],
)
def test_what_is_no_rule_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.load(write(tmp_path, text))
    assert message in str(raised.value)


@pytest.mark.slow
def test_the_index_follows_a_change_of_the_rules(tmp_path: Path) -> None:
    articles = (
        '{"title": "Port", "text": "A ferry.", "ressort": "Politik", "internal_id": "x7", '
        '"zip": "01067", "price": "1.200,50 EUR"}\n'
        '{"title": "Sea", "text": "A boat.", "ressort": "Kultur", "zip": "10115", '
        '"price": "free"}\n'
    )

    def found(library: Library, text: str) -> int:
        with library.searcher() as searcher:
            return searcher.search(SearchRequest(text=text)).total

    with Library.open(write(tmp_path, "", articles)) as library:
        library.update()
        assert found(library, "ressort:politik") == 1
        assert found(library, "zip:>9000") == 1
    with Library.open(write(tmp_path, RULES)) as library:
        report = library.update()
        assert (report.changed, report.failed) == (2, ())
        assert [one.reason for one in report.warnings] == [
            "field price: a value is not a number, and is kept as text"
        ]
        assert found(library, "section:politik") == 1
        assert found(library, "price:1000..1300") == found(library, "price:free") == 1
        assert found(library, "zip:01067") == 1
        fields = {field.name: field.type for field in library.status().fields}
        assert fields == {"section": "text", "zip": "text", "price": "text"}
        assert library.update().changes == 0
        assert library.check(deep=True).differing == ()
        article = library.search("port").hits[0].article
        assert article.plain_fields == ("zip",)
    with Library.open(write(tmp_path, "")) as library:
        assert library.update().changed == 2
        assert found(library, "internal_id:x7") == 1
