"""What stands on the sheets of 汇总表.xlsx; how a sheet is written is in ``workbook``."""

from __future__ import annotations

from scoring.portfolio.outputs.document import MEAN_LABEL, WEIGHTED_MEAN_LABEL
from scoring.portfolio.outputs.figures import money
from scoring.portfolio.outputs.wording import (
    OPEN,
    TITLE,
    caveats,
    class_name,
    code_title,
    count,
    department_name,
    grade_name,
    left_out,
    outcome,
    project_name,
    remark,
    warnings_of,
)
from scoring.portfolio.outputs.workbook import MOST_ROWS, Column, Workbook
from scoring.record import TYPE_CHECKING
from scoring.render.outcome import SEVERITY_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from scoring.model.finding import Finding
    from scoring.portfolio.outputs.comparison import Comparison
    from scoring.portfolio.outputs.figures import Figures
    from scoring.portfolio.outputs.reading import Listed
    from scoring.portfolio.outputs.summary import Summary
    from scoring.portfolio.outputs.workbook import Sheet, Value

UNIT = "金额单位：万元"
_LIST = (
    Column("序号", 6, "count"),
    Column("项目编码", 16),
    Column("项目名称", 30),
    Column("主管部门", 22),
    Column("实施单位", 22),
    Column("年初预算数", 13, "money"),
    Column("全年预算数", 13, "money"),
    Column("全年执行数", 13, "money"),
    Column("执行率（%）", 9, "points"),
    Column("自评得分", 14, "points"),
    Column("自评等级", 8, "middle"),
    Column("偏差/预警", 12, "middle"),
    Column("备注", 18),
)
_NO_FURTHER = "结果表没有保存项目编码和年初预算数，这两列空着；全年预算数即涉及资金。"
_COUNTS = (
    Column("等级", 6, "middle"),
    Column("项目数", 16, "count"),
    Column("全年预算数", 30, "money"),
    Column("全年执行数", 22, "money"),
)


def write_workbook(
    path: str,
    summary: Summary,
    projects: Iterable[Listed],
    further: tuple[str, ...] = (),
    control: Iterable[Finding] = (),
) -> None:
    """Write 汇总表.xlsx.

    Args:
        path: the file.
        summary: of the portfolio.
        projects: all of them, where they are listed one by one.
        further: the columns the tables have beyond those of the contract.
        control: what disagrees with the department's accounts.
    """
    book = Workbook(path, TITLE)
    first = book.sheet("汇总表", _LIST)
    years = [year for year in summary.by_year() if year is not None]
    when = f"{years[0]}年度" if len(years) == 1 else ""
    first.title(f"{when}{TITLE}", UNIT)
    first.headings()
    is_listed = summary.is_listed and summary.figures.projects <= MOST_ROWS
    if is_listed:
        first.rows(_project(number, project) for number, project in enumerate(projects, 1))
    _total(first, summary.figures)
    _below(first, summary, further, is_listed=is_listed)
    _departments(book, summary)
    if summary.figures.undetermined or summary.figures.unread:
        _open(book, summary)
    if summary.losses:
        _losses(book, summary)
    if summary.codes:
        _codes(book, summary)
    if summary.comparison is not None:
        _comparison(book, summary.comparison, _namer(summary))
    _control(book, list(control))
    book.close()


def _project(number: int, project: Listed) -> list[Value]:
    return [
        number,
        project.code,
        project_name(project),
        project.department,
        project.unit,
        project.initial_budget,
        project.annual_budget,
        project.executed,
        project.execution_rate,
        project.total
        if project.total is not None
        else outcome(project)
        if project.is_read
        else None,
        project.grade or ("未定" if project.is_read else None),
        warnings_of(project),
        OPEN if project.is_read and project.total is None else remark(project),
    ]


def _total(sheet: Sheet, figures: Figures) -> None:
    """合计, then both means, each under its label."""
    told = f"{count(figures.projects)} 个项目"
    sheet.row(
        ["合计", None, told, None, None, None, figures.annual_budget, figures.executed_money,
         figures.rate, None, None, f"错误{figures.error} 警告{figures.warning}", None],
        (Column("", 6, "middle"), *_LIST[1:]),
        bold=True,
    )  # fmt: skip
    means = (
        (MEAN_LABEL, figures.mean, f"{count(figures.judged)} 个有总分的项目"),
        (
            WEIGHTED_MEAN_LABEL,
            figures.weighted_mean,
            f"{count(figures.weighed)} 个有总分和预算的项目",
        ),
    )
    for label, mean, over in means:
        sheet.row([None, None, label, *[None] * 6, mean, None, None, over], bold=True)


