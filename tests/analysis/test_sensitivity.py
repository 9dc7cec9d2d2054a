"""Sensitivity: distances, ways to win points back, ranges, hinges, versions; worked out by hand."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from lxml import html as page_of

import scoring
from scoring.analysis.appraisal import appraise
from scoring.analysis.sensitivity import sensitivity
from scoring.analysis.weight_range import weight_range
from scoring.model.method import Method, Step
from scoring.model.project import Project
from scoring.render.analysis_page import FORMATS, write_sensitivity
from scoring.render.analysis_schema import sensitivity_schema
from tests.building import project, row

if TYPE_CHECKING:
    from typing import Any

    from scoring.model.project import Indicator
    from scoring.model.sensitivity import Loss, Remedy, Sensitivity

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def stood(
    *rows: Indicator,
    executed: object = 100,
    weights: Decimal = Decimal(10),
    actuals: Decimal = Decimal(5),
) -> Sensitivity:
    named = [one._replace(name=f"指标{at}", path=f"/绩效指标/{at}") for at, one in enumerate(rows)]
    return sensitivity(scoring.score(project(*named, executed=executed)), weights, actuals)


def loss(found: Sensitivity, name: str = "指标0") -> Loss:
    return next(one for one in found.losses if one.name == name)


def only(found: Sensitivity, name: str = "指标0") -> Remedy:
    (remedy,) = loss(found, name).remedies
    return remedy


def test_distances_up_and_down() -> None:
    found = stood(row("≥100人", "80人", 90))
    assert found.card.total == Decimal("82.00")
    assert [(one.grade, one.from_low, one.from_high) for one in found.distances] == [
        ("优", Decimal("8.00"), Decimal("8.00")),
        ("良", Decimal("0.00"), Decimal("0.00")),
        ("中", Decimal("-2.01"), Decimal("-2.01")),
        ("差", Decimal("-22.01"), Decimal("-22.01")),
    ]


def test_a_grade_out_of_reach() -> None:
    found = stood(row("≥100人", "80人", 60))
    assert [one.is_reachable for one in found.distances] == [False, False, True, True]


def test_distances_from_both_bounds() -> None:
    found = stood(row("≥100人", None, 20), row("≥1人", "1人", 70))
    assert [(one.from_low, one.from_high) for one in found.distances] == [
        (Decimal("10.00"), Decimal("0.00")),
        (Decimal("0.00"), Decimal("-10.01")),
        (Decimal("-0.01"), Decimal("-20.01")),
        (Decimal("-20.01"), Decimal("-40.01")),
    ]


@pytest.mark.parametrize(
    ("target", "actual", "fields", "needed", "least"),
    [
        ("≥1200人", "1050人", {"weight": Decimal(8)}, "1200人", "1200人"),
        ("≤1600元", "1642元", {"weight": Decimal(6)}, "1600元", "1601元"),
        ("≥90%", "86.2%", {}, "90%", "90%"),
        ("≥8万亩", "70000亩", {}, "80000亩", "79960亩"),
        ("40～50人", "36人", {}, "40人", "40人"),
        ("40～50人", "60人", {}, "50人", "50人"),
        ("=0起", "2起", {}, "0起", "0起"),
        ("≥65%", "指标完成率80%", {}, "65%", None),
        ("≥50%", "28%", {"method": Method("ratio", passing=Decimal("0.6"))}, "50%", "50%"),
        (">6场", "4场", {"method": Method("direct")}, "7场", "7场"),
        ("2023年10月底前", "2023年11月15日", {}, "2023年10月31日", None),
    ],
)
def test_what_would_win_the_points_back(
    target: str, actual: str, fields: dict[str, object], needed: str, least: str | None
) -> None:
    found = stood(row(target, actual, 10)._replace(**fields))  # type: ignore[arg-type]
    remedy = next(one for one in loss(found).remedies if one.label == "实际完成值")
    assert (remedy.needed, remedy.least) == (needed, least)
    assert remedy.gain == loss(found).lost_high
    assert found.card.total is not None
    assert remedy.after.total == found.card.total + remedy.gain


def test_the_nearest_step_of_bands() -> None:
    steps = [Step(Decimal(edge), "%", Decimal(share)) for edge, share in ((90, 1), (80, 0))]
    bands = Method("bands", steps=tuple(steps))
    found = stood(row("≥95%", "85%", 10)._replace(method=bands))
    assert (only(found).needed, only(found).least) == ("90%", "90%")


def test_facts_evidence_and_decisions() -> None:
    found = stood(
        row("≥10人", "8人"),
        row("≥10人", None),
        row("≥98%", "情况良好"),
        row("提高", "部分达成"),
        row("提高", "部分达成", degree=70),
        row("=100%", "100%", deduction=1, deduction_reason="抽查"),
        row("=100%", "100%", deduction=1),
        row("≥90%", "≥80%"),
        row("≥10万元", "12台"),
    )
    bases = {one.name: [remedy.basis for remedy in one.remedies] for one in found.losses}
    assert bases == {
        "指标0": ["fact"],
        "指标1": ["evidence"],
        "指标2": ["evidence"],
        "指标3": ["evidence"],
        "指标4": ["decision", "fact"],
        "指标5": ["decision"],
        "指标6": ["evidence"],
        "指标7": ["evidence"],
        "指标8": ["evidence"],
    }
    assert only(found, "指标3").needed == "60%～80%"
    assert only(found, "指标3").gain == Decimal("2.00")
    assert loss(found, "指标4").remedies[0].needed == "79.99%"
    assert loss(found, "指标3").lost_low == Decimal("2.00")
    assert loss(found, "指标3").lost_high == Decimal("4.00")


def test_the_most_lost_stands_first() -> None:
    found = stood(row("≥10人", "9人"), row("≥10人", "1人"), row("≥10人", None), executed=50)
    assert [one.name for one in found.losses] == ["指标2", "指标1", "预算执行率", "指标0"]


def test_the_smallest_execution_to_the_fen() -> None:
    remedy = only(stood(row("≥1人", "1人", 90), executed="82.731"), "预算执行率")
    assert (remedy.needed, remedy.least, remedy.gain) == ("100万元", "99.95万元", Decimal("1.73"))


def test_a_cap_is_a_loss() -> None:
    rules = scoring.load_rules()
    caps = (type_of_cap()(Decimal("0.8"), Decimal(85), "c"),)
    rules = rules._replace(execution=rules.execution._replace(caps=caps))
    card = scoring.score(project(row("≥1人", "1人", 90), executed=60), rules)
    found = sensitivity(card)
    cap = next(one for one in found.losses if one.name == "总分封顶")
    assert (card.total, cap.lost_high) == (Decimal(85), Decimal("11.00"))
    assert cap.remedies[0].needed == "80万元"
    assert cap.remedies[0].after.total == Decimal("98.00")


def type_of_cap() -> type:
    from scoring.model.ruleset import Cap

    return Cap


def test_weights_of_full_rows_change_nothing() -> None:
    found = stood(row("≥1人", "1人", 50), row("≥1人", "1人", 40), weights=Decimal(20))
    assert found.weights is not None
    assert (found.weights.low, found.weights.high) == (Decimal("100.00"), Decimal("100.00"))


def test_weights_move_between_rows() -> None:
    # 40 is the full row's, 50 earns half: at most 4 points of weight go either way.
    found = stood(row("≥10人", "5人", 50), row("≥1人", "1人", 40), weights=Decimal(10))
    assert found.weights is not None
    assert (found.weights.low, found.weights.high) == (Decimal("73.00"), Decimal("77.00"))
    assert found.weights.grades == ("中",)
    assert found.weights.is_kept(found.card)


def test_weights_stay_in_their_class_where_the_split_is_fixed() -> None:
    rows = (
        row("≥10人", "5人", 50, level1="产出指标", name="甲"),
        row("≥1人", "1人", 40, level1="效益指标", name="乙"),
    )
    rules = scoring.load_rules()
    fixed = rules._replace(weights=rules.weights._replace(fixed=True))
    card = scoring.score(project(*rows), fixed)
    span = weight_range(card, appraise(card), Decimal(10))
    assert span is not None
    assert (span.low, span.high) == (card.total, card.total)


def test_weights_that_do_not_move_are_named() -> None:
    found = stood(row("提高", "达成", 50, claimed_score=45), row("≥1人", "1人", 40))
    assert found.weights is not None
    assert [name for name, _ in found.weights.held] == ["指标0"]


def test_actuals_move_all_at_once() -> None:
    found = stood(row("≥100人", "98人", 50), row("≥1人", "2人", 40), actuals=Decimal(5))
    assert found.actuals is not None
    assert [(move.lowest, move.highest, move.low, move.high) for move in found.moves] == [
        ("93.1人", "102.9人", Decimal("46.55"), Decimal("50.00")),
        ("1.9人", "2.1人", Decimal("40.00"), Decimal("40.00")),
    ]
    assert (found.actuals.low, found.actuals.high) == (Decimal("96.55"), Decimal("100.00"))


def test_a_target_inside_the_move_is_the_peak() -> None:
    two_sided = scoring.load_rules()
    two_sided = two_sided._replace(ratio=two_sided.ratio._replace(equal="two_sided"))
    card = scoring.score(project(row("=100人", "98人", 90)), two_sided)
    (move,) = sensitivity(card, actuals=Decimal(10)).moves
    assert (move.low, move.high) == (Decimal("79.38"), Decimal("90.00"))


def test_satisfaction_moves_by_its_sample() -> None:
    survey = row("≥90%", "90%", 40, name="群众满意度", evidence=("有效问卷100份",))
    other = row("≥90%", "98%", 50, name="满意度", path="/绩效指标/1")
    found = sensitivity(scoring.score(project(survey, other)))
    first, second = found.moves
    assert (first.lowest, first.highest, first.error, first.sample) == (
        "82.56%", "94.48%", "sample", 100,
    )  # fmt: skip
    assert first.low == Decimal("36.69")
    assert (second.lowest, second.highest) == ("93.1%", "100%")


def test_one_row_alone() -> None:
    found = stood(row("≥100人", "80人", 50), row("≥1人", "1人", 30), row("≥1人", "1人", 10))
    assert found.card.total == Decimal("90.00")
    decisive = {hinge.name: hinge.is_decisive for hinge in found.hinges}
    assert decisive == {"指标0": True, "指标1": True, "指标2": True, "预算执行率": True}
    hinge = found.hinges[0]
    assert hinge.name == "指标0"
    assert (hinge.lowest.total, hinge.highest.total) == (Decimal("50.00"), Decimal("100.00"))
    full = stood(row("≥1人", "1人", 80), row("≥1人", "1人", 10))
    assert [hinge.name for hinge in full.hinges if hinge.is_decisive] == ["指标0"]


def test_the_value_at_which_the_grade_changes() -> None:
    found = stood(row("≥100人", "80人", 90))
    # 82.00: 良 from 80.00 on; 77 people earn 69.30, 89 earn 80.10.
    hinge = next(one for one in found.hinges if one.name == "指标0")
    assert hinge.falls_at == ("77人", "中")
    assert hinge.rises_at == ("89人", "优")
    money = next(one for one in found.hinges if one.name == "预算执行率")
    assert money.falls_at == ("79.949999万元", "中")
    assert money.rises_at is None
    # 10 × 1000 ÷ 1052 = 9.51: the grade falls only when the cost is far above.
    cost = stood(row("≤1000元", "1000元", 20), row("≥1人", "1人", 70), executed=50)
    hinge = next(one for one in cost.hinges if one.name == "指标0")
    assert cost.card.total == Decimal("95.00")
    assert hinge.falls_at == ("1334元", "良")


def test_both_targets_and_both_rule_sets() -> None:
    rows = row("≥100人", "80人", 90)._replace(adjusted_target="≥80人")
    card = scoring.score(project(rows))
    found = sensitivity(card, against=scoring.load_rules("hubei-2020"))
    assert (found.initial.total, found.adjusted.total) == (Decimal("82.00"), Decimal("100.00"))
    assert found.against is not None
    assert found.against.execution.weight == 20
    document = json.loads(found.to_json())
    assert document["targets"]["indicators"][0]["difference"] == 18
    assert document["against"]["difference"] == 10


@pytest.mark.parametrize("percent", [Decimal(-1), Decimal(101)])
def test_a_percentage_is_from_0_to_100(percent: Decimal) -> None:
    card = scoring.score(project(row("≥1人", "1人", 90)))
    with pytest.raises(ValueError, match="0～100"):
        sensitivity(card, percent)
    with pytest.raises(ValueError, match="0～100"):
        sensitivity(card, Decimal(10), percent)


def test_a_project_without_indicators() -> None:
    found = sensitivity(scoring.score(Project("某项目", 2023)))
    assert (found.distances, found.weights, found.actuals, found.hinges) == ((), None, None, ())
    for format_ in FORMATS:
        assert write_sensitivity(found, format_, 80)


@pytest.mark.parametrize("name", ["lost-points", "unjudged", "jinbao-2023"])
def test_json_fits_its_schema(name: str) -> None:
    card = scoring.score(str(EXAMPLES / f"{name}.yaml"))
    schema = sensitivity_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    for against in (None, scoring.load_rules("hubei-2020")):
        found = sensitivity(card, against=against)
        jsonschema.validate(json.loads(found.to_json()), schema)
        assert found.to_json() == sensitivity(card, against=against).to_json()


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_repeatable(format: str) -> None:  # noqa: A002
    found = sensitivity(scoring.score(str(EXAMPLES / "lost-points.yaml")))
    assert write_sensitivity(found, format, 80) == write_sensitivity(found, format, 80)


def test_the_terminal_is_not_too_wide() -> None:
    found = sensitivity(scoring.score(str(EXAMPLES / "unjudged.yaml")))
    lines = write_sensitivity(found, "table", 80).decode().splitlines()
    from scoring.render.width import width

    assert max(width(line) for line in lines) == 80


def test_the_page_has_a_picture_and_runs_nothing() -> None:
    card = scoring.score(
        project(row("≥10人", "8人", 90, name="<script>alert(1)</script>&名称很长" * 4))
    )
    page: Any = page_of.document_fromstring(write_sensitivity(sensitivity(card), "html", 80))
    assert not page.xpath("//script")
    assert not page.xpath("//@style|//@onload|//@href|//@src")
    policy = page.xpath("//meta[@http-equiv]/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    bars = page.xpath("//svg//rect[@class='decisive' or @class='bar']")
    assert len(bars) >= 2
    assert all(int(bar.get("width")) > 0 for bar in bars)
    assert len(page.xpath("//svg//g")) == 7
    assert page.xpath("//svg/@role") == ["img"]
    assert len({table.getparent().get("class") for table in page.xpath("//table")}) == len(
        page.xpath("//table")
    )
