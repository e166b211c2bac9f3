"""How a response travels: what a browser may keep, and compression."""

from __future__ import annotations

import gzip
import hashlib
import secrets
from functools import cache
from importlib.metadata import version

from flask import Request, Response

from searchkit.web.assets import ONE_YEAR

#: In bytes; a smaller answer is sent as it is.
WORTH_COMPRESSING = 600
#: The endpoint of files whose address changes with their content.
KEPT = "kept"
_LEVEL = 5
# Nobody can make up a tag of this process: who names one was given the answer.
_SECRET = secrets.token_bytes(32)
_TEXTS = (
    "text/html", "text/css", "text/javascript", "application/json", "application/atom+xml",
    "application/opensearchdescription+xml", "image/svg+xml",
)  # fmt: skip


def tag(request: Request, state: str) -> str:
    """Names the answer to a request while the library and this program stay as they are."""
    whole = "\n".join((_version(), state, request.host_url, request.full_path))
    return hashlib.blake2b(
        whole.encode("utf-8", "replace"), key=_SECRET, digest_size=12
    ).hexdigest()


@cache
def _version() -> str:
    # Read from a file that takes longer to understand than many a search.
    return version("searchkit")


def not_modified(request: Request, current: str) -> Response | None:
    """The answer to who was given the page already, found without making it again.

    Other conditions are judged when there is an answer, since none is as good as a refusal.
    """
    if "If-Match" in request.headers or f'"{current}"' not in _tags(request, "If-None-Match"):
        return None
    response = Response(status=304)
    response.set_etag(current, weak=True)
    return response


def conditional(request: Request, response: Response, current: str) -> Response | None:
    """An answer with its tag, or what the conditions of the request want instead (RFC 9110, 13).

    None is a condition that does not hold. The tags are weak, which `If-Match` never takes for
    the same; times are not judged.
    """
    if "If-Match" in request.headers and not _is_any(request, "If-Match"):
        return None
    if _is_any(request, "If-None-Match") or f'"{current}"' in _tags(request, "If-None-Match"):
        response = Response(status=304)
    response.set_etag(current, weak=True)
    return response


def _is_any(request: Request, header: str) -> bool:
    return request.headers.get(header, "").strip(" \t") == "*"


def _tags(request: Request, header: str) -> set[str]:
    """The tags of a list, weak or strong. Ours have no comma, so it may be parted at each."""
    value = request.headers.get(header, "")
    return {one.strip(" \t").removeprefix("W/") for one in value.split(",")}


def send(request: Request, response: Response, *, private: bool) -> Response:
    """The response, compressed if that helps, with how long it may be kept.

    What is `private` is for who asked alone, and a refusal is not kept.
    """
    if request.endpoint == KEPT and response.status_code == 200:
        response.headers["Cache-Control"] = f"private, max-age={ONE_YEAR}, immutable"
    elif private and request.endpoint != "static":
        kept = response.status_code in (200, 304) and "ETag" in response.headers
        response.headers["Cache-Control"] = "private, no-cache" if kept else "no-store"
    elif request.endpoint != "static" or response.status_code != 200:
        response.headers["Cache-Control"] = "no-cache"
    if response.mimetype in _TEXTS:
        response.vary.add("Accept-Encoding")
        _compress(request, response)
    return response


def _compress(request: Request, response: Response) -> None:
    if request.accept_encodings["gzip"] <= 0 or request.method != "GET":
        return
    # A range is one of the bytes that are not compressed.
    if response.status_code == 206:
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
