"""An exception → the status and the sentences that a page or a JSON answer shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from werkzeug.exceptions import HTTPException, ServiceUnavailable

from searchkit.errors import (
    ArticleNotFound,
    EngineUnavailable,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexOutdated,
    IndexUnavailable,
    IndexUnusable,
    NotOffered,
    PasswordMissing,
    QueryError,
    SearchkitError,
    SearchTooSlow,
    SettingsError,
)

_HEADINGS: Mapping[int, str] = MappingProxyType(
    {
        400: "That request cannot be understood",
        401: "A password is needed",
        403: "That is refused",
        404: "No such page",
        405: "This page can only be read",
        412: "That answer has changed",
        413: "That request is too large",
        414: "That address is too long",
        429: "Too many attempts",
        503: "The index cannot answer",
    }
)
_MESSAGES: Mapping[int, str] = MappingProxyType(
    {
        401: "sign in, or send the password by HTTP Basic authentication",
        404: "nothing is at this address",
        405: "only GET and HEAD are answered; nothing here changes the index",
        413: "a request to this page has no body",
        412: "what was asked for is not what the condition names",
        414: "an address has at most 8,000 characters",
        429: "too many wrong passwords; try again later",
    }
)
_COMMAND = "; run: "

# What a client is told of a fault of the server: never a path, a host or what a library says. The
# first class that an error belongs to decides.
_FAULTS: tuple[tuple[type[SearchkitError], str, str], ...] = (
    (IndexMissing, "there is no index yet", "searchkit index"),
    (IndexOutdated, "the index was made by another version or engine", "searchkit rebuild"),
    (IndexDamaged, "the index is damaged", "searchkit rebuild"),
    (IndexUnavailable, "the server of the index does not answer; try again later", ""),
    (IndexUnusable, "the index cannot be used", "searchkit status"),
    (IndexLocked, "the index is being written; try again in a moment", ""),
    (EngineUnavailable, "the search library of this index is not installed", ""),
)


class BadArgument(SettingsError):
    """A value in the address of a request that is not valid; `str()` of it is for the client."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer.

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
        message = f"{self.message}{_COMMAND}{self.command}" if self.command else self.message
        return {
            "error": {
                "message": message,
                "start": self.start,
                "end": self.end,
                "hint": self.hint or None,
            }
        }


def failure(error: Exception) -> Failure:
    """The failure that an exception means.

    One that the client did not cause says nothing of the inside of the server.
    """
    match error:
        case QueryError():
            return _bad_query(error)
        case ArticleNotFound():
            return Failure(404, "No such article", "no article of the index has this address")
        case SearchTooSlow():
            return Failure(503, "That search takes too long", str(error))
        case BadArgument() | NotOffered():
            return Failure(400, _HEADINGS[400], str(error))
        case PasswordMissing():
            return Failure(
                503,
                "No password is set",
                "nobody can read until one is",
                command="searchkit password",
            )
        case ServiceUnavailable():
            return Failure(503, "Too busy", "too many searches at once; try again in a moment")
        case HTTPException() if error.code is not None and error.code < 500:
            return _refused(error, error.code)
    for kind, message, command in _FAULTS:
        if isinstance(error, kind):
            return Failure(503, _HEADINGS[503], message, command=command)
    return Failure(500, "Something went wrong", "the page failed; its log says where and why")


def _bad_query(error: QueryError) -> Failure:
    # A line break in the query would part it from its carets.
    lines = ("".join(char if char.isprintable() else " " for char in line)
             for line in error.caret_lines())  # fmt: skip
    return Failure(
        400,
        "That query cannot be understood",
        error.message,
        error.hint,
        caret=tuple(lines),
        start=error.start,
        end=error.end,
    )


def _refused(error: HTTPException, status: int) -> Failure:
    """A refusal by HTTP's own rules, in our words unless whoever refused had better ones."""
    own = error.description if error.description != type(error).description else None
    heading = _HEADINGS.get(status, error.name)
    return Failure(status, heading, own or _MESSAGES.get(status, "the request was refused"))
