"""From a draft to an article: what it declares, else what its text plainly says, else unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from searchkit.article import METADATA, UNKNOWN, Article, PartialDate, Provenance, Status
from searchkit.corpus.dates import read_date
from searchkit.corpus.encoding import normalised
from searchkit.corpus.inference import Inferred, infer
from searchkit.corpus.reader import Draft, Stated
from searchkit.errors import ArticleUnreadable

LONGEST_TITLE = 500

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def to_article(draft: Draft, path: str) -> Article:
    """The article of a draft from the file `path`; raises `ArticleUnreadable` without any text."""
    body = normalised(draft.text).strip()
    if not any(char.isprintable() and char not in " \ufffd" for char in body):
        raise ArticleUnreadable("no text")
    fields = _Fields(draft)
    inferred = infer(body)
    fields.infer(inferred.values)
    fields.warnings += inferred.warnings if "date" not in draft.declared else ()
    stem = PurePosixPath(path).stem
    fields.infer({"title": Inferred(stem, "file name", stem)})
    return Article(
        id=path if draft.record is None else f"{path}#{draft.record}",
        path=path,
        body=body,
        title=fields.text("title") or "",
        source=fields.text("source"),
        authors=fields.authors(),
        date=fields.date(),
        url=fields.text("url"),
        language=fields.text("language"),
        encoding=draft.encoding,
        provenance=fields.provenance,
        warnings=tuple(fields.warnings),
    )


class _Fields:
    """The metadata of one article while it is gathered."""

    def __init__(self, draft: Draft) -> None:
        self.provenance = dict.fromkeys(METADATA, UNKNOWN)
        self.warnings = list(draft.warnings)
        self._values: dict[str, object] = {}
        for name, stated in draft.declared.items():
            value = self._usable(name, stated)
            self._set(name, value, "declared", draft.method, stated.evidence)

    def infer(self, found: Mapping[str, Inferred]) -> None:
        """Fills in the fields that the document did not declare."""
        for name, inferred in found.items():
            if self._values.get(name) is None and (name == "title" or name not in self._values):
                value = inferred.value
                if isinstance(value, str):
                    value = _one_line(value)
                self._set(name, value, "inferred", inferred.method, inferred.evidence)

    def text(self, name: str) -> str | None:
        value = self._values.get(name)
        return value if isinstance(value, str) else None

    def authors(self) -> tuple[str, ...]:
        value = self._values.get("authors")
        return value if isinstance(value, tuple) else ()

    def date(self) -> PartialDate | None:
        value = self._values.get("date")
        return value if isinstance(value, PartialDate) else None

    def _set(self, name: str, value: object, known: Status, method: str, evidence: str) -> None:
        self._values[name] = value
        status: Status = "unknown" if value is None else known
        self.provenance[name] = Provenance(status, method, evidence[:LONGEST_TITLE])

    def _usable(self, name: str, stated: Stated) -> object:
        """The declared value as an article holds it; None, with a warning, if it cannot."""
        match name, stated.value:
            case "date", PartialDate() as date:
                return date
            case "date", str(text):
                return self._date(text)
            case "authors", tuple(names):
                return tuple(filter(None, map(_one_line, names))) or None
            case "authors", str(text):
                return tuple(filter(None, [_one_line(text)])) or None
            case "url", str(text) if not _WEB_ADDRESS.fullmatch(text.strip()):
                self.warnings.append(f"url {_quoted(text)} is no web address")
                return None
            case _, str(text):
                return _one_line(text) or None
        self.warnings.append(f"the declared {name} cannot be used")
        return None

    def _date(self, text: str) -> PartialDate | None:
        reading = read_date(text)
        if reading is None:
            self.warnings.append(f"date {_quoted(text)} is not understood")
            return None
        if reading.problem:
            self.warnings.append(reading.problem)
        return reading.date


def _one_line(text: str) -> str:
    return " ".join(normalised(text).split())[:LONGEST_TITLE].rstrip()


def _quoted(text: str) -> str:
    line = _one_line(text)
    return f'"{line[:60]}…"' if len(line) > 60 else f'"{line}"'
