"""A report on a search to cite, above all on one that finds nothing: what was searched, and how."""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.errors import IndexUnavailable
from searchkit.results import Results
from searchkit.search.records.search_record import SearchRecord
from searchkit.search.request import SearchRequest
from searchkit.search.searcher import Searcher
from searchkit.stories.story import Counts

#: Sources and failed files that are named.
MAX_NAMED = 20


def search_report(searcher: Searcher, record: SearchRecord) -> Iterator[str]:
    """The paragraphs of the report. Raises `IndexUnavailable` for a part of an index."""
    everything = searcher.search(SearchRequest(limit=1, facets=("source", "date_status")))
    if everything.partial:
        raise IndexUnavailable(everything.notes[0])
    yield from _question(record)
    yield _outcome(record)
    yield from _scope(searcher, record, everything)
    if not record.hits:
        yield from _near(searcher.search(record.request))
    yield (
        f"Made on {record.made} with {record.program} (engine {record.engine}, analysis "
        f"{record.analysis}). Digest of the articles: {record.searched.digest}."
    )


def _question(record: SearchRecord) -> Iterator[str]:
    request = record.request
    yield f"Query: {request.text or '(all articles)'}"
    yield f"Understood as: {record.parsed}"
    limits = [
        f"{name} {value}"
        for name, value in (
            ("source", request.source),
            ("since", request.since),
            ("until", request.until),
            ("filter", ", ".join(request.filters)),
        )
        if value
    ]
    if limits:
        yield f"Limited to: {'; '.join(limits)}"
    for note in record.notes:
        yield f"Note: {note}"


def _outcome(record: SearchRecord) -> str:
    if not record.hits:
        return "Result: no article matches."
    summary = record.counts.summary()
    more = f" ({summary})" if summary else ""
    return f"Result: {_counted(record.counts.articles, 'article')}{more}."


def _scope(searcher: Searcher, record: SearchRecord, everything: Results) -> Iterator[str]:
    searched = record.searched
    yield f"Searched: {_counted(searched.articles, 'article')}, {_period(searcher)}."
    undated = everything.facets["date_status"].get("unknown", Counts()).articles
    if undated:
        verb = "has" if undated == 1 else "have"
        yield f"Of these, {_counted(undated, 'article')} {verb} no date."
    sources = dict(everything.facets["source"])
    unknown = sources.pop("unknown", Counts()).articles
    names = [f"{name} ({counts.articles:,})" for name, counts in sources.items()]
    yield f"Sources: {_listed(names) or 'none known'}; without a source: {unknown:,}."
    if searched.failed:
        yield (
            f"Not searched: {_counted(searched.failed, 'file')} could not be read: "
            f"{_listed(searched.failures, searched.failed)}."
        )
    else:
        yield "Not searched: none; every file of the folder could be read."


def _period(searcher: Searcher) -> str:
    """The days of the first and the last dated article."""
    dates = [
        hit.article.date
        for order in ("oldest", "newest")
        for hit in searcher.search(SearchRequest(limit=1, sort=order, facets=())).hits
    ]
    known = [date for date in dates if date is not None]
    if not known:
        return "none of them dated"
    return f"dated {known[0].first_day} to {known[-1].last_day}"


def _near(results: Results) -> Iterator[str]:
    """What would have been found by other words."""
    for part in results.missing:
        yield f"No article has {part}."
    for word in results.spelling.words if results.spelling else ():
        forms = ", ".join(f"{form} ({count:,})" for form, count in word.forms)
        yield f"Nearest words to {word.word}: {forms}."
    for relaxed in results.relaxed:
        yield f"Found {relaxed.label}: {_counted(relaxed.total, 'article')}."
    for reading in results.readings:
        yield f"Another reading: {reading}"


def _listed(names: list[str] | tuple[str, ...], count: int | None = None) -> str:
    more = (len(names) if count is None else count) - MAX_NAMED
    return ", ".join(names[:MAX_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
