"""Runs the command line as a process of its own and keeps what it said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"


class Ran(NamedTuple):
    """What a run of the command left behind."""

    code: int
    out: str
    err: str
    raw: bytes


class Run(Protocol):
    """Runs ``score`` with arguments in a folder of its own."""

    def __call__(
        self,
        *arguments: str,
        stdin: bytes = b"",
        cwd: Path | None = None,
        **environment: str,
    ) -> Ran: ...


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run_score(
        *arguments: str, stdin: bytes = b"", cwd: Path | None = None, **environment: str
    ) -> Ran:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        done = subprocess.run(
            [sys.executable, "-m", "scoring", *arguments],
            input=stdin,
            capture_output=True,
            cwd=cwd or tmp_path,
            env={**kept, "PYTHONPATH": str(ROOT), **environment},
            timeout=60,
            check=False,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback" not in err, err
        return Ran(done.returncode, out, err, done.stdout)

    return run_score


@pytest.fixture
def jinbao() -> str:
    """The source document's project file."""
    return str(EXAMPLES / "jinbao-2023.yaml")


@pytest.fixture
def unjudged() -> str:
    """A project with rows that cannot be judged."""
    return str(EXAMPLES / "unjudged.yaml")
