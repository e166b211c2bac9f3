"""Hits in the formats of other programs, a piece at a time: any number of hits in little memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from searchkit.export.bibtex import bibtex, bibtex_entry
from searchkit.export.columns import COLUMNS, USUAL_COLUMNS, chosen_columns
from searchkit.export.graphs import EDGE_COLUMNS, edge_records, graphml
from searchkit.export.markdown import markdown, markdown_link, markdown_text
from searchkit.export.options import USUAL, ExportOptions
from searchkit.export.paths import paths
from searchkit.export.quotes import QUOTE_COLUMNS, quote_records
from searchkit.export.references import csl_item, csl_json, ris, ris_entry
from searchkit.export.report import html_report
from searchkit.export.stories import STORY_COLUMNS, story_records
from searchkit.export.tables import cell, json_line, jsonl, rows, table
from searchkit.export.text import text
from searchkit.quick_dataclass import dataclass
from searchkit.results import Hit

__all__ = [
    "COLUMNS",
    "EDGE_COLUMNS",
    "FORMATS",
    "KWIC_COLUMNS",
    "QUOTE_COLUMNS",
    "STORY_COLUMNS",
    "USUAL_COLUMNS",
    "ExportFormat",
    "ExportOptions",
    "bibtex",
    "bibtex_entry",
    "cell",
    "chosen_columns",
    "csl_item",
    "csl_json",
    "edge_records",
    "graphml",
    "html_report",
    "json_line",
    "jsonl",
    "markdown",
    "markdown_link",
    "markdown_text",
    "paths",
    "quote_records",
    "ris",
    "ris_entry",
    "rows",
    "story_records",
    "table",
    "text",
]


#: The columns of key words in context, see `KwicLine.to_dict`.
KWIC_COLUMNS = ("id", "title", "date", "start", "left", "match", "right")


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format that needs nothing but the hits; it takes `columns` or not."""

    label: str
    suffix: str
    mimetype: str
    write: Callable[[Iterable[Hit], ExportOptions], Iterator[str]]
    columns: bool = False

    def __call__(self, hits: Iterable[Hit], options: ExportOptions = USUAL) -> Iterator[str]:
        """The pieces of the export."""
        return self.write(hits, options)


#: The formats by the name of their option.
FORMATS: Mapping[str, ExportFormat] = MappingProxyType(
    {
        "csv": ExportFormat("CSV", "csv", "text/csv", table, columns=True),
        "jsonl": ExportFormat("JSON lines", "jsonl", "application/jsonl", jsonl, columns=True),
        "ris": ExportFormat("RIS", "ris", "application/x-research-info-systems", ris),
        "bibtex": ExportFormat("BibTeX", "bib", "application/x-bibtex", bibtex),
        "csl": ExportFormat(
            "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json
        ),
        "markdown": ExportFormat("Markdown", "md", "text/markdown", markdown),
        "text": ExportFormat("Text", "txt", "text/plain", text),
        "html": ExportFormat("HTML report", "html", "text/html", html_report),
    }
)
