"""What the words of Snowball's own lists find, beside what its stemmers join.

    git clone https://github.com/snowballstem/snowball-data
    python benchmarks/snowball_lists.py snowball-data [LANGUAGE ...]

Each word of a list is asked as a loose word of an index that holds the list. `joined` is the share
of the pairs of one stem of Snowball's that are found. `right` is the share of the found pairs that
have one; `by letters`, of those that differ in an accent only, or are forms of such words: loose
words ignore accents. The rest are other forms: other cases, or other spellings of a word. What is
several words for searchkit is left out.
"""

from __future__ import annotations

import argparse
import gzip
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from unicodedata import normalize

from searchkit.analysis import Analyzer, Stems, fold, tokenize
from searchkit.analysis.folding import plain
from searchkit.analysis.languages import LANGUAGES
from searchkit.analysis.plain_spellings import plain_terms
from searchkit.clauses import TypedWord
from searchkit.loose_words import LooseWords
from searchkit.query import Synonyms, Term
from searchkit.schema import PROVENANCE, STEMS_OF, TEXT


def lines(folder: Path, name: str) -> list[str]:
    """The lines of a file of a list, packed or not."""
    packed = folder / f"{name}.txt.gz"
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else b""
    return (data or (folder / f"{name}.txt").read_bytes()).decode().split("\n")


class ListIndex:
    """The terms of an index of the words of one list."""

    def __init__(self, code: str, words: Iterable[str]) -> None:
        self.stems = Stems()
        of_language = self.stems.of(code)
        assert of_language is not None, "it has a list"
        self.words: dict[str, set[str]] = defaultdict(set)
        pairs = []
        for word in words:
            self.words[stem := of_language[word]].add(word)
            pairs.append((fold(word), stem))
        provenance = [*plain_terms(pairs, [code], self.stems), STEMS_OF + code]
        self._terms = {PROVENANCE: sorted(provenance), TEXT.name: sorted(self.words)}
        self._loose = LooseWords(Analyzer(), self._vocabulary)

    def _vocabulary(self, stream: str, prefix: str) -> list[str]:
        terms = self._terms[stream]
        end = bisect_left(terms, prefix + "\U0010ffff")
        return terms[bisect_left(terms, prefix) : end]

    def found(self, word: str) -> set[str]:
        """The other words of the list that a loose word finds."""
        (term,) = tokenize(word)
        (leaf,) = self._loose.leaves(TEXT, [TypedWord(word, term)])
        assert isinstance(leaf, Term | Synonyms), "it is one word"
        stems = leaf.terms if isinstance(leaf, Synonyms) else (leaf.term,)
        return set().union(*(self.words.get(stem, ()) for stem in stems)) - {word}


def shares(code: str, stem_of: Mapping[str, str]) -> Iterator[float]:
    """What share of the pairs of Snowball is found, what is right and what is so by letters."""
    index = ListIndex(code, stem_of)
    kin, letters = defaultdict(set), defaultdict(set)
    for word, stem in stem_of.items():
        kin[stem].add(word)
        letters[plain(fold(word))].add(plain(fold(stem)))
    joined = right = by_letters = other = 0
    for word, stem in stem_of.items():
        joined += len(kin[stem]) - 1
        typed = plain(fold(word))
        meant = letters[typed] if word == typed else {plain(fold(stem))}
        for found in index.found(word):
            if stem_of[found] == stem:
                right += 1
            elif plain(fold(stem_of[found])) in meant or plain(fold(found)) == typed:
                by_letters += 1
            else:
                other += 1
    total = right + by_letters + other
    yield from (right / max(1, joined), right / max(1, total), by_letters / max(1, total))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lists", type=Path)
    parser.add_argument("languages", nargs="*")
    arguments = parser.parse_args()
    print("| | joined | right | by letters | other |\n|---|" + "---:|" * 4)
    for code, language in LANGUAGES.items():
        folder = arguments.lists / language.algorithm
        wanted = not arguments.languages or code in arguments.languages
        if not wanted or not language.algorithm or not list(folder.glob("voc*")):
            continue
        words = [normalize("NFC", word.strip()) for word in lines(folder, "voc")]
        stem_of = dict(zip(words, map(str.strip, lines(folder, "output")), strict=False))
        stem_of = {word: stem for word, stem in stem_of.items() if len(tokenize(word)) == 1}
        joined, right, by_letters = shares(code, stem_of)
        cells = (f"{share:.3f}" for share in (joined, right, by_letters, 1 - right - by_letters))
        print(f"| {language.names[0]} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
