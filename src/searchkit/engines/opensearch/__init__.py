"""The engine for more than one machine: an index on OpenSearch servers."""

from searchkit.engines.opensearch.engine import Changes, OpenSearchEngine

__all__ = ["Changes", "OpenSearchEngine"]
