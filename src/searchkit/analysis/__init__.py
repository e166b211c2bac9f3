"""Text to terms: tokens with positions and offsets, folding, stems, sentences."""

from searchkit.analysis.analyzer import FINGERPRINT, Analyzer
from searchkit.analysis.document import AnalysedText, Document, Record
from searchkit.analysis.words import LONGEST_TERM, clean, fold, tokenize

__all__ = [
    "FINGERPRINT",
    "LONGEST_TERM",
    "AnalysedText",
    "Analyzer",
    "Document",
    "Record",
    "clean",
    "fold",
    "tokenize",
]
