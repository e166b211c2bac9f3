"""`dataclass(frozen=True, slots=True)` as in the standard library, made in a third of the time.

A command starts with over a hundred of these classes. The standard library compiles six functions
for each, which took a fourth of a cold start. Here they are compiled when they are first called,
and objects are made a third faster too. No class of the standard library's kind can
inherit from one of these.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

__all__ = ["dataclass"]

_Class = TypeVar("_Class", bound=type)


def _quick(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[type[Any]], type[Any]]:
    """A decorator for the class of a frozen, slotted dataclass; other kinds are refused."""
    if not (frozen and slots):
        raise TypeError("only for frozen dataclasses with slots")
    return lambda cls: _made(cls, kw_only=kw_only)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _quick


def _made(cls: type[Any], *, kw_only: bool) -> type[Any]:
    # A class with its own `__eq__` has no hash of its own yet.
    own = {name for name, value in vars(cls).items() if (name, value) != ("__hash__", None)}
    made: type[Any] = dataclasses.dataclass(
        init=False, repr=False, eq=False, slots=True, kw_only=kw_only
    )(_documented(cls))
    fields = dataclasses.fields(made)
    methods = {
        "__init__": _when_called(made, "__init__", partial(_init, made, fields)),
        **_written(made, fields),
        "__setattr__": _refuse_assignment,
        "__delattr__": _refuse_deletion,
        "__getstate__": _state,
        "__setstate__": _take_state,
    }
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _documented(cls: type[Any]) -> type[Any]:
    # Without a docstring, the standard library works out the signature.
    cls.__doc__ = cls.__doc__ or cls.__name__
    return cls


def _init(cls: type[Any], fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    """`__init__`, which sets each slot by itself: nothing else may."""
    scope: dict[str, Any] = {"MISSING": MISSING}
    positional, by_name, body = list[str](), list[str](), list[str]()
    for field in fields:
        name = field.name
        value = name
        argument = name
        scope[f"set_{name}"] = getattr(cls, name).__set__
        if field.default is not MISSING:
            scope[f"default_{name}"] = field.default
            argument = f"{name}=default_{name}"
        elif field.default_factory is not MISSING:
            scope[f"make_{name}"] = field.default_factory
            argument = f"{name}=MISSING"
            value = f"make_{name}() if {name} is MISSING else {name}"
        if field.init:
            (by_name if field.kw_only else positional).append(argument)
        elif field.default_factory is not MISSING:
            value = f"make_{name}()"
        elif field.default is not MISSING:
            value = f"default_{name}"
        else:
            continue
        body.append(f"set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    return _compiled(
        cls,
        "__init__",
        ", ".join(["self", *positional, *["*"][: len(by_name)], *by_name]),
        "\n ".join(body or ["pass"]),
        scope,
    )


def _when_called(
    cls: type[Any], name: str, make: Callable[[], Callable[..., Any]]
) -> Callable[..., Any]:
    """A method that is made when it is first called, in place of this one: few ever are."""

    def method(self: Any, *others: object, **named: object) -> Any:
        made = make()
        setattr(cls, name, made)
        return made(self, *others, **named)

    method.__name__ = name
    return method


def _compiled(
    cls: type[Any], name: str, arguments: str, body: str, scope: dict[str, Any]
) -> Callable[..., Any]:
    exec(f"def {name}({arguments}):\n {body}", scope)
    compiled: Callable[..., Any] = scope[name]
    compiled.__qualname__ = f"{cls.__qualname__}.{name}"
    compiled.__module__ = cls.__module__
    return compiled


def _values(of: str, names: Sequence[str]) -> str:
    return "(" + "".join(f"{of}.{name}, " for name in names) + ")"


def _written(cls: type[Any], fields: Sequence[Field[Any]]) -> dict[str, Callable[..., Any]]:
    """`__repr__`, `__eq__` and `__hash__`."""
    compared = [field.name for field in fields if field.compare]
    shown = ", ".join(f"{field.name}={{self.{field.name}!r}}" for field in fields if field.repr)
    own, other = _values("self", compared), _values("other", compared)
    is_equal = f"{own} == {other} if other.__class__ is self.__class__ else NotImplemented"
    written = {
        "__repr__": ("self", f'return f"{{self.__class__.__qualname__}}({shown})"'),
        "__eq__": ("self, other", f"return {is_equal}"),
        "__hash__": ("self", f"return hash({own})"),
    }
    return {
        name: _when_called(cls, name, partial(_compiled, cls, name, *source, {}))
        for name, source in written.items()
    }


def _refuse_assignment(self: Any, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
