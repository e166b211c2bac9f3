"""Files from anywhere → the corpus, nothing overwritten, none half copied."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from searchkit.errors import SettingsError


def copy_into(corpus: Path, paths: Sequence[Path]) -> list[Path]:
    """Copy files and folders, these with their names; where they are now.

    Raises `SettingsError`, before anything is copied, for a path that does not exist and for a
    file whose name is taken by other content.
    """
    corpus.mkdir(parents=True, exist_ok=True)
    copies = [pair for path in paths for pair in _copies(path, corpus)]
    if len({target for _, target in copies}) < len(copies):
        raise SettingsError("two of these would have one name in the corpus")
    for source, target in copies:
        if target.exists() and target.read_bytes() != source.read_bytes():
            raise SettingsError(f"{target} is already there with other content")
    for source, target in copies:
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.new")
        shutil.copyfile(source, fresh)
        fresh.replace(target)
    return [target for _, target in copies]


def _copies(path: Path, corpus: Path) -> list[tuple[Path, Path]]:
    path = path.resolve()
    if corpus.resolve().is_relative_to(path):
        raise SettingsError(f"{path} holds the corpus itself")
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.is_file())
        return [(one, corpus / path.name / one.relative_to(path)) for one in files]
    if not path.is_file():
        raise SettingsError(f"there is no file {path}")
    return [(path, corpus / path.name)]
