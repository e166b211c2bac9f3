"""Names with marks in them, and words in capitals."""

from __future__ import annotations

import pytest

from searchkit.analysis.names import Name, token_streams
from searchkit.analysis.words import tokenize


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a cease-fire", ["ceasefire|5"], id="hyphen"),
        pytest.param("COVID‑19 and F-16s", ["covid19|5", "f16s|1"], id="letters and digits"),
        pytest.param("J. P. Morgan", ["jp|1"], id="initials apart"),
        pytest.param("А. С. Пушкин", ["ас|1"], id="initials in Cyrillic"),
        pytest.param("O’Brien’s", ["obrien|'1"], id="apostrophe inside"),
        pytest.param("D'Angelo", ["dangelo|1"], id="an elided name"),
        pytest.param("l’union", [], id="an elided article"),
        pytest.param("don't, we’ll, it's", [], id="contractions"),
        pytest.param("C++, C# and A+", ["c++|", "c#|", "a+|"], id="signs after a letter"),
        pytest.param("R&B and AT&T", ["r&b|2", "at&t|3"], id="ampersand"),
        pytest.param("U.S./NATO", ["usnato|2"], id="slash"),
        pytest.param("state-of-the-art", ["stateoftheart|5,7,10"], id="four parts"),
        pytest.param("a-b-c-d-e", [], id="a list"),
        pytest.param("1987-88", [], id="numbers"),
        pytest.param("five- or six", [], id="half a name"),
    ],
)
def test_a_text_has_these_names(text: str, expected: list[str]) -> None:
    streams = token_streams(text)
    assert [name.term for _, name in streams.names] == expected
    assert streams.terms == tokenize(text)
    for at, name in streams.names:
        assert Name.of(name.term) == name
        assert list(name.parts) == streams.terms[at : at + len(name.parts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The WHO’s man, who left", ["who"], id="an acronym"),
        pytest.param("U.S. aid for us", ["us"], id="with dots"),
        pytest.param("США и ООН", ["сша", "оон"], id="Cyrillic"),
        pytest.param("I saw a US-led G7", ["us"], id="two letters at least"),
        pytest.param("WHO MEETS", [], id="a headline"),
        pytest.param("It said: WHO SAYS THE END", [], id="with function words"),
        pytest.param("Read: ONE TWO THREE FOUR FIVE SIX", [], id="a line in capitals"),
        pytest.param("NATO", ["nato"], id="a title of one word"),
    ],
)
def test_a_text_has_these_words_in_capitals(text: str, expected: list[str]) -> None:
    streams = token_streams(text)
    assert [streams.terms[at] for at in streams.capitals] == expected
