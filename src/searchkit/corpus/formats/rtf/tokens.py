"""The tokens of RTF: groups, control words, and the bytes of text between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from searchkit import quick_re as re

Kind = Literal["open", "close", "word", "symbol", "text"]

#: The kind, the name of a word or symbol, the number behind a word, and the bytes of a text.
Token: TypeAlias = tuple[Kind, str, int | None, bytes]

_TOKEN = re.compile(
    rb"([^\\{}\r\n]+)"
    rb"|[\r\n]+"
    rb"|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})?\x20?"
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\(.)"
    rb"|([{}])"
    rb"|.",
    re.DOTALL,
)
_TEXT, _WORD, _NUMBER, _BYTE, _SYMBOL, _BRACE = range(1, 7)


def tokens_of(data: bytes) -> Iterator[Token]:
    r"""The tokens of a file, without the bytes of pictures that follow `\bin`.

    >>> [kind for kind, *_ in tokens_of(rb"{\b a\'e4}")]
    ['open', 'word', 'text', 'text', 'close']
    """
    at = 0
    match = _TOKEN.match
    while token := match(data, at):
        at = token.end()
        which = token.lastindex
        if which == _TEXT:
            yield "text", "", None, token[_TEXT]
        elif which == _BYTE:
            yield "text", "", None, bytes.fromhex(token[_BYTE].decode("ascii"))
        elif which == _BRACE:
            yield ("open" if token[_BRACE] == b"{" else "close"), "", None, b""
        elif which == _SYMBOL:
            yield "symbol", token[_SYMBOL].decode("latin-1"), None, b""
        elif which is not None:
            number = int(token[_NUMBER]) if which == _NUMBER else None
            if token[_WORD] == b"bin":
                at += max(0, number or 0)
            else:
                yield "word", token[_WORD].decode("ascii"), number, b""
