"""The examples in docstrings give what they say."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src"
_EXAMPLE = re.compile(r"^\s*>>> ", re.MULTILINE)


def _modules() -> list[str]:
    """The modules with examples; pytest would import and search all the others too."""
    folders = (SOURCE / "searchkit", SOURCE / "searchkit" / "web")
    paths = sorted({path for folder in folders for path in folder.rglob("*.py")})
    return [
        ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")
        for path in paths
        if _EXAMPLE.search(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("name", _modules())
def test_an_example_gives_what_it_says(name: str) -> None:
    module = import_module(name)
    outcome = doctest.testmod(module)
    # Nobody finds the examples of a module that is compiled.
    assert outcome.attempted > 0 or not str(module.__file__).endswith(".py")
    assert outcome.failed == 0
