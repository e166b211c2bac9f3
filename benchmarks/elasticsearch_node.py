"""A real Elasticsearch node on this machine, for the tests: fetched with Maven, on loopback.

    python benchmarks/elasticsearch_node.py [VERSION]

runs until it is interrupted and prints what to set to have the tests use it. Needs Java 17, or 21
for Elasticsearch 9 (in JAVA_HOME). What Maven has lacks the module that introduces a server: a
proxy in front of the node does that, and passes everything else on.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from cluster import FOLDER, PATIENCE, as_nobody, free_port, unpacked

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from proxy import Answer, Proxy, Request, proxy_to

VERSION = "8.15.0"
HEAP = "512m"
ARTIFACT = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{version}:zip"


@contextlib.contextmanager
def node(version: str):  # type: ignore[no-untyped-def] # of a script
    """The address of a node that answers."""
    source = unpacked("elasticsearch", version, ARTIFACT.format(version=version), FOLDER)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        home = Path(folder, "home")
        shutil.copytree(source, home)
        port = free_port()
        settings = {
            "http.port": port,
            "transport.port": free_port(),
            "network.host": "127.0.0.1",
            "discovery.type": "single-node",
            "xpack.security.enabled": False,
            "cluster.routing.allocation.disk.threshold_enabled": False,
            "indices.breaker.total.use_real_memory": False,
        }
        lines = [f"{name}: {json.dumps(value)}\n" for name, value in settings.items()]
        (home / "config" / "elasticsearch.yml").write_text("".join(lines))
        Path(folder).chmod(0o755)
        java = os.environ.get("JAVA_HOME") or str(
            Path(shutil.which("java") or "").resolve().parents[1]
        )
        env = {
            **os.environ, "HOME": folder, "ES_JAVA_HOME": java,
            "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
        }  # fmt: skip
        command = [*as_nobody(Path(folder)), str(home / "bin" / "elasticsearch")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=env) as process:
            try:
                await_answer(f"http://127.0.0.1:{port}/_cluster/health", process)
                with proxy_to(f"http://127.0.0.1:{port}") as proxy:
                    introduce(proxy, version)
                    yield proxy.url
            finally:
                process.terminate()


def await_answer(url: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=10):
            return
        time.sleep(0.5)
    raise RuntimeError("the node does not come")


def introduce(proxy: Proxy, version: str) -> None:
    """Let the proxy say what the node is."""
    said = Answer(200, json.dumps({"version": {"number": version}}).encode())

    def fault(request: Request, forwarded):  # type: ignore[no-untyped-def] # of a script
        # Nobody counts them here.
        proxy.requests.clear()
        return said if (request.method, request.path) == ("GET", "/") else forwarded()

    proxy.fault = fault


def main() -> None:
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.default_int_handler)
    version = sys.argv[1] if sys.argv[1:] else VERSION
    with contextlib.suppress(KeyboardInterrupt), node(version) as url:
        print(f"Elasticsearch {version} answers; stop it with Ctrl-C\n", flush=True)
        print(f"SEARCHKIT_OPENSEARCH_URL={url}", flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
