"""Addresses in web archives: under which no article stands, and which page one is a copy of."""

from __future__ import annotations

from urllib.parse import urlsplit

from searchkit import quick_re as re

#: Words; a frame of advertising or consent has no more.
_MAX_FRAME_LENGTH = 150

_PAGE = re.compile(r"https?://", re.IGNORECASE)
#: What stands beside the pages of a site, for programs.
_TECHNICAL = re.compile(
    r"/(?:robots|ads|app-ads|humans|security|sitemap|llms)\.txt$|licen[cs]es?(?:\.txt)?$|\.(?:js|css)\b"
    r"|\.map$|/wp-json/|/xmlrpc\.php$",
    re.IGNORECASE,
)
_FRAMES = frozenset(
    """ad ads adserver adservice adsystem adnxs advertising amazon-adsystem captcha cmp consent
    criteo doubleclick googleadservices googlesyndication googletagmanager gum iframe iframes
    outbrain prebid pubmatic recaptcha rubiconproject safeframe sync taboola usersync widget
    widgets""".split()
)
#: The address of a copy in a public archive of the web begins so, with the time of the copy.
_COPY = re.compile(
    r"https?://(?:web\.archive\.org/web|archive\.(?:today|is|ph|li|fo|md|vn)|webarchive\.[\w.]{1,40})"
    r"/(?:\d{4,14}(?:[a-z]{2}_)?|\*)/(?=https?://[^/])",
    re.IGNORECASE,
)
_NAMES = re.compile(r"[./_?=&]+")


def original_address(address: str) -> str:
    """The address of the page that one in a public archive of the web is a copy of.

    >>> original_address("https://web.archive.org/web/20160220id_/https://a.example/quay")
    'https://a.example/quay'
    """
    copy = _COPY.match(address)
    return address[copy.end() :] if copy else address


def is_page_address(address: str) -> bool:
    """Tell if a page for people can stand under an address; without one it can.

    >>> is_page_address("https://a.example/quay"), is_page_address("urn:text:https://a.example/quay")
    (True, False)
    """
    if not address:
        return True
    return bool(_PAGE.match(address)) and not _TECHNICAL.search(address.partition("?")[0])


def is_frame(address: str, text: str) -> bool:
    """Tell if a short page is by its address a frame of another one.

    >>> is_frame("https://ads.example/frame", "Buy!"), is_frame("https://a.example/", "Ads.")
    (True, False)
    """
    if len(text.split()) > _MAX_FRAME_LENGTH:
        return False
    try:
        parts = urlsplit(address.lower())
    except ValueError:
        return False
    return not _FRAMES.isdisjoint(_NAMES.split(f"{parts.netloc}/{parts.path}"))
