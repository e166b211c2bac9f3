"""A report: one page of HTML that needs nothing else, to read, print and pass on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from searchkit import quick_re as re
from searchkit.export.addresses import escaped_address, is_web_address
from searchkit.export.options import USUAL, ExportOptions
from searchkit.export.text import facts, remarks
from searchkit.matching.snippets import Mark
from searchkit.results import Hit

# No page may hold these, however they are written.
_NO_HTML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: anywhere }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 0 } p { margin: .2rem 0 }
li { margin: 0 0 1.2rem } li::marker { font-weight: bold }
mark { background: #ffe58a; color: #000 } code { font-size: .85rem }
@media print { body { max-width: none; margin: 0 } li { break-inside: avoid } }
"""
# A file is opened without the server's headers: nothing of it may run or be fetched.
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1 dir="auto">{title}</h1>
"""


def html_report(hits: Iterable[Hit], options: ExportOptions = USUAL) -> Iterator[str]:
    """A numbered list of the hits with their marked passages, below a title."""
    yield _HEAD.format(title=_escaped(options.title or "Search results"), style=_STYLE)
    items = (_item(hit, options.address(hit.article)) for hit in hits)
    first = next(items, None)
    yield "<p>No articles</p>\n" if first is None else f"<ol>\n{first}"
    yield from items
    yield "</body>\n</html>\n" if first is None else "</ol>\n</body>\n</html>\n"


def _item(hit: Hit, address: str) -> str:
    article = hit.article
    language = f' lang="{escape(article.language)}"' if article.language else ""
    title = _marked(article.title, hit.title_marks)
    if is_web_address(address):
        href = escape(escaped_address(address))
        title = f'<a href="{href}" rel="noopener noreferrer">{title}</a>'
    passages = (_marked(snippet.text, snippet.marks) for snippet in hit.snippets)
    shown = "".join(f'<p dir="auto"{language}>{passage}</p>\n' for passage in passages)
    shown += "".join(
        f'<p dir="auto"><b>{name}:</b> {_escaped(value)}</p>\n' for name, value in remarks(article)
    )
    about = _escaped(" · ".join(facts(article)))
    return (
        f'<li value="{hit.rank}">\n<h2 dir="auto"{language}>{title}</h2>\n'
        f'<p dir="auto">{about}</p>\n{shown}<p><code>{_escaped(article.id)}</code></p>\n</li>\n'
    )


def _marked(passage: str, marks: Iterable[Mark]) -> str:
    parts, at = [], 0
    for start, end in marks:
        parts += [_escaped(passage[at:start]), f"<mark>{_escaped(passage[start:end])}</mark>"]
        at = end
    return "".join([*parts, _escaped(passage[at:])])


def _escaped(value: str) -> str:
    return escape(_NO_HTML.sub("\ufffd", value))
