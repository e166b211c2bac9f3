"""The names of months and weekdays, beside those of the Unicode project.

They are written down in the program because reading those takes longer than the start of a process.
"""

from __future__ import annotations

import pytest
from babel import Locale

from searchkit.corpus.plain.months import CROATIAN_MONTHS, MONTHS, WEEKDAYS

LANGUAGES = """
    en de fr es ru it pt nl pl tr uk uz uz_Cyrl tg kk ky az tk ar ar_SY fa el sv da nb fi cs sk ro
    hu bg sr sr_Latn id he hi ka hy lt lv et sl mk be ps ur sq th
""".split()


@pytest.mark.parametrize("language", [*LANGUAGES, "de_AT", "lo", "km"])
def test_every_month_of_a_language_is_known(language: str) -> None:
    names = Locale.parse(language).months["format"]["wide"]
    assert {number: MONTHS.get(name.lower()) for number, name in names.items()} == {
        number: number for number in range(1, 13)
    }


@pytest.mark.parametrize("language", ["en", "de_AT"])
def test_every_short_month_is_known(language: str) -> None:
    names = Locale.parse(language).months["stand-alone"]["abbreviated"]
    assert [MONTHS.get(name.lower()) for name in names.values()] == list(range(1, 13))


def test_every_month_of_croatian_is_known() -> None:
    names = Locale.parse("hr").months["format"]["wide"]
    assert [(MONTHS | CROATIAN_MONTHS)[name.lower()] for name in names.values()] == [*range(1, 13)]


@pytest.mark.parametrize("language", [*LANGUAGES, "hr"])
def test_every_weekday_of_a_language_is_known(language: str) -> None:
    names = Locale.parse(language).days["format"]["wide"]
    assert {
        number: WEEKDAYS.get(name.lower().replace("ʼ", "'")) for number, name in names.items()
    } == {number: number for number in range(7)}
