"""Other spellings of a name in a query: `person:"Zamir Kabulov"` finds `Zamir N. Kabulov` too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from searchkit.analysis import tokenize
from searchkit.analysis.patterns import is_wildcard
from searchkit.search.name_groups import SPELT_IN, NameGroups, Words, shown
from searchkit.syntax import Node, Or, Phrase
from searchkit.syntax.tree import with_children

#: Spellings that one query can have.
MAX_IN_QUERY = 100


@dataclass(frozen=True, slots=True)
class Respelt:
    """A tree with the spellings of its names, and those of each name that has others."""

    tree: Node
    found: Mapping[str, Sequence[Words]]

    @property
    def notes(self) -> Iterator[str]:
        """What was searched for besides the names of the query."""
        for name, spellings in self.found.items():
            yield f"“{name}” also stands for {', '.join(map(shown, spellings))}"


def with_spellings(tree: Node, groups: NameGroups) -> Respelt:
    """The tree, each whole name in it joined by OR with its other spellings."""
    walk = _Walk(groups)
    return Respelt(walk.expanded(tree), walk.found)


class _Walk:
    """One walk over one tree."""

    def __init__(self, groups: NameGroups) -> None:
        self._groups = groups
        self._left = MAX_IN_QUERY
        self.found: dict[str, Sequence[Words]] = {}

    def expanded(self, node: Node) -> Node:
        match node:
            case Phrase(text, field, slop=0) if field in SPELT_IN and not is_wildcard(text):
                return self._name(node, text)
            case _:
                return with_children(node, self.expanded)

    def _name(self, node: Phrase, text: str) -> Node:
        own = tuple(filter(None, tokenize(text)))
        spellings = [words for words in self._groups.spellings(text) if words != own]
        spellings = spellings[: self._left]
        if not spellings:
            return node
        self._left -= len(spellings)
        self.found[text] = spellings
        others = (
            Phrase(" ".join(words), node.field, whole=True, span=node.span) for words in spellings
        )
        return Or((node, *others), node.span)
