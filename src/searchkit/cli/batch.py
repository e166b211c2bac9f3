"""The output of `query --queries`: a table of counts, or all hits with the name of their query."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from searchkit.cli.common import EXIT_SOME_FAILED
from searchkit.cli.terminal import hint, write

if TYPE_CHECKING:
    from searchkit import Library, NamedQuery, QueryRow, Searcher, SearchRequest

_HEADER = ("query", "articles", "stories", "sources")


def run_batch(
    library: Library,
    lines: Iterable[str],
    form: str | None,
    request: Callable[[str], SearchRequest],
) -> int:
    """Run the queries of a file and print what they find; the exit status.

    A query that is none becomes a row with its error, and is told at the end.
    """
    from searchkit import named_queries

    failed = 0
    with library.searcher() as searcher:
        batch = _Batch(searcher, request)
        pieces = {None: batch.table, "json": batch.json, "jsonl": batch.jsonl, "csv": batch.csv}
        for piece in pieces[form](named_queries(lines)):
            write(piece, is_json=form in ("json", "jsonl"))
        failed = batch.failed
    if failed:
        hint(f"searchkit: {failed:,} of the queries could not be run")
        return EXIT_SOME_FAILED
    return 0


class _Batch:
    """Runs queries one after the other, all on one state of the index."""

    def __init__(self, searcher: Searcher, request: Callable[[str], SearchRequest]) -> None:
        self._searcher = searcher
        self._request = request
        self.failed = 0

    def table(self, queries: Iterable[NamedQuery]) -> Iterator[str]:
        """Rows of tab-separated counts, with a header."""
        yield "\t".join(_HEADER) + "\n"
        for query in queries:
            row = self._row(query)
            name = " ".join(row.name.split())
            for note in row.notes:
                hint(f"{name}: {note}")
            cells = [row.error] if row.error else _counts(row)
            yield "\t".join([name, *cells]) + "\n"

    def json(self, queries: Iterable[NamedQuery]) -> Iterator[str]:
        """One JSON list of rows."""
        rows = [self._row(query).to_dict() for query in queries]
        yield json.dumps({"queries": rows}, ensure_ascii=False, indent=2) + "\n"

    def jsonl(self, queries: Iterable[NamedQuery]) -> Iterator[str]:
        """All hits, one a line, each with the name of its query; an error is a line too."""
        for query, hits, error in self._hits(queries):
            if error:
                yield json.dumps({"query": query.name, "error": error}, ensure_ascii=False) + "\n"
            for hit in hits:
                record = {"query": query.name, **hit.to_dict()}
                yield json.dumps(record, ensure_ascii=False) + "\n"

    def csv(self, queries: Iterable[NamedQuery]) -> Iterator[str]:
        """All hits, one a row, each with the name of its query in the first column."""
        from searchkit import export

        header = True
        for query, hits, error in self._hits(queries):
            rows = export.table(hits)
            first = next(rows)
            if header:
                yield f"query,error,{first}"
                header = False
            cells = _csv_cells(export.cell(query.name), error)
            if error:
                yield cells + "\r\n"
            for row in rows:
                yield f"{cells},{row}"

    def _row(self, query: NamedQuery) -> QueryRow:
        from searchkit import QueryError, QueryRow, SearchTooSlow

        try:
            return self._searcher.counts(self._request(query.text), query.name)
        except (QueryError, SearchTooSlow) as error:
            self.failed += 1
            return QueryRow(query.name, query.text, error=_one_line(error))

    def _hits(self, queries: Iterable[NamedQuery]) -> Iterator[tuple[NamedQuery, Any, str]]:
        from searchkit import QueryError, SearchTooSlow

        for query in queries:
            try:
                yield query, self._searcher.hits(self._request(query.text)), ""
            except (QueryError, SearchTooSlow) as error:
                self.failed += 1
                yield query, iter(()), _one_line(error)


def _counts(row: QueryRow) -> list[str]:
    counts = row.counts
    numbers = (counts.articles, counts.stories, counts.sources)
    return ["" if number is None else str(number) for number in numbers]


def _one_line(error: Exception) -> str:
    from searchkit import QueryError

    said = error.message if isinstance(error, QueryError) else str(error)
    return "error: " + " ".join(said.split())


def _csv_cells(*cells: str) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
