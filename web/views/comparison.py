"""The page of two articles side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from searchkit import Comparison, Passage, Row
from searchkit.web.views.highlighting import Segment, segments
from searchkit.web.views.story import ArticleLinkView, article_link, compare_href

#: Rows of a kind that stand open; of more, all but the first are folded.
MAX_OPEN = 3

_KINDS = {
    "same": "in both",
    "changed": "changed",
    "left": "only on the left",
    "right": "only on the right",
}


@dataclass(frozen=True, slots=True)
class RowView:
    """Sentences beside each other; either side may be empty. `differing` names what differs.

    `folded` are sentences of the same kind that follow.
    """

    kind: str
    name: str
    left: tuple[Segment, ...]
    right: tuple[Segment, ...]
    differing: tuple[str, ...]
    folded: tuple[tuple[Segment, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two articles in two columns; the shares are of each in the other."""

    left: ArticleLinkView
    right: ArticleLinkView
    left_share: str
    right_share: str
    summary: str
    swapped_href: str
    rows: tuple[RowView, ...]


def comparison_view(comparison: Comparison) -> ComparisonView:
    """Two articles side by side."""
    counts = ((len(comparison.of(kind)), name) for kind, name in _KINDS.items())  # type: ignore[arg-type]
    return ComparisonView(
        article_link(comparison.left),
        article_link(comparison.right),
        f"{comparison.link.left.share:.0%}",
        f"{comparison.link.right.share:.0%}",
        "Sentences: " + ", ".join(f"{count} {name}" for count, name in counts),
        compare_href(comparison.right.id, comparison.left.id),
        tuple(_rows(comparison.rows)),
    )


def _rows(rows: Sequence[Row]) -> Iterator[RowView]:
    """The rows; a long run of sentences that are equal, or on one side only, is folded."""
    for kind, run in groupby(rows, key=lambda row: row.kind):
        views = tuple(map(_row, run))
        if kind == "changed" or len(views) <= MAX_OPEN:
            yield from views
            continue
        first, *others = views
        yield replace(first, folded=tuple(other.left or other.right for other in others))


def _row(row: Row) -> RowView:
    differing = (
        f"{part.kind} only on the {side}: {', '.join(values)}"
        for part in row.differing
        for side, values in (("left", part.left), ("right", part.right))
        if values
    )
    left, right = _segments(row.left), _segments(row.right)
    return RowView(row.kind, _KINDS[row.kind], left, right, tuple(differing))


def _segments(passage: Passage | None) -> tuple[Segment, ...]:
    return segments(passage.text, passage.marks) if passage else ()
