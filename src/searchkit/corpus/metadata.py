"""From a parsed document to an article: declared, else plainly said by its text, else unknown."""

from __future__ import annotations

import codecs
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from searchkit import quick_re as re
from searchkit.analysis.language_names import tag_of_named
from searchkit.analysis.languages import language_code
from searchkit.article import (
    METADATA,
    UNKNOWN,
    Article,
    Candidate,
    Failure,
    Inset,
    PartialDate,
    Provenance,
    Status,
)
from searchkit.corpus.file_names import of_file_name
from searchkit.corpus.formats.encoding import normalised, without_padding
from searchkit.corpus.formats.shortcodes import without_shortcodes
from searchkit.corpus.formats.web_addresses import original_address
from searchkit.corpus.further_fields import further_fields
from searchkit.corpus.plain.calendars import SOLAR_YEARS, gregorian
from searchkit.corpus.plain.cleaning import Cleaned, clean_text
from searchkit.corpus.plain.dates import FIRST_YEAR, read_date
from searchkit.corpus.plain.inference import Inference, Inferred, infer
from searchkit.corpus.plain.language_detection import Detected, detect
from searchkit.corpus.plain.language_passages import Passages
from searchkit.corpus.plain.outlets import without_outlets
from searchkit.corpus.reader import STANDFIRST, ParsedDocument, Stated, Unread
from searchkit.errors import ArticleUnreadable
from searchkit.quick_dataclass import dataclass
from searchkit.schema import UNKNOWN_VALUE

MAX_TITLE_LENGTH = 500

