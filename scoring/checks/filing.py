"""What names and classes say (TG456 to TG458): limits hidden in names, misfiled and doubled rows.

The words are in the vocabulary. The checks are conservative: a name is only ever read from its end.
"""

from __future__ import annotations

from functools import lru_cache

from scoring import notation
from scoring.checks.case import Check
from scoring.checks.judged_rows import in_one_unit, judged_rows, plain_quantity
from scoring.model.finding import Related
from scoring.notation import vocabulary
from scoring.notation.running_text import mentions
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.checks.case import Case, Findings
    from scoring.checks.judged_rows import JudgedRow

_DIGITS = frozenset("0123456789")
_SHORTEST_NAME = 2
_OF_DAYS = ("月", "日", "季", "底", "前", ".", "-", "/")
"""Signs of a real deadline; 全年 or 2023年 may as well say how long."""

KINDS: dict[str, tuple[str, str]] = {
    "satisfaction": ("满意度", "满意度指标"),
    "timeliness": ("及时率", "时效指标"),
    "quality": ("合格率一类的比率", "质量指标"),
    "progress": ("支付率、完成率一类的比率", "时效指标（支付、执行进度）或质量指标"),
    "money": ("成本或金额", "成本指标（已由执行率计分的，不再列为指标）"),
    "date": ("日期", "时效指标"),
}
"""The kinds of indicators: how each is called, and where it belongs."""


def operator_in_name(case: Case) -> Findings:
    """TG456: what is to be reached is written into the name."""
    for row in judged_rows(case):
        hidden = hidden_limit(row)
        if hidden is None:
            continue
        yield case.found(
            "TG456",
            f"指标名称“{row.name}”里写了“{hidden}”，这是指标值，不是名称",
            f"名称只写考核什么，“{hidden}”移到指标值里",
            row.row.path,
        )


def hidden_limit(row: JudgedRow) -> str | None:
    """The limit that a name holds, as written in it, or nothing.

    A number that only says which things are meant (65岁以上老人, 孕产妇7天访视) is no limit: it
    counts when it ends the name, or is the row's own target, or is all there is.
    """
    name = bare_name(row.name)
    if _DIGITS.isdisjoint(name):
        return None
    at_end = _limit_at_end(name)
    if at_end is not None:
        return at_end
    return _own_target(name, row) or (name if _is_value(name) else None)


def _own_target(name: str, row: JudgedRow) -> str | None:
    """The row's own target, as its name repeats it (每年财政补助1000万元)."""
    target = plain_quantity(row.target)
    if target is None or target.unit is None or target.unit.kind in {None, "age"}:
        return None
    for mention in mentions(name):
        quantity = mention.measure.quantity
        pair = in_one_unit(quantity, target)
        if pair is None or pair[0] != pair[1] or quantity.unit is None:
            continue
        if quantity.unit.text == target.unit.text or quantity.unit.kind in {"money", "share"}:
            return mention.text
    return None


def _is_value(name: str) -> bool:
    """Whether the whole name is a date or a number (2023年, 100万), and names nothing at all."""
    value = notation.parse(name)
    if isinstance(value, notation.Dates):
        return True
    quantity = plain_quantity(value)
    if quantity is None or name[0] not in _DIGITS:
        return False
    return quantity.unit is None or bool(notation.find_unit(quantity.unit.text, known_only=True))


def _limit_at_end(name: str) -> str | None:
    """完成率≥95%, 支付完成率100%: an operator and a number, or a rate and a share, end the name."""
    for sign in vocabulary.words("names", "limits"):
        start = name.rfind(sign)
        if start >= _SHORTEST_NAME and isinstance(notation.parse(name[start:]), notation.Measure):
            return name[start:]
    bare = name.rstrip("0123456789.%")
    share = name[len(bare) :]
    is_rate = bare.endswith(vocabulary.words("names", "shares"))
    if share.endswith("%") and is_rate and isinstance(notation.parse(share), notation.Measure):
        return share
    return None


