"""Exports as a command writes them: their options, and all hits a piece at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from searchkit import Hit, Searcher
    from searchkit.export import ExportOptions

_Item = TypeVar("_Item")

_JSON = ("jsonl", "csl")


def export_options(
    form: str | None, *, columns: str | None, excel: bool, title: str
) -> ExportOptions | None:
    """The choices of an export; None where hits are not exported in a format."""
    if columns is not None and form not in ("csv", "jsonl"):
        raise click.UsageError("--columns needs --csv or --jsonl")
    if excel and form != "csv":
        raise click.UsageError("--excel needs --csv")
    if form in (None, "json", "count", "paths"):
        return None
    from searchkit import export

    chosen = export.chosen_columns(columns) if columns is not None else ()
    return export.ExportOptions(columns=chosen, excel=excel, title=title)


def check_columns(searcher: Searcher, options: ExportOptions | None) -> None:
    """Raise `InvalidArgument` for a column that no article has, before anything is written."""
    if options is not None and options.columns:
        from searchkit.export import COLUMNS

        searcher.snapshot.check_columns(options.columns, COLUMNS)


def write_export(hits: Iterable[Hit], form: str, options: ExportOptions) -> bool:
    """Write all hits in a format; tell if there was one."""
    from searchkit import export

    return _write(hits, lambda found: export.FORMATS[form](found, options), is_json=form in _JSON)


def write_paths(hits: Iterable[Hit], corpus: Path, ending: str) -> bool:
    """Write the paths of all hits; tell if there was one."""
    from searchkit import export

    return _write(hits, lambda found: export.paths(found, corpus, ending=ending))


def write_rows(
    columns: Sequence[str],
    records: Iterable[Mapping[str, object]],
    *,
    excel: bool,
    chosen: str | None = None,
) -> bool:
    """Write records as CSV, with all columns or the chosen ones; tell if there was one."""
    from searchkit import export

    names = columns if chosen is None else _chosen(chosen, columns)
    return _write(records, lambda found: export.rows(names, found, excel=excel))


def _chosen(text: str, columns: Sequence[str]) -> Sequence[str]:
    """The columns of a list with commas. Raises `InvalidArgument` for one that there is not."""
    from searchkit import InvalidArgument

    names = tuple(dict.fromkeys(name.strip().casefold() for name in text.split(",")))
    for name in names:
        if name not in columns:
            raise InvalidArgument(f"no column {name!r}", advice=f"columns are {', '.join(columns)}")
    return names


def write_lines(records: Iterable[Mapping[str, object]]) -> bool:
    """Write records as lines of JSON; tell if there was one."""
    from searchkit import export

    return _write(records, lambda found: map(export.json_line, found), is_json=True)


def _write(
    items: Iterable[_Item],
    pieces: Callable[[Iterable[_Item]], Iterator[str]],
    *,
    is_json: bool = False,
) -> bool:
    from searchkit.cli.terminal import hint, write

    ahead = iter(items)
    first = list(islice(ahead, 1))
    for piece in pieces(chain(first, ahead)):
        write(piece, is_json=is_json)
    if not first:
        hint("nothing found")
    return bool(first)
