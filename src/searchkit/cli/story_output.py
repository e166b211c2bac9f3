"""Stories and comparisons as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable

from searchkit import Comparison, Row, Story, StoryList
from searchkit.cli.export_output import write_lines, write_rows
from searchkit.cli.printing import counted, date_label, hint_page, print_article_line
from searchkit.cli.terminal import Terminal, hint

_ROLES = {"earlier": "earlier version"}
_SIGNS = {"same": "=", "left": "<", "right": ">"}


def write_stories(
    stories: Iterable[Story], form: str, *, excel: bool, columns: str | None = None
) -> bool:
    """Write stories as CSV, a row for each version, or as JSON lines; tell if there was one."""
    from searchkit import export

    if form == "csv":
        return write_rows(
            export.STORY_COLUMNS, export.story_records(stories), excel=excel, chosen=columns
        )
    return write_lines(story.to_dict() for story in stories)


def print_stories(terminal: Terminal, stories: StoryList) -> None:
    """Each story with the number of its versions and the earliest of them."""
    for number, story in enumerate(stories.stories):
        if number:
            terminal.line()
        terminal.line(terminal.styled(story.title, "bold"))
        terminal.line(terminal.styled(_size(story)), indent=4)
        terminal.line(terminal.styled(story.first.note), indent=4)
        if story.people:
            terminal.line(terminal.styled(f"people: {', '.join(story.people)}"), indent=4)
        terminal.line(terminal.styled(story.representative, "dim"), indent=4)
    for note in stories.notes:
        hint(note)
    total = counted(stories.total, "story", "stories")
    hint_page(stories, total if stories.total else "no stories with two or more versions")


def print_story(terminal: Terminal, story: Story) -> None:
    """The versions of a story by date, each with its role and the evidence for it."""
    terminal.line(terminal.styled(story.title, "bold"))
    terminal.line(terminal.styled(f"{_size(story)}; {story.first.note}"))
    if story.people:
        terminal.line(terminal.styled(f"people: {', '.join(story.people)}"))
    for member in story.members:
        terminal.line()
        print_article_line(terminal, member.article, _ROLES.get(member.role, member.role))
        if member.compared is not None and member.article.title != story.title:
            terminal.line(terminal.styled(member.article.title), indent=4)
        for sentence in member.evidence:
            terminal.line(terminal.styled(sentence, "dim"), indent=4)
    if story.related:
        terminal.line()
        terminal.line(terminal.styled("other articles with a shared passage or quotation", "bold"))
    for related in story.related:
        print_article_line(terminal, related.article, related.note)


def _size(story: Story) -> str:
    """The number of versions, and of sources if any is known."""
    versions = counted(len(story.members), "version")
    sources = len(story.sources)
    without = sum(not member.article.source for member in story.members)
    parts = [versions, counted(sources, "source") if sources else ""]
    parts.append(f"{without:,} without a known source" if sources and without else "")
    return ", ".join(filter(None, parts))


def print_comparison(terminal: Terminal, comparison: Comparison) -> None:
    """The share that each article has of the other, then every sentence with a sign."""
    for sign, article, side, other in (
        ("<", comparison.left, comparison.link.left, ">"),
        (">", comparison.right, comparison.link.right, "<"),
    ):
        line = terminal.styled(f"{sign} ", "bold")
        line.append_text(terminal.styled(article.title, "bold"))
        terminal.line(line)
        facts = f"{article.id} · {date_label(article)} · {side.share:.0%} of it appears in {other}"
        terminal.line(terminal.styled(facts, "dim"), indent=2)
    terminal.line()
    for row in comparison.rows:
        _print_row(terminal, row)
    kinds = (
        ("same", "in both"),
        ("changed", "changed"),
        ("left", "only in <"),
        ("right", "only in >"),
    )
    counts = (f"{len(comparison.of(kind))} {name}" for kind, name in kinds)  # type: ignore[arg-type]
    hint(f"sentences: {', '.join(counts)}")


def _print_row(terminal: Terminal, row: Row) -> None:
    if row.kind != "changed":
        passage = row.left or row.right
        assert passage is not None, "a row has a sentence"
        style = "dim" if row.kind == "same" else ""
        terminal.line(terminal.styled(f"{_SIGNS[row.kind]} {passage.text}", style))
        return
    for sign, passage in (("<", row.left), (">", row.right)):
        assert passage is not None, "it is in both"
        line = terminal.styled(f"~{sign} ", "bold")
        terminal.line(line.append_text(terminal.marked(passage.text, passage.marks)))
    for difference in row.differing:
        left, right = (", ".join(side) or "none" for side in (difference.left, difference.right))
        text = f"different {difference.kind}: {left} | {right}"
        terminal.line(terminal.styled(text, "yellow"), indent=4)
