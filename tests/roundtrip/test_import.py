"""``score import``: the project file scores as the form it was made of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import scoring
from tests.roundtrip.as_printed import habits_of, printed
from tests.roundtrip.printed_files import workbook, written
from tests.roundtrip.test_own_forms import EXAMPLES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

IN_A_FILE = {"file", "line", "column", "sheet", "cell", "related"}
"""What a finding says of its place; only the form has the notes about reading it."""


def comparable(text: str) -> dict[str, Any]:
    card: dict[str, Any] = json.loads(text)
    card["findings"] = sorted(
        (
            {key: value for key, value in finding.items() if key not in IN_A_FILE}
            for finding in card["findings"]
            if finding["code"] != "YM109"
        ),
        key=lambda finding: (finding["path"], finding["code"], finding["message"]),
    )
    return card


@pytest.mark.parametrize(
    ("name", "ending", "number"),
    [
        ("000_xinzhou_jinbao", "xlsx", 1),
        ("006_huanggang_shuibao", "docx", 2),
        ("012_jishan_gonggongweisheng", "html", 4),
        ("033_qingshen_gongzi_blank", "csv", 5),
        ("010_langfang_nuantong", "xlsx", 3),
        ("003_daying_sifaju_danzhibiao", "csv", 6),
    ],
)
def test_a_form_and_its_project_file_score_alike(
    run: Run, tmp_path: Path, name: str, ending: str, number: int
) -> None:
    form = tmp_path / f"form.{ending}"
    form.write_bytes(written(printed(name, habits_of(number)), ending))
    assert run("import", form.name, "-o", "project.yaml").code in {0, 1}
    direct, imported = run(form.name, "-f", "json"), run("project.yaml", "-f", "json")
    assert comparable(imported.out) == comparable(direct.out)
    assert imported.code == direct.code


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_our_own_form_and_its_project_file_score_alike(
    run: Run, tmp_path: Path, path: Path
) -> None:
    card = scoring.score(path)
    (tmp_path / "form.xlsx").write_bytes(scoring.render(card, "xlsx"))
    assert run("import", "form.xlsx", "-o", "project.yaml").code == 0
    direct, imported = run("form.xlsx", "-f", "json"), run("project.yaml", "-f", "json")
    assert comparable(imported.out) == comparable(direct.out)


def test_several_forms_become_a_folder(run: Run, tmp_path: Path) -> None:
    names = ("000_xinzhou_jinbao", "006_huanggang_shuibao", "007_lijiang_weipian")
    forms = [printed(name, habits_of(2)) for name in names]
    (tmp_path / "forms.xlsx").write_bytes(workbook(forms))
    refused = run("import", "forms.xlsx", "-o", "one.yaml")
    assert refused.code == 2
    assert "3 张自评表" in refused.err
    assert not (tmp_path / "one.yaml").exists()

    assert run("import", "forms.xlsx", "-o", "folder/").code == 0
    files = sorted((tmp_path / "folder").iterdir())
    assert [file.name for file in files] == [f"forms-{name}.yaml" for name in names]
    for file, form in zip(files, forms, strict=True):
        (tmp_path / "one.xlsx").write_bytes(workbook([form]))
        direct = run("one.xlsx", "-f", "json")
        assert comparable(run(str(file), "-f", "json").out) == comparable(direct.out)


def test_a_form_is_checked_as_it_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "form.docx").write_bytes(
        written(printed("000_xinzhou_jinbao", habits_of(1)), "docx")
    )
    ran = run("check", "form.docx", "-f", "json")
    found = {one["code"] for one in json.loads(ran.out)["files"][0]["findings"]}
    assert {"AC501", "AC502", "CX801", "CX804", "EX702"} <= found
    assert ran.code == 0
