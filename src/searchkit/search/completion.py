"""The beginning of a query → words, phrases and titles that go on so.

Nothing is kept for it in the index: words come from its vocabulary, phrases from a sample of the
articles that have the words, and the index then counts them. So an index that was updated
suggests what a rebuilt one does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from searchkit import query as q
from searchkit.analysis import Record, tokenize
from searchkit.analysis.words import offsets
from searchkit.engines import Engine, SearchOptions
from searchkit.results import Suggestions
from searchkit.schema import SCHEMA, TEXT_FIELDS, Field
from searchkit.search.phrases import phrases_of
from searchkit.search.surface_forms import bare, most_common, surface_form

#: Longer beginnings are no longer completed, in words.
MAX_TYPED_WORDS = 20
#: So many completions of the last word are tried within phrases and titles, the commonest ones.
MAX_TRIED = 32
#: So many words are followed into phrases, through the newest articles that have each: so many
#: together, and at least so many of each word.
MAX_FOLLOWED = 10
SAMPLE_SIZE = 100
MIN_SAMPLE_EACH = 20
#: So many titles are looked at, the newest first.
MAX_TITLES = 50
#: A phrase that fewer articles of the sample have is none.
MIN_ARTICLES = 2
#: One that goes on the same way in so great a share of its articles is a part of a longer one.
MIN_PART_SHARE = 0.8

_ALL_TERMS = 10**9
_BODY = SCHEMA["body"]
_TITLE = SCHEMA["title"]


@dataclass(frozen=True, slots=True)
class _Begun:
    """Whole words, and the beginning of the next one, which may be empty."""

    before: tuple[str, ...]
    last: str


class Completer:
    """Completes what a user begins to type, from one open index."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def suggestions(self, text: str, limit: int) -> Suggestions:
        """At most `limit` words, phrases and titles."""
        begun = _begun(text)
        if not (begun.before or begun.last) or len(begun.before) >= MAX_TYPED_WORDS:
            return Suggestions(text, (), (), ())
        words = self._words(begun.last) if not begun.before else []
        shown = [surface_form(self._engine, TEXT_FIELDS, word) for word in words[:limit]]
        return Suggestions(
            text,
            # An article may have a word in its title only.
            tuple(sorted(shown, key=lambda row: (-row[1], row[0]))),
            self._phrases(begun, words, limit),
            self._titles(begun, limit),
        )

    def _words(self, prefix: str) -> list[str]:
        """The terms that begin so, those of the most articles first."""
        counts: dict[str, int] = {}
        for field in TEXT_FIELDS:
            for term, articles in self._engine.term_dictionary(field.exact, prefix, _ALL_TERMS):
                counts[term] = max(articles, counts.get(term, 0))
        return sorted(counts, key=lambda term: (-counts[term], term))

    def _phrases(
        self, begun: _Begun, words: Sequence[str], limit: int
    ) -> tuple[tuple[str, int], ...]:
        if begun.before:
            leaf = self._leaf(begun, _BODY)
            leaves: list[q.Leaf] = [] if leaf is None else [leaf]
        else:
            leaves = [q.Term(_BODY.exact, word) for word in words[:MAX_FOLLOWED]]
        counts_in_sample: Counter[tuple[str, ...]] = Counter()
        surfaces: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for record in self._sample(leaves):
            found = phrases_of(record, begun.before, begun.last)
            counts_in_sample.update({phrase for phrase, _ in found})
            for phrase, surface in found:
                surfaces[phrase][bare(surface)] += 1
        counted = {one: self._articles(one) for one in _whole(counts_in_sample)[:limit]}
        # Where a lead ends, a word may be cut.
        kept = [one for one, articles in counted.items() if articles]
        kept.sort(key=lambda one: (-counted[one], one))
        return tuple((most_common(surfaces[one]) or " ".join(one), counted[one]) for one in kept)

    def _sample(self, leaves: Sequence[q.Leaf]) -> Iterable[Record]:
        """Some of the articles that match any of the leaves, each once."""
        limit = max(MIN_SAMPLE_EACH, SAMPLE_SIZE // max(1, len(leaves)))
        records = {
            match.record.article.id: match.record
            for leaf in leaves
            for match in self._engine.search(leaf, SearchOptions(limit=limit, order="newest")).page
        }
        return records.values()

    def _articles(self, phrase: tuple[str, ...]) -> int:
        query = q.Or(tuple(q.Phrase(field.exact, phrase) for field in TEXT_FIELDS))
        return self._engine.search(query, SearchOptions(limit=0)).total

    def _titles(self, begun: _Begun, limit: int) -> tuple[tuple[str, str], ...]:
        """Titles with the words, first those that begin with them, then the newest."""
        leaf = self._leaf(begun, _TITLE)
        if leaf is None:
            return ()
        found = self._engine.search(leaf, SearchOptions(limit=MAX_TITLES, order="newest")).page
        titles: dict[str, str] = {}
        for match in found:
            titles.setdefault(match.record.article.title, match.record.article.id)
        rows = sorted(titles.items(), key=lambda row: not _begins(row[0], begun))
        return tuple(rows[:limit])

    def _leaf(self, begun: _Begun, field: Field) -> q.Leaf | None:
        """What of a field goes on so; None if nothing does."""
        stream = field.exact
        before: q.Leaf | None = None
        if begun.before:
            terms = begun.before
            before = q.Term(stream, terms[0]) if len(terms) == 1 else q.Phrase(stream, terms)
        if not begun.last:
            return before
        counts = self._engine.term_dictionary(stream, begun.last, _ALL_TERMS)
        tried = sorted(counts, key=lambda row: (-row[1], row[0]))[:MAX_TRIED]
        if not tried:
            return None
        last = q.Synonyms(stream, tuple(sorted(term for term, _ in tried)), f"{begun.last}*")
        return last if before is None else q.Near(before, last, 1, ordered=True)


def _whole(counts_in_sample: Mapping[tuple[str, ...], int]) -> list[tuple[str, ...]]:
    """The phrases that are often enough in a sample, commonest first, without mere parts.

    `Bank of New` is a part: nearly wherever it is, `Bank of New York` is.
    """
    often = {one: count for one, count in counts_in_sample.items() if count >= MIN_ARTICLES}
    parts = {
        one[:-1] for one, count in often.items() if count >= MIN_PART_SHARE * often.get(one[:-1], 0)
    }
    return sorted(often.keys() - parts, key=lambda one: (-often[one], one))


def _begun(text: str) -> _Begun:
    terms = [
        (term, end) for term, (_, end) in zip(tokenize(text), offsets(text), strict=True) if term
    ]
    words = tuple(term for term, _ in terms)
    # After a space the next word begins.
    if not terms or terms[-1][1] < len(text):
        return _Begun(words, "")
    return _Begun(words[:-1], words[-1])


def _begins(title: str, begun: _Begun) -> bool:
    terms = [term for term in tokenize(title) if term]
    size = len(begun.before)
    following = terms[size] if len(terms) > size else ""
    return tuple(terms[:size]) == begun.before and following.startswith(begun.last)
