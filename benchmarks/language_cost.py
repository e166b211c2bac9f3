"""How long the analysis of each language takes beside that of English.

    python benchmarks/language_cost.py FOLDER [FOLDER ...] [--runs N]

A folder has corpus.jsonl (id, title, body), whose bodies are one language's; its name is the code
of the language, and one must be `en`. Each text is analysed as an index run does it: its words with
their terms, names and stems, and its sentences. The texts are taken apart once before, since an
index run meets most words again. The table gives seconds of processor time per million characters,
the least of N runs, and as a multiple of English; `per token` is the same per million tokens, of
which Chinese and Thai have one for each letter.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from searchkit.analysis import Analyzer
from searchkit.analysis.sentences import sentence_starts
from searchkit.article import Article

DEFAULT_RUNS = 15
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of each stage for all texts of a language, which have so many characters."""

    language: str
    characters: int
    tokens: int
    words: float
    sentences: float

    def per_million_characters(self) -> tuple[float, float, float]:
        """Seconds for words, for sentences, and for both."""
        both = self.words + self.sentences
        words, sentences, both = (
            MILLION * seconds / self.characters for seconds in (self.words, self.sentences, both)
        )
        return words, sentences, both

    @property
    def per_million_tokens(self) -> float:
        return MILLION * (self.words + self.sentences) / self.tokens


class Texts:
    """The texts of a language, analysed again and again."""

    def __init__(self, folder: Path) -> None:
        self.language = folder.name
        lines = (folder / "corpus.jsonl").read_text("utf-8").splitlines()
        self.bodies = [json.loads(line)["body"] for line in lines]
        self._articles = [Article("", "", body, "", language=folder.name) for body in self.bodies]
        self._analyzer = Analyzer()
        self.tokens = self.words()
        self.least = {self.words: math.inf, self.sentences: math.inf}

    def words(self) -> int:
        """Find the words of all texts; their number."""
        tokens = 0
        for article in self._articles:
            text = self._analyzer.quoted(article, 0, len(article.body))
            _ = text.names, text.capitals, text.stems, text.offsets
            tokens += len(text.exact)
        return tokens

    def sentences(self) -> None:
        """Find the sentences of all texts."""
        for body in self.bodies:
            sentence_starts(body, self.language)

    def run(self) -> None:
        """Measure each stage once more."""
        for stage, least in self.least.items():
            begun = time.process_time()
            stage()
            self.least[stage] = min(least, time.process_time() - begun)

    @property
    def cost(self) -> Cost:
        """The least that each stage took."""
        return Cost(self.language, sum(map(len, self.bodies)), self.tokens, *self.least.values())


def table(costs: Sequence[Cost]) -> str:
    """The costs as a table of Markdown, the least first."""
    (english,) = [cost for cost in costs if cost.language == "en"]
    *_, base = english.per_million_characters()
    rows = [
        "| language | words | sentences | both | × English | per token |",
        "|---|" + "---:|" * 5,
    ]
    for cost in sorted(costs, key=lambda one: one.per_million_characters()[2]):
        *stages, both = cost.per_million_characters()
        seconds = " | ".join(f"{one:.3f}" for one in (*stages, both))
        rows.append(
            f"| {cost.language} | {seconds} | {both / base:.2f} | {cost.per_million_tokens:.2f} |"
        )
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=DEFAULT_RUNS)
    arguments = parser.parse_args()
    languages = [Texts(folder) for folder in arguments.folders]
    # In turns, so that what else the machine does is not one language's.
    for _ in range(arguments.runs):
        for texts in languages:
            texts.run()
    print(table([texts.cost for texts in languages]))


if __name__ == "__main__":
    main()
