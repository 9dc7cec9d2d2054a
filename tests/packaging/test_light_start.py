"""Scoring one file starts quickly because it loads little. Times are measured in benchmarks/."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {
    "argparse",
    "asyncio",
    "click",
    "dataclasses",
    "enum_tools",
    "hashlib",
    "importlib.metadata",
    "importlib.resources",
    "inspect",
    "json",
    "jsonschema",
    "pathlib",
    "rich",
    "tabulate",
    "tempfile",
    "tomllib",
    "typer",
    "wcwidth",
}
RUN = (
    "import sys; sys.argv[0] = 'score'\n"
    "from scoring.__main__ import main\n"
    "code = main()\n"
    "sys.exit(code)"
)


def loaded_modules(checkout: Path, *arguments: str) -> set[str]:
    """Every module that a run of the command loads."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", RUN, *arguments],
        cwd=checkout,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip() for line in lines}


@pytest.mark.parametrize("example", ["jinbao-2023.yaml", "lost-points.yaml"])
def test_scoring_a_file_loads_nothing_heavy(example: str, checkout: Path) -> None:
    loaded = loaded_modules(checkout, f"examples/{example}")
    assert "yaml" in loaded
    assert not loaded & HEAVY


def test_lists_load_no_validator(checkout: Path) -> None:
    assert "jsonschema" not in loaded_modules(checkout, "rules", "list")
