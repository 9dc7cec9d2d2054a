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
    "guangxi": "通用表，扣分单列一栏",
}
"""The ids of the forms and their names."""


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
    if form == "sichuan":
        from scoring.render.layouts import sichuan

        return sichuan.lay_out(card)
    if form == "hubei":
        from scoring.render.layouts import hubei

        return hubei.lay_out(card)
    from scoring.render.layouts import mof

    return mof.lay_out(card, has_deductions=form == "guangxi")
