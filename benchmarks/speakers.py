"""How well speakers of quotations are told, against labels made by hand.

    python benchmarks/speakers.py ARTICLES.jsonl LABELS.jsonl

Every line of the first file is an article with `id` and `body`. Every line of the second is one
quotation: the `id` of its article, `start` and `end` of what stands between the marks in code
points of the body, and `speaker`, the fullest name that the article gives him, or null where a
reader could not name anybody. A name that is found is right if its words stand in the label and
its last word is the last one there.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from searchkit.analysis import tokenize
from searchkit.quotes import quotations


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def is_right(name: str, label: str) -> bool:
    found, whole = tokenize(name), tokenize(label)
    return found[-1:] == whole[-1:] and set(found) <= set(whole)


def main(arguments: Sequence[str]) -> None:
    articles, labels = map(Path, arguments)
    bodies = {row["id"]: row["body"] for row in rows(articles)}
    given = right = spoken = missing = 0
    labelled = rows(labels)
    for row in labelled:
        body = bodies[row["id"]]
        at = (int(row["start"]), int(row["end"]))
        found = {(one.start, one.end): one for one in quotations(body)}
        missing += at not in found
        speaker = found[at].speaker if at in found else None
        label = row["speaker"] or ""
        spoken += bool(label)
        if speaker is not None:
            good = is_right(speaker.name, label)
            given, right = given + 1, right + good
            if not good:
                print(f"wrong: {body[at[0] : at[1]][:60]!r}: {speaker.name!r} is {label!r}")
        elif label:
            print(f"no speaker: {body[max(0, at[0] - 80) : at[0] + 20]!r} is {label!r}")
    print(
        f"{len(labelled)} quotations ({missing} not found), {spoken} with a speaker; "
        f"given {given}, right {right}: precision {right / max(1, given):.3f}, "
        f"recall {right / max(1, spoken):.3f}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
