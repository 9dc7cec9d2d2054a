"""Files of another program: LibreOffice opens ours, saves them its own way, and they read the same."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

import scoring
from scoring.render.layouts import FORMS as LAYOUTS
from tests.roundtrip.as_printed import FORMS, habits_of, printed
from tests.roundtrip.comparing import (
    execution_of,
    heading_of,
    read_project,
    result_of,
    row_of,
)
from tests.roundtrip.printed_files import written
from tests.roundtrip.test_own_forms import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from scoring.model.scorecard import Scorecard

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")

JINBAO = next(path for path in EXAMPLES if path.stem == "jinbao-2023")
PUBLISHED = ("000_xinzhou_jinbao", "006_huanggang_shuibao", "010_langfang_nuantong")


def sources() -> dict[str, bytes]:
    """Our own forms in every layout, and forms as printed, by name of file."""
    card = scoring.score(JINBAO)
    files = {}
    for ending in ("xlsx", "docx"):
        for layout in LAYOUTS:
            files[f"own-{layout}.{ending}"] = scoring.render(card, ending, layout)
        for name in PUBLISHED:
            files[f"{name}.{ending}"] = written(printed(name, habits_of(int(name[:3]))), ending)
    files["formulas.xlsx"] = with_formulas()
    return files


def with_formulas() -> bytes:
    """A printed form whose numbers are computed in the workbook, with no value kept."""
    habits = habits_of(0)._replace(numbers="number", rates="formatted")
    book = load_workbook(BytesIO(written(printed("010_langfang_nuantong", habits), "xlsx")))
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if isinstance(cell.value, (int, float)):
                cell.value = f"=({cell.value}+1)-1" if cell.value == 10 else f"={cell.value}*1"
    data = BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for each ending, with the files LibreOffice saved there."""
    folder = tmp_path_factory.mktemp("office")
    for name, data in sources().items():
        (folder / name).write_bytes(data)
    for ending, given in (("xls", "xlsx"), ("xlsx", "xlsx"), ("docx", "docx"), ("html", "xlsx")):
        subprocess.run(
            [
                str(SOFFICE),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--convert-to",
                ending,
                "--outdir",
                str(folder / ending),
                *sorted(map(str, folder.glob(f"*.{given}"))),
            ],
            check=True,
            capture_output=True,
            timeout=240,
        )
    return folder


def _same(read: Scorecard, written_: Scorecard, *, has_money: bool = True) -> None:
    assert heading_of(read.project) == heading_of(written_.project)
    assert execution_of(read.execution, has_money=has_money) == execution_of(
        written_.execution, has_money=has_money
    )
    assert [row_of(row) for row in read.indicators] == [row_of(row) for row in written_.indicators]
    assert result_of(read) == result_of(written_)


@pytest.mark.parametrize("ending", ["xls", "xlsx", "docx", "html"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_our_own_forms_saved_by_another_program(saved: Path, layout: str, ending: str) -> None:
    file = saved / ending / f"own-{layout}.{ending}"
    project = read_project(file.read_bytes(), file.name)
    card = scoring.score(JINBAO)
    if ending in {"xlsx", "docx"}:
        # The old format and the page LibreOffice writes keep no footer.
        assert project.rules == card.rules.id
    _same(scoring.score(project, card.rules), card)


@pytest.mark.parametrize("ending", ["xls", "xlsx", "docx", "html"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_printed_forms_saved_by_another_program(saved: Path, name: str, ending: str) -> None:
    file = saved / ending / f"{name}.{ending}"
    project = read_project(file.read_bytes(), file.name)
    meant = scoring.score(FORMS / f"{name}.yaml")
    has_money = not habits_of(int(name[:3])).is_money_in_yuan
    _same(scoring.score(project, meant.rules), meant, has_money=has_money)


@pytest.mark.parametrize("ending", ["xls", "xlsx"])
def test_formulas_are_read_by_the_values_the_program_kept(saved: Path, ending: str) -> None:
    file = saved / ending / f"formulas.{ending}"
    project = read_project(file.read_bytes(), file.name)
    meant = scoring.score(FORMS / "010_langfang_nuantong.yaml")
    _same(scoring.score(project, meant.rules), meant)
