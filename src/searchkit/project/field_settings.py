"""The table `[fields]` of a settings file: rules for further fields.

[fields]
ressort = { name = "section" }      # another name
internal_id = { hide = true }       # left out of the index
postcode = { type = "text" }        # number, date or text
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from searchkit.errors import SettingsError
from searchkit.schema import COLUMNS, FIELD_TYPES, NUMBERS, OWN_FIELDS, FieldRule, is_facet

FIELDS = "fields"
MAX_RULES = 200
MAX_NAME = 80

_KEYS = {"name": str, "hide": bool, "type": str}


def field_rules(path: str, table: Any) -> tuple[FieldRule, ...]:
    """The rules of a table in the file `path`. Raises `SettingsError`."""
    if not isinstance(table, Mapping):
        raise SettingsError(f"{path}: write a table of fields, [fields]")
    if len(table) > MAX_RULES:
        raise SettingsError(f"{path}: [fields] has more than {MAX_RULES} fields")
    return tuple(_rules(path, table))


def _rules(path: str, table: Mapping[str, Any]) -> Iterator[FieldRule]:
    for name, said in table.items():
        where = f"{path}: [fields], {name[:MAX_NAME]!r}"
        if not any(map(str.isalnum, name)) or len(name) > MAX_NAME:
            raise SettingsError(f"{where} is not the name of a field")
        if name in OWN_FIELDS:
            raise SettingsError(f"{where} is for tags and notes of your own")
        if not isinstance(said, Mapping) or not said:
            raise SettingsError(
                f"{where} must be a table", advice='write as in: section = { name = "desk" }'
            )
        for key, value in said.items():
            if key not in _KEYS:
                raise SettingsError(
                    f"{where}: no key {key[:MAX_NAME]!r}", advice=f"keys are {', '.join(_KEYS)}"
                )
            if type(value) is not _KEYS[key]:
                raise SettingsError(f"{where}: {key} must be of type {_KEYS[key].__name__}")
        new_name = said.get("name", "")
        if "name" in said and not _is_free(new_name):
            raise SettingsError(
                f"{where}: a field cannot be called {new_name[:MAX_NAME]!r}",
                advice="use small letters, digits and _, and no name of a field that searchkit has",
            )
        if "type" in said and said["type"] not in FIELD_TYPES:
            raise SettingsError(f"{where}: type must be one of {', '.join(FIELD_TYPES)}")
        yield FieldRule(name, new_name, said.get("hide", False), said.get("type", ""))


def _is_free(name: str) -> bool:
    """Tell if a further field can have a name."""
    from searchkit.syntax import fields

    if name in (*COLUMNS, *NUMBERS, *OWN_FIELDS) or name in fields.FIELDS:
        return False
    return name == name.lower() and is_facet(name)
