"""Compression of responses."""

from __future__ import annotations

import gzip

from flask import Request, Response

#: In bytes; a smaller answer is sent as it is.
MIN_COMPRESSED = 600

_LEVEL = 5
_TEXTS = (
    "text/html", "text/css", "text/javascript", "application/json", "application/atom+xml",
    "application/opensearchdescription+xml", "image/svg+xml",
)  # fmt: skip


def compress(request: Request, response: Response) -> None:
    """Compress a text for a client that accepts it."""
    if response.mimetype not in _TEXTS or _is_download(response):
        return
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0 or request.method != "GET":
        return
    # A range is one of the bytes that are not compressed.
    if response.status_code == 206:
        return
    response.direct_passthrough = False
    data = response.get_data()
    if len(data) < MIN_COMPRESSED:
        return
    response.set_data(gzip.compress(data, _LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag is not None:
        # The same page in other bytes.
        response.set_etag(tag, weak=True)


def _is_download(response: Response) -> bool:
    """Tell if it is a file, which is sent while it is made."""
    return response.headers.get("Content-Disposition", "").startswith("attachment")
