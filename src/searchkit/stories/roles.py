"""Roles of articles in their story, with evidence: from the shared text, and their dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from searchkit.analysis import tokenize
from searchkit.article import Article, PartialDate
from searchkit.stories.families import Family
from searchkit.stories.links import CUT, Link
from searchkit.stories.story import QUOTED, First, Member, Related, Role, Story

#: A reprint has so much of the other text, and so much of it is that text.
PRINTED = 0.9
MIN_PRINTED = 0.7
#: An article that was first has so much of the fullest one, or that is more than it.
MIN_ORIGINAL_SHARE = 0.6
#: A trimmed text that was reworded has so much of the other one, and breaks off so early in it.
BROKEN_OFF = 0.5
LATEST_BREAK = 0.6


def story(family: Family, articles: Mapping[str, Article]) -> Story:
    """The story of a family, by id → article of its members and those related to it."""
    versions = [articles[member] for member in family.members]
    first = first_of(versions)
    members = [_member(family, version, first, articles) for version in versions]
    return Story(
        family.representative,
        tuple(sorted(members, key=lambda member: _moment(member.article))),
        first,
        tuple(Related(articles[article_id], *tie) for article_id, tie in family.related.items()),
    )


def first_of(articles: Sequence[Article]) -> First:
    """The earliest of the articles in this folder, as far as their dates tell."""
    dated = [(article, _span(article.date)) for article in articles if article.date is not None]
    if not dated:
        return First(None, False, "earliest copy unknown: no version is dated")
    end = min(end for _, (_, end) in dated)
    early = sorted(
        (article for article, (start, _) in dated if start <= end), key=lambda article: article.id
    )
    undated = len(articles) - len(dated)
    limits = [f"{undated} of {len(articles)} versions undated"] if undated else []
    if len(early) > 1:
        dates = (article.date.isoformat() for article in early if article.date)
        days = " and ".join(dict.fromkeys(dates))
        limits.insert(0, f"{len(early)} versions have overlapping dates, {days}")
        return First(None, False, _sentence("earliest copy unknown", limits))
    (earliest,) = early
    assert earliest.date is not None, "it is one of the dated"
    if earliest.came_from("date").status != "declared":
        limits.insert(0, "date inferred")
    note = f"earliest dated copy here: {earliest.date.isoformat()}"
    return First(earliest.id, not limits, _sentence(note, limits))


def _sentence(note: str, limits: Sequence[str]) -> str:
    return f"{note} ({'; '.join(limits)})" if limits else note


def _member(
    family: Family, article: Article, first: First, articles: Mapping[str, Article]
) -> Member:
    representative = articles[family.representative]
    if article.id != family.representative:
        link = family.links[article.id]
        role = _role(article, link, representative)
        if article.id == first.id:
            role = "original" if _has(link.right.share, representative) else "earliest"
        return _compared(article, role, link, representative, first)
    if first.id in (None, article.id) or article.date is None:
        role = "original" if first.id == article.id else "fullest"
        return Member(article, role, None, 1.0, 1.0, tuple(_dated(article, first)))
    assert first.id is not None, "that was just seen"
    link = family.links[first.id].reversed
    enough = link.left.share >= MIN_ORIGINAL_SHARE
    role = _role(article, link, articles[first.id]) if enough else "fullest"
    return _compared(article, role, link, articles[first.id], first)


def _has(share: float, representative: Article) -> bool:
    """Check whether who was first has what was printed later; the undated may be older still."""
    return representative.date is not None and share >= MIN_ORIGINAL_SHARE


def _compared(article: Article, role: Role, link: Link, other: Article, first: First) -> Member:
    evidence = (*_dated(article, first), *_shared(role, link, other), *_credits(article, other))
    own, of_other = link.left.share, link.right.share
    return Member(article, role, other.id, own, of_other, evidence)


def _role(article: Article, link: Link, other_article: Article) -> Role:
    """The role of an article towards another one, with which `link` compares it.

    Only a text that was printed later can be made of it.
    """
    order = _order(article, other_article)
    if order <= 0:
        return "earlier" if order else "version"
    own, other = link.left, link.right
    if other.share >= PRINTED and own.share >= MIN_PRINTED:
        return "reprint"
    if own.share >= CUT or (own.share >= BROKEN_OFF and other.reach <= LATEST_BREAK):
        return "trimmed"
    return "rewritten"


def _order(one: Article, other: Article) -> int:
    """-1 for an article that is dated before another one, 1 after it, 0 where dates do not tell."""
    if one.date is None or other.date is None:
        return 0
    (begin, end), (other_begin, other_end) = _span(one.date), _span(other.date)
    return (begin > other_end) - (end < other_begin)


def _dated(article: Article, first: First) -> Iterator[str]:
    if article.id == first.id:
        yield first.note


def _shared(role: Role, link: Link, other: Article) -> Iterator[str]:
    own, its = link.left, link.right
    yield f"{own.share:.0%} of this article appears in {other.id} ({its.share:.0%} of {other.id})"
    if max(own.quoted, its.quoted) >= QUOTED:
        yield f"{max(own.quoted, its.quoted):.0%} of the shared text is quotations"
    elif role == "trimmed" and its.reach < PRINTED:
        yield f"the last {1 - its.reach:.0%} of {other.id} is missing"


def _credits(article: Article, other: Article) -> Iterator[str]:
    """Whom the text itself names as where it comes from."""
    if article.agency:
        yield f"credits {article.agency}"
    if other.source and other.source != article.source and _names(article, other.source):
        yield f"names {other.source}"


def _names(article: Article, source: str) -> bool:
    wanted = f" {' '.join(tokenize(source))} "
    return bool(wanted.strip()) and wanted in f" {' '.join(tokenize(article.body))} "


def _span(date: PartialDate) -> tuple[dt.datetime, dt.datetime]:
    """The first and the last moment that a date can mean; a time without a zone is in UTC."""
    if date.time is not None:
        zone = date.time.tzinfo or dt.UTC
        moment = dt.datetime.combine(date.first_day, date.time, zone)
        return moment, moment
    start, end = (
        dt.datetime.combine(day, time, dt.UTC)
        for day, time in ((date.first_day, dt.time.min), (date.last_day, dt.time.max))
    )
    return start, end


def _moment(article: Article) -> tuple[bool, float, str]:
    """By date, and undated articles last."""
    if article.date is None:
        return True, 0.0, article.id
    start, _ = _span(article.date)
    return False, start.timestamp(), article.id
