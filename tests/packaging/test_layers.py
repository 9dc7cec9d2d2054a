"""The house: imports go down, the core stands on the standard library, files stay small."""

from __future__ import annotations

import ast
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_LINES = 400
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def imported(path: Path) -> Iterator[str]:
    """The top-level packages a file imports anywhere, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_import_contracts_hold(checkout: Path) -> None:
    """The contracts stand in pyproject.toml."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", command, "--no-cache"],
        cwd=checkout,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", ["engine", "model", "notation"])
def test_core_stands_on_the_standard_library(package: str, checkout: Path) -> None:
    allowed = set(sys.stdlib_module_names) | {"scoring"}
    foreign = {
        (path.name, name)
        for path in (checkout / "scoring" / package).rglob("*.py")
        for name in imported(path)
        if name not in allowed
    }
    assert not foreign


def test_modules_are_small_and_named_for_what_they_hold(checkout: Path) -> None:
    too_long = {}
    for path in (checkout / "scoring").rglob("*.py"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            too_long[path.relative_to(checkout).as_posix()] = lines
        assert path.stem not in VAGUE_NAMES, path
    assert not too_long
