"""One query of one library from a cold start: the process that is timed.

python -m comparison.cold NAME INDEX KIND WORD…
"""

from __future__ import annotations

import sys
from pathlib import Path

from comparison.peers import named
from comparison.questions import Question


def main(name: str, index: str, kind: str, *words: str) -> None:
    peer, question = named(name), Question(kind, words)
    opened = peer.open(Path(index))
    if peer.shows:
        opened.show(question)
    else:
        opened.find(question)


if __name__ == "__main__":
    main(*sys.argv[1:])
