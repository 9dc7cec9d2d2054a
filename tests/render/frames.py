"""Reads a drawn frame back, so that tests see what a reader sees."""

from __future__ import annotations

from scoring.render.width import width

BORDERS = "┌┬┐├┼┤└┴┘│─"


def frame_lines(text: str) -> list[str]:
    """The lines of the frame, without title and notes."""
    return [line for line in text.split("\n") if line[:1] in {"┌", "├", "│", "└"}]


def canvas(lines: list[str]) -> list[list[str]]:
    """The frame by terminal columns: a wide character fills two, the second blank."""
    rows = []
    for line in lines:
        row: list[str] = []
        for character in line:
            columns = width(character)
            if columns:
                row += [character, *[""] * (columns - 1)]
        rows.append(row)
    return rows


def loose_ends(text: str) -> list[tuple[int, int]]:
    """Places where a line of the frame meets nothing: none in a well-drawn form."""
    rows = canvas(frame_lines(text))
    right = set("┌┬├┼└┴─")
    left = set("┐┬┤┼┘┴─")
    down = set("┌┬┐├┼┤│")
    up = set("└┴┘├┼┤│")
    found = []
    for y, row in enumerate(rows):
        for x, character in enumerate(row):
            neighbours = (
                (character in right, x + 1 < len(row) and row[x + 1] in left),
                (character in down, y + 1 < len(rows) and rows[y + 1][x] in up),
            )
            if any(is_drawn and not is_met for is_drawn, is_met in neighbours):
                found.append((y, x))
    return found
