"""Parts 三 and 四: what came out, and how each goal was met."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.layouts import printed
from scoring.render.layouts.classes import classed_rows
from scoring.render.self_report import topics
from scoring.render.self_report.document import Gap, Table, heading, paragraph
from scoring.render.self_report.topics import ended
from scoring.render.self_report.wording import NAMELESS, points, statuses, worth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.model.finding import Finding
    from scoring.model.scorecard import IndicatorScore, Scorecard, Section
    from scoring.render.self_report.document import Block
    from scoring.render.self_report.topics import Texts

    Row = tuple[Cell, ...]

_SUMMARY = ("评价内容", "分值", "得分", "指标数", "完成情况")
_SUMMARY_WIDTHS = (22, 12, 18, 12, 30)
_DETAIL = ("二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "完成情况")
_DETAIL_WIDTHS = (16, 21, 16, 16, 8, 11, 12)

_NUMBERS = "二三四五六七八九十"

_EXPECTED = {
    "产出指标": (topics.OUTPUTS, "产出情况及分析"),
    "效益指标": (topics.BENEFITS, "效益情况及分析"),
    "满意度指标": (topics.SATISFACTION, "满意度情况及分析"),
}
"""Classes every report speaks of, with the topic of their texts and what a gap asks for."""

_COST = {"成本指标": (topics.COST, "成本情况及分析")}


def conclusion(card: Scorecard, texts: Texts) -> Iterator[Block]:
    """三、综合评价结论."""
    yield heading(1, "三、综合评价结论")
    yield from map(paragraph, _outcome(card))
    yield from texts.named(topics.CONCLUSION)
    yield Table(_summary(card))
    needed = _needed(card)
    if needed:
        yield paragraph("以下内容无法评判，补齐后重新计算，总分才能确定：")
        yield from (paragraph(f"{at}.{text}") for at, text in enumerate(needed, 1))


def _outcome(card: Scorecard) -> Iterator[str]:
    subject = f"经自评，{_subject(card)}"
    if card.total is not None:
        yield f"{subject}总分{points(card.total)}，等级为“{card.grade}”。"
    elif card.bounds is not None:
        low, high, grades = card.bounds
        graded = "可能是" if len(grades) > 1 else "都是"
        yield (
            f"{subject}尚有内容无法评判，总分未定：最低{points(low)}，最高{points(high)}；"
            f"在此之间，等级{graded}{printed.either(grades)}。"
        )
    else:
        yield f"{subject}没有绩效指标，总分无法确定。"
    for cap in card.caps:
        source = f"（{cap.source}）" if cap.source else ""
        yield f"封顶：{cap.reason}{source}。"


def _subject(card: Scorecard) -> str:
    if card.project.name is None:
        return "本项目"
    year = "" if card.project.year is None else f"{card.project.year}年度"
    return f"{year}{printed.title(card.project)}项目"


def _summary(card: Scorecard) -> Grid:
    execution = card.execution
    rows: list[Row] = [tuple(Cell(text, role="label") for text in _SUMMARY)]
    rate = "" if execution.rate is None else f"执行率{execution.rate:f}%"
    rows.append(
        (
            Cell("预算执行率", align="center"),
            Cell(plain(execution.weight), role="number"),
            Cell(printed.execution_points(execution), role="number"),
            Cell(printed.NOTHING, role="number"),
            Cell(rate, align="center"),
        )
    )
    for section in card.sections:
        of_class = _rows_of(card, section.level1)
        rows.append(
            (
                Cell(section.level1 or NAMELESS, align="center"),
                Cell(plain(section.weight), role="number"),
                Cell(_section_points(section), role="number"),
                Cell(f"{len(of_class)}项", role="number"),
                Cell(statuses(of_class), align="center"),
            )
        )
    rows.append(
        (
            Cell("合计", role="label"),
            Cell(plain(card.weight), role="total"),
            Cell(printed.total(card), role="total"),
            Cell(f"{len(card.indicators)}项", role="total"),
            Cell(printed.grade(card), role="total"),
        )
    )
    return Grid("绩效自评得分情况表", "", _SUMMARY_WIDTHS, tuple(rows), repeated=1)


def _rows_of(card: Scorecard, level1: str | None) -> list[IndicatorScore]:
    return [row for row in card.indicators if row.level1 == level1]


def _section_points(section: Section) -> str:
    return printed.UNJUDGED if section.score is None else format(section.score, "f")


def _needed(card: Scorecard) -> list[str]:
    """What has to be given before the total is known, a sentence for each row."""
    errors = [finding for finding in card.findings if finding.severity == "error"]
    needed = []
    if card.execution.status == "unjudged":
        names = tuple(f"“{row.name}”" for row in card.indicators)
        about = [
            finding
            for finding in errors
            if finding.code in _OF_EXECUTION and not finding.message.startswith(names)
        ]
        needed.append(_told(about) or "预算执行率无法评判。")
    for row in card.indicators:
        if row.status == "unjudged":
            own = f"“{row.name}”"
            about = [finding for finding in errors if finding.path.startswith(f"{row.path}/")]
            about = about or [finding for finding in errors if finding.message.startswith(own)]
            needed.append(_told(about) or f"{own}无法评判。")
    return needed


_OF_EXECUTION = frozenset(("FD403", "CP202"))
"""What is found where the execution rate cannot be judged: no budget, nothing executed."""


def _told(findings: list[Finding]) -> str:
    return "".join(
        f"{ended(finding.message)}{ended(finding.help) if finding.help else ''}"
        for finding in findings
    )


def fulfilment(card: Scorecard, texts: Texts) -> Iterator[Block]:
    """四、绩效目标完成情况分析."""
    yield heading(1, "四、绩效目标完成情况分析")
    if card.project.goal_result:
        yield from map(paragraph, topics.text_lines(card.project.goal_result))
    else:
        yield paragraph(Gap("年度绩效目标的实际完成情况"))
    yield heading(2, "（一）预算执行情况")
    yield paragraph(*_execution(card))
    yield from texts.named(topics.EXECUTION)
    sections = {section.level1: section for section in card.sections}
    names = list(dict.fromkeys([*_EXPECTED, *sections]))
    # As the card has them; what it lacks is said in the order of the outline.
    names.sort(key=lambda name: list(sections).index(name) if name in sections else len(sections))
    for number, name in enumerate(names):
        label = f"（{_numeral(number)}）{name or NAMELESS}完成情况"
        yield heading(2, label)
        yield from _class(card, sections.get(name), name, texts)


def _numeral(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number + 2)


def _execution(card: Scorecard) -> Iterator[str | Gap]:
    execution = card.execution
    unit = card.project.money_unit
    if execution.annual_budget is not None:
        yield f"全年预算{printed.money(execution.annual_budget, unit)}万元，"
    if execution.executed is not None:
        yield f"全年执行{printed.money(execution.executed, unit)}万元，"
    if execution.rate is not None:
        yield f"预算执行率{execution.rate:f}%，"
    if execution.score is not None:
        yield f"得{points(execution.score)}（{worth(execution.weight)}）。"
    else:
        yield f"预算执行率无法评判（{worth(execution.weight)}）。"
        yield Gap("全年预算数和全年执行数")


def _class(
    card: Scorecard, section: Section | None, name: str | None, texts: Texts
) -> Iterator[Block]:
    topic, wanted = {**_EXPECTED, **_COST}.get(name or "", (None, ""))
    if section is None:
        yield paragraph(f"本项目没有设置{name}。")
        if topic is not None and texts.of(topic):
            yield from texts.paragraphs(topic, wanted)
        return
    rows = _rows_of(card, section.level1)
    earned = "得分未定" if section.score is None else f"得{points(section.score)}"
    yield paragraph(
        f"{name or NAMELESS}共{len(rows)}项，{worth(section.weight)}，{earned}；其中{statuses(rows)}。"
    )
    yield Table(_detail(card, section, name))
    if topic is not None:
        yield from texts.paragraphs(topic, wanted)


def _detail(card: Scorecard, section: Section, name: str | None) -> Grid:
    from scoring.model.scorecard import STATUS_LABELS

    rows: list[Row] = [tuple(Cell(text, role="label") for text in _DETAIL)]
    for groups, given, score in classed_rows(card):
        if score.level1 != section.level1:
            continue
        # The class itself is the heading; of the groups only the second level stands here.
        begins = groups[-1:] if groups else ()
        initial, adjusted = printed.targets(given)
        target = score.target or adjusted or initial
        rows.append(
            (
                *begins,
                Cell(given.name),
                Cell(target, align="center"),
                Cell(given.actual or "", align="center"),
                Cell(printed.weight(given.weight), role="number"),
                Cell(printed.points(score), role="number"),
                Cell(STATUS_LABELS[score.status], align="center"),
            )
        )
    return Grid(f"{name or NAMELESS}完成情况表", "", _DETAIL_WIDTHS, tuple(rows), repeated=1)
