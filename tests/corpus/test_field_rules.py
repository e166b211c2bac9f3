"""Rules for further fields: other names, fields that are left out, types."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from searchkit.corpus.field_rules import FieldRules, number
from searchkit.corpus.reader import ParsedDocument
from searchkit.schema import FieldRule


def applied(
    rules: Sequence[FieldRule], *fields: tuple[str, str], warnings: tuple[str, ...] = ()
) -> ParsedDocument:
    return FieldRules(rules).applied(ParsedDocument("Text.", fields=fields, warnings=warnings))


def test_a_field_gets_another_name_or_is_left_out() -> None:
    rules = [FieldRule("Ressort", "section"), FieldRule("INTERNAL-ID", hidden=True)]
    document = applied(rules, ("ressort", "Politik"), ("Internal-Id", "7"), ("page", "3"))
    assert document.fields == (("section", "Politik"), ("page", "3"))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"),
        ("1.234", "1.234"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234 567", "1234567"),
        ("1\u202f234", "1234"),
        ("1'234.50", "1234.50"),
        ("12,5", "12.5"),
        ("-3", "-3"),
        ("\u22123 °", None),
        ("$ 12", "12"),
        ("EUR 12", "12"),
        ("12 €", "12"),
        ("612 words", "612"),
        ("12%", "12"),
        ("1,2,3", None),
        ("12 to 14", None),
        ("3-4", None),
        ("n/a", None),
        ("9" * 60, None),
    ],
)
def test_a_number_is_read_with_its_separators_and_its_unit(text: str, value: str | None) -> None:
    assert number(" ".join(text.split())) == value


def test_a_value_of_another_type_stays_text_and_is_told_once() -> None:
    rules = [FieldRule("price", type="number"), FieldRule("seen", type="date")]
    document = applied(
        rules,
        ("price", "1,200"),
        ("price", "free"),
        ("price", "ask"),
        ("seen", "3 May 2016"),
        ("seen", "05/08/2009"),
        warnings=("old",),
    )
    assert document.fields == (
        ("price", "1200"),
        ("price", "free"),
        ("price", "ask"),
        ("seen", "2016-05-03"),
        ("seen", "05/08/2009"),
    )
    assert document.warnings == (
        "old",
        "field price: a value is not a number, and is kept as text",
        "field seen: a value is not a date, and is kept as text",
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2016-02-20T23:30:00Z", "2016-02-20"),
        ("20 Feb 2016", "2016-02-20"),
        ("2016-02", "2016-02"),
        ("1455958800", "2016-02-20"),
        ("1455958800123", "2016-02-20"),
        ("1455958800.5", "2016-02-20"),
        ("soon", "soon"),
        ("31/02/2016", "31/02/2016"),
    ],
)
def test_a_date_is_read_as_documents_write_it(text: str, value: str) -> None:
    assert applied([FieldRule("seen", type="date")], ("seen", text)).fields == (("seen", value),)


def test_a_field_of_text_keeps_what_looks_like_a_number() -> None:
    document = applied([FieldRule("zip", "postcode", type="text")], ("ZIP", "01067"))
    assert (document.fields, document.plain_fields) == ((("postcode", "01067"),), ("postcode",))


def test_the_fingerprint_changes_with_the_rules() -> None:
    assert FieldRules().fingerprint == FieldRules([FieldRule("!", "a")]).fingerprint == b""
    prints = [
        FieldRules([rule]).fingerprint
        for rule in (FieldRule("a", "b"), FieldRule("a", hidden=True), FieldRule("b", "a"))
    ]
    assert len(set(prints)) == 3
    two = [FieldRule("a", "b"), FieldRule("c", "d")]
    assert FieldRules(two).fingerprint == FieldRules(two[::-1]).fingerprint
