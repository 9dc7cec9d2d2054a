"""``score check`` and ``score checks show`` as they are typed: formats, exit codes, acceptances."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.checks.reporting import MISSING, TEXT

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
ACCEPT = """\
- {代码: CP202, 路径: /绩效指标, 理由: 数据下月才有, 姓名: 张三, 到期: 2024-06-30}
- {代码: AC508, 路径: /绩效指标, 理由: 数据下月才有, 姓名: 张三}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Projects in folders, with other files beside them."""
    files = {
        "乙局/甲.yaml": TEXT,
        "乙局/乙.json": json.dumps(yaml.safe_load(MISSING), ensure_ascii=False),
        "丙局/丙.yml": TEXT,
        "丙局/规则.yaml": "id: own\nextends: mof-2020\n",
        "受理.yaml": ACCEPT,
        "package.json": "{}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_source_documents_form(run: Run, jinbao: str) -> None:
    done = run("check", jinbao, "-f", "json")
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert document["summary"]["error"] == 0
    (file,) = document["files"]
    found = {finding["code"] for finding in file["findings"]}
    assert {"AC501", "AC502", "CX801", "CX804", "EX702"} <= found
    assert all(finding["line"] for finding in file["findings"])


def test_text_shows_the_place_and_the_remedy(run: Run, folder: Path) -> None:
    done = run("check", "乙局/甲.yaml", cwd=folder, COLUMNS="100")
    assert done.code == 0, done.err
    assert "警告 AC501 第10行第35列 /绩效指标/产出指标/数量指标/培训人数/实际完成值" in done.out
    assert "\n    10 │ 培训人数:" in done.out
    assert "怎么改：" in done.out
    assert "共 1 个文件：" in done.out


def test_folders_patterns_and_files(run: Run, folder: Path) -> None:
    def files(*arguments: str) -> list[str]:
        done = run("check", *arguments, "-f", "json", "--fail-on", "never", cwd=folder)
        assert done.code == 0, done.err
        return [file["file"] for file in json.loads(done.out)["files"]]

    assert files(".") == ["./丙局/丙.yml", "./乙局/乙.json", "./乙局/甲.yaml"]
    assert files("乙局", "丙局/丙.yml") == ["乙局/乙.json", "乙局/甲.yaml", "丙局/丙.yml"]
    assert files("*/*.y*ml") == ["丙局/丙.yml", "乙局/甲.yaml"]
    assert files("乙局/甲.yaml", "乙局") == ["乙局/甲.yaml", "乙局/乙.json"]
    done = run("check", "丙局", cwd=folder)
    assert "跳过 1 个不像项目文件或自评表的文件：丙局/规则.yaml" in done.err


def test_standard_input(run: Run) -> None:
    done = run("check", "-", stdin=TEXT.encode())
    assert done.code == 0
    assert "    10 │ 培训人数" in done.out


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        (TEXT, "error", 0),
        (TEXT, "warning", 1),
        (TEXT, "note", 1),
        (TEXT, "never", 0),
        (MISSING, "error", 1),
        (MISSING, "never", 0),
        (TEXT + "什么: 1\n", "never", 1),
        ("a: [", "never", 1),
        ("", "never", 1),
    ],
)
def test_exit_codes(run: Run, text: str, level: str, code: int) -> None:
    done = run("check", "-", "--fail-on", level, stdin=text.encode())
    assert done.code == code, done.out + done.err
    assert done.out


def test_severities_of_the_settings_decide_the_exit_code(run: Run, folder: Path) -> None:
    (folder / "设置.yaml").write_text("检查: {AC501: {级别: error}}\n", encoding="utf-8")
    assert run("check", "丙局/丙.yml", "--config", "设置.yaml", cwd=folder).code == 1
    (folder / "设置.yaml").write_text("检查: {AC501: {级别: 重}}\n", encoding="utf-8")
    done = run("check", "丙局/丙.yml", "--config", "设置.yaml", cwd=folder)
    assert done.code == 2
    assert "检查设置 设置.yaml 不能用" in done.err
    assert "第1行" in done.err
    assert done.out == ""


def test_acceptances(run: Run, folder: Path) -> None:
    command = ("check", "乙局/乙.json", "--accept", "受理.yaml", "-f", "json")
    done = run(*command, "--today", "2024-06-30", cwd=folder)
    assert done.code == 0, done.out
    project, own = json.loads(done.out)["files"]
    assert {one["finding"]["code"] for one in project["accepted"]} == {"CP202"}
    assert [one["code"] for one in own["findings"]] == ["RV681"]
    assert own["file"] == "受理.yaml"
    done = run(*command, "--today", "2024-07-01", cwd=folder)
    assert done.code == 1
    _, own = json.loads(done.out)["files"]
    assert [one["code"] for one in own["findings"]] == ["RV682", "RV681"]
    assert own["findings"][0]["line"] == 1


def test_a_faulty_acceptances_file_is_wrong_use(run: Run, folder: Path) -> None:
    (folder / "受理.yaml").write_text("- {代码: EN891, 路径: /, 理由: 无, 姓名: 无}\n", "utf-8")
    done = run("check", "丙局", "--accept", "受理.yaml", cwd=folder)
    assert done.code == 2
    assert "不能受理" in done.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("无.yaml",), "没有文件、文件夹或符合通配符的文件：无.yaml"),
        (("*.txt",), "*.txt"),
        (("-", "-f", "pdf"), "没有格式“pdf”"),
        (("-", "--fail-on", "fatal"), "fatal"),
        (("-", "--rules", "nosuch"), "nosuch"),
        (("-", "--accept", "无.yaml"), "没有文件 无.yaml"),
        (("-", "--today", "明天"), "日期"),
        (("-", "--quick"), "没有选项 --quick"),
        ((), "缺少"),
    ],
)
def test_wrong_use(run: Run, arguments: tuple[str, ...], word: str) -> None:
    done = run("check", *arguments, stdin=TEXT.encode())
    assert done.code == 2
    assert word in done.err
    assert done.out == ""


def test_a_folder_without_projects_is_wrong_use(run: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = run("check", "空")
    assert done.code == 2
    assert "没有找到项目文件" in done.err


def test_formats_follow_the_ending(run: Run, folder: Path) -> None:
    for name in ("a.json", "a.sarif", "a.sarif.json", "a.xlsx", "a.txt"):
        done = run("check", "丙局", "-o", name, cwd=folder)
        assert done.code == 0, done.err
        assert f"已写入 {name}" in done.err
        assert done.out == ""
    assert json.loads((folder / "a.json").read_text("utf-8"))["schema"] == "jixiao.report/1"
    assert json.loads((folder / "a.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (folder / "a.sarif.json").read_bytes() == (folder / "a.sarif").read_bytes()
    assert "共 1 个文件" in (folder / "a.txt").read_text("utf-8")
    with zipfile.ZipFile(folder / "a.xlsx") as archive:
        assert archive.testzip() is None
    piped = run_bytes(folder, "check", "丙局", "-f", "xlsx")
    assert piped == (folder / "a.xlsx").read_bytes()
    assert zipfile.is_zipfile(BytesIO(piped))


def run_bytes(cwd: Path, *arguments: str) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "scoring", *arguments],
        capture_output=True,
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT)},
        check=True,
    )
    return done.stdout


def test_progress_is_shown_to_whoever_watches(folder: Path) -> None:
    for number in range(25):
        (folder / "丙局" / f"{number}.yaml").write_text(TEXT, encoding="utf-8")
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "scoring", "check", "丙局"],
        stdout=subprocess.PIPE,
        stderr=theirs,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    ) as process:
        out, _ = process.communicate(timeout=60)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode("utf-8")
    os.close(ours)
    assert process.returncode == 0
    assert "检查 0/27" in shown
    assert "\x1b[K" in shown
    assert "检查 0/" not in out.decode("utf-8")


CRASHING = """\
import sys
from scoring.checks import completeness
from scoring.checks.case import Check
def explode(case):
    raise ZeroDivisionError
