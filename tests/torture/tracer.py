"""Runs a function in a child process and stops it before each change that it makes below a folder.

Linux's ptrace and seccomp, from Python: no compiler and no other program is needed, and what an
engine does in Rust is seen as well as what is done in Python. Only on x86-64.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import signal
import struct
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from torture.workplace import fork

_LIBC = ctypes.CDLL(None, use_errno=True)
_TRACEME, _CONT, _GETREGS, _SETREGS, _SETOPTIONS = 0, 7, 12, 13, 0x4200
# Trace fork, vfork, clone and seccomp; kill what is traced when the tracer dies.
_OPTIONS = 0x2 | 0x4 | 0x8 | 0x80 | 0x100000
_SECCOMP_STOP = 7
_WALL = 0x40000000
_AT_CWD = -100

# Of a system call: where its paths are, as (directory argument or None, path argument).
_PATHS: dict[int, tuple[str, tuple[tuple[int | None, int], ...]]] = {
    2: ("open", ((None, 0),)),
    257: ("open", ((0, 1),)),
    82: ("rename", ((None, 0), (None, 1))),
    264: ("rename", ((0, 1), (2, 3))),
    316: ("rename", ((0, 1), (2, 3))),
    83: ("mkdir", ((None, 0),)),
    258: ("mkdir", ((0, 1),)),
    84: ("remove", ((None, 0),)),
    87: ("remove", ((None, 0),)),
    263: ("remove", ((0, 1),)),
    86: ("link", ((None, 0), (None, 1))),
    265: ("link", ((0, 1), (2, 3))),
    76: ("truncate", ((None, 0),)),
    90: ("chmod", ((None, 0),)),
    268: ("chmod", ((0, 1),)),
}
# Of the others the first argument is a descriptor.
_DESCRIPTORS = {
    1: "write", 18: "write", 20: "write", 296: "write", 40: "write", 285: "write", 77: "truncate",
    74: "sync", 75: "sync",
}  # fmt: skip


class _Registers(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_ulonglong)
        for name in (
            "r15 r14 r13 r12 rbp rbx r11 r10 r9 r8 rax rcx rdx rsi rdi orig_rax rip cs eflags "
            "rsp ss fs_base gs_base ds es fs gs"
        ).split()
    )


@dataclass(frozen=True, slots=True)
class Operation:
    """A change that a thread is about to make: the `number`-th below the folder, from 1."""

    number: int
    kind: str
    paths: tuple[str, ...]
    thread: int


KILL = -1
#: What shall become of an operation: 0 lets it be, `KILL` ends the process instead, an errno fails.
Decide = Callable[[Operation], int]


def is_possible() -> bool:
    """Whether processes can be traced here."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return False
    try:
        return trace(lambda: None, Path("/nonexistent"), lambda _: 0) == 0
    except OSError:
        return False


def trace(function: Callable[[], object], folder: Path, decide: Decide) -> int:
    """Run the function in a child; its exit status, negative for a signal."""
    child = fork()
    if child == 0:
        status = 70
        try:
            _be_traced()
            result = function()
            status = result if isinstance(result, int) else 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    return _Tracer(child, os.path.realpath(folder), decide).run()


def _be_traced() -> None:
    if _LIBC.ptrace(_TRACEME, 0, None, None):
        raise OSError(ctypes.get_errno(), "ptrace")
    os.kill(os.getpid(), signal.SIGSTOP)
    numbers = sorted({*_PATHS, *_DESCRIPTORS})
    load, allow, stop = (0x20, 0, 0, 0), (0x06, 0, 0, 0x7FFF0000), (0x06, 0, 0, 0x7FF00000)
    jumps = [(0x15, len(numbers) - at, 0, number) for at, number in enumerate(numbers)]
    code = b"".join(struct.pack("HBBI", *one) for one in (load, *jumps, allow, stop))
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    if _LIBC.prctl(38, 1, 0, 0, 0) or _LIBC.prctl(22, 2, program, 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


class _Tracer:
    def __init__(self, child: int, folder: str, decide: Decide) -> None:
        self._child = child
        self._folder = folder
        self._decide = decide
        self._count = 0

    def run(self) -> int:
        _, status = os.waitpid(self._child, _WALL)
        if not os.WIFSTOPPED(status):
            raise OSError(errno.EPERM, "processes cannot be traced here")
        self._ptrace(_SETOPTIONS, self._child, _OPTIONS)
        self._ptrace(_CONT, self._child, 0)
        while True:
            thread, status = os.waitpid(-1, _WALL)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                if thread == self._child:
                    return os.waitstatus_to_exitcode(status)
            elif os.WIFSTOPPED(status):
                self._stopped(thread, status)

    def _stopped(self, thread: int, status: int) -> None:
        event, sent = status >> 16, os.WSTOPSIG(status)
        passed_on = 0
        if event == _SECCOMP_STOP:
            self._before_call(thread)
        elif not event and sent not in (signal.SIGSTOP, signal.SIGTRAP):
            passed_on = sent
        self._ptrace(_CONT, thread, passed_on)

    def _before_call(self, thread: int) -> None:
        registers = _Registers()
        if _LIBC.ptrace(_GETREGS, thread, None, ctypes.byref(registers)):
            return
        operation = self._operation(thread, registers)
        if operation is None:
            return
        decision = self._decide(operation)
        if decision == KILL:
            os.kill(self._child, signal.SIGKILL)
        elif decision:
            registers.orig_rax = ctypes.c_ulonglong(-1).value
            registers.rax = ctypes.c_ulonglong(-decision).value
            _LIBC.ptrace(_SETREGS, thread, None, ctypes.byref(registers))

    def _operation(self, thread: int, registers: _Registers) -> Operation | None:
        call = registers.orig_rax
        arguments = [getattr(registers, name) for name in ("rdi", "rsi", "rdx", "r10", "r8")]
        try:
            if call in _DESCRIPTORS:
                kind = _DESCRIPTORS[call]
                paths = [str(Path(f"/proc/{thread}/fd/{arguments[0]}").readlink())]
            else:
                kind, places = _PATHS[call]
                if kind == "open" and not arguments[places[0][1] + 1] & (os.O_CREAT | os.O_TRUNC):
                    return None
                paths = [self._path(thread, arguments, *place) for place in places]
        except OSError:
            return None
        if not any(one == self._folder or one.startswith(self._folder + "/") for one in paths):
            return None
        self._count += 1
        return Operation(self._count, kind, tuple(paths), thread)

    def _path(self, thread: int, arguments: list[int], folder: int | None, path: int) -> str:
        with Path(f"/proc/{thread}/mem").open("rb", buffering=0) as memory:
            memory.seek(arguments[path])
            text = os.fsdecode(memory.read(4096).partition(b"\0")[0])
        base = _AT_CWD if folder is None else ctypes.c_int(arguments[folder]).value
        where = "cwd" if base == _AT_CWD else f"fd/{base}"
        return os.path.normpath(Path(f"/proc/{thread}/{where}").readlink() / text)

    def _ptrace(self, request: int, thread: int, data: int) -> None:
        # A thread that was killed meanwhile cannot be told anything any more.
        if _LIBC.ptrace(request, thread, None, ctypes.c_void_p(data)):
            number = ctypes.get_errno()
            if number != errno.ESRCH:
                raise OSError(number, os.strerror(number))
