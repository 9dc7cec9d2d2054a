"""The project file that ``score new --library`` writes: rows of a library with example figures.

A library has no targets. The figures here are round examples by unit, marked as such, so that the
file is scored at once; the evidence of each row is printed guidance, which ``score check`` points
at until it is replaced (CP204). Rows of a library that has targets (a file of approved ones) get no
example target.
"""

from __future__ import annotations

from decimal import Decimal

from scoring import notation
from scoring.cli.library_page import brief
from scoring.record import TYPE_CHECKING, NamedTuple
from scoring.render.width import pad

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from scoring.model.library import Definition, Library

HEAD = """\
# 项目支出绩效自评：项目文件（指标取自指标库“{title}”）
#
#   score {file}              打印自评表
#   score check {file}        逐行指出还没有换掉的示例
#   score explain {file}      逐步列出每一分的算法
#
# 改法：
#   1. 带“示例”的数都是凑的，没有依据：指标值换成批复的，实际完成值换成实测的。
#   2. 佐证材料换成手头材料的名称；不用的指标整行删去，分值并到别的行。
#   3. 行里只写与指标库不同的地方：指标性质、计量单位不写就取指标库的，≥200人次 也可以只写 200。
#   4. 大括号里不用千分位逗号；以 > 或 * 开头的值加引号，或写 ≥、≤。

项目名称: {title}项目（示例）
年度: {year}
主管部门: 001-某某局
预算单位: 001006-某某中心
引用指标: {library}
{choice}# 用哪套规则；score rules list 列出全部，不写按 mof-2020
金额单位: 万元                          # 元、千元、万元、亿元

# 资金：每个来源一行。执行率 = 全年执行数 ÷ 全年预算数。示例数。
项目资金:
  当年财政拨款:
    年初预算数: 80
    全年预算数: 80
    全年执行数: 76.4
    偏差原因: 集中采购，节约3.6万元（示例）

年度目标: 填写本年要做到的事，数与下面的指标值一致。
实际完成情况: 填写实际做到的事，数与下面的实际完成值一致。

# 绩效指标：分值加执行率分值（{execution}）共 {total} 分。
绩效指标:
"""

TAIL = """\

# 需要时还可以写在指标里：
#   调整后指标值: ≥180人次        年中调整过的指标值
#   偏差原因: ……                  没有达到的都要写
#   不适用: 当年没有这项工作      这一行不参加评分，分值由其他指标分担
#   扣分: 2                       另外扣的分，要写 扣分原因: ……
"""

KEPT = {"数量": 2, "质量": 2, "服务对象满意度": 2}
"""Rows of a class that stand in the file; of every other class one. The rest are named below."""

_WIDE = 24
_HOMES = ("产出", "效益", "满意度", "成本")
_PLAIN = frozenset("-_./")


class Figures(NamedTuple):
    """An example of a target and of what was reached."""

    target: str
    actual: str


class Placed(NamedTuple):
    """A row of the file: its definition, its classes under the rule set, its points."""

    definition: Definition
    level1: str
    level2: str
    weight: Decimal | None


def rows_text(library: Library, classes: Mapping[str, Decimal], year: int) -> str:
    """绩效指标 as YAML.

    Args:
        library: where the rows come from.
        classes: the points of each first-level class; they are split among the rows exactly.
        year: of the example dates.
    """
    rows, spare = _placed(library, classes)
    lines: list[str] = []
    missed = next((row for row in rows if _can_be_missed(row)), None)
    for level1 in dict.fromkeys(row.level1 for row in rows):
        lines.append(f"  {quoted(level1)}:")
        inside = [row for row in rows if row.level1 == level1]
        for level2 in dict.fromkeys(row.level2 for row in inside):
            lines.append(f"    {quoted(level2)}:")
            for row in inside:
                if row.level2 == level2:
                    lines += _row_lines(row, year, is_missed=row is missed)
            others = [brief for known, brief in spare if known == (level1, level2)]
            if others:
                lines.append(f"      # 还可以用：{'、'.join(others)}")
    lost = [
        brief for known, brief in spare if known not in {(row.level1, row.level2) for row in rows}
    ]
    if lost:
        lines.append(f"  # 还可以用：{'、'.join(lost)}")
    return "".join(f"{line}\n" for line in lines)


def _placed(
    library: Library, classes: Mapping[str, Decimal]
) -> tuple[list[Placed], list[tuple[tuple[str, str], str]]]:
    """The rows of the file with their points, and the definitions that are only named."""
    definitions = library.definitions
    is_complete = all(one.row.weight is not None for one in definitions)
    taken: dict[str, int] = {}
    kept: list[tuple[str, Placed]] = []
    spare = []
    for definition in definitions:
        home, level1, level2 = _home(definition, classes)
        key = notation.class_key(level2)
        taken[key] = taken.get(key, 0) + 1
        if is_complete or taken[key] <= KEPT.get(key, 1):
            kept.append((home, Placed(definition, level1, level2, None)))
        else:
            spare.append(((level1, level2), f"{definition.row.name}（{_sign(definition)}）"))
    if is_complete:
        return [row for _, row in kept], spare
    return _weighted(kept, classes), spare


