"""The engine for large folders on one machine: an index of tantivy, which is compiled."""

from searchkit.engines.tantivy.engine import TantivyEngine

__all__ = ["TantivyEngine"]
