"""The quotations of articles, each joined with those of other articles that are the same.

Which articles could quote the same, the index tells by words side by side: nothing is kept of
quotations that could get out of step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from searchkit.analysis import Analyzer, tokenize
from searchkit.article import Article
from searchkit.engines import Deadline, Engine, Match
from searchkit.matching.highlights import placed
from searchkit.matching.match import match
from searchkit.matching.snippets import marks
from searchkit.query import And, Or, Phrase, Query, Term
from searchkit.stories.sayings import Key, Quoted, Saying, are_one, quoted_in, saying

#: So many places of a quotation are looked up in the index, spread over all of it.
MOST_KEYS = 128
#: So many articles are read for one quotation, and so many of those that a query finds.
MOST_CARRIERS = 500
MOST_READ = 200


def distinct(found: Iterable[Quoted]) -> list[Quoted]:
    """Of quotations that are one, the first only."""
    kept: list[Quoted] = []
    having: dict[Key, list[int]] = {}
    for one in found:
        keys = list(one.keys())
        near = sorted({number for key in keys for number in having.get(key, ())})
        if any(are_one(kept[number], one) for number in near):
            continue
        for key in keys:
            having.setdefault(key, []).append(len(kept))
        kept.append(one)
    return kept


def said_by(one: Quoted, name: str) -> bool:
    """Whether the speaker of a quotation is called so; all words of the name must be there."""
    return one.speaker is not None and set(tokenize(name)) <= set(tokenize(one.speaker.name))


@dataclass(frozen=True, slots=True)
class Quoting:
    """Looks quotations up in an engine."""

    engine: Engine
    analyzer: Analyzer

    def listed(
        self, found: Iterable[Match], query: Query, speaker: str | None, deadline: Deadline
    ) -> list[Quoted]:
        """The quotations of articles that a query finds, each once; first those that it marks.

        Raises `SearchTooSlow`.
        """
        some: list[tuple[bool, Quoted]] = []
        for one in deadline.watch(found):
            document = self.analyzer.document(one.record)
            places = placed(match(query, document) or (), document)
            marked = marks(document, "body", places)
            for quoted in self.of(document.article):
                if speaker is None or said_by(quoted, speaker):
                    within = any(quoted.start < end and start < quoted.end for start, end in marked)
                    some.append((not within, quoted))
        ordered = (quoted for _, quoted in sorted(some, key=itemgetter(0)))
        return distinct(deadline.watch(ordered))

    def of(self, article: Article) -> Iterator[Quoted]:
        """The quotations of an article."""
        return quoted_in(article, self.analyzer.stem)

    def saying(self, asked: Quoted, deadline: Deadline) -> Saying:
        """A quotation with all that are one with it. Raises `SearchTooSlow`."""
        query = _carriers(asked)
        ids = self.engine.ids(query, deadline=deadline) if query else []
        ids = sorted({asked.article.id, *ids[:MOST_CARRIERS]})
        records = self.engine.fetch(ids)
        others = (one for record in records for one in self.of(record.article))
        return saying(asked, deadline.watch(others))


def _carriers(asked: Quoted) -> Query | None:
    """A query for every article that could quote the same."""
    found: list[Query] = [Phrase("body", run) for run in _spread(asked.runs())]
    if asked.surname:
        pairs = [Phrase("body", pair) for pair in _spread(asked.pairs())]
        if pairs:
            found.append(And((Term("speaker", asked.surname), _either(pairs))))
    return _either(found) if found else None


def _either(queries: list[Query] | list[Phrase]) -> Query:
    return queries[0] if len(queries) == 1 else Or(tuple(queries))


def _spread(keys: Iterable[Key]) -> list[Key]:
    ordered = sorted(keys)
    step = -(-len(ordered) // MOST_KEYS) or 1
    return ordered[::step]
