"""BM25 as Lucene computes it, for every engine that scores in Python.

score = idf · tf / (tf + k1 · (1 - b + b · length / mean length)), where tf is the number of
occurrences, length the number of terms in the field, and
idf = ln(1 + (N - n + ½) / (n + ½)) for n of N articles. A phrase counts as one term whose idf is
the sum of those of its terms. The scores of several terms and fields add up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

K1 = 1.2
B = 0.75


def idf(articles: int, having: Iterable[int]) -> float:
    """The summed inverse document frequency of terms that so many of all articles have."""
    return sum(math.log(1 + (articles - n + 0.5) / (n + 0.5)) for n in having)


def bm25(inverse_frequency: float, occurrences: float, length: float, mean_length: float) -> float:
    """The score of one term in one field of one article."""
    norm = 1 - B + B * length / mean_length if mean_length else 1.0
    return inverse_frequency * occurrences / (occurrences + K1 * norm)
