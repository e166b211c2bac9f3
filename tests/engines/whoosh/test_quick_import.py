"""Whoosh is imported without `asyncio` and `urllib.request`; others have them all the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

#: While Whoosh is imported, and afterwards.
PROGRAM = """
import importlib, sys
from searchkit.engines.whoosh import quick_import

within = []

def importing(name):
    if name == "whoosh.reading":
        {within}
    return importlib.import_module(name)

quick_import.import_module = importing
del sys.modules["whoosh.reading"]
quick_import.import_whoosh()
import cached_property, urllib.request
print(within, cached_property.__version__, urllib.request.Request.__name__)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "within",
    [
        pytest.param("pass", id="nobody"),
        pytest.param(
            "import urllib.request; within.append(urllib.request.Request)", id="another-thread"
        ),
    ],
)
def test_the_libraries_are_there_for_others(within: str) -> None:
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROGRAM.format(within=within)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert "Request" in result.stdout
    assert ("<class" in result.stdout) == (within != "pass")
