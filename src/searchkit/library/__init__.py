"""The facade that joins corpus, engines and answers."""

from typing import TYPE_CHECKING

from searchkit.lazy import lazy_exports

if TYPE_CHECKING:
    from searchkit.library.library import Library
    from searchkit.library.settings import Settings
    from searchkit.reports import Progress

__all__ = ["Library", "Progress", "Settings"]

__getattr__ = lazy_exports(
    __name__,
    {
        "Library": "searchkit.library.library",
        "Progress": "searchkit.reports",
        "Settings": "searchkit.library.settings",
    },
)
