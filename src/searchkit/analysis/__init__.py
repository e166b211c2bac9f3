"""Text to terms: tokens with positions and offsets, folding, stems, sentences."""

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
