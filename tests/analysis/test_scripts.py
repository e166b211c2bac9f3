"""The script of a word."""

from __future__ import annotations

from searchkit.analysis.letter_patterns import SCRIPT
from searchkit.analysis.scripts import script_of


def test_what_is_told_without_the_patterns_is_what_they_tell():
    letters = [letter for letter in map(chr, range(0x250)) if letter.isalpha()]
    assert len(letters) > 400
    for letter in letters:
        match = SCRIPT.match(letter)
        # The micro sign and the two ordinals are in no block of letters.
        assert script_of(letter) == ("Latin" if match and match.lastindex == 1 else ""), letter
