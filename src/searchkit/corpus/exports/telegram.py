"""Chats that Telegram Desktop exports as web pages: a `message` for each article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from searchkit import quick_re as re
from searchkit.corpus.exports.article_draft import ArticleDraft
from searchkit.corpus.exports.page_lines import lines_of
from searchkit.corpus.plain.dates import read_date
from searchkit.corpus.reader import ParsedDocument, Unread

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What every such page has in its source.
SIGN = 'class="page_body chat_page"'
SERVICE = "Telegram"

_NUMBER = re.compile(r"message(-?\d{1,15})")
#: `24.02.2022 06:12:33 UTC+03:00`: the day comes first, in any language.
_STAMP = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")


def read_articles(
    tree: _Element, encoding: str, warnings: tuple[str, ...]
) -> list[ParsedDocument | Unread] | None:
    """The messages of a page that have words; None if it has no messages.

    Who joins or pins is no message, and a picture or signs such as 👍 alone are no article.
    """
    messages = [_read(element, number) for number, element in _messages(tree)]
    if not messages:
        return None
    chat = _line(next((one for one in tree.iter("div") if _has_class(one, "page_header")), None))
    is_channel = {one.sender for one in messages} <= {chat, ""}
    documents: list[ParsedDocument | Unread] = []
    sender = ""
    for message in messages:
        sender = message.sender or sender  # not repeated above the next of the same one
        if message.texts:
            draft = _draft(message, chat, "" if is_channel else sender)
            draft.warnings[:0] = () if documents else warnings
            documents.append(draft.parsed(message.number, encoding))
    return documents


@dataclass(slots=True)
class _Message:
    """A message as it stands on the page; without `sender` it is of the same as the one above."""

    number: str
    sender: str = ""
    stamp: str = ""
    forwarded_from: str = ""
    texts: list[str] = field(default_factory=list)


def _messages(tree: _Element) -> Iterator[tuple[str, _Element]]:
    """The number and the element of each message, those within others left out."""
    from lxml.etree import iterwalk

    walk = iterwalk(tree, events=("start",), tag="div")
    for _, element in walk:
        match = _NUMBER.fullmatch(element.get("id") or "")
        if match and _has_class(element, "message", "default"):
            yield match[1], element
            walk.skip_subtree()


def _read(element: _Element, number: str) -> _Message:
    from lxml.etree import iterwalk

    message = _Message(number)
    is_forwarded = False
    walk = iterwalk(element, events=("start",), tag="div")
    for _, inner in walk:
        if _has_class(inner, "forwarded"):
            is_forwarded = True
            continue
        if _has_class(inner, "from_name"):
            if is_forwarded:
                message.forwarded_from = message.forwarded_from or (inner.text or "").strip()
            else:
                message.sender = message.sender or _line(inner)
        elif _has_class(inner, "date"):
            message.stamp = message.stamp or inner.get("title") or ""
        elif _has_class(inner, "text"):
            text = lines_of(inner).strip()
            if any(map(str.isalnum, text)):
                message.texts.append(text)
        else:
            continue
        walk.skip_subtree()
    return message


def _draft(message: _Message, chat: str, sender: str) -> ArticleDraft:
    """A message of a channel, which is its source, or of somebody in a group."""
    draft = ArticleDraft(SERVICE)
    if sender:
        draft.state("authors", (sender,), "from_name")
        draft.add("chat", chat)
    else:
        draft.state("source", chat, "page_header")
    if match := _STAMP.fullmatch(message.stamp):
        day, month, year, clock, zone = match.groups()
        reading = read_date(f"{year}-{month}-{day}T{clock}{zone or ''}")
        draft.state_date(reading.date if reading else None, "date", message.stamp)
    else:
        draft.state_dated(message.stamp, "date")
    draft.add("forwarded_from", message.forwarded_from)
    draft.text = "\n\n".join(message.texts)
    return draft


def _has_class(element: _Element, *names: str) -> bool:
    classes = (element.get("class") or "").split()
    return all(name in classes for name in names)


def _line(element: _Element | None) -> str:
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())
