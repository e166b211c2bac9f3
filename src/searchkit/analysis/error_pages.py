"""Saved pages that have no article: a server that is down, a page that is gone, a visitor shut out.

Many sites say it in the same words, so that these pages are copies of each other, and of no story.
"""

from __future__ import annotations

#: Characters of a text that can be such a page. An article that tells of one is longer.
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
    "access denied",
    "access to this page has been denied",
    "access to this site has been blocked",
    "you have been blocked",
    "your ip address has been blocked",
    "ip has been blocked",
    "service temporarily unavailable",
    "service unavailable",
    "bandwidth limit exceeded",
    "not available in your region",
    "unavailable in your location",
    "not responsible for the content of external",
)


def is_error_page(text: str) -> bool:
    """Tell if a text says that there is no article, and little else.

    >>> is_error_page("It looks like nothing was found at this location. Maybe try a search?")
    True
    >>> is_error_page("Nothing was found in the harbour of Oslo.")
    False
    """
    if len(text) > MAX_PAGE:
        return False
    small = text.lower()
    return any(words in small for words in _SAYS)
