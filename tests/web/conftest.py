"""The application in this process, and the server as a process of its own, for the tests of the web.

The processes that carry out requests are real in both.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from starlette.testclient import TestClient

import scoring
from scoring.web.application import application
from scoring.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from contextlib import AbstractContextManager

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
ADDRESS = "http://127.0.0.1:8756"
YAML = {"Content-Type": "application/yaml"}


class Server(NamedTuple):
    """A running server."""

    address: str
    log: Path


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    """The application as it is set up by default."""
    with TestClient(application(), ADDRESS) as made:
        yield made


@pytest.fixture
def client_with() -> Iterator[Callable[..., TestClient]]:
    """Makes applications that are set up otherwise."""
    opened: list[TestClient] = []

    def make(address: str = ADDRESS, **changes: Any) -> TestClient:  # noqa: ANN401
        made = TestClient(application(Settings(**changes)), address)
        made.__enter__()
        opened.append(made)
        return made

    yield make
    for made in opened:
        made.__exit__()


@pytest.fixture
def jinbao() -> bytes:
    """The project file of the source document's form."""
    return (EXAMPLES / "jinbao-2023.yaml").read_bytes()


@pytest.fixture(scope="session")
def lost_form() -> bytes:
    """A filled workbook: total 82.94, grade 良, for its methods are printed on no form."""
    return scoring.render(scoring.score(EXAMPLES / "lost-points.yaml"), "xlsx")


@contextmanager
def served(log: Path, *arguments: str, **environment: str) -> Generator[Server]:
    """``score serve`` as a process of its own, on a free port."""
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "scoring", "serve", "--port", "0", *arguments],
            cwd=log.parent,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stream,
        )
        try:
            yield Server(_address(process, log), log)
        finally:
            process.terminate()
            process.wait(20)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    """What the first line of the log says."""
    while process.poll() is None:
        found = re.search(r"(http://[^ ]+) ", log.read_text("utf-8"))
        if found is not None:
            return found[1]
        sleep(0.05)
    pytest.fail(log.read_text("utf-8"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as it runs by default."""
    with served(tmp_path_factory.mktemp("server") / "log") as running:
        yield running


@pytest.fixture
def serve_with() -> Callable[..., AbstractContextManager[Server]]:
    """Starts servers that are set up otherwise."""
    return served
