"""Results and articles as a person or a program reads them."""

from __future__ import annotations

import json
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from searchkit import Hit, KwicLine, MarkedArticle, Page, Results, Similar, Suggestions
from searchkit.article import Article, Failure
from searchkit.cli.terminal import Terminal, harmless, hint, hint_failure, one_line, write
from searchkit.errors import REBUILD
from searchkit.reports import IndexStatus, UpdateReport
from searchkit.schema import UNKNOWN_VALUE
from searchkit.stories.story import Counts, InStory

if TYPE_CHECKING:
    from searchkit.index.progress import RunProgress
    from searchkit.indexer.checking import CheckReport

#: So many values of a facet are printed; `--json` has them all.
MOST_FACET_VALUES = 12


def date_label(article: Article) -> str:
    """The date with what it needs to be read right: `2016-02-20 (inferred)`, `undated`."""
    if article.date is None:
        return "undated"
    status = article.came_from("date").status
    text = article.date.isoformat()
    if article.date.time is not None:
        day, _, _ = text.partition("T")
        text = f"{day} {article.date.time:%H:%M%z}"
    return text + ("" if status == "declared" else f" ({status})")


def counted(count: int, one: str, several: str) -> str:
    """A number and what is counted.

    >>> counted(1, "story", "stories"), counted(2_000, "story", "stories")
    ('1 story', '2,000 stories')
    """
    return f"{count:,} {one if count == 1 else several}"


def hint_of_page(found: Page, told: str) -> None:
    """Say on standard error what was found, and where the rest of it is."""
    if found.total and found.page > found.pages:
        pages = "only one page" if found.pages == 1 else f"{found.pages:,} pages"
        hint(f"no page {found.page}: {told}, {pages}")
        return
    place = f", page {found.page} of {found.pages}" if found.pages > 1 else ""
    following = f"; next: --page {found.page + 1}" if found.page < found.pages else ""
    hint(f"{told}{place}{following}")


def print_hits(terminal: Terminal, results: Results) -> None:
    """Ranked hits for a person."""
    for number, hit in enumerate(results.hits):
        if number:
            terminal.line()
        _print_hit(terminal, hit)


def _print_hit(terminal: Terminal, hit: Hit) -> None:
    article = hit.article
    indent = 4
    title = terminal.styled(f"{hit.rank:>2}. ", "bold")
    terminal.line(title.append_text(terminal.marked(article.title, hit.title_marks, "bold")))
    facts = terminal.styled("")
    facts.append_text(terminal.styled(article.source or "source unknown", "green"))
    facts.append(" · ").append_text(terminal.styled(date_label(article), "cyan"))
    if article.authors:
        facts.append(" · ").append_text(terminal.styled(", ".join(article.authors)))
    terminal.line(facts, indent=indent)
    stale = "  (could not be read again; shown as it was)" if hit.stale else ""
    terminal.line(terminal.styled(one_line(article.id) + stale, "dim"), indent=indent)
    for snippet in hit.snippets:
        terminal.line(terminal.marked(snippet.text, snippet.marks), indent=indent)
    if hit.matched and not any(snippet.marks for snippet in hit.snippets):
        where = f"matched in {', '.join(hit.matched)}; the article begins so"
        terminal.line(terminal.styled(where, "dim"), indent=indent)
    if hit.story is not None:
        _print_story_of(terminal, hit.story)
    if hit.explanation:
        print_shares(terminal, hit)


def _print_story_of(terminal: Terminal, story: InStory) -> None:
    # The two need each other.
    from searchkit.cli.story_output import print_others

    if not story.others:
        command = f"searchkit story {story.representative}"
        told = f"one of {story.articles:,} articles of a story; see: {command}"
        terminal.line(terminal.styled(told, "dim"), indent=4)
    print_others(terminal, story)


def print_shares(terminal: Terminal, hit: Hit) -> None:
    """How the score of a hit adds up, the largest share first."""
    heads = ("share", "weight", "idf", "times", "length", "mean", "term")
    rows = [
        (
            f"{one.score:.3f}",
            f"{one.weight:.2f}",
            f"{one.idf:.3f}",
            f"{one.occurrences}",
            f"{one.length:.0f}",
            f"{one.mean_length:.1f}",
            f"{one.stream}: {one.text}",
        )
        for one in sorted(hit.explanation, key=lambda one: -one.score)
    ]
    for row in (heads, *rows, (f"{hit.score:.3f}",)):
        cells = " ".join(f"{cell:>7}" for cell in row[:-1])
        line = f"{cells}  {row[-1]}" if cells else f"{row[0]:>7}  score"
        terminal.line(terminal.styled(line, "dim"), indent=4)


