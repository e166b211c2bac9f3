"""Quotations of a text: where they are, and who said them where the text plainly tells."""

from __future__ import annotations

from searchkit import quick_re as re
from searchkit.quotes.quotation import Quotation, Rule, Speaker

__all__ = ["Quotation", "Rule", "Speaker", "quotations"]

# Every mark that opens a quotation, and every dash that opens a line of dialogue.
_OPENER = re.compile('["“”„«»＂「」『』‘—–`]')


def quotations(text: str) -> list[Quotation]:
    """Every quotation of a text, in order, each with its speaker if that is plain.

    >>> [one.speaker.name for one in quotations("“We won’t join,” said envoy Zamir Kabulov.")]
    ['Zamir Kabulov']
    """
    if not _OPENER.search(text):
        return []
    # The patterns of names and verbs take long to compile.
    from searchkit.quotes.speakers import quotations_of

    return quotations_of(text)
