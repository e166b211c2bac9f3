"""Rich Text Format: tokens, character sets, and the document that they make."""

from searchkit.corpus.formats.rtf.reader import RtfReader

__all__ = ["RtfReader"]
