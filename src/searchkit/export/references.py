"""References as reference managers exchange them: RIS and CSL-JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from searchkit import quick_re as re
from searchkit.article import Article, PartialDate
from searchkit.export.addresses import escaped_address
from searchkit.export.options import USUAL, ExportOptions
from searchkit.results import Hit

# A value has one line, and a reader may take any of these for its end.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def ris(hits: Iterable[Hit], options: ExportOptions = USUAL) -> Iterator[str]:
    """RIS: one newspaper article a hit. Names stand as the article states them."""
    for hit in hits:
        yield ris_entry(hit.article, accessed=hit.added, address=options.address(hit.article))


def ris_entry(article: Article, *, accessed: dt.date | None = None, address: str = "") -> str:
    """The entry of one article; `accessed` is the day on which it was saved."""
    lines = [("TY", "NEWS"), ("TI", article.title), *(("AU", name) for name in article.authors)]
    lines.append(("T2", article.source or ""))
    if date := article.date:
        lines += [("PY", f"{date.year:04d}"), ("DA", _ris_date(date))]
    address = article.url or address
    if address:
        # Readers part addresses there.
        lines.append(("UR", escaped_address(address).replace(";", "%3B")))
        lines.append(("Y2", f"{accessed:%Y/%m/%d}/" if accessed else ""))
    lines += [("LA", article.language or ""), ("N1", article.id)]
    shown = ((tag, _line(value)) for tag, value in lines)
    return "".join(f"{tag}  - {value}\n" for tag, value in shown if value) + "ER  - \n\n"


def csl_json(hits: Iterable[Hit], options: ExportOptions = USUAL) -> Iterator[str]:
    """CSL-JSON: one list, an item a hit."""
    start = "[\n"
    for hit in hits:
        item = csl_item(hit.article, accessed=hit.added, address=options.address(hit.article))
        yield start + json.dumps(item, ensure_ascii=False)
        start = ",\n"
    yield "[]\n" if start == "[\n" else "\n]\n"


def csl_item(
    article: Article, *, accessed: dt.date | None = None, address: str = ""
) -> dict[str, Any]:
    """The item of one article; `accessed` is the day on which it was saved."""
    address = article.url or address
    issued = article.date
    parts = [issued.year, issued.month, issued.day] if issued else []
    item: dict[str, Any] = {
        "id": article.id,
        "type": "article-newspaper",
        "title": _line(article.title),
        # No part of a name is known for a family name.
        "author": [{"literal": _line(name)} for name in article.authors],
        "container-title": _line(article.source or ""),
        "issued": {"date-parts": [[part for part in parts if part is not None]]} if parts else None,
        "URL": escaped_address(address),
        "accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]}
        if accessed and address
        else None,
        "language": article.language,
    }
    return {name: value for name, value in item.items() if value}


def _ris_date(date: PartialDate) -> str:
    month, day = (f"{part:02d}" if part else "" for part in (date.month, date.day))
    return f"{date.year:04d}/{month}/{day}/"


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())
