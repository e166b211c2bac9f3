"""Times that programs write as a number: seconds or thousandths since 1970."""

from __future__ import annotations

import datetime as dt
import re

from searchkit.article import PartialDate

#: From 1990 to 2099.
_SECONDS = range(631_152_000, 4_102_444_800)
# 2024050212 would be a moment of 2034, and is the hour that its digits spell.
_SPELT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])")


def moment_of(text: str) -> PartialDate | None:
    """The moment that the digits count; None for other text, and for what can be read otherwise.

    >>> moment_of("1585697400").isoformat(), moment_of("2024050212")
    ('2020-03-31T23:30:00+00:00', None)
    """
    if not (text.isascii() and text.isdigit() and len(text) in (9, 10, 12, 13)):
        return None
    seconds = int(text) // (1 if len(text) < 12 else 1_000)
    if seconds not in _SECONDS or _SPELT.fullmatch(text):
        return None
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return PartialDate(moment.year, moment.month, moment.day, moment.timetz())
