"""What the YAML parser stumbled over, and the answers that several of its words share.

The place, the lines around it, and what can be read off them. Loaded only for broken files.
"""

from __future__ import annotations

from scoring.record import NamedTuple
from scoring.source.refusals import shown

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


def value_at(trouble: Trouble, spot: Spot) -> str:
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


def in_quotes(value: str) -> str:
    """The value in the quotes that fit it."""
    return f"'{value}'" if '"' in value or "\\" in value else f'"{value}"'


def indent_of(line: str) -> int:
    """The spaces at the start of a line."""
    return len(line) - len(line.lstrip(" "))


def line_above(trouble: Trouble, number: int) -> int | None:
    """The line above that holds something."""
    for above in range(number - 1, -1, -1):
        if trouble.lines[above].strip() and not trouble.lines[above].lstrip().startswith("#"):
            return above
    return None


def colon_answer(trouble: Trouble, number: int) -> Answer | None:
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


def long_key(trouble: Trouble) -> Answer:
    """A name longer than the parser takes for a key."""
    return Answer(
        "冒号左边的名称超过1024个字符，YAML 不把它认作键。",
        "缩短名称；长的说明写进备注。",
        Spot(trouble.end.line, 0),
    )


def tab(trouble: Trouble) -> Answer:
    """A line indented with a tab."""
    spot = trouble.end
    column = trouble.line(spot).find("\t")
    return Answer(
        "这一行用制表符（Tab）缩进，YAML 只认空格。",
        "把行首的制表符改成空格，与同级的行对齐。",
        Spot(spot.line, max(column, 0)),
    )


def leftover(trouble: Trouble) -> Answer:
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


def tag(trouble: Trouble) -> Answer:
    """A value that begins with an exclamation mark."""
    value = value_at(trouble, trouble.start)
    return Answer(
        f"这里写的是 {shown(value)}，YAML 把开头的 ! 当作类型标签，读不下去。",
        f"要写文字请加引号写成 {in_quotes(value)}。",
        trouble.start,
    )


def directive(trouble: Trouble) -> Answer:
    """A line that begins with a percent sign."""
    return Answer(
        "这一行以 % 开头，YAML 把它当作给解析器的指令。",
        "删去这一行；如果 % 是文字的一部分，整个值加引号。",
        Spot(trouble.start.line, 0),
    )
