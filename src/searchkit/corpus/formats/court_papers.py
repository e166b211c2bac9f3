"""What courts print around the text of a paper, and the name of its case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from searchkit import quick_re as re

#: Lines at the top of a paper in which its court stands, and in which its parties do.
_COURT_LINES, _CAPTION_LINES = 8, 60
#: So many lines that count up from one are the numbers of the lines beside a pleading.
_MIN_NUMBERED = 10
_MAX_LINE, _MAX_TITLE_LINES = 90, 3

_STAMP = re.compile(
    r"(?:USC?A\w{0,8} )?(?:Appellate )?(?:Case|Appeal):? [\w:().-]{4,40} "
    r"(?:Document|Doc|DktEntry|Dkt)\b[^\n]{0,160}",
    re.IGNORECASE,
)
_COURT = re.compile(
    r"(?:in the |before the )?(?:[\w.]+ ){0,4}(?:court|courts|tribunal)"
    r"(?: (?:of|for|in)(?: (?!case\b|action\b)[\w.,’']+){1,8})?",
    re.IGNORECASE,
)
#: The other column of a caption, or the line drawn beside it.
_COLUMN = re.compile(r"(?:^|\s)[)\]|§¦](?:\s.*|$)")
_VERSUS = re.compile(r"[-–—\s]*(?:vs?\.?|versus|against)[-–—\s]*", re.IGNORECASE)
#: Behind `Between`, as papers of the Commonwealth begin, the parties are joined.
_JOINED = re.compile(r"\W*and\W*", re.IGNORECASE)
_BETWEEN = re.compile(r"between\W*", re.IGNORECASE)
_NUMBER = re.compile(r"\(?\d{1,2}[.)]+\s*")
_ROLE = re.compile(
    r"\W*(?:(?:plaintiff|defendant|appell(?:ant|ee)|petitioner|respondent|claimant|applicant|movant|"
    r"debtor|intervenor|counter\w*|cross)(?:s|\(s\))?[\W]*(?:and\W*)?)+",
    re.IGNORECASE,
)
#: What stands between the court and the parties.
_BARRIER = re.compile(
    r"(?:for the|case|civil|criminal|docket|no\.|nos\.|filed|before|between|by the court|division|"
    r"argued|submitted|decided|term|index)\b.*|.*\b(?:district|division|circuit|term|county)"
    r"(?: (?:of|no)\b.*)?|\W*|.*\d{4,}.*",
    re.IGNORECASE,
)
_IN_RE = re.compile(r"(?:in re|in the matter of|ex parte)\b:?\s*", re.IGNORECASE)
_PARTY = re.compile(
    r"[^,;]+(?:, (?:inc|llc|l\.l\.c|llp|ltd|plc|co|corp|lp|n\.a|s\.a|ag|gmbh)\b\.?)?", re.IGNORECASE
)


def is_stamp(line: str) -> bool:
    """Tell if a line is what the registry of a court prints on each page.

    >>> is_stamp("Case 1:21-cv-00919 Document 1 Filed 04/16/21 USDC Colorado Page 1 of 16")
    True
    """
    return bool(_STAMP.fullmatch(line))


def without_line_numbers(lines: Sequence[str]) -> list[str]:
    """The lines of a page without those that only number the lines of a pleading."""
    numbered: list[int] = []
    for at, line in enumerate(lines):
        if line == str(len(numbered) + 1):
            numbered.append(at)
        elif numbered:
            break
    if len(numbered) < _MIN_NUMBERED:
        return list(lines)
    left_out = set(numbered)
    return [line for at, line in enumerate(lines) if at not in left_out]


def case_name(lines: Sequence[str]) -> str:
    """The name of the case on the first page of a paper of a court; empty for other pages.

    >>> case_name(["District Court", "Ann Lee,", "Plaintiff,", "v.", "Quay, Inc.,", "Defendant."])
    'Ann Lee v. Quay, Inc.'
    """
    top = [
        line for line in islice(map(_first_column, lines), _CAPTION_LINES) if len(line) <= _MAX_LINE
    ]
    court = next((at for at, line in enumerate(top[:_COURT_LINES]) if _COURT.fullmatch(line)), None)
    if court is None:
        return ""
    below = top[court + 1 :]
    is_joined = False
    for at, line in enumerate(below):
        is_joined = is_joined or bool(_BETWEEN.fullmatch(line))
        if match := _IN_RE.match(line):
            return _matter(line[: match.end()], [line[match.end() :], *below[at + 1 :]])
        if _VERSUS.fullmatch(line) or (is_joined and _JOINED.fullmatch(line)):
            first = _party(reversed(list(_parties(below[:at]))))
            second = _party(iter(below[at + 1 :]))
            return f"{first} v. {second}" if first and second else ""
    return ""


def _first_column(line: str) -> str:
    return _COLUMN.sub("", line).strip()


def _parties(lines: Sequence[str]) -> Iterator[str]:
    """The lines above `v.`, from there upwards to what stands between them and the court."""
    for line in reversed(lines):
        if _ROLE.fullmatch(line) or not line or line.startswith("("):
            continue
        if _BARRIER.fullmatch(line) or _COURT.fullmatch(line):
            return
        yield line


def _party(lines: Iterator[str]) -> str:
    """The first party that lines name, without the others and what they are."""
    for line in lines:
        name = _NUMBER.sub("", line, count=1)
        if name and not _ROLE.fullmatch(line) and (match := _PARTY.match(name)):
            return match[0].strip()
    return ""


def _matter(mark: str, lines: Sequence[str]) -> str:
    """The name behind `In re`, on one line or more."""
    parts: list[str] = []
    for line in lines[:_MAX_TITLE_LINES]:
        if parts and (_BARRIER.fullmatch(line) or _ROLE.fullmatch(line)):
            break
        name, comma, _ = line.partition(",")
        # Where the paper writes `No.` on the same line, the name ends before it.
        parts.append(re.split(r"\sNos?\.", name)[0].strip())
        if comma or parts[-1] != name.strip():
            break
    name = " ".join(filter(None, parts))
    return f"{' '.join(mark.strip(' :').split())} {name}" if name else ""
