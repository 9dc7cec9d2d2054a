"""Fonts with Chinese characters, by the names they have on the usual systems, best first.

A form is set in a 宋体, its headings in a 黑体; whatever else is there fills the gaps.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

SONG = (
    "SimSun", "宋体", "NSimSun", "新宋体", "SimSun-ExtB", "STSong", "华文宋体", "Songti SC",
    "FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong", "华文仿宋",
    "Source Han Serif SC", "Source Han Serif CN", "思源宋体", "思源宋体 CN", "Noto Serif CJK SC",
    "Noto Serif SC", "Source Han Serif", "FZShuSong-Z01", "方正书宋_GBK", "方正小标宋简体",
    "AR PL SungtiL GB", "AR PL UMing CN", "文鼎PL细上海宋", "KaiTi", "楷体", "STKaiti", "Kaiti SC",
    "AR PL UKai CN",
)  # fmt: skip
"""宋体, 仿宋 and 楷体."""

HEI = (
    "SimHei", "黑体", "STHeiti", "华文黑体", "Heiti SC", "Source Han Sans SC", "Source Han Sans CN",
    "思源黑体", "思源黑体 CN", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans",
    "Microsoft YaHei", "微软雅黑", "PingFang SC", "Hiragino Sans GB", "DengXian", "等线",
    "FZHei-B01", "方正黑体_GBK", "WenQuanYi Zen Hei", "文泉驿正黑", "WenQuanYi Micro Hei",
    "文泉驿微米黑", "Droid Sans Fallback", "HarmonyOS Sans SC", "MiSans", "Alibaba PuHuiTi",
    "Sarasa Gothic SC",
)  # fmt: skip
"""黑体 and other sans faces."""

_OTHERS = (
    "Noto Serif CJK TC", "Noto Serif CJK JP", "Noto Sans CJK TC", "Noto Sans CJK HK",
    "Noto Sans CJK JP", "Noto Sans CJK KR", "PMingLiU", "MingLiU", "Microsoft JhengHei",
    "PingFang TC", "Songti TC", "Heiti TC", "Arial Unicode MS",
)  # fmt: skip
"""Fonts of other regions hold the characters too, if with other shapes."""

_SYMBOLS = (
    "Times New Roman", "Arial", "Segoe UI Symbol", "Apple Symbols", "DejaVu Sans",
    "Libertinus Serif", "Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Math",
)  # fmt: skip
"""For characters a Chinese font may lack."""


class Faces(NamedTuple):
    """Families in the order they are tried, character by character."""

    body: tuple[str, ...]
    headings: tuple[str, ...]


def faces(installed: Iterable[str]) -> Faces | None:
    """What to set a form in; ``None`` when no family holds Chinese characters.

    >>> faces(["Arial", "SimHei", "SimSun"])
    Faces(body=('SimSun', 'SimHei', 'Arial'), headings=('SimHei', 'SimSun', 'Arial'))
    >>> faces(["Arial"]) is None
    True
    """
    known = {family.casefold(): family for family in installed}
    song, hei, others, symbols = (
        tuple(known[name.casefold()] for name in names if name.casefold() in known)
        for names in (SONG, HEI, _OTHERS, _SYMBOLS)
    )
    chinese = song + hei + others
    if not chinese:
        return None
    return Faces(chinese + symbols, (hei or song) + song * bool(hei) + others + symbols)
