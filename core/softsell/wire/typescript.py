"""The wire's types in TypeScript, generated from `messages.py`: `extension/shared/wire.d.ts`.

`make wire` writes what this prints; a test compares the committed file with what this prints.
"""

from __future__ import annotations

import sys
import typing
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints

from softsell.wire import messages

_NAMES = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null"}


def declarations() -> str:
    """The TypeScript declarations of every wire type, in the order of `messages.WIRE_TYPES`."""
    parts = ["// Generated from core/softsell/wire/messages.py by `make wire`; offsets are UTF-16 units.\n"]
    for kind in messages.WIRE_TYPES:
        hints = get_type_hints(kind, include_extras=True)
        doc = " ".join((kind.__doc__ or "").split())
        fields = "".join(f"    {_field(name, hint)};\n" for name, hint in hints.items())
        parts.append(f"/** {doc} */\nexport interface {kind.__name__} {{\n{fields}}}\n")
    return "\n".join(parts)


def _field(name: str, hint: Any) -> str:
    if get_origin(hint) is NotRequired:
        return f"{name}?: {_type(get_args(hint)[0])}"
    return f"{name}: {_type(hint)}"


def _type(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _NAMES:
        return _NAMES[hint]
    if origin is Literal:
        return " | ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in arguments)
    if origin is list:
        inner = _type(arguments[0])
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    if origin is tuple:
        return f"[{', '.join(map(_type, arguments))}]"
    if origin in {Union, UnionType}:
        return " | ".join(map(_type, arguments))
    if typing.is_typeddict(hint):
        return str(hint.__name__)
    raise TypeError(f"no TypeScript form for {hint!r}")


if __name__ == "__main__":
    sys.stdout.write(declarations())
