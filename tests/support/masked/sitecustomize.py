"""Python as it is where some calls are missing: what MASKED names is gone before anything runs."""

from __future__ import annotations

import importlib
import os
import pathlib
from types import ModuleType

_read_bytes = pathlib.Path.read_bytes
_real_import_module = importlib.import_module
_modules: dict[str, ModuleType | None] = {}


def _read_no_process(path: pathlib.Path) -> bytes:
    if path.is_relative_to("/proc"):
        raise FileNotFoundError(path)
    return _read_bytes(path)


def _msvcrt() -> ModuleType:
    """The locks of Windows, made of those of POSIX."""
    import fcntl

    def locking(descriptor: int, mode: int, count: int) -> None:
        kind = fcntl.LOCK_EX | fcntl.LOCK_NB if mode else fcntl.LOCK_UN
        fcntl.lockf(descriptor, kind, count, 0, os.SEEK_CUR)

    module = ModuleType("msvcrt")
    vars(module).update(locking=locking, LK_UNLCK=0, LK_NBLCK=2)
    return module


def _import_module(name: str, package: str | None = None) -> ModuleType:
    if name in _modules:
        if _modules[name] is None:
            raise ModuleNotFoundError(name)
        return _modules[name]
    return _real_import_module(name, package)


for _name in filter(None, os.environ.get("MASKED", "").split()):
    _module, _, _attribute = _name.partition(".")
    if _name == "/proc":
        pathlib.Path.read_bytes = _read_no_process
    elif _name == "+msvcrt":
        _modules["msvcrt"] = _msvcrt()
    elif _attribute:
        delattr(__import__(_module), _attribute)
    else:
        # The libraries, which have their own ways for other systems, go on to have it.
        _modules[_module] = None
importlib.import_module = _import_module
