"""Portfolios: many projects at once, from files, forms and flat tables to three tables.

``run`` is the door. Project files and forms are scored one by one by the engine itself, flat
tables in columns by the same rules; both end in parts, and the parts in the tables of ``tables``.
Nothing here is loaded by ``score FILE``; columnar libraries are imported inside functions.
"""

from __future__ import annotations
