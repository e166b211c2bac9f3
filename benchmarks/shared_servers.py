"""Kill index runs on real servers that others use too, and look at what is there afterwards.

    python benchmarks/shared_servers.py [URL] [--kills N]

Runs against `make cluster` or, without the URL, starts three nodes of its own. Of 40 updates of
files of many records, each is killed at a random moment and followed by one run, after which the
index must be as the corpus is. Indices, aliases, templates and streams of others, of every kind,
must be as they were after every command.
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
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from cluster import Cluster

from searchkit import Library
from searchkit.engines import open_indices

KILLS = 40
FILES = 3
RECORDS = 6_000
NAME = f"killed-{os.getpid()}"
COMMANDS = (
    *(["query", "ka"], ["index"], ["rebuild"], ["check"], ["status"], ["query", "*", "--count"]),
)
_WORDS = "ka lo mi tajik army talks cod quotas harbour strike".split()


class Server:
    """What somebody sees and does there who is not searchkit."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._made: list[str] = []

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        headers = {"content-type": "application/json"}
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def make(self, path: str, body: Any = None) -> None:
        self.ask("PUT", path, body)
        self._made.append(path)

    def index(self, name: str, **body: Any) -> None:
        """An index of others, with an article."""
        settings = {"number_of_replicas": 0, **body.pop("settings", {})}
        self.make(f"/{name}", {"settings": settings, **body})
        self.ask("PUT", f"/{name}/_doc/1?refresh=true", {"text": "ka, of others"})

    def clear(self) -> None:
        for path in reversed(self._made):
            with suppress(HTTPError):
                self.ask("DELETE", path)
        self._made.clear()

    def everything(self) -> dict[str, Any]:
        """Names, settings, aliases, mappings and numbers of articles, without one's own."""
        whole = self.ask("GET", "/_all?expand_wildcards=all")
        found: dict[str, Any] = {}
        for name, one in whole.items():
            if one["mappings"].get("_meta", {}).get("searchkit", {}).get("index") == name:
                continue
            is_open = "verified_before_close" not in one["settings"]["index"]
            counted = self.ask("GET", f"/{name}/_count")["count"] if is_open else None
            found[name] = (one, counted)
        found["templates"] = self.ask("GET", "/_index_template")
        for stream in self.ask("GET", "/_data_stream")["data_streams"]:
            # How many of its copies are there changes by itself.
            found[f"stream {stream['name']}"] = {**stream, "status": ""}
        return found


