"""YM101 in plain Chinese: what the YAML parser stumbled over, and what to write instead.

The parser's own words name grammar, not the mistake; each is answered here by looking at the
characters around the place. Loaded only when a file cannot be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from scoring.model.codes import found
from scoring.source.reading import is_control
from scoring.source.refusals import remedy, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from scoring.model.finding import Finding

KEY_LIMIT = 1000
"""Characters after which the parser no longer takes a text for a key (1024 with its quotes)."""


class Spot(NamedTuple):
    """A place in the text: line and column from 0."""

    line: int
    column: int


class Trouble(NamedTuple):
    """What the parser said: where it began, where it stopped, and the lines of the text."""

    problem: str
    context: str
    start: Spot
    end: Spot
    lines: list[str]

    def line(self, spot: Spot) -> str:
        """The whole line a spot stands on."""
        return self.lines[spot.line] if spot.line < len(self.lines) else ""

    def rest(self, spot: Spot) -> str:
        """The line from a spot on."""
        return self.line(spot)[spot.column :]


class Answer(NamedTuple):
    """The explanation: what was found, how to mend it, where."""

    message: str
    help: str
    spot: Spot


def explain(error: Any, text: str, file: str | None = None) -> Finding:  # noqa: ANN401
    """The finding YM101 for an error of the YAML parser."""
    lines = _lines(text)
    mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    if mark is None and context_mark is None:
        answer = _unprintable(text, lines)
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


def _unprintable(text: str, lines: list[str]) -> Answer:
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


def _value_at(trouble: Trouble, spot: Spot) -> str:
    """The value that begins at a spot: to the end of the line, or to the comma or brace in braces."""
    rest = trouble.rest(spot).split(" #", 1)[0].strip()
    before = trouble.line(spot)[: spot.column]
    if before.count("{") > before.count("}") or before.count("[") > before.count("]"):
        for end in (", ", "}", "]", "，"):
            rest = rest.split(end, 1)[0]
        if "," in rest and not rest.replace(",", "")[-1:].isdigit():
            pieces = rest.split(",")
            if not pieces[1][:3].isdigit():
                rest = pieces[0]
    return rest.strip()


def _quoted(value: str) -> str:
    """The value in the quotes that fit it."""
    return f"'{value}'" if '"' in value or "\\" in value else f'"{value}"'


def _bound(trouble: Trouble, spot: Spot) -> Answer:
    """``>=90%``: the sign that YAML takes for the head of a text of several lines."""
    value = _value_at(trouble, spot)
    sign = value[:1]
    meaning = "多行文字的记号"
    message = f"这里写的是 {shown(value)}，YAML 把开头的 {sign} 当作{meaning}，读不下去。"
    if sign == ">" and value.strip(">=＝ \t"):
        return Answer(message, f"{remedy(value)}，或加引号写成 {_quoted(value)}。", spot)
    return Answer(
        message,
        f"加引号写成 {_quoted(value)}；真要写多行文字，{sign} 后面换行，文字写在下一行并缩进。",
        spot,
    )


def _block(trouble: Trouble) -> Answer:
    return _bound(trouble, trouble.start)


def _first_character(trouble: Trouble) -> Answer | None:
    """A character no value may begin with."""
    spot = trouble.end
    sign = trouble.rest(spot)[:1]
    if sign in {">", "|"}:
        return _bound(trouble, spot)
    if sign == "\t":
        return _tab(trouble)
    value = _value_at(trouble, spot)
    before = trouble.line(spot)[: spot.column].rstrip()
    if sign and before[-1:] in {"]", "}", '"', "'"}:
        return _leftover(trouble)
    if sign == "%":
        number = value.strip("% ")
        return Answer(
            f"这里写的是 {shown(value)}，值不能以 % 开头。",
            f"写成 {number}%，或加引号写成 {_quoted(value)}。"
            if number
            else f"加引号写成 {_quoted(value)}。",
            spot,
        )
    if sign:
        return Answer(
            f"这里写的是 {shown(value)}，值不能以 {sign} 开头。",
            f"加引号写成 {_quoted(value)}。",
            spot,
        )
    return None


def _tab(trouble: Trouble) -> Answer:
    spot = trouble.end
    column = trouble.line(spot).find("\t")
    return Answer(
        "这一行用制表符（Tab）缩进，YAML 只认空格。",
        "把行首的制表符改成空格，与同级的行对齐。",
        Spot(spot.line, max(column, 0)),
    )


def _reference(trouble: Trouble) -> Answer:
    """A bare ``*``, ``*★`` or ``&``."""
    spot = trouble.start
    value = _value_at(trouble, spot)
    sign = value[:1]
    word = "引用" if sign == "*" else "锚点"
    message = f"这里写的是 {shown(value)}，YAML 把开头的 {sign} 当作{word}的记号，读不下去。"
    blank = "没有值请留空或写 /；" if value == "*" else ""
    return Answer(message, f"{blank}要写文字请加引号写成 {_quoted(value)}。", spot)


def _colon(trouble: Trouble, number: int) -> Answer | None:
    """A line whose colon is full-width, or has no space after it."""
    line = trouble.lines[number] if number < len(trouble.lines) else ""
    if ": " in line or line.rstrip().endswith(":") or line.lstrip().startswith("#"):
        return None
    wide = line.find("：")
    narrow = line.find(":")
    if wide > 0 and (narrow < 0 or wide < narrow):
        name, value = line[:wide].strip(), line[wide + 1 :].strip()
        return Answer(
            f"{shown(name)}后面是全角冒号（：），YAML 只认半角冒号加空格。",
            f"写成 {shown(name)}: {shown(value)}（半角冒号，后面留一个空格）。",
            Spot(number, wide),
        )
    if narrow > 0:
        name, value = line[:narrow].strip(), line[narrow + 1 :].strip()
        return Answer(
            f"{shown(name)}的冒号后面没有空格，YAML 没有把它认作键。",
            f"写成 {shown(name)}: {shown(value)}（冒号后面留一个空格）。",
            Spot(number, narrow),
        )
    return None


def _previous(trouble: Trouble, number: int) -> int | None:
    """The line above that holds something."""
    for above in range(number - 1, -1, -1):
        if trouble.lines[above].strip() and not trouble.lines[above].lstrip().startswith("#"):
            return above
    return None


def _value_not_allowed(trouble: Trouble) -> Answer | None:
    """A colon where none may be: mostly the line above, or a second colon in the value."""
    spot = trouble.end
    line = trouble.line(spot)
    if spot.column > KEY_LIMIT:
        return _long_key(trouble)
    if line[: spot.column].count(": ") == 0 and (above := _previous(trouble, spot.line)) is not None:
        answer = _colon(trouble, above)
        if answer:
            return answer
        upper = trouble.lines[above]
        if ":" not in upper and "：" not in upper:
            return _no_colon(trouble._replace(start=Spot(above, _indent(upper))))
        if _indent(line) > _indent(upper):
            name = upper.split(":", 1)[0].strip().lstrip("- ")
            return Answer(
                f"这一行比上一行缩进更深，但上一行的{shown(name)}已经有值，下面不能再有下级。",
                f"与上一行对齐；如果它是{shown(name)}的下级，上一行冒号后面不要写值。",
                Spot(spot.line, _indent(line)),
            )
    name, _, value = line.strip().partition(": ")
    if value:
        return Answer(
            f"同一行里有第二个冒号加空格，YAML 不知道{shown(name)}的值到哪里为止。",
            f"值加引号写成 {shown(name)}: {_quoted(shown(value))}，或把后一项另起一行。",
            spot,
        )
    return None


def _long_key(trouble: Trouble) -> Answer:
    return Answer(
        "冒号左边的名称超过1024个字符，YAML 不把它认作键。",
        "缩短名称；长的说明写进备注。",
        Spot(trouble.end.line, 0),
    )


def _no_colon(trouble: Trouble) -> Answer:
    """A line that should be a key and a value, without the colon."""
    spot = trouble.start
    answer = _colon(trouble, spot.line)
    if answer:
        return answer
    text = trouble.rest(spot).strip()
    if len(text) > KEY_LIMIT:
        return _long_key(trouble)
    if text[:1] == "-" and text[1:2] != " ":
        return Answer(
            f"这一行 {shown(text)} 的短横后面没有空格，YAML 没有把它认作列表项。",
            f"列表项写成 - {text[1:]}（短横后面留一个空格）。",
            spot,
        )
    return Answer(
        f"这一行 {shown(text)} 没有冒号，不知道它是哪个字段的值。",
        "写成“名称: 值”；如果它接着上一行的文字，请比上一行多缩进两格。",
        spot,
    )


def _dash(trouble: Trouble) -> Answer:
    spot = trouble.end
    value = _value_at(trouble, spot)
    number = value[1:].strip()
    if not number:
        help_ = '没有值请留空或写 /；要写短横请加引号写成 "-"。'
    elif number[0].isdigit():
        help_ = f"负数写成 -{number}（减号后面没有空格）；要写列表，每一项另起一行。"
    else:
        help_ = f"要写文字请加引号写成 {_quoted(value)}；要写列表，每一项另起一行。"
    return Answer(
        f"这里写的是 {shown(value)}，YAML 把短横加空格当作列表的记号，它不能跟在冒号后面。",
        help_,
        spot,
    )


def _question(trouble: Trouble) -> Answer:
    value = _value_at(trouble, trouble.end)
    return Answer(
        f"这里写的是 {shown(value)}，值不能以问号加空格开头。",
        f"加引号写成 {_quoted(value)}。",
        trouble.end,
    )


def _open_quote(trouble: Trouble) -> Answer:
    spot = trouble.start
    sign = trouble.rest(spot)[:1] or '"'
    return Answer(
        f"从这里开始的引号 {sign} 没有结束的引号。",
        f"在值的末尾补一个 {sign}；如果引号是文字的一部分，请用中文引号“”。",
        spot,
    )


def _brackets(trouble: Trouble) -> Answer:
    """A brace or bracket never closed, or something wrong between its items."""
    begin, end = trouble.start, trouble.end
    opening = trouble.rest(begin)[:1] or "{"
    closing = "}" if opening == "{" else "]"
    name = "花括号" if opening == "{" else "方括号"
    sign = trouble.rest(end)[:1]
    rest = trouble.rest(begin)
    if opening == "[" and ")" in rest and "]" not in rest:
        value = rest[: rest.index(")") + 1]
        return Answer(
            f"这里写的是 {shown(value)}，YAML 把 [ 当作列表的开头，却没有结束的 ]。",
            f"半开的区间请加引号写成 {_quoted(value)}。",
            begin,
        )
    if not sign or (end.line > begin.line and closing not in rest):
        return Answer(
            f"从这里开始的{name} {opening} 没有结束的 {closing}（读到第{end.line + 1}行仍未结束）。",
            f"在这一组内容的末尾补上 {closing}。",
            begin,
        )
    half_open = trouble.line(end)[begin.column : end.column]
    if sign == "]" and opening == "{" and "(" in half_open:
        value = half_open[half_open.rindex("(") :] + "]"
        return Answer(
            f"这里的 {value} 中，] 被当作列表的结束，与前面的 {{ 不成对。",
            f"半开的区间请加引号写成 {_quoted(value)}。",
            Spot(end.line, end.column - len(value) + 1),
        )
    if sign in "]})" and sign != closing:
        return Answer(
            f"这里的 {sign} 与前面的 {opening} 不成对。",
            f"改成 {closing}；如果括号是文字的一部分，整个值加引号。",
            end,
        )
    if sign == ":":
        if end.column - begin.column > KEY_LIMIT:
            return _long_key(trouble)
        return Answer(
            f"{name}里这里多出一个冒号，前面可能少了一个逗号。",
            "两项之间用半角逗号加空格分开，如 {年初指标值: ≥90%, 分值: 10}；含冒号的值加引号。",
            end,
        )
    return Answer(
        f"{name}里这里应是逗号或 {closing}，却是 {shown(trouble.rest(end))}。",
        "两项之间用半角逗号加空格分开；含引号、括号、逗号的值整个加引号。",
        end,
    )


def _key_expected(trouble: Trouble) -> Answer | None:
    """After a value: leftovers behind a quote or bracket, or an indentation that fits nothing."""
    spot = trouble.end
    line = trouble.line(spot)
    hidden = line.find("\ufeff")
    if hidden >= 0:
        return Answer(
            "这一行里有一个看不见的字符（U+FEFF，文件开头的标记）。",
            "删去这一行重新录入；它多半是把几个文件拼在一起留下的。",
            Spot(spot.line, hidden),
        )
    before = line[: spot.column].rstrip()
    if not before:
        if trouble.rest(spot)[:1] == ":":
            return Answer(
                "这一行以冒号开头，缺少左边的名称。", "补上名称，或删去这一行的冒号。", spot
            )
        answer = _colon(trouble, spot.line)
        if line[spot.column : spot.column + 2] in {"- ", "-"}:
            return Answer(
                "这里的列表项（短横开头）与同级的“名称: 值”混在一起。",
                "列表的每一项比它的名称多缩进两格；同一级不能既有列表项又有名称。",
                spot,
            )
        if trouble.rest(spot)[:1] in set("]},"):
            return _leading_mark(trouble)
        if answer:
            return answer
        above = _indents_above(trouble, spot.line)
        if trouble.rest(trouble.start)[:2] == "- ":
            return Answer(
                "上面是列表项（短横开头），这里却是同一级的“名称: 值”。",
                "同一级要么都是列表项，要么都是名称；它属于上一项时，请缩进到短横之后。",
                spot,
            )
        if spot.column not in above:
            fits = "或".join(str(indent) for indent in sorted(above))
            return Answer(
                f"这一行缩进{spot.column}格，与上面各级都不对齐（上面的缩进是{fits}格）。",
                "与同级的行对齐，每深一级多两个空格。",
                spot,
            )
        return None
    if before[-1] in "'\"]}" or trouble.rest(spot)[:1] in set("]}"):
        return _leftover(trouble)
    return None


def _leftover(trouble: Trouble) -> Answer:
    """Something behind a closing quote or bracket."""
    spot = trouble.end
    last = trouble.line(spot)[: spot.column].rstrip()[-1:]
    left = shown(trouble.rest(spot))
    if last in {"'", '"'}:
        return Answer(
            f"结束的引号后面还有内容：{left}。",
            "把它放进引号里面；引号是文字的一部分时，用中文引号“”，或在单引号里写两个单引号。",
            spot,
        )
    return Answer(
        f"{last} 后面还有多余的内容：{left}。",
        "删去多余的内容；如果括号是值的一部分（如区间），整个值加引号。",
        spot,
    )


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _indents_above(trouble: Trouble, number: int) -> set[int]:
    """The indentations a line here may have: those of the open levels above it."""
    indents: set[int] = set()
    lowest: int | None = None
    for above in range(number - 1, -1, -1):
        line = trouble.lines[above]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = _indent(line)
        if lowest is None or indent < lowest:
            lowest = indent
            indents.add(indent)
        if not indent:
            break
    return indents


def _leading_mark(trouble: Trouble) -> Answer | None:
    """A value that begins with a comma or a closing bracket."""
    spot = trouble.end
    value = trouble.rest(spot).split(" #", 1)[0].strip()
    if not value or value[0] == "#":
        return _unclosed(trouble)
    return Answer(
        f"这里多出 {shown(value[0])}，不能从它开始一个值。",
        "删去多余的符号；要写成文字，整个值加引号。",
        spot,
    )


def _unclosed(trouble: Trouble) -> Answer | None:
    """The text, or a remark, begins while a brace or bracket is still open."""
    opened: list[Spot] = []
    for number, line in enumerate(trouble.lines[: trouble.end.line + 1]):
        for column, sign in enumerate(line if number < trouble.end.line else trouble.rest(Spot(number, 0))[: trouble.end.column]):
            if sign in "{[":
                opened.append(Spot(number, column))
            elif sign in "}]" and opened:
                opened.pop()
    if not opened:
        return None
    spot = opened[-1]
    sign = trouble.rest(spot)[0]
    closing = "}" if sign == "{" else "]"
    return Answer(
        f"从这里开始的 {sign} 到第{trouble.end.line + 1}行还没有结束的 {closing}。",
        f"补上 {closing}；空格加井号（ #）之后的内容是注释，不算在内。",
        spot,
    )


def _flow_colon(trouble: Trouble) -> Answer:
    """``{分值:, 得分: 1}``: in braces a sign right behind the colon hides it."""
    spot = trouble.end
    line = trouble.line(spot)
    start = max(line.rfind(sign, 0, spot.column) for sign in "{[,") + 1
    name = shown(line[start : spot.column].strip())
    return Answer(
        f"花括号里{name}的冒号后面没有空格，紧跟着 {line[spot.column + 1 : spot.column + 2]}。",
        f"写成 {name}: 值（冒号后面留一个空格）；没有值就把{name}整项删去。",
        spot,
    )


def _escape(trouble: Trouble) -> Answer:
    spot = trouble.end
    return Answer(
        f"双引号里的 {shown(trouble.rest(spot)[:6])} 不是可用的转义（反斜线有特别的意义）。",
        "改用单引号，或把反斜线写成两个：\\\\。",
        spot,
    )


def _directive(trouble: Trouble) -> Answer:
    return Answer(
        "这一行以 % 开头，YAML 把它当作给解析器的指令。",
        "删去这一行；如果 % 是文字的一部分，整个值加引号。",
        Spot(trouble.start.line, 0),
    )


def _after_end(trouble: Trouble) -> Answer:
    spot = trouble.end
    first = next((number for number, line in enumerate(trouble.lines) if line.strip()), 0)
    indent = _indent(trouble.lines[first])
    if indent and not spot.column:
        return Answer(
            f"这一行没有缩进，而文件的第一项（第{first + 1}行）缩进了{indent}格，同级的行要对齐。",
            "最外层的名称都从行首写起。",
            spot,
        )
    return Answer(
        f"内容到上面已经结束，这里又多出 {shown(trouble.rest(trouble.end) or '内容')}。",
        "删去多余的内容，或检查上面的括号和引号是否结束得太早。",
        trouble.end,
    )


def _tag(trouble: Trouble) -> Answer:
    value = _value_at(trouble, trouble.start)
    return Answer(
        f"这里写的是 {shown(value)}，YAML 把开头的 ! 当作类型标签，读不下去。",
        f"要写文字请加引号写成 {_quoted(value)}。",
        trouble.start,
    )


def _other(trouble: Trouble) -> Answer:
    """Anything else: the usual suspects first, then the parser's words beside ours."""
    spot = trouble.end
    if "tag" in trouble.context:
        return _tag(trouble)
    if "directive" in trouble.context:
        return _directive(trouble)
    line = trouble.line(spot)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _tab(trouble)
    for number in (spot.line, _previous(trouble, spot.line)):
        answer = None if number is None else _colon(trouble, number)
        if answer:
            return answer
    words = f"（解析器的原话：{trouble.problem}）" if trouble.problem else ""
    return Answer(
        f"这里不合 YAML 的写法，读不下去：{shown(line) or '（空行）'}{words}。",
        "检查这一行和上一行：冒号后有空格，引号和括号成对，同级的行左边对齐。",
        spot,
    )


