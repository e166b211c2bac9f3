"""The servers of an index as they answer; errors of the client library end here."""

from __future__ import annotations

import json
import math
import ssl
import zlib
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    ConnectionError,  # noqa: A004 - the library's own name
    ConnectionTimeout,
    NotFoundError,
    OpenSearchException,
    SSLError,
    TransportError,
)

from searchkit.engines.address import Address, Credentials
from searchkit.engines.base import NO_DEADLINE, Deadline
from searchkit.engines.opensearch.connection import (
    MAX_ANSWER,
    BoundedConnection,
    OddPacking,
    UnboundedAnswer,
)
from searchkit.engines.opensearch.product import OLDEST, Product, Request
from searchkit.errors import (
    IndexBlocked,
    IndexUnavailable,
    IndexUnusable,
    SearchTooSlow,
    SettingsError,
)

#: A server that takes longer for anything but a search is taken for dead (seconds).
PATIENCE = 60.0
#: A search gets so much longer on its way (seconds).
GRACE = 1.0

# How rare a word is must not hang on the shard.
_EVERY_SHARD = {"search_type": "dfs_query_then_fetch"}
_BAD_REQUEST = 400
# Limits of a server, reported with various status codes; to ask again would not help.
_OVER_LIMIT = ("too_many_clauses", "too_many_nested_clauses", "too_many_buckets_exception")
_TOO_BUSY = 429
_NOT_ALLOWED = (401, 403)
# What reading a body of another shape raises, here and in the client library.
_NO_ANSWER = (
    *(LookupError, TypeError, AttributeError, ValueError, AssertionError),
    *(ArithmeticError, RecursionError, MemoryError, zlib.error),
)


class Refused(IndexUnavailable):
    """The server is too busy, or away for the moment: the same can be asked again."""


class TookTooLong(Refused):
    """The server did not answer in time."""


class ShortOfMemory(Refused):
    """The server has too little memory for the request at the moment."""


