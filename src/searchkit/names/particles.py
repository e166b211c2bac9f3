"""What stands inside and behind the names of people."""

from __future__ import annotations

#: Small words inside the name of a person.
PARTICLES = frozenset(
    """
    al bin bint da dal das de degli dei dela delle dello delos del den der des di do dos du el ibn
    la le ter ul und van von wa y
    """.split()
)
SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
#: Numbers behind the name of a king or a pope.
REGNAL = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xxiii".split())
