"""From a folder of saved files to articles: readers for each format, then one metadata step."""

from typing import TYPE_CHECKING

from searchkit.lazy import lazy_exports

if TYPE_CHECKING:
    from searchkit.corpus.corrections import SaidOfFile
    from searchkit.corpus.files import Corpus, SourceFile
    from searchkit.corpus.metadata import Entry
    from searchkit.corpus.reader import ParsedDocument, Reader, Stated, Unread

__all__ = [
    "Corpus",
    "Entry",
    "ParsedDocument",
    "Reader",
    "SaidOfFile",
    "SourceFile",
    "Stated",
    "Unread",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "searchkit.corpus.corrections": "SaidOfFile",
        "searchkit.corpus.files": "Corpus SourceFile",
        "searchkit.corpus.metadata": "Entry",
        "searchkit.corpus.reader": "ParsedDocument Reader Stated Unread",
    },
)
