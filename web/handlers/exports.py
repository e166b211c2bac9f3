"""All results of a search, its quotations or all stories as a file to download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request

from searchkit import Article, InvalidArgument, SnapshotIterator, export
from searchkit import quick_re as re
from searchkit.export import COLUMNS, FORMATS, ExportOptions, chosen_columns
from searchkit.web import service
from searchkit.web.params import (
    SearchParams,
    arguments,
    read_columns,
    read_format,
    read_search,
    read_speaker,
    read_story_order,
)

#: In characters; one hit alone is too little to send.
MIN_BLOCK = 16_384

_NO_NAME = re.compile(r"[^A-Za-z0-9]+")
_MAX_NAME = 40

blueprint = Blueprint("exports", __name__)


@blueprint.get("/export")
def hits_file() -> Response:
    """Every result of the search in the URL, streamed from one state of the index."""
    given = arguments(request.query_string)
    params = read_search(given)
    name = read_format(given, FORMATS)
    _refuse_blank(params)
    base = request.host_url

    def link(article: Article) -> str:
        return base + SearchParams().article_href(article.id)[1:]

    columns = read_columns(given)
    options = ExportOptions(
        columns=chosen_columns(columns) if columns else (), excel=True, link=link, title=params.q
    )
    searcher = service.searcher()
    searcher.snapshot.check_columns(options.columns, COLUMNS)
    hits = searcher.hits(replace(service.search_request(params), roles=FORMATS[name].columns))
    form = FORMATS[name]
    return _file(hits, form(hits, options), form.mimetype, f"{_named(params.q)}.{form.suffix}")


@blueprint.get("/quotes.csv", defaults={"form": "csv"})
@blueprint.get("/quotes.jsonl", defaults={"form": "jsonl"})
def quotes_file(form: str) -> Response:
    """Every quotation of the articles of a search; in CSV, a row for each article that has it."""
    given = arguments(request.query_string)
    params = read_search(given)
    _refuse_blank(params)
    found = service.all_quotes(params, read_speaker(given))
    if form == "csv":
        records = export.quote_records(found.clusters)
        pieces = export.rows(export.QUOTE_COLUMNS, records, excel=True)
    else:
        pieces = map(export.json_line, (one.to_dict() for one in found.clusters))
    name = f"{_named(params.q)}-quotations.{form}"
    return _file(found.clusters, pieces, FORMATS[form].mimetype, name)


@blueprint.get("/kwic.csv")
def kwic_file() -> Response:
    """Every match of a search in its context."""
    params = read_search(arguments(request.query_string))
    _refuse_blank(params)
    lines = service.searcher().kwic(service.search_request(params))
    pieces = export.rows(export.KWIC_COLUMNS, (line.to_dict() for line in lines), excel=True)
    return _file(lines, pieces, FORMATS["csv"].mimetype, f"{_named(params.q)}-kwic.csv")


@blueprint.get("/stories.csv", defaults={"form": "csv"})
@blueprint.get("/stories.jsonl", defaults={"form": "jsonl"})
def stories_file(form: str) -> Response:
    """Every story; in CSV, a row for each version."""
    given = arguments(request.query_string)
    order = read_story_order(given)
    found = service.all_stories(order, read_search({**given, "sort": ()}).since or None)
    if form == "csv":
        pieces = export.rows(export.STORY_COLUMNS, export.story_records(found), excel=True)
    else:
        pieces = map(export.json_line, (story.to_dict() for story in found))
    return _file(found, pieces, FORMATS[form].mimetype, f"searchkit-stories.{form}")


def _refuse_blank(params: SearchParams) -> None:
    if params.is_blank:
        raise InvalidArgument("there is no search to export; use q=* for all articles")


def _named(query: str) -> str:
    return f"searchkit-{_NO_NAME.sub('-', query)[:_MAX_NAME].strip('-') or 'results'}"


def _file(
    items: SnapshotIterator[Any], pieces: Iterable[str], mimetype: str, name: str
) -> Response:
    """A file that is sent while the items are read."""
    response = Response(_blocks(pieces), content_type=f"{mimetype}; charset=utf-8")
    response.call_on_close(items.close)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _blocks(pieces: Iterable[str]) -> Iterator[bytes]:
    """The pieces in blocks, each sent at once; what cannot be written is replaced."""
    block: list[str] = []
    size = 0
    for piece in pieces:
        block.append(piece)
        size += len(piece)
        if size >= MIN_BLOCK:
            yield "".join(block).encode("utf-8", "replace")
            block, size = [], 0
    yield "".join(block).encode("utf-8", "replace")
