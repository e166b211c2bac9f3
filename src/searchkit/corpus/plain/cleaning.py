"""The article in a plain text that a person saved: what surrounds it left out, its lines joined.

Something is left out only if it is boilerplate by its whole shape and by its place. Whatever is
in doubt stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from searchkit.article import Removed
from searchkit.corpus.plain.author_boxes import MAX_LINES, find_author_box
from searchkit.corpus.plain.blocks import goes_on, kind_of
from searchkit.corpus.plain.boilerplate import Place, boilerplate_of, is_button, is_offer
from searchkit.corpus.plain.lines import Block, Line, blocks_of
from searchkit.corpus.plain.page_breaks import without_page_breaks
from searchkit.corpus.plain.page_top import read_top, title_parted
from searchkit.corpus.plain.paragraphs import Words, joined, text_of
from searchkit.quick_dataclass import dataclass

#: Kinds that are left out even of a text that a person has prepared with front matter.
_SURE = frozenset({"share", "comments", "notice", "title"})
_MAX_PASSES = 20
_MAX_BELOW = 40
_MAX_HEADLINE_LENGTH = 25
#: Characters; in a script without spaces or full stops the length of a paragraph must do.
_CLEARLY_PROSE = 200
_RELATED = ("related", "you may also like", "you might also like", "most ", "trending")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text of an article alone, and what was left out of the saved text, in its order."""

    body: str
    removed: tuple[Removed, ...] = ()


def clean_text(text: str, title: str, *, timid: bool = False) -> Cleaned:
    """The article that a saved text holds.

    `title` is left out where it stands above the prose; give none if it is part of the prose.
    `timid` is for text with front matter: all but what no article ever holds is kept. So it is
    if no prose would be left, or less than half of the words.
    """
    words = Words(text)
    lines, page_breaks = without_page_breaks(blocks_of(text))
    saved = _begun(joined(title_parted(lines, title), words), title, words)
    blocks, removed = saved, list[tuple[Line, str]]()
    shapes = _Shapes()
    for _ in range(_MAX_PASSES):
        page = _Page(blocks, title, shapes, timid=timid)
        page.mark()
        if not page.kinds:
            break
        removed += [(page.lines[at], kind) for at, kind in page.kinds.items()]
        left = page.kept(words)
        blocks = _begun(left, title, words)
        if page.is_plain and blocks is left:
            break
    lost = sum(len(line.text.split()) for line, _ in removed)
    if 2 * lost > len(text.split()) or not _has_prose(blocks):
        blocks, removed = saved, []
    removed += [(line, "page header") for line in page_breaks]
    if not removed:
        return Cleaned(text_of(saved))
    removed.sort(key=lambda entry: entry[0].number)
    return Cleaned(
        text_of(blocks), tuple(Removed(line.saved.strip(), kind) for line, kind in removed)
    )


def _begun(blocks: list[Block], title: str, words: Words) -> list[Block]:
    """The blocks as the beginning of a text: no space before it, its title parted from it."""
    if blocks and blocks[0][0].text[0].isspace():
        first, *others = blocks[0]
        unindented = first._replace(text=first.text.lstrip())
        blocks = joined([[unindented, *others]], words) + blocks[1:]
    parted = title_parted(blocks, title)
    return blocks if parted is blocks else joined(parted, words)


def _has_prose(blocks: list[Block]) -> bool:
    texts = [line.text for block in blocks for line in block]
    if max(map(len, texts), default=0) > _CLEARLY_PROSE:
        return True
    return any(kind_of(text) == "prose" for text in texts)


class _Shapes(dict[str, tuple[str, Place] | None]):
    """Line → what boilerplate it is, computed once a line."""

    def __missing__(self, line: str) -> tuple[str, Place] | None:
        shape = self[line] = boilerplate_of(line)
        return shape


