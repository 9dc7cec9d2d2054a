"""What a format needs and this machine does not have: an extra, a font. Light: errors only."""

from __future__ import annotations

_CHINESE_FONT = (
    "没有找到中文字体，无法生成 PDF。请安装一种后再试：\n"
    "  Debian/Ubuntu：apt install fonts-noto-cjk（或较小的 fonts-wqy-zenhei）\n"
    "  Windows：设置 › 时间和语言 › 语言和区域，添加“中文（简体）”，会带来宋体和黑体\n"
    "  macOS：系统自带“宋体-简”（Songti SC）；若已停用，请在“字体册”中启用\n"
    "  没有管理员权限的 Linux：把字体文件（.ttf .otf .ttc）放进 ~/.local/share/fonts\n"
    "也可以先生成 docx、xlsx 或 html，在有中文字体的电脑上打印。"
)


class MissingPartError(ValueError):
    """The format exists, but something it needs is not installed."""


class MissingExtraError(MissingPartError):
    """A library of an extra is not installed; the message says how to install it."""

    def __init__(self, format: str, extra: str) -> None:  # noqa: A002 - the word of the option
        self.format = format
        self.extra = extra
        super().__init__(
            f"写 {format} 需要另外安装的部分，这里没有；请运行：pip install 'jixiao[{extra}]'"
        )

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        return type(self), (self.format, self.extra)


class MissingFontError(MissingPartError):
    """No font with Chinese characters; the message says what to install."""

    def __init__(self) -> None:
        super().__init__(_CHINESE_FONT)

    def __reduce__(self) -> tuple[type[MissingFontError], tuple[()]]:
        return type(self), ()
