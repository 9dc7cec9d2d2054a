"""Files and standard streams of the commands: read whole, written whole, UTF-8 whatever the locale.

Results go to standard output, messages to standard error. Nothing here knows what they say.
"""

from __future__ import annotations

import os
import sys

from scoring.cli.misuse import Misuse
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

STANDARD = "-"
"""The name that stands for standard input, and for standard output."""

_NARROW, _WIDE = 80, 160
_NO_TERMINAL = 120


def read(file: str, limit: int) -> bytes:
    """The bytes of a file or of standard input, at most one more than the limit.

    Raises ``Misuse`` when there is nothing to read.
    """
    if file == STANDARD:
        if sys.stdin is None:
            message = "没有标准输入可读；请写文件名。"
            raise Misuse(message)
        return sys.stdin.buffer.read(limit + 1)
    try:
        with open(file, "rb") as stream:
            return stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise Misuse(_unreadable(file, error)) from None


def _unreadable(file: str, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"没有文件 {file}。"
    if isinstance(error, IsADirectoryError) or os.path.isdir(file):
        return f"{file} 是文件夹；score 一次评一个文件。整个文件夹：score portfolio {file} -o 结果"
    if isinstance(error, PermissionError):
        return f"没有权限读取 {file}。"
    return f"无法读取 {file}：{reason(error)}。"


def reason(error: OSError | ValueError) -> str:
    """Why the system refused, in its own words."""
    text = getattr(error, "strerror", None)
    return str(text or error)


def write(content: bytes, out: str | None) -> None:
    """Write the result to a file, whole or not at all, or to standard output."""
    if out is None or out == STANDARD:
        _print(content)
    else:
        _save(content, out)


def _print(content: bytes) -> None:
    if sys.stdout is None:
        message = "标准输出已关闭，结果没有地方写；请用 -o 指定文件。"
        raise Misuse(message)
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever reads has seen enough, as with `score FILE | head`.
        abandon_output()
    except OSError as error:
        abandon_output()
        message = f"结果写不出去：{reason(error)}。"
        raise Misuse(message) from None


def abandon_output() -> None:
    """Let nothing more go to a closed pipe: not what is still held back, not at the exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    os.close(null)


def _save(content: bytes, out: str) -> None:
    """Write beside the file and rename: a reader sees the old file or the new one, never half."""
    target = os.path.realpath(out)
    if os.path.isdir(target):
        message = f"{out} 是文件夹；-o 后面要写文件名。"
        raise Misuse(message)
    temporary = None
    try:
        if os.path.exists(target) and not os.path.isfile(target):
            # A device or a pipe is written to, not replaced.
            with open(target, "wb") as stream:
                stream.write(content)
            return
        folder, name = os.path.split(target)
        temporary = os.path.join(folder, f".{name[:100]}.{os.getpid()}.tmp")
        with open(temporary, "xb") as stream:
            stream.write(content)
        if os.path.exists(target):
            os.chmod(temporary, os.stat(target).st_mode & 0o7777)
        os.replace(temporary, target)
        temporary = None
    except (OSError, ValueError) as error:
        where = "文件夹不存在" if isinstance(error, FileNotFoundError) else reason(error)
        message = f"无法写入 {out}：{where}。"
        raise Misuse(message) from None
    finally:
        if temporary is not None and os.path.exists(temporary):
            os.unlink(temporary)


def say(lines: Iterable[str]) -> None:
    """Print messages on standard error, one a line, safe whatever text they carry."""
    if sys.stderr is None:
        return
    from scoring.render.width import visible

    text = "".join(f"{visible(readable(line))}\n" for line in lines)
    try:
        sys.stderr.flush()
        buffer = getattr(sys.stderr, "buffer", None)
        if buffer is None:
            sys.stderr.write(text)
        else:
            buffer.write(text.encode("utf-8", "backslashreplace"))
            buffer.flush()
    except OSError:
        # Nobody listens; the exit code still tells.
        return


def readable(text: str) -> str:
    r"""A name from the command line as it was typed, also where the locale could not read it.

    >>> readable("\udce4\udcbc\udc98.yaml")
    '优.yaml'
    """
    if text.isprintable():
        return text
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text


def columns(out: str | None) -> int:
    """The width to print in: the terminal's, or 120 where there is none; COLUMNS goes first."""
    wanted = os.environ.get("COLUMNS", "")
    if wanted.isascii() and wanted.isdigit() and len(wanted) < len("99999") and int(wanted):
        found = int(wanted)
    elif out is None and sys.stdout is not None and sys.stdout.isatty():
        try:
            found = os.get_terminal_size(sys.stdout.fileno()).columns or _NO_TERMINAL
        except (OSError, ValueError):
            found = _NO_TERMINAL
    else:
        found = _NO_TERMINAL
    return min(max(found, _NARROW), _WIDE)
