"""Whether work takes time in proportion to its size: in processor time, whatever else runs."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

#: Ten times the size may take so many times as long.
MAX_RATIO = 15
#: Seconds under which the clock is too coarse to compare.
MIN_SECONDS = 0.005
REPEATS = 8
FEW_REPEATS = 3
#: So many times the limit after so many runs is no matter of a busy machine.
HOPELESS, TRIED = 3, 3


def seconds(work: Callable[[int], object], size: int) -> float:
    """The processor time of this thread for work of a size."""
    # What thousands of tests have left behind is not to be looked through on account of this one.
    gc.disable()
    try:
        # The clock of the process is coarse on some machines while a timer runs.
        began = time.thread_time()
        work(size)
        return time.thread_time() - began
    finally:
        gc.enable()


def is_linear(
    work: Callable[[int], object], small: int, *, times: int = 10, max_ratio: float = MAX_RATIO
) -> bool:
    """Whether ten times the size takes at most `max_ratio` times as long, the best of some runs."""
    few = many = float("inf")
    for number in range(REPEATS):
        many = min(many, seconds(work, times * small))
        if many <= max_ratio * MIN_SECONDS:
            return True
        # A busy machine must not make little work take so long that slow work passes.
        few = min(few, *(seconds(work, small) for _ in range(FEW_REPEATS)))
        limit = max_ratio * max(few, MIN_SECONDS)
        if many <= limit:
            return True
        if number >= TRIED and many > HOPELESS * limit:
            return False
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


def takes_at_most(limit: float, work: Callable[[], object]) -> bool:
    """Whether work takes so many seconds at most, the best of some runs."""
    return any(seconds(lambda _: work(), 0) <= limit for _ in range(FEW_REPEATS))
