"""Parts of a page that its server sent later, hidden behind it, for a script to put in place.

React streams pages so: `<template id="B:0">` stands where a part belongs, and at the end of the
page comes `<div hidden id="S:0">` with it. A part can hold the places of others, named `P:1`.
"""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

_PART = "S:"
_PLACES = ("B:", "P:")


def put_in_place(tree: HtmlElement, text: str, deepest: int) -> bool:
    """Move what was streamed to where it belongs, and tell if anything was moved.

    Changes the tree; `text` is that of the page. Parts can stand in one another: where a tree has
    become deeper than the `deepest` that may be, the rest is left.
    """
    moved = False
    if f'id="{_PART}' not in text:
        return moved
    places = {name: place for place in tree.iter("template") if (name := place.get("id"))}
    for part in list(tree.iter("div")):
        name = part.get("id") or ""
        if not name.startswith(_PART) or part.get("hidden") is None:
            continue
        number = name.removeprefix(_PART)
        place = next((places[kind + number] for kind in _PLACES if kind + number in places), None)
        around = [] if place is None else list(islice(place.iterancestors(), deepest))
        if place is None or part in around:
            continue
        if len(around) == deepest:
            break
        del part.attrib["hidden"]
        place.addnext(part)
        moved = True
    return moved
