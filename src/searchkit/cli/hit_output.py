"""Hits as a person reads them: those of a search, similar articles, completions, key words."""

from __future__ import annotations

from itertools import islice

from searchkit import (
    OWN_FIELDS,
    UNKNOWN_VALUE,
    Counts,
    Hit,
    InStory,
    KwicLine,
    Results,
    Similar,
    Suggestions,
)
from searchkit.cli.printing import counted, date_label, hint_page, print_article_line
from searchkit.cli.terminal import Terminal, hint, one_line

#: Values of a facet that are printed; `--json` has them all.
MAX_FACET_VALUES = 12

_INDENT = 4


def print_hits(terminal: Terminal, results: Results) -> None:
    """Ranked hits."""
    for number, hit in enumerate(results.hits):
        if number:
            terminal.line()
        _print_hit(terminal, hit)


def _print_hit(terminal: Terminal, hit: Hit) -> None:
    article = hit.article
    title = terminal.styled(f"{hit.rank:>2}. ", "bold")
    terminal.line(title.append_text(terminal.marked(article.title, hit.title_marks, "bold")))
    facts = terminal.styled("")
    facts.append_text(terminal.styled(article.source or "unknown source", "green"))
    facts.append(" · ").append_text(terminal.styled(date_label(article), "cyan"))
    if article.authors:
        facts.append(" · ").append_text(terminal.styled(", ".join(article.authors)))
    terminal.line(facts, indent=_INDENT)
    stale = "  (file not readable now; showing the indexed text)" if hit.stale else ""
    terminal.line(terminal.styled(one_line(article.id) + stale, "dim"), indent=_INDENT)
    for name in OWN_FIELDS:
        if values := article.fields.get(name):
            text = terminal.styled(f"{name}: {', '.join(values)}", "dim")
            terminal.line(text, indent=_INDENT)
    for snippet in hit.snippets:
        terminal.line(terminal.marked(snippet.text, snippet.marks), indent=_INDENT)
    if hit.matched and hit.snippets and not any(one.marks for one in hit.snippets):
        where = f"matched in {', '.join(hit.matched)}; showing the beginning of the article"
        terminal.line(terminal.styled(where, "dim"), indent=_INDENT)
    if hit.story is not None:
        _print_story(terminal, hit.story)
    if hit.explanation:
        _print_explanation(terminal, hit)


def _print_story(terminal: Terminal, story: InStory) -> None:
    if not story.others:
        command = f"searchkit story {story.representative}"
        label = f"one of {story.articles:,} versions of a story; see: {command}"
        terminal.line(terminal.styled(label, "dim"), indent=_INDENT)
    for article in story.others:
        print_article_line(terminal, article, bullet="+ ", indent=_INDENT)
    if story.more:
        terminal.line(terminal.styled(f"and {story.more:,} more", "dim"), indent=_INDENT)


def _print_explanation(terminal: Terminal, hit: Hit) -> None:
    """The parts of a score, the largest first."""
    heads = ("part", "weight", "idf", "times", "length", "mean", "term")
    rows = [
        (
            f"{part.score:.3f}",
            f"{part.weight:.2f}",
            f"{part.idf:.3f}",
            f"{part.occurrences}",
            f"{part.length:.0f}",
            f"{part.mean_length:.1f}",
            f"{part.stream}: {part.text}",
        )
        for part in sorted(hit.explanation, key=lambda part: -part.score)
    ]
    for row in (heads, *rows, (f"{hit.score:.3f}",)):
        cells = " ".join(f"{cell:>7}" for cell in row[:-1])
        line = f"{cells}  {row[-1]}" if cells else f"{row[0]:>7}  score"
        terminal.line(terminal.styled(line, "dim"), indent=_INDENT)


def print_similar(terminal: Terminal, similar: Similar) -> None:
    """Articles like another one, each with the terms that they share."""
    for number, row in enumerate(similar.hits):
        if number:
            terminal.line()
        _print_hit(terminal, row.hit)
        shared = terminal.styled(f"shared words: {', '.join(row.terms)}", "dim")
        terminal.line(shared, indent=_INDENT)


