"""What a sheet without a form is, so that the message can say it: a table of many projects."""

from __future__ import annotations

from scoring.model.codes import found
from scoring.notation.folding import fold
from scoring.notation.vocabulary import words
from scoring.record import TYPE_CHECKING
from scoring.source.forms.blocks.kinds import heading_label
from scoring.source.forms.labels import field_of, is_one_of
from scoring.source.forms.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.model.finding import Finding
    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormSheet

_ROWS = 12
_LONGEST_TITLE = 60


def kind_of_sheet(sheet: FormSheet) -> str:
    """What a sheet without a form holds: a summary, another kind of table, or something else."""
    rows = rows_of(sheet)[:_ROWS]
    texts = [fold(line).replace(" ", "") for line in sheet.before]
    texts += [fold(cell.text).replace(" ", "") for row in rows for cell in row.cells]
    titles = [text for text in texts if len(text) <= _LONGEST_TITLE]
    for title in titles:
        if title.endswith(words("forms", "summaries")):
            return "summary"
        if title.endswith(words("forms", "others")):
            return "other"
    for row in rows:
        fields = {heading_label(cell.text) for cell in row.cells}
        results = [
            cell
            for cell in row.cells
            if is_one_of("forms.total", "words", cell.text)
            or is_one_of("forms.total", "grades", cell.text)
            or field_of("fund", cell.text) is not None
        ]
        if "name" in fields and len(results) > 1 and len(row.cells) > 3:  # noqa: PLR2004
            return "summary"
    return "other"


def is_review_sheet(sheet: FormSheet, rows: list[Row]) -> bool:
    """Whether a sheet with indicators is a 复核底稿 or the application for the money, no 自评表."""
    for row in rows[:_ROWS]:
        if any(is_one_of("forms.columns", "review_only", cell.text) for cell in row.cells):
            return True
    titles = [fold(line).replace(" ", "") for line in sheet.before]
    titles += [fold(row.cells[0].text).replace(" ", "") for row in rows[:3]]
    others = words("forms", "others")
    return any(
        title.rstrip("0123456789年度()").endswith(others)
        for title in titles
        if len(title) <= _LONGEST_TITLE and "自评表" not in title
    )


def no_form(sheets: Sequence[FormSheet], file: str | None) -> Finding:
    """YM107: what the file holds instead of a form."""
    filled = [sheet for sheet in sheets if sheet.cells]
    first = filled[0] if filled else None
    kinds = {kind_of_sheet(sheet) for sheet in filled}
    if first is None:
        message, help_ = "文件里没有内容，不是填好的自评表。", "检查是否选错了文件。"
    elif "summary" in kinds:
        message = "这是一张汇总表（一行一个项目），不是一个项目的自评表，没有指标可读。"
        help_ = "请给出各项目自己的自评表；一行一个指标的数据表用 score portfolio。"
    else:
        message = "没有找到自评表：没有一行同时写着一级指标、三级指标和指标值、分值这样的表头。"
        help_ = "检查是否选错了文件；表头的写法可参照 score new 生成的项目文件或官方表样。"
    finding = found("YM107", message, help_)._replace(file=file)
    if first is not None:
        finding = finding._replace(sheet=first.name, cell=first.cells[0].address)
    return finding
