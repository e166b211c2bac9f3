"""Articles from anywhere → the corpus: none overwritten, none half copied, and nothing else."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from searchkit.article import Failure
from searchkit.corpus.corrections import SUFFIX, TOGETHER
from searchkit.corpus.escaping import escaped
from searchkit.corpus.files import too_large
from searchkit.corpus.formats.ocr import OcrReader
from searchkit.corpus.page_folders import is_page_folder
from searchkit.corpus.registry import HEAD, MANY_TIMES, Registry
from searchkit.corpus.sidecars import MAX_LIST_SIZE, is_about_others, is_beside, may_be_record
from searchkit.corpus.unsupported import unsupported
from searchkit.errors import SettingsError
from searchkit.platform_support import open_descriptor
from searchkit.quick_dataclass import dataclass
from searchkit.regular_file import NotRegularFile, read_regular_file, replace_file

#: Told of each file that was left where it is, and why.
Left = Callable[[Failure], None]

_SETTINGS = "searchkit.toml"


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file and where it is to be in the corpus."""

    source: Path
    target: Path


def copy_into(
    corpus: Path, paths: Sequence[Path], *, largest: int, left: Left, ocr_languages: str = ""
) -> list[Path]:
    """Copy articles and folders of them, these with their names; where they are now.

    Pictures are articles where they are read by OCR, in `ocr_languages`. What is no article, larger
    than so many bytes or behind a link is `left` where it is. Raises `SettingsError`, before
    anything is copied, for a path that does not exist and for a file whose name is taken by other
    content.
    """
    for path in paths:
        _check(path, corpus)
    adding = _Adding(corpus, largest, left, ocr_languages)
    files = dict.fromkeys(copy for path in paths for copy in adding.copies(path))
    targets = {file.target for file in files}
    copies = [file for file in files if adding.is_wanted(file, targets)]
    if len({file.target for file in copies}) < len(copies):
        raise SettingsError(
            "two of these files would have the same name in the corpus; nothing was added",
            advice="rename one of them",
        )
    inside = corpus.resolve()
    for file in copies:
        if not file.target.parent.resolve().is_relative_to(inside):
            raise SettingsError(
                f"{file.target} is outside the corpus, through a symbolic link; nothing was added"
            )
    there = [_is_there(file, largest * MANY_TIMES) for file in copies]
    return [
        file.target
        for file, is_there in zip(copies, there, strict=True)
        if is_there or adding.copy(file)
    ]


def _check(path: Path, corpus: Path) -> None:
    try:
        path.lstat()
    except OSError as error:
        raise SettingsError(f"no such file or folder: {path}; nothing was added") from error
    if corpus.resolve().is_relative_to(path.resolve()):
        raise SettingsError(f"{path} contains the corpus itself; nothing was added")


def _is_there(file: _Copy, largest: int) -> bool:
    """Tell if the corpus has the file already. Raises `SettingsError` if it has another one."""
    try:
        before = read_regular_file(file.target, max_bytes=largest, follow_symlinks=False)
    except FileNotFoundError:
        return False
    except OSError:
        before = None
    try:
        data = read_regular_file(file.source, max_bytes=largest, follow_symlinks=False)
    except OSError:
        data = None
    if before is None or before != data:
        raise SettingsError(
            f"{file.target} already exists with different content; nothing was added",
            advice="rename or remove one of the two files",
        )
    return True