def print_suggestions(terminal: Terminal, suggestions: Suggestions) -> None:
    """Completions by kind: words, phrases and names with the number of articles, titles."""
    for kind, rows in (("words", suggestions.words), ("phrases", suggestions.phrases)):
        if rows:
            terminal.line(terminal.styled(kind, "bold"))
        for text, count in rows:
            terminal.line(terminal.styled(f"{count:>7,}  {text}"))
    if suggestions.names:
        terminal.line(terminal.styled("names", "bold"))
    for one in suggestions.names:
        kind = f" ({one.kind})" if one.kind != "other" else ""
        terminal.line(terminal.styled(f"{one.articles:>7,}  {one.name}{kind}"))
    if suggestions.titles:
        terminal.line(terminal.styled("titles", "bold"))
    for title, _ in suggestions.titles:
        terminal.line(terminal.styled(f"{'':7}  {title}"))


def print_facets(terminal: Terminal, results: Results) -> None:
    """The hits counted by each facet of which something is known."""
    for name, rows in results.facets.items():
        if rows.keys() <= {UNKNOWN_VALUE}:
            continue
        terminal.line()
        terminal.line(terminal.styled(name, "bold"))
        for value, counts in islice(rows.items(), MAX_FACET_VALUES):
            summary = f" ({text})" if (text := counts.summary()) else ""
            terminal.line(terminal.styled(f"{counts.articles:>7,}  {value}{summary}"))
        if len(rows) > MAX_FACET_VALUES:
            more = f"{'':7}  and {len(rows) - MAX_FACET_VALUES:,} more"
            terminal.line(terminal.styled(more, "dim"))


def print_summary(results: Results) -> None:
    """The number of hits, and other queries to try, to standard error."""
    for note in results.notes:
        hint(note)
    # What is missing has just been told.
    if not results.total and results.missing != (results.parsed,):
        hint(f"no articles match {results.parsed}")
    _print_other_queries(results)
    if results.total:
        hint_page(results, _total(results.counts, results.without_source))


def _total(counts: Counts, without_source: int) -> str:
    """The number of articles, and of stories and sources where that says more."""
    parts = [counted(counts.articles, "article"), counts.summary()]
    if (counts.sources or 0) > 1 and without_source:
        parts.append(f"{without_source:,} without a known source")
    return ", ".join(filter(None, parts))


def _print_other_queries(results: Results) -> None:
    """Other queries, and how much each would find; the user decides."""
    if results.suggestion:
        _print_other_query(results.suggestion, results.suggestion_total, "any of the words")
    print_readings(results)
    if results.spelling:
        for word in results.spelling.words:
            forms = ", ".join(f"{form} ({count:,})" for form, count in word.forms)
            hint(f"words similar to {word.word}: {forms}")
        if results.spelling.total:
            _print_other_query(results.spelling.query, results.spelling.total, "did you mean")
    for relaxed in results.relaxed:
        if relaxed.total:
            _print_other_query(relaxed.query, relaxed.total, relaxed.label)


def print_readings(results: Results) -> None:
    """What other tools would take the query for."""
    for reading in results.readings:
        _print_other_query(reading.query, reading.total, reading.note)


def _print_other_query(query: str, total: int, label: str) -> None:
    hint(f"{label}: {query} ({counted(total, 'article')})")


def print_kwic_line(terminal: Terminal, line: KwicLine, width: int) -> None:
    """One line of a concordance: the matches of all lines stand under each other."""
    text = terminal.styled(" " * max(0, width - terminal.cells(line.left)) + line.left)
    text.append_text(terminal.marked(line.match, [(0, len(line.match))]))
    text.append_text(terminal.styled(line.right))
    text.append_text(terminal.styled(f"  {line.article.id}", "dim"))
    terminal.line(text)
