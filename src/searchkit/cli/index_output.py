"""Index runs, checks and the state of the index as a person reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from searchkit import CheckReport, Failure, IndexStatus, RunProgress, ServersStatus, UpdateReport
from searchkit.cli.printing import counted
from searchkit.cli.terminal import Terminal, harmless, hint, hint_failure, one_line, write

#: Further fields that are listed; the field rules of some exports declare hundreds.
MAX_FIELDS = 20
#: What the folders of saved pages are counted under.
PAGE_FOLDER = "X_files"
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"})


def print_report(report: UpdateReport, *, dry: bool = False) -> None:
    """The result of an index run: the counts as data, each failed file as a hint."""
    for failure in report.failed:
        hint_failure(failure)
    for warning, articles in Counter(report.warnings).items():
        many = f" ({articles:,} articles)" if articles > 1 else ""
        hint_failure(Failure(warning.path, f"warning: {warning.reason}{many}"))
    for suffix, count in sorted(report.ignored.items()):
        hint(f"{_ignored(suffix, count)} skipped: {_why_ignored(suffix)}")
    if not (report.changes or report.unchanged or report.failed):
        hint("the corpus folder has no articles yet; put files into it, or run: searchkit add PATH")
    write(f"{'dry run: ' if dry else ''}{update_counts(report)}\n")


def update_counts(report: UpdateReport) -> str:
    """The counts of an index run, on one line."""
    return (
        f"{report.added} added, {report.changed} changed, {report.moved} moved, "
        f"{report.removed} removed, {report.unchanged} unchanged, {len(report.failed)} failed"
    )


def print_check(report: CheckReport) -> None:
    """The findings of a check, one a line, and a summary."""
    for finding in (*report.damaged, *report.differing):
        write(f"{one_line(finding.path)}: {harmless(finding.reason)}\n")
    compared = "" if report.articles is None else f", {report.articles:,} articles compared"
    write(
        f"generation {report.generation}: {report.files:,} files, {report.size:,} bytes{compared}; "
        f"{len(report.damaged)} damaged, {len(report.differing)} differing\n"
    )
    if any(finding.path not in report.foreign for finding in report.damaged):
        hint("the index is damaged; run: searchkit rebuild")
    elif report.differing:
        hint("the corpus has changed since it was indexed; run: searchkit index")


def print_failures(terminal: Terminal, status: IndexStatus) -> None:
    """The files that failed in the last run, one a line."""
    for failure in status.failed:
        terminal.line(terminal.styled(f"{one_line(failure.path)}: {failure.reason}"))
    for suffix, count in sorted(status.ignored.items()):
        terminal.line(terminal.styled(f"{_ignored(suffix, count)}: {_why_ignored(suffix)}"))


def print_status(terminal: Terminal, status: IndexStatus, run: RunProgress | None) -> None:
    """The state of the index, and of a run that is changing it."""
    rows = [
        ("corpus", status.corpus),
        ("index", status.index),
        ("engine", f"{status.engine} ({status.library})"),
        ("version", status.version),
        ("generation", str(status.generation)),
        ("articles", f"{status.articles:,}"),
        ("terms", f"{'about ' if 'terms' in status.estimates else ''}{status.terms:,}"),
        ("size", f"{status.size:,} bytes"),
        ("created", status.created),
        ("updated", f"{status.updated} ({_ago(status.age)})"),
    ]
    if status.servers is not None:
        rows += _servers_rows(status.servers)
    if run is not None:
        rows.append(("running", run.text))
    for name, counts in status.provenance.items():
        rows.append(
            (name, ", ".join(f"{count:,} {how}" for how, count in counts.items()) or "none")
        )
    rows += [("field", f"{field.name}: {field}") for field in status.fields[:MAX_FIELDS]]
    if (more := len(status.fields) - MAX_FIELDS) > 0:
        rows.append(("field", f"and {more:,} more; --json lists all"))
    for suffix, count in sorted(status.ignored.items()):
        rows.append(("skipped", f"{_ignored(suffix, count)}: {_why_ignored(suffix)}"))
    for failure in status.failed:
        rows.append(("failed", f"{one_line(failure.path)}: {failure.reason}"))
    terminal.table(rows)


def _servers_rows(servers: ServersStatus) -> Iterator[tuple[str, str]]:
    """How servers hold the index, and the last run over each part of several."""
    there = servers.copies - servers.missing
    held = f"{counted(servers.shards, 'shard')}, {there} of {servers.copies} copies"
    told = f"{held} on {counted(servers.nodes, 'node')}, {servers.size:,} bytes"
    lost = f", {counted(servers.lost, 'shard')} lost" if servers.lost else ""
    yield "servers", f"{servers.health}: {told}{lost}"
    for name, part in sorted(servers.parts.items()):
        if name:
            articles = counted(part.articles, "article")
            yield "part", f"{name}: {articles} of {part.folder}, updated {part.updated}"


def _ignored(suffix: str, count: int) -> str:
    if suffix == PAGE_FOLDER:
        return counted(count, "folder")
    return counted(count, f"{suffix or 'other'} file")


def _why_ignored(suffix: str) -> str:
    if suffix in _PICTURES:
        return "pictures, which only OCR reads: set languages under [ocr] in searchkit.toml"
    return "files of a saved page" if suffix == PAGE_FOLDER else "unsupported format"


def _ago(seconds: int) -> str:
    """A time span in the largest unit that fits.

    >>> _ago(30), _ago(3_600), _ago(200_000)
    ('just now', '1 hour ago', '2 days ago')
    """
    for length, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if count := seconds // length:
            return f"{counted(count, unit)} ago"
    return "just now"