def searchkit(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "searchkit", "--home", str(home), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def project(home: Path, url: str, name: str) -> Path:
    (home / "corpus").mkdir(parents=True)
    (home / "searchkit.toml").write_text(
        f'url = "{url}"\nindex = "{name}"\nshards = 3\nreplicas = 1\nsearch_seconds = 60\n'
    )
    assert searchkit(home, "trust", str(home)).returncode == 0
    return home


def write_file(home: Path, number: int, version: int) -> None:
    """A file of many short records, all of which differ from one version to the next."""
    dice = random.Random(f"{number} {version}")
    rows = []
    for record in range(RECORDS):
        text = " ".join(dice.choices(_WORDS, k=8))
        rows.append({"id": f"r{record}", "title": f"{record} of {version}", "text": text})
    path = home / "corpus" / f"{number}.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    os.utime(path, ns=(version, version))


def killed(home: Path, server: Server, articles: int | None, seconds: float) -> bool:
    """Whether an update was killed, after so many written articles or so long, before its end."""
    before = changes(server)
    command = [sys.executable, "-m", "searchkit", "--home", str(home), "index"]
    run = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    end = time.monotonic() + seconds
    while run.poll() is None:
        time.sleep(0.02)
        enough = time.monotonic() > end if articles is None else changes(server) - before > articles
        if enough:
            os.killpg(run.pid, signal.SIGKILL)
            run.wait()
            return run.returncode == -signal.SIGKILL
    return False


def changes(server: Server) -> int:
    """How often anything was written to the index."""
    found = server.ask("GET", f"/{NAME}/_stats/indexing")
    return int(found["_all"]["primaries"]["indexing"]["index_total"])


def written(server: Server, name: str, version: int) -> int:
    """How many articles a killed run had written of a version, visible or not."""
    server.ask("POST", f"/{name}/_refresh")
    query = {"query": {"match_phrase": {"title_exact": f"of {version}"}}}
    return int(server.ask("POST", f"/{name}/_count", query)["count"])


def state(home: Path) -> tuple[int, list[str]]:
    """How many articles a search finds, and the first things that are wrong with the index."""
    with Library.open(home) as library:
        total = library.search("*").total
        compared = library.check(deep=True)
        again = library.update().changes
    faults = [str(failure) for failure in (*compared.differing[:3], *compared.damaged[:3])]
    if compared.articles != total:
        faults.append(f"{compared.articles:,} articles compared")
    if again:
        faults.append(f"{again} changes found by another run")
    return total, faults


def kill_runs(home: Path, server: Server, kills: int) -> bool:
    """Kill, run once, and compare; whether all was well."""
    dice = random.Random(15)
    for number in range(FILES):
        write_file(home, number, 1)
    began = time.monotonic()
    assert searchkit(home, "index").returncode == 0
    usual = time.monotonic() - began
    print(f"{FILES * RECORDS:,} articles indexed in {usual:.0f} s", flush=True)
    well, cut_off, found_partly = 0, 0, 0
    for kill in range(kills):
        version = kill + 2
        changed = dice.sample(range(FILES), dice.randint(1, FILES))
        for number in changed:
            write_file(home, number, version)
        # Writing takes a small part of a run: most are killed then, the others at any time.
        share = len(changed) / FILES
        articles = int(share * FILES * RECORDS * dice.random()) if kill % 4 else None
        cut_off += killed(home, server, articles, usual * share * dice.random())
        there = written(server, NAME, version)
        found_partly += 0 < there < len(changed) * RECORDS
        run = searchkit(home, "index")
        total, faults = state(home)
        right = run.returncode == 0 and total == FILES * RECORDS and not faults
        well += right
        # Until then a server keeps all that was replaced, and small heaps have no room for it.
        server.ask("POST", f"/{NAME}/_flush")
        print(
            f"  kill {kill + 1}: {there:,} of {len(changed) * RECORDS:,} written; then "
            f"{run.stdout.strip().splitlines()[:1]}, {total:,} articles"
            + ("" if right else f"  WRONG {faults}"),
            flush=True,
        )
    print(
        f"{kills} runs, {cut_off} killed before their end, {found_partly} in the midst of writing: "
        f"{well} times one run completed the index",
        flush=True,
    )
    return well == kills


@contextmanager
def others(server: Server, name: str) -> Iterator[None]:
    """Everything that others could have beside an index of a name, without being in its way."""
    settings = {"index": {"hidden": True}}
    server.index(f"{name}-000900")
    server.index(f"{name}-000901", settings=settings)
    server.index(f"{name}-old")
    server.index(f"{name}-000001-old")
    server.index(f"{name}-0000001")
    server.index(f"{name}2-000001", aliases={f"{name}2": {}})
    server.index(f"wires-{name}", aliases={f"{name}-all": {"filter": {"match_all": {}}}})
    server.index(f"closed-{name}")
    server.ask("POST", f"/closed-{name}/_close")
    pattern = {"index_patterns": [f"{name}-stream"], "data_stream": {}, "priority": 900}
    server.make(f"/_index_template/{name}", pattern)
    server.make(f"/_data_stream/{name}-stream")
    yield


def in_the_way(server: Server, name: str) -> dict[str, Any]:
    """What others could have that is in the way of an index of a name, each as a function."""

    def stream() -> None:
        pattern = {"index_patterns": [name], "data_stream": {}, "priority": 901}
        server.make(f"/_index_template/{name}-x", pattern)
        server.make(f"/_data_stream/{name}")

    def closed() -> None:
        server.index(f"x-{name}", aliases={name: {}})
        server.ask("POST", f"/x-{name}/_close")

    def several() -> None:
        server.index(f"x-{name}", aliases={name: {}})
        server.index(f"y-{name}", aliases={name: {"is_write_index": True}})

    def templated() -> None:
        pattern = {"index_patterns": [f"{name}-*"], "priority": 902}
        made = {"template": {"aliases": {f"all-{name}": {}}}}
        server.make(f"/_index_template/{name}-y", {**pattern, **made})

    return {
        "an index NAME-000001": lambda: server.index(f"{name}-000001"),
        "a hidden one": lambda: server.index(f"{name}-000001", settings={"index.hidden": True}),
        "an index NAME": lambda: server.index(name),
        "an alias NAME": lambda: server.index(f"x-{name}", aliases={name: {}}),
        "an alias of NAME-000001": lambda: server.index(f"{name}-000001", aliases={name: {}}),
        "a filtered alias": lambda: server.index(
            f"x-{name}", aliases={name: {"filter": {"match_all": {}}, "routing": "1"}}
        ),
        "an alias of several": several,
        "an alias of a closed index": closed,
        "a data stream": stream,
        "a template with an alias": templated,
    }


def unchanged(server: Server, home: Path, commands: Sequence[list[str]], codes: set[int]) -> bool:
    before = server.everything()
    well = True
    for command in commands:
        run = searchkit(home, *command)
        after = server.everything()
        changed = [name for name in before | after if before.get(name) != after.get(name)]
        # A refusal for lack of trust would say nothing of what is on the server.
        expected = run.returncode in codes and "not trusted" not in run.stderr
        well &= not changed and expected
        if changed or not expected:
            print(f"  WRONG {command}: exit {run.returncode}, {run.stderr.strip()}", flush=True)
            print(f"    changed: {changed}", flush=True)
    return well


def beside_others(folder: Path, server: Server) -> bool:
    """Whether all that others have outlives every command."""
    well = True
    name = f"beside-{os.getpid()}"
    home = project(folder / "beside", server.url, name)
    (home / "corpus" / "a.txt").write_text("ka lo mi\n")
    with others(server, name):
        well &= unchanged(server, home, [["query", "ka"], ["status"], ["check"]], {4})
        well &= unchanged(server, home, [["index"], *COMMANDS, ["rebuild"], *COMMANDS], {0})
        print(f"beside others, every command: {'as they were' if well else 'CHANGED'}", flush=True)
        clear(home)
        server.clear()
    for kind, make in in_the_way(server, name).items():
        make()
        found = unchanged(server, home, COMMANDS, {2, 4})
        well &= found
        print(f"{kind} in the way: {'refused' if found else 'NOT REFUSED, OR CHANGED'}", flush=True)
        server.clear()
    return well


def clear(home: Path) -> None:
    with Library.open(home) as library:
        address = library.settings.address
    assert address is not None
    with closing(open_indices(address)) as indices:
        for index in indices.all():
            indices.remove(index)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("url", nargs="?")
    options.add_argument("--kills", type=int, default=KILLS)
    chosen = options.parse_args()
    named = nullcontext() if chosen.url else Cluster()
    with named as cluster, tempfile.TemporaryDirectory() as folder:
        # Trusted by a user's configuration of its own, for the processes too.
        os.environ["XDG_CONFIG_HOME"] = str(Path(folder, "config"))
        server = Server(cluster.url() if cluster else chosen.url)
        home = project(Path(folder, "killed"), server.url, NAME)
        try:
            well = beside_others(Path(folder), server)
            well &= kill_runs(home, server, chosen.kills)
        finally:
            server.clear()
            clear(home)
    return not well


if __name__ == "__main__":
    sys.exit(main())
