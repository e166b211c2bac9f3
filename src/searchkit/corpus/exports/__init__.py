"""Exports of news databases: many articles with their metadata in the text of one file.

A reader of any format (text, Word, RTF, PDF, web page) hands over its whole text, before anything
of it is joined, cleaned or left out, and yields what comes back instead of its own document:

    if exported := read_export(text):
        yield from exported
        return

The text has a line for each printed line or, where the format knows them, for each paragraph; a
blank line between two paragraphs makes no difference. The cells of a table row are parted by tabs,
a rule across the page is a line of underscores. `read_export` costs nothing for other texts: it
looks for the few words that no export lacks. A text is only an export if its own structure says so
throughout, never by a line that an article could quote.
"""

from searchkit.corpus.exports.reading import read_export

__all__ = ["read_export"]
