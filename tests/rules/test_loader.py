"""Reading a rule set: what is refused, with which code, and where."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.source.events import read_document
from scoring.source.ruleset import (
    RuleSetError,
    load_cases,
    load_rules,
    read_rules,
    read_ruleset,
    without_cases,
)
from tests.rules.complete import COMPLETE, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.source.events import Mapping


def test_complete_set_is_read(write: Callable[..., str]) -> None:
    rules, findings = read_rules(write(COMPLETE))
    assert findings == ()
    assert rules is not None
    assert rules.weights.classes == (("产出", Decimal(60)), ("效益", Decimal(30)))
    assert [cap.source for cap in rules.execution.caps] == ["k", "k"]
    assert [tier.start for tier in rules.tiers] == [Decimal("0.8"), Decimal("0.6"), 0]
    assert rules.tiers[0].default == 1
    name, method = rules.methods[0]
    assert (name, method.name, method.off, method.source) == (
        "质量",
        "per_point",
        Decimal("0.5"),
        "k",
    )
    setting = rules.setting("AC505")
    assert setting is not None
    assert (setting.limit, setting.severity, setting.off) == (Decimal("1.3"), None, False)


BROKEN: list[tuple[str, str, str, str, str]] = [
    # keys and types
    ("form: mof", "from: mof", "YM103", "/from", "是不是 form"),
    ("form: mof\n", "", "YM104", "/form", "缺少 form"),
    ("title: 自定规则\n", "", "YM104", "/title", "缺少 title"),
    ("title: 自定规则", "title:", "YM104", "/title", "是空的"),
    ("id: own", "id: 我的", "YM104", "/id", "小写字母"),
    ("id: own", "id: ../own", "YM104", "/id", "小写字母"),
    ("total: 100", "totale: 100", "YM103", "/weights/totale", "是不是 total"),
    ("total: 100, ", "", "YM104", "/weights/total", "缺少 total"),
    ("total: 100", "total: 一百", "YM104", "/weights/total", "应是不小于0的数"),
    ("total: 100", "total: 1e2", "YM104", "/weights/total", "应是不小于0的数"),
    ("total: 100", "total: -100", "YM104", "/weights/total", "应是不小于0的数"),
    ("total: 100", "total: NaN", "YM104", "/weights/total", "应是不小于0的数"),
    ("total: 100", "total: [100]", "YM104", "/weights/total", "列表"),
    ("value: initial", "value: first", "YM104", "/target/value", "initial 或 adjusted"),
    ("reverse: t/a", "reverse: a/t", "YM104", "/ratio/reverse", "t/a 或 linear"),
    ("unjudged: open", "unjudged: {}", "YM104", "/unjudged", "open 或 zero"),
    ("mode: half_up", "mode: half_even", "YM104", "/rounding/mode", "half_up"),
    ("digits: 2", "digits: 1.5", "YM104", "/rounding/digits", "1.5"),
    ("digits: 2", "digits: 60", "YM104", "/rounding/digits", "60"),
    ("not_applicable: rescale", "not_applicable: skip", "YM104", "/not_applicable", "rescale"),
    (
        "not_applicable: rescale",
        "not_applicable: {move_to: 别的}",
        "RS872",
        "/not_applicable/move_to",
        "别的",
    ),
    (
        "not_applicable: rescale",
        "not_applicable: {move_to: 效益, from: 效益}",
        "RS872",
        "/not_applicable/from",
        "自己",
    ),
    ("evidence: choice", "evidence: sure", "YM104", "/sources/0/evidence", "choice"),
    ("evidence: choice", "evidence: choice, page: 3", "YM103", "/sources/0/page", "page"),
    ("form: mof", "effective: {from: 2020-02-30}\nform: mof", "YM104", "/effective/from", "日期"),
    ("form: mof", "effective: {from: 2020年}\nform: mof", "YM104", "/effective/from", "日期"),
    (
        "form: mof",
        "effective: {from: 2021-01-01, to: 2020-01-01}\nform: mof",
        "YM104",
        "/effective/to",
        "早于",
    ),
    ("form: mof", "form: mof\nextends: [a]", "YM104", "/extends", "编号"),
    ("form: mof", "form: mof\nform: mof", "YM102", "/form", "写了两次"),
    ("form: mof", "form: &f mof", "YM105", "/form", "锚点"),
    ("checks: {AC505", "checks: {AC550", "YM103", "/checks/AC550", "是不是 AC5"),
    ("limit: 130%", "limit: 很多", "YM104", "/checks/AC505/limit", "很多"),
    (
        "checks: {AC505: {limit: 130%",
        "checks: {EN891: {off: true, limit: 1",
        "YM104",
        "/checks/EN891/off",
        "不能停用",
    ),
    ("质量: {按量扣分: {每: 1, 扣: 0.5}, ", "质量: {", "YM104", "/methods/质量", "赋分方法"),
    ("{每: 1, 扣: 0.5}", "{每: 0, 扣: 0.5}", "YM104", "/methods/质量/按量扣分/每", "大于0"),
    # sources
    (
        "target: {value: initial, source: k}",
        "target: {value: initial, source: z}",
        "YM104",
        "/target/source",
        "没有列在 sources",
    ),
    (
        "evidence: choice}",
        "evidence: choice}\n- {id: k, document: 另一个, evidence: choice}",
        "YM104",
        "/sources/1/id",
        "写了两次",
    ),
    # bands
    ("from: 80%, default: 100%", "from: 120%, default: 100%", "YM104", "/tiers/0/from", "0%到100%"),
    ("from: 0%", "from: 10%", "RS872", "/tiers/2/from", "没有着落"),
    ("from: 60%", "from: 80%", "RS872", "/tiers/1/from", "重叠"),
    ("from: 60%", "from: 90%", "RS872", "/tiers/1/from", "顺序"),
    ("name: 部分达成", "name: 达成", "RS872", "/tiers/1/name", "写了两次"),
    ("default: 100%", "default: 70%", "RS872", "/tiers/0/default", "70%"),
    ("from: 60%, default: null", "from: 60%, default: 80%", "RS872", "/tiers/1/default", "80%"),
    ("{name: 差, from: 0,", "{name: 差, from: 1,", "RS872", "/grades/1/from", "没有着落"),
    ("{name: 差, from: 0,", "{name: 差, from: 90,", "RS872", "/grades/1/from", "重叠"),
    ("{name: 差, from: 0,", "{name: 优, from: 0,", "RS872", "/grades/1/name", "写了两次"),
    ("from: 90, ", "from: 101, ", "RS872", "/grades/0/from", "谁也得不到"),
    ("below: 60%", "below: 80%", "RS872", "/execution/caps/1", "矛盾"),
    ("at_most: 69", "at_most: 99", "RS872", "/execution/caps/1", "矛盾"),
    ("at_most: 89", "at_most: 189", "RS872", "/execution/caps/0/at_most", "超过总分"),
    ("below: 80%", "below: 0%", "RS872", "/execution/caps/0/below", "0%"),
    # weights
    ("产出: 60", "产出: 50", "RS872", "/weights/classes", "= 90"),
    ("效益: 30}", "效益: 20, 产出指标: 10}", "YM104", "/weights/classes/产出指标", "同一个"),
    ("execution: 10,", "execution: 110,", "RS872", "/weights/execution", "超过总分"),
    ("total: 100", "total: 0", "RS872", "/weights/total", "总分是 0"),
    (
        "效益: 30}",
        "效益: 30}, without: {产出: {效益: 80}}",
        "RS872",
        "/weights/without/产出",
        "= 90",
    ),
    (
        "效益: 30}",
        "效益: 30}, without: {成本: {产出: 60, 效益: 30}}",
        "RS872",
        "/weights/without/成本",
        "成本",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "path", "words"), BROKEN)
def test_broken_sets_are_refused(
    old: str, new: str, code: str, path: str, words: str, write: Callable[..., str]
) -> None:
    file = write(changed(old, new))
    with pytest.raises(RuleSetError) as raised:
        load_rules(file)
    finding = next(one for one in raised.value.findings if one.code == code)
    assert finding.path == path
    assert words in finding.message + finding.help
    assert finding.severity == "error"
    assert finding.file == file
    assert finding.line is not None
    assert finding.message in str(raised.value)


UNSOURCED = [
    ("效益: 30}, source: k", "效益: 30}", "/weights"),
    ("{name: 优, from: 90, source: k}", "{name: 优, from: 90}", "/grades/0"),
    ("{limit: 130%, source: k}", "{limit: 130%}", "/checks/AC505"),
    ("mode: half_up, source: k", "mode: half_up", "/rounding"),
    ("floor: null, source: k", "floor: 60%", "/ratio"),
    ("{每: 1, 扣: 0.5}, source: k", "{每: 1, 扣: 0.5}", "/methods/质量"),
    ("default: 100%, source: k", "default: 100%", "/tiers/0"),
]


@pytest.mark.parametrize(("old", "new", "path"), UNSOURCED)
def test_a_number_without_a_source_is_a_warning(
    old: str, new: str, path: str, write: Callable[..., str]
) -> None:
    rules, findings = read_rules(write(changed(old, new)))
    assert rules is not None
    assert [(one.code, one.severity, one.path) for one in findings] == [("RS871", "warning", path)]


def test_all_that_is_wrong_is_said_at_once(write: Callable[..., str]) -> None:
    text = changed("form: mof", "forn: mof").replace("digits: 2", "digits: x")
    _, findings = read_rules(write(text))
    assert {(one.code, one.path) for one in findings} == {
        ("YM103", "/forn"), ("YM104", "/form"), ("YM104", "/rounding/digits"),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", "规则", "- id: a", "a: [", "\x00"])
def test_what_is_no_rule_set_is_refused(text: str, write: Callable[..., str]) -> None:
    with pytest.raises(RuleSetError) as raised:
        load_rules(write(text))
    assert raised.value.findings
    assert raised.value.findings[0].line is not None


@given(st.one_of(st.text(), st.binary()))
def test_any_text_ends_in_findings(text: str | bytes) -> None:
    rules, findings = read_ruleset(read_document(text, "x.yaml"), _no_parent)
    assert rules is None
    assert findings


@given(st.integers(0, len(COMPLETE)), st.integers(0, 12), st.text(max_size=4))
def test_any_damage_ends_in_findings_or_a_set(start: int, length: int, piece: str) -> None:
    damaged = COMPLETE[:start] + piece + COMPLETE[start + length :]
    rules, findings = read_ruleset(read_document(damaged, "x.yaml"), _no_parent)
    assert (rules is None) == any(one.severity == "error" for one in findings)


def _no_parent(name: str) -> Mapping:
    message = f"没有 {name}"
    raise RuleSetError(message)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mof-202", "是不是 mof-202"),
        ("什么", "可用的有"),
        ("", "可用的有"),
        ("./没有.yaml", "没有这个文件"),
        ("tests/", "文件夹"),
        ("a\x00.yaml", "打不开"),
    ],
)
def test_unknown_sets(name: str, words: str) -> None:
    with pytest.raises(RuleSetError, match=words) as raised:
        load_rules(name)
    assert raised.value.findings == ()


def test_errors_survive_pickling(write: Callable[..., str]) -> None:
    with pytest.raises(RuleSetError) as raised:
        load_rules(write(changed("digits: 2", "digits: x")))
    copy = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 - our own bytes
    assert (str(copy), copy.findings) == (str(raised.value), raised.value.findings)


def test_a_path_always_is_that_file(write: Callable[..., str]) -> None:
    path = write(changed("id: own", "id: mof-2020"), "mof-2020.yaml")
    assert load_rules(path).title == "自定规则"
    assert load_rules(Path(path)).title == "自定规则"
    assert load_rules("mof-2020").title != "自定规则"


def test_folders_add_sets_and_may_not_hide_shipped_ones(
    write: Callable[..., str], tmp_path: Path
) -> None:
    write(COMPLETE)
    assert load_rules("own", folders=[str(tmp_path)]).title == "自定规则"
    assert load_rules("mof-2020", folders=[str(tmp_path)]).id == "mof-2020"
    write(changed("id: own", "id: guangxi"), "guangxi.yaml")
    with pytest.raises(RuleSetError, match="不止一套"):
        load_rules("guangxi", folders=[str(tmp_path)])
    with pytest.raises(RuleSetError, match="own"):
        load_rules("owm", folders=[str(tmp_path)])


def test_cases_are_not_parsed_for_scoring(write: Callable[..., str]) -> None:
    broken = f"{COMPLETE}cases:\n- name: [\n"
    assert load_rules(write(broken)).id == "own"
    _, document = load_cases(write(broken))
    assert document.findings[0].code == "YM101"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_cases_end_the_text_only_where_nothing_follows(ending: str) -> None:
    text = ending.join(["id: a", "cases:", "- name: b", "# 说明", "", "  x: 1", ""])
    assert without_cases(text) == f"id: a{ending}"
    followed = text + f"title: c{ending}"
    assert without_cases(followed) == followed
    second = text + f"---{ending}"
    assert without_cases(second) == second
