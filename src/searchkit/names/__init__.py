"""The people, organisations and places that a text names, with the evidence for each."""

from __future__ import annotations

from searchkit.names.extraction import names
from searchkit.names.name import KINDS, Kind, Name, Rule

__all__ = ["KINDS", "Kind", "Name", "Rule", "names"]
