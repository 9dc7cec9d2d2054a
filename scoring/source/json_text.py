"""JSON that the YAML parser refuses or would fold: surrogate pairs, very long keys, U+2028.

It gives the same events as the YAML parser, so that one builder makes the tree, finds duplicate
keys and keeps the limits. Loaded only for such texts.
"""

from __future__ import annotations

from scoring.record import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

WHITESPACE = " \t\n\r"
ENDINGS = frozenset(',]}:"{[ \t\n\r')


class TextMark(NamedTuple):
    """A place in the text: line, column and index from 0, in characters."""

    line: int
    column: int
    index: int  # type: ignore[assignment]  # the position, not the method of tuples


def json_events(text: str) -> JsonEvents | None:
    """The events of a JSON text, or none when it is not JSON."""
    import json

    try:
        json.loads(text, parse_float=str, parse_int=str, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return JsonEvents(text)


def _refuse(word: str) -> None:
    """NaN and Infinity are not JSON."""
    raise ValueError(word)


class JsonEvents:
    """Walks a text that is known to be JSON and hands out one event after the other."""

    def __init__(self, text: str) -> None:
        from json.decoder import scanstring  # type: ignore[attr-defined]

        import yaml

        self.text = text
        self.index = 0
        self.line = 0
        self.line_start = 0
        self.counted = 0
        self.scan: Callable[..., tuple[str, int]] = scanstring
        self.yaml: Any = yaml

    def mark(self) -> TextMark:
        """The place of the present index."""
        text = self.text
        for index in range(self.counted, self.index):
            sign = text[index]
            if sign == "\n" or (sign == "\r" and text[index + 1] != "\n"):
                self.line += 1
                self.line_start = index + 1
        self.counted = self.index
        return TextMark(self.line, self.index - self.line_start, self.index)

    def get_event(self) -> Any:  # noqa: ANN401 - an event of PyYAML, which has no types
        """The next event, as the YAML parser names it."""
        text = self.text
        end = len(text)
        while self.index < end and (text[self.index] in WHITESPACE or text[self.index] in ",:"):
            self.index += 1
        mark = self.mark()
        if self.index == end:
            return self.yaml.StreamEndEvent(mark, mark)
        sign = text[self.index]
        self.index += 1
        if sign == "{":
            return self.yaml.MappingStartEvent(None, None, True, mark, mark, flow_style=True)  # noqa: FBT003
        if sign == "[":
            return self.yaml.SequenceStartEvent(None, None, True, mark, mark, flow_style=True)  # noqa: FBT003
        if sign == "}":
            return self.yaml.MappingEndEvent(mark, mark)
        if sign == "]":
            return self.yaml.SequenceEndEvent(mark, mark)
        if sign == '"':
            value, self.index = self.scan(text, self.index, True)  # noqa: FBT003
            style = '"'
        else:
            while self.index < end and text[self.index] not in ENDINGS:
                self.index += 1
            value, style = text[mark.index : self.index], ""
        implicit = (not style, bool(style))
        return self.yaml.ScalarEvent(None, None, implicit, value, mark, mark, style)
