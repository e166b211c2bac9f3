"""The reader in the terminal: results beside the article, with its marks, moved in by keys."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

import click
from rich.text import Text
from textual.app import App, ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList, Static
from textual.widgets.option_list import Option

from searchkit import Article, Library, Mark, MarkedArticle, Results, SearchkitError, filters
from searchkit.cli.terminal import harmless
from searchkit.filters import SHOWN_FACETS

#: Results that are listed; more are found by a narrower query.
MAX_HITS = 100
#: In characters, of an article that is shown; `searchkit show` prints the rest.
MAX_SHOWN = 200_000
#: Values of each facet to filter by.
MAX_VALUES = 8

_MARK, _HERE = "bold red", "bold reverse red"


class Line(NamedTuple):
    """An article in the list."""

    id: str
    title: str
    about: str


class Choices(ModalScreen[str | None]):
    """A list of filters to choose one of; Escape chooses none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back")]
    CSS = "Choices { align: center middle; } OptionList { width: 60%; height: 70%; }"

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """The rows."""
        yield OptionList(*(Option(Text(harmless(text))) for _, text in self._rows))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with what was chosen."""
        self.dismiss(self._rows[event.option_index][0])

    def action_leave(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


class ReaderApp(App[None]):
    """Searches a library and shows its articles."""

    TITLE = "searchkit"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #query { height: 3; }
    #list { width: 40%; height: 1fr; }
    #preview { width: 1fr; height: 1fr; padding: 0 2; border-left: solid $primary; }
    #told { height: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "ask", "Query", key_display="/"),
        Binding("n", "mark(1)", "Next mark"),
        Binding("p", "mark(-1)", "Previous mark"),
        Binding("f", "filter", "Filter"),
        Binding("s", "story", "Versions"),
        Binding("o", "page", "Pager"),
        Binding("w", "web", "Browser"),
        Binding("escape", "results", "Results"),
        Binding("q", "quit", "Quit"),
    ]

    def __init__(self, library: Library, text: str) -> None:
        super().__init__()
        self._library = library
        self._text = text
        self._narrowed_by: tuple[str, ...] = ()
        self._results: Results | None = None
        self._lines: list[Line] = []
        self._shown: MarkedArticle | None = None
        self._mark = -1

    def compose(self) -> ComposeResult:
        """Query, list and article, and what the keys do."""
        yield Input(self._text, placeholder="Search the articles", id="query")
        with Horizontal():
            yield OptionList(id="list")
            with VerticalScroll(id="preview"):
                yield Static(id="text", markup=False)
        yield Static(id="told", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Begin with the query of the command, or with all articles, the newest first."""
        self._search()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search for what was typed, without the filters of before."""
        self._text, self._narrowed_by = event.value, ()
        self._search()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the article that the list stands at."""
        if event.option_list.id == "list":
            self._show(event.option_index)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go into the article."""
        if event.option_list.id == "list":
            self.query_one("#preview").focus()

    def action_ask(self) -> None:
        """Go to the query."""
        self.query_one("#query").focus()

    def action_results(self) -> None:
        """Leave the versions of a story, or the article, for the results."""
        if self._results is not None:
            self._list(self._results)
        self.query_one("#list").focus()

    def action_mark(self, step: int) -> None:
        """Go to another mark of the article, from the last one to the first."""
        if self._shown is None or not _marks(self._shown):
            self._tell("no highlights in this article")
            return
        self._mark = (max(self._mark, -1 if step > 0 else 0) + step) % len(_marks(self._shown))
        self._draw(self._shown)

    def action_story(self) -> None:
        """List the versions of the story of the article."""
        if self._shown is None:
            return
        try:
            story = self._library.story(self._shown.article.id)
        except SearchkitError as error:
            self._tell(str(error))
            return
        self._fill(
            [_line(member.article, member.role) for member in story.members],
            f"{len(story.members):,} versions of this story; Escape leads back",
        )

    def action_filter(self) -> None:
        """Choose a value of a facet to narrow the results by, or take the filters away."""
        rows = [("", "No filter")] if self._narrowed_by else []
        rows += _values(self._results) if self._results else []
        if rows:
            self.push_screen(Choices(rows), self._narrow)

    def action_page(self) -> None:
        """Show the whole article in the pager."""
        if self._shown is None:
            return
        article = self._shown.article
        text = harmless(f"{article.title}\n\n{article.body}\n", lines=True)
        try:
            with self.suspend():
                click.echo_via_pager(text)
        except SuspendNotSupported:
            self._tell("there is no pager here")

    def action_web(self) -> None:
        """Open the original in the browser."""
        url = self._shown.article.url if self._shown else None
        if url and url.startswith(("http://", "https://")) and url.isprintable():
            self.open_url(url)
        else:
            self._tell("this article has no address")

    def _narrow(self, chosen: str | None) -> None:
        if chosen is not None:
            self._narrowed_by = (*self._narrowed_by, chosen) if chosen else ()
            self._search()

    def _search(self) -> None:
        try:
            results = self._library.search(
                self._text,
                limit=MAX_HITS,
                sort="relevance" if self._text.strip() else "newest",
                filters=filters.queries(self._narrowed_by),
                facets=SHOWN_FACETS,
            )
        except SearchkitError as error:
            # What was found before stays.
            self._tell(" ".join(str(error).split()))
            return
        self._results = results
        self._list(results)
        self.query_one("#list" if results.hits else "#query").focus()

    def _list(self, results: Results) -> None:
        shown = f"{len(results.hits):,} of " if results.total > len(results.hits) else ""
        count = f"{results.total:,} article{'' if results.total == 1 else 's'}"
        notes = [*results.notes, *self._narrowed_by]
        self._fill([_line(hit.article) for hit in results.hits], "; ".join((shown + count, *notes)))

    def _fill(self, lines: list[Line], told: str) -> None:
        self._lines, self._shown = lines, None
        listed = self.query_one("#list", OptionList)
        listed.clear_options()
        listed.add_options([Option(_option(line)) for line in lines])
        self.query_one("#text", Static).update("")
        self._tell(told)
        if lines:
            listed.highlighted = 0

    def _show(self, number: int) -> None:
        try:
            self._shown = self._library.article(self._lines[number].id, self._text)
        except SearchkitError:
            # Gone since, or the query takes too long for it.
            self._shown = None
            self.query_one("#text", Static).update("This article cannot be shown now.")
            return
        self._mark = -1
        self._draw(self._shown)

    def _draw(self, marked: MarkedArticle) -> None:
        """The article, scrolled to the mark that is chosen."""
        text, above = _page(marked, self._mark)
        self.query_one("#text", Static).update(text)
        preview = self.query_one("#preview", VerticalScroll)
        if self._mark < 0:
            preview.scroll_home(animate=False)
            return
        width = max(10, self.query_one("#text").size.width)
        row = len(text[:above].wrap(self.console, width))
        preview.scroll_to(y=max(0, row - preview.size.height // 2), animate=False)
        self._tell(f"highlight {self._mark + 1} of {len(_marks(marked))}")

    def _tell(self, text: str) -> None:
        self.query_one("#told", Static).update(harmless(text))


def _line(article: Article, role: str = "") -> Line:
    date = article.date.isoformat() if article.date else "undated"
    about = " · ".join(filter(None, (role, article.source or "unknown source", date)))
    return Line(article.id, article.title, about)


def _option(line: Line) -> Text:
    return Text.assemble((harmless(line.title), "bold"), "\n", (harmless(line.about), "dim"))


def _values(results: Results) -> Iterator[tuple[str, str]]:
    """The filters by value, with what they are called: the commonest values of each facet."""
    for facet in SHOWN_FACETS:
        values = results.facets.get(facet, {})
        for value, counts in itertools.islice(values.items(), MAX_VALUES):
            if len(values) > 1 and (term := filters.term(facet, value)):
                yield term, f"{facet.replace('_', ' ')}: {value} ({counts.articles:,})"


def _marks(marked: MarkedArticle) -> Sequence[Mark]:
    return [mark for mark in marked.body_marks if mark[1] <= MAX_SHOWN]


def _page(marked: MarkedArticle, chosen: int) -> tuple[Text, int]:
    """The article as it is shown, and the place of the chosen mark in it."""
    article = marked.article
    page = Text.assemble(
        (harmless(article.title), "bold"), "\n", (harmless(_line(article).about), "dim"), "\n\n"
    )
    body = Text(harmless(article.body[:MAX_SHOWN], lines=True))
    marks = _marks(marked)
    for number, (start, end) in enumerate(marks):
        body.stylize(_HERE if number == chosen else _MARK, start, end)
    above = len(page) + (marks[chosen][0] if 0 <= chosen < len(marks) else 0)
    page.append_text(body)
    if len(article.body) > MAX_SHOWN:
        page.append("\n\nThe rest is left out; press o.", "dim")
    return page, above