@lru_cache(maxsize=2048)
def bare_name(name: str) -> str:
    """The name without what only numbers it (指标1：, 1.) and without marks around it.

    >>> bare_name("指标1：年度资金支付完成率100%"), bare_name("★补助鱼塘面积")
    ('年度资金支付完成率100%', '补助鱼塘面积')
    """
    folded = notation.fold(name).strip("★☆*。.;,")
    if folded.startswith("指标"):
        rest = folded[2:].lstrip("0123456789")
        if len(rest) < len(folded) - 2 and rest[:1] in (":", ".", "、"):
            return rest[1:]
    rest = folded.lstrip("0123456789")
    if rest != folded and rest[:1] in ("、", ".", ")") and rest[1:2] not in _DIGITS:
        return rest[1:]
    return folded


def misfiled(case: Case) -> Findings:
    """TG457: an indicator of one kind in a class of another."""
    for row in judged_rows(case):
        kind = misfiled_kind(row)
        if kind is None:
            continue
        what, home = KINDS[kind]
        place = row.row.level2 or row.row.level1
        yield case.found(
            "TG457",
            f"“{row.name}”是{what}，却列在“{place}”下",
            f"移到{home}下",
            row.row.path,
        )


def misfiled_kind(row: JudgedRow) -> str | None:
    """The kind of an indicator that does not belong to its class, or nothing."""
    classes = (row.row.level1 or "") + (row.row.level2 or "")
    place = "服务对象满意度" if "满意" in classes else row.level2
    kind = _kind(row, place)
    if kind is None or place not in vocabulary.words("filing.not_under", kind):
        return None
    return kind


def _kind(row: JudgedRow, place: str) -> str | None:
    """What the target and the end of the name say an indicator is."""
    if isinstance(row.target, notation.Dates):
        text = notation.fold(row.score.target or "")
        return "date" if any(sign in text for sign in _OF_DAYS) else None
    name = bare_name(row.name)
    start = name.find("(")
    if start > 0:
        name = name[:start]
    if place == "生态效益" and "成本" in name and "生态" not in name and "环境" not in name:
        return "money"
    quantity = plain_quantity(row.target)
    unit = quantity.unit if quantity is not None else None
    kind = unit.kind if unit is not None else None
    of_costs = "成本" in name and place in vocabulary.words("costs", "classes")
    if quantity is not None and kind in {None, "share"} and not of_costs:
        for key in ("satisfaction", "timeliness", "quality", "progress"):
            if name.endswith(vocabulary.words("filing.endings", key)):
                return key
    if name.endswith(vocabulary.words("filing.endings", "money")):
        is_bare = quantity is not None and unit is None
        surely = vocabulary.words("filing", "surely_money")
        is_money = kind == "money" or (is_bare and name.endswith(surely))
        is_cost = "成本" in name and isinstance(row.target, notation.Words)
        return "money" if is_money or is_cost else None
    return None


def duplicate_indicator(case: Case) -> Findings:
    """TG458: the same indicator twice, in one class or in two."""
    seen: dict[str, JudgedRow] = {}
    for row in judged_rows(case):
        name = bare_name(row.name)
        if len(name) < _SHORTEST_NAME or name.strip("0123456789.、") in {"指标", "三级指标", "…"}:
            continue  # a line of the empty form: CP204
        first = seen.setdefault(name, row)
        if first is row or _measures_other(first, row):
            continue
        same = (first.row.level1, first.row.level2) == (row.row.level1, row.row.level2)
        where = "同一类别" if same else f"“{first.row.level2 or first.row.level1 or '另一处'}”"
        yield case.found(
            "TG458",
            f"“{row.name}”与{where}里的指标重名，同一件事算了两次分",
            "删去一处，把分值并到另一处；若不是一回事，名称里写明区别",
            row.row.path,
            (Related(first.row.path, None, None, f"先出现的“{first.name}”"),),
        )


def _measures_other(one: JudgedRow, other: JudgedRow) -> bool:
    """Whether two rows of one name count different things (培训 3期, 培训 1200人次)."""
    units = [
        quantity.unit
        for quantity in (plain_quantity(one.target), plain_quantity(other.target))
        if quantity is not None and quantity.unit is not None
    ]
    return len({unit.text for unit in units}) > 1


FILING_CHECKS: tuple[Check, ...] = (
    Check("TG456", operator_in_name),
    Check("TG457", misfiled),
    Check("TG458", duplicate_indicator),
)
