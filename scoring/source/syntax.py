"""YM101 in plain Chinese: what the YAML parser stumbled over, and what to write instead.

The parser's own words name grammar, not the mistake; each is answered by looking at the
characters around the place. Loaded only when a file cannot be read.
"""

from __future__ import annotations

from scoring.model.codes import found
from scoring.record import TYPE_CHECKING
from scoring.source import broken_structure as structure
from scoring.source import broken_values as values
from scoring.source.reading import is_control
from scoring.source.refusals import shown
from scoring.source.trouble import (
    Answer,
    Spot,
    Trouble,
    colon_answer,
    directive,
    line_above,
    tab,
    tag,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from scoring.model.finding import Finding


def explain(error: Any, text: str, file: str | None = None) -> Finding:  # noqa: ANN401
    """The finding YM101 for an error of the YAML parser."""
    lines = _lines(text)
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    if mark is None and context_mark is None:
        answer = _unprintable(lines)
    else:
        end = _spot(mark or context_mark, lines)
        start = _spot(context_mark, lines) if context_mark is not None else end
        problem = getattr(error, "problem", None) or ""
        trouble = Trouble(problem, getattr(error, "context", None) or "", start, end, lines)
        answer = _HANDLERS.get(problem, _other)(trouble) or _other(trouble)
    finding = found("YM101", answer.message, answer.help)
    return finding._replace(file=file, line=answer.spot.line + 1, column=answer.spot.column + 1)


def _lines(text: str) -> list[str]:
    """The lines as the parser counts them."""
    for ending in ("\r\n", "\r", "\x85", "\u2028", "\u2029"):
        text = text.replace(ending, "\n")
    return text.split("\n")


def _spot(mark: Any, lines: list[str]) -> Spot:  # noqa: ANN401
    """The place of a mark; past the end means the end of the last line with something on it."""
    line = mark.line
    if line < len(lines) and (lines[line] or line < len(lines) - 1):
        return Spot(line, mark.column)
    line = min(line, len(lines) - 1)
    while line and not lines[line].strip():
        line -= 1
    return Spot(line, len(lines[line]))


def _unprintable(lines: list[str]) -> Answer:
    """A character no YAML text may hold."""
    for number, line in enumerate(lines):
        for column, character in enumerate(line):
            if is_control(character):
                return Answer(
                    f"这里有一个不能显示的控制字符（U+{ord(character):04X}）。",
                    "删去这个字符；如果整个文件都打不开，它可能不是文本文件，"
                    "请用编辑器另存为 UTF-8 编码。",
                    Spot(number, column),
                )
    return Answer("文件里有不能读的字符。", "用编辑器打开后另存为 UTF-8 编码。", Spot(0, 0))


def _other(trouble: Trouble) -> Answer:
    """Anything else: the usual suspects first, then the parser's words beside ours."""
    spot = trouble.end
    if "tag" in trouble.context:
        return tag(trouble)
    if "directive" in trouble.context:
        return directive(trouble)
    line = trouble.line(spot)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return tab(trouble)
    for number in (spot.line, line_above(trouble, spot.line)):
        answer = None if number is None else colon_answer(trouble, number)
        if answer:
            return answer
    words = f"（解析器的原话：{trouble.problem}）" if trouble.problem else ""
    return Answer(
        f"这里不合 YAML 的写法，读不下去：{shown(line) or '（空行）'}{words}。",
        "检查这一行和上一行：冒号后有空格，引号和括号成对，同级的行左边对齐。",
        spot,
    )


_HANDLERS: dict[str, Callable[[Trouble], Answer | None]] = {
    "did not find expected comment or line break": values.block_head,
    "found an indentation indicator equal to 0": values.block_head,
    "found character that cannot start any token": values.first_character,
    "did not find expected alphabetic or numeric character": values.reference,
    "found a tab character that violates indentation": tab,
    "found a tab character where an indentation space is expected": tab,
    "mapping values are not allowed in this context": structure.value_not_allowed,
    "could not find expected ':'": structure.no_colon,
    "block sequence entries are not allowed in this context": values.dash,
    "mapping keys are not allowed in this context": values.question,
    "found unexpected end of stream": values.open_quote,
    "found unexpected document indicator": values.open_quote,
    "did not find expected ',' or '}'": structure.brackets,
    "did not find expected ',' or ']'": structure.brackets,
    "did not find expected key": structure.key_expected,
    "did not find expected '-' indicator": structure.key_expected,
    "did not find expected node content": structure.leading_mark,
    "found unexpected ':'": structure.flow_colon,
    "found unknown escape character": values.escape,
    "did not find expected hexdecimal number": values.escape,
    "found invalid Unicode character escape code": values.escape,
    "did not find expected <document start>": structure.after_end,
    "could not find expected directive name": directive,
    "found incompatible YAML document": directive,
    "found duplicate %YAML directive": directive,
    "undefined tag handle": tag,
}
"""What each of the parser's words most likely means."""
