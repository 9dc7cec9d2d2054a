"""Checking: a thousand project files checked, against the same files only scored, in one process.

The files are what units write: the published forms and the examples, again and again under other
names. Both ways read the same bytes; checking also runs every check and finds every place.
"""

from __future__ import annotations

import sys
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from interleaved import Goal, report, take_turns
from ratio_projects import ratio_projects

from scoring.api import check_sources, score_source

FILES = 1_000
ROUNDS = 15
BASE = "score"
ROOT = Path(__file__).resolve().parent.parent


def published_forms() -> list[tuple[str, bytes]]:
    """A thousand files made of the published forms and the examples."""
    paths = [*sorted((ROOT / "tests" / "forms").glob("[0-9]*.yaml"))]
    paths += [ROOT / "examples" / name for name in ("jinbao-2023.yaml", "lost-points.yaml")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    return [
        (f"{number}.yaml", f"# {number}\n{text}".encode())
        for number, text in enumerate(islice(cycle(texts), FILES))
    ]


def numeric_rows() -> list[tuple[str, bytes]]:
    """A thousand files of 20 numeric rows, each different."""
    projects = ratio_projects(FILES)
    return [(f"{number}.yaml", one.yaml().encode()) for number, one in enumerate(projects)]


def score_all(files: list[tuple[str, bytes]]) -> int:
    """How many of the files have a scorecard."""
    return sum(score_source(data, file)[0] is not None for file, data in files)


def check_all(files: list[tuple[str, bytes]]) -> int:
    """How many of the files were checked without a crash."""
    return sum(not file.has_crashed for file in check_sources(files).files)


def main() -> int:
    """Measure, print, and say by the exit code whether the goal was reached."""
    all_reached = True
    for title, files in (("published forms", published_forms()), ("20 rows", numeric_rows())):
        if not score_all(files) == check_all(files) == FILES:
            print(f"{title}: not every file is scored and checked", file=sys.stderr)
            return 2
        variants = {BASE: partial(score_all, files), "check": partial(check_all, files)}
        timings = take_turns(variants, rounds=ROUNDS)
        goals = {"check": (Goal(2.0, BASE),)}
        all_reached = report(f"{FILES} files: {title}", timings, BASE, goals) and all_reached
    return 0 if all_reached else 1


if __name__ == "__main__":
    sys.exit(main())
