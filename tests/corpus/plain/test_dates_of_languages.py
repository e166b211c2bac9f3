"""Dates as papers of many languages print them: all months of a language, or none."""

from __future__ import annotations

import pytest

from searchkit.corpus.plain.dates import read_date, read_date_line, yearless

# All of them are the last day of March 2020, a Tuesday.
LINES = """
31 мар 2020
31 марта 2020 года, 10:30
Дата публикации: 31 марта 2020 г.
Вторник, 31 марта 2020
31 березня 2020 року
Дата публікації: 31.03.2020 р.
2020年3月31日
2020年3月31日 星期二
2020年3月31日（火）
发布时间：2020年3月31日 10:30
2020년 3월 31일 (화)
martedì 31 marzo 2020
Pubblicato il 31 marzo 2020
terça-feira, 31 de março de 2020
31 de marzo del 2020
Geplaatst op 31 maart 2020
31 marca 2020 r.
31 Mart 2020 Salı
Yayınlanma Tarihi: 31 Mart 2020
2020-yil 31-mart
31-mart 2020-yil
2020 жылғы 31 наурыз
2020 жыл, 31 наурыз
2020-жылдын 31-марты
31-уми марти соли 2020
2020-njy ýylyň 31-nji marty
2020-ci il 31 mart
31 mart 2020-ci il
2020 წლის 31 მარტი
31 მარტს 2020
2020 թ. մարտի 31
31 במרץ 2020
2020-يىلى 31-مارت
۳۱ مارچ ۲۰۲۰
31 марти соли 2020
الثلاثاء 31 مارس 2020
31 مارس / آذار 2020
٣١ آذار ٢٠٢٠
۳۱ مارس ۲۰۲۰
Τρίτη, 31 Μαρτίου 2020
Thứ Ba, 31 tháng 3, 2020
ngày 31 tháng 3 năm 2020
2020. március 31.
tiistaina 31. maaliskuuta 2020
31 मार्च 2020
31 มีนาคม 2563
31 มี.ค. 2563
วันอังคารที่ 31 มีนาคม พ.ศ. 2563
31 มีนาคม ค.ศ. 2020
31 ມີນາ 2020
៣១ មីនា ២០២០
Stand: 31. März 2020
Publié le 31 mars 2020 à 10:30
Veröffentlicht am 31. März 2020 um 10:30 Uhr
""".strip().splitlines()


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_a_date_in_its_language(line):
    reading = read_date_line(line)
    assert reading is not None
    assert reading.date is not None
    assert reading.date.isoformat() == "2020-03-31"


@pytest.mark.parametrize(
    "line",
    [
        "31 bananas 2020",
        "Stand 2020",
        "В 2020 году началась война",
        "2020年の春",
        "am 31. März 2020 sagte er",
        "Понедельник, 31 марта 2020",
        "31. Februar 2020",
    ],
)
def test_other_lines_are_no_dates(line):
    reading = read_date_line(line)
    assert reading is None or reading.date is None


def test_a_day_without_a_year_is_told_in_other_languages():
    assert yearless("31 марта")
    assert yearless("3月31日")
    assert not yearless("31 банан")


@pytest.mark.parametrize(
    ("text", "language", "month"),
    [
        ("2. listopada 2020.", "hr", 10),
        ("2 listopada 2020", "hr", 10),
        ("2 listopada 2020", "pl", 11),
        ("2. lis 2020", "cs", 11),
        ("2. srpnja 2020", "", 7),
        ("2. srpna 2020", "", 8),
    ],
)
def test_a_name_that_is_two_months_goes_by_the_language(text: str, language: str, month: int):
    reading = read_date(text.rstrip("."), language)
    assert reading is not None
    assert reading.date is not None
    assert reading.date.month == month


@pytest.mark.parametrize(
    ("line", "month"), [("2. listopada 2020.", 10), ("petak, 2. Listopada 2020.", 10),
                        ("2 listopada 2020", 11), ("3. studenoga 2020.", 11)],
)  # fmt: skip
def test_a_dot_behind_the_day_tells_croatian_from_polish(line: str, month: int):
    reading = read_date_line(line)
    assert reading is not None
    assert reading.date is not None
    assert reading.date.month == month
