"""Environments for the packaging tests: processes and virtual environments, nothing shared."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Distributions(NamedTuple):
    """The sdist, the wheel built from it, and the wheel built straight from the checkout."""

    sdist: Path
    wheel: Path
    wheel_from_checkout: Path


def clean_environment(**more: str) -> dict[str, str]:
    """The environment without what would let one Python see another's packages."""
    hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "COV_CORE_SOURCE")
    kept = {key: value for key, value in os.environ.items() if key not in hidden}
    return kept | {"PYTHONUTF8": "1", "COLUMNS": "100", "PIP_DISABLE_PIP_VERSION_CHECK": "1"} | more


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """The output of a process that must succeed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean_environment(**environment),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def make_venv(folder: Path, *packages: str | Path) -> Path:
    """An environment with nothing but these packages and what they need; its Python."""
    run(sys.executable, "-m", "venv", folder, cwd=folder.parent)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "install", "-q", *packages, cwd=folder.parent)
    return scripts / "python"
