"""The embedded engine: an index of whoosh-reloaded, pure Python, for ordinary folders."""

from searchkit.engines.whoosh.quick_import import import_whoosh

import_whoosh()

from searchkit.engines.whoosh.engine import WhooshEngine  # noqa: E402

__all__ = ["WhooshEngine"]
