"""The fields of two or three letters that Factiva puts before each part of an article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from searchkit.corpus.exports.article_draft import ArticleDraft, joined_value

_TEXT = ("LP", "TD", "CT")
#: What the codes mean; other codes are further fields under their own name.
_NAMES = {
    "SE": "section",
    "ED": "edition",
    "PG": "pages",
    "VOL": "volume",
    "SC": "source_code",
    "CLM": "column",
    "CR": "credit",
    "ART": "graphic",
    "DLN": "dateline",
    "CX": "correction",
    "CO": "company",
    "IN": "industry",
    "NS": "subject",
    "RE": "region",
    "PUB": "publisher",
    "RF": "reference",
    "ET": "time",
}
_LISTED = frozenset({"CO", "IN", "NS", "RE"})


def take_fields(draft: ArticleDraft, fields: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Take the fields of an article into its draft."""
    texts: list[str] = []
    for code, lines in fields:
        value = joined_value(lines)
        if code in _TEXT:
            texts.append("\n".join(lines).strip("\n"))
        elif code == "AN":
            continue
        else:
            _take(draft, code, value)
    draft.text = "\n\n".join(filter(str.strip, texts))


def _take(draft: ArticleDraft, code: str, value: str) -> None:
    match code:
        case "HD":
            draft.state("title", value, code)
        case "BY":
            draft.state_authors(value, code)
        case "SN":
            draft.state("source", value, code)
        case "PD":
            draft.state_dated(value, code)
        case "LA":
            draft.state_language(value, code)
        case "WC":
            draft.state_length(value)
        case "CY":
            draft.remove(value, "copyright")
        case _ if code in _LISTED:
            for part in value.split("|"):
                draft.add(_NAMES[code], part.partition(":")[2].strip() or part.strip())
        case _:
            draft.add(_NAMES.get(code, code.lower()), value)
