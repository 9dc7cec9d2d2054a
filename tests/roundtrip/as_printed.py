"""Published forms laid out as offices print them, cell by cell: nothing of scoring.render is used.

A form is told by ``tests/forms``; its shape by its rule set; its habits (merged or repeated classes,
rates as 99.68 or 99.68%, blank sample rows, …) by a number. ``printed_files`` makes files of it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

FORMS = Path(__file__).parent.parent / "forms"
NAMES = sorted(path.stem for path in FORMS.glob("[0-9]*.yaml"))

Kind = Literal["text", "number", "rate"]


class Spot(NamedTuple):
    """One printed cell, merged over ``columns`` and ``rows``; counts from 0."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    kind: Kind = "text"


class Printed(NamedTuple):
    """A form on paper: lines above, cells, lines below."""

    name: str
    above: tuple[str, ...]
    spots: tuple[Spot, ...]
    below: tuple[str, ...]
    width: int
    habits: Habits


class Habits(NamedTuple):
    """How an office fills its forms in; all of it follows from one number."""

    classes: Literal["merged", "repeated", "blank"] = "merged"
    rates: Literal["formatted", "number", "text"] = "text"
    numbers: Literal["number", "text", "full width"] = "text"
    is_target_split: bool = False
    has_broken_labels: bool = False
    corner: tuple[int, int] = (0, 0)
    has_samples: bool = False
    is_total_merged: bool = True
    wording: int = 0
    has_annex_line: bool = False
    is_title_in_table: bool = False
    is_money_in_yuan: bool = False


