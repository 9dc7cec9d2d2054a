"""The head of a form: title, year, name, department and unit, money unit."""

from __future__ import annotations

from scoring.model.finding import Place
from scoring.notation.folding import fold
from scoring.notation.numbers import arabic
from scoring.notation.vocabulary import labels, words
from scoring.record import TYPE_CHECKING
from scoring.source.events import Scalar
from scoring.source.forms.blocks.analysis import add_text
from scoring.source.forms.blocks.kinds import heading_label, heading_text, is_analysis_label
from scoring.source.forms.draft import is_page_number, scalar
from scoring.source.forms.labels import bare, is_any_block, money_unit, without_breaks, word_set
from scoring.source.reading import is_placeholder

if TYPE_CHECKING:
    from scoring.source.forms.draft import Draft
    from scoring.source.forms.rows import Row
    from scoring.source.forms.sheet import FormCell

FIRST_YEAR = 1990
LAST_YEAR = 2100
_LONGEST_TITLE = 120
_RULES = "评分规则"
_UNNAMED = frozenset(("（未填项目名称）", "未填项目名称"))


def is_title(text: str) -> bool:
    """Whether a text is the title of a 自评表.

    >>> is_title("金保工程项目支出绩效自评表"), is_title("见自评表附件；" + "其他说明" * 40)
    (True, False)
    """
    if len(text) > _LONGEST_TITLE:
        return False
    half = fold(text).replace(" ", "")
    return any(word in half for word in words("forms", "titles"))


def read_title(draft: Draft, row: Row) -> bool:
    """A title, a year or a money unit standing alone; whether the row was one of them."""
    is_read = False
    for cell in row.cells:
        if is_title(cell.text) or year_in(cell.text) is not None or _is_blank_year(cell.text):
            draft.titles.append(scalar(row, cell, _title(draft, row, cell)))
        elif not _read_unit(draft, row, cell):
            continue
        draft.use(cell)
        is_read = True
    return is_read


def _title(draft: Draft, row: Row, cell: FormCell) -> str:
    """A title in one line, without the lines above and below that some put into its cell."""
    kept = []
    for line in cell.text.split("\n"):
        if money_unit(line) is not None and is_line_of_unit(line):
            _set_unit(draft, line, row.place(cell))
        elif not is_page_number(bare(line)):
            kept.append(line)
    return without_breaks("\n".join(kept))


def is_line_of_unit(text: str) -> bool:
    """Whether a line only says the unit of the money: 金额单位：元."""
    return bare(text).strip("()").startswith(("单位", "金额单位"))


def year_in(text: str) -> int | None:
    """The year a short text names.

    >>> (
    ...     year_in("（ 2023 年度）"),
    ...     year_in("二〇二三年度"),
    ...     year_in("2023年3月1日至4月"),
    ...     year_in("12024年"),
    ... )
    (2023, 2023, 2023, None)
    """
    if "年" not in text or len(text) > _LONGEST_TITLE:
        return None
    half = arabic(fold(text).replace(" ", ""))
    start = half.find("年")
    while start >= 0:
        digits = half[max(0, start - 4) : start]
        if (
            len(digits) == 4  # noqa: PLR2004 - the digits of a year
            and digits.isascii()
            and digits.isdigit()
            and FIRST_YEAR <= int(digits) <= LAST_YEAR
            and not half[max(0, start - 5) : start - 4].isdigit()
        ):
            return int(digits)
        start = half.find("年", start + 1)
    return None


def _is_blank_year(text: str) -> bool:
    """（    年度） of a form nobody has filled in."""
    return bare(text).strip("()_-") in {"年度", "年"}


def read_heading(draft: Draft, row: Row) -> None:
    """Labels with their values to the right, or in the same cell."""
    cells = row.cells
    at = 0
    while at < len(cells):
        cell = cells[at]
        at += 1
        following = cells[at] if at < len(cells) else None
        if following is not None and is_own_label(following.text):
            following = None
        field = heading_label(cell.text)
        if _read_unit(draft, row, cell):
            draft.use(cell)
        elif (
            field == "money_unit" and following is not None and money_unit("单位:" + following.text)
        ):
            _set_unit(draft, "单位:" + following.text, row.place(following))
            draft.use(cell, following)
            at += 1
        elif field is not None or is_analysis_label(cell.text):
            draft.see(row, cell)
            if following is None:
                continue
            at += 1
            draft.use(following)
            value = scalar(row, following)
            if field is None:
                add_text(draft, scalar(row, cell), value)
            else:
                put(draft, field, scalar(row, cell), value)
        elif (pair := heading_text(cell.text)) is not None:
            draft.use(cell)
            label = cell.text.replace("：", ":", 1).partition(":")[0]
            put(draft, pair[0], scalar(row, cell, label), scalar(row, cell, pair[1]))
        elif is_any_block(cell.text):
            draft.see(row, cell)


def is_own_label(text: str) -> bool:
    """Whether a cell is a label itself and so not the value of the label before it."""
    field = heading_label(text)
    if field in {"name", "year", "department", "unit", "code", "unused"}:
        return True
    return heading_text(text) is not None or is_analysis_label(text)


