"""What a printed label means: spelling folded, units and points in brackets taken off.

The words are in the vocabulary. Where on a form a label may stand is not known here.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from scoring.notation.folding import fold
from scoring.notation.vocabulary import labels, tables

LONGEST = 48
"""No printed label is longer, folded."""

_LONGEST_WRITTEN = 4 * LONGEST
_NUMERALS = "一二三四五六七八九十0123456789"
_SIGNED = ("签字", "签章", "盖章", "签名")
_UNITS = ("千元", "万元", "亿元", "元")


def bare(text: str) -> str:
    r"""A text as labels are compared: folded, without spaces, numbering before and colon behind.

    >>> bare("（一）项目 名称："), bare("2.存在问题"), bare("年度指标值\n（A）")
    ('项目名称', '存在问题', '年度指标值(A)')
    """
    # A text that is no label is not kept: it may be very long.
    return _bare(text) if len(text) <= _LONGEST_WRITTEN else ""


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    half = fold(text).replace(" ", "").rstrip(":;,。.").lstrip("★*☆#▲")
    if half[:1] == "(" and ")" in half[:5]:
        inside, _, rest = half[1:].partition(")")
        if rest and inside and all(sign in _NUMERALS for sign in inside):
            half = rest
    number = half.lstrip(_NUMERALS)
    if number and number[0] in "、." and len(number) < len(half):
        half = number[1:].lstrip("、.")
    return half


def spellings(text: str) -> tuple[str, ...]:
    """The bare label, then without the brackets and numbers behind it, one after another.

    >>> spellings("预算执行情况（万元）（20分）")
    ('预算执行情况(万元)(20分)', '预算执行情况(万元)', '预算执行情况')
    """
    return _spellings(text) if len(text) <= _LONGEST_WRITTEN else ()


@lru_cache(maxsize=8192)
def _spellings(text: str) -> tuple[str, ...]:
    half = _bare(text)
    if not half or len(half) > LONGEST:
        return ()
    found = [half]
    while half.endswith(")"):
        start = _opening(half)
        if start <= 0:
            break
        half = half[:start].rstrip(":")
        found.append(half)
    cut = half.rstrip("0123456789.%分")
    if cut and cut != half:
        found.append(cut)
    return tuple(found)


def _opening(half: str) -> int:
    """Where the bracket that closes at the end opens; -1 when nowhere."""
    depth = 0
    for place in range(len(half) - 1, -1, -1):
        if half[place] == ")":
            depth += 1
        elif half[place] == "(":
            depth -= 1
            if not depth:
                return place
    return -1


def brackets(text: str) -> tuple[str, ...]:
    """What stands in the brackets behind a label, the last first.

    >>> brackets("项目资金（万元）"), brackets("得分(20分×执行率)")
    (('万元',), ('20分×执行率',))
    """
    names = spellings(text)
    return tuple(
        longer[len(shorter) :].strip(":()")
        for longer, shorter in pairwise(names)
        if longer.endswith(")")
    )


def money_unit(text: str) -> str | None:
    """The unit of money a label names, in brackets or after 单位.

    >>> money_unit("项目资金（万元）"), money_unit("金额单位：元"), money_unit("项目资金")
    ('万元', '元', None)
    """
    for inside in brackets(text):
        name = inside.removeprefix("金额").removeprefix("单位").removeprefix(":")
        if name in _UNITS:
            return name
    half = bare(text).strip("()")
    for lead in ("金额单位", "资金单位", "单位"):
        if half.startswith(lead):
            name = half[len(lead) :].lstrip(":").removeprefix("人民币")
            return name if name in _UNITS else None
    return None


@lru_cache(maxsize=16)
def fields(context: str) -> dict[str, str]:
    """Every spelling of the labels of a part of the form with the field it means.

    ``context`` is heading, fund, goal or indicator.
    """
    known: dict[str, str] = {}
    base = {"heading": ("project",), "fund": ("budget", "fund"), "goal": ("project",)}
    keep = {
        "heading": ("name", "year", "department", "unit", "code", "money_unit", "rules", "note"),
        "goal": ("goal", "goal_result"),
    }.get(context)
    for mapping in base.get(context, (context,)):
        for spelling, field in labels(mapping).english.items():
            # The English names are no labels of a form; flat tables take them apart.
            if (keep is None or field in keep) and not spelling.isascii():
                known.setdefault(spelling, field)
    for field, text in tables()["forms." + context].items():
        if field != "blocks":
            for spelling in text.split():
                known.setdefault(spelling, field)
    return known


def field_of(context: str, text: str) -> str | None:
    r"""The field a label means in a part of the form; none when it is no such label.

    >>> field_of("indicator", "实际完成值（B）"), field_of("fund", "全年预算数\n(A)")
    ('actual', 'annual_budget')
    """
    return _field_of(context, text) if len(text) <= _LONGEST_WRITTEN else None


@lru_cache(maxsize=16384)
def _field_of(context: str, text: str) -> str | None:
    known = fields(context)
    for spelling in _spellings(text):
        field = known.get(spelling)
        if field is not None:
            return field
    return None


@lru_cache(maxsize=64)
def word_set(table: str, key: str) -> frozenset[str]:
    """The words of one entry of the vocabulary, as a set."""
    return frozenset(tables()[table][key].split())


def is_one_of(table: str, key: str, text: str) -> bool:
    """Whether a text is one of the words of an entry, spelled as labels are.

    >>> is_one_of("forms.total", "words", "总 分（100分）")
    True
    """
    words = word_set(table, key)
    return any(spelling in words for spelling in spellings(text))


def is_unused(text: str) -> bool:
    """Whether a text is a label of the form's head or foot that a project file has no place for.

    >>> is_unused("填表人"), is_unused("单位负责人（签字）："), is_unused("项目负责人签章")
    (True, True, True)
    """
    return is_one_of("forms", "unused", text) or any(
        spelling.endswith(_SIGNED) for spelling in spellings(text)
    )


def is_block(context: str, text: str) -> bool:
    """Whether a text is the label of a whole block: funds, goal, indicators, analysis."""
    if context == "fund":
        return is_one_of("forms.fund_blocks", "words", text)
    if context == "indicator":
        return is_one_of("forms.columns", "blocks", text)
    return is_one_of("forms." + context, "blocks", text)


def is_any_block(text: str) -> bool:
    """Whether a text is the label of any block."""
    blocks = _block_words()
    return any(spelling in blocks for spelling in spellings(text))


@lru_cache(maxsize=1)
def _block_words() -> frozenset[str]:
    return (
        word_set("forms.fund_blocks", "words")
        | word_set("forms.columns", "blocks")
        | word_set("forms.goal", "blocks")
        | word_set("forms.analysis", "blocks")
    )


def without_breaks(text: str) -> str:
    r"""A label or name of several lines in one: no space between Chinese characters.

    >>> without_breaks("满意度\n指标"), without_breaks("5G\nWIFI")
    ('满意度指标', '5G WIFI')
    """
    parts = text.split("\n") if "\n" in text else [text]
    joined = ""
    for part in (piece.strip() for piece in parts):
        if joined and part and joined[-1].isascii() and part[0].isascii():
            joined += " "
        joined += part
    return joined
