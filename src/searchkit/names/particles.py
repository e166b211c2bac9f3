"""What stands inside and behind the names of people."""

from __future__ import annotations

#: Small words inside the name of a person.
PARTICLES = frozenset(
    "al bin bint da dal de del den der di dos du el ibn la le ter und van von y".split()
)
SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
