"""The one analysis that indexing, queries and snippets share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from searchkit.analysis.analysed_text import AnalysedText
from searchkit.analysis.document import Document
from searchkit.analysis.records import Record
from searchkit.analysis.sentences import sentence_starts
from searchkit.analysis.stems import Stems
from searchkit.article import Article
from searchkit.names.models import NameModels

#: Names what `tokenize`, the stemmer, the sentences, quotations and names do. Change it with any of
#: them: an index with another fingerprint is refused.
FINGERPRINT = (
    "words-3 snowball-3.1 light-5 plain-1 punkt-1 sentences-3 quotes-9 compounds-1 names-12"
)


class Analyzer:
    """Turns articles into documents and the words of a query into terms.

    With `models` of the user's, the names of articles that are analysed are those which they find.
    """

    def __init__(self, models: NameModels | None = None) -> None:
        self.models = models or NameModels()
        self._stems = Stems()

    def stem(self, term: str) -> str:
        """The bare stem of a folded term: of an English word, or one of no known language."""
        return self._stems[term]

    def forms(self, word: str, term: str, languages: Collection[str]) -> Mapping[str, str]:
        """The terms of the stem stream that a word stands for, by language; "" is the bare one.

        `term` is the word folded. Languages of other scripts have no term for it.
        """
        return self._stems.forms(word, term, languages)

    def further_terms(self, word: str, languages: Collection[str]) -> Sequence[str]:
        """Further terms of a word: behind an article, with an s, in another case."""
        return self._stems.further(word, languages)

    def quoted(self, article: Article, start: int, end: int) -> AnalysedText:
        """A piece of the body of an article, in the language that it has there."""
        language = article.language_at(start)
        return AnalysedText(article.body[start:end], self._stems, language)

    def analyse(self, article: Article, digest: str, added: int | None = None) -> Document:
        """The document of an article that has just been read, on the day `added`.

        Raises `SettingsError` if a model for its names fails.
        """
        if self.models:
            found = self.models.found(article.body, article.language)
            article = replace(article, model_names=found)
        starts = sentence_starts(article.body, article.language, article.passages)
        document = self.document(Record(article, digest, starts, added))
        for text in document.texts.values():
            # An index has all streams: with the names first, each text is taken apart once.
            _ = text.names
        return document

    def document(self, record: Record) -> Document:
        """The document of a stored article; its sentences are taken from the record."""
        return Document(record, self._stems)
