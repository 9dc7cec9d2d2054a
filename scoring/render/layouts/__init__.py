"""The official forms: each module lays a scorecard out as a grid. Nothing here knows a format."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard
    from scoring.render.grid import Grid

FORMS: dict[str, str] = {
    "mof": "通用表（财预〔2020〕10号式样）",
    "shanxi": "山西表",
    "sichuan": "四川表",
    "hubei": "湖北表",
}
"""The ids of the forms and their names."""

_NOT_YET = ("sichuan", "hubei")


class UnknownFormError(ValueError):
    """No form has this id."""

    def __init__(self, form: str) -> None:
        self.form = form
        super().__init__(f"没有版式“{form}”；可用的版式：{'、'.join(FORMS)}。")

    def __reduce__(self) -> tuple[type[UnknownFormError], tuple[str]]:
        return type(self), (self.form,)


def lay_out(card: Scorecard, form: str | None = None) -> Grid:
    """The scorecard as the form of its rule set, or as the one asked for.

    Raises ``UnknownFormError`` when there is no such form.
    """
    form = form or card.rules.form
    if form not in FORMS:
        raise UnknownFormError(form)
    if form == "shanxi":
        from scoring.render.layouts import shanxi

        return shanxi.lay_out(card)
    from scoring.render.layouts import mof

    grid = mof.lay_out(card)
    if form in _NOT_YET:
        note = f"版式：通用表（{FORMS[form]}将在后续版本提供，内容与得分不受影响）。"
        grid = grid._replace(notes=(*grid.notes, note))
    return grid
