"""A run ends when it is told to, whatever its readers are at."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from samples import write_corpus

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


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_that_waits_for_a_reader(tmp_path: Path, number: int) -> None:
    begun = tmp_path / "begun"
    os.mkfifo(begun)
    home = write_corpus(tmp_path / "home", {"a.hostile": f"tell--{begun}"})
    run = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "--home", str(home), "index"],
        env={**os.environ, "PYTHONPATH": str(READERS)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert begun.read_bytes() == b"begun"
    run.send_signal(number)
    # Its output ends only when no process is left that could write there.
    output, errors = run.communicate(timeout=60)
    assert (run.returncode, output) == (130, "")
    assert "Traceback" not in errors
