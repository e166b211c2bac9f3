"""Packages that import what they export when it is first asked for.

The processes that parse and analyse need little of the package they are part of, and start for
every run.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def lazy_exports(package: str, names: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a package that exports names of these modules.

    Blanks part the names.

    Source: PEP 562.
    """
    modules = {name: module for module, exported in names.items() for name in exported.split()}

    def __getattr__(name: str) -> object:  # noqa: N807
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(modules[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return __getattr__
