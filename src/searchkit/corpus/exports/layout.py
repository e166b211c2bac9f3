"""The pieces that a text of an export is cut into, and what their lines look like."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit import quick_re as re
from searchkit.article import PartialDate
from searchkit.corpus.plain.dates import read_date
from searchkit.quick_dataclass import dataclass

#: Words of a line that may begin with a date, and of a date.
_MAX_DATE_LINE, _MAX_DATE_WORDS = 14, 6

_COPYRIGHT = re.compile(r"copyright|©|\(c\)\s", re.IGNORECASE)
_RESERVED = re.compile(
    r"all rights reserved|tous droits réservés|alle rechte vorbehalten"
    r"|todos los derechos reservados|tutti i diritti riservati|alle rechten voorbehouden",
    re.IGNORECASE,
)
#: A web address, wherever it stands.
WEB_ADDRESS = re.compile(r"https?://\S+")
_RULE = re.compile(r"\s*(?:_{20,}|-{20,}|={20,}|─{20,})\s*")
_MAX_RESERVED_LENGTH = 120
_EAST_ASIAN_DATE = re.compile(
    r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of one article of an export.

    `line` is the number of the first in the file. `cut` says why it is not the whole article.
    """

    line: int
    lines: tuple[str, ...]
    cut: str = ""

    @property
    def first_line(self) -> int:
        """The number of the first line that is not blank."""
        blank = next((at for at, line in enumerate(self.lines) if line.strip()), 0)
        return self.line + blank


@dataclass(frozen=True, slots=True)
class Pieces:
    """An export cut into its articles; `cover` stands before them, `rest` behind them.

    `missing` are articles that the file says it has and does not, and why.
    """

    articles: tuple[Piece, ...]
    cover: str = ""
    rest: str = ""
    missing: tuple[tuple[str, str], ...] = ()


def blocks_of(lines: Sequence[str]) -> list[list[str]]:
    """The lines between blank lines, in their blocks."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return blocks if blocks[-1] else blocks[:-1]


def text_of(blocks: Sequence[Sequence[str]]) -> str:
    """The text of blocks, with a blank line between two of them."""
    return "\n\n".join("\n".join(block) for block in blocks)


def one_line(lines: Sequence[str]) -> str:
    """The lines as one, without needless blank space."""
    return " ".join(" ".join(lines).split())


def is_copyright(line: str) -> bool:
    """Tell if a line says who has the rights of an article."""
    return bool(_COPYRIGHT.match(line.strip())) or is_reserved(line)


def is_rule(line: str) -> bool:
    """Tell if a line is a rule across the page."""
    return bool(_RULE.fullmatch(line))


def without_rules(text: str) -> str:
    """The text without rules and outer blank space."""
    return "\n".join(line for line in text.split("\n") if not is_rule(line)).strip()


def is_reserved(line: str) -> bool:
    """Tell if a short line ends what is said of the rights: `All Rights Reserved`."""
    return len(line) <= _MAX_RESERVED_LENGTH and bool(_RESERVED.search(line))


def date_at_start(line: str) -> tuple[PartialDate | None, str, str] | None:
    """The date with which a line begins, its characters, and the rest of the line.

    The date is None if the characters have the form of one and cannot be one.

    >>> date_at_start("December 19, 1991, Sunday, Late Edition")[1:]
    ('December 19, 1991, Sunday', 'Late Edition')
    >>> date_at_start("February 30, 2016, Late Edition")
    (None, 'February 30, 2016', 'Late Edition')
    """
    words = line.split()
    if not 0 < len(words) <= _MAX_DATE_LINE:
        return None
    if match := _EAST_ASIAN_DATE.match(line.strip()):
        return _east_asian(match, line.strip())
    if not any(char.isdigit() for char in " ".join(words[:_MAX_DATE_WORDS])):
        return None
    impossible: tuple[None, str, str] | None = None
    for count in range(min(len(words), _MAX_DATE_WORDS), 0, -1):
        text, rest = " ".join(words[:count]).rstrip(",;"), " ".join(words[count:])
        reading = read_date(text)
        if reading is None:
            continue
        if reading.date is None:
            impossible = impossible or (None, text, rest)
        # One word is a date such as `2010-05-08`, and `2010-05` is a number of something.
        elif reading.date.day if count == 1 else reading.date.month:
            return reading.date, text, rest
    return impossible


def _east_asian(match: re.Match[str], line: str) -> tuple[PartialDate | None, str, str]:
    try:
        date = PartialDate(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        date = None
    return date, match[0], line[match.end() :].strip()
