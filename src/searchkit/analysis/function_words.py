"""English words that hold a sentence together and say little of what it is about.

They are indexed, found and marked as any other word, and only count for less beside others.
Those that are also a name or a noun (`us`, `may`, `will`, `who`, `can`) are not among them.
"""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    """
    a about after against all also an and any are as at be because been before being between both
    but by could did do does during each for from had has have having he her him his how i if in
    into is it its me more my no nor not of on only or other our over she should so some such than
    that the their them then there these they this those through to under until up upon was we
    were what when where which while whom whose why with would you your
    """.split()
)
