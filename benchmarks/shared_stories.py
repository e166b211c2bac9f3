"""Random changes by several writers on real servers: the stories must be those of one folder.

    python benchmarks/shared_stories.py [URL] [--writers N] [--rounds N] [--kill | --kill-holder]

Runs against `make cluster` or, without the URL, starts one node of its own. In every round each
writer changes some files of its part and runs `searchkit index`, all at once; with `--kill`, one of
them is killed at a random moment, with `--kill-holder` the one that holds the lease to tell the
stories, and then every writer updates once more. After each round the families, and all that is
told of them, must be those of a local index with the same files.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from typing import Any

from cluster import Cluster

from searchkit import Library
from searchkit.engines import open_indices
from searchkit.engines.opensearch.layout import STATE
from searchkit.project.layers import Layers
from searchkit.project.trust import TrustFile

NAME = f"stories-{os.getpid()}"
FILES = 40
WORDS = """
    harbour strike union cargo ferry ministry quota envoy talks barley mill railway museum clock
    roof director crane driver island doctor teacher bridge election survey coffee shipment price
    dealer warehouse inspector tunnel contract engineer valley bakery orchestra glacier notary
    """.split()


class Writers:
    """Parts of one index on servers, and a local folder that has the files of all."""

    def __init__(self, folder: Path, url: str, count: int, chance: random.Random) -> None:
        self._chance = chance
        self._url = url.partition(",")[0]
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self.local = folder / "local"
        (self.local / "corpus").mkdir(parents=True)
        self.homes = {f"p{number}": folder / f"p{number}" for number in range(count)}
        for part, home in self.homes.items():
            (home / "corpus").mkdir(parents=True)
            settings = {"engine": "opensearch", "url": url, "index": NAME, "part": part}
            lines = [f'{name} = "{value}"\n' for name, value in settings.items()]
            (home / "searchkit.toml").write_text("".join(lines) + "replicas = 0\n")
            layers = Layers.read(home, os.environ, insecure_http=False)
            TrustFile().trust(home, layers.claims())
        self._reports = [self._report() for _ in range(12)]

    def change(self, most: int = 8) -> int:
        """Write and remove files of every part; how many."""
        changes = 0
        for part in self.homes:
            for _ in range(self._chance.randint(3, most)):
                self._write(part, f"{self._chance.randrange(FILES)}.txt")
                changes += 1
        return changes

    def update(self, part: str, patience: float | None = None) -> int:
        """Run `searchkit index`; kill it after so many seconds, if it takes longer."""
        command = [sys.executable, "-m", "searchkit", "--home", str(self.homes[part])]
        with subprocess.Popen([*command, "index", "--allow-shrink"], stderr=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL) as process:  # fmt: skip
            self._running[part] = process
            try:
                return process.wait(patience)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                return process.wait()

    def kill_holder(self, ended: threading.Event) -> None:
        """Kill the first writer that holds the lease, a moment later."""
        while not ended.wait(0.01):
            with suppress(OSError), urllib.request.urlopen(f"{self._url}/{NAME}/_doc/lease") as got:
                holder = json.load(got)["_source"][STATE]["holder"]
                part = holder.split("#")[1] if holder else ""
                running = self._running.get(part)
                if running is not None and running.poll() is None:
                    time.sleep(self._chance.uniform(0, 0.5))
                    running.send_signal(signal.SIGKILL)
                    return

    def _report(self) -> str:
        sentences = (" ".join(self._chance.choices(WORDS, k=14)) for _ in range(12))
        return "\n\n".join(f"{sentence.capitalize()}." for sentence in sentences)

    def _write(self, part: str, name: str) -> None:
        chance, text = self._chance, None
        if chance.random() > 0.3:
            one, other = (chance.choice(self._reports).split("\n\n") for _ in range(2))
            parts = [*one[: chance.randint(4, 12)], *other[: chance.choice([0, 0, 0, 3, 8])]]
            text = "\n\n".join([f"Report {chance.randint(1, 99)}", *parts])
        for path in (self.homes[part] / "corpus" / name, self.local / "corpus" / f"{part}:{name}"):
            if text is None:
                path.unlink(missing_ok=True)
            else:
                path.write_text(text)


def stories_of(home: Path) -> Any:
    """All stories of an index, with what readers see of each."""
    with Library.open(home) as library:
        return [story.to_dict() for story in library.all_stories()]


def run(url: str, options: argparse.Namespace) -> int:
    """Count the rounds after which the stories are others than those of the local folder."""
    chance = random.Random(options.seed)
    changes = killed = wrong = found = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.writers) as threads:
        os.environ["XDG_CONFIG_HOME"] = folder
        writers = Writers(Path(folder), url, options.writers, chance)
        parts = list(writers.homes)
        for number in range(options.rounds):
            changes += writers.change()
            victim = parts[number % len(parts)] if options.kill else None
            limits = [chance.uniform(0.5, 3.0) if part == victim else None for part in parts]
            done = threading.Event()
            watching = threading.Thread(target=writers.kill_holder, args=(done,))
            if options.kill_holder:
                watching.start()
            ended = list(threads.map(writers.update, parts, limits))
            done.set()
            killed += -signal.SIGKILL in ended
            if options.kill or options.kill_holder:
                ended = [writers.update(part) for part in parts]
            with Library.open(writers.local) as library:
                library.update(allow_shrink=True)
            stories = stories_of(writers.homes[parts[0]])
            found = len(stories)
            if any(ended) or stories != stories_of(writers.local):
                print(f"round {number}: exit codes {ended}", file=sys.stderr)
                wrong += 1
        with Library.open(writers.homes[parts[0]]) as library:
            address = library.settings.address
        assert address is not None
        with closing(open_indices(address)) as indices:
            for index in indices.all():
                indices.remove(index)
    row = {"changes": changes, "rounds": options.rounds, "killed": killed, "stories": found}
    print(json.dumps({**row, "wrong": wrong}))
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("url", nargs="?")
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--kill-holder", action="store_true")
    options = parser.parse_args()
    with nullcontext() if options.url else Cluster(1) as cluster:
        return int(run(options.url or cluster.url(), options) > 0)


if __name__ == "__main__":
    sys.exit(main())
