"""From a scorecard to bytes in a format: layouts make grids, writers print them.

``FORMATS`` is the one list of formats; each writer is imported only when it is used.
"""

from __future__ import annotations

import sys

from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.model.scorecard import Scorecard

FORMATS = ("table", "json", "markdown")
"""What can be written now."""

LATER_FORMATS = ("html", "csv", "xlsx", "docx", "pdf")
"""Formats that have their name but no writer yet."""


class UnknownFormatError(ValueError):
    """No writer for this format."""

    def __init__(self, format: str) -> None:  # noqa: A002 - the word of the option
        self.format = format
        known = "、".join(FORMATS)
        if format in LATER_FORMATS:
            message = f"本版本尚不支持格式 {format}，可用：{known}。"
        else:
            message = f"没有格式“{format}”，可用：{known}。"
        super().__init__(message)

    def __reduce__(self) -> tuple[type[UnknownFormatError], tuple[str]]:
        return type(self), (self.format,)


def render(
    scorecard: Scorecard,
    format: str,  # noqa: A002 - the word of the option
    form: str | None = None,
) -> bytes:
    """The scorecard in a format, as UTF-8 bytes; the same scorecard gives the same bytes.

    Args:
        scorecard: what ``score`` returns.
        format: ``table``, ``json`` or ``markdown``.
        form: the id of a form; by default the rule set's. JSON has no form.

    Raises ``UnknownFormatError`` and ``UnknownFormError`` (both ``ValueError``).
    """
    if format == "json":
        return encoded(scorecard.to_json() + "\n")
    if format == "table":
        from scoring.render.table import write

        return encoded(write(scorecard, form))
    if format == "markdown":
        from scoring.render.markdown import write as write_markdown

        return encoded(write_markdown(scorecard, form))
    raise UnknownFormatError(format)


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
