"""BibTeX: entries that LaTeX and reference managers read."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby

from searchkit import quick_re as re
from searchkit.article import Article
from searchkit.export.addresses import escaped_address
from searchkit.export.options import USUAL, ExportOptions
from searchkit.results import Hit

_TEX = {
    ord(char): text
    for char, text in {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
        "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }.items()
}  # fmt: skip
# BibTeX counts every brace, whatever stands before it.
_LONE_BRACES = {ord("{"): r"\textbraceleft{}", ord("}"): r"\textbraceright{}"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def bibtex(hits: Iterable[Hit], options: ExportOptions = USUAL) -> Iterator[str]:
    """One entry a hit; its key tells author or source, year and a word, and is its own."""
    used: dict[str, int] = {}
    for hit in hits:
        key = base = _key(hit.article)
        while key in used:
            used[base] += 1
            key = f"{base}-{used[base]}"
        used[key] = 1
        address = options.address(hit.article)
        yield bibtex_entry(hit.article, key, accessed=hit.added, address=address) + "\n\n"


def bibtex_entry(
    article: Article, key: str = "", *, accessed: dt.date | None = None, address: str = ""
) -> str:
    """The entry of one article, under its own key or this one.

    `accessed` is the day on which it was saved, `address` where it is if it names no place itself.
    """
    entry = _entry(article, accessed, article.url or address)
    fields = "".join(f"  {name} = {value},\n" for name, value in entry)
    return f"@misc{{{key or _key(article)},\n{fields}}}"


def _key(article: Article) -> str:
    names = article.authors[0].split()[-1:] if article.authors else [article.source or "anon"]
    year = f"{article.date.year}" if article.date else "nd"
    word = next((part for part in article.title.split() if len(part) > 3 and part.isalpha()), "")
    plain = unicodedata.normalize("NFKD", f"{names[0] if names else 'anon'}{year}{word}")
    return re.sub(r"[^a-z0-9]", "", plain.casefold()) or "entry"


def _entry(article: Article, accessed: dt.date | None, address: str) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_title(article.title)}}}"
    if article.authors:
        yield "author", f"{{{' and '.join(map(_name, article.authors))}}}"
    if article.source:
        yield "howpublished", f"{{{_tex(article.source)}}}"
    if date := article.date:
        yield "year", f"{{{date.year}}}"
        if date.month:
            yield "month", _MONTHS[date.month - 1]
        if date.day:
            yield "day", f"{{{date.day}}}"
    if address:
        # Styles take an address as it is: of its characters only these would end the field.
        yield "url", f"{{{escaped_address(address)}}}"
        if accessed:
            yield "urldate", f"{{{accessed.isoformat()}}}"
    yield "note", f"{{{_tex(article.id)}}}"


def _title(text: str) -> str:
    """A title whose capitals no style takes away.

    A group never begins with the title, which as a whole between two pairs of braces would be one
    name to reference managers.
    """
    line = _line(text)
    characters = _characters(line)
    first, *others = line.split(" ")
    # The first letter of a title keeps its case anyway.
    parts = [_protected(first, characters, start=1)]
    for has_capitals, words in groupby(others, key=lambda word: any(map(str.isupper, word))):
        joined = " ".join(words)
        parts.append(
            _protected(joined, characters) if has_capitals else joined.translate(characters)
        )
    return " ".join(parts)


def _protected(words: str, characters: dict[int, str], start: int = 0) -> str:
    """Words with a group from their first capital on; of a capital before `start` none is made."""
    capital = next((at for at, char in enumerate(words) if at >= start and char.isupper()), None)
    if capital is None:
        return words.translate(characters)
    return f"{words[:capital].translate(characters)}{{{words[capital:].translate(characters)}}}"


def _name(name: str) -> str:
    """A name as one of a list: what would part or turn it is between braces."""
    commas = name.count(",")
    words = [f"{{{word}}}" if word.casefold() == "and" else word for word in _tex(name).split(" ")]
    joined = " ".join(words)
    # “Kabulov, Zamir” is a person; with more commas it is not.
    return joined if commas < 2 else joined.replace(",", "{,}")


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _tex(text: str) -> str:
    """Text as one line of TeX that means only itself."""
    line = _line(text)
    return line.translate(_characters(line))


def _characters(line: str) -> dict[int, str]:
    return _TEX if _is_balanced(line) else _TEX | _LONE_BRACES


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0
