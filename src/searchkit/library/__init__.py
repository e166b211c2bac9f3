"""The facade that joins corpus, engines and answers."""

from searchkit.library.library import Library
from searchkit.library.settings import Settings
from searchkit.reports import Progress

__all__ = ["Library", "Progress", "Settings"]
