"""Words of equal meaning, from `variants.txt`: a line `ceasefire = truce = armistice`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from searchkit.analysis import tokenize
from searchkit.errors import ControlFileUnusable
from searchkit.quick_dataclass import dataclass
from searchkit.regular_file import FileTooLarge, NotRegularFile, read_regular_file
from searchkit.syntax import (
    Node,
    Or,
    Phrase,
    Term,
    unquoted,
)
from searchkit.syntax.fields import is_text
from searchkit.syntax.tree import with_children

FILE = "variants.txt"
MAX_BYTES = 1_000_000
#: Words or phrases of one line, words of a phrase, and variants that one query can have.
MAX_IN_LINE = 50
MAX_WORDS = 10
MAX_IN_QUERY = 200

#: The words of one line, as they were written.
Line = tuple[str, ...]


class Variants:
    """The lines of a file, by each of their words.

    Raises `ControlFileUnusable` for a file that cannot be understood.
    """

    def __init__(self, text: str, stem: Callable[[str], str]) -> None:
        self._stem = stem
        self._lines: dict[tuple[str, ...], list[Line]] = {}
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            variants = tuple(" ".join(unquoted(part).split()) for part in line.split("="))
            if len(variants) < 2 or not all(map(tokenize, variants)):
                raise ControlFileUnusable(
                    f"{FILE}, line {number}: write words of equal meaning, as in truce = armistice"
                )
            if len(variants) > MAX_IN_LINE or any(
                len(tokenize(variant)) > MAX_WORDS for variant in variants
            ):
                raise ControlFileUnusable(
                    f"{FILE}, line {number}: at most {MAX_IN_LINE} words or phrases in a line, "
                    f"and {MAX_WORDS} words in a phrase"
                )
            for variant in variants:
                self._lines.setdefault(self._key(variant), []).append(variants)

    def of(self, word: str) -> Sequence[str]:
        """The words and phrases of equal meaning, without the word itself."""
        key = self._key(word)
        variants = (variant for line in self._lines.get(key, ()) for variant in line)
        return [variant for variant in dict.fromkeys(variants) if self._key(variant) != key]

    def expand(self, tree: Node) -> Expanded:
        """The tree, each loose word in it joined by OR with its variants."""
        if not self._lines:
            return Expanded(tree, {})
        walk = _Walk(self)
        return Expanded(walk.expanded(tree), walk.found)

    def _key(self, words: str) -> tuple[str, ...]:
        return tuple(map(self._stem, tokenize(words)))


@dataclass(frozen=True, slots=True)
class Expanded:
    """A tree with variants, and the variants of each word that has some."""

    tree: Node
    found: Mapping[str, Sequence[str]]

    @property
    def notes(self) -> Iterator[str]:
        """What was searched for besides the words of the query."""
        for word, variants in self.found.items():
            yield f"“{word}” also stands for {', '.join(variants)} ({FILE})"


class _Walk:
    """One walk over one tree."""

    def __init__(self, variants: Variants) -> None:
        self._variants = variants
        self._left = MAX_IN_QUERY
        self.found: dict[str, Sequence[str]] = {}

    def expanded(self, node: Node) -> Node:
        match node:
            case Term(text, False, field) if is_text(field):
                return self._term(node, text)
            case Or(children):
                several = map(self.expanded, children)
                flat = (
                    inner
                    for variant in several
                    for inner in (variant.children if isinstance(variant, Or) else (variant,))
                )
                return Or(tuple(flat), node.span)
            case _:
                return with_children(node, self.expanded)

    def _term(self, node: Term, text: str) -> Node:
        variants = self._variants.of(text)[: self._left]
        if not variants:
            return node
        self._left -= len(variants)
        self.found[text] = variants
        others = (
            replace(node, text=variant)
            if len(tokenize(variant)) == 1 and " " not in variant
            else Phrase(variant, node.field, span=node.span)
            for variant in variants
        )
        return Or((node, *others), node.span)


def stamp(home: Path) -> tuple[int, int] | None:
    """What changes whenever the file of a project does; None without one."""
    try:
        facts = (home / FILE).stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size


class VariantsFile:
    """The file of a project, read again whenever it has changed."""

    def __init__(self, home: Path, stem: Callable[[str], str]) -> None:
        self._path = home / FILE
        self._stem = stem
        self._read: tuple[tuple[int, int] | None, Variants] | None = None

    def current(self) -> Variants:
        """The variants as the file has them now. Raises `ControlFileUnusable`."""
        changed = stamp(self._path.parent)
        if self._read is None or self._read[0] != changed:
            self._read = changed, Variants(self._text(), self._stem)
        return self._read[1]

    def _text(self) -> str:
        try:
            data = read_regular_file(self._path, max_bytes=MAX_BYTES, follow_symlinks=False)
        except FileNotFoundError:
            return ""
        except (NotRegularFile, FileTooLarge) as error:
            raise ControlFileUnusable(f"{FILE}: {error.strerror}") from error
        except OSError as error:
            raise ControlFileUnusable(f"{FILE}: {error.strerror or error}") from error
        return data.decode("utf-8-sig", "replace")
