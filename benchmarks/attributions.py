"""How well speakers of quotations are told, against attributions that were marked by hand.

    python benchmarks/attributions.py TEXTS ANNOTATIONS [--show N]

`TEXTS` has files `NAME.txt`, `ANNOTATIONS` files `NAME….ann` in the standoff format of brat, with
`Source`, `Cue` and `Content` of each attribution, as PolNeAR has them. Counted are quotations of
four words or more that lie in the content of an attribution. Where its source has a name, that is
the speaker; where it is a pronoun, a reader has to judge: with `--show`, so many are printed, and
everything that is wrong.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from searchkit.analysis import tokenize
from searchkit.quotes import Quotation, quotations

MIN_WORDS = 4
_PRONOUNS = frozenset("he she they it we i you who him her".split())
_NAME = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]+)?\b")
_NO_PERSON = re.compile(
    r"\b(?:The|A|An|His|Her|Its|Their|One|Some|Many|Most|Several|Another|Other|Both|Two|Three"
    r"|Republicans?|Democrats?|Democratic|Republican|Americans?|American|House|Senate|White|State"
    r"|United|States|Department|Committee|Party|National|University|Center|Institute|Times|Post"
    r"|Journal|News|Court|Supreme|Congress|GOP|FBI|Associated|Press|New|York|Washington)\b"
)


class Label(NamedTuple):
    """The source of what stands at `[start, end)`."""

    start: int
    end: int
    source: str
    source_start: int


def labels(path: Path) -> Iterator[Label]:
    """The contents of a file with their sources."""
    texts: dict[str, tuple[str, list[tuple[int, int]], str]] = {}
    events: list[dict[str, list[str]]] = []
    for line in path.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if line.startswith("T") and len(parts) > 2:
            kind, _, places = parts[1].partition(" ")
            spans = [(int(a), int(b)) for a, b in (one.split() for one in places.split(";"))]
            texts[parts[0]] = kind, spans, parts[2]
        elif line.startswith("E") and len(parts) > 1:
            event: dict[str, list[str]] = {}
            for one in parts[1].split():
                role, _, key = one.partition(":")
                event.setdefault(role.rstrip("0123456789"), []).append(key)
            events.append(event)
    for event in events:
        sources = [texts[key] for key in event.get("Source", ()) if key in texts]
        if sources:
            name = " ".join(one[2] for one in sources)
            for key in event.get("Content", ()):
                for start, end in texts[key][1]:
                    yield Label(start, end, name, sources[0][1][0][0])


def label_of(one: Quotation, all_: Sequence[Label]) -> Label | None:
    """The smallest content that a quotation lies in, but for a few characters."""
    around = [
        label
        for label in all_
        if min(label.end, one.end) - max(label.start, one.start) >= 0.8 * (one.end - one.start)
    ]
    return min(around, key=lambda label: label.end - label.start, default=None)


def kind_of(source: str) -> str:
    """`named`, `pronoun` or `other`."""
    words = source.split()
    if words and words[0].lower() in _PRONOUNS and len(words) == 1:
        return "pronoun"
    # A source that is described, such as "a Clinton adviser", has no name that could be told.
    head = re.split(r",|\(|\s(?:who|of|for|at|from|in)\b", source)[0].split()
    return "named" if head and _NAME.match(_NO_PERSON.sub("", head[-1])) else "other"


def outcomes(texts: Path, annotations: Path) -> tuple[Counter[str], dict[str, list[str]]]:
    """How often each thing happened, and for each outcome the quotations that had it."""
    counts: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    for path in sorted(texts.glob("*.txt")):
        body = path.read_text("utf-8")
        made = [one for file in annotations.glob(f"{path.stem}*.ann") for one in labels(file)]
        for one in quotations(body):
            if len(body[one.start : one.end].split()) < MIN_WORDS:
                continue
            label = label_of(one, made)
            if label is None:
                counts["no label, named" if one.speaker else "no label"] += 1
                continue
            kind = kind_of(label.source)
            counts[kind] += 1
            outcome = "missing"
            if one.speaker:
                last = tokenize(one.speaker.name)[-1]
                outcome = "right" if last in tokenize(label.source) else "wrong"
            counts[f"{kind} {outcome}"] += 1
            begin = max(0, one.start - 700)
            said = one.speaker and f"{one.speaker.name} ({one.speaker.rule})"
            shown.setdefault(f"{kind} {outcome}", []).append(
                f"{path.stem}: {said} | {label.source}\n   …{body[begin : one.start]}>>"
                f"{body[one.start : one.end][:120]}<<{body[one.end : one.end + 160]}"
            )
    return counts, shown


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=Path)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    counts, shown = outcomes(options.texts, options.annotations)
    for key, count in sorted(counts.items()):
        print(f"{key}: {count}")
    for kind in ("named", "pronoun", "other"):
        given = counts[f"{kind} right"] + counts[f"{kind} wrong"]
        print(
            f"{kind}: given {given / max(1, counts[kind]):.3f}, "
            f"right of them {counts[f'{kind} right'] / max(1, given):.3f}, "
            f"recall {counts[f'{kind} right'] / max(1, counts[kind]):.3f}"
        )
    for key, rows in sorted(shown.items()):
        for row in random.Random(3).sample(rows, min(options.show, len(rows))):
            print(f"== {key}: {row}")


if __name__ == "__main__":
    main()
