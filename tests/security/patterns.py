"""Every pattern of the program, with the methods that it is used with."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

import regex

import searchkit
from searchkit.analysis.arabic_names import MAX_SOUNDS, name_pattern
from searchkit.quick_re import LazyPattern

_METHODS = frozenset("search match fullmatch finditer findall sub subn split".split())
_KINDS: tuple[type, ...] = (LazyPattern, re.Pattern, regex.Pattern)


class Used(NamedTuple):
    """A pattern, where it stands, and the methods that are called on it."""

    where: str
    pattern: Any
    methods: frozenset[str]


def all_patterns() -> list[Used]:
    """Those of modules, of their containers and classes, and those that stand in functions."""
    modules = list(_modules())
    calls = {module.__name__: _calls(module) for module in modules}
    shared: dict[str, set[str]] = defaultdict(set)
    for each in calls.values():
        for name, methods in each.items():
            shared[name] |= methods
    found: dict[tuple[str, int, str], Used] = {}
    barren = set[int]()
    for module in modules:
        called = calls[module.__name__]
        held = list(_held(module, barren))
        names = {name for name, _ in held}
        unnamed = {one for name, used in called.items() if name not in names for one in used}
        for name, pattern in held:
            plain = name.partition("[")[0].rpartition(".")[2]
            methods = called[plain] if plain.startswith("_") else shared[plain]
            if name.partition("[")[1]:
                methods = unnamed
            used = Used(f"{module.__name__}:{name}", pattern, frozenset(methods or unnamed))
            key = (pattern.pattern, pattern.flags, type(pattern).__module__)
            if key in found:
                used = used._replace(methods=used.methods | found[key].methods)
            found[key] = used
        texts = {one.pattern.pattern for one in found.values()}
        for line, method, pattern in _inline(module):
            if method == "compile" and pattern.pattern in texts:
                continue
            key = (pattern.pattern, pattern.flags, type(pattern).__module__)
            found.setdefault(
                key,
                Used(
                    f"{module.__name__}:{line}", pattern, frozenset({method}) & _METHODS or unnamed
                ),
            )
    used = [one._replace(methods=one.methods or frozenset({"search"})) for one in found.values()]
    return [*used, *_made_of_names()]


def _made_of_names() -> Iterator[Used]:
    """Those that are made of a name in a query: of the most optional letters side by side."""
    for sounds in ("aih", "aev", "oiv", "ivih", "auk", "ecic"):
        key = (sounds * MAX_SOUNDS)[:MAX_SOUNDS]
        pattern: Any = name_pattern(key)
        yield Used(f"{name_pattern.__module__}:{key}", pattern.compiled(), frozenset({"fullmatch"}))


def _modules() -> Iterator[ModuleType]:
    yield searchkit
    for info in pkgutil.walk_packages(searchkit.__path__, "searchkit."):
        if not info.name.endswith("__main__"):
            yield importlib.import_module(info.name)


def _held(module: ModuleType, barren: set[int]) -> Iterator[tuple[str, Any]]:
    """The patterns of a module. What has none is added to `barren`: many import the same table."""
    for name, value in vars(module).items():
        if id(value) in barren:
            continue
        if (
            isinstance(value, _KINDS)
            # What holds patterns is a thing of the module that made it, whatever its class.
            or (is_dataclass(value) and not isinstance(value, type))
            or getattr(value, "__module__", module.__name__) == module.__name__
        ):
            patterns = list(_within(name, value, 0, set()))
            yield from patterns
            if not patterns:
                barren.add(id(value))


def _within(name: str, value: object, depth: int, seen: set[int]) -> Iterator[tuple[str, Any]]:
    if id(value) in seen or depth > 6:
        return
    if isinstance(value, _KINDS):
        yield name, value.compiled() if isinstance(value, LazyPattern) else value
        return
    seen.add(id(value))
    inner: list[tuple[str, object]] = []
    if isinstance(value, (tuple, list, set, frozenset)):
        inner = [(f"{name}[{at}]", one) for at, one in enumerate(value)]
    elif isinstance(value, dict):
        inner = [(f"{name}[{at}]", one) for at, pair in enumerate(value.items()) for one in pair]
    elif isinstance(value, type):
        inner = [(f"{name}.{key}", one) for key, one in vars(value).items()]
    elif is_dataclass(value):
        inner = [(f"{name}[{one.name}]", getattr(value, one.name, None)) for one in fields(value)]
    elif isinstance(value, FunctionType):
        cells = [cell.cell_contents for cell in value.__closure__ or () if _has_content(cell)]
        inner = [(f"{name}[{at}]", one) for at, one in enumerate((*cells, value.__defaults__))]
    for key, one in inner:
        # Tables of hundreds of thousands of words hold none.
        if not isinstance(one, (str, int, float, bytes, type(None))):
            yield from _within(key, one, depth + 1, seen)


def _has_content(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


@cache
def _nodes(module: ModuleType) -> list[ast.AST]:
    return list(ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))))


@cache
def _calls(module: ModuleType) -> dict[str, set[str]]:
    """The methods that are taken of each name."""
    found: dict[str, set[str]] = defaultdict(set)
    nodes = _nodes(module)
    of_strings = {id(node.func) for node in nodes if _splits_a_string(node)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in _METHODS and id(node) not in of_strings:
            match node.value:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    if name not in ("re", "regex"):
                        found[name].add(node.attr)
                case _:
                    found[""].add(node.attr)
    return found


def _splits_a_string(node: ast.AST) -> bool:
    """Whether it is a call such as `text.split()` or `text.split(",")`."""
    match node:
        case ast.Call(func=ast.Attribute(attr="split"), args=[] | [ast.Constant(), *_]):
            return True
    return False


def _inline(module: ModuleType) -> Iterator[tuple[int, str, Any]]:
    """The patterns that are written in calls such as `re.sub(r"…", …)`."""
    for node in _nodes(module):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re" | "regex" as library), attr=method),
                args=[ast.Constant(value=str() | bytes() as pattern), *_],
            ):
                compiled: Any = importlib.import_module(library).compile(pattern)
                yield node.lineno, method, compiled