def put(draft: Draft, field: str, label: Scalar, value: Scalar) -> None:
    """A value of the head under its label; one that says something else is not lost."""
    if field == "unused" or not value.text:
        return
    if field in {"name", "department", "unit", "code", "year"}:
        value = value._replace(text=without_breaks(value.text))
        if is_placeholder(value.text):
            return
    if field == "money_unit":
        field = "unit"
    if draft.put(field, value):
        return
    if field == "unit" and bare(label.text).removesuffix("(盖章)") in word_set_of_unit():
        # 单位名称 is who filled in the form; 实施单位 is whose project it is.
        value, draft.values["unit"] = draft.values["unit"], value
        label = label._replace(text="单位名称")
    if field in {"unit", "department", "note"}:
        add_text(draft, label, value)
    elif value.mark is not None:
        draft.left(value.mark, value.text)  # type: ignore[arg-type]


def word_set_of_unit() -> frozenset[str]:
    """What the form calls the unit whose project it is."""
    spelled = labels("project").english
    return frozenset(
        word for word, field in spelled.items() if field == "unit" and "实施" in word
    ) | word_set("forms.heading", "unit")


def _read_unit(draft: Draft, row: Row, cell: FormCell) -> bool:
    """A line like 单位：万元."""
    half = bare(cell.text).strip("()")
    if not half.startswith(("单位", "金额单位", "资金单位")) or money_unit(cell.text) is None:
        return False
    _set_unit(draft, cell.text, row.place(cell))
    return True


def _set_unit(draft: Draft, text: str, place: Place | None) -> None:
    unit = money_unit(text)
    if unit is not None and draft.money_unit is None:
        draft.money_unit = Scalar(unit, place, plain=False)


def read_line(draft: Draft, line: str) -> None:
    """A line of text before or behind a table: title, year, money unit, name, rules."""
    text = line.strip()
    place = Place(sheet=draft.sheet)
    if not text or read_rules(draft, text, Place(sheet=draft.sheet)):
        return
    if money_unit(text) is not None and is_line_of_unit(text):
        _set_unit(draft, text, place)
    elif is_title(text) or (year_in(text) is not None and len(text) <= 20):  # noqa: PLR2004 - （2023年度）
        draft.titles.append(Scalar(without_breaks(text), place, plain=False))
    elif (pair := heading_text(text)) is not None and pair[0] != "unused":
        draft.put(pair[0], Scalar(pair[1], place, plain=False))


def read_rules(draft: Draft, text: str, place: Place | None) -> bool:
    """The line that says under which rules the form was made: 评分规则 shanxi-2023（……）."""
    at = text.find(_RULES)
    if at < 0:
        return False
    rest = text[at + len(_RULES) :].lstrip(" :：\u3000")
    name = rest.split("（", 1)[0].split("(", 1)[0].strip().rstrip("。；;")
    if not name or any(character.isspace() for character in name) or "版本" not in rest:
        return False
    draft.values.setdefault("rules", Scalar(name, place, plain=False))
    return True


def finish_heading(draft: Draft) -> None:
    """The year and, where the form has no 项目名称, the name, from the title."""
    titles = draft.titles
    if "year" not in draft.values:
        for title in titles:
            year = year_in(title.text)
            if year is not None:
                draft.put("year", title._replace(text=str(year)))
                break
    if "name" not in draft.values:
        for title in titles:
            name = name_in(title.text)
            if name:
                place = title.mark
                draft.note(
                    f"没有“项目名称”，项目名称按标题取为“{name}”。",
                    "核对名称；不对的，在表上写明“项目名称”。",
                    place,  # type: ignore[arg-type]
                    "/项目名称",
                )
                draft.put("name", title._replace(text=name))
                break
    name_ = draft.values.get("name")
    if "year" not in draft.values and name_ is not None:
        year = year_in(name_.text)
        if year is not None:
            draft.note(
                f"表上没有写年度，按项目名称取为{year}年度。",
                "核对年度；不对的，在标题下写明年度，如（2023年度）。",
                name_.mark,  # type: ignore[arg-type]
                "/年度",
            )
            draft.put("year", name_._replace(text=str(year)))


def name_in(title: str) -> str | None:
    """The name of the project in a title, if there is one.

    >>> name_in("2023年度水土保持监测项目自评表"), name_in("稷山县项目支出绩效自评表")
    ('水土保持监测', None)
    """
    half = fold(title).replace(" ", "")
    for bracket in ("(", ")"):
        half = half.replace(bracket, {"(": "（", ")": "）"}[bracket])
    for tail in words("forms", "title_tails"):
        at = half.find(tail)
        if at >= 0:
            name = half[:at]
            break
    else:
        return None
    for sign in "年":
        lead, found, rest = name.partition(sign)
        if found and lead.strip("（")[-4:].isdigit() and len(lead.strip("（")) <= 4:  # noqa: PLR2004 - a year
            name = rest.removeprefix("度").lstrip("）")
    name = name.strip('“”"《》：:')
    if (
        not name
        or name in word_set("forms", "title_words")
        or name in _UNNAMED
        or name[-1] in "省市县区州盟旗局"
    ):
        return None
    return name
