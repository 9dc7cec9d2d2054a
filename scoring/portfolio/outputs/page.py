"""summary.html: the portfolio on one page, with pictures; it loads nothing and runs nothing."""

from __future__ import annotations

from scoring.portfolio.outputs import pictures
from scoring.portfolio.outputs.document import MEAN_LABEL, WEIGHTED_MEAN_LABEL
from scoring.portfolio.outputs.page_style import STYLE
from scoring.portfolio.outputs.pictures import Lists
from scoring.portfolio.outputs.sheets import comparison_lines
from scoring.portfolio.outputs.summary import BIN, LAST_BIN
from scoring.portfolio.outputs.wording import (
    amount,
    caveats,
    code_title,
    count,
    department_name,
    grade_name,
    outcome,
    project_name,
    remark,
    score,
)
from scoring.record import TYPE_CHECKING
from scoring.render.html import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring.model.finding import Finding
    from scoring.portfolio.outputs.comparison import Comparison
    from scoring.portfolio.outputs.figures import Figures
    from scoring.portfolio.outputs.pictures import Behind
    from scoring.portfolio.outputs.reading import Listed
    from scoring.portfolio.outputs.summary import Summary

MOST_LISTED = 1000
"""So many projects stand in the page itself; more make it slow to open."""

MOST_DOTS = 400
_OPEN = 100
_TABLE = 200
_RIGHT = ' class="n"'


def write_page(
    summary: Summary, projects: Sequence[Listed], control: Iterable[Finding] = ()
) -> str:
    """The page.

    Args:
        summary: of the portfolio.
        projects: all of them, where the page lists them one by one; else none.
        control: what disagrees with the department's accounts.
    """
    lists = Lists()
    anchors = {project.project_id: f"p{number}" for number, project in enumerate(projects, 1)}
    few = projects if len(projects) <= MOST_DOTS else ()
    title = _title(summary)
    sections = [
        ("totals", "总分的分布", _totals(summary, lists)),
        ("execution", "执行率与总分", _execution(summary, few, anchors, lists)),
        ("departments", "各部门的等级", _departments(summary, lists)),
        ("classes", "各类指标的失分", _classes(summary, lists)),
        ("findings", "发现的问题", pictures.findings(summary, lists)),
    ]
    if summary.comparison is not None:
        body = _comparison(summary, summary.comparison, lists)
        sections.append(("comparison", "与上年比较", body))
    told = list(control)
    if told:
        sections.append(("control", "与部门账核对", _control(told)))
    if summary.open_projects:
        sections.append(("open", "总分未定和没有读出的项目", _open(summary)))
    if projects:
        sections.append(("projects", "项目一览", _projects(projects, anchors)))
    if lists.kept:
        lined = "".join(_behind(one, summary, anchors) for one in lists.kept)
        text = '<p class="soft">点图中的柱、点、条就到这里；每张名单只列前几个。</p>\n'
        sections.append(("lists", "图中的项目", f'{text}<div class="lists">\n{lined}</div>\n'))
    links = "".join(f'<li><a href="#{name}">{heading}</a></li>' for name, heading, _ in sections)
    body = "".join(_section(*section) for section in sections)
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<header>\n<h1>{escape(title)}</h1>\n{_figures(summary)}"
        f'<nav aria-label="目录"><ul>{links}</ul></nav>\n</header>\n{body}</main>\n</body>\n</html>\n'
    )


def _policy() -> str:
    from base64 import b64encode
    from hashlib import sha256

    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _title(summary: Summary) -> str:
    years = [year for year in summary.by_year() if year is not None]
    if not years:
        return "项目支出绩效自评汇总"
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]}～{years[-1]}"
    return f"{span}年度项目支出绩效自评汇总"


def _section(name: str, heading: str, body: str) -> str:
    kind = "card only-screen" if name == "lists" else "card"
    return f'<section class="{kind}" id="{name}">\n<h2>{heading}</h2>\n{body}</section>\n'


def _figures(summary: Summary) -> str:
    figures = summary.figures
    shown = [
        ("项目", f"{count(figures.projects)} 个", f"{count(figures.judged)} 个有总分"),
        ("全年预算数（涉及资金）", amount(figures.annual_budget), "万元"),
        ("全年执行数", amount(figures.executed_money), f"万元，执行率 {_rate(figures)}"),
        (MEAN_LABEL, score(figures.mean), f"{count(figures.judged)} 个项目"),
        (WEIGHTED_MEAN_LABEL, score(figures.weighted_mean), f"{count(figures.weighed)} 个项目"),
    ]
    cells = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}"
        f"{f' <small>{escape(small)}</small>' if small else ''}</dd></div>\n"
        for label, value, small in shown
    )
    said = "".join(f"<p>{escape(line)}</p>\n" for line in caveats(figures))
    soft = f'<div class="soft">{said}</div>' if said else ""
    return (
        f'<div class="card">\n<dl class="figures">\n{cells}</dl>\n{_grades(summary)}{soft}</div>\n'
    )


