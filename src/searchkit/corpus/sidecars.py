"""Files that hold metadata of others beside them: with these they are one article.

A program that saves articles writes `a.json` beside `a.html`, one list of records for a folder of
texts, or a folder for each page with all that it made of it.
"""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path, PurePosixPath

from searchkit import quick_re as re
from searchkit.corpus.formats.json_record import metadata_of
from searchkit.corpus.metadata_records import (
    MAX_SIZE,
    is_plainly_record,
    names_in,
    read_record,
    with_record,
)
from searchkit.corpus.reader import ParsedDocument
from searchkit.platform_support import path_below
from searchkit.regular_file import read_regular_file

#: Bytes of a list of records, and of a text that is compared with one.
MAX_LIST_SIZE, MAX_COMPARED_SIZE = 5_000_000, 2_000_000
#: Bytes of all lists of a corpus.
MAX_LISTS_SIZE = 50_000_000

_CONTENTS = (
    *(".html", ".htm", ".xhtml", ".md", ".markdown", ".txt", ".text", ".pdf", ".mhtml", ".mht"),
    *(".docx", ".docm", ".doc", ".rtf", ".odt", ".epub", ".webarchive"),
)
_RECORDS = (".json", ".yaml", ".yml", ".xml", ".toml", ".meta", ".metadata", ".info")
_MARKS = re.compile(r"[._-](?:meta|metadata|info)$")
#: The list of an export of Substack, and how it begins.
_LIST_OF_SUBSTACK = "posts.csv"
_OF_SUBSTACK = re.compile(rb"\xef?\xbb?\xbf?\"?post_id\"?,")
_LISTS = re.compile(
    r"(?:meta ?data|index|manifest|articles?|items|export|library|bookmarks|documents)[\w -]*\.json"
    r"|" + re.escape(_LIST_OF_SUBSTACK)
)
#: The folders beside a list of records in which the files are that it names.
_FOLDERS = ("", "content", "contents", "files", "articles", "html", "text", "texts", "pages")
#: What ArchiveBox makes of a page, the best first; what else is in its folder is no article.
_RENDITIONS = (
    *("readability/content.html", "mercury/content.html", "singlefile.html", "output.html"),
    *("readability/content.txt", "mercury/content.txt", "htmltotext.txt", "output.pdf"),
)
_SNAPSHOT_KEYS = frozenset({"timestamp", "url", "base_url", "archive_path"})
#: The folder of ArchiveBox with all its snapshots, and its two lists of them beside it.
_ARCHIVE, _ARCHIVE_LISTS = "archive", ("index.json", "index.html")
#: So many records of a list may be about files that are not there.
MAX_MISSING = 1_000
_WORDS = re.compile(r"(?<![^\W_])[^\W_]{1,30}(?: [^\W_]{1,30}){3}(?![^\W_])")
_MAX_PROBES = 3


