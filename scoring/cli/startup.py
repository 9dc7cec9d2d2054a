"""A quicker start of the process ``score``; never used when ``scoring`` is imported as a library.

Three measures, each worth more than most of what the scoring itself takes. Importing PyYAML loads
``re`` and compiles regular expressions that its C parser never uses, Typer others that it hardly
ever uses: here both are put off to their first use. The collector of cyclic garbage walks the same
young modules again and again although a process of a few milliseconds leaves nothing behind: here
it rests. And once everything is written, the process ends without tearing the interpreter down.

Measured as whole processes against ``python -c pass`` (interleaved, least of 17): importing yaml,
decimal and typing takes 2.8 times as long without, 2.35 times as long with the patterns put off and
the collector at rest; typer 6.0 and 4.6. (tabulate hands its patterns to ``re.sub``, which knows no
stand-ins: not that one.)
"""

from __future__ import annotations

import gc
import os
import sys

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn, TypeAlias

    Pattern: TypeAlias = Any
    """A compiled regular expression, or what stands in for one."""


class LazyPattern:
    """A regular expression compiled when something is asked of it."""

    __slots__ = ("_arguments", "_compile", "_pattern")

    def __init__(self, compile_now: Callable[..., Pattern], arguments: tuple[object, ...]) -> None:
        self._compile = compile_now
        self._arguments = arguments
        self._pattern: Pattern = None

    def __getattr__(self, name: str) -> Pattern:
        if self._pattern is None:
            self._pattern = self._compile(*self._arguments)
        return getattr(self._pattern, name)


class LazyExpressions(type(sys)):  # type: ignore[misc]
    """Stands in for the module ``re``, which it loads when more than ``compile`` is asked of it."""

    X = VERBOSE = 64

    @staticmethod
    def compile(*arguments: object) -> Pattern:
        """Put the compiling off."""
        return LazyPattern(_compile, arguments)

    def __getattr__(self, name: str) -> Pattern:
        return getattr(_expressions(), name)


def _compile(*arguments: object) -> Pattern:
    return _expressions().compile(*arguments)


def _expressions() -> Pattern:
    """The module ``re`` itself, loaded now if a stand-in has its place."""
    if isinstance(sys.modules.get("re"), LazyExpressions):
        del sys.modules["re"]
    import re

    return re


def run_at_rest(run: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Run a short process while the collector of cyclic garbage rests; its exit code."""
    gc.disable()
    try:
        return run(arguments)
    finally:
        # What is left at the exit needs no search for cycles.
        gc.freeze()


def leave(code: int) -> NoReturn:
    """End the process: everything is written, so there is nothing to tear down."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            # Nobody reads on: that has been dealt with where it was written.
            continue
    os._exit(code)


def import_yaml() -> None:
    """Import PyYAML early, without ``re`` and the patterns that its C parser does not use.

    By name only: reading text stays the business of ``scoring.source``.
    """
    if "re" in sys.modules:
        import_quickly("yaml")
        return
    stand_in = LazyExpressions("re")
    sys.modules["re"] = stand_in
    try:
        __import__("yaml")
    finally:
        if sys.modules.get("re") is stand_in:
            del sys.modules["re"]


def import_quickly(name: str) -> None:
    """Import a library early, without compiling the patterns that may never be used."""
    import re

    compile_now: Callable[..., Pattern] = re.compile

    def compile_later(*arguments: object, **flags: object) -> Pattern:
        return compile_now(*arguments, **flags) if flags else LazyPattern(compile_now, arguments)

    re.compile = compile_later
    try:
        __import__(name)
    finally:
        re.compile = compile_now
