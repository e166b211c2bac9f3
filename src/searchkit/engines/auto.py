"""`auto`: the engine that fits how many articles there are, chosen when they have come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from searchkit.analysis import Document
from searchkit.engines import Engine, Writer, is_installed

SMALL = "whoosh"
LARGE = "tantivy"

#: With more articles than this, `LARGE` is the engine.
MAX_ARTICLES = 1_000

# Nor are longer texts held in memory until all have come: in tokens.
_MAX_TOKENS = 5_000_000

#: An index of `SMALL` of more bytes has more than those tokens, ten to forty bytes each.
MAX_BYTES = 250_000_000


def advice(engine: str, articles: int, size: int = 0) -> str | None:
    """The command to run when an index of this engine, of `size` bytes, has outgrown it."""
    if engine != SMALL or (articles <= MAX_ARTICLES and size <= MAX_BYTES):
        return None
    much = f"over {MAX_ARTICLES:,} articles" if articles > MAX_ARTICLES else "so much text"
    install = "" if is_installed(LARGE) else f"pip install {LARGE} && "
    return f"{SMALL} is slow with {much}; run: {install}searchkit rebuild"


class DeferredEngine:
    """Holds the documents of a first commit until it is clear which engine they are for.

    `open_new` opens a new empty index of an engine. Where `LARGE` is not installed, it is `SMALL`.
    """

    def __init__(self, open_new: Callable[[str], Engine]) -> None:
        self._open_new = open_new
        self._chosen: Engine | None = None

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """As `Engine.writer`."""
        with ExitStack() as block:
            writer = _DeferredWriter(lambda name: block.enter_context(self._open(name).writer()))
            yield writer
            writer.choose(SMALL)

    def close(self) -> None:
        """As `Engine.close`."""
        if self._chosen is not None:
            self._chosen.close()

    def _open(self, name: str) -> Engine:
        self._chosen = self._open_new(name)
        return self._chosen


class _DeferredWriter:
    """Passes documents on as soon as there is a writer for them."""

    def __init__(self, open_writer: Callable[[str], Writer]) -> None:
        self._open_writer = open_writer
        self._writer: Writer | None = None
        self._documents: list[Document] = []
        self._tokens = 0

    def add(self, document: Document) -> None:
        if self._writer is not None:
            self._writer.add(document)
            return
        self._documents.append(document)
        self._tokens += len(document.streams["body_exact"])
        if len(self._documents) > MAX_ARTICLES or self._tokens > _MAX_TOKENS:
            self.choose(LARGE if is_installed(LARGE) else SMALL)

    def delete(self, article_id: str) -> None:
        """There is nothing to delete yet: the index is new."""

    def choose(self, name: str) -> None:
        """Write what is held to an engine, unless one is chosen already."""
        if self._writer is None:
            self._writer = self._open_writer(name)
            for document in self._documents:
                self._writer.add(document)
            self._documents = []
