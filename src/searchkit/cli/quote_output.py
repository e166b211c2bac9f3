"""Quotations as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.cli.output import counted, date_label, hint_of_page
from searchkit.cli.terminal import Terminal, hint

if TYPE_CHECKING:
    from searchkit.results import SayingList
    from searchkit.stories.sayings import Carrier, Saying


def print_sayings(terminal: Terminal, found: SayingList) -> None:
    """Each quotation with its speaker and those who carried it."""
    for number, one in enumerate(found.sayings):
        if number:
            terminal.line()
        _print_saying(terminal, one)
    for note in found.notes:
        hint(note)
    told = counted(found.total, "quotation", "quotations")
    hint_of_page(found, told if found.total else "nothing is quoted")


def _print_saying(terminal: Terminal, one: Saying) -> None:
    terminal.line(terminal.styled(f"“{_one_line(one.text)}”", "bold"))
    articles = counted(len({carrier.article.id for carrier in one.carriers}), "article", "articles")
    wordings = counted(len(one.wordings), "wording", "wordings")
    terminal.line(terminal.styled(f"{speaker_label(one)}; {articles}, {wordings}"), indent=4)
    for carrier in one.carriers:
        _print_carrier(terminal, carrier, is_whole=carrier in one.wordings[0])


def _print_carrier(terminal: Terminal, carrier: Carrier, *, is_whole: bool) -> None:
    article = carrier.article
    line = terminal.styled(article.source or "source unknown", "green")
    line.append(" · ").append_text(terminal.styled(date_label(article), "cyan"))
    line.append(" · ").append_text(terminal.styled(article.id, "dim"))
    terminal.line(line, indent=4)
    if is_whole:
        return
    told = f"“{_one_line(carrier.quoted.text)}”" + (f" ({carrier.lacks})" if carrier.cut else "")
    terminal.line(terminal.styled(told, "dim"), indent=8)


def speaker_label(one: Saying) -> str:
    """Who said it, with what he is in the words of the article that tells most."""
    if one.speaker is None:
        return "speaker not named plainly"
    return f"{one.speaker} ({one.role})" if one.role else one.speaker


def _one_line(text: str) -> str:
    return " ".join(text.split())
