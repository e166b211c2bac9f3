"""Which libraries there are."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from importlib.metadata import PackageNotFoundError, version
from importlib.util import module_from_spec
from types import ModuleType

_DEBIAN = "/usr/lib/python3/dist-packages"


def version_of(package: str) -> str | None:
    """The version of a package; None if it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def xapian() -> ModuleType | None:
    """Xapian's module; also Debian's own, which is no package that an environment sees."""
    name = "xapian"
    spec = PathFinder.find_spec(name) or PathFinder.find_spec(name, [_DEBIAN])
    if spec is None or spec.loader is None:
        return None
    if name not in sys.modules:
        sys.modules[name] = module_from_spec(spec)
        try:
            spec.loader.exec_module(sys.modules[name])
        except ImportError:  # of another version of Python
            del sys.modules[name]
    return sys.modules.get(name)
