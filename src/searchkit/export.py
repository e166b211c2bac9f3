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
from urllib.parse import quote

from searchkit.article import Article
from searchkit.matching.snippets import Mark
from searchkit.results import Hit

_COLUMNS = (
    "rank", "score", "id", "title", "source", "authors", "date", "date_precision",
    "date_status", "agency", "url", "path", "language", "snippet",
)  # fmt: skip
# A spreadsheet runs a cell that begins so, some of them after blanks and quotation marks.
_FORMULA = re.compile(r"[\0\t\r\n]|[\s\"'\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]")
_BIBTEX = {
    ord(char): text
    for char, text in {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
        "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }.items()
}  # fmt: skip
# BibTeX counts every brace, whatever stands before it.
_LONE_BRACES = {ord("{"): r"\textbraceleft{}", ord("}"): r"\textbraceright{}"}
# What no address holds, and what would end its field or its line.
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\{}<>\"^`|]")
# A dash or a hash means something at the start of a line only, and so does a number with its stop.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>&~$|]|^[#+=-])")
_LIST_ITEM = re.compile(r"^(\d{1,9})([.)])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
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
        yield _row(cell(row[name]) for name in _COLUMNS)


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
            title = f"[{title}](<{_address(article.url)}>)"
        facts = [article.source or "source unknown", ", ".join(article.authors)]
        facts.append(article.date.isoformat() if article.date else "undated")
        yield f"{hit.rank}. {title} — {', '.join(markdown_text(fact) for fact in facts if fact)}\n"
        for snippet in hit.snippets:
            yield f"   > {_marked(snippet.text, snippet.marks)}\n"
        yield f"\n   {_code(article.id)}\n\n"


def paths(hits: Iterable[Hit], corpus: Path, *, ending: str = "\n") -> Iterator[str]:
    """The files of the hits, each once and, but with NUL at its end, on a line of its own.

    A path that holds a line break is written as git does: `"two\\nlines.txt"`.
    """
    seen: set[str] = set()
    for hit in hits:
        if hit.article.path not in seen:
            seen.add(hit.article.path)
            path = str(corpus / hit.article.path)
            yield f"{path if ending == chr(0) else _one_line(path)}{ending}"


#: The formats that need nothing but the hits, by the name of their option.
FORMATS: Mapping[str, Callable[[Iterable[Hit]], Iterator[str]]] = MappingProxyType(
    {"jsonl": jsonl, "csv": table, "bibtex": bibtex, "markdown": markdown}
)


def markdown_link(text: str, address: str) -> str:
    """A text that leads to an address."""
    return f"[{markdown_text(text)}](<{_address(address)}>)"


def _row(cells: Iterable[str]) -> str:
    text = io.StringIO()
    # Its line break is CR LF for the writer, which only quotes a cell that has one of its own.
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().removesuffix("\r\n") + "\n"


def cell(value: object) -> str:
    """A value as a cell that no spreadsheet runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


def _key(article: Article) -> str:
    names = article.authors[0].split()[-1:] if article.authors else [article.source or "anon"]
    year = f"{article.date.year}" if article.date else "nd"
    word = next((part for part in article.title.split() if len(part) > 3 and part.isalpha()), "")
    plain = unicodedata.normalize("NFKD", f"{names[0] if names else 'anon'}{year}{word}")
    return re.sub(r"[^a-z0-9]", "", plain.casefold()) or "entry"


def _entry(article: Article) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{{{_tex(article.title)}}}}}"
    if article.authors:
        # An organisation, or a name in an order of its own, is kept as it is.
        names = " and ".join(f"{{{_tex(name)}}}" for name in article.authors)
        yield "author", f"{{{names}}}"
    if article.source:
        yield "howpublished", f"{{{_tex(article.source)}}}"
    if date := article.date:
        yield "year", f"{{{date.year}}}"
        if date.month:
            yield "month", _MONTHS[date.month - 1]
        if date.day:
            yield "day", f"{{{date.day}}}"
    if article.url:
        # Styles take an address as it is: of its characters only these would end the field.
        yield "url", f"{{{_address(article.url)}}}"
    yield "note", f"{{{_tex(article.id)}}}"


def _tex(text: str) -> str:
    """Text as one line of TeX that means only itself."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line.translate(_BIBTEX if _is_balanced(line) else _BIBTEX | _LONE_BRACES)


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def _address(url: str) -> str:
    """An address with what no address holds in per cent."""
    return _NO_ADDRESS.sub(lambda match: quote(match[0], safe=""), url)


def _one_line(path: str) -> str:
    """A path; between quotation marks and with escapes, as git writes it, if it has line breaks."""
    if _LINE_BREAK.search(path) is None and not path.startswith('"'):
        return path
    escaped = path.replace("\\", r"\\").replace('"', r"\"")
    return f'"{_LINE_BREAK.sub(lambda match: repr(match[0])[1:-1], escaped)}"'


def _code(text: str) -> str:
    """Text between backticks, as many as it takes."""
    line = _one_line(text)
    ticks = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}"


def markdown_text(text: str) -> str:
    """Text as one line of Markdown that means only itself."""
    return _inline(" ".join(text.split()))


def _marked(text: str, marks: Iterable[Mark]) -> str:
    parts, at = [], 0
    for start, end in marks:
        parts += [_inline(text[at:start]), f"**{_inline(text[start:end])}**"]
        at = end
    return "".join([*parts, _inline(text[at:])])


def _inline(text: str) -> str:
    line = _MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", text))
    return _LIST_ITEM.sub(r"\1\\\2", line)
