"""The reviewer's own files of a command: settings, acceptances, figures of the accounts.

Read whole or refused with their lines. What stands in them is the business of their readers.
"""

from __future__ import annotations

from scoring.cli import streams
from scoring.cli.misuse import Misuse
from scoring.record import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeVar

    from scoring.model.acceptance import Acceptances
    from scoring.model.check_settings import CheckSettings
    from scoring.model.control import Control
    from scoring.model.finding import Finding
    from scoring.source.events import Document

    Read = TypeVar("Read")


def settings_of(file: str) -> CheckSettings:
    """The settings of the checks. Raises ``Misuse``."""
    from scoring.source.check_settings import read_check_settings

    return _read(file, "检查设置", read_check_settings)


def acceptances_of(file: str) -> Acceptances:
    """What the reviewers accept. Raises ``Misuse``."""
    from scoring.source.acceptances import read_acceptances

    return _read(file, "受理清单", read_acceptances)


def control_of(file: str) -> Control:
    """The figures of the accounts. Raises ``Misuse``."""
    from scoring.source.control import read_control

    return _read(file, "勾稽数", read_control)


def _read(
    file: str, what: str, read: Callable[[Document], tuple[Read | None, Sequence[Finding]]]
) -> Read:
    from scoring.source.events import read_document
    from scoring.source.text import FILE_LIMIT

    document = read_document(streams.read(file, FILE_LIMIT), file)
    found, findings = read(document)
    if found is None:
        from scoring.render.problems import describe

        lines = describe(findings, streams.columns(None), document.text, document.file)
        raise Misuse("\n".join([f"{what} {file} 不能用：", *lines]))
    return found
