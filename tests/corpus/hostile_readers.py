"""Readers that misbehave in every way that a parser can, for the tests of the workers."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from searchkit.article import PartialDate, Removed
from searchkit.corpus import ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable


class HostileReader:
    """Does what the bytes of the file say."""

    name: ClassVar[str] = "hostile"
    suffixes: ClassVar[frozenset[str]] = frozenset({".hostile"})
    isolated: ClassVar[bool] = True

    def recognises(self, head: bytes) -> bool:
        return False

    def read(self, data: bytes) -> Iterator[ParsedDocument | Unread]:
        match data[:6]:
            case b"loop--":
                _tell(data[6:].decode())
                while True:
                    pass
            case b"bomb--":
                yield ParsedDocument("x" * 4_000_000_000)
            case b"crash-":
                os.abort()
            case b"exit--":
                os._exit(7)
            case b"deep--":
                self._deeper()
            case b"raise-":
                raise KeyError("surprise")
            case b"refuse":
                raise ArticleUnreadable("not today")
            case b"print-":
                print("noise on standard output", flush=True)
                sys.stdout.buffer.write(b'{"ok": true, "size": 3}\nxyz')
        yield ParsedDocument(
            data.decode(),
            (
                Stated("date", PartialDate(2016, 2), "meta", "February 2016"),
                Stated("authors", ("Ada Lind", "Bo Berg"), "meta", "Ada Lind and Bo Berg"),
            ),
            warnings=("careful",),
            prepared=True,
            removed=(Removed("Share", "share bar"),),
        )
        yield Unread("2", "broken")

    def _deeper(self) -> None:
        self._deeper()


def _tell(pipe: str) -> None:
    """Who reads the pipe that is named learns that the reader is at work."""
    if pipe.startswith("/"):
        Path(pipe).write_bytes(b"begun")
