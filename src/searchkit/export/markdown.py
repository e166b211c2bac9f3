"""Markdown: a list of hits with their marked passages, and text that is no markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchkit import quick_re as re
from searchkit.export.addresses import escaped_address, one_line
from searchkit.export.options import USUAL, ExportOptions
from searchkit.export.text import remarks
from searchkit.matching.snippets import Mark
from searchkit.results import Hit

# A dash or a hash means something at the start of a line only, and so does a number with its stop.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>&~$|]|^[#+=-])")
_LIST_ITEM = re.compile(r"^(\d{1,9})([.)])")


def markdown(hits: Iterable[Hit], options: ExportOptions = USUAL) -> Iterator[str]:
    """One item of a numbered list a hit: title, source, date, and the marked passages."""
    for hit in hits:
        article = hit.article
        title = f"**{markdown_text(article.title)}**"
        if address := options.address(article):
            title = f"[{title}](<{escaped_address(address)}>)"
        facts = [article.source or "source unknown", ", ".join(article.authors)]
        facts.append(article.date.isoformat() if article.date else "undated")
        yield f"{hit.rank}. {title} — {', '.join(markdown_text(fact) for fact in facts if fact)}\n"
        for snippet in hit.snippets:
            yield f"   > {_marked(snippet.text, snippet.marks)}\n"
        for name, value in remarks(article):
            yield f"\n   **{name}:** {markdown_text(value)}\n"
        yield f"\n   {_code(article.id)}\n\n"


def markdown_link(text: str, address: str) -> str:
    """A text that leads to an address."""
    return f"[{markdown_text(text)}](<{escaped_address(address)}>)"


def markdown_text(text: str) -> str:
    """Text as one line of Markdown that means only itself."""
    return _inline(" ".join(text.split()))


def _code(text: str) -> str:
    """Text between backticks, as many as it takes."""
    line = one_line(text)
    ticks = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}"


def _marked(text: str, marks: Iterable[Mark]) -> str:
    parts, at = [], 0
    for start, end in marks:
        parts += [_inline(text[at:start]), f"**{_inline(text[start:end])}**"]
        at = end
    return "".join([*parts, _inline(text[at:])])


def _inline(text: str) -> str:
    line = _MARKDOWN.sub(r"\\\1", re.sub(r"\s+", " ", text))
    return _LIST_ITEM.sub(r"\1\\\2", line)