class _Adding:
    """Tells articles from what is none."""

    def __init__(self, corpus: Path, largest: int, left: Left, ocr_languages: str) -> None:
        self._corpus = corpus
        self._largest = largest
        self._left = left
        self._readers = Registry(more=[OcrReader(ocr_languages)] if ocr_languages else [])

    def copies(self, path: Path) -> Iterator[_Copy]:
        """The regular files at a path, or in the folder that it is."""
        path = Path(os.path.abspath(path))  # noqa: PTH100 - a last link is not to be followed
        target = self._corpus / path.name
        # A stack of its own: folders can be nested deeper than Python calls.
        waiting = [(path, target)]
        while waiting:
            source, target = waiting.pop()
            if reason := self._refused(source, within=path):
                self._leave(source, reason)
            elif source.is_symlink():
                # What it leads to is added by its own name.
                if source == path:
                    self._leave(source, "symbolic link; add the file that it points to")
            elif source.is_dir() and is_page_folder(os.fspath(source)):
                self._leave(source, "files of a saved page, no articles")
            elif source.is_dir():
                waiting += [(entry, target / entry.name) for entry in self._inside(source)]
            else:
                yield _Copy(source, target)

    def _inside(self, folder: Path) -> list[Path]:
        """The entries of a folder, the last first."""
        try:
            return sorted(folder.iterdir(), reverse=True)
        except OSError as error:
            self._leave(folder, _reason(error))
            return []

    def is_wanted(self, file: _Copy, targets: Collection[Path]) -> bool:
        """Tell if it is a sidecar that comes with its article, or an article."""
        if not file.source.name.endswith(SUFFIX):
            return not self._is_about_others(file)
        article = file.target.with_name(file.target.name.removesuffix(SUFFIX))
        if os.path.lexists(article) and not os.path.lexists(file.target):
            self._leave(file.source, "corrections of an article that the corpus already has")
        elif article not in targets:
            self._leave(file.source, "corrections without their article")
        else:
            return True
        return False

    def _is_about_others(self, file: _Copy) -> bool:
        """Tell if it holds metadata of an article that the corpus has, and leave it then."""
        if not may_be_record(file.source.name) or os.path.lexists(file.target):
            return False
        try:
            data = read_regular_file(file.source, max_bytes=MAX_LIST_SIZE, follow_symlinks=False)
        except OSError:
            return False
        if not is_about_others(os.path.realpath(file.target), data):
            return False
        self._leave(file.source, "metadata of an article that the corpus already has")
        return True

    def copy(self, file: _Copy) -> bool:
        """Copy a file whole; whether that was possible."""
        try:
            limit = self._readers.largest(os.fspath(file.source), _head(file.source), self._largest)
            data = read_regular_file(file.source, max_bytes=limit, follow_symlinks=False)
        except OSError as error:
            self._leave(file.source, _reason(error))
            return False
        file.target.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file.target, data, durable=False)
        return True

    def _refused(self, path: Path, within: Path) -> str:
        """The reason why a file or folder is not taken; empty if it is."""
        name = path.name
        if name.startswith("."):
            return "hidden"
        if name in (TOGETHER, _SETTINGS):
            return "settings, not an article"
        if name.endswith("~") or (name.startswith("#") and name.endswith("#")):
            return "left behind by an editor"
        try:
            state = path.lstat()
            if stat.S_ISLNK(state.st_mode):
                return _wrong_link(path, within)
            return "" if stat.S_ISDIR(state.st_mode) else self._no_article(path, state)
        except OSError as error:
            return _reason(error)

    def _no_article(self, path: Path, state: os.stat_result) -> str:
        if not stat.S_ISREG(state.st_mode):
            return "not a regular file"
        limit = self._readers.largest(os.fspath(path), _head(path), self._largest)
        if state.st_size > limit:
            return too_large(state.st_size, limit)
        if path.name.endswith(SUFFIX):
            return ""
        if self._readers.for_name(os.fspath(path)) or self._readers.for_content(_head(path)):
            return ""
        if is_beside(os.path.realpath(path)):
            return ""
        return unsupported(path.name) or "unsupported format"

    def _leave(self, path: Path, reason: str) -> None:
        self._left(Failure(escaped(os.fspath(path)), reason))


def _wrong_link(path: Path, within: Path) -> str:
    """The reason why a link is no other name of something in the folder that is added."""
    target = Path(os.path.realpath(path))
    if path == within:
        return ""
    if not target.is_relative_to(os.path.realpath(within)):
        return "symbolic link that points outside the folder"
    return "" if target.exists() else "broken symbolic link"


def _head(path: Path) -> bytes:
    with os.fdopen(open_descriptor(path, follow_symlinks=False), "rb") as file:
        return file.read(HEAD)


def _reason(error: OSError) -> str:
    if isinstance(error, NotRegularFile):
        return "not a regular file"
    return (error.strerror or str(error)).lower()