class _Page:
    """The lines of a text, and the kinds of those that are no part of the article."""

    def __init__(self, blocks: list[Block], title: str, known: _Shapes, *, timid: bool) -> None:
        self._blocks = blocks
        self.lines = [line for block in blocks for line in block]
        self.kinds: dict[int, str] = {}
        self._title = title
        self._known = known
        self._timid = timid
        self._texts = [line.text.strip() for line in self.lines]
        self._block_of = [at for at, block in enumerate(blocks) for _ in block]
        self._shapes: dict[int, tuple[str, Place]] = {}
        self._top = 0

    def mark(self) -> None:
        """Finds what is no part of the article."""
        self._mark_shapes()
        top = read_top(self._texts, self._block_of, self._title, metadata=not self._timid)
        self.kinds.update(top.kinds)
        self._top = top.end
        for at in range(top.end):
            self._mark_edge(at)
        self._mark_below()
        for at in sorted(self._shapes):
            if self.kinds.get(at - 1) == "share":
                self._mark_edge(at)
        for at in sorted(self._shapes, reverse=True):
            if self.kinds.get(at + 1) == "share":
                self._mark_edge(at)

    @property
    def is_plain(self) -> bool:
        """Tell if only whole blocks above the prose were found, so that the rest stays as it is."""
        return list(self.kinds) == list(range(self._top)) and (
            self._block_of[self._top : self._top + 1] != self._block_of[self._top - 1 : self._top]
        )

    def kept(self, words: Words) -> list[Block]:
        """The blocks without what was found; the lines that it parted are joined anew."""
        blocks: list[Block] = []
        first = 0
        for block in self._blocks:
            after = first + len(block)
            if self.kinds.keys().isdisjoint(range(first, after)):
                blocks.append(block)
            else:
                blocks += joined(self._pieces(range(first, after)), words)
            first = after
        return blocks

    def _pieces(self, lines: range) -> list[Block]:
        runs = groupby(lines, self.kinds.__contains__)
        return [[self.lines[at] for at in run] for is_out, run in runs if not is_out]

    def _mark_shapes(self) -> None:
        for at, text in enumerate(self._texts):
            shape = self._known[text]
            if shape is None or (self._timid and shape[0] not in _SURE):
                continue
            self._shapes[at] = shape
        for at, (kind, place) in self._shapes.items():
            if place == "anywhere" and self._stands_alone(at):
                self.kinds[at] = kind
            if kind in ("donation", "subscription"):
                self._mark_offer(at)

    def _mark_offer(self, at: int) -> None:
        """The paragraph that asks, below a heading that does, and the button below that."""
        if at + 1 < len(self._texts) and is_offer(self._texts[at + 1]) and self._stands_alone(at):
            kind = self._shapes[at][0]
            last = (
                at + 2 if at + 2 < len(self._texts) and is_button(self._texts[at + 2]) else at + 1
            )
            self.kinds.update(dict.fromkeys(range(at, last + 1), kind))

    def _stands_alone(self, at: int) -> bool:
        """Tell if a line is no piece of a sentence that is broken into lines."""
        block = self._block_of[at]
        above = self._texts[at - 1] if at and self._block_of[at - 1] == block else ""
        if above and (goes_on([above]) or self._texts[at][0].islower()):
            return at - 1 in self._shapes
        after = at + 1 < len(self._texts) and self._block_of[at + 1] == block
        return not after or at + 1 in self._shapes or not self._texts[at + 1][0].islower()

    def _mark_edge(self, at: int) -> None:
        if at in self._shapes and at not in self.kinds and self._stands_alone(at):
            self.kinds[at] = self._shapes[at][0]

    def _mark_below(self) -> None:
        """Mark what stands below the prose, from the last line upwards."""
        for at in range(len(self._texts) - 1, self._top - 1, -1):
            self._mark_edge(at)
            if at not in self.kinds:
                break
        if not self._timid:
            self._mark_related()
            self._mark_author_box()

    def _mark_related(self) -> None:
        """The headlines below `Related posts`, if nothing else follows."""
        for at in range(len(self._texts) - 1, max(self._top, len(self._texts) - _MAX_BELOW), -1):
            text = self._texts[at]
            if self.kinds.get(at) == "navigation" and text.lower().startswith(_RELATED):
                below = [i for i in range(at, len(self._texts)) if i not in self.kinds]
                self.kinds.update(dict.fromkeys(below, "related"))
            elif at not in self._shapes and not _is_headline(text):
                return

    def _mark_author_box(self) -> None:
        left = list(islice(self._left_below(), MAX_LINES))[::-1]
        if box := find_author_box([self._texts[at] for at in left]):
            self.kinds.update(dict.fromkeys(left[box.start :], "author box"))
            for at in range(left[box.start] - 1, self._top - 1, -1):
                self._mark_edge(at)
                if at not in self.kinds:
                    break

    def _left_below(self) -> Iterator[int]:
        """The lines below the top that are not left out, from the last upwards."""
        return (at for at in range(len(self._texts) - 1, self._top - 1, -1) if at not in self.kinds)


def _is_headline(text: str) -> bool:
    return len(text.split()) <= _MAX_HEADLINE_LENGTH and kind_of(text) in ("headline", "date")
