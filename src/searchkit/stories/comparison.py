"""Two articles sentence by sentence: what is in both, what was changed, what only one has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from searchkit.article import Article
from searchkit.deadline import watched
from searchkit.quick_dataclass import dataclass
from searchkit.stories.alignment import Aligned, Text, aligned
from searchkit.stories.differing import Word, differing_figures, differing_names, words_of
from searchkit.stories.links import Link, link
from searchkit.stories.rewordings import reworded
from searchkit.stories.story import summary

Kind = Literal["same", "changed", "left", "right"]
#: The `[start, end)` code points of a mark.
Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of one of the articles; `marks` are what of it is not in the other one's."""

    text: str
    marks: tuple[Mark, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"text": self.text, "marks": [list(mark) for mark in self.marks]}


@dataclass(frozen=True, slots=True)
class Differing:
    """Figures or names that stand in a sentence of one article and not in the other's."""

    kind: Literal["figures", "names"]
    left: tuple[str, ...]
    right: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"kind": self.kind, "left": list(self.left), "right": list(self.right)}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence that is the `same` in both, was `changed`, or is only `left` or `right`."""

    kind: Kind
    left: Passage | None
    right: Passage | None
    differing: tuple[Differing, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "kind": self.kind,
            "left": self.left.to_dict() if self.left else None,
            "right": self.right.to_dict() if self.right else None,
            "differing": [passage.to_dict() for passage in self.differing],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles; `rows` go through the left one, with what is only in the right one between."""

    left: Article
    right: Article
    link: Link
    rows: tuple[Row, ...]

    def of(self, kind: Kind) -> list[Row]:
        """The rows of one kind."""
        return [row for row in self.rows if row.kind == kind]

    def to_dict(self) -> dict[str, Any]:
        """The comparison, ready for JSON."""
        return {
            "left": {**summary(self.left), "share": self.link.left.share},
            "right": {**summary(self.right), "share": self.link.right.share},
            "rows": [row.to_dict() for row in self.rows],
        }


def compare(left: Article, right: Article, ours: Text, theirs: Text) -> Comparison:
    """Two articles and their texts. A sentence that was made of two stands beside both."""
    partners, lone = _partners(aligned(ours, theirs))
    partners = {**partners, **_reworded(ours, theirs, partners, lone)}
    taken = set(partners.values()) | lone.keys()
    # What is only in the right text follows the sentence that it follows there.
    after: dict[int, list[Row]] = {}
    place = -1
    left_of = {other: left for left, other in partners.items()}
    for number in watched(range(len(theirs.sentences))):
        place = left_of.get(number, place)
        if number not in taken:
            after.setdefault(place, []).append(Row("right", None, _plain(theirs, number)))
        elif number in lone:
            after.setdefault(lone[number], []).append(_both(ours, lone[number], theirs, number))
    rows = list(after.get(-1, ()))
    for number in watched(range(len(ours.sentences))):
        if number in partners:
            rows.append(_both(ours, number, theirs, partners[number]))
        else:
            rows.append(Row("left", _plain(ours, number), None))
        rows += after.get(number, ())
    return Comparison(left, right, link(ours, theirs), tuple(rows))


def _partners(alignments: Iterable[Aligned]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Left sentence → right one, each the best that is left; and the right ones without → left."""
    partners: dict[int, int] = {}
    used: set[int] = set()
    rest = []
    for alignment in sorted(
        alignments, key=lambda alignment: (-alignment.words, alignment.left, alignment.right)
    ):
        if alignment.left not in partners and alignment.right not in used:
            partners[alignment.left] = alignment.right
            used.add(alignment.right)
        else:
            rest.append(alignment)
    lone: dict[int, int] = {}
    for alignment in rest:
        if alignment.left not in partners:
            partners[alignment.left] = alignment.right
        elif alignment.right not in used:
            lone.setdefault(alignment.right, alignment.left)
    return partners, lone


def _reworded(
    ours: Text, theirs: Text, partners: Mapping[int, int], lone: Mapping[int, int]
) -> Mapping[int, int]:
    """Left sentence → right one that says the same in other words, of those that are alone."""
    taken = {*partners.values(), *lone}
    pairs = reworded(
        ours,
        theirs,
        [number for number in range(len(ours.sentences)) if number not in partners],
        [number for number in range(len(theirs.sentences)) if number not in taken],
    )
    return {pair.left: pair.right for pair in pairs}


def _both(ours: Text, left: int, theirs: Text, right: int) -> Row:
    word, other = _written(ours, left), _written(theirs, right)
    if ours.sentences[left].terms == theirs.sentences[right].terms:
        return Row("same", Passage(word), Passage(other))
    # A query from a cold shell does not need it.
    from rapidfuzz.distance import Indel

    words, others = words_of(word), words_of(other)
    gone: list[Word] = []
    come: list[Word] = []
    for change in Indel.opcodes([w.term for w in words], [w.term for w in others]):
        if change.tag != "equal":
            gone += words[change.src_start : change.src_end]
            come += others[change.dest_start : change.dest_end]
    return Row(
        "changed",
        Passage(word, _marks(word, gone)),
        Passage(other, _marks(other, come)),
        tuple(_differing(word, other)),
    )


def _plain(text: Text, number: int) -> Passage:
    return Passage(_written(text, number))


def _written(text: Text, number: int) -> str:
    start, end, _ = text.sentences[number]
    return " ".join(text.text[start:end].split())


def _marks(sentence: str, words: Sequence[Word]) -> tuple[Mark, ...]:
    """The words; those with nothing but signs and blanks between them make one mark."""
    marks: list[Mark] = []
    for word in words:
        between = sentence[marks[-1][1] : word.start] if marks else ""
        if marks and not any(map(str.isalnum, between)):
            marks[-1] = marks[-1][0], word.end
        else:
            marks.append((word.start, word.end))
    return tuple(marks)


def _differing(text: str, other: str) -> Iterator[Differing]:
    figures, names = differing_figures(text, other), differing_names(text, other)
    if any(figures):
        yield Differing("figures", *figures)
    if any(names):
        yield Differing("names", *names)
