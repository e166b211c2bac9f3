"""The import of Whoosh without two libraries that it imports and has no use for.

They are `asyncio`, by way of `cached_property`, and `urllib.request`, with all of HTTP and TLS:
half of the time that Whoosh takes to import, and a tenth of a cold query.
"""

from __future__ import annotations

import sys
import urllib
from functools import cached_property
from importlib import import_module
from types import ModuleType

_LIBRARY = "urllib.request"


class _LateModule(ModuleType):
    """A library in whose place this stands until somebody asks for more than Whoosh does."""

    urlretrieve = None

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        _give_way(self)
        return getattr(import_module(_LIBRARY), name)


def import_whoosh() -> None:
    """Import what of Whoosh imports the two; all else of it can be imported as usual then."""
    if "whoosh.reading" in sys.modules:
        return
    late, quick = _LateModule(_LIBRARY), ModuleType("cached_property")
    quick.cached_property = cached_property  # type: ignore[attr-defined]
    taken = {
        name: module
        for name, module in ((_LIBRARY, late), (quick.__name__, quick))
        if sys.modules.setdefault(name, module) is module
    }
    if _LIBRARY in taken:
        # As an import does; it stays until there is one.
        urllib.request = late  # type: ignore[attr-defined]
    try:
        import_module("whoosh.reading")
    finally:
        for module in taken.values():
            _give_way(module)


def _give_way(module: ModuleType) -> None:
    if sys.modules.get(module.__name__) is module:
        del sys.modules[module.__name__]