def print_similar(terminal: Terminal, found: Similar) -> None:
    """Articles like another one, each with the terms that joined it."""
    for number, one in enumerate(found.hits):
        if number:
            terminal.line()
        _print_hit(terminal, one.hit)
        joined = terminal.styled(f"shares {', '.join(one.terms)}", "dim")
        terminal.line(joined, indent=4)


def print_suggestions(terminal: Terminal, found: Suggestions) -> None:
    """Completions by their kind: words and phrases with their articles, titles."""
    for kind, rows in (("words", found.words), ("phrases", found.phrases)):
        if rows:
            terminal.line(terminal.styled(kind, "bold"))
        for text, count in rows:
            terminal.line(terminal.styled(f"{count:>7,}  {text}"))
    if found.titles:
        terminal.line(terminal.styled("titles", "bold"))
    for title, _ in found.titles:
        terminal.line(terminal.styled(f"{'':7}  {title}"))


def print_facets(terminal: Terminal, results: Results) -> None:
    """The hits counted by each facet in which they differ or of which something is known."""
    for name, rows in results.facets.items():
        if rows.keys() <= {UNKNOWN_VALUE}:
            continue
        terminal.line()
        terminal.line(terminal.styled(name, "bold"))
        for value, counts in islice(rows.items(), MOST_FACET_VALUES):
            told = f" ({summary})" if (summary := counts.summary()) else ""
            terminal.line(terminal.styled(f"{counts.articles:>7,}  {value}{told}"))
        if len(rows) > MOST_FACET_VALUES:
            more = f"{'':7}  and {len(rows) - MOST_FACET_VALUES:,} more"
            terminal.line(terminal.styled(more, "dim"))


def print_summary(results: Results) -> None:
    """How much was found, and what to try when it is nothing, to standard error."""
    for note in results.notes:
        hint(note)
    if not results.total:
        hint(f"no article matches {results.parsed}")
    _print_help(results)
    if results.total:
        hint_of_page(results, _counted(results.counts))


def _counted(counts: Counts) -> str:
    """How much was found, in articles, and in stories and sources where that tells more."""
    articles = counted(counts.articles, "article", "articles")
    return ", ".join(filter(None, [articles, counts.summary()]))


def _print_help(results: Results) -> None:
    """Other queries, and how much each would find; the user decides."""
    if results.spelling:
        for word in results.spelling.words:
            forms = ", ".join(f"{form} ({count:,})" for form, count in word.forms)
            hint(f"spelt like {word.word}: {forms}")
        if results.spelling.total:
            _print_other(results.spelling.query, results.spelling.total)
    for one in results.relaxed:
        if one.total:
            _print_other(one.query, one.total, f"without {', '.join(one.without)}: ")
    if results.suggestion:
        hint(f"some match {results.suggestion}")


def _print_other(query: str, total: int, lead: str = "") -> None:
    found = counted(total, "article", "articles")
    hint(f"{lead}{found} {'matches' if total == 1 else 'match'} {query}")


def print_kwic_line(terminal: Terminal, line: KwicLine, width: int) -> None:
    """One line of a concordance: the matches of all lines stand under each other."""
    text = terminal.styled(" " * max(0, width - terminal.cells(line.left)) + line.left)
    text.append_text(terminal.marked(line.match, [(0, len(line.match))]))
    text.append_text(terminal.styled(line.right))
    text.append_text(terminal.styled(f"  {line.article.id}", "dim"))
    terminal.line(text)


def write_json(value: object) -> None:
    """One JSON document."""
    write(json.dumps(value, ensure_ascii=False, indent=2) + "\n", is_json=True)


def print_article(terminal: Terminal, found: MarkedArticle) -> None:
    """A whole article for a person: what is known of it, and its marked text."""
    article = found.article
    terminal.line(terminal.marked(article.title, found.title_marks, "bold"))
    print_provenance(terminal, article)
    terminal.line()
    terminal.passage(article.body, found.body_marks)


