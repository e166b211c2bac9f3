"""An export of 500 articles in RTF, DOCX, HTML and TXT: articles, dates and time.

The four files are made here, as a database writes them: `n of 500 DOCUMENTS` above each article,
labels above and below it. A column is right where article, title, source, date and author are the
ones that were written. The times are those of the processor: for reading the file, for making its
articles as a worker does, for analysing them, each per article; then the articles per second of a
whole `searchkit rebuild` with tantivy, its start and all of its processes included. The modules are
compiled before, as an installed package has them.

    python benchmarks/exports.py [--articles 500]
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

import docx

from searchkit.analysis.analyzer import Analyzer
from searchkit.article import Article
from searchkit.corpus.metadata import Entry
from searchkit.corpus.reader import ParsedDocument
from searchkit.corpus.registry import Registry

PAPERS = ("The Harbour Gazette", "Valley Courier", "Morning Ledger", "Northern Echo of Fell")
FIRST, LAST = ("Ann", "Tom", "Ida", "Max", "Eva"), ("Baker", "Reed", "Holm", "Stein", "Marsh")
WORDS = """council quay bridge harbour ferry mayor engineers court valley beekeeper witness market
winter budget school river train letter garden morning people vote price water night road
""".split()


#: Where the compiled modules are kept.
COMPILED = Path(tempfile.gettempdir()) / "searchkit-compiled"


@dataclass(frozen=True)
class Written:
    """An article as it is written into the exports."""

    title: str
    source: str
    date: dt.date
    author: str
    paragraphs: tuple[str, ...]


def written(count: int, seed: int) -> list[Written]:
    """Articles of about 400 words, the same for a seed."""
    rng = random.Random(seed)

    def sentence() -> str:
        return " ".join(rng.choices(WORDS, k=rng.randint(8, 20))).capitalize() + "."

    return [
        Written(
            f"{sentence()[:60].rstrip(' .')} {number}",
            rng.choice(PAPERS),
            dt.date(2005, 1, 1) + dt.timedelta(days=rng.randrange(5_000)),
            f"{rng.choice(FIRST)} {rng.choice(LAST)}",
            tuple(" ".join(sentence() for _ in range(4)) for _ in range(8)),
        )
        for number in range(1, count + 1)
    ]


def lines_of(one: Written, number: int, count: int) -> list[str]:
    """The paragraphs of an article with those of its record."""
    day = f"{one.date:%B} {one.date.day}, {one.date.year} {one.date:%A}"
    above = [f"{number} of {count} DOCUMENTS", one.source, day, one.title]
    above += [f"BYLINE: {one.author}", "SECTION: NEWS; Pg. 4", "LENGTH: 400 words"]
    loaded = one.date + dt.timedelta(days=1)
    below = [f"LOAD-DATE: {loaded:%B} {loaded.day}, {loaded.year}", "LANGUAGE: ENGLISH"]
    return [*above, *one.paragraphs, *below, f"Copyright {one.date.year} {one.source}"]


def text_file(paragraphs: list[str]) -> bytes:
    """The paragraphs in lines of 80 characters."""
    import textwrap

    return "\n\n".join(textwrap.fill(each, 80) for each in paragraphs).encode()


def rich_text(paragraphs: list[str]) -> bytes:
    """The paragraphs as RTF."""
    body = "".join(rf"{{\fs20 {each}}}\par\pard " for each in paragraphs)
    return rf"{{\rtf1\ansi\deff0{{\fonttbl{{\f0 Times;}}}}{body}}}".encode("ascii")


def word(paragraphs: list[str]) -> bytes:
    """The paragraphs as a Word document."""
    document = docx.Document()
    for each in paragraphs:
        document.add_paragraph(each)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page(paragraphs: list[str]) -> bytes:
    """The paragraphs as a web page."""
    body = "".join(f"<DIV><P><SPAN>{escape(each)}</SPAN></P></DIV><BR>" for each in paragraphs)
    return f"<HTML><HEAD><TITLE>&nbsp;</TITLE></HEAD><BODY>{body}</BODY></HTML>".encode()


WRITERS = {
    "export.rtf": rich_text,
    "export.docx": word,
    "export.html": page,
    "export.txt": text_file,
}


def measure(name: str, data: bytes, truth: list[Written]) -> str:
    """A row of the table for a file."""
    reader = Registry(()).choose(name, data[:4_096])
    assert reader is not None
    analyzer = Analyzer()
    times = [time.process_time()]
    documents = [one for one in reader.read(data) if isinstance(one, ParsedDocument)]
    times.append(time.process_time())
    articles = [Entry(one, name).read() for one in documents]
    times.append(time.process_time())
    found = [one for one in articles if isinstance(one, Article)]
    for article in found:
        analyzer.analyse(article, "")
    times.append(time.process_time())
    rights = dict.fromkeys(("title", "source", "date", "author"), 0)
    for article, one in zip(found, truth, strict=False):
        rights["title"] += article.title == one.title
        rights["source"] += article.source == one.source
        rights["date"] += article.date is not None and article.date.isoformat() == str(one.date)
        rights["author"] += article.authors == (one.author,)
    cells = [f"{len(found):>8}", *(f"{right:>8}" for right in rights.values())]
    each = [f"{1_000 * (end - begun) / len(found):>10.2f}" for begun, end in pairwise(times)]
    return f"{name:<12}{''.join(cells)}{''.join(each)}{len(found) / rebuilt(name, data):>12.0f}"


def rebuilt(name: str, data: bytes) -> float:
    """The seconds of the processor that a rebuild of a corpus of this file takes."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        (corpus / name).write_bytes(data)
        command = [sys.executable, "-m", "searchkit", "--home", folder, "rebuild"]
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(COMPILED)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(2):
            before = _processor_time()
            subprocess.run(
                [*command, "--engine", "tantivy"], env=environment, check=True, capture_output=True
            )
        return _processor_time() - before


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    truth = written(options.articles, options.seed)
    paragraphs = [
        line for number, one in enumerate(truth, 1) for line in lines_of(one, number, len(truth))
    ]
    print(f"{'':<53}milliseconds per article         articles/s")
    names = "articles   title  source    date  author      read   article   analyse     rebuild"
    print(f"{'file':<12}{names}")
    for name, writer in WRITERS.items():
        print(measure(name, writer(paragraphs), truth))


if __name__ == "__main__":
    main()
