"""Quotations of a text: where they are, and who said them where the text plainly tells."""

from searchkit.quotes.quotation import Quotation, Rule, Speaker
from searchkit.quotes.speakers import quotations

__all__ = ["Quotation", "Rule", "Speaker", "quotations"]
