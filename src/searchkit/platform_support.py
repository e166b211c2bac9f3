"""Calls that not every system has, each with a fallback.

No other module imports `fcntl`, `resource`, `select`, `pwd` or `grp`, or looks into `/proc`;
docs/systems.md tells what each fallback gives up.
"""

from __future__ import annotations

import errno
import math
import os
import select
import signal
import stat
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path, PurePath, PureWindowsPath
from typing import TYPE_CHECKING, Any, TypeVar
from unicodedata import normalize

if TYPE_CHECKING:
    import subprocess
    from concurrent.futures import Future, ThreadPoolExecutor


def _optional(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        return None


_fcntl = _optional("fcntl")
_msvcrt = _optional("msvcrt")
_resource = _optional("resource")
_pwd = _optional("pwd")
_grp = _optional("grp")

# Windows locks bytes against reading too: one that no file has.
_LOCK_BYTE = 1 << 30
# How often (s) a lock that another process holds is tried again there.
_LOCK_PAUSE = 0.1
# Windows moves nothing that anybody has open; how often it is tried, and the pause (s) between.
_MOVES = 40 if os.name == "nt" else 1
_MOVE_PAUSE = 0.05
# Errors for which a copy takes the place of a link to a file: it is there, and there is room.
_NO_COPY = {errno.ENOENT, errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}

_Argument = TypeVar("_Argument")
_Result = TypeVar("_Result")


# Files and folders


def open_descriptor(
    path: str | os.PathLike[str],
    flags: int = os.O_RDONLY,
    mode: int = 0o666,
    *,
    follow_symlinks: bool = True,
) -> int:
    """Open a file without ever waiting for it; no child process inherits it.

    Raises `OSError`: with `errno.ELOOP` for a link that is not followed.
    """
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= _flag(name)
    if not follow_symlinks:
        flags |= _flag("O_NOFOLLOW")
    if not (_flag("O_NONBLOCK") and (follow_symlinks or _flag("O_NOFOLLOW"))):
        _check_before_opening(path, follow_symlinks=follow_symlinks)
    return os.open(path, flags, mode)


def move(source: Path, target: Path) -> Path:
    """Rename a file or folder; a file takes the place of another. Raises `OSError`.

    Where an open file is in the way, it waits a little: a search reads one for a moment.
    """
    for _ in range(_MOVES - 1):
        try:
            return source.replace(target)
        except PermissionError:
            time.sleep(_MOVE_PAUSE)
    return source.replace(target)


def path_below(folder: PurePath, path: str) -> str:
    r"""The path of a file below a folder, with slashes on every system.

    >>> from pathlib import PurePosixPath
    >>> path_below(PurePosixPath("/news"), "/news/wire/a.txt")
    'wire/a.txt'
    >>> path_below(PureWindowsPath("C:\\news"), "C:\\news\\wire\\a.txt")
    'wire/a.txt'
    """
    below = path.removeprefix(str(folder))
    if isinstance(folder, PureWindowsPath):
        below = below.replace("\\", "/")
    return below.lstrip("/")


def composed(name: str) -> str:
    """The name of a file with each letter and its accent as one character, as people type it.

    A Mac may have named the file with accents apart.
    """
    return name if name.isascii() else normalize("NFC", name)


def _flag(name: str) -> int:
    return int(getattr(os, name, 0))


def _check_before_opening(path: str | os.PathLike[str], *, follow_symlinks: bool) -> None:
    """Raise what opening would raise where the system has flags for it."""
    try:
        mode = Path(path).stat(follow_symlinks=follow_symlinks).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), os.fspath(path))
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), os.fspath(path))


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk; nothing where a folder cannot be opened."""
    if not _flag("O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | _flag("O_DIRECTORY"))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(descriptor: int) -> None:
    """Have what was written to an open file on disk."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Windows syncs no file that is open for reading only.
        if _fcntl is not None or error.errno not in (errno.EBADF, errno.EACCES):
            raise


def share_file(source: Path, target: Path) -> None:
    """Let a file have another name too; a copy where the file system has no hard links.

    Raises `OSError`.
    """
    # A query does not need it.
    from shutil import copyfile

    try:
        os.link(source, target)
    except (AttributeError, NotImplementedError):
        copyfile(source, target)
    except OSError as error:
        if error.errno in _NO_COPY:
            raise
        copyfile(source, target)


# Owners


def is_own(state: os.stat_result) -> bool:
    """Tell if the user owns a file; always where files have no numbered owner."""
    user = _user()
    return user is None or state.st_uid == user


def is_own_or_of_root(state: os.stat_result) -> bool:
    """Tell if the user or root owns a file."""
    return is_own(state) or state.st_uid == 0


def has_modes() -> bool:
    """Tell if the mode of a file tells who may read and write it."""
    return _user() is not None


def is_own_group(gid: int, owner: int) -> bool:
    """Tell if a group has no member but one user, as far as the system lists members."""
    if _pwd is None or _grp is None:
        return False
    try:
        user, group = _pwd.getpwuid(owner), _grp.getgrgid(gid)
    except KeyError:
        return False
    members = {user.pw_name, *group.gr_mem}
    members.update(other.pw_name for other in _pwd.getpwall() if other.pw_gid == gid)
    # A directory service need not list everybody; such a group is not named like a user.
    return bool(group.gr_name == user.pw_name and members == {user.pw_name})


def has_access_list(path: Path) -> bool:
    """Tell if further users may be named, whose rights the mode shows as those of the group."""
    try:
        return bool(os.getxattr(path, "system.posix_acl_access"))
    except (AttributeError, OSError):
        return False


