"""Names across scripts, and words that only look like them."""

from __future__ import annotations

import pytest

from searchkit.analysis.transliteration import are_one_name


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("kabulov", "кабуловым"),
        ("putin", "путина"),
        ("zelensky", "зеленского"),
        ("ostrowski", "островским"),
        ("lenin", "лениным"),
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
