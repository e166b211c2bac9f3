"""The words of a text and their offsets.

Nothing is dropped: there is no stop list, so the n-th token is the n-th word of the text. In a
script without blanks every letter, with the signs that belong to it, is a token.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchkit import quick_re as re
from searchkit.analysis.folding import FOLDED, fold
from searchkit.analysis.word_patterns import ASCII_MARKED, ASCII_WORD, BREAKS

__all__ = ["clean", "fold", "is_unspaced", "marked_words", "offsets", "pieces", "tokenize"]

_NEVER_TEXT = re.compile("[\0\ud800-\udfff]")
_ASCII = re.compile(ASCII_WORD, re.VERBOSE)
_ASCII_MARKED = re.compile(ASCII_MARKED, re.VERBOSE)

_BREAK = re.compile(f"[{BREAKS}]")


def clean(text: str) -> str:
    """The text with what no text may hold (NUL, lone surrogates) replaced by U+FFFD."""
    if "\0" not in text:
        try:
            # Takes a hundredth of the time of looking for surrogates.
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text
    return _NEVER_TEXT.sub("\ufffd", text)


def is_unspaced(term: str) -> bool:
    """Tell if a term is one letter of a script that puts no blanks between words.

    >>> [is_unspaced(term) for term in ("塔", "が", "ลี", "한국", "army")]
    [True, True, True, False, False]
    """
    if term.isascii():
        return False
    from searchkit.analysis.letter_patterns import UNSPACED

    return UNSPACED.match(term) is not None


def pieces(text: str, length: int) -> Iterator[tuple[int, int]]:
    """The `[start, end)` of pieces that part no token, each about so long.

    >>> list(pieces("one two three", 5))
    [(0, 8), (8, 13)]
    """
    start = 0
    while start < len(text):
        break_ = _BREAK.search(text, start + length)
        end = break_.end() if break_ else len(text)
        yield start, end
        start = end


def tokenize(text: str) -> list[str]:
    """The term of each token of the text, by position.

    >>> tokenize("American-backed U.S./NATO talks")
    ['american', 'backed', 'us', 'nato', 'talks']
    """
    if text.isascii():
        return list(map(FOLDED.__getitem__, _ASCII.findall(text)))
    from searchkit.analysis.unicode_words import words_in

    return list(map(FOLDED.__getitem__, words_in(text)))


def offsets(text: str) -> list[tuple[int, int]]:
    """The `[start, end)` code points of each token that `tokenize` gives a term."""
    if text.isascii():
        return list(map(re.Match.span, _ASCII.finditer(text)))
    from searchkit.analysis.unicode_words import spans_in

    return spans_in(text)


def marked_words(text: str) -> list[str]:
    """Each token as it is written, with the mark after it that `names` asks for.

    >>> marked_words("The cease-fire of C++")
    ['The', 'cease-', 'fire', 'of', 'C++']
    """
    if text.isascii():
        return _ASCII_MARKED.findall(text)
    from searchkit.analysis.unicode_marks import marked_words_in

    return marked_words_in(text)