def _rate(figures: Figures) -> str:
    return "—" if figures.rate is None else f"{score(figures.rate)}%"


def _grades(summary: Summary) -> str:
    rows = [
        [
            grade_name(name),
            count(one.projects),
            amount(one.annual_budget),
            amount(one.executed_money),
        ]
        for name, one in summary.by_grade().items()
        if name is not None or one.projects
    ]
    return _table(
        ("等级", "项目数", "全年预算数（万元）", "全年执行数（万元）"), rows, "各等级的项目数和金额"
    )


def _table(
    headings: Sequence[str], rows: Iterable[Sequence[str]], label: str, names: int = 1
) -> str:
    """A table whose first columns are words and the others numbers."""
    head = "".join(
        f'<th scope="col"{"" if number < names else _RIGHT}>{escape(text)}</th>'
        for number, text in enumerate(headings)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{'' if number < names else _RIGHT}>{escape(text)}</td>"
            for number, text in enumerate(row)
        )
        + "</tr>\n"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}">\n<table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></div>\n"
    )


def _data(table: str) -> str:
    return f"<details><summary>看数据</summary>{table}</details>\n"


def _totals(summary: Summary, lists: Lists) -> str:
    if summary.bands_of is None:
        said = "项目用的都是自带的规则，等级的界线没有画出。"
    elif summary.same_bands:
        said = "底色是等级的界线。"
    else:
        said = f"底色是 {summary.bands_of} 的等级界线；有的项目按别的规则定等级。"
    rows = [
        ["100 及以上" if at == LAST_BIN else f"{at * BIN}～{at * BIN + BIN}", count(number)]
        for at, number in summary.bins
    ]
    table = _data(_table(("总分", "项目数"), rows, "总分的分布"))
    return f'<p class="soft">{escape(said)}</p>\n{pictures.totals(summary, lists)}{table}'


def _execution(
    summary: Summary, few: Sequence[Listed], anchors: dict[str, str], lists: Lists
) -> str:
    said = "一个点是一个项目。" if few else "项目多，按格计数，颜色越深项目越多。"
    return f'<p class="soft">{said}</p>\n{pictures.execution(summary, few, anchors, lists)}'


def _departments(summary: Summary, lists: Lists) -> str:
    known = summary.by_department()
    grades = summary.grades_by_department()
    names = (*summary.grade_names, None)
    rows = [
        [department_name(name), count(one.projects), amount(one.annual_budget),
         amount(one.executed_money), _rate(one), score(one.mean), score(one.weighted_mean),
         *(count(grades[name].get(grade, 0)) for grade in names)]
        for name, one in list(known.items())[:_TABLE]
    ]  # fmt: skip
    headings = ("主管部门", "项目数", "全年预算数", "全年执行数", "执行率", "算术平均", "加权平均",
                *(grade_name(name) for name in names))  # fmt: skip
    table = _data(_table(headings, rows, "各部门（金额：万元）"))
    return f'<p class="soft">条长是各等级项目所占的比例。</p>\n{pictures.departments(summary, lists)}{table}'


def _classes(summary: Summary, lists: Lists) -> str:
    unjudged = sum(loss.unjudged for loss in summary.losses)
    said = "已评判的指标，分值减得分。"
    if unjudged:
        said += f"{count(unjudged)} 行无法评判，不算失分。"
    if summary.execution.left_out:
        said += f"{count(summary.execution.left_out)} 个项目用自带的规则，执行率的失分没有计入。"
    return f'<p class="soft">{escape(said)}</p>\n{pictures.classes(summary, lists)}'


