"""The indices on a server that are searchkit's, by their marks: no other is touched.

An index NAME is an alias of NAME-000003, say. In its mapping that has a mark, which tells the name
and the index that it was made for, so that a copy is none. All that were made of a name have one
more alias, by which they are found: no request names indices by a pattern, which could cover some
of others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from searchkit import quick_re as re
from searchkit.engines.opensearch.server import NoSuchIndex, Server, understood
from searchkit.errors import IndexOvertaken, SettingsError

#: Where in the `_meta` of a mapping the mark is.
MARK = "searchkit"
#: What this version makes of an index on a server: another number, another form.
FORMAT = 1

# What is asked of an index; every one has the last.
_ASKED = {"filter_path": "*.aliases,*.mappings._meta,*.settings.index.uuid"}
_ADVICE = "nothing was changed; choose another name for the setting index"


class IndexInfo(NamedTuple):
    """An index on a server: its aliases, each with what is special about it, and its `_meta`."""

    name: str
    aliases: Mapping[str, Any]
    meta: Mapping[str, Any]


class Owned:
    """Tells those indices of a name that searchkit made from all others."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._name = server.address.index
        self._numbered = re.compile(rf"{re.escape(self._name)}-[0-9]{{6}}")

    @property
    def made(self) -> str:
        """The alias of all indices that were made of the name."""
        return f"{self._name}.made"

    def mark(self, index: str) -> Mapping[str, Any]:
        """The mark in the mapping of an index that searchkit made."""
        return {"format": FORMAT, "name": self._name, "index": index}

    def answering(self) -> IndexInfo | None:
        """The index that answers to the name; None if nothing has that name.

        Raises `SettingsError` if anything of others has it, `IndexOvertaken` if it is of two.
        """
        indices = self._matching(self._name)
        if not indices:
            return None
        if len(indices) > 1:
            if all(map(self._is_own, indices)):
                # Two have built the first at once, and one will withdraw.
                raise IndexOvertaken()
            names = ", ".join(sorted(index.name for index in indices)[:3])
            raise self._refused(f"is an alias of several indices ({names})")
        (index,) = indices
        if index.name == self._name:
            raise self._refused("is an index that searchkit did not make")
        self._check(index)
        if special := index.aliases.get(self._name, ["another meaning"]):
            raise self._refused(f"is an alias with {', '.join(special)[:100]}")
        return index

    def all(self) -> list[str]:
        """The names of all indices that were made of the name, in the order of their numbers.

        Raises `SettingsError` if one of others has their alias.
        """
        indices = self._matching(self.made)
        for index in indices:
            self._check(index)
        return sorted(index.name for index in indices)

    def is_own(self, index: str, *, spare: str | None = None) -> bool:
        """Tell if there is such an index, without a certain alias, and searchkit made it."""
        return any(
            candidate.name == index and self._is_own(candidate) and spare not in candidate.aliases
            for candidate in self._matching(index)
        )

    def check_free(self, name: str) -> None:
        """Raise `SettingsError` if anything of others has a name that is needed."""
        for index in self._matching(name):
            if index.name == name:
                self._check(index)
            elif not self._is_own(index):
                raise self._refused(f"needs {name}, which is an alias of {index.name} there")

    def check_made(self, index: str, aliases: set[str]) -> None:
        """Raise `SettingsError` if the server has made of an index what nobody asked for."""
        for candidate in self._matching(index):
            if candidate.aliases.keys() != aliases or not self._is_own(candidate):
                raise self._refused("gets extra settings from an index template there")

    def _check(self, index: IndexInfo) -> None:
        if self._is_own(index):
            return
        mark = index.meta.get(MARK)
        if not isinstance(mark, Mapping):
            what = "which searchkit did not make"
        elif mark == {**self.mark(index.name), "format": mark.get("format")}:
            what = "which another version of searchkit made"
        else:
            what = f"a copy of {str(mark.get('index'))[:100]}"
        if not self._numbered.fullmatch(index.name) or self._name in index.aliases:
            raise self._refused(f"is an alias of {index.name}, {what}")
        raise self._refused(f"would be {index.name} there, {what}")

    def _is_own(self, index: IndexInfo) -> bool:
        numbered = self._numbered.fullmatch(index.name) is not None
        return numbered and index.meta.get(MARK) == self.mark(index.name)

    def _refused(self, what: str) -> SettingsError:
        url = self._server.address.urls[0]
        return SettingsError(f"{url}: {self._name} {what}", advice=_ADVICE)

    def _matching(self, name: str) -> Sequence[IndexInfo]:
        """The indices of a name, or of an alias."""
        try:
            answer = self._server.ask("GET", f"/{name}", options=_ASKED)
        except NoSuchIndex:
            return []
        with understood(self._server.address):
            return [
                IndexInfo(str(index), dict(settings.get("aliases", {})), _meta(settings))
                for index, settings in answer.items()
            ]


def _meta(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    meta = settings.get("mappings", {}).get("_meta", {})
    return meta if isinstance(meta, Mapping) else {}
