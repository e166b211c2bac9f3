"""Real OpenSearch nodes on this machine: fetched with Maven, on loopback, with small heaps.

    python benchmarks/cluster.py [NODES] [VERSION]

runs until it is interrupted and prints what to set to have the tests use it. Needs Java 17 to 21,
and 21 or later for OpenSearch 3 (in JAVA_HOME).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import TracebackType

VERSION = "2.19.6"
ARTIFACT = "org.opensearch.distribution.integ-test-zip:opensearch:{version}:zip"
FOLDER = Path(__file__).parents[1] / "build" / "cluster"
HEAP = "384m"
#: A node that has not answered after so many seconds has failed.
PATIENCE = 120.0

# What the launcher of the distribution would give to Java.
_JAVA_OPTIONS = (
    f"-Xms{HEAP} -Xmx{HEAP} -XX:+UseSerialGC -XX:TieredStopAtLevel=4 "
    "-Dlog4j2.disable.jmx=true -Dlog4j.shutdownHookEnabled=false"
).split()
_BEFORE_3 = (
    "-Djava.security.manager=allow -Djava.util.concurrent.ForkJoinPool.common.threadFactory="
    "org.opensearch.secure_sm.SecuredForkJoinWorkerThreadFactory"
).split()
_FROM_3 = ("--add-modules=jdk.incubator.vector", "-javaagent:{home}/agent/opensearch-agent.jar")


def fetched(folder: Path = FOLDER, version: str = VERSION) -> Path:
    """The unpacked distribution, from Maven Central if it is not there yet."""
    return unpacked("opensearch", version, ARTIFACT.format(version=version), folder)


def unpacked(name: str, version: str, artifact: str, folder: Path) -> Path:
    """A distribution of a name and a version, from Maven Central if it is not there yet."""
    home = folder / f"{name}-{version}"
    if not home.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        copy = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
        where = f"-DoutputDirectory={folder}"
        subprocess.run(["mvn", "-q", "-B", copy, f"-Dartifact={artifact}", where], check=True)
        # With the permissions of what is run.
        subprocess.run(["unzip", "-q", f"{name}-{version}.zip"], cwd=folder, check=True)
    return home


class Cluster:
    """Nodes that know each other, with their data in a folder of their own."""

    def __init__(self, nodes: int = 3, folder: Path = FOLDER, version: str = VERSION) -> None:
        self._home = fetched(folder, version)
        options = _FROM_3 if int(version.partition(".")[0]) >= 3 else _BEFORE_3
        self._java_options = [*_JAVA_OPTIONS, *(one.format(home=self._home) for one in options)]
        self._ports = [free_port() for _ in range(2 * nodes)]
        self._folder = folder / f"nodes-{os.getpid()}"
        #: Where the nodes may keep snapshots.
        self.backups = self._folder / "backups"
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self.nodes = range(nodes)

    def __enter__(self) -> Cluster:
        try:
            for node in self.nodes:
                self._configure(node)
                self.start(node)
            for node in self.nodes:
                self.wait(node)
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def url(self, node: int = 0) -> str:
        return f"http://127.0.0.1:{self._ports[2 * node]}"

    def start(self, node: int) -> None:
        """Start a node; see `wait`."""
        place = self._place(node)
        command = [
            *as_nobody(place),
            *(java(), *self._java_options, f"-Djava.io.tmpdir={place / 'tmp'}"),
            *(f"-Dopensearch.path.home={self._home}", f"-Dopensearch.path.conf={place / 'config'}"),
            *("-Dopensearch.distribution.type=tar", "-Dopensearch.bundled_jdk=false"),
            *("-cp", f"{self._home}/lib/*", "org.opensearch.bootstrap.OpenSearch"),
        ]
        with (place / "out.txt").open("ab") as out:
            self._running[node] = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )

    def wait(self, node: int) -> None:
        """Until a node answers and sees all others."""
        self._await(node, f"wait_for_nodes={len(self.nodes)}")

    def settle(self) -> None:
        """Until every part of every index has all its copies."""
        self._await(0, "wait_for_status=green")

    def _await(self, node: int, state: str) -> None:
        health = f"{self.url(node)}/_cluster/health?{state}&timeout=5s"
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self._running[node].poll() is not None:
                break
            with (
                contextlib.suppress(OSError, ValueError),
                urllib.request.urlopen(health, timeout=10) as answer,
            ):
                if not json.load(answer)["timed_out"]:
                    return
            time.sleep(0.2)
        raise RuntimeError(f"node {node} does not come; see {self._place(node) / 'out.txt'}")

    def kill(self, node: int) -> None:
        """As a power cut does."""
        process = self._running.pop(node)
        process.send_signal(signal.SIGKILL)
        process.wait()

    def close(self) -> None:
        for node in list(self._running):
            self.kill(node)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, node: int) -> Path:
        return self._folder / str(node)

    def _configure(self, node: int) -> None:
        place = self._place(node)
        self.backups.mkdir(parents=True, exist_ok=True)
        as_nobody(self.backups)
        for name in ("config", "data", "logs", "tmp"):
            (place / name).mkdir(parents=True)
        hosts = [f"127.0.0.1:{port}" for port in self._ports[1::2]]
        settings = {
            "cluster.name": "searchkit-test",
            "node.name": str(node),
            "path.data": str(place / "data"),
            "path.logs": str(place / "logs"),
            "path.repo": [str(self.backups)],
            "http.port": self._ports[2 * node],
            "transport.port": self._ports[2 * node + 1],
            "network.host": "127.0.0.1",
            "discovery.seed_hosts": hosts,
            "cluster.initial_cluster_manager_nodes": [str(one) for one in self.nodes],
            "cluster.routing.allocation.disk.threshold_enabled": False,
            # The collector lets garbage stand until the heap is full, and it would count as in use.
            "indices.breaker.total.use_real_memory": False,
            # A killed node is missed soon.
            "cluster.fault_detection.follower_check.interval": "500ms",
            "cluster.fault_detection.follower_check.timeout": "2s",
            "cluster.fault_detection.leader_check.interval": "500ms",
            "cluster.fault_detection.leader_check.timeout": "2s",
        }
        lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
        (place / "config" / "opensearch.yml").write_text("".join(lines))
        for name in ("log4j2.properties", "jvm.options"):
            shutil.copy(self._home / "config" / name, place / "config")


def as_nobody(folder: Path) -> list[str]:
    """OpenSearch refuses to be run by root."""
    if os.geteuid():
        return []
    subprocess.run(["chown", "-R", "nobody", str(folder)], check=True)
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def java() -> str:
    """The Java of JAVA_HOME, or the one that is found."""
    home = os.environ.get("JAVA_HOME")
    return str(Path(home, "bin", "java")) if home else "java"


def free_port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def main() -> None:
    # A shell lets what it starts in the background ignore Ctrl-C; and no node must be left behind.
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.default_int_handler)
    nodes = int(sys.argv[1]) if sys.argv[1:] else 3
    version = sys.argv[2] if sys.argv[2:] else VERSION
    with contextlib.suppress(KeyboardInterrupt), Cluster(nodes, version=version) as cluster:
        print(f"{nodes} nodes answer; stop them with Ctrl-C\n", flush=True)
        print(f"SEARCHKIT_OPENSEARCH_URL={cluster.url()}", flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
