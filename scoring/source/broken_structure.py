"""Answers about what stands where: colons, brackets, indentation, things behind the end."""

from __future__ import annotations

from scoring.source.refusals import shown
from scoring.source.trouble import (
    KEY_LIMIT,
    Answer,
    Spot,
    Trouble,
    colon_answer,
    in_quotes,
    indent_of,
    leftover,
    line_above,
    long_key,
)


def value_not_allowed(trouble: Trouble) -> Answer | None:
    """A colon where none may be: mostly the line above, or a second colon in the value."""
    spot = trouble.end
    line = trouble.line(spot)
    if spot.column > KEY_LIMIT:
        return long_key(trouble)
    if (
        line[: spot.column].count(": ") == 0
        and (above := line_above(trouble, spot.line)) is not None
    ):
        answer = colon_answer(trouble, above)
        if answer:
            return answer
        upper = trouble.lines[above]
        if ":" not in upper and "：" not in upper:
            return no_colon(trouble._replace(start=Spot(above, indent_of(upper))))
        if indent_of(line) > indent_of(upper):
            name = upper.split(":", 1)[0].strip().lstrip("- ")
            return Answer(
                f"这一行比上一行缩进更深，但上一行的{shown(name)}已经有值，下面不能再有下级。",
                f"与上一行对齐；如果它是{shown(name)}的下级，上一行冒号后面不要写值。",
                Spot(spot.line, indent_of(line)),
            )
    name, _, value = line.strip().partition(": ")
    if value:
        return Answer(
            f"同一行里有第二个冒号加空格，YAML 不知道{shown(name)}的值到哪里为止。",
            f"值加引号写成 {shown(name)}: {in_quotes(shown(value))}，或把后一项另起一行。",
            spot,
        )
    return None


def no_colon(trouble: Trouble) -> Answer:
    """A line that should be a key and a value, without the colon."""
    spot = trouble.start
    answer = colon_answer(trouble, spot.line)
    if answer:
        return answer
    text = trouble.rest(spot).strip()
    if len(text) > KEY_LIMIT:
        return long_key(trouble)
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


def brackets(trouble: Trouble) -> Answer:
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
            f"半开的区间请加引号写成 {in_quotes(value)}。",
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
            f"半开的区间请加引号写成 {in_quotes(value)}。",
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
            return long_key(trouble)
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


def _misplaced(trouble: Trouble) -> Answer | None:
    """A line that begins where nothing of its kind can begin."""
    spot = trouble.end
    line = trouble.line(spot)
    if trouble.rest(spot)[:1] == ":":
        return Answer("这一行以冒号开头，缺少左边的名称。", "补上名称，或删去这一行的冒号。", spot)
    answer = colon_answer(trouble, spot.line)
    if line[spot.column : spot.column + 2] in {"- ", "-"}:
        return Answer(
            "这里的列表项（短横开头）与同级的“名称: 值”混在一起。",
            "列表的每一项比它的名称多缩进两格；同一级不能既有列表项又有名称。",
            spot,
        )
    if trouble.rest(spot)[:1] in set("]},"):
        return leading_mark(trouble)
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


def key_expected(trouble: Trouble) -> Answer | None:
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
        return _misplaced(trouble)
    if before[-1] in "'\"]}" or trouble.rest(spot)[:1] in set("]}"):
        return leftover(trouble)
    return None


def _indents_above(trouble: Trouble, number: int) -> set[int]:
    """The indentations a line here may have: those of the open levels above it."""
    indents: set[int] = set()
    lowest: int | None = None
    for above in range(number - 1, -1, -1):
        line = trouble.lines[above]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = indent_of(line)
        if lowest is None or indent < lowest:
            lowest = indent
            indents.add(indent)
        if not indent:
            break
    return indents


def leading_mark(trouble: Trouble) -> Answer | None:
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
        for column, sign in enumerate(
            line
            if number < trouble.end.line
            else trouble.rest(Spot(number, 0))[: trouble.end.column]
        ):
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


def flow_colon(trouble: Trouble) -> Answer:
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


def after_end(trouble: Trouble) -> Answer:
    """Something behind the end of the content."""
    spot = trouble.end
    first = next((number for number, line in enumerate(trouble.lines) if line.strip()), 0)
    indent = indent_of(trouble.lines[first])
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