#: The methods of a title that the text has on a line of its own.
_HEADLINES = frozenset({"heading", "title line", "headline"})
#: Characters in which a title may stand that the text has as well.
_TOP = 2_000
_MAX_ENCODING_LENGTH = 40
_DOTTED_DATE = re.compile(r"\s*\d{1,2}\. ?\d{1,2}\. ?\d\d")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the file `path`, with what the user says of its article."""

    parsed: ParsedDocument
    path: str
    said: tuple[Stated, ...] = ()

    @property
    def id(self) -> str:
        """The id that its article has."""
        return article_id(self.path, self.parsed)

    def read(self) -> Article | Failure:
        """Its article, or why there is none."""
        try:
            return to_article(self.parsed, self.path, self.said)
        except ArticleUnreadable as error:
            return Failure(self.id, error.reason)
        except Exception as error:  # one article must not cost the others
            return Failure(self.id, f"cannot be read ({type(error).__name__}: {error})")


def article_id(path: str, document: ParsedDocument | Unread) -> str:
    """The id of the article that comes of a document, or would have, in the file `path`."""
    return path if document.record is None else f"{path}#{document.record}"


def to_article(parsed: ParsedDocument, path: str, said: Iterable[Stated] = ()) -> Article:
    """The article of a document from the file `path`; what the user has `said` comes first.

    Raises `ArticleUnreadable` without any text.
    """
    text = without_shortcodes(without_padding(normalised(parsed.text))).strip()
    if not any(char.isprintable() and char not in " \ufffd" for char in text):
        raise ArticleUnreadable("no text")
    inferred = infer(text)
    fields = _fields(parsed, path, said, inferred)
    headline = inferred.values.get("title")
    cleaned = Cleaned(text) if parsed.prepared else _clean(text, parsed, fields, headline)
    body, insets = _with_insets(cleaned.body, parsed.insets)
    passages = fields.take_language(detect(body))
    return Article(
        id=article_id(path, parsed),
        path=path,
        body=body,
        title=fields.text("title") or "",
        source=fields.text("source"),
        authors=fields.authors(),
        date=fields.date(),
        agency=fields.text("agency"),
        url=fields.text("url"),
        language=fields.text("language"),
        encoding=parsed.encoding,
        provenance=fields.provenance(),
        warnings=tuple(fields.warnings),
        removed=parsed.removed + cleaned.removed,
        fields=further_fields(parsed.fields),
        passages=passages,
        insets=insets,
        plain_fields=parsed.plain_fields,
    )


def _with_insets(body: str, insets: Sequence[tuple[str, str]]) -> tuple[str, tuple[Inset, ...]]:
    """The body with what is set apart from its text: a standfirst above it, the rest below."""
    texts = [(" ".join(normalised(text).split()), kind) for text, kind in insets]
    above = [inset for inset in texts if inset[1] == STANDFIRST]
    below = [inset for inset in texts if inset[1] != STANDFIRST]
    pieces, places, at = list[str](), list[Inset](), 0
    for text, kind in (*above, (body, ""), *below):
        if text:
            places += [Inset(at, at + len(text), kind)] if kind else []
            pieces.append(text)
            at += len(text) + 2
    return "\n\n".join(pieces), tuple(places)


def _fields(
    parsed: ParsedDocument, path: str, said: Iterable[Stated], inferred: Inference
) -> _Fields:
    """The metadata: what the user has said, else declared, else inferred, else the file name."""
    fields = _Fields(parsed.warnings, said)
    outranked = _outranked(parsed, inferred)
    language = _language_of_dates(parsed.declared, parsed.text)
    fields.declare((stated for stated in parsed.declared if stated not in outranked), language)
    fields.infer(
        {
            name: value
            for name, value in inferred.values.items()
            # The first line is a makeshift, no rival of a title.
            if value.method != "first line" or fields.text("title") is None
        }
    )
    fields.infer(inferred.others)
    fields.declare(outranked, language)
    if not any(stated.field == "date" for stated in parsed.declared):
        fields.warnings += inferred.warnings
    fields.infer(of_file_name(path, parsed, untitled=fields.text("title") is None))
    return fields


def _outranked(parsed: ParsedDocument, inferred: Inference) -> list[Stated]:
    """The weak values to which the text is preferred: it has a byline, or a headline above it."""
    methods = {name: value.method for name, value in inferred.values.items()}
    is_signed = methods.get("authors") == "byline"
    is_headed = methods.get("title") in _HEADLINES and (is_signed or "date" in methods)
    top = " ".join(parsed.text[:_TOP].split()).casefold()
    return [
        stated
        for stated in parsed.declared
        if stated.weak
        and (
            (stated.field == "authors" and is_signed)
            or (
                stated.field == "title"
                and is_headed
                and _one_line(str(stated.value)).casefold() not in top
            )
        )
    ]


def _clean(
    text: str, parsed: ParsedDocument, fields: _Fields, headline: Inferred | None
) -> Cleaned:
    """The article alone. A title that is only the first line of the prose stays there."""
    if parsed.declared:
        return clean_text(text, fields.text("title") or "", timid=True)
    in_prose = headline is None or headline.method == "first line"
    return clean_text(text, "" if in_prose or headline is None else _one_line(str(headline.value)))


@dataclass(frozen=True, slots=True)
class _Found:
    """A value of a field, None if what was found cannot be used."""

    value: str | tuple[str, ...] | PartialDate | None
    status: Status
    method: str
    evidence: str

    def __str__(self) -> str:
        match self.value:
            case PartialDate() as date:
                return date.isoformat()
            case tuple(names):
                return ", ".join(names)
            case _:
                return self.value or ""


_NOTHING = _Found(None, "unknown", "", "")


class _Fields:
    """The metadata of one article as it is found, the best first."""

    def __init__(self, warnings: Iterable[str], said: Iterable[Stated]) -> None:
        self.warnings = list(warnings)
        self._said: dict[str, _Found] = {}
        for stated in said:
            value, doubt = usable(stated)
            self._said[stated.field] = _Found(value, "declared", stated.method, stated.evidence)
            self.warnings += [doubt] if doubt else []
        self._found: dict[str, list[_Found]] = {name: [] for name in METADATA}

    def declare(self, declared: Iterable[Stated], language: str) -> None:
        """Takes what the document declares; warns of a field of which nothing can be used.

        The language tells how its dates are to be read.
        """
        doubts: dict[str, list[str]] = {}
        for stated in declared:
            value, doubt = usable(stated, language)
            status: Status = "inferred" if stated.inferred else "declared"
            candidate = _Found(value, status, stated.method, stated.evidence[:MAX_TITLE_LENGTH])
            self._found[stated.field].append(candidate)
            doubts.setdefault(stated.field, []).extend([doubt] if doubt else [])
        for name, reasons in doubts.items():
            if name not in self._said and self._best(name).value is None:
                self.warnings += reasons[:1]

    def infer(self, inferred: Mapping[str, Inferred]) -> None:
        """Takes what the text says. It replaces nothing that is declared, be it useless."""
        for name, entry in inferred.items():
            value = _one_line(entry.value) if isinstance(entry.value, str) else entry.value
            if isinstance(value, (str, tuple, PartialDate)) or value is None:
                candidate = _Found(
                    value, "inferred", entry.method, entry.evidence[:MAX_TITLE_LENGTH]
                )
                self._found[name].append(candidate)

    def take_language(self, detected: Detected | None) -> Passages:
        """Takes the language that the text shows, and tells where the article is in which.

        A text that is plainly in another language than its page declares is in that language.
        """
        if detected is None:
            return ()
        self.infer({"language": Inferred(detected.language, detected.method, detected.evidence)})
        if "language" in self._said:
            return ()
        candidates = self._found["language"]
        if all(
            candidate.value is None or detected.contradicts(str(candidate))
            for candidate in candidates[:-1]
        ):
            candidates.insert(0, candidates.pop())
        return detected.passages

    def text(self, name: str) -> str | None:
        value = self._best(name).value
        return value if isinstance(value, str) else None

    def authors(self) -> tuple[str, ...]:
        value = self._best("authors").value
        names = value if isinstance(value, tuple) else ()
        return names if "authors" in self._said else without_outlets(names, self.text("source"))

    def date(self) -> PartialDate | None:
        value = self._best("date").value
        return value if isinstance(value, PartialDate) else None

    def provenance(self) -> dict[str, Provenance]:
        """For each field how its value came to be known, and what else was found."""
        return {name: self._provenance(name) for name in METADATA}

    def _provenance(self, name: str) -> Provenance:
        best = self._best(name)
        if best is _NOTHING:
            return UNKNOWN
        rivals = {
            str(candidate): Candidate(str(candidate), candidate.method, candidate.evidence)
            for candidate in reversed(self._found[name])
            if candidate is not best and candidate.value not in (None, best.value)
        }
        return Provenance(
            best.status if best.value is not None else "unknown",
            best.method,
            best.evidence,
            tuple(reversed(rivals.values())),
        )

    def _best(self, name: str) -> _Found:
        if name in self._said:
            return self._said[name]
        candidates = self._found[name]
        if not candidates or candidates[0].value is not None:
            return candidates[0] if candidates else _NOTHING
        usable = next((candidate for candidate in candidates if candidate.value is not None), None)
        if usable is None or (name != "title" and usable.status != candidates[0].status):
            # A title is always wanted; of the rest, what is declared wrongly is not guessed.
            return candidates[0]
        return usable


def usable(
    stated: Stated, language: str = ""
) -> tuple[str | tuple[str, ...] | PartialDate | None, str]:
    """The declared value as an article holds it; else None, and why.

    The language is that of the document, which tells how its dates are to be read.
    """
    match stated.field, stated.value:
        case _, None if stated.evidence == UNKNOWN_VALUE:
            return None, ""
        case "date", PartialDate() as date:
            return _possible(date, language, stated.evidence)
        case "date", str(text):
            return _date(text, language)
        case "authors", tuple(names):
            return tuple(filter(None, map(_one_line, names))) or None, ""
        case "authors", str(text):
            return tuple(filter(None, [_one_line(text)])) or None, ""
        case "url", str(text) if not _WEB_ADDRESS.fullmatch(text.strip()):
            return None, f"url {_quoted(text)} is no web address"
        case "url", str(text):
            return original_address(_one_line(text)), ""
        case "language", str(text):
            return _language(text) or None, ""
        case _, str(text):
            return _one_line(text) or None, ""
    return None, f"the declared {stated.field} cannot be used"


def _language(text: str) -> str:
    """The tag of what is called a language; empty for an encoding, which some pages name there."""
    tag = tag_of_named(_one_line(text))
    if language_code(tag) or len(tag) > _MAX_ENCODING_LENGTH:
        return tag
    try:
        codecs.lookup(tag)
    except (LookupError, ValueError):
        return tag
    return ""


def _language_of_dates(declared: Iterable[Stated], text: str) -> str:
    """The language that tells the order of the numbers in dates; empty if none does.

    It is the declared one with its country, such as `en-GB`, else for dates with dots that of the
    text.
    """
    tags = [_language(stated.evidence) for stated in declared if stated.field == "language"]
    if any(tags):
        return next(filter(None, tags))
    dates = [
        stated.value
        for stated in declared
        if stated.field == "date" and isinstance(stated.value, str)
    ]
    detected = detect(text) if any(map(_DOTTED_DATE.match, dates)) else None
    return detected.language if detected else ""


def _date(text: str, language: str) -> tuple[PartialDate | None, str]:
    reading = read_date(text, language)
    if reading is None:
        return None, f"date {_quoted(text)} is not understood"
    if reading.date is None:
        return None, reading.problem
    return _possible(reading.date, language, text)


def _possible(date: PartialDate, language: str, evidence: str) -> tuple[PartialDate | None, str]:
    """A date of our calendar that can have been; else None, and why."""
    if converted := gregorian(date.year, date.month, date.day, language, evidence):
        return PartialDate(*converted, date.time), ""
    if date.year in SOLAR_YEARS and date.year >= FIRST_YEAR:
        return None, f"date {_quoted(evidence)} may be of another calendar"
    if date.year < FIRST_YEAR:
        return None, f"date {_quoted(evidence)} is impossible"
    if date.year > dt.date.today().year + 1:
        return None, f"date {_quoted(evidence)} is in the future"
    return date, ""


def _one_line(text: str) -> str:
    return " ".join(normalised(text).split())[:MAX_TITLE_LENGTH].rstrip()


def _quoted(text: str) -> str:
    line = _one_line(text)
    return f'"{line[:60]}…"' if len(line) > 60 else f'"{line}"'
