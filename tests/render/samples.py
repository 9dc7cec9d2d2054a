"""Scorecards built by hand for the tests of rendering: no file is read and nothing is scored."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from scoring.model.codes import found
from scoring.model.project import Fund, Indicator, Project
from scoring.model.ruleset import (
    Execution,
    Grade,
    NotApplicable,
    Ratio,
    Rounding,
    RuleSet,
    Source,
    Tier,
    Weights,
)
from scoring.model.scorecard import (
    Bounds,
    ExecutionScore,
    IndicatorScore,
    Scorecard,
    Section,
)

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    Change: TypeAlias = Any
    """The value of a field that a test wants to differ."""

D = Decimal


def rules(form: str = "shanxi", **changes: Change) -> RuleSet:
    """A rule set with the common numbers."""
    made = RuleSet(
        id="shanxi-2023",
        title="山西省试用规则",
        version="1",
        issuer=None,
        region=None,
        effective_from=None,
        effective_to=None,
        extends=None,
        sources=(
            Source("f", "忻州市社会保障卡服务中心2023年度自评表", None, "form"),
            Source("g", "财预〔2020〕10号", "第十三条", "recalled"),
        ),
        form=form,
        target="adjusted",
        target_source="f",
        weights=Weights(
            D(100),
            D(10),
            (("产出", D(50)), ("效益", D(30)), ("满意度", D(10))),
            fixed=False,
            source="g",
        ),
        execution=Execution("unjudged", (), "g"),
        ratio=Ratio("t/a", "at_least", None, "f"),
        tiers=(Tier("达成", D("0.8"), D(1), "f"), Tier("未达成", D(0), None, "f")),
        methods=(),
        not_applicable=NotApplicable("rescale"),
        unjudged="open",
        rounding=Rounding(2, "half_up", "f"),
        grades=(
            Grade("优", D(90), "g"),
            Grade("良", D(80), "g"),
            Grade("中", D(60), "g"),
            Grade("差", D(0), "g"),
        ),
    )
    return made._replace(**changes)


JINBAO_ROWS = (
    ("产出指标", "数量指标", "信息网络软件系统运维数量", "=1个", "=1个", "20", "无"),
    ("产出指标", "质量指标", "信息系统全年无安全事故率", "=100%", "=100%", "10", "无"),
    ("产出指标", "时效指标", "运行维护时间", "2023年12月31日", "达成预期指标", "10", "无"),
    ("产出指标", "成本指标", "劳务费", "≤19.5年/万元", "≤17.41年/万元", "2", "偏差较小，节约了成本"),
    ("产出指标", "成本指标", "宣传费", "≤5年/万元", "≤3.77年/万元", "2", "偏差较小，节约了成本"),
    ("产出指标", "成本指标", "线路租赁成本", "≤26.12年/万元", "≤24.5年/万元", "2", "偏差较小，节约了成本"),
    ("产出指标", "成本指标", "电费成本", "≤8.4年/万元", "≤7.23年/万元", "2", "偏差较小，节约了成本"),
    ("产出指标", "成本指标", "运行维护费", "≤23.8年/万元", "≤20.12年/万元", "2", "偏差较小，节约了成本"),
    ("效益指标", "经济效益指标", "公众办事效率", "提高", "达成预期指标", "10", "无"),
    ("效益指标", "社会效益指标", "信息网络畅通率", "=100%", "=100%", "10", "无"),
    ("效益指标", "可持续影响指标", "社保卡持有率", "≥90%", "≥90%", "10", "无"),
    ("满意度指标", "服务对象满意度指标", "工作人员满意度", "≥90%", "≥90%", "5", "无"),
    ("满意度指标", "服务对象满意度指标", "持卡人员满意度", "≥90%", "≥90%", "5", "无"),
)  # fmt: skip

GOAL = (
    "1.加强网络安全建设，做好2023年金保工程信息网络系统日常运营工作，2023费用共计83万元，具体为每年线路租赁"
    "26.12万元；电费8.4万元；机房软硬件维护23.8万元；劳务费19.5万元；社保卡宣传费5.18万元，做到信息系统全年"
    "无安全事故；达到工作人员满意度在90%以上；2.推进社保卡建设，提升社保卡服务能力，做到社保卡持有率达到90%"
    "以上；使社保卡持卡人员满意率达90%以上。"
)

RESULT = (
    "1.2023年在加强网络安全建设方面，完成了金保工程信息网络系统日常运营工作，做到了信息系统全年无安全事故；"
    "达到工作人员满意度在90%以上；2.在推进社保卡建设，提升社保卡服务能力方面，完成了本年度工作目标，做到"
    "社保卡持有率达到90%以上；使社保卡持卡人员满意率达90%以上。"
)

ANALYSIS = (
    (
        "自评结果分析",
        (
            (
                "产出情况及分析",
                "按计划完成了项目的运维任务，信息系统全年无安全事故，信息网络畅通率为100%。",
            ),
            ("效益情况及分析", "信息系统全年无安全事故，信息系统故障响应及时，服务对象满意度高。"),
        ),
    ),
    ("主要经验做法", "严格根据项目的计划，开展项目的实施，坚决保证项目完成的质量。"),
    (
        "项目管理中存在的主要问题及原因分析",
        "加强预算编制的科学化，绩效目标设定要进一步明确、细化、可衡量化。",
    ),
)


def row(
    name: str,
    target: str | None = "≥90%",
    actual: str | None = "95%",
    weight: str = "10",
    level1: str | None = "产出指标",
    level2: str | None = "数量指标",
    **changes: Change,
) -> tuple[Indicator, IndicatorScore]:
    """A row that is met, and its score."""
    points = D(weight).quantize(D("0.01"))
    path = f"/绩效指标/{level1}/{level2}/{name}"
    given = {key: changes.pop(key) for key in tuple(changes) if key in Indicator._fields}
    indicator = Indicator(
        name, path, level1, level2, target, None, actual=actual, weight=D(weight)
    )._replace(**given)
    calculation = (
        ("target", ("年初指标值", target or "", "", None), "/target", None),
        ("points", (D(weight), "", points), "/ratio", None),
    )
    score = IndicatorScore(
        path, level1, level2, name, target, None, actual, D(weight), D(weight), "ratio", D("100.00"),
        D("0.00"), points, "met", None, None, points, points, calculation,
    )._replace(**changes)  # fmt: skip
    return indicator, score


def card(
    rows: list[tuple[Indicator, IndicatorScore]], form: str = "shanxi", **changes: Change
) -> Scorecard:
    """A scorecard of these rows with the source document's money."""
    project = Project(
        "金保工程信息系统日常运营维护",
        2023,
        department="304-忻州市人力资源和社会保障局",
        unit="304006-忻州市社会保障卡服务中心",
        funds=(
            Fund("市县区财政资金", "/项目资金/市县区财政资金", D(83), D(83), D(83), D("82.731")),
        ),
        goal=GOAL,
        goal_result=RESULT,
        indicators=tuple(indicator for indicator, _ in rows),
        analysis=ANALYSIS,
    )
    execution = ExecutionScore(
        D(10), D(83), D("82.731"), D("99.68"), D("9.97"), "partly",
        (("rate", (D("82.731"), D(83), D("99.68")), "/execution", None),
         ("points", (D(10), " × 82.731 ÷ 83", D("9.97")), "/weights/execution", None)),
    )  # fmt: skip
    scores = tuple(score for _, score in rows)
    known = [score.score for score in scores if score.score is not None]
    total = sum(known, D("9.97"))
    made = Scorecard(
        project, rules(form), execution, scores,
        (Section("产出指标", D(50), D("50.00")), Section("效益指标", D(30), D("30.00"))),
        D(100), total, "优", None, (),
    )  # fmt: skip
    return made._replace(**changes)


