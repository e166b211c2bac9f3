"""The option to compile: what is compiled can be, and where it cannot the source stays."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
from setuptools import Distribution, Extension

ROOT = Path(__file__).parents[1]


@pytest.fixture
def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "setup.py"))


def test_each_module_that_is_compiled_is_there_and_fit(script: dict[str, Any]) -> None:
    for path in script["paths"]():
        source = (ROOT / path).read_text()
        assert "quick_dataclass" not in source, path
        assert "cached_property" not in source, path


def test_without_a_compiler_of_types_nothing_is_compiled(
    script: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        sys.exit("storage.py:1: error: a fault")

    build = ModuleType("mypyc.build")
    build.mypycify = refuse  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "mypyc.build", build)
    monkeypatch.setenv("MYPYPATH", "")
    assert script["extensions"]() == []
    assert "not compiled: storage.py:1" in capsys.readouterr().err


def test_where_c_cannot_be_compiled_no_part_of_it_stays(
    script: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sound, broken = tmp_path / "sound.c", tmp_path / "broken.c"
    sound.write_text("int sound;\n")
    broken.write_text("#error no C\n")
    parts = [Extension(path.stem, [str(path)]) for path in (sound, broken)]
    command = script["Build"](Distribution({"ext_modules": parts}))
    command.build_lib, command.build_temp = str(tmp_path / "lib"), str(tmp_path / "temp")
    command.ensure_finalized()
    command.run()
    assert "not compiled" in capsys.readouterr().err
    assert not list(tmp_path.glob("lib/*"))


def test_what_an_earlier_version_left_behind_is_not_installed(
    script: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, built = tmp_path / "src" / "searchkit", tmp_path / "build"
    for path in (source / "new.py", built / "searchkit" / "old.py", built / "searchkit_old.so"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)
    settings = {"packages": ["searchkit"], "package_dir": {"": "src"}, "script_name": "setup.py"}
    command = script["Copy"](Distribution(settings))
    command.build_lib = str(built)
    command.ensure_finalized()
    command.run()
    assert [path.name for path in built.rglob("*") if path.is_file()] == ["new.py"]
