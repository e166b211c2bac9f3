"""The properties of a document, without what only its program wrote there."""

from __future__ import annotations

from collections.abc import Iterator

from searchkit import quick_re as re
from searchkit.corpus.plain.bylines import read_byline
from searchkit.corpus.reader import Stated

_MAX_LENGTH = 300
_NO_TITLE = re.compile(
    r"""
      (?:microsoft\ (?:word|powerpoint|excel)|powerpoint\ presentation|slide\ \d|untitled|unbenannt
        |sans\ titre|document\s?\d*$|layout\s?\d|print\s|about:blank|file:|https?:|www\.).*
    | .*\.(?:docx?|pdf|indd|qxp|html?|php|aspx?|txt|rtf|odt|pages|pptx?|xlsx?|tex|eps|ai|fm)
    | \W?(?:anonymous|unspecified|unknown|no\ title|title|none|null)\W?
    | [^\s]*[_\d][^\s]* | [\W\d_]* | word\ document
    """,
    re.IGNORECASE | re.VERBOSE,
)


def stated_title(value: object, method: str, *, weak: bool = False) -> Iterator[Stated]:
    """The title, unless it is the name of a file or what a program writes by itself.

    >>> list(stated_title("Microsoft Word - draft7.doc", "PDF Title"))
    []
    """
    if isinstance(value, str):
        text = " ".join(value.replace("\0", "").split())
        if text and len(text) <= _MAX_LENGTH and not _NO_TITLE.fullmatch(text):
            yield Stated("title", text, method, value, weak=weak)


def stated_authors(value: object, method: str, *, weak: bool = False) -> Iterator[Stated]:
    """The authors, if they are the names of people; a user name such as `jsmith` is none."""
    if isinstance(value, str) and (names := read_byline(f"By {' '.join(value.split())}")):
        yield Stated("authors", names, method, value, weak=weak)
