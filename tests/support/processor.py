"""Whether work takes time in proportion to its size: in processor time, whatever else runs."""

from __future__ import annotations

import time
from collections.abc import Callable

#: Ten times the size may take so many times as long.
MAX_RATIO = 15
#: Seconds under which the clock is too coarse to compare.
MIN_SECONDS = 0.005
REPEATS = 8
FEW_REPEATS = 3


def seconds(work: Callable[[int], object], size: int) -> float:
    """The processor time of this thread for work of a size."""
    # The clock of the process is coarse on some machines while a timer runs.
    began = time.thread_time()
    work(size)
    return time.thread_time() - began


def is_linear(work: Callable[[int], object], small: int) -> bool:
    """Whether ten times the size takes at most `MAX_RATIO` times as long, the best of some runs."""
    few = many = float("inf")
    for _ in range(REPEATS):
        many = min(many, seconds(work, 10 * small))
        # A busy machine must not make little work take so long that slow work passes.
        few = min(few, *(seconds(work, small) for _ in range(FEW_REPEATS)))
        if many <= MAX_RATIO * max(few, MIN_SECONDS):
            return True
    return False


def is_no_slower(work: Callable[[int], object], plain: Callable[[int], object], size: int) -> bool:
    """Whether work takes at most `MAX_RATIO` times as long as plain work of the same size."""
    hard = usual = float("inf")
    for _ in range(REPEATS):
        usual = min(usual, seconds(plain, size))
        hard = min(hard, seconds(work, size))
        if hard <= MAX_RATIO * max(usual, MIN_SECONDS):
            return True
    return False
