"""Lines with a day and a paper or a person: `The Orchard Post | 4 March 2019 | Ann Lee`."""

from __future__ import annotations

from searchkit.corpus.plain.blocks import PARTS, kind_of
from searchkit.corpus.plain.bylines import is_person
from searchkit.corpus.plain.papers import is_paper
from searchkit.quick_dataclass import dataclass

_MAX_LENGTH, _MAX_PARTS = 160, 4


@dataclass(frozen=True, slots=True)
class DayLine:
    """The paper and the people in such a line; what it does not name is empty."""

    paper: str
    people: tuple[str, ...]
    line: str


def read_day_line(line: str) -> DayLine | None:
    """What a line names beside its day; None if a part of it is something else.

    >>> read_day_line("The Orchard Post | 4 March 2019 | Ann Lee").people
    ('Ann Lee',)
    >>> read_day_line("Home | World | 4 March 2019")
    """
    if len(line) > _MAX_LENGTH or not PARTS.search(line):
        return None
    parts = [part.strip() for part in PARTS.split(line) if part.strip()]
    others = [part for part in parts if kind_of(part) != "date"]
    if not others or len(parts) > _MAX_PARTS or len(parts) - len(others) != 1:
        return None
    papers = [part for part in others if is_paper(part)]
    people = [part for part in others if part not in papers and is_person(part)]
    if len(papers) > 1 or len(papers) + len(people) != len(others):
        return None
    return DayLine(papers[0] if papers else "", tuple(people), line)
