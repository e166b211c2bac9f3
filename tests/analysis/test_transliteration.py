"""Names across scripts, and words that only look like them."""

from __future__ import annotations

import pytest

from searchkit.analysis.arabic_names import arabic_beginnings, is_same_name
from searchkit.analysis.transliteration import are_one_name


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("kabulov", "кабуловым"),
        ("putin", "путина"),
        ("zelensky", "зеленского"),
        ("ostrowski", "островским"),
        ("lenin", "лениным"),
        ("yablokoff", "яблокова"),
        ("chazanov", "хазанов"),
        ("olszowski", "ольшовского"),
        ("nefjodov", "нефедовым"),
    ],
)
def test_a_name_is_the_same_in_another_script_in_any_case(word: str, other: str) -> None:
    assert are_one_name(word, other)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("army", "арма"),
        ("three", "три"),
        ("drug", "другого"),
        ("bell", "белых"),
        ("good", "год"),
        ("took", "ток"),
    ],
)
def test_a_word_is_no_name_that_sounds_like_some_form_of_it(word: str, other: str) -> None:
    assert not are_one_name(word, other)


NAMES = [
    ("kabulov", "كابولوف"),
    ("кабулов", "كابلوف"),
    ("putin", "پوتين"),
    ("lavrov", "لاوروف"),
    ("karzai", "كرزي"),
    ("zelensky", "زيلينسكي"),
    ("merkel", "ميركل"),
    ("dushanbe", "دوشنبه"),
    ("anderson", "اندرسون"),
    ("umurbekov", "اوموربيكوف"),
    ("osmanovski", "اوسمانوفسكي"),
    ("yatsenyuk", "ياتسينيوك"),
    ("cherenkov", "شيرنكوف"),
    ("ramazanov", "رمضانوف"),
]


@pytest.mark.parametrize(("word", "written"), NAMES)
def test_a_name_is_the_same_in_arabic_script_with_or_without_its_short_vowels(word, written):
    assert is_same_name(word, written)
    assert written[:2] in arabic_beginnings(word)


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("kabulov", "كابل"),
        ("german", "كرمان"),
        ("elway", "اليها"),
        ("peskov", "باسكو"),
        ("safronov", "سيفرونوف"),
        ("bell", "بالي"),
        ("kabul", "كتاب"),
    ],
)
def test_a_word_in_arabic_script_is_no_name_that_shares_some_letters(word, written):
    assert not is_same_name(word, written)
