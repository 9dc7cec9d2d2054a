"""Wrong use ends in exit code 2, with a message that says what to do; our own faults in 3."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scoring.cli.commands import COMMANDS

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nix.yaml"], "没有文件 nix.yaml"),
        (["chek"], "没有文件 chek；您是要 score check 吗？"),
        (["rule"], "您是要 score rules 吗？"),
        (["explian", "a.yaml"], "您是要 score explain 吗？"),
        (["scor"], "评分不需要写命令"),
        (["score", "a.yaml"], "评分不需要写命令"),
        (["."], "是文件夹"),
        (["{file}", "{file}"], "score 一次评一个文件"),
        (["{file}", "-f", "doc"], "没有格式“doc”，可用：table、json、markdown、html"),
        (["{file}", "-o", "a.doc"], "写不成 .doc 文件；请用 .docx"),
        (["{file}", "-o", "a.xls"], "写不成 .xls 文件；请用 .xlsx"),
        (["explain", "{file}", "-o", "a.pdf"], "写不成 .pdf 文件；可用：table、json、markdown"),
        (["{file}", "--form", "flat"], "只用于 csv"),
        (["{file}", "-f", "yaml"], "没有格式“yaml”"),
        (["{file}", "-f"], "选项 -f 的写法不对"),
        (["{file}", "--form", "nix"], "没有版式“nix”"),
        (["{file}", "--rules", "nix"], "nix"),
        (["{file}", "--rules", "nix/none.yaml"], "none.yaml"),
        (["{file}", "--froma", "x"], "没有选项 --froma。您是要 --form"),
        (["{file}", "-o", "none/a.txt"], "无法写入 none/a.txt：文件夹不存在"),
        (["{file}", "-o", "."], "是文件夹"),
        (["表.xlsx"], "没有文件 表.xlsx"),
        (["explain"], "缺少参数：文件"),
        (["explain", "{file}", "没有的指标"], "没有指标“没有的指标”；您是要"),
        (["explain", "nix.yaml"], "没有文件 nix.yaml"),
        (["rules"], "后面还要写命令，可用：list、show、diff、test"),
        (["rules", "nix"], "没有命令 nix"),
        (["rules", "show", "nix"], "nix"),
        (["checks", "show", "AC5O1"], "没有检查项 AC5O1。您是要"),
        (["schema", "nix"], "没有 nix 的 JSON Schema"),
        (["indicators", "show", "trainng"], "没有指标库或指标“trainng”；您是要 training"),
        (["indicators", "list", "-f", "xml"], "没有格式 xml"),
        (["indicators", "search"], "写要找的词"),
        (["new", "a.yaml", "--library", "trainng"], "没有指标库“trainng”；您是要 training"),
        (["new"], "缺少参数：文件"),
        (["new", "none/a.yaml"], "无法写入 none/a.yaml"),
        ([""], "没有文件"),
    ],
)
def test_wrong_use(run: Run, jinbao: str, arguments: list[str], message: str) -> None:
    done = run(*(argument.format(file=jinbao) for argument in arguments))
    assert message in done.err
    assert done.code == 2
    assert done.out == ""


def test_a_file_may_be_named_like_a_command(run: Run, jinbao: str, tmp_path: Path) -> None:
    content = Path(jinbao).read_bytes()
    (tmp_path / "check").write_bytes(content)
    (tmp_path / "chek").write_bytes(content)
    assert run("./check").code == 0
    assert run("chek").code == 0
    assert run("--", "check").code == 0


def test_nothing_is_written_on_wrong_use(run: Run, jinbao: str, tmp_path: Path) -> None:
    assert run(jinbao, "--rules", "nix", "-o", "a.txt").code == 2
    assert not list(tmp_path.iterdir())


def test_a_name_from_the_command_line_cannot_steer_the_terminal(run: Run) -> None:
    done = run("\x1b[31m红.yaml")
    assert "\x1b" not in done.err
    assert "␛[31m红.yaml" in done.err


def test_an_unreadable_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").symlink_to("a.yaml")
    done = run("a.yaml")
    assert done.code == 2
    assert "无法读取 a.yaml：" in done.err


def test_a_project_that_names_an_unknown_rule_set(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("项目名称: 例\n年度: 2023\n评分规则: nix\n", encoding="utf-8")
    done = run("a.yaml")
    assert done.code == 2
    assert "nix" in done.err


def test_a_faulty_rule_set_is_shown_with_its_places(run: Run, jinbao: str, tmp_path: Path) -> None:
    (tmp_path / "r.yaml").write_text("id: r\nextends: mof-2020\nunknown: 1\n", encoding="utf-8")
    done = run(jinbao, "--rules", "r.yaml")
    assert done.code == 2
    assert "第3行" in done.err
    assert "unknown" in done.err


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["a.yaml", "--help"]])
def test_help(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 0
    assert done.out.startswith("用法：score")
    for command in COMMANDS:
        assert command in done.out


@pytest.mark.parametrize(
    "command",
    ["explain", "new", "schema", "rules", "checks", "rules list", "rules show", "rules diff",
     "rules test", "checks list", "checks show"],
)  # fmt: skip
def test_help_of_each_command_teaches_with_an_example(run: Run, command: str) -> None:
    done = run(*command.split(), "--help")
    assert done.code == 0
    assert done.out.startswith(f"用法：score {command}")
    assert f"\n  score {command}" in done.out
    assert "Usage" not in done.out
    assert "Show this message" not in done.out


def test_no_arguments_print_the_help(run: Run) -> None:
    done = run()
    assert done.code == 2
    assert done.out.startswith("用法：score")


def test_version(run: Run) -> None:
    from scoring.version import __version__

    for option in ("--version", "-V"):
        assert run(option).out == f"score {__version__}\n"


def test_a_fault_of_ours_is_told_without_a_traceback(run: Run, jinbao: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    # A module of the interpreter that cannot be imported stands for any fault of ours.
    (broken / "hashlib.py").write_text("raise RuntimeError('x')\n", encoding="utf-8")
    path = f"{broken}{os.pathsep}{ROOT}"
    done = run(jinbao, "-f", "json", PYTHONPATH=path)
    assert done.code == 3
    assert done.out == ""
    assert "RuntimeError" in done.err
    assert "报告" in done.err


def test_an_interrupt_is_told(jinbao: str) -> None:
    script = (
        "import os, signal, sys\n"
        "import scoring.render.table as table\n"
        "def stop(*_): os.kill(os.getpid(), signal.SIGINT)\n"
        "table.write = stop\n"
        "from scoring.__main__ import main\n"
        "sys.argv[1:] = [sys.argv[1]]\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, jinbao],
        cwd=ROOT,
        capture_output=True,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert done.returncode == 2, done.stderr.decode()
    assert "已中断" in done.stderr.decode()