def print_provenance(terminal: Terminal, article: Article) -> None:
    """Each metadata field, its value and where that comes from."""
    values = {
        "title": article.title,
        "source": article.source or "",
        "authors": ", ".join(article.authors),
        "date": article.date.isoformat() if article.date else "",
        "agency": article.agency or "",
        "url": article.url or "",
        "language": article.language or "",
    }
    rows = []
    for name, value in values.items():
        came = article.came_from(name)
        origin = came.status + (f" by {came.method}" if came.method else "")
        evidence = f" from “{came.evidence}”" if came.evidence not in ("", value) else ""
        rows.append((name, f"{value}  [{origin}{evidence}]".strip()))
        for rival in came.rivals:
            rows.append(("", f"also {rival.value}  [by {rival.method} from “{rival.evidence}”]"))
    terminal.table([*rows, ("id", article.id)])


def print_removed(terminal: Terminal, article: Article) -> None:
    """The pieces of the file that are no part of the article, with what each was taken for."""
    for piece in article.removed:
        terminal.line(terminal.styled(f"[{piece.kind}]", "dim"))
        terminal.line(terminal.styled(piece.text, lines=True), indent=4)


def print_report(report: UpdateReport, *, dry: bool = False) -> None:
    """What an index run did: the counts as data, each failed file as a hint."""
    for failure in report.failed:
        hint_failure(failure)
    for warning, articles in Counter(report.warnings).items():
        many = f" ({articles:,} articles)" if articles > 1 else ""
        hint_failure(Failure(warning.path, f"warning: {warning.reason}{many}"))
    for suffix, count in sorted(report.ignored.items()):
        hint(f"{count} {suffix or 'other'} files left out: no reader for them")
    write(f"{'would be: ' if dry else ''}{counts(report)}\n")


def counts(report: UpdateReport) -> str:
    """What an index run did, in one line."""
    return (
        f"{report.added} added, {report.changed} changed, {report.moved} moved, "
        f"{report.removed} removed, {report.unchanged} unchanged, {len(report.failed)} failed"
    )


def print_check(report: CheckReport) -> None:
    """What a check found, one finding a line, and a summary."""
    for finding in (*report.damaged, *report.differing):
        write(f"{one_line(finding.path)}: {harmless(finding.reason)}\n")
    compared = "" if report.articles is None else f", {report.articles:,} articles compared"
    write(
        f"generation {report.generation}: {report.files:,} files, {report.size:,} bytes{compared}; "
        f"{len(report.damaged)} damaged, {len(report.differing)} differing\n"
    )
    if any(finding.path not in report.foreign for finding in report.damaged):
        hint(f"the index is damaged; run: {REBUILD}")
    elif report.differing:
        hint("the corpus has changed since; run: searchkit index")


def print_failures(terminal: Terminal, status: IndexStatus) -> None:
    """The files that failed in the last run, one a line."""
    for failure in status.failed:
        terminal.line(terminal.styled(f"{one_line(failure.path)}: {failure.reason}"))


def _ago(seconds: int) -> str:
    """How long ago that is, in the largest unit that fits.

    >>> _ago(30), _ago(3_600), _ago(200_000)
    ('just now', '1 hour ago', '2 days ago')
    """
    for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if count := seconds // length:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def print_status(terminal: Terminal, status: IndexStatus, run: RunProgress | None) -> None:
    """The state of the index, and of a run that is changing it, for a person."""
    rows = [
        ("corpus", status.corpus),
        ("index", status.index),
        ("engine", f"{status.engine} ({status.library})"),
        ("version", status.version),
        ("generation", str(status.generation)),
        ("articles", f"{status.articles:,}"),
        ("terms", f"{status.terms:,}"),
        ("size", f"{status.size:,} bytes"),
        ("created", status.created),
        ("updated", f"{status.updated} ({_ago(status.age)})"),
    ]
    if run is not None:
        rows.append(("running", run.text))
    for name, counts in status.provenance.items():
        rows.append((name, ", ".join(f"{count:,} {how}" for how, count in counts.items())))
    for suffix, count in sorted(status.ignored.items()):
        rows.append(("left out", f"{count:,} {suffix or 'other'} files: no reader for them"))
    for failure in status.failed:
        rows.append(("failed", f"{one_line(failure.path)}: {failure.reason}"))
    terminal.table(rows)
