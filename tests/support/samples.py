"""Texts of the kinds that people save, written for the tests; each named once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

HARBOUR = """\
---
title: Harbour strike ends
source: The Coast Herald
authors: [Ada Lind, Bo Berg]
date: 2016-02-20
---
Dock workers in Port Ellery went back to work on Saturday. The Harbour Union's strike had lasted
nine days.

“We won’t unload useless cargo,” said the union's leader, Petra Vance. U.S. shippers lost millions.
"""

MONITOR = """\
COAST MONITOR

Date: 31 March 2020

Union Seeks Good Ties with Ferry Company

In talks that began on Monday, the harbour union asked the ferry company for a new contract. The
company's envoy, Petra Vance, said that talks would go on.

SOURCE: PICTURE COMMONS
"""

REWRITE = """\
Strike Over at the Docks

share on:

The strike of dock workers is over, the Coast Herald reports. Union leader Petra Vance called the
cargo useless.

Leave a comment
"""

FISH = """\
Quotas for Cod Fall Again

Fishermen may land a tenth less cod, the US ministry said. Putin’s envoy did not comment.
"""

ARTICLES = {
    "harbour.md": HARBOUR,
    "monitor.txt": MONITOR,
    "rewrite.txt": REWRITE,
    "old/fish.txt": FISH,
}


def write_corpus(home: Path, articles: Mapping[str, str] = ARTICLES) -> Path:
    """A project with these files in its corpus."""
    for name, text in articles.items():
        path = home / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return home
