"""The facade that joins corpus, engines and answers."""

from searchkit.library.indexing import Progress
from searchkit.library.library import Library
from searchkit.library.settings import Settings

__all__ = ["Library", "Progress", "Settings"]
