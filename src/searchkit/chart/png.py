"""Pictures as PNG, where the optional package resvg-py is installed and finds a font."""

from __future__ import annotations

from functools import cache

#: Pixels for each unit of a picture, so that it is sharp in print.
SCALE = 2.0
#: Fonts that systems have; resvg does not know which of them is the usual one.
FAMILIES = (
    *("Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica", "Helvetica Neue"),
    *("Verdana", "Segoe UI", "Roboto", "Open Sans", "FreeSans"),
)

_BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'
_LETTER = '<text x="2" y="16" font-family="sans-serif" font-size="16">A</text>'


def can_draw_png() -> bool:
    """Tell if there is a package that draws, with letters."""
    return bool(_family())


def png(picture: str) -> bytes:
    """A picture that this package drew. Raises `ImportError` without resvg-py."""
    import resvg_py

    drawn = resvg_py.svg_to_bytes(svg_string=picture, zoom=SCALE, sans_serif_family=_family())
    return bytes(drawn)


@cache
def _family() -> str:
    """The first font that draws a letter; empty without one, or without the package."""
    try:
        import resvg_py
    except ImportError:
        return ""
    blank = resvg_py.svg_to_bytes(svg_string=_BLANK.format(""))
    for family in FAMILIES:
        letter = _BLANK.format(_LETTER)
        if resvg_py.svg_to_bytes(svg_string=letter, sans_serif_family=family) != blank:
            return family
    return ""
