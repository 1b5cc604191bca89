"""Replaces the module that makes dataclasses. It writes source code for each class and compiles it,
which takes half the time of the engine's import in WebAssembly.

These do the same without new code, as far as the engine and asyncio use them. An option that is
missing here is a TypeError. The values are always in the record's `__dict__`, also with `slots`.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

MISSING = object()


class FrozenInstanceError(AttributeError):
    pass


class Field:
    def __init__(self, default: Any, default_factory: Any, repr: bool) -> None:
        self.name = ""
        self.default = default
        self.default_factory = default_factory
        self.repr = repr


def field(*, default: Any = MISSING, default_factory: Any = MISSING, repr: bool = True) -> Any:
    return Field(default, default_factory, repr)


def fields(record: Any) -> tuple[Field, ...]:
    return tuple(record.__dataclass_fields__.values())


def replace(record: Any, /, **changes: Any) -> Any:
    values = {name: getattr(record, name) for name in record.__dataclass_fields__}
    return type(record)(**values | changes)


def dataclass(
    cls: Any = None,
    /,
    *,
    frozen: bool = False,
    kw_only: bool = False,
    slots: bool = False,
    eq: bool = True,
    repr: bool = True,
) -> Any:
    def finish(cls: Any) -> Any:
        own = {name: _field(cls, name) for name in cls.__annotations__}
        every = cls.__dataclass_fields__ = {**getattr(cls, "__dataclass_fields__", {}), **own}
        parts: dict[str, Any] = {"__init__": _initializer(every, kw_only)}
        parts["__match_args__"] = () if kw_only else tuple(every)
        if repr:
            parts["__repr__"] = _representation(every)
        if eq:
            parts |= _comparison(every, frozen)
        if frozen:
            parts |= {"__setattr__": _refuse, "__delattr__": _refuse}
        if slots:
            parts["__slots__"] = tuple(own)
        for name, part in parts.items():
            if name not in vars(cls):
                setattr(cls, name, part)
        return cls

    return finish(cls) if cls else finish


def _field(cls: Any, name: str) -> Field:
    """Return the field, and leave nothing but its default in the class."""
    stated = vars(cls).get(name, MISSING)
    made = stated if isinstance(stated, Field) else Field(stated, MISSING, True)
    made.name = name
    if made.default is not MISSING:
        setattr(cls, name, made.default)
    elif stated is not MISSING:
        delattr(cls, name)
    return made


def _initializer(every: dict[str, Field], kw_only: bool) -> Callable[..., None]:
    defaults = {name: field.default for name, field in every.items()}
    factories = {
        name: field.default_factory
        for name, field in every.items()
        if field.default_factory is not MISSING
    }
    required = {name for name, value in defaults.items() if value is MISSING} - factories.keys()
    positional = () if kw_only else tuple(every)

    def __init__(self: Any, *args: Any, **given: Any) -> None:
        if args:
            given.update(zip(positional, args, strict=False))
        values = self.__dict__
        values.update(defaults)  # so that all have the order of the fields
        values.update(given)
        for name, make in factories.items():
            if name not in given:
                values[name] = make()
        if not required <= given.keys():
            raise TypeError(f"{type(self).__qualname__} needs {', '.join(required)}")
        if len(values) > len(defaults) or len(args) > len(positional):
            raise TypeError(f"{type(self).__qualname__} takes {', '.join(defaults)}")

    return __init__


def _representation(every: dict[str, Field]) -> Callable[..., Any]:
    shown = [name for name, field in every.items() if field.repr]

    def __repr__(self: Any) -> str:
        values = (f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({', '.join(values)})"

    return __repr__


def _comparison(every: dict[str, Field], frozen: bool) -> dict[str, Any]:
    values = attrgetter(*every)

    def __eq__(self: Any, other: Any) -> Any:
        return values(self) == values(other) if type(other) is type(self) else NotImplemented

    def __hash__(self: Any) -> int:
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__ if frozen else None}


def _refuse(self: Any, name: str, value: Any = None) -> None:
    raise FrozenInstanceError(f"cannot change {name!r}")
