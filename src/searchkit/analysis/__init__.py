"""Text to terms: tokens with positions and offsets, folding, stems, sentences."""

from typing import TYPE_CHECKING

from searchkit.lazy import lazy_exports

if TYPE_CHECKING:
    from searchkit.analysis.analysed_text import AnalysedText
    from searchkit.analysis.analyzer import FINGERPRINT, Analyzer
    from searchkit.analysis.document import Document
    from searchkit.analysis.folding import MAX_TERM_LENGTH
    from searchkit.analysis.function_words import FUNCTION_WORDS, FUNCTION_WORDS_OF
    from searchkit.analysis.records import Record, decode, encode
    from searchkit.analysis.stems import Stems
    from searchkit.analysis.values import folded_value
    from searchkit.analysis.words import clean, fold, tokenize

__all__ = [
    "FINGERPRINT",
    "FUNCTION_WORDS",
    "FUNCTION_WORDS_OF",
    "MAX_TERM_LENGTH",
    "AnalysedText",
    "Analyzer",
    "Document",
    "Record",
    "Stems",
    "clean",
    "decode",
    "encode",
    "fold",
    "folded_value",
    "tokenize",
]

__getattr__ = lazy_exports(
    __name__,
    {
        "searchkit.analysis.analysed_text": "AnalysedText",
        "searchkit.analysis.analyzer": "FINGERPRINT Analyzer",
        "searchkit.analysis.document": "Document",
        "searchkit.analysis.folding": "MAX_TERM_LENGTH",
        "searchkit.analysis.function_words": "FUNCTION_WORDS FUNCTION_WORDS_OF",
        "searchkit.analysis.records": "Record decode encode",
        "searchkit.analysis.stems": "Stems",
        "searchkit.analysis.values": "folded_value",
        "searchkit.analysis.words": "clean fold tokenize",
    },
)
