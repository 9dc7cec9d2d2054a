"""The calculation sheet as text, Markdown and JSON: numbered steps, each with its rule and source."""

from __future__ import annotations

from scoring.model.calculation import plain
from scoring.record import TYPE_CHECKING
from scoring.render.outcome import outcome
from scoring.render.width import hanging, visible, width

if TYPE_CHECKING:
    from scoring.analysis.explain import Part, Sheet
    from scoring.model.calculation import Step

SCHEMA = "jixiao.explanation/1"

_ARITHMETIC = frozenset("+×÷－")
_INDENT = "      "


def text(sheet: Sheet, columns: int) -> str:
    """The sheet for the terminal, no line wider than so many columns."""
    card = sheet.card
    lines = [f"{card.project.name or '（未填项目名称）'}　计算表", *_rules(sheet), ""]
    for number, part in enumerate(sheet.parts, 1):
        lines += _heading(number, part, columns)
        for place, step in enumerate(part.steps, 1):
            lines.append(f"  {number}.{place} {equation(step)}")
            basis = _basis(step)
            if basis:
                lines.append(f"{_INDENT}依据 {basis}")
        lines.append("")
    lines += outcome(card)[:1]
    return "".join(f"{line}\n" for given in lines for line in hanging(given, columns))


def _heading(number: int, part: Part, columns: int) -> list[str]:
    """Title and facts in one line, or in two where they are too long."""
    title, facts = f"{number}　{part.title}", _facts(part)
    if width(visible(title + facts)) + 2 <= columns:
        return [f"{title}　{facts}"]
    return [title, _INDENT + facts]


def _rules(sheet: Sheet) -> list[str]:
    rules = sheet.card.rules
    return [f"评分规则 {rules.id}（{rules.title}，版本 {rules.version}）"]


def _facts(part: Part) -> str:
    facts = []
    if part.weight is not None:
        facts.append(f"分值 {plain(part.weight)}")
    if part.method is not None:
        facts.append(part.method)
    if part.status:
        facts.append(part.status)
    facts.append(f"得分 {part.result}" if part.status else part.result)
    return "　".join(facts)


def equation(step: Step) -> str:
    """A step in one line.

    >>> from scoring.model.calculation import Step
    >>> equation(Step("得分", "10 × 82.731 ÷ 83", "9.97", "", ""))
    '得分：10 × 82.731 ÷ 83 = 9.97'
    """
    is_sum = _ARITHMETIC & set(step.expression)
    is_number = step.expression[:1].isdecimal() and step.result[:1].isdecimal()
    sign = "=" if is_sum or is_number else "→"
    return f"{step.label}：{step.expression} {sign} {step.result}"


def _basis(step: Step) -> str:
    rule = f"规则 {step.rule}" if step.rule else ""
    return "，".join(part for part in (rule, step.source) if part)


def markdown(sheet: Sheet) -> str:
    """The sheet as Markdown: a section a part, a row a step."""
    from scoring.render.markdown import escape

    card = sheet.card
    parts = [f"# {escape(card.project.name or '（未填项目名称）')}　计算表\n\n"]
    parts += [f"{escape(line)}\n" for line in _rules(sheet)]
    for number, part in enumerate(sheet.parts, 1):
        parts.append(f"\n## {number} {escape(part.title)}\n\n{escape(_facts(part))}\n\n")
        parts.append(
            "| 步 | 内容 | 算式 | 结果 | 规则 | 依据 |\n| --- | --- | --- | --- | --- | --- |\n"
        )
        for place, step in enumerate(part.steps, 1):
            cells = " | ".join(escape(cell) for cell in step)
            parts.append(f"| {number}.{place} | {cells} |\n")
    parts.append(f"\n{escape(outcome(card)[0])}\n")
    return "".join(parts)


def document(sheet: Sheet) -> dict[str, object]:
    """The sheet as a JSON document."""
    card = sheet.card
    return {
        "schema": SCHEMA,
        "project": {"name": card.project.name, "year": card.project.year},
        "rules": {"id": card.rules.id, "version": card.rules.version},
        "parts": [
            {**part._asdict(), "steps": [step._asdict() for step in part.steps]}
            for part in sheet.parts
        ],
    }


def write(sheet: Sheet, format: str, columns: int) -> bytes:  # noqa: A002 - the option's word
    """The sheet in one of the formats of ``scoring.render.FORMATS``."""
    from scoring.render import encoded

    if format == "json":
        from scoring.model.document import json_text

        return encoded(json_text(document(sheet)) + "\n")
    if format == "markdown":
        return encoded(markdown(sheet))
    return encoded(text(sheet, columns))
