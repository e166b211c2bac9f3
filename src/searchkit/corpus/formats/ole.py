"""Compound files of Microsoft: the container of Outlook messages and of old Word documents."""

from __future__ import annotations

from typing import Any

from searchkit.errors import ArticleUnreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Bytes of one stream.
MAX_STREAM_SIZE = 30_000_000


class CompoundFile:
    """The streams of a compound file. Raises `ArticleUnreadable` if the bytes are not one."""

    def __init__(self, data: bytes) -> None:
        import olefile

        if not data.strip():
            raise ArticleUnreadable("empty")
        try:
            self._file: Any = olefile.OleFileIO(data)
        except Exception:  # olefile lets every error of damaged bytes through
            raise ArticleUnreadable("damaged, or of another format") from None

    def __contains__(self, path: str) -> bool:
        return bool(self._file.exists(path))

    def stream(self, path: str) -> bytes:
        """The bytes of a stream; none if there is no such stream."""
        try:
            if not self._file.exists(path) or self._file.get_size(path) > MAX_STREAM_SIZE:
                return b""
            with self._file.openstream(path) as stream:
                data = stream.read(MAX_STREAM_SIZE)
        except Exception:
            return b""
        return data if isinstance(data, bytes) else b""

    def folders(self) -> list[str]:
        """The paths of the storages, in their order."""
        paths = ("/".join(path) for path in self._file.listdir(streams=False, storages=True))
        return sorted(paths)

    def properties(self) -> dict[str, str]:
        """The title and the author that its summary states."""
        try:
            summary = self._file.get_metadata()
            codec = f"cp{summary.codepage}" if summary.codepage not in (None, 65001) else "utf-8"
            stated = {"title": summary.title, "author": summary.author}
            return {
                name: value.decode(codec, "replace").strip("\0 ")
                for name, value in stated.items()
                if isinstance(value, bytes)
            }
        except Exception:
            return {}


def is_encrypted(data: bytes) -> bool:
    """Tell if a compound file is a newer document of Word or Excel with a password."""
    try:
        return "EncryptedPackage" in CompoundFile(data)
    except ArticleUnreadable:
        return False
