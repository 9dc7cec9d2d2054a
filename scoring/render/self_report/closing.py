"""Parts 六 and 七, what is attached, and who signs."""

from __future__ import annotations

from scoring.record import TYPE_CHECKING
from scoring.render.grid import Cell, Grid
from scoring.render.self_report import topics
from scoring.render.self_report.document import Gap, Paragraph, Table, heading, paragraph
from scoring.render.self_report.topics import text_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.model.scorecard import Scorecard
    from scoring.render.self_report.document import Block
    from scoring.render.self_report.topics import Texts

EVIDENCE_TITLE = "佐证材料清单"
_EVIDENCE = ("序号", "绩效指标", "实际完成值", "佐证材料")
_EVIDENCE_WIDTHS = (8, 32, 20, 40)


def use(texts: Texts) -> Iterator[Block]:
    """六、结果应用和公开情况."""
    yield heading(1, "六、结果应用和公开情况")
    yield from texts.paragraphs(topics.USE, "自评结果拟怎样应用，何时、在哪里公开")


def other(card: Scorecard, texts: Texts) -> Iterator[Block]:
    """七、其他: what has no part of its own."""
    yield heading(1, "七、其他")
    found = [*texts.named(topics.EXPERIENCE), *texts.named(topics.OTHER)]
    if not any(section.level1 == "成本指标" for section in card.sections):
        found += texts.named(topics.COST)
    if card.project.note:
        found += [paragraph(line) for line in text_lines(card.project.note)]
    yield from found or [paragraph(Gap("其他需要说明的问题；没有的写“无”"))]


def attached(form_title: str) -> Iterator[Block]:
    """The list of what is attached."""
    yield paragraph(f"附件：1. {form_title}")
    yield paragraph(f"　　　2. {EVIDENCE_TITLE}")


def signature(card: Scorecard) -> Iterator[Paragraph]:
    """The unit and the date."""
    unit = card.project.unit
    yield paragraph(unit or Gap("单位名称"))
    yield paragraph(Gap("报告日期"))


def evidence(card: Scorecard) -> Iterator[Block]:
    """The list of evidence, a row for each indicator that has any; then who has none."""
    rows = [tuple(Cell(text, role="label") for text in _EVIDENCE)]
    without = []
    for row in card.project.indicators:
        if row.evidence:
            listed = [f"（{at}）{text}" for at, text in enumerate(row.evidence, 1)]
            texts = row.evidence if len(row.evidence) == 1 else listed
            rows.append(
                (
                    Cell(str(len(rows)), role="number"),
                    Cell(row.name),
                    Cell(row.actual or "", align="center"),
                    Cell("\n".join(texts)),
                )
            )
        elif row.not_applicable is None:
            without.append(row.name)
    if len(rows) > 1:
        yield Table(Grid("", "", _EVIDENCE_WIDTHS, tuple(rows), repeated=1))
    if without and len(rows) > 1:
        yield paragraph(f"没有列出佐证材料的指标{len(without)}项：{'、'.join(without)}。",
                        Gap("这些指标的佐证材料"))  # fmt: skip
    elif len(rows) == 1:
        yield paragraph(Gap("各项指标的佐证材料"))
