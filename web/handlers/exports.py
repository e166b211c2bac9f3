"""All results of a search in the format of another program, as a file to download."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, request

from searchkit import Article, InvalidArgument
from searchkit.export import COLUMNS, FORMATS, ExportOptions, chosen_columns
from searchkit.web import service
from searchkit.web.params import SearchParams, arguments, read_columns, read_format, read_search

#: In characters; one hit alone is too little to send.
MIN_BLOCK = 16_384

_NO_NAME = re.compile(r"[^A-Za-z0-9]+")
_MAX_NAME = 40

blueprint = Blueprint("exports", __name__)


@blueprint.get("/export")
def export() -> Response:
    """Every result of the search in the URL, streamed from one state of the index."""
    given = arguments(request.query_string)
    params = read_search(given)
    name = read_format(given, FORMATS)
    if params.is_blank:
        raise InvalidArgument("there is no search to export; use q=* for all articles")
    base = request.host_url

    def link(article: Article) -> str:
        return base + SearchParams().article_href(article.id)[1:]

    columns = read_columns(given)
    options = ExportOptions(
        columns=chosen_columns(columns) if columns else (), excel=True, link=link, title=params.q
    )
    searcher = service.searcher()
    searcher.snapshot.check_columns(options.columns, COLUMNS)
    hits = searcher.hits(service.search_request(params))
    form = FORMATS[name]
    response = Response(_blocks(form(hits, options)), content_type=_content_type(form.mimetype))
    response.call_on_close(hits.close)
    file_name = f"searchkit-{_NO_NAME.sub('-', params.q)[:_MAX_NAME].strip('-') or 'results'}"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}.{form.suffix}"'
    return response


def _content_type(mimetype: str) -> str:
    return f"{mimetype}; charset=utf-8"


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
