"""The folder of saved articles: which files it holds, their bytes, and their articles."""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path, PurePosixPath

from searchkit.article import Article, Failure
from searchkit.corpus.corrections import Corrections, SaidOfFile
from searchkit.corpus.escaping import escaped
from searchkit.corpus.field_rules import FieldRules
from searchkit.corpus.formats.pdf import PdfReader
from searchkit.corpus.ignore import Ignore
from searchkit.corpus.metadata import Entry, article_id
from searchkit.corpus.metadata_records import with_record
from searchkit.corpus.page_folders import PAGE_FOLDER, is_page_folder
from searchkit.corpus.reader import ParsedDocument, Reader, Unread
from searchkit.corpus.registry import HEAD, Registry
from searchkit.corpus.scans import Scans
from searchkit.corpus.sidecars import Sidecars
from searchkit.corpus.unique_records import UniqueRecords
from searchkit.corpus.unsupported import unsupported
from searchkit.corpus.workers import Workers
from searchkit.errors import ArticleUnreadable, CorpusMissing
from searchkit.platform_support import open_descriptor, path_below
from searchkit.quick_dataclass import dataclass
from searchkit.schema import FieldRule

_REASONS = {
    errno.ENOENT: "vanished",
    errno.ENOTDIR: "vanished",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.ELOOP: "symbolic link",
    errno.EISDIR: "not a regular file",
    errno.ENXIO: "not a regular file",
}
#: Bytes of a file that a reader which is not `isolated` reads in this process.
MAX_HERE = 65_536
#: With more bytes, packed or not, a file of a format for many records is taken to have them.
MANY = 200_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus that a reader is for.

    `path` is relative to the root, with `/` between folders, and opens the file: bytes of it that
    are no UTF-8 are in it as lone surrogates. `size` is in bytes.
    """

    path: str
    size: int
    mtime_ns: int

    @property
    def article_path(self) -> str:
        """The path as its articles carry it: always Unicode, different for different files."""
        return escaped(self.path)


class Corpus:
    """The articles in a folder and the folders below it.

    `largest` is the size in bytes over which an article is refused; `excluded` are folders that are
    never entered; `fields` are rules for further fields; `analysis` changes with what else decides
    what becomes of a file, so that it is read anew. So many files are worth reading in
    `parallel`. `ignored` counts by suffix the files that no reader is for, and the folders of saved
    pages, as the last run of `files` met them; `warnings` are about readers that cannot be used.
    """

    def __init__(
        self,
        root: Path,
        *,
        largest: int = 20_000_000,
        excluded: Sequence[Path] = (),
        ocr_languages: str = "",
        fields: Sequence[FieldRule] = (),
        analysis: bytes = b"",
    ) -> None:
        self.root = root
        self._analysis = analysis
        self._rules = FieldRules(fields)
        self.largest = largest
        self.ignored: Counter[str] = Counter()
        self._folder = Path(os.path.realpath(root))
        self._excluded = {Path(os.path.realpath(folder)) for folder in excluded}
        self._scans = Scans(ocr_languages, largest=largest)
        self._readers = Registry(more=[self._scans.reader] if self._scans.reader else [])
        self.warnings = self._readers.warnings
        self.parallel = min(4, os.cpu_count() or 1)
        # One more goes on with a file that has many records.
        self._workers = Workers(self.parallel + 1, largest=largest)
        self._corrections: Corrections | None = None
        self._sidecars = Sidecars(self._folder)

    def close(self) -> None:
        """End the processes that parse, in the middle of a file too."""
        self._workers.close()
        self._scans.close()

    def check(self) -> None:
        """Raise `CorpusMissing` if the root is no folder that can be read."""
        self._top()

    def reads_alike(self, path: str, file: SourceFile, data: bytes) -> bool:
        """Tell if these bytes of a file would have the same reader under another path."""
        readers = {self._readers.choose(name, data[:HEAD]) for name in (path, file.path)}
        return len(readers) == 1

    def said_of(self, file: SourceFile) -> SaidOfFile:
        """Changes whenever what the user, a record beside it or a rule says of a file does."""
        said = self._said().fingerprint(file.article_path, file.path)
        further = self._sidecars.fingerprint(file.path) + self._rules.fingerprint + self._analysis
        return replace(said, common=said.common + further)

    def records(self, file: SourceFile) -> Iterator[str]:
        """The paths of the files of metadata that are about a file."""
        return self._sidecars.paths(file.path)

    def files(self) -> Iterator[SourceFile | Failure]:
        """The files that a reader is for, and what had to be left out, in the order of the paths.

        What `.searchkitignore` covers is passed over. Raises `CorpusMissing` at once if the root is
        no folder that can be read, `SettingsError` if its corrections or that file cannot be read.
        """
        self.ignored = Counter()
        top = self._top()
        self._ignore = Ignore(self._folder)
        self._sidecars = Sidecars(self._folder)
        # A large file takes seconds to parse, and to list the files takes none of it.
        Corrections.check(self._folder)
        self._corrections = None
        return self._walk(top)

    @property
    def folder(self) -> Path:
        """The root as an absolute path without links."""
        return self._folder

    def places(self, paths: Mapping[str, str]) -> list[tuple[str, str | None]]:
        """Each of the articles, by id with their paths, with the file that it is alone in.

        Raises `CorpusMissing` without one of the files.
        """
        wanted = set(paths.values())
        found = {
            file.article_path: file.path
            for file in self.files()
            if isinstance(file, SourceFile) and file.article_path in wanted
        }
        for path in paths.values():
            if path not in found:
                raise CorpusMissing(f"{path} is not in the corpus any more")
        return [(one, found[path] if one == path else None) for one, path in paths.items()]

    def load(self, file: SourceFile) -> bytes:
        """The bytes of a file; raises `ArticleUnreadable`. Never follows a link, never blocks."""
        try:
            number = open_descriptor(self._folder / file.path, follow_symlinks=False)
            with os.fdopen(number, "rb") as stream:
                state = os.fstat(number)
                if not stat.S_ISREG(state.st_mode):
                    raise ArticleUnreadable("not a regular file")
                data = stream.read(HEAD)
                limit = self._readers.largest(file.path, data, self.largest)
                if state.st_size <= limit:
                    data += stream.read(limit + 1 - len(data))
        except OSError as error:
            raise ArticleUnreadable(_reason(error)) from error
        size = max(state.st_size, len(data))
        if size > limit:
            raise ArticleUnreadable(too_large(size, limit))
        return data

    def articles(self, file: SourceFile, data: bytes) -> tuple[list[Article], list[Failure]]:
        """The articles in the bytes of a file, and the records of it that gave none.

        Raises `ArticleUnreadable` if there is no article at all.
        """
        articles: list[Article] = []
        failed: list[Failure] = []
        for entry in chain.from_iterable(self.entries(file, data)):
            article = entry if isinstance(entry, Failure) else entry.read()
            if isinstance(article, Failure):
                failed.append(article)
            else:
                articles.append(article)
        if not articles:
            raise nothing_in(failed)
        return articles, failed

    def has_many(self, file: SourceFile, data: bytes) -> bool:
        """Tell if a file is so large, and of such a format, that it likely has many records."""
        reader = self._readers.choose(file.path, data[:HEAD])
        return len(data) > MANY and getattr(reader, "many_records", False)

    def entries(
        self, file: SourceFile, data: bytes
    ) -> Generator[list[Entry | Failure], None, None]:
        """The entries in the bytes of a file, and the records that give none.

        They come in batches while the file is parsed. Raises `ArticleUnreadable`.
        """
        reader = self._readers.choose(file.path, data[:HEAD])
        if reader is None:
            raise ArticleUnreadable("no reader is for it any more")
        records = UniqueRecords()
        try:
            for batch in self._documents(reader, data):
                yield [self._entry(document, file) for document in records.all_of(batch)]
        except ArticleUnreadable:
            raise
        except Exception as error:  # one bad file must not cost the others
            what = type(error).__name__
            raise ArticleUnreadable(f"the {reader.name} reader failed ({what}: {error})") from error

    def _documents(self, reader: Reader, data: bytes) -> Iterator[list[ParsedDocument | Unread]]:
        if reader is self._scans.reader:
            return self._scans.batches(data)
        if reader.name == PdfReader.name:
            return self._scans.or_scan(self._workers.batches(reader, data), data)
        if len(data) > MAX_HERE or getattr(reader, "isolated", True):
            return self._workers.batches(reader, data)
        return iter([list(reader.read(data))])

    def _top(self) -> list[os.DirEntry[str]]:
        try:
            return _entries(os.fspath(self._folder))
        except PermissionError:
            raise CorpusMissing(f"the corpus folder {self.root} cannot be read") from None
        except OSError:
            raise CorpusMissing.at(self.root) from None

    def _said(self) -> Corrections:
        if self._corrections is None:
            self._corrections = Corrections(self._folder)
        return self._corrections

    def _entry(self, document: ParsedDocument | Unread, file: SourceFile) -> Entry | Failure:
        path = file.article_path
        record = article_id(path, document)
        if isinstance(document, Unread):
            return Failure(record, document.reason)
        if document.record is None and (beside := self._sidecars.of(file.path)):
            document = with_record(document, beside)
        said = self._said().of(record, file.path if document.record is None else None)
        document = said.with_fields(self._rules.applied(document))
        return Entry(document, path, said.corrections)

    def _walk(self, top: list[os.DirEntry[str]]) -> Iterator[SourceFile | Failure]:
        # A stack of its own: folders can be nested deeper than Python calls.
        folders = [self._without_records(top)]
        while folders:
            for path, reason in self._sidecars.take_problems():
                yield Failure(escaped(path), reason)
            entry = next(folders[-1], None)
            if entry is None:
                folders.pop()
            elif _is_left_out(entry.name) or self._ignore.covers(
                entry.path, folder=entry.is_dir(follow_symlinks=False)
            ):
                continue
            elif not entry.is_dir(follow_symlinks=False):
                yield from self._file(entry)
            elif is_page_folder(entry.path):
                self.ignored[PAGE_FOLDER] += 1
            elif Path(entry.path) not in self._excluded:  # no link led here, so it is real
                try:
                    folders.append(self._without_records(_entries(entry.path)))
                except OSError as error:
                    yield self._failure(entry, _reason(error))

    def _without_records(self, entries: list[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
        return self._sidecars.without(
            entries,
            lambda entry: _is_left_out(entry.name) or self._ignore.covers(entry.path, folder=False),
        )

    def _file(self, entry: os.DirEntry[str]) -> Iterator[SourceFile | Failure]:
        try:
            if entry.is_symlink():
                if reason := self._wrong_link(entry):
                    yield self._failure(entry, reason)
                return
            state = entry.stat(follow_symlinks=False)
        except OSError as error:
            yield self._failure(entry, _reason(error))
            return
        if not stat.S_ISREG(state.st_mode):
            yield self._failure(entry, "not a regular file")
        elif self._is_readable(entry.path):
            yield SourceFile(self._relative(entry.path), state.st_size, state.st_mtime_ns)
        elif reason := unsupported(entry.name):
            yield self._failure(entry, reason)
        else:
            self.ignored[_suffix(entry.name)] += 1

    def _wrong_link(self, entry: os.DirEntry[str]) -> str:
        """The reason why a link is no other name of something that is indexed; else empty."""
        target = Path(os.path.realpath(entry.path))
        if target.is_symlink():
            return "symbolic link loop"
        if not target.is_relative_to(self._folder):
            return "symbolic link out of the corpus"
        try:
            state = target.stat()
        except FileNotFoundError:
            return "symbolic link to nothing"
        inside = target.relative_to(self._folder)
        if any(map(_is_left_out, inside.parts)) or self._ignore.covers_within(target):
            return "symbolic link to a file that is left out"
        if stat.S_ISREG(state.st_mode) and not self._is_readable(target):
            return "symbolic link to a file that no reader is for"
        return ""

    def _is_readable(self, path: str | Path) -> bool:
        """Tell if a reader is for a regular file, by its name or else by its first bytes."""
        return bool(
            self._readers.for_name(os.fspath(path)) or self._readers.for_content(_head(path))
        )

    def _relative(self, path: str) -> str:
        return path_below(self._folder, path)

    def _failure(self, entry: os.DirEntry[str], reason: str) -> Failure:
        return Failure(escaped(self._relative(entry.path)), reason)


def too_large(size: int, limit: int) -> str:
    """The reason why a file of so many bytes is not read.

    >>> too_large(3_220_400_000, 20_000_000)
    'too large (3,220.4 MB; the limit is 20 MB)'
    """
    size_, limit_ = (f"{count / 1e6:,.1f}".removesuffix(".0") for count in (size, limit))
    return f"too large ({size_} MB; the limit is {limit_} MB)"


def nothing_in(failed: Sequence[Failure], more_failed: int = 0) -> ArticleUnreadable:
    """The error of a file that has no article, by what its records failed for."""
    others = len(failed) - 1 + more_failed
    more = f" (and {others} more records)" if others > 0 else ""
    return ArticleUnreadable(failed[0].reason + more if failed else "no text")


def _head(path: str | Path) -> bytes:
    """The first bytes of a file; none if they cannot be read."""
    try:
        with os.fdopen(open_descriptor(path, follow_symlinks=False), "rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """The entries of a folder, in the order that the whole paths below it have."""
    with os.scandir(folder) as entries:
        return sorted(
            entries, key=lambda entry: entry.name + "/" * entry.is_dir(follow_symlinks=False)
        )


def _is_left_out(name: str) -> bool:
    """Tell if a name is hidden, a sidecar of metadata, or a file that an editor leaves behind."""
    return (
        name.startswith(".")
        or name == "metadata.toml"
        or name.endswith((".meta.toml", "~"))
        or (name.startswith("#") and name.endswith("#"))
    )


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or (error.strerror or str(error)).lower()
