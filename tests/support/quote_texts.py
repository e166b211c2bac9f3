"""One sentence of a speaker as several papers quote it, and sentences that are not his."""

from __future__ import annotations

from collections.abc import Mapping

WHOLE = """\
“We will not come to useless meetings, and we have already told the owners,” the union’s envoy to
the port, Petra N. Vance, told the Coast Herald this week. The union, she added, would wait.
"""
SHORT = """\
Petra Vance, who speaks for the union, called the talks “a useless meeting”. The port was silent.
"""
CUT = """\
Petra Vance was brief. “We will not come to useless meetings,” Ms. Vance said on Friday. “We wait.”
"""
FOREIGN = """\
Bo Berg, a fisherman, called the fair “a useless meeting”. Ada Lind said it was “useless”.
"""

#: As files: with titles, and dates for two.
FILES: Mapping[str, str] = {
    "whole.md": f"---\ntitle: Envoy speaks\nsource: Coast Herald\ndate: 2016-02-20\n---\n{WHOLE}",
    "cut.md": f"---\ntitle: No talks\nsource: Bay Courier\ndate: 2016-02-19\n---\n{CUT}",
    "short.md": f"---\ntitle: The port waits\nsource: Northmouth Post\n---\n{SHORT}",
    "foreign.md": f"---\ntitle: The fair\nsource: Bay Courier\n---\n{FOREIGN}",
}
