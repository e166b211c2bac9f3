"""Bylines and datelines as papers of many languages print them."""

from __future__ import annotations

import pytest

from searchkit.corpus.plain.bylines import read_byline
from searchkit.corpus.plain.datelines import read_dateline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Автор: Иван Петров", ("Иван Петров",)),
        ("Авторы: Иван Петров и Анна Смирнова", ("Иван Петров", "Анна Смирнова")),
        ("Von Anna Berg und Max Müller", ("Anna Berg", "Max Müller")),
        ("Par Marie Dupont", ("Marie Dupont",)),
        ("Por Juan Pérez García", ("Juan Pérez García",)),
        ("Di Luca Rossi", ("Luca Rossi",)),
        ("Door Jan de Vries", ("Jan de Vries",)),
        ("Yazar: Ahmet Yılmaz", ("Ahmet Yılmaz",)),
        ("الكاتب: أحمد خالد", ("أحمد خالد",)),
        ("作者：王小明", ("王小明",)),
        ("Автор: редакция", ()),
        ("Автор: пресс-служба города", ()),
        ("Von Berlin nach Moskau", ()),
        ("Por la paz", ()),
        ("Par avion", ()),
    ],
)
def test_a_byline_names_people_in_its_language(line, names):
    assert read_byline(line) == names


@pytest.mark.parametrize(
    ("prose", "agency", "day"),
    [
        ("МОСКВА, 31 марта. /ТАСС/. Шёл дождь.", "TASS", "31 марта"),
        ("МОСКВА, 31 мар — РИА Новости. Шёл дождь.", "RIA Novosti", "31 мар"),
        ("/Корр. ТАСС Иван Петров/. Шёл дождь.", "TASS", ""),
        ("Kabul, 31 mar (EFE).- Llovió.", "EFE", "31 mar"),
        ("KABUL, 31 marzo (ANSA) - Piove.", "ANSA", "31 marzo"),
        ("كابول، 31 مارس (رويترز) - أمطرت.", "Reuters", "31 مارس"),
        ("新华社喀布尔3月31日电（记者王明）下雨了。", "Xinhua", "3月31日"),
        ("(서울=연합뉴스) 비가 왔다.", "Yonhap", ""),
        ("Berlin (dpa) – Es regnete.", "dpa", ""),
    ],
)
def test_a_dateline_tells_agency_and_day_in_its_language(prose, agency, day):
    dateline = read_dateline(prose)
    assert dateline is not None
    assert (dateline.agency, dateline.day) == (agency, day)
