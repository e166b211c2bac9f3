"""Files that belong to somebody else, for tests that root or another user runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NOBODY = 65_534


def give_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a file or folder belong to another user."""
    if os.geteuid() == 0:
        os.chown(path, NOBODY, -1)
        return
    owner = path.stat().st_uid
    real = Path.stat

    class State:
        def __init__(self, state: os.stat_result) -> None:
            self._state = state
            self.st_uid = owner + 1

        def __getattr__(self, name: str) -> object:
            return getattr(self._state, name)

    def stat(one: Path, **options: bool) -> object:
        state = real(one, **options)
        return State(state) if one == path else state

    monkeypatch.setattr(Path, "stat", stat)
