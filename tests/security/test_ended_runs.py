"""A run ends when it is told to, whatever its readers are at."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from samples import write_corpus

from searchkit import Library

pytestmark = pytest.mark.slow

#: The command, with one more reader and a time limit that is far away.
COMMAND = """
import sys
from hostile_readers import HostileReader
from searchkit.corpus import registry
from searchkit.corpus.workers import Workers
registry.BUILT_IN = (HostileReader, *registry.BUILT_IN)
Workers.__init__.__kwdefaults__["time_limit"] = 10_000
from searchkit.cli import main
sys.exit(main())
"""
READERS = Path(__file__).parents[1] / "corpus"


def started(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "--home", str(home), *arguments],
        env={**os.environ, "PYTHONPATH": str(READERS)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_that_waits_for_a_reader(tmp_path: Path, number: int) -> None:
    begun = tmp_path / "begun"
    os.mkfifo(begun)
    home = write_corpus(tmp_path / "home", {"a.hostile": f"loop--{begun}"})
    run = started(home, "index")
    assert begun.read_bytes() == b"begun"
    run.send_signal(number)
    # Its output ends only when no process is left that could write there.
    output, errors = run.communicate(timeout=60)
    assert (run.returncode, output) == (130, "")
    assert "Traceback" not in errors


def test_a_page_is_answered_while_a_reader_never_ends(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    os.mkfifo(begun)
    home = write_corpus(tmp_path / "home", {"a.txt": "Ferries\n\nThe army was late."})
    with Library.open(home) as library:
        library.update()
    (home / "corpus" / "b.hostile").write_text(f"loop--{begun}")
    run = started(home, "serve", "--watch", "--port", "0")
    try:
        assert run.stderr is not None
        line = next(line for line in run.stderr if "http://" in line)
        address = "http://" + line.split("http://")[1].split()[0]
        assert begun.read_bytes() == b"begun"
        with urllib.request.urlopen(f"{address}?q=army", timeout=60) as page:
            assert "<bdi>a.txt</bdi>" in page.read().decode()
        run.send_signal(signal.SIGTERM)
        run.communicate(timeout=60)
    finally:
        run.kill()
        run.communicate()
