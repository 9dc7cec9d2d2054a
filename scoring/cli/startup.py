"""A quicker start of the process ``score``; never used when ``scoring`` is imported as a library.

Two measures, each worth more than everything the scoring itself takes. Importing PyYAML compiles
regular expressions that its C parser never uses, Typer others that it hardly ever uses: here they
are compiled at their first use. And
the collector of cyclic garbage walks the same young modules again and again although a process
of a few milliseconds leaves nothing behind: here it rests, and takes no part in the exit.

Measured as whole processes against ``python -c pass`` (interleaved, least of 17): importing yaml,
decimal and typing takes 2.8 times as long without, 2.35 times as long with both; typer 6.0 and
4.6. (tabulate hands its patterns to ``re.sub``, which knows no stand-ins: not that one.)
"""

from __future__ import annotations

import gc

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeAlias

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


def run_at_rest(run: Callable[[list[str]], int], arguments: list[str]) -> int:
    """Run a short process while the collector of cyclic garbage rests; its exit code."""
    gc.disable()
    try:
        return run(arguments)
    finally:
        # What is left at the exit needs no search for cycles.
        gc.freeze()


def import_quickly(name: str) -> None:
    """Import a library early, without compiling the patterns that may never be used.

    By name only: what is done with it stays the business of the module that uses it.
    """
    import re

    compile_now: Callable[..., Pattern] = re.compile

    def compile_later(*arguments: object, **flags: object) -> Pattern:
        return compile_now(*arguments, **flags) if flags else LazyPattern(compile_now, arguments)

    re.compile = compile_later
    try:
        __import__(name)
    finally:
        re.compile = compile_now


def import_yaml() -> None:
    """Import PyYAML quickly, before any text is read."""
    import_quickly("yaml")