def _sign(definition: Definition) -> str:
    return brief(definition).partition("　")[0] or "自定"


def _home(definition: Definition, classes: Mapping[str, Decimal]) -> tuple[str, str, str]:
    """The class whose points a definition shares, and its levels as the rule set has them."""
    row = definition.row
    level1, level2 = row.level1 or "产出指标", row.level2 or row.level1 or "数量指标"
    home = notation.class_key(level1)
    is_cost = home == "成本" or notation.class_key(level2) == "成本"
    if is_cost and "成本" in classes:
        inner = level2 if home == "成本" else "经济成本指标"
        return "成本", "成本指标", inner
    if home == "成本":
        return "产出", "产出指标", "成本指标"
    return (home if home in _HOMES else "产出"), level1, level2


def _weighted(kept: list[tuple[str, Placed]], classes: Mapping[str, Decimal]) -> list[Placed]:
    """Each class's points split among its rows in whole points; the first row has what is over.

    The points of a class that the library has no row of go to the first class that it has.
    """
    present = [home for home in classes if any(home == known for known, _ in kept)]
    if not present:
        return [row for _, row in kept]
    points = dict(classes)
    points[present[0]] += sum((points[home] for home in classes if home not in present), Decimal(0))
    rows: list[Placed] = []
    seen: set[str] = set()
    for home, row in kept:
        count = sum(home == known for known, _ in kept)
        share = points[home] // count or (points[home] / count)
        first = points[home] - share * (count - 1)
        rows.append(row._replace(weight=share if home in seen else first))
        seen.add(home)
    return rows


def _row_lines(row: Placed, year: int, *, is_missed: bool) -> Iterator[str]:
    definition = row.definition
    if definition.obtained:
        yield f"      # 取值：{definition.obtained}"
    if definition.mistakes:
        yield f"      #   易错：{definition.mistakes.replace(chr(10), '；')}"
    yield f"      {quoted(definition.row.name)}:"
    given = definition.row.initial_target
    if given is None:
        figures = example(definition, year, is_missed=is_missed)
        yield f"        年初指标值: {pad(quoted(figures.target), _WIDE)}# 示例"
        yield f"        实际完成值: {pad(quoted(figures.actual), _WIDE)}# 示例"
    else:
        actual = pad(quoted(reached(given)), _WIDE)
        yield f"        实际完成值: {actual}# 示例；指标值 {' '.join(given.split())} 已在指标库里"
    if row.weight is not None:
        yield f"        分值: {row.weight.normalize():f}"
    if is_missed:
        yield "        偏差原因: 一部分推迟到下年（示例）"
    if definition.row.evidence:
        proof = "、".join(definition.row.evidence)
        yield f"        佐证材料: {quoted(f'填写具体材料，如{proof}')}"


def example(definition: Definition, year: int, *, is_missed: bool = False) -> Figures:
    """Round figures that suit the sign and the unit of a definition; they mean nothing.

    >>> from scoring.source.definitions import shipped_library
    >>> example(shipped_library("training").library.definitions[0], 2023)
    Figures(target='≥20人', actual='20人')
    """
    row = definition.row
    sign, unit = row.operator or "≥", row.measure_unit or ""
    if sign == "定性":
        return Figures("比上年提高", "达成预期指标")
    if definition.direction == "越早越好" and not unit:
        return Figures(f"{year}年12月31日", f"{year}年11月30日")
    if unit in {"%", "‰"}:
        figures = {"≥": ("90", "92"), "=": ("100", "100")}.get(sign, ("5", "4"))
    elif sign == "≤":
        figures = ("80", "76.4") if unit == "万元" else ("100", "95")
    elif sign == "=":
        figures = ("0", "0") if definition.direction == "越低越好" else ("2", "2")
    else:
        figures = ("20", "19" if is_missed else "20")
    return Figures(f"{sign}{figures[0]}{unit}", f"{figures[1]}{unit}")


def _can_be_missed(row: Placed) -> bool:
    """A row that shows how points are lost: a count that may fall short."""
    own = row.definition.row
    return own.initial_target is None and own.operator == "≥" and own.measure_unit not in {"%", "‰"}


def reached(target: str) -> str:
    """An actual that just meets a target.

    >>> reached("≥90%"), reached("提高"), reached("2023年12月31日")
    ('90%', '达成预期指标', '2023年12月31日')
    """
    value = notation.parse(target)
    if isinstance(value, notation.Measure):
        return notation.show(value.quantity)
    if isinstance(value, notation.Interval):
        return notation.show(value.low)
    return target if isinstance(value, notation.Dates) else "达成预期指标"


def quoted(text: str) -> str:
    """A text as a YAML key or value: in quotes where it would not be read as itself.

    >>> quoted("培训人次"), quoted("a: b"), quoted("rules/a.yaml")
    ('培训人次', '"a: b"', 'rules/a.yaml')
    """
    if (
        text
        and all(
            character.isalnum() or character in _PLAIN or character in "≥≤、，；（）“”=%／ 年月日"
            for character in text
        )
        and text[:1] not in "-% "
        and not text.endswith(" ")
    ):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
