"""Completion: what a user begins to type → words, phrases, titles and names.

Nothing is kept for it in the index: words come from its vocabulary, phrases from a sample of the
articles that have the words, and the index then counts them. So an index that was updated
suggests what a rebuilt one does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from searchkit import query as q
from searchkit.analysis import Record, tokenize
from searchkit.analysis.words import offsets
from searchkit.engines import Engine, Matches, SearchOptions
from searchkit.other_queries import SuggestedName, Suggestions
from searchkit.quick_dataclass import dataclass
from searchkit.schema import SCHEMA, TEXT, Field
from searchkit.search.name_completion import MIN_LETTERS, suggested_names
from searchkit.search.phrases import phrases_of
from searchkit.search.rounds import Asking, ask_together
from searchkit.search.surface_forms import asked_forms, bare, most_common

#: Words of a text that is completed.
MAX_TYPED_WORDS = 20
#: Completions of the last word that are tried in phrases and titles, the commonest ones.
MAX_TRIED = 32
#: Words that are followed into phrases, and the newest articles that are read for them: for all
#: together, and at least for each word.
MAX_FOLLOWED = 10
SAMPLE_SIZE = 100
MIN_SAMPLE_EACH = 20
#: Titles that are looked at, the newest first.
MAX_TITLES = 50
#: Articles of the sample that a phrase needs.
MIN_ARTICLES = 2
#: A phrase that goes on the same way in this share of its articles is a part of a longer one.
MIN_PART_SHARE = 0.8

_ALL_TERMS = 10**9
_BODY = SCHEMA["body"]
_TITLE = SCHEMA["title"]


@dataclass(frozen=True, slots=True)
class _Prefix:
    """Whole words, and the beginning of the next one, which may be empty."""

    before: tuple[str, ...]
    last: str


class Completer:
    """Completes what a user begins to type, from one index."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def suggestions(self, text: str, limit: int) -> Suggestions:
        """At most `limit` words, phrases, titles and names."""
        prefix = _parsed(text)
        if not (prefix.before or prefix.last) or len(prefix.before) >= MAX_TYPED_WORDS:
            return Suggestions(text, (), (), ())
        words = self._words(prefix.last) if not prefix.before else []
        body = self._leaf(prefix, _BODY) if prefix.before else None
        shown, *others = ask_together(
            self._engine,
            [
                asked_forms(TEXT, words[:limit]),
                self._phrases(prefix, words, body, limit),
                self._titles(prefix, limit),
                self._names(prefix, words, body, limit),
            ],
        )
        # An article may have a word in its title only.
        return Suggestions(text, tuple(sorted(shown, key=lambda row: (-row[1], row[0]))), *others)

    def _words(self, prefix: str) -> list[str]:
        """The terms that begin so, those of the most articles first."""
        counts = self._engine.term_dictionary(TEXT.exact, prefix, _ALL_TERMS)
        return [term for term, _ in sorted(counts, key=lambda row: (-row[1], row[0]))]

    def _names(
        self, prefix: _Prefix, words: Sequence[str], body: q.Leaf | None, limit: int
    ) -> Asking[tuple[SuggestedName, ...]]:
        """The names with these words, of which no more is asked than one search tells."""
        tried = tuple(words[:MAX_TRIED])
        if isinstance(body, q.Near) and isinstance(body.right, q.Synonyms):
            tried = body.right.terms
        is_short = not prefix.before and len(prefix.last) < MIN_LETTERS
        if is_short or (prefix.last and not tried) or (prefix.before and body is None):
            return ()
        return (yield from suggested_names(prefix.before, tried, limit))

    def _phrases(
        self, prefix: _Prefix, words: Sequence[str], body: q.Leaf | None, limit: int
    ) -> Asking[tuple[tuple[str, int], ...]]:
        if prefix.before:
            leaves: list[q.Leaf] = [] if body is None else [body]
        else:
            leaves = [q.Term(_BODY.exact, word) for word in words[:MAX_FOLLOWED]]
        counts_in_sample: Counter[tuple[str, ...]] = Counter()
        surfaces: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        limited = max(MIN_SAMPLE_EACH, SAMPLE_SIZE // max(1, len(leaves)))
        options = SearchOptions(limit=limited, order="newest")
        answers = yield [(leaf, options) for leaf in leaves]
        for record in _records(answers):
            phrases = phrases_of(record, prefix.before, prefix.last)
            counts_in_sample.update({phrase for phrase, _ in phrases})
            for phrase, surface in phrases:
                surfaces[phrase][bare(surface)] += 1
        whole = _whole_phrases(counts_in_sample)[:limit]
        total_only = SearchOptions(limit=0)
        counted = yield [(q.Phrase(TEXT.exact, phrase), total_only) for phrase in whole]
        articles = [
            (-matches.total, phrase) for matches, phrase in zip(counted, whole, strict=True)
        ]
        # Where a lead ends, a word may be cut.
        rows = sorted(row for row in articles if row[0])
        return tuple(
            (most_common(surfaces[phrase]) or " ".join(phrase), -count) for count, phrase in rows
        )

    def _titles(self, prefix: _Prefix, limit: int) -> Asking[tuple[tuple[str, str], ...]]:
        """Titles with the words, first those that begin with them, then the newest."""
        leaf = self._leaf(prefix, _TITLE)
        if leaf is None:
            return ()
        (matches,) = yield [(leaf, SearchOptions(limit=MAX_TITLES, order="newest"))]
        titles: dict[str, str] = {}
        for match in matches.page:
            titles.setdefault(match.record.article.title, match.record.article.id)
        rows = sorted(titles.items(), key=lambda row: not _begins(row[0], prefix))
        return tuple(rows[:limit])

    def _leaf(self, prefix: _Prefix, field: Field) -> q.Leaf | None:
        """A query for what continues the prefix in a field; None if nothing does."""
        stream = field.exact
        before: q.Leaf | None = None
        if prefix.before:
            terms = prefix.before
            before = q.Term(stream, terms[0]) if len(terms) == 1 else q.Phrase(stream, terms)
        if not prefix.last:
            return before
        counts = self._engine.term_dictionary(stream, prefix.last, _ALL_TERMS)
        tried = sorted(counts, key=lambda row: (-row[1], row[0]))[:MAX_TRIED]
        if not tried:
            return None
        last = q.Synonyms(stream, tuple(sorted(term for term, _ in tried)), f"{prefix.last}*")
        return last if before is None else q.Near(before, last, 1, ordered=True)


def _records(answers: Iterable[Matches]) -> Iterable[Record]:
    """The articles of several pages, each once."""
    records = {
        match.record.article.id: match.record for matches in answers for match in matches.page
    }
    return records.values()


def _whole_phrases(counts: Mapping[tuple[str, ...], int]) -> list[tuple[str, ...]]:
    """The phrases that are often enough in a sample, commonest first, without mere parts.

    `Bank of New` is a part: nearly wherever it is, `Bank of New York` is.
    """
    frequent = {phrase: count for phrase, count in counts.items() if count >= MIN_ARTICLES}
    parts = {
        phrase[:-1]
        for phrase, count in frequent.items()
        if count >= MIN_PART_SHARE * frequent.get(phrase[:-1], 0)
    }
    return sorted(frequent.keys() - parts, key=lambda phrase: (-frequent[phrase], phrase))


def _parsed(text: str) -> _Prefix:
    """The words of a text and the beginning of the next."""
    terms = [
        (term, end) for term, (_, end) in zip(tokenize(text), offsets(text), strict=True) if term
    ]
    words = tuple(term for term, _ in terms)
    # After a space the next word begins.
    if not terms or terms[-1][1] < len(text):
        return _Prefix(words, "")
    return _Prefix(words[:-1], words[-1])


def _begins(title: str, prefix: _Prefix) -> bool:
    terms = [term for term in tokenize(title) if term]
    size = len(prefix.before)
    following = terms[size] if len(terms) > size else ""
    return tuple(terms[:size]) == prefix.before and following.startswith(prefix.last)
