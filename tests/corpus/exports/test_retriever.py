"""Exports of Retriever, Swedish and Norwegian: each record is an article, whatever stands below."""

from __future__ import annotations

import pytest
from export_texts import articles, stated

from searchkit.article import PartialDate
from searchkit.corpus.exports import read_export

RULE = "=" * 78

SWEDISH = f"""Hamnens bibliotek
Datum 2021-09-29

Nyheter:

> Kajen stängs, Hamnbladet, 2004-12-29 09:31

> Bron sprack, Hamnbladet, 2004-12-27


Kajen stängs
Hamnbladet, 2004-12-29 09:31
Publicerat på webb.

Rådet röstade i tisdags...

©Ägaren<br>Alla artiklar är skyddade enligt upphovsrättslagen.

Se webartikeln på http://ret.nu/abc
{RULE}

Bron sprack
Hamnbladet, 2004-12-27
INRIKES.
Sida 4#5
Publicerat i print.

Ingenjörerna mätte den.

En bild av bron, © Bildbyrån, visar sprickan och den långa kön av bilar framför den gamla tullen.
©Ägaren<br>Alla artiklar är skyddade enligt upphovsrättslagen. Om inte annat följer
får artiklar inte kopieras.

Läs hela artikeln på
http://ret.nu/def
{RULE}
"""

NORWEGIAN = f"""Biblioteket
Uttak 26.10.2014
2 papirartikler

Nyhetsklipp:

> Kaien stengt, Havnebladet, 06.05.1946


Kaien stengt
{"-" * 78}
Havnebladet, 06.05.1946
BAKKEN ANNE
Side 8
Pu blisert på trykk.


Rådet stemte på tirsdag. (Foto: NTB)© Havnebladet

{RULE}

Broen sprakk
{"-" * 78}
Havnebladet, 31.02.1946
Publisert på nett.

Ingeniørene målte den.
© Havnebladet

Les hele nyheten på http://ret.nu/ghi
"""


def test_a_swedish_export_is_its_articles() -> None:
    first, second = articles(SWEDISH)
    assert stated(first) == {
        "title": "Kajen stängs",
        "source": "Hamnbladet",
        "date": PartialDate.parse("2004-12-29T09:31"),
        "url": "http://ret.nu/abc",
    }
    assert first.text == "Rådet röstade i tisdags..."
    assert first.removed[0].kind == "cover page"
    assert stated(second)["date"] == PartialDate(2004, 12, 27)
    assert second.fields == (("section", "INRIKES"), ("page", "4#5"))
    # A credit in the text is none of the service's.
    assert second.text.startswith("Ingenjörerna mätte den.")
    assert second.text.endswith("framför den gamla tullen.")
    assert stated(second)["url"] == "http://ret.nu/def"


def test_a_norwegian_export_has_the_day_first() -> None:
    first, second = articles(NORWEGIAN)
    assert stated(first)["title"] == "Kaien stengt"
    assert stated(first)["date"] == PartialDate(1946, 5, 6)
    assert first.fields == (("byline", "BAKKEN ANNE"), ("page", "8"))
    assert first.text == "Rådet stemte på tirsdag. (Foto: NTB)"
    # A date that cannot be is told as it stands.
    assert stated(second)["date"] == "31.02.1946"
    assert second.text == "Ingeniørene målte den."


@pytest.mark.parametrize(
    "text",
    [
        "Kajen stängs\nHamnbladet, 2004-12-29\nPublicerat i print.\n\nRådet röstade i tisdags.\n",
        SWEDISH.replace("Publicerat", "Tryckt"),
        "Vi läste i Hamnbladet, 2004-12-29\noch skrev sedan om det.\nPublicerat i dag.\n",
    ],
)
def test_what_only_looks_like_a_record_is_no_export(text: str) -> None:
    assert read_export(text) is None