def _user() -> int | None:
    return os.geteuid() if hasattr(os, "geteuid") else None


# Locks


def lock(descriptor: int, *, wait: bool = False) -> bool:
    """Lock an open file until it is closed; False if another process has it.

    Where a system has no locks nobody has.
    """
    if _fcntl is not None:
        try:
            _fcntl.flock(descriptor, _fcntl.LOCK_EX | (0 if wait else _fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True
    while not _lock_byte(descriptor):
        if not wait:
            return False
        time.sleep(_LOCK_PAUSE)
    return True


def is_locked(descriptor: int) -> bool:
    """Tell if another process has locked an open file."""
    if _fcntl is not None:
        try:
            _fcntl.flock(descriptor, _fcntl.LOCK_SH | _fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False
    if not _lock_byte(descriptor):
        return True
    _lock_byte(descriptor, unlock=True)
    return False


def _lock_byte(descriptor: int, *, unlock: bool = False) -> bool:
    if _msvcrt is None:
        return True
    before = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.lseek(descriptor, _LOCK_BYTE, os.SEEK_SET)
    try:
        _msvcrt.locking(descriptor, _msvcrt.LK_UNLCK if unlock else _msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    finally:
        os.lseek(descriptor, before, os.SEEK_SET)
    return True


def lock_folder(folder: Path) -> int | None:
    """Wait for the lock of a folder; the descriptor to close, None where folders have none."""
    if _fcntl is None or not _flag("O_DIRECTORY"):
        return None
    descriptor = os.open(folder, os.O_RDONLY | _flag("O_DIRECTORY") | _flag("O_CLOEXEC"))
    _fcntl.flock(descriptor, _fcntl.LOCK_EX)
    return descriptor


# Processes


def limit_memory(limit: int) -> None:
    """Let this process have at most so many bytes, and leave no image of them when it crashes."""
    _limit("RLIMIT_DATA", limit, limit)
    _limit("RLIMIT_CORE", 0, 0)


def limit_more_processor_seconds(seconds: int) -> None:
    """Let this process use so many more seconds of the processor."""
    if _resource is not None:
        used = _resource.getrusage(_resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + seconds
        _limit("RLIMIT_CPU", limit, _resource.RLIM_INFINITY)


def _limit(name: str, soft: int, hard: int) -> None:
    number = getattr(_resource, name, None)
    if number is not None:
        _resource.setrlimit(number, (soft, hard))


def max_open_files() -> float:
    """The number of files that this process may have open."""
    if _resource is None:
        return math.inf
    soft, _ = _resource.getrlimit(_resource.RLIMIT_NOFILE)
    return math.inf if soft == _resource.RLIM_INFINITY else float(soft)


def processor_seconds(pid: int) -> float | None:
    """The time that a process has been at work; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None


def memory_of(pid: int) -> int:
    """The bytes of memory that a process takes; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_bytes().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return 0


def pause(process: subprocess.Popen[bytes]) -> None:
    """Stop a process until `resume`; it goes on where the system has no such signal."""
    _send(process, "SIGSTOP")


def resume(process: subprocess.Popen[bytes]) -> None:
    """Let a process go on."""
    _send(process, "SIGCONT")


def _send(process: subprocess.Popen[bytes], name: str) -> None:
    number = getattr(signal, name, None)
    if number is not None:
        process.send_signal(number)


class Pipes:
    """The pipes to a process and back: what is not ready within `seconds` gives None.

    Where pipes cannot be polled, a thread waits at each.
    """

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin.fileno(), process.stdout.fileno()
        self._seconds = seconds
        self._polls = hasattr(select, "poll") and hasattr(os, "set_blocking")
        self._threads: ThreadPoolExecutor | None = None
        self._reading: Future[bytes] | None = None
        self._writing: Future[int] | None = None
        if self._polls:
            os.set_blocking(self._input, False)

    def write(self, data: memoryview) -> int | None:
        """The number of bytes that were written. Raises `OSError`."""
        if not self._polls:
            self._writing = self._writing or self._started(os.write, self._input, bytes(data))
            number = self._waited(self._writing)
            self._writing = None if number is not None else self._writing
            return number
        try:
            return os.write(self._input, data)
        except BlockingIOError:
            self._is_ready(self._input, select.POLLOUT)
            return None

    def read(self, size: int) -> bytes | None:
        """At most so many bytes; none when the process has ended. Raises `OSError`."""
        if not self._polls:
            self._reading = self._reading or self._started(os.read, self._output, size)
            data = self._waited(self._reading)
            self._reading = None if data is not None else self._reading
            return data
        if not self._is_ready(self._output, select.POLLIN):
            return None
        return os.read(self._output, size)

    def close(self) -> None:
        """Let go of the threads, once the process has ended."""
        if self._threads is not None:
            self._threads.shutdown()

    def _is_ready(self, descriptor: int, event: int) -> bool:
        poll = select.poll()
        poll.register(descriptor, event)
        return bool(poll.poll(self._seconds * 1_000))

    def _started(
        self, work: Callable[[int, _Argument], _Result], descriptor: int, argument: _Argument
    ) -> Future[_Result]:
        from concurrent.futures import ThreadPoolExecutor

        self._threads = self._threads or ThreadPoolExecutor(2, thread_name_prefix="pipe")
        return self._threads.submit(work, descriptor, argument)

    def _waited(self, future: Future[_Result]) -> _Result | None:
        try:
            return future.result(self._seconds)
        except TimeoutError:
            return None
