"""披露.md: the sentences about self-evaluation a department publishes with its final accounts.

Counts, money and grades as the accounts' own sentence has them, then project by project. Nothing
is said that the tables do not hold.
"""

from __future__ import annotations

from scoring.portfolio.outputs.wording import (
    amount,
    caveats,
    count,
    department_name,
    left_out,
    outcome,
    project_name,
    score,
)
from scoring.record import TYPE_CHECKING
from scoring.render.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scoring.portfolio.outputs.figures import Figures
    from scoring.portfolio.outputs.reading import Listed
    from scoring.portfolio.outputs.summary import Summary

_MARKS = "\\`*_{}[]<>#|~&!"
_SPECIAL = {ord(mark): f"\\{mark}" for mark in _MARKS}


def disclosure(summary: Summary, projects: Iterable[Listed]) -> Iterator[str]:
    """The lines of 披露.md.

    Args:
        summary: of the portfolio.
        projects: all of them, where they are listed one by one.
    """
    yield "# 预算绩效情况说明\n"
    years = summary.by_year()
    for year, figures in years.items():
        if figures.read:
            yield "\n"
            yield f"{_sentence(summary, year, figures)}\n"
    if len(years) > 1:
        yield "\n"
        yield f"{_all_years(summary.figures)}\n"
    if not summary.figures.projects:
        yield "\n本次没有项目。\n"
        return
    said = caveats(summary.figures)
    if said:
        yield "\n"
        yield "".join(said) + "\n"
    yield "\n## 各部门\n\n"
    yield from _departments(summary)
    if not summary.is_listed:
        yield f"\n{left_out(summary)}\n"
        yield from _open(summary)
        return
    yield "\n## 各项目\n\n"
    for number, project in enumerate(projects, 1):
        yield f"{number}. {_project(project)}\n"


def text_of(text: str) -> str:
    r"""A text of a project as one line of Markdown shows it, letter by letter.

    >>> text_of("甲*乙\n# 丙")
    '甲\\*乙 \\# 丙'
    """
    return " ".join(shown(text).split()).translate(_SPECIAL)


def _money(figures: Figures) -> str:
    executed = figures.executed_money
    # A rate that is not the one sum over the other would look like a mistake.
    is_whole = figures.rate is not None and figures.paired == figures.read
    rate = f"，执行率{score(figures.rate)}%" if is_whole else ""
    return f"涉及资金{_wan(figures.annual_budget)}，执行数{_wan(executed)}{rate}"


def _wan(number: object) -> str:
    from decimal import Decimal

    return f"{amount(number)}万元" if isinstance(number, Decimal) else "未填"


def _sentence(summary: Summary, year: int | None, figures: Figures) -> str:
    grades = summary.by_grade(year=year)
    parts = [
        f"{count(grades[name].projects)}个项目自评等级为“{name}”" for name in summary.grade_names
    ]
    if figures.undetermined:
        parts.append(f"{count(figures.undetermined)}个项目总分未定")
    when = "年度未填的" if year is None else f"{year}年"
    return f"{when}项目绩效自评个数{count(figures.read)}个，{_money(figures)}：{'，'.join(parts)}。"


def _all_years(figures: Figures) -> str:
    return f"各年度合计：项目绩效自评个数{count(figures.read)}个，{_money(figures)}。"


def _departments(summary: Summary) -> Iterator[str]:
    grades = summary.grades_by_department()
    names = (*summary.grade_names, "未定")
    yield f"| 主管部门 | 项目数 | 涉及资金（万元） | 执行数（万元） | {' | '.join(names)} |\n"
    yield f"|---|{'---:|' * (3 + len(names))}\n"
    departments = summary.by_department()
    for number, (name, figures) in enumerate(departments.items()):
        if number == summary.list_limit:
            yield f"\n另有 {count(len(departments) - number)} 个部门未列出，见 summary.json。\n"
            return
        counted = [grades[name].get(grade, 0) for grade in summary.grade_names]
        cells = [
            text_of(department_name(name)),
            count(figures.read),
            amount(figures.annual_budget),
            amount(figures.executed_money),
            *(count(number) for number in (*counted, figures.undetermined)),
        ]
        yield f"| {' | '.join(cells)} |\n"


def _project(project: Listed) -> str:
    name = text_of(project_name(project))
    if not project.is_read:
        return f"{name}：没有读出。"
    rate = project.execution_rate
    share = "" if rate is None else f"，完成预算的{score(rate)}%"
    result = (
        f"自评得分{outcome(project)}分，等级为“{text_of(project.grade or '')}”"
        if project.total is not None
        else f"自评得分未定（{outcome(project)}）"
        if project.low is not None
        else "自评得分未定"
    )
    return (
        f"{name}：{result}。全年预算数{_wan(project.annual_budget)}，"
        f"执行数{_wan(project.executed)}{share}。"
    )


def _open(summary: Summary) -> Iterator[str]:
    """Projects without a total are named even where the others are not."""
    figures = summary.figures
    number = figures.unread + figures.undetermined
    if not number:
        return
    yield "\n## 总分未定和没有读出的项目\n\n"
    for project in summary.open_projects:
        yield f"- {_project(project)}\n"
    more = number - len(summary.open_projects)
    if more:
        yield f"\n另有 {count(more)} 个未列出，见 projects.parquet。\n"
