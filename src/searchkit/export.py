"""Hits in the formats of other programs, a piece at a time: any number of hits in little memory."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from searchkit.article import Article
from searchkit.results import Hit
from searchkit.snippets import Mark

_COLUMNS = (
    "rank", "score", "id", "title", "source", "authors", "date", "date_precision",
    "date_status", "agency", "url", "path", "language", "snippet",
)  # fmt: skip
# A spreadsheet runs a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
        "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
# A dash or a hash means something at the start of a line only.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>]|^[#+=|~-])")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def jsonl(hits: Iterable[Hit]) -> Iterator[str]:
    """One hit a line, in the shape of those of `--json`."""
    return (json.dumps(hit.to_dict(), ensure_ascii=False) + "\n" for hit in hits)


def table(hits: Iterable[Hit]) -> Iterator[str]:
    """CSV: a header and one hit a row; no cell is a formula to a spreadsheet."""
    yield _row(_COLUMNS)
    for hit in hits:
        row = hit.to_dict()
        row["authors"] = "; ".join(hit.article.authors)
        row["snippet"] = " … ".join(snippet.text for snippet in hit.snippets)
        yield _row(_cell(row[name]) for name in _COLUMNS)


def bibtex(hits: Iterable[Hit]) -> Iterator[str]:
    """One entry a hit; its key tells author or source, year and a word, and is its own."""
    used: set[str] = set()
    for hit in hits:
        key = base = _key(hit.article)
        number = 1
        while key in used:
            number += 1
            key = f"{base}{number}"
        used.add(key)
        yield bibtex_entry(hit.article, key) + "\n\n"


def bibtex_entry(article: Article, key: str = "") -> str:
    """The entry of one article, under its own key or this one."""
    fields = "".join(f"  {name} = {value},\n" for name, value in _entry(article))
    return f"@misc{{{key or _key(article)},\n{fields}}}"


def markdown(hits: Iterable[Hit]) -> Iterator[str]:
    """One item of a numbered list a hit: title, source, date, and the marked passages."""
    for hit in hits:
        article = hit.article
        title = f"**{markdown_text(article.title)}**"
        if article.url:
            title = f"[{title}](<{article.url.replace('>', '%3E')}>)"
        facts = [article.source or "source unknown", ", ".join(article.authors)]
        facts.append(article.date.isoformat() if article.date else "undated")
        yield f"{hit.rank}. {title} — {', '.join(markdown_text(one) for one in facts if one)}\n"
        for snippet in hit.snippets:
            yield f"   > {_marked(snippet.text, snippet.marks)}\n"
        yield f"\n   `{article.id.replace('`', chr(0x2019))}`\n\n"


def paths(hits: Iterable[Hit], corpus: Path, *, ending: str = "\n") -> Iterator[str]:
    """The files of the hits, each once."""
    seen: set[str] = set()
    for hit in hits:
        if hit.article.path not in seen:
            seen.add(hit.article.path)
            yield f"{corpus / hit.article.path}{ending}"


#: The formats that need nothing but the hits, by the name of their option.
FORMATS: Mapping[str, Callable[[Iterable[Hit]], Iterator[str]]] = MappingProxyType(
    {"jsonl": jsonl, "csv": table, "bibtex": bibtex, "markdown": markdown}
)


def markdown_link(text: str, address: str) -> str:
    """A text that leads to an address."""
    return f"[{markdown_text(text)}](<{address.replace('>', '%3E')}>)"


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _key(article: Article) -> str:
    names = article.authors[0].split()[-1:] if article.authors else [article.source or "anon"]
    year = f"{article.date.year}" if article.date else "nd"
    word = next((one for one in article.title.split() if len(one) > 3 and one.isalpha()), "")
    plain = unicodedata.normalize("NFKD", f"{names[0] if names else 'anon'}{year}{word}")
    return re.sub(r"[^a-z0-9]", "", plain.casefold()) or "entry"


def _entry(article: Article) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{article.title.translate(_BIBTEX)}}}}}"
    if article.authors:
        # An organisation, or a name in an order of its own, is kept as it is.
        names = " and ".join(f"{{{name.translate(_BIBTEX)}}}" for name in article.authors)
        yield "author", f"{{{names}}}"
    if article.source:
        yield "howpublished", f"{{{article.source.translate(_BIBTEX)}}}"
    if date := article.date:
        yield "year", f"{{{date.year}}}"
        if date.month:
            yield "month", _MONTHS[date.month - 1]
        if date.day:
            yield "day", f"{{{date.day}}}"
    if article.url:
        yield "url", f"{{{article.url.replace('{', '%7B').replace('}', '%7D')}}}"
    yield "note", f"{{{article.id.translate(_BIBTEX)}}}"


def markdown_text(text: str) -> str:
    """Text as one line of Markdown that means only itself."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _marked(text: str, marks: Iterable[Mark]) -> str:
    parts, at = [], 0
    for start, end in marks:
        parts += [_inline(text[at:start]), f"**{_inline(text[start:end])}**"]
        at = end
    return "".join([*parts, _inline(text[at:])])


def _inline(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", text))
