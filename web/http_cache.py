"""HTTP caching: the tag of an answer, conditional requests, and how long a browser may keep it."""

from __future__ import annotations

import hashlib
import secrets
from functools import cache
from importlib.metadata import version

from flask import Request, Response

from searchkit.web.static_version import ONE_YEAR

#: The endpoint of files whose address changes with their content.
STATIC = "versioned_static"
# Nobody can make up a tag of this process: who names one was given the answer.
_SECRET = secrets.token_bytes(32)


def etag(request: Request, state: str) -> str:
    """A tag of the answer to a request, the same while library and program stay as they are."""
    whole = "\n".join((_version(), state, request.host_url, request.full_path))
    return hashlib.blake2b(
        whole.encode("utf-8", "replace"), key=_SECRET, digest_size=12
    ).hexdigest()


@cache
def _version() -> str:
    # Read from a file that takes longer to understand than many a search.
    return version("searchkit")


def not_modified(request: Request, current: str) -> Response | None:
    """The answer to a client that has the page already, found without making it again.

    Other conditions are judged when there is an answer, since none is as good as a refusal.
    """
    if "If-Match" in request.headers or f'"{current}"' not in _tags(request, "If-None-Match"):
        return None
    response = Response(status=304)
    response.set_etag(current, weak=True)
    return response


def conditional(request: Request, response: Response, current: str) -> Response | None:
    """The answer with its tag, or what the conditions of the request ask for (RFC 9110, 13).

    None if a condition does not hold. The tags are weak, which `If-Match` never takes for
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
    return {part.strip(" \t").removeprefix("W/") for part in value.split(",")}


def set_cache_control(request: Request, response: Response, *, private: bool) -> None:
    """Say how long a response may be kept.

    A `private` one is for this client alone, and a refusal is not kept.
    """
    if request.endpoint == STATIC and response.status_code == 200:
        response.headers["Cache-Control"] = f"private, max-age={ONE_YEAR}, immutable"
    elif private and request.endpoint != "static":
        kept = response.status_code in (200, 304) and "ETag" in response.headers
        response.headers["Cache-Control"] = "private, no-cache" if kept else "no-store"
    elif request.endpoint != "static" or response.status_code != 200:
        response.headers["Cache-Control"] = "no-cache"