def _below(sheet: Sheet, summary: Summary, further: tuple[str, ...], *, is_listed: bool) -> None:
    """Counts and amounts by grade, and what the figures do not hold."""
    sheet.section("各等级的项目数和金额")
    sheet.headings(_COUNTS, is_repeated=False)
    for name, figures in summary.by_grade().items():
        if name is not None or figures.projects:
            label = "未定" if name is None else name
            row: list[Value] = [
                label,
                figures.projects,
                figures.annual_budget,
                figures.executed_money,
            ]
            sheet.row(row, _COUNTS)
    sheet.section("说明")
    if not is_listed:
        sheet.note(left_out(summary))
    if len(further) == 0:
        sheet.note(_NO_FURTHER)
    for line in caveats(summary.figures):
        sheet.note(line)
    rules = "、".join(
        f"{name}（{count(number)} 个）" for name, number in summary.rules if name is not None
    )
    if rules:
        sheet.note(f"评分规则：{rules}。")


def _departments(book: Workbook, summary: Summary) -> None:
    names = (*summary.grade_names, None)
    columns = (
        Column("序号", 6, "count"), Column("主管部门", 36), Column("项目数", 9, "count"),
        Column("全年预算数", 14, "money"), Column("全年执行数", 14, "money"),
        Column("执行率（%）", 9, "points"), Column("得分算术平均", 10, "points"),
        Column("得分加权平均", 10, "points"),
        *(Column(grade_name(name), 8, "count") for name in names),
        Column("错误", 8, "count"), Column("警告", 8, "count"),
    )  # fmt: skip
    sheet = book.sheet("分部门", columns)
    sheet.title("各部门项目支出绩效自评结果", UNIT)
    sheet.headings()
    grades = summary.grades_by_department()

    def values(number: int | None, name: str, figures: Figures, of: dict[str | None, int]) -> None:
        counted: list[Value] = [of.get(grade, 0) for grade in names]
        sheet.row(
            [number, name, figures.projects, figures.annual_budget, figures.executed_money,
             figures.rate, figures.mean, figures.weighted_mean, *counted,
             figures.error, figures.warning],
            bold=number is None,
        )  # fmt: skip

    departments = summary.by_department()
    most = min(summary.list_limit, MOST_ROWS)
    for number, (department, figures) in enumerate(departments.items(), 1):
        if number > most:
            break
        values(number, department_name(department), figures, grades[department])
    everything = {name: one.projects for name, one in summary.by_grade().items()}
    values(None, "合计", summary.figures, everything)
    if len(departments) > most:
        sheet.note(f"另有 {count(len(departments) - most)} 个部门未列出，合计包括它们。")
    sheet.note("得分加权平均以全年预算数为权；未定等级包括没有读出的项目。")


def _open(book: Workbook, summary: Summary) -> None:
    columns = (
        Column("序号", 6, "count"), Column("项目", 40), Column("项目名称", 36),
        Column("主管部门", 28), Column("状态", 12, "middle"), Column("总分下限", 10, "points"),
        Column("总分上限", 10, "points"), Column("错误", 8, "count"),
    )  # fmt: skip
    sheet = book.sheet("未定和没有读出", columns)
    sheet.title("总分未定和没有读出的项目")
    sheet.headings()
    for number, project in enumerate(summary.open_projects, 1):
        state = "总分未定" if project.is_read else "没有读出"
        sheet.row(
            [number, project.project_id, project.name, project.department, state, project.low,
             project.high, project.error]
        )  # fmt: skip
    more = summary.figures.undetermined + summary.figures.unread - len(summary.open_projects)
    if more:
        sheet.note(f"另有 {count(more)} 个未列出，见 projects.parquet 中 total 为空的行。")
    sheet.note("为什么未定、为什么没有读出，见 findings.parquet 中该项目的行。")


