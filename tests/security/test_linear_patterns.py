"""Every pattern takes linear time, whatever text it is given: measured in processor time."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from types import FrameType
from typing import Any, NamedTuple

import pytest
import regex
from security import attacks, patterns

#: Characters with which all attacks are tried, and seconds that only a slow pattern takes then.
FIRST, SUSPECT = 1_000, 0.0015
#: Seconds for which the clock is too coarse to compare.
NOTHING = 0.05
CAP = 4.0
MAX_RATIO = 15


class TooLong(Exception):
    """A pattern was stopped."""


class Attack(NamedTuple):
    method: str
    prefix: str
    pump: str
    spoiler: str = "\0"

    def text(self, size: int) -> str:
        return attacks.text(self.prefix, self.pump, self.spoiler, size)


@pytest.fixture(autouse=True)
def stopped() -> Iterator[None]:
    """Stops `re` in the middle of a match, as the timeout of `regex` does."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def seconds(pattern: Any, attack: Attack, size: int) -> float:
    text: Any = attack.text(size)
    if isinstance(pattern.pattern, bytes):
        text = text.encode("utf-8", "replace")
    limit = {"timeout": CAP} if isinstance(pattern, regex.Pattern) else {}
    call = getattr(pattern, attack.method)
    begun = time.process_time()
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, CAP)
        if attack.method in ("sub", "subn"):
            call(text[:0], text, **limit)
        elif attack.method == "finditer":
            for _ in call(text, **limit):
                pass
        else:
            call(text, **limit)
    except (TooLong, TimeoutError):
        return CAP
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


def is_slow(pattern: Any, attack: Attack, small: int) -> bool:
    """Whether ten times the text takes more than fifteen times as long."""
    for _ in range(3):
        large = seconds(pattern, attack, 10 * small)
        if large < CAP and large <= MAX_RATIO * max(seconds(pattern, attack, small), NOTHING / 10):
            return False
    return True


def worst(used: patterns.Used) -> tuple[list[Attack], Attack]:
    """The attacks that take suspiciously long, and the one that takes longest."""
    found: list[tuple[float, Attack]] = []
    for prefix, pump in attacks.attacks(used.pattern):
        for method in sorted(used.methods):
            attack = Attack(method, prefix, pump)
            took = seconds(used.pattern, attack, FIRST)
            found.append((took, attack))
            if took > 50 * SUSPECT:
                return [attack], attack
    found.sort(reverse=True)
    return [attack for took, attack in found[:8] if took > SUSPECT], found[0][1]


def test_every_pattern_is_linear() -> None:
    slow = []
    for used in patterns.all_patterns():
        suspects, longest = worst(used)
        for attack in suspects:
            if is_slow(used.pattern, attack, FIRST):
                slow.append((used.where, attack))
                break
        else:
            if is_slow(used.pattern, longest, 20_000):
                slow.append((used.where, longest))
    assert slow == []


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(re.compile(r"\s+$"), id="blanks-before-the-end"),
        pytest.param(re.compile(r"<!--.*?-->", re.DOTALL), id="comments"),
        pytest.param(regex.compile(r"(?:\p{Lu}\.)+x"), id="initials"),
        pytest.param(re.compile(rb"<style\b.*?</style", re.DOTALL), id="bytes"),
    ],
)
def test_a_pattern_that_is_not_linear_is_found(pattern: Any) -> None:
    suspects, longest = worst(patterns.Used("here", pattern, frozenset({"search"})))
    assert any(is_slow(pattern, one, FIRST) for one in suspects) or is_slow(
        pattern, longest, 20_000
    )


def test_patterns_are_found_wherever_they_stand() -> None:
    found = {one.where for one in patterns.all_patterns()}
    for module in ("corpus", "quotes", "analysis"):
        assert any(where.startswith(f"searchkit.{module}") for where in found)
    assert any("[" in where for where in found)
    assert len(found) > 200
