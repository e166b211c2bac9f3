"""Trends: counts of queries over time or by value; as a page, a picture, CSV and JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from searchkit import CountTable, chart, export
from searchkit.web import service
from searchkit.web.params import SearchParams, arguments
from searchkit.web.trend_params import TrendParams, read_trends
from searchkit.web.views import trends as views

blueprint = Blueprint("trends", __name__)


@blueprint.get("/trends")
def trends_page() -> str:
    """The queries in the URL over time, or the form alone."""
    params = read_trends(arguments(request.query_string))
    view = None if params.is_blank else views.trends_view(params, _table(params))
    return render_template(
        "trends.html",
        params=SearchParams(),
        trend=params,
        view=view,
        fields=views.fields(params),
        choices=views.choices(params),
        across=views.across_choices(params),
    )


@blueprint.get("/trends.svg")
def trends_svg() -> Response:
    """The picture, to keep."""
    return _file(chart.svg(_requested_table()), "image/svg+xml", "svg")


@blueprint.get("/trends.png")
def trends_png() -> Response:
    """The picture for programs that take no SVG, where a package can draw it."""
    if not chart.can_draw_png():
        raise NotFound("pictures in PNG need the package resvg-py: pip install 'searchkit[png]'")
    return _file(chart.png(chart.svg(_requested_table())), "image/png", "png")


@blueprint.get("/trends.csv")
def trends_csv() -> Response:
    """The table, for a spreadsheet."""
    table = _requested_table()
    rows = export.rows(table.record_columns, table.records(), excel=True)
    return _file("".join(rows), "text/csv; charset=utf-8", "csv")


@blueprint.get("/api/counts")
def counts_json() -> Response:
    """The table in the shape of `counts --json`."""
    return jsonify(_requested_table().to_dict())


def _requested_table() -> CountTable:
    """The table that the URL asks for; of all articles if it names no query."""
    params = read_trends(arguments(request.query_string))
    if params.is_blank:
        params = TrendParams(
            ("*",), params.by, params.across, share=params.share, search=params.search
        )
    return _table(params)


def _table(params: TrendParams) -> CountTable:
    return service.count_table(params.request())


def _file(content: str | bytes, content_type: str, suffix: str) -> Response:
    data = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    response = Response(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="trends.{suffix}"'
    return response
