"""Answers about a value that cannot begin, or end, as it does: ``>=90%``, a bare ``*``, a quote."""

from __future__ import annotations

from scoring.source.refusals import remedy, shown
from scoring.source.trouble import Answer, Spot, Trouble, in_quotes, leftover, tab, value_at


def bound(trouble: Trouble, spot: Spot) -> Answer:
    """``>=90%``: the sign that YAML takes for the head of a text of several lines."""
    value = value_at(trouble, spot)
    sign = value[:1]
    meaning = "多行文字的记号"
    message = f"这里写的是 {shown(value)}，YAML 把开头的 {sign} 当作{meaning}，读不下去。"
    if sign == ">" and value.strip(">=＝ \t"):
        return Answer(message, f"{remedy(value)}，或加引号写成 {in_quotes(value)}。", spot)
    return Answer(
        message,
        f"加引号写成 {in_quotes(value)}；真要写多行文字，{sign} 后面换行，文字写在下一行并缩进。",
        spot,
    )


def block_head(trouble: Trouble) -> Answer:
    """A bound the parser took for the head of a block text."""
    return bound(trouble, trouble.start)


def first_character(trouble: Trouble) -> Answer | None:
    """A character no value may begin with."""
    spot = trouble.end
    sign = trouble.rest(spot)[:1]
    if sign in {">", "|"}:
        return bound(trouble, spot)
    if sign == "\t":
        return tab(trouble)
    value = value_at(trouble, spot)
    before = trouble.line(spot)[: spot.column].rstrip()
    if sign and before[-1:] in {"]", "}", '"', "'"}:
        return leftover(trouble)
    if sign == "%":
        number = value.strip("% ")
        return Answer(
            f"这里写的是 {shown(value)}，值不能以 % 开头。",
            f"写成 {number}%，或加引号写成 {in_quotes(value)}。"
            if number
            else f"加引号写成 {in_quotes(value)}。",
            spot,
        )
    if sign:
        return Answer(
            f"这里写的是 {shown(value)}，值不能以 {sign} 开头。",
            f"加引号写成 {in_quotes(value)}。",
            spot,
        )
    return None


def reference(trouble: Trouble) -> Answer:
    """A bare ``*``, ``*★`` or ``&``."""
    spot = trouble.start
    value = value_at(trouble, spot)
    sign = value[:1]
    word = "引用" if sign == "*" else "锚点"
    message = f"这里写的是 {shown(value)}，YAML 把开头的 {sign} 当作{word}的记号，读不下去。"
    blank = "没有值请留空或写 /；" if value == "*" else ""
    return Answer(message, f"{blank}要写文字请加引号写成 {in_quotes(value)}。", spot)


def dash(trouble: Trouble) -> Answer:
    """A dash and a space behind a colon: a negative number, a placeholder, or a list."""
    spot = trouble.end
    value = value_at(trouble, spot)
    number = value[1:].strip()
    if not number:
        help_ = '没有值请留空或写 /；要写短横请加引号写成 "-"。'
    elif number[0].isdigit():
        help_ = f"负数写成 -{number}（减号后面没有空格）；要写列表，每一项另起一行。"
    else:
        help_ = f"要写文字请加引号写成 {in_quotes(value)}；要写列表，每一项另起一行。"
    return Answer(
        f"这里写的是 {shown(value)}，YAML 把短横加空格当作列表的记号，它不能跟在冒号后面。",
        help_,
        spot,
    )


def question(trouble: Trouble) -> Answer:
    """A value that begins with a question mark and a space."""
    value = value_at(trouble, trouble.end)
    return Answer(
        f"这里写的是 {shown(value)}，值不能以问号加空格开头。",
        f"加引号写成 {in_quotes(value)}。",
        trouble.end,
    )


def open_quote(trouble: Trouble) -> Answer:
    """A quote that never ends."""
    spot = trouble.start
    sign = trouble.rest(spot)[:1] or '"'
    return Answer(
        f"从这里开始的引号 {sign} 没有结束的引号。",
        f"在值的末尾补一个 {sign}；如果引号是文字的一部分，请用中文引号“”。",
        spot,
    )


def escape(trouble: Trouble) -> Answer:
    """A backslash that means nothing, in double quotes."""
    spot = trouble.end
    return Answer(
        f"双引号里的 {shown(trouble.rest(spot)[:6])} 不是可用的转义（反斜线有特别的意义）。",
        "改用单引号，或把反斜线写成两个：\\\\。",
        spot,
    )
