"""What is shipped: every package, the files of the page, and the names that users import."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import searchkit

ROOT = Path(__file__).resolve().parent.parent


def test_every_package_is_named_in_pyproject() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    source = ROOT / "src"
    found = {
        ".".join(path.parent.relative_to(source).parts) for path in source.rglob("__init__.py")
    }
    assert set(settings["packages"]) == found | {"searchkit.web"}


def test_the_files_of_the_page_are_found_where_the_package_is() -> None:
    page = resources.files("searchkit.web")
    assert page.joinpath("templates", "results.html").is_file()
    assert page.joinpath("static", "searchkit.css").is_file()


def test_the_exported_names_are_these() -> None:
    assert searchkit.__all__ == [
        "Article",
        "Hit",
        "Library",
        "MarkedArticle",
        "PartialDate",
        "Provenance",
        "QueryError",
        "Results",
        "SearchkitError",
        "Snippet",
    ]
    assert all(hasattr(searchkit, name) for name in searchkit.__all__)
