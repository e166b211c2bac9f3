"""The files of the page itself, under addresses that change with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

#: What a browser may keep without asking again, in seconds.
ONE_YEAR = 31_536_000


@cache
def static(name: str) -> str:
    """The address of a file in `static/`; a browser may keep for good what it finds there."""
    content = resources.files("searchkit.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={hashlib.blake2b(content, digest_size=6).hexdigest()}"
