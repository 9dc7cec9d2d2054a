"""Reading: from the text of a project file to the project, against PyYAML's events alone.

The base is the least that any reader on that parser pays: a pass over the events of the same text
that does nothing with them.
"""

from __future__ import annotations

import sys
from itertools import cycle
from typing import TYPE_CHECKING

import yaml
from interleaved import Goal, report, take_turns
from ratio_projects import ROWS, ratio_projects

from scoring.source.events import read_document
from scoring.source.project import read_project

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 41
REPEATS = 20
BASE = "C events"
PROJECTS = 400
"""So many different files that nothing remembered from one helps when its turn comes again."""


def _over(texts: list[str], call: Callable[[str], object]) -> Callable[[], object]:
    turn = cycle(texts)
    return lambda: call(next(turn))


def _pass_over_events(text: str) -> None:
    for _ in yaml.parse(text, Loader=yaml.CLoader):
        pass


def _tree(text: str) -> object:
    return read_document(text)


def _project(text: str) -> object:
    return read_project(read_document(text))


def _safe_load(text: str) -> object:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def main() -> int:
    """Measure, print, and say by the exit code whether the goal was reached."""
    texts = [project.yaml() for project in ratio_projects(PROJECTS)]
    reading = read_project(read_document(texts[0]))
    if reading.findings or reading.project is None or len(reading.project.indicators) != ROWS:
        print(f"the first file is not read cleanly: {reading.findings}", file=sys.stderr)
        return 2
    timings = take_turns(
        {
            BASE: _over(texts, _pass_over_events),
            "text to tree": _over(texts, _tree),
            "text to project": _over(texts, _project),
            "yaml CSafeLoader": _over(texts, _safe_load),
        },
        rounds=ROUNDS,
        repeats=REPEATS,
    )
    size = sum(len(text.encode()) for text in texts) // len(texts)
    title = f"reading {ROWS} indicators, {size} bytes, {ROUNDS} rounds of {REPEATS} files"
    return 0 if report(title, timings, BASE, {"text to project": [Goal(2, BASE)]}) else 1


if __name__ == "__main__":
    sys.exit(main())
