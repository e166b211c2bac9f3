"""What the user wants left out of the corpus: `.searchkitignore`, in the syntax of gitignore."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import SettingsError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

FILE = ".searchkitignore"


class Ignore:
    """The patterns in the `.searchkitignore` of a corpus folder; none without one.

    Raises `SettingsError` for a file that cannot be understood: going on without it would index
    what shall not be.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lines = _lines(folder / FILE)
        if self._lines:
            self._matches("")

    def covers(self, path: str, *, folder: bool) -> bool:
        """Whether what lies at an absolute path, below the corpus folder, is left out.

        For a file or folder whose folders are not left out.
        """
        if not self._lines:
            return False
        relative = os.path.relpath(path, self._folder)
        return self._matches(relative + "/" if folder else relative)

    def covers_within(self, path: Path) -> bool:
        """Whether a file below the corpus folder, or one of the folders around it, is left out."""
        around = [one for one in path.parents if self._folder in one.parents]
        return self.covers(str(path), folder=path.is_dir()) or any(
            self.covers(str(one), folder=True) for one in around
        )

    def _matches(self, path: str) -> bool:
        return self._spec.match_file(path)

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec

        try:
            return GitIgnoreSpec.from_lines(self._lines)
        except ValueError as error:
            raise SettingsError(f"{FILE}: {error}") from error


def _lines(path: Path) -> list[str]:
    try:
        lines = path.read_text("utf-8-sig", "surrogateescape").splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise SettingsError(f"{path}: {(error.strerror or str(error)).lower()}") from error
    return [line for line in lines if line.strip() and not line.startswith("#")]
