"""The typography of official documents as styles: fonts, sizes, spacing. One list, in one place.

Sizes are those of the forms and reports seen: a report's title 22 pt in 小标宋, its text 16 pt in
仿宋 on lines of exactly 30 pt, headings in 黑体 and 楷体; forms in 宋体. Latin letters and digits
are set in Times New Roman.
"""

from __future__ import annotations

from scoring.record import NamedTuple

SONG, FANG_SONG, HEI, KAI, XIAO_BIAO_SONG = "宋体", "仿宋", "黑体", "楷体", "方正小标宋简体"
_LATIN = "Times New Roman"

FONTS = (
    (SONG, "SimSun", "roman"),
    (FANG_SONG, "仿宋_GB2312", "roman"),
    (HEI, "SimHei", "swiss"),
    (KAI, "楷体_GB2312", "roman"),
    (XIAO_BIAO_SONG, "方正小标宋_GBK", "roman"),
)
"""Each font, its other name, and the family a program takes one of where both are missing."""


class Style(NamedTuple):
    """A paragraph style. ``size`` is in half points, ``settings`` stand in the order of the schema."""

    id: str
    name: str
    font: str
    size: int
    settings: str = ""
    is_bold: bool = False
    level: int | None = None
    """Of a heading, from 0: shown in the navigation pane."""


def _spacing(line: int, rule: str = "exact", before: int = 0, after: int = 0) -> str:
    """Distances in twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


_CENTRED = '<w:jc w:val="center"/>'
_TOGETHER = "<w:contextualSpacing/>"
_INDENTED = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_BODY = f'{_spacing(600)}{_INDENTED}<w:jc w:val="both"/>'
_HEADING = f"<w:keepNext/>{_spacing(600)}{_INDENTED}"

STYLES = (
    Style("Title", "Title", XIAO_BIAO_SONG, 44, _spacing(660, after=120) + _TOGETHER + _CENTRED),
    Style("Subtitle", "Subtitle", KAI, 32, _spacing(600, after=300) + _CENTRED),
    Style("Heading1", "heading 1", HEI, 32, _HEADING, level=0),
    Style("Heading2", "heading 2", KAI, 32, _HEADING, level=1),
    Style("Heading3", "heading 3", FANG_SONG, 32, _HEADING, is_bold=True, level=2),
    Style("Body", "正文文字", FANG_SONG, 32, _BODY),
    Style("Signature", "Signature", FANG_SONG, 32, _spacing(600) + '<w:jc w:val="right"/>'),
    Style("Attachment", "附件标记", HEI, 32, f"<w:keepNext/>{_spacing(600)}"),
    Style(
        "TableTitle", "表格标题", HEI, 24,
        f"<w:keepNext/>{_spacing(360, before=120, after=60)}{_CENTRED}",
    ),
    Style(
        "FormTitle", "表名", SONG, 36, f"<w:keepNext/>{_spacing(480, 'atLeast')}{_CENTRED}",
        is_bold=True,
    ),
    Style(
        "FormSubtitle", "表名下", SONG, 24,
        f"<w:keepNext/>{_spacing(360, 'atLeast', after=60)}{_CENTRED}",
    ),
    Style("Cell", "表格文字", SONG, 21, _spacing(280, "atLeast")),
    Style("CellLabel", "表格栏目", HEI, 21, _spacing(280, "atLeast") + _CENTRED),
    Style("CellSmall", "表格小字", SONG, 18, _spacing(240, "atLeast")),
    Style("CellLabelSmall", "表格小栏目", HEI, 18, _spacing(240, "atLeast") + _CENTRED),
    Style("Note", "表注", SONG, 18, _spacing(240, "atLeast", before=40)),
    Style("AfterTable", "表后", SONG, 2, _spacing(20)),
    Style("Footer", "footer", SONG, 18, _spacing(240, "atLeast")),
)  # fmt: skip


def styles_markup() -> list[str]:
    """The defaults of the document and its styles, each as markup."""
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f"{_fonts(SONG)}"
        '<w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    normal = '<w:qFormat/><w:pPr><w:widowControl w:val="0"/></w:pPr>'
    plain = [
        _default("paragraph", "Normal", "Normal", normal),
        _default("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _default("table", "TableNormal", "Normal Table"),
    ]
    return [defaults, *plain, *[_style(style) for style in STYLES]]


def _default(kind: str, style_id: str, name: str, rest: str = "") -> str:
    """A style that holds where no other is named."""
    return (
        f'<w:style w:type="{kind}" w:default="1" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f"{rest}</w:style>"
    )


def _fonts(east_asian: str) -> str:
    return f'<w:rFonts w:ascii="{_LATIN}" w:hAnsi="{_LATIN}" w:eastAsia="{east_asian}" w:cs="{_LATIN}"/>'


def _style(style: Style) -> str:
    outline = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    bold = "<w:b/><w:bCs/>" if style.is_bold else ""
    following = '<w:next w:val="Body"/>' if style.level is not None else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f"<w:pPr>{style.settings}{outline}</w:pPr>"
        f'<w:rPr>{_fonts(style.font)}{bold}<w:sz w:val="{style.size}"/>'
        f'<w:szCs w:val="{style.size}"/></w:rPr></w:style>'
    )


def fonts_markup() -> str:
    """The table of fonts: by what other name each is known, and what is like it."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, other, family in FONTS
    )
    latin = (
        f'<w:font w:name="{_LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    return fonts + latin
