"""Answers that are kept for who asks for the same again: the way back, the next tab, a colleague.

An answer is kept under its tag, which changes with the index, with all that an answer depends on
beside it, and with every start of the program. One that was cut short is not kept, and none while
files have changed that the index does not have yet: each page names the articles that are old.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from time import monotonic
from typing import NamedTuple

from flask import Flask, Request, Response, current_app, g

#: In bytes: of all answers together, and of the largest that is kept.
MAX_KEPT = 16 << 20
MAX_ANSWER = 256 << 10
#: What is asked for by words, and cannot be sent while it is made.
_BLUEPRINTS = frozenset({"search", "article", "stories", "quotes", "names", "trends", "values"})
#: These make an answer of a tag that the client names.
_CONDITIONS = frozenset({"If-Match", "If-None-Match", "Range"})

_KEY = "searchkit-answers"


class Answer(NamedTuple):
    """The headers and the body of an answer, as they are sent."""

    headers: Sequence[tuple[str, str]]
    body: bytes


class KeptAnswers:
    """The answers asked for last. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._size = 0

    def get(self, key: str) -> Answer | None:
        """The answer that is kept under a key."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer, and let go of those that nobody has asked for lately."""
        with self._lock:
            if key in self._answers:
                return
            self._answers[key] = answer
            self._size += len(answer.body)
            while self._size > MAX_KEPT:
                _, oldest = self._answers.popitem(last=False)
                self._size -= len(oldest.body)


def attach(app: Flask) -> None:
    """Let an app keep answers."""
    app.extensions[_KEY] = KeptAnswers()


def kept_answer(request: Request, tag: str) -> Response | None:
    """The answer that was given to the same request before."""
    if not _may_keep(request):
        return None
    answer = _of_app().get(_key(request, tag))
    if answer is None:
        return None
    g.is_kept = True
    response = Response(answer.body)
    response.headers.clear()
    response.headers.extend(answer.headers)
    return response


def is_kept() -> bool:
    """Check whether the request is answered by what was kept, which has all of its headers."""
    return "is_kept" in g


def begin() -> None:
    """Take the time: the answer to this request is made from now on."""
    g.begun = monotonic()


def leave() -> None:
    """Keep nothing of the answer to this request: another time it may be whole."""
    g.is_cut_short = True


def keep(request: Request, response: Response, tag: str, seconds: float) -> None:
    """Keep an answer that is ready to be sent, unless it took as long as a search may."""
    if monotonic() - g.begun >= seconds:
        # Help with a query, other readings and what is said of a name end when the time is up.
        return
    if not _may_keep(request) or "is_cut_short" in g or response.status_code != 200:
        return
    if response.is_streamed or len(response.data) > MAX_ANSWER:
        return
    _of_app().keep(_key(request, tag), Answer(tuple(response.headers), response.data))


def _may_keep(request: Request) -> bool:
    return (
        request.method == "GET"
        and request.blueprint in _BLUEPRINTS
        and not any(name in request.headers for name in _CONDITIONS)
    )


def _key(request: Request, tag: str) -> str:
    # Who came by a session has a button to end it.
    way = f"{request.accept_encodings['gzip'] > 0} {g.get('has_session', False)}"
    return f"{way} {tag}"


def _of_app() -> KeptAnswers:
    answers = current_app.extensions[_KEY]
    assert isinstance(answers, KeptAnswers)
    return answers
