"""Named tuples for values, and ``TYPE_CHECKING``, without the price of importing ``typing``.

Every value of this project is a named tuple. Made by ``typing.NamedTuple``, fifty classes cost
as much as starting Python five times over, because each annotation is compiled; together with
``typing`` itself that is most of the time ``score FILE`` may take. Here the same class statement
makes a plain ``collections.namedtuple`` and leaves the annotations unread. Type checkers see
``typing.NamedTuple``. Modules that use it begin with ``from __future__ import annotations``.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""False here; true for type checkers, which know the name."""

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
    from typing import cast as cast
else:
    from collections import namedtuple

    _OWN = ("__module__", "__qualname__", "__classcell__", "__slots__")

    class _Maker(type):
        """Turns a class statement with annotated fields into a named tuple."""

        def __new__(cls, name, bases, body):
            del bases
            annotations = body.get("__annotations__", {})
            defaults = [body.pop(field) for field in tuple(annotations) if field in body]
            made = namedtuple(name, annotations, defaults=defaults, module=body["__module__"])
            made.__qualname__ = body["__qualname__"]
            for key, value in body.items():
                if key not in _OWN:
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})

    def cast(kind, value):
        """Return the value: a word to the type checker only."""
        del kind
        return value
