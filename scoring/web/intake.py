"""The body of a request as files and fields: counted while it arrives, never written to a disk.

What the files mean is not known here; only how they came and what they are called.
"""

from __future__ import annotations

import asyncio
import os

from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.web.answers import (
    BAD_REQUEST,
    BUSY,
    TOO_LARGE,
    TOO_SLOW_SENDING,
    UNKNOWN_TYPE,
    RefusedError,
)

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator
    from typing import Self

    from starlette.requests import Request

    from scoring.web.settings import Settings

PROJECT_TYPES = (
    "application/yaml",
    "application/x-yaml",
    "text/yaml",
    "text/x-yaml",
    "text/vnd.yaml",
    "application/json",
)
"""Media types of a project file."""

FORM_TYPES: dict[str, str | None] = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": None,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": None,
    "application/vnd.ms-excel": None,
    "application/vnd.ms-excel.sheet.macroenabled.12": None,
    "application/vnd.ms-word.document.macroenabled.12": None,
    "application/xhtml+xml": "form.html",
    "text/html": "form.html",
    "text/csv": "form.csv",
    "text/tab-separated-values": "form.tsv",
}
"""Media types of a filled form, with the name that says what a text is."""

MULTIPART = "multipart/form-data"
URLENCODED = "application/x-www-form-urlencoded"
_FILES, _FIELDS = 200, 2_000
_LONGEST_NAME = 200
_DRAINED = 3
"""So many times the limit is read on, so that whoever sends too much still hears why."""


class Upload(NamedTuple):
    """One file of a request; without a name when it was the body itself."""

    name: str | None
    data: bytes


class Body(NamedTuple):
    """What a request brought: files, and fields with all their values."""

    uploads: tuple[Upload, ...]
    fields: dict[str, tuple[str, ...]]


class Held:
    """The bytes of all requests that are being read or wait, counted together."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held = 0

    def take(self, size: int) -> None:
        """Count more bytes; raises ``RefusedError`` when they are too many."""
        if self._held + size > self._limit:
            message = "同时上传的内容太多，请过几秒再试。"
            raise RefusedError(BUSY, message, (), (("Retry-After", "5"),))
        self._held += size

    def give_back(self, size: int) -> None:
        """The bytes are no longer held."""
        self._held -= size


class Arrival:
    """The body of one request; a context that holds its bytes until the answer is made."""

    def __init__(self, request: Request, settings: Settings, held: Held) -> None:
        self._request = request
        self._settings = settings
        self._held = held
        self._size = 0

    async def __aenter__(self) -> Self:
        """Begin to count."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Count the bytes as gone."""
        self._held.give_back(self._size)

    async def body(self) -> Body:
        """The files and fields. Raises ``RefusedError``: too large, too slow, of no known type."""
        media = media_type(self._request)
        known = media in PROJECT_TYPES or media in FORM_TYPES
        if not known and media not in {MULTIPART, URLENCODED}:
            raise RefusedError(UNKNOWN_TYPE, _unknown(media))
        coding = self._request.headers.get("content-encoding", "identity").strip().lower()
        if coding not in {"", "identity"}:
            raise RefusedError(UNKNOWN_TYPE, f"不接受压缩的内容（Content-Encoding: {coding}）。")
        try:
            async with asyncio.timeout(self._settings.sending_seconds):
                data = await self._read()
        except TimeoutError:
            message = f"请求在 {self._settings.sending_seconds:g} 秒内没有传完。"
            raise RefusedError(TOO_SLOW_SENDING, message) from None
        if media == MULTIPART:
            return await _multipart(self._request, data)
        if media == URLENCODED:
            return Body((), _fields(data))
        return Body((Upload(FORM_TYPES.get(media), data),), {})

    async def _read(self) -> bytes:
        from starlette.requests import ClientDisconnect

        limit = self._settings.body_limit
        announced = self._request.headers.get("content-length", "")
        is_too_large = announced.isdecimal() and int(announced) > limit
        if is_too_large and "expect" in self._request.headers:
            raise _too_large(limit)
        parts: list[bytes] = []
        total = 0
        try:
            async for part in self._request.stream():
                total += len(part)
                if is_too_large or total > limit:
                    is_too_large = True
                    parts.clear()
                    if total > _DRAINED * limit:
                        break
                    continue
                self._held.take(len(part))
                self._size += len(part)
                parts.append(part)
        except ClientDisconnect:
            raise RefusedError(BAD_REQUEST, "连接在请求传完之前断开了。") from None
        if is_too_large:
            raise _too_large(limit)
        return b"".join(parts)


def media_type(request: Request) -> str:
    """The media type of a request, without parameters and in lower case."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _too_large(limit: int) -> RefusedError:
    message = f"请求超过 {limit // 1024**2} MiB；请删去图片和与自评表无关的内容再上传。"
    return RefusedError(TOO_LARGE, message)


def _unknown(media: str) -> str:
    given = f"内容类型 {media} 不能处理" if media else "没有写内容类型（Content-Type）"
    return (
        f"{given}；项目文件用 application/yaml 或 application/json，"
        "自评表用 .xlsx、.docx、.xls、.html、.csv 各自的类型，或者用 multipart/form-data 上传文件。"
    )


def file_name(written: str) -> str:
    r"""The name of an uploaded file, as it may be shown: no folders, nothing that does not print.

    >>> file_name("C:\\表\\自评表.xlsx"), file_name("../../etc/passwd")
    ('自评表.xlsx', 'passwd')
    """
    base = written.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in base if sign.isprintable())
    stem, ending = os.path.splitext(shown)
    return stem[:_LONGEST_NAME] + ending[:20]


async def _multipart(request: Request, data: bytes) -> Body:
    from starlette.datastructures import UploadFile
    from starlette.formparsers import MultiPartException, MultiPartParser

    async def once() -> AsyncGenerator[bytes, None]:
        yield data

    class InMemory(MultiPartParser):
        spool_max_size = len(data) + 1  # larger files would go to the disk

    parser = InMemory(
        request.headers,
        once(),
        max_files=_FILES,
        max_fields=_FIELDS,
        max_part_size=len(data) + 1,
    )
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        message = f"multipart/form-data 写得不对：{error}。"
        raise RefusedError(BAD_REQUEST, message) from None
    uploads: list[Upload] = []
    fields: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            if content or value.filename:
                uploads.append(Upload(file_name(value.filename or "") or None, content))
        else:
            fields.setdefault(name, []).append(value)
    await form.close()
    return Body(tuple(uploads), {name: tuple(values) for name, values in fields.items()})


def _fields(data: bytes) -> dict[str, tuple[str, ...]]:
    from urllib.parse import parse_qs

    try:
        found = parse_qs(
            data.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=_FIELDS,
            errors="strict",
        )
    except ValueError:
        message = "表单内容不是 UTF-8 的 application/x-www-form-urlencoded。"
        raise RefusedError(BAD_REQUEST, message) from None
    return {name: tuple(values) for name, values in found.items()}
