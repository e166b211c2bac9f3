"""Parameters of tools: their JSON Schema, and the check of what a client sends."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from searchkit import InvalidArgument
from searchkit.quick_dataclass import dataclass

#: In characters, of a text that a client sends.
MAX_ARGUMENT = 2_000
#: In characters, of a list that is sent as a text; and more than any number that is meant.
MAX_LIST_ARGUMENT = 20_000
MAX_NUMBER = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An argument of a tool.

    A number is from 1 to `most`, a list of texts has at most so many. One without a `default` must
    be given.
    """

    name: str
    about: str
    kind: Literal["text", "number", "switch", "texts"] = "text"
    default: Any = None
    required: bool = False
    most: int = MAX_ARGUMENT
    choices: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema."""
        text: dict[str, Any] = {"type": "string", "maxLength": MAX_ARGUMENT}
        if self.choices:
            text = {"type": "string", "enum": list(self.choices)}
        of_kind: dict[str, Any] = {
            "text": text,
            "number": {"type": "integer", "minimum": 1, "maximum": self.most},
            "switch": {"type": "boolean"},
            "texts": {"type": "array", "items": text, "minItems": 1, "maxItems": self.most},
        }[self.kind]
        default = {} if self.default is None else {"default": self.default}
        return {**of_kind, "description": self.about, **default}

    def checked(self, value: Any) -> Any:
        """The value if it is one. Raises `InvalidArgument`.

        Many clients write numbers, switches and lists as texts, and texts of digits as numbers.
        """
        if self.kind != "text" and isinstance(value, str):
            value = self._read(value.strip())
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        match self.kind:
            case "text":
                return self._text(value)
            case "switch" if isinstance(value, bool):
                return value
            case "number" if type(value) is int and 1 <= value <= self.most:
                return value
            case "texts" if isinstance(value, list) and 1 <= len(value) <= self.most:
                return [self._text(text) for text in value]
        wanted = {
            "switch": "true or false",
            "number": f"a whole number from 1 to {self.most:,}",
            "texts": f"a list of 1 to {self.most:,} texts",
        }[self.kind]
        raise InvalidArgument(f"{self.name} must be {wanted}")

    def _read(self, text: str) -> Any:
        """What a text stands for where none is wanted; a lone text is a list of one."""
        if len(text) > MAX_LIST_ARGUMENT:
            return text
        try:
            value = json.loads(text.lower() if self.kind == "switch" else text)
        except (ValueError, RecursionError):
            value = text
        if self.kind == "texts" and not isinstance(value, list):
            return [text]
        return value

    def _text(self, value: Any) -> str:
        if type(value) is int:
            value = str(value) if abs(value) < MAX_NUMBER else ""
        if not isinstance(value, str):
            raise InvalidArgument(f"{self.name} must be a text")
        if len(value) > MAX_ARGUMENT:
            raise InvalidArgument(f"{self.name} has more than {MAX_ARGUMENT:,} characters")
        if self.choices and value not in self.choices:
            raise InvalidArgument(f"{self.name} must be one of {', '.join(self.choices)}")
        if self.required and not value.strip():
            raise InvalidArgument(f"{self.name} must not be empty")
        return value.replace("\0", "")


def schema(parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The JSON Schema of the arguments of a tool."""
    return {
        "type": "object",
        "properties": {one.name: one.schema() for one in parameters},
        "required": [one.name for one in parameters if one.required],
        "additionalProperties": False,
    }


def checked(parameters: Sequence[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
    """The value of each parameter. Raises `InvalidArgument`."""
    known = {one.name: one for one in parameters}
    for name in given:
        if name not in known:
            raise InvalidArgument(
                f"there is no argument {name[:40]!r}", advice=f"arguments are {', '.join(known)}"
            )
    values = {}
    for name, parameter in known.items():
        # Clients send an empty text for what is left out.
        if given.get(name) not in (None, "" if not parameter.required else None):
            values[name] = parameter.checked(given[name])
        elif parameter.required:
            raise InvalidArgument(f"{name} is missing")
        else:
            values[name] = parameter.default
    return values
