"""What the shapes of all printed forms share: rows are added from top to bottom."""

from __future__ import annotations

import re
from typing import Any

from tests.roundtrip.habits import Habits, Kind, Printed, Spot

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


class Shape:
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
        if habits.oddity == "empty columns":
            self.columns = [*self.columns, ("", ""), ("备注", "备注")]
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
        self.body()
        above = ["附件2"] if habits.has_annex_line else []
        if year and habits.wording == 1:
            above.append(f"{year}年度{self.title}")
        else:
            above.append(self.title)
            if year:
                above.append(f"（{year}年度）")
        if habits.oddity == "year in a field":
            above = [line for line in above if not line.startswith("（")]
        if habits.is_money_in_yuan and habits.oddity != "unit in the label":
            above.append("金额单位：元")
        if habits.oddity == "title in one cell":
            above = ["\n".join(above)]
        self.line(
            (f"填报人：张三　　联系电话：0350-3012345　　填报日期：{year or 2024}年1月15日", 0)
        )
        return Printed(self.name, tuple(above), tuple(self.spots), self.notes(), self.width, habits)

    def say(self, label: str) -> str:
        """A label in this office's words."""
        text = _WORDINGS[label][self.habits.wording] if label in _WORDINGS else label
        if self.habits.is_money_in_yuan:
            for unit in ("（万元）", "\n(万元)"):
                text = text.replace(unit, self.money_unit)
        if self.habits.has_broken_labels and len(text) > 4 and "\n" not in text:
            text = f"{text[:2]}\n{text[2:]}"
        return text

    def money(self, amount: str) -> str:
        if self.habits.oddity == "separators" and re.fullmatch(r"\d+(\.\d+)?", amount):
            whole, point, digits = amount.partition(".")
            return f"{int(whole):,}{point}{digits}"
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
        form, oddity = self.form, self.habits.oddity
        half = (self.width - 4) // 2 + 2
        if oddity == "label and value in one cell":
            self.line((f"项目名称：{form.get('项目名称', '')}", 0))
            self.line(
                (f"主管部门：{form.get('主管部门', '')}", half),
                (f"实施单位：{form.get('预算单位', '')}", 0),
            )
            return
        if oddity == "year in a field":
            self.line(("年度", 2), (form.get("年度", ""), 0))
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
            if at == 2 and self.habits.oddity == "heading again after a page":
                self.line(*((self.say(label), 1) for _, label in self.columns), start=1)
            for column, (field, _) in enumerate(self.columns, 1):
                if field in {"一级指标", "二级指标"}:
                    self.group(rows, at, field, column)
                    continue
                kind: Kind = "number" if field not in {"三级指标", "原因"} else "text"
                text = self.cell(row, field)
                if self.habits.oddity == "points with their unit" and field in {"分值", "得分"}:
                    text, kind = f"{text}分" if text else "", "text"
                self.spots.append(Spot(self.row, column, text, kind=kind))
            self.row += 1
            self.subtotal(rows, at)
        self.block(block, first)

    def subtotal(self, rows: list[dict[str, str]], at: int) -> None:
        """A line below each class with the sum of its weights."""
        fields = [field for field, _ in self.columns]
        mine = rows[at].get("一级指标")
        if (
            self.habits.oddity != "subtotals"
            or "分值" not in fields
            or (at + 1 < len(rows) and rows[at + 1].get("一级指标") == mine)
        ):
            return
        wide = fields.index("分值")
        total = sum(float(row.get("分值") or 0) for row in rows if row.get("一级指标") == mine)
        self.line(("小计", wide), (f"{total:g}", 1, "number"), ("", 0), start=1)

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
        shown = self.class_name(mine[-1], field)
        if self.habits.classes == "repeated":
            self.spots.append(Spot(self.row, column, shown))
        elif not at or key(rows[at - 1]) != mine:
            end = at + 1
            while end < len(rows) and key(rows[end]) == mine:
                end += 1
            tall = end - at if self.habits.classes == "merged" else 1
            self.spots.append(Spot(self.row, column, shown, tall))

    def class_name(self, name: str, field: str) -> str:
        """A class as this office prints it."""
        if field == "一级指标" and name:
            if self.habits.oddity == "points behind classes":
                return f"{name}\n（50分）"
            if self.habits.oddity == "classes upright":
                return "\n".join(name)
        return name

    def cell(self, row: dict[str, str], field: str) -> str:
        target = row.get("年初指标值", "")
        split = {"性质": 0, "值": 1, "单位": 2}
        if field in split:
            return split_target(target)[split[field]]
        names = {"指标值": "年初指标值", "完成值": "实际完成值", "原因": "偏差原因"}
        return row.get(names.get(field, field), "")

    def total(self, label: str, *, has_weight: bool, has_grade: bool) -> None:
        """The last line: the sum of the weights, the claimed total and grade."""
        claimed = self.form.get("自评结果", {})
        fields = [field for field, _ in self.columns]
        at = 1 + fields.index("得分")
        wide = at - 1 if has_weight else at
        self.spots.append(
            Spot(self.row, 0, self.say(label), 1, wide if self.habits.is_total_merged else 1)
        )
        if has_weight:
            self.spots.append(Spot(self.row, at - 1, "100", kind="number"))
        self.spots.append(Spot(self.row, at, claimed.get("总分", ""), kind="number"))
        if has_grade:
            self.spots.append(Spot(self.row, at + 1, claimed.get("等级", "")))
        self.row += 1

    @property
    def money_unit(self) -> str:
        """The unit of the money behind a label, unless a line above the form says it."""
        if not self.habits.is_money_in_yuan:
            return "（万元）"
        return "（元）" if self.habits.oddity == "unit in the label" else ""
