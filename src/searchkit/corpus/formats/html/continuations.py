"""The rest of an article whose text stands in several containers of one kind.

Extraction looks for the one element that holds the article. Pages part a long text at pictures and
advertisements into containers that are alike; then all but the first may be lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from searchkit import quick_re as re
from searchkit.corpus.formats.html.boilerplate import folded
from searchkit.quick_dataclass import dataclass

#: Words; shorter paragraphs are found on many pages.
_MIN_PARAGRAPH = 8
#: Words of a container that are worth being joined, and those that are worth a warning.
_MIN_CONTAINER = 40
_MIN_LEFT_OUT = 100
#: Characters by which paragraphs are compared.
_COMPARED = 80
#: So many characters of a line nearly always have `_COMPARED` when they are folded.
_ENOUGH = 200
#: The share of a container's words that stand in links from which it is a list of them.
_MAX_LINKED = 0.4
_MAX_PARAGRAPHS = 5_000
_BLOCKS = ("p", "h2", "h3", "h4", "li", "blockquote", "pre")
_OTHERS = re.compile(
    r"comment|related|teaser|recommend|promo|sidebar|newsletter|footer|popular|author|bio(?:$|[\s_-])",
    re.IGNORECASE,
)
_OUTSIDE = frozenset({"aside", "footer", "nav", "form", "figure", "figcaption", "header"})

_Kind = tuple[str, str, HtmlElement | None]


@dataclass(frozen=True, slots=True)
class Continued:
    """The blocks of an article with those joined that were lost, and the words still left out."""

    blocks: list[str]
    left_out: int = 0


def continued(tree: HtmlElement, blocks: Sequence[str]) -> Continued:
    """Joins what stands in containers like those of the blocks, and in the same article."""
    known = {key: at for at, block in enumerate(blocks) for key in _keys(block)}
    places: list[tuple[HtmlElement, int | None]] = []
    words: Counter[_Kind] = Counter()
    for paragraph in tree.iter("p"):
        key = folded("".join(paragraph.itertext()))
        parent = paragraph.getparent()
        if parent is None or key.count(" ") < _MIN_PARAGRAPH - 1:
            continue
        at = known.get(key[:_COMPARED])
        places.append((parent, at))
        if at is not None:
            words[_kind(parent)] += key.count(" ") + 1
        if len(places) == _MAX_PARAGRAPHS:
            break
    if not words:
        return Continued(list(blocks))
    kinds = {kind for kind, count in words.items() if kind[1] and count >= _MIN_CONTAINER}
    return _joined(places, kinds, blocks)


def _joined(
    places: Sequence[tuple[HtmlElement, int | None]], kinds: set[_Kind], blocks: Sequence[str]
) -> Continued:
    taken = {parent for parent, at in places if at is not None}
    # What also surrounds the text of the article says nothing against other text in it.
    around = {above for parent in taken for above in parent.iterancestors()}
    classes = {element.get("class") for element in (*taken, *around)}
    after: dict[int, list[str]] = {}
    seen: set[HtmlElement] = set()
    last = -1
    left_out = 0
    for parent, at in places:
        if at is not None:
            last = max(last, at)
        elif parent not in taken and parent not in seen and _kind(parent) in kinds:
            seen.add(parent)
            lost = list(_blocks_of(parent))
            count = sum(len(block.split()) for block in lost)
            if _is_prose(parent, count, around, classes):
                after.setdefault(last, []).extend(lost)
            elif count >= _MIN_CONTAINER:
                left_out += count
    if not after:
        return Continued(list(blocks), left_out if left_out >= _MIN_LEFT_OUT else 0)
    joined = after.get(-1, [])
    for at, block in enumerate(blocks):
        joined += [block, *after.get(at, ())]
    return Continued(joined, left_out if left_out >= _MIN_LEFT_OUT else 0)


def _keys(block: str) -> Iterator[str]:
    for line in (block, *block.split("\n")):
        yield _start_of(line)


def _start_of(line: str) -> str:
    """The first characters of a line when it is folded."""
    if len(line) > _ENOUGH:
        # The last word may go on.
        start = folded(line[:_ENOUGH]).rpartition(" ")[0]
        if len(start) >= _COMPARED:
            return start[:_COMPARED]
    return folded(line)[:_COMPARED]


def _kind(element: HtmlElement) -> _Kind:
    """The tag and class of an element, and the article that it stands in."""
    article = next(element.iterancestors("article"), None)
    return str(element.tag), " ".join((element.get("class") or "").split()), article


def _is_prose(
    container: HtmlElement, count: int, around: set[HtmlElement], classes: set[str | None]
) -> bool:
    """Tell if a container holds text of the article rather than links or the text of others.

    `around` are the elements that hold what is known of the article, `classes` theirs.
    """
    if count < _MIN_CONTAINER or next(container.iter("h1"), None) is not None:
        return False
    for above in (container, *container.iterancestors()):
        if above in around or above.tag in ("article", "body"):
            break
        name = "" if above.get("class") in classes else above.get("class")
        if above.tag in _OUTSIDE or _OTHERS.search(f"{name} {above.get('id')}"):
            return False
    linked = sum(len("".join(link.itertext()).split()) for link in container.iter("a"))
    return linked <= _MAX_LINKED * count


def _blocks_of(container: HtmlElement) -> Iterator[str]:
    for element in container.iter(*_BLOCKS):
        if any(inner is not element for inner in element.iter(*_BLOCKS)):
            continue  # its blocks come by themselves
        if text := " ".join("".join(element.itertext()).split()):
            yield f"- {text}" if element.tag == "li" else text
