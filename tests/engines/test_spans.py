"""What is asked of a server as spans is what `positions` means, read as a server reads spans."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from searchkit.engines.opensearch.layout import APART, unit_field
from searchkit.engines.opensearch.spans import (
    EXAMPLE,
    EXAMPLE_APART,
    MAX_WORDS,
    apart,
    close_together,
    spans,
)
from searchkit.matching.positions import Interval, occurrences
from searchkit.query import (
    Disjunction,
    First,
    Leaf,
    Near,
    NotNear,
    Operand,
    Phrase,
    Synonyms,
    Term,
    Within,
)
from searchkit.schema import TEXT

WORDS = ("ta", "ke", "mo", "lu")
STREAM = TEXT.exact


class Text:
    """An article of these words: the stem of each is its first letter."""

    def __init__(self, words: Sequence[str]) -> None:
        self.streams = {STREAM: list(words), TEXT.name: [word[0] for word in words]}
        # Every fourth word begins a sentence.
        self.starts = list(range(4, len(words), 4))

    def positions(self, stream: str, term: str) -> list[int]:
        if stream == unit_field("sentence"):
            return [at + at // 4 * APART for at in self.positions(TEXT.name, term)]
        return [at for at, word in enumerate(self.streams[stream]) if word == term]

    def synonym_positions(self, leaf: Synonyms) -> list[int]:
        return sorted(at for term in set(leaf.terms) for at in self.positions(leaf.stream, term))

    def boundaries(self, stream: str, unit: object) -> list[int]:
        return self.starts


def server_spans(query: Mapping[str, Any], text: Text) -> list[Interval]:
    """The spans `[start, end)` that Lucene finds, with what it passes over.

    Source: its classes NearSpansOrdered, NearSpansUnordered, SpanOrQuery, SpanNotQuery and
    SpanContainingQuery.
    """
    ((kind, value),) = query.items()
    if kind == "match_none":
        return []
    if kind == "span_term":
        ((stream, term),) = value.items()
        return [(at, at + 1) for at in text.positions(stream, term["value"])]
    if kind == "field_masking_span":
        return server_spans(value["query"], text)
    if kind == "span_not":
        include, exclude = (server_spans(value[name], text) for name in ("include", "exclude"))
        return without(include, exclude, value["pre"], value["post"])
    if kind == "span_containing":
        big, little = (server_spans(value[name], text) for name in ("big", "little"))
        return [one for one in big if any(one[0] <= at and end <= one[1] for at, end in little)]
    clauses = [server_spans(clause, text) for clause in value["clauses"]]
    if kind == "span_or":
        return sorted({span for clause in clauses for span in clause})
    assert kind == "span_near"
    near = ordered if value["in_order"] else unordered
    return near(clauses, value["slop"])


def without(
    include: Sequence[Interval], exclude: Sequence[Interval], pre: int, post: int
) -> list[Interval]:
    found, at = [], 0
    for first, last in include:
        # It never goes back.
        while at < len(exclude) and exclude[at][1] <= first - pre:
            at += 1
        if at == len(exclude) or exclude[at][0] - post >= last:
            found.append((first, last))
    return found


def ordered(clauses: Sequence[Sequence[Interval]], slop: int) -> list[Interval]:
    found = []
    at = [0] * len(clauses)
    for first in clauses[0]:
        last, gaps = first, 0
        for number, clause in enumerate(clauses[1:], 1):
            # It never goes back.
            while at[number] < len(clause) and clause[at[number]][0] < last[1]:
                at[number] += 1
            if at[number] == len(clause):
                return found
            gaps += clause[at[number]][0] - last[1]
            last = clause[at[number]]
        if gaps <= slop:
            found.append((first[0], last[1]))
    return found


def unordered(clauses: Sequence[Sequence[Interval]], slop: int) -> list[Interval]:
    found = []
    at = [0] * len(clauses)
    while all(place < len(clause) for place, clause in zip(at, clauses, strict=True)):
        now = [clause[place] for place, clause in zip(at, clauses, strict=True)]
        start, end = min(now)[0], max(stop for _, stop in now)
        if end - start - sum(stop - begin for begin, stop in now) <= slop:
            found.append((start, end))
        at[now.index(min(now))] += 1
    return found


def word(rng: random.Random) -> Term:
    term = rng.choice(WORDS)
    return Term(STREAM, term) if rng.random() < 0.7 else Term(TEXT.name, term[0])


def unit(rng: random.Random) -> Operand:
    kind = rng.random()
    if kind < 0.5:
        return word(rng)
    if kind < 0.7:
        return Phrase(STREAM, tuple(rng.choices(WORDS, k=rng.randint(2, 3))))
    if kind < 0.8:
        return Synonyms(STREAM, tuple(rng.sample(WORDS, 2)), "*")
    return Disjunction((unit(rng), unit(rng)))


def any_leaf(rng: random.Random) -> Phrase | Near:
    kind = rng.random()
    if kind < 0.2:
        return Phrase(STREAM, tuple(rng.choices(WORDS, k=rng.randint(2, 4))), rng.randint(1, 3))
    if kind < 0.4:
        return Near(unit(rng), unit(rng), rng.randint(1, 4), ordered=rng.random() < 0.4)
    if kind < 0.6:
        chain: Operand = unit(rng)
        for _ in range(rng.randint(1, 3)):
            chain = Near(chain, unit(rng), rng.randint(1, 3), ordered=True)
        assert isinstance(chain, Near)
        return chain
    inner = Near(unit(rng), unit(rng), rng.randint(1, 3), ordered=rng.random() < 0.3)
    if kind < 0.8:
        first, second, third = (Term(STREAM, term) for term in rng.sample(WORDS, 3))
        inner, other = Near(first, second, rng.randint(1, 4)), third
    else:
        other = unit(rng)
    pair = (inner, other) if rng.random() < 0.5 else (other, inner)
    return Near(*pair, rng.randint(1, 5), ordered=rng.random() < 0.1)


def any_within(rng: random.Random) -> Within:
    sides: list[Operand] = [Term(TEXT.name, term[0]) for term in rng.sample(WORDS, 3)]
    if rng.random() < 0.5:
        sides[0] = Near(sides[0], sides[2], rng.randint(1, 4), ordered=rng.random() < 0.5)
    if rng.random() < 0.2:
        sides[1] = unit(rng)
    rng.shuffle(pair := sides[:2])
    return Within(*pair, "sentence")


@pytest.mark.slow
def test_spans_find_the_articles_that_the_leaf_occurs_in() -> None:
    rng = random.Random(25)
    texts = [Text(rng.choices(WORDS, k=rng.randint(2, 12))) for _ in range(60)]
    told = 0
    for _ in range(700):
        leaf: Leaf = any_leaf(rng) if rng.random() < 0.8 else any_within(rng)
        query, wider = spans(leaf), close_together(leaf)
        told += query is not None
        for text in texts:
            occurs = bool(occurrences(leaf, text))
            if query is not None:
                assert bool(server_spans(query, text)) == occurs, (leaf, text.streams)
            if wider is not None and occurs:
                assert server_spans(wider, text), (leaf, text.streams)
    assert told > 450


@pytest.mark.slow
def test_spans_find_the_articles_in_which_nothing_is_near() -> None:
    rng = random.Random(26)
    texts = [Text(rng.choices(WORDS, k=rng.randint(2, 12))) for _ in range(60)]
    exact = doubtful = 0
    for _ in range(500):
        scope = "sentence" if rng.random() < 0.3 else rng.randint(1, 4)
        pair = (word(rng), word(rng)) if rng.random() < 0.3 else (unit(rng), unit(rng))
        if scope == "sentence" and rng.random() < 0.8:
            one, other = (Term(TEXT.name, term[0]) for term in rng.sample(WORDS, 2))
            pair = one, Disjunction((other, one)) if rng.random() < 0.2 else other
        leaf = NotNear(*pair, scope, ordered=rng.random() < 0.4)  # type: ignore[arg-type]
        answer = apart(leaf)
        if answer is None:
            continue
        exact += answer.perhaps is None
        doubtful += answer.perhaps is not None
        for text in texts:
            found = bool(server_spans(answer.sure, text))
            occurs = bool(occurrences(leaf, text))
            if answer.perhaps is None or not server_spans(answer.perhaps, text):
                assert found == occurs, (leaf, text.streams)
            else:
                assert occurs or not found, (leaf, text.streams)
    assert exact > 80
    assert doubtful > 80


def test_what_spans_cannot_say_exactly_they_do_not_say() -> None:
    one, two, three = (Term(STREAM, term) for term in WORDS[:3])
    assert spans(NotNear(one, two, 3)) is None
    assert spans(First(Phrase(STREAM, ("ta", "ka")), 5)) is None
    # The third may stand in the gap, too far from both.
    assert spans(Near(Near(one, two, 5), three, 2)) is None
    assert spans(Near(Near(one, two, 5), one, 9)) is None
    assert spans(Near(one, Synonyms(STREAM, tuple(map(str, range(MAX_WORDS))), "*"), 2)) is None


def test_a_word_that_does_not_exist_is_near_nothing() -> None:
    assert spans(Near(Term(STREAM, ""), Term(STREAM, "ta"), 2)) == {"match_none": {}}


def test_the_example_has_every_kind_that_is_asked_for() -> None:
    text = str(EXAMPLE)
    for kind in ("span_near", "span_or", "span_term", "field_masking_span"):
        assert kind in text
    assert "span_not" in str(EXAMPLE_APART)
    assert "span_containing" in str(EXAMPLE_APART)
