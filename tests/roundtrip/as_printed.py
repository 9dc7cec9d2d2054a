"""Published forms laid out as offices print them, cell by cell: nothing of scoring.render is used.

A form is told by ``tests/forms``; its shape by its rule set; its habits (merged or repeated classes,
rates as 99.68 or 99.68%, blank sample rows, …) by a number. ``printed_files`` makes files of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tests.roundtrip.habits import ODDITIES, Habits, Printed, Spot, habits_of
from tests.roundtrip.shape import Shape

__all__ = ["FORMS", "NAMES", "ODDITIES", "Habits", "Printed", "form_of", "habits_of", "printed"]

FORMS = Path(__file__).parent.parent / "forms"
NAMES = sorted(path.stem for path in FORMS.glob("[0-9]*.yaml"))


def form_of(name: str) -> dict[str, Any]:
    """A published form; every value is the text as written."""
    text = (FORMS / f"{name}.yaml").read_text("utf-8")
    form: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
    return form


def printed(name: str, habits: Habits) -> Printed:
    """A published form in the shape its region gives it."""
    form = form_of(name)
    shape = {"shanxi-2023": _Shanxi, "hubei-2020": _Hubei, "sichuan-2023": _Sichuan}
    return shape.get(form["评分规则"], _Common)(name, form, habits).paper()


class _Common(Shape):
    """The common form; some provinces split the target into three columns."""

    def indicator_columns(self) -> list[tuple[str, str]]:
        columns = [("一级指标", "一级指标"), ("二级指标", "二级指标"), ("三级指标", "三级指标")]
        if self.habits.is_target_split:
            columns += [("性质", "指标性质"), ("值", "指标值"), ("单位", "单位")]
        else:
            columns.append(("指标值", "指标值"))
        return [
            *columns,
            ("完成值", "完成值"),
            ("分值", "分值"),
            ("得分", "得分"),
            ("原因", "原因"),
        ]

    def say(self, label: str) -> str:
        if label == "指标值" and self.habits.is_target_split:
            return label
        return super().say(label)

    def body(self) -> None:
        self.head()
        first = self.row
        self.funds(
            [
                (name, name)
                for name in ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
            ],
            "—",
        )
        self.block("项目资金", first)
        self.goals("年度总体目标", "预期目标", "实际完成情况")
        self.indicators("绩效指标")
        self.total("总分", has_weight=True, has_grade=True)


class _Shanxi(Shape):
    """The form of the source document: two lines of heading over the money, both targets, texts."""

    def indicator_columns(self) -> list[tuple[str, str]]:
        names = (
            "一级指标",
            "二级指标",
            "三级指标",
            "年初指标值",
            "调整后指标值",
            "完成值",
            "分值",
            "得分",
        )
        return [*((name, name) for name in names), ("原因", "原因")]

    def body(self) -> None:
        self.title = f"{self.form['项目名称']}项目支出绩效自评表"
        self.head("主管部门", "预算单位")
        first = self.row
        fields = [
            (name, name)
            for name in (
                "目标申报数",
                "预算编制数",
                "全年预算数",
                "全年执行数",
                "资金结余",
                "执行率",
                "得分",
                "原因",
            )
        ]
        self.spots.append(Spot(self.row, 2, "年初预算数", 1, 2))
        for column, (field, _) in enumerate(fields[2:], 4):
            label = "资金结（转）余" if field == "资金结余" else self.say(field)
            self.spots.append(Spot(self.row, column, label, 2))
        self.row += 1
        self.spots += [Spot(self.row, 2, "目标申报数"), Spot(self.row, 3, "预算编制数")]
        self.row += 1
        self.fund_rows(fields, 1, "")
        self.block("项目资金预算安排及执行进度（万元）", first)
        self.goals("项目年度绩效目标", "年度目标", "实际完成情况")
        self.indicators("绩效指标")
        self.total("总分", has_weight=False, has_grade=True)
        first = self.row
        self.line(("主要经验做法", 3), ("严格按计划开展项目。", 0), start=1)
        self.line(("下一步改进措施及管理建议", 3), ("细化绩效目标。", 0), start=1)
        self.block("项目绩效分析", first)

    def notes(self) -> tuple[str, ...]:
        return (
            "备注：1.“年初预算数”项下的“目标申报数”和“预算编制数”为并列关系。",
            "2.“全年预算数”的取数规则，如果年初预算未调整，取预算编制数；如果有调整，取调整后的预算数。",
            "3.“全年执行数”是指预算执行指标确认数。",
            "4.“执行率”是执行数与“全年预算数”相比较。",
        )


class _Sichuan(Shape):
    """The Sichuan form: three columns for the target, "/" where only the total has a number."""

    title = "部门预算项目支出绩效自评表"

    def indicator_columns(self) -> list[tuple[str, str]]:
        names = ("一级指标", "二级指标", "三级指标")
        return [
            *((name, name) for name in names),
            ("性质", "指标性质"), ("值", "目标值"), ("单位", "度量单位"), ("完成值", "完成值"),
            ("分值", "权重"), ("得分", "得分"), ("原因", "未完成原因分析"),
        ]  # fmt: skip

    def say(self, label: str) -> str:
        if label in {"目标值", "权重"}:
            return {"目标值": "指标值"}.get(label, label)
        return super().say(label) if label != "单位" else label

    def body(self) -> None:
        self.head("主管部门", "实施单位（盖章）")
        first = self.row
        half = (self.width - 3) // 2
        self.spots.append(Spot(self.row, 1, "1.项目年度目标完成情况", 2, 2))
        self.line(("项目年度目标", half), ("年度目标完成情况", 0), start=3)
        self.line(
            (self.form.get("年度目标", ""), half), (self.form.get("实际完成情况", ""), 0), start=3
        )
        self.line(("2.项目实施内容及过程概述", 2), ("按程序实施。", 0), start=1)
        self.block("项目基本情况", first)
        first = self.row
        fields = [
            ("年初预算数", "年初预算"), ("全年预算数", "调整后预算数"), ("全年执行数", "预算执行数"),
            ("执行率", "预算执行率"), ("分值", "权重"), ("得分", "得分"), ("原因", "原因"),
        ]  # fmt: skip
        wide = self.width - 1 - len(fields)
        self.line(
            (f"年度预算数{self.money_unit}", wide), *((label, 1) for _, label in fields), start=1
        )
        self.fund_rows(fields, wide, "/")
        self.block("预算执行情况（10分）", first)
        self.indicators("绩效指标（90分）")
        self.total("合计", has_weight=True, has_grade=True)
        for label, text in (("评价结论", "完成年度目标。"), ("存在问题", "无"), ("改进措施", "无")):
            self.line((f"{label}（200字以内）", 2), (text, 0))
        self.line(("项目负责人：李四", self.width // 2), ("财务负责人：王五", 0))


class _Hubei(Shape):
    """The Hubei form: no column for the weights, boxes to tick, formulas in the notes."""

    def indicator_columns(self) -> list[tuple[str, str]]:
        return [
            *((name, name) for name in ("一级指标", "二级指标", "三级指标")),
            ("指标值", "年初目标值（A）"), ("完成值", "实际完成值(B)"), ("得分", "得分"),
        ]  # fmt: skip

    def body(self) -> None:
        form = self.form
        self.title = f"{form['项目名称']}项目自评表"
        self.line(("单位名称", 2), (form["预算单位"], 2), ("填报日期", 1), ("2021年1月20日", 0))
        self.head("主管部门", "项目实施单位")
        self.line(("项目类别", 2), ("1、部门预算项目☑　2、省直专项□　3、省对下转移支付项目□", 0))
        self.line(("项目属性", 2), ("1、持续性项目☑　2、新增性项目□", 0))
        self.line(("项目类型", 2), ("1、常年性项目☑　2、延续性项目□　3、一次性项目□", 0))
        first = self.row
        fields = [
            ("全年预算数", "预算数（A）"), ("全年执行数", "执行数（B）"), ("执行率", "执行率（B/A）"),
            ("得分", "得分（20分×执行率）"),
        ]  # fmt: skip
        self.funds(fields, "")
        self.block(f"预算执行情况{self.money_unit}（20分）", first)
        self.indicators("年度绩效目标（80分）")
        self.total("总分", has_weight=False, has_grade=False)
        self.line(("偏差大或目标未完成原因分析", 2), ("无", 0))
        self.line(("改进措施及结果应用方案", 2), ("结果与下年预算挂钩。", 0))

    def notes(self) -> tuple[str, ...]:
        return (
            "备注：1.预算执行情况口径：预算数为调整后财政资金总额（包括上年结余结转）。",
            "2.定量指标计分原则：正向指标（即目标值为≥X，得分=权重×B/A），反向指标（即目标值为≤X，得分=权重×A/B）。",
        )
