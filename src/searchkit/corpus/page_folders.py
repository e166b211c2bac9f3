"""Folders in which a browser puts what belongs to a saved page: scripts, pictures, frames."""

from __future__ import annotations

import os

# As browsers name them in their languages.
_ENDINGS = (
    "_files", "-files", ".files", "_file", "-dateien", "_fichiers", "_archivos", "_arquivos",
    "_bestanden", "-bestanden", "-filer", "_filer", "_soubory", "_subory", "_elemei", "_pliki",
    "_datoteke", "_fitxers", "_tiedostot", "_dosyalar", "_fails", "_failid", "_bylos", "_fajlovi",
    ".fld", "_data",
)  # fmt: skip
#: What they are counted under.
PAGE_FOLDER = "X_files"

_PAGES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".php", ".asp", ".aspx", ".jsp")
_SUFFIXES = (*_PAGES, *map(str.upper, _PAGES))


def is_page_folder(folder: str) -> bool:
    """Tell if a folder belongs to a page that stands beside it."""
    lower = folder.lower()
    ending = next((suffix for suffix in _ENDINGS if lower.endswith(suffix)), None)
    if ending is None:
        return False
    page = folder[: -len(ending)]
    # A look for each page that there may be: a folder can have thousands of pages.
    return any(os.path.isfile(f"{page}{suffix}") for suffix in _SUFFIXES)  # noqa: PTH113
