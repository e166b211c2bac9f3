"""Compiles the modules that indexing spends its time in, with mypyc, if asked to.

    SEARCHKIT_COMPILE=1 pip install .

Otherwise, in an editable install, and where there is no compiler, the same source is interpreted.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

#: What compiles it: of the same version everywhere, or it might find other faults.
COMPILER = "mypy>=2.4,<2.5"

#: By package: those that get faster by it. Where the time goes to patterns, or to what Python has
#: built in, nothing is gained. mypyc cannot compile the classes of `quick_dataclass`.
MODULES = {
    "engines": "counts",
    "engines/tantivy": "storage units",
    "names": "aliases beside bounds capitals continuing extraction joining kinds leading long_forms"
    " oddities segments spelling titles wrapping",
}

#: The commands of setuptools that need what is compiled.
_COMMANDS = frozenset({"bdist_wheel", "build", "build_ext", "install"})


def paths() -> list[str]:
    """The files that are compiled."""
    return [
        f"src/searchkit/{package}/{module}.py"
        for package, modules in MODULES.items()
        for module in modules.split()
    ]


def extensions() -> list[Extension]:
    """What the compiler makes of them in C; nothing where it cannot."""
    os.environ["MYPYPATH"] = "src"
    # What searchkit depends on is not installed here, and so what else it holds cannot be checked.
    options = ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent"]
    try:
        from mypyc.build import mypycify

        compiled: list[Extension] = mypycify(
            [*options, *paths()], opt_level="1", group_name="searchkit"
        )
    except (ImportError, SystemExit) as error:
        print(f"searchkit is not compiled: {error}", file=sys.stderr)
        return []
    return compiled


class Copy(build_py):
    """Copies the modules, and none of an earlier version.

    What setuptools once built stays in `build/`, and it would install that too.
    """

    def run(self) -> None:
        if not self.editable_mode:
            for path in Path(self.build_lib).glob("searchkit*"):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()
        super().run()


class Build(build_ext):
    """Compiles all of it or nothing."""

    def run(self) -> None:
        if self.editable_mode:
            # Whoever edits the source wants to run it.
            self.extensions = []
        try:
            super().run()
        except Exception as error:  # setuptools has no one class for what compilers cannot do
            print(f"searchkit is not compiled: {error}", file=sys.stderr)
            for path in map(Path, self.get_outputs()):
                path.unlink(missing_ok=True)
            self.extensions = []


def main() -> None:
    asked = os.environ.get("SEARCHKIT_COMPILE", "") not in ("", "0")
    setup(
        ext_modules=extensions() if asked and _COMMANDS.intersection(sys.argv) else [],
        setup_requires=[COMPILER] if asked else [],
        cmdclass={"build_ext": Build, "build_py": Copy},
    )


if __name__ == "__main__":
    main()
