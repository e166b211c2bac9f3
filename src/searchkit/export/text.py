"""Plain text: hits with their marked passages, for reading and for mails."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchkit.article import Article
from searchkit.export.addresses import one_line
from searchkit.export.options import USUAL, ExportOptions
from searchkit.matching.snippets import Mark
from searchkit.results import Hit
from searchkit.schema import NOTE, TAG


def text(hits: Iterable[Hit], options: ExportOptions = USUAL) -> Iterator[str]:
    """Title, facts, address and passages of each hit; what matched is between asterisks."""
    for hit in hits:
        title = marked_line(hit.article.title, hit.title_marks)
        lines = [" · ".join(facts(hit.article)), " ".join(options.address(hit.article).split())]
        lines += [marked_line(snippet.text, snippet.marks) for snippet in hit.snippets]
        lines += [f"{name}: {value}" for name, value in remarks(hit.article)]
        lines.append(one_line(hit.article.id))
        body = "".join(f"   {line}\n" for line in lines if line)
        yield f"{hit.rank}. {title}\n{body}\n"


def facts(article: Article) -> list[str]:
    """Source, date and authors, each on one line."""
    date = article.date.isoformat() if article.date else "undated"
    values = (article.source or "source unknown", date, ", ".join(article.authors))
    return [" ".join(value.split()) for value in values if value]


def remarks(article: Article) -> Iterator[tuple[str, str]]:
    """What the user has said of an article, each on one line: the tags, and the note."""
    for name, values in (
        ("Tags", article.fields.get(TAG, ())),
        ("Note", article.fields.get(NOTE, ())),
    ):
        if values:
            yield name, " ".join(", ".join(values).split())


def marked_line(passage: str, marks: Iterable[Mark]) -> str:
    """A passage as one line, with what is marked between asterisks."""
    parts, at = [], 0
    for start, end in marks:
        parts += [passage[at:start], "**", passage[start:end], "**"]
        at = end
    return " ".join("".join([*parts, passage[at:]]).split())
