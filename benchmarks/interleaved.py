"""Timing that compares: the variants take turns in one run, and only ratios are read.

A busy machine slows all variants of a round alike; milliseconds of different runs say nothing.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, NamedTuple

from tabulate import tabulate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Goal(NamedTuple):
    """The most a figure may be: a ratio to ``base``, or milliseconds where there is no base."""

    at_most: float
    base: str | None = None


class Timing(NamedTuple):
    """Seconds of one variant: the median of its rounds, and all of them."""

    median: float
    rounds: tuple[float, ...]


def take_turns(
    variants: Mapping[str, Callable[[], object]], *, rounds: int = 15, repeats: int = 1
) -> dict[str, Timing]:
    """Run every variant once a round, each time starting with another one.

    The first round warms caches and is thrown away. ``repeats`` calls are timed together.
    """
    names = list(variants)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        shift = turn % len(names)
        for name in names[shift:] + names[:shift]:
            call = variants[name]
            start = time.perf_counter()
            for _ in range(repeats):
                call()
            elapsed = (time.perf_counter() - start) / repeats
            if turn:
                seconds[name].append(elapsed)
    return {name: Timing(statistics.median(found), tuple(found)) for name, found in seconds.items()}


def ratio(timings: Mapping[str, Timing], name: str, base: str) -> float:
    """The median over the rounds of ``name ÷ base`` within the round."""
    pairs = zip(timings[name].rounds, timings[base].rounds, strict=True)
    return statistics.median(one / other for one, other in pairs)


def report(
    title: str,
    timings: Mapping[str, Timing],
    base: str,
    goals: Mapping[str, Sequence[Goal]],
) -> bool:
    """Print the table; whether every goal was reached."""
    rows = []
    all_reached = True
    for name, timing in timings.items():
        verdicts = []
        for goal in goals.get(name, ()):
            if goal.base is None:
                found, unit = timing.median * 1000, " ms"
            else:
                found, unit = ratio(timings, name, goal.base), f" × {goal.base}"
            reached = found <= goal.at_most
            all_reached = all_reached and reached
            verdicts.append(f"≤ {goal.at_most:g}{unit}: {found:.2f} {'✓' if reached else '✗'}")
        rows.append(
            (
                name,
                f"{timing.median * 1000:.3f}",
                f"{min(timing.rounds) * 1000:.3f}",
                f"{ratio(timings, name, base):.2f}",
                "\n".join(verdicts),
            )
        )
    print(f"\n{title}")
    headers = ("variant", "median ms", "fastest ms", f"ratio to {base}", "goal: found")
    print(tabulate(rows, headers=headers, disable_numparse=True))
    return all_reached
