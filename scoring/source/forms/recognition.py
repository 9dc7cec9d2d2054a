"""Which form it is, told by labels only that form prints, and the rules that go with it."""

from __future__ import annotations

from scoring.notation.vocabulary import tables
from scoring.record import TYPE_CHECKING
from scoring.source.events import Scalar
from scoring.source.forms.labels import spellings

if TYPE_CHECKING:
    from scoring.model.finding import Place
    from scoring.source.forms.draft import Draft

RULES = {"shanxi": "shanxi-2023", "sichuan": "sichuan-2023", "hubei": "hubei-2020"}
"""The rule set a layout is used with; the common form has no one set."""

NAMES = {"mof": "通用表", "shanxi": "山西表", "sichuan": "四川表", "hubei": "湖北表"}
FEWEST = 3
"""So many labels of its own make a form of a province."""


def layout_of(draft: Draft) -> str | None:
    """The layout most of whose own labels are printed; the common one when none is.

    None for rows that are no printed form at all.
    """
    seen: set[str] = set()
    for label in draft.labels:
        seen.update(spellings(label))
    titles = "".join(title.text for title in draft.titles)
    best, most = None, FEWEST - 1
    for layout, text in tables()["forms.layouts"].items():
        if layout == "hubei" and "weight" in draft.columns:
            continue  # that form has no column for weights
        words = text.split()
        count = sum(word in seen for word in words)
        count += sum(word in titles for word in words)
        if count > most:
            best, most = layout, count
    if best is None and (draft.blocks & {"funds"} or draft.values.get("name") is not None):
        return "mof"
    return best


def assume_rules(draft: Draft, layout: str | None) -> None:
    """The rules of the layout where the form names none, and a note that says so."""
    rules = RULES.get(layout or "")
    if rules is None or "rules" in draft.values or layout is None:
        return
    place = draft.titles[0].mark if draft.titles else None
    draft.values["rules"] = Scalar(rules, place, plain=False)
    cell: Place | None = place  # type: ignore[assignment]
    draft.note(
        f"按{NAMES[layout]}读取，评分规则取为 {rules}。",
        "用的是别的规则，就用 --rules 指定，或在项目文件里改写“评分规则”。",
        cell,
        "/评分规则",
    )
