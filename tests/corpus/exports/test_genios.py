"""Exports of GENIOS and wiso: each text above a `Quelle:` with its labels is an article."""

from __future__ import annotations

import pytest
from export_texts import articles, stated
from processor import is_linear

from searchkit.article import PartialDate
from searchkit.corpus import ParsedDocument
from searchkit.corpus.exports import read_export
from searchkit.corpus.reader import Unread

HOUSE = "© GBI-Genios Deutsche Wirtschaftsdatenbank GmbH"

EXPORT = f"""Dokumente

Inhaltsverzeichnis

1. Kai gesperrt .................... 2
2. Brücke gerissen ................. 3

Seite 1 von 3
Der Hafenbote vom 12.03.2013, S. 4
Kai gesperrt

Der Rat stimmte am Dienstag ab.
Quelle: Hafenamt. Die Fischer sind verärgert.

Seite 2 von 3

Dokumente

Anna Berg

Quelle:      Der Hafenbote vom 12.03.2013, S. 4
Ressort:     Lokales
Ausgabe:     Stadt;
             Land
Dokumentnummer:   A4711
Dauerhafte Adresse des Dokuments: https://www.wiso-net.de/document/HB__A4711
Alle Rechte vorbehalten: (c) Hafenbote Verlag
{HOUSE}

Brücke gerissen
Die Ingenieure haben sie vermessen.

Quelle:\tTALPOST, 5. März 1999, Nr. 12, S. A3
Dokumentnummer:\tB12
{HOUSE}
"""


def test_an_export_is_its_articles() -> None:
    first, second = articles(EXPORT)
    assert stated(first) == {
        "title": "Kai gesperrt",
        "source": "Der Hafenbote",
        "date": PartialDate(2013, 3, 12),
        "url": "https://www.wiso-net.de/document/HB__A4711",
    }
    assert dict(first.fields) == {
        "page": "4",
        "section": "Lokales",
        "edition": "Stadt; Land",
        "accession_number": "A4711",
        "copyright": "(c) Hafenbote Verlag",
    }
    # A source that the text names is no record.
    assert "Die Fischer sind verärgert." in first.text
    assert "Seite 2 von 3" not in first.text
    assert first.removed[0].kind == "cover page"
    assert stated(second)["title"] == "Brücke gerissen"
    assert stated(second)["source"] == "TALPOST"
    assert stated(second)["date"] == PartialDate(1999, 3, 5)
    assert second.text == "Die Ingenieure haben sie vermessen."


@pytest.mark.parametrize(
    ("source", "date"),
    [
        ("Der Hafenbote v. 12.03.13", PartialDate(2013, 3, 12)),
        ('"Der Hafenbote" vom 01.02.1994 Seite: 40', PartialDate(1994, 2, 1)),
        ("Der Hafenbote vom 31.02.2013", "31.02.2013"),
    ],
)
def test_the_day_stands_before_the_month(source: str, date: object) -> None:
    text = f"Kai gesperrt\n\nDer Rat stimmte ab.\n\nQuelle: {source}\nDokumentnummer: A1\n{HOUSE}\n"
    (article,) = articles(text)
    assert stated(article)["date"] == date
    assert stated(article)["source"] == "Der Hafenbote"


def test_an_export_of_many_dated_lines_is_cut_in_linear_time() -> None:
    lines = "Der Hafenbote vom 12.03.13\n", "Ressort: Lokales\n"

    def work(size: int) -> None:
        above, below = (line * (size // len(line)) for line in lines)
        record = f"Quelle: TALPOST vom 5.3.1999\n{below}"
        assert articles(f"{above}{record}{HOUSE}\n")

    assert is_linear(work, 10_000)


@pytest.mark.parametrize(
    "last",
    [
        pytest.param(
            "Fähre verkauft\n\nEine Firma kaufte sie.\nSie zahlte bar.\n", id="in-its-text"
        ),
        pytest.param(
            "Fähre verkauft\n\nEine Firma kaufte sie.\nQuelle: Talpost\n", id="in-its-record"
        ),
    ],
)
def test_an_article_that_is_cut_off_is_kept_and_told(last: str) -> None:
    *whole, begun, cut = read_export(f"{EXPORT}\n{last}") or ()
    assert len(whole) == 2
    assert isinstance(begun, ParsedDocument)
    assert stated(begun)["title"] == "Fähre verkauft"
    assert begun.text.startswith("Eine Firma kaufte sie.")
    assert isinstance(cut, Unread)
    assert "article 3" in cut.reason
    assert "cut off" in cut.reason


def test_the_name_of_the_house_in_a_text_ends_no_article() -> None:
    named = EXPORT.replace("am Dienstag ab.\n", f"am Dienstag ab.\n{HOUSE}\nEr war sich einig.\n")
    first, second = articles(named)
    assert "Er war sich einig." in first.text
    assert stated(second)["title"] == "Brücke gerissen"


def test_a_report_about_the_house_is_no_export() -> None:
    assert read_export(f"Das Archiv wird verkauft.\n{HOUSE}\nmeldete den Verkauf.\n") is None
