"""A story: its articles, the role of each, and the earliest of them."""

from __future__ import annotations

from typing import Any, Literal

from searchkit.article import Article
from searchkit.quick_dataclass import dataclass

#: Quotations are so much of what articles share if that is all they have in common, …
QUOTED = 0.7
#: … and it is told what part of an article that is from so much on.
MIN_TOLD = 0.3

#: What an article is to its story. `fullest` is the representative of one in which no date tells
#: who was first; `earlier` was there before the representative, and a `version` may have been.
Role = Literal[
    "original", "earliest", "earlier", "fullest", "reprint", "trimmed", "rewritten", "version"
]


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a story.

    `share` is how much of it stands in the article that it is `compared` with (an id; None for the
    one that is compared with nothing), `of_other` how much of that one stands in it. `evidence`
    are sentences that say why it has its role.
    """

    article: Article
    role: Role
    compared: str | None
    share: float
    of_other: float
    evidence: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The member, ready for JSON."""
        return {
            **summary(self.article),
            "role": self.role,
            "compared": self.compared,
            "share": self.share,
            "of_other": self.of_other,
            "evidence": list(self.evidence),
        }


@dataclass(frozen=True, slots=True)
class First:
    """The earliest article of a story in this folder.

    `id` is None where dates do not tell. `certain` only if every article is dated, and that one
    declares its date; `note` says what is known in a sentence.
    """

    id: str | None
    certain: bool
    note: str

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"id": self.id, "certain": self.certain, "note": self.note}


@dataclass(frozen=True, slots=True)
class Related:
    """An article outside a story that shares so many words with a member.

    `share` is how much of it they are, `quoted` how much of them is quotations. It is no version.
    """

    article: Article
    member: str
    words: int
    share: float
    quoted: float

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            **summary(self.article),
            "member": self.member,
            "words": self.words,
            "share": self.share,
            "quoted": self.quoted,
        }

    @property
    def note(self) -> str:
        """The relation in words."""
        quotations = " in quotations" if self.quoted >= QUOTED else ""
        part = f" ({self.share:.0%} of this article)" if self.share >= MIN_TOLD else ""
        return f"{self.words} words shared with {self.member}{quotations}{part}"


@dataclass(frozen=True, slots=True)
class Story:
    """Articles that were made of one text, by date, the undated ones last.

    `representative` is the id of the one that the others share most with. `people` are those whom
    half of the articles name, most mentions first.
    """

    representative: str
    members: tuple[Member, ...]
    first: First
    related: tuple[Related, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return next(
            member.article.title
            for member in self.members
            if member.article.id == self.representative
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that are known, in the order of their articles."""
        return tuple(
            dict.fromkeys(filter(None, (member.article.source for member in self.members)))
        )

    def member(self, article_id: str) -> Member:
        """The member with an id. Raises `KeyError`."""
        return {member.article.id: member for member in self.members}[article_id]

    def to_dict(self) -> dict[str, Any]:
        """The story, ready for JSON."""
        return {
            "core": self.representative,
            "title": self.title,
            "articles": len(self.members),
            "sources": list(self.sources),
            "people": list(self.people),
            "first": self.first.to_dict(),
            "members": [member.to_dict() for member in self.members],
            "related": [related.to_dict() for related in self.related],
        }


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of articles, stories and known sources; None where these were not counted."""

    articles: int = 0
    stories: int | None = 0
    sources: int | None = 0

    def summary(self, *, stories: bool = False) -> str:
        """The numbers of stories and sources, where they tell more than that of the articles.

        With `stories`, of them in any case.

        >>> Counts(3, 1, 2).summary(), Counts(3, 3, 1).summary()
        ('1 story, 2 sources', '')
        """
        parts = []
        if self.stories is not None and (stories or self.stories != self.articles):
            parts.append("1 story" if self.stories == 1 else f"{self.stories:,} stories")
        if self.sources is not None and self.sources > 1:
            parts.append(f"{self.sources:,} sources")
        return ", ".join(parts)

    def cells(self) -> tuple[str, str, str]:
        """The three numbers as a table has them.

        >>> Counts(3_000, None, 12).cells()
        ('3,000', '–', '12')
        """
        numbers = (self.stories, self.sources)
        stories, sources = ("–" if number is None else f"{number:,}" for number in numbers)
        return f"{self.articles:,}", stories, sources

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"articles": self.articles, "stories": self.stories, "sources": self.sources}


@dataclass(frozen=True, slots=True)
class InStory:
    """The story of a hit: its representative, how many `articles` of the folder are in it.

    `others` are the first of the other hits of it, and `more` how many there are besides; only in a
    grouped search. `role` is what the hit is to its story, where that was asked for.
    """

    representative: str
    articles: int
    others: tuple[Article, ...] = ()
    more: int = 0
    role: Role | None = None

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "core": self.representative,
            "articles": self.articles,
            "others": [summary(other) for other in self.others],
            "more": self.more,
            **({"role": self.role} if self.role else {}),
        }


def summary(article: Article) -> dict[str, Any]:
    """The facts that tell an article from others, ready for JSON."""
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "date": article.date.isoformat() if article.date else None,
        "date_precision": article.date.precision if article.date else None,
        "date_status": article.came_from("date").status,
        "agency": article.agency,
    }
