"""The engine for more than one machine: an index on OpenSearch servers."""

from searchkit.engines.opensearch.changes import Changes
from searchkit.engines.opensearch.engine import OpenSearchEngine

__all__ = ["Changes", "OpenSearchEngine"]
