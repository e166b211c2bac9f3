"""The process that analyses: reads pickles from standard input until it ends, and answers each.

First comes a lexicon, then jobs; an answer is results, and then what was learnt of words.
"""

from __future__ import annotations

import pickle
import sys
from contextlib import suppress

from searchkit import platform_support, processes
from searchkit.analysis import Analyzer
from searchkit.indexer.analysis_pool import MAX_MEMORY, analyse_job


def main(limit: int = MAX_MEMORY) -> None:
    """Answer every job, in at most `limit` bytes of memory."""
    platform_support.limit_memory(limit)
    jobs = sys.stdin.buffer
    answers = processes.answer_stream()
    with suppress(EOFError, BrokenPipeError, pickle.UnpicklingError):
        analyzer = Analyzer(pickle.load(jobs))
        while True:
            pickle.dump(analyse_job(pickle.load(jobs), analyzer), answers, pickle.HIGHEST_PROTOCOL)
            # Only pickling has made the last of the terms.
            pickle.dump(analyzer.learnt(), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
