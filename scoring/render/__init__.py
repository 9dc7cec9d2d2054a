"""From a scorecard to bytes in a format: layouts make grids, writers print them.

``FORMATS`` is the one list of formats; each writer is imported only when it is used.
"""

from __future__ import annotations

import sys

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard

FORMATS = ("table", "json", "markdown", "html", "csv", "xlsx", "docx", "pdf")
"""Every format a scorecard can be written in."""

BINARY = ("xlsx", "docx", "pdf")
"""Formats that are no text: not for the screen."""

FLAT = "flat"
"""The form of csv that is no official form: a row for each indicator, as flat tables have them."""


class UnknownFormatError(ValueError):
    """No writer for this format."""

    def __init__(self, format: str) -> None:  # noqa: A002 - the word of the option
        self.format = format
        super().__init__(f"没有格式“{format}”，可用：{'、'.join(FORMATS)}。")

    def __reduce__(self) -> tuple[type[UnknownFormatError], tuple[str]]:
        return type(self), (self.format,)


class FlatFormError(ValueError):
    """The rows of ``flat`` were asked for in a format other than csv."""

    def __init__(self, format: str) -> None:  # noqa: A002 - the word of the option
        self.format = format
        super().__init__(
            f"版式 {FLAT}（每个指标一行的数据表）只用于 csv，不用于 {format}；"
            f"请改为 -f csv --form {FLAT}，或去掉 --form {FLAT}。"
        )

    def __reduce__(self) -> tuple[type[FlatFormError], tuple[str]]:
        return type(self), (self.format,)


def render(
    scorecard: Scorecard,
    format: str,  # noqa: A002 - the word of the option
    form: str | None = None,
) -> bytes:
    """The scorecard in a format; texts are UTF-8. The same scorecard gives the same bytes.

    Args:
        scorecard: what ``score`` returns.
        format: one of ``FORMATS``.
        form: the id of a form; by default the rule set's. JSON has no form. ``flat`` is for csv
            only: a row for each indicator.

    Raises ``UnknownFormatError``, ``FlatFormError`` and ``UnknownFormError``, and for ``pdf``
    ``MissingExtraError`` and ``MissingFontError`` (each a ``ValueError``).
    """
    if format not in FORMATS:
        raise UnknownFormatError(format)
    if form == FLAT and format != "csv":
        raise FlatFormError(format)
    if format in BINARY:
        return _binary(scorecard, format, form)
    return encoded(_text(scorecard, format, form))


def _text(card: Scorecard, format: str, form: str | None) -> str:  # noqa: A002
    if format == "json":
        return card.to_json() + "\n"
    if format == "table":
        from scoring.render.table import write

        return write(card, form)
    if format == "markdown":
        from scoring.render.markdown import write as write_markdown

        return write_markdown(card, form)
    if format == "html":
        from scoring.render.html import write_form as write_html

        return write_html(card, form)
    if form == FLAT:
        from scoring.render.flat import write as write_flat

        return write_flat([card])
    from scoring.render.csv_text import write_form as write_csv

    return write_csv(card, form)


def _binary(card: Scorecard, format: str, form: str | None) -> bytes:  # noqa: A002
    if format == "xlsx":
        from scoring.render.xlsx import write_form as write_xlsx

        return write_xlsx(card, form)
    if format == "docx":
        from scoring.render.docx import write_form as write_docx

        return write_docx(card, form)
    from scoring.render.pdf import write_form as write_pdf

    return write_pdf(card, form)


def encoded(text: str) -> bytes:
    r"""UTF-8 whatever the text holds: half a surrogate pair becomes its escape.

    >>> encoded("优\ud800")
    b'\xe4\xbc\x98\\ud800'
    """
    return text.encode("utf-8", "backslashreplace")


class _RenderModule(type(sys)):  # type: ignore[misc]
    """This package, callable as :func:`render`.

    ``scoring.render`` is both the function of the public interface and this package: importing the
    package puts it in the function's place, so it answers to the same call.
    """

    def __call__(self, scorecard: Scorecard, format: str, form: str | None = None) -> bytes:  # noqa: A002
        return render(scorecard, format, form)


sys.modules[__name__].__class__ = _RenderModule
