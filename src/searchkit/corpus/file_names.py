"""What the name of a file says of its article: a title for want of one, and the day of a post."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import PurePosixPath

from searchkit import quick_re as re
from searchkit.article import Article, PartialDate
from searchkit.corpus.plain.inference import Inferred
from searchkit.corpus.reader import ParsedDocument

FILE_NAME = "file name"

#: Jekyll publishes a post on the day with which its name begins, and knows it by its layout.
_POST = re.compile(r"((?:19|20)\d\d-\d\d-\d\d)-\w", re.ASCII)
_LAYOUT = "layout"


def of_file_name(path: str, parsed: ParsedDocument, *, untitled: bool) -> dict[str, Inferred]:
    """The title and the date that the name of the file `path` gives, as far as it does."""
    name = PurePosixPath(path)
    found: dict[str, Inferred] = {}
    if untitled:
        found["title"] = Inferred(name.stem, FILE_NAME, name.stem)
    is_post = any(key == _LAYOUT for key, _ in parsed.fields)
    match = _POST.match(name.stem) if is_post and parsed.record is None else None
    if match is not None:
        with suppress(ValueError):
            day = dt.date.fromisoformat(match[1])
            date = PartialDate(day.year, day.month, day.day)
            found["date"] = Inferred(date, f"{FILE_NAME} of a post", match[1])
    return found


def depends_on_name(article: Article) -> bool:
    """Tell if an article may be another one when its file has another name."""
    return article.came_from("title").method == FILE_NAME or _LAYOUT in article.fields
