"""Programs in text files, and texts that look a little like them."""

from __future__ import annotations

import pytest

from searchkit.corpus.formats.code import code_in

RULE = "=" * 60
SCRIPT = "function add(a, b) { return a + b; } var total = add(1, 2); show(total);\n" * 4


@pytest.mark.parametrize(
    "text",
    [
        f"Soup\n{RULE}\nPeel the onions.\n{RULE}\nBoil the stock.\n{RULE}\nServe it at once.\n",
        "Teams: " + ", ".join(f"Berg ({number}), Lund (2)" for number in range(30)),
        "Result (final) " + "Oslo (1) 3 (0), Bergen (2) 1 (1). " * 10,
    ],
    ids=["ruled lines", "numbers of players", "scores"],
)
def test_rules_and_brackets_of_a_text_make_it_no_program(text: str):
    assert code_in(text) == ""


def test_a_program_on_long_lines_is_one():
    assert code_in(SCRIPT) == "a script, not an article"
