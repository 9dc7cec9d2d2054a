"""Acceptances: what a reviewer has looked at and lets stand, with reason, name and expiry.

They come from the reviewers' own file, never from a project file. Values only: reading is in
``scoring.source.acceptances``, their effect on a report in ``scoring.checks.acceptances``.
"""

from __future__ import annotations

from scoring.record import NamedTuple

NEVER_ACCEPTED = ("EN", "YM", "RV")
"""Families that no one can accept: our own faults, what could not be read, and these findings."""


class Acceptance(NamedTuple):
    """One finding, or all below one value, that a reviewer accepts.

    ``path`` is the JSON pointer of the value or of one above it; empty for the whole file.
    ``files`` is a pattern of file names, none for any file. ``expires`` is the last day it holds,
    as YYYY-MM-DD. ``line`` and ``column`` say where the entry stands in the reviewers' file.
    """

    code: str
    path: str
    reason: str
    name: str
    files: str | None = None
    expires: str | None = None
    pointer: str = ""
    line: int | None = None
    column: int | None = None


class Acceptances(NamedTuple):
    """The entries of one reviewers' file, in its order."""

    entries: tuple[Acceptance, ...]
    file: str | None = None


def is_acceptable(code: str) -> bool:
    """Whether findings of a code can be accepted at all.

    >>> is_acceptable("AC505"), is_acceptable("EN891")
    (True, False)
    """
    return not code.startswith(NEVER_ACCEPTED)