def _losses(book: Workbook, summary: Summary) -> None:
    columns = (
        Column("指标类别", 40), Column("指标数", 10, "count"), Column("已评判", 10, "count"),
        Column("失分的指标", 12, "count"), Column("无法评判", 10, "count"),
        Column("不适用", 10, "count"), Column("已评判的分值", 16, "money"),
        Column("得分", 16, "money"), Column("失分", 16, "money"),
    )  # fmt: skip
    sheet = book.sheet("各类指标失分", columns)
    sheet.title("各类指标失分")
    sheet.headings()
    execution = summary.execution
    sheet.row(["预算执行率", None, execution.judged, None, None, None, execution.weight,
               execution.points, execution.weight - execution.points])  # fmt: skip
    for loss in summary.losses[: summary.list_limit]:
        weight, lost = money(loss.weight), money(loss.lost)
        sheet.row([class_name(loss.level1, loss.level2), loss.rows, loss.judged, loss.losing,
                   loss.unjudged, loss.not_applicable, weight, weight - lost, lost])  # fmt: skip
    if execution.left_out:
        sheet.note(
            f"{count(execution.left_out)} 个项目用自带的规则，执行率的分值不在结果表里，没有计入。"
        )


def _codes(book: Workbook, summary: Summary) -> None:
    columns = (
        Column("编号", 10, "middle"), Column("轻重", 8, "middle"), Column("检查什么", 70),
        Column("条数", 12, "count"), Column("涉及项目数", 12, "count"),
    )  # fmt: skip
    sheet = book.sheet("问题", columns)
    sheet.title("发现的问题")
    sheet.headings()
    for code in summary.codes:
        label = SEVERITY_LABELS.get(code.severity, code.severity)
        sheet.row(
            [code.code, label, code_title(code.code, code.name), code.findings, code.projects]
        )


def _namer(summary: Summary) -> Callable[[tuple[str, ...]], str]:
    def names(ids: tuple[str, ...]) -> str:
        known = (summary.shown.get(one) for one in ids)
        return "；".join(project_name(project) for project in known if project is not None)

    return names


def _comparison(book: Workbook, found: Comparison, names: Callable[[tuple[str, ...]], str]) -> None:
    columns = (
        Column("上年等级", 16, "middle"), Column("本年等级", 16, "middle"),
        Column("项目数", 12, "count"), Column("项目（前几个）", 100),
    )  # fmt: skip
    sheet = book.sheet("与上年比较", columns)
    sheet.title("与上年比较")
    sheet.headings(is_repeated=False)
    for move in found.moves:
        before, now = grade_name(move.before), grade_name(move.now)
        sheet.row([before, now, move.projects, names(move.behind)])
    sheet.section("两年都有的问题（同一项目、同一编号、同一位置）")
    again = (
        Column("编号", 16, "middle"),
        Column("条数", 16, "count"),
        Column("项目数", 12, "count"),
        Column("项目（前几个）", 100),
    )
    sheet.headings(again, is_repeated=False)
    for one in found.repeated:
        sheet.row([one.code, one.findings, one.projects, names(one.behind)], again)
    sheet.section("指标值")
    for line in comparison_lines(found):
        sheet.note(line)


def comparison_lines(found: Comparison) -> list[str]:
    """What was compared, and how many targets stayed, in sentences."""
    lines = [
        (
            f"两次都有的项目 {count(found.matched)} 个；本次新增 {count(found.new)} 个，"
            f"上次有、本次没有的 {count(found.gone)} 个。"
        ),
        (
            f"可比的指标值 {count(found.targets)} 个，其中与上年相同的 "
            f"{count(found.targets_unchanged)} 个；{count(found.projects_unchanged)} 个项目的"
            "指标值全部与上年相同。"
        ),
    ]
    if found.ambiguous:
        lines.append(
            f"{count(found.ambiguous)} 个项目与别的项目同编码或同名同单位，分不清，没有比较。"
        )
    if found.unnamed:
        lines.append(f"{count(found.unnamed)} 个项目没有编码和名称，没有比较。")
    return lines


def _control(book: Workbook, findings: list[Finding]) -> None:
    if not findings:
        return
    columns = (
        Column("编号", 10, "middle"), Column("轻重", 8, "middle"), Column("位置", 24),
        Column("问题", 70), Column("怎么改", 50),
    )  # fmt: skip
    sheet = book.sheet("与部门账核对", columns)
    sheet.title("与部门账核对")
    sheet.headings()
    for one in findings:
        place = f"{one.file or ''}{f' 第{one.line}行' if one.line is not None else ''}".strip()
        sheet.row([one.code, SEVERITY_LABELS[one.severity], place, one.message, one.help])
