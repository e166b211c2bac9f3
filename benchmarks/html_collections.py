"""Public collections of web pages with the right answers, each told by the files that it has."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html

_BETWEEN_NAMES = re.compile(r"[;,]| and | und ")
_BLOCKS = ("p", "div", "li", "h1", "h2", "h3", "h4", "td", "th", "tr", "blockquote", "pre", "dd")


@dataclass(frozen=True)
class Page:
    """A saved page and its right answers; None for what the collection does not say."""

    name: str
    data: bytes
    body: str | None = None
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] | None = None
    source: str | None = None


def pages_in(folder: Path) -> Iterator[Page]:
    """The pages of a collection. Raises `SystemExit` for a folder that is none."""
    for mark, read in _COLLECTIONS.items():
        if (folder / mark).exists():
            yield from read(folder)
            return
    raise SystemExit(f"{folder} has none of {', '.join(_COLLECTIONS)}")


def _own(folder: Path) -> Iterator[Page]:
    """`gold.jsonl` with file, title, author, date, source and body; the pages are in `pages/`."""
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold: dict[str, Any] = json.loads(line)
        yield Page(
            gold["file"],
            (folder / "pages" / gold["file"]).read_bytes(),
            gold["body"],
            gold["title"],
            (gold["date"] or "")[:10],
            tuple(filter(None, (gold["author"] or "").split("; "))),
            gold["source"] or "",
        )


def _article_extraction_benchmark(folder: Path) -> Iterator[Page]:
    golds = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    for key, gold in golds.items():
        data = (folder / "html" / f"{key}.html.gz").read_bytes()
        yield Page(key, gzip.decompress(data), gold["articleBody"])


def _readability(folder: Path) -> Iterator[Page]:
    for page in sorted((folder / "test" / "test-pages").iterdir()):
        expected = html.fromstring(f"<div>{(page / 'expected.html').read_text('utf-8')}</div>")
        for block in expected.iter(*_BLOCKS):
            block.tail = f"\n{block.tail or ''}"
        yield Page(page.name, (page / "source.html").read_bytes(), expected.text_content())


def _htmldate(folder: Path) -> Iterator[Page]:
    for name in ("eval_default.json", "eval_mediacloud_2020.json"):
        for gold in json.loads((folder / "tests" / name).read_text("utf-8")).values():
            if (data := _cached(folder, gold["file"])) is not None:
                date = gold["date"] if isinstance(gold["date"], str) else ""
                yield Page(gold["file"], data, date=date[:10])


def _trafilatura(folder: Path) -> Iterator[Page]:
    for gold in json.loads((folder / "tests" / "evaldata.json").read_text("utf-8")).values():
        if "title" in gold and (data := _cached(folder, gold["file"])) is not None:
            author = gold.get("author") or ""
            line = "; ".join(author) if isinstance(author, list) else author
            names = tuple(filter(None, map(str.strip, _BETWEEN_NAMES.split(line))))
            date = (gold["date"] or "")[:10]
            yield Page(gold["file"], data, title=gold["title"] or "", date=date, authors=names)


def _cached(folder: Path, name: str) -> bytes | None:
    paths = (folder / "tests" / part / name for part in ("cache", "eval", "test_set"))
    return next((path.read_bytes() for path in paths if path.exists()), None)


_COLLECTIONS: dict[str, Callable[[Path], Iterator[Page]]] = {
    "gold.jsonl": _own,
    "ground-truth.json": _article_extraction_benchmark,
    "test/test-pages": _readability,
    "tests/eval_default.json": _htmldate,
    "tests/evaldata.json": _trafilatura,
}
