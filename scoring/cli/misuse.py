"""Wrong use of a command: what ends in exit code 2, as one exception with a finished message."""

from __future__ import annotations


class Misuse(Exception):  # noqa: N818 - the word of the exit code's meaning
    """The command cannot be carried out as given; the message says why and what to do."""
