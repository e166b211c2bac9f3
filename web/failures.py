"""An exception → the status and the sentences of a page or a JSON answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from werkzeug.exceptions import HTTPException, ServiceUnavailable

from searchkit import QueryError, SearchkitError
from searchkit.errors import Kind

_HEADINGS: Mapping[int, str] = MappingProxyType(
    {
        400: "Bad request",
        401: "Password required",
        403: "Access denied",
        404: "Page not found",
        405: "This page is read-only",
        409: "This article cannot be edited now",
        412: "The page has changed",
        413: "Request too large",
        414: "Address too long",
        429: "Too many attempts",
        503: "The index is not available",
    }
)
_MESSAGES: Mapping[int, str] = MappingProxyType(
    {
        401: "sign in, or send the password by HTTP Basic authentication",
        404: "there is nothing at this address",
        405: "only GET and HEAD requests are answered; nothing here changes the index",
        413: "requests to this page must not have a body",
        412: "the page is not the one that the request names in its condition",
        414: "an address may have 8,000 characters at most",
        429: "too many wrong passwords; try again later",
    }
)


@dataclass(frozen=True, slots=True)
class Failure:
    """The reason why there is no answer.

    `command` is what would help, `caret` the query and carets under the place that failed.
    """

    status: int
    heading: str
    message: str
    hint: str = ""
    command: str = ""
    caret: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The failure, ready for JSON; `start` and `end` are code points of the query."""
        message = f"{self.message}; run: {self.command}" if self.command else self.message
        return {
            "error": {
                "message": message,
                "start": self.start,
                "end": self.end,
                "hint": self.hint or None,
            }
        }


#: Kind of an error → the status and the heading of its answer. Every other kind is a fault of the
#: server, of which a client is told nothing.
_BY_KIND: Mapping[Kind, tuple[int, str]] = MappingProxyType(
    {
        "query": (400, "This query cannot be understood"),
        "refused": (400, _HEADINGS[400]),
        "not found": (404, "Not in this index"),
        "timeout": (503, "The search took too long"),
        "password": (503, "No password is set"),
        "control file": (503, "A file of the project cannot be used"),
        "missing": (503, _HEADINGS[503]),
        "damaged": (503, _HEADINGS[503]),
        "unavailable": (503, _HEADINGS[503]),
        "locked": (503, _HEADINGS[503]),
        "engine": (503, _HEADINGS[503]),
    }
)


def failure(error: Exception) -> Failure:
    """The failure that an exception means.

    One that the client did not cause says nothing of the inside of the server.
    """
    match error:
        case SearchkitError() if error.kind in _BY_KIND:
            return _of_kind(error, *_BY_KIND[error.kind])
        case ServiceUnavailable():
            return Failure(503, "Too busy", "too many searches at once; try again in a moment")
        case HTTPException() if error.code is not None and error.code < 500:
            return _refused(error, error.code)
    return Failure(500, "Something went wrong", "the page failed; see the server log for details")


def _of_kind(error: SearchkitError, status: int, heading: str) -> Failure:
    if isinstance(error, QueryError):
        return _bad_query(error, status, heading)
    if error.summary:
        return Failure(status, heading, error.summary, command=error.command)
    return Failure(status, heading, str(error))


def _bad_query(error: QueryError, status: int, heading: str) -> Failure:
    # A line break in the query would part it from its carets.
    lines = ("".join(char if char.isprintable() else " " for char in line)
             for line in error.caret_lines())  # fmt: skip
    return Failure(
        status,
        heading,
        error.message,
        error.advice,
        caret=tuple(lines),
        start=error.start,
        end=error.end,
    )


def _refused(error: HTTPException, status: int) -> Failure:
    """A refusal by the rules of HTTP, in our words unless the one that was raised has its own."""
    own = error.description if error.description != type(error).description else None
    heading = _HEADINGS.get(status, error.name)
    return Failure(status, heading, own or _MESSAGES.get(status, "the request was refused"))