def _comparison(summary: Summary, found: Comparison, lists: Lists) -> str:
    lines = "".join(f"<p>{escape(line)}</p>\n" for line in comparison_lines(found))
    names = [
        name
        for name in (*summary.grade_names, None)
        if any(name in {move.before, move.now} for move in found.moves)
    ]
    counts = {(move.before, move.now): move for move in found.moves}
    head = "".join(f'<th scope="col" class="n">{escape(grade_name(name))}</th>' for name in names)
    rows = []
    for before in names:
        cells = []
        for now in names:
            move = counts.get((before, now))
            if move is None:
                cells.append('<td class="n">0</td>')
                continue
            heading = f"上年{grade_name(before)}，本年{grade_name(now)}"
            link = lists.add(heading, move.projects, move.behind)
            number = count(move.projects)
            shown = number if link is None else f'<a href="#{link}">{number}</a>'
            cells.append(f'<td class="n">{shown}</td>')
        label = escape(grade_name(before))
        rows.append(f'<tr><th scope="row">{label}</th>{"".join(cells)}</tr>\n')
    table = (
        '<div class="scroll" tabindex="0" role="region" aria-label="等级变动">\n<table>'
        f"<caption>行是上年等级，列是本年等级</caption><thead><tr><td></td>{head}</tr></thead>"
        f"<tbody>\n{''.join(rows)}</tbody></table></div>\n"
    )
    again = []
    for one in found.repeated:
        shown = f"{one.code} {code_title(one.code, one.code)}"
        link = lists.add(f"两年都有：{shown}", one.projects, one.behind)
        again.append(
            f'<li><a href="#{link}">{escape(shown)}</a>：{count(one.findings)} 条，'
            f"{count(one.projects)} 个项目</li>\n"
        )
    repeated = f"<h3>两年都有的问题</h3>\n<ul>\n{''.join(again)}</ul>\n" if again else ""
    kept = lists.add("指标值全部与上年相同", found.projects_unchanged, found.unchanged)
    same = f'<p><a href="#{kept}">指标值全部与上年相同的项目</a></p>\n' if kept else ""
    return f"{lines}{table}{repeated}{same}"


def _control(findings: Iterable[Finding]) -> str:
    items = "".join(
        f"<li><strong>{escape(one.code)}</strong> {escape(one.message)}<br>"
        f'<span class="soft">怎么改：{escape(one.help)}</span></li>\n'
        for one in findings
    )
    return f"<ul>\n{items}</ul>\n"


def _open(summary: Summary) -> str:
    shown = summary.open_projects[:_OPEN]
    items = "".join(
        f"<li>{escape(project_name(project))}"
        f"{f'（{escape(project.department)}）' if project.department else ''}"
        f'<span class="soft"> {escape(remark(project))}</span></li>\n'
        for project in shown
    )
    more = summary.figures.undetermined + summary.figures.unread - len(shown)
    tail = f"<p>另有 {count(more)} 个未列出，见 汇总表.xlsx。</p>\n" if more else ""
    return f"<ul>\n{items}</ul>\n{tail}"


def _projects(projects: Iterable[Listed], anchors: dict[str, str]) -> str:
    head = "".join(
        f'<th scope="col"{kind}>{text}</th>'
        for text, kind in (
            ("项目", ""), ("主管部门", ""), ("全年预算数", ' class="n"'), ("全年执行数", ' class="n"'),
            ("执行率", ' class="n"'), ("总分", ' class="n"'), ("等级", ""), ("错误/警告", ' class="n"'),
        )
    )  # fmt: skip
    rows = "".join(
        f'<tr id="{anchors[one.project_id]}"><td class="names">{escape(project_name(one))}</td>'
        f'<td>{escape(one.department or "")}</td><td class="n">{amount(one.annual_budget)}</td>'
        f'<td class="n">{amount(one.executed)}</td><td class="n">{score(one.execution_rate)}</td>'
        f'<td class="n">{outcome(one) if one.is_read else "没有读出"}</td>'
        f'<td>{escape(one.grade or "未定")}</td><td class="n">{one.error}/{one.warning}</td></tr>\n'
        for one in projects
    )
    return (
        '<p class="soft">金额：万元。</p>\n<div class="scroll" tabindex="0" role="region" '
        f'aria-label="项目一览">\n<table><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}'
        "</tbody></table></div>\n"
    )


def _behind(one: Behind, summary: Summary, anchors: dict[str, str]) -> str:
    items = []
    for number, project_id in enumerate(one.ids):
        project = summary.shown.get(project_id)
        if project is None:
            continue
        name = escape(project_name(project))
        anchor = anchors.get(project_id)
        shown = name if anchor is None else f'<a href="#{anchor}">{name}</a>'
        said = one.remarks[number] if one.remarks else outcome(project)
        where = f"{project.department}，" if project.department else ""
        items.append(f'<li>{shown} <span class="soft">{escape(where + said)}</span></li>')
    what = "行" if one.remarks else "个项目"
    cut = f"，前 {len(items)} {what[0]}" if one.whole > len(items) else ""
    heading = f"{one.heading}（{count(one.whole)} {what}{cut}）"
    return (
        f'<div class="list" id="{one.anchor}" tabindex="-1">\n<h3>{escape(heading)}</h3>\n'
        f"<ol>{''.join(items)}</ol></div>\n"
    )
