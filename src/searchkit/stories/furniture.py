"""The furniture of a saved page: what a site says in its own behalf, and captions of pictures.

Many texts of one site have it in common, and texts of one event have the pictures of one agency in
common; neither makes them versions of each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchkit import quick_re as re

#: A longer line is no notice, and no caption, as a whole.
MAX_NOTICE = 250
MAX_CAPTION = 500
#: A tweet that is shown in an article has at most so many characters.
MAX_TWEET = 320

# In small letters. A sentence or line that has one of these is said by the site.
_NOTICES = (
    "ad blocker", "ad-blocker", "adblock", "advertisement continue reading", "advertising partners",
    "all rights reserved", "may not be published, broadcast", "may not be reproduced",
    "automated access", "unusual traffic", "your ip address", "ip has been blocked",
    "you have been blocked", "access to this page", "enable javascript", "browser settings",
    "cookie policy", "use of cookies", "uses cookies", "use cookies", "our cookies",
    "accept cookies", "privacy policy", "our terms of service", "our terms of use",
    "site terms of use", "website terms of use", "transcripts are created", "of this transcript",
    "in its final form", "free articles", "our newsletter", "newsletter.", "newsletter!",
    "daily newsletter", "newsletters delivered", "email newsletter", "sign up for", "sign up to",
    "subscribe to", "subscribe here", "subscribe now", "your subscription", "your inbox",
    "click here", "read more:", "read more at", "read or share", "read the full story",
    "read the full article", "continue reading", "follow us", "follow him on", "follow her on",
    "follow them on", "like us on", "share this story", "share this article", "share this post",
    "download the app", "download our app", "contact the writer", "contact the reporter",
    "contributed to this report", "contributed to this story", "contributed to this article",
    "contributed reporting", "(reporting by", "(additional reporting", "editing by",
    "make a contribution", "make a donation", "become a member", "become a supporter",
    "support our journalism", "support independent journalism", "support quality journalism",
    "please donate", "tax-deductible", "as little as $", "as little as £", "as little as €",
    "licensing opportunities", "this content is available without charge",
    "this article was originally", "this story was originally", "this article originally",
    "this story originally", "this post originally", "commenting policy", "comment policy",
    "comments policy", "remove any comment", "abusive attacks", "freely reproduced",
    "republish our", "add your two cents", "creative commons",
)  # fmt: skip
# A line with one of these stands below a picture.
_CAPTIONS = (
    "getty images", "(ap photo", "ap photo/", "reuters/", "/reuters", "/afp", "afp/", "file photo",
    "image caption", "media caption", "image copyright", "hide caption", "toggle caption",
    "enlarge this image", "photo:", "photo by", "photograph:", "photo credit", "image:",
    "shutterstock", "pool photo",
)  # fmt: skip
_OPENINGS = ("file - ", "file – ", "file — ", "in this photo", "in this file photo")
_BEGINNINGS = (*_CAPTIONS, *(f"\n{opening}" for opening in _OPENINGS))
_TWEET = re.compile(
    r"[—–-] ?[^\n—–@()]{1,60}+\(@\w{1,20}\)"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}),? \d{4})?"
)

# A line with one of these at its end is the last of its paragraph.
_ENDS = frozenset(".!?:…”\"'’)]\n")

#: The `[start, end)` of a passage.
_Range = tuple[int, int]


def furniture(text: str) -> Iterator[_Range]:
    """The lines of notices and captions; of a long line, the few characters that are plain.

    >>> list(furniture("Rain fell.\\n\\nSign up for our letter.\\n\\nIn Bonn. Photo: Ann Lee"))
    [(12, 35), (37, 60)]
    """
    small = text.lower()
    if len(small) != len(text):
        return
    # Most texts have none of them, and few texts have two.
    for notice in [notice for notice in _NOTICES if notice in small]:
        for at in _places(small, notice):
            begin, end = _line(text, at)
            yield (begin, end) if end - begin <= MAX_NOTICE else (at, at + len(notice))
    for caption in [caption for caption in _BEGINNINGS if caption in small]:
        for at in _places(small, caption):
            yield from _caption(text, at + (caption[0] == "\n"))
    if small.startswith(_OPENINGS):
        yield from _caption(text, 0)


def _places(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + len(wanted))


def _caption(text: str, at: int) -> Iterator[_Range]:
    """The line, unless it is too long."""
    begin, end = _line(text, at)
    if end - begin <= MAX_CAPTION:
        yield begin, end


def tweets(text: str) -> Iterator[_Range]:
    """The tweets that an article shows without quotation marks, each to the name below it.

    >>> text = "It rained.\\n\\nHello, town! — Ann Lee (@annlee) May 4, 2018\\n\\nIt stopped."
    >>> [text[begin:end] for begin, end in tweets(text)]
    ['Hello, town! — Ann Lee (@annlee) May 4, 2018']
    """
    if "(@" not in text:
        return
    last = 0
    for match in _TWEET.finditer(text):
        begin, _ = _line(text, match.start())
        if not text[begin : match.start()].strip() and begin:
            # The name stands in a line of its own.
            while begin and text[begin - 1].isspace():
                begin -= 1
            begin, _ = _line(text, begin)
        while begin > max(last, match.start() - MAX_TWEET) and text[begin - 2] not in _ENDS:
            # A line that was broken goes on in the next one.
            begin, _ = _line(text, begin - 1)
        begin = max(begin, match.start() - MAX_TWEET, last)
        last = match.end()
        yield begin, last


def _line(text: str, at: int) -> _Range:
    """The line that has an offset, or as much of it as can be of interest."""
    first, last = max(0, at - MAX_CAPTION), at + MAX_CAPTION
    begin = text.rfind("\n", first, at) + 1 or first
    end = text.find("\n", at, last)
    return begin, min(last, len(text)) if end < 0 else end
