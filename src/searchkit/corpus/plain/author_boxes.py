"""Author boxes: the lines below an article that present who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit import quick_re as re
from searchkit.corpus.plain.bylines import is_person
from searchkit.quick_dataclass import dataclass

_HEADING = re.compile(r"about (?:the )?(?:author|writer)s?\W*", re.IGNORECASE)
_SELF = re.compile(
    r"(?:I['’]m|I am|(?:He|She|They|The (?:author|writer))"
    r" (?:is|are|was|has|have|writes?|covers?))\b"
)
_DESCRIBES = re.compile(r"\b(?:is|was|has|writes|covers|works|reports|lives)\b")
_MAX_NAME_LENGTH = 60
_MAX_SELF_LENGTH = 80
_MAX_ABOUT_LENGTH = 200
_MAX_BELOW_HEADING = 6
#: No box has more.
MAX_LINES = _MAX_BELOW_HEADING + 1


@dataclass(frozen=True, slots=True)
class AuthorBox:
    """The last lines of a text from `start` on; `name` is given if they say it plainly twice."""

    start: int
    name: str = ""


def find_author_box(lines: Sequence[str]) -> AuthorBox | None:
    """The author box that the last of some lines and paragraphs are.

    It has a heading, or else the name alone on a line, twice or with a text that presents it.

    >>> find_author_box(["It was late.", "Anna Berg", "Anna Berg", "I write about ferries."])
    AuthorBox(start=1, name='Anna Berg')
    """
    for below, line in enumerate(reversed(lines[-MAX_LINES:])):
        if len(line) < 40 and _HEADING.fullmatch(line.strip()):
            words = sum(len(text.split()) for text in lines[len(lines) - below :])
            return AuthorBox(len(lines) - below - 1) if words <= _MAX_ABOUT_LENGTH else None
    return _named_box(lines)


def _named_box(lines: Sequence[str]) -> AuthorBox | None:
    *above, last = ["", "", "", *(line.strip() for line in lines[-3:])][-3:]
    if not _is_short(last):
        return None
    twice, once = above
    start = len(lines) - 2
    if once and once == twice and _is_name(once):
        # Two names alone may be two people in a list of some; not if a text follows them.
        return AuthorBox(start - 1, once) if len(last.split()) > 3 else None
    if _is_name(once) and _presents(last, once):
        return AuthorBox(start)
    return None


def _is_name(line: str) -> bool:
    return len(line) < _MAX_NAME_LENGTH and is_person(line)


def _is_short(text: str) -> bool:
    return len(text) < 12 * _MAX_SELF_LENGTH and len(text.split()) <= _MAX_SELF_LENGTH


def _presents(text: str, name: str) -> bool:
    """Tell if a text plainly says who the person of that name is."""
    if _SELF.match(text):
        return True
    return text.startswith((name, name.split()[-1])) and bool(_DESCRIBES.search(text[:200]))
