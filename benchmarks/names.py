"""How well names are found, against labels made by hand, and beside spaCy.

    python benchmarks/names.py GOLD.csv ARTICLES.jsonl [--language en] [--model en_core_web_sm]

Every row of the first file is one mention: `article`, `start` and `end` in code points of the text,
and `kind` (`person`, `organisation`, `place`, or `other` for a name of something else). An article
without names has one row that has only its id. Every line of the second file is an article with
`id` and `body`. What is labelled `other` counts neither as found nor as wrong, nor does a mention
that touches nothing else. A mention that is found with a word too many or too few is wrong;
`touching` is precision if it counts as right. An article before a name, and what does not belong to
its last word, as the stop of a sentence, make no difference, whoever has them.
"""

from __future__ import annotations

import csv
import json
import sys
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time
from typing import NamedTuple, TypeAlias

from searchkit.names import names

Mention: TypeAlias = tuple[int, int, str]
Finder: TypeAlias = Callable[[str], Sequence[Mention]]

#: The labels of spaCy's models.
SPACY = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place",
    "FAC": "place",
}  # fmt: skip
#: What some take into names, and others do not.
BEFORE = ("the ", "The ", "a ")
BEHIND = ("'s", "’s", ".")


class Score(NamedTuple):
    """Counts of mentions: labelled, found, right, nearly right; of kinds: given, right."""

    labelled: int = 0
    found: int = 0
    right: int = 0
    touching: int = 0
    given: int = 0
    kinds: int = 0

    def plus(self, other: Score) -> Score:
        return Score(*(one + more for one, more in zip(self, other, strict=True)))

    def __str__(self) -> str:
        found, given = max(1, self.found), max(1, self.given)
        return (
            f"precision {self.right / found:.3f}, touching {self.touching / found:.3f}, "
            f"recall {self.right / max(1, self.labelled):.3f}, kinds {self.kinds / given:.3f} "
            f"({self.given} given); {self.labelled} labelled, {self.found} found"
        )


def score(labelled: Sequence[Mention], found: Sequence[Mention]) -> Score:
    kinds = {(start, end): kind for start, end, kind in labelled}
    covered = {at for start, end in kinds for at in range(start, end)}
    names = {
        at for (start, end), kind in kinds.items() if kind != "other" for at in range(start, end)
    }
    others = covered - names
    found = [
        one
        for one in found
        if others.isdisjoint(range(*one[:2])) or not names.isdisjoint(range(*one[:2]))
    ]
    right = [one for one in found if one[:2] in kinds]
    given = [one for one in right if one[2] != "other"]
    return Score(
        sum(kind != "other" for kind in kinds.values()),
        len(found),
        len(right),
        sum(not covered.isdisjoint(range(start, end)) for start, end, _ in found),
        len(given),
        sum(kinds[one[:2]] == one[2] for one in given),
    )


def trimmed(text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions without the article before the name and what is no part of it behind."""
    found = []
    for start, end, kind in mentions:
        start += next((len(word) for word in BEFORE if text.startswith(word, start, end)), 0)
        end -= next((len(word) for word in BEHIND if text.endswith(word, start, end)), 0)
        found.append((start, end, kind))
    return found


def by_searchkit(language: str) -> Finder:
    def found(text: str) -> Sequence[Mention]:
        return [(*span, name.kind) for name in names(text, language) for span in name.spans]

    return found


def by_spacy(model: str) -> Finder:
    import spacy  # type: ignore[import-not-found]

    load = spacy.load(model, disable=["tagger", "parser", "lemmatizer", "attribute_ruler"])

    def found(text: str) -> Sequence[Mention]:
        mentions = []
        for one in load(text).ents:
            if one.label_ in SPACY:
                mentions.append((one.start_char, one.end_char, SPACY[one.label_]))
        return mentions

    return found


def labels(path: Path) -> dict[str, list[Mention]]:
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            mentions = found[row["article"]]
            if row["start"]:
                mentions.append((int(row["start"]), int(row["end"]), row["kind"]))
    return found


def main(arguments: Sequence[str]) -> None:
    parser = ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--language", default="en")
    parser.add_argument("--model", help="a spaCy model that is installed")
    options = parser.parse_args(arguments)
    gold = labels(options.gold)
    rows = map(json.loads, options.articles.read_text("utf-8").splitlines())
    bodies = {str(row["id"]): row["body"] for row in rows if str(row["id"]) in gold}
    finders = {"searchkit": by_searchkit(options.language)}
    if options.model:
        finders[options.model] = by_spacy(options.model)
    print(f"{len(bodies)} articles")
    for title, finder in finders.items():
        finder("Ada Lind met Bo Hale in Oslo.")
        total, began = Score(), process_time()
        for article, body in bodies.items():
            labelled, found = (trimmed(body, some) for some in (gold[article], finder(body)))
            total = total.plus(score(labelled, found))
        print(
            f"{title}: {total}; {1000 * (process_time() - began) / len(bodies):.1f} ms an article"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
