"""The pages of the checks reach the wheel, where ``score checks show`` finds them."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from tests.packaging.environments import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.packaging.environments import Distributions

PREFIX = "scoring/_data/checks/"


def test_wheel_holds_every_page(checkout: Path, distributions: Distributions) -> None:
    pages = {page.name: page.read_bytes() for page in (checkout / "docs" / "checks").glob("*.md")}
    assert pages
    for wheel in (distributions.wheel, distributions.wheel_from_checkout):
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if name.startswith(PREFIX)]
            assert {name.removeprefix(PREFIX): archive.read(name) for name in names} == pages


def test_the_installed_command_shows_a_page(
    checkout: Path, installed: Path, tmp_path: Path
) -> None:
    shown = run(installed, "-m", "scoring", "checks", "show", "RV681", cwd=tmp_path)
    page = (checkout / "docs" / "checks" / "RV681.md").read_text("utf-8")
    assert page.partition("\n")[2].strip() in shown
