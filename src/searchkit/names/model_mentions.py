"""What a model of the user's finds in a text, as mentions, and which of them are one name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from searchkit import quick_re as re
from searchkit.article import Article, ModelName
from searchkit.names.joining import Found, joined
from searchkit.names.kinds import Evidence
from searchkit.names.name import Kind, Name
from searchkit.names.words import BRANDS, words_of
from searchkit.names.wrapping import unwrapped

#: The labels of the models that spaCy publishes, of all languages. Others are no names: days, sums,
#: and nationalities.
_LABELS: Mapping[Kind, str] = {
    "person": "PERSON PER persName PRS",
    "organisation": "ORG ORGANIZATION orgName GPE_ORG",
    "place": "GPE LOC FAC FACILITY placeName geogName GPE_LOC",
    "other": "MISC EVENT EVT EVN PRODUCT PROD OBJ WORK_OF_ART WRK LAW",
}
_KINDS = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
_ARTICLE = re.compile(r"(?:[Tt]he|an?)\s+")
_OF_IT = re.compile(r"['’]s?\Z")
_BLANKS = re.compile(r"\s+")


def names_among(entities: Iterable[Any], text: str) -> Iterator[ModelName]:
    """The names among the entities of spaCy in a text, without what does not belong to them."""
    end_before = 0
    for entity in entities:
        kind = _KINDS.get(entity.label_)
        start, end = entity.start_char, entity.end_char
        if kind is None or not end_before <= start < end <= len(text):
            continue
        if article := _ARTICLE.match(text, start, end):
            start = article.end()
        start, end = _without_blanks(text, start, end)
        of_it = _OF_IT.search(text, start, end)
        if of_it and text[start : of_it.start()].rpartition(" ")[2].lower() not in BRANDS:
            end = of_it.start()
        if any(map(str.isalnum, text[start:end])):
            yield ModelName(start, end, kind)
            end_before = end


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def joined_names(article: Article) -> list[Name]:
    """The names of an article by the mentions of a model, in the order of the first mentions.

    A surname stands for the whole name, and so on, as with the mentions that our own rules find.
    """
    body = article.body
    text = unwrapped(body)
    found = [
        Found(
            one.start,
            one.end,
            _BLANKS.sub(" ", text[one.start : one.end]),
            Evidence(cast(Kind, one.kind), "model", one.start, one.end),
        )
        for one in article.model_names or ()
        # What is looked at may be the beginning of an article only.
        if one.end <= len(body)
    ]
    return joined(text, found, (), words_of(article.language).places)
