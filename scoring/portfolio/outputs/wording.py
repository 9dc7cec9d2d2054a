"""The words the outputs share: what is printed where something is unknown, open or left out."""

from __future__ import annotations

from scoring.portfolio.outputs.figures import plain
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.portfolio.outputs.figures import Figures
    from scoring.portfolio.outputs.reading import Listed
    from scoring.portfolio.outputs.summary import Summary

UNKNOWN_DEPARTMENT = "（未填主管部门）"
UNKNOWN_YEAR = "（未填年度）"
UNKNOWN_CLASS = "（未填指标类别）"
WITHOUT_GRADE = "未定等级"
UNREAD = "没有读出"
OPEN = "总分未定"
TITLE = "部门项目支出绩效自评结果汇总表"
EXECUTED = "全年执行数"


def department_name(name: str | None) -> str:
    """The department as it is printed."""
    return name or UNKNOWN_DEPARTMENT


def grade_name(name: str | None) -> str:
    """The grade as it is printed."""
    return name or WITHOUT_GRADE


def project_name(project: Listed) -> str:
    """The name of a project, or its id where it has none."""
    return project.name or project.project_id


def class_name(level1: str | None, level2: str | None) -> str:
    """The class of an indicator."""
    return " · ".join(name for name in (level1, level2) if name) or UNKNOWN_CLASS


def amount(number: Decimal | None) -> str:
    """Money with thousands set apart and the digits it has, at least two where it has any.

    >>> from decimal import Decimal
    >>> amount(Decimal("1234567.5")), amount(Decimal("83.000000")), amount(None)
    ('1,234,567.50', '83', '—')
    """
    if number is None:
        return "—"
    made = plain(number)
    digits = max(-int(made.as_tuple().exponent), 0)
    return f"{made:,.{max(digits, 2)}f}" if digits else f"{made:,f}"


def count(number: int) -> str:
    """A count with thousands set apart."""
    return f"{number:,}"


def score(number: Decimal | None) -> str:
    """Points or a percentage."""
    return "—" if number is None else f"{number:f}"


def outcome(project: Listed) -> str:
    """The total; its bounds while it is open."""
    if project.total is not None:
        return score(project.total)
    if project.low is not None and project.high is not None:
        return f"{project.low:f}～{project.high:f}"
    return "未定"


def warnings_of(project: Listed) -> str:
    """The findings of a project by severity, those that are errors or warnings."""
    parts = [
        f"{label}{number}"
        for label, number in (("错误", project.error), ("警告", project.warning))
        if number
    ]
    return " ".join(parts) or "无"


def remark(project: Listed) -> str:
    """What has to be said of a project beyond its figures."""
    if not project.is_read:
        return f"{UNREAD}：{project.project_id}"
    if project.total is not None:
        return ""
    if project.low is not None and project.high is not None:
        return f"{OPEN}，在 {project.low:f}～{project.high:f} 之间"
    return OPEN


def left_out(summary: Summary) -> str:
    """The sentence where projects are not listed one by one."""
    return (
        f"项目共 {count(summary.figures.projects)} 个，超过逐项列出的上限 "
        f"{count(summary.list_limit)} 个（--list-limit），这里只列各部门的汇总；"
        "逐个项目见 projects.parquet。"
    )


def caveats(figures: Figures) -> list[str]:
    """What the sums and means do not hold, in sentences."""
    said = []
    if figures.unread:
        said.append(f"{count(figures.unread)} 个项目没有读出，不在个数、金额和平均分里。")
    if figures.undetermined:
        line = f"{count(figures.undetermined)} 个项目总分未定，不在平均分里"
        bounds = figures.mean_bounds
        if bounds is not None and figures.bounded > figures.judged:
            line += f"；按其上下限计入，算术平均在 {bounds[0]:f}～{bounds[1]:f} 之间"
        said.append(f"{line}。")
    if figures.read > figures.budgeted:
        said.append(f"{count(figures.read - figures.budgeted)} 个项目没有填全年预算数。")
    if figures.read > figures.spent:
        said.append(f"{count(figures.read - figures.spent)} 个项目没有填全年执行数。")
    if figures.paired < figures.read:
        said.append(f"执行率按两个数都填了的 {count(figures.paired)} 个项目计算。")
    if figures.weighed < figures.judged:
        said.append(f"加权平均按有全年预算数的 {count(figures.weighed)} 个项目计算。")
    return said


def code_title(code: str, name: str) -> str:
    """What a check looks for, from its page; its English name where it has none."""
    from scoring.source.library import read_page

    try:
        page = read_page(code)
    except KeyError:
        return name
    _, _, body = page.partition("## 查什么")
    said = body.strip().split("\n", 1)[0].partition("。")[0]
    return said.replace("`", "").replace("**", "") or name
