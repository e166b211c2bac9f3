"""The name of a site whose pages declare none: behind the headline, or in the line of copyright."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from searchkit import quick_re as re
from searchkit.corpus.formats.html.boilerplate import folded
from searchkit.corpus.formats.html.page import Page, text_of
from searchkit.corpus.reader import Stated

_MARKS = re.compile(r"\s[|\-–—·•:»]+\s|\||--")
_OF_RIGHTS = re.compile(
    r"(?:©|\(c\)|&copy;|®|copyright|\d{4}(?:\s?[-–]\s?\d{4})?|all rights reserved\.?"
    r"|alle rechte vorbehalten\.?|tous droits réservés\.?|版权所有|版權所有)",
    re.IGNORECASE,
)
#: Chinese and Japanese have no blank before the name of a site, which one of these words says:
#: site, news, paper, television, agency. A headline stands before it, and perhaps a section.
NAME_OF_CJK = re.compile(
    r"(?<=.{8})(?:(?:--|_)[^\s\-－–—_|｜：]{1,8})?\s?(?:--|[-－–—_|｜：])\s?"
    r"(?P<name>[^\s\-－–—_|｜：，。、]{0,10}?"
    r"(?:网|網|新闻|新聞|[日晚时時早]报|[日晚時早]報|电视|電視|ニュース|通讯社|通訊社|通信社)"
    r"(?:台|社|网|網|デジタル|Web|電子版|DIGITAL)?)\s*$"
)
#: Labels of an address that name no site.
_GENERAL = frozenset("www www2 m amp com co org net gov edu ac news mobile".split())
_MAX_TITLE = 500
_MIN_LABEL, _MAX_NAME, _MAX_WORDS = 2, 60, 6
#: A label of so few characters can be a part of a name by chance.
_MIN_PART = 4


def inferred_sources(page: Page) -> Iterator[Stated]:
    """The name behind the headline, if the address agrees; then the holder of the copyright."""
    labels = {
        label.replace("-", "")
        for tag in page.addresses()
        for label in urlsplit(tag.value).netloc.lower().split(".")[:-1]
        if len(label) >= _MIN_LABEL and label not in _GENERAL
    }
    title = next((text_of(element) for element in page.tree.iter("title")), "")[-_MAX_TITLE:]
    parts = [part.strip() for part in _MARKS.split(title)]
    for name in (parts[-1], parts[0]) if len(parts) > 1 else ():
        if _is_name(name) and any(stands_for(label, name) for label in labels):
            yield Stated("source", name, "title element", title, inferred=True)
    if named := NAME_OF_CJK.search(title):
        yield Stated("source", named["name"], "title element", title, inferred=True)
    for tag in page.stated(("copyright", "dc.rights", "dcterms.rightsholder")):
        name = _OF_RIGHTS.sub(" ", tag.value[:_MAX_TITLE]).strip(" ,.;:-–—")
        if _is_name(name):
            yield Stated("source", " ".join(name.split()), tag.method, tag.value, inferred=True)


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _MAX_NAME and len(text.split()) <= _MAX_WORDS and "http" not in text


def stands_for(label: str, name: str) -> bool:
    """Tell if a label of an address is made of the words of a name.

    >>> stands_for("nytimes", "The New York Times"), stands_for("mz", "Mitteldeutsche Zeitung")
    (True, True)
    >>> stands_for("abendblatt", "Hamburger Abendblatt"), stands_for("harbour", "Other News")
    (True, False)
    """
    words = folded(name).split()
    if words[:1] == ["the"] and not label.startswith("the"):
        del words[0]
    whole = "".join(words)
    if label == whole or (len(label) > _MIN_PART and label in whole):
        return True
    if len(words) == 1:
        return False
    return (len(whole) > _MIN_PART and whole in label) or _is_made_of_starts(label, words)


def _is_made_of_starts(label: str, words: list[str]) -> bool:
    """Tell if a label is the first letters of each word, one after the other."""
    ends = {0}
    for word in words:
        ends = {
            end + length
            for end in ends
            for length in range(1, len(word) + 1)
            if label.startswith(word[:length], end)
        }
    return len(label) in ends
