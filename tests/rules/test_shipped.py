"""The seven shipped sets: as the contract has them, sourced throughout, their cases passing."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from scoring.analysis.ruleset_cases import run_cases
from scoring.analysis.ruleset_diff import diff
from scoring.model.ruleset import EVIDENCE
from scoring.source import library
from scoring.source.ruleset import load_cases, load_rules, read_rules, without_cases

if TYPE_CHECKING:
    from pathlib import Path

    from scoring.model.ruleset import RuleSet

IDS = ("guangxi", "hubei-2020", "mof-2020", "mof-2021", "platform", "shanxi-2023", "sichuan-2023")


@pytest.fixture(params=IDS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_all_are_there() -> None:
    assert library.shipped_rules() == IDS


def test_nothing_is_found_in_them(name: str) -> None:
    rules, findings = read_rules(name)
    assert findings == ()
    assert rules is not None
    assert rules.id == name


def test_every_source_is_known_and_used(name: str) -> None:
    rules = load_rules(name)
    own = {source.id for source in rules.sources}
    assert all(source.evidence in EVIDENCE for source in rules.sources)
    assert sources_used(rules) <= own
    inherited = {source.id for source in load_rules("mof-2020").sources}
    unused = own - sources_used(rules)
    assert unused <= (inherited if rules.extends else set())


def sources_used(rules: RuleSet) -> set[str]:
    used = {
        rules.target_source,
        rules.weights.source,
        rules.execution.source,
        rules.ratio.source,
        rules.not_applicable.source,
        rules.rounding.source,
        *(cap.source for cap in rules.execution.caps),
        *(tier.source for tier in rules.tiers),
        *(grade.source for grade in rules.grades),
        *(method.source for _, method in rules.methods),
        *(setting.source for _, setting in rules.checks),
    }
    return used - {""}


def test_cases_pass(name: str) -> None:
    run = run_cases(name)
    assert [(one.path, one.line, one.message) for one in run.all_findings] == []
    assert run.passed


def test_cases_come_last(name: str) -> None:
    """Scoring reads nothing behind them."""
    text = library.read_shipped("rules", name).decode()
    short = without_cases(text)
    assert len(short) < len(text)
    assert "\ncases:" not in short
    assert load_cases(name)[0]


def differences(name: str) -> set[str]:
    return {row.path for row in diff(load_rules("mof-2020"), load_rules(name))}


def test_mof_2020() -> None:
    rules = load_rules("mof-2020")
    assert rules.weights.execution == 10
    assert dict(rules.weights.classes) == {"产出": 50, "效益": 30, "满意度": 10}
    assert (rules.target, rules.ratio.reverse, rules.ratio.equal) == ("initial", "t/a", "at_least")
    assert [(tier.start, tier.default) for tier in rules.tiers] == [
        (Decimal("0.8"), 1), (Decimal("0.6"), None), (0, None),
    ]  # fmt: skip
    assert [(grade.name, grade.start) for grade in rules.grades] == [
        ("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)),
    ]  # fmt: skip
    assert (rules.not_applicable.mode, rules.unjudged) == ("rescale", "open")
    assert (rules.execution.zero_budget, rules.execution.caps) == ("unjudged", ())
    assert (rules.methods, rules.rounding.digits) == ((), 2)


def test_mof_2021() -> None:
    rules = load_rules("mof-2021")
    assert dict(rules.weights.classes) == {"成本": 20, "产出": 40, "效益": 20, "满意度": 10}
    missing, split = rules.weights.without[0]
    assert missing == "成本"
    assert dict(split) == {"产出": 50, "效益": 30, "满意度": 10}
    assert rules.not_applicable[:3] == ("move", "效益", "满意度")
    name, method = rules.methods[0]
    assert name == "满意度"
    assert [(step.at_least, step.unit, step.share) for step in method.steps] == [
        (Decimal(90), "%", Decimal(1)),
        (Decimal(80), "%", Decimal("0.8")),
        (Decimal(60), "%", Decimal("0.5")),
    ]  # fmt: skip
    source = rules.source(rules.execution.source)
    assert source is not None
    assert source.evidence == "choice"


def test_shanxi_2023() -> None:
    assert differences("shanxi-2023") == {"/target/value", "/form"}
    rules = load_rules("shanxi-2023")
    assert (rules.target, rules.form, len(rules.notes)) == ("adjusted", "shanxi", 3)


def test_hubei_2020() -> None:
    rules = load_rules("hubei-2020")
    assert rules.weights.execution == 20
    assert rules.weights.indicators == 80
    assert rules.form == "hubei"
    assert rules.weights.classes == ()
    assert [tier.start for tier in rules.tiers] == [Decimal("0.8"), Decimal("0.5"), 0]


def test_sichuan_2023() -> None:
    rules = load_rules("sichuan-2023")
    assert rules.weights.execution == 10
    assert rules.weights.classes == ()
    assert rules.form == "sichuan"
    setting = rules.setting("FD405")
    assert setting is not None
    assert (setting.severity, setting.limit) == ("error", Decimal("0.9"))


def test_guangxi() -> None:
    assert differences("guangxi") == {"/form", "/checks/AC505/severity"}
    setting = load_rules("guangxi").setting("AC505")
    assert setting is not None
    assert (setting.severity, setting.limit) == ("error", Decimal("1.3"))


def test_platform() -> None:
    assert differences("platform") == {"/target/value", "/ratio/reverse"}


def test_manifest(checkout: Path) -> None:
    """A released set is never edited: a change must be meant, and get a new version."""
    folder = checkout / "rules"
    if os.environ.get("UPDATE_MANIFEST"):
        update(folder)
    assert library.altered("rules") == (), (
        "rules/ 与 rules/manifest.json 不一致。已发布的规则不改，应加新版本；"
        "确实要改时先改 version，再运行：UPDATE_MANIFEST=1 python -m pytest tests/rules"
    )
    listed = library.manifest("rules")
    assert {known: load_rules(known).version for known in IDS} == {
        known: entry["version"] for known, entry in listed.items()
    }


def update(folder: Path) -> None:
    import json

    entries = {
        known: {
            "version": load_rules(known).version,
            "sha256": library.fingerprint(library.read_shipped("rules", known)),
        }
        for known in library.shipped_rules()
    }
    text = json.dumps(entries, indent=2, ensure_ascii=False)
    (folder / library.MANIFEST).write_text(f"{text}\n", encoding="utf-8")