class NotAllowed(IndexUnavailable):
    """The server does not know this user, or does not allow them to do this."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            cause, advice="nothing is lost: check the user, the password and the rights"
        )


class TooLarge(IndexUnavailable):
    """The request is larger than the server takes."""


class AnswerTooLarge(IndexUnavailable):
    """The answer is larger than any that is read: less can be asked for."""


class NotUnderstood(IndexUnavailable):
    """The server does not know what it is asked for, or is set to refuse it."""

    def __init__(self, cause: str) -> None:
        advice = "nothing is lost, but it needs other settings there: see docs/servers.md"
        super().__init__(cause, advice=advice)


class NoSuchIndex(IndexUnavailable):
    """The server has no index, or no document, of that name."""


class Server:
    """Speaks with whichever of the servers answers. Threads may share it.

    Raises `SettingsError` for an authority that is none.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        options: dict[str, Any] = {}
        if address.credentials is not None:
            options["headers"] = {"authorization": _basic(address.credentials)}
        if any(url.startswith("https:") for url in address.urls):
            # The client library would trust a bundle of its own, not what the system knows.
            options["ssl_context"] = _trusting(address.authority)
        self._product: Product | None = None
        self._takes: dict[str, bool] = {}
        self._client = OpenSearch(
            list(address.urls),
            connection_class=BoundedConnection,
            http_compress=True,
            max_retries=len(address.urls),
            # Another server may know better.
            retry_on_status=(502, 503, 504) if len(address.urls) > 1 else (),
            timeout=PATIENCE,
            pool_maxsize=8,
            **options,
        )

    def close(self) -> None:
        self._client.close()

    def product(self) -> Product:
        """What the server is. Raises `SettingsError` if the engine cannot use it."""
        if self._product is None:
            try:
                answer = self.ask("GET", "/")
            except NoSuchIndex as error:
                url = self.address.urls[0]
                raise SettingsError(
                    f"{url} is not the address of a search server: it answers 404",
                    advice="the url may lack a path, as in https://example.org/search",
                ) from error
            with understood(self.address):
                product = Product.of(answer)
            if not product.is_supported:
                known = (f"{name} {old[0]}.{old[1]} or later" for name, old in OLDEST.items())
                raise SettingsError(
                    f"{self.address.urls[0]} says that it is {product.name} {product.number}; the "
                    f"engine opensearch needs {', or '.join(known)}"
                )
            self._product = product
        return self._product

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        options: Mapping[str, str] = MappingProxyType({}),
        *,
        timeout: float | None = None,
    ) -> Any:
        """The answer to a request. Raises `IndexUnavailable` and `IndexBlocked`."""
        timeout = PATIENCE if timeout is None else timeout
        with self._understood(timeout):
            return self._client.transport.perform_request(
                method, path, params={"request_timeout": timeout, **options}, body=body
            )

    def send(self, request: Request) -> Any:
        """The answer to a request of a product. Raises as `ask` does."""
        return self.ask(request.method, request.path, request.body, request.options)

    def search(
        self, path: str, body: Mapping[str, Any], deadline: Deadline = NO_DEADLINE
    ) -> Mapping[str, Any]:
        """The answer to a search, complete or not. Raises `SearchTooSlow`."""
        return self._answer(self._post(path, _limited(body, deadline), deadline), deadline)

    def search_all(
        self, path: str, bodies: Sequence[Mapping[str, Any]], deadline: Deadline = NO_DEADLINE
    ) -> list[Mapping[str, Any]]:
        """The answers to several searches, sent together. Raises as `search` does."""
        if len(bodies) < 2:
            return [self.search(path, body, deadline) for body in bodies]
        lines = (f"{{}}\n{json.dumps(_limited(body, deadline))}\n" for body in bodies)
        together = f"{path.removesuffix('_search')}_msearch"
        answer = self._post(together, "".join(lines), deadline)
        with understood(self.address):
            answers = answer["responses"]
            assert len(answers) == len(bodies)
            for one in answers:
                if "error" in one:
                    raise _meant_by(self.address.urls[0], int(one["status"]), one)
            return [self._answer(one, deadline) for one in answers]

    def _post(self, path: str, body: Any, deadline: Deadline) -> Any:
        left = min(deadline.left, PATIENCE)
        try:
            return self.ask("POST", path, body, _EVERY_SHARD, timeout=left + GRACE)
        except TookTooLong as error:
            if left < min(deadline.seconds, PATIENCE) / 2:
                # It was given too little: what came before it took most of the time.
                raise SearchTooSlow(deadline.seconds) from error
            raise

    def _answer(self, answer: Any, deadline: Deadline) -> Mapping[str, Any]:
        with understood(self.address):
            if answer["timed_out"]:
                raise SearchTooSlow(deadline.seconds)
            assert isinstance(answer, dict)
        return answer

    def takes(self, path: str, kind: str, query: Mapping[str, Any], deadline: Deadline) -> bool:
        """Whether the server knows such a kind of query: asked once."""
        if kind not in self._takes:
            try:
                self.search(path, {"query": query, "size": 0}, deadline)
                self._takes[kind] = True
            except NotUnderstood:
                self._takes[kind] = False
        return self._takes[kind]

    @contextmanager
    def _understood(self, timeout: float) -> Iterator[None]:
        url = self.address.urls[0]
        try:
            yield
        except ConnectionTimeout as error:
            raise TookTooLong(f"{url} took more than {timeout:.0f} s") from error
        except SSLError as error:
            raise _not_secure(url, error) from error
        except ConnectionError as error:
            if isinstance(error.info, UnboundedAnswer):
                raise AnswerTooLarge(f"{url} sent more than {MAX_ANSWER:,} bytes") from error
            if isinstance(error.info, OddPacking | zlib.error):
                raise _no_answer(url) from error
            raise Refused(f"{url} cannot be reached: {_cause(error)}") from error
        except NotFoundError as error:
            raise NoSuchIndex(f"{url} has no {self.address.index}") from error
        except TransportError as error:
            raise _meant(url, error) from error
        except (OpenSearchException, *_NO_ANSWER) as error:
            raise _no_answer(url) from error


def blocked(error: Mapping[str, Any]) -> IndexUnusable | None:
    """The error to raise where another try would fail too; None for other errors."""
    kind, reason = error.get("type"), str(error.get("reason"))[:200]
    if kind == "cluster_block_exception":
        if "SERVICE_UNAVAILABLE" in reason:
            return None
        if "/12/" in reason or "watermark" in reason or "/10/" in reason:
            return IndexBlocked(
                f"its disk is full ({reason})", advice="make room there and run this again"
            )
        return IndexBlocked(reason, advice="have the block removed there")
    if kind == "index_closed_exception":
        return IndexBlocked("it is closed", advice="have it opened there")
    if kind == "security_exception":
        return NotAllowed(f"the server refused this user: {reason}")
    return None


