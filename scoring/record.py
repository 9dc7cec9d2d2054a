"""Named tuples for values, and ``TYPE_CHECKING``, without the price of importing ``typing``.

Every value of this project is a named tuple. Made by ``typing.NamedTuple``, fifty classes cost
as much as starting Python five times over, because each annotation is compiled; together with
``typing`` itself that is most of the time ``score FILE`` may take. ``collections.namedtuple``
still compiles a constructor for each class. Here the same class statement takes the code of one
constructor for each number of fields and gives it the names of the fields. Type checkers see
``typing.NamedTuple``. Modules that use it begin with ``from __future__ import annotations``.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""False here; true for type checkers, which know the name."""

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
    from typing import cast as cast
else:
    from collections import _tuplegetter

    _OWN = frozenset(("__annotations__", "__classcell__", "__dict__", "__slots__"))
    _CODES = {}
    _FUNCTION = type(lambda: None)

    def _constructor(fields, defaults):
        """``__new__`` with the fields as parameters, compiled once for each number of fields."""
        count = len(fields)
        code = _CODES.get(count)
        if code is None:
            names = ", ".join([f"a{number}" for number in range(count)])
            source = f"lambda _cls, {names}: _new(_cls, ({names}{',' if count == 1 else ''}))"
            code = _CODES[count] = eval(source).__code__
        code = code.replace(co_varnames=("_cls", *fields), co_name="__new__", co_qualname="__new__")
        return _FUNCTION(code, {"_new": tuple.__new__}, "__new__", defaults)

    class _Value(tuple):
        """What all named tuples have in common."""

        __slots__ = ()
        _fields = ()
        _field_defaults = {}

        @classmethod
        def _make(cls, iterable):
            """A value of so many items."""
            made = tuple.__new__(cls, iterable)
            if len(made) != len(cls._fields):
                message = f"Expected {len(cls._fields)} arguments, got {len(made)}"
                raise TypeError(message)
            return made

        def _replace(self, /, **changes):
            """The value with some fields changed."""
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                message = f"Got unexpected field names: {list(changes)!r}"
                raise ValueError(message)
            return made

        def _asdict(self):
            """Fields and values."""
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            items = zip(self._fields, self, strict=True)
            return f"{type(self).__name__}({', '.join([f'{k}={v!r}' for k, v in items])})"

        def __getnewargs__(self):
            return tuple(self)

    class _Maker(type):
        """Turns a class statement with annotated fields into a named tuple."""

        def __new__(cls, name, bases, body):
            annotations = body.get("__annotations__", {})
            fields = tuple(annotations)
            defaults = {field: body.pop(field) for field in fields if field in body}
            for at, field in enumerate(fields):
                body[field] = _tuplegetter(at, "")
            body["__slots__"] = ()
            body["_fields"] = body["__match_args__"] = fields
            body["_field_defaults"] = defaults
            body["__new__"] = _constructor(fields, tuple(defaults.values()))
            return type(name, (_Value,), body)

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})

    def cast(kind, value):
        """Return the value: a word to the type checker only."""
        del kind
        return value
