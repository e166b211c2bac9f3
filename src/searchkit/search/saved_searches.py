"""Saved searches, from `searches.toml` in the project, and which of their hits have been seen."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from searchkit.analysis import Record
from searchkit.article import Article
from searchkit.deadline import Deadline
from searchkit.errors import ControlFileUnusable, QueryError, SearchTooSlow, SettingsError
from searchkit.project.settings_file import read_control_tables
from searchkit.quick_dataclass import dataclass
from searchkit.regular_file import read_regular_file, replace_file
from searchkit.search.request import SearchRequest
from searchkit.search.searcher import Searcher
from searchkit.stories.story import Counts

FILE = "searches.toml"
SEEN_FILE = "searches-seen.json"
MAX_SEARCHES = 500
MAX_NAME = 80
#: In bytes, of so many searches: a query that lists names and spellings is long.
MAX_FILE = 1_000_000
#: In bytes, of the file of what has been seen.
MAX_SEEN = 256_000_000

_KEYS = ("query", "any", "sort", "source", "since", "until", "filters", "group")


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search by its name, with what `searches.toml` says of it."""

    name: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def request(self) -> SearchRequest:
        """What it asks for. Raises `QueryError` and `SettingsError`."""
        values = dict(self.values)
        return SearchRequest(
            text=values.pop("query", ""),
            operator="or" if values.pop("any", False) else "and",
            **values,
        )

    def text(self) -> str:
        """All that it asks for as one query. Raises `QueryError` and `SettingsError`."""
        return str(self.request().tree or "*")


@dataclass(frozen=True, slots=True)
class FollowedSearch:
    """A saved search, what it finds, and which articles of that are new since they were seen.

    Where it cannot be run, `error` says why.
    """

    search: SavedSearch
    counts: Counts = Counts()
    new: tuple[Article, ...] = ()
    error: str = ""
    marks: frozenset[str] = frozenset()

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "name": self.search.name,
            "search": dict(self.search.values),
            **self.counts.to_dict(),
            "new": [article.id for article in self.new],
            "error": self.error or None,
        }


def saved_searches(home: Path) -> dict[str, SavedSearch]:
    """The searches of a project by name, in their order. Raises `ControlFileUnusable`."""
    tables = read_control_tables(home / FILE, max_bytes=MAX_FILE)
    if len(tables) > MAX_SEARCHES:
        raise ControlFileUnusable(f"{FILE}: more than {MAX_SEARCHES} searches")
    return {name: SavedSearch(name, _checked(name, table)) for name, table in tables.items()}


def stamp(home: Path) -> str:
    """Another text after every change of the two files."""
    stamps = []
    for name in (FILE, SEEN_FILE):
        try:
            state = (home / name).lstat()
            stamps.append(f"{state.st_mtime_ns}-{state.st_size}")
        except OSError:
            stamps.append("")
    return " ".join(stamps)


def followed(
    searcher: Searcher,
    searches: Iterable[SavedSearch],
    seen: Mapping[str, Collection[str]],
    *,
    seconds: float | None = None,
) -> Iterator[FollowedSearch]:
    """Each search with its hits of now; one that is too slow does not cost the others.

    With `seconds`, no search begins or goes on after the time for all of them.
    """
    deadline = Deadline(math.inf if seconds is None else seconds)
    for search in searches:
        try:
            deadline.check()
        except SearchTooSlow:
            error = f"not counted: the searches before it took over {seconds:g} s"
            yield FollowedSearch(search, error=error)
            continue
        try:
            request = search.request()
            counts = searcher.counts(request).counts
            known = seen.get(search.name, ())
            new: list[Article] = []
            marks: set[str] = set()
            for record in deadline.watch(searcher.records(request)):
                own = _marks(record)
                marks |= own
                if own.isdisjoint(known):
                    new.append(record.article)
            yield FollowedSearch(search, counts, tuple(new), marks=frozenset(marks))
        except QueryError as error:
            yield FollowedSearch(search, error=error.message)
        except (SearchTooSlow, SettingsError) as error:
            yield FollowedSearch(search, error=str(error))


def read_seen(home: Path) -> dict[str, frozenset[str]]:
    """What has been seen of each search. Raises `ControlFileUnusable`."""
    path = home / SEEN_FILE
    try:
        kept = json.loads(read_regular_file(path, max_bytes=MAX_SEEN, follow_symlinks=False))
        return {str(name): frozenset(map(str, marks)) for name, marks in kept.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ControlFileUnusable(
            f"{SEEN_FILE} cannot be read", advice="delete it; all results count as new then"
        ) from error


def mark_seen(home: Path, searches: Iterable[FollowedSearch]) -> None:
    """Keep that the hits of these searches have been seen. Raises `OSError`."""
    seen = read_seen(home)
    for one in searches:
        seen[one.search.name] = seen.get(one.search.name, frozenset()) | one.marks
    kept = {name: sorted(marks) for name, marks in seen.items()}
    replace_file(home / SEEN_FILE, json.dumps(kept, indent=0).encode())


def _marks(record: Record) -> frozenset[str]:
    """An article by its id and by its content: one that moves or is corrected stays seen."""
    return frozenset(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        for text in (f"id {record.article.id}", f"content {record.digest}")
    )


def _checked(name: str, table: object) -> dict[str, Any]:
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
        raise ControlFileUnusable(f"{FILE}: a name has 1 to {MAX_NAME} printable characters")
    if not isinstance(table, dict):
        raise ControlFileUnusable(f"{FILE}: write a table with a query: [{name}]")
    for key, value in table.items():
        if key not in _KEYS:
            raise ControlFileUnusable(
                f"{FILE}, [{name}]: no key {key!r}", advice=f"keys are {', '.join(_KEYS)}"
            )
        if key == "filters":
            is_valid = isinstance(value, list) and all(isinstance(one, str) for one in value)
        else:
            is_valid = isinstance(value, bool if key == "any" else str)
        if not is_valid:
            raise ControlFileUnusable(f"{FILE}, [{name}]: {key} has a value of another type")
    return table
