"""What the words between a verb and a name say of a role."""

from __future__ import annotations

from dataclasses import dataclass

# Where somebody has an office.
AT = frozenset("en ante a al à au aux in im am bei beim em no na nel alla presso pour".split())


@dataclass(slots=True)
class Role:
    """What is known of the words between a verb and a name.

    `is_of` if the next name is what somebody is of, `was_of` if there was one; `is_head` if the
    first noun is a title or a trade. `is_event` if more is said than who somebody is and where.
    """

    is_there: bool = False
    is_of: bool = False
    was_of: bool = False
    is_head: bool = False
    is_event: bool = False