completeness.CHECKS = (Check("CP206", explode), *completeness.CHECKS[:-1])
from scoring.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("level", ["error", "never"])
def test_a_crash_ends_in_3_whatever_is_accepted(folder: Path, level: str) -> None:
    """A real check that raises, among the others: the report is written, the exit code is 3."""
    command = ["check", "丙局/丙.yml", "--accept", "受理.yaml", "--fail-on", level, "-f", "json"]
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, *command],
        capture_output=True,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 3, done.stderr.decode()
    assert "EN891" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    project = json.loads(done.stdout)["files"][0]
    assert "EN891" in {one["code"] for one in project["findings"]}
    assert {"code": "CP206", "outcome": "crashed", "reason": "ZeroDivisionError"} in project[
        "checks"
    ]


def test_the_page_of_a_check_is_shown(run: Run) -> None:
    done = run("checks", "show", "RV681")
    assert done.code == 0
    page = (ROOT / "docs" / "checks" / "RV681.md").read_text("utf-8")
    assert done.out.startswith("RV681　acceptance-unused\n")
    assert page.partition("\n")[2].strip() in done.out


def test_the_hook_calls_a_command_that_exists(run: Run, folder: Path) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, *arguments = hook["entry"].split()
    assert program == "score"
    assert run(*arguments, "丙局/丙.yml", "乙局/甲.yaml", cwd=folder).code == 0
    assert run(*arguments, "乙局/乙.json", cwd=folder).code == 1
