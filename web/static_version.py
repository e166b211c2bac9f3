"""The version of the static files, which is a part of their addresses."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

#: In seconds. What a browser may keep without asking again.
ONE_YEAR = 31_536_000


@cache
def static_version() -> str:
    """A name for the present content of all files in `static/`."""
    digest = hashlib.blake2b(digest_size=6)
    for file in sorted(resources.files("searchkit.web").joinpath("static").iterdir(), key=str):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def static_href(name: str) -> str:
    """The address of a file in `static/`; a browser may keep for good what it finds there.

    Scripts import each other from the same folder, and so in the same version.
    """
    return f"/static/{static_version()}/{name}"