_HANDLERS: dict[str, Callable[[Trouble], Answer | None]] = {
    "did not find expected comment or line break": _block,
    "found an indentation indicator equal to 0": _block,
    "found character that cannot start any token": _first_character,
    "did not find expected alphabetic or numeric character": _reference,
    "found a tab character that violates indentation": _tab,
    "found a tab character where an indentation space is expected": _tab,
    "mapping values are not allowed in this context": _value_not_allowed,
    "could not find expected ':'": _no_colon,
    "block sequence entries are not allowed in this context": _dash,
    "mapping keys are not allowed in this context": _question,
    "found unexpected end of stream": _open_quote,
    "found unexpected document indicator": _open_quote,
    "did not find expected ',' or '}'": _brackets,
    "did not find expected ',' or ']'": _brackets,
    "did not find expected key": _key_expected,
    "did not find expected '-' indicator": _key_expected,
    "did not find expected node content": _leading_mark,
    "found unexpected ':'": _flow_colon,
    "found unknown escape character": _escape,
    "did not find expected hexdecimal number": _escape,
    "found invalid Unicode character escape code": _escape,
    "did not find expected <document start>": _after_end,
    "could not find expected directive name": _directive,
    "found incompatible YAML document": _directive,
    "found duplicate %YAML directive": _directive,
    "undefined tag handle": _tag,
}
"""What each of the parser's words most likely means."""
