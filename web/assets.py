"""The files of the page itself, in a folder whose name changes with what is in them."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

#: What a browser may keep without asking again, in seconds.
ONE_YEAR = 31_536_000


@cache
def edition() -> str:
    """Names the present content of all files in `static/`."""
    found = hashlib.blake2b(digest_size=6)
    for file in sorted(resources.files("searchkit.web").joinpath("static").iterdir(), key=str):
        found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def static(name: str) -> str:
    """The address of a file in `static/`; a browser may keep for good what it finds there.

    Scripts import each other from the same folder, and so in the same edition.
    """
    return f"/static/{edition()}/{name}"