def short_of_memory(error: Mapping[str, Any]) -> IndexUnusable | None:
    """The error to raise if the server lacks memory for a request; None for other errors."""
    if error.get("type") != "circuit_breaking_exception":
        return None
    what = f"the server has too little memory for the request: {str(error.get('reason'))[:200]}"
    return IndexBlocked(what) if error.get("durability") == "PERMANENT" else ShortOfMemory(what)


def _no_answer(url: str) -> IndexUnavailable:
    return IndexUnavailable(f"{url} sent an answer that OpenSearch never would")


def _basic(credentials: Credentials) -> str:
    """The header of credentials; the client library would refuse letters beyond Latin-1."""
    pair = f"{credentials.user}:{credentials.password}"
    return f"Basic {b64encode(pair.encode()).decode('ascii')}"


def _trusting(authority: Path | None) -> ssl.SSLContext:
    """Trusts those for whom an authority vouches, or one that the system knows."""
    try:
        return ssl.create_default_context(cafile=authority)
    except OSError as error:
        raise SettingsError(f"authority: {authority} contains no certificates") from error


@contextmanager
def understood(address: Address) -> Iterator[None]:
    """Take an answer that lacks what should be in it for no answer."""
    try:
        yield
    except _NO_ANSWER as error:
        raise _no_answer(address.urls[0]) from error


def missing(answer: Mapping[str, Any]) -> str:
    """The part of an index that has not answered; empty if all has."""
    shards = answer["_shards"]
    lost = shards["total"] - shards["successful"]
    return f"{lost} of {shards['total']} parts of the index did not answer" if lost else ""


def hits_of(answer: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The hits of an answer."""
    hits = answer["hits"]["hits"]
    assert isinstance(hits, list)
    return hits


def _limited(body: Mapping[str, Any], deadline: Deadline) -> Mapping[str, Any]:
    """A search that the server itself stops in time."""
    if not math.isfinite(deadline.left):
        return body
    return {**body, "timeout": f"{max(1, int(min(deadline.left, PATIENCE) * 1000))}ms"}


def _meant(url: str, error: TransportError) -> IndexUnusable:
    return _meant_by(url, error.status_code, error.info, error.error)


def _meant_by(url: str, status: Any, info: Any, summary: object = "") -> IndexUnusable:
    """What an answer means that is an error; `summary` is all that the client library says."""
    report = _reported(info)
    # Of a search, what befell its parts says more.
    causes = _causes(report)
    for cause in (report, *causes):
        if refused := blocked(cause) or short_of_memory(cause):
            return refused
    if causes and report.get("type") == "search_phase_execution_exception":
        report = causes[0]
    said = f"{url} answers {status}: {report.get('reason') or _shown(summary)}"[:300]
    if status == _BAD_REQUEST or report.get("type") in _OVER_LIMIT:
        return NotUnderstood(said)
    if status == _TOO_BUSY:
        return Refused(f"{url} is too busy")
    if status in _NOT_ALLOWED:
        return NotAllowed(f"{url} refused this user")
    if status == 413:
        return TooLarge(f"{url} refused a request of this size")
    return Refused(said) if isinstance(status, int) and status >= 500 else IndexUnavailable(said)


def _shown(summary: object) -> object:
    """The summary of an answer that is no report, unless it is a page for people."""
    if summary and "<" not in str(summary):
        return summary
    return "not the answer of a search server, perhaps that of a proxy in front of it"


def _causes(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    causes = report.get("root_cause")
    return (
        [cause for cause in causes[:5] if isinstance(cause, Mapping)]
        if isinstance(causes, list)
        else []
    )


def _reported(info: Any) -> Mapping[str, Any]:
    """The server's own report of an error; empty if there is none."""
    report = info.get("error") if isinstance(info, Mapping) else None
    return report if isinstance(report, Mapping) else {}


def _not_secure(url: str, error: SSLError) -> IndexUnavailable:
    cause = _cause(error).partition(" (_ssl")[0]
    if "WRONG_VERSION" in cause:
        cause, advice = "it does not speak TLS", "nothing is lost: the url may have to be http:"
    elif "not valid for" in cause:
        advice = "nothing is lost: the url must name the server as its certificate does"
    else:
        advice = "nothing is lost: the setting authority names a file with the certificate to trust"
    return IndexUnavailable(f"no secure connection to {url}: {cause}", advice=advice)


def _cause(error: ConnectionError) -> str:
    """The root of an error, without the layers around it."""
    cause = error.info
    reason = getattr(cause, "reason", None) or cause
    text = str(reason).rpartition(": ")[2] or type(reason).__name__
    return text.strip("<>()'\"")[:200]
