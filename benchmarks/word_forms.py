"""How many forms of a noun or name its lemma finds, in treebanks of Universal Dependencies.

    python benchmarks/word_forms.py Finnish=FILE.conllu [Finnish=FILE.conllu ...]

Each lemma that stands at least twice in a file is asked as a loose word of the language. `found` is
the share of the forms of all lemmas that are found, `right` the share of what is found that is a
form of the same lemma. Words that are several for searchkit are left out.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from searchkit.analysis import Analyzer, tokenize
from searchkit.analysis.languages import language_tag

KINDS = ("NOUN", "PROPN")
MIN_LETTERS, MIN_FORMS = 3, 2


class Word(NamedTuple):
    """A word of a treebank."""

    form: str
    lemma: str
    kind: str


def words(path: Path) -> Iterator[Word]:
    """The nouns, names, adjectives and verbs of a file."""
    for line in path.read_text("utf-8").splitlines():
        if line[:1].isdigit():
            number, form, lemma, kind, *_ = line.split("\t")
            is_one = number.isdigit() and len(tokenize(form)) == len(tokenize(lemma)) == 1
            if is_one and kind in (*KINDS, "ADJ", "VERB"):
                yield Word(form, lemma.lower() if kind != "PROPN" else lemma, kind)


def shares(code: str, path: Path, kind: str) -> tuple[float, float]:
    """What share of the forms the lemmas of a kind find, and what share of it is right."""
    analyzer = Analyzer()
    with_term: dict[str, Counter[Word]] = defaultdict(Counter)
    forms: Counter[str] = Counter()
    for word in words(path):
        (term,) = tokenize(word.form)
        terms = analyzer.forms(word.form, term, [code])
        with_term[terms.get(code, terms[""])][word] += 1
        if word.kind == kind:
            forms[word.lemma] += 1
    right = wrong = there = 0
    for lemma, count in forms.items():
        if count < MIN_FORMS or len(lemma) < MIN_LETTERS:
            continue
        (term,) = tokenize(lemma)
        asked = {*analyzer.forms(lemma, term, [code]).values()}
        asked.update(analyzer.further_terms(lemma, [code]))
        there += count
        for word, number in (item for term in asked for item in with_term[term].items()):
            if word.lemma.lower() != lemma.lower():
                wrong += number
            elif word.kind == kind and word.lemma == lemma:
                right += number
    return right / max(1, there), right / max(1, right + wrong)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="+", metavar="LANGUAGE=FILE")
    print("| | nouns found | right | names found | right |\n|---|" + "---:|" * 4)
    for pair in parser.parse_args().files:
        language, _, file = pair.partition("=")
        code = language_tag(language)
        cells = (f"{share:.2f}" for kind in KINDS for share in shares(code, Path(file), kind))
        print(f"| {language} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
