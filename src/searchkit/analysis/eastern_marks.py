"""Words with their marks, of texts in eastern scripts."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit.analysis.eastern_words import EASTERN

EASTERN_MARKED = re.compile(EASTERN.marked, re.VERBOSE)
