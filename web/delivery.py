"""How a response travels: what a browser may keep, and compression."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib.metadata import version

from flask import Request, Response

from searchkit.web.assets import ONE_YEAR

#: In bytes; a smaller answer is sent as it is.
WORTH_COMPRESSING = 600
#: The endpoint of files whose address changes with their content.
KEPT = "kept"
_LEVEL = 5
_TEXTS = (
    "text/html", "text/css", "text/javascript", "application/json", "application/atom+xml",
    "application/opensearchdescription+xml", "image/svg+xml",
)  # fmt: skip


def tag(request: Request, state: str) -> str:
    """Names the answer to a request while the library and this program stay as they are."""
    whole = "\n".join((_version(), state, request.host_url, request.full_path))
    return hashlib.blake2b(whole.encode("utf-8", "replace"), digest_size=12).hexdigest()


@cache
def _version() -> str:
    # Read from a file that takes longer to understand than many a search.
    return version("searchkit")


def not_modified(request: Request, current: str) -> Response | None:
    """The answer to who has the page already; None for the others."""
    if not request.if_none_match.contains_weak(current):
        return None
    response = Response(status=304)
    response.set_etag(current, weak=True)
    return response


def send(request: Request, response: Response) -> Response:
    """The response, compressed if that helps, with how long it may be kept."""
    if request.endpoint == KEPT and response.status_code == 200:
        response.headers["Cache-Control"] = f"private, max-age={ONE_YEAR}, immutable"
    elif request.endpoint != "static" or response.status_code != 200:
        response.headers["Cache-Control"] = "no-cache"
    if response.mimetype in _TEXTS:
        response.vary.add("Accept-Encoding")
        _compress(request, response)
    return response


def _compress(request: Request, response: Response) -> None:
    if request.accept_encodings["gzip"] <= 0 or request.method != "GET":
        return
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) < WORTH_COMPRESSING:
        return
    response.set_data(gzip.compress(data, _LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    found, _ = response.get_etag()
    if found is not None:
        # The same page in other bytes.
        response.set_etag(found, weak=True)
