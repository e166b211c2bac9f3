"""What an index lists of the terms that an article has more than once."""

from __future__ import annotations

import pytest
from differential import compare
from generators import make_document

from searchkit.engines.counts import often_counts, repeated_term, repeated_terms
from searchkit.engines.tantivy import in_units, units
from searchkit.engines.tantivy.units import UNIT_FIELDS, UnitField
from searchkit.query import (
    AtLeast,
    Disjunction,
    NotNear,
    Or,
    Phrase,
    Synonyms,
    Term,
    Unit,
    Within,
)

UNITS: tuple[Unit, Unit] = ("sentence", "paragraph")


def test_stems_that_a_unit_has_twice_are_listed() -> None:
    stems = ["oil", "gas", "oil", "tax", "gas", "the", "the", ""]
    listed = repeated_terms(stems, {"sentence": [3], "paragraph": []}, often_counts(stems))
    expected = [("oil", "sentence"), ("oil", "paragraph"), ("gas", "paragraph")]
    expected += [("the", unit) for unit in UNITS]
    assert sorted(listed) == sorted(repeated_term(stem, unit) for stem, unit in expected)


def test_a_word_in_one_unit_with_itself_is_found_where_it_occurs_twice() -> None:
    oil, gas = Term("text", "oil"), Term("text", "gas")
    group = Disjunction((oil, gas))
    asked = [Within(one, oil, unit) for one in (oil, group) for unit in UNITS]
    texts = ("Oil here. Oil there.", "Oil on oil.", "Oil here.\n\nGas there.", "Gas and oil.")
    articles = [make_document(text, text) for text in texts]
    titled = make_document("title", "Oil here.", title="Oil or oil")
    compare("tantivy", [*articles, titled], asked)


def test_words_that_may_be_one_and_the_same_are_in_one_unit_only_if_they_are_two() -> None:
    stem, form, gas = Term("text", "price"), Term("text_exact", "prices"), Term("text", "gas")
    forms = Synonyms("text_exact", ("price", "prices", "priced"), "price*")
    the = Term("text_exact", "the")
    pairs = [(stem, form), (forms, stem), (forms, form), (forms, forms), (the, forms), (the, the)]
    pairs.append((Disjunction((stem, gas, form)), Disjunction((gas, the))))
    texts = (
        "The prices.",
        "Price. Prices.",
        "Prices, the price.",
        "Priced gas.\n\nThe prices.",
        "Gas for the prices the gas has. Gas.",
        "The one. The other.\n\nPrices on prices.",
        "The price of the gas.",
    )
    articles = [make_document(text, text) for text in texts]
    titled = make_document("title", "Prices.", title="The price")
    asked = [Within(*pair, unit) for pair in pairs for unit in UNITS]
    asked_not = [NotNear(*pair, unit) for pair in pairs for unit in UNITS]
    counted = [AtLeast(2, leaf) for leaf in (the, forms, Or((the, stem)))]
    compare("tantivy", [*articles, titled], [*asked, *asked_not, *counted])


def test_a_paragraph_of_many_sentences_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = zip(UNIT_FIELDS, (3, 5), strict=True)
    few = tuple(UnitField(field.name, size) for field, size in sizes)
    for module in (units, in_units):
        monkeypatch.setattr(module, "UNIT_FIELDS", few)
    texts = ["Oil now. " + "And so. " * more + "Gas now.\n\n" * 2 + "Tax now." for more in range(6)]
    articles = [make_document(text, text) for text in texts]
    oil, gas, tax = (Term("text", word) for word in ("oil", "gas", "tax"))
    compare(
        "tantivy",
        articles,
        [Within(*pair, unit) for pair in ((oil, gas), (gas, tax), (gas, gas)) for unit in UNITS],
    )


def test_phrases_and_words_are_counted_together() -> None:
    oil_tax, oil_price, tax_on_it = (
        Phrase("text_exact", words) for words in (("oil", "tax"), ("oil", "price"), ("tax", "it"))
    )
    gas, oil = Term("text", "gas"), Term("text_exact", "oil")
    groups = [
        Or((oil_tax, oil_price)),
        Or((oil_tax, gas)),
        Or((oil_tax, oil_price, gas, oil)),
        Or((oil_tax, tax_on_it)),
        Or((oil_tax, Phrase("text_exact", ("gas", "tax"), 2))),
        Or((oil_tax, Phrase("text_exact", ("gas", "unheardof")))),
    ]
    texts = (
        "Oil tax and oil price.",
        "Oil tax, oil tax; oil tax it.",
        "Gas. Oil tax.",
        "Gas gas gas.",
        "Gas a tax tax oil.",
        "Oil price. " * 5,
        "Oil. Oil. Tax.",
    )
    articles = [make_document(str(number), text) for number, text in enumerate(texts)]
    asked = [AtLeast(count, group) for group in groups for count in (2, 4)]
    compare("tantivy", articles, asked)


def test_words_that_begin_alike_are_found_by_their_beginning() -> None:
    forms = Synonyms("text_exact", ("price", "prices", "pricing", "pricey"), "pric*")
    oil = Term("text", "oil")
    texts = (
        "Price of oil. Prices rose.",
        "Pricelist of oil.",
        "Oil pricing, pricing oil.",
        "Oil. Prices.",
        "Prices priced oil price",
    )
    articles = [make_document(text, text) for text in texts]
    titled = make_document("title", "Oil here.", title="Prices of oil")
    asked = [Within(forms, oil, unit) for unit in UNITS]
    asked += [Within(oil, Disjunction((forms, oil)), "sentence")]
    compare(
        "tantivy", [*articles, titled], [*asked, NotNear(forms, oil, 2), NotNear(oil, forms, 1)]
    )