class Sidecars:
    """The records of the corpus in this folder that were met while it was listed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._beside: defaultdict[str, list[str]] = defaultdict(list)
        self._listed: dict[str, tuple[str, Mapping[str, object], int]] = {}
        self._left = MAX_LISTS_SIZE
        self._only: dict[str, str] = {}
        self._problems: list[tuple[str, str]] = []

    def without(
        self, entries: Sequence[os.DirEntry[str]], is_left_out: Callable[[os.DirEntry[str]], bool]
    ) -> Iterator[os.DirEntry[str]]:
        """The entries of a folder that are no records of others, and notes which are."""
        if not self._only and not any(may_be_record(entry.name) for entry in entries):
            return iter(entries)
        files = {
            entry.name: entry
            for entry in entries
            if _may_matter(entry.name)
            and entry.is_file(follow_symlinks=False)
            and not is_left_out(entry)
        }
        if "index.json" in files and self._note_snapshot(files["index.json"]):
            return iter([entry for entry in entries if entry.is_dir() or self._is_chosen(entry)])
        records = self._beside_in(files)
        if self._is_archive(files, entries):
            records.update(_ARCHIVE_LISTS)
        for entry in files.values():
            is_list = _LISTS.fullmatch(entry.name.lower()) and entry.name not in records
            if is_list and self._note_list(entry):
                records.add(entry.name)
        return (entry for entry in entries if entry.name not in records and self._is_chosen(entry))

    def of(self, path: str) -> ParsedDocument | None:
        """What is stated of the file at a path beside it, by one record or by several."""
        records = [
            record for beside in self._beside.get(path, ()) if (record := self._record(beside))
        ]
        if path in self._listed:
            listing, stated, count = self._listed[path]
            name = PurePosixPath(listing).name
            record = metadata_of(stated, place=f"{name} key")
            if count > 1:
                warning = f"{name} has {count} records of this file; the last one counts"
                record = replace(record, warnings=(warning,))
            records.append(record)
        return reduce(lambda first, other: with_record(other, first), records) if records else None

    def paths(self, path: str) -> Iterator[str]:
        """The files in which something is stated of the file at a path."""
        yield from self._beside.get(path, ())
        if path in self._listed:
            yield self._listed[path][0]

    def fingerprint(self, path: str) -> bytes:
        """Changes whenever what is stated of the file beside it does; empty if nothing is."""
        record = self.of(path)
        if record is None:
            return b""
        return repr((record.declared, record.fields, *record.warnings)).encode()

    def take_problems(self) -> list[tuple[str, str]]:
        """The files of metadata with something wrong since this was last asked, and what it is."""
        problems, self._problems = self._problems, []
        return problems

    def _is_chosen(self, entry: os.DirEntry[str]) -> bool:
        """Tell if an entry is not below a folder of which only one other file is read."""
        path = self._relative(entry.path)
        above = path
        while above := above.rpartition("/")[0]:
            if above in self._only:
                chosen = self._only[above]
                return path == chosen or chosen.startswith(f"{path}/")
        return True

    def _beside_in(self, files: Mapping[str, os.DirEntry[str]]) -> set[str]:
        """The names of the records among files; notes what they are about."""
        contents: defaultdict[str, list[str]] = defaultdict(list)
        for name in files:
            stem, suffix = _parts(name)
            if suffix.lower() in _CONTENTS:
                contents[name].append(name)
                contents[stem].append(name)
        records: set[str] = set()
        for name in files:
            stem, suffix = _parts(name)
            about = contents.get(stem) or contents.get(_MARKS.sub("", stem))
            if suffix.lower() not in _RECORDS or not about:
                continue
            if self._is_record(files[name], [files[content] for content in about]):
                for content in about:
                    beside = self._beside[self._relative(files[content].path)]
                    beside.append(self._relative(files[name].path))
                records.add(name)
        return records

    def _is_record(self, entry: os.DirEntry[str], about: Sequence[os.DirEntry[str]]) -> bool:
        data = self._bytes(self._relative(entry.path), MAX_SIZE)
        if data is None or is_plainly_record(data):
            return data is not None
        return _is_about(read_record(entry.name, data), (file.path for file in about))

    def _record(self, path: str) -> ParsedDocument | None:
        data = self._bytes(path, MAX_SIZE)
        return None if data is None else read_record(PurePosixPath(path).name, data)

    def _note_list(self, entry: os.DirEntry[str]) -> bool:
        """Note which files a list of records is about; tell if it has nothing else."""
        listing = self._relative(entry.path)
        records = self._objects(listing)
        named = _NamedFiles(entry.path)
        noted: dict[str, tuple[str, Mapping[str, object], int]] = {}
        missing: list[str] = []
        for record in records:
            file = named.file_of(record)
            if metadata_of(record, place="").text or len(missing) == MAX_MISSING:
                return False
            if file is not None:
                path = self._relative(file)
                noted[path] = listing, record, noted[path][2] + 1 if path in noted else 1
            elif names := names_in(record):
                missing.append(names[0])
            else:
                return False
        if not noted or 2 * len(missing) >= len(records):
            return False  # what would be lost is an article of the list
        self._listed.update(noted)
        if missing:
            others = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
            reason = f"it describes files that are not there: {missing[0][:80]}{others}"
            self._problems.append((listing, reason))
        return True

    def _objects(self, path: str) -> list[dict[str, object]]:
        data = self._bytes(path, min(MAX_LIST_SIZE, self._left))
        self._left -= len(data or b"")
        return _objects_in(data)

    def _is_archive(
        self, files: Mapping[str, os.DirEntry[str]], entries: Sequence[os.DirEntry[str]]
    ) -> bool:
        """Tell if a folder is one of ArchiveBox with its list of all snapshots."""
        if "index.json" not in files or not any(
            entry.name == _ARCHIVE and entry.is_dir(follow_symlinks=False) for entry in entries
        ):
            return False
        index = _json(self._bytes(self._relative(files["index.json"].path), MAX_LIST_SIZE))
        links = index.get("links") if isinstance(index, dict) else None
        return isinstance(links, list) and any(
            isinstance(link, dict) and link.keys() >= {"timestamp", "url"} for link in links[:5]
        )

    def _note_snapshot(self, entry: os.DirEntry[str]) -> bool:
        """Note the one file of a folder of ArchiveBox that is read; tell if it is one."""
        path = self._relative(entry.path)
        index = _json(self._bytes(path, MAX_SIZE))
        above = str(Path(entry.path).parent)
        if not isinstance(index, dict) or not index.keys() >= _SNAPSHOT_KEYS:
            return False
        best = next(
            (rendition for rendition in _RENDITIONS if _is_filled(f"{above}/{rendition}")), None
        )
        if best is None:
            return False
        chosen = self._relative(f"{above}/{best}")
        self._only[self._relative(above)] = chosen
        self._beside[chosen] = [path]
        return True

    def _bytes(self, path: str, max_bytes: int) -> bytes | None:
        try:
            return read_regular_file(
                self._folder / path, max_bytes=max_bytes, follow_symlinks=False
            )
        except OSError:
            return None

    def _relative(self, path: str) -> str:
        return path_below(self._folder, path)


class _NamedFiles:
    """The files that the records of a list name; each name is looked up once."""

    def __init__(self, listing: str) -> None:
        self._listing = listing
        self._folder = str(Path(listing).parent)
        self._known: dict[tuple[str, ...], str | None] = {}

    def file_of(self, record: Mapping[str, object]) -> str | None:
        """The first file that a record names and that is there; None if there is none."""
        names = tuple(names_in(record))
        if names not in self._known:
            files = (file for file in _files_of(record, self._folder) if file != self._listing)
            self._known[names] = next(files, None)
        return self._known[names]


def is_beside(path: str) -> bool:
    """Tell if a file may be the record of another one beside it, by their names."""
    return any(_beside(path))


def may_be_record(name: str) -> bool:
    """Tell if a file of this name can hold metadata of others."""
    return name.lower().endswith(_RECORDS) or name == _LIST_OF_SUBSTACK


def is_about_others(path: str, data: bytes) -> bool:
    """Tell if data, as a file at this path, would hold metadata of a file that is there."""
    folder, _, name = path.rpartition("/")
    # Few files have another beside them, and only then is one worth parsing.
    may_be = len(data) <= MAX_SIZE and is_beside(path)
    if may_be and _is_about(read_record(name, data), _beside(path)):
        return True
    is_list = _LISTS.fullmatch(name.lower()) and len(data) <= MAX_LIST_SIZE
    objects = _objects_in(data) if is_list else []
    return not any(metadata_of(record, place="").text for record in objects) and any(
        any(_files_of(record, folder)) for record in objects
    )


def _beside(path: str) -> Iterator[str]:
    """The files of which a file at this path may be the record, by their names."""
    folder, _, name = path.rpartition("/")
    stem, suffix = _parts(name)
    for base in {stem, _MARKS.sub("", stem)} if suffix.lower() in _RECORDS else ():
        for content in ("", *_CONTENTS):
            beside = f"{folder}/{base}{content}"
            if beside.lower().endswith(_CONTENTS) and _is_file(beside):
                yield beside


def _json(data: bytes | None) -> object:
    """What a file holds; None if it cannot be read, or is no JSON."""
    try:
        return json.loads(data or b"")
    except (ValueError, RecursionError):
        return None


def _objects_in(data: bytes | None) -> list[dict[str, object]]:
    """The objects of a list in JSON, or in a table of Substack; none if it is something else."""
    if data and _OF_SUBSTACK.match(data):
        return _posts_in(data.decode("utf-8-sig", "replace"))
    listing = _json(data)
    if not isinstance(listing, list) or not all(isinstance(element, dict) for element in listing):
        return []
    return listing


def _posts_in(table: str) -> list[dict[str, object]]:
    """The rows of a table of Substack; none if it is damaged."""
    # Fields beyond the columns have no name.
    rows = csv.DictReader(io.StringIO(table, newline=None), restkey="")
    try:
        return [{**row, "file": f"posts/{row.get('post_id')}.html"} for row in rows]
    except csv.Error:
        return []


def _parts(name: str) -> tuple[str, str]:
    """The name of a file without its suffix, and this."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, dot + suffix) if stem else (name, "")


