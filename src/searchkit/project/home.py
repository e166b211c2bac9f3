"""The home of a project: the folder that is named, else the nearest upwards of the user."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from searchkit.errors import SettingsError
from searchkit.project.ownership import stranger
from searchkit.project.settings_file import shown, shown_path

FILE = "searchkit.toml"
CORPUS = "corpus"


def project_home(
    home: str | os.PathLike[str] | None, environment: Mapping[str, str]
) -> tuple[Path, tuple[str, ...]]:
    """The folder of the project, and what was passed over on the way, as sentences.

    Without `home`: the folder in SEARCHKIT_HOME, else the nearest folder upwards with a
    `searchkit.toml` or a `corpus` folder, else this one. Above this one, such a folder counts only
    if nobody but the user or root may write to it. Raises `SettingsError`.
    """
    named = home or environment.get("SEARCHKIT_HOME")
    if not named:
        return _nearest()
    text = os.fspath(named)
    try:
        folder = Path(text).absolute()
        if folder.is_dir():
            return folder, ()
    except (OSError, ValueError):
        pass
    raise SettingsError(f"there is no folder {text if text.isprintable() else shown(text)}")


def _nearest() -> tuple[Path, tuple[str, ...]]:
    here = Path.cwd()
    passed_over: list[str] = []
    for folder in (here, *here.parents):
        marks = [mark for mark in (folder / FILE, folder / CORPUS) if _marks_a_project(mark)]
        if not marks:
            continue
        reason = None if folder == here else _foreign(folder, *marks)
        if reason is None:
            return folder, tuple(passed_over)
        passed_over.append(reason)
    return here, tuple(passed_over)


def _marks_a_project(path: Path) -> bool:
    return os.path.lexists(path) if path.name == FILE else os.path.isdir(path)  # noqa: PTH112


def _foreign(folder: Path, *marks: Path) -> str | None:
    """The reason why a project above is passed over."""
    for checked in (folder, *marks):
        try:
            reason = stranger(checked)
        except OSError:
            reason = "it cannot be read"
        if reason:
            return (
                f"{shown_path(marks[0])} is passed over: {shown_path(checked)} is not yours alone "
                f"({reason}); if it is your project, name it with --home"
            )
    return None
