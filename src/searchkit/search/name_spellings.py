"""Other spellings of a name in a query: `person:"Zamir Kabulov"` finds `Zamir N. Kabulov` too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from searchkit.analysis import tokenize
from searchkit.analysis.patterns import is_wildcard
from searchkit.search.name_corrections import Words
from searchkit.search.name_groups import NameGroups, shown
from searchkit.syntax import And, Node, Not, Or, Phrase
from searchkit.syntax.tree import with_children

#: Spellings that one query can have.
MAX_IN_QUERY = 100


def with_spellings(tree: Node, groups: NameGroups) -> tuple[Node, list[str]]:
    """The tree, each whole name in it joined by OR with its other spellings, and what they are."""
    walk = _Walk(groups)
    expanded = walk.expanded(tree)
    notes = (
        f"“{name}” also stands for {', '.join(map(shown, spellings))}"
        for name, spellings in walk.found.items()
    )
    return expanded, list(notes)


class _Walk:
    """One walk over one tree."""

    def __init__(self, groups: NameGroups) -> None:
        self._groups = groups
        self._left = MAX_IN_QUERY
        self.found: dict[str, Sequence[Words]] = {}

    def expanded(self, node: Node) -> Node:
        match node:
            case Phrase(text, str(field), slop=0) if not is_wildcard(text):
                return self._name(node, text, field) if self._groups.is_spelt(field) else node
            case _:
                return with_children(node, self.expanded)

    def _name(self, node: Phrase, text: str, field: str) -> Node:
        kind = None if field == "name" else self._groups.kind(text)
        if kind is not None and kind != field:
            # The user says that it is something else.
            return And((node, Not(node, node.span)), node.span)
        if kind is not None:
            node, field = replace(node, field="name"), "name"
        own = tuple(filter(None, tokenize(text)))
        spellings = [words for words in self._groups.spellings(text, field) if words != own]
        spellings = spellings[: self._left]
        if not spellings:
            return node
        self._left -= len(spellings)
        self.found[text] = spellings
        others = (
            Phrase(" ".join(words), node.field, whole=True, span=node.span) for words in spellings
        )
        return Or((node, *others), node.span)
