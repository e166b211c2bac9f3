"""The fingerprint of a text: a few numbers by which two texts that share words can be told.

A shingle is a few words side by side. Shingles that begin with certain words are kept, so that the
same shingle is kept in every text or in none, and two texts that share a fifth of their shingles
share a fifth of what is kept. Source: Broder 1997 (shingles), Manber 1994 (sampled fingerprints),
Theobald et al. 2008 (words as anchors).
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Sequence
from itertools import compress, count
from zlib import crc32

from searchkit.analysis.error_pages import is_error_page
from searchkit.analysis.function_words import FUNCTION_WORDS
from searchkit.analysis.remembered import Remembered
from searchkit.article import Article
from searchkit.quick_dataclass import dataclass

#: Words in a shingle. Longer shingles are rarer by chance and survive fewer changes.
SHINGLE_WORDS = 4
#: One of so many words that tell something begins a shingle; about one of twice as many at all.
SAMPLED = 4
#: A shorter body is no story by itself: its title is part of the text.
SHORT = 12
#: Nor is a longer one that is a line without a stop, as a headline of something else.
MAX_HEADLINE = 30


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A short form of a text by which those that share words with it are found.

    `digest` identifies the text, character by character; `words` counts its terms, 0 where it says
    only that there is no article; `shingles` are those that were sampled, ascending, each once, as
    32 bits.
    """

    digest: str
    words: int
    shingles: array[int]


def fingerprint(article: Article, title: Iterable[str], body: Iterable[str]) -> Fingerprint:
    """The fingerprint of an article with these terms, the same in every process."""
    terms = list(filter(None, body))
    text = article.body
    if needs_title(text, len(terms)):
        terms = [*filter(None, title), *terms]
        text = with_title(article)
    if is_error_page(text):
        # It is like no text, whatever other sites say in its words.
        return Fingerprint(digest_of(text), 0, array("I"))
    return Fingerprint(digest_of(text), len(terms), array("I", sorted(_sampled(terms))))


def needs_title(body: str, words: int) -> bool:
    """Tell if a body with this number of words is too short to be compared without its title."""
    if words >= MAX_HEADLINE or words < SHORT:
        return words < SHORT
    line = body.strip()
    return "\n" not in line and not line.endswith((".", "!", "?", "…", "”", '"'))


def digest_of(text: str) -> str:
    """The digest that identifies a text."""
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


def with_title(article: Article) -> str:
    """The text of an article whose body is short."""
    return f"{article.title}\n\n{article.body}"


def _is_sampled(term: str) -> bool:
    """Tell if shingles that begin with a term are kept."""
    return term not in FUNCTION_WORDS and not crc32(term.encode()) % SAMPLED


_SAMPLED = Remembered(_is_sampled)


def _sampled(terms: Sequence[str]) -> set[int]:
    begins = compress(count(), map(_SAMPLED.__getitem__, terms[: 1 - SHINGLE_WORDS]))
    return {crc32(" ".join(terms[begin : begin + SHINGLE_WORDS]).encode()) for begin in begins}
