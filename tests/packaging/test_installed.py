"""The tool says the same from a checkout, an editable install, a wheel and a zipped wheel."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.packaging.environments import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.packaging.environments import Distributions

COMMANDS = (
    ("example.yaml",),
    ("example.yaml", "-f", "json"),
    ("example.yaml", "--rules", "hubei-2020"),
    ("explain", "example.yaml"),
    ("rules", "show", "mof-2020"),
    ("schema", "project"),
)
ORIGIN = "import scoring; print(scoring.__file__)"


@pytest.fixture
def elsewhere(checkout: Path, tmp_path: Path) -> Path:
    """A folder with a project file that has nothing to do with the checkout."""
    shutil.copy(checkout / "examples" / "jinbao-2023.yaml", tmp_path / "example.yaml")
    return tmp_path


@pytest.fixture
def from_checkout(
    checkout: Path, installed: Path, elsewhere: Path
) -> Callable[[tuple[str, ...]], str]:
    """What a command prints when the package is found in the checkout."""

    def output(command: tuple[str, ...]) -> str:
        path = str(checkout)
        found = run(installed, "-c", ORIGIN, cwd=elsewhere, PYTHONPATH=path)
        assert found.strip() == str(checkout / "scoring" / "__init__.py")
        return run(installed, "-m", "scoring", *command, cwd=elsewhere, PYTHONPATH=path)

    return output


def test_checkout_prints_the_form(from_checkout: Callable[[tuple[str, ...]], str]) -> None:
    assert "99.97" in from_checkout(("example.yaml",))


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_wheel(
    command: tuple[str, ...],
    installed: Path,
    elsewhere: Path,
    from_checkout: Callable[[tuple[str, ...]], str],
) -> None:
    assert "site-packages" in run(installed, "-c", ORIGIN, cwd=elsewhere)
    assert run(installed.with_name("score"), *command, cwd=elsewhere) == from_checkout(command)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_zipped_wheel(
    command: tuple[str, ...],
    distributions: Distributions,
    installed: Path,
    elsewhere: Path,
    from_checkout: Callable[[tuple[str, ...]], str],
) -> None:
    path = str(distributions.wheel)
    origin = run(installed, "-c", ORIGIN, cwd=elsewhere, PYTHONPATH=path)
    assert origin.startswith(path)
    printed = run(installed, "-m", "scoring", *command, cwd=elsewhere, PYTHONPATH=path)
    assert printed == from_checkout(command)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_editable(
    command: tuple[str, ...],
    checkout: Path,
    editable: Path,
    elsewhere: Path,
    from_checkout: Callable[[tuple[str, ...]], str],
) -> None:
    assert run(editable, "-c", ORIGIN, cwd=elsewhere).startswith(str(checkout))
    assert run(editable.with_name("score"), *command, cwd=elsewhere) == from_checkout(command)


def test_typed_for_callers(installed: Path, elsewhere: Path) -> None:
    """The marker that tells type checkers to trust the annotations is beside the package."""
    code = "import os, scoring; print(os.listdir(os.path.dirname(scoring.__file__)))"
    assert "'py.typed'" in run(installed, "-c", code, cwd=elsewhere)
