"""Where shipped data is found: a checkout, an installed package, an archive."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from scoring.source import library

if TYPE_CHECKING:
    from pathlib import Path

ASK = (
    "from scoring.source.library import origin, shipped_rules\n"
    "from scoring.source.ruleset import load_rules\n"
    "print(origin(), len(shipped_rules()))\n"
    "print(load_rules('hubei-2020').weights.execution)\n"
)


def ask(home: Path) -> list[str]:
    """What the package under ``home`` finds, asked from another folder."""
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=home.parent,
        env={"PYTHONPATH": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return [*done.stdout.split(), *done.stderr.splitlines()[-1:]]


@pytest.fixture
def package(checkout: Path, tmp_path: Path) -> Path:
    """A folder with the package alone, as it lies in site-packages without its data."""
    home = tmp_path / "home"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(checkout / "scoring", home / "scoring", ignore=ignored)
    return home


def test_installed(package: Path, checkout: Path) -> None:
    shutil.copytree(checkout / "rules", package / "scoring" / "_data" / "rules")
    assert ask(package) == ["package", "7", "20"]


def test_in_an_archive(package: Path, checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout / "rules", package / "scoring" / "_data" / "rules")
    archive = tmp_path / "jixiao.whl"
    with zipfile.ZipFile(archive, "w") as wheel:
        for path in sorted(package.rglob("*")):
            wheel.write(path, path.relative_to(package).as_posix())
    assert ask(archive) == ["package", "7", "20"]


def test_a_checkout_is_accepted_only_when_it_is_ours(package: Path, checkout: Path) -> None:
    shutil.copytree(checkout / "rules", package / "rules")
    assert "没有找到任何自带的规则" in ask(package)[-1]
    (package / "pyproject.toml").write_text('[project]\nname = "scoring"\n', encoding="utf-8")
    assert "没有找到任何自带的规则" in ask(package)[-1]
    shutil.copy(checkout / "pyproject.toml", package)
    assert ask(package) == ["checkout", "7", "20"]


@pytest.mark.parametrize(
    "name", ["", "..", "../mof-2020", "mof-2020.yaml", "MOF-2020", "/etc/passwd", "a\x00"]
)
def test_ids_do_not_lead_out_of_the_folder(name: str) -> None:
    with pytest.raises(KeyError):
        library.read_shipped("rules", name)


def test_a_changed_file_is_noticed() -> None:
    data = library.read_shipped("rules", "guangxi")
    listed = library.manifest("rules")["guangxi"]["sha256"]
    assert library.fingerprint(data) == listed
    assert library.fingerprint(data.replace(b"\n", b"\r\n")) == listed
    assert library.fingerprint(data + b"#") != listed
