"""A text as analysed: its tokens, with the terms and the place of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice, pairwise

from searchkit.analysis.languages import language_code
from searchkit.analysis.names import Name, TokenStreams, token_streams
from searchkit.analysis.offsets import Offsets
from searchkit.analysis.stems import Stems, is_stemmed
from searchkit.analysis.words import offsets, pieces, tokenize
from searchkit.deadline import check_deadline, watched

#: Longer texts are analysed in pieces of this many characters; each time the deadline is checked.
PIECE = 1 << 16


class AnalysedText:
    """One text field: `exact[i]` and `stems[i]` are the two terms of its i-th token.

    A token without a term (see `fold`) holds its position with an empty string. `passages` are
    those of an `Article`.
    """

    def __init__(
        self,
        text: str,
        stems: Stems,
        language: str | None = None,
        passages: Sequence[tuple[int, str]] = (),
    ) -> None:
        self.text = text
        self._stems = stems
        self._languages = [(start, language_code(tag)) for start, tag in passages] or [
            (0, language_code(language))
        ]

    @cached_property
    def exact(self) -> Sequence[str]:
        """The folded surface forms."""
        # Whoever asks for no names need not wait for what tells them.
        if "_pieces" not in vars(self) and len(self.text) <= PIECE:
            return tokenize(self.text)
        pieces = list(self._pieces.values())
        if len(pieces) == 1:
            return pieces[0].terms
        return [term for piece in pieces for term in piece.terms]

    @cached_property
    def stems(self) -> Sequence[str]:
        """Their stems."""
        if not any(is_stemmed(code) for _, code in self._languages):
            return list(map(self._stems.__getitem__, watched(self.exact)))
        exact, words = self.exact, self._words()
        starts = self.numbers_at([start for start, _ in self._languages])
        terms: list[str] = []
        for (first, last), (_, code) in zip(
            pairwise([*starts, len(exact)]), self._languages, strict=True
        ):
            stems = self._stems.of(code)
            if stems is None:
                terms += map(self._stems.__getitem__, watched(exact[first:last]))
            else:
                if words:
                    surfaces: Iterable[str] = islice(words, first, last)
                else:
                    spans = islice(self.offsets, first, last)
                    surfaces = (self.text[start:end] for start, end in spans)
                terms += map(stems.__getitem__, surfaces)
        return terms

    def _words(self) -> Sequence[str]:
        """The tokens as they are written, if it is known already; empty if not."""
        marked = self._words_marked()
        if not marked:
            return ()
        (piece,) = self._pieces.values()
        words = list(marked)
        for at in piece.marked:
            start, end = self.offsets[at]
            words[at] = self.text[start:end]
        return words

    def _words_marked(self) -> Sequence[str]:
        """The tokens, perhaps with a mark after them, if they are known already; empty if not."""
        if len(self.text) > PIECE or "_pieces" not in vars(self):
            return ()
        (piece,) = self._pieces.values()
        return piece.words

    @cached_property
    def offsets(self) -> Sequence[tuple[int, int]]:
        """The `[start, end)` code points of each token."""
        if len(self.text) <= PIECE:
            return offsets(self.text)
        counts = [len(piece.terms) for piece in self._pieces.values()]
        return Offsets(self.text, list(self._pieces), counts)

    def numbers_at(self, places: Sequence[int]) -> list[int]:
        """The number of tokens that begin before each of some places of the text."""
        if not any(places):
            return [0 for _ in places]
        words = self._words_marked()
        if not words:
            return [bisect_left(self.offsets, (place, place)) for place in watched(places)]
        # To look for the words takes half the time of telling them apart again.
        find, end, starts = self.text.find, 0, list[int]()
        for word in words:
            start = find(word, end)
            starts.append(start)
            end = start + len(word)
        return [bisect_left(starts, place) for place in places]

    @cached_property
    def names(self) -> Sequence[tuple[int, Name]]:
        """The names with marks in them, each with the position of its first word."""
        return [(first + at, name) for first, piece in self._firsts() for at, name in piece.names]

    @cached_property
    def capitals(self) -> Sequence[int]:
        """The positions of the words in capitals."""
        return [first + at for first, piece in self._firsts() for at in piece.capitals]

    def _firsts(self) -> Iterator[tuple[int, TokenStreams]]:
        """Each piece with the position of its first token."""
        first = 0
        for piece in self._pieces.values():
            yield first, piece
            first += len(piece.terms)

    @cached_property
    def _pieces(self) -> dict[tuple[int, int], TokenStreams]:
        """The words of each piece of a long text."""
        if len(self.text) <= PIECE:
            return {(0, len(self.text)): token_streams(self.text)}
        words_by_piece = {}
        for start, end in pieces(self.text, PIECE):
            check_deadline()
            words_by_piece[start, end] = token_streams(self.text[start:end])
        return words_by_piece
