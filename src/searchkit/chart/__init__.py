"""Pictures of counts over time or by value, in SVG and PNG."""

from searchkit.chart.counts import (
    COLOURS,
    MAX_BARS,
    MAX_LINES,
    MAX_POINTS,
    NARROW,
    WIDE,
    Link,
    Size,
    svg,
)
from searchkit.chart.png import can_draw_png, png

__all__ = [
    "COLOURS",
    "MAX_BARS",
    "MAX_LINES",
    "MAX_POINTS",
    "NARROW",
    "WIDE",
    "Link",
    "Size",
    "can_draw_png",
    "png",
    "svg",
]
