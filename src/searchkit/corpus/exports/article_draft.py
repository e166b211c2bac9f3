"""An article of an export while its record is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from searchkit import quick_re as re
from searchkit.analysis.language_names import named_language
from searchkit.article import PartialDate, Removed
from searchkit.corpus.exports.layout import date_at_start, without_rules
from searchkit.corpus.exports.names import names_of
from searchkit.corpus.reader import ParsedDocument, Stated

#: Further fields with several values, parted by semicolons.
_LISTS = frozenset(
    "subject geographic organization company person industry ticker people location country"
    " keywords region sujet localisation-geo".split()
)
_WEIGHT = re.compile(r"\(\d{1,3} ?%\)")


@dataclass(slots=True)
class ArticleDraft:
    """What the record of an article says, in the words of its `service`."""

    service: str
    text: str = ""
    declared: list[Stated] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def state(self, name: str, value: object, label: str, evidence: str = "") -> None:
        """Take a value that stands at the place called `label`."""
        if value:
            self.declared.append(
                Stated(name, value, f"{self.service} {label}", evidence or str(value))
            )

    def state_date(self, date: PartialDate | None, label: str, evidence: str) -> None:
        """Take the date of publication; one that cannot be read is told."""
        if date is not None or evidence:
            value: object = evidence if date is None else date
            self.declared.append(Stated("date", value, f"{self.service} {label}", evidence))

    def state_dated(self, text: str, label: str) -> None:
        """Take the date with which the value of a label begins."""
        dated = date_at_start(text)
        self.state_date(dated[0] if dated else None, label, dated[1] if dated else text)

    def state_authors(self, text: str, label: str) -> None:
        """Take the people whom a byline names; what names none stays a further field."""
        if names := names_of(text):
            self.state("authors", names, label, text)
        elif text:
            self.fields.append(("byline", text))

    def state_language(self, text: str, label: str) -> None:
        """Take the language that is named; what names none stays a further field."""
        if code := named_language(text):
            self.state("language", code, label, text)
        elif text:
            self.fields.append(("language_stated", text))

    def state_length(self, text: str) -> None:
        """Take the length in words."""
        digits = "".join(char for char in text.split("wo")[0] if char.isdigit())
        self.fields.append(("length", digits or text))

    def add(self, name: str, value: str) -> None:
        """Take a further field; a list such as `OIL (90%); GAS (75%)` as its several values."""
        if name in _LISTS:
            values = (_WEIGHT.sub("", part).strip() for part in value.split(";"))
            self.fields += [(name, part) for part in values if part]
        elif value:
            self.fields.append((name, value))

    def has(self, name: str) -> bool:
        """Tell if a field has a value already."""
        return any(entry.field == name for entry in self.declared)

    def remove(self, text: str, kind: str) -> None:
        """Keep what is no part of the article."""
        if text := without_rules(text):
            self.removed.append(Removed(text, kind))

    def parsed(self, record: str | None, encoding: str, cut: str = "") -> ParsedDocument:
        """The document for the metadata step, which joins the lines of its text."""
        warnings = (*self.warnings, *([f"the article is cut off: {cut}"] if cut else []))
        return ParsedDocument(
            self.text,
            tuple(self.declared),
            encoding,
            record,
            warnings,
            removed=tuple(self.removed),
            fields=tuple(self.fields),
        )


def joined_value(lines: Sequence[str]) -> str:
    """The value of a label that goes over several lines."""
    return " ".join(" ".join(lines).split())
