"""Stories and comparisons as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.article import Article
from searchkit.cli.output import counted, date_label, hint_of_page
from searchkit.cli.terminal import Terminal, hint
from searchkit.results import StoryList
from searchkit.stories.story import InStory, Story

if TYPE_CHECKING:
    from searchkit.stories.comparison import Comparison, Row

_ROLES = {"quotes": "quotes only"}
_SIGNS = {"same": "=", "left": "<", "right": ">"}


def print_stories(terminal: Terminal, found: StoryList) -> None:
    """Each story with how many printed it and who was first."""
    for number, one in enumerate(found.stories):
        if number:
            terminal.line()
        terminal.line(terminal.styled(one.title, "bold"))
        articles = counted(len(one.members), "article", "articles")
        sources = counted(len(one.sources), "source", "sources")
        terminal.line(terminal.styled(f"{articles}, {sources}"), indent=4)
        terminal.line(terminal.styled(one.first.note), indent=4)
        terminal.line(terminal.styled(one.representative, "dim"), indent=4)
    told = counted(found.total, "story", "stories")
    hint_of_page(found, told if found.total else "no story has two articles")


def print_story(terminal: Terminal, story: Story) -> None:
    """The articles of a story by date, each with its role and why it has it."""
    terminal.line(terminal.styled(story.title, "bold"))
    articles = counted(len(story.members), "article", "articles")
    sources = counted(len(story.sources), "source", "sources")
    terminal.line(terminal.styled(f"{articles}, {sources}; {story.first.note}"))
    for member in story.members:
        terminal.line()
        _print_article(terminal, member.article, _ROLES.get(member.role, member.role))
        if member.compared is not None and member.article.title != story.title:
            terminal.line(terminal.styled(member.article.title), indent=4)
        for sentence in member.evidence:
            terminal.line(terminal.styled(sentence, "dim"), indent=4)
    if story.related:
        terminal.line()
        terminal.line(terminal.styled("share a quotation with it", "bold"))
    for one in story.related:
        said = f"{one.words} words with {one.member}"
        _print_article(terminal, one.article, said)


def print_others(terminal: Terminal, story: InStory) -> None:
    """The hits that a grouped hit stands for."""
    for one in story.others:
        _print_article(terminal, one, "", indent=4)
    if story.more:
        terminal.line(terminal.styled(f"and {story.more:,} more", "dim"), indent=4)


def _print_article(terminal: Terminal, article: Article, what: str, *, indent: int = 0) -> None:
    line = terminal.styled("+ " if indent else "")
    if what:
        line.append_text(terminal.styled(f"{what}: ", "bold"))
    line.append_text(terminal.styled(article.source or "source unknown", "green"))
    line.append(" · ").append_text(terminal.styled(date_label(article), "cyan"))
    line.append(" · ").append_text(terminal.styled(article.id, "dim"))
    terminal.line(line, indent=indent)


def print_comparison(terminal: Terminal, found: Comparison) -> None:
    """How much is shared, then every sentence with a sign of where it stands."""
    for sign, article, side in (
        ("<", found.left, found.link.left),
        (">", found.right, found.link.right),
    ):
        line = terminal.styled(f"{sign} ", "bold")
        line.append_text(terminal.styled(article.title, "bold"))
        terminal.line(line)
        facts = f"{article.id} · {date_label(article)} · {side.share:.0%} stands in the other"
        terminal.line(terminal.styled(facts, "dim"), indent=2)
    terminal.line()
    for row in found.rows:
        _print_row(terminal, row)
    kinds = (("same", "the same"), ("changed", "changed"), ("left", "only <"), ("right", "only >"))
    hint("sentences: " + ", ".join(f"{len(found.of(kind))} {name}" for kind, name in kinds))  # type: ignore[arg-type]


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
    for one in row.differing:
        left, right = (", ".join(side) or "none" for side in (one.left, one.right))
        terminal.line(terminal.styled(f"{one.kind} differ: {left} | {right}", "yellow"), indent=4)
