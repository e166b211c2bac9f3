"""Charts as PNG, where a package draws them."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from searchkit import chart
from searchkit.chart.png import _family


def test_a_png_is_drawn_only_with_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    def can_draw() -> bool:
        _family.cache_clear()
        return chart.can_draw_png()

    blank = SimpleNamespace(svg_to_bytes=lambda **_: b"blank")
    monkeypatch.setitem(sys.modules, "resvg_py", blank)
    assert not can_draw()

    def drawn(svg_string: str, zoom: float = 1.0, sans_serif_family: str = "") -> bytes:
        has_letter = "<text" in svg_string and sans_serif_family == "Arial"
        return f"{zoom} {sans_serif_family} {has_letter}".encode() if has_letter else b"blank"

    monkeypatch.setitem(sys.modules, "resvg_py", SimpleNamespace(svg_to_bytes=drawn))
    assert can_draw()
    assert chart.png("<svg><text/></svg>") == b"2.0 Arial True"
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    assert not can_draw()
    _family.cache_clear()
