"""Searchkit beside other search libraries: the same articles, queries and ten hits, in one run.

    python benchmarks/compare.py [--only NAME] [--parts index,query,update,cold] [JSONL]

JSONL is a file (or .gz) with the keys id, title, body, date and source; without it, articles are
made by chance, the same ones in every run. Each library indexes them in a process of its own; the
queries are asked in turn in one. Libraries that are not installed are left out: `pip install -e
'.[bench]'` brings all but Xapian, which Debian has as python3-xapian. Nothing is downloaded.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from comparison import measuring, report
from comparison.articles import generate, read, read_corpus, write_corpus
from comparison.peers import PEERS, Peer
from comparison.questions import Question, choose

PARTS = ("index", "query", "update", "cold")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What is measured: `folder` has the corpus and an index for each library."""

    folder: Path
    peers: Sequence[Peer]
    parts: Sequence[str]
    repeats: int
    builds: int

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    def index(self, peer: Peer) -> Path:
        return self.folder / peer.name.replace(" ", "-").replace(",", "")

    def sections(self) -> Iterator[str]:
        """Everything that was measured, as Markdown, each table when it is done."""
        # First, while this process is small: its memory counts for those that it starts.
        yield from self._indexing()
        asked = {peer: self.index(peer) for peer in self.peers if peer.kinds}
        if "query" in self.parts:
            yield from self._queries(asked)
        if "cold" in self.parts:
            word = next(one for one in self._questions() if one.kind == "word")
            times = measuring.cold(asked, word, self.repeats)
            yield report.seconds(f"cold start, `{word.text}`: ms", times)
        if "update" in self.parts:
            commits = {
                peer: measuring.update(peer, self.corpus, index, self.repeats)
                for peer, index in asked.items()
                if peer.updates
            }
            yield report.seconds("update of 100 articles: ms", commits)

    def _indexing(self) -> Iterator[str]:
        built: dict[Peer, list[measuring.Built]] = {peer: [] for peer in self.peers}
        again = "index" in self.parts
        for _ in range(self.builds if again else 1):
            for peer in self.peers:
                index = self.index(peer)
                if again:
                    shutil.rmtree(index, ignore_errors=True)
                if not index.exists():
                    built[peer].append(measuring.build(peer, self.corpus, index))
        if again:
            size = sum(path.stat().st_size for path in self.corpus.iterdir())
            articles = sum(1 for _ in read_corpus(self.corpus))
            yield report.indexing(built, articles, size)

    def _queries(self, indexes: dict[Peer, Path]) -> Iterator[str]:
        questions = self._questions()
        with ExitStack() as stack:
            opened = {peer: peer.open(index) for peer, index in indexes.items()}
            for one in opened.values():
                stack.callback(one.close)
            found = measuring.answers(opened, questions)
            times = measuring.ask(opened, questions, self.repeats)
        ours = [peer for peer in indexes if peer.name.startswith("searchkit")]
        yield report.hits(found)
        parts: dict[measuring.Part, str] = {
            "find": "ten hits",
            "show": "with snippets and facets",
        }
        for part, title in parts.items():
            yield report.queries(f"{title}: ms, p50 / p99", times, part)
            for peer in ours:
                yield report.ratios(f"{title}: {peer.name} to", peer, times, part)

    def _questions(self) -> list[Question]:
        return choose(read_corpus(self.corpus))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("jsonl", type=Path, nargs="?")
    options.add_argument(
        "--articles", type=int, help="how many; 20,000 if they are made, else all of the file"
    )
    options.add_argument(
        "--only", action="append", help="libraries with this in their name; may be repeated"
    )
    options.add_argument("--parts", default=",".join(PARTS), help="some of %(default)s")
    options.add_argument("--repeats", type=int, default=9, help="rounds of queries and updates")
    options.add_argument("--builds", type=int, default=1, help="rounds of indexing")
    options.add_argument(
        "--keep", type=Path, help="a folder for corpus and indexes, which the next run uses again"
    )
    options.add_argument("--results", type=Path, help="a Markdown file for the tables")
    chosen = options.parse_args()
    wanted = [name.lower() for name in chosen.only or [""]]
    named = [peer for peer in PEERS if any(name in peer.name.lower() for name in wanted)]
    peers = [peer for peer in named if peer.version()]
    if absent := ", ".join(peer.name for peer in named if peer not in peers):
        print(f"left out, as it is not installed: {absent}\n")
    with tempfile.TemporaryDirectory() as temporary:
        run = Run(
            folder=chosen.keep or Path(temporary),
            peers=peers,
            parts=chosen.parts.split(","),
            repeats=chosen.repeats,
            builds=chosen.builds,
        )
        if not run.corpus.exists():
            items = read(chosen.jsonl) if chosen.jsonl else generate(chosen.articles or 20_000)
            write_corpus(islice(items, chosen.articles), run.corpus)
        print(report.versions(peers))
        said = []
        for section in run.sections():
            print(f"\n{section}", flush=True)
            said.append(section)
    if chosen.results:
        chosen.results.write_text(report.page(peers, said), "utf-8")


if __name__ == "__main__":
    main()
