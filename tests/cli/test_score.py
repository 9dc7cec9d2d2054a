"""``score FILE``: what goes where, in which bytes, with which exit code."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scoring.render.width import width

if TYPE_CHECKING:
    from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]


def test_the_form_of_the_source_document(run: Run, jinbao: str) -> None:
    done = run(jinbao)
    assert done.code == 0
    assert "金保工程信息系统日常运营维护项目支出绩效自评表" in done.out
    assert "执行率得分 9.97  指标得分 90.00  总分 99.97  等级 优" in done.out
    assert f"score explain {jinbao}" in done.out


@pytest.mark.parametrize("columns", ["80", "100", "120", "160"])
def test_the_form_is_as_wide_as_the_terminal(run: Run, jinbao: str, columns: str) -> None:
    done = run(jinbao, COLUMNS=columns)
    lines = done.out.split("\n")
    longest = [line for line in lines if width(line) > int(columns)]
    # A path is not broken: whoever copies it needs it whole.
    assert all("/" in line for line in longest)
    assert {width(line) for line in lines if line[:1] in "┌├└"} - {0} == {int(columns)}


@pytest.mark.parametrize("columns", ["", "0", "abc", "-5", "99999999999"])
def test_a_senseless_width_is_ignored(run: Run, jinbao: str, columns: str) -> None:
    assert run(jinbao, COLUMNS=columns).raw == run(jinbao).raw


def test_without_a_terminal_the_form_is_120_wide(run: Run, jinbao: str) -> None:
    assert run(jinbao).raw == run(jinbao, COLUMNS="120").raw


def test_json_and_nothing_else_goes_to_standard_output(run: Run, unjudged: str) -> None:
    done = run(unjudged, "-f", "json")
    document = json.loads(done.out, parse_float=Decimal)
    assert done.code == 1
    assert document["total"] is None
    assert document["bounds"]["low"] < document["bounds"]["high"]
    assert document["findings"]
    assert "错误" in done.err
    assert done.out.endswith("}\n")


def test_findings_are_shown_with_line_mark_and_help(run: Run, unjudged: str) -> None:
    done = run(unjudged, COLUMNS="100")
    assert done.code == 1
    lines = done.out.split("\n")
    at = next(number for number, line in enumerate(lines) if "AC509 第" in line)
    block = "\n".join(lines[at : at + 6])
    assert "│ 图书上架准确率" in block
    assert "^" in block
    assert "怎么改：" in block
    assert "无法评判" in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("{file}", "-f", "markdown"),
        ("-f", "markdown", "{file}"),
        ("--format=markdown", "{file}"),
        ("--form", "shanxi", "{file}", "-f", "markdown", "--rules=shanxi-2023"),
        ("-f", "markdown", "--", "{file}"),
        ("-fmarkdown", "{file}"),
    ],
)
def test_options_may_stand_anywhere(run: Run, jinbao: str, arguments: tuple[str, ...]) -> None:
    done = run(*(argument.format(file=jinbao) for argument in arguments))
    assert done.code == 0, done.err
    assert done.out.startswith("# 金保工程")


def test_standard_input(run: Run, jinbao: str) -> None:
    content = Path(jinbao).read_bytes()
    done = run("-", "-f", "json", stdin=content)
    assert done.code == 0
    assert json.loads(done.out)["total"] == 99.97
    assert run("-", stdin=b"").code == 1


@pytest.mark.parametrize(
    ("name", "start"), [("表.md", "# 金保"), ("a.json", "{"), ("a.txt", " "), ("无扩展名", " ")]
)
def test_the_format_follows_the_ending(
    run: Run, jinbao: str, tmp_path: Path, name: str, start: str
) -> None:
    done = run(jinbao, "-o", name)
    assert done.code == 0
    assert done.out == ""
    assert f"已写入 {name}" in done.err
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_format_asked_for_goes_before_the_ending(run: Run, jinbao: str, tmp_path: Path) -> None:
    run(jinbao, "-o", "a.json", "-f", "markdown")
    assert (tmp_path / "a.json").read_text(encoding="utf-8").startswith("# ")


def test_output_is_written_when_the_total_is_open(run: Run, unjudged: str, tmp_path: Path) -> None:
    assert run(unjudged, "-o", "a.json").code == 1
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["total"] is None


def test_a_file_is_replaced_whole_and_keeps_its_mode(run: Run, jinbao: str, tmp_path: Path) -> None:
    target = tmp_path / "结果.txt"
    target.write_text("旧" * 100_000, encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "链接.txt"
    link.symlink_to(target)
    assert run(jinbao, "-o", str(link)).code == 0
    assert link.is_symlink()
    assert target.read_bytes() == run(jinbao).raw
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_device_is_written_to_not_replaced(run: Run, jinbao: str) -> None:
    before = Path(os.devnull).stat().st_mode
    assert run(jinbao, "-o", os.devnull).code == 0
    assert Path(os.devnull).stat().st_mode == before


def test_the_same_bytes_whatever_the_surroundings(run: Run, jinbao: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    for format in ("table", "json", "markdown"):  # noqa: A001
        first = run(jinbao, "-f", format).raw
        assert first == run(jinbao, "-f", format, PYTHONHASHSEED="1").raw
        assert first == run(jinbao, "-f", format, PYTHONHASHSEED="2", cwd=elsewhere).raw
        assert first == run(jinbao, "-f", format, LC_ALL="C", PYTHONUTF8="0").raw
        assert first == run(jinbao, "-f", format, PYTHONIOENCODING="ascii", PYTHONUTF8="0").raw
        assert b"\r" not in first


def test_messages_survive_a_narrow_locale(run: Run) -> None:
    done = run("没有.yaml", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.code == 2
    assert "没有文件 没有.yaml" in done.err


def test_a_reader_that_stops_early_is_no_fault(jinbao: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [sys.executable, "-m", "scoring", jinbao],
            stdout=closed,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_closed_standard_streams_end_in_a_code(jinbao: str) -> None:
    for closing, code in ((">&-", 2), ("2>&-", 0), ("<&-", 0)):
        command = f'"{sys.executable}" -m scoring "{jinbao}" {closing}'
        done = subprocess.run(
            ["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == code, (closing, done.stderr.decode())
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", 1),
        (b"\x00\xff\xfe", 1),
        (b"[" * 100_000, 1),
        ("项目名称: 例\n年度: 2023\n".encode(), 1),
        ("项目名称: 例\n年度: 二\n不认识的键: 1\n".encode(), 1),
        (b"a: &x 1\nb: *x\n", 1),
        (b"- 1\n- 2\n", 1),
        (b"x" * (5 * 1024 * 1024 + 1), 1),
    ],
)
def test_any_bytes_end_in_findings(run: Run, tmp_path: Path, content: bytes, code: int) -> None:
    (tmp_path / "p.yaml").write_bytes(content)
    done = run("p.yaml")
    assert done.code == code
    assert "错误" in done.out + done.err


def test_nothing_is_printed_when_nothing_can_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "p.yaml").write_bytes(b"a: [1\n")
    done = run("p.yaml", "-f", "json", "-o", "out.json")
    assert done.code == 1
    assert done.out == ""
    assert "YM101" in done.err
    assert not (tmp_path / "out.json").exists()


def test_steering_characters_of_a_file_are_shown(run: Run, tmp_path: Path) -> None:
    text = '项目名称: "\\e[31m\\u202e红"\n年度: 2023\n'
    (tmp_path / "p.yaml").write_text(text, encoding="utf-8")
    done = run("p.yaml")
    assert done.code == 1
    assert not {"\x1b", "\u202e"} & set(done.out + done.err)
    assert "U+001B" in done.out