def jinbao(form: str = "shanxi") -> Scorecard:
    """The source document's form."""
    rows = []
    for level1, level2, name, target, actual, weight, reason in JINBAO_ROWS:
        rows.append(
            row(
                name, target, actual, weight, level1, level2,
                adjusted_target=target, explanation=reason,
            )
        )  # fmt: skip
    made = card(rows, form)
    finding = found(
        "AC501",
        "实际完成值“≥90%”带有比较符号，按 90% 评判",
        "填写实际测得的数，如 93%",
        "/绩效指标/效益指标/可持续影响指标/社保卡持有率/实际完成值",
    )._replace(line=30, column=9)
    return made._replace(findings=(finding,))


def unjudged(form: str = "shanxi") -> Scorecard:
    """One met row, one that cannot be judged, one that does not apply."""
    made = card(
        [
            row("培训人数", "≥120人", "120人", "50", adjusted_target="≥150人"),
            row(
                "办事效率", "提高", "有所提高", "30", "效益指标", "社会效益指标",
                score=None, status="unjudged", low=D("0.00"), high=D("30.00"),
            ),
            row(
                "满意度", "≥90%", None, "10", "满意度指标", "服务对象满意度指标",
                score=None, status="not_applicable", low=D("0.00"), high=D("0.00"),
                not_applicable="当年没有开展调查",
            ),
        ],
        form,
    )  # fmt: skip
    return made._replace(
        total=None, grade=None, bounds=Bounds(D("59.97"), D("89.97"), ("差", "中", "良"))
    )


__all__ = ["card", "jinbao", "row", "rules", "unjudged"]
