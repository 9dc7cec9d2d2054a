"""What the sdist and the wheel hold: everything that is needed and nothing that lies about."""

from __future__ import annotations

import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.packaging.environments import Distributions


def yaml_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}


def wheel_files(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("folder", ["rules", "indicators"])
def test_wheel_holds_the_folder_of_the_repository(
    folder: str, checkout: Path, distributions: Distributions
) -> None:
    prefix = f"scoring/_data/{folder}/"
    files = wheel_files(distributions.wheel)
    shipped = {name.removeprefix(prefix) for name in files if name.startswith(prefix)}
    assert {name for name in shipped if name.endswith(".yaml")} == yaml_files(checkout / folder)
    for name in shipped:
        assert files[prefix + name] == (checkout / folder / name).read_bytes()


def test_rule_sets_are_shipped(checkout: Path) -> None:
    """An empty folder would compare equal to an empty folder."""
    expected = {
        "guangxi.yaml",
        "hubei-2020.yaml",
        "mof-2020.yaml",
        "mof-2021.yaml",
        "platform.yaml",
        "shanxi-2023.yaml",
        "sichuan-2023.yaml",
    }
    assert expected <= yaml_files(checkout / "rules")


def test_libraries_are_shipped(checkout: Path, distributions: Distributions) -> None:
    expected = {
        "agriculture.yaml",
        "audit.yaml",
        "building.yaml",
        "employment.yaml",
        "enforcement.yaml",
        "equipment.yaml",
        "forestry.yaml",
        "free-opening.yaml",
        "irrigation.yaml",
        "it-construction.yaml",
        "it-operation.yaml",
        "meeting.yaml",
        "public-health.yaml",
        "publicity.yaml",
        "rural-road.yaml",
        "social-assistance.yaml",
        "student-aid.yaml",
        "training.yaml",
    }
    assert expected <= yaml_files(checkout / "indicators")
    assert "scoring/_data/indicators/synonyms.json" in wheel_files(distributions.wheel)


def test_wheel_has_one_package_and_its_marks(distributions: Distributions) -> None:
    files = wheel_files(distributions.wheel)
    tops = {name.split("/")[0] for name in files}
    assert tops == {"scoring", "jixiao-0.1.0.dist-info"}
    assert "scoring/py.typed" in files
    assert files["jixiao-0.1.0.dist-info/entry_points.txt"].decode().split() == [
        "[console_scripts]",
        "score",
        "=",
        "scoring.__main__:process",
    ]
    assert "jixiao-0.1.0.dist-info/licenses/LICENSE" in files


def test_wheel_holds_every_file_of_the_package(
    checkout: Path, distributions: Distributions
) -> None:
    package = checkout / "scoring"
    expected = {
        f"scoring/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    files = wheel_files(distributions.wheel)
    shipped = {name for name in files if name.startswith("scoring/")}
    assert {name for name in shipped if not name.startswith("scoring/_data/")} == expected


def test_wheel_is_the_same_through_the_sdist_and_straight(distributions: Distributions) -> None:
    assert wheel_files(distributions.wheel) == wheel_files(distributions.wheel_from_checkout)


def test_sdist_is_laid_out_like_the_repository(
    checkout: Path, distributions: Distributions
) -> None:
    with tarfile.open(distributions.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    files = names - {"PKG-INFO", ".gitignore"}
    assert all((checkout / name).is_file() for name in files)
    for name in ("README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", ".ci/run"):
        assert name in files
    for folder in ("rules", "examples", "docs", "tests", "benchmarks"):
        assert any(name.startswith(f"{folder}/") for name in files), folder
