"""The named tuples of this project behave as those of ``typing``."""

from __future__ import annotations

import pickle
from typing import NamedTuple as Standard

import pytest

from scoring.record import NamedTuple


class Own(NamedTuple):
    """A value."""

    first: int
    second: str = "b"
    third: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        """Twice the first."""
        return self.first * 2


class Model(Standard):
    """A value."""

    first: int
    second: str = "b"
    third: tuple[int, ...] = ()


@pytest.mark.parametrize("kind", [Own, Model])
def test_made_shown_copied_and_compared(kind: type[Own]) -> None:
    value = kind(1, third=(2,))
    assert repr(value) == f"{kind.__name__}(first=1, second='b', third=(2,))"
    assert value == kind(1, "b", (2,))
    assert tuple(value) == (1, "b", (2,))
    assert hash(value) == hash((1, "b", (2,)))
    assert value._replace(second="c") == (1, "c", (2,))
    assert value._asdict() == {"first": 1, "second": "b", "third": (2,)}
    assert kind._make([1, "x", ()]) == kind(1, "x")
    assert (kind._fields, kind._field_defaults) == (
        ("first", "second", "third"),
        {"second": "b", "third": ()},
    )
    assert kind.__match_args__ == kind._fields
    assert kind.__doc__ == "A value."
    assert not hasattr(value, "__dict__")


@pytest.mark.parametrize("kind", [Own, Model])
def test_pickled_by_its_own_class(kind: type[Own]) -> None:
    again = pickle.loads(pickle.dumps(kind(1)))  # noqa: S301 - our own bytes
    assert again == kind(1)
    assert type(again) is kind


@pytest.mark.parametrize("kind", [Own, Model])
def test_misuse_is_a_type_error(kind: type[Own]) -> None:
    with pytest.raises(TypeError):
        kind()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        kind(1, "b", (), 4)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        kind(1, fourth=4)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        kind(1, first=2)  # type: ignore[misc]
    with pytest.raises(TypeError):
        kind._make([1])
    with pytest.raises(ValueError, match="fourth"):
        kind(1)._replace(fourth=4)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        kind(1).first = 2  # type: ignore[misc]


def test_properties_and_names() -> None:
    assert Own(3).double == 6
    assert (Own.__module__, Own.__qualname__) == (__name__, "Own")
