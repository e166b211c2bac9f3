"""What is shipped: every package, the files of the page, and the names that users import."""

from __future__ import annotations

import ast
import dataclasses
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import get_args

import searchkit
from searchkit import library
from searchkit.search import facade

ROOT = Path(__file__).resolve().parent.parent


def test_every_folder_with_modules_is_a_package() -> None:
    """A folder without `__init__.py` would be missing from what is installed."""
    source = ROOT / "src" / "searchkit"
    folders = {path.parent for path in (*source.rglob("*.py"), *(source / "web").rglob("*.py"))}
    assert len(folders) > 15
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_the_files_of_the_page_are_found_where_the_package_is() -> None:
    page = resources.files("searchkit.web")
    assert page.joinpath("templates", "results.html").is_file()
    assert page.joinpath("static", "searchkit.css").is_file()


def test_every_exported_name_is_there() -> None:
    assert all(getattr(searchkit, name) is not None for name in searchkit.__all__)


def test_every_type_that_the_library_takes_or_returns_is_exported() -> None:
    annotations = [annotation for method in public_methods() for annotation in annotated(method)]
    assert len(annotations) > 40
    named = {name for text in annotations for name in names_in(text)} & (
        imported_by(library) | imported_by(facade)
    )
    assert named >= {"Results", "CheckReport", "Order"}
    assert named - set(searchkit.__all__) == set()


def test_every_type_inside_of_what_the_library_returns_is_exported() -> None:
    left = [returned(method) for method in public_methods()]
    known: set[type] = set()
    while left:
        kinds = classes_in(left.pop()) - known
        known |= kinds
        left += [field for kind in kinds for field in fields_of(kind)]
    assert {one.__name__ for one in known} >= {"Results", "Misspelt", "Provenance", "Differing"}
    assert {one.__name__ for one in known} - set(searchkit.__all__) == set()


def public_methods() -> list[Callable[..., object]]:
    """Those of `Library`, with its properties."""
    classes = (searchkit.Library, facade.SearchFacade)
    names = [(kind, name) for kind in classes for name in vars(kind) if not name.startswith("_")]
    members = [vars(kind)[name] for kind, name in names]
    functions = (getattr(one, "fget", None) or getattr(one, "__func__", one) for one in members)
    return [one for one in functions if callable(one)]


def annotated(method: Callable[..., object]) -> Iterable[str]:
    return [text for text in method.__annotations__.values() if isinstance(text, str)]


def names_in(annotation: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(annotation)) if isinstance(node, ast.Name)}


def imported_by(module: ModuleType) -> set[str]:
    """The names that a module imports from others of the package, for types alone or not."""
    assert module.__file__
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    own = [node for node in froms if (node.module or "").startswith("searchkit")]
    return {alias.name for node in own for alias in node.names}


def evaluated(annotations: Mapping[str, object], module: str) -> dict[str, object]:
    names = {
        **vars(sys.modules[module]),
        **{one: getattr(searchkit, one) for one in searchkit.__all__},
    }
    return {
        name: eval(text, names) if isinstance(text, str) else text
        for name, text in annotations.items()
    }


def returned(method: Callable[..., object]) -> object:
    text = {"return": method.__annotations__["return"]}
    return evaluated(text, method.__module__)["return"]


def fields_of(kind: type) -> Iterable[object]:
    if not dataclasses.is_dataclass(kind):
        return ()
    # What a request has of its own making is for the engines.
    given = {field.name for field in dataclasses.fields(kind) if field.init}
    annotations = {name: kind.__annotations__[name] for name in kind.__annotations__.keys() & given}
    return evaluated(annotations, kind.__module__).values()


def classes_in(annotation: object) -> set[type]:
    """The classes of the package in an annotation."""
    inner = [one for part in get_args(annotation) for one in classes_in(part)]
    own = [annotation] if isinstance(annotation, type) else []
    return {one for one in (*own, *inner) if one.__module__.startswith("searchkit")}
