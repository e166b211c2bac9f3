"""Xapian, with its English stemmer, query parser, snippets and value counts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from comparison.articles import Item, read_corpus
from comparison.peers.base import HITS, Found
from comparison.peers.installed import xapian
from comparison.questions import KINDS, Question

_TITLE = "S"
_ID = "Q"
_SOURCE, _YEAR = range(2)
#: Characters.
_SNIPPET = 300


class Xapian:
    """Stems, and beside them every word as it is written, with positions: Xapian's default."""

    name = "Xapian"
    kinds: Sequence[str] = KINDS
    shows = True
    updates = True

    def version(self) -> str | None:
        module = xapian()
        return module.version_string() if module else None

    def build(self, corpus: Path, index: Path) -> None:
        _write(_module().WritableDatabase(str(index)), read_corpus(corpus))

    def open(self, index: Path) -> _Opened:
        return _Opened(index)


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._xapian = _module()
        self._folder = folder
        self._database = self._xapian.Database(str(folder))
        self._stem = self._xapian.Stem("en")
        self._parser = self._xapian.QueryParser()
        self._parser.set_database(self._database)
        self._parser.set_stemmer(self._stem)
        self._parser.set_default_op(self._xapian.Query.OP_AND)
        self._parser.add_prefix("title", _TITLE)
        kinds = ("BOOLEAN", "PHRASE", "WILDCARD")
        self._flags = sum(getattr(self._xapian.QueryParser, f"FLAG_{kind}") for kind in kinds)

    def find(self, question: Question) -> Found:
        enquire = self._enquire(question)
        found = enquire.get_mset(0, HITS, self._database.get_doccount())
        read = [json.loads(hit.document.get_data()) for hit in found]
        return Found(found.get_matches_estimated(), tuple(one["id"] for one in read))

    def show(self, question: Question) -> None:
        enquire = self._enquire(question)
        counts = [self._xapian.ValueCountMatchSpy(slot) for slot in (_SOURCE, _YEAR)]
        for one in counts:
            enquire.add_matchspy(one)
        found = enquire.get_mset(0, HITS, self._database.get_doccount())
        for hit in found:
            found.snippet(json.loads(hit.document.get_data())["body"], _SNIPPET, self._stem)
        for one in counts:
            list(one.values())

    def replace(self, items: Sequence[Item]) -> None:
        _write(self._xapian.WritableDatabase(str(self._folder)), items)

    def close(self) -> None:
        self._database.close()

    def _enquire(self, question: Question) -> Any:
        enquire = self._xapian.Enquire(self._database)
        enquire.set_query(self._parser.parse_query(question.text, self._flags))
        return enquire


def _module() -> Any:
    module = xapian()
    assert module is not None, "it is measured only where it is installed"
    return module


def _write(database: Any, items: Iterable[Item]) -> None:
    module = _module()
    generator = module.TermGenerator()
    generator.set_stemmer(module.Stem("en"))
    for item in items:
        document = module.Document()
        generator.set_document(document)
        # Without a prefix too, so that a query without a field finds it.
        generator.index_text(item.title, 1, _TITLE)
        generator.index_text(item.title)
        generator.increase_termpos()
        generator.index_text(item.body)
        document.set_data(json.dumps(asdict(item)))
        document.add_value(_SOURCE, item.source)
        document.add_value(_YEAR, item.year)
        document.add_boolean_term(_ID + item.id)
        database.replace_document(_ID + item.id, document)
    database.commit()
    database.close()
