"""The embedded engine: an index of whoosh-reloaded, pure Python, for ordinary folders."""

from searchkit.engines.whoosh.engine import WhooshEngine

__all__ = ["WhooshEngine"]
