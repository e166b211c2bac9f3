"""Tables of what was measured, as Markdown that is also read in a terminal."""

from __future__ import annotations

import datetime as dt
import os
import platform
import statistics
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from comparison.measuring import Built, Part, Times
from comparison.peers import Found, Peer
from comparison.questions import KINDS, Question

_MB = 1e6
_NOTHING = "–"

_DIFFERENCES = """\
Counts differ where the libraries mean something else: searchkit and Xapian take phrases and
prefixes as written, the others as stems (a prefix longer than a stem finds nothing of it); the
stemmers are Porter's in SQLite and Whoosh and Snowball's elsewhere; `U.S.` and `year's` are one
term to some and two to others; Whoosh has a stop list. The order differs by the weight of the title
and by searchkit's reward for words that stand together."""

#: Seconds of each round, by query.
_Taken = Mapping[Question, Sequence[float]]


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table, its columns of one width."""
    lines = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join(_row(line, widths) for line in (head, rule, *lines[1:]))


def indexing(built: Mapping[Peer, Sequence[Built]], articles: int, size: int) -> str:
    """How fast the indexes were built, how much memory that took and how large they are."""
    rows = []
    for peer, rounds in built.items():
        taken = [one.seconds for one in rounds]
        median = statistics.median(taken)
        rows.append(
            (
                peer.name,
                f"{median:.1f} s{_spread(taken, 1)}",
                f"{articles / median:,.0f}",
                f"{size / _MB / median:.2f}",
                f"{max(one.memory for one in rounds) / _MB:,.0f} MB",
                f"{rounds[-1].size / _MB:,.1f} MB",
            )
        )
    head = (f"{articles:,} articles", "index", "articles/s", "MB/s", "peak memory", "on disk")
    return table(head, rows)


def seconds(title: str, times: Mapping[Peer, Sequence[float]]) -> str:
    """The median of each library, with the least and the most."""
    rows = [
        (peer.name, *map(_ms, (statistics.median(taken), min(taken), max(taken))))
        for peer, taken in times.items()
    ]
    return table((title, "p50", "least", "most"), rows)


def queries(title: str, times: Mapping[Peer, Times], part: Part) -> str:
    """The median and the 99th percentile of each kind of query."""
    columns = _columns(times, part)
    rows = [
        (kind, *(_middle_and_last(kinds.get(kind, {})) for kinds in columns.values()))
        for kind in KINDS
    ]
    return table((title, *(peer.name for peer in columns)), rows)


def ratios(title: str, ours: Peer, times: Mapping[Peer, Times], part: Part) -> str:
    """How many times as long as each other library ours takes; below 1 it is faster.

    The median of the rounds, and in brackets the middle 80 % of them.
    """
    columns = _columns(times, part)
    own = columns.pop(ours)
    rows = [(kind, *(_ratio(own, kinds, [kind]) for kinds in columns.values())) for kind in KINDS]
    rows.append(("all together", *(_ratio(own, kinds, list(kinds)) for kinds in columns.values())))
    return table((title, *(peer.name for peer in columns)), rows)


def hits(found: Mapping[Peer, Mapping[Question, Found]]) -> str:
    """How many articles each library finds, all queries of a kind together.

    In brackets how many of its first ten are among the first ten of the first library.
    """
    first = next(iter(found.values()))
    rows = []
    for kind in KINDS:
        cells = []
        for answers in found.values():
            of_kind = {one: answer for one, answer in answers.items() if one.kind == kind}
            total = sum(answer.total for answer in of_kind.values())
            shown = sum(len(answer.ids) for answer in of_kind.values())
            shared = sum(
                len(set(answer.ids).intersection(first[one].ids)) for one, answer in of_kind.items()
            )
            cells.append(f"{total:,} ({shared}/{shown})" if of_kind else _NOTHING)
        rows.append((kind, *cells))
    counts = table(("hits (first tens shared)", *(peer.name for peer in found)), rows)
    return f"{counts}\n\n{_DIFFERENCES}"


def page(peers: Iterable[Peer], sections: Iterable[str]) -> str:
    """All tables with what they were measured on."""
    return "\n\n".join(("# Measured", _machine(), versions(peers), *sections)) + "\n"


def versions(peers: Iterable[Peer]) -> str:
    """The libraries that are compared."""
    return "\n".join(f"- {peer.name} {peer.version()}" for peer in peers)


def _machine() -> str:
    cpu, memory = platform.machine(), ""
    if (info := Path("/proc/cpuinfo")).exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0].partition(":")[2].strip() if names else cpu
        total = int(Path("/proc/meminfo").read_text().split()[1])
        memory = f", {total / 1e6:.0f} GB of memory"
    return (
        f"{dt.date.today()}, {cpu}, {os.cpu_count()} cores{memory}; {platform.system()}"
        f" {platform.release()}, Python {platform.python_version()}."
        f" Load at the end: {os.getloadavg()[1]:.1f}."
    )


def _row(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        f"{cell:>{width}}" if at else f"{cell:{width}}"
        for at, (cell, width) in enumerate(zip(line, widths, strict=True))
    )
    return f"| {' | '.join((first, *others))} |"


def _columns(times: Mapping[Peer, Times], part: Part) -> dict[Peer, dict[str, _Taken]]:
    """The times of the libraries that have them, by kind of query."""
    columns: dict[Peer, dict[str, _Taken]] = {}
    for peer, both in times.items():
        asked = {question.kind for question in both[part]}
        if asked:
            columns[peer] = {
                kind: {one: taken for one, taken in both[part].items() if one.kind == kind}
                for kind in asked
            }
    return columns


def _middle_and_last(times: _Taken) -> str:
    every = sorted(one for taken in times.values() for one in taken)
    if not every:
        return _NOTHING
    last = every[int(0.99 * (len(every) - 1))]
    return f"{_ms(statistics.median(every))} / {_ms(last)}"


def _ratio(own: Mapping[str, _Taken], other: Mapping[str, _Taken], kinds: Sequence[str]) -> str:
    if not all(kind in other for kind in kinds):
        return _NOTHING
    pairs = zip(_rounds(own, kinds), _rounds(other, kinds), strict=True)
    rounds = [one / two for one, two in pairs]
    return f"{statistics.median(rounds):.2f}{_spread(rounds, 2)}"


def _rounds(times: Mapping[str, _Taken], kinds: Sequence[str]) -> list[float]:
    """The seconds of each round, the queries of these kinds together."""
    columns = [taken for kind in kinds for taken in times[kind].values()]
    return [sum(taken) for taken in zip(*columns, strict=True)]


def _spread(values: Sequence[float], digits: int) -> str:
    """The middle 80 % of some values."""
    if len(values) < 2:
        return ""
    tenths = statistics.quantiles(values, n=10, method="inclusive")
    return f" ({tenths[0]:.{digits}f}–{tenths[-1]:.{digits}f})"


def _ms(taken: float) -> str:
    ms = taken * 1_000
    return f"{ms:.2f}" if ms < 10 else f"{ms:.1f}" if ms < 100 else f"{ms:,.0f}"
