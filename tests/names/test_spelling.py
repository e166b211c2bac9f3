"""Which spellings can be the name of one person."""

from __future__ import annotations

import pytest

from searchkit.names.spelling import are_compatible, are_near, parts


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Zamir Kabulov", "Zamir N. Kabulov", True),
        ("Z. Kabulov", "Zamir Kabulov", True),
        ("Yurii Krupnov", "Yuri V. Krupnov", True),
        ("John W. Lind", "John H. Lind", False),
        ("Ada Lind", "Bo Lind", False),
        ("Viktor P. Ivano", "Viktor P. Ivanov", True),
        ("Viktor Ivanov", "Viktor Ivanova", False),
        ("Ada Lind", "Ada Lund", False),
    ],
)
def test_initials_romanisations_and_slips_may_differ(one: str, other: str, alike: bool) -> None:
    (*ours, surname), (*theirs, last) = parts(one), parts(other)
    found = are_near(surname, last) and are_compatible(tuple(ours), tuple(theirs))
    assert found is alike
