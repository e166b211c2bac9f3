"""How many pages a second the search page answers, and how soon: browsers on loopback, no pause.

    python benchmarks/page_load.py --home my-project [--seconds 30] [--connections 8]
        [--again 0.3] [--writing]

Half of the requests are searches for words, the others phrases, prefixes, filters, later pages and
articles, all made from the articles themselves and different from each other, so that the page
finds little of it done before. With --again, so large a part of the requests repeats one of the
last 50 of the same connection, as the way back and a second tab do. With --writing, `searchkit
index` commits a change of one file every second meanwhile; give it a copy of a project.
"""

from __future__ import annotations

import argparse
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote, quote_plus

from searchkit import Library

#: So many articles give their words.
SAMPLE = 300
#: In seconds.
WARM_UP = 2.0
#: What is repeated is one of so many addresses.
LAST = 50


@dataclass
class Tally:
    """What one connection saw: seconds by request, and how many had each status."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    size: int = 0
    repeated: int = 0


@dataclass(frozen=True)
class Material:
    """What addresses are made of."""

    words: Sequence[str]
    phrases: Sequence[str]
    years: Sequence[str]
    ids: Sequence[str]


def material(home: Path) -> Material:
    """Words, neighbours in titles, years and ids of some articles."""
    with Library.open(home) as library:
        found = library.search("", limit=SAMPLE, facets=["year"])
    articles = [hit.article for hit in found.hits]
    texts = [text.split() for one in articles for text in (one.title, one.body)]
    phrases = [
        " ".join(pair)
        for one in articles
        for pair in pairwise(one.title.split())
        if all(map(str.isalpha, pair))
    ]
    # In capitals, NOT and AND would be operators.
    words = sorted({word.lower() for text in texts for word in text if word.isalpha()})
    years = [year for year in found.facets["year"] if year != "unknown"]
    return Material(words, phrases or words, years or ["2020"], [one.id for one in articles])


def addresses(made: Material, seed: int) -> Iterator[str]:
    """Addresses without an end."""
    chance = random.Random(seed)
    while True:
        one, two = chance.choice(made.words), chance.choice(made.words)
        asked = chance.choices(
            [
                one,
                f"{one} {two}",
                f"{one} OR {two}",
                f'"{chance.choice(made.phrases)}"',
                f"{one[:5]}*",
                f"title:{one}",
            ],
            weights=[30, 20, 20, 10, 5, 5],
        )[0]
        more = chance.choices(
            ["", f"&filter=date:{chance.choice(made.years)}", "&sort=newest"], weights=[80, 10, 10]
        )[0]
        if chance.random() < 0.1:
            yield f"/article/{quote(chance.choice(made.ids))}?q={quote_plus(one)}"
        else:
            yield f"/?q={quote_plus(asked)}{more}"


def ask(connection: socket.socket, address: str) -> tuple[str, int]:
    """One request over a connection that stays open: the status, and the bytes of the answer."""
    head = f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n"
    connection.sendall(head.encode("ascii"))
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += _received(connection)
    head_length = answer.index(b"\r\n\r\n") + 4
    lines = answer[:head_length].decode("latin-1").split("\r\n")
    length = next(
        int(line.partition(":")[2]) for line in lines if line.lower().startswith("content-length")
    )
    while len(answer) < head_length + length:
        answer += _received(connection)
    return lines[0].split()[1], len(answer)


def _received(connection: socket.socket) -> bytes:
    data = connection.recv(65_536)
    if not data:
        raise ConnectionError("the page closed the connection")
    return data


def run(port: int, asked: Iterator[str], until: float, tally: Tally, again: float = 0.0) -> None:
    """Ask over one connection until the time is up; so large a part of it `again`."""
    chance, last = random.Random(port), deque[str](maxlen=LAST)
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while time.perf_counter() < until:
            is_repeated = bool(last) and chance.random() < again
            address = chance.choice(last) if is_repeated else next(asked)
            last.append(address)
            tally.repeated += is_repeated
            began = time.perf_counter()
            status, size = ask(connection, address)
            tally.seconds.append(time.perf_counter() - began)
            tally.statuses[status] += 1
            tally.size += size


def write(home: Path, until: float) -> None:
    """Change one file of the corpus and index it, every second."""
    file = home / "corpus" / "load-test.txt"
    try:
        while (began := time.perf_counter()) < until:
            file.write_text(f"Load test\n\nWritten at {began}.\n")
            command = [sys.executable, "-m", "searchkit", "--home", str(home), "index", "--wait"]
            done = subprocess.run(command, capture_output=True)
            # 3: some files of the project cannot be read, which is no matter here.
            if done.returncode not in (0, 3):
                raise SystemExit(done.stderr.decode())
            time.sleep(max(0.0, 1 - (time.perf_counter() - began)))
    finally:
        file.unlink(missing_ok=True)


def measure(home: Path, seconds: float, connections: int, again: float, writing: bool) -> None:
    made = material(home)
    command = [sys.executable, "-m", "searchkit", "--home", str(home)]
    server = subprocess.Popen(
        [*command, "serve", "--port", "0", "--no-log"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stderr is not None
        port = int(server.stderr.readline().split("serving ")[1].split(":")[2].split("/")[0])
        run(port, addresses(made, 0), time.perf_counter() + WARM_UP, Tally())
        until = time.perf_counter() + seconds
        tallies = [Tally() for _ in range(connections)]
        threads = [
            threading.Thread(target=run, args=(port, addresses(made, seed), until, tally, again))
            for seed, tally in enumerate(tallies, start=1)
        ]
        if writing:
            threads.append(threading.Thread(target=write, args=(home, until)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        server.terminate()
        server.communicate()
    report(tallies, seconds)


def report(tallies: list[Tally], seconds: float) -> None:
    took = sorted(one for tally in tallies for one in tally.seconds)
    statuses = sum((tally.statuses for tally in tallies), Counter[str]())
    errors = sum(count for status, count in statuses.items() if status != "200")
    cuts = statistics.quantiles(took, n=100)
    print(f"{len(took) / seconds:8.1f} pages a second over {len(tallies)} connections")
    print(f"{1000 * cuts[49]:8.1f} ms median")
    print(f"{1000 * cuts[98]:8.1f} ms 99th percentile")
    print(f"{1000 * took[-1]:8.1f} ms longest")
    print(f"{sum(tally.repeated for tally in tallies):8,} repeated, of {len(took):,}")
    print(f"{errors:8} errors {dict(statuses)}")
    print(f"{sum(tally.size for tally in tallies) / len(took):8,.0f} bytes a page, compressed")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--again", type=float, default=0.0)
    parser.add_argument("--writing", action="store_true")
    given = parser.parse_args()
    measure(given.home, given.seconds, given.connections, given.again, given.writing)


if __name__ == "__main__":
    main()
