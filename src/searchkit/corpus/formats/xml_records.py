"""XML that is a list of records, as databases and scripts write it: an element for each article."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from searchkit.corpus.formats.field_names import TEXTS, key_of
from searchkit.corpus.formats.xml_blocks import blocks_in
from searchkit.corpus.formats.xml_tree import line_in, local_name, text_in

if TYPE_CHECKING:
    from lxml.etree import _Element

#: How deep below the root the records may be, how deep in a record its values, and how many records
#: are looked at before they are taken for articles.
_MAX_LEVELS, _MAX_DEPTH, _MAX_TRIED = 3, 4, 100
#: Words that one of them must have as its text.
_MIN_WORDS = 12
_PARAGRAPHS = frozenset({"p", "para", "paragraph"})
#: Elements that are called a text in JSON, but are whole articles in XML.
_ARTICLES = frozenset({"article", "story"})
#: What parts an article; articles may be within it, but it is none.
_SECTIONS = frozenset("sec section div div1 div2 chapter".split())
#: Elements whose attribute `name` says what they hold, as databases and Solr write them.
_NAMED = frozenset("field column str arr date int long float double bool property".split())
_TEXT = frozenset(TEXTS)
_TEXT_ALONE = _TEXT - _ARTICLES


def records_in(root: _Element) -> list[_Element]:
    """The elements of a name that hold an article each; empty if there are no two of them.

    They may be in groups, by day or section. What is within an article is none.
    """
    best: list[_Element] = []
    level = [root]
    for _ in range(_MAX_LEVELS):
        level = [parent for parent in level if not _has_text(parent)]
        named: dict[str, list[_Element]] = {}
        for child in chain.from_iterable(level):
            if name := local_name(child):
                named.setdefault(name, []).append(child)
        for name, children in named.items():
            is_longer = len(children) > max(1, len(best)) and name not in _SECTIONS
            if is_longer and any(map(_is_article, children[:_MAX_TRIED])):
                best = children
        level = [child for parent in level for child in parent if len(child)]
    return best


def _has_text(element: _Element) -> bool:
    """Tell if an element is an article itself, with a text or paragraphs right below it."""
    texts = (child for child in element if _is_text(child) or local_name(child) in _PARAGRAPHS)
    return sum(len(text_in(child).split()) for child in texts) >= _MIN_WORDS


def _is_text(element: _Element) -> bool:
    """Tell if an element is a text, not around what has texts."""
    if key_of(local_name(element)) not in _TEXT_ALONE:
        return False
    return not any(key_of(local_name(inner)) in _TEXT for inner in element.iterdescendants())


def object_of(record: _Element) -> dict[str, object]:
    """What a record holds, by the names of its elements and attributes, as JSON would have it."""
    values: dict[str, object] = {}
    for name, value in _values(record, 0):
        before = values.get(name)
        if before is None:
            values[name] = value
        elif isinstance(before, list):
            before.append(value)
        else:
            values[name] = [before, value]
    paragraphs = [text_in(child) for child in record if local_name(child) in _PARAGRAPHS]
    if paragraphs and _TEXT.isdisjoint(map(key_of, values)):
        values["text"] = "\n\n".join(paragraphs)
    return values


def _values(element: _Element, depth: int) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if value and (depth == 0 or name == "when"):
            yield str(name).rpartition("}")[2], str(value)
    for child in element:
        name = local_name(child)
        if name in _NAMED:
            name = child.get("name") or name
        if not name or name in _PARAGRAPHS:
            continue
        if key_of(name) in _TEXT:
            if text := "\n\n".join(blocks_in(child).texts):
                yield name, text
        elif len(child) and depth < _MAX_DEPTH:
            yield from _values(child, depth + 1)
        elif line := line_in(child):
            yield name, line


def _is_article(record: _Element) -> bool:
    if not len(record):
        return False
    values = object_of(record)
    texts = [value for name, value in values.items() if key_of(name) in _TEXT]
    return any(len(str(text).split()) >= _MIN_WORDS for text in texts) and len(values) > 1
