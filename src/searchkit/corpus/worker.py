"""The process that parses hostile formats: reads jobs from standard input until it ends.

A job is a line of JSON, `{"reader": "module:Class", "size": N}`, and N bytes. The answer is a line,
`{"ok": true, "size": M}`, and M bytes: drafts as `wire` writes them, or the reason as text.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
from typing import BinaryIO

from searchkit import processes
from searchkit.corpus import wire
from searchkit.corpus.reader import Reader
from searchkit.errors import ArticleUnreadable

#: Seconds of CPU; the process that asks stops a job long before.
LONGEST_JOB = 60


def main(limit: int) -> None:
    """Answer jobs, in at most `limit` bytes of memory."""
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    jobs = sys.stdin.buffer
    answers = processes.answers()
    while line := jobs.readline():
        job = json.loads(line)
        # Nobody is left to stop a worker whose parent was killed: it stops itself.
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + LONGEST_JOB
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
        _answer(answers, *_read(job["reader"], jobs.read(job["size"])))


def _read(name: str, data: bytes) -> tuple[bool, bytes]:
    try:
        module, _, kind = name.partition(":")
        reader: Reader = getattr(importlib.import_module(module), kind)()
        return True, wire.dump(reader.read(data))
    except ArticleUnreadable as error:
        return False, error.reason.encode()
    except MemoryError:
        return False, b"needs too much memory"
    except RecursionError:
        return False, b"nested too deeply"
    except Exception as error:
        return False, f"cannot be parsed ({type(error).__name__}: {error})".encode()


def _answer(answers: BinaryIO, ok: bool, data: bytes) -> None:
    answers.write(json.dumps({"ok": ok, "size": len(data)}).encode() + b"\n" + data)
    answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
