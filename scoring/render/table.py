"""The whole answer in the terminal: the form, what came out, what was found, where to read on."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.layouts import lay_out
from scoring.render.outcome import counts, outcome, weights_line
from scoring.render.problems import describe
from scoring.render.terminal import clamp, draw
from scoring.render.width import visible, wrap

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard

COLUMNS = 120
"""The width where there is no terminal to ask."""


def write(
    card: Scorecard,
    form: str | None = None,
    columns: int = COLUMNS,
    source: str | None = None,
) -> str:
    """The scorecard as text.

    Args:
        card: the scorecard.
        form: the id of a form; by default the rule set's.
        columns: width of the terminal, 80 to 160.
        source: the text of the project file, to show the lines findings stand in.
    """
    columns = clamp(columns)
    lines = [draw(lay_out(card, form), columns)]
    for text in (*outcome(card), weights_line(card)):
        lines += [line + "\n" for line in wrap(visible(text), columns)]
    file = card.project.file
    if card.findings:
        lines.append("\n")
        lines.append(f"发现的问题：{counts(card.findings)}\n")
        lines += [line + "\n" for line in describe(card.findings, columns, source, file)]
    lines.append("\n")
    name = "FILE" if file is None else file
    for more in (f"全部检查：score check {name}", f"每一分的来历：score explain {name}"):
        lines.append(f"{visible(more)}\n")
    return "".join(lines)
