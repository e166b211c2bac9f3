"""Rules of a project for further fields: another name, no place in the index, a type."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from searchkit import quick_re as re
from searchkit.corpus.formats.encoding import normalised
from searchkit.corpus.further_fields import field_name
from searchkit.corpus.plain.dates import read_date
from searchkit.corpus.reader import ParsedDocument
from searchkit.schema import FieldRule

#: In characters; a longer value is neither a number nor a date.
MAX_TYPED = 60

# A sign of a currency before it or behind it, a unit behind it.
_NUMBER = re.compile(
    r"(?P<sign>[-−]?)\s?[^\W\d_]{0,3}[$€£¥₹%]?\s?(?P<digits>\d[\d.,'’\s]{0,30})"
    r"[$€£¥₹%]?\s?[^\W\d_]{0,15}\.?"
)
_GROUPED = re.compile(
    r"\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d{1,20})?|\d{1,3}(?:,\d{3})+(?:\.\d{1,20})?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,20})?|\d{1,3}(?:\.\d{3})+,\d{1,20}"
)
# From 2001 to 2286, as any number of seconds or milliseconds with so many digits.
_SECONDS = re.compile(r"([1-9]\d{9})(?:\d{3})?(?:\.\d{1,9})?", re.ASCII)
_PLAIN = re.compile(r"\d{1,20}(?:[.,]\d{1,20})?")


class FieldRules:
    """Applies the rules to what documents declare. `fingerprint` changes with any of them."""

    def __init__(self, rules: Sequence[FieldRule] = ()) -> None:
        self._rules = {name: rule for rule in rules if (name := field_name(rule.name))}
        text = repr(sorted(self._rules.items())) if self._rules else ""
        self.fingerprint = hashlib.blake2b(text.encode(), digest_size=8).digest() if text else b""

    def applied(self, document: ParsedDocument) -> ParsedDocument:
        """The document with its further fields as the rules have them.

        A value that is not of the type of its field stays as it is, and a warning says so.
        """
        if not self._rules or not document.fields:
            return document
        fields: list[tuple[str, str]] = []
        plain: dict[str, None] = {}
        warnings: dict[str, None] = {}
        for declared, value in document.fields:
            name = field_name(declared)
            rule = self._rules.get(name)
            if rule is None:
                fields.append((declared, value))
                continue
            if rule.hidden:
                continue
            name = rule.new_name or name
            if rule.type == "text":
                plain[name] = None
            typed = _typed(rule, value)
            if typed is None:
                warnings[f"field {name}: a value is not a {rule.type}, and is kept as text"] = None
            fields.append((name, value if typed is None else typed))
        return replace(
            document,
            fields=tuple(fields),
            plain_fields=tuple(plain),
            warnings=(*document.warnings, *warnings),
        )


def _typed(rule: FieldRule, value: str) -> str | None:
    """The value as its type is written; None if it is not of that type."""
    text = " ".join(normalised(value).split())
    if rule.type not in ("number", "date") or not text:
        return value
    if len(text) > MAX_TYPED:
        return None
    return number(text) if rule.type == "number" else _date(text)


def number(text: str) -> str | None:
    """A number with its separators and its unit, as digits with a decimal point.

    >>> number("€ 1.234,50"), number("1,234"), number("612 words"), number("12,5 %"), number("n/a")
    ('1234.50', '1234', '612', '12.5', None)
    """
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    digits = match["digits"].strip()
    if _GROUPED.fullmatch(digits):
        *groups, last = re.split(r"[^\d]", digits)
        separators = [char for char in digits if not char.isdigit()]
        is_decimal = len(separators) > 1 and separators[-1] != separators[0]
        plain = "".join(groups) + (f".{last}" if is_decimal else last)
    elif _PLAIN.fullmatch(digits):
        plain = digits.replace(",", ".")
    else:
        return None
    return f"{'-' if match['sign'] else ''}{plain}"


def _date(text: str) -> str | None:
    """A date in ISO 8601; the seconds or milliseconds that computers count are one too."""
    if match := _SECONDS.fullmatch(text):
        return dt.datetime.fromtimestamp(int(match[1]), dt.UTC).date().isoformat()
    reading = read_date(text)
    return reading.date.isoformat()[:10] if reading and reading.date else None
