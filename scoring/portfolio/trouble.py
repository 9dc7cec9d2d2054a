"""What keeps a flat table from being read at all."""

from __future__ import annotations


class FlatTableError(ValueError):
    """A flat table that cannot be used; the message names the file, the fault and the remedy."""
