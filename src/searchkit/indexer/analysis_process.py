"""The process that analyses: reads pickles of jobs from standard input, and answers each."""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress

from searchkit import platform_support, processes
from searchkit.analysis import Analyzer
from searchkit.indexer.analysis_pool import MAX_MEMORY, analyse_job
from searchkit.names.models import NameModels


def main(limit: int = MAX_MEMORY, models: str = "") -> None:
    """Answer every job, in at most `limit` bytes of memory; `models` find the names."""
    platform_support.limit_memory(limit)
    processes.collect_less_garbage()
    jobs = sys.stdin.buffer
    answers = processes.answer_stream()
    with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError):
        analyzer = Analyzer(NameModels(models))
        while True:
            pickle.dump(analyse_job(pickle.load(jobs), analyzer), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
