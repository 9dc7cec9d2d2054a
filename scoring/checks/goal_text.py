"""CX804: amounts and rates in the goal's running text, paired with indicators by name.

A pair is made only when the words directly before a number name the indicator and the kinds agree;
where several indicators could be meant, or the text speaks of another year, nothing is said.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from scoring import notation
from scoring.checks.filing import bare_name
from scoring.checks.judged_rows import judged_rows
from scoring.model.finding import Related
from scoring.notation import vocabulary
from scoring.notation.numbers import EXACT
from scoring.notation.running_text import mentions
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.checks.case import Case, Findings
    from scoring.checks.judged_rows import JudgedRow
    from scoring.notation import Quantity, Value
    from scoring.notation.running_text import Mention

GOAL = "/年度目标"
_TOLERANCE = Decimal(1000)
"""0.1 万元 in 元, for amounts written in 万元 or more."""
_LARGE = Decimal(10_000)
_SHORTEST = 2
_LONG_ENOUGH = 4
"""The shortest name of a rate that may be found at the end of a longer one."""


def goal_contradicts_target(case: Case) -> Findings:
    """CX804: the goal names another amount or rate than the indicator's target."""
    project = case.project
    if project.goal is None:
        return
    found = mentions(project.goal)
    if not found:
        return
    rows = [row for row in judged_rows(case) if isinstance(row.target, _NUMBERS)]
    pairs: dict[str, list[tuple[JudgedRow, Mention]]] = {}
    for mention in found:
        row = _named(mention, rows, project.year)
        if row is not None:
            pairs.setdefault(row.row.path, []).append((row, mention))
    for matched in pairs.values():
        if any(_agrees(row, mention) for row, mention in matched) or _may_be_parts(matched):
            continue
        row, mention = matched[0]
        yield case.found(
            "CX804",
            f"年度目标里“{mention.words}{mention.text}”，指标“{row.name}”的指标值却是"
            f" {row.score.target}",
            "核对哪一个是批复的数，把年度目标和指标值改成一致",
            GOAL,
            (Related(row.target_path, None, None, f"指标值 {row.score.target}"),),
        )


def _may_be_parts(matched: list[tuple[JudgedRow, Mention]]) -> bool:
    """Whether several numbers under longer names may be parts of one (消防设备费, 办公设备费)."""
    if len(matched) == 1:
        return False
    return not any(core(bare_name(row.name)) == core(mention.words) for row, mention in matched)


_NUMBERS = (notation.Measure, notation.Interval)


def _named(mention: Mention, rows: list[JudgedRow], year: int | None) -> JudgedRow | None:
    """The one indicator that the words before a number name, or nothing when unsure."""
    if any(named != year for named in mention.years[-1:]):
        return None
    quantity = mention.measure.quantity
    phrase = core(mention.words)
    if len(phrase) < _SHORTEST:
        return None
    found: list[tuple[int, JudgedRow]] = []
    for row in rows:
        if not _is_of_kind(quantity, _ends(row.target)[0]):
            continue
        length = _match(phrase, row.name, quantity)
        if length:
            found.append((length, row))
    if not found:
        return None
    best = max(length for length, _ in found)
    nearest = [row for length, row in found if length == best]
    return nearest[0] if len(nearest) == 1 else None


def _match(phrase: str, name: str, quantity: Quantity) -> int:
    """How much of the name the phrase repeats, in characters; 0 when it is another thing."""
    own = core(bare_name(name))
    if len(own) < _SHORTEST or own in vocabulary.words("running_text", "generic"):
        return 0
    per_unit = vocabulary.words("costs", "per_unit")
    if any((word in phrase) != (word in name) for word in per_unit):
        return 0
    if phrase == own:
        return len(own) + 1
    assert quantity.unit is not None
    kind = quantity.unit.kind
    if kind not in {"money", "share"}:
        return 0
    if phrase.endswith(own) and (kind == "money" or len(own) >= _LONG_ENOUGH):
        return len(own)
    if own.endswith(phrase) and phrase not in vocabulary.words("running_text", "generic"):
        return len(phrase) if kind == "money" or len(phrase) >= _LONG_ENOUGH else 0
    return 0


@lru_cache(maxsize=2048)
def core(text: str) -> str:
    """The words of a name that tell it from others, without 成本, 费, 率 and without 确保, 达到.

    >>> core("线路租赁成本"), core("使社保卡持卡人员满意率"), core("电费")
    ('线路租赁', '社保卡持卡人员满意', '电费')
    """
    rest = notation.fold(text)
    for words, start in (("leads", True), ("tails", False)):
        stripped = True
        while stripped:
            stripped = False
            for word in _longest_first(words):
                if len(rest) - len(word) < _SHORTEST:
                    continue
                if rest.startswith(word) if start else rest.endswith(word):
                    rest = rest[len(word) :] if start else rest[: -len(word)]
                    stripped = True
                    break
    return rest


@lru_cache(maxsize=2)
def _longest_first(key: str) -> tuple[str, ...]:
    return tuple(sorted(vocabulary.words("running_text", key), key=len, reverse=True))


def _ends(target: Value | None) -> tuple[Quantity, Quantity]:
    """The two ends of a target that is a number or a range."""
    if isinstance(target, notation.Interval):
        return target.low, target.high
    assert isinstance(target, notation.Measure)
    return target.quantity, target.quantity


def _is_of_kind(mentioned: Quantity, target: Quantity) -> bool:
    """Whether both are money, or shares, or counted by the same word, and per the same unit."""
    one, other = mentioned.unit, target.unit
    if one is None or other is None or one.group is None or one.group != other.group:
        return False
    if one.per != other.per:
        return False
    return one.kind != "count" or one.text.lstrip("万亿千百") == other.text.lstrip("万亿千百")


def _agrees(row: JudgedRow, mention: Mention) -> bool:
    """Whether the goal's number is the target, the initial or the adjusted one."""
    texts = (row.row.initial_target, row.row.adjusted_target)
    targets = [row.target, *(notation.parse(text) for text in texts if text is not None)]
    return any(
        _equals(mention.measure.quantity, target)
        for target in targets
        if isinstance(target, _NUMBERS)
    )


def _equals(mentioned: Quantity, target: Value) -> bool:
    low, high = _ends(target)
    number = notation.in_base(mentioned, low.unit)
    least, most = notation.in_base(low, mentioned.unit), notation.in_base(high, mentioned.unit)
    if least <= number <= most:
        return True
    nearest = low if number < least else high
    apart = abs(number - notation.in_base(nearest, mentioned.unit))
    unit = mentioned.unit
    assert unit is not None
    if unit.kind == "money":
        return unit.scale >= _LARGE and apart <= _TOLERANCE
    return _same_when_rounded(mentioned, nearest)


def _same_when_rounded(one: Quantity, other: Quantity) -> bool:
    """Whether the more exact of two numbers, rounded to the digits of the other, is the other."""
    if one.unit is None or other.unit is None or one.unit.scale != other.unit.scale:
        return False
    digits = max(_exponent(one.number), _exponent(other.number))
    step = Decimal(1).scaleb(digits)
    shorter = [side.number.quantize(step, ROUND_HALF_UP, EXACT) for side in (one, other)]
    return shorter[0] == shorter[1]


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0
