"""Parts 一 and 二: what the project is, how it was evaluated."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed
from scoring.render.self_report import topics
from scoring.render.self_report.document import Gap, Table, heading, paragraph
from scoring.render.self_report.topics import text_lines
from scoring.render.self_report.wording import NAMELESS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.model.scorecard import Scorecard
    from scoring.render.self_report.document import Block
    from scoring.render.self_report.topics import Texts

_FUNDS = ("资金来源", "年初预算数", "全年预算数", "全年执行数", "资金结余", "执行率")
_FUNDS_WIDTHS = (22, 14, 14, 14, 14, 12)
_SEVERAL = 2


def situation(card: Scorecard, texts: Texts) -> Iterator[Block]:
    """一、基本情况."""
    project = card.project
    yield heading(1, "一、基本情况")
    yield heading(2, "（一）项目概况")
    yield paragraph(*_who(card))
    yield from texts.named(topics.PARTICULARS)
    yield heading(3, "1.立项背景")
    yield from texts.paragraphs(topics.BACKGROUND, "立项依据和背景")
    yield heading(3, "2.实施内容")
    yield from texts.paragraphs(topics.CONTENT, "项目实施内容和过程")
    yield heading(3, "3.资金投入和使用")
    yield from _money(card)
    yield heading(2, "（二）绩效目标")
    if project.goal:
        yield from map(paragraph, text_lines(project.goal))
    else:
        yield paragraph(Gap("年度绩效目标"))
    if card.indicators:
        yield paragraph(f"年度绩效目标细化为{len(card.indicators)}项绩效指标：{_classes(card)}。")


def _who(card: Scorecard) -> Iterator[str | Gap]:
    project = card.project
    yield f"项目名称：{project.name}；" if project.name else Gap("项目名称")
    if project.code:
        yield f"项目编码：{project.code}；"
    yield f"主管部门：{project.department}；" if project.department else Gap("主管部门")
    yield f"预算单位：{project.unit}。" if project.unit else Gap("预算单位")


def _money(card: Scorecard) -> Iterator[Block]:
    total, *sources = printed.fund_lines(card)
    amounts = (
        ("年初预算", total.approved or total.requested),
        ("全年预算", total.budget),
        ("全年执行", total.executed),
        ("资金结余", total.balance),
    )
    known = [f"{name}{amount}万元" for name, amount in amounts if amount]
    if total.rate:
        known.append(f"预算执行率{total.rate}")
    if not known:
        yield paragraph(Gap("资金的预算、来源和使用情况"))
        return
    ending = "，资金来源见下表。" if len(sources) >= _SEVERAL else "。"
    if len(sources) == 1:
        ending = f"，资金来源为{sources[0].name}。"
    yield paragraph(f"项目{'，'.join(known)}{ending}")
    if not total.budget or not total.executed:
        yield paragraph(Gap("全年预算数和全年执行数"))
    if len(sources) >= _SEVERAL:
        rows = [tuple(Cell(text, role="label") for text in _FUNDS)]
        for line in (total, *sources):
            numbers = (line.approved or line.requested, line.budget, line.executed, line.balance)
            cells = [Cell(text, role="number") for text in (*numbers, line.rate)]
            rows.append((Cell(line.name, align="center"), *cells))
        yield Table(Grid("项目资金情况表（万元）", "", _FUNDS_WIDTHS, tuple(rows), repeated=1))


def _classes(card: Scorecard) -> str:
    parts = []
    for section in card.sections:
        count = sum(row.level1 == section.level1 for row in card.indicators)
        name = section.level1 or NAMELESS
        parts.append(f"{name}{count}项、{plain(section.weight)}分")
    return "；".join(parts)


def work(card: Scorecard, texts: Texts) -> Iterator[Block]:
    """二、自评工作开展情况."""
    rules = card.rules
    yield heading(1, "二、自评工作开展情况")
    yield from texts.paragraphs(topics.WORK, "自评工作的组织、过程和方法")
    parts = [f"预算执行率{plain(card.execution.weight)}分"]
    parts += [f"{section.level1 or NAMELESS}{plain(section.weight)}分" for section in card.sections]
    yield paragraph(
        f"得分按评分规则“{rules.title}”（编号{rules.id}，版本{rules.version}）计算，"
        f"分值合计{plain(card.weight)}分，其中{'、'.join(parts)}。"
    )
