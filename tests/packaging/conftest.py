"""The distributions and environments, built once for all tests of this folder."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from tests.packaging.environments import Distributions, make_venv, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def distributions(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """Build with the backend of this environment; the wheel comes from the sdist."""
    out = tmp_path_factory.mktemp("dist")
    straight = tmp_path_factory.mktemp("straight")
    build = (sys.executable, "-m", "build", "--no-isolation")
    run(*build, "--outdir", out, checkout, cwd=out)
    run(*build, "--wheel", "--outdir", straight, checkout, cwd=straight)
    (sdist,) = out.glob("*.tar.gz")
    (wheel,) = out.glob("*.whl")
    (wheel_from_checkout,) = straight.glob("*.whl")
    return Distributions(sdist, wheel, wheel_from_checkout)


@pytest.fixture(scope="session")
def installed(distributions: Distributions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that holds the wheel alone."""
    return make_venv(tmp_path_factory.mktemp("wheel") / "venv", distributions.wheel)


@pytest.fixture(scope="session")
def editable(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment that points at the checkout."""
    return make_venv(tmp_path_factory.mktemp("editable") / "venv", "-e", checkout)
