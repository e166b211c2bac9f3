"""Every pattern takes linear time, whatever text it is given: measured in processor time."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from functools import cache
from types import FrameType
from typing import Any, NamedTuple

import pytest
import regex
from security import attacks, patterns

from searchkit import quotes

pytestmark = pytest.mark.slow

#: Characters with which all attacks are tried, and seconds that only a slow pattern takes then.
FIRST, SUSPECT = 1_000, 0.0015
#: Characters of which ten times as many are tried at length.
FULL = 8_000
REPEATS = 6
FEW_REPEATS = 3
#: Characters with which the attacks that took longest are told apart.
SECOND = 5_000
#: How many of the attacks that took longest are tried again.
NEAREST = 10
#: How many of those are tried at length if they take long.
MAX_SUSPECTS = 5
#: Seconds for so many characters and ten times as many that no slow pattern keeps within, while a
#: busy machine doubles what a fast one takes.
FAST = {FIRST: 0.075, FULL: 0.1}
#: Seconds after which a pattern is stopped: many times what any fast one takes.
CAP = 1.0
MAX_RATIO = 15
#: So many times the limit after so many runs is no matter of a busy machine.
HOPELESS, TRIED = 3, 3
#: The patterns are tried in so many tests, which can run at a time.
LOTS = 4


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
    # The clock of the process is coarse on some machines while a timer runs.
    begun = time.thread_time()
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
    return time.thread_time() - begun


def is_slow(pattern: Any, attack: Attack, small: int) -> bool:
    """Whether ten times the text takes more than fifteen times as long, the best of some runs."""
    few = many = CAP
    for number in range(REPEATS):
        many = min(many, seconds(pattern, attack, 10 * small))
        if many >= CAP:
            return True
        if many <= FAST[small]:
            return False
        # A busy machine must not make the short text take so long that a slow pattern passes.
        few = min(few, *(seconds(pattern, attack, small) for _ in range(FEW_REPEATS)))
        limit = max(MAX_RATIO * few, FAST[small])
        if many <= limit:
            return False
        if number >= TRIED and many > HOPELESS * limit:
            return True
    return True


def _distinct(methods: frozenset[str]) -> list[str]:
    """The methods that take unlike ways through a text, of those that look for it anywhere one."""
    names = ("finditer", "findall", "sub", "subn", "split", "search")
    anywhere = [name for name in names if name in methods]
    return [*anywhere[:1], *sorted(methods & {"match", "fullmatch"})]


def worst(used: patterns.Used) -> list[Attack]:
    """The attacks that take longest for few characters, the longest first."""
    found: list[tuple[float, Attack]] = []
    for prefix, pump in attacks.attacks(used.pattern):
        for method in _distinct(used.methods):
            attack = Attack(method, prefix, pump)
            took = seconds(used.pattern, attack, FIRST)
            if took > 50 * SUSPECT:
                # It may have been the garbage collector.
                took = min(took, seconds(used.pattern, attack, FIRST))
                if took > 50 * SUSPECT:
                    return [attack]
            found.append((took, attack))
    found.sort(reverse=True)
    # So short a run says little of one attack: the few worst are told apart by longer ones, and
    # those that remain by one more.
    for few in (NEAREST, MAX_SUSPECTS):
        for at, (before, attack) in enumerate(found[:few]):
            took = seconds(used.pattern, attack, SECOND)
            took = took if few == NEAREST else min(before, took)
            if took > 100 * SUSPECT:
                return [attack]
            found[at] = took, attack
        found[:few] = sorted(found[:few], reverse=True)
    likely = found[:MAX_SUSPECTS]
    return [attack for at, (took, attack) in enumerate(likely) if not at or took > 5 * SUSPECT]


def slow_attack(used: patterns.Used) -> Attack | None:
    """An attack for which a pattern is not linear: a few are tried short, the worst at length."""
    suspects = worst(used)
    for attack in suspects:
        if is_slow(used.pattern, attack, FIRST):
            return attack
    return suspects[0] if is_slow(used.pattern, suspects[0], FULL) else None


@cache
def known_patterns() -> list[patterns.Used]:
    return sorted(patterns.all_patterns(), key=lambda used: used.where)


@pytest.mark.parametrize("lot", range(LOTS))
def test_every_pattern_is_linear(lot: int) -> None:
    used = known_patterns()[lot::LOTS]
    slow = [(one.where, attack) for one in used if (attack := slow_attack(one))]
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
    assert slow_attack(patterns.Used("here", pattern, frozenset({"search"})))


def test_a_pattern_in_a_module_that_is_not_linear_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = re.compile(r"\s+planted")
    monkeypatch.setattr(quotes, "_PLANTED", planted, raising=False)
    (used,) = [one for one in patterns.all_patterns() if one.pattern is planted]
    assert used.where == "searchkit.quotes:_PLANTED"
    assert slow_attack(used)


def test_patterns_are_found_wherever_they_stand() -> None:
    found = {one.where for one in patterns.all_patterns()}
    for module in ("corpus", "quotes", "analysis"):
        assert any(where.startswith(f"searchkit.{module}") for where in found)
    assert any("[" in where for where in found)
    assert sum(where.startswith("searchkit.analysis.arabic_names:aih") for where in found) == 1
    assert len(found) > 200
