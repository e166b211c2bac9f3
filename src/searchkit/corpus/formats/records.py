"""The records of a file that has one article in each: their ids, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from searchkit.corpus.formats.json_lists import articles_in
from searchkit.corpus.formats.json_record import Unsuitable, document_of, id_of
from searchkit.corpus.reader import ParsedDocument, Unread

#: Gives the value that the bytes of a record are, and their encoding; raises `Unsuitable`.
Parse = Callable[[bytes], tuple[object, str]]


class Records:
    """Makes documents of objects, or of the bytes that hold them, each with a record of its own.

    `noun` is what a record is called, and `place` where a value of it stands.
    """

    def __init__(
        self,
        noun: str,
        encoding: str = "utf-8",
        *,
        place: str = "JSON key",
        parse: Parse | None = None,
    ) -> None:
        self._noun = noun
        self._encoding = encoding
        self._place = place
        self._parse = parse
        self._taken: set[str] = set()

    def read(
        self,
        numbered: Iterable[tuple[int, object]],
        id_at_start: Callable[[bytes], str | None] = lambda _: None,
    ) -> Iterator[ParsedDocument | Unread]:
        """A document for each one that can be read; one that cannot is reported by its number.

        `id_at_start` gives the id of bytes that may be broken behind it.
        """
        for number, value in numbered:
            own_id: str | None = None
            encoding = self._encoding
            try:
                if isinstance(value, bytes) and self._parse is not None:
                    own_id = id_at_start(value)
                    value, encoding = self._parse(value)
            except Unsuitable as error:
                yield self.unread(own_id, number, str(error))
                continue
            inner = articles_in(value)
            if inner is None:
                yield self._one(value, number, encoding)
            else:
                yield from self._several(inner, number, encoding)

    def unread(self, own_id: str | None, number: int, reason: str) -> Unread:
        """The record that stands for one that cannot be read."""
        if self._place != "JSON key" and reason.startswith("no text under"):
            reason = "no text and no title"
        return Unread(self._free(own_id, str(number)), f"{self._noun} {number}: {reason}")

    def _one(self, value: object, number: int, encoding: str) -> ParsedDocument | Unread:
        own_id = id_of(value)
        try:
            parsed = document_of(value, encoding, place=self._place)
        except Unsuitable as error:
            return self.unread(own_id, number, str(error))
        return self._named(parsed, own_id, str(number))

    def _several(
        self, inner: list[object], line: int, encoding: str
    ) -> Iterator[ParsedDocument | Unread]:
        """The articles of an answer; their numbers are those in its list."""
        before = "" if line == 1 else f"{line}."
        for number, value in enumerate(inner, 1):
            own_id = id_of(value)
            try:
                parsed = document_of(value, encoding, place=self._place)
            except Unsuitable as error:
                where = f"record {number}" if line == 1 else f"{self._noun} {line}, record {number}"
                record = self._free(own_id, f"{before}{number}")
                yield Unread(record, f"{where}: {error}")
            else:
                yield self._named(parsed, own_id, f"{before}{number}")

    def _named(self, parsed: ParsedDocument, own_id: str | None, number: str) -> ParsedDocument:
        record = self._free(own_id, number)
        self._taken.add(record)
        return replace(parsed, record=record)

    def _free(self, own_id: str | None, number: str) -> str:
        """The id of an object if no other has it, else its number."""
        if own_id and own_id not in self._taken:
            return own_id
        names = chain([number], (f"{self._noun} {number}.{n}" for n in range(1, 99)))
        return next(name for name in names if name not in self._taken)
