"""How far a long run has come, on standard error and only where somebody watches."""

from __future__ import annotations

import sys

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    Item = TypeVar("Item")

FEWEST = 20
"""Fewer things are done before anybody could read how many."""

_STEPS = 50


def counted(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """The items, with a line such as 检查 120/1000 that is wiped at the end."""
    if total < FEWEST or sys.stderr is None or not sys.stderr.isatty():
        yield from items
        return
    step = max(total // _STEPS, 1)
    try:
        for number, item in enumerate(items):
            if number % step == 0:
                sys.stderr.write(f"\r{what} {number}/{total}")
                sys.stderr.flush()
            yield item
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


class Meter:
    """How far a long run has come, how quick it is and how long it will take."""

    def __init__(self, what: str) -> None:
        """``what`` is done is told in front."""
        from time import monotonic

        self._what = what
        self._clock = monotonic
        self._began = monotonic()
        self._first: int | None = None
        self._is_watched = sys.stderr is not None and sys.stderr.isatty()

    def show(self, count: int, whole: int, projects: int) -> None:
        """Print ``count`` of ``whole`` done; ``projects`` have been scored since the beginning."""
        if not self._is_watched or not whole:
            return
        passed = max(self._clock() - self._began, 0.001)
        rate = projects / passed
        if self._first is None:
            self._first = 0
        share = count / whole
        left = passed * (1 - share) / share if share else 0
        line = (
            f"{self._what} {share:4.0%}  {projects:,} 个项目  {rate:,.0f} 个/秒  还需 {_span(left)}"
        )
        sys.stderr.write(f"\r{line}\x1b[K")
        sys.stderr.flush()

    def wipe(self) -> None:
        """Take the line away."""
        if self._is_watched:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


_MINUTE, _HOUR = 60, 3600


def _span(seconds: float) -> str:
    """A span of time as people say it.

    >>> _span(42), _span(150), _span(7300)
    ('42 秒', '3 分钟', '2.0 小时')
    """
    if seconds < _MINUTE:
        return f"{seconds:.0f} 秒"
    if seconds < _HOUR:
        return f"{-(-seconds // _MINUTE):.0f} 分钟"
    return f"{seconds / _HOUR:.1f} 小时"
