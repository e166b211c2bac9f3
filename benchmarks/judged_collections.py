"""Public collections with judged queries, as `ranking.py` reads them: from a clone into a folder.

    git clone https://github.com/zer01ike/Search_BM25
    python benchmarks/judged_collections.py lisa Search_BM25/lisa OUT/lisa
    git clone https://github.com/agentset-ai/embedding-leaderboard
    python benchmarks/judged_collections.py beir embedding-leaderboard/datasets/dbpedia OUT/dbpedia

`lisa` is LISA: 6,004 abstracts of library science with titles, in capitals, and 35 questions.
`beir` takes a collection in the form of BEIR, such as these 5,000 entries of DBpedia-Entity with
50 queries. Both were published for research; neither is part of this project.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

_DOCUMENT = re.compile(r"Document +(\d+)\n(.*?)\n\s*\n(.*)", re.DOTALL)


class Collection(NamedTuple):
    """Documents as id, title and body; queries by id; query, document and grade of judgements."""

    documents: Iterable[tuple[str, str, str]]
    queries: dict[str, str]
    judgements: Iterable[tuple[str, str, int]]


def lisa(folder: Path) -> Collection:
    """LISA, from its three files."""
    documents = []
    for part in _read(folder / "lisa.all.txt").split("*" * 44):
        if match := _DOCUMENT.search(part):
            documents.append((match[1], _line(match[2]), _line(match[3])))
    queries = {}
    for part in _read(folder / "lisa.queries.txt").split("#"):
        number, _, text = part.strip().partition("\n")
        if text:
            queries[number.strip()] = _line(text)
    return Collection(documents, queries, _lisa_judgements(_read(folder / "lisa.relevance.txt")))


def _lisa_judgements(text: str) -> Iterator[tuple[str, str, int]]:
    """A query, how many documents are relevant, and their numbers, on any number of lines."""
    numbers = iter(text.split())
    for query in numbers:
        for _ in range(int(next(numbers))):
            yield query, next(numbers), 1


def beir(folder: Path) -> Collection:
    """A collection of BEIR's, with the judgements of its test."""
    documents, queries = (
        map(json.loads, _read(folder / name).splitlines())
        for name in ("corpus.jsonl", "queries.jsonl")
    )
    rows = (line.split("\t") for line in _read(folder / "qrels" / "test.tsv").splitlines()[1:])
    return Collection(
        [(one["_id"], one.get("title", ""), one["text"]) for one in documents],
        {one["_id"]: one["text"] for one in queries},
        [(query, document, int(grade)) for query, document, grade in rows],
    )


def _read(path: Path) -> str:
    return path.read_text("utf-8", "replace")


def _line(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("form", choices=("lisa", "beir"))
    options.add_argument("folder", type=Path)
    options.add_argument("out", type=Path)
    chosen = options.parse_args()
    found = (lisa if chosen.form == "lisa" else beir)(chosen.folder)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with (chosen.out / "corpus.jsonl").open("w", encoding="utf-8") as lines:
        for name, title, body in found.documents:
            lines.write(json.dumps({"id": name, "title": title, "body": body}) + "\n")
    judgements = sorted(set(found.judgements))
    judged = {query for query, _, grade in judgements if grade}
    with (chosen.out / "queries.jsonl").open("w", encoding="utf-8") as lines:
        for name, text in found.queries.items():
            if name in judged:
                lines.write(json.dumps({"id": name, "text": text}) + "\n")
    rows = (f"{query}\t{document}\t{grade}\n" for query, document, grade in judgements)
    (chosen.out / "qrels.tsv").write_text("".join(rows), "utf-8")
    print(f"{len(judged)} judged queries, {len(judgements)} judgements")


if __name__ == "__main__":
    main()
