from __future__ import annotations
def routes():
    return []
