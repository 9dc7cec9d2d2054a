"""The parts of an office file, which is a zip archive: read one by one, never more than allowed.

The directory of the archive is checked before anything is unpacked, and what comes out is counted
again. Nothing is written to disk, so names of parts are harmless. No part is understood here.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.source.forms.limits import (
    INFLATED_LIMIT,
    MEMBER_LIMIT,
    PART_LIMIT,
    RATIO_FREE,
    RATIO_LIMIT,
    refuse_broken,
    refuse_encrypted,
    refuse_size,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipInfo

_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 1
_STORED, _DEFLATED = 0, 8


class Archive:
    """An archive whose directory keeps the limits. Raises ``RefusedError``."""

    def __init__(self, data: bytes) -> None:
        from io import BytesIO
        from zipfile import BadZipFile, ZipFile

        # Counted before the library makes an object of every entry.
        if data.count(_ENTRY) > 2 * MEMBER_LIMIT:
            refuse_size(f"压缩包里的部件超过{MEMBER_LIMIT}个。")
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError, UnicodeError):
            message = "文件开头是 Office 文件（压缩包），但目录读不出来：文件不完整或已损坏。"
            refuse_broken(message)
        self._parts: dict[str, ZipInfo] = {}
        self._left = INFLATED_LIMIT
        self._check(self._zip.infolist())

    def _check(self, entries: list[ZipInfo]) -> None:
        if len(entries) > MEMBER_LIMIT:
            refuse_size(f"压缩包里的部件有{len(entries)}个，最多{MEMBER_LIMIT}个。")
        total = 0
        for entry in entries:
            name = entry.filename.replace("\\", "/").lstrip("/").lower()
            if name in self._parts:
                refuse_broken(
                    f"压缩包里有两个同名的部件 {entry.filename!r}，读哪一个都可能是错的。"
                )
            self._parts[name] = entry
            total += entry.file_size
            if entry.file_size > RATIO_FREE and entry.file_size > RATIO_LIMIT * max(
                entry.compress_size, 1
            ):
                refuse_size(
                    f"部件 {entry.filename!r} 解压后是压缩时的{RATIO_LIMIT}倍以上，像是压缩炸弹。"
                )
        if total > INFLATED_LIMIT:
            refuse_size(f"解压后有{total}字节，最多可读{INFLATED_LIMIT}字节（200 MiB）。")

    def names(self) -> tuple[str, ...]:
        """The names of the parts, in small letters."""
        return tuple(self._parts)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._parts

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content of a part, piece by piece. Raises ``RefusedError``."""
        from zipfile import BadZipFile
        from zlib import error as ZlibError  # noqa: N812 - an exception is named like one

        entry = self._parts.get(name.lower())
        if entry is None:
            refuse_broken(f"文件里缺少部件 {name!r}。")
        if entry.flag_bits & _ENCRYPTED:
            refuse_encrypted()
        if entry.compress_type not in {_STORED, _DEFLATED}:
            refuse_broken(f"部件 {name!r} 的压缩方法不是 Office 用的那一种。")
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        refuse_size(f"解压后超过{INFLATED_LIMIT}字节（200 MiB）。")
                    yield chunk
        except (BadZipFile, ZlibError, EOFError, RuntimeError, ValueError, OSError):
            refuse_broken(f"部件 {name!r} 解压不出来：文件不完整或已损坏。")

    def read(self, name: str) -> bytes:
        """A part as a whole. Raises ``RefusedError``."""
        pieces = []
        size = 0
        for chunk in self.chunks(name):
            size += len(chunk)
            if size > PART_LIMIT:
                refuse_size(f"部件 {name!r} 超过{PART_LIMIT}字节（32 MiB）。")
            pieces.append(chunk)
        return b"".join(pieces)