def _may_matter(name: str) -> bool:
    return name.lower().endswith(_CONTENTS) or may_be_record(name)


def _files_of(record: Mapping[str, object], folder: str) -> Iterator[str]:
    """The files that an object names, in the folder of its list or in one of the usual names."""
    for name in names_in(record):
        name = name.removeprefix("./")
        if any(part.startswith(".") for part in name.split("/")):
            continue  # out of the folder, or hidden in it
        for inner in _FOLDERS:
            for suffix in ("", ".html", ".md", ".txt", ".pdf"):
                path = "/".join(filter(None, (folder, inner, f"{name}{suffix}")))
                if path.lower().endswith(_CONTENTS) and _is_file(path):
                    yield path


def _is_file(path: str) -> bool:
    """Tell if a regular file is there, and not by way of a link."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode) and os.path.realpath(path) == path
    except (OSError, ValueError):  # the latter for what no name can hold
        return False


def _is_filled(path: str) -> bool:
    """Tell if a regular file is there that is not empty, as those of tries that failed are."""
    return _is_file(path) and os.lstat(path).st_size > 0


def _is_about(record: ParsedDocument | None, paths: Iterable[str]) -> bool:
    """Tell if a record is about files beside it: one with a text only if one of them has it too."""
    if record is None:
        return False
    return not record.text or any(_holds(path, record.text) for path in paths)


def _holds(path: str, text: str) -> bool:
    """Tell if a file has the words of a text, as they stand: then both are one article."""
    try:
        data = read_regular_file(Path(path), max_bytes=MAX_COMPARED_SIZE, follow_symlinks=False)
    except OSError:
        return False
    words = " ".join(data.decode("utf-8", "replace").split())
    probes = [match[0] for match in _WORDS.finditer(" ".join(text[:20_000].split()))]
    some = probes[:: max(1, len(probes) // _MAX_PROBES)][:_MAX_PROBES]
    return bool(some) and sum(probe in words for probe in some) > len(some) // 2
