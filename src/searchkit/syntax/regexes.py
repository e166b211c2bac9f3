"""Regular expressions between slashes."""

from __future__ import annotations

from searchkit.analysis.patterns import fitting_regex, folded_regex
from searchkit.syntax.tree import QueryPart

MAX_REGEX_LENGTH = 200


def check_regex(pattern: str, part: QueryPart) -> None:
    """Raise `QueryError` for a pattern that is none, or that could be slow."""
    reason = f"it is longer than {MAX_REGEX_LENGTH} characters"
    if len(pattern) <= MAX_REGEX_LENGTH:
        try:
            # An error quotes the pattern: as it was typed first.
            fitting_regex(pattern)
            fitting_regex(folded_regex(pattern))
        except ValueError as error:
            reason = str(error)
        else:
            return
    raise part.error(
        f"this regular expression cannot be used: {reason}",
        f'write /colou?r(ed)?/; for the text itself, write "{pattern}"',
    )
