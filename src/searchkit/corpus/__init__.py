"""From a folder of saved files to articles: readers for each format, then one metadata step."""

from searchkit.corpus.files import Corpus, SourceFile
from searchkit.corpus.metadata import Entry
from searchkit.corpus.reader import Draft, Reader, Stated, Unread

__all__ = ["Corpus", "Draft", "Entry", "Reader", "SourceFile", "Stated", "Unread"]
