"""The names of the articles that a search finds, and all that an index knows of one of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from searchkit import filters
from searchkit.analysis import Record, folded_value, tokenize
from searchkit.errors import InvalidArgument, NameNotFound, SearchTooSlow
from searchkit.names import KINDS, WITHOUT_CAPITALS, Kind, Name, names_in
from searchkit.names_found import (
    CoMention,
    KindEvidence,
    NameList,
    NameReport,
    NameRow,
    NameRows,
    QuoteOfName,
)
from searchkit.partial_answers import partial_answer
from searchkit.quotes import quotations
from searchkit.search.counting import MAX_VALUES, CountRequest
from searchkit.search.facets import spelling_order
from searchkit.search.keyness import log_likelihood
from searchkit.search.request import SearchRequest
from searchkit.syntax import MatchAll

if TYPE_CHECKING:
    from searchkit.article import Article
    from searchkit.count_table import CountTable
    from searchkit.engines import FacetValue
    from searchkit.search.searcher import Searcher

#: Articles that are read for one name, the first ones by date.
MAX_READ = 500
#: Names beside one, quotations and examples of evidence that are told.
MAX_BESIDE = 50
MAX_QUOTES = 20
MAX_EVIDENCE = 3
MAX_OTHERS = 3
#: Characters of evidence, and of a name that is asked for.
MAX_SHOWN = 200
MAX_NAME = 300
_NAMELESS = "name:unknown"
#: Words by which names are looked for.
MAX_ASKED = 10


def name_list(
    searcher: Searcher, request: SearchRequest, kind: Kind | None = None, containing: str = ""
) -> NameList:
    """A page of the names in the articles of a search, most articles first.

    Only those of one kind, and those that contain each word of a text, if such are given. Raises
    `QueryError` and `SearchTooSlow`.
    """
    if kind not in (None, *KINDS):
        raise InvalidArgument(f"a kind is one of {', '.join(KINDS)}")
    rows, notes = _all_rows(searcher, replace(request, limit=1, page=1))
    words = containing[:MAX_NAME].split()
    chosen = [
        row
        for row in rows
        if (kind is None or row.kind == kind)
        and all(filters.contains(row.name, word) for word in words)
    ]
    page = chosen[request.offset : request.offset + request.limit]
    return NameList(len(chosen), request.page, request.limit, tuple(page), notes)


def _all_rows(searcher: Searcher, request: SearchRequest) -> NameRows:
    """The names of all pages; those of all articles are kept as long as they are the same."""
    known = searcher.snapshot.names
    kept, corrections = known.rows, known.corrections
    is_of_all = isinstance(request.tree, MatchAll | None)
    if is_of_all and kept is not None and kept[0] is corrections:
        return kept[1]
    with partial_answer() as lacking:
        rows, notes = _counted_rows(searcher, request)
    if is_of_all and not lacking:
        known.rows = corrections, (rows, notes)
    return rows, tuple(dict.fromkeys((*lacking, *notes)))


def _counted_rows(searcher: Searcher, request: SearchRequest) -> NameRows:
    """The names of a search."""
    keys = _Keys(searcher)
    found = searcher.values(request, ["name"])
    told = searcher.values(request, [*KINDS[:-1], "language"], merged=False).rows
    kinds = _kinds(keys, told)
    values, cut = found.first("name", MAX_VALUES)
    rows = [
        NameRow(
            row.value,
            keys.kind(row.value) or kinds.get(keys[row.value], "other"),
            found.counts(row),
        )
        for row in values
    ]
    notes = (*found.notes, *cut, *_unread(searcher, request, told["language"]))
    return _corrected(searcher, request, keys, rows), notes


class _Keys(dict[str, str]):
    """What is the same for all spellings of a name, by each of them."""

    def __init__(self, searcher: Searcher) -> None:
        super().__init__()
        known = searcher.snapshot.names
        # Few projects have corrections, and the file is looked at each time.
        self._known = known if known.are_corrected else None
        self._value_key = known.value_key

    def __missing__(self, name: str) -> str:
        key = self._value_key(name) if self._known is None else self._known.key(name)
        self[name] = key = key or folded_value(name)
        return key

    def kind(self, name: str) -> Kind | None:
        """The kind that the user says that a name has."""
        return None if self._known is None else self._known.kind(name)


def _unread(
    searcher: Searcher, request: SearchRequest, languages: Sequence[FacetValue]
) -> Iterator[str]:
    """What tells of articles in languages in which no names are found, unless by a model."""
    if not _without_capitals(languages):
        return
    nameless = replace(request, filters=(*request.filters, _NAMELESS))
    values = searcher.values(nameless, ["language"], merged=False).rows["language"]
    articles = _without_capitals(values)
    if articles:
        these = "1 article is" if articles == 1 else f"{articles:,} articles are"
        yield f"{these} in a language without capitals, in which no names are found"


def _without_capitals(languages: Iterable[FacetValue]) -> int:
    return sum(row.articles for row in languages if row.value.partition("-")[0] in WITHOUT_CAPITALS)


def _corrected(
    searcher: Searcher, request: SearchRequest, keys: _Keys, rows: Sequence[NameRow]
) -> Sequence[NameRow]:
    """The rows, with those as one that the user says are the same; their articles are counted."""
    first: dict[str, int] = {}
    merged: list[NameRow] = []
    joined: set[int] = set()
    for row in rows:
        number = first.setdefault(keys[row.name], len(merged))
        if number == len(merged):
            merged.append(row)
        else:
            joined.add(number)
    for number in joined:
        row = merged[number]
        clause = filters.term("name", row.name)
        if clause is not None:
            narrowed = replace(request, filters=(*request.filters, clause))
            merged[number] = replace(row, counts=searcher.counts(narrowed).counts)
    if not joined:
        return merged
    return sorted(merged, key=lambda row: (-row.counts.articles, row.name))


def _key(searcher: Searcher, name: str) -> str:
    """The same for all spellings of a name."""
    return searcher.snapshot.names.key(name) or folded_value(name)


def _kinds(keys: _Keys, told: Mapping[str, Sequence[FacetValue]]) -> Mapping[str, Kind]:
    """The kind that most articles tell of each name, by the key of its spellings."""
    best: dict[str, tuple[int, Kind]] = {}
    for kind in KINDS[:-1]:
        articles: defaultdict[str, int] = defaultdict(int)
        for row in told[kind]:
            articles[keys[row.value]] += row.articles
        for key, count in articles.items():
            if count > best.get(key, (0, kind))[0]:
                best[key] = count, kind
    return {key: kind for key, (_, kind) in best.items()}


def _counted(searcher: Searcher, request: SearchRequest, by: str) -> CountTable:
    searches = ((request.text, request),)
    return searcher.count_table(CountRequest(searches=searches, by=(by,), limit=MAX_VALUES))


def name_report(searcher: Searcher, name: str) -> NameReport:
    """All that the index knows of a name, or of the one name that has all of its words.

    Raises `NameNotFound` and `SearchTooSlow`.
    """
    with partial_answer() as lacking:
        report = _meant_report(searcher, name)
    return replace(report, notes=tuple(dict.fromkeys((*lacking, *report.notes))))


def _meant_report(searcher: Searcher, name: str) -> NameReport:
    try:
        report = _report(searcher, name)
        if report.kind in ("person", "other"):
            report = replace(report, notes=(*_others(searcher, report.name), *report.notes))
        return report
    except NameNotFound:
        meant = _with_words(searcher, name)
        if len(meant) != 1:
            raise NameNotFound(name, meant) from None
    report = _report(searcher, meant[0])
    return replace(report, notes=(f"“{name}” is {meant[0]} in these articles", *report.notes))


def _others(searcher: Searcher, name: str) -> Iterator[str]:
    """What tells of longer names: an article that has `Donald Trump` is none of `Trump`."""
    own = _key(searcher, name)
    others = [one for one in _with_words(searcher, name) if _key(searcher, one) != own]
    if others:
        more = f" and {len(others) - MAX_OTHERS:,} more" if len(others) > MAX_OTHERS else ""
        yield f"other names with “{name}”: {', '.join(others[:MAX_OTHERS])}{more}"


def _with_words(searcher: Searcher, name: str) -> Sequence[str]:
    """The names that have all words of a name, those of most articles first."""
    words = set(filter(None, tokenize(name[:MAX_NAME])))
    if not words:
        return ()
    request = SearchRequest(text=" ".join(f'name:"{word}"' for word in sorted(words)[:MAX_ASKED]))
    rows = _counted(searcher, request, "name").rows
    found = (row.value for row in rows if words <= set(tokenize(row.value)))
    first = {_key(searcher, one): one for one in reversed(list(found))}
    return list(reversed(first.values()))


def _report(searcher: Searcher, name: str) -> NameReport:
    """All that the index knows of a whole name. Raises `NameNotFound` and `SearchTooSlow`."""
    query = filters.term("name", " ".join(name[:MAX_NAME].split()))
    if query is None:
        raise NameNotFound(name)
    request = SearchRequest(text=query, sort="oldest")
    counts = searcher.counts(request)
    reading = _Reading(searcher, name)
    reading.read(islice(searcher.records(request), MAX_READ))
    if not reading.articles:
        raise NameNotFound(name)
    notes = list(counts.notes)
    if counts.counts.articles > reading.articles:
        told = f"the first {reading.articles:,} of {counts.counts.articles:,} articles"
        notes.append(f"read from {told}")
    newest = searcher.search(SearchRequest(text=query, sort="newest", limit=1))
    return NameReport(
        name=reading.name or name,
        kind=searcher.snapshot.names.kind(name) or reading.kind,
        query=query,
        counts=counts.counts,
        spellings=tuple(sorted(reading.spellings.items(), key=_spelling)),
        evidence=tuple(reading.evidence()),
        years=_rows(_counted(searcher, request, "year")),
        sources=_rows(_counted(searcher, request, "source")),
        beside=tuple(reading.beside()),
        quotes=tuple(islice(reading.quotes, MAX_QUOTES)),
        first=reading.first,
        last=newest.hits[0].article if newest.hits else reading.first,
        notes=tuple(dict.fromkeys(notes)),
    )


def _rows(table: CountTable) -> tuple[tuple[str, int], ...]:
    return tuple((row.label, row.counts[0].articles) for row in table.rows)


class _Reading:
    """What the articles that have a name tell of it."""

    def __init__(self, searcher: Searcher, name: str) -> None:
        self._searcher = searcher
        self._key = self._key_of(name)
        self.spellings: Counter[str] = Counter()
        self.quotes: list[QuoteOfName] = []
        self.articles = 0
        self.first: Article
        self._evidence: defaultdict[tuple[Kind, str], list[tuple[str, str]]] = defaultdict(list)
        self._articles: Counter[str] = Counter()
        self._shown: dict[str, Name] = {}
        self._with: Counter[str] = Counter()
        self._without: Counter[str] = Counter()
        self._sentences = [0, 0]

    def _key_of(self, name: str) -> str:
        return _key(self._searcher, name)

    @property
    def name(self) -> str:
        """The name as most articles write it, in full."""
        rows = self.spellings.items()
        return min(rows, key=lambda row: (" " not in row[0], *_spelling(row)))[0] if rows else ""

    @property
    def kind(self) -> Kind:
        """The kind that most articles tell."""
        counts: Counter[Kind] = Counter()
        for (kind, _), examples in self._evidence.items():
            if kind != "other":
                counts[kind] += len(examples)
        return counts.most_common(1)[0][0] if counts else "other"

    def read(self, records: Iterable[Record]) -> None:
        """Take in articles, as many as there is time for in one search."""
        try:
            with self._searcher.limited() as deadline:
                for record in deadline.watch(records):
                    self.add(record)
                    if not self.articles:
                        self.first = record.article
                    self.articles += 1
        except SearchTooSlow:
            if not self.articles:
                raise

    def add(self, record: Record) -> None:
        """Take in an article."""
        article = record.article
        found = self._names_of(article)
        own = found.get(self._key)
        if own is None:
            return
        self.spellings.update(_written(article, own.spans))
        start, end = own.evidence
        quoted = " ".join(article.body[start : min(end, start + MAX_SHOWN)].split())
        self._evidence[own.kind, own.rule].append((article.id, quoted))
        for key, one in found.items():
            self._shown.setdefault(key, one)
        self._articles.update(found.keys())
        self._count_sentences(record, found)
        if own.kind not in ("person", "other"):
            return
        for quotation in quotations(article.body):
            speaker = quotation.speaker
            if speaker and self._is_own(speaker.name, own, article):
                text = article.body[quotation.start : quotation.end]
                self.quotes.append(QuoteOfName(text, article, quotation.start))

    def _names_of(self, article: Article) -> Mapping[str, Name]:
        """The names of an article by their key; two that the user says are one have one."""
        found: dict[str, Name] = {}
        for one in names_in(article):
            key = self._key_of(one.text)
            other = found.setdefault(key, one)
            if other is not one:
                told = one if other.kind == "other" else other
                found[key] = replace(told, spans=tuple(sorted((*other.spans, *one.spans))))
        return found

    def _is_own(self, speaker: str, own: Name, article: Article) -> bool:
        return self._key_of(speaker) == self._key or speaker in _written(article, own.spans)

    def _count_sentences(self, record: Record, found: Mapping[str, Name]) -> None:
        """Count who stands in the sentences that have the name, and in the others."""
        starts = record.sentences or (0,)
        inside: defaultdict[int, set[str]] = defaultdict(set)
        for key, one in found.items():
            for start, _ in one.spans:
                inside[bisect_right(starts, start)].add(key)
        for keys in inside.values():
            has = self._key in keys
            (self._with if has else self._without).update(keys - {self._key})
            self._sentences[not has] += 1

    def evidence(self) -> Iterator[KindEvidence]:
        """What tells the kind, by rule, with examples; most articles first."""
        rows = sorted(self._evidence.items(), key=lambda row: (-len(row[1]), row[0]))
        for (kind, rule), examples in rows:
            yield KindEvidence(kind, rule, len(examples), tuple(examples[:MAX_EVIDENCE]))

    def beside(self) -> Iterator[CoMention]:
        """The names in the same sentences, those that stand there beyond chance first."""
        rows = []
        for key, here in self._with.items():
            score = log_likelihood(here, self._without[key], *self._sentences)
            one = self._shown[key]
            rows.append(CoMention(one.text, one.kind, here, self._articles[key], score))
        rows.sort(key=lambda row: (-row.score, -row.sentences, row.name))
        yield from rows[:MAX_BESIDE]


def _written(article: Article, spans: Iterable[tuple[int, int]]) -> Sequence[str]:
    return [" ".join(article.body[start:end].split()) for start, end in spans]


def _spelling(row: tuple[str, int]) -> tuple[int, str]:
    return spelling_order(*row)