def habits_of(number: int) -> Habits:
    """The habits of a number; neighbours differ in nearly all of them."""
    return Habits(
        classes=("merged", "repeated", "blank")[number % 3],  # type: ignore[arg-type]
        rates=("formatted", "number", "text")[number // 2 % 3],  # type: ignore[arg-type]
        numbers=("number", "text", "full width")[number // 3 % 3],  # type: ignore[arg-type]
        is_target_split=number % 4 == 1,
        has_broken_labels=number % 2 == 1,
        corner=((0, 0), (1, 1), (2, 1), (0, 1))[number % 4],
        has_samples=number % 3 != 1,
        is_total_merged=number % 5 != 0,
        wording=number % 4,
        has_annex_line=number % 2 == 0,
        is_title_in_table=number // 2 % 2 == 0,
        is_money_in_yuan=number % 7 == 3,
    )


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


_WORDINGS: dict[str, tuple[str, str, str, str]] = {
    "项目名称": ("项目名称", "项 目 名 称", "项目名称：", "项目名称"),
    "主管部门": ("主管部门", "主管部门及代码", "项目主管部门", "主管部门（盖章）"),
    "实施单位": ("实施单位", "预算单位", "项目单位", "项目实施单位"),
    "项目资金": ("项目资金（万元）", "项目资金\n(万元)", "项目资金", "项目资金情况（万元）"),
    "全年预算数": ("全年预算数", "全年预算数（A）", "全年预算数", "全年预算数(A)"),
    "全年执行数": ("全年执行数", "全年执行数（B）", "全年执行数", "全年执行数(B)"),
    "执行率": ("执行率", "执行率（B/A）", "预算执行率", "执行率(%)"),
    "指标值": ("年度指标值", "年初指标值", "年度指标值（A）", "指标值"),
    "完成值": ("实际完成值", "全年完成值", "实际完成值（B）", "全年实际完成值"),
    "分值": ("分值", "权重", "分值（权重）", "分值"),
    "原因": (
        "偏差原因分析及改进措施",
        "偏差原因分析及改进措施",
        "未完成原因分析",
        "偏差原因及改进措施",
    ),
    "单位": ("度量单位", "计量单位", "度量单位", "单位"),
    "总分": ("总分", "总 分", "合计", "总计"),
}

_SAMPLES = ("指标2：", "……")
_TARGET = re.compile(r"(≥|≤|＝|=|>|<)?(\d+(?:\.\d+)?)([^\d\s]{0,4})")
_RATE = re.compile(r"\d+(\.\d+)?%?")


def split_target(target: str) -> tuple[str, str, str]:
    """Operator, value and unit in three cells, as forms have them."""
    match = _TARGET.fullmatch(target)
    if match:
        return match[1] or "", match[2], match[3]
    if target.startswith("定性 "):
        return "定性", target[3:], ""
    return "", target, ""


class _Shape:
    """What all shapes share: rows are added from top to bottom."""

    title = "项目支出绩效自评表"
    execution_label = ""

    def __init__(self, name: str, form: dict[str, Any], habits: Habits) -> None:
        self.name = name
        self.form = form
        self.habits = habits
        self.spots: list[Spot] = []
        self.row = 0
        self.columns = self.indicator_columns()
        self.width = 1 + len(self.columns)

    # What differs from shape to shape.

    def indicator_columns(self) -> list[tuple[str, str]]:
        """The fields of the indicator block and their labels."""
        raise NotImplementedError

    def body(self) -> None:
        """All rows of the form."""
        raise NotImplementedError

    def notes(self) -> tuple[str, ...]:
        return ("注：1.定量指标，实际完成值填写汇总数。", "2.定性指标分为三档。")

    # What is the same for all.

    def paper(self) -> Printed:
        year, habits = self.form.get("年度"), self.habits
        above = ["附件2"] if habits.has_annex_line else []
        if year and habits.wording == 1:
            above.append(f"{year}年度{self.title}")
        else:
            above.append(self.title)
            if year:
                above.append(f"（{year}年度）")
        if habits.is_money_in_yuan:
            above.append("金额单位：元")
        self.body()
        self.line(
            (f"填报人：张三　　联系电话：0350-3012345　　填报日期：{year or 2024}年1月15日", 0)
        )
        return Printed(self.name, tuple(above), tuple(self.spots), self.notes(), self.width, habits)

    def say(self, label: str) -> str:
        """A label in this office's words."""
        text = _WORDINGS[label][self.habits.wording] if label in _WORDINGS else label
        if self.habits.is_money_in_yuan:
            text = text.replace("（万元）", "").replace("\n(万元)", "")
        if self.habits.has_broken_labels and len(text) > 4 and "\n" not in text:
            text = f"{text[:2]}\n{text[2:]}"
        return text

    def money(self, amount: str) -> str:
        bare = amount.removesuffix("万元")
        if not self.habits.is_money_in_yuan or not re.fullmatch(r"\d+(\.\d+)?", bare):
            return bare if self.habits.is_money_in_yuan else amount
        whole, _, digits = bare.partition(".")
        return f"{int(whole + digits.ljust(4, '0'))}" if len(digits) <= 4 else amount

    def line(self, *cells: tuple[str, int] | tuple[str, int, Kind], start: int = 0) -> None:
        """One row: texts and how many columns each takes; 0 takes what is left."""
        rest = self.width - start - sum(columns for _, columns, *_ in cells)
        column = start
        for text, columns, *kind in cells:
            wide = columns or rest
            self.spots.append(Spot(self.row, column, text, 1, wide, kind[0] if kind else "text"))
            column += wide
        self.row += 1

    def block(self, label: str, first: int) -> None:
        """The label before the rows since ``first``, merged down over them."""
        is_merged = self.habits.classes != "blank"
        self.spots.append(Spot(first, 0, self.say(label), self.row - first if is_merged else 1))

    def head(self, department: str = "主管部门", unit: str = "实施单位") -> None:
        form = self.form
        half = (self.width - 4) // 2 + 2
        self.line((self.say("项目名称"), 2), (form.get("项目名称", ""), 0))
        self.line(
            (self.say(department), 2),
            (form.get("主管部门", ""), half - 2),
            (self.say(unit), 2),
            (form.get("预算单位", ""), 0),
        )

    def goals(self, block: str, goal: str, reached: str) -> None:
        first = self.row
        half = self.width // 2
        self.line((goal, half), (reached, 0), start=1)
        self.line(
            (self.form.get("年度目标", ""), half), (self.form.get("实际完成情况", ""), 0), start=1
        )
        self.block(block, first)

    def funds(self, fields: list[tuple[str, str]], blank: str = "") -> None:
        """The rows of the money; the first column is the name of the source."""
        wide = self.width - 1 - len(fields)
        self.line(("", wide), *((self.say(label), 1) for _, label in fields), start=1)
        self.fund_rows(fields, wide, blank)

    def fund_rows(self, fields: list[tuple[str, str]], wide: int, blank: str) -> None:
        for place, (name, given) in enumerate(self.form.get("项目资金", {"资金总额": {}}).items()):
            cells: list[tuple[str, int, Kind]] = []
            for field, _ in fields:
                text = self.fund_text(given, field)
                kind: Kind = "rate" if field == "执行率" else "number"
                if not text and place and field in {"分值", "得分"}:
                    text, kind = blank, "text"
                if field not in {"执行率", "分值", "得分", "原因"}:
                    text = self.money(text)
                cells.append((text, 1, kind))
            self.line((name, wide), *cells, start=1)

    def fund_text(self, given: dict[str, Any], field: str) -> str:
        budget = given.get("年初预算数", "")
        if field in {"目标申报数", "预算编制数"}:
            return str(budget.get(field, "")) if isinstance(budget, dict) else ""
        if field == "年初预算数" and isinstance(budget, dict):
            return str(budget.get("预算编制数", ""))
        return str(given.get({"原因": "偏差原因"}.get(field, field), ""))

    def indicators(self, block: str) -> None:
        first = self.row
        self.line(*((self.say(label), 1) for _, label in self.columns), start=1)
        rows = self.rows()
        for at, row in enumerate(rows):
            for column, (field, _) in enumerate(self.columns, 1):
                if field in {"一级指标", "二级指标"}:
                    self.group(rows, at, field, column)
                    continue
                kind: Kind = "number" if field not in {"三级指标", "原因"} else "text"
                self.spots.append(Spot(self.row, column, self.cell(row, field), kind=kind))
            self.row += 1
        self.block(block, first)

    def rows(self) -> list[dict[str, str]]:
        """The indicators, and the blank rows nobody deleted."""
        rows: list[dict[str, str]] = list(self.form.get("绩效指标", ()))
        if self.habits.has_samples and rows:
            last = rows[-1]
            same = {"一级指标": last.get("一级指标", ""), "二级指标": last.get("二级指标", "")}
            rows += [{**same, "三级指标": name} for name in _SAMPLES]
        return rows

    def group(self, rows: list[dict[str, str]], at: int, field: str, column: int) -> None:
        fields = ("一级指标", "二级指标")[: 1 if field == "一级指标" else 2]

        def key(row: dict[str, str]) -> tuple[str, ...]:
            return tuple(row.get(one, "") for one in fields)

        mine = key(rows[at])
        if self.habits.classes == "repeated":
            self.spots.append(Spot(self.row, column, mine[-1]))
        elif not at or key(rows[at - 1]) != mine:
            end = at + 1
            while end < len(rows) and key(rows[end]) == mine:
                end += 1
            tall = end - at if self.habits.classes == "merged" else 1
            self.spots.append(Spot(self.row, column, mine[-1], tall))

    def cell(self, row: dict[str, str], field: str) -> str:
        target = row.get("年初指标值", "")
        split = {"性质": 0, "值": 1, "单位": 2}
        if field in split:
            return split_target(target)[split[field]]
        names = {"指标值": "年初指标值", "完成值": "实际完成值", "原因": "偏差原因"}
        return row.get(names.get(field, field), "")

    def total(self, label: str, after: int, *, has_weight: bool) -> None:
        """The last line: the sum of the weights, the claimed total and grade."""
        claimed = self.form.get("自评结果", {})
        cells: list[tuple[str, int] | tuple[str, int, Kind]] = []
        if has_weight:
            cells.append(("100", 1, "number"))
        cells.append((claimed.get("总分", ""), 1, "number"))
        if after:
            cells.append((claimed.get("等级", ""), after))
        wide = self.width - len(cells) - max(after - 1, 0)
        if self.habits.is_total_merged:
            self.line((self.say(label), wide), *cells)
        else:
            self.line((self.say(label), 1), ("", wide - 1), *cells)


class _Common(_Shape):
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
        self.total("总分", 1, has_weight=True)


class _Shanxi(_Shape):
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
        self.total("总分", 1, has_weight=False)
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


class _Sichuan(_Shape):
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
        unit = "" if self.habits.is_money_in_yuan else "（万元）"
        self.line((f"年度预算数{unit}", wide), *((label, 1) for _, label in fields), start=1)
        self.fund_rows(fields, wide, "/")
        self.block("预算执行情况（10分）", first)
        self.indicators("绩效指标（90分）")
        self.total("合计", 1, has_weight=True)
        for label, text in (("评价结论", "完成年度目标。"), ("存在问题", "无"), ("改进措施", "无")):
            self.line((f"{label}（200字以内）", 2), (text, 0))
        self.line(("项目负责人：李四", self.width // 2), ("财务负责人：王五", 0))


class _Hubei(_Shape):
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
        unit = "" if self.habits.is_money_in_yuan else "（万元）"
        self.block(f"预算执行情况{unit}（20分）", first)
        self.indicators("年度绩效目标（80分）")
        self.total("总分", 0, has_weight=False)
        self.line(("偏差大或目标未完成原因分析", 2), ("无", 0))
        self.line(("改进措施及结果应用方案", 2), ("结果与下年预算挂钩。", 0))

    def notes(self) -> tuple[str, ...]:
        return (
            "备注：1.预算执行情况口径：预算数为调整后财政资金总额（包括上年结余结转）。",
            "2.定量指标计分原则：正向指标（即目标值为≥X，得分=权重×B/A），反向指标（即目标值为≤X，得分=权重×A/B）。",
        )
