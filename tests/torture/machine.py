"""A folder in which anything may happen; its index must end where a rebuild does."""

from __future__ import annotations

import os
import signal
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from states import rebuilt, state
from story_texts import CUT, REWRITTEN, WIRE
from torture.corruption import run
from torture.workplace import fork, remove

from searchkit import Library

_NAMES = st.sampled_from(
    ["a.txt", "b.txt", "c.md", "d.jsonl", "sub/a.txt", "sub/b.jsonl", "sub/deep/c.md", "e#1.txt"]
)
_TEXTS = st.sampled_from(
    [
        "Harbour strike ends\n\nDock workers went back.",
        "Ferry late again\n\nBy Ada Lind\n\nThe ferry was late on 31 March 2020.",
        "---\ntitle: Cod\nsource: The Herald\ndate: 2016-02\n---\nQuotas fall again.",
        "\N{BULLET}\n\nno headline",
        '{"text": "Ships.", "title": "Row"}\n{"text": "Boats."}\n',
        '{"id": "x", "text": "Ships."}\n{"id": "y", "text": \n',
        '{"id": "y", "text": "Boats of the coast."}\n',
        f"Strike over\n\n{WIRE}",
        f"---\ntitle: Dockers go back\ndate: 2016-02-20\n---\n{CUT}",
        f"---\ntitle: Nine days\ndate: 2016-02\n---\n{REWRITTEN}",
    ]
)


class Following(RuleBasedStateMachine):
    """Adds, edits, deletes, renames, touches, corrects, ignores; updates, and kills updates."""

    engine = "whoosh"

    @initialize()
    def begin(self) -> None:
        where = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="searchkit-", dir=where))
        self.home = self.folder / "project"
        self.corpus = self.home / "corpus"
        self.corpus.mkdir(parents=True)
        (self.home / "searchkit.toml").write_text(f'engine = "{self.engine}"\n')
        # Long ago, so that sizes and times are believed.
        self.clock = 1_000_000_000
        self.write("first.txt", "First\n\nThe first article.")
        self.library = Library.open(self.home)
        self.library.update()

    def teardown(self) -> None:
        if hasattr(self, "library"):
            self.update()
            self.library.close()
            remove(self.folder)

    @rule(name=_NAMES, text=_TEXTS)
    def write(self, name: str, text: str) -> None:
        path = self.corpus / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        self.touch_path(path)

    @rule(name=_NAMES)
    def delete(self, name: str) -> None:
        (self.corpus / name).unlink(missing_ok=True)

    @rule(old=_NAMES, new=_NAMES)
    def rename(self, old: str, new: str) -> None:
        if (self.corpus / old).exists():
            (self.corpus / new).parent.mkdir(parents=True, exist_ok=True)
            (self.corpus / old).rename(self.corpus / new)

    @rule(name=st.sampled_from(["sub", "moved"]))
    def rename_folder(self, name: str) -> None:
        other = self.corpus / ("moved" if name == "sub" else "sub")
        if (self.corpus / name).exists() and not other.exists():
            (self.corpus / name).rename(other)

    @rule(name=_NAMES)
    def touch(self, name: str) -> None:
        if (self.corpus / name).exists():
            self.touch_path(self.corpus / name)

    @rule(name=_NAMES, source=st.sampled_from(["The Herald", "unknown"]))
    def correct(self, name: str, source: str) -> None:
        if (self.corpus / name).parent.exists():
            (self.corpus / f"{name}.meta.toml").write_text(f'source = "{source}"\n')

    @rule(name=_NAMES)
    def take_correction_back(self, name: str) -> None:
        (self.corpus / f"{name}.meta.toml").unlink(missing_ok=True)

    @rule(lines=st.sampled_from(["", "*.md\n", "sub/\n", "a.txt\n!sub/a.txt\n"]))
    def ignore(self, lines: str) -> None:
        (self.corpus / ".searchkitignore").write_text(lines)

    @rule(verify=st.booleans())
    def update(self, verify: bool = False) -> None:
        self.library.update(allow_shrink=True, verify=verify)
        if self.library.status().failed:
            # What failed keeps what was read before, which no fresh index has.
            return
        assert state(self.home) == rebuilt(self.home)
        assert run(self.home, ["check", "--deep"])[0] == 0
        assert not self.library.update(dry=True).changes

    @rule(after=st.integers(1, 6), anew=st.booleans())
    def killed(self, after: int, anew: bool) -> None:
        before = state(self.home)
        child = fork()
        if child == 0:
            try:
                self._run_until(after, anew)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert run(self.home, ["check"])[0] == 0
        now = state(self.home)
        # A run over few files ends before it is killed.
        assert now == before or self.library.status().failed or now == rebuilt(self.home)

    @rule()
    def rebuild(self) -> None:
        self.library.rebuild(allow_shrink=True)

    def touch_path(self, path: Path) -> None:
        self.clock += 1
        os.utime(path, (self.clock, self.clock))

    def _run_until(self, after: int, anew: bool) -> None:
        def tell(done: int, _total: int, _failed: int) -> None:
            if done >= after:
                os.kill(os.getpid(), signal.SIGKILL)

        library = Library.open(self.home)
        run = library.rebuild if anew else library.update
        run(allow_shrink=True, progress=tell)


def follow(engine: str, examples: int, steps: int, *, derandomize: bool = False) -> None:
    """Let anything happen so many times; raises what an assertion raises."""
    machine = type("Machine", (Following,), {"engine": engine})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=derandomize,
            database=None,
        ),
    )
