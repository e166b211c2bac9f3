"""A quick dataclass is as one of the standard library, which is the oracle here."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, replace
from typing import Any

import pytest

from searchkit import quick_dataclass


def samples(dataclass: Any) -> Callable[..., Any]:
    @dataclass(frozen=True, slots=True)
    class Point:
        """A place."""

        x: int
        y: int = 0
        tags: list[str] = field(default_factory=list, compare=False)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Named(Point):
        """A place with a name."""

        name: str
        secret: str = field(default="", repr=False)
        length: int = field(init=False, default=7)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.name))

    @dataclass(frozen=True, slots=True)
    class Own:
        """Compares as it says itself."""

        x: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __repr__(self) -> str:
            return "own"

    @dataclass(frozen=True, slots=True)
    class Empty:
        """Has nothing."""

    kinds = {"point": Point, "named": Named, "own": Own, "empty": Empty}
    return lambda kind, *given, **named: kinds[kind](*given, **named)


STANDARD, QUICK = samples(dataclasses.dataclass), samples(quick_dataclass.dataclass)
GIVEN: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    (("point", 1), {}),
    (("point", 1, 2, ["a"]), {}),
    (("point",), {"y": 3, "x": 1}),
    (("named", 1), {"name": "Ada", "secret": "b"}),
    (("own", 1), {}),
    (("own", 2), {}),
    (("empty",), {}),
]


@pytest.mark.parametrize(("given", "named"), GIVEN)
def test_objects_look_alike(given: tuple[Any, ...], named: dict[str, Any]) -> None:
    standard, quick = STANDARD(*given, **named), QUICK(*given, **named)
    for look in (repr, dataclasses.asdict, dataclasses.astuple, hash):
        assert look(quick) == look(standard)
    names = [one.name for one in dataclasses.fields(standard)]
    assert [one.name for one in dataclasses.fields(quick)] == names
    for name in ("__match_args__", "__doc__", "__slots__", "__qualname__"):
        assert getattr(type(quick), name) == getattr(type(standard), name)


@pytest.mark.parametrize(("first", "named"), GIVEN)
@pytest.mark.parametrize(("second", "also"), GIVEN)
def test_objects_compare_alike(
    first: tuple[Any, ...], named: Any, second: tuple[Any, ...], also: Any
) -> None:
    standard = STANDARD(*first, **named) == STANDARD(*second, **also)
    assert (QUICK(*first, **named) == QUICK(*second, **also)) is standard
    assert QUICK(*first, **named) != STANDARD(*first, **named) or first[0] == "own"


@pytest.mark.parametrize("make", [STANDARD, QUICK])
def test_no_field_can_be_changed(make: Callable[..., Any]) -> None:
    point = make("point", 1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 2
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x
    assert replace(point, x=2) == make("point", 2)
    assert point.tags is not make("point", 1).tags


def test_an_argument_that_is_missing_or_unknown_is_named() -> None:
    with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required .* 'x'"):
        QUICK("point")
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        QUICK("point", 1, z=2)
    with pytest.raises(TypeError, match="missing 1 required keyword-only argument: 'name'"):
        QUICK("named", 1)


@quick_dataclass.dataclass(frozen=True, slots=True)
class Kept:
    """Can be pickled: it stands in a module."""

    x: int
    y: tuple[str, ...] = ()


def test_a_copy_is_equal() -> None:
    kept = Kept(1, ("a",))
    assert pickle.loads(pickle.dumps(kept)) == copy.copy(kept) == copy.deepcopy(kept) == kept


@pytest.mark.parametrize("kind", [{"frozen": True}, {"slots": True}])
def test_other_kinds_are_refused(kind: dict[str, bool]) -> None:
    make: Any = quick_dataclass.dataclass
    with pytest.raises(TypeError):
        make(**{"frozen": False, "slots": False, **kind})
