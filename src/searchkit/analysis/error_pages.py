"""Saved pages that have no article: a server that is down, a page that is gone, a visitor shut out.

Many sites say it in the same words, so that these pages are copies of each other, and of no story.
"""

from __future__ import annotations

from searchkit import quick_re as re

#: The most characters of such a page; an article about one is longer.
MAX_PAGE = 1_000

# In small letters.
_SAYS = (
    "nothing was found at this location",
    "page you are looking for",
    "page you requested",
    "page you were looking for",
    "page not found",
    "404 error",
    "error 404",
    "no longer available at this address",
    "down for maintenance",
    "web server is down",
    "web server is not returning",
    "web server is returning an unknown error",
    "owner of this website",
    "domain is for sale",
    "domain may be for sale",
    "domain has expired",
    "account has been suspended",
    "checking your browser",
    "verify you are human",
    "verify that you are human",
    "verify that you're not a robot",
    "verifying you are human",
    "are you a robot",
    "enable javascript and cookies",
    "please enable cookies",
    "please turn javascript on",
    "javascript is disabled",
    "access to this page has been denied",
    "access to this site has been blocked",
    "you have been blocked",
    "your ip address has been blocked",
    "ip has been blocked",
    "bandwidth limit exceeded",
    "not available in your region",
    "unavailable in your location",
    "not responsible for the content of external",
)
# What an article can say as well: only where it begins a line or a sentence, or has a number.
_BEGINS = re.compile(
    r"(?:^|[\d.!:|–—-][ \t]{0,3})(?:access denied|service (?:temporarily )?unavailable)",
    re.MULTILINE,
)


def is_error_page(text: str) -> bool:
    """Tell if a text says that there is no article, and little else.

    >>> is_error_page("It looks like nothing was found at this location. Maybe try a search?")
    True
    >>> is_error_page("Nothing was found in the harbour of Oslo.")
    False
    >>> is_error_page("403 Access denied"), is_error_page("They were access denied at the border.")
    (True, False)
    """
    if len(text) > MAX_PAGE:
        return False
    small = text.lower()
    return any(words in small for words in _SAYS) or _BEGINS.search(small) is not None
