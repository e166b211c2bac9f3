"""The guides for developers name what exists, and the layers that are checked."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ("ARCHITECTURE.md", "CONTRIBUTING.md")
#: What a guide makes up as an example, and names of streams.
EXAMPLES = {
    "TickerReader",
    *(
        f"{field}_{stream}"
        for field in ("title", "body")
        for stream in ("exact", "names", "capitals")
    ),
}
#: What the index folder and other programs call so.
_FILES = re.compile(r".*\.(py|md|toml|json|bin|sqlite|jsonl|docx|ticker|draft)")
WALKS = ("A file into the index", "A query to a hit", "A page request")
MAX_MODULES = 12


def text(name: str) -> str:
    """A guide without its blocks of code."""
    return re.sub(r"```.*?```", "", (ROOT / name).read_text("utf-8"), flags=re.DOTALL)


def names(name: str) -> set[str]:
    """What a guide sets in the type of code."""
    return set(re.findall(r"`([^`]+)`", text(name)))


@cache
def parsed(*folders: str) -> dict[Path, ast.Module]:
    """The syntax trees of all modules in these folders."""
    paths = [path for folder in folders for path in ROOT.glob(f"{folder}/**/*.py")]
    return {path: ast.parse(path.read_text("utf-8")) for path in paths}


@cache
def defined() -> frozenset[str]:
    """Every module, class, function and constant of the program and its tests."""
    found: set[str] = set()
    for path, tree in parsed("src", "web", "tests").items():
        found.add(path.stem)
        for node in ast.walk(tree):
            match node:
                case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                    found.add(name)
                case (
                    ast.Assign(targets=[ast.Name(id=name)])
                    | ast.AnnAssign(target=ast.Name(id=name))
                ):
                    found.add(name)
    return frozenset(found)


def is_there(dotted: str) -> bool:
    """Whether this is a module of searchkit, or something in one or in one of its classes."""
    parts = dotted.removeprefix("searchkit.").split(".")
    for depth in range(len(parts), -1, -1):
        try:
            value: object = import_module(".".join(["searchkit", *parts[:depth]]))
        except ModuleNotFoundError:
            continue
        for part in parts[depth:]:
            value = getattr(value, part, None)
        if value is not None:
            return True
    return False


@pytest.mark.slow
@pytest.mark.parametrize("guide", GUIDES)
def test_every_name_in_a_guide_is_there(guide: str) -> None:
    missing = set()
    for name in names(guide) - EXAMPLES:
        if "/" in name:
            if re.fullmatch(r"(src|web|tests|docs|benchmarks)/[\w./]*", name):
                missing |= {name} - {name for path in [ROOT / name] if path.exists()}
        elif re.fullmatch(r"[a-z_]+(\.\w+)+", name) and not _FILES.fullmatch(name):
            missing |= set() if is_there(name) or name.startswith(("click.", "http.")) else {name}
        elif re.fullmatch(r"[A-Z]\w*\.\w+", name) and not _FILES.fullmatch(name):
            missing |= set(name.split(".")) - defined()
        elif re.fullmatch(r"[A-Z]\w*[a-z_]\w*|[a-z]+_\w+", name):
            missing |= {name} - defined()
    assert missing == set()


def test_a_name_that_is_not_there_is_found() -> None:
    assert is_there("searchkit.library.Library.search")
    assert is_there("matching.match")
    assert not is_there("searchkit.library.Library.sing")
    assert not is_there("matching.mesh")
    assert "no_such_function" not in defined()


@pytest.mark.parametrize("walk", WALKS)
def test_a_walk_is_short(walk: str) -> None:
    section = text("ARCHITECTURE.md").partition(f"## {walk}\n")[2].partition("\n## ")[0]
    steps = re.findall(r"^\| \d+ \| ", section, re.MULTILINE)
    assert 5 <= len(steps) <= MAX_MODULES


def test_every_part_of_the_program_is_in_the_table_of_layers() -> None:
    section = text("ARCHITECTURE.md").partition("## Layers\n")[2].partition("\n## ")[0]
    table = [re.findall(r"`(searchkit\.\w+)`", row.split("|")[1]) for row in section.splitlines()
             if row.startswith("| `")]  # fmt: skip
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    checked = [one for layer in layers for one in layer.split(" | ")]
    assert sorted(one for row in table for one in row) == sorted(checked)
    source = ROOT / "src" / "searchkit"
    parts = {path.stem for path in source.iterdir() if (path / "__init__.py").is_file()} | {
        path.stem for path in source.glob("*.py") if not path.stem.startswith("__")
    }
    assert parts == {one.removeprefix("searchkit.") for one in checked}


def test_every_dependency_has_its_reason() -> None:
    section = text("ARCHITECTURE.md").partition("## Dependencies\n")[2]
    given = {name.lower().replace("_", "-") for name in re.findall(r"\[([\w-]+)\]\(", section)}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    optional = (
        line for name in ("opensearch", "mcp", "png", "browse", "names") for line in extras[name]
    )
    declared = [*project["dependencies"], *optional]
    assert given == {re.split(r"[<>=]", line)[0].lower().replace("_", "-") for line in declared}


#: In lines. A function counts from below its docstring.
MAX_MODULE, MAX_FUNCTION = 400, 40


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function below its signature and docstring."""
    body = function.body[ast.get_docstring(function) is not None :]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_module_and_no_function_is_too_long() -> None:
    long = []
    for path in (*ROOT.glob("src/**/*.py"), *ROOT.glob("web/**/*.py")):
        source = path.read_text("utf-8")
        if source.count("\n") > MAX_MODULE:
            long.append(path.name)
    for path, tree in {**parsed("src", "web", "tests"), **parsed("benchmarks")}.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                long += [f"{path.name}: {node.name}"] * (length(node) > MAX_FUNCTION)
    assert long == []


def test_a_function_is_as_long_as_what_it_does() -> None:
    (node,) = ast.parse('def f(\n    a,\n):\n    """Do."""\n    a()\n\n    a()\n').body
    assert isinstance(node, ast.FunctionDef)
    assert length(node) == 3


#: Words that had several meanings here, of which each has a name of its own now.
PRIVATE = frozenset(
    "Answering Finding Opened Draft Drafts Nowhere Output Update Seen Undecided Print core told"
    " Told placing placed Among Prefer AnyTerm OneOf parted having relaxing search_help Suggesting"
    " Telling Saying Quoted Carrier quoting asking asked".split()
)


def test_no_module_class_or_function_of_the_program_has_a_private_name() -> None:
    found = set()
    for path, tree in parsed("src", "web", "tests").items():
        if path.is_relative_to(ROOT / "tests"):
            continue
        names_ = {path.stem}
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names_.add(node.name.lstrip("_"))
        found |= {f"{path.name}: {name}" for name in names_ & PRIVATE}
    assert found == set()
