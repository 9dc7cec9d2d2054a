"""The values of one row as a form prints them, put under the fields of a project file.

Forms put several things into one cell: both targets, the points taken off with their reason, the
weight behind the name. Here they are taken apart; nothing is judged.
"""

from __future__ import annotations

from scoring.notation.folding import fold
from scoring.record import TYPE_CHECKING
from scoring.source.forms.labels import bare, without_breaks, word_set
from scoring.source.reading import is_placeholder, quantity

if TYPE_CHECKING:
    from scoring.source.events import Scalar
    from scoring.source.forms.draft import Draft

_ADJUSTED = "（调整后："
_INITIAL = "（年初："
_TAKEN_OFF = "扣分原因"


def settle(draft: Draft, values: dict[str, Scalar], columns: frozenset[str]) -> None:
    """Take apart what a form prints together, in place."""
    _weight_in_name(values, columns)
    _targets(values)
    _weight(draft, values)
    _score(values)
    explain(values)
    for field in ("weight", "claimed_score", "deduction", "review_score"):
        value = values.get(field)
        if value is not None and is_placeholder(value.text):
            del values[field]
    for field in ("operator", "measure_unit"):
        value = values.get(field)
        if value is not None and bare(value.text).strip("/-—") == "":
            del values[field]


def _weight_in_name(values: dict[str, Scalar], columns: frozenset[str]) -> None:
    """培训人次（20分） on a form without a column for weights."""
    name = values.get("name")
    if name is None or "weight" in columns or "weight" in values:
        return
    text = name.text.rstrip()
    start = max(text.rfind("（"), text.rfind("("))
    if start <= 0 or text[-1] not in "）)":
        return
    inside = fold(text[start + 1 : -1]).replace(" ", "").removeprefix("权重").lstrip(":")
    number = inside.removesuffix("分")
    if number != inside and number.replace(".", "", 1).isdigit() and number.isascii():
        values["name"] = name._replace(text=text[:start].rstrip())
        values["weight"] = name._replace(text=number)


def _targets(values: dict[str, Scalar]) -> None:
    """A second line in the cell of the target: （调整后：X） or （年初：X）."""
    whole = values.get("initial_target")
    if whole is None or "adjusted_target" in values:
        return
    for sign in (_ADJUSTED, _INITIAL):
        at = whole.text.rfind(sign)
        if at < 0 or not whole.text.rstrip().endswith("）"):
            continue
        counting = whole._replace(text=whole.text[:at].strip())
        other = whole._replace(text=whole.text.rstrip()[at + len(sign) : -1].strip())
        if not counting.text or not other.text:
            return
        initial, adjusted = (counting, other) if sign is _ADJUSTED else (other, counting)
        values["initial_target"], values["adjusted_target"] = initial, adjusted
        _whole_targets(values, adjusted_counts=sign is _INITIAL)
        return


def _whole_targets(values: dict[str, Scalar], *, adjusted_counts: bool) -> None:
    """指标性质 and 计量单位 belong to the target that counts; the other one is whole already."""
    from scoring.notation import combine

    operator, unit = values.pop("operator", None), values.pop("measure_unit", None)
    if operator is None and unit is None:
        return
    field = "adjusted_target" if adjusted_counts else "initial_target"
    sign = None if operator is None else operator.text
    together = combine(sign, values[field].text, None if unit is None else unit.text)
    values[field] = values[field]._replace(text=together or values[field].text)


def _weight(draft: Draft, values: dict[str, Scalar]) -> None:
    """A weight printed as a share, 10%, is 10 points."""
    weight = values.get("weight")
    if weight is None:
        return
    text = fold(weight.text).rstrip()
    number = text.removesuffix("%")
    if number != text and quantity(number) is not None:
        values["weight"] = weight._replace(text=number)
        draft.note(
            f"分值写的是{weight.text}，读作{number}分。",
            "核对分值；表上最好写成分数。",
            weight.mark,  # type: ignore[arg-type]
        )


def _score(values: dict[str, Scalar]) -> None:
    """无法评判 claims no points; 不适用 says that the row takes no part."""
    score = values.get("claimed_score")
    if score is None:
        return
    half = bare(score.text)
    if any(half.startswith(word) for word in word_set("forms", "unjudged")):
        del values["claimed_score"]
    elif half in word_set("forms", "not_applicable"):
        del values["claimed_score"]
        values.setdefault("not_applicable", score)


def explain(values: dict[str, Scalar]) -> None:
    """不适用：reason and 扣2分：reason in the column of explanations, to fields of their own."""
    whole = values.get("explanation")
    if whole is None:
        return
    rest: list[str] = []
    for line in whole.text.split("\n"):
        label, colon, reason = line.partition("：")
        head = bare(label)
        points = head.removeprefix("扣").removesuffix("分")
        # A row with points takes part, whatever its explanation begins with.
        if colon and head in word_set("forms", "not_applicable") and "claimed_score" not in values:
            values["not_applicable"] = whole._replace(text=reason.strip())
        elif (
            colon
            and head == f"扣{points}分"
            and points.replace(".", "", 1).isdigit()
            and "deduction" not in values
        ):
            values["deduction"] = whole._replace(text=points)
            _reason(values, whole, reason)
        elif colon and head == _TAKEN_OFF and "deduction" in values:
            _reason(values, whole, reason)
        else:
            rest.append(line)
    left = "\n".join(rest).strip()
    if left:
        values["explanation"] = whole._replace(text=left)
    else:
        del values["explanation"]


def _reason(values: dict[str, Scalar], whole: Scalar, reason: str) -> None:
    if without_breaks(reason).strip() not in word_set("forms", "no_reason"):
        values.setdefault("deduction_reason", whole._replace(text=reason.strip()))
